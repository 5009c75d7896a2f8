/*
 * Lifetime values at constant retention: the checks, and the way through the columns. The formula is
 * in clv_block.c.
 */
#include "../portability.h"
#include "clv_block.h"
#include "clv_row.h"
#include "clv_terms.h"

#include "../base/base_fault.h"
#include <patron/clv.h>

#include <string.h>

static void clv_fill(double *column, double value)
{
    for (int i = 0; i < CLV_BLOCK; i++)
        column[i] = value;
}

/* Every row of the block has the terms' values, or zeros where columns will bring others. */
static void clv_begin(clv_block *block, const patron_clv_terms *terms, const clv_columns *columns)
{
    clv_fill(block->margin, columns->margin == NULL ? terms->margin : 0.0);
    clv_fill(block->retention, columns->retention == NULL ? terms->retention : 0.0);
    clv_fill(block->discount, columns->discount == NULL ? terms->discount : 0.0);
    clv_fill(block->growth, columns->growth == NULL ? terms->growth : 0.0);
    clv_fill(block->acquisition, columns->acquisition == NULL ? terms->acquisition : 0.0);
}

static void clv_load_column(double *to, const double *column, size_t from, size_t count)
{
    if (column != NULL && count == CLV_BLOCK)
        memcpy(to, column + from, CLV_BLOCK * sizeof *to);
    else if (column != NULL)
        memcpy(to, column + from, count * sizeof *to);
}

static void clv_load(clv_block *block, const clv_columns *columns, size_t from, size_t count)
{
    clv_load_column(block->margin, columns->margin, from, count);
    clv_load_column(block->retention, columns->retention, from, count);
    clv_load_column(block->discount, columns->discount, from, count);
    clv_load_column(block->growth, columns->growth, from, count);
    clv_load_column(block->acquisition, columns->acquisition, from, count);
}

/* Looks again at the rows that came out as no number; count is lowered to the faulty row. */
static int32_t clv_repair(clv_block *block, const patron_clv_terms *terms, size_t from,
                          size_t *count, patron_fault *fault)
{
    for (size_t i = 0; i < *count; i++) {
        if (block->value[i] - block->value[i] == 0.0)
            continue;
        patron_clv_terms row = *terms;
        row.margin = block->margin[i];
        row.retention = block->retention[i];
        row.discount = block->discount[i];
        row.growth = block->growth[i];
        row.acquisition = block->acquisition[i];
        int64_t number = (int64_t)(from + i);
        int32_t status = patron_clv_check_row(&row, number, fault);
        if (status == PATRON_OK)
            status = patron_clv_row(&row, number, &block->value[i], fault);
        if (status != PATRON_OK) {
            *count = i;
            return status;
        }
    }
    return PATRON_OK;
}

static int32_t clv_all_rows(const patron_clv_terms *terms, size_t n, const clv_columns *columns,
                            double *clv, patron_fault *fault)
{
    clv_block block;
    int32_t status = PATRON_OK;
    int grows = columns->growth != NULL || terms->growth != 0.0;
    clv_begin(&block, terms, columns);
    for (size_t from = 0; from < n && status == PATRON_OK; from += CLV_BLOCK) {
        size_t count = n - from < CLV_BLOCK ? n - from : CLV_BLOCK;
        clv_load(&block, columns, from, count);
        if (patron_clv_block_values(&block, terms, grows) != 0)
            status = clv_repair(&block, terms, from, &count, fault);
        memcpy(clv + from, block.value, count * sizeof *clv);
    }
    return status;
}

int32_t PATRON_CALL patron_clv_constant(const patron_clv_terms *terms, size_t n,
                                        const double *margin, const double *retention,
                                        const double *discount, const double *growth,
                                        const double *acquisition, double *clv, patron_fault *fault)
{
    clv_columns columns = {margin, retention, discount, growth, acquisition};
    int32_t status = patron_clv_check_terms(terms, &columns, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && clv == NULL)
        return patron_base_fault_null(fault, "clv");
    return clv_all_rows(terms, n, &columns, clv, fault);
}
