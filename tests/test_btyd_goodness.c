/*
 * Models beside the base they were fitted to: the CDNOW receipts through histories, against published
 * figures, and against sums that the test makes itself.
 */
#include "test_btyd_fit.h"

enum { CUSTOMERS = 2357, FIRST_DAYS = 84, RECEIPTS = 8000, BINS = 8, WEEKS = 78 };

static const patron_btyd_model bg_exact = {PATRON_BTYD_BG_NBD,
                                           0,
                                           .242594522430157,
                                           4.4136020190135,
                                           0.0,
                                           0.0,
                                           .792922017225598,
                                           2.42590677682633,
                                           0.0,
                                           0.0};
static const patron_btyd_model bg_published = {
    PATRON_BTYD_BG_NBD, 0, 0.243, 4.414, 0.0, 0.0, 0.793, 2.426, 0.0, 0.0};
static const patron_btyd_model pareto_btyd = {
    PATRON_BTYD_PARETO_NBD, 0, .5533971, 10.5801985, .6060625, 11.6562237, 0.0, 0.0, 0.0, 0.0};

/* --- CDNOW ---------------------------------------------------------------------------------------- */

typedef struct cdnow {
    size_t n;
    int32_t first_day; /* 1997-01-01 */
    uint32_t customer[RECEIPTS];
    int32_t day[RECEIPTS];
    int64_t amount[RECEIPTS];
    patron_history history[CUSTOMERS];
    uint32_t x[CUSTOMERS], later[CUSTOMERS];
    double t_x[CUSTOMERS], T[CUSTOMERS];
} cdnow;

static int32_t day_of(int32_t year, int32_t month, int32_t day)
{
    int32_t number;
    assert_int_equal(patron_calendar_day(1, &year, &month, &day, &number, NULL), PATRON_OK);
    return number;
}

/* The base as seen at the end of a day: x, t_x and T in weeks; all repeat purchases. */
static uint64_t seen_at(cdnow *of, int32_t end)
{
    patron_history_totals totals;
    size_t size = patron_history_from_receipts_scratch_size(of->n, CUSTOMERS);
    void *scratch = support_guarded(size);
    memset(&totals, 0, sizeof totals);
    totals.struct_size = sizeof totals;
    assert_int_equal(patron_history_from_receipts(INT32_MIN, end, of->n, of->customer, of->day,
                                                  of->amount, NULL, scratch, size, CUSTOMERS,
                                                  of->history, NULL, NULL),
                     PATRON_OK);
    support_guarded_free(scratch, size);
    assert_int_equal(patron_history_summarize(end, 7.0, CUSTOMERS, of->history, of->x, NULL,
                                              of->t_x, of->T, NULL, NULL, &totals, NULL),
                     PATRON_OK);
    return totals.x;
}

/* Calibrated until 1997-09-30, 39 weeks later held out. NULL where there are no data. */
static cdnow *read_cdnow(void)
{
    char line[200];
    const char *path = support_data("cdnow_sample.csv");
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    if (file == NULL)
        return NULL;
    cdnow *made = calloc(1, sizeof *made);
    assert_true(made != NULL && fgets(line, sizeof line, file) != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        unsigned master, sample;
        int year, month, day;
        assert_int_equal(sscanf(line, "%u,%u,%d-%d-%d", &master, &sample, &year, &month, &day), 5);
        assert_true(made->n < RECEIPTS && sample >= 1 && sample <= CUSTOMERS);
        made->customer[made->n] = sample - 1;
        made->day[made->n] = day_of(year, month, day);
        made->amount[made->n++] = 1;
    }
    fclose(file);
    made->first_day = day_of(1997, 1, 1);
    (void)seen_at(made, day_of(1998, 6, 30));
    for (size_t i = 0; i < CUSTOMERS; i++)
        made->later[i] = made->x[i];
    (void)seen_at(made, day_of(1997, 9, 30));
    for (size_t i = 0; i < CUSTOMERS; i++)
        made->later[i] -= made->x[i];
    return made;
}

static void the_histogram_of_cdnow_is_the_published_one(void **state)
{
    static const double counted[BINS] = {1411, 439, 214, 100, 62, 38, 29, 64};
    static const double bg[BINS] = {1407.684347, 460.323463,  192.461414,  101.1641962,
                                    59.8470788,  38.11970547, 25.54910801, 71.8506879};
    static const double pareto[BINS] = {1434.13073, 396.87762, 193.48036, 111.79936,
                                        69.97922,   45.84658,  30.92474,  73.96139};
    double expected[BINS], actual[BINS], chi_square;
    cdnow *base = read_cdnow();
    (void)state;
    if (base == NULL)
        return;
    assert_int_equal(patron_btyd_histogram(&bg_exact, CUSTOMERS, base->T, NULL, NULL, NULL, base->x,
                                           BINS, expected, actual, &chi_square, NULL),
                     PATRON_OK);
    for (int k = 0; k < BINS; k++) {
        assert_close(expected[k], bg[k], 1e-8, 0.0);
        assert_close(actual[k], counted[k], 0.0, 0.0);
    }
    assert_close(chi_square, 4.8211, 0.0, 5e-5);
    assert_int_equal(patron_btyd_histogram(&pareto_btyd, CUSTOMERS, base->T, NULL, NULL, NULL, NULL,
                                           BINS, expected, actual, &chi_square, NULL),
                     PATRON_OK);
    for (int k = 0; k < BINS; k++) {
        assert_close(expected[k], pareto[k], 0.0, 5e-5);
        assert_close(actual[k], 0.0, 0.0, 0.0);
    }
    assert_true(isnan(chi_square));
    free(base);
}

static void the_histogram_of_the_donors_is_the_published_one(void **state)
{
    static const double published[7] = {3454.88199, 1888.65436, 1348.88234, 1113.37854,
                                        1017.92241, 1027.16603, 1253.11432};
    static const double donors[7] = {3464, 1823, 1430, 1085, 1036, 1063, 1203};
    patron_btyd_model model = {PATRON_BTYD_BG_BB, 0,   0.0, 1.20352235160191, 0.0,
                               .749716358172939,  0.0, 0.0, .656718208441832, 2.78344223257738};
    uint32_t x[7] = {0, 1, 2, 3, 4, 5, 6};
    double T[7], expected[7], actual[7], chi_square, sum = 0.0;
    (void)state;
    for (int i = 0; i < 7; i++)
        T[i] = 6.0;
    assert_int_equal(patron_btyd_histogram(&model, 7, T, NULL, NULL, donors, x, 7, expected, actual,
                                           &chi_square, NULL),
                     PATRON_OK);
    for (int k = 0; k < 7; k++) {
        assert_close(expected[k], published[k], 1e-4, 0.0);
        assert_close(actual[k], donors[k], 0.0, 0.0);
        sum += (donors[k] - expected[k]) * (donors[k] - expected[k]) / expected[k];
    }
    assert_close(chi_square, sum, 1e-12, 0.0);
}

/* The different lengths of observation, and how many customers have each. */
static size_t lengths_of(const cdnow *base, double *T, double *customers)
{
    size_t n = 0;
    for (size_t i = 0; i < CUSTOMERS; i++) {
        size_t k = 0;
        while (k < n && T[k] != base->T[i])
            k++;
        T[k] = base->T[i];
        customers[k] = k < n ? customers[k] + 1.0 : 1.0;
        n += k == n;
    }
    return n;
}

static void purchases_by_week_are_tracked_as_published(void **state)
{
    double cumulative[WEEKS], incremental[WEEKS], since = 0.0;
    double T[FIRST_DAYS], customers[FIRST_DAYS];
    cdnow *base = read_cdnow();
    (void)state;
    if (base == NULL)
        return;
    size_t n = lengths_of(base, T, customers);
    assert_int_equal(n, FIRST_DAYS);
    for (size_t k = 0; k < n; k++)
        since = fmax(since, T[k]);
    assert_int_equal(patron_btyd_tracking(&pareto_btyd, n, T, NULL, NULL, customers, since, 1.0,
                                          WEEKS, cumulative, incremental, NULL),
                     PATRON_OK);
    assert_close(cumulative[38], 2532.2668, 0.0, 5e-4);
    assert_close(cumulative[77], 4274.4370, 0.0, 5e-4);
    for (int j = 0; j < WEEKS; j++)
        assert_close(incremental[j], cumulative[j] - (j > 0 ? cumulative[j - 1] : 0.0), 0.0, 0.0);
    assert_int_equal(patron_btyd_tracking(&bg_published, n, T, NULL, NULL, customers, since, 1.0,
                                          WEEKS, cumulative, NULL, NULL),
                     PATRON_OK);
    assert_close(cumulative[38], 2505.1430, 0.0, 5e-5);
    assert_close(cumulative[77], 4171.4336, 0.0, 5e-5);
    assert_int_equal(seen_at(base, base->first_day + 39 * 7 - 1), 2457);
    assert_int_equal(seen_at(base, base->first_day + 78 * 7 - 1), 4339);
    free(base);
}

static void the_holdout_of_cdnow_is_the_published_one(void **state)
{
    static const double came[BINS] = {.2367, .6970, 1.3925, 1.56, 2.5323, 2.9474, 3.8621, 6.3594};
    static const double foreseen[2][BINS] = {
        {.13842, .59944, 1.19580, 1.71380, 2.39825, 2.90713, 3.81846, 6.40288},
        {.22545, .52318, 1.04417, 1.52029, 2.16387, 2.65383, 3.50399, 6.15708}};
    static const double counted[BINS] = {1411, 439, 214, 100, 62, 38, 29, 64};
    patron_btyd_holdout_result result;
    double by_class[3 * BINS], single[CUSTOMERS], mae = 0.0, square = 0.0;
    cdnow *base = read_cdnow();
    (void)state;
    if (base == NULL)
        return;
    for (int m = 0; m < 2; m++) {
        result.struct_size = sizeof result;
        assert_int_equal(patron_btyd_holdout(m == 0 ? &pareto_btyd : &bg_published, 39.0, CUSTOMERS,
                                             base->x, base->t_x, base->T, NULL, NULL, NULL,
                                             base->later, BINS, by_class, &result, NULL),
                         PATRON_OK);
        for (int k = 0; k < BINS; k++) {
            assert_close(by_class[3 * k], counted[k], 0.0, 0.0);
            assert_close(by_class[3 * k + 1], came[k], 0.0, 5.1e-5);
            assert_close(by_class[3 * k + 2], foreseen[m][k], 0.0, 1.01e-5);
        }
        assert_close(result.actual, 1882.0, 0.0, 0.0);
        assert_true(result.filled_size == sizeof result && result.notes == 0);
    }
    assert_int_equal(patron_btyd_holdout(&bg_exact, 39.0, CUSTOMERS, base->x, base->t_x, base->T,
                                         NULL, NULL, NULL, base->later, BINS, by_class, &result,
                                         NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_expected(&bg_exact, 39.0, CUSTOMERS, base->x, base->t_x, base->T,
                                          NULL, NULL, single, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        double error = single[i] - (double)base->later[i];
        mae += fabs(error) / CUSTOMERS;
        square += error * error / CUSTOMERS;
    }
    assert_close(result.expected, 1653.408697942539, 1e-11, 0.0);
    assert_close(result.mae, mae, 1e-11, 0.0);
    assert_close(result.rmse, sqrt(square), 1e-11, 0.0);
    assert_close(result.bias, (1653.408697942539 - 1882.0) / CUSTOMERS, 1e-10, 0.0);
    free(base);
}

/* --- against sums of the test's own ------------------------------------------------------------ */

enum { FEW = 4 };

static const uint32_t few_x[FEW] = {0, 2, 5, 1};
static const double few_t_x[FEW] = {0.0, 9.0, 20.0, 3.0};
static const double few_T[FEW] = {10.0, 12.0, 26.0, 30.0};
static const uint32_t few_later[FEW] = {1, 0, 4, 0};
static const double few_weight[FEW] = {3.0, 1.0, 0.0, 2.5};
static const double few_alpha[FEW] = {4.0, 5.0, 3.0, 8.0};
static const double few_dropout[2 * FEW] = {0.8, 2.5, 0.7, 2.0, 1.1, 3.0, 0.5, 0.5};

static double expected_at(double age, size_t i)
{
    double purchases = 0.0;
    if (age > 0.0)
        assert_int_equal(patron_btyd_expected_new(&bg_exact, 1, &age, &few_alpha[i],
                                                  &few_dropout[2 * i], &purchases, NULL),
                         PATRON_OK);
    return purchases;
}

/* Periods may begin after some customers came and before others; what came before is not counted. */
static void periods_count_what_falls_into_them(void **state)
{
    double cumulative[5], incremental[5];
    (void)state;
    assert_int_equal(patron_btyd_tracking(&bg_exact, FEW, few_T, few_alpha, few_dropout, few_weight,
                                          20.0, 6.0, 5, cumulative, incremental, NULL),
                     PATRON_OK);
    for (int j = 0; j < 5; j++) {
        double sum = 0.0;
        for (size_t i = 0; i < FEW; i++)
            sum += few_weight[i] * (expected_at(few_T[i] - 20.0 + 6.0 * (j + 1), i) -
                                    expected_at(few_T[i] - 20.0, i));
        assert_close(cumulative[j], sum, 1e-13, 0.0);
    }
    assert_int_equal(patron_btyd_tracking(&bg_exact, FEW, few_T, NULL, NULL, NULL, 20.0, 0.0, 5,
                                          cumulative, incremental, NULL),
                     PATRON_OK);
    assert_true(cumulative[4] == 0.0 && incremental[4] == 0.0);
    assert_int_equal(
        patron_btyd_tracking(&bg_exact, 0, NULL, NULL, NULL, NULL, 20.0, 1.0, 0, NULL, NULL, NULL),
        PATRON_OK);
}

static void weights_and_own_rates_count(void **state)
{
    double expected[3], actual[3], chi_square, none = 0.0, one = 0.0, by_class[9], ahead, pmf[2];
    patron_btyd_holdout_result result;
    (void)state;
    assert_int_equal(patron_btyd_histogram(&bg_exact, FEW, few_T, few_alpha, few_dropout,
                                           few_weight, few_x, 3, expected, actual, &chi_square,
                                           NULL),
                     PATRON_OK);
    for (size_t i = 0; i < FEW; i++) {
        assert_int_equal(patron_btyd_pmf_new(&bg_exact, 1, &few_T[i], &few_alpha[i],
                                             &few_dropout[2 * i], 2, pmf, NULL),
                         PATRON_OK);
        none += few_weight[i] * pmf[0];
        one += few_weight[i] * pmf[1];
    }
    assert_close(expected[0], none, 1e-14, 0.0);
    assert_close(expected[1], one, 1e-14, 0.0);
    assert_close(expected[2], 6.5 - none - one, 1e-13, 0.0);
    assert_true(actual[0] == 3.0 && actual[1] == 2.5 && actual[2] == 1.0);

    result.struct_size = sizeof result;
    assert_int_equal(patron_btyd_holdout(&bg_exact, 8.0, FEW, few_x, few_t_x, few_T, few_alpha,
                                         few_dropout, few_weight, few_later, 3, by_class, &result,
                                         NULL),
                     PATRON_OK);
    assert_int_equal(patron_btyd_expected(&bg_exact, 8.0, 1, &few_x[1], &few_t_x[1], &few_T[1],
                                          &few_alpha[1], &few_dropout[2], &ahead, NULL),
                     PATRON_OK);
    assert_true(by_class[0] == 3.0 && by_class[1] == 1.0 && by_class[3] == 2.5);
    assert_true(by_class[6] == 1.0 && by_class[7] == 0.0);
    assert_close(by_class[8], ahead, 1e-14, 0.0);
    assert_true(result.customers == 6.5 && result.actual == 3.0);
    assert_int_equal(patron_btyd_holdout(&bg_exact, 8.0, 0, NULL, NULL, NULL, NULL, NULL, NULL,
                                         NULL, 1, by_class, &result, NULL),
                     PATRON_OK);
    assert_true(by_class[0] == 0.0 && isnan(by_class[1]) && isnan(by_class[2]));
    assert_true(result.customers == 0.0 && result.actual == 0.0 && isnan(result.mae) &&
                isnan(result.rmse) && isnan(result.bias));
}

/* At T = 0 nobody has bought again: a bin expects nobody, and that somebody is in it has no figure. */
static void a_bin_that_expects_nobody_has_no_chi_square(void **state)
{
    double T[2] = {0.0, 0.0}, expected[3], actual[3], chi_square;
    double T_wide[1] = {2e-158}, weight[1] = {1e15};
    uint32_t x[2] = {0, 1}, many[1] = {1};
    patron_btyd_model model = {PATRON_BTYD_NBD, 0, 1.0, 1e3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    (void)state;
    assert_int_equal(patron_btyd_histogram(&bg_exact, 2, T, NULL, NULL, NULL, x, 3, expected,
                                           actual, &chi_square, NULL),
                     PATRON_OK);
    assert_true(expected[0] == 2.0 && expected[1] == 0.0 && isnan(chi_square));
    x[1] = 0;
    assert_int_equal(patron_btyd_histogram(&bg_exact, 2, T, NULL, NULL, NULL, x, 3, expected,
                                           actual, &chi_square, NULL),
                     PATRON_OK);
    assert_true(chi_square == 0.0);
    T_wide[0] = 1e-300; /* 1e30 / 1e-288 is beyond a double */
    assert_int_equal(patron_btyd_histogram(&model, 1, T_wide, NULL, NULL, weight, many, 3, expected,
                                           actual, &chi_square, NULL),
                     PATRON_OK);
    assert_true(expected[1] > 0.0 && isnan(chi_square));
}

/* --- the error of what is expected ------------------------------------------------------------- */

/* NBD: E = (r + x) t / (alpha + T), whose slopes are plain. */
static void the_error_of_an_expectation_is_that_of_its_slopes(void **state)
{
    patron_btyd_model model = {PATRON_BTYD_NBD, 0, 0.4, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    double covariance[64] = {0.0}, purchases, error, by_r = 0.0, by_alpha = 0.0, sum = 0.0;
    (void)state;
    covariance[0] = 4e-4;
    covariance[1] = covariance[8] = 9e-3;
    covariance[9] = 0.5;
    covariance[63] = 1e300; /* of a parameter the kind lacks */
    for (size_t i = 0; i < FEW; i++) {
        double A = 12.0 + few_T[i];
        sum += few_weight[i] * (0.4 + few_x[i]) * 26.0 / A;
        by_r += few_weight[i] * 26.0 / A;
        by_alpha -= few_weight[i] * (0.4 + few_x[i]) * 26.0 / (A * A);
    }
    assert_int_equal(patron_btyd_expected_error(&model, covariance, 26.0, FEW, few_x, few_t_x,
                                                few_T, NULL, NULL, few_weight, &purchases, &error,
                                                NULL),
                     PATRON_OK);
    assert_close(purchases, sum, 1e-14, 0.0);
    assert_close(error,
                 sqrt(4e-4 * by_r * by_r + 0.018 * by_r * by_alpha + 0.5 * by_alpha * by_alpha),
                 1e-8, 0.0);
    assert_int_equal(patron_btyd_expected_error(&model, covariance, 26.0, 0, NULL, NULL, NULL, NULL,
                                                NULL, NULL, &purchases, &error, NULL),
                     PATRON_OK);
    assert_true(purchases == 0.0 && error == 0.0);
}

/* The spread of fits to simulated bases is what one fit's errors say of the next year. */
static void the_error_is_the_spread_over_many_bases(void **state)
{
    enum { BASES = 60, ROWS = 1500 };
    double covariance[64], error = 0.0, sum = 0.0, squares = 0.0, ahead;
    base of = base_of(ROWS);
    patron_btyd_model model = bg_published;
    uint32_t x = 3;
    double t_x = 30.0, T = 39.0;
    (void)state;
    for (int i = 0; i < ROWS; i++)
        of.T[i] = 39.0;
    for (int b = 0; b < BASES; b++) {
        assert_int_equal(patron_btyd_simulate(&model, (uint64_t)b, 0, ROWS, of.T, 0.0, NULL, NULL,
                                              of.x, of.t_x, NULL, NULL, NULL, NULL),
                         PATRON_OK);
        fitted fit = fit_of(PATRON_BTYD_BG_NBD, &of);
        assert_int_equal(fit.result.verdict, PATRON_BTYD_CONVERGED);
        memcpy(covariance, fit.covariance, sizeof covariance);
        double own;
        assert_int_equal(patron_btyd_expected_error(&fit.model, covariance, 52.0, 1, &x, &t_x, &T,
                                                    NULL, NULL, NULL, &ahead, &own, NULL),
                         PATRON_OK);
        error += own / BASES;
        sum += ahead;
        squares += ahead * ahead;
    }
    double deviation = sqrt((squares - sum * sum / BASES) / (BASES - 1));
    assert_close(error, deviation, 0.35, 0.0); /* 4 standard errors of a deviation of 60 */
    base_free(&of);
}

/* --- faults -------------------------------------------------------------------------------------- */

static void what_a_histogram_cannot_be_made_of_is_named(void **state)
{
    double T[2] = {1.0, 2.0}, weight[2] = {1.0, -1.0}, expected[4] = {9.0}, actual[4], chi;
    double alpha[2] = {1.0, 0.0};
    uint32_t x[2] = {0, 1};
    patron_btyd_model model = bg_exact;
    patron_fault fault;
    (void)state;
#define BINS_OF(model, n, T, alpha, weight, bins, expected, actual, chi)                           \
    patron_btyd_histogram(model, n, T, alpha, NULL, weight, x, bins, expected, actual, chi, &fault)
    BINS_OF(NULL, 2, T, NULL, NULL, 3, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    BINS_OF(&model, 2, NULL, NULL, NULL, 3, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_NULL, "T", -1);
    BINS_OF(&model, 2, T, NULL, NULL, 3, NULL, actual, &chi);
    assert_fault(&fault, PATRON_E_NULL, "expected", -1);
    BINS_OF(&model, 2, T, NULL, NULL, 3, expected, NULL, &chi);
    assert_fault(&fault, PATRON_E_NULL, "actual", -1);
    BINS_OF(&model, 2, T, NULL, NULL, 3, expected, actual, NULL);
    assert_fault(&fault, PATRON_E_NULL, "chi_square", -1);
    BINS_OF(&model, 2, T, NULL, NULL, 1, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_RANGE, "bins", -1);
    BINS_OF(&model, 2, T, NULL, NULL, 33, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_RANGE, "bins", -1);
    BINS_OF(&model, 2, T, alpha, NULL, 3, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_RANGE, "alpha", 1);
    BINS_OF(&model, 2, T, NULL, weight, 3, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 1);
    weight[0] = NAN;
    BINS_OF(&model, 2, T, NULL, weight, 3, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "weight", 0);
    model.b = -1.0;
    BINS_OF(&model, 2, T, NULL, NULL, 3, expected, actual, &chi);
    assert_fault(&fault, PATRON_E_RANGE, "model.b", -1);
    assert_true(expected[0] == 9.0);
}

static void what_cannot_be_tracked_is_named(void **state)
{
    double T[2] = {1.0, -2.0}, cumulative[2] = {9.0, 9.0};
    patron_btyd_model model = {PATRON_BTYD_BG_BB, 0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0};
    patron_fault fault;
    (void)state;
#define TRACK(model, n, T, since, period, periods, cumulative)                                     \
    patron_btyd_tracking(model, n, T, NULL, NULL, NULL, since, period, periods, cumulative, NULL,  \
                         &fault)
    TRACK(NULL, 2, T, 1.0, 1.0, 2, cumulative);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    TRACK(&model, 2, NULL, 1.0, 1.0, 2, cumulative);
    assert_fault(&fault, PATRON_E_NULL, "T", -1);
    TRACK(&model, 2, T, 1.0, 1.0, 2, NULL);
    assert_fault(&fault, PATRON_E_NULL, "cumulative", -1);
    TRACK(&model, 2, T, 1.5, 1.0, 2, cumulative);
    assert_fault(&fault, PATRON_E_RANGE, "since", -1);
    TRACK(&model, 2, T, 1.0, 0.5, 2, cumulative);
    assert_fault(&fault, PATRON_E_RANGE, "period", -1);
    TRACK(&model, 2, T, 1.0, 1e15, 2, cumulative);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    TRACK(&model, 2, T, 1.0, 1.0, (size_t)2147483648u, cumulative);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    TRACK(&model, (size_t)2147483648u, T, 1.0, 1.0, 2, cumulative);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    TRACK(&model, 2, T, 1.0, 1.0, 2, cumulative);
    assert_fault(&fault, PATRON_E_RANGE, "T", 1);
    model.delta = NAN;
    TRACK(&model, 2, T, 1.0, 1.0, 2, cumulative);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "model.delta", -1);
    assert_true(cumulative[0] == 9.0);
}

static void what_cannot_be_held_out_is_named(void **state)
{
    double by_class[6] = {9.0}, t_x[FEW], weight[FEW] = {1.0, 1.0, 2e15, 1.0};
    patron_btyd_holdout_result result;
    patron_btyd_model model = bg_exact;
    patron_fault fault;
    (void)state;
    memcpy(t_x, few_t_x, sizeof t_x);
    result.struct_size = sizeof result;
#define HOLD(model, ahead, n, x, weight, actual, classes, by_class, result)                        \
    patron_btyd_holdout(model, ahead, n, x, t_x, few_T, NULL, NULL, weight, actual, classes,       \
                        by_class, result, &fault)
    HOLD(NULL, 1.0, FEW, few_x, NULL, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    HOLD(&model, 1.0, FEW, NULL, NULL, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_NULL, "x", -1);
    HOLD(&model, 1.0, FEW, few_x, NULL, NULL, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_NULL, "actual", -1);
    HOLD(&model, 1.0, FEW, few_x, NULL, few_later, 2, NULL, &result);
    assert_fault(&fault, PATRON_E_NULL, "by_class", -1);
    HOLD(&model, 1.0, FEW, few_x, NULL, few_later, 2, by_class, NULL);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    HOLD(&model, NAN, FEW, few_x, NULL, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "ahead", -1);
    HOLD(&model, 1.0, (size_t)2147483648u, few_x, NULL, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    HOLD(&model, 1.0, FEW, few_x, NULL, few_later, 0, by_class, &result);
    assert_fault(&fault, PATRON_E_RANGE, "classes", -1);
    HOLD(&model, 1.0, FEW, few_x, NULL, few_later, 33, by_class, &result);
    assert_fault(&fault, PATRON_E_RANGE, "classes", -1);
    HOLD(&model, 1.0, FEW, few_x, weight, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 2);
    t_x[1] = 40.0;
    HOLD(&model, 1.0, FEW, few_x, weight, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_RANGE, "t_x", 1);
    result.struct_size = 3;
    HOLD(&model, 1.0, FEW, few_x, NULL, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
    result.struct_size = sizeof result;
    model.kind = 9;
    HOLD(&model, 1.0, FEW, few_x, NULL, few_later, 2, by_class, &result);
    assert_fault(&fault, PATRON_E_RANGE, "model.kind", -1);
    assert_true(by_class[0] == 9.0);
}

static void what_has_no_error_is_named(void **state)
{
    double covariance[64] = {0.0}, purchases = 9.0, error = 9.0, weight[FEW] = {1, 1, 1, -1};
    const uint32_t x[FEW] = {0, 0, 5, 1};
    patron_btyd_model model = bg_exact;
    patron_fault fault;
    (void)state;
    covariance[0] = covariance[9] = 1.0;
#define SPREAD(model, covariance, ahead, n, x, weight, purchases, error)                           \
    patron_btyd_expected_error(model, covariance, ahead, n, x, few_t_x, few_T, NULL, NULL, weight, \
                               purchases, error, &fault)
    SPREAD(NULL, covariance, 1.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_NULL, "model", -1);
    SPREAD(&model, NULL, 1.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_NULL, "covariance", -1);
    SPREAD(&model, covariance, 1.0, FEW, NULL, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_NULL, "x", -1);
    SPREAD(&model, covariance, 1.0, FEW, few_x, NULL, NULL, &error);
    assert_fault(&fault, PATRON_E_NULL, "purchases", -1);
    SPREAD(&model, covariance, 1.0, FEW, few_x, NULL, &purchases, NULL);
    assert_fault(&fault, PATRON_E_NULL, "error", -1);
    SPREAD(&model, covariance, -1.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_RANGE, "ahead", -1);
    SPREAD(&model, covariance, 1.0, (size_t)2147483648u, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    SPREAD(&model, covariance, 1.0, FEW, few_x, weight, &purchases, &error);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 3);
    SPREAD(&model, covariance, 1.0, FEW, x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_RANGE, "t_x", 1);
    covariance[63] = NAN;
    SPREAD(&model, covariance, 1.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "covariance", 63);
    covariance[63] = 0.0;
    covariance[0] = covariance[9] = -1.0;
    SPREAD(&model, covariance, 1.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_RANGE, "covariance", -1);
    covariance[0] = covariance[9] = 1.7e308;
    SPREAD(&model, covariance, 100.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_OVERFLOW, "covariance", -1);
    model.r = 0.0;
    SPREAD(&model, covariance, 1.0, FEW, few_x, NULL, &purchases, &error);
    assert_fault(&fault, PATRON_E_RANGE, "model.r", -1);
    assert_true(purchases == 9.0 && error == 9.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_histogram_of_cdnow_is_the_published_one),
        cmocka_unit_test(the_histogram_of_the_donors_is_the_published_one),
        cmocka_unit_test(purchases_by_week_are_tracked_as_published),
        cmocka_unit_test(the_holdout_of_cdnow_is_the_published_one),
        cmocka_unit_test(periods_count_what_falls_into_them),
        cmocka_unit_test(weights_and_own_rates_count),
        cmocka_unit_test(a_bin_that_expects_nobody_has_no_chi_square),
        cmocka_unit_test(the_error_of_an_expectation_is_that_of_its_slopes),
        cmocka_unit_test(the_error_is_the_spread_over_many_bases),
        cmocka_unit_test(what_a_histogram_cannot_be_made_of_is_named),
        cmocka_unit_test(what_cannot_be_tracked_is_named),
        cmocka_unit_test(what_cannot_be_held_out_is_named),
        cmocka_unit_test(what_has_no_error_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
