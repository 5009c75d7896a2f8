/*
 * Fits: the rows merged, the climb, and what is said of where it ended.
 *
 * The covariance is the inverse of the observed information, by the logarithms of the parameters; that of
 * the parameters themselves is it times each two of them, which at a maximum is the inverse of the
 * information by the parameters.
 */
#include "../portability.h"
#include "btyd_climb.h"
#include "btyd_fit.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>
#include <string.h>

enum {
    BTYD_FIT_ITERATIONS = 200,
    BTYD_FIT_ITERATIONS_MAX = 10000,
    BTYD_FIT_PIECES_LEAST = 256,
    BTYD_FIT_FEW = 10
};

#define BTYD_FIT_FIRST_SIZE sizeof(patron_btyd_fit_options)
#define BTYD_FIT_RESULT_FIRST_SIZE sizeof(patron_btyd_fit_result)
#define BTYD_FIT_ILL 1e10
#define BTYD_FIT_AS_WELL 0.05 /* of ln L */

/* --- what is said after it ------------------------------------------------------------------------ */

/* Whether a simpler kind, which the hill becomes one of, does as well as the top of an edge. */
static int btyd_does_as_well(const btyd_climb *climb, uint32_t kind, double *memory,
                             btyd_hill *hill)
{
    btyd_climb of_simpler;
    hill->kind = kind;
    hill->k = 0;
    hill->prior_weight = 0.0;
    hill->free = patron_btyd_free(kind, hill->position);
    patron_btyd_climb_open(&of_simpler, hill->free, memory);
    patron_btyd_hill_begin(NULL, hill, of_simpler.here.at);
    patron_btyd_climb_run(hill, BTYD_FIT_ITERATIONS, &of_simpler);
    return of_simpler.here.log_likelihood >= climb->here.log_likelihood - BTYD_FIT_AS_WELL;
}

/* Which kind it becomes at an edge; 0 where that is none of these. The hill is spent. */
static uint32_t btyd_simpler(const btyd_climb *climb, double *memory, btyd_hill *hill)
{
    uint32_t kind = hill->kind;
    if (climb->verdict != PATRON_BTYD_BOUNDARY || kind == PATRON_BTYD_NBD ||
        kind == PATRON_BTYD_BG_BB || hill->k > 1)
        return 0;
    if (btyd_does_as_well(climb, PATRON_BTYD_NBD, memory, hill))
        return PATRON_BTYD_NBD;
    if (kind == PATRON_BTYD_GGOM_NBD &&
        btyd_does_as_well(climb, PATRON_BTYD_PARETO_NBD, memory, hill))
        return PATRON_BTYD_PARETO_NBD;
    return 0;
}

static double btyd_gradient_norm(const btyd_climb *climb)
{
    double norm = 0.0;
    for (size_t v = 0; v < climb->size; v++)
        norm = fmax(norm, fabs(climb->here.gradient[v]));
    return norm;
}

void patron_btyd_fit_report(const btyd_hill *hill, btyd_climb *climb,
                            patron_btyd_fit_result *result)
{
    double p = (double)climb->size;
    result->verdict = climb->verdict;
    result->iterations = climb->iterations;
    result->evaluations = climb->evaluations;
    result->runs_to_zero = climb->runs_to_zero;
    result->runs_to_infinity = climb->runs_to_infinity;
    if (climb->coefficient_runs)
        result->notes |= PATRON_BTYD_NOTE_COVARIATE;
    result->customers = hill->customers;
    result->log_likelihood = climb->here.log_likelihood;
    result->gradient_norm = btyd_gradient_norm(climb);
    result->condition = patron_btyd_climb_condition(climb);
    if (result->condition > BTYD_FIT_ILL)
        result->notes |= PATRON_BTYD_NOTE_ILL_CONDITIONED;
    if (climb->verdict == PATRON_BTYD_NOT_IDENTIFIED)
        result->notes |= PATRON_BTYD_NOTE_FLAT;
    if (hill->customers < BTYD_FIT_FEW * p)
        result->notes |= PATRON_BTYD_NOTE_FEW;
    if (hill->prior_weight > 0.0 || (hill->ridge > 0.0 && hill->covariates > 0))
        result->notes |= PATRON_BTYD_NOTE_PENALIZED;
    if (climb->verdict != PATRON_BTYD_CONVERGED)
        return;
    result->aic = 2.0 * p - 2.0 * result->log_likelihood;
    result->bic = p * log(hill->customers) - 2.0 * result->log_likelihood;
}

/* The eight errors follow each other. */
static void btyd_set_error(patron_btyd_fit_result *result, uint32_t position, double value)
{
    size_t at = offsetof(patron_btyd_fit_result, error_r) + position * sizeof value;
    memcpy((unsigned char *)result + at, &value, sizeof value);
}

/* A result in which nothing is known but how much came in. */
void patron_btyd_fit_blank(size_t n, size_t distinct, uint64_t notes, const btyd_hill *hill,
                           patron_btyd_fit_result *result)
{
    memset(result, 0, sizeof *result);
    result->verdict = PATRON_BTYD_NOT_IDENTIFIED;
    result->notes = notes;
    result->rows = n;
    result->distinct = distinct;
    result->customers = hill->customers;
    result->log_likelihood = (double)NAN;
    result->gradient_norm = (double)NAN;
    result->condition = (double)NAN;
    result->aic = (double)NAN;
    result->bic = (double)NAN;
    for (uint32_t j = 0; j < PATRON_BTYD_PARAMETERS; j++)
        btyd_set_error(result, j, (double)NAN);
}

/* By parameter in place of ln parameter, at their places of 8. */
void patron_btyd_fit_errors(const btyd_hill *hill, btyd_climb *climb, double *covariance,
                            patron_btyd_fit_result *result)
{
    const uint32_t all = PATRON_BTYD_PARAMETERS;
    double value[BTYD_FREE];
    double *inverse = climb->there.hessian; /* no longer needed */
    patron_btyd_climb_covariance(hill, climb, inverse);
    for (uint32_t i = 0; i < all; i++)
        btyd_set_error(result, i, 0.0);
    for (uint32_t i = 0; covariance != NULL && i < all * all; i++)
        covariance[i] = 0.0;
    for (uint32_t i = 0; i < hill->free; i++) {
        value[i] = exp(climb->here.at[i]);
        btyd_set_error(result, hill->position[i], value[i] * sqrt(inverse[i * climb->size + i]));
        for (uint32_t j = 0; covariance != NULL && j <= i; j++) {
            double both = value[i] * value[j] * inverse[i * climb->size + j];
            covariance[hill->position[i] * all + hill->position[j]] = both;
            covariance[hill->position[j] * all + hill->position[i]] = both;
        }
    }
}

/* --- checks ------------------------------------------------------------------------------------ */

static int32_t btyd_check_weight_of(double value, const char *argument, patron_fault *fault)
{
    if (value >= 0.0 && value <= 1e9)
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_RANGE, argument, -1, value,
                                  "a weight in [0, 1e9]");
}

/* A model of the kind, whose parameters are all in range, to check kind and k by. */
static void btyd_sample_model(uint32_t kind, uint32_t k, patron_btyd_model *model)
{
    uint32_t position[BTYD_FREE];
    memset(model, 0, sizeof *model);
    model->kind = kind;
    model->k = k;
    uint32_t free = patron_btyd_free(kind, position);
    for (uint32_t i = 0; i < free; i++)
        patron_btyd_set(model, position[i], 1.0);
}

int32_t patron_btyd_read_options(const patron_btyd_fit_options *given, uint32_t flags,
                                 patron_btyd_fit_options *options, patron_fault *fault)
{
    if (given == NULL)
        return patron_base_fault_null(fault, "options");
    int32_t status = patron_base_read_options(options, sizeof *options, BTYD_FIT_FIRST_SIZE, flags,
                                              given, fault);
    if (status == PATRON_OK && options->reserved != 0)
        status = patron_base_fault_unsigned(fault, PATRON_E_STRUCT, "options.reserved", -1,
                                            options->reserved, "0");
    if (options->max_iterations == 0)
        options->max_iterations = BTYD_FIT_ITERATIONS;
    return status;
}

int32_t patron_btyd_check_options(const patron_btyd_fit_options *options, patron_fault *fault)
{
    if (options->kind < PATRON_BTYD_BG_NBD || options->kind > PATRON_BTYD_BG_BB)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.kind", -1, options->kind,
                                          "PATRON_BTYD_BG_NBD to PATRON_BTYD_BG_BB");
    int regular = options->kind == PATRON_BTYD_BG_CNBD || options->kind == PATRON_BTYD_MBG_CNBD;
    if (options->k > (regular ? BTYD_ERLANG_MAX : 1) || (regular && options->k < 1))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.k", -1, options->k,
                                          "in [1, 16] of CNBD, else 0 or 1");
    if (options->max_iterations > BTYD_FIT_ITERATIONS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.max_iterations", -1,
                                          options->max_iterations, "at most 10000");
    int32_t status = btyd_check_weight_of(options->prior_weight, "options.prior_weight", fault);
    if (status == PATRON_OK)
        status = btyd_check_weight_of(options->ridge, "options.ridge", fault);
    return status;
}

/* A model to start from, the argument "start" or "model", is of the kind fitted. */
int32_t patron_btyd_check_start(const patron_btyd_fit_options *options,
                                const patron_btyd_model *start, const char *argument,
                                patron_fault *fault)
{
    int32_t status;
    if (start->kind != options->kind)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "model.kind", -1, start->kind,
                                            "the kind fitted");
    else if (start->k != options->k)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "model.k", -1, start->k,
                                            "the k fitted");
    else
        status = patron_btyd_check_model(start, fault);
    if (status != PATRON_OK && fault != NULL)
        memcpy(fault->argument, argument, strlen(argument)); /* in place of "model" */
    return status;
}

/* --- public functions --------------------------------------------------------------------------- */

/* A power of two. */
static size_t btyd_fit_pieces(size_t n)
{
    size_t entries = BTYD_FIT_PIECES_LEAST;
    while (entries < BTYD_PIECES && entries < n / 16)
        entries *= 2;
    return entries;
}

/* What a fit carves. The sort and the distinct rows share their place: the order outlives the sort. */
typedef struct btyd_fit_memory {
    uint32_t *order;
    void *shared;
    btyd_piece *kept;
    double *climb;
    double *spare;
} btyd_fit_memory;

static size_t btyd_fit_shared(size_t n)
{
    size_t rows = NUMERIC_SCRATCH_SLACK;
    rows = numeric_scratch_need(rows, n, sizeof(uint32_t));
    for (int column = 0; column < 3; column++)
        rows = numeric_scratch_need(rows, n, sizeof(double));
    size_t sort = patron_btyd_order_scratch_size(n);
    return rows > sort ? rows : sort;
}

size_t PATRON_CALL patron_btyd_fit_scratch_size(size_t n)
{
    size_t need = NUMERIC_SCRATCH_SLACK;
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    need = numeric_scratch_need(need, btyd_fit_shared(n), 1);
    need = numeric_scratch_need(need, BTYD_LATE + btyd_fit_pieces(n), sizeof(btyd_piece));
    need = numeric_scratch_need(need, patron_btyd_climb_size(BTYD_FREE), 1);
    return numeric_scratch_need(need, patron_btyd_climb_size(BTYD_FREE), 1);
}

static void btyd_fit_carve(size_t n, void *scratch, size_t scratch_size, btyd_fit_memory *memory)
{
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    memory->order = numeric_scratch_take(&carve, n, sizeof(uint32_t));
    memory->shared = numeric_scratch_take(&carve, btyd_fit_shared(n), 1);
    memory->kept = numeric_scratch_take(&carve, BTYD_LATE + btyd_fit_pieces(n), sizeof(btyd_piece));
    memory->climb = numeric_scratch_take(&carve, patron_btyd_climb_size(BTYD_FREE), 1);
    memory->spare = numeric_scratch_take(&carve, patron_btyd_climb_size(BTYD_FREE), 1);
}

/* The distinct rows, as the hill's. */
static void btyd_fit_merge(const btyd_weighted *rows, const btyd_fit_memory *memory,
                           btyd_hill *hill)
{
    btyd_distinct to;
    size_t present = patron_btyd_order(rows, memory->order, memory->shared);
    numeric_scratch carve = numeric_scratch_open(memory->shared, btyd_fit_shared(rows->n));
    to.t_x = numeric_scratch_take(&carve, rows->n, sizeof(double));
    to.T = numeric_scratch_take(&carve, rows->n, sizeof(double));
    to.weight = numeric_scratch_take(&carve, rows->n, sizeof(double));
    to.x = numeric_scratch_take(&carve, rows->n, sizeof(uint32_t));
    hill->rows.n = patron_btyd_write_distinct(rows, present, memory->order, &to);
    hill->rows.x = to.x;
    hill->rows.t_x = to.t_x;
    hill->rows.T = to.T;
    hill->rows.weight = to.weight;
    hill->kept = memory->kept;
    hill->entries = btyd_fit_pieces(rows->n);
}

/* What is fitted: one k, or the likeliest up to that of the options. */
typedef struct btyd_fit_request {
    patron_btyd_fit_options options;
    btyd_weighted rows;
    const double *sum_log_gap;
    const patron_btyd_model *start;
    void *scratch;
} btyd_fit_request;

static int32_t btyd_check_regular(const patron_btyd_fit_options *options, patron_fault *fault)
{
    if (options->kind == PATRON_BTYD_BG_CNBD || options->kind == PATRON_BTYD_MBG_CNBD)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "options.kind", -1, options->kind,
                                      "a kind with a k, BG_CNBD or MBG_CNBD");
}

static int32_t btyd_check_fit(const btyd_fit_request *request, int chooses_k, size_t scratch_size,
                              const patron_btyd_model *model, const patron_btyd_fit_result *result,
                              patron_fault *fault)
{
    const patron_btyd_fit_options *options = &request->options;
    const btyd_weighted *rows = &request->rows;
    patron_btyd_model sample;
    int32_t status = patron_btyd_check_histories(rows->n, rows->x, rows->t_x, rows->T, fault);
    if (status == PATRON_OK && chooses_k)
        status = patron_btyd_check_there(rows->n, request->sum_log_gap, "sum_log_gap", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(request->scratch, scratch_size,
                                           patron_btyd_fit_scratch_size(rows->n), fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_base_check_result(result, BTYD_FIT_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK && chooses_k)
        status = btyd_check_regular(options, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_options(options, fault);
    if (status == PATRON_OK && request->start != NULL)
        status = patron_btyd_check_start(options, request->start, "start", fault);
    if (status != PATRON_OK)
        return status;
    btyd_sample_model(options->kind, options->k, &sample);
    return patron_btyd_check_weighted(&sample, rows, request->sum_log_gap, fault);
}

/* Of checked arguments. */
static void btyd_fit_make(const btyd_fit_request *request, patron_btyd_model *model,
                          double *covariance, patron_btyd_fit_result *found)
{
    const patron_btyd_fit_options *known = &request->options;
    btyd_hill hill;
    btyd_climb climb;
    btyd_fit_memory memory;
    btyd_fit_carve(request->rows.n, request->scratch, patron_btyd_fit_scratch_size(request->rows.n),
                   &memory);
    patron_btyd_hill_open(known, &hill);
    btyd_fit_merge(&request->rows, &memory, &hill);
    uint64_t notes = patron_btyd_hill_survey(&hill);
    patron_btyd_fit_blank(request->rows.n, hill.rows.n, notes, &hill, found);
    for (int i = 0; covariance != NULL && i < 64; i++)
        covariance[i] = (double)NAN;
    if (notes == 0) { /* start may be model */
        patron_btyd_climb_open(&climb, hill.free, memory.climb);
        patron_btyd_hill_begin(request->start, &hill, climb.here.at);
        patron_btyd_climb_run(&hill, known->max_iterations, &climb);
        if (request->start == NULL)
            memory.spare =
                patron_btyd_climb_again(&hill, known->max_iterations, memory.spare, &climb);
        climb.here.log_likelihood +=
            patron_btyd_gaps_term(&request->rows, request->sum_log_gap, known->k);
        patron_btyd_fit_report(&hill, &climb, found);
        patron_btyd_climb_model(&hill, climb.here.at, model);
        if (climb.verdict == PATRON_BTYD_CONVERGED)
            patron_btyd_fit_errors(&hill, &climb, covariance, found);
        found->simpler = btyd_simpler(&climb, memory.spare, &hill);
    } else {
        memset(model, 0, sizeof *model);
        model->kind = known->kind;
        model->k = known->k;
    }
}

int32_t PATRON_CALL patron_btyd_fit(const patron_btyd_fit_options *options,
                                    const patron_btyd_model *start, size_t n, const uint32_t *x,
                                    const double *t_x, const double *T, const double *sum_log_gap,
                                    const double *weight, void *scratch, size_t scratch_size,
                                    patron_btyd_model *model, double *covariance,
                                    patron_btyd_fit_result *result, patron_fault *fault)
{
    btyd_fit_request request = {{0}, {n, x, t_x, T, weight}, sum_log_gap, start, scratch};
    patron_btyd_fit_result found;
    int32_t status = patron_btyd_read_options(options, 0, &request.options, fault);
    if (status == PATRON_OK)
        status = btyd_check_fit(&request, 0, scratch_size, model, result, fault);
    if (status != PATRON_OK)
        return status;
    btyd_fit_make(&request, model, covariance, &found);
    patron_base_write_result(result, &found, sizeof found);
    return PATRON_OK;
}

/* Fits every k up to that of the options; returns the likeliest one, the smallest of equals. */
static uint32_t btyd_fit_likeliest(btyd_fit_request *request, patron_btyd_model *model,
                                   double *log_likelihood, patron_btyd_fit_result *found)
{
    const uint32_t most = request->options.k;
    uint32_t best = 1;
    double highest = -(double)INFINITY;
    for (int i = 0; log_likelihood != NULL && i < BTYD_ERLANG_MAX; i++)
        log_likelihood[i] = (double)NAN;
    for (uint32_t k = 1; k <= most; k++) {
        request->options.k = k;
        btyd_fit_make(request, model, NULL, found);
        int has_end =
            found->verdict == PATRON_BTYD_CONVERGED || found->verdict == PATRON_BTYD_BOUNDARY;
        if (log_likelihood != NULL)
            log_likelihood[k - 1] = has_end ? found->log_likelihood : (double)NAN;
        if (has_end && found->log_likelihood > highest) {
            highest = found->log_likelihood;
            best = k;
        }
    }
    return best;
}

size_t PATRON_CALL patron_btyd_fit_regular_scratch_size(size_t n)
{
    return patron_btyd_fit_scratch_size(n);
}

int32_t PATRON_CALL patron_btyd_fit_regular(const patron_btyd_fit_options *options, size_t n,
                                            const uint32_t *x, const double *t_x, const double *T,
                                            const double *sum_log_gap, const double *weight,
                                            void *scratch, size_t scratch_size,
                                            patron_btyd_model *model, double *covariance,
                                            double *log_likelihood, patron_btyd_fit_result *result,
                                            patron_fault *fault)
{
    btyd_fit_request request = {{0}, {n, x, t_x, T, weight}, sum_log_gap, NULL, scratch};
    patron_btyd_fit_result found;
    int32_t status = patron_btyd_read_options(options, 0, &request.options, fault);
    if (status == PATRON_OK)
        status = btyd_check_fit(&request, 1, scratch_size, model, result, fault);
    if (status != PATRON_OK)
        return status;
    request.options.k = btyd_fit_likeliest(&request, model, log_likelihood, &found);
    btyd_fit_make(&request, model, covariance, &found);
    patron_base_write_result(result, &found, sizeof found);
    return PATRON_OK;
}
