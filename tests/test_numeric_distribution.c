/*
 * The normal and Student's distribution, and a difference of the trigamma function, against 50 digits and what is known of them.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_gamma.h"
#include "../src/numeric/numeric_normal.h"
#include "../src/numeric/numeric_student.h"
#include "test_numeric.h"

#include <stdio.h>

#include "vectors/distribution_vectors.h"

static double real(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double answer(int kind, double x, double df)
{
    switch (kind) {
    case VECTOR_QUANTILE:
        return patron_numeric_normal_quantile(x);
    case VECTOR_WIDTH:
        return patron_numeric_normal_width(x);
    case VECTOR_TAILS:
        return patron_numeric_normal_tails(x);
    case VECTOR_STUDENT_TAILS:
        return patron_numeric_student_tails(x, df);
    default:
        return patron_numeric_student_width(x, df);
    }
}

static void quantiles_are_right_to_1e_12_and_student_to_1e_11(void **state)
{
    (void)state;
    double worst[5] = {0, 0, 0, 0, 0};
    size_t rows = sizeof distribution_vectors / sizeof *distribution_vectors;
    for (size_t i = 0; i < rows; i++) {
        const distribution_vector *v = &distribution_vectors[i];
        double x = real(v->x), df = real(v->df), expected = real(v->expected);
        double found = answer(v->kind, x, df);
        double relative = v->kind <= VECTOR_WIDTH ? 1e-12 : 1e-11;
        if (!support_close(found, expected, relative, 1e-300))
            fprintf(stderr, "kind %d of %.17g, df %.17g\n", v->kind, x, df);
        assert_close(found, expected, relative, 1e-300);
        if (fabs(expected) > 1e-300)
            worst[v->kind] = fmax(worst[v->kind], fabs(found / expected - 1.0));
    }
    for (int kind = 0; kind < 5; kind++)
        fprintf(stderr, "kind %d: worst %.3g\n", kind, worst[kind]);
}

static void published_quantiles_are_found(void **state)
{
    (void)state;
    assert_close(patron_numeric_normal_quantile(0.975), 1.959963984540054, 1e-15, 0);
    assert_close(patron_numeric_normal_width(0.95), 1.959963984540054, 1e-15, 0);
    assert_close(patron_numeric_normal_width(0.99), 2.5758293035489004, 1e-15, 0);
    assert_close(patron_numeric_normal_tails(3.0), 0.0026997960632601866, 1e-14, 0);
    assert_close(patron_numeric_student_width(0.95, 10.0), 2.2281388519862744, 1e-13, 0);
    assert_close(patron_numeric_student_width(0.95, 1.0), 12.706204736174705, 1e-13, 0);
    assert_close(patron_numeric_student_width(0.99, 30.0), 2.749995653567225, 1e-13, 0);
    assert_true(patron_numeric_normal_quantile(0.5) == 0.0);
}

/* With one degree of freedom the tail is 1 - 2 atan(t) / pi, with two 1 - t / sqrt(2 + t^2). */
static void one_and_two_degrees_have_closed_forms(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    for (int round = 0; round < 300; round++) {
        double t = exp(support_random_between(&random, -12, 12));
        double root = sqrt(2.0 + t * t);
        assert_close(patron_numeric_student_tails(t, 1.0), 2.0 * atan(1.0 / t) / acos(-1.0), 1e-12,
                     0);
        assert_close(patron_numeric_student_tails(t, 2.0), 2.0 / (root * (root + t)), 1e-12, 0);
    }
    assert_close(patron_numeric_student_tails(1e200, 1.0), 2e-200 / acos(-1.0), 1e-12, 0);
    assert_true(patron_numeric_student_tails(1e308, 3.0) == 0.0);
    assert_true(patron_numeric_student_tails(0.0, 7.0) == 1.0);
    assert_true(patron_numeric_student_tails(1e5, 1e7) == 0.0);
    assert_true(patron_numeric_student_tails(0.0, 1e7) == 1.0);
    assert_true(isnan(patron_numeric_student_tails(NAN, 1e7)) != 0);
}

static void widths_and_tails_undo_each_other(void **state)
{
    (void)state;
    support_random random = support_random_from(4);
    for (int round = 0; round < 300; round++) {
        double df = exp(support_random_between(&random, 0, 22));
        double confidence = support_random_between(&random, 0.01, 0.9999);
        double t = patron_numeric_student_width(confidence, df);
        assert_close(1.0 - patron_numeric_student_tails(t, df), confidence, 1e-10, 0);
        assert_true(t >= patron_numeric_normal_width(confidence) * (1.0 - 1e-12));
        double z = patron_numeric_normal_quantile(confidence);
        assert_close(patron_numeric_normal_quantile(1.0 - confidence), -z, 1e-12, 1e-15);
    }
}

/* Of a confidence without the digits to tell it from its neighbors: the density at 0 by mpmath. */
static void next_to_no_confidence_has_next_to_no_width(void **state)
{
    (void)state;
    static const double narrow[][3] = {
        {1e-320, 1, 1.5707788394063482e-320},    {3e-310, 1, 4.7123889803846755e-310},
        {1e-200, 1, 1.5707963267948966e-200},    {9e-10, 1, 1.4137166941154069e-9},
        {1e-320, 2, 1.4141978181918579e-320},    {3e-310, 2, 4.2426406871192722e-310},
        {1e-200, 2, 1.414213562373095e-200},     {9e-10, 2, 1.2727922061357855e-9},
        {1e-320, 7, 1.2987156792974568e-320},    {3e-310, 7, 3.8961904134684639e-310},
        {1e-200, 7, 1.2987301378228252e-200},    {9e-10, 7, 1.1688571240405427e-9},
        {1e-320, 1000, 1.2536135485609292e-320}, {3e-310, 1000, 3.7608825149007651e-310},
        {1e-200, 1000, 1.2536275049669255e-200}, {9e-10, 1000, 1.128264754470233e-9},
    };
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        assert_close(patron_numeric_student_width(narrow[i][0], narrow[i][1]), narrow[i][2], 1e-12,
                     1e-322);
}

/* psi'(a) - psi'(a + x) by mpmath, where the two are as good as one, and where not. */
static void falls_of_the_trigamma_keep_their_digits(void **state)
{
    (void)state;
    static const double fall[][3] = {
        {0.001, 2.5, 1000001.1524115319},   {0.7, 1e-09, 6.4349928612513493e-9},
        {3.25, 40.0, 0.33640754386155559},  {12.5, 1e-06, 6.932436009081886e-9},
        {1e8, 2.0, 1.9999999800000003e-16}, {2e15, 0.1, 2.5000000000000013e-32},
        {50.0, 1e9, 0.020201332226697175},
    };
    for (size_t i = 0; i < sizeof fall / sizeof *fall; i++)
        assert_close(patron_numeric_trigamma_fall(fall[i][0], fall[i][1]), fall[i][2], 2e-14,
                     1e-19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_right_to_1e_12_and_student_to_1e_11),
        cmocka_unit_test(published_quantiles_are_found),
        cmocka_unit_test(one_and_two_degrees_have_closed_forms),
        cmocka_unit_test(widths_and_tails_undo_each_other),
        cmocka_unit_test(next_to_no_confidence_has_next_to_no_width),
        cmocka_unit_test(falls_of_the_trigamma_keep_their_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
