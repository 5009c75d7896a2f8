/*
 * Classes by cumulative value: the customer of rank k is A where C_(k-1) < cut_a x basis, else B where
 * C_(k-1) < cut_b x basis, else C. The two cuts are found without a sort; then one pass by row tells
 * for each customer on which side of them it stands.
 */
#include "pareto_class.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_select.h"
#include "pareto_check.h"
#include "pareto_cut.h"

#include <math.h>

enum { PARETO_CLASS_OPTIONS_FIRST_SIZE = 32 };

typedef struct pareto_class_job {
    pareto_rows rows;
    const uint32_t *order;
    patron_pareto_class_options options;
    pareto_accounts *accounts;
    pareto_walk *walk;
    numeric_scratch carve;
    pareto_sums sums;
    pareto_cut cut[PARETO_AIMS];      /* below A, below B */
    numeric_pair passed[PARETO_AIMS]; /* customers of the value of the cut in rows before this */
    uint32_t sides[PARETO_AIMS];      /* on which sides of the cut equal values were: bits */
    uint32_t *customer_class;
    patron_pareto_class_result figures;
} pareto_class_job;

/* --- kernels ---------------------------------------------------------------------------------- */

/* Whether a customer stands before a cut, rows coming in their order. */
static int pareto_class_before(pareto_class_job *job, int k, double x, double w)
{
    const pareto_cut *cut = &job->cut[k];
    if (x != cut->value)
        return x > cut->value;
    if (job->options.flags & PATRON_PARETO_TIES_TOGETHER)
        return 1;
    int before = numeric_pair_value(job->passed[k]) < cut->crossing;
    job->passed[k] = numeric_pair_add(job->passed[k], w);
    job->sides[k] |= before ? 1u : 2u;
    return before;
}

static uint32_t pareto_class_of(pareto_class_job *job, double x, double w)
{
    if (x < job->cut[1].value)
        return PATRON_PARETO_C;
    int before_a = pareto_class_before(job, 0, x, w);
    int before_b = pareto_class_before(job, 1, x, w);
    return before_a ? PATRON_PARETO_A : before_b ? PATRON_PARETO_B : PATRON_PARETO_C;
}

/* Rows of one customer each: all but those at a cut are placed without a branch. */
static void pareto_class_plain(pareto_class_job *job)
{
    const double *value = job->rows.value;
    double a = job->cut[0].value;
    double b = job->cut[1].value;
    for (size_t i = 0; i < job->rows.n; i++) {
        double x = value[i];
        if ((x == a) | (x == b))
            job->customer_class[i] = pareto_class_of(job, x, 1.0);
        else
            job->customer_class[i] = PATRON_PARETO_C - (uint32_t)(x > a) - (uint32_t)(x > b);
    }
}

/* Their sums follow from the sums before the cuts, which end between rows. */
static void pareto_class_plain_sums(pareto_class_job *job)
{
    pareto_accounts *accounts = job->accounts;
    accounts->trial = accounts->value[0];
    for (int k = 1; k < PARETO_PARTS; k++)
        patron_sum_exact_merge(&accounts->trial, &accounts->value[k]);
    accounts->value[PATRON_PARETO_A] = accounts->upto[0];
    accounts->value[PATRON_PARETO_B] = accounts->upto[1];
    accounts->value[PATRON_PARETO_C] = accounts->trial;
    patron_pareto_subtract(&accounts->value[PATRON_PARETO_B], &accounts->upto[0]);
    patron_pareto_subtract(&accounts->value[PATRON_PARETO_C], &accounts->upto[1]);
    double before_a = job->cut[0].above + job->cut[0].crossing;
    double before_b = job->cut[1].above + job->cut[1].crossing;
    job->figures.a_customers = before_a;
    job->figures.b_customers = before_b - before_a;
    job->figures.c_customers = (double)job->rows.n - before_b;
}

static void pareto_class_weighted(pareto_class_job *job)
{
    const pareto_rows *rows = &job->rows;
    patron_sum_exact *sum = job->accounts->value;
    patron_sum_exact *customers = job->accounts->weight;
    patron_pareto_class_result *figures = &job->figures;
    for (int k = 0; k < PARETO_PARTS; k++) {
        patron_sum_exact_init(&sum[k]);
        patron_sum_exact_init(&customers[k]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        uint32_t class_of = pareto_class_of(job, rows->value[i], rows->weight[i]);
        job->customer_class[i] = class_of;
        if (rows->weight[i] > 0.0) {
            (void)patron_pareto_add_product(&sum[class_of], rows->value[i], rows->weight[i]);
            sum_exact_add(&customers[class_of], rows->weight[i]);
        }
    }
    (void)patron_sum_exact_round(&customers[PATRON_PARETO_A], &figures->a_customers);
    (void)patron_sum_exact_round(&customers[PATRON_PARETO_B], &figures->b_customers);
    (void)patron_sum_exact_round(&customers[PATRON_PARETO_C], &figures->c_customers);
}

static void pareto_class_figures(pareto_class_job *job)
{
    const pareto_accounts *accounts = job->accounts;
    patron_pareto_class_result *figures = &job->figures;
    (void)patron_sum_exact_round(&accounts->value[PATRON_PARETO_A], &figures->a_sum);
    (void)patron_sum_exact_round(&accounts->value[PATRON_PARETO_B], &figures->b_sum);
    (void)patron_sum_exact_round(&accounts->value[PATRON_PARETO_C], &figures->c_sum);
    if (job->sides[0] == 3 || job->sides[1] == 3)
        figures->notes |= PATRON_PARETO_NOTE_TIE_SPLIT;
}

static void pareto_class_cuts(pareto_class_job *job, double basis)
{
    const pareto_rows *rows = &job->rows;
    const double share[PARETO_AIMS] = {job->options.cut_a, job->options.cut_b};
    double guess[PARETO_AIMS] = {job->sums.highest, job->sums.highest};
    pareto_aim aim[PARETO_AIMS];
    for (int k = 0; k < PARETO_AIMS; k++) {
        aim[k].customers = PARETO_NAN;
        aim[k].reach = fmax(share[k] * basis, nextafter(0.0, 1.0));
    }
    if (job->order == NULL && rows->weight == NULL) {
        patron_pareto_guess_by_select(rows, &job->sums, aim, guess, job->carve.at);
    } else {
        patron_pareto_walk_open(job->walk, rows->n, rows->value, rows->weight, job->order,
                                &job->carve);
        patron_pareto_guess_by_walk(job->walk, &job->sums, aim, guess);
    }
    for (int k = 0; k < PARETO_AIMS; k++) {
        pareto_cut *cut = &job->cut[k];
        patron_pareto_cut_find(rows, &aim[k], guess[k], job->accounts, cut);
        if (job->options.flags & PATRON_PARETO_TIES_TOGETHER)
            cut->crossing = cut->beside;
        job->accounts->upto[k] = job->accounts->above;
        (void)patron_pareto_add_product(&job->accounts->upto[k], cut->value, cut->crossing);
    }
}

/* NULL, or the argument that a sum too large is blamed on; nothing is written then. */
static const char *pareto_class_compute(pareto_class_job *job)
{
    const pareto_rows *rows = &job->rows;
    pareto_accounts *accounts = job->accounts;
    const char *large =
        patron_pareto_sums(rows->n, rows->value, rows->weight, 0.0, accounts, &job->sums);
    if (large != NULL)
        return large;
    double basis = job->options.basis == PATRON_PARETO_OF_PEAK ? job->sums.peak : job->sums.total;
    if (!(basis > 0.0)) {
        memset(job->customer_class, 0, rows->n * sizeof *job->customer_class);
        job->figures.notes = PATRON_PARETO_NOTE_TOTAL_NOT_POSITIVE;
        return NULL;
    }
    pareto_class_cuts(job, basis);
    if (rows->weight == NULL) {
        pareto_class_plain(job);
        pareto_class_plain_sums(job);
    } else {
        pareto_class_weighted(job);
    }
    pareto_class_figures(job);
    return NULL;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t pareto_class_options_check(patron_pareto_class_options *known, patron_fault *fault)
{
    if (!(known->cut_a >= 0.0 && known->cut_a <= 1.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.cut_a", -1, known->cut_a,
                                      "a fraction in [0, 1]");
    if (!(known->cut_b >= 0.0 && known->cut_b <= 1.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.cut_b", -1, known->cut_b,
                                      "a fraction in [0, 1]");
    known->cut_a = known->cut_a == 0.0 ? 0.8 : known->cut_a;
    known->cut_b = known->cut_b == 0.0 ? 0.95 : known->cut_b;
    if (known->cut_b < known->cut_a)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "options.cut_b", -1, known->cut_b,
                                      "a fraction not below cut_a");
    if (known->basis > PATRON_PARETO_OF_PEAK)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.basis", -1, known->basis,
                                          "PATRON_PARETO_OF_TOTAL or OF_PEAK");
    if (known->reserved != 0)
        return patron_base_fault_unsigned(fault, PATRON_E_STRUCT, "options.reserved", -1,
                                          known->reserved, "0");
    return PATRON_OK;
}

int32_t patron_pareto_class_open(const patron_pareto_class_options *options, size_t n,
                                 const void *value, uint32_t ordered, const void *scratch,
                                 size_t scratch_size, const void *customer_class,
                                 const void *result, patron_pareto_class_options *known,
                                 patron_fault *fault)
{
    int32_t status = patron_base_read_options(known, sizeof *known, PARETO_CLASS_OPTIONS_FIRST_SIZE,
                                              PATRON_PARETO_TIES_TOGETHER, options, fault);
    if (status == PATRON_OK)
        status = pareto_class_options_check(known, fault);
    if (status == PATRON_OK)
        status = patron_pareto_check_column(n, value, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_pareto_classes_scratch_size(n, ordered), fault);
    if (status == PATRON_OK && n > 0 && customer_class == NULL)
        status = patron_base_fault_null(fault, "customer_class");
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, PARETO_CLASS_RESULT_FIRST_SIZE, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_pareto_classes_scratch_size(size_t n, uint32_t ordered)
{
    return patron_pareto_summary_scratch_size(n, PATRON_PARETO_WITHOUT_INEQUALITY, ordered);
}

int32_t PATRON_CALL patron_pareto_classes(const patron_pareto_class_options *options, size_t n,
                                          const double *value, const double *weight,
                                          const uint32_t *order, void *scratch, size_t scratch_size,
                                          uint32_t *customer_class,
                                          patron_pareto_class_result *result, patron_fault *fault)
{
    pareto_class_job job;
    memset(&job, 0, sizeof job);
    int32_t status =
        patron_pareto_class_open(options, n, value, order != NULL, scratch, scratch_size,
                                 customer_class, result, &job.options, fault);
    if (status == PATRON_OK && n > 0)
        status = patron_pareto_check_real(n, value, weight, order, fault);
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
        job.accounts = numeric_scratch_take(&job.carve, 1, sizeof *job.accounts);
        job.walk = numeric_scratch_take(&job.carve, 1, sizeof *job.walk);
        const char *large = pareto_class_compute(&job);
        if (large != NULL)
            return patron_pareto_overflow(large, fault);
    }
    if (result != NULL)
        patron_base_write_result(result, &job.figures, sizeof job.figures);
    return PATRON_OK;
}
