/*
 * Distributions of the number of purchases, and figures of a customer of whom nothing is known but the
 * first purchase: the history x = t_x = T = 0, which says nothing.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_scratch.h"

#include <math.h>

enum { BTYD_NUMBERS_FIRST = 16 };

static const btyd_row btyd_numbers_nothing = {0.0, 0.0, 0.0};

/* --- kernels ---------------------------------------------------------------------------------- */

/* The smallest k with P(X <= k) >= q; counts where it is that or more. */
static size_t btyd_numbers_quantile(const patron_btyd_model *model, const btyd_row *row,
                                    double ahead, double q, size_t counts, double *probability)
{
    size_t tried = BTYD_NUMBERS_FIRST;
    do {
        size_t reach = tried < counts ? tried : counts;
        double sum = 0.0;
        patron_btyd_kind_pmf(model, row, ahead, reach, probability);
        for (size_t k = 0; k < reach; k++) {
            sum += probability[k];
            if (sum >= q)
                return k;
        }
        tried *= 4;
    } while (tried / 4 < counts);
    return counts;
}

/* --- checks ------------------------------------------------------------------------------------ */

static int32_t btyd_numbers_check_matrix(size_t n, size_t counts, patron_fault *fault)
{
    if (counts > BTYD_ROWS_MAX || (n > 0 && counts > SIZE_MAX / sizeof(double) / n))
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "counts", -1, counts,
                                          "at most 2147483647, and a matrix in memory");
    return PATRON_OK;
}

/* Model and n, for customers of whom nothing is known. */
static int32_t btyd_numbers_check_new(const patron_btyd_model *model, const btyd_columns *columns,
                                      size_t wanted, const double *answer, const char *name,
                                      patron_fault *fault)
{
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(columns->n, columns->T, "t", fault);
    if (status == PATRON_OK && wanted > 0)
        status = patron_btyd_check_there(columns->n, answer, name, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, columns, fault);
    return status;
}

/* --- public functions --------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_btyd_pmf(const patron_btyd_model *model, double ahead, size_t n,
                                    const uint32_t *x, const double *t_x, const double *T,
                                    const double *alpha, const double *dropout, size_t counts,
                                    double *probability, patron_fault *fault)
{
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    int32_t status = patron_btyd_check_pointers(model, &columns, fault);
    if (status == PATRON_OK && counts > 0)
        status = patron_btyd_check_there(n, probability, "probability", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_ahead(model, ahead, "ahead", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, &columns, fault);
    if (status == PATRON_OK)
        status = btyd_numbers_check_matrix(n, counts, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, &columns, i, &own, &row, fault);
        if (status == PATRON_OK && counts > 0)
            patron_btyd_kind_pmf(&own, &row, ahead, counts, probability + counts * i);
    }
    return status;
}

int32_t PATRON_CALL patron_btyd_pmf_new(const patron_btyd_model *model, size_t n, const double *t,
                                        const double *alpha, const double *dropout, size_t counts,
                                        double *probability, patron_fault *fault)
{
    btyd_columns columns = {n, NULL, NULL, t, NULL, alpha, dropout};
    int32_t status =
        btyd_numbers_check_new(model, &columns, counts, probability, "probability", fault);
    if (status == PATRON_OK)
        status = btyd_numbers_check_matrix(n, counts, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_btyd_model own;
        status = patron_btyd_load_new(model, &columns, i, "t", &own, fault);
        if (status == PATRON_OK && counts > 0)
            patron_btyd_kind_pmf(&own, &btyd_numbers_nothing, t[i], counts,
                                 probability + counts * i);
    }
    return status;
}

int32_t PATRON_CALL patron_btyd_expected_new(const patron_btyd_model *model, size_t n,
                                             const double *t, const double *alpha,
                                             const double *dropout, double *purchases,
                                             patron_fault *fault)
{
    btyd_columns columns = {n, NULL, NULL, t, NULL, alpha, dropout};
    int32_t status = btyd_numbers_check_new(model, &columns, 1, purchases, "purchases", fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        patron_btyd_model own;
        status = patron_btyd_load_new(model, &columns, i, "t", &own, fault);
        if (status == PATRON_OK)
            purchases[i] = patron_btyd_kind_expected(&own, &btyd_numbers_nothing, t[i]);
    }
    return status;
}

size_t PATRON_CALL patron_btyd_quantile_scratch_size(size_t counts)
{
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, counts, sizeof(double));
}

int32_t PATRON_CALL patron_btyd_quantile(const patron_btyd_model *model, double ahead, double q,
                                         size_t n, const uint32_t *x, const double *t_x,
                                         const double *T, const double *alpha,
                                         const double *dropout, size_t counts, void *scratch,
                                         size_t scratch_size, uint32_t *purchases,
                                         patron_fault *fault)
{
    btyd_columns columns = {n, x, t_x, T, NULL, alpha, dropout};
    int32_t status = patron_btyd_check_pointers(model, &columns, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_btyd_quantile_scratch_size(counts), fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(n, purchases, "purchases", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_ahead(model, ahead, "ahead", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_probability(q, "q", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_columns(model, &columns, fault);
    if (status == PATRON_OK && (counts < 1 || counts > BTYD_ROWS_MAX))
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "counts", -1, counts,
                                            "in [1, 2147483647]");
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    double *probability = numeric_scratch_take(&carve, counts, sizeof(double));
    for (size_t i = 0; i < n; i++) {
        patron_btyd_model own;
        btyd_row row;
        status = patron_btyd_load(model, &columns, i, &own, &row, fault);
        if (status != PATRON_OK)
            return status;
        size_t k = btyd_numbers_quantile(&own, &row, ahead, q, counts, probability);
        if (k == counts)
            return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "counts", (int64_t)i,
                                              counts, "more counts: the quantile is beyond them");
        purchases[i] = (uint32_t)k;
    }
    return PATRON_OK;
}
