/*
 * The value of a customer who stays each period with a constant probability.
 *
 * With D = 1 + discount, q = retention (1 + growth) / D and S = 1 + q + ... + q^(horizon - 1):
 *
 *     NOW margin S,  END_CERTAIN margin S / D,  END_IF_RETAINED margin S retention / D,
 *     MID_IF_RETAINED margin S retention / sqrt(D),   each less acquisition;
 *     for ever S = D / gap, where gap = D - retention (1 + growth) > 0.
 *
 * Source: S. Gupta and D. Lehmann, "Customers as Assets" (2003), eq. 1.
 *
 * What is near 0 is never formed as a difference of rounded numbers:
 *
 *   - gap = (1 - retention) + discount - retention growth is summed with the rounding errors of its
 *     parts (Knuth's two_sum, Dekker's two_product); with growth 0 the product adds exact zeros, so
 *     that leaving it out changes no bit.
 *   - q - 1 = -gap / D has the full precision of gap, and x_N = q^N - 1 follows from
 *     x_2k = x_k (2 + x_k) and x_(k+1) = q x_k + (q - 1), whose terms all have one sign; S = x_N / x_1.
 *
 * Rows go in blocks small enough for the stack, as plain loops of constant length that compilers
 * turn into vector instructions. A row whose inputs are invalid or extreme, or whose result is not
 * finite, comes out of them as NaN and is looked at again, alone: which way a row takes depends on
 * that row only.
 */
#include "portability.h"
#include "base/base_fault.h"
#include "numeric/numeric_compensated.h"
#include <patron/clv.h>

#include <math.h>
#include <string.h>

enum { CLV_BLOCK = 8 };

/* Inside these bounds no step of the plain loops loses bits to underflow or is wrong by overflow. */
#define CLV_RATE_MAX 2.037035976334486e90       /* 2^300 */
#define CLV_RETENTION_MIN 6.223015277861142e-61 /* 2^-200; or 0 */
#define CLV_GAP_MIN 1.7347234759768071e-18      /* 2^-59, of 1 + D: below, its sign must be exact */
#define CLV_STEP_MIN 4.0389678347315804e-28     /* 2^-91: below, q^N is 1 for every horizon */

typedef struct clv_block {
    double margin[CLV_BLOCK];
    double retention[CLV_BLOCK];
    double discount[CLV_BLOCK];
    double growth[CLV_BLOCK];
    double acquisition[CLV_BLOCK];
    double gap[CLV_BLOCK]; /* D - retention (1 + growth); for a finite horizon then q - 1 */
    double value[CLV_BLOCK];
} clv_block;

typedef struct clv_columns {
    const double *margin;
    const double *retention;
    const double *discount;
    const double *growth;
    const double *acquisition;
} clv_columns;

static void clv_gap_without_growth(clv_block *block)
{
    for (int i = 0; i < CLV_BLOCK; i++) {
        numeric_pair lost = numeric_quick_two_sum(1.0, -block->retention[i]);
        numeric_pair sum = numeric_two_sum(lost.high, block->discount[i]);
        block->gap[i] = sum.high + (lost.low + sum.low);
    }
}

static void clv_gap(clv_block *block)
{
    for (int i = 0; i < CLV_BLOCK; i++) {
        numeric_pair lost = numeric_quick_two_sum(1.0, -block->retention[i]);
        numeric_pair sum = numeric_two_sum(lost.high, block->discount[i]);
        numeric_pair grown = numeric_two_product(block->retention[i], block->growth[i]);
        numeric_pair gap = numeric_two_sum(sum.high, -grown.high);
        block->gap[i] = gap.high + ((lost.low + sum.low) + (gap.low - grown.low));
    }
}

/* The factor of margin, for ever. NaN where it diverges or comes near it. */
static void clv_factor_forever(clv_block *block, uint32_t timing)
{
    double *factor = block->value;
    for (int i = 0; i < CLV_BLOCK; i++)
        factor[i] = 1.0;
    if (timing == PATRON_CLV_NOW)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = 1.0 + block->discount[i];
    if (timing == PATRON_CLV_END_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = block->retention[i];
    if (timing == PATRON_CLV_MID_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = block->retention[i] * sqrt(1.0 + block->discount[i]);
    for (int i = 0; i < CLV_BLOCK; i++) {
        double least = CLV_GAP_MIN * (2.0 + block->discount[i]);
        double quotient = factor[i] / block->gap[i];
        factor[i] = block->gap[i] >= least ? quotient : (double)NAN;
    }
}

/* q^horizon - 1, from q - 1 in gap. */
static void clv_power(clv_block *block, uint32_t horizon)
{
    const double *step = block->gap;
    double *power = block->value;
    uint32_t bit = UINT32_C(1) << 30;
    while (bit > horizon)
        bit >>= 1;
    for (int i = 0; i < CLV_BLOCK; i++)
        power[i] = step[i];
    for (bit >>= 1; bit > 0; bit >>= 1) {
        for (int i = 0; i < CLV_BLOCK; i++)
            power[i] *= 2.0 + power[i];
        if ((horizon & bit) != 0)
            for (int i = 0; i < CLV_BLOCK; i++)
                power[i] = power[i] * (1.0 + step[i]) + step[i];
    }
}

/* The factor of margin for horizon >= 1. */
static void clv_factor_finite(clv_block *block, uint32_t horizon, uint32_t timing)
{
    double *step = block->gap;
    double *factor = block->value;
    for (int i = 0; i < CLV_BLOCK; i++)
        step[i] = -block->gap[i] / (1.0 + block->discount[i]);
    clv_power(block, horizon);
    double periods = (double)horizon;
    for (int i = 0; i < CLV_BLOCK; i++) {
        double sum = factor[i] / step[i];
        factor[i] = fabs(step[i]) < CLV_STEP_MIN ? periods : sum;
    }
    if (timing == PATRON_CLV_END_CERTAIN)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] / (1.0 + block->discount[i]);
    if (timing == PATRON_CLV_END_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] * block->retention[i] / (1.0 + block->discount[i]);
    if (timing == PATRON_CLV_MID_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] * block->retention[i] / sqrt(1.0 + block->discount[i]);
}

/* Makes values of factors, NaN where an input is not one the loops are right for; 0 - x is never
   -0, so that no value is. Returns bits that are 0 where all values are finite. */
static uint64_t clv_finish(clv_block *block)
{
    uint64_t strange = 0;
    for (int i = 0; i < CLV_BLOCK; i++) {
        double retention = block->retention[i];
        double discount = block->discount[i];
        double growth = block->growth[i];
        double value = block->margin[i] * block->value[i] + (0.0 - block->acquisition[i]);
        value = retention >= CLV_RETENTION_MIN || retention == 0.0 ? value : (double)NAN;
        value = retention <= 1.0 ? value : (double)NAN;
        value = discount > -1.0 ? value : (double)NAN;
        value = discount <= CLV_RATE_MAX ? value : (double)NAN;
        value = growth >= -1.0 ? value : (double)NAN;
        value = growth <= CLV_RATE_MAX ? value : (double)NAN;
        block->value[i] = value;
    }
    for (int i = 0; i < CLV_BLOCK; i++) {
        double rest = block->value[i] - block->value[i]; /* +0, or NaN */
        uint64_t bits;
        memcpy(&bits, &rest, sizeof bits);
        strange |= bits;
    }
    return strange;
}

/* A number x 2^exponent, x in [0.5, 1) or 0: neither overflow nor underflow ends a product early. */
typedef struct clv_scaled {
    double x;
    int64_t exponent;
} clv_scaled;

static clv_scaled clv_scale(double value, int64_t exponent)
{
    int shift = 0;
    clv_scaled scaled;
    scaled.x = frexp(value, &shift);
    scaled.exponent = value == 0.0 ? 0 : exponent + shift;
    return scaled;
}

static clv_scaled clv_product(clv_scaled a, clv_scaled b)
{
    return clv_scale(a.x * b.x, a.exponent + b.exponent);
}

static clv_scaled clv_quotient(clv_scaled a, clv_scaled b)
{
    return clv_scale(a.x / b.x, a.exponent - b.exponent);
}

static clv_scaled clv_sum(clv_scaled a, clv_scaled b)
{
    if (a.x == 0.0 || (b.x != 0.0 && a.exponent < b.exponent)) {
        clv_scaled swapped = a;
        a = b;
        b = swapped;
    }
    if (b.x == 0.0 || a.exponent - b.exponent > 200)
        return a;
    return clv_scale(a.x + ldexp(b.x, (int)(b.exponent - a.exponent)), a.exponent);
}

/* Adds to an expansion of n parts, which sum to it exactly, least first: then there are n + 1 (J.
   Shewchuk, "Adaptive precision floating-point arithmetic" (1997), grow-expansion). */
static void clv_grow(double *part, int n, double value)
{
    for (int i = 0; i < n; i++) {
        numeric_pair sum = numeric_two_sum(value, part[i]);
        part[i] = sum.low;
        value = sum.high;
    }
    part[n] = value;
}

/* The gap of valid inputs, its sign exact; its parts are scaled so that their product neither
   overflows nor loses bits. */
static clv_scaled clv_gap_exact(double retention, double discount, double growth)
{
    int scale = 0;
    if (fabs(growth) < 1.0 / CLV_RATE_MAX && discount <= CLV_RATE_MAX)
        scale = 600;
    if (growth > CLV_RATE_MAX || discount > CLV_RATE_MAX)
        scale = -600;
    numeric_pair grown = numeric_two_product(retention, ldexp(growth, scale));
    double part[5];
    clv_grow(part, 0, -grown.low);
    clv_grow(part, 1, -grown.high);
    clv_grow(part, 2, ldexp(-retention, scale));
    clv_grow(part, 3, ldexp(discount, scale));
    clv_grow(part, 4, ldexp(1.0, scale));
    double gap = (((part[0] + part[1]) + part[2]) + part[3]) + part[4];
    return clv_scale(gap, -scale);
}

/* 1 + q + ... + q^(horizon - 1) for q = 1 + step, horizon >= 1. */
static clv_scaled clv_series(clv_scaled step, uint32_t horizon)
{
    clv_scaled one = clv_scale(1.0, 0);
    clv_scaled two = clv_scale(2.0, 0);
    if (step.x == 0.0 || step.exponent <= -91)
        return clv_scale((double)horizon, 0);
    clv_scaled q = clv_sum(one, step);
    clv_scaled power = step;
    uint32_t bit = UINT32_C(1) << 30;
    while (bit > horizon)
        bit >>= 1;
    for (bit >>= 1; bit > 0; bit >>= 1) {
        power = clv_product(power, clv_sum(two, power));
        if ((horizon & bit) != 0)
            power = clv_sum(clv_product(power, q), step);
    }
    return clv_quotient(power, step);
}

/* What the margin of END_CERTAIN is multiplied with, to come to the one of this timing. */
static clv_scaled clv_timing_factor(const patron_clv_terms *row)
{
    clv_scaled gross = clv_scale(1.0 + row->discount, 0);
    clv_scaled retention = clv_scale(row->retention, 0);
    switch (row->timing) {
    case PATRON_CLV_END_IF_RETAINED:
        return retention;
    case PATRON_CLV_NOW:
        return gross;
    case PATRON_CLV_MID_IF_RETAINED:
        return clv_product(retention, clv_scale(sqrt(1.0 + row->discount), 0));
    default:
        return clv_scale(1.0, 0);
    }
}

static int32_t clv_fault_overflow(int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "clv", "a value that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}

/* The value of one row of any valid inputs. */
static int32_t clv_row(const patron_clv_terms *row, int64_t number, double *clv,
                       patron_fault *fault)
{
    clv_scaled value = clv_scale(row->margin, 0);
    if (row->margin != 0.0 && row->horizon > 0) {
        clv_scaled gap = clv_gap_exact(row->retention, row->discount, row->growth);
        clv_scaled gross = clv_scale(1.0 + row->discount, 0);
        if (row->horizon == PATRON_CLV_FOREVER) {
            if (!(gap.x > 0.0))
                return patron_base_fault_real(fault, PATRON_E_DIVERGES, "discount", number,
                                              row->discount,
                                              "more than retention (1 + growth) - 1");
            value = clv_quotient(value, gap);
        } else {
            clv_scaled step = clv_quotient(gap, gross);
            step.x = 0.0 - step.x;
            value = clv_quotient(clv_product(value, clv_series(step, row->horizon)), gross);
        }
        value = clv_product(value, clv_timing_factor(row));
    } else {
        value = clv_scale(0.0, 0);
    }
    value = clv_sum(value, clv_scale(0.0 - row->acquisition, 0));
    if (value.exponent > 1024)
        return clv_fault_overflow(number, fault);
    *clv = value.exponent < -1100 ? 0.0 : ldexp(value.x, (int)value.exponent);
    return PATRON_OK;
}

static int32_t clv_check_real(double value, int in_range, const char *argument, int64_t row,
                              const char *expected, patron_fault *fault)
{
    if (!(value - value == 0.0))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, row, value,
                                      "a finite number");
    if (!in_range)
        return patron_base_fault_real(fault, PATRON_E_RANGE, argument, row, value, expected);
    return PATRON_OK;
}

static int32_t clv_check_margin(double value, const char *argument, int64_t row,
                                patron_fault *fault)
{
    return clv_check_real(value, 1, argument, row, "a finite number", fault);
}

static int32_t clv_check_retention(double value, const char *argument, int64_t row,
                                   patron_fault *fault)
{
    return clv_check_real(value, value >= 0.0 && value <= 1.0, argument, row,
                          "a fraction in [0, 1]", fault);
}

static int32_t clv_check_discount(double value, const char *argument, int64_t row,
                                  patron_fault *fault)
{
    return clv_check_real(value, value > -1.0, argument, row, "a rate > -1", fault);
}

static int32_t clv_check_growth(double value, const char *argument, int64_t row,
                                patron_fault *fault)
{
    return clv_check_real(value, value >= -1.0, argument, row, "a rate >= -1", fault);
}

/* The members that a column does not stand for, and those that no column can. */
static int32_t clv_check_terms(const patron_clv_terms *terms, const clv_columns *columns,
                               patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (terms == NULL)
        return patron_base_fault_null(fault, "terms");
    if (columns->margin == NULL)
        status = clv_check_margin(terms->margin, "terms.margin", -1, fault);
    if (status == PATRON_OK && columns->retention == NULL)
        status = clv_check_retention(terms->retention, "terms.retention", -1, fault);
    if (status == PATRON_OK && columns->discount == NULL)
        status = clv_check_discount(terms->discount, "terms.discount", -1, fault);
    if (status == PATRON_OK && columns->growth == NULL)
        status = clv_check_growth(terms->growth, "terms.growth", -1, fault);
    if (status == PATRON_OK && columns->acquisition == NULL)
        status = clv_check_margin(terms->acquisition, "terms.acquisition", -1, fault);
    if (status == PATRON_OK && terms->horizon > PATRON_CLV_FOREVER)
        status =
            patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.horizon", -1, terms->horizon,
                                       "at most 2147483646, or PATRON_CLV_FOREVER");
    if (status == PATRON_OK &&
        (terms->timing < PATRON_CLV_END_IF_RETAINED || terms->timing > PATRON_CLV_MID_IF_RETAINED))
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.timing", -1,
                                            terms->timing, "a PATRON_CLV_ timing, 1 to 4");
    return status;
}

static int32_t clv_check_row(const patron_clv_terms *row, int64_t number, patron_fault *fault)
{
    int32_t status = clv_check_margin(row->margin, "margin", number, fault);
    if (status == PATRON_OK)
        status = clv_check_retention(row->retention, "retention", number, fault);
    if (status == PATRON_OK)
        status = clv_check_discount(row->discount, "discount", number, fault);
    if (status == PATRON_OK)
        status = clv_check_growth(row->growth, "growth", number, fault);
    if (status == PATRON_OK)
        status = clv_check_margin(row->acquisition, "acquisition", number, fault);
    return status;
}

static void clv_fill(double *column, double value)
{
    for (int i = 0; i < CLV_BLOCK; i++)
        column[i] = value;
}

/* Every row of the block has the terms' values, or zeros where columns will bring others. */
static void clv_begin(clv_block *block, const patron_clv_terms *terms, const clv_columns *columns)
{
    clv_fill(block->margin, columns->margin == NULL ? terms->margin : 0.0);
    clv_fill(block->retention, columns->retention == NULL ? terms->retention : 0.0);
    clv_fill(block->discount, columns->discount == NULL ? terms->discount : 0.0);
    clv_fill(block->growth, columns->growth == NULL ? terms->growth : 0.0);
    clv_fill(block->acquisition, columns->acquisition == NULL ? terms->acquisition : 0.0);
}

static void clv_load_column(double *to, const double *column, size_t from, size_t count)
{
    if (column != NULL && count == CLV_BLOCK)
        memcpy(to, column + from, CLV_BLOCK * sizeof *to);
    else if (column != NULL)
        memcpy(to, column + from, count * sizeof *to);
}

static void clv_load(clv_block *block, const clv_columns *columns, size_t from, size_t count)
{
    clv_load_column(block->margin, columns->margin, from, count);
    clv_load_column(block->retention, columns->retention, from, count);
    clv_load_column(block->discount, columns->discount, from, count);
    clv_load_column(block->growth, columns->growth, from, count);
    clv_load_column(block->acquisition, columns->acquisition, from, count);
}

/* The values of a block; bits that are 0 where all are finite. */
static uint64_t clv_compute(clv_block *block, const patron_clv_terms *terms, int grows)
{
    if (grows)
        clv_gap(block);
    else
        clv_gap_without_growth(block);
    if (terms->horizon == PATRON_CLV_FOREVER)
        clv_factor_forever(block, terms->timing);
    else if (terms->horizon > 0)
        clv_factor_finite(block, terms->horizon, terms->timing);
    else
        clv_fill(block->value, 0.0);
    return clv_finish(block);
}

/* Looks again at the rows that came out as no number; count is lowered to the faulty row. */
static int32_t clv_repair(clv_block *block, const patron_clv_terms *terms, size_t from,
                          size_t *count, patron_fault *fault)
{
    for (size_t i = 0; i < *count; i++) {
        if (block->value[i] - block->value[i] == 0.0)
            continue;
        patron_clv_terms row = *terms;
        row.margin = block->margin[i];
        row.retention = block->retention[i];
        row.discount = block->discount[i];
        row.growth = block->growth[i];
        row.acquisition = block->acquisition[i];
        int64_t number = (int64_t)(from + i);
        int32_t status = clv_check_row(&row, number, fault);
        if (status == PATRON_OK)
            status = clv_row(&row, number, &block->value[i], fault);
        if (status != PATRON_OK) {
            *count = i;
            return status;
        }
    }
    return PATRON_OK;
}

static int32_t clv_all_rows(const patron_clv_terms *terms, size_t n, const clv_columns *columns,
                            double *clv, patron_fault *fault)
{
    clv_block block;
    int32_t status = PATRON_OK;
    int grows = columns->growth != NULL || terms->growth != 0.0;
    clv_begin(&block, terms, columns);
    for (size_t from = 0; from < n && status == PATRON_OK; from += CLV_BLOCK) {
        size_t count = n - from < CLV_BLOCK ? n - from : CLV_BLOCK;
        clv_load(&block, columns, from, count);
        if (clv_compute(&block, terms, grows) != 0)
            status = clv_repair(&block, terms, from, &count, fault);
        memcpy(clv + from, block.value, count * sizeof *clv);
    }
    return status;
}

int32_t PATRON_CALL patron_clv_constant(const patron_clv_terms *terms, size_t n,
                                        const double *margin, const double *retention,
                                        const double *discount, const double *growth,
                                        const double *acquisition, double *clv, patron_fault *fault)
{
    clv_columns columns = {margin, retention, discount, growth, acquisition};
    int32_t status = clv_check_terms(terms, &columns, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && clv == NULL)
        return patron_base_fault_null(fault, "clv");
    return clv_all_rows(terms, n, &columns, clv, fault);
}
