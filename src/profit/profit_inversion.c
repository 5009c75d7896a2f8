/*
 * Rank correlations of two columns with ties, counted in whole numbers.
 *
 * Ranks are doubled so that the mean rank of ties is whole: a group from place f to place l (from 1)
 * has f + l. Their deviations from n + 1 have products below 2^62, which add up in 128 bits. Pairs are
 * counted as Knight (1966) does: sorted by revenue and then by profit, the discordant ones are the
 * inversions that a merge sort by profit removes.
 *
 * Source: C. Spearman (1904); M. Kendall, "The treatment of ties in ranking problems" (1945), tau-b;
 * W. Knight, "A computer method for calculating Kendall's tau with ungrouped data" (1966).
 */
#include "../portability.h"
#include "profit_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"

#include <math.h>

enum { PROFIT_INVERSION_FIRST_SIZE = 88, PROFIT_INVERSION_RUN = 16 };

/* A column of either type; the other pointer is NULL. */
typedef struct profit_column {
    const double *real;
    const int64_t *whole;
} profit_column;

/* --- kernels ---------------------------------------------------------------------------------- */

static uint64_t profit_pairs(uint64_t count)
{
    return count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count;
}

static void profit_order(size_t n, profit_column column, void *scratch, uint32_t *order)
{
    if (column.real != NULL)
        patron_numeric_sort_real(n, column.real, 0, scratch, NULL, order);
    else
        patron_numeric_sort_whole(n, column.whole, 0, scratch, NULL, order);
}

static int profit_tied(profit_column column, uint32_t a, uint32_t b)
{
    if (column.real != NULL)
        return column.real[a] == column.real[b];
    return column.whole[a] == column.whole[b];
}

/* The place behind those whose values equal that at `begin`. */
static size_t profit_group(size_t n, profit_column column, const uint32_t *order, size_t begin)
{
    size_t end = begin + 1;
    while (end < n && profit_tied(column, order[begin], order[end]))
        end++;
    return end;
}

/* The doubled mean rank of each row; the pairs with equal values. */
static uint64_t profit_rank(size_t n, profit_column column, const uint32_t *order, uint32_t *rank)
{
    uint64_t tied = 0;
    for (size_t begin = 0; begin < n;) {
        size_t end = profit_group(n, column, order, begin);
        for (size_t i = begin; i < end; i++)
            rank[order[i]] = (uint32_t)(begin + 1 + end);
        tied += profit_pairs(end - begin);
        begin = end;
    }
    return tied;
}

/* Both ranks of each row as one key, that of this column last, in its order; the pairs with equal
   values. */
static uint64_t profit_keys(size_t n, profit_column column, const uint32_t *order,
                            const uint32_t *rank, uint64_t *key)
{
    uint64_t tied = 0;
    for (size_t begin = 0; begin < n;) {
        size_t end = profit_group(n, column, order, begin);
        for (size_t i = begin; i < end; i++)
            key[i] = (uint64_t)rank[order[i]] << 32 | (uint64_t)(begin + 1 + end);
        tied += profit_pairs(end - begin);
        begin = end;
    }
    return tied;
}

/* The correlation of the doubled ranks in the keys; NaN where one of them is constant. */
static double profit_spearman(size_t n, const uint64_t *key)
{
    profit_halves both = {0, 0};
    profit_halves first = {0, 0};
    profit_halves second = {0, 0};
    int64_t mean = (int64_t)n + 1;
    for (size_t i = 0; i < n; i++) {
        int64_t a = (int64_t)(key[i] >> 32) - mean;
        int64_t b = (int64_t)(key[i] & UINT64_C(0xFFFFFFFF)) - mean;
        profit_halves_add(&both, a * b);
        profit_halves_add(&first, a * a);
        profit_halves_add(&second, b * b);
    }
    double scale = sqrt(numeric_wide_real(profit_halves_sum(&first, n)) *
                        numeric_wide_real(profit_halves_sum(&second, n)));
    if (scale == 0.0)
        return (double)NAN;
    return fmax(-1.0, fmin(1.0, numeric_wide_real(profit_halves_sum(&both, n)) / scale));
}

/* Pairs with equal keys, which are sorted. */
static uint64_t profit_same_keys(size_t n, const uint64_t *key)
{
    uint64_t same = 0;
    for (size_t begin = 0; begin < n;) {
        size_t end = begin + 1;
        while (end < n && key[begin] == key[end])
            end++;
        same += profit_pairs(end - begin);
        begin = end;
    }
    return same;
}

/* Sorts a short run; how many places its elements moved down. */
static uint64_t profit_insert(size_t n, uint32_t *rank)
{
    uint64_t moved = 0;
    for (size_t i = 1; i < n; i++) {
        uint32_t here = rank[i];
        size_t to = i;
        for (; to > 0 && rank[to - 1] > here; to--)
            rank[to] = rank[to - 1];
        rank[to] = here;
        moved += i - to;
    }
    return moved;
}

/*
 * Merges [0, middle) and [middle, n) of `from` into `to`; the inversions between them. Which side comes
 * next is as good as random, so it is counted with and not branched on.
 */
static uint64_t profit_merge(size_t middle, size_t n, const uint32_t *from, uint32_t *to)
{
    uint64_t inverted = 0;
    size_t left = 0;
    size_t right = middle;
    size_t at = 0;
    while (left < middle && right < n) {
        uint32_t first = from[left];
        uint32_t second = from[right];
        size_t second_first = second < first ? 1 : 0;
        to[at++] = second_first != 0 ? second : first;
        inverted += (0 - (uint64_t)second_first) & (middle - left);
        left += 1 - second_first;
        right += second_first;
    }
    memcpy(to + at, from + left, (middle - left) * sizeof *to);
    at += middle - left;
    memcpy(to + at, from + right, (n - right) * sizeof *to);
    return inverted;
}

/* Pairs of places with a greater rank before a smaller one; both arrays are used up. */
static uint64_t profit_inversions(size_t n, uint32_t *rank, uint32_t *other)
{
    uint64_t inverted = 0;
    for (size_t begin = 0; begin < n; begin += PROFIT_INVERSION_RUN)
        inverted += profit_insert(
            n - begin < PROFIT_INVERSION_RUN ? n - begin : PROFIT_INVERSION_RUN, rank + begin);
    for (size_t run = PROFIT_INVERSION_RUN; run < n; run *= 2) {
        for (size_t begin = 0; begin < n; begin += 2 * run) {
            size_t rows = n - begin < 2 * run ? n - begin : 2 * run;
            size_t middle = rows < run ? rows : run;
            inverted += profit_merge(middle, rows, rank + begin, other + begin);
        }
        uint32_t *swap = rank;
        rank = other;
        other = swap;
    }
    return inverted;
}

static void profit_correlate(size_t n, profit_column revenue, profit_column profit, void *scratch,
                             patron_profit_inversion_result *figures)
{
    numeric_scratch carve;
    carve.at = scratch;
    uint32_t *order = numeric_scratch_take(&carve, n, sizeof *order);
    uint32_t *rank = numeric_scratch_take(&carve, n, sizeof *rank);
    profit_order(n, revenue, carve.at, order);
    figures->same_revenue = profit_rank(n, revenue, order, rank);
    profit_order(n, profit, carve.at, order);
    uint64_t *key = numeric_scratch_take(&carve, n, sizeof *key); /* where the sorts are done */
    figures->same_profit = profit_keys(n, profit, order, rank, key);
    figures->spearman = profit_spearman(n, key);
    patron_numeric_sort_keys(n, key, carve.at);
    figures->same_both = profit_same_keys(n, key);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)(key[i] & UINT64_C(0xFFFFFFFF));
    figures->discordant = profit_inversions(n, order, rank);
}

/* What follows from the counted pairs. */
static void profit_conclude(patron_profit_inversion_result *figures)
{
    uint64_t pairs = profit_pairs(figures->rows);
    uint64_t by_revenue = pairs - figures->same_revenue;
    uint64_t by_profit = pairs - figures->same_profit;
    uint64_t both = by_revenue - (figures->same_profit - figures->same_both);
    figures->concordant = both - figures->discordant;
    figures->kendall = (double)NAN;
    figures->inverted = both > 0 ? (double)figures->discordant / (double)both : (double)NAN;
    if (by_revenue == 0 || by_profit == 0) {
        figures->notes = PATRON_PROFIT_NOTE_CONSTANT;
        return;
    }
    double excess = (double)((int64_t)figures->concordant - (int64_t)figures->discordant);
    excess /= sqrt((double)by_revenue * (double)by_profit);
    figures->kendall = fmax(-1.0, fmin(1.0, excess));
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_inversion_check(size_t n, const void *revenue, const void *profit,
                                      const void *scratch, size_t scratch_size, const void *result,
                                      patron_fault *fault)
{
    int32_t status = patron_profit_check_rows(n, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && revenue == NULL)
        return patron_base_fault_null(fault, "revenue");
    if (n > 0 && profit == NULL)
        return patron_base_fault_null(fault, "profit");
    status = patron_base_check_scratch(scratch, scratch_size,
                                       patron_profit_inversion_scratch_size(n), fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, PROFIT_INVERSION_FIRST_SIZE, fault);
    return status;
}

static int32_t profit_inversion_fault(const char *argument, size_t row, double value,
                                      patron_fault *fault)
{
    return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, (int64_t)row, value,
                                  "a finite number");
}

static int32_t profit_inversion_values(size_t n, const double *revenue, const double *profit,
                                       patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(revenue[i]))
            return profit_inversion_fault("revenue", i, revenue[i], fault);
        if (!isfinite(profit[i]))
            return profit_inversion_fault("profit", i, profit[i], fault);
    }
    return PATRON_OK;
}

static void profit_inversion_report(size_t n, profit_column revenue, profit_column profit,
                                    void *scratch, size_t scratch_size,
                                    patron_profit_inversion_result *result)
{
    patron_profit_inversion_result figures;
    memset(&figures, 0, sizeof figures);
    figures.rows = n;
    figures.spearman = (double)NAN;
    if (n > 0)
        profit_correlate(n, revenue, profit, numeric_scratch_open(scratch, scratch_size).at,
                         &figures);
    profit_conclude(&figures);
    patron_base_write_result(result, &figures, sizeof figures);
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_profit_inversion_scratch_size(size_t n)
{
    if (n == 0 || n > PROFIT_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t sort = numeric_scratch_need(0, patron_numeric_sort_scratch_size(n, 1), 1);
    size_t keys = numeric_scratch_need(0, n, sizeof(uint64_t));
    keys = numeric_scratch_need(keys, patron_numeric_sort_keys_scratch_size(n), 1);
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, n, sizeof(uint32_t));
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    return numeric_scratch_need(need, sort > keys ? sort : keys, 1);
}

int32_t PATRON_CALL patron_profit_inversion(size_t n, const double *revenue, const double *profit,
                                            void *scratch, size_t scratch_size,
                                            patron_profit_inversion_result *result,
                                            patron_fault *fault)
{
    profit_column x = {revenue, NULL};
    profit_column y = {profit, NULL};
    int32_t status =
        profit_inversion_check(n, revenue, profit, scratch, scratch_size, result, fault);
    if (status == PATRON_OK)
        status = profit_inversion_values(n, revenue, profit, fault);
    if (status == PATRON_OK)
        profit_inversion_report(n, x, y, scratch, scratch_size, result);
    return status;
}

int32_t PATRON_CALL patron_profit_inversion_money(size_t n, const int64_t *revenue,
                                                  const int64_t *profit, void *scratch,
                                                  size_t scratch_size,
                                                  patron_profit_inversion_result *result,
                                                  patron_fault *fault)
{
    profit_column x = {NULL, revenue};
    profit_column y = {NULL, profit};
    int32_t status =
        profit_inversion_check(n, revenue, profit, scratch, scratch_size, result, fault);
    if (status == PATRON_OK)
        profit_inversion_report(n, x, y, scratch, scratch_size, result);
    return status;
}
