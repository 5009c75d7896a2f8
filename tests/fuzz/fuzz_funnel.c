/*
 * Funnels of any counts, their bottlenecks, lifts and plans, and two side by side.
 */
#include "fuzz.h"

#include <patron/funnel.h>

enum { FUZZ_FUNNELS = 4, FUZZ_STAGES = 6, FUZZ_LIFTS = 5 };

static void fuzz_finite(size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(!isinf(value[i]));
}

static uint64_t *fuzz_counts(fuzz_input *input, size_t n)
{
    uint64_t *column = fuzz_memory(n * sizeof *column);
    for (size_t i = 0; i < n; i++)
        column[i] = fuzz_byte(input) % 4 == 0 ? (uint64_t)fuzz_whole(input) : fuzz_byte(input);
    return column;
}

static void fuzz_rates(fuzz_input *input, size_t n, size_t stages)
{
    double *count = fuzz_reals(input, n * stages), *benchmark = fuzz_reals(input, stages);
    double *value = fuzz_reals(input, n), *out = fuzz_memory((3 * n * stages + n) * sizeof *out);
    uint32_t stage[FUZZ_FUNNELS], note[FUZZ_FUNNELS];
    size_t cells = n * stages;
    if (patron_funnel_rates(n, stages, count, out, out + cells, out + 2 * cells, out + 3 * cells,
                            note, NULL) == PATRON_OK)
        fuzz_finite(3 * cells + n, out);
    for (uint32_t rule = 0; rule < 4; rule++)
        if (patron_funnel_bottleneck(rule, n, stages, count, benchmark, value, stage, out, note,
                                     NULL) == PATRON_OK) {
            fuzz_finite(cells, out);
            for (size_t i = 0; i < n; i++)
                FUZZ_REQUIRE(stage[i] == PATRON_NONE || (stage[i] > 0 && stage[i] < stages));
        }
    free(count);
    free(benchmark);
    free(value);
    free(out);
}

static void fuzz_two(fuzz_input *input, size_t n, size_t stages)
{
    uint64_t *one = fuzz_counts(input, n * stages), *two = fuzz_counts(input, n * stages);
    double *out = fuzz_memory(4 * n * stages * sizeof *out), total[FUZZ_FUNNELS];
    uint32_t note[FUZZ_FUNNELS];
    size_t cells = n * stages;
    double confidence = fuzz_real(input);
    if (patron_funnel_split_counts(n, stages, one, two, out, out + cells, total, note, NULL) ==
        PATRON_OK) {
        fuzz_finite(2 * cells, out);
        fuzz_finite(n, total);
    }
    if (patron_funnel_test(n, stages, one, two, out, out + cells, out + 2 * cells, out + 3 * cells,
                           note, NULL) == PATRON_OK)
        for (size_t c = 0; c < cells; c++)
            FUZZ_REQUIRE(isnan(out[3 * cells + c]) ||
                         (out[3 * cells + c] >= out[2 * cells + c] && out[3 * cells + c] <= 1));
    if (patron_funnel_intervals(confidence, n, stages, one, out, out + cells, out + 2 * cells, note,
                                NULL) == PATRON_OK)
        for (size_t c = 0; c < cells; c++)
            FUZZ_REQUIRE(isnan(out[cells + c]) ||
                         (out[cells + c] <= out[c] && out[c] <= out[2 * cells + c]));
    free(one);
    free(two);
    free(out);
}

static void fuzz_plans(fuzz_input *input, size_t n, size_t stages)
{
    double value = fuzz_real(input), *count = fuzz_reals(input, stages);
    double *target = fuzz_reals(input, n), *cost = fuzz_reals(input, n), out[3 * FUZZ_LIFTS];
    uint32_t stage[FUZZ_LIFTS], order[FUZZ_LIFTS], seen = 0;
    size_t size = patron_funnel_plan_scratch_size(n);
    void *scratch = fuzz_memory(size);
    for (size_t i = 0; i < n; i++)
        stage[i] = fuzz_byte(input) % 8;
    if (patron_funnel_lift(value, stages, count, n, stage, target, out, out + n, out + 2 * n,
                           NULL) == PATRON_OK)
        fuzz_finite(3 * n, out);
    if (patron_funnel_plan(value, stages, count, n, stage, target, cost, scratch, size, order, out,
                           out + n, NULL) == PATRON_OK) {
        fuzz_finite(2 * n, out);
        for (size_t i = 0; i < n; i++)
            seen |= 1u << order[i];
        FUZZ_REQUIRE(seen == (1u << n) - 1);
    }
    free(count);
    free(target);
    free(cost);
    free(scratch);
}

static void fuzz_people(fuzz_input *input, size_t n, size_t stages)
{
    size_t groups = 1 + fuzz_count(input, 3),
           size = patron_funnel_weigh_scratch_size(groups, stages);
    int32_t end = (int32_t)fuzz_u32(input), mature = (int32_t)fuzz_byte(input) - 1;
    uint32_t group[FUZZ_LIFTS], reached[FUZZ_LIFTS];
    int32_t day[FUZZ_LIFTS];
    double *weight = fuzz_reals(input, n), *sum = fuzz_memory(groups * stages * sizeof *sum);
    uint64_t *count = fuzz_memory(groups * stages * sizeof *count), late[4], people = 0;
    void *scratch = fuzz_memory(size);
    for (size_t i = 0; i < n; i++) {
        group[i] = fuzz_byte(input) % 4;
        reached[i] = fuzz_byte(input) % FUZZ_STAGES;
        day[i] = fuzz_byte(input) % 2 ? (int32_t)fuzz_u32(input) : end - fuzz_byte(input);
    }
    if (patron_funnel_count(end, mature, n, group, reached, day, groups, stages, count, late,
                            NULL) == PATRON_OK) {
        for (size_t g = 0; g < groups; g++)
            people += count[g * stages] + late[g];
        FUZZ_REQUIRE(people == n);
    }
    if (patron_funnel_weigh(end, mature, n, group, reached, day, weight, scratch, size, groups,
                            stages, sum, NULL, NULL) == PATRON_OK)
        fuzz_finite(groups * stages, sum);
    free(weight);
    free(sum);
    free(count);
    free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_FUNNELS), stages = 1 + fuzz_count(&input, FUZZ_STAGES - 1);
    if (kind % 4 == 0)
        fuzz_rates(&input, n, stages);
    else if (kind % 4 == 1)
        fuzz_two(&input, n, stages);
    else if (kind % 4 == 2)
        fuzz_plans(&input, fuzz_count(&input, FUZZ_LIFTS), stages);
    else
        fuzz_people(&input, fuzz_count(&input, FUZZ_LIFTS), stages);
    return 0;
}
