/*
 * Support departments that serve each other, all at once.
 *
 *     full_i = cost_i + sum_k full_k p_ki,   p_ki = usage_ki / usage of k by others
 *
 * The equations are those of a Markov chain whose visits cost money, and are solved as such: supports
 * are taken out one after the other, and what went to the one taken out goes on to where that one
 * sends it. 1 - p_ii, the only difference there is, is found as the sum of what goes elsewhere, so
 * that nothing cancels and no pivot is needed: every figure is as exact as the usage, however small
 * the part that leaves a group of departments. For k from the last to the first:
 *
 *     s_k = sum_{j < k} p_kj + p_k,out       p_ij += p_ik p_kj / s_k       for i, j < k, or j out
 *
 * and then, from the first to the last, full_k = (cost_k + sum of what comes) / s_k.
 *
 * A support that nobody used hands nothing on, and is "out" like the operating departments.
 *
 * Source: W. Grassmann, M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions
 * for Markov chains", Operations Research 33 (1985).
 */
#include "../portability.h"
#include "abc_support.h"
#include "../numeric/numeric_compensated.h"

#include <math.h>
#include <string.h>

#define ABC_RECIPROCAL_PARTS 9007199254740992.0 /* 2^53 */
#define ABC_RECIPROCAL_MOST 9.2e18              /* below 2^63 by more than all that rounding adds */

/* --- who serves whom ---------------------------------------------------------------------------- */

/* Usage of each support by others: the largest, and the sum of all in units of the largest. */
static void abc_reciprocal_totals(const abc_support *work)
{
    for (size_t i = 0; i < work->supports; i++) {
        const double *usage = work->usage + i * work->departments;
        numeric_pair sum = numeric_pair_make(0.0, 0.0);
        double largest = 0.0;
        for (size_t j = 0; j < work->departments; j++)
            largest = j != i && usage[j] > largest ? usage[j] : largest;
        for (size_t j = 0; j < work->departments && largest > 0.0; j++)
            sum = numeric_pair_add(sum, j != i ? usage[j] / largest : 0.0);
        work->largest[i] = largest;
        work->total[i] = numeric_pair_value(sum);
    }
}

/* The fraction of a support's full cost that goes to a department. */
static double abc_reciprocal_part(const abc_support *work, size_t from, size_t to)
{
    if (from == to || work->largest[from] == 0.0)
        return 0.0;
    return work->usage[from * work->departments + to] / work->largest[from] / work->total[from];
}

/* Whether a department hands on nothing that comes to it. */
static int32_t abc_reciprocal_is_out(const abc_support *work, size_t department)
{
    return department >= work->supports || work->largest[department] == 0.0;
}

/* Whether a support has a department it serves that has a way out by now. */
static int32_t abc_reciprocal_leaves(const abc_support *work, size_t from)
{
    if (abc_reciprocal_is_out(work, from))
        return 1;
    for (size_t j = 0; j < work->departments; j++)
        if (abc_reciprocal_part(work, from, j) > 0.0 && (j >= work->supports || work->turn[j]))
            return 1;
    return 0;
}

/* A department of a loop, from one without a way out: going on long enough ends in the loop, and
   once around finds its first row. */
static size_t abc_reciprocal_loop(const abc_support *work, size_t from)
{
    size_t first = from;
    for (size_t step = 0; step < 2 * work->supports; step++) {
        size_t to = 0;
        while (!(abc_reciprocal_part(work, from, to) > 0.0))
            to++;
        from = to;
        first = step < work->supports || to < first ? to : first;
    }
    return first;
}

/* Marks in work->turn who has a way out; the first that has none, or supports. */
static size_t abc_reciprocal_closed(const abc_support *work)
{
    memset(work->turn, 0, work->supports * sizeof *work->turn);
    for (size_t found = 1; found > 0;) {
        found = 0;
        for (size_t i = 0; i < work->supports; i++)
            if (!work->turn[i] && abc_reciprocal_leaves(work, i)) {
                work->turn[i] = 1;
                found++;
            }
    }
    size_t closed = 0;
    while (closed < work->supports && work->turn[closed])
        closed++;
    return closed;
}

/* --- elimination -------------------------------------------------------------------------------- */

/*
 * chance[i][j], i != j, between supports that hand on; chance[i][i] is what goes out. Others have
 * rows and columns of 0.
 */
static void abc_reciprocal_chances(const abc_support *work)
{
    size_t n = work->supports;
    for (size_t i = 0; i < n; i++) {
        double *chance = work->chance + i * n;
        numeric_pair out = numeric_pair_make(0.0, 0.0);
        for (size_t j = 0; j < work->departments; j++) {
            double part = abc_reciprocal_part(work, i, j);
            int32_t leaves = abc_reciprocal_is_out(work, j);
            out = numeric_pair_add(out, leaves ? part : 0.0);
            if (j < n && j != i)
                chance[j] = leaves ? 0.0 : part;
        }
        chance[i] = numeric_pair_value(out);
    }
}

/* Takes support k out of those before it; work->full[k] becomes what is not sent back to itself. */
static void abc_reciprocal_take_out(const abc_support *work, size_t k)
{
    size_t n = work->supports;
    const double *of = work->chance + k * n;
    double leaves = of[k];
    for (size_t j = 0; j < k; j++)
        leaves += of[j];
    work->full[k] = leaves;
    for (size_t i = 0; i < k; i++) {
        double *chance = work->chance + i * n;
        double along = chance[k] > 0.0 ? chance[k] / leaves : 0.0;
        for (size_t j = 0; j < k; j++)
            if (j != i)
                chance[j] += along * of[j];
        chance[i] += along * of[k];
        chance[k] = along; /* visits to k for each to i */
    }
}

int32_t patron_abc_reciprocal_full(const abc_support *work, size_t *row)
{
    size_t n = work->supports;
    abc_reciprocal_totals(work);
    size_t closed = abc_reciprocal_closed(work);
    if (closed < n) {
        *row = abc_reciprocal_loop(work, closed);
        return PATRON_E_DIVERGES;
    }
    abc_reciprocal_chances(work);
    for (size_t k = n; k-- > 0;) {
        abc_reciprocal_take_out(work, k);
        if (work->full[k] == 0.0 && !abc_reciprocal_is_out(work, k))
            return PATRON_E_OVERFLOW; /* so small a part of the cost leaves that it is lost */
    }
    /* Costs of those taken out first went to those before them. */
    for (size_t k = 0; k < n; k++)
        work->weight[k] = (double)work->cost[k];
    for (size_t k = n; k-- > 0;)
        for (size_t j = 0; j < k && !abc_reciprocal_is_out(work, k); j++)
            work->weight[j] += work->weight[k] * (work->chance[k * n + j] / work->full[k]);
    for (size_t k = 0; k < n; k++) {
        double full = abc_reciprocal_is_out(work, k) ? 0.0 : work->weight[k] / work->full[k];
        for (size_t i = 0; i < k; i++)
            full += work->full[i] * work->chance[i * n + k];
        if (!isfinite(full))
            return PATRON_E_OVERFLOW;
        work->full[k] = full;
    }
    return PATRON_OK;
}

/* --- costs in the end --------------------------------------------------------------------------- */

double patron_abc_reciprocal_flow(const abc_support *work, size_t from, size_t to)
{
    return work->full[from] * abc_reciprocal_part(work, from, to);
}

/* What comes to a department that is out, of all supports, in minor units. */
static double abc_reciprocal_comes(const abc_support *work, size_t to)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t i = 0; i < work->supports; i++)
        sum = numeric_pair_add(sum, patron_abc_reciprocal_flow(work, i, to));
    return numeric_pair_value(sum);
}

/* Whole units towards minus infinity in work->share, fractions as keys; what is missing to all. */
static int32_t abc_reciprocal_floors(const abc_support *work, numeric_wide *missing, size_t *broken)
{
    *broken = 0;
    for (size_t j = 0; j < work->departments; j++) {
        double comes = abc_reciprocal_is_out(work, j) ? abc_reciprocal_comes(work, j) : 0.0;
        if (!(fabs(comes) < ABC_RECIPROCAL_MOST))
            return 0;
        double whole = floor(comes);
        work->share[j] = (int64_t)whole;
        work->weight[j] = fabs(comes);
        work->work.key[j] = (uint64_t)((comes - whole) * ABC_RECIPROCAL_PARTS) + (comes != whole);
        *broken += comes != whole;
        *missing = numeric_wide_add(*missing, -work->share[j]);
    }
    return 1;
}

/* What doubles missed, to work->share: by the size of what comes, or where all of that canceled, by
   use, of which there is some. */
static void abc_reciprocal_spread(const abc_support *work, int64_t missing)
{
    apportion_weights sizes = {work->weight, NULL};
    if (patron_apportion_shares_in(PATRON_APPORTION_LARGEST_REMAINDER, missing, work->departments,
                                   sizes, work->work, work->share))
        return;
    for (size_t j = 0; j < work->departments; j++)
        for (size_t i = 0; i < work->supports && abc_reciprocal_is_out(work, j); i++)
            work->weight[j] += abc_reciprocal_part(work, i, j);
    (void)patron_apportion_shares_in(PATRON_APPORTION_LARGEST_REMAINDER, missing, work->departments,
                                     sizes, work->work, work->share);
}

/*
 * Whole costs that add up: floors, and a unit more for the largest fractions. Beyond 2^53 minor
 * units doubles are too coarse for that, and what they miss is spread by size.
 */
int32_t patron_abc_reciprocal_load(const abc_support *work)
{
    numeric_wide missing = numeric_wide_make(0);
    size_t broken;
    for (size_t i = 0; i < work->supports; i++)
        if (!abc_reciprocal_is_out(work, i))
            missing = numeric_wide_add(missing, work->cost[i]);
    if (!abc_reciprocal_floors(work, &missing, &broken))
        return 0;
    for (size_t j = 0; j < work->departments; j++)
        work->loaded[j] = abc_reciprocal_is_out(work, j) ? work->cost[j] : 0;
    if (missing.high == 0 && missing.low <= broken) {
        patron_apportion_hand_out(work->departments, (size_t)missing.low, 1, work->work,
                                  work->share);
    } else {
        for (size_t j = 0; j < work->departments; j++)
            if (!patron_abc_support_add(&work->loaded[j], work->share[j]))
                return 0;
        abc_reciprocal_spread(work, numeric_wide_value(missing));
    }
    for (size_t j = 0; j < work->departments; j++)
        if (!patron_abc_support_add(&work->loaded[j], work->share[j]))
            return 0;
    return 1;
}
