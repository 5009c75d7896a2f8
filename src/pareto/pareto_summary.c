/*
 * The summary of doubles: exact totals, two cuts, inequality. Each figure is computed the same way
 * whether the values were sorted, ordered by the caller or only selected from.
 */
#include "pareto_summary.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_select.h"
#include "pareto_check.h"
#include "pareto_cut.h"
#include "pareto_inequality.h"

#include <math.h>

enum { PARETO_OPTIONS_FIRST_SIZE = 32, PARETO_RESULT_FIRST_SIZE = 224 };

typedef struct pareto_summary_job {
    pareto_rows rows;
    const uint32_t *order;
    patron_pareto_options options;
    pareto_accounts *accounts;
    pareto_bench *bench;
    pareto_walk *walk;
    numeric_scratch carve;
    pareto_sums sums;
    patron_pareto_result figures;
} pareto_summary_job;

/* --- kernels ---------------------------------------------------------------------------------- */

/* Every ratio NaN, every total 0. */
static void pareto_summary_none(size_t n, patron_pareto_result *figures)
{
    memset(figures, 0, sizeof *figures);
    figures->notes = PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
    figures->rows = n;
    figures->peak_customers = figures->peak_share = figures->erosion_share = PARETO_NAN;
    figures->top_held = figures->target_rank = figures->target_customers = PARETO_NAN;
    figures->gini = figures->gini_corrected = figures->gini_rsv = PARETO_NAN;
    figures->theil_t = figures->theil_l = figures->hhi = figures->effective = PARETO_NAN;
}

static uint64_t pareto_summary_notes(const pareto_summary_job *job)
{
    const pareto_sums *sums = &job->sums;
    uint64_t notes = 0;
    if (!(sums->total > 0.0))
        notes |= PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
    if (sums->largest == 0.0)
        notes |= PATRON_PARETO_NOTE_ALL_ZERO;
    if (sums->lowest < 0.0)
        notes |= PATRON_PARETO_NOTE_LOSSES;
    if (sums->zeros)
        notes |= PATRON_PARETO_NOTE_ZEROS;
    if (job->options.flags & PATRON_PARETO_WITHOUT_INEQUALITY)
        notes |= PATRON_PARETO_NOTE_LEFT_OUT;
    return notes;
}

static void pareto_summary_totals(const pareto_sums *sums, patron_pareto_result *figures)
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
    figures->peak_customers = sums->positive / sums->customers;
    if (sums->total > 0.0) {
        figures->peak_share = sums->peak / sums->total;
        figures->erosion_share = sums->erosion / sums->total;
    }
}

static int pareto_summary_selects(const pareto_summary_job *job)
{
    return job->order == NULL && job->rows.weight == NULL &&
           (job->options.flags & PATRON_PARETO_WITHOUT_INEQUALITY) != 0;
}

static void pareto_summary_guess(const pareto_summary_job *job, const pareto_aim *aim,
                                 double *guess)
{
    guess[0] = guess[1] = job->sums.highest;
    if (pareto_summary_selects(job))
        patron_pareto_guess_by_select(&job->rows, &job->sums, aim, guess, job->carve.at);
    else
        patron_pareto_guess_by_walk(job->walk, &job->sums, aim, guess);
}

static void pareto_summary_top(pareto_summary_job *job, const pareto_aim *aim, double guess)
{
    patron_pareto_result *figures = &job->figures;
    pareto_cut cut;
    patron_pareto_cut_find(&job->rows, aim, guess, job->accounts, &cut);
    figures->top_sum = HUGE_VAL; /* stays where it does not fit */
    if (patron_pareto_add_product(&job->accounts->above, cut.value, cut.crossing))
        (void)patron_sum_exact_round(&job->accounts->above, &figures->top_sum);
    if (job->sums.total > 0.0)
        figures->top_held = figures->top_sum / job->sums.total;
}

static void pareto_summary_target(pareto_summary_job *job, const pareto_aim *aim, double guess)
{
    patron_pareto_result *figures = &job->figures;
    pareto_cut cut;
    patron_pareto_cut_find(&job->rows, aim, guess, job->accounts, &cut);
    figures->target_rank = cut.above + fmin(ceil(cut.crossing), cut.beside);
    figures->target_rank = fmin(figures->target_rank, job->sums.customers); /* both are rounded */
    figures->target_customers = figures->target_rank / job->sums.customers;
}

static void pareto_summary_cuts(pareto_summary_job *job)
{
    const pareto_sums *sums = &job->sums;
    double guess[PARETO_AIMS];
    pareto_aim aim[PARETO_AIMS];
    double target = job->options.target_share * sums->total;
    int reached = sums->total > 0.0 && target <= sums->peak;
    aim[0].customers = job->options.top_share * sums->customers;
    aim[0].reach = PARETO_NAN;
    aim[1] = aim[0];
    if (reached) {
        aim[1].customers = PARETO_NAN;
        aim[1].reach = target > 0.0 ? target : nextafter(0.0, 1.0);
    }
    pareto_summary_guess(job, aim, guess);
    pareto_summary_top(job, &aim[0], guess[0]);
    if (reached)
        pareto_summary_target(job, &aim[1], guess[1]);
    else if (sums->total > 0.0)
        job->figures.notes |= PATRON_PARETO_NOTE_NOT_REACHED;
}

static void pareto_summary_inequality(pareto_summary_job *job)
{
    patron_pareto_result *figures = &job->figures;
    pareto_inequality found = {PARETO_NAN, PARETO_NAN, PARETO_NAN, PARETO_NAN, PARETO_NAN};
    if (job->options.flags & PATRON_PARETO_WITHOUT_INEQUALITY)
        return;
    if (job->sums.largest == 0.0) {
        found.gini = 0.0;
        if (job->sums.customers_less > 0.0)
            found.corrected = found.rsv = 0.0;
    } else {
        patron_pareto_inequality(job->walk, &job->sums, job->bench, &found);
    }
    figures->gini = found.gini;
    figures->gini_corrected = found.corrected;
    figures->gini_rsv = found.rsv;
    figures->theil_t = found.theil_t;
    figures->theil_l = found.theil_l;
}

/* Between that of equal customers and the largest share, whatever the rounding. */
static void pareto_summary_hhi(pareto_summary_job *job)
{
    const pareto_sums *sums = &job->sums;
    const pareto_rows *rows = &job->rows;
    if (sums->lowest < 0.0 || !(sums->total > 0.0))
        return;
    double scale;
    double weight_scale;
    int exponent = patron_pareto_scale(sums->largest, 0, &scale);
    int weight_exponent = patron_pareto_scale(sums->largest_weight, 0, &weight_scale);
    if (rows->weight == NULL)
        weight_exponent = 0;
    double squares = patron_pareto_squares(rows->n, rows->value, rows->weight, sums->largest, scale,
                                           weight_scale, &job->accounts->trial);
    double once = patron_pareto_quotient(squares, sums->total, -exponent);
    double hhi = patron_pareto_quotient(once, sums->total, -exponent - weight_exponent);
    hhi = fmin(hhi, sums->highest / sums->total);
    hhi = fmax(hhi, 1.0 / sums->customers);
    job->figures.hhi = hhi;
    job->figures.effective = fmin(1.0 / hhi, sums->customers);
}

/* The others are at most one of these, or the customers. */
static int pareto_summary_fits(const patron_pareto_result *figures)
{
    return !(isinf(figures->peak_share) || isinf(figures->top_sum) || isinf(figures->top_held) ||
             isinf(figures->gini) || isinf(figures->gini_corrected) || isinf(figures->gini_rsv) ||
             isinf(figures->hhi));
}

/* NULL, or the argument that a sum or figure too large is blamed on. */
static const char *pareto_summary_compute(pareto_summary_job *job)
{
    const pareto_rows *rows = &job->rows;
    pareto_summary_none(rows->n, &job->figures);
    if (rows->n == 0)
        return NULL;
    const char *too_large = patron_pareto_sums(rows->n, rows->value, rows->weight,
                                               job->options.tolerance, job->accounts, &job->sums);
    if (too_large != NULL || job->sums.customers == 0.0)
        return too_large;
    job->figures.notes = pareto_summary_notes(job);
    pareto_summary_totals(&job->sums, &job->figures);
    if (!pareto_summary_selects(job))
        patron_pareto_walk_open(job->walk, rows->n, rows->value, rows->weight, job->order,
                                &job->carve);
    pareto_summary_cuts(job);
    pareto_summary_inequality(job);
    pareto_summary_hhi(job);
    return pareto_summary_fits(&job->figures) ? NULL : "value";
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t pareto_summary_options_check(const patron_pareto_options *known, patron_fault *fault)
{
    if (!(known->tolerance >= 0.0 && known->tolerance <= DBL_MAX))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.tolerance", -1,
                                      known->tolerance, "a finite amount, 0 or more");
    if (!(known->top_share >= 0.0 && known->top_share <= 1.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.top_share", -1,
                                      known->top_share, "a fraction in [0, 1]");
    if (!(known->target_share >= 0.0 && known->target_share <= DBL_MAX))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.target_share", -1,
                                      known->target_share, "a finite fraction, 0 or more");
    return PATRON_OK;
}

int32_t patron_pareto_summary_open(const patron_pareto_options *options, size_t n,
                                   const void *value, uint32_t ordered, const void *scratch,
                                   size_t scratch_size, const void *result, size_t first_size,
                                   patron_pareto_options *known, patron_fault *fault)
{
    int32_t status = patron_base_read_options(known, sizeof *known, PARETO_OPTIONS_FIRST_SIZE,
                                              PATRON_PARETO_WITHOUT_INEQUALITY, options, fault);
    if (status == PATRON_OK)
        status = pareto_summary_options_check(known, fault);
    if (status == PATRON_OK)
        status = patron_pareto_check_column(n, value, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(
            scratch, scratch_size, patron_pareto_summary_scratch_size(n, known->flags, ordered),
            fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, first_size, fault);
    if (known->top_share == 0.0)
        known->top_share = 0.2;
    if (known->target_share == 0.0)
        known->target_share = 0.8;
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_pareto_summary_scratch_size(size_t n, uint32_t flags, uint32_t ordered)
{
    if (n == 0 || n > PARETO_ROWS_MAX)
        return n == 0 ? 0 : SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, 1, sizeof(pareto_accounts));
    need = numeric_scratch_need(need, 1, sizeof(pareto_bench));
    need = numeric_scratch_need(need, 1, sizeof(pareto_walk));
    size_t rest = patron_pareto_walk_scratch_size(n, ordered);
    if (ordered == 0 && (flags & PATRON_PARETO_WITHOUT_INEQUALITY) != 0) {
        size_t select = patron_numeric_select_scratch_size(n);
        rest = select > rest ? select : rest;
    }
    return numeric_scratch_need(need, rest, 1);
}

int32_t PATRON_CALL patron_pareto_summary(const patron_pareto_options *options, size_t n,
                                          const double *value, const double *weight,
                                          const uint32_t *order, void *scratch, size_t scratch_size,
                                          patron_pareto_result *result, patron_fault *fault)
{
    pareto_summary_job job;
    memset(&job, 0, sizeof job);
    int32_t status =
        patron_pareto_summary_open(options, n, value, order != NULL, scratch, scratch_size, result,
                                   PARETO_RESULT_FIRST_SIZE, &job.options, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_real(n, value, weight, order, fault);
    if (status != PATRON_OK)
        return status;
    job.rows.n = n;
    job.rows.value = value;
    job.rows.weight = weight;
    job.order = order;
    if (n > 0) {
        job.carve = numeric_scratch_open(scratch, scratch_size);
        job.accounts = numeric_scratch_take(&job.carve, 1, sizeof *job.accounts);
        job.bench = numeric_scratch_take(&job.carve, 1, sizeof *job.bench);
        job.walk = numeric_scratch_take(&job.carve, 1, sizeof *job.walk);
    }
    const char *too_large = pareto_summary_compute(&job);
    if (too_large != NULL)
        return patron_pareto_overflow(too_large, fault);
    patron_base_write_result(result, &job.figures, sizeof job.figures);
    return PATRON_OK;
}
