/*
 * One funnel: counts n_0 .. n_K, rates n_k / n_{k-1}.
 */
#include "../portability.h"
#include "funnel_row.h"

#include "../base/base_fault.h"

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

static void funnel_look(funnel_row *row)
{
    row->rates = row->stages;
    row->note = 0;
    for (size_t k = row->stages; --k > 0;) {
        double before = funnel_count_at(row, k - 1);
        if (funnel_count_at(row, k) > before)
            row->note |= PATRON_FUNNEL_NOTE_RISING;
        if (before > 0.0)
            continue;
        row->note |= PATRON_FUNNEL_NOTE_EMPTY;
        row->rates = k;
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

funnel_table patron_funnel_table_real(const double *count, size_t stages, const char *argument)
{
    funnel_table table = {count, NULL, stages, argument};
    return table;
}

funnel_table patron_funnel_table_counts(const uint64_t *count, size_t stages, const char *argument)
{
    funnel_table table = {NULL, count, stages, argument};
    return table;
}

int32_t patron_funnel_check_column(size_t n, const void *column, const char *argument,
                                   patron_fault *fault)
{
    return n > 0 && column == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

int32_t patron_funnel_check_stages(size_t stages, patron_fault *fault)
{
    if (stages >= 1 && stages <= FUNNEL_STAGES_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "stages", -1, stages,
                                      "a count in [1, 32]");
}

int32_t patron_funnel_check_table(size_t n, const funnel_table *table, patron_fault *fault)
{
    const void *column = table->real != NULL ? (const void *)table->real : table->whole;
    return patron_funnel_check_column(n, column, table->argument, fault);
}

int32_t patron_funnel_check_real(double value, double high, const char *argument, int64_t row,
                                 patron_fault *fault)
{
    if (value >= 0.0 && value <= high)
        return PATRON_OK;
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value,
                                  high > 1.0 ? "a number in [0, 1e15]" : "a fraction in [0, 1]");
}

/* Checks the count of a stage; row and column are the fault's. */
static int32_t funnel_check_count(const funnel_row *taken, size_t k, const char *argument,
                                  int64_t row, int64_t column, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (taken->real != NULL)
        status = patron_funnel_check_real(taken->real[k], FUNNEL_COUNT_MAX, argument, row, fault);
    else if (taken->whole[k] > FUNNEL_WHOLE_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, row, taken->whole[k],
                                            "a count in [0, 1000000000000000]");
    if (status != PATRON_OK && fault != NULL)
        fault->column = column;
    return status;
}

static void funnel_open(const funnel_table *table, size_t row, funnel_row *taken)
{
    taken->stages = table->stages;
    taken->real = table->real != NULL ? table->real + row * table->stages : NULL;
    taken->whole = table->real != NULL ? NULL : table->whole + row * table->stages;
}

int32_t patron_funnel_take(const funnel_table *table, size_t row, funnel_row *taken,
                           patron_fault *fault)
{
    int32_t status = PATRON_OK;
    funnel_open(table, row, taken);
    for (size_t k = 0; status == PATRON_OK && k < table->stages; k++)
        status = funnel_check_count(taken, k, table->argument, (int64_t)row, (int64_t)k, fault);
    if (status == PATRON_OK)
        funnel_look(taken);
    return status;
}

int32_t patron_funnel_take_only(const funnel_table *table, funnel_row *taken, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    funnel_open(table, 0, taken);
    for (size_t k = 0; status == PATRON_OK && k < table->stages; k++)
        status = funnel_check_count(taken, k, table->argument, (int64_t)k, -1, fault);
    if (status == PATRON_OK)
        funnel_look(taken);
    return status;
}

int32_t patron_funnel_fault_overflow(const char *argument, int64_t row, patron_fault *fault)
{
    (void)patron_base_fault_plain(fault, PATRON_E_OVERFLOW, argument,
                                  "a figure that a double holds");
    if (fault != NULL)
        fault->row = row;
    return PATRON_E_OVERFLOW;
}
