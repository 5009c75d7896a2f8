#include "cva_cells.h"

#include "cva_check.h"

#include <math.h>

#define CVA_COARSE_UNIT 1572864.0            /* 1.5 2^20: multiples of 2^-32 */
#define CVA_FINE_UNIT 1.7881393432617188e-07 /* 1.5 2^-23: multiples of 2^-75 */
#define CVA_CELL_END 1024.0

/* --- kernels ---------------------------------------------------------------------------------- */

size_t patron_cva_cells_need(size_t total, size_t groups, size_t cells)
{
    size_t all = cells > 0 && groups > SIZE_MAX / cells ? SIZE_MAX : groups * cells;
    total = numeric_scratch_need(total, all, sizeof(patron_sum_exact));
    for (int k = 0; k < 3; k++)
        total = numeric_scratch_need(total, all, sizeof(double));
    return numeric_scratch_need(total, groups, sizeof(uint32_t));
}

void patron_cva_cells_open(cva_cells *cells, numeric_scratch *carve, size_t groups, size_t count)
{
    size_t all = groups * count;
    cells->groups = groups;
    cells->cells = count;
    cells->sum = numeric_scratch_take(carve, all, sizeof *cells->sum);
    cells->coarse = numeric_scratch_take(carve, all, sizeof *cells->coarse);
    cells->fine = numeric_scratch_take(carve, all, sizeof *cells->fine);
    cells->count = numeric_scratch_take(carve, all, sizeof *cells->count);
    cells->pending = numeric_scratch_take(carve, groups, sizeof *cells->pending);
    for (size_t c = 0; c < all; c++) {
        patron_sum_exact_init(&cells->sum[c]);
        cells->coarse[c] = cells->fine[c] = cells->count[c] = 0.0;
    }
    memset(cells->pending, 0, groups * sizeof *cells->pending);
}

static void cva_cells_flush(cva_cells *cells, size_t group)
{
    for (size_t c = group * cells->cells; c < (group + 1) * cells->cells; c++) {
        sum_exact_add(&cells->sum[c], cells->coarse[c]);
        sum_exact_add(&cells->sum[c], cells->fine[c]);
        cells->coarse[c] = cells->fine[c] = 0.0;
    }
    cells->pending[group] = 0;
}

void patron_cva_cells_close(cva_cells *cells)
{
    for (size_t g = 0; g < cells->groups; g++)
        cva_cells_flush(cells, g);
}

/* Whether two cuts hold every rating of a row, and none is below the least. */
static int cva_cells_held(size_t count, const double *rating, double least)
{
    double lost = 0.0;
    for (size_t c = 0; c < count; c++) {
        double x = rating[c];
        double y = x == x ? x : 0.0;
        double coarse = (y + CVA_COARSE_UNIT) - CVA_COARSE_UNIT;
        double rest = y - coarse;
        double fine = (rest + CVA_FINE_UNIT) - CVA_FINE_UNIT;
        lost += fabs(rest - fine) + (y < CVA_CELL_END ? 0.0 : 1.0) + (y >= least ? 0.0 : 1.0);
    }
    return lost == 0.0;
}

static void cva_cells_add_held(size_t count, const double *PORTABILITY_RESTRICT rating,
                               double *PORTABILITY_RESTRICT coarse,
                               double *PORTABILITY_RESTRICT fine,
                               double *PORTABILITY_RESTRICT answers)
{
    for (size_t c = 0; c < count; c++) {
        double x = rating[c];
        double y = x == x ? x : 0.0;
        double cut = (y + CVA_COARSE_UNIT) - CVA_COARSE_UNIT;
        coarse[c] += cut;
        fine[c] += y - cut;
        answers[c] += x == x ? 1.0 : 0.0;
    }
}

/* One by one; how many cells before the first that is not a rating. */
static size_t cva_cells_valid(size_t count, const double *rating, double least)
{
    size_t c = 0;
    while (c < count && (isnan(rating[c]) || (rating[c] >= least && rating[c] <= CVA_RATING_MAX)))
        c++;
    return c;
}

int patron_cva_cells_add(cva_cells *cells, size_t group, const double *rating, double least,
                         size_t *column)
{
    size_t first = group * cells->cells;
    if (cva_cells_held(cells->cells, rating, fmax(least, -CVA_CELL_END))) {
        if (cells->pending[group] == CVA_CELLS_PENDING_MAX)
            cva_cells_flush(cells, group);
        cells->pending[group]++;
        cva_cells_add_held(cells->cells, rating, cells->coarse + first, cells->fine + first,
                           cells->count + first);
        return 1;
    }
    *column = cva_cells_valid(cells->cells, rating, least);
    if (*column < cells->cells)
        return 0;
    for (size_t c = 0; c < cells->cells; c++) {
        if (isnan(rating[c]))
            continue;
        sum_exact_add(&cells->sum[first + c], rating[c]);
        cells->count[first + c] += 1.0;
    }
    return 1;
}

double patron_cva_cells_mean(const cva_cells *cells, size_t cell)
{
    double total = 0.0;
    (void)patron_sum_exact_round(&cells->sum[cell], &total); /* 2^31 ratings to 1e9: it fits */
    return total / cells->count[cell];                       /* 0 / 0 without answers */
}
