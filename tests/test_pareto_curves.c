#include "test_pareto.h"

enum { MOST = 400 };

static double column[MOST];
static double weights[MOST];
static double customers[2][2 * MOST];
static double height[2][2 * MOST];
static uint32_t order[MOST];

static int32_t whale(size_t n, const double *value, const double *weight, const uint32_t *given,
                     size_t points, int which)
{
    size_t size = patron_pareto_whale_scratch_size(n, given != NULL);
    void *scratch = support_guarded(size);
    int32_t status = patron_pareto_whale(n, value, weight, given, scratch, size, points,
                                         customers[which], height[which], NULL);
    support_guarded_free(scratch, size);
    return status;
}

static int32_t lorenz(size_t n, const double *value, const double *weight, const uint32_t *given,
                      size_t points, int which)
{
    size_t size = patron_pareto_lorenz_scratch_size(n, given != NULL);
    void *scratch = support_guarded(size);
    int32_t status = patron_pareto_lorenz(n, value, weight, given, scratch, size, points,
                                          customers[which], height[which], NULL);
    support_guarded_free(scratch, size);
    return status;
}

static void the_toy_curve_peaks_at_six_of_ten_customers(void **state)
{
    (void)state;
    const double toy[10] = {25, 420, -70, 310, 150, 0, 90, 60, -15, -170};
    const double percent[11] = {0,       52.5,    91.25, 110,    121.25, 128.75,
                                131.875, 131.875, 130,   121.25, 100};
    assert_int_equal(whale(10, toy, NULL, NULL, 11, 0), PATRON_OK);
    for (int k = 0; k <= 10; k++) {
        assert_close(customers[0][k], k / 10.0, 0.0, 0.0);
        assert_close(height[0][k], 8.0 * percent[k], 0.0, 0.0);
    }
    assert_int_equal(whale(10, toy, NULL, NULL, 4, 0), PATRON_OK); /* at 3 1/3 and 6 2/3 */
    assert_close(height[0][1], 880.0, 0.0, 0.0);
    assert_close(customers[0][1], 0.3, 0.0, 0.0);
    assert_close(height[0][2], 1055.0, 0.0, 0.0);
    assert_close(customers[0][2], 0.6, 0.0, 0.0);
    assert_close(height[0][3], 800.0, 0.0, 0.0);
}

static void spring_distribution_climbs_as_published(void **state)
{
    (void)state;
    const int64_t value[5] = {2012, -3346, 11545, 38720, 41856};
    const int64_t cumulative[6] = {0, 41856, 80576, 92121, 94133, 90787};
    const double percent[6] = {0, 46.10, 88.75, 101.47, 103.69, 100};
    double x[6];
    int64_t y[6];
    size_t size = patron_pareto_whale_scratch_size(5, 0);
    void *scratch = support_guarded(size);
    assert_int_equal(patron_pareto_whale_money(5, value, NULL, NULL, scratch, size, 6, x, y, NULL),
                     PATRON_OK);
    for (int k = 0; k < 6; k++) {
        assert_int_equal(y[k], cumulative[k]);
        assert_close(100.0 * (double)y[k] / 90787.0, percent[k], 0.0, 0.005);
    }
    support_guarded_free(scratch, size);
}

static void the_whale_is_concave_and_ends_at_the_total(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    for (size_t round = 0; round < support_rows(300, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST - 1);
        pareto_column(&random, (uint32_t)(round % PARETO_KINDS), n, column);
        patron_pareto_result result;
        assert_int_equal(pareto_summarize(NULL, n, column, NULL, NULL, &result), PATRON_OK);
        assert_int_equal(whale(n, column, NULL, NULL, n + 1, 0), PATRON_OK);
        double slack = 4e-15 * (result.peak + result.erosion);
        double peak = 0.0;
        assert_close(height[0][0], 0.0, 0.0, 0.0);
        assert_close(height[0][n], result.total, 0.0, 0.0);
        for (size_t k = 1; k <= n; k++) {
            peak = fmax(peak, height[0][k]);
            assert_close(customers[0][k], (double)k / (double)n, 0.0, 0.0);
            if (k < n)
                assert_true(2.0 * height[0][k] - height[0][k - 1] - height[0][k + 1] >= -slack);
        }
        assert_close(peak, result.peak, 1e-15, 0.0);
        pareto_order_of(n, column, order);
        assert_int_equal(whale(n, column, NULL, order, n + 1, 1), PATRON_OK);
        assert_memory_equal(height[0], height[1], (n + 1) * sizeof height[0][0]);
    }
}

static void lorenz_is_the_whale_from_behind(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    for (size_t round = 0; round < support_rows(300, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST - 1);
        pareto_column(&random, (uint32_t)(round % PARETO_KINDS), n, column);
        assert_int_equal(whale(n, column, NULL, NULL, n + 1, 0), PATRON_OK);
        assert_int_equal(lorenz(n, column, NULL, NULL, n + 1, 1), PATRON_OK);
        double total = height[0][n];
        double peak = 0.0;
        assert_close(height[1][0], 0.0, 0.0, 0.0);
        for (size_t k = 1; k <= n; k++)
            peak = fmax(peak, height[0][k] / 4);
        for (size_t k = 1; k <= n; k++) {
            if (total > 0.0)
                assert_close(height[1][k], 1.0 - height[0][n - k] / total, 1e-13,
                             1e-14 * (4 * peak / total));
            else
                assert_true(isnan(height[1][k]));
        }
        pareto_order_of(n, column, order);
        assert_int_equal(lorenz(n, column, NULL, order, n + 1, 0), PATRON_OK);
        assert_memory_equal(height[0], height[1], (n + 1) * sizeof height[0][0]);
    }
}

static void points_of_a_plot_lie_on_the_full_curve(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    for (size_t round = 0; round < support_rows(200, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST - 1);
        size_t points = 2 + (size_t)support_random_below(&random, 2 * MOST - 2);
        pareto_column(&random, 7, n, column);
        assert_int_equal(whale(n, column, NULL, NULL, n + 1, 0), PATRON_OK);
        assert_int_equal(whale(n, column, NULL, NULL, points, 1), PATRON_OK);
        for (size_t j = 0; j < points; j++) {
            size_t k = j * n / (points - 1);
            assert_close(customers[1][j], customers[0][k], 0.0, 0.0);
            assert_close(height[1][j], height[0][k], 0.0, 0.0);
        }
    }
}

/* Where rows end alike, a weighted curve is that of the repeated rows. */
static void a_weighted_curve_ends_rows_before_its_points(void **state)
{
    (void)state;
    support_random random = support_random_from(14);
    for (size_t round = 0; round < support_rows(200, 40); round++) {
        size_t n = 1 + (size_t)support_random_below(&random, MOST / 4);
        size_t all = 0;
        static int64_t money[MOST];
        static uint32_t whole[MOST];
        static int64_t cumulative[2 * MOST];
        pareto_column(&random, 0, n, column);
        for (size_t i = 0; i < n; i++) {
            whole[i] = (uint32_t)support_random_below(&random, 4);
            weights[i] = (double)whole[i];
            money[i] = (int64_t)column[i];
            all += whole[i];
        }
        pareto_order_of(n, column, order);
        size_t points = 2 + (size_t)support_random_below(&random, 2 * MOST - 2);
        assert_int_equal(whale(n, column, weights, NULL, points, 0), PATRON_OK);
        for (size_t j = 0; j < points; j++) {
            uint64_t seen = 0;
            double sum = 0.0;
            for (size_t k = 0; k < n && (seen + whole[order[k]]) * (points - 1) <= j * all; k++) {
                seen += whole[order[k]];
                sum += column[order[k]] * weights[order[k]];
            }
            assert_close(height[0][j], sum, 0.0, 0.0);
            assert_close(customers[0][j], all > 0 ? (double)seen / (double)all : 0.0, 0.0, 0.0);
        }
        size_t size = patron_pareto_whale_scratch_size(n, 0);
        void *scratch = support_guarded(size);
        assert_int_equal(patron_pareto_whale_money(n, money, whole, NULL, scratch, size, points,
                                                   customers[1], cumulative, NULL),
                         PATRON_OK);
        for (size_t j = 0; j < points; j++) {
            assert_int_equal(cumulative[j], (int64_t)height[0][j]);
            assert_close(customers[1][j], customers[0][j], 0.0, 0.0);
        }
        assert_int_equal(lorenz(n, column, weights, order, points, 0), PATRON_OK);
        assert_int_equal(patron_pareto_lorenz_money(n, money, whole, NULL, scratch, size, points,
                                                    customers[1], height[1], NULL),
                         PATRON_OK);
        for (size_t j = 0; j < points; j++)
            assert_close(height[1][j], height[0][j], 1e-15, 0.0);
        support_guarded_free(scratch, size);
    }
}

static void a_shop_without_customers_has_flat_curves(void **state)
{
    (void)state;
    const double nothing[2] = {5, 6};
    const double nobody[2] = {0, 0};
    double x[3] = {9, 9, 9};
    double y[3] = {9, 9, 9};
    int64_t z[3] = {9, 9, 9};
    assert_int_equal(patron_pareto_whale(0, NULL, NULL, NULL, NULL, 0, 3, x, y, NULL), PATRON_OK);
    assert_int_equal(patron_pareto_whale_money(0, NULL, NULL, NULL, NULL, 0, 3, x, z, NULL),
                     PATRON_OK);
    for (int j = 0; j < 3; j++)
        assert_true(x[j] == 0.0 && y[j] == 0.0 && z[j] == 0);
    y[1] = 9;
    assert_int_equal(patron_pareto_lorenz_money(0, NULL, NULL, NULL, NULL, 0, 3, x, y, NULL),
                     PATRON_OK);
    assert_true(y[1] == 0.0);
    assert_int_equal(lorenz(2, nothing, nobody, NULL, 3, 0), PATRON_OK);
    assert_true(height[0][1] == 0.0 && height[0][2] == 0.0 && customers[0][2] == 0.0);
}

static void huge_customers_stay_on_the_curve(void **state)
{
    (void)state;
    const double value[4] = {1.5e308, 1e307, -1.6e308, 5e-324};
    assert_int_equal(whale(4, value, NULL, NULL, 5, 0), PATRON_OK);
    assert_close(height[0][2], 1.6e308, 1e-15, 0.0);
    assert_close(height[0][4], value[0] + value[1] + value[2], 0.0, 1e293);
    /* the dip of a tiny total is too deep for a double */
    const double dip[3] = {1e300, -1e300, 1e-10};
    assert_int_equal(lorenz(3, dip, NULL, NULL, 4, 0), PATRON_E_OVERFLOW);
    assert_int_equal(lorenz(3, dip, NULL, NULL, 2, 0), PATRON_OK); /* two points stand beside it */
    assert_close(height[0][1], 1.0, 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_toy_curve_peaks_at_six_of_ten_customers),
        cmocka_unit_test(spring_distribution_climbs_as_published),
        cmocka_unit_test(the_whale_is_concave_and_ends_at_the_total),
        cmocka_unit_test(lorenz_is_the_whale_from_behind),
        cmocka_unit_test(points_of_a_plot_lie_on_the_full_curve),
        cmocka_unit_test(a_weighted_curve_ends_rows_before_its_points),
        cmocka_unit_test(a_shop_without_customers_has_flat_curves),
        cmocka_unit_test(huge_customers_stay_on_the_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
