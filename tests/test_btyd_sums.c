/*
 * Sums of log-likelihood, gradient and Hessian against the row-wise likelihood and its differences; distinct
 * histories; NBD.
 */
#include "test_btyd_fit.h"

static patron_btyd_model model_of(uint32_t kind, double r, double alpha, double first,
                                  double second)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = kind;
    model.r = r;
    model.alpha = alpha;
    if (kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD) {
        model.s = first;
        model.beta = second;
        model.b = kind == PATRON_BTYD_GGOM_NBD ? 0.1 : 0.0;
    } else if (kind != PATRON_BTYD_NBD) {
        model.a = first;
        model.b = second;
    }
    return model;
}

typedef struct sums {
    double customers;
    double log_likelihood;
    double gradient[8];
    double hessian[64];
} sums;

static sums sums_of(const patron_btyd_model *model, const base *of, size_t begin, size_t end,
                    const double *weight)
{
    sums made;
    patron_fault fault;
    assert_int_equal(patron_btyd_sums(model, end - begin, of->x + begin, of->t_x + begin,
                                      of->T + begin, of->gaps + begin,
                                      weight == NULL ? NULL : weight + begin, &made.customers,
                                      &made.log_likelihood, made.gradient, made.hessian, &fault),
                     PATRON_OK);
    return made;
}

static double *parameter_of(patron_btyd_model *model, int j)
{
    double *const place[8] = {&model->r, &model->alpha, &model->s,     &model->beta,
                              &model->a, &model->b,     &model->gamma, &model->delta};
    return place[j];
}

static base odd_base(support_random *random, size_t n, double longest)
{
    base of = base_of(n);
    for (size_t i = 0; i < n; i++) {
        double T = longest * support_random_uniform(random);
        uint32_t x = (uint32_t)support_random_below(random, i % 7 == 0 ? 300 : 4);
        double t_x = x == 0 ? 0.0 : T * (i % 5 == 0 ? 1.0 : support_random_uniform(random));
        base_put(&of, i, x, t_x, T);
    }
    base_put(&of, 0, 0, 0.0, 0.0);
    base_put(&of, 1, 1, 0.0, 3.0);
    return of;
}

/* The models in all forms the sums take: alpha above and below beta, series short and long. */
static const double shapes[][4] = {
    {0.55, 10.6, 0.61, 11.7},  {0.55, 11.7, 0.61, 10.6}, {2.0, 5.0, 3.0, 5.0},
    {0.2, 1000.0, 0.3, 0.01},  {0.2, 0.01, 0.3, 1000.0}, {30.0, 400.0, 800.0, 1e6},
    {1e3, 1e4, 1e-3, 1e5},     {1e-3, 1e-2, 1e3, 1e4},   {1.4, 26.0, 700.0, 6e6},
    {0.05, 300.0, 40.0, 3e-3},
};

static const uint32_t all_kinds[] = {PATRON_BTYD_BG_NBD, PATRON_BTYD_MBG_NBD,
                                     PATRON_BTYD_PARETO_NBD, PATRON_BTYD_NBD, PATRON_BTYD_GGOM_NBD};

static patron_btyd_model model_by(uint32_t kind, size_t s)
{
    int in_time = kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD;
    const double *shape = shapes[s];
    return model_of(kind, shape[0], shape[1], shape[2],
                    in_time ? shape[3] : fmin(fmax(shape[3], 1e-2), 1e3));
}

static void sums_are_those_of_the_customers(void **state)
{
    (void)state;
    support_random random = support_random_from(31);
    base of = odd_base(&random, 120, 80.0);
    double value[120], slope[120 * 8];
    for (size_t k = 0; k < 5; k++)
        for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
            patron_btyd_model model = model_by(all_kinds[k], s);
            double total = 0.0, size = 0.0, by[8] = {0}, by_size[8] = {0};
            assert_int_equal(patron_btyd_log_likelihood(&model, of.n, of.x, of.t_x, of.T, NULL,
                                                        NULL, NULL, value, slope, NULL),
                             PATRON_OK);
            for (size_t i = 0; i < of.n; i++) {
                total += value[i];
                size += fabs(value[i]);
                for (int j = 0; j < 8; j++) {
                    by[j] += slope[8 * i + (size_t)j];
                    by_size[j] += fabs(slope[8 * i + (size_t)j]);
                }
            }
            sums got = sums_of(&model, &of, 0, of.n, NULL);
            assert_close(got.customers, 120.0, 0.0, 0.0);
            assert_close(got.log_likelihood, total, 0.0, 1e-12 * size);
            for (int j = 0; j < 8; j++)
                assert_close(got.gradient[j], by[j], 0.0, 1e-10 * by_size[j]);
        }
    base_free(&of);
}

/* Central differences of the gradient, extrapolated once (Richardson). */
static void differences(const patron_btyd_model *model, const base *of, int j, double step,
                        double *slope)
{
    double wide[8];
    for (int round = 0; round < 2; round++) {
        double h = round == 0 ? step : 0.5 * step;
        patron_btyd_model above = *model, below = *model;
        *parameter_of(&above, j) *= exp(h);
        *parameter_of(&below, j) *= exp(-h);
        sums up = sums_of(&above, of, 0, of->n, NULL), down = sums_of(&below, of, 0, of->n, NULL);
        for (int i = 0; i < 8; i++) {
            double now = (up.gradient[i] - down.gradient[i]) / (2.0 * h);
            slope[i] = round == 0 ? now : (4.0 * now - wide[i]) / 3.0;
            wide[i] = now;
        }
    }
}

static void hessians_are_the_differences_of_gradients(void **state)
{
    (void)state;
    support_random random = support_random_from(32);
    base of = odd_base(&random, 60, 80.0);
    for (size_t k = 0; k < 5; k++)
        for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
            patron_btyd_model model = model_by(all_kinds[k], s);
            sums got = sums_of(&model, &of, 0, of.n, NULL);
            for (int j = 0; j < 8; j++) {
                double slope[8];
                differences(&model, &of, j, 1e-3, slope);
                for (int i = 0; i < 8; i++) {
                    double size = sqrt(fabs(got.hessian[9 * i] * got.hessian[9 * j]));
                    assert_close(got.hessian[8 * j + i], slope[i], 2e-7, 2e-7 * size + 1e-9);
                    assert_true(got.hessian[8 * j + i] == got.hessian[8 * i + j]);
                }
            }
        }
    base_free(&of);
}

static void sums_of_parts_add_up_and_weights_repeat_rows(void **state)
{
    (void)state;
    support_random random = support_random_from(33);
    base of = odd_base(&random, 200, 50.0);
    double weight[200];
    for (size_t i = 0; i < of.n; i++)
        weight[i] = (double)support_random_below(&random, 4);
    for (size_t k = 0; k < 5; k++) {
        patron_btyd_model model = model_by(all_kinds[k], 0);
        sums whole = sums_of(&model, &of, 0, of.n, weight), parts, repeated;
        memset(&parts, 0, sizeof parts);
        memset(&repeated, 0, sizeof repeated);
        for (size_t begin = 0; begin < of.n; begin += 50) {
            sums part = sums_of(&model, &of, begin, begin + 50, weight);
            parts.log_likelihood += part.log_likelihood;
            parts.customers += part.customers;
            for (int j = 0; j < 64; j++)
                parts.hessian[j] += part.hessian[j];
        }
        for (size_t i = 0; i < of.n; i++)
            for (double times = 0.0; times < weight[i]; times += 1.0) {
                sums one = sums_of(&model, &of, i, i + 1, NULL);
                repeated.log_likelihood += one.log_likelihood;
                repeated.customers += one.customers;
            }
        assert_close(parts.customers, whole.customers, 0.0, 0.0);
        assert_close(repeated.customers, whole.customers, 0.0, 0.0);
        assert_close(parts.log_likelihood, whole.log_likelihood, 1e-13, 0.0);
        assert_close(repeated.log_likelihood, whole.log_likelihood, 1e-12, 0.0);
        for (int j = 0; j < 64; j++)
            assert_close(parts.hessian[j], whole.hessian[j], 1e-10, 1e-10);
    }
    base_free(&of);
}

/* A host that holds the data in two places makes Newton steps with the sums alone. */
static void parts_on_two_machines_make_the_fit_of_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(34);
    base of = odd_base(&random, 400, 50.0);
    fitted whole = fit_of(PATRON_BTYD_NBD, &of);
    patron_btyd_model model = whole.model;
    assert_int_equal(whole.result.verdict, PATRON_BTYD_CONVERGED);
    model.r *= 1.1;
    model.alpha *= 0.95;
    for (int round = 0; round < 8; round++) {
        sums a = sums_of(&model, &of, 0, 150, NULL), b = sums_of(&model, &of, 150, of.n, NULL);
        double g0 = a.gradient[0] + b.gradient[0], g1 = a.gradient[1] + b.gradient[1];
        double h00 = a.hessian[0] + b.hessian[0], h01 = a.hessian[1] + b.hessian[1];
        double h11 = a.hessian[9] + b.hessian[9], det = h00 * h11 - h01 * h01;
        model.r *= exp(-(h11 * g0 - h01 * g1) / det);
        model.alpha *= exp(-(h00 * g1 - h01 * g0) / det);
    }
    assert_close(model.r, whole.model.r, 1e-10, 0.0);
    assert_close(model.alpha, whole.model.alpha, 1e-10, 0.0);
    base_free(&of);
}

/* Regular buyers, and donors: kinds whose Hessian is by differences; and the sum of ln gaps of CNBD. */
static void sums_of_the_other_kinds_are_those_of_the_customers_too(void **state)
{
    (void)state;
    base of = base_of(3);
    double value[3], weight[3] = {2.0, 0.0, 1.0};
    patron_btyd_model model = model_of(PATRON_BTYD_BG_CNBD, 0.3, 3.0, 0.8, 2.5), donors;
    base_put(&of, 0, 2, 4.0, 6.0);
    base_put(&of, 1, 1, 6.0, 6.0);
    base_put(&of, 2, 0, 0.0, 6.0);
    of.gaps[0] = 1.5;
    of.gaps[1] = 0.3;
    model.k = 2;
    memset(&donors, 0, sizeof donors);
    donors.kind = PATRON_BTYD_BG_BB;
    donors.alpha = 1.2;
    donors.beta = 0.75;
    donors.gamma = 0.66;
    donors.delta = 2.8;
    patron_btyd_log_likelihood(&model, 3, of.x, of.t_x, of.T, of.gaps, NULL, NULL, value, NULL,
                               NULL);
    assert_close(sums_of(&model, &of, 0, 3, NULL).log_likelihood, value[0] + value[1] + value[2],
                 1e-13, 0.0);
    assert_close(sums_of(&model, &of, 0, 3, weight).log_likelihood, 2.0 * value[0] + value[2],
                 1e-13, 0.0);
    patron_btyd_log_likelihood(&donors, 3, of.x, of.t_x, of.T, NULL, NULL, NULL, value, NULL, NULL);
    assert_close(sums_of(&donors, &of, 0, 3, NULL).log_likelihood, value[0] + value[1] + value[2],
                 1e-13, 0.0);
    patron_btyd_model nbd = model_of(PATRON_BTYD_NBD, 0.3, 3.0, 0.0, 0.0);
    patron_btyd_log_likelihood(&nbd, 3, of.x, of.t_x, of.T, NULL, NULL, NULL, value, NULL, NULL);
    assert_close(sums_of(&nbd, &of, 0, 3, NULL).log_likelihood, value[0] + value[1] + value[2],
                 1e-13, 0.0);
    base_free(&of);
}

static void faulty_parts_are_refused(void **state)
{
    (void)state;
    base of = base_of(2);
    patron_btyd_model model = model_of(PATRON_BTYD_NBD, 1.0, 1.0, 0.0, 0.0);
    double one = 7.0, two = 7.0, gradient[8], hessian[64], weight[2] = {1.0, 2e15};
    patron_fault fault;
    base_put(&of, 0, 1, 1.0, 2.0);
    of.gaps[1] = HUGE_VAL;
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, of.gaps, NULL, &one, &two, gradient, hessian,
                     &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "sum_log_gap", 1);
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, NULL, weight, &one, &two, gradient, hessian,
                     &fault);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 1);
    patron_btyd_sums(&model, 2, of.x, of.t_x, NULL, NULL, NULL, &one, &two, gradient, hessian,
                     &fault);
    assert_fault(&fault, PATRON_E_NULL, "T", -1);
    patron_btyd_sums(&model, (size_t)0x80000000u, of.x, of.t_x, of.T, NULL, NULL, &one, &two,
                     gradient, hessian, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, NULL, NULL, NULL, &two, gradient, hessian,
                     &fault);
    assert_fault(&fault, PATRON_E_NULL, "customers", -1);
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, NULL, NULL, &one, NULL, gradient, hessian,
                     &fault);
    assert_fault(&fault, PATRON_E_NULL, "log_likelihood", -1);
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, NULL, NULL, &one, &two, NULL, hessian, &fault);
    assert_fault(&fault, PATRON_E_NULL, "gradient", -1);
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, NULL, NULL, &one, &two, gradient, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "hessian", -1);
    model.alpha = 0.0;
    patron_btyd_sums(&model, 2, of.x, of.t_x, of.T, NULL, NULL, &one, &two, gradient, hessian,
                     &fault);
    assert_fault(&fault, PATRON_E_RANGE, "model.alpha", -1);
    assert_true(one == 7.0 && two == 7.0);
    base_free(&of);
}

/* --- distinct -------------------------------------------------------------------------------------- */

typedef struct distinct {
    size_t found;
    uint32_t x[500];
    double t_x[500];
    double T[500];
    double customers[500];
} distinct;

static int32_t distinct_of(const base *of, const double *weight, size_t capacity, distinct *made,
                           patron_fault *fault)
{
    size_t size = patron_btyd_distinct_scratch_size(of->n);
    void *scratch = support_guarded(size);
    int32_t status =
        patron_btyd_distinct(of->n, of->x, of->t_x, of->T, weight, scratch, size, capacity, made->x,
                             made->t_x, made->T, made->customers, &made->found, fault);
    support_guarded_free(scratch, size);
    return status;
}

static int before(const distinct *of, size_t i, size_t j)
{
    if (of->x[i] != of->x[j])
        return of->x[i] < of->x[j];
    if (of->t_x[i] != of->t_x[j])
        return of->t_x[i] < of->t_x[j];
    return of->T[i] < of->T[j];
}

static void equal_histories_are_counted_once_with_all_their_customers(void **state)
{
    (void)state;
    support_random random = support_random_from(35);
    base of = base_of(500);
    double weight[500];
    distinct once, weighted;
    for (size_t i = 0; i < of.n; i++) {
        uint32_t x = (uint32_t)support_random_below(&random, 3);
        double T = (double)support_random_below(&random, 5);
        base_put(&of, i, x, x == 0 ? -0.0 : floor(T * support_random_uniform(&random)), T);
        weight[i] = i % 9 == 0 ? 0.0 : support_random_uniform(&random);
    }
    assert_int_equal(distinct_of(&of, NULL, 500, &once, NULL), PATRON_OK);
    assert_int_equal(distinct_of(&of, weight, 500, &weighted, NULL), PATRON_OK);
    assert_int_equal(distinct_of(&of, NULL, once.found, &once, NULL), PATRON_OK);
    for (size_t d = 0; d < once.found; d++) {
        double count = 0.0;
        assert_true(d == 0 || before(&once, d - 1, d));
        assert_true(once.t_x[d] != 0.0 || 1.0 / once.t_x[d] > 0.0);
        for (size_t i = 0; i < of.n; i++)
            count += of.x[i] == once.x[d] && of.t_x[i] == once.t_x[d] && of.T[i] == once.T[d];
        assert_close(once.customers[d], count, 0.0, 0.0);
    }
    for (size_t d = 0; d < weighted.found; d++) {
        double sum = 0.0;
        for (size_t i = 0; i < of.n; i++)
            if (of.x[i] == weighted.x[d] && of.t_x[i] == weighted.t_x[d] &&
                of.T[i] == weighted.T[d])
                sum += weight[i];
        assert_close(weighted.customers[d], sum, 1e-14, 0.0);
    }
    base_free(&of);
}

static void weights_add_up_exactly_in_any_order(void **state)
{
    (void)state;
    base of = base_of(3);
    double weight[3] = {1e15, 1e-4, 1e-4}, other[3] = {1e-4, 1e-4, 1e15};
    distinct a, b;
    assert_int_equal(distinct_of(&of, weight, 1, &a, NULL), PATRON_OK);
    assert_int_equal(distinct_of(&of, other, 1, &b, NULL), PATRON_OK);
    assert_true(a.found == 1 && a.customers[0] == b.customers[0]);
    of.n = 0;
    assert_int_equal(distinct_of(&of, NULL, 0, &a, NULL), PATRON_OK);
    assert_int_equal(a.found, 0);
    base_free(&of);
}

static void distinct_histories_need_room_and_pointers(void **state)
{
    (void)state;
    base of = base_of(3);
    distinct to;
    patron_fault fault;
    char scratch[70000];
    size_t size = patron_btyd_distinct_scratch_size(3);
    double weight[3] = {1.0, 1.0, -1.0};
    assert_true(size <= sizeof scratch);
    base_put(&of, 1, 1, 1.0, 2.0);
    memset(&to, 0, sizeof to);
    assert_int_equal(distinct_of(&of, NULL, 1, &to, &fault), PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "capacity", -1);
    distinct_of(&of, weight, 3, &to, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 2);
    assert_true(to.found == 0 && to.customers[0] == 0.0);
    patron_btyd_distinct(3, NULL, of.t_x, of.T, NULL, scratch, size, 3, to.x, to.t_x, to.T,
                         to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_NULL, "x", -1);
    patron_btyd_distinct((size_t)0x80000000u, of.x, of.t_x, of.T, NULL, scratch, SIZE_MAX, 3, to.x,
                         to.t_x, to.T, to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size, (size_t)0x80000000u, to.x,
                         to.t_x, to.T, to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "capacity", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size - 1, 3, to.x, to.t_x, to.T,
                         to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size, 3, NULL, to.t_x, to.T,
                         to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_NULL, "distinct_x", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size, 3, to.x, NULL, to.T,
                         to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_NULL, "distinct_t_x", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size, 3, to.x, to.t_x, NULL,
                         to.customers, &to.found, &fault);
    assert_fault(&fault, PATRON_E_NULL, "distinct_T", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size, 3, to.x, to.t_x, to.T, NULL,
                         &to.found, &fault);
    assert_fault(&fault, PATRON_E_NULL, "customers", -1);
    patron_btyd_distinct(3, of.x, of.t_x, of.T, NULL, scratch, size, 3, to.x, to.t_x, to.T,
                         to.customers, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "found", -1);
    assert_true(patron_btyd_distinct_scratch_size(SIZE_MAX) == SIZE_MAX);
    base_free(&of);
}

/* --- NBD ------------------------------------------------------------------------------------------- */

static void who_never_leaves_buys_at_the_mean_rate_for_ever(void **state)
{
    (void)state;
    patron_btyd_model model = model_of(PATRON_BTYD_NBD, 0.385, 12.07, 0.0, 0.0);
    const uint32_t x[2] = {3, 0};
    const double t_x[2] = {20.0, 0.0}, T[2] = {30.0, 0.0};
    double rate[2], got[2], value[2], pmf[2 * 40];
    for (int i = 0; i < 2; i++)
        rate[i] = (model.r + x[i]) / (model.alpha + T[i]);
    assert_int_equal(patron_btyd_alive(&model, 2, x, t_x, T, NULL, NULL, got, NULL), PATRON_OK);
    assert_true(got[0] == 1.0 && got[1] == 1.0);
    patron_btyd_expected(&model, 10.0, 2, x, t_x, T, NULL, NULL, got, NULL);
    patron_btyd_residual(&model, 0.01, 2, x, t_x, T, NULL, NULL, value, NULL);
    for (int i = 0; i < 2; i++) {
        assert_close(got[i], 10.0 * rate[i], 1e-15, 0.0);
        assert_close(value[i], rate[i] / 0.01, 1e-15, 0.0);
    }
    patron_btyd_residual_within(&model, 0.0, 10.0, 2, x, t_x, T, NULL, NULL, value, NULL);
    assert_close(value[0], got[0], 1e-15, 0.0);
    patron_btyd_residual_within(&model, 0.01, 10.0, 2, x, t_x, T, NULL, NULL, value, NULL);
    assert_close(value[0], rate[0] * (1.0 - exp(-0.1)) / 0.01, 1e-13, 0.0);
    assert_int_equal(patron_btyd_residual(&model, 0.0, 2, x, t_x, T, NULL, NULL, value, NULL),
                     PATRON_E_DIVERGES);
    patron_btyd_pmf(&model, 10.0, 2, x, t_x, T, NULL, NULL, 40, pmf, NULL);
    patron_btyd_at_least_one(&model, 10.0, 2, x, t_x, T, NULL, NULL, value, NULL);
    for (int i = 0; i < 2; i++) {
        double mean = 0.0;
        for (int k = 0; k < 40; k++)
            mean += k * pmf[40 * i + k];
        assert_close(mean, got[i], 1e-6, 0.0);
        assert_close(value[i], 1.0 - pmf[40 * i], 1e-14, 0.0);
        assert_close(pmf[40 * i], pow(1.0 + 10.0 / (model.alpha + T[i]), -(model.r + x[i])), 1e-14,
                     0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_customers),
        cmocka_unit_test(hessians_are_the_differences_of_gradients),
        cmocka_unit_test(sums_of_parts_add_up_and_weights_repeat_rows),
        cmocka_unit_test(parts_on_two_machines_make_the_fit_of_the_whole),
        cmocka_unit_test(sums_of_the_other_kinds_are_those_of_the_customers_too),
        cmocka_unit_test(faulty_parts_are_refused),
        cmocka_unit_test(equal_histories_are_counted_once_with_all_their_customers),
        cmocka_unit_test(weights_add_up_exactly_in_any_order),
        cmocka_unit_test(distinct_histories_need_room_and_pointers),
        cmocka_unit_test(who_never_leaves_buys_at_the_mean_rate_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
