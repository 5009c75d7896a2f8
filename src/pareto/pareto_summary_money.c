/*
 * The summary of money: the figures of pareto_summary.c from whole amounts, so that every total and
 * the numerators of Gini and HHI are exact.
 */
#include "pareto_summary.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_reach.h"
#include "../numeric/numeric_scratch.h"
#include "pareto_check.h"
#include "pareto_cut.h"
#include "pareto_inequality.h"

#include <math.h>

enum { PARETO_MONEY_RESULT_FIRST_SIZE = 224 };

typedef struct pareto_money_job {
    pareto_rows_money rows;
    const uint32_t *order;
    patron_pareto_options options;
    pareto_walk_money *walk;
    numeric_scratch carve;
    pareto_sums_money sums;
    patron_pareto_money_result figures;
} pareto_money_job;

/* --- kernels ---------------------------------------------------------------------------------- */

static void pareto_money_none(size_t n, patron_pareto_money_result *figures)
{
    memset(figures, 0, sizeof *figures);
    figures->notes = PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
    figures->rows = n;
    figures->peak_customers = figures->peak_share = figures->erosion_share = PARETO_NAN;
    figures->top_held = figures->target_rank = figures->target_customers = PARETO_NAN;
    figures->gini = figures->gini_corrected = figures->gini_rsv = PARETO_NAN;
    figures->theil_t = figures->theil_l = figures->hhi = figures->effective = PARETO_NAN;
}

static int pareto_money_all_zero(const pareto_sums_money *sums)
{
    return sums->highest == 0 && sums->lowest == 0;
}

static uint64_t pareto_money_notes(const pareto_money_job *job)
{
    const pareto_sums_money *sums = &job->sums;
    uint64_t notes = 0;
    if (sums->total <= 0)
        notes |= PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
    if (pareto_money_all_zero(sums))
        notes |= PATRON_PARETO_NOTE_ALL_ZERO;
    if (sums->lowest < 0)
        notes |= PATRON_PARETO_NOTE_LOSSES;
    if (sums->zeros)
        notes |= PATRON_PARETO_NOTE_ZEROS;
    if (job->options.flags & PATRON_PARETO_WITHOUT_INEQUALITY)
        notes |= PATRON_PARETO_NOTE_LEFT_OUT;
    return notes;
}

static void pareto_money_totals(const pareto_sums_money *sums, patron_pareto_money_result *figures)
{
    figures->customers = sums->customers;
    figures->makers = sums->makers;
    figures->even = sums->even;
    figures->losers = sums->losers;
    figures->total = sums->total;
    figures->makers_sum = sums->makers_sum;
    figures->even_sum = sums->even_sum;
    figures->losers_sum = sums->losers_sum;
    figures->peak = sums->peak;
    figures->peak_rank = sums->positive;
    figures->erosion = sums->erosion;
    figures->peak_customers = (double)sums->positive / (double)sums->customers;
    if (sums->total > 0) {
        figures->peak_share = (double)sums->peak / (double)sums->total;
        figures->erosion_share = (double)sums->erosion / (double)sums->total;
    }
}

/* a exactly, in two doubles. */
static numeric_pair pareto_money_pair(int64_t a)
{
    int64_t low = a % 4294967296;
    return numeric_two_sum((double)(a - low), (double)low);
}

/* above_sum + part of a customer's value, rounded about once. */
static double pareto_money_top_sum(const pareto_cut_money *cut, double customers)
{
    double part = customers - (double)cut->above;
    numeric_pair value = pareto_money_pair(cut->value);
    numeric_pair sum = pareto_money_pair(cut->above_sum);
    sum = numeric_pair_add_product(sum, value.high, part);
    sum = numeric_pair_add_product(sum, value.low, part);
    return numeric_pair_value(sum);
}

/* Which customer, from 1, stands where a share of customers, above 0, ends. */
static uint64_t pareto_money_customer_at(double place, uint64_t customers)
{
    double last = ceil(place);
    return last < (double)customers ? (uint64_t)last : customers;
}

static int pareto_money_selects(const pareto_money_job *job)
{
    return job->order == NULL && job->rows.weight == NULL &&
           (job->options.flags & PATRON_PARETO_WITHOUT_INEQUALITY) != 0;
}

static void pareto_money_target(pareto_money_job *job, const pareto_aim_money *aim, int64_t guess)
{
    pareto_cut_money cut;
    patron_pareto_cut_money_find(&job->rows, aim, guess, &cut);
    job->figures.target_rank = (double)(cut.above + cut.crossing);
    job->figures.target_customers = job->figures.target_rank / (double)job->sums.customers;
}

static void pareto_money_top(pareto_money_job *job, const pareto_aim_money *aim, double customers,
                             int64_t guess)
{
    pareto_cut_money cut;
    patron_pareto_cut_money_find(&job->rows, aim, guess, &cut);
    job->figures.top_sum = pareto_money_top_sum(&cut, customers);
    if (job->sums.total > 0)
        job->figures.top_held = job->figures.top_sum / (double)job->sums.total;
}

static void pareto_money_cuts(pareto_money_job *job)
{
    const pareto_sums_money *sums = &job->sums;
    int64_t guess[PARETO_AIMS];
    pareto_aim_money aim[PARETO_AIMS];
    double top = job->options.top_share * (double)sums->customers;
    aim[0].customers = pareto_money_customer_at(top, sums->customers);
    aim[0].reach = 0;
    aim[1] = aim[0];
    int64_t reach = sums->total > 0 ? numeric_reach(job->options.target_share, sums->total) : 0;
    int reached = reach > 0 && reach <= sums->peak;
    if (reached) {
        aim[1].reach = reach;
        aim[1].customers = 0;
    }
    if (pareto_money_selects(job))
        patron_pareto_guess_money_by_select(&job->rows, aim, guess, job->carve.at);
    else
        patron_pareto_guess_money_by_walk(job->walk, aim, guess);
    pareto_money_top(job, &aim[0], top, guess[0]);
    if (reached)
        pareto_money_target(job, &aim[1], guess[1]);
    else if (sums->total > 0)
        job->figures.notes |= PATRON_PARETO_NOTE_NOT_REACHED;
}

static void pareto_money_inequality(pareto_money_job *job)
{
    patron_pareto_money_result *figures = &job->figures;
    pareto_inequality found = {PARETO_NAN, PARETO_NAN, PARETO_NAN, PARETO_NAN, PARETO_NAN};
    if (job->options.flags & PATRON_PARETO_WITHOUT_INEQUALITY)
        return;
    if (pareto_money_all_zero(&job->sums)) {
        found.gini = 0.0;
        if (job->sums.customers > 1)
            found.corrected = found.rsv = 0.0;
    } else {
        patron_pareto_inequality_money(job->walk, &job->sums, &found);
    }
    figures->gini = found.gini;
    figures->gini_corrected = found.corrected;
    figures->gini_rsv = found.rsv;
    figures->theil_t = found.theil_t;
    figures->theil_l = found.theil_l;
}

static void pareto_money_hhi(pareto_money_job *job)
{
    const pareto_sums_money *sums = &job->sums;
    if (sums->lowest < 0 || sums->total <= 0)
        return;
    double total = (double)sums->total;
    double hhi = numeric_wide_real(sums->squares) / (total * total);
    hhi = fmin(hhi, (double)sums->highest / total);
    hhi = fmax(hhi, 1.0 / (double)sums->customers);
    job->figures.hhi = hhi;
    job->figures.effective = fmin(1.0 / hhi, (double)sums->customers);
}

/* 0 where a total leaves int64_t. */
static int pareto_money_compute(pareto_money_job *job)
{
    const pareto_rows_money *rows = &job->rows;
    pareto_money_none(rows->n, &job->figures);
    if (rows->n == 0)
        return 1;
    if (!patron_pareto_sums_money(rows->n, rows->value, rows->weight, job->options.tolerance,
                                  &job->sums))
        return 0;
    if (job->sums.customers == 0)
        return 1;
    job->figures.notes = pareto_money_notes(job);
    pareto_money_totals(&job->sums, &job->figures);
    if (!pareto_money_selects(job))
        patron_pareto_walk_money_open(job->walk, rows->n, rows->value, rows->weight, job->order,
                                      &job->carve);
    pareto_money_cuts(job);
    pareto_money_inequality(job);
    pareto_money_hhi(job);
    return 1;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_pareto_summary_money(const patron_pareto_options *options, size_t n,
                                                const int64_t *value, const uint32_t *weight,
                                                const uint32_t *order, void *scratch,
                                                size_t scratch_size,
                                                patron_pareto_money_result *result,
                                                patron_fault *fault)
{
    pareto_money_job job;
    memset(&job, 0, sizeof job);
    int32_t status =
        patron_pareto_summary_open(options, n, value, order != NULL, scratch, scratch_size, result,
                                   PARETO_MONEY_RESULT_FIRST_SIZE, &job.options, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_whole(n, value, order, fault);
    if (status != PATRON_OK)
        return status;
    job.rows.n = n;
    job.rows.value = value;
    job.rows.weight = weight;
    job.order = order;
    if (n > 0) {
        job.carve = numeric_scratch_open(scratch, scratch_size);
        job.walk = numeric_scratch_take(&job.carve, 1, sizeof *job.walk);
    }
    if (!pareto_money_compute(&job))
        return patron_pareto_overflow("value", fault);
    patron_base_write_result(result, &job.figures, sizeof job.figures);
    return PATRON_OK;
}
