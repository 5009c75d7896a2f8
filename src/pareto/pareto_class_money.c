/*
 * Classes by cumulative money: those of pareto_class.c with exact sums.
 */
#include "pareto_class.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"
#include "pareto_check.h"
#include "pareto_cut.h"

#include <math.h>

typedef struct pareto_class_money_job {
    pareto_rows_money rows;
    const uint32_t *order;
    patron_pareto_class_options options;
    pareto_walk_money *walk;
    numeric_scratch carve;
    pareto_sums_money sums;
    pareto_cut_money cut[PARETO_AIMS]; /* below A, below B */
    uint64_t passed[PARETO_AIMS];      /* customers of the value of the cut in rows before this */
    uint32_t sides[PARETO_AIMS];       /* on which sides of the cut equal values were: bits */
    uint32_t *customer_class;
    patron_pareto_money_class_result figures;
} pareto_class_money_job;

/* --- kernels ---------------------------------------------------------------------------------- */

/* Whether a customer stands before a cut, rows coming in their order. */
static int pareto_class_money_before(pareto_class_money_job *job, int k, int64_t x, uint64_t w)
{
    const pareto_cut_money *cut = &job->cut[k];
    if (x != cut->value)
        return x > cut->value;
    if (job->options.flags & PATRON_PARETO_TIES_TOGETHER)
        return 1;
    int before = job->passed[k] < cut->crossing;
    job->passed[k] += w;
    job->sides[k] |= before ? 1u : 2u;
    return before;
}

static uint32_t pareto_class_money_of(pareto_class_money_job *job, int64_t x, uint64_t w)
{
    int before_a = pareto_class_money_before(job, 0, x, w);
    int before_b = pareto_class_money_before(job, 1, x, w);
    return before_a ? PATRON_PARETO_A : before_b ? PATRON_PARETO_B : PATRON_PARETO_C;
}

static void pareto_class_money_rows(pareto_class_money_job *job)
{
    const pareto_rows_money *rows = &job->rows;
    patron_pareto_money_class_result *figures = &job->figures;
    uint64_t customers[PARETO_CLASSES + 1] = {0, 0, 0, 0};
    uint64_t sum[PARETO_CLASSES + 1] = {0, 0, 0, 0}; /* two's complement; they fit in the end */
    int64_t a = job->cut[0].value;
    int64_t b = job->cut[1].value;
    for (size_t i = 0; i < rows->n; i++) {
        int64_t x = rows->value[i];
        uint64_t w = rows->weight != NULL ? rows->weight[i] : 1;
        uint32_t class_of = PATRON_PARETO_C - (uint32_t)(x > a) - (uint32_t)(x > b);
        if ((x == a) | (x == b))
            class_of = pareto_class_money_of(job, x, w);
        job->customer_class[i] = class_of;
        uint64_t in_a = 0 - (uint64_t)(class_of == PATRON_PARETO_A);
        uint64_t in_b = 0 - (uint64_t)(class_of == PATRON_PARETO_B);
        uint64_t amount = (uint64_t)x * w;
        customers[PATRON_PARETO_A] += w & in_a;
        customers[PATRON_PARETO_B] += w & in_b;
        sum[PATRON_PARETO_A] += amount & in_a;
        sum[PATRON_PARETO_B] += amount & in_b;
    }
    customers[PATRON_PARETO_C] =
        job->sums.customers - customers[PATRON_PARETO_A] - customers[PATRON_PARETO_B];
    sum[PATRON_PARETO_C] = (uint64_t)job->sums.total - sum[PATRON_PARETO_A] - sum[PATRON_PARETO_B];
    figures->a_customers = customers[PATRON_PARETO_A];
    figures->b_customers = customers[PATRON_PARETO_B];
    figures->c_customers = customers[PATRON_PARETO_C];
    memcpy(&figures->a_sum, &sum[PATRON_PARETO_A], sizeof sum[0]);
    memcpy(&figures->b_sum, &sum[PATRON_PARETO_B], sizeof sum[0]);
    memcpy(&figures->c_sum, &sum[PATRON_PARETO_C], sizeof sum[0]);
    if (job->sides[0] == 3 || job->sides[1] == 3)
        figures->notes |= PATRON_PARETO_NOTE_TIE_SPLIT;
}

/* The smallest whole sum not below a share of the basis, both above 0: at least 1. */
static int64_t pareto_class_money_reach(double share, int64_t basis)
{
    double reach = ceil(share * (double)basis);
    return reach < (double)basis ? (int64_t)reach : basis;
}

static void pareto_class_money_cuts(pareto_class_money_job *job, int64_t basis)
{
    const pareto_rows_money *rows = &job->rows;
    int64_t guess[PARETO_AIMS] = {0, 0};
    pareto_aim_money aim[PARETO_AIMS] = {{0, 0}, {0, 0}};
    aim[0].reach = pareto_class_money_reach(job->options.cut_a, basis);
    aim[1].reach = pareto_class_money_reach(job->options.cut_b, basis);
    if (job->order == NULL && rows->weight == NULL) {
        patron_pareto_guess_money_by_select(rows, aim, guess, job->carve.at);
    } else {
        patron_pareto_walk_money_open(job->walk, rows->n, rows->value, rows->weight, job->order,
                                      &job->carve);
        patron_pareto_guess_money_by_walk(job->walk, aim, guess);
    }
    for (int k = 0; k < PARETO_AIMS; k++)
        patron_pareto_cut_money_find(rows, &aim[k], guess[k], &job->cut[k]);
}

/* 0 where a total leaves int64_t; nothing is written then. */
static int pareto_class_money_compute(pareto_class_money_job *job)
{
    const pareto_rows_money *rows = &job->rows;
    if (!patron_pareto_sums_money(rows->n, rows->value, rows->weight, 0.0, &job->sums))
        return 0;
    int64_t basis = job->options.basis == PATRON_PARETO_OF_PEAK ? job->sums.peak : job->sums.total;
    if (basis <= 0) {
        memset(job->customer_class, 0, rows->n * sizeof *job->customer_class);
        job->figures.notes = PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
        return 1;
    }
    pareto_class_money_cuts(job, basis);
    pareto_class_money_rows(job);
    return 1;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_pareto_classes_money(
    const patron_pareto_class_options *options, size_t n, const int64_t *value,
    const uint32_t *weight, const uint32_t *order, void *scratch, size_t scratch_size,
    uint32_t *customer_class, patron_pareto_money_class_result *result, patron_fault *fault)
{
    pareto_class_money_job job;
    memset(&job, 0, sizeof job);
    int32_t status =
        patron_pareto_class_open(options, n, value, order != NULL, scratch, scratch_size,
                                 customer_class, result, &job.options, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_whole(n, value, order, fault);
    if (status != PATRON_OK)
        return status;
    job.rows.n = n;
    job.rows.value = value;
    job.rows.weight = weight;
    job.order = order;
    job.customer_class = customer_class;
    job.figures.notes = PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
    if (n > 0) {
        job.figures.notes = 0;
        job.carve = numeric_scratch_open(scratch, scratch_size);
        job.walk = numeric_scratch_take(&job.carve, 1, sizeof *job.walk);
        if (!pareto_class_money_compute(&job))
            return patron_pareto_overflow("value", fault);
    }
    if (result != NULL)
        patron_base_write_result(result, &job.figures, sizeof job.figures);
    return PATRON_OK;
}
