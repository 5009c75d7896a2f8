#include "cva_check.h"

#include "../numeric/numeric_pair.h"
#include "cva_respondents.h"

#define CVA_CONFIDENCE_LEAST 1e-9

int32_t patron_cva_check_value(const char *argument, int64_t row, double value, double least,
                               double most, const char *expected, patron_fault *fault)
{
    if (value >= least && value <= most)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

int32_t patron_cva_check_cell(const char *argument, int64_t row, int64_t column, double value,
                              double least, const char *expected, patron_fault *fault)
{
    if (value >= least && value <= CVA_RATING_MAX)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real_at(fault, status, argument, row, column, value, expected);
}

int32_t patron_cva_check_choice(const char *argument, uint32_t value, uint32_t most,
                                const char *expected, patron_fault *fault)
{
    if (value <= most)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, value, expected);
}

int32_t patron_cva_check_count(const char *argument, size_t count, size_t most, patron_fault *fault)
{
    if (count >= 1 && count <= most)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, count,
                                      "a number from 1 to the documented limit");
}

int32_t patron_cva_check_own(uint32_t own, size_t suppliers, patron_fault *fault)
{
    if (own < suppliers || suppliers < 1) /* what is wrong then is suppliers */
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "own", -1, own,
                                      "the number of a supplier, below suppliers");
}

int32_t patron_cva_check_weight(size_t row, double weight, patron_fault *fault)
{
    return patron_cva_check_value("weight", (int64_t)row, weight, 0.0, CVA_WEIGHT_MAX,
                                  "a weight in [0, 1e150]", fault);
}

int32_t patron_cva_check_null(const cva_table *table, patron_fault *fault)
{
    if (table->attributes > 0 && table->weight == NULL)
        return patron_base_fault_null(fault, "weight");
    if (table->attributes > 0 && table->rating == NULL)
        return patron_base_fault_null(fault, "rating");
    return PATRON_OK;
}

int32_t patron_cva_check_table(cva_table *table, patron_fault *fault)
{
    const char *expected = table->least < 0.0 ? "a rating in [-1e9, 1e9]" : "a rating in [0, 1e9]";
    int32_t status =
        patron_cva_check_count("suppliers", table->suppliers, CVA_SUPPLIERS_MAX, fault);
    for (size_t j = 0; status == PATRON_OK && j < table->attributes; j++) {
        status = patron_cva_check_weight(j, table->weight[j], fault);
        for (size_t s = 0; status == PATRON_OK && s < table->suppliers; s++)
            status = patron_cva_check_cell("rating", (int64_t)j, (int64_t)s,
                                           table->rating[j * table->suppliers + s], table->least,
                                           expected, fault);
    }
    return status == PATRON_OK ? patron_cva_weigh(table, fault) : status;
}

int32_t patron_cva_weigh(cva_table *table, patron_fault *fault)
{
    double most = 0.0;
    int exponent;
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t j = 0; j < table->attributes; j++)
        most = fmax(most, table->weight[j]);
    if (table->attributes > 0 && !(most > 0.0))
        return patron_base_fault_real(fault, PATRON_E_RANGE, "weight", -1, 0.0,
                                      "a weight above 0 among them");
    (void)frexp(most, &exponent);
    table->unit = ldexp(1.0, exponent < -1000 ? 1000 : -exponent);
    for (size_t j = 0; j < table->attributes; j++)
        sum = numeric_pair_add(sum, table->weight[j] * table->unit);
    table->sum = numeric_pair_value(sum);
    return PATRON_OK;
}

double patron_cva_others(size_t suppliers, const double *rating, size_t own)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t s = 0; s < suppliers; s++)
        if (s != own)
            sum = numeric_pair_add(sum, rating[s]);
    return numeric_pair_mean(sum, (double)(suppliers - 1)); /* NaN where there is no other */
}

int32_t patron_cva_check_confidence(double confidence, patron_fault *fault)
{
    if (confidence >= CVA_CONFIDENCE_LEAST && confidence < 1.0)
        return PATRON_OK;
    return patron_base_fault_real(fault,
                                  isfinite(confidence) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE,
                                  "confidence", -1, confidence, "a fraction in [1e-9, 1)");
}

#define CVA_RESPONDENTS_MAX UINT64_C(2147483647)

int32_t patron_cva_check_respondents(const cva_respondents *answers, patron_fault *fault)
{
    if (answers->n > CVA_RESPONDENTS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, answers->n,
                                          "at most 2147483647 respondents");
    int32_t status =
        patron_cva_check_count("attributes", answers->attributes, CVA_TABLE_MAX, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_count("suppliers", answers->suppliers, CVA_TABLE_MAX, fault);
    return status;
}
