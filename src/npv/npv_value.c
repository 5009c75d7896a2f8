/*
 * Net present value: sum_j flow_j v^j, v = 1 / (1 + rate), times v or sqrt(v) where the first flow
 * comes later.
 *
 * One rate: a table of the first 64 powers, and blocks of 64 flows weighted by the powers of v^64.
 * A rate of each stream's own: Horner's scheme with its rounding errors carried along. Rates that
 * vary: a table of as many factors as there are periods.
 *
 * Source: R. Brealey, S. Myers and F. Allen, "Principles of Corporate Finance", ch. 2 and 3;
 * S. Graillat, P. Langlois and N. Louvet, "Compensated Horner Scheme" (2005).
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "npv_factor.h"
#include "npv_stream.h"
#include "npv_value.h"

enum { NPV_VALUE_BLOCK = 64, NPV_VALUE_ROWS = 4 };

/* The powers of one rate's factor. */
typedef struct npv_value_table {
    double power[NPV_VALUE_BLOCK];
    numeric_pair block; /* the factor of a whole block */
    size_t reach;       /* flows the table serves */
    double shift;
} npv_value_table;

static void npv_value_fill(npv_value_table *table, double rate, uint32_t timing)
{
    table->reach = npv_factor_reach(rate);
    table->shift = table->reach > 0 ? npv_factor_shift(timing, rate) : 1.0;
    numeric_pair factor = npv_factor_of(rate);
    numeric_pair power = numeric_pair_make(1.0, 0.0);
    for (size_t j = 0; j < NPV_VALUE_BLOCK; j++) {
        table->power[j] = numeric_pair_value(power);
        if (j < table->reach)
            power = numeric_pair_product(power, factor);
    }
    table->block = power;
}

/* Products of flows and factors, summed with the rounding errors of the sum. */
static numeric_pair npv_value_dot(const double *flow, const double *factor, size_t count)
{
    double sum = 0.0;
    double lost = 0.0;
    for (size_t j = 0; j < count; j++) {
        numeric_pair added = numeric_two_sum(sum, flow[j] * factor[j]);
        sum = added.high;
        lost += added.low;
    }
    return numeric_quick_two_sum(sum, lost);
}

/* The same for several rows of at most a block at once, so that no addition waits for another. */
static void npv_value_dot_rows(const double *PORTABILITY_RESTRICT flow, size_t m,
                               const double *PORTABILITY_RESTRICT factor,
                               double *PORTABILITY_RESTRICT value)
{
    double sum[NPV_VALUE_ROWS] = {0.0, 0.0, 0.0, 0.0};
    double lost[NPV_VALUE_ROWS] = {0.0, 0.0, 0.0, 0.0};
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k < NPV_VALUE_ROWS; k++) {
            numeric_pair added = numeric_two_sum(sum[k], flow[k * m + j] * factor[j]);
            sum[k] = added.high;
            lost[k] += added.low;
        }
    for (size_t k = 0; k < NPV_VALUE_ROWS; k++)
        value[k] = sum[k] + lost[k];
}

static double npv_value_blocks(const double *flow, size_t count, const npv_value_table *table)
{
    if (count <= NPV_VALUE_BLOCK)
        return numeric_pair_value(npv_value_dot(flow, table->power, count));
    numeric_pair total = numeric_pair_make(0.0, 0.0);
    numeric_pair weight = numeric_pair_make(1.0, 0.0);
    for (size_t j = 0; j < count; j += NPV_VALUE_BLOCK) {
        size_t size = count - j < NPV_VALUE_BLOCK ? count - j : NPV_VALUE_BLOCK;
        numeric_pair part = npv_value_dot(flow + j, table->power, size);
        total = numeric_pair_sum(total, numeric_pair_product(part, weight));
        weight = numeric_pair_product(weight, table->block);
    }
    return numeric_pair_value(total);
}

static double npv_value_horner(const npv_stream *stream)
{
    numeric_pair factor = npv_factor_of(stream->rate);
    double value = stream->flow[stream->count - 1];
    double lost = 0.0;
    for (size_t j = stream->count - 1; j-- > 0;) {
        numeric_pair product = numeric_two_product(value, factor.high);
        numeric_pair added = numeric_two_sum(product.high, stream->flow[j]);
        lost = lost * factor.high + ((product.low + added.low) + value * factor.low);
        value = added.high;
    }
    return value + lost;
}

/* Any flows at any rate; infinite where the value is beyond a double. */
static double npv_value_wide(const npv_stream *stream, uint32_t timing)
{
    double force = log1p(stream->rate);
    double start = npv_factor_start(timing);
    npv_wide sum = npv_wide_zero();
    for (size_t j = 0; j < stream->count; j++)
        patron_npv_wide_add(&sum, stream->flow[j], ((double)j + start) * force);
    return npv_wide_value(sum);
}

double patron_npv_value_of(const npv_stream *stream, uint32_t timing)
{
    double value = 0.0;
    if (stream->count == 0)
        return value;
    int near = stream->rate >= -0.5 && stream->rate <= 1.0 && stream->count <= 900;
    if (near || stream->count <= npv_factor_reach(stream->rate))
        value = npv_value_horner(stream) * npv_factor_shift(timing, stream->rate);
    else
        value = npv_value_wide(stream, timing);
    return npv_finite(value) ? value : npv_value_wide(stream, timing);
}

static double npv_value_by_table(const npv_stream *stream, const npv_value_table *table,
                                 uint32_t timing)
{
    if (stream->count <= table->reach) {
        double value = npv_value_blocks(stream->flow, stream->count, table) * table->shift;
        if (npv_finite(value))
            return value;
    }
    return npv_value_wide(stream, timing);
}

/* The rows of a matrix from a table, as long as they are finite: how many are written. */
static size_t npv_value_matrix(const npv_streams *streams, const npv_value_table *table,
                               double *npv)
{
    size_t i = 0;
    if (streams->offset != NULL || streams->m > NPV_VALUE_BLOCK || streams->m > table->reach)
        return 0;
    for (; streams->n - i >= NPV_VALUE_ROWS; i += NPV_VALUE_ROWS) {
        double value[NPV_VALUE_ROWS];
        double check = 0.0; /* 0 where all are finite, else NaN */
        npv_value_dot_rows(streams->flow + i * streams->m, streams->m, table->power, value);
        for (size_t k = 0; k < NPV_VALUE_ROWS; k++) {
            value[k] *= table->shift;
            check += 0.0 * value[k];
        }
        if (check != 0.0)
            break;
        for (size_t k = 0; k < NPV_VALUE_ROWS; k++)
            npv[i + k] = value[k];
    }
    return i;
}

/* The rest of the rows, one by one, to the end or to a fault. */
static int32_t npv_value_rows(const npv_streams *streams, const npv_value_table *table,
                              uint32_t timing, size_t from, double *npv, patron_fault *fault)
{
    for (size_t i = from; i < streams->n; i++) {
        npv_stream stream;
        double value = 0.0;
        int usable = npv_slice(streams, i, &stream);
        if (usable && table != NULL)
            value = npv_value_by_table(&stream, table, timing);
        else if (usable)
            value = patron_npv_value_of(&stream, timing);
        if (!usable || !npv_finite(value)) {
            int32_t status = patron_npv_diagnose(streams, i, fault);
            return status != PATRON_OK ? status : patron_npv_overflow("npv", i, value, fault);
        }
        npv[i] = value;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_npv_value(uint32_t timing, double rate, size_t n, size_t m,
                                     const double *flow, const uint32_t *offset,
                                     const double *rates, double *npv, patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, rates, rate);
    int32_t status = patron_npv_check_flow(&streams, fault);
    if (status == PATRON_OK && npv == NULL && n > 0)
        return patron_base_fault_null(fault, "npv");
    if (status == PATRON_OK)
        status = patron_npv_check_timing(timing, fault);
    if (status == PATRON_OK && rates == NULL)
        status = patron_npv_check_rate("rate", rate, fault);
    if (status != PATRON_OK)
        return status;
    if (rates != NULL)
        return npv_value_rows(&streams, NULL, timing, 0, npv, fault);
    npv_value_table table;
    npv_value_fill(&table, rate, timing);
    size_t done = npv_value_matrix(&streams, &table, npv);
    return npv_value_rows(&streams, &table, timing, done, npv, fault);
}

/* Factors of rates that vary, and the logarithm of each for where doubles do not reach. */
typedef struct npv_value_curve {
    double *factor;
    double *force;
    size_t reach;
} npv_value_curve;

static void npv_value_draw(npv_value_curve *curve, uint32_t timing, size_t periods,
                           const double *rate)
{
    numeric_pair factor = numeric_pair_make(1.0, 0.0);
    numeric_pair force = numeric_pair_make(0.0, 0.0);
    curve->reach = periods;
    for (size_t j = 0; j < periods; j++) {
        double part = npv_factor_start(timing);
        double own = log1p(rate[j]);
        curve->force[j] = numeric_pair_value(force) + part * own;
        if (curve->reach == periods && fabs(curve->force[j]) > NPV_WIDE_REACH)
            curve->reach = j;
        numeric_pair next = numeric_pair_make(0.0, 0.0);
        curve->factor[j] = 0.0;
        if (curve->reach == periods && fabs(own) <= NPV_WIDE_REACH) {
            next = numeric_pair_product(factor, npv_factor_of(rate[j]));
            double shift = timing == PATRON_NPV_MID ? npv_factor_shift(timing, rate[j]) : 1.0;
            curve->factor[j] = numeric_pair_value(timing == PATRON_NPV_END ? next : factor) * shift;
        } else if (curve->reach == periods) {
            curve->reach = j;
        }
        factor = next;
        force = numeric_pair_add(force, own);
    }
}

static double npv_value_on_curve(const npv_stream *stream, const npv_value_curve *curve)
{
    if (stream->count <= curve->reach) {
        double value =
            numeric_pair_value(npv_value_dot(stream->flow, curve->factor, stream->count));
        if (npv_finite(value))
            return value;
    }
    npv_wide sum = npv_wide_zero();
    for (size_t j = 0; j < stream->count; j++)
        patron_npv_wide_add(&sum, stream->flow[j], curve->force[j]);
    return npv_wide_value(sum);
}

size_t PATRON_CALL patron_npv_varying_scratch_size(size_t periods)
{
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, periods, sizeof(double));
    return numeric_scratch_need(need, periods, sizeof(double));
}

static int32_t npv_value_check_curve(const npv_streams *streams, size_t periods, const double *rate,
                                     const void *scratch, size_t scratch_size, const double *npv,
                                     patron_fault *fault)
{
    int32_t status = patron_npv_check_flow(streams, fault);
    if (status == PATRON_OK && rate == NULL && periods > 0)
        return patron_base_fault_null(fault, "rate");
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_npv_varying_scratch_size(periods), fault);
    if (status == PATRON_OK && npv == NULL && streams->n > 0)
        return patron_base_fault_null(fault, "npv");
    return status;
}

static int32_t npv_value_curve_rows(const npv_streams *streams, const npv_value_curve *curve,
                                    size_t periods, double *npv, patron_fault *fault)
{
    for (size_t i = 0; i < streams->n; i++) {
        npv_stream stream;
        int usable = npv_slice(streams, i, &stream) && stream.count <= periods;
        double value = usable ? npv_value_on_curve(&stream, curve) : 0.0;
        if (!usable || !npv_finite(value)) {
            int32_t status = patron_npv_diagnose(streams, i, fault);
            if (status != PATRON_OK)
                return status;
            if (usable)
                return patron_npv_overflow("npv", i, value, fault);
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "periods", -1, periods,
                                              "at least the flows of the longest stream");
        }
        npv[i] = value;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_npv_varying(uint32_t timing, size_t n, size_t m, const double *flow,
                                       const uint32_t *offset, size_t periods, const double *rate,
                                       void *scratch, size_t scratch_size, double *npv,
                                       patron_fault *fault)
{
    npv_streams streams = npv_streams_make(n, m, flow, offset, NULL, 0.0);
    int32_t status =
        npv_value_check_curve(&streams, periods, rate, scratch, scratch_size, npv, fault);
    if (status == PATRON_OK)
        status = patron_npv_check_timing(timing, fault);
    for (size_t j = 0; status == PATRON_OK && j < periods; j++)
        if (!npv_rate_usable(rate[j]))
            status = patron_base_fault_real(
                fault, npv_finite(rate[j]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, "rate",
                (int64_t)j, rate[j], "a fraction above -1");
    if (status != PATRON_OK)
        return status;
    npv_value_curve curve;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    curve.factor = numeric_scratch_take(&carve, periods, sizeof(double));
    curve.force = numeric_scratch_take(&carve, periods, sizeof(double));
    npv_value_draw(&curve, timing, periods, rate);
    return npv_value_curve_rows(&streams, &curve, periods, npv, fault);
}
