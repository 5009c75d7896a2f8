/*
 * Spectra of symmetric matrices and the steps of a climb, by their definitions.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_fit.h"
#include "support.h"

#include <math.h>

enum { SIZE = 7 };

static void a_spectrum_makes_up_its_matrix(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    for (int round = 0; round < 50; round++) {
        double matrix[SIZE * SIZE], spent[SIZE * SIZE], value[SIZE], vector[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++)
            for (int j = 0; j <= i; j++) {
                double at = support_random_normal(&random) * (round % 3 == 0 && i != j ? 0.0 : 1.0);
                at *= round % 2 == 0 ? pow(10.0, -i - j) : 1.0;
                matrix[i * SIZE + j] = matrix[j * SIZE + i] = at;
                spent[i * SIZE + j] = spent[j * SIZE + i] = at;
            }
        patron_numeric_spectrum(SIZE, spent, value, vector);
        for (int i = 0; i < SIZE; i++)
            for (int j = 0; j < SIZE; j++) {
                double sum = 0.0, product = 0.0;
                for (int k = 0; k < SIZE; k++) {
                    sum += value[k] * vector[k * SIZE + i] * vector[k * SIZE + j];
                    product += vector[i * SIZE + k] * vector[j * SIZE + k];
                }
                assert_close(sum, matrix[i * SIZE + j], 0.0, 1e-14);
                assert_close(product, i == j ? 1.0 : 0.0, 0.0, 1e-14);
            }
    }
}

static void a_matrix_without_numbers_ends_too(void **state)
{
    (void)state;
    double matrix[4] = {1.0, (double)NAN, (double)NAN, 1.0}, value[2], vector[4];
    patron_numeric_spectrum(2, matrix, value, vector);
    assert_true(isnan(value[0]) && isnan(value[1]));
}

/* What a step promises: no point within the radius gains more. */
static void no_point_within_the_radius_gains_more_than_the_step(void **state)
{
    (void)state;
    support_random random = support_random_from(10);
    for (int round = 0; round < 300; round++) {
        double matrix[9], spent[9], value[3], vector[9], slope[3], work[3], step[3];
        double radius = exp(support_random_between(&random, -4.0, 2.0));
        for (int i = 0; i < 3; i++) {
            slope[i] = support_random_normal(&random);
            for (int j = 0; j <= i; j++)
                matrix[3 * i + j] = matrix[3 * j + i] = support_random_normal(&random);
            matrix[4 * i] += round % 2 == 0 ? 3.0 : 0.0;
        }
        for (int i = 0; i < 9; i++)
            spent[i] = matrix[i];
        patron_numeric_spectrum(3, spent, value, vector);
        double gain = patron_numeric_step(3, value, vector, slope, radius, work, step);
        double length = sqrt(step[0] * step[0] + step[1] * step[1] + step[2] * step[2]);
        assert_true(length <= radius * (1.0 + 1e-12));
        for (int trial = -1; trial < 40; trial++) {
            double p[3], size = 0.0, value_at = 0.0;
            for (int i = 0; i < 3; i++) {
                p[i] = support_random_normal(&random);
                size += p[i] * p[i];
            }
            size = radius * support_random_uniform(&random) / sqrt(size);
            for (int i = 0; i < 3; i++)
                p[i] = trial < 0 ? step[i] : p[i] * size;
            for (int i = 0; i < 3; i++) {
                value_at += slope[i] * p[i];
                for (int j = 0; j < 3; j++)
                    value_at -= 0.5 * matrix[3 * i + j] * p[i] * p[j];
            }
            if (trial < 0)
                assert_close(value_at, gain, 1e-11, 1e-12);
            else
                assert_true(value_at <= gain + 1e-12 * (1.0 + fabs(gain)));
        }
    }
}

static void where_all_is_level_no_step_is_made(void **state)
{
    (void)state;
    double value[2] = {2.0, 0.0}, vector[4] = {1.0, 0.0, 0.0, 1.0}, slope[2] = {0.0, 0.0};
    double work[2], step[2];
    assert_true(patron_numeric_step(2, value, vector, slope, 1.0, work, step) == 0.0);
    assert_true(step[0] == 0.0 && step[1] == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spectrum_makes_up_its_matrix),
        cmocka_unit_test(a_matrix_without_numbers_ends_too),
        cmocka_unit_test(no_point_within_the_radius_gains_more_than_the_step),
        cmocka_unit_test(where_all_is_level_no_step_is_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
