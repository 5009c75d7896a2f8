/*
 * From respondents to a table: exact sums of the answers in each cell, divided by their number.
 */
#include "cva_cells.h"
#include "cva_check.h"
#include "cva_respondents.h"

#include <patron/cva.h>

#include <math.h>

enum { CVA_SEGMENTS_MAX = 16777216 };

size_t PATRON_CALL patron_cva_means_scratch_size(size_t attributes, size_t suppliers,
                                                 size_t segments)
{
    size_t cells = cva_cells_of(attributes, suppliers);
    return patron_cva_cells_need(NUMERIC_SCRATCH_SLACK, segments, cells);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_segments(const cva_respondents *answers, size_t segments,
                                  patron_fault *fault)
{
    int32_t status = patron_cva_check_respondents(answers, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_count("segments", segments, CVA_SEGMENTS_MAX, fault);
    return status;
}

/* Adds everyone; the fault of the first row that has one. */
static int32_t cva_add_segments(const cva_respondents *answers, size_t segments, cva_cells *cells,
                                patron_fault *fault)
{
    for (size_t i = 0; i < answers->n; i++) {
        const double *rating = answers->rating + i * cells->cells;
        size_t group = answers->segment == NULL ? 0 : answers->segment[i], column;
        if (group >= segments)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "segment", (int64_t)i, group,
                                              "a number below segments");
        if (!patron_cva_cells_add(cells, group, rating, -CVA_RATING_MAX, &column))
            return patron_cva_check_cell("rating", (int64_t)i, (int64_t)column, rating[column],
                                         -CVA_RATING_MAX, "a rating in [-1e9, 1e9], or NaN", fault);
    }
    patron_cva_cells_close(cells);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_means(size_t n, const uint32_t *segment, size_t attributes,
                                     size_t suppliers, const double *rating, void *scratch,
                                     size_t scratch_size, size_t segments, double *mean,
                                     uint32_t *used, patron_fault *fault)
{
    cva_respondents answers = {n, segment, 0, attributes, suppliers, rating};
    cva_cells cells;
    if (n > 0 && rating == NULL)
        return patron_base_fault_null(fault, "rating");
    int32_t status = patron_base_check_scratch(
        scratch, scratch_size, patron_cva_means_scratch_size(attributes, suppliers, segments),
        fault);
    if (status != PATRON_OK)
        return status;
    if (mean == NULL)
        return patron_base_fault_null(fault, "mean");
    status = cva_check_segments(&answers, segments, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    patron_cva_cells_open(&cells, &carve, segments, attributes * suppliers);
    status = cva_add_segments(&answers, segments, &cells, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t c = 0; c < segments * cells.cells; c++) {
        mean[c] = patron_cva_cells_mean(&cells, c);
        if (used != NULL)
            used[c] = (uint32_t)cells.count[c];
    }
    return PATRON_OK;
}
