/*
 * How many reached each stage, of people who have had the time.
 *
 * Each person is counted at the furthest stage; what reached a stage is then the sum from there to the end.
 */
#include "../portability.h"
#include "funnel_row.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../sum/sum_exact.h"

#include <string.h>

enum { FUNNEL_GROUPS_MAX = 16777216 };

/* One row per person, and the table they are counted in. */
typedef struct funnel_people {
    int32_t end_day;
    int32_t mature_days;
    size_t n;
    const uint32_t *group; /* or NULL */
    const uint32_t *reached;
    const int32_t *entry_day;
    size_t groups;
    size_t stages;
} funnel_people;

/* --- kernels ---------------------------------------------------------------------------------- */

static size_t funnel_group(const funnel_people *people, size_t row)
{
    return people->group != NULL ? people->group[row] : 0;
}

static int funnel_is_mature(const funnel_people *people, size_t row)
{
    return (int64_t)people->end_day - people->entry_day[row] >= people->mature_days;
}

static void funnel_tabulate(const funnel_people *people, uint64_t *count, uint64_t *immature)
{
    size_t cells = people->groups * people->stages;
    memset(count, 0, cells * sizeof *count);
    if (immature != NULL)
        memset(immature, 0, people->groups * sizeof *immature);
    for (size_t i = 0; i < people->n; i++) {
        size_t group = funnel_group(people, i);
        if (funnel_is_mature(people, i))
            count[group * people->stages + people->reached[i]]++;
        else if (immature != NULL)
            immature[group]++;
    }
    for (size_t c = cells; c-- > 0;)
        if ((c + 1) % people->stages != 0)
            count[c] += count[c + 1];
}

/* sum has a place per cell and then one per group, for the immature. */
static void funnel_weigh(const funnel_people *people, const double *weight, patron_sum_exact *sum)
{
    size_t cells = people->groups * people->stages;
    for (size_t c = 0; c < cells + people->groups; c++)
        patron_sum_exact_init(&sum[c]);
    for (size_t i = 0; i < people->n; i++) {
        size_t group = funnel_group(people, i), cell = cells + group;
        if (funnel_is_mature(people, i))
            cell = group * people->stages + people->reached[i];
        sum_exact_add(&sum[cell], weight[i]);
    }
    for (size_t c = cells; c-- > 0;)
        if ((c + 1) % people->stages != 0)
            patron_sum_exact_merge(&sum[c], &sum[c + 1]);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t funnel_check_head(const funnel_people *people, patron_fault *fault)
{
    if (people->mature_days < 0)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "mature_days", -1,
                                        people->mature_days, "days in [0, 2147483647]");
    if (people->n > FUNNEL_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, people->n,
                                          "a count in [0, 2147483647]");
    if (people->groups < 1 || people->groups > FUNNEL_GROUPS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "groups", -1, people->groups,
                                          "a count in [1, 16777216]");
    return patron_funnel_check_stages(people->stages, fault);
}

static int32_t funnel_check_person(const funnel_people *people, size_t row, patron_fault *fault)
{
    if (funnel_group(people, row) >= people->groups)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "group", (int64_t)row,
                                          people->group[row], "a group below groups");
    if (people->reached[row] >= people->stages)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "reached", (int64_t)row,
                                          people->reached[row], "a stage below stages");
    return PATRON_OK;
}

/* weight may be NULL: none. */
static int32_t funnel_check_people(const funnel_people *people, const double *weight,
                                   patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < people->n; i++) {
        status = funnel_check_person(people, i, fault);
        if (status == PATRON_OK && weight != NULL)
            status =
                patron_funnel_check_real(weight[i], FUNNEL_COUNT_MAX, "weight", (int64_t)i, fault);
    }
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_funnel_count(int32_t end_day, int32_t mature_days, size_t n,
                                        const uint32_t *group, const uint32_t *reached,
                                        const int32_t *entry_day, size_t groups, size_t stages,
                                        uint64_t *count, uint64_t *immature, patron_fault *fault)
{
    funnel_people people = {end_day, mature_days, n, group, reached, entry_day, groups, stages};
    int32_t status = patron_funnel_check_column(n, reached, "reached", fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(n, entry_day, "entry_day", fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(1, count, "count", fault);
    if (status == PATRON_OK)
        status = funnel_check_head(&people, fault);
    if (status == PATRON_OK)
        status = funnel_check_people(&people, NULL, fault);
    if (status == PATRON_OK)
        funnel_tabulate(&people, count, immature);
    return status;
}

size_t PATRON_CALL patron_funnel_weigh_scratch_size(size_t groups, size_t stages)
{
    if (groups < 1 || groups > FUNNEL_GROUPS_MAX || stages < 1 || stages > FUNNEL_STAGES_MAX)
        return SIZE_MAX;
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, groups * (stages + 1),
                                sizeof(patron_sum_exact));
}

static int32_t funnel_check_weigh(const funnel_people *people, const double *weight,
                                  const void *scratch, size_t scratch_size, const double *count,
                                  patron_fault *fault)
{
    size_t need = patron_funnel_weigh_scratch_size(people->groups, people->stages);
    int32_t status = patron_funnel_check_column(people->n, people->reached, "reached", fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(people->n, people->entry_day, "entry_day", fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(people->n, weight, "weight", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, need, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(1, count, "count", fault);
    return status;
}

int32_t PATRON_CALL patron_funnel_weigh(int32_t end_day, int32_t mature_days, size_t n,
                                        const uint32_t *group, const uint32_t *reached,
                                        const int32_t *entry_day, const double *weight,
                                        void *scratch, size_t scratch_size, size_t groups,
                                        size_t stages, double *count, double *immature,
                                        patron_fault *fault)
{
    funnel_people people = {end_day, mature_days, n, group, reached, entry_day, groups, stages};
    int32_t status = funnel_check_weigh(&people, weight, scratch, scratch_size, count, fault);
    if (status == PATRON_OK)
        status = funnel_check_head(&people, fault);
    if (status == PATRON_OK)
        status = funnel_check_people(&people, weight, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_sum_exact *sum =
        numeric_scratch_take(&carve, groups * (stages + 1), sizeof(patron_sum_exact));
    funnel_weigh(&people, weight, sum);
    for (size_t c = 0; c < groups * stages; c++) /* at most 2^31 weights of 1e15: finite */
        (void)patron_sum_exact_round(&sum[c], &count[c]);
    for (size_t g = 0; immature != NULL && g < groups; g++)
        (void)patron_sum_exact_round(&sum[groups * stages + g], &immature[g]);
    return status;
}
