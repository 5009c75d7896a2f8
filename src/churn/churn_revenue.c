/*
 * How much of a base's revenue is still there: facts, so that all sums are exact.
 *
 *     gross = (start - lost - contraction) / start      net = (start - lost - contraction + expansion) / start
 */
#include "../portability.h"
#include "churn_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_wide.h"

#include <math.h>
#include <string.h>

enum { CHURN_MOVEMENT_FIRST_SIZE = 128 };

/* --- kernels ---------------------------------------------------------------------------------- */

static double churn_money_ratio(int64_t part, int64_t of)
{
    return of > 0 ? (double)part / (double)of : (double)NAN;
}

/* Sums that cannot overflow, and counts. */
typedef struct churn_movement {
    uint64_t customers;
    uint64_t left;
    uint64_t shrunk;
    uint64_t grown;
    uint64_t came;
    numeric_wide start;
    numeric_wide end;
    numeric_wide lost;
    numeric_wide contraction;
    numeric_wide expansion;
    numeric_wide added;
} churn_movement;

static void churn_move(churn_movement *sum, int64_t before, int64_t after)
{
    int64_t change = after - before;
    sum->start = numeric_wide_add(sum->start, before);
    sum->end = numeric_wide_add(sum->end, after);
    if (before == 0) {
        sum->came += after > 0 ? 1 : 0;
        sum->added = numeric_wide_add(sum->added, after);
        return;
    }
    sum->customers++;
    if (after == 0) {
        sum->left++;
        sum->lost = numeric_wide_add(sum->lost, before);
    } else if (change < 0) {
        sum->shrunk++;
        sum->contraction = numeric_wide_add(sum->contraction, -change);
    } else {
        sum->grown += change > 0 ? 1 : 0;
        sum->expansion = numeric_wide_add(sum->expansion, change);
    }
}

/* start and end are int64_t: then so is every part of them. */
static void churn_movement_write(const churn_movement *sum, patron_churn_movement_result *result)
{
    patron_churn_movement_result known;
    memset(&known, 0, sizeof known);
    known.customers = sum->customers;
    known.lost_customers = sum->left;
    known.shrunk = sum->shrunk;
    known.grown = sum->grown;
    known.added_customers = sum->came;
    known.start = numeric_wide_value(sum->start);
    known.lost = numeric_wide_value(sum->lost);
    known.contraction = numeric_wide_value(sum->contraction);
    known.expansion = numeric_wide_value(sum->expansion);
    known.added = numeric_wide_value(sum->added);
    known.end = numeric_wide_value(sum->end);
    known.churn = sum->customers > 0 ? (double)sum->left / (double)sum->customers : (double)NAN;
    known.gross = churn_money_ratio(known.start - known.lost - known.contraction, known.start);
    known.net = churn_money_ratio(known.end - known.added, known.start);
    patron_base_write_result(result, &known, sizeof known);
}

/* --- checks ----------------------------------------------------------------------------------- */

/* In [0, most]. */
static int32_t churn_check_money(int64_t amount, int64_t most, const char *argument, size_t row,
                                 patron_fault *fault)
{
    if (amount >= 0 && amount <= most)
        return PATRON_OK;
    return patron_base_fault_signed(fault, PATRON_E_RANGE, argument, (int64_t)row, amount,
                                    amount < 0 ? "an amount >= 0"
                                               : "at most what there was of start");
}

static int32_t churn_check_revenue(int64_t start, int64_t lost, int64_t contraction,
                                   int64_t expansion, size_t row, patron_fault *fault)
{
    int32_t status = churn_check_money(start, INT64_MAX, "start", row, fault);
    if (status == PATRON_OK)
        status = churn_check_money(lost, start, "lost", row, fault);
    if (status == PATRON_OK)
        status = churn_check_money(contraction, start - lost, "contraction", row, fault);
    if (status == PATRON_OK)
        status = churn_check_money(expansion, INT64_MAX, "expansion", row, fault);
    if (status == PATRON_OK && expansion > INT64_MAX - (start - lost - contraction)) {
        status = patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "expansion", (int64_t)row,
                                          expansion, "a sum that an int64_t holds");
    }
    return status;
}

static int32_t churn_fault_sum(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                   "a sum that an int64_t holds");
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_churn_revenue(size_t n, const int64_t *start, const int64_t *lost,
                                         const int64_t *contraction, const int64_t *expansion,
                                         int64_t *kept, int64_t *grown, double *gross, double *net,
                                         patron_fault *fault)
{
    int32_t status = patron_churn_check_column(n, start, "start", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, lost, "lost", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, contraction, "contraction", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, expansion, "expansion", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = churn_check_revenue(start[i], lost[i], contraction[i], expansion[i], i, fault);
        if (status != PATRON_OK)
            return status;
        int64_t left = start[i] - lost[i] - contraction[i], now = left + expansion[i];
        if (kept != NULL)
            kept[i] = left;
        if (grown != NULL)
            grown[i] = now;
        churn_put(gross, i, churn_money_ratio(left, start[i]));
        churn_put(net, i, churn_money_ratio(now, start[i]));
    }
    return status;
}

int32_t PATRON_CALL patron_churn_movements(size_t n, const int64_t *before, const int64_t *after,
                                           patron_churn_movement_result *result,
                                           patron_fault *fault)
{
    churn_movement sum;
    int32_t status = patron_churn_check_column(n, before, "before", fault);
    if (status == PATRON_OK)
        status = patron_churn_check_column(n, after, "after", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CHURN_MOVEMENT_FIRST_SIZE, fault);
    memset(&sum, 0, sizeof sum);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = churn_check_money(before[i], INT64_MAX, "before", i, fault);
        if (status == PATRON_OK)
            status = churn_check_money(after[i], INT64_MAX, "after", i, fault);
        if (status == PATRON_OK)
            churn_move(&sum, before[i], after[i]);
    }
    if (status != PATRON_OK)
        return status;
    if (!numeric_wide_fits(sum.start))
        return churn_fault_sum("before", fault);
    if (!numeric_wide_fits(sum.end))
        return churn_fault_sum("after", fault);
    churn_movement_write(&sum, result);
    return PATRON_OK;
}
