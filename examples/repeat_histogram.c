/* Customers by repeat purchases, beside what the model expects of customers of their ages. */
#include "faults.h"
#include "memory.h"
#include "repeat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void count(repeat_histogram *histogram, const repeat_base *base)
{
    for (size_t i = 0; i < base->rows.count; i++) {
        const uint32_t x = base->rows.x[i];
        histogram->actual[x < REPEAT_BINS - 1 ? x : REPEAT_BINS - 1] += base->rows.weight[i];
    }
}

/*
 * Chi-square over bins that expect five customers at least, neighbors put together until they do; its
 * p-value is that of a ratio test of half of it.
 */
static void test(repeat_histogram *histogram, const repeat_try *best)
{
    patron_fault fault;
    double expected = 0;
    double actual = 0;
    double rest = 0;
    uint32_t bins = 0;
    const uint32_t parameters = best->kind == PATRON_BTYD_NBD        ? 2
                                : best->kind == PATRON_BTYD_GGOM_NBD ? 5
                                                                     : 4;
    for (size_t i = 0; i < REPEAT_BINS; i++) {
        rest += histogram->expected[i];
    }
    for (size_t i = 0; i < REPEAT_BINS; i++) {
        expected += histogram->expected[i];
        actual += histogram->actual[i];
        rest -= histogram->expected[i];
        if (expected >= 5 && (rest >= 5 || i == REPEAT_BINS - 1)) {
            histogram->chi_square += (actual - expected) * (actual - expected) / expected;
            bins++;
            expected = 0;
            actual = 0;
        }
    }
    if (bins > parameters + 1) {
        double same = 0;
        histogram->degrees = bins - 1 - parameters;
        faults_stop(patron_btyd_ratio_test(0, histogram->chi_square / 2, histogram->degrees, &same,
                                           &histogram->p_value, &fault),
                    &fault);
    }
}

void repeat_histogram_make(repeat_histogram *histogram, const repeat_try *best,
                           const repeat_base *base)
{
    patron_fault fault;
    double none[REPEAT_BINS];
    double chi_square = 0;
    repeat_rows ages;
    memset(histogram, 0, sizeof *histogram);
    repeat_base_ages(base, &ages);
    faults_stop(patron_btyd_histogram(&best->model, ages.count, ages.T, NULL, NULL, ages.weight,
                                      NULL, REPEAT_BINS, histogram->expected, none, &chi_square,
                                      &fault),
                &fault);
    repeat_rows_free(&ages);
    count(histogram, base);
    for (size_t i = 0; i < REPEAT_BINS; i++) {
        histogram->misplaced +=
            fabs(histogram->actual[i] - histogram->expected[i]) / (2 * (double)base->buyers);
    }
    test(histogram, best);
}
