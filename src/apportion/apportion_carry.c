/*
 * Splits of one total after another, with what parties are owed in fractions of a unit carried on.
 *
 *     due_i = carry_i + total weight_i / sum of the weights,   share_i >= 0 of a total >= 0
 *     carry_i = due_i - share_i
 *
 * A party's j-th unit is due for certain once its quotas reach j, and may be given once they pass
 * j - 1. Everyone gets what is due for certain; the units that are left go to those who may have one
 * and whose next falls due soonest at the present proportions: (1 - fraction) / weight. While the
 * proportions stay the same this is the earliest due date rule of level schedules, for which every
 * order of units stays within one of its quotas. Let a schedule of units to come keep within one
 * from where the parties stand; changing it so that those due soonest come first changes no unit
 * from in time to late, and all that are given may be given; so the new standing has such a
 * schedule too.
 *
 * Proportions that change can make more due for certain than the total: then what is lacking is
 * taken from those amounts in proportion. Parties that take part can be owed less than the total,
 * all in all: the rest is split by weight.
 *
 * Source: G. Steiner, S. Yeomans, "Level schedules for mixed-model, just-in-time processes" (1993),
 * theorem 1; R. Tijdeman, "The chairman assignment problem" (1980).
 */
#include "../portability.h"
#include "apportion_check.h"
#include "../base/base_fault.h"

#include <string.h>

#define APPORTION_CARRY_ONE ((int64_t)1 << PATRON_APPORTION_CARRY_BITS)
#define APPORTION_CARRY_ONE_REAL 281474976710656.0
#define APPORTION_CARRY_MAX ((int64_t)1 << 61)
#define APPORTION_CARRY_NEAR ((int64_t)1 << 24) /* owed no more than quotas were rounded by */
#define APPORTION_CARRY_TOTAL_MAX ((int64_t)1 << 62)

/* One split in work: a party's amount, what it is owed beyond it, and what changes the amount. */
typedef struct apportion_carry_work {
    apportion_ratio ratio;
    apportion_work work;
    int64_t *amount; /* units due for certain, >= 0 */
    int64_t *owed;   /* 2^-48 units: what is due minus amount */
    int64_t *change; /* units that come to amount */
} apportion_carry_work;

/* --- kernels ------------------------------------------------------------------------------------ */

static int32_t apportion_carry_is_in(const apportion_carry_work *carry, size_t row)
{
    numeric_wide weight = patron_apportion_weight_of(&carry->ratio, row);
    return (weight.low | weight.high) != 0;
}

/* Quotas in units and 2^-48 units, to which the old carry is added, with the total's sign turned. */
static void apportion_carry_quotas(apportion_carry_work *carry, size_t n, int64_t sign,
                                   const int64_t *before)
{
    uint64_t units = 0;
    uint64_t parts = 0; /* wraps: only the small difference below counts */
    for (size_t i = 0; i < n; i++) {
        apportion_quota quota = patron_apportion_quota_of(&carry->ratio, i);
        double part = patron_apportion_real(quota.rest) * carry->ratio.inverse;
        int64_t fraction = (int64_t)(part * APPORTION_CARRY_ONE_REAL);
        carry->change[i] = (quota.rest.low | quota.rest.high) != 0;
        carry->amount[i] = (int64_t)quota.whole;
        carry->owed[i] = sign * before[i] + fraction;
        units += quota.whole;
        parts += (uint64_t)fraction;
    }
    /* Fractions were rounded down: a part or two, to rows that have one, makes the quotas the total. */
    uint64_t missing = (carry->ratio.total - units) * (uint64_t)APPORTION_CARRY_ONE - parts;
    for (size_t i = 0; missing != 0; i = i + 1 < n ? i + 1 : 0) {
        carry->owed[i] += carry->change[i];
        missing -= (uint64_t)carry->change[i];
    }
}

/* Moves the whole units owed to the amount, which stays >= 0; the sum of the amounts. */
static uint64_t apportion_carry_certain(apportion_carry_work *carry, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t whole = carry->owed[i] / APPORTION_CARRY_ONE;
        whole -= carry->owed[i] < whole * APPORTION_CARRY_ONE;
        if (whole < -carry->amount[i])
            whole = -carry->amount[i];
        if (!apportion_carry_is_in(carry, i))
            whole = 0;
        carry->amount[i] += whole;
        carry->owed[i] -= whole * APPORTION_CARRY_ONE;
        sum += (uint64_t)carry->amount[i];
    }
    return sum;
}

/* Keys of those who may have one unit more, the largest where it is due soonest; how many. */
static size_t apportion_carry_rank(const apportion_carry_work *carry, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        carry->work.key[i] = 0;
        if (carry->owed[i] <= 0 || !apportion_carry_is_in(carry, i))
            continue;
        numeric_wide weight = patron_apportion_weight_of(&carry->ratio, i);
        double soon =
            (double)(APPORTION_CARRY_ONE - carry->owed[i]) / patron_apportion_real(weight);
        uint64_t bits;
        memcpy(&bits, &soon, sizeof bits);
        carry->work.key[i] = carry->owed[i] > APPORTION_CARRY_NEAR ? ~bits : ~bits >> 1;
        count++;
    }
    return count;
}

/* What changes the amounts so that they add up to the total. */
static void apportion_carry_rest(apportion_carry_work *carry, size_t n, int64_t left)
{
    if (left < 0) {
        apportion_weights amounts = {NULL, carry->amount};
        (void)patron_apportion_shares_in(PATRON_APPORTION_LARGEST_REMAINDER, left, n, amounts,
                                         carry->work, carry->change);
        return;
    }
    size_t count = apportion_carry_rank(carry, n);
    int64_t more = left - (int64_t)count;
    if (more > 0) {
        (void)patron_apportion_shares_in(PATRON_APPORTION_LARGEST_REMAINDER, more, n,
                                         carry->ratio.weights, carry->work, carry->change);
        (void)apportion_carry_rank(carry, n);
    } else {
        memset(carry->change, 0, n * sizeof *carry->change);
        count = (size_t)left;
    }
    patron_apportion_hand_out(n, count, 1, carry->work, carry->change);
}

/* Whether all new carries are in range; else the first that is not. */
static int32_t apportion_carry_fits(const apportion_carry_work *carry, size_t n, size_t *row)
{
    const int64_t most = APPORTION_CARRY_MAX / APPORTION_CARRY_ONE + 1;
    for (*row = 0; *row < n; ++*row) {
        int64_t change = carry->change[*row];
        if (change < -most || change > most)
            return 0;
        int64_t after = carry->owed[*row] - change * APPORTION_CARRY_ONE;
        if (after < -APPORTION_CARRY_MAX || after > APPORTION_CARRY_MAX)
            return 0;
    }
    return 1;
}

/* --- checks ------------------------------------------------------------------------------------- */

static int32_t apportion_carry_check(int64_t total, size_t n, const void *weight,
                                     const void *scratch, size_t scratch_size, const int64_t *carry,
                                     const int64_t *share, patron_fault *fault)
{
    if (total < -APPORTION_CARRY_TOTAL_MAX || total > APPORTION_CARRY_TOTAL_MAX)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "total", -1, total,
                                        "an amount in [-2^62, 2^62]");
    int32_t status = patron_apportion_check_column(n, weight, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_apportion_carry_scratch_size(n), fault);
    if (status == PATRON_OK && n > 0 && carry == NULL)
        status = patron_base_fault_null(fault, "carry");
    if (status == PATRON_OK && n > 0 && share == NULL)
        status = patron_base_fault_null(fault, "share");
    return status;
}

static int32_t apportion_carry_check_rows(size_t n, apportion_weights weights, const int64_t *carry,
                                          patron_fault *fault)
{
    size_t rows = 0;
    while (rows < n && carry[rows] >= -APPORTION_CARRY_MAX && carry[rows] <= APPORTION_CARRY_MAX)
        rows++;
    /* The weight of the row with the first bad carry comes before it. */
    int32_t status = patron_apportion_check_weights(-1, 0, rows < n ? rows + 1 : n, weights, fault);
    if (status == PATRON_OK && rows < n)
        status = patron_base_fault_signed(fault, PATRON_E_RANGE, "carry", (int64_t)rows,
                                          carry[rows], "a carry in [-2^61, 2^61]");
    return status;
}

/* --- one split ---------------------------------------------------------------------------------- */

static int32_t apportion_carry_split(int64_t total, size_t n, apportion_weights weights,
                                     void *scratch, size_t scratch_size, int64_t *carried,
                                     int64_t *share, patron_fault *fault)
{
    int32_t status = apportion_carry_check_rows(n, weights, carried, fault);
    if (status != PATRON_OK)
        return status;
    apportion_carry_work carry;
    carry.ratio = patron_apportion_ratio_make(total, n, weights);
    if (carry.ratio.bits == 0 && total != 0)
        return patron_apportion_fault_nobody(-1, total, fault);
    if (carry.ratio.bits == 0) {
        if (n > 0)
            memset(share, 0, n * sizeof *share);
        return PATRON_OK;
    }
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    carry.work = patron_apportion_work_take(&carve, n);
    carry.amount = numeric_scratch_take(&carve, n, sizeof(int64_t));
    carry.owed = numeric_scratch_take(&carve, n, sizeof(int64_t));
    carry.change = numeric_scratch_take(&carve, n, sizeof(int64_t));
    int64_t sign = total < 0 ? -1 : 1;
    size_t row;
    apportion_carry_quotas(&carry, n, sign, carried);
    uint64_t certain = apportion_carry_certain(&carry, n);
    apportion_carry_rest(&carry, n, (int64_t)carry.ratio.total - (int64_t)certain);
    if (!apportion_carry_fits(&carry, n, &row))
        return patron_base_fault_signed(fault, PATRON_E_OVERFLOW, "carry", (int64_t)row,
                                        carried[row], "a carry that stays in [-2^61, 2^61]");
    for (size_t i = 0; i < n; i++) {
        share[i] = sign * (carry.amount[i] + carry.change[i]);
        carried[i] = sign * (carry.owed[i] - carry.change[i] * APPORTION_CARRY_ONE);
    }
    return PATRON_OK;
}

/* --- public ------------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_apportion_carry_scratch_size(size_t n)
{
    size_t need = patron_apportion_work_need(NUMERIC_SCRATCH_SLACK, n);
    need = numeric_scratch_need(need, n, sizeof(int64_t));
    need = numeric_scratch_need(need, n, sizeof(int64_t));
    return numeric_scratch_need(need, n, sizeof(int64_t));
}

int32_t PATRON_CALL patron_apportion_carry(int64_t total, size_t n, const double *weight,
                                           void *scratch, size_t scratch_size, int64_t *carry,
                                           int64_t *share, patron_fault *fault)
{
    apportion_weights weights = {weight, NULL};
    int32_t status =
        apportion_carry_check(total, n, weight, scratch, scratch_size, carry, share, fault);
    if (status != PATRON_OK)
        return status;
    return apportion_carry_split(total, n, weights, scratch, scratch_size, carry, share, fault);
}

int32_t PATRON_CALL patron_apportion_carry_counts(int64_t total, size_t n, const int64_t *weight,
                                                  void *scratch, size_t scratch_size,
                                                  int64_t *carry, int64_t *share,
                                                  patron_fault *fault)
{
    apportion_weights weights = {NULL, weight};
    int32_t status =
        apportion_carry_check(total, n, weight, scratch, scratch_size, carry, share, fault);
    if (status != PATRON_OK)
        return status;
    return apportion_carry_split(total, n, weights, scratch, scratch_size, carry, share, fault);
}
