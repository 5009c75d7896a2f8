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

/* The rows of a block up to the first without a segment, and their segments. */
static size_t cva_segments_of(const cva_respondents *answers, size_t first, size_t rows,
                              size_t segments, uint32_t *group)
{
    size_t i = 0;
    for (; i < rows; i++) {
        group[i] = answers->segment == NULL ? 0 : answers->segment[first + i];
        if (group[i] >= segments)
            break;
    }
    return i;
}

/* Adds everyone; the fault of the first row that has one. */
static int32_t cva_add_segments(const cva_respondents *answers, size_t segments, cva_cells *cells,
                                patron_fault *fault)
{
    uint32_t group[CVA_CELLS_ROWS];
    for (size_t i = 0; i < answers->n; i += CVA_CELLS_ROWS) {
        const double *rating = answers->rating + i * cells->cells;
        size_t rows = answers->n - i < CVA_CELLS_ROWS ? answers->n - i : CVA_CELLS_ROWS, column;
        size_t sound = cva_segments_of(answers, i, rows, segments, group);
        size_t added = patron_cva_cells_add(cells, sound, group, rating, -CVA_RATING_MAX, &column);
        if (added < sound)
            return patron_cva_check_cell("rating", (int64_t)(i + added), (int64_t)column,
                                         rating[added * cells->cells + column], -CVA_RATING_MAX,
                                         "a rating in [-1e9, 1e9], or NaN", fault);
        if (sound < rows)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "segment",
                                              (int64_t)(i + sound), answers->segment[i + sound],
                                              "a number below segments");
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
            used[c] = (uint32_t)patron_cva_cells_count(&cells, c);
    }
    return PATRON_OK;
}
