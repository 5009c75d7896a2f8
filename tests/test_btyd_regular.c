/*
 * How regularly customers buy, found by likelihood among all k.
 */
#include "test_btyd_fit.h"

enum { MOST = 16, SIX = 6 };

static fitted regular(const patron_btyd_fit_options *options, const base *of,
                      double log_likelihood[MOST])
{
    fitted made;
    patron_fault fault;
    size_t size = patron_btyd_fit_regular_scratch_size(of->n);
    void *scratch = support_guarded(size);
    memset(&made, 0, sizeof made);
    made.result.struct_size = sizeof made.result;
    assert_int_equal(patron_btyd_fit_regular(options, of->n, of->x, of->t_x, of->T, of->gaps, NULL,
                                             scratch, size, &made.model, made.covariance,
                                             log_likelihood, &made.result, &fault),
                     PATRON_OK);
    support_guarded_free(scratch, size);
    return made;
}

static base drawn_with(uint32_t kind, uint32_t k, uint64_t seed)
{
    patron_btyd_model truth = {0};
    base of = base_of(support_rows(2000, 600));
    truth.kind = kind;
    truth.k = k;
    truth.r = 1.5;
    truth.alpha = 3.0 / k;
    truth.a = 0.8;
    truth.b = 5.0;
    for (size_t i = 0; i < of.n; i++)
        of.T[i] = 30.0 + (double)(i % 12);
    assert_int_equal(patron_btyd_simulate(&truth, seed, 0, of.n, of.T, 0.0, NULL, NULL, of.x,
                                          of.t_x, of.gaps, NULL, NULL, NULL),
                     PATRON_OK);
    return of;
}

static void buyers_are_as_regular_as_they_were_drawn(void **state)
{
    static const uint32_t kinds[2] = {PATRON_BTYD_BG_CNBD, PATRON_BTYD_MBG_CNBD};
    (void)state;
    for (uint32_t k = 1; k <= 4; k++) {
        base of = drawn_with(kinds[k % 2], k, 40 + k);
        patron_btyd_fit_options options = options_of(kinds[k % 2]);
        options.k = SIX;
        fitted found = regular(&options, &of, NULL);
        assert_int_equal(found.result.verdict, PATRON_BTYD_CONVERGED);
        assert_int_equal(found.model.k, k);
        assert_true(fabs(found.model.r - 1.5) < 3.5 * found.result.error_r);
        base_free(&of);
    }
}

static void the_choice_is_the_likeliest_of_the_single_fits(void **state)
{
    double log_likelihood[MOST], highest = -(double)INFINITY;
    (void)state;
    base of = drawn_with(PATRON_BTYD_MBG_CNBD, 3, 7);
    patron_btyd_fit_options options = options_of(PATRON_BTYD_MBG_CNBD);
    options.k = SIX;
    fitted found = regular(&options, &of, log_likelihood);
    for (uint32_t k = 1; k <= SIX; k++) {
        options.k = k;
        fitted single = fit_with(&options, NULL, &of, NULL);
        assert_true(single.result.log_likelihood == log_likelihood[k - 1]);
        highest = fmax(highest, log_likelihood[k - 1]);
        if (k == found.model.k) {
            assert_memory_equal(&found.model, &single.model, sizeof single.model);
            assert_memory_equal(&found.result, &single.result, sizeof single.result);
            assert_memory_equal(found.covariance, single.covariance, sizeof single.covariance);
        }
    }
    assert_true(found.result.log_likelihood == highest);
    for (int k = SIX; k < MOST; k++)
        assert_true(isnan(log_likelihood[k]));
    base_free(&of);
}

static void who_never_came_back_tells_no_regularity(void **state)
{
    double log_likelihood[MOST];
    (void)state;
    base of = base_of(50);
    for (size_t i = 0; i < of.n; i++)
        base_put(&of, i, 0, 0.0, 20.0 + (double)i);
    patron_btyd_fit_options options = options_of(PATRON_BTYD_BG_CNBD);
    options.k = 3;
    fitted found = regular(&options, &of, log_likelihood);
    assert_int_equal(found.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    assert_int_equal(found.model.k, 1);
    for (int k = 0; k < MOST; k++)
        assert_true(isnan(log_likelihood[k]));
    of.n = 0;
    found = regular(&options, &of, log_likelihood);
    assert_int_equal(found.result.verdict, PATRON_BTYD_NOT_IDENTIFIED);
    base_free(&of);
}

/* x = 3 for everybody: one rate for all, at an edge whatever the k. */
static void equal_buyers_are_chosen_for_at_their_edge(void **state)
{
    double log_likelihood[MOST];
    (void)state;
    base of = base_of(400);
    for (size_t i = 0; i < of.n; i++) {
        base_put(&of, i, 3, 9.0 + (double)(i % 3), 12.0);
        of.gaps[i] = 3.0 * log(of.t_x[i] / 3.0); /* as regular as can be */
    }
    patron_btyd_fit_options options = options_of(PATRON_BTYD_BG_CNBD);
    options.k = 4;
    fitted found = regular(&options, &of, log_likelihood);
    assert_int_equal(found.result.verdict, PATRON_BTYD_BOUNDARY);
    assert_int_equal(found.model.k, 4);
    for (int k = 1; k < 4; k++)
        assert_true(log_likelihood[k] > log_likelihood[k - 1]);
    base_free(&of);
}

static void fits_that_were_stopped_are_not_chosen(void **state)
{
    double log_likelihood[MOST];
    (void)state;
    base of = drawn_with(PATRON_BTYD_BG_CNBD, 2, 9);
    patron_btyd_fit_options options = options_of(PATRON_BTYD_BG_CNBD);
    options.k = 3;
    options.max_iterations = 1;
    fitted found = regular(&options, &of, log_likelihood);
    assert_int_equal(found.result.verdict, PATRON_BTYD_RUNNING);
    assert_int_equal(found.model.k, 1);
    assert_true(isnan(log_likelihood[0]) && isnan(log_likelihood[2]));
    base_free(&of);
}

static void regularity_cannot_be_asked_without_gaps_or_of_other_kinds(void **state)
{
    patron_btyd_model model;
    patron_btyd_fit_result result;
    patron_fault fault;
    base of = base_of(1);
    size_t size = patron_btyd_fit_regular_scratch_size(1);
    void *scratch = support_guarded(size);
    (void)state;
    base_put(&of, 0, 2, 5.0, 9.0);
    result.struct_size = sizeof result;
    patron_btyd_fit_options options = options_of(PATRON_BTYD_BG_NBD);
    assert_int_equal(patron_btyd_fit_regular(&options, 1, of.x, of.t_x, of.T, of.gaps, NULL,
                                             scratch, size, &model, NULL, NULL, &result, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "options.kind", -1);
    options = options_of(PATRON_BTYD_BG_CNBD);
    options.k = 17;
    assert_int_equal(patron_btyd_fit_regular(&options, 1, of.x, of.t_x, of.T, of.gaps, NULL,
                                             scratch, size, &model, NULL, NULL, &result, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "options.k", -1);
    options.k = 3;
    assert_int_equal(patron_btyd_fit_regular(&options, 1, of.x, of.t_x, of.T, NULL, NULL, scratch,
                                             size, &model, NULL, NULL, &result, &fault),
                     PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "sum_log_gap", -1);
    support_guarded_free(scratch, size);
    base_free(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buyers_are_as_regular_as_they_were_drawn),
        cmocka_unit_test(the_choice_is_the_likeliest_of_the_single_fits),
        cmocka_unit_test(who_never_came_back_tells_no_regularity),
        cmocka_unit_test(equal_buyers_are_chosen_for_at_their_edge),
        cmocka_unit_test(fits_that_were_stopped_are_not_chosen),
        cmocka_unit_test(regularity_cannot_be_asked_without_gaps_or_of_other_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
