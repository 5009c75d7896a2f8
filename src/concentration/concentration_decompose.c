/*
 * Inequality split by segment. With n_g customers of segment g, sum S_g and D_g = sum of |xi - xj|
 * over its pairs, from one walk through all customers, most valuable first,
 *
 *     within  = sum_g D_g / (n S)
 *     between = sum over pairs of segments |n_h S_g - n_g S_h| / (n S)
 *             = sum_g S_g (customers of poorer segments - of richer ones) / (n S)
 *     overlap = D / (n S) - within - between
 *
 * Sources: H. Theil (1967), 4.2; G. Pyatt (1976); C. Dagum, "A new approach to the decomposition of the
 * Gini income inequality ratio" (1997), whose transvariation the overlap is.
 */
#include "../portability.h"
#include "concentration_column.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_sort.h"
#include "../numeric/numeric_theil.h"
#include "../numeric/numeric_wide.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

enum { CONCENTRATION_SPLIT_FIRST_SIZE = 96 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* What a segment comes to, scaled. */
typedef struct concentration_tally {
    uint64_t customers;
    uint64_t seen;
    numeric_pair sum;
    numeric_pair spread;  /* D_g */
    numeric_pair theil_t; /* sums of terms */
    numeric_pair theil_l;
    double mean;
    double mean_rest;
    uint32_t zeros;
    uint32_t losses;
} concentration_tally;

typedef struct concentration_people {
    size_t n;
    const double *x; /* descending, magnitudes at most 1 */
    const uint32_t *order;
    const uint32_t *segment;
    size_t segments;
    concentration_tally *tally;
    concentration_tally all;
    double *mean; /* of segments, for ranking them */
    uint32_t *rank;
    void *sort;
} concentration_people;

size_t PATRON_CALL patron_concentration_decompose_scratch_size(size_t n, uint32_t ordered,
                                                               size_t segments)
{
    size_t rest = numeric_scratch_need(0, n, sizeof(double));
    size_t need = patron_concentration_column_need(n, ordered, 1, rest);
    need = numeric_scratch_need(need, segments, sizeof(concentration_tally));
    need = numeric_scratch_need(need, segments, sizeof(patron_sum_exact));
    need = numeric_scratch_need(need, segments, sizeof(double));
    need = numeric_scratch_need(need, segments, sizeof(double));
    need = numeric_scratch_need(need, segments, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(segments, 1), 1);
}

static void concentration_mean(concentration_tally *tally)
{
    if (tally->customers == 0)
        return;
    double count = (double)tally->customers;
    tally->mean = numeric_pair_value(tally->sum) / count;
    numeric_pair product = numeric_two_product(tally->mean, -count);
    tally->mean_rest = numeric_pair_value(numeric_pair_sum(tally->sum, product)) / count;
}

static void concentration_see(concentration_tally *tally, double x)
{
    /* customers after this one, less those before, make its part of the spread */
    double lead = (double)tally->customers - 1.0 - 2.0 * (double)tally->seen;
    tally->spread = numeric_pair_add_product(tally->spread, lead, x);
    tally->seen++;
}

static void concentration_count(concentration_people *people)
{
    memset(people->tally, 0, people->segments * sizeof *people->tally);
    memset(&people->all, 0, sizeof people->all);
    people->all.customers = people->n;
    for (size_t j = 0; j < people->n; j++) {
        double x = people->x[j];
        concentration_tally *tally = people->tally + people->segment[people->order[j]];
        tally->customers++;
        tally->sum = numeric_pair_add(tally->sum, x);
        tally->zeros |= x == 0.0 ? 1 : 0;
        tally->losses |= x < 0.0 ? 1 : 0;
        people->all.sum = numeric_pair_add(people->all.sum, x);
        people->all.zeros |= x == 0.0 ? 1 : 0;
        people->all.losses |= x < 0.0 ? 1 : 0;
    }
    concentration_mean(&people->all);
    for (size_t g = 0; g < people->segments; g++)
        concentration_mean(people->tally + g);
}

static void concentration_walk(concentration_people *people)
{
    for (size_t j = 0; j < people->n; j++) {
        double x = people->x[j];
        concentration_tally *tally = people->tally + people->segment[people->order[j]];
        concentration_see(tally, x);
        concentration_see(&people->all, x);
        if (tally->losses != 0 || !(tally->mean > 0.0))
            continue;
        numeric_theil terms = numeric_theil_terms(x, 0.0, tally->mean, tally->mean_rest);
        tally->theil_t = numeric_pair_add(tally->theil_t, terms.t);
        tally->theil_l = numeric_pair_add(tally->theil_l, terms.l);
    }
}

/* n S G(means): segments from the poorest mean up. */
static double concentration_between(concentration_people *people)
{
    numeric_pair spread = numeric_pair_make(0.0, 0.0);
    double below = 0.0;
    for (size_t g = 0; g < people->segments; g++)
        people->mean[g] = people->tally[g].mean;
    patron_numeric_sort_real(people->segments, people->mean, 0, people->sort, NULL, people->rank);
    for (size_t g = 0; g < people->segments; g++) {
        const concentration_tally *tally = people->tally + people->rank[g];
        double count = (double)tally->customers;
        double lead = below - ((double)people->n - below - count);
        spread = numeric_pair_add_product(spread, lead, tally->sum.high);
        spread = numeric_pair_add_product(spread, lead, tally->sum.low);
        below += count;
    }
    return fmax(numeric_pair_value(spread), 0.0);
}

static void concentration_split_gini(concentration_people *people,
                                     patron_concentration_split *figures)
{
    double scale = (double)people->n * numeric_pair_value(people->all.sum);
    if (!(scale > 0.0))
        return;
    numeric_pair within = numeric_pair_make(0.0, 0.0);
    for (size_t g = 0; g < people->segments; g++)
        within = numeric_pair_sum(within, people->tally[g].spread);
    double between = concentration_between(people);
    numeric_pair overlap = numeric_pair_make(-within.high, -within.low);
    overlap = numeric_pair_add(numeric_pair_sum(people->all.spread, overlap), -between);
    figures->gini_within = numeric_pair_value(within) / scale;
    figures->gini_between = between / scale;
    figures->gini_overlap = numeric_pair_value(overlap) / scale;
    /* What rounding of the means leaves of a sum of 0. */
    if (figures->gini_overlap < 1e-15 * (figures->gini_within + figures->gini_between))
        figures->gini_overlap = 0.0;
    figures->gini = figures->gini_within + figures->gini_between + figures->gini_overlap;
}

static void concentration_split_theil(const concentration_people *people,
                                      patron_concentration_split *figures)
{
    const concentration_tally *all = &people->all;
    double total = numeric_pair_value(all->sum);
    if (all->losses != 0 || !(total > 0.0))
        return;
    numeric_pair sums[4]; /* T and L within, T and L between */
    memset(sums, 0, sizeof sums);
    for (size_t g = 0; g < people->segments; g++) {
        const concentration_tally *tally = people->tally + g;
        if (tally->customers == 0)
            continue;
        double part = (double)tally->customers / (double)people->n;
        numeric_theil means =
            numeric_theil_terms(tally->mean, tally->mean_rest, all->mean, all->mean_rest);
        sums[0] = numeric_pair_add(sums[0], tally->mean / all->mean / (double)people->n *
                                                numeric_pair_value(tally->theil_t));
        sums[1] = numeric_pair_add(sums[1], numeric_pair_value(tally->theil_l) / (double)people->n);
        sums[2] = numeric_pair_add(sums[2], part * means.t);
        sums[3] = numeric_pair_add(sums[3], part * means.l);
    }
    figures->theil_t_within = numeric_pair_value(sums[0]);
    figures->theil_t_between = numeric_pair_value(sums[2]);
    figures->theil_t = figures->theil_t_within + figures->theil_t_between;
    if (all->zeros != 0)
        return;
    figures->theil_l_within = numeric_pair_value(sums[1]);
    figures->theil_l_between = numeric_pair_value(sums[3]);
    figures->theil_l = figures->theil_l_within + figures->theil_l_between;
}

static uint64_t concentration_split_notes(const concentration_people *people)
{
    const concentration_tally *all = &people->all;
    uint64_t notes = 0;
    if (!(numeric_pair_value(all->sum) > 0.0))
        notes |= PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE;
    if (people->n > 0 && people->x[0] == 0.0 && people->x[people->n - 1] == 0.0)
        notes |= PATRON_CONCENTRATION_NOTE_ALL_ZERO;
    if (all->losses != 0)
        notes |= PATRON_CONCENTRATION_NOTE_LOSSES;
    if (all->zeros != 0)
        notes |= PATRON_CONCENTRATION_NOTE_ZEROS;
    return notes;
}

static void concentration_split(concentration_people *people, patron_concentration_split *figures)
{
    const double none = (double)NAN;
    memset(figures, 0, sizeof *figures);
    figures->theil_t = figures->theil_t_within = figures->theil_t_between = none;
    figures->theil_l = figures->theil_l_within = figures->theil_l_between = none;
    figures->gini = figures->gini_within = none;
    figures->gini_between = figures->gini_overlap = none;
    concentration_count(people);
    concentration_walk(people);
    figures->notes = concentration_split_notes(people);
    concentration_split_gini(people, figures);
    concentration_split_theil(people, figures);
    if (figures->notes & PATRON_CONCENTRATION_NOTE_ALL_ZERO)
        figures->gini = figures->gini_within = figures->gini_between = figures->gini_overlap = 0.0;
}

/* Ratios of one segment; its sum and mean in the caller's unit are set by the twins. */
static void concentration_group(const concentration_tally *tally, double *gini, double *theil_t,
                                double *theil_l)
{
    double count = (double)tally->customers;
    double sum = numeric_pair_value(tally->sum);
    *gini = *theil_t = *theil_l = (double)NAN;
    if (sum > 0.0)
        *gini = numeric_pair_value(tally->spread) / (count * sum);
    else if (tally->customers > 0 && tally->losses == 0)
        *gini = 0.0;
    if (!(sum > 0.0) || tally->losses != 0)
        return;
    *theil_t = numeric_pair_value(tally->theil_t) / count;
    if (tally->zeros == 0)
        *theil_l = numeric_pair_value(tally->theil_l) / count;
}

/* Whether no ratio is too large for a double. */
static int concentration_split_is_finite(const concentration_people *people,
                                         const patron_concentration_split *figures)
{
    int finite = !isinf(figures->gini); /* the sum of its parts */
    for (size_t g = 0; finite && g < people->segments; g++) {
        double gini, theil_t, theil_l;
        concentration_group(people->tally + g, &gini, &theil_t, &theil_l);
        finite = !isinf(gini);
    }
    return finite;
}

/* The sums of segments in the caller's unit; 0 where a double cannot hold one. */
static int concentration_group_sums(const concentration_people *people, const double *value,
                                    patron_sum_exact *exact, double *sum)
{
    int fits = 1;
    for (size_t g = 0; g < people->segments; g++)
        patron_sum_exact_init(exact + g);
    for (size_t i = 0; i < people->n; i++)
        sum_exact_add(exact + people->segment[i], value[i]);
    for (size_t g = 0; g < people->segments; g++)
        fits = patron_sum_exact_round(exact + g, sum + g) && fits;
    return fits;
}

static int concentration_group_sums_money(const concentration_people *people, const int64_t *value,
                                          numeric_wide *exact)
{
    int fits = 1;
    memset(exact, 0, people->segments * sizeof *exact);
    for (size_t i = 0; i < people->n; i++)
        exact[people->segment[i]] = numeric_wide_add(exact[people->segment[i]], value[i]);
    for (size_t g = 0; g < people->segments; g++)
        fits = numeric_wide_fits(exact[g]) && fits;
    return fits;
}

/* Carves what the walk needs behind the sorted column. */
static void concentration_people_carve(concentration_people *people, numeric_scratch *carve)
{
    people->tally = numeric_scratch_take(carve, people->segments, sizeof *people->tally);
    people->mean = numeric_scratch_take(carve, people->segments, sizeof *people->mean);
    people->rank = numeric_scratch_take(carve, people->segments, sizeof *people->rank);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t concentration_open_split(size_t n, const void *value, const uint32_t *segment,
                                        uint32_t ordered, const void *scratch, size_t scratch_size,
                                        size_t segments, const void *result, patron_fault *fault)
{
    size_t needed = patron_concentration_decompose_scratch_size(n, ordered, segments);
    int32_t status = patron_concentration_check_column(n, value, scratch, SIZE_MAX, 0, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_segments(n, segment, segments, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size, needed, fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, CONCENTRATION_SPLIT_FIRST_SIZE, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_concentration_decompose(
    size_t n, const double *value, const uint32_t *segment, const uint32_t *order, void *scratch,
    size_t scratch_size, size_t segments, patron_concentration_group *group,
    patron_concentration_split *result, patron_fault *fault)
{
    patron_concentration_split figures;
    concentration_people people;
    int32_t status = concentration_open_split(n, value, segment, order != NULL, scratch,
                                              scratch_size, segments, result, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows(n, value, segment, segments, order, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    people.n = n;
    people.segment = segment;
    people.segments = segments;
    concentration_people_carve(&people, &carve);
    patron_sum_exact *exact = numeric_scratch_take(&carve, segments, sizeof *exact);
    double *sum = numeric_scratch_take(&carve, segments, sizeof *sum);
    people.sort = numeric_scratch_take(&carve, patron_numeric_sort_scratch_size(segments, 1), 1);
    const double *sorted = n > 0 ? patron_concentration_rank(n, value, &order, 1, &carve) : value;
    double *x = numeric_scratch_take(&carve, n, sizeof *x);
    patron_concentration_scale(n, sorted, x);
    people.x = x;
    people.order = order;
    double total, peak;
    int fits = concentration_group_sums(&people, value, exact, sum) &&
               patron_concentration_totals(n, value, &total, &peak) &&
               !(total > 0.0 && !isfinite(peak / total)); /* about the Gini of so large losses */
    concentration_split(&people, &figures);
    if (!fits || !concentration_split_is_finite(&people, &figures))
        return patron_concentration_overflow(fault);
    for (size_t g = 0; group != NULL && g < segments; g++) {
        group[g].customers = people.tally[g].customers;
        group[g].sum = sum[g];
        group[g].mean = sum[g] / (double)group[g].customers;
        concentration_group(people.tally + g, &group[g].gini, &group[g].theil_t, &group[g].theil_l);
    }
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_concentration_decompose_money(
    size_t n, const int64_t *value, const uint32_t *segment, const uint32_t *order, void *scratch,
    size_t scratch_size, size_t segments, patron_concentration_money_group *group,
    patron_concentration_split *result, patron_fault *fault)
{
    patron_concentration_split figures;
    concentration_people people;
    int32_t status = concentration_open_split(n, value, segment, order != NULL, scratch,
                                              scratch_size, segments, result, fault);
    if (status == PATRON_OK)
        status = patron_concentration_check_rows_money(n, value, segment, segments, order, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    people.n = n;
    people.segment = segment;
    people.segments = segments;
    concentration_people_carve(&people, &carve);
    numeric_wide *sum = numeric_scratch_take(&carve, segments, sizeof *sum);
    people.sort = numeric_scratch_take(&carve, patron_numeric_sort_scratch_size(segments, 1), 1);
    const int64_t *sorted =
        n > 0 ? patron_concentration_rank_money(n, value, &order, 1, &carve) : value;
    double *x = numeric_scratch_take(&carve, n, sizeof *x);
    patron_concentration_scale_money(n, sorted, x);
    people.x = x;
    people.order = order;
    int64_t total, peak;
    int fits = concentration_group_sums_money(&people, value, sum) &&
               patron_concentration_totals_money(n, value, &total, &peak);
    concentration_split(&people, &figures);
    if (!fits)
        return patron_concentration_overflow(fault);
    for (size_t g = 0; group != NULL && g < segments; g++) {
        group[g].customers = people.tally[g].customers;
        group[g].sum = numeric_wide_value(sum[g]);
        group[g].mean = (double)group[g].sum / (double)group[g].customers;
        concentration_group(people.tally + g, &group[g].gini, &group[g].theil_t, &group[g].theil_l);
    }
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
