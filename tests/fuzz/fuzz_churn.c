/*
 * Churn of any counts, revenue and rules; reasons and plans of any size.
 */
#include "fuzz.h"

#include <patron/churn.h>

enum { FUZZ_ROWS = 8 };

static void fuzz_finite(size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(!isinf(value[i]));
}

static void fuzz_permutation(size_t n, const uint32_t *order)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < n; i++)
        seen |= 1u << order[i];
    FUZZ_REQUIRE(seen == (1u << n) - 1);
}

static uint64_t *fuzz_counts(fuzz_input *input, size_t n)
{
    uint64_t *column = fuzz_memory(n * sizeof *column);
    for (size_t i = 0; i < n; i++)
        column[i] = fuzz_byte(input) % 4 == 0 ? (uint64_t)fuzz_whole(input) : fuzz_byte(input);
    return column;
}

static void fuzz_rates(fuzz_input *input, size_t n)
{
    uint64_t *start = fuzz_counts(input, n), *joined = fuzz_counts(input, n);
    uint64_t *lost = fuzz_counts(input, n);
    double *churn = fuzz_reals(input, n), *other = fuzz_reals(input, n), out[5 * FUZZ_ROWS];
    double scalar = fuzz_real(input);
    for (uint32_t kind = 0; kind < 4; kind++) {
        if (patron_churn_rates(kind, n, start, joined, lost, out, out + n, NULL) == PATRON_OK)
            fuzz_finite(2 * n, out);
        if (patron_churn_step(kind, scalar, n, churn, other, out, out + n, out + 2 * n, out + 3 * n,
                              out + 4 * n, NULL) == PATRON_OK)
            fuzz_finite(5 * n, out);
    }
    if (patron_churn_convert(scalar, n, churn, out, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(out[i] >= 0 && out[i] <= 1);
    if (patron_churn_lifetime(n, churn, out, out + n, out + 2 * n, NULL) == PATRON_OK)
        fuzz_finite(3 * n, out);
    if (patron_churn_cost(n, other, churn, other, churn, out, out + n, out + 2 * n, NULL) ==
        PATRON_OK)
        fuzz_finite(3 * n, out);
    free(start);
    free(joined);
    free(lost);
    free(churn);
    free(other);
}

static void fuzz_revenue(fuzz_input *input, size_t n)
{
    int64_t *start = fuzz_wholes(input, n), *lost = fuzz_wholes(input, n);
    int64_t *contraction = fuzz_wholes(input, n), *expansion = fuzz_wholes(input, n);
    int64_t kept[FUZZ_ROWS], grown[FUZZ_ROWS];
    double gross[FUZZ_ROWS], net[FUZZ_ROWS];
    patron_churn_movement_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    if (patron_churn_revenue(n, start, lost, contraction, expansion, kept, grown, gross, net,
                             NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(kept[i] >= 0 && kept[i] <= start[i] && grown[i] >= kept[i] &&
                         !(gross[i] > 1));
    if (patron_churn_movements(n, start, expansion, &result, NULL) == PATRON_OK)
        FUZZ_REQUIRE(result.start - result.lost - result.contraction ==
                     result.end - result.added - result.expansion);
    free(start);
    free(lost);
    free(contraction);
    free(expansion);
}

static void fuzz_inactive(fuzz_input *input, size_t n)
{
    double days = fuzz_real(input), multiple = fuzz_real(input), *gap = fuzz_reals(input, n);
    double overdue[FUZZ_ROWS];
    int32_t end = (int32_t)fuzz_u32(input), last[FUZZ_ROWS];
    uint32_t rule = fuzz_byte(input) % 3, activity[FUZZ_ROWS];
    uint64_t active, lapsed;
    for (size_t i = 0; i < n; i++)
        last[i] = (int32_t)fuzz_u32(input);
    if (patron_churn_inactive(rule, days, multiple, end, n, last, gap, activity, overdue, &active,
                              &lapsed, NULL) == PATRON_OK) {
        FUZZ_REQUIRE(active + lapsed == n);
        fuzz_finite(n, overdue);
    }
    free(gap);
}

static void fuzz_reasons(fuzz_input *input, size_t n)
{
    uint64_t *customers = fuzz_counts(input, n), lost = fuzz_byte(input) * (uint64_t)16;
    uint32_t controllable[FUZZ_ROWS], order[FUZZ_ROWS];
    double *value = fuzz_reals(input, n), share[FUZZ_ROWS], worth[FUZZ_ROWS], sum[FUZZ_ROWS];
    size_t size = patron_churn_reasons_scratch_size(n);
    void *scratch = fuzz_memory(size);
    patron_churn_reason_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    for (size_t i = 0; i < n; i++)
        controllable[i] = fuzz_byte(input) % 3;
    if (patron_churn_reasons(fuzz_byte(input) % 3, lost, n, customers, controllable, value, scratch,
                             size, order, share, worth, sum, &result, NULL) == PATRON_OK) {
        FUZZ_REQUIRE(result.explained + result.unexplained == lost);
        fuzz_permutation(n, order);
        fuzz_finite(n, sum);
        for (size_t i = 1; i < n; i++)
            FUZZ_REQUIRE(!(sum[order[i]] < sum[order[i - 1]]));
    }
    free(customers);
    free(value);
    free(scratch);
}

static void fuzz_plans(fuzz_input *input, size_t n)
{
    double *value = fuzz_reals(input, n), *effect = fuzz_reals(input, n);
    double *cost = fuzz_reals(input, n), budget = fuzz_real(input), net[FUZZ_ROWS], paid[FUZZ_ROWS];
    uint32_t order[FUZZ_ROWS];
    size_t size = patron_churn_plan_scratch_size(n);
    void *scratch = fuzz_memory(size);
    patron_churn_plan_result result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    for (uint32_t kind = 0; kind < 6; kind++)
        if (patron_churn_plan(kind / 3, kind % 3, budget, n, value,
                              fuzz_byte(input) % 2 ? effect : NULL, cost, scratch, size, order, net,
                              paid, &result, NULL) == PATRON_OK) {
            fuzz_permutation(n, order);
            FUZZ_REQUIRE(result.spent >= 0 && result.spent <= budget && result.net >= 0);
            for (size_t i = 0; i < n; i++)
                FUZZ_REQUIRE(paid[i] >= 0 && paid[i] <= 1 && (net[i] > 0 || paid[i] == 0));
        }
    free(value);
    free(effect);
    free(cost);
    free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS);
    if (kind % 5 == 0)
        fuzz_rates(&input, n);
    else if (kind % 5 == 1)
        fuzz_revenue(&input, n);
    else if (kind % 5 == 2)
        fuzz_inactive(&input, n);
    else if (kind % 5 == 3)
        fuzz_reasons(&input, n);
    else
        fuzz_plans(&input, n);
    return 0;
}
