/*
 * Three scores as one number: the code of a cell, the digits of the trade, a weighted mean.
 */
#include "rfm_column.h"

#include "../base/base_fault.h"

#include <math.h>

enum { RFM_DIGIT_MAX = 9 };

/* The three scores of each customer. */
typedef struct rfm_code_columns {
    size_t n;
    const uint32_t *r;
    const uint32_t *f;
    const uint32_t *m;
} rfm_code_columns;

/* --- checks ----------------------------------------------------------------------------------- */

/* Everything but the rows; m may be NULL where it is optional. */
static int32_t rfm_code_check(const rfm_code_columns *columns, const void *out,
                              const char *argument, patron_fault *fault)
{
    int32_t status = patron_rfm_check_rows(columns->n, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(columns->n, columns->r, "r", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(columns->n, columns->f, "f", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(columns->n, columns->m, "m", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(columns->n, out, argument, fault);
    return status;
}

static int32_t rfm_code_score(const uint32_t *column, size_t row, uint32_t most,
                              const char *argument, const char *expected, patron_fault *fault)
{
    if (column[row] > most)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, (int64_t)row,
                                          column[row], expected);
    return PATRON_OK;
}

/* A row that is known to have a score above `most`. */
static int32_t rfm_code_row(const rfm_code_columns *columns, size_t row, uint32_t most,
                            const char *expected, patron_fault *fault)
{
    int32_t status = rfm_code_score(columns->r, row, most, "r", expected, fault);
    if (status == PATRON_OK)
        status = rfm_code_score(columns->f, row, most, "f", expected, fault);
    if (status == PATRON_OK)
        status = rfm_code_score(columns->m, row, most, "m", expected, fault);
    return status;
}

static int rfm_code_above(const rfm_code_columns *columns, size_t row, uint32_t most)
{
    return columns->r[row] > most || columns->f[row] > most || columns->m[row] > most;
}

static int rfm_code_missing(const rfm_code_columns *columns, size_t row)
{
    return columns->r[row] == 0 || columns->f[row] == 0 || columns->m[row] == 0;
}

static int32_t rfm_code_weight(double weight, const char *argument, patron_fault *fault)
{
    if (!isfinite(weight))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, -1, weight,
                                      "a weight in [0, 1e100]");
    if (weight < 0.0 || weight > 1e100)
        return patron_base_fault_real(fault, PATRON_E_RANGE, argument, -1, weight,
                                      "a weight in [0, 1e100]");
    return PATRON_OK;
}

static int32_t rfm_code_weights(double r_weight, double f_weight, double m_weight,
                                patron_fault *fault)
{
    int32_t status = rfm_code_weight(r_weight, "r_weight", fault);
    if (status == PATRON_OK)
        status = rfm_code_weight(f_weight, "f_weight", fault);
    if (status == PATRON_OK)
        status = rfm_code_weight(m_weight, "m_weight", fault);
    if (status == PATRON_OK && r_weight + f_weight + m_weight == 0.0)
        status = patron_base_fault_real(fault, PATRON_E_RANGE, "m_weight", -1, m_weight,
                                        "a weight above 0, as the others are 0");
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_rfm_code(uint32_t bins, size_t n, const uint32_t *r, const uint32_t *f,
                                    const uint32_t *m, uint32_t *code, patron_fault *fault)
{
    rfm_code_columns columns = {n, r, f, m != NULL ? m : f};
    int32_t status =
        patron_rfm_check_count(bins, 2, RFM_BINS_MAX, "bins", "a number in [2, 1000]", fault);
    if (status == PATRON_OK)
        status = rfm_code_check(&columns, code, "code", fault);
    if (status != PATRON_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        if (rfm_code_above(&columns, i, bins))
            return rfm_code_row(&columns, i, bins, "a score in [0, bins]", fault);
        uint32_t pair = (r[i] - 1) * bins + f[i];
        uint32_t made = m != NULL ? (pair - 1) * bins + m[i] : pair;
        code[i] = rfm_code_missing(&columns, i) ? 0 : made;
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_rfm_digits(size_t n, const uint32_t *r, const uint32_t *f,
                                      const uint32_t *m, uint32_t *digits, patron_fault *fault)
{
    rfm_code_columns columns = {n, r, f, m};
    int32_t status = rfm_code_check(&columns, digits, "digits", fault);
    if (status != PATRON_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        if (rfm_code_above(&columns, i, RFM_DIGIT_MAX))
            return rfm_code_row(&columns, i, RFM_DIGIT_MAX, "a score in [0, 9]", fault);
        digits[i] = rfm_code_missing(&columns, i) ? 0 : 100 * r[i] + 10 * f[i] + m[i];
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_rfm_weighted(double r_weight, double f_weight, double m_weight, size_t n,
                                        const uint32_t *r, const uint32_t *f, const uint32_t *m,
                                        double *weighted, patron_fault *fault)
{
    rfm_code_columns columns = {n, r, f, m};
    int32_t status = rfm_code_weights(r_weight, f_weight, m_weight, fault);
    if (status == PATRON_OK)
        status = rfm_code_check(&columns, weighted, "weighted", fault);
    if (status != PATRON_OK)
        return status;
    double weights = r_weight + f_weight + m_weight;
    for (size_t i = 0; i < n; i++) {
        if (rfm_code_above(&columns, i, RFM_BINS_MAX))
            return rfm_code_row(&columns, i, RFM_BINS_MAX, "a score in [0, 1000]", fault);
        double lowest = fmin(fmin(r[i], f[i]), m[i]);
        double highest = fmax(fmax(r[i], f[i]), m[i]);
        double mean = (r_weight * r[i] + f_weight * f[i] + m_weight * m[i]) / weights;
        weighted[i] = lowest == 0.0 ? (double)NAN : fmin(fmax(mean, lowest), highest);
    }
    return PATRON_OK;
}
