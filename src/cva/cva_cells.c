#include "cva_cells.h"

#include "../numeric/numeric_pair.h"
#include "cva_check.h"

#include <math.h>

#define CVA_COARSE_UNIT 1572864.0                 /* 1.5 2^20: multiples of 2^-32 */
#define CVA_END_BITS UINT64_C(0x4090000000000000) /* 1024.0 */
#define CVA_FINE_UNIT 1.7881393432617188e-07      /* 1.5 2^-23: multiples of 2^-75 */

enum { CVA_LANES = 8 };

/* --- kernels ---------------------------------------------------------------------------------- */

size_t patron_cva_cells_need(size_t total, size_t groups, size_t cells)
{
    size_t all = cells > 0 && groups > SIZE_MAX / cells ? SIZE_MAX : groups * cells;
    total = numeric_scratch_need(total, all, sizeof(patron_sum_exact));
    for (int k = 0; k < 3; k++)
        total = numeric_scratch_need(total, all, sizeof(double));
    total = numeric_scratch_need(total, groups, sizeof(uint64_t));
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
    cells->missing = numeric_scratch_take(carve, all, sizeof *cells->missing);
    cells->rows = numeric_scratch_take(carve, groups, sizeof *cells->rows);
    cells->pending = numeric_scratch_take(carve, groups, sizeof *cells->pending);
    for (size_t c = 0; c < all; c++) {
        patron_sum_exact_init(&cells->sum[c]);
        cells->coarse[c] = cells->fine[c] = 0.0;
        cells->missing[c] = 0;
    }
    memset(cells->rows, 0, groups * sizeof *cells->rows);
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

/* How much of a block's ratings cuts hold. */
enum cva_cells_cut { CVA_NO_CUT, CVA_TWO_CUTS, CVA_EACH };

/* Bits that are all 0 where nothing is left after a cut, and where nothing is after two and no rating is out
   of range. */
typedef struct cva_lanes {
    uint64_t rest;
    uint64_t lost;
} cva_lanes;

/* count is a multiple of the lanes; sign is the sign bit where a rating must not be negative, else 0. */
static void cva_cells_look(size_t count, const double *rating, uint64_t sign, cva_lanes *lanes)
{
    uint64_t rests[CVA_LANES], lost[CVA_LANES], wild[CVA_LANES];
    memset(rests, 0, sizeof rests);
    memset(lost, 0, sizeof lost);
    memset(wild, 0, sizeof wild);
    for (size_t i = 0; i < count; i += CVA_LANES)
        for (int k = 0; k < CVA_LANES; k++) {
            double y = cva_present(rating[i + (size_t)k]);
            double rest = y - ((y + CVA_COARSE_UNIT) - CVA_COARSE_UNIT);
            double fine = (rest + CVA_FINE_UNIT) - CVA_FINE_UNIT;
            uint64_t bits = cva_bits(y);
            rests[k] |= cva_bits(rest);
            lost[k] |= cva_bits(rest) ^ cva_bits(fine);
            wild[k] |= (CVA_END_BITS - 1 - (bits & CVA_MAGNITUDE)) | (bits & sign);
        }
    for (int k = 0; k < CVA_LANES; k++) {
        lanes->rest |= rests[k];
        lanes->lost |= lost[k] | wild[k] >> 63;
    }
}

static int cva_cells_cut(size_t count, const double *rating, uint64_t sign)
{
    size_t even = count / CVA_LANES * CVA_LANES;
    double tail[CVA_LANES] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    cva_lanes lanes;
    memset(&lanes, 0, sizeof lanes);
    cva_cells_look(even, rating, sign, &lanes);
    for (size_t k = even; k < count; k++)
        tail[k - even] = rating[k];
    cva_cells_look(CVA_LANES, tail, sign, &lanes);
    if (lanes.lost != 0)
        return CVA_EACH;
    return lanes.rest == 0 ? CVA_NO_CUT : CVA_TWO_CUTS;
}

/* Arrays of one group's cells, or of some of them. */
typedef struct cva_column {
    double *coarse;
    double *fine;
    uint64_t *missing;
} cva_column;

static void cva_add_plain(size_t count, const double *PORTABILITY_RESTRICT rating,
                          double *PORTABILITY_RESTRICT sum, uint64_t *PORTABILITY_RESTRICT missing)
{
    for (size_t c = 0; c < count; c++) {
        sum[c] += cva_present(rating[c]);
        missing[c] += cva_missing(rating[c]);
    }
}

static void cva_add_cut(size_t count, const double *PORTABILITY_RESTRICT rating,
                        double *PORTABILITY_RESTRICT coarse, double *PORTABILITY_RESTRICT fine,
                        uint64_t *PORTABILITY_RESTRICT missing)
{
    for (size_t c = 0; c < count; c++) {
        double y = cva_present(rating[c]);
        double cut = (y + CVA_COARSE_UNIT) - CVA_COARSE_UNIT;
        coarse[c] += cut;
        fine[c] += y - cut;
        missing[c] += cva_missing(rating[c]);
    }
}

/* Eight neighboring cells of many rows of one group, without a look at memory between rows. */
static void cva_add_plain_rows(size_t rows, size_t stride, const double *rating,
                               const cva_column *column)
{
    double sum[CVA_LANES];
    uint64_t missing[CVA_LANES];
    memset(sum, 0, sizeof sum);
    memset(missing, 0, sizeof missing);
    for (size_t i = 0; i < rows; i++, rating += stride)
        for (int k = 0; k < CVA_LANES; k++) {
            sum[k] += cva_present(rating[k]);
            missing[k] += cva_missing(rating[k]);
        }
    for (int k = 0; k < CVA_LANES; k++) {
        column->coarse[k] += sum[k];
        column->missing[k] += missing[k];
    }
}

static void cva_add_cut_rows(size_t rows, size_t stride, const double *rating,
                             const cva_column *column)
{
    double coarse[CVA_LANES], fine[CVA_LANES];
    uint64_t missing[CVA_LANES];
    memset(coarse, 0, sizeof coarse);
    memset(fine, 0, sizeof fine);
    memset(missing, 0, sizeof missing);
    for (size_t i = 0; i < rows; i++, rating += stride)
        for (int k = 0; k < CVA_LANES; k++) {
            double y = cva_present(rating[k]);
            double cut = (y + CVA_COARSE_UNIT) - CVA_COARSE_UNIT;
            coarse[k] += cut;
            fine[k] += y - cut;
            missing[k] += cva_missing(rating[k]);
        }
    for (int k = 0; k < CVA_LANES; k++) {
        column->coarse[k] += coarse[k];
        column->fine[k] += fine[k];
        column->missing[k] += missing[k];
    }
}

static void cva_add_held(int cut, size_t count, const double *rating, const cva_column *column)
{
    if (cut == CVA_NO_CUT)
        cva_add_plain(count, rating, column->coarse, column->missing);
    else
        cva_add_cut(count, rating, column->coarse, column->fine, column->missing);
}

static cva_column cva_column_at(const cva_cells *cells, size_t group, size_t cell)
{
    size_t at = group * cells->cells + cell;
    cva_column column;
    column.coarse = cells->coarse + at;
    column.fine = cells->fine + at;
    column.missing = cells->missing + at;
    return column;
}

static void cva_make_room(cva_cells *cells, size_t group, size_t rows)
{
    if (cells->pending[group] + rows > CVA_CELLS_PENDING_MAX)
        cva_cells_flush(cells, group);
    cells->pending[group] += (uint32_t)rows;
}

/* A block of one group. */
static void cva_add_together(cva_cells *cells, int cut, size_t rows, size_t group,
                             const double *rating)
{
    size_t c = 0;
    cva_make_room(cells, group, rows);
    for (; c + CVA_LANES <= cells->cells; c += CVA_LANES) {
        cva_column column = cva_column_at(cells, group, c);
        if (cut == CVA_NO_CUT)
            cva_add_plain_rows(rows, cells->cells, rating + c, &column);
        else
            cva_add_cut_rows(rows, cells->cells, rating + c, &column);
    }
    cva_column rest = cva_column_at(cells, group, c);
    for (size_t i = 0; i < rows && c < cells->cells; i++)
        cva_add_held(cut, cells->cells - c, rating + i * cells->cells + c, &rest);
}

/* One by one; how many ratings there are before the first that is none. */
static size_t cva_cells_valid(size_t count, const double *rating, double least)
{
    size_t c = 0;
    while (c < count && (isnan(rating[c]) || (rating[c] >= least && rating[c] <= CVA_RATING_MAX)))
        c++;
    return c;
}

static void cva_add_each(cva_cells *cells, size_t group, const double *rating)
{
    size_t first = group * cells->cells;
    for (size_t c = 0; c < cells->cells; c++) {
        sum_exact_add(&cells->sum[first + c], cva_present(rating[c]));
        cells->missing[first + c] += cva_missing(rating[c]);
    }
}

size_t patron_cva_cells_add(cva_cells *cells, size_t rows, const uint32_t *group,
                            const double *rating, double least, size_t *column)
{
    int cut = cva_cells_cut(rows * cells->cells, rating, least == 0.0 ? ~CVA_MAGNITUDE : 0);
    uint32_t mixed = 0;
    for (size_t i = 0; i < rows; i++) {
        mixed |= group[i] ^ group[0];
        cells->rows[group[i]]++;
    }
    if (cut != CVA_EACH && mixed == 0 && rows > 0) {
        cva_add_together(cells, cut, rows, group[0], rating);
        return rows;
    }
    for (size_t i = 0; i < rows; i++, rating += cells->cells) {
        if (cut != CVA_EACH) {
            cva_column own = cva_column_at(cells, group[i], 0);
            cva_make_room(cells, group[i], 1);
            cva_add_held(cut, cells->cells, rating, &own);
            continue;
        }
        *column = cva_cells_valid(cells->cells, rating, least);
        if (*column < cells->cells)
            return i;
        cva_add_each(cells, group[i], rating);
    }
    return rows;
}

double patron_cva_cells_count(const cva_cells *cells, size_t cell)
{
    size_t group = cell / cells->cells;
    return (double)(cells->rows[group] - cells->missing[cell]);
}

double patron_cva_cells_mean(const cva_cells *cells, size_t cell)
{
    numeric_pair total = numeric_pair_make(0.0, 0.0);
    (void)patron_sum_exact_split(&cells->sum[cell], &total.high,
                                 &total.low);                             /* it fits: 2^31 1e9 */
    return numeric_pair_mean(total, patron_cva_cells_count(cells, cell)); /* NaN without answers */
}
