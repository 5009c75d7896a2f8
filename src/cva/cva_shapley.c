/*
 * Shapley shares of R^2 (S. Lipovetsky and M. Conklin, 2001): what an attribute adds to the R^2 of each set
 * S of others, weighted by |S|! (m - |S| - 1)! / m!. Summed by size over the sets T with the attribute and
 * without it,
 *
 *     share_j = sum_k w(k - 1) sum_{|T| = k, j in T} R^2(T) - sum_k w(k) sum_{|T| = k, j not in T} R^2(T)
 *
 * All sets are walked in lexicographic order: each is its parent and one attribute more, and so its Cholesky
 * factor its parent's and one row more.
 */
#include "cva_check.h"
#include "cva_model.h"

#include "../numeric/numeric_pair.h"
#include <math.h>
#include <string.h>

enum { CVA_SHAPLEY_MAX = 20 };

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct cva_walk {
    const cva_model *model;
    size_t depth;
    size_t *member;      /* [m] the set */
    numeric_pair *row;   /* [m*m] its factor; the diagonal is 0 for a member the others determine */
    numeric_pair *part;  /* [m] factor^-1 target */
    numeric_pair *fit;   /* [m + 1] R^2 of the first so many members */
    numeric_pair *total; /* [m + 1] sum of R^2 over sets of a size */
    numeric_pair *with;  /* [m*(m + 1)] over those that hold the attribute */
} cva_walk;

static size_t cva_walk_need(size_t total, size_t attributes)
{
    size_t m = attributes <= CVA_SHAPLEY_MAX ? attributes : 0;
    total = numeric_scratch_need(total, m, sizeof(size_t));
    total = numeric_scratch_need(total, m * m, sizeof(numeric_pair));
    total = numeric_scratch_need(total, m, sizeof(numeric_pair));
    total = numeric_scratch_need(total, m + 1, sizeof(numeric_pair));
    total = numeric_scratch_need(total, m + 1, sizeof(numeric_pair));
    return numeric_scratch_need(total, m * (m + 1), sizeof(numeric_pair));
}

size_t PATRON_CALL patron_cva_shapley_scratch_size(size_t attributes)
{
    return cva_walk_need(patron_cva_model_need(NUMERIC_SCRATCH_SLACK, attributes), attributes);
}

static void cva_walk_open(cva_walk *walk, numeric_scratch *carve, const cva_model *model)
{
    size_t m = model->attributes;
    walk->model = model;
    walk->depth = 0;
    walk->member = numeric_scratch_take(carve, m, sizeof *walk->member);
    walk->row = numeric_scratch_take(carve, m * m, sizeof *walk->row);
    walk->part = numeric_scratch_take(carve, m, sizeof *walk->part);
    walk->fit = numeric_scratch_take(carve, m + 1, sizeof *walk->fit);
    walk->total = numeric_scratch_take(carve, m + 1, sizeof *walk->total);
    walk->with = numeric_scratch_take(carve, m * (m + 1), sizeof *walk->with);
    walk->fit[0] = numeric_pair_make(0.0, 0.0);
    for (size_t k = 0; k <= m; k++)
        walk->total[k] = walk->fit[0];
    for (size_t k = 0; k < m * (m + 1); k++)
        walk->with[k] = walk->fit[0];
}

/* The row of the factor that a new member adds; what is left of its variance. */
static numeric_pair cva_walk_row(cva_walk *walk, size_t attribute)
{
    size_t m = walk->model->attributes, d = walk->depth;
    const numeric_pair *correlation = walk->model->matrix + attribute * m;
    numeric_pair *row = walk->row + d * m, left = correlation[attribute];
    for (size_t t = 0; t < d; t++) {
        const numeric_pair *earlier = walk->row + t * m;
        numeric_pair rest = correlation[walk->member[t]];
        row[t] = numeric_pair_make(0.0, 0.0);
        if (!(earlier[t].high > 0.0))
            continue;
        for (size_t u = 0; u < t; u++)
            rest = numeric_pair_less_product(rest, row[u], earlier[u]);
        row[t] = numeric_pair_quotient(rest, earlier[t]);
        left = numeric_pair_less_product(left, row[t], row[t]);
    }
    return left;
}

/* One member more, and the R^2 of the set to the sums. */
static void cva_walk_enter(cva_walk *walk, size_t attribute)
{
    size_t m = walk->model->attributes, d = walk->depth;
    numeric_pair left = cva_walk_row(walk, attribute), rest = walk->model->target[attribute];
    numeric_pair root = numeric_pair_make(0.0, 0.0), part = root;
    if (left.high > CVA_PIVOT_LEAST) {
        root = numeric_pair_root(left);
        for (size_t t = 0; t < d; t++)
            rest = numeric_pair_less_product(rest, walk->row[d * m + t], walk->part[t]);
        part = numeric_pair_quotient(rest, root);
    }
    walk->row[d * m + d] = root;
    walk->part[d] = part;
    walk->fit[d + 1] = numeric_pair_sum(walk->fit[d], numeric_pair_product(part, part));
    walk->member[d] = attribute;
    walk->depth = d + 1;
    walk->total[d + 1] = numeric_pair_sum(walk->total[d + 1], walk->fit[d + 1]);
    for (size_t t = 0; t <= d; t++) {
        numeric_pair *with = &walk->with[walk->member[t] * (m + 1) + d + 1];
        *with = numeric_pair_sum(*with, walk->fit[d + 1]);
    }
}

static void cva_walk_all(cva_walk *walk)
{
    size_t m = walk->model->attributes, next = 0;
    while (next < m || walk->depth > 0) {
        if (next < m) {
            cva_walk_enter(walk, next);
            next++;
        } else {
            walk->depth--;
            next = walk->member[walk->depth] + 1;
        }
    }
}

/* w(k) = 1 / (m C(m - 1, k)) */
static double cva_walk_share(const cva_walk *walk, size_t attribute)
{
    size_t m = walk->model->attributes;
    const numeric_pair *with = walk->with + attribute * (m + 1);
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    double ways = (double)m;
    for (size_t k = 0; k < m; k++) {
        numeric_pair gain =
            numeric_pair_difference(with[k + 1], numeric_pair_difference(walk->total[k], with[k]));
        sum = numeric_pair_sum(sum, numeric_pair_quotient(gain, numeric_pair_make(ways, 0.0)));
        ways = ways * (double)(m - 1 - k) / (double)(k + 1);
    }
    return fmax(0.0, numeric_pair_value(sum));
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_shapley(const patron_cva_moments *moments, size_t moments_size,
                                       void *scratch, size_t scratch_size, size_t attributes,
                                       double *share, patron_cva_fit *result, patron_fault *fault)
{
    cva_model model;
    cva_walk walk;
    patron_cva_fit fit;
    int32_t status =
        patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_cva_shapley_scratch_size(attributes), fault);
    if (status != PATRON_OK)
        return status;
    if (share == NULL)
        return patron_base_fault_null(fault, "share");
    status = patron_base_check_result(result, CVA_FIT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_attributes(moments, attributes, CVA_SHAPLEY_MAX, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_cva_model_open(&model, &carve, attributes);
    int varies = patron_cva_model_fill(&model, moments);
    cva_walk_open(&walk, &carve, &model);
    cva_walk_all(&walk);
    patron_cva_model_solve(&model);
    patron_cva_model_describe(&model, moments, varies, &fit);
    for (size_t a = 0; a < attributes; a++)
        share[a] =
            (fit.notes & PATRON_CVA_NOTE_NO_SPREAD) != 0 ? (double)NAN : cva_walk_share(&walk, a);
    patron_base_write_result(result, &fit, sizeof fit);
    return PATRON_OK;
}
