/*
 * The special functions of lifetimes: numeric_hyper.h and numeric_decay.h against vectors/make_decay.py.
 */
#include "numeric/numeric_decay.h"
#include "numeric/numeric_hyper.h"
#include "support.h"
#include "vectors/decay_vectors.h"

#include <math.h>
#include <stdio.h>

enum {
    HYPER_ROWS = sizeof hyper_vectors / sizeof *hyper_vectors,
    DECAY_ROWS = sizeof decay_vectors / sizeof *decay_vectors
};

static numeric_hyper hyper_of(double b, double z)
{
    numeric_hyper G = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    G.b = b;
    G.z = z;
    return G;
}

static double worst_of(double worst, double actual, double expected)
{
    return expected == 0.0 ? fmax(worst, fabs(actual))
                           : fmax(worst, fabs(actual - expected) / fabs(expected));
}

static void two_hypergeometric_series_keep_their_digits(void **state)
{
    (void)state;
    double value = 0.0, by_b = 0.0, by_c = 0.0, by_z = 0.0;
    for (int i = 0; i < HYPER_ROWS; ++i) {
        const double *v = hyper_vectors[i];
        for (int second = 0; second < 2; ++second) {
            numeric_hyper one = hyper_of(v[0], v[2]);
            numeric_hyper other = hyper_of(0.5 * v[0], 0.25 * v[2]);
            numeric_hyper *first = second ? &other : &one, *last = second ? &one : &other;
            patron_numeric_hyper(v[1], first, last);
            value = worst_of(value, one.value, v[3]);
            patron_numeric_hyper_slopes(v[1], first, last);
            value = worst_of(value, one.value, v[3]);
            by_b = worst_of(by_b, one.by_b, v[4]);
            by_c = worst_of(by_c, one.by_c, v[5]);
            by_z = worst_of(by_z, one.by_z, v[6]);
        }
    }
    printf("worst error: G %.1e, by b %.1e, by c %.1e, by z %.1e\n", value, by_b, by_c, by_z);
    assert_true(value < 1e-13);
    assert_true(fmax(by_b, fmax(by_c, by_z)) < 1e-13);
}

static void a_discounted_decay_keeps_its_digits(void **state)
{
    (void)state;
    double worst = 0.0;
    for (int i = 0; i < DECAY_ROWS; ++i) {
        const double *v = decay_vectors[i];
        worst = worst_of(worst, patron_numeric_decay(v[0], v[1], v[2]), v[3]);
    }
    printf("worst error: D %.1e\n", worst);
    assert_true(worst < 1e-13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hypergeometric_series_keep_their_digits),
        cmocka_unit_test(a_discounted_decay_keeps_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
