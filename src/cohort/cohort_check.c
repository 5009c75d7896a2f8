/*
 * The checks of a block of receipts. One pass without branches finds whether all is well; only where
 * it is not, a walk row by row finds the first fault.
 */
#include "../portability.h"
#include "cohort_block.h"

#include "../base/base_fault.h"

enum { COHORT_AHEAD_SEEN = 32 };

/* A sum of sizes in two halves, neither of which can wrap over 2^31 values. */
typedef struct cohort_halves {
    uint64_t high;
    uint64_t low;
} cohort_halves;

/* --- kernels ---------------------------------------------------------------------------------- */

static uint64_t cohort_size_of(int64_t value)
{
    uint64_t sign = (uint64_t)0 - ((uint64_t)value >> 63);
    return ((uint64_t)value ^ sign) - sign;
}

static const int64_t *cohort_column(const cohort_block *block, int k)
{
    if (k == 0)
        return block->amount;
    return k == 1 ? block->margin : block->cost;
}

/* The sizes of a column's values up to to_day; 0 where they come to more than room. */
static int cohort_sum_sizes(const cohort_block *block, const int64_t *value, int32_t to_day,
                            uint64_t room, uint64_t *total)
{
    cohort_halves sum = {0, 0};
    for (size_t i = 0; i < block->n; i++) {
        uint64_t size = cohort_size_of(value[i]) & ((uint64_t)0 - (block->day[i] <= to_day));
        sum.high += size >> 32;
        sum.low += size & UINT32_MAX;
    }
    sum.high += sum.low >> 32;
    *total = sum.high << 32 | (sum.low & UINT32_MAX);
    return sum.high <= UINT32_MAX && *total <= room;
}

/* Whether a purchase lies in a period its customer has been seen in, or before that. */
static int cohort_comes_too_late(const cohort_axis *axis, const patron_cohort_seen *seen,
                                 int32_t day)
{
    if (!seen->has_bought || (int64_t)day > (int64_t)seen->last_day + axis->longest)
        return 0;
    return day <= seen->last_day ||
           patron_cohort_axis_period(axis, day) <= patron_cohort_axis_period(axis, seen->last_day);
}

/* --- checks ----------------------------------------------------------------------------------- */

int32_t patron_cohort_block_check(const cohort_block *block, patron_fault *fault)
{
    if (block->n > COHORT_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, block->n,
                                          "at most 2147483647 receipts");
    if (block->customer == NULL && block->n > 0)
        return patron_base_fault_null(fault, "customer");
    if (block->day == NULL && block->n > 0)
        return patron_base_fault_null(fault, "day");
    if (block->amount == NULL && block->n > 0)
        return patron_base_fault_null(fault, "amount");
    if (block->customers > COHORT_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customers", -1, block->customers,
                                          "at most 2147483647 customers");
    return patron_base_check_scratch(block->scratch, block->scratch_size,
                                     patron_cohort_block_scratch_size(block->n, block->customers),
                                     fault);
}

static int32_t cohort_fault_size(const char *argument, size_t row, int64_t value,
                                 patron_fault *fault)
{
    return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, argument, (int64_t)row, value,
                                    "sizes that sum to at most 9223372036854775807");
}

/* Takes a row's sizes off what is left; the first column with more than that, or COHORT_SIZES. */
static int cohort_take_room(const cohort_block *block, size_t i, uint64_t *left)
{
    for (int k = 0; k < COHORT_SIZES; k++) {
        const int64_t *column = cohort_column(block, k);
        if (column == NULL)
            continue;
        uint64_t size = cohort_size_of(column[i]);
        if (size > left[k])
            return k;
        left[k] -= size;
    }
    return COHORT_SIZES;
}

/* The first fault of the rows, of which there is one. */
static int32_t cohort_first_fault(const cohort_block *block, const cohort_axis *axis,
                                  const cohort_room *room, patron_fault *fault)
{
    uint64_t left[COHORT_SIZES] = {room->size[0], room->size[1], room->size[2]};
    for (size_t i = 0;; i++) {
        uint32_t who = block->customer[i];
        if (who >= block->customers)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customer", (int64_t)i, who,
                                              "a row below customers");
        if (block->day[i] > axis->to_day)
            continue;
        if (block->seen != NULL && block->amount[i] >= 0 &&
            cohort_comes_too_late(axis, &block->seen[who], block->day[i]))
            return patron_base_fault_signed(fault, PATRON_E_RANGE, "day", (int64_t)i, block->day[i],
                                            "a day after the period the customer was last seen in");
        int over = cohort_take_room(block, i, left);
        if (over < COHORT_SIZES)
            return cohort_fault_size(over == 0   ? "amount"
                                     : over == 1 ? "margin"
                                                 : "cost",
                                     i, cohort_column(block, over)[i], fault);
    }
}

/* Receipts up to the last day, the first day of them, and whether all customers are below. */
static int cohort_count(const cohort_block *block, int32_t to_day, cohort_tally *tally)
{
    uint64_t receipts = 0;
    uint32_t strangers = 0;
    int32_t earliest = to_day;
    for (size_t i = 0; i < block->n; i++) {
        receipts += block->day[i] <= to_day;
        earliest = block->day[i] < earliest ? block->day[i] : earliest;
        strangers |= block->customer[i] >= block->customers;
    }
    tally->receipts = receipts;
    tally->earliest = earliest;
    return strangers == 0;
}

/* Whether no purchase comes too late for its customer; all customers are below. */
static int cohort_all_in_time(const cohort_block *block, const cohort_axis *axis)
{
    for (size_t i = 0; i < block->n; i++) {
        if (i + COHORT_AHEAD_SEEN < block->n)
            PORTABILITY_PREFETCH(&block->seen[block->customer[i + COHORT_AHEAD_SEEN]]);
        if (block->amount[i] >= 0 && block->day[i] <= axis->to_day &&
            cohort_comes_too_late(axis, &block->seen[block->customer[i]], block->day[i]))
            return 0;
    }
    return 1;
}

static int32_t cohort_check_one_seen(const patron_cohort_seen *seen, size_t row,
                                     patron_fault *fault)
{
    if (seen->has_bought > 1 || seen->reserved != 0)
        return patron_base_fault_unsigned(
            fault, PATRON_E_RANGE, seen->has_bought > 1 ? "seen.has_bought" : "seen.reserved",
            (int64_t)row, seen->has_bought > 1 ? seen->has_bought : seen->reserved,
            "has_bought 0 or 1, reserved 0");
    if (seen->has_bought == 0 && (seen->first_day != 0 || seen->last_day != 0))
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "seen.last_day", (int64_t)row,
                                        seen->last_day, "all zero where the customer never bought");
    if (seen->last_day < seen->first_day)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "seen.last_day", (int64_t)row,
                                        seen->last_day, "a day not before first_day");
    if (seen->last_sales < 0 || (seen->has_bought == 0 && seen->last_sales != 0))
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "seen.last_sales", (int64_t)row,
                                        seen->last_sales, "0 or more; 0 where has_bought is 0");
    return PATRON_OK;
}

/* Every customer seen, and that what they spent last leaves room. */
static int32_t cohort_check_seen(const cohort_block *block, uint64_t room, patron_fault *fault)
{
    for (size_t c = 0; c < block->customers; c++) {
        const patron_cohort_seen *seen = &block->seen[c];
        int32_t status = cohort_check_one_seen(seen, c, fault);
        if (status != PATRON_OK)
            return status;
        if ((uint64_t)seen->last_sales > room)
            return cohort_fault_size("seen.last_sales", c, seen->last_sales, fault);
        room -= (uint64_t)seen->last_sales;
    }
    return PATRON_OK;
}

int32_t patron_cohort_block_tally(const cohort_block *block, const cohort_axis *axis,
                                  const cohort_room *room, cohort_tally *tally, patron_fault *fault)
{
    int well = cohort_count(block, axis->to_day, tally);
    int32_t to_day = axis->to_day;
    tally->size[1] = tally->size[2] = 0;
    well &= cohort_sum_sizes(block, block->amount, to_day, room->size[0], &tally->size[0]);
    if (block->margin != NULL)
        well &= cohort_sum_sizes(block, block->margin, to_day, room->size[1], &tally->size[1]);
    if (block->cost != NULL)
        well &= cohort_sum_sizes(block, block->cost, to_day, room->size[2], &tally->size[2]);
    if (well && block->seen != NULL)
        well = cohort_all_in_time(block, axis);
    if (!well)
        return cohort_first_fault(block, axis, room, fault);
    if (block->seen == NULL)
        return PATRON_OK;
    return cohort_check_seen(block, room->before - tally->size[0], fault);
}
