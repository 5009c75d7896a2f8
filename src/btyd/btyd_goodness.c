/*
 * A model beside the base it was fitted to: numbers of purchases, purchases period by period, and what
 * came after. Sums over customers carry their rounding errors.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>

enum { BTYD_BINS_MAX = 32 };

static const btyd_row btyd_goodness_nothing = {0.0, 0.0, 0.0};

/* --- kernels ---------------------------------------------------------------------------------- */

static double btyd_goodness_weight(const double *weight, size_t i)
{
    return weight == NULL ? 1.0 : weight[i];
}

/* The probability of each bin, that of the last by what is left. */
static void btyd_bins_of(const patron_btyd_model *model, double T, size_t bins, double *probability)
{
    double sum = 0.0;
    patron_btyd_kind_pmf(model, &btyd_goodness_nothing, T, bins - 1, probability);
    for (size_t k = 0; k + 1 < bins; k++)
        sum += probability[k];
    probability[bins - 1] = fmax(0.0, 1.0 - sum);
}

static double btyd_chi_square(size_t bins, const double *expected, const double *actual)
{
    double sum = 0.0;
    for (size_t k = 0; k < bins; k++) {
        double difference = actual[k] - expected[k];
        if (expected[k] > 0.0)
            sum += difference / expected[k] * difference;
        else if (actual[k] > 0.0)
            return (double)NAN;
    }
    return isfinite(sum) ? sum : (double)NAN;
}

/* --- checks ------------------------------------------------------------------------------------ */

/* All rows of customers of whom only T is known. */
static int32_t btyd_check_bases(const patron_btyd_model *model, const btyd_columns *columns,
                                const double *weight, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < columns->n; i++) {
        patron_btyd_model own;
        status = patron_btyd_load_new(model, columns, i, "T", &own, fault);
        if (status == PATRON_OK)
            status = patron_btyd_check_weight(weight, i, fault);
    }
    return status;
}

static int32_t btyd_check_bins(size_t bins, size_t least, const char *argument, patron_fault *fault)
{
    if (bins >= least && bins <= BTYD_BINS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, bins,
                                      least == 2 ? "in [2, 32]" : "in [1, 32]");
}

/* --- histogram ---------------------------------------------------------------------------------- */

/* Adds all rows, that have been checked. */
static void btyd_histogram_add(const patron_btyd_model *model, const btyd_columns *columns,
                               const double *weight, size_t bins, double *expected, double *actual)
{
    numeric_pair sum[BTYD_BINS_MAX];
    double probability[BTYD_BINS_MAX];
    for (size_t k = 0; k < BTYD_BINS_MAX; k++)
        sum[k] = numeric_pair_make(0.0, 0.0);
    for (size_t k = 0; k < bins; k++)
        actual[k] = 0.0;
    for (size_t i = 0; i < columns->n; i++) {
        patron_btyd_model own;
        double w = btyd_goodness_weight(weight, i);
        patron_btyd_load_new(model, columns, i, "T", &own, NULL);
        btyd_bins_of(&own, columns->T[i], bins, probability);
        for (size_t k = 0; k < bins; k++)
            sum[k] = numeric_pair_add(sum[k], w * probability[k]);
        if (columns->x != NULL)
            actual[columns->x[i] < bins ? columns->x[i] : bins - 1] += w;
    }
    for (size_t k = 0; k < bins; k++)
        expected[k] = numeric_pair_value(sum[k]);
}

static int32_t btyd_check_histogram(const patron_btyd_model *model, const btyd_columns *columns,
                                    size_t bins, const double *expected, const double *actual,
                                    const double *chi_square, patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, columns->T, "T", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, expected, "expected", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, actual, "actual", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, chi_square, "chi_square", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, columns, fault);
    if (status == PATRON_OK)
        status = btyd_check_bins(bins, 2, "bins", fault);
    return status;
}

int32_t PATRON_CALL patron_btyd_histogram(const patron_btyd_model *model, size_t n, const double *T,
                                          const double *alpha, const double *dropout,
                                          const double *weight, const uint32_t *x, size_t bins,
                                          double *expected, double *actual, double *chi_square,
                                          patron_fault *fault)
{
    btyd_columns columns = {n, x, NULL, T, NULL, alpha, dropout};
    int32_t status =
        btyd_check_histogram(model, &columns, bins, expected, actual, chi_square, fault);
    if (status == PATRON_OK)
        status = btyd_check_bases(model, &columns, weight, fault);
    if (status != PATRON_OK)
        return status;
    btyd_histogram_add(model, &columns, weight, bins, expected, actual);
    *chi_square = x == NULL ? (double)NAN : btyd_chi_square(bins, expected, actual);
    return PATRON_OK;
}

/* --- tracking ----------------------------------------------------------------------------------- */

/* Purchases of all before their age of T + shift. */
static numeric_pair btyd_tracking_at(const patron_btyd_model *model, const btyd_columns *columns,
                                     const double *weight, double shift)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < columns->n; i++) {
        patron_btyd_model own;
        double age = columns->T[i] + shift;
        if (age <= 0.0)
            continue;
        patron_btyd_load_new(model, columns, i, "T", &own, NULL);
        sum =
            numeric_pair_add(sum, btyd_goodness_weight(weight, i) *
                                      patron_btyd_kind_expected(&own, &btyd_goodness_nothing, age));
    }
    return sum;
}

static int32_t btyd_check_periods(const patron_btyd_model *model, double since, double period,
                                  size_t periods, patron_fault *fault)
{
    int32_t status = patron_btyd_check_ahead(model, since, "since", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_ahead(model, period, "period", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_count(periods, "periods", fault);
    if (status == PATRON_OK && period * (double)periods > BTYD_TIME_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "periods", -1, periods,
                                            "periods of at most 1e15 together");
    return status;
}

static int32_t btyd_check_tracking(const patron_btyd_model *model, const btyd_columns *columns,
                                   size_t periods, const double *cumulative, patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, columns->T, "T", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(periods, cumulative, "cumulative", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, columns, fault);
    return status;
}

int32_t PATRON_CALL patron_btyd_tracking(const patron_btyd_model *model, size_t n, const double *T,
                                         const double *alpha, const double *dropout,
                                         const double *weight, double since, double period,
                                         size_t periods, double *cumulative, double *incremental,
                                         patron_fault *fault)
{
    btyd_columns columns = {n, NULL, NULL, T, NULL, alpha, dropout};
    int32_t status = btyd_check_tracking(model, &columns, periods, cumulative, fault);
    if (status == PATRON_OK)
        status = btyd_check_periods(model, since, period, periods, fault);
    if (status == PATRON_OK)
        status = btyd_check_bases(model, &columns, weight, fault);
    if (status != PATRON_OK)
        return status;
    numeric_pair before = btyd_tracking_at(model, &columns, weight, -since);
    before = numeric_pair_make(-before.high, -before.low);
    double last = 0.0;
    for (size_t j = 0; j < periods; j++) {
        numeric_pair sum =
            btyd_tracking_at(model, &columns, weight, (double)(j + 1) * period - since);
        double value = fmax(last, numeric_pair_value(numeric_pair_sum(sum, before)));
        cumulative[j] = value;
        if (incremental != NULL)
            incremental[j] = value - last;
        last = value;
    }
    return PATRON_OK;
}

/* --- holdout ------------------------------------------------------------------------------------ */

typedef struct btyd_holdout {
    btyd_columns columns;
    const double *weight;
    const uint32_t *actual;
    double ahead;
    size_t classes;
} btyd_holdout;

typedef struct btyd_holdout_sums {
    numeric_pair customers;
    numeric_pair actual;
    numeric_pair expected;
    numeric_pair absolute;
    numeric_pair square;
} btyd_holdout_sums;

static void btyd_holdout_note(btyd_holdout_sums *sums, double w, double actual, double expected)
{
    double error = expected - actual;
    sums->customers = numeric_pair_add(sums->customers, w);
    sums->actual = numeric_pair_add(sums->actual, w * actual);
    sums->expected = numeric_pair_add(sums->expected, w * expected);
    sums->absolute = numeric_pair_add(sums->absolute, w * fabs(error));
    sums->square = numeric_pair_add(sums->square, w * error * error);
}

/* Adds all rows, that have been checked; the means of the classes. */
static void btyd_holdout_add(const patron_btyd_model *model, const btyd_holdout *of,
                             btyd_holdout_sums *sums, double *by_class)
{
    numeric_pair expected[BTYD_BINS_MAX];
    for (size_t c = 0; c < BTYD_BINS_MAX; c++)
        expected[c] = numeric_pair_make(0.0, 0.0);
    for (size_t c = 0; c < of->classes; c++)
        by_class[3 * c] = by_class[3 * c + 1] = 0.0;
    for (size_t i = 0; i < of->columns.n; i++) {
        patron_btyd_model own;
        btyd_row row;
        double w = btyd_goodness_weight(of->weight, i);
        size_t c = of->columns.x[i] < of->classes ? of->columns.x[i] : of->classes - 1;
        patron_btyd_load(model, &of->columns, i, &own, &row, NULL);
        double purchases = patron_btyd_kind_expected(&own, &row, of->ahead);
        btyd_holdout_note(sums, w, (double)of->actual[i], purchases);
        expected[c] = numeric_pair_add(expected[c], w * purchases);
        by_class[3 * c] += w;
        by_class[3 * c + 1] += w * (double)of->actual[i];
    }
    for (size_t c = 0; c < of->classes; c++) {
        int some = by_class[3 * c] > 0.0;
        by_class[3 * c + 1] = some ? by_class[3 * c + 1] / by_class[3 * c] : (double)NAN;
        by_class[3 * c + 2] =
            some ? numeric_pair_value(expected[c]) / by_class[3 * c] : (double)NAN;
    }
}

static int32_t btyd_check_holdout(const patron_btyd_model *model, const btyd_holdout *of,
                                  const double *by_class, const patron_btyd_holdout_result *result,
                                  patron_fault *fault)
{
    int32_t status = patron_btyd_check_pointers(model, &of->columns, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(of->columns.n, of->actual, "actual", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, by_class, "by_class", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, sizeof *result, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_ahead(model, of->ahead, "ahead", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, &of->columns, fault);
    if (status == PATRON_OK)
        status = btyd_check_bins(of->classes, 1, "classes", fault);
    for (size_t i = 0; status == PATRON_OK && i < of->columns.n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, &of->columns, i, &own, &row, fault);
        if (status == PATRON_OK)
            status = patron_btyd_check_weight(of->weight, i, fault);
    }
    return status;
}

static void btyd_holdout_report(const btyd_holdout_sums *sums, patron_btyd_holdout_result *result)
{
    patron_btyd_holdout_result known;
    double customers = numeric_pair_value(sums->customers);
    numeric_pair behind = numeric_pair_make(-sums->actual.high, -sums->actual.low);
    int some = customers > 0.0;
    known.struct_size = known.filled_size = 0;
    known.notes = 0;
    known.customers = customers;
    known.actual = numeric_pair_value(sums->actual);
    known.expected = numeric_pair_value(sums->expected);
    known.mae = some ? numeric_pair_value(sums->absolute) / customers : (double)NAN;
    known.rmse = some ? sqrt(numeric_pair_value(sums->square) / customers) : (double)NAN;
    known.bias = some ? numeric_pair_value(numeric_pair_sum(sums->expected, behind)) / customers
                      : (double)NAN;
    patron_base_write_result(result, &known, sizeof known);
}

int32_t PATRON_CALL patron_btyd_holdout(const patron_btyd_model *model, double ahead, size_t n,
                                        const uint32_t *x, const double *t_x, const double *T,
                                        const double *alpha, const double *dropout,
                                        const double *weight, const uint32_t *actual,
                                        size_t classes, double *by_class,
                                        patron_btyd_holdout_result *result, patron_fault *fault)
{
    btyd_holdout of = {{n, x, t_x, T, NULL, alpha, dropout}, weight, actual, ahead, classes};
    btyd_holdout_sums sums = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
    int32_t status = btyd_check_holdout(model, &of, by_class, result, fault);
    if (status != PATRON_OK)
        return status;
    btyd_holdout_add(model, &of, &sums, by_class);
    btyd_holdout_report(&sums, result);
    return PATRON_OK;
}
