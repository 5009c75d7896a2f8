/*
 * Cuts through doubles. C_k, the sum of the k most valuable, counts as its exact value rounded to
 * the nearest double; the smallest k with C_k >= reach is wanted. That is found without rounding
 * every C_k: rounding keeps the order, so it is enough to look at the two ends of a run of equal
 * values and to search within the run.
 */
#include "pareto_cut.h"

#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_key.h"
#include "../numeric/numeric_select.h"

#include <math.h>

enum { PARETO_STEPS = 8 };

int patron_pareto_scale(double largest, int goal, double *scale)
{
    int exponent;
    (void)frexp(largest, &exponent);
    int shift = goal - exponent;
    shift = shift > 1000 ? 1000 : shift < -1020 ? -1020 : shift;
    *scale = ldexp(1.0, shift);
    return shift;
}

/* --- guesses ---------------------------------------------------------------------------------- */

/* Below this a sum rounds to less than `reach`: halfway to the double before it. */
static numeric_pair pareto_threshold(double reach)
{
    double half = 0.5 * (reach - nextafter(reach, 0.0));
    return numeric_pair_make(reach, -half);
}

typedef struct pareto_pursuit {
    numeric_pair sum;
    numeric_pair customers;
    numeric_pair threshold[PARETO_AIMS];
    uint32_t open[PARETO_AIMS]; /* aims not yet met */
} pareto_pursuit;

/* Without weights errors are only gathered, which is as exact and lets rows follow faster. */
PORTABILITY_INLINE void pareto_pursuit_add(pareto_pursuit *pursuit, double x, double w,
                                           int weighted)
{
    if (weighted) {
        pursuit->sum = numeric_pair_add_product(pursuit->sum, x, w);
        pursuit->customers = numeric_pair_add(pursuit->customers, w);
    } else {
        numeric_pair sum = numeric_two_sum(pursuit->sum.high, x * w);
        pursuit->sum = numeric_pair_make(sum.high, sum.low + pursuit->sum.low);
        pursuit->customers.high += w;
    }
}

static uint32_t pareto_pursuit_met(const pareto_pursuit *pursuit, const pareto_aim *aim, int k)
{
    numeric_pair reached = isnan(aim[k].customers) ? pursuit->sum : pursuit->customers;
    numeric_pair threshold = pursuit->threshold[k];
    return (reached.high - threshold.high) + (reached.low - threshold.low) >= 0.0;
}

/* Sums by value at most 2^500 customers at most 2^200, so that products of both are exact pairs. */
void patron_pareto_guess_by_walk(pareto_walk *walk, const pareto_sums *sums, const pareto_aim *aim,
                                 double *guess)
{
    double scale;
    double weight_scale;
    pareto_pursuit pursuit;
    int shift = patron_pareto_scale(sums->largest, 500, &scale);
    shift += patron_pareto_scale(sums->largest_weight, 200, &weight_scale);
    pursuit.sum = numeric_pair_make(0.0, 0.0);
    pursuit.customers = pursuit.sum;
    for (int k = 0; k < PARETO_AIMS; k++) {
        numeric_pair threshold = pareto_threshold(aim[k].reach);
        pursuit.open[k] = 1;
        /* In one step: a threshold brought to one scale and then to the other could overflow. */
        pursuit.threshold[k] =
            numeric_pair_make(ldexp(threshold.high, shift), ldexp(threshold.low, shift));
        if (!isnan(aim[k].customers))
            pursuit.threshold[k] = numeric_pair_make(aim[k].customers * weight_scale, 0.0);
    }
    pareto_walk_restart(walk, 0);
    for (size_t count; (count = patron_pareto_walk_next(walk, PARETO_BLOCK)) != 0;) {
        for (size_t i = 0; i < count; i++) {
            double w = (walk->weight != NULL ? walk->w[i] : 1.0) * weight_scale;
            if (w == 0.0)
                continue;
            pareto_pursuit_add(&pursuit, walk->x[i] * scale, w, walk->weight != NULL);
            for (int k = 0; k < PARETO_AIMS; k++) {
                if (!pursuit.open[k])
                    continue;
                if (walk->x[i] > 0.0 || !isnan(aim[k].customers))
                    guess[k] = walk->x[i];
                pursuit.open[k] = !pareto_pursuit_met(&pursuit, aim, k);
            }
        }
        if (!pursuit.open[0] && !pursuit.open[1])
            break;
    }
}

void patron_pareto_guess_by_select(const pareto_rows *rows, const pareto_sums *sums,
                                   const pareto_aim *aim, double *guess, void *scratch)
{
    numeric_cut_real cut[PARETO_AIMS];
    memset(cut, 0, sizeof cut);
    for (int k = 0; k < PARETO_AIMS; k++) {
        if (isnan(aim[k].customers)) {
            cut[k].threshold = pareto_threshold(aim[k].reach);
            guess[k] = sums->highest;
        } else {
            cut[k].rank = (size_t)ceil(aim[k].customers); /* in [1, n]: a share of the rows */
        }
    }
    patron_numeric_select_real(rows->n, rows->value, PARETO_AIMS, cut, scratch);
    for (int k = 0; k < PARETO_AIMS; k++)
        if (cut[k].rank != 0)
            guess[k] = cut[k].value;
}

/* --- the cut itself --------------------------------------------------------------------------- */

static void pareto_look_plain(const pareto_rows *rows, double value, pareto_accounts *accounts)
{
    uint64_t beside = 0;
    uint64_t above = patron_pareto_add_above(rows->n, rows->value, value, &accounts->above);
    for (size_t i = 0; i < rows->n; i++)
        beside += rows->value[i] == value;
    sum_exact_add(&accounts->above_weight, (double)above);
    sum_exact_add(&accounts->beside_weight, (double)beside);
}

/* Sums and customers above and beside a value; products fit, as in the totals. */
static void pareto_look(const pareto_rows *rows, double value, pareto_accounts *accounts)
{
    patron_sum_exact_init(&accounts->above);
    patron_sum_exact_init(&accounts->above_weight);
    patron_sum_exact_init(&accounts->beside_weight);
    if (rows->weight == NULL) {
        pareto_look_plain(rows, value, accounts);
        return;
    }
    for (size_t i = 0; i < rows->n; i++) {
        double x = rows->value[i];
        double w = rows->weight[i];
        if (w == 0.0 || x < value)
            continue;
        if (x == value) {
            sum_exact_add(&accounts->beside_weight, w);
            continue;
        }
        sum_exact_add(&accounts->above_weight, w);
        (void)patron_pareto_add_product(&accounts->above, x, w);
    }
}

/* The next value above (up) or below that has customers; value itself where there is none. */
static double pareto_neighbor(const pareto_rows *rows, double value, int up)
{
    double nearest = value;
    for (size_t i = 0; i < rows->n; i++) {
        double x = rows->value[i];
        if (rows->weight != NULL && rows->weight[i] == 0.0)
            continue;
        if (up ? x > value && (nearest == value || x < nearest)
               : x < value && (nearest == value || x > nearest))
            nearest = x;
    }
    return nearest;
}

/* Of the values strictly between, one of which has customers, the one nearest to the middle. */
static double pareto_halfway(const pareto_rows *rows, double low, double high)
{
    uint64_t from = numeric_key_from_real(low);
    uint64_t middle = from + (numeric_key_from_real(high) - from) / 2;
    uint64_t least = UINT64_MAX;
    double halfway = low;
    for (size_t i = 0; i < rows->n; i++) {
        double x = rows->value[i];
        if (x <= low || x >= high || (rows->weight != NULL && rows->weight[i] == 0.0))
            continue;
        uint64_t key = numeric_key_from_real(x);
        uint64_t distance = key < middle ? middle - key : key - middle;
        if (distance < least) {
            least = distance;
            halfway = x;
        }
    }
    return halfway;
}

/* Where to look after `value`, strictly between low and high; value itself where nothing is left. A
   good guess is a step or two away; where it was not, halving ends the search. */
static double pareto_next(const pareto_rows *rows, double value, double low, double high, int steps)
{
    double next = pareto_neighbor(rows, value, value == low);
    if (next <= low || next >= high)
        return value;
    return steps < PARETO_STEPS ? next : pareto_halfway(rows, low, high);
}

/* Too large only where customers were rounded up. */
static double pareto_rounded(const patron_sum_exact *sum)
{
    double rounded = 0.0;
    return patron_sum_exact_round(sum, &rounded) ? rounded : DBL_MAX;
}

/* Whether the greater values and `customers` of this one make the sum. */
static int pareto_reaches(pareto_accounts *accounts, double value, double customers, double reach)
{
    accounts->trial = accounts->above;
    if (!patron_pareto_add_product(&accounts->trial, value, customers))
        return 1;
    return pareto_rounded(&accounts->trial) >= reach;
}

/* The fewest whole customers of the value that make the sum. */
static double pareto_crossing_plain(pareto_accounts *accounts, const pareto_cut *cut, double reach)
{
    double short_of = 0.0;
    double enough = cut->beside;
    while (enough - short_of > 1.0) {
        double middle = floor(short_of + 0.5 * (enough - short_of));
        if (pareto_reaches(accounts, cut->value, middle, reach))
            enough = middle;
        else
            short_of = middle;
    }
    return enough;
}

/* The smallest weight of the value that makes the sum: a search over the bits of doubles. */
static double pareto_crossing_weighted(pareto_accounts *accounts, const pareto_cut *cut,
                                       double reach)
{
    uint64_t short_of = 0;
    uint64_t enough;
    memcpy(&enough, &cut->beside, sizeof enough);
    double crossing = cut->beside;
    while (enough - short_of > 1) {
        uint64_t middle = short_of + (enough - short_of) / 2;
        double customers;
        memcpy(&customers, &middle, sizeof customers);
        if (pareto_reaches(accounts, cut->value, customers, reach)) {
            enough = middle;
            crossing = customers;
        } else {
            short_of = middle;
        }
    }
    return crossing;
}

/* Where the looked-at value stands to the cut: 1 above it, -1 below it, 0 the cut is there. */
static int pareto_side(pareto_accounts *accounts, const pareto_aim *aim, const pareto_cut *cut)
{
    if (isnan(aim->customers)) {
        if (pareto_rounded(&accounts->above) >= aim->reach)
            return -1;
        return pareto_reaches(accounts, cut->value, cut->beside, aim->reach) ? 0 : 1;
    }
    if (aim->customers <= cut->above)
        return cut->above > 0.0 ? -1 : 0;
    accounts->trial = accounts->above_weight;
    patron_sum_exact_merge(&accounts->trial, &accounts->beside_weight);
    return aim->customers <= pareto_rounded(&accounts->trial) ? 0 : 1;
}

/* customers - the exact customers above. */
static double pareto_customers_beyond(pareto_accounts *accounts, double customers)
{
    accounts->trial = accounts->above_weight;
    sum_exact_add(&accounts->trial, -customers);
    return 0.0 - pareto_rounded(&accounts->trial);
}

void patron_pareto_cut_find(const pareto_rows *rows, const pareto_aim *aim, double guess,
                            pareto_accounts *accounts, pareto_cut *cut)
{
    double next = guess;
    int by_sum = isnan(aim->customers);
    double low = by_sum ? 0.0 : -HUGE_VAL; /* a sum is reached among the positive values */
    double high = HUGE_VAL;
    int steps = 0;
    do {
        cut->value = next;
        pareto_look(rows, cut->value, accounts);
        cut->above = pareto_rounded(&accounts->above_weight);
        cut->beside = pareto_rounded(&accounts->beside_weight);
        int side = pareto_side(accounts, aim, cut);
        if (side < 0)
            low = cut->value;
        else if (side > 0)
            high = cut->value;
        if (side != 0)
            next = pareto_next(rows, cut->value, low, high, steps++);
    } while (next != cut->value);
    if (!by_sum)
        cut->crossing = pareto_customers_beyond(accounts, aim->customers);
    else if (rows->weight == NULL)
        cut->crossing = pareto_crossing_plain(accounts, cut, aim->reach);
    else
        cut->crossing = pareto_crossing_weighted(accounts, cut, aim->reach);
}
