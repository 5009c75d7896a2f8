/*
 * Splits of any total over any weights, in every form.
 */
#include "fuzz.h"

#include <patron/apportion.h>

enum { FUZZ_ROWS = 60, FUZZ_WIDTH = 6, FUZZ_FORMS = 4 };

static void fuzz_require_sum(int64_t total, size_t n, const int64_t *share, int one_sign)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (uint64_t)share[i];
        if (one_sign)
            FUZZ_REQUIRE(total >= 0 ? share[i] >= 0 && share[i] <= total
                                    : share[i] <= 0 && share[i] >= total);
    }
    FUZZ_REQUIRE(sum == (uint64_t)total);
}

static void fuzz_split(fuzz_input *input, int reals)
{
    uint32_t policy = fuzz_byte(input) % 5;
    int64_t total = fuzz_whole(input);
    size_t n = fuzz_count(input, FUZZ_ROWS), size = patron_apportion_scratch_size(n);
    void *scratch = fuzz_memory(size);
    int64_t *share = fuzz_memory(n * sizeof *share);
    void *weight = reals ? (void *)fuzz_reals(input, n) : (void *)fuzz_wholes(input, n);
    int32_t status =
        reals ? patron_apportion_split(policy, total, n, weight, scratch, size, share, NULL)
              : patron_apportion_split_counts(policy, total, n, weight, scratch, size, share, NULL);
    if (status == PATRON_OK)
        fuzz_require_sum(total, n, share, 1);
    free(weight);
    free(share);
    free(scratch);
}

static void fuzz_rows(fuzz_input *input, int reals)
{
    uint32_t policy = fuzz_byte(input) % 4;
    size_t n = fuzz_count(input, FUZZ_WIDTH), m = fuzz_count(input, FUZZ_WIDTH);
    size_t size = patron_apportion_rows_scratch_size(m);
    int64_t *total = fuzz_wholes(input, n), *share = fuzz_memory(n * m * sizeof *share);
    void *scratch = fuzz_memory(size);
    void *weight = reals ? (void *)fuzz_reals(input, n * m) : (void *)fuzz_wholes(input, n * m);
    int32_t status =
        reals
            ? patron_apportion_rows(policy, n, total, m, weight, scratch, size, share, NULL)
            : patron_apportion_rows_counts(policy, n, total, m, weight, scratch, size, share, NULL);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        fuzz_require_sum(total[i], m, share + i * m, 1);
    free(weight);
    free(scratch);
    free(share);
    free(total);
}

static void fuzz_carry(fuzz_input *input, int reals)
{
    size_t n = fuzz_count(input, FUZZ_ROWS), size = patron_apportion_carry_scratch_size(n);
    int64_t *carry = fuzz_wholes(input, n), *share = fuzz_memory(n * sizeof *share);
    void *scratch = fuzz_memory(size);
    for (size_t i = 0; i < n; i++)
        carry[i] /= fuzz_byte(input) % 8 == 0 ? 1 : 4;
    for (int step = 0; step < 4; step++) {
        int64_t total = fuzz_whole(input);
        void *weight = reals ? (void *)fuzz_reals(input, n) : (void *)fuzz_wholes(input, n);
        int32_t status =
            reals ? patron_apportion_carry(total, n, weight, scratch, size, carry, share, NULL)
                  : patron_apportion_carry_counts(total, n, weight, scratch, size, carry, share,
                                                  NULL);
        if (status == PATRON_OK)
            fuzz_require_sum(total, n, share, 1);
        free(weight);
    }
    free(scratch);
    free(share);
    free(carry);
}

static void fuzz_round(fuzz_input *input)
{
    size_t n = fuzz_count(input, FUZZ_ROWS), size = patron_apportion_scratch_size(n);
    double *value = fuzz_reals(input, n), sum = 0;
    int64_t *rounded = fuzz_memory(n * sizeof *rounded);
    void *scratch = fuzz_memory(size);
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    int64_t total = fabs(sum) < 1e15 ? (int64_t)floor(sum) : fuzz_whole(input);
    if (patron_apportion_round(total, n, value, scratch, size, rounded, NULL) == PATRON_OK)
        fuzz_require_sum(total, n, rounded, 0);
    free(scratch);
    free(rounded);
    free(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t form = fuzz_byte(&input);
    int reals = form / FUZZ_FORMS % 2;
    if (form % FUZZ_FORMS == 0)
        fuzz_split(&input, reals);
    else if (form % FUZZ_FORMS == 1)
        fuzz_rows(&input, reals);
    else if (form % FUZZ_FORMS == 2)
        fuzz_carry(&input, reals);
    else
        fuzz_round(&input);
    return 0;
}
