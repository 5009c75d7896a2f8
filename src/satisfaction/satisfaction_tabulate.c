/*
 * Counts of answers by group. All rows are looked at before the first count is written.
 */
#include "../portability.h"
#include "satisfaction_check.h"

#include "../base/base_fault.h"

#include <string.h>

enum { SATISFACTION_LOWEST_MAX = 1000000, SATISFACTION_GROUPS_MAX = 2147483647 };

static int32_t satisfaction_check_table(int32_t lowest, size_t levels, size_t groups,
                                        patron_fault *fault)
{
    if (lowest < -SATISFACTION_LOWEST_MAX || lowest > SATISFACTION_LOWEST_MAX)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "lowest", -1, lowest,
                                        "an answer in [-1000000, 1000000]");
    int32_t status = patron_satisfaction_check_levels(levels, "levels", fault);
    if (status != PATRON_OK)
        return status;
    /* The last branch is for where size_t has 32 bits. */
    if (groups < 1 || groups > SATISFACTION_GROUPS_MAX ||
        groups > SIZE_MAX / sizeof(uint64_t) / levels) /* GCOVR_EXCL_BR_LINE */
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "groups", -1, groups,
                                          "a count in [1, 2147483647] whose table fits");
    return PATRON_OK;
}

/* The level of an answer; levels where it is none, more where it is not on the table. */
static size_t satisfaction_level_of(int32_t lowest, size_t levels, int32_t answer)
{
    if (answer == PATRON_NONE)
        return levels;
    int64_t level = (int64_t)answer - lowest;
    return level >= 0 && level < (int64_t)levels ? (size_t)level : levels + 1;
}

static int32_t satisfaction_check_rows(int32_t lowest, size_t levels, size_t n,
                                       const uint32_t *group, const int32_t *answer, size_t groups,
                                       patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (group != NULL && group[i] >= groups)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "group", (int64_t)i, group[i],
                                              "a group below groups");
        if (satisfaction_level_of(lowest, levels, answer[i]) > levels)
            return patron_base_fault_signed(fault, PATRON_E_RANGE, "answer", (int64_t)i, answer[i],
                                            "an answer on the scale, or PATRON_NONE");
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_satisfaction_tabulate(int32_t lowest, size_t levels, size_t n,
                                                 const uint32_t *group, const int32_t *answer,
                                                 size_t groups, uint64_t *count,
                                                 uint64_t *unanswered, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, answer, "answer", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(1, count, "count", fault);
    if (status == PATRON_OK)
        status = satisfaction_check_table(lowest, levels, groups, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_rows(lowest, levels, n, group, answer, groups, fault);
    if (status != PATRON_OK)
        return status;
    memset(count, 0, groups * levels * sizeof *count);
    if (unanswered != NULL)
        memset(unanswered, 0, groups * sizeof *unanswered);
    for (size_t i = 0; i < n; i++) {
        size_t here = group != NULL ? group[i] : 0;
        size_t level = satisfaction_level_of(lowest, levels, answer[i]);
        if (level < levels)
            count[here * levels + level]++;
        else if (unanswered != NULL)
            unanswered[here]++;
    }
    return PATRON_OK;
}
