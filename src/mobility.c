/*
 * Two periods of the same customers. All figures come from the matrix of moves: counts, and sums of what
 * the movers of a cell brought before and after.
 *
 * The index is Shorrocks' (1978) of the transition matrix of those there in both periods,
 * (K - trace) / (K - 1), first Prais' (1955).
 */
#include "portability.h"

#include "base/base_fault.h"
#include "numeric/numeric_scratch.h"
#include "numeric/numeric_wide.h"
#include "sum/sum_exact.h"
#include <patron/mobility.h>

#include <math.h>
#include <string.h>

enum {
    MOBILITY_ROWS_MAX = 2147483647,
    MOBILITY_CLASSES_MAX = 4096,
    MOBILITY_RESULT_FIRST_SIZE = 128
};

#define MOBILITY_WHOLE_END 9223372036854775808.0 /* 2^63 */

/* --- kernels ---------------------------------------------------------------------------------- */

/* How a customer moved. */
enum mobility_move {
    MOBILITY_STAYED = 0,
    MOBILITY_BETTER = 1,
    MOBILITY_WORSE = 2,
    MOBILITY_CAME = 3,
    MOBILITY_GONE = 4,
    MOBILITY_MOVES = 5
};

typedef struct mobility_account {
    patron_sum_exact before;
    patron_sum_exact after;
} mobility_account;

/* What the results of both types share. */
typedef struct mobility_counts {
    uint64_t move[MOBILITY_MOVES];
    uint64_t notes;
    double index;
} mobility_counts;

size_t PATRON_CALL patron_mobility_matrix_scratch_size(size_t classes)
{
    size_t cells = classes <= MOBILITY_CLASSES_MAX ? classes * classes : SIZE_MAX;
    return numeric_scratch_need(NUMERIC_SCRATCH_SLACK, cells, sizeof(mobility_account));
}

static int mobility_move_of(size_t from, size_t to)
{
    if (from == to)
        return MOBILITY_STAYED;
    if (from == PATRON_MOBILITY_ABSENT)
        return MOBILITY_CAME;
    if (to == PATRON_MOBILITY_ABSENT)
        return MOBILITY_GONE;
    return to < from ? MOBILITY_BETTER : MOBILITY_WORSE;
}

static uint32_t mobility_band_of(double value, double tolerance)
{
    if (value > tolerance)
        return PATRON_MOBILITY_MAKER;
    return value < -tolerance ? PATRON_MOBILITY_LOSER : PATRON_MOBILITY_EVEN;
}

/* |value| <= tolerance means the same with the tolerance's fraction cut off. */
static uint32_t mobility_band_of_money(int64_t value, double tolerance)
{
    if (tolerance >= MOBILITY_WHOLE_END)
        return PATRON_MOBILITY_EVEN;
    int64_t within = (int64_t)tolerance;
    if (value > within)
        return PATRON_MOBILITY_MAKER;
    return value < -within ? PATRON_MOBILITY_LOSER : PATRON_MOBILITY_EVEN;
}

/* The matrix of either type; the other pointer is NULL. */
typedef struct mobility_cells {
    const patron_mobility_cell *real;
    const patron_mobility_money_cell *money;
    size_t classes;
} mobility_cells;

static uint64_t mobility_movers(const mobility_cells *cells, size_t from, size_t to)
{
    size_t c = from * cells->classes + to;
    return cells->money != NULL ? cells->money[c].customers : cells->real[c].customers;
}

/* The part of a class before that is still in it, among those who are there after. */
static double mobility_staying(const mobility_cells *cells, size_t from)
{
    uint64_t there = 0;
    for (size_t to = 1; to < cells->classes; to++)
        there += mobility_movers(cells, from, to);
    return (double)mobility_movers(cells, from, from) / (double)there;
}

static void mobility_count(const mobility_cells *cells, mobility_counts *counts)
{
    double trace = 0.0;
    memset(counts, 0, sizeof *counts);
    for (size_t from = 0; from < cells->classes; from++)
        for (size_t to = 0; to < cells->classes; to++)
            counts->move[mobility_move_of(from, to)] += mobility_movers(cells, from, to);
    for (size_t from = 1; from < cells->classes; from++)
        trace += mobility_staying(cells, from);
    counts->index = (double)NAN;
    if (isnan(trace))
        counts->notes |= PATRON_MOBILITY_NOTE_EMPTY_CLASS;
    else if (cells->classes > 2)
        counts->index = ((double)(cells->classes - 1) - trace) / (double)(cells->classes - 2);
}

static void mobility_book(size_t n, const uint32_t *from, const uint32_t *to, const double *before,
                          const double *after, size_t classes, mobility_account *account)
{
    for (size_t c = 0; c < classes * classes; c++) {
        patron_sum_exact_init(&account[c].before);
        patron_sum_exact_init(&account[c].after);
    }
    for (size_t i = 0; i < n; i++) {
        mobility_account *to_cell = account + (from[i] * classes + to[i]);
        sum_exact_add(&to_cell->before, before[i]);
        sum_exact_add(&to_cell->after, after[i]);
    }
}

/* after - before of all cells of one move, rounded once; 0 where a double cannot hold it. */
static int mobility_change(const mobility_account *account, size_t classes, int move,
                           double *change)
{
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    for (size_t c = 0; c < classes * classes; c++)
        if (mobility_move_of(c / classes, c % classes) == move)
            patron_sum_exact_merge(&sum, &account[c].before);
    for (int k = 0; k < SUM_EXACT_CHUNKS; k++)
        sum.chunk[k] = 0 - sum.chunk[k];
    for (size_t c = 0; c < classes * classes; c++)
        if (mobility_move_of(c / classes, c % classes) == move)
            patron_sum_exact_merge(&sum, &account[c].after);
    return patron_sum_exact_round(&sum, change);
}

static int mobility_total(const mobility_account *account, size_t classes, int of_after,
                          double *total)
{
    patron_sum_exact sum;
    patron_sum_exact_init(&sum);
    for (size_t c = 0; c < classes * classes; c++)
        patron_sum_exact_merge(&sum, of_after ? &account[c].after : &account[c].before);
    return patron_sum_exact_round(&sum, total);
}

/* All sums but those of cells; 0 where a double cannot hold one. */
static int mobility_changes(const mobility_account *account, size_t classes,
                            patron_mobility_result *figures)
{
    int fits = mobility_total(account, classes, 0, &figures->before);
    fits &= mobility_total(account, classes, 1, &figures->after);
    fits &= mobility_change(account, classes, MOBILITY_STAYED, &figures->stayed_change);
    fits &= mobility_change(account, classes, MOBILITY_BETTER, &figures->better_change);
    fits &= mobility_change(account, classes, MOBILITY_WORSE, &figures->worse_change);
    fits &= mobility_change(account, classes, MOBILITY_CAME, &figures->came_change);
    fits &= mobility_change(account, classes, MOBILITY_GONE, &figures->gone_change);
    return fits;
}

static int mobility_cells_fit(const mobility_account *account, size_t classes)
{
    int fits = 1;
    double sum;
    for (size_t c = 0; fits && c < classes * classes; c++)
        fits = patron_sum_exact_round(&account[c].before, &sum) &&
               patron_sum_exact_round(&account[c].after, &sum);
    return fits;
}

/*
 * Whether every sum of money is an int64_t: sums of positive values and of negative values of a period
 * bound those of cells, and the totals and changes are looked at themselves.
 */
typedef struct mobility_money_sums {
    numeric_wide before;
    numeric_wide after;
    numeric_wide change[MOBILITY_MOVES];
    numeric_wide rise[2]; /* of positive values before, after */
    numeric_wide fall[2];
} mobility_money_sums;

static int mobility_money_add(size_t n, const uint32_t *from, const uint32_t *to,
                              const int64_t *before, const int64_t *after,
                              mobility_money_sums *sums)
{
    memset(sums, 0, sizeof *sums);
    for (size_t i = 0; i < n; i++) {
        numeric_wide *change = &sums->change[mobility_move_of(from[i], to[i])];
        numeric_wide was = numeric_wide_make(before[i]);
        *change = numeric_wide_sum(numeric_wide_add(*change, after[i]), numeric_wide_negate(was));
        numeric_wide *first = before[i] > 0 ? &sums->rise[0] : &sums->fall[0];
        numeric_wide *second = after[i] > 0 ? &sums->rise[1] : &sums->fall[1];
        *first = numeric_wide_sum(*first, was);
        *second = numeric_wide_add(*second, after[i]);
    }
    sums->before = numeric_wide_sum(sums->rise[0], sums->fall[0]);
    sums->after = numeric_wide_sum(sums->rise[1], sums->fall[1]);
    int fits = numeric_wide_fits(sums->before) && numeric_wide_fits(sums->after);
    for (int period = 0; period < 2; period++)
        fits &= numeric_wide_fits(sums->rise[period]) & numeric_wide_fits(sums->fall[period]);
    for (int move = 0; move < MOBILITY_MOVES; move++)
        fits &= numeric_wide_fits(sums->change[move]);
    return fits;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t mobility_overflow(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "before",
                                   "sums that their type can hold");
}

static int32_t mobility_check_rows_count(size_t n, patron_fault *fault)
{
    if (n <= MOBILITY_ROWS_MAX)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                      "a count in [0, 2147483647]");
}

static int32_t mobility_check_band(double tolerance, size_t n, const void *value, const void *band,
                                   patron_fault *fault)
{
    if (!(tolerance >= 0.0 && tolerance <= 1e300)) {
        int32_t status = isfinite(tolerance) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
        return patron_base_fault_real(fault, status, "tolerance", -1, tolerance,
                                      "an amount in [0, 1e300]");
    }
    int32_t status = mobility_check_rows_count(n, fault);
    if (status == PATRON_OK && n > 0 && value == NULL)
        status = patron_base_fault_null(fault, "value");
    if (status == PATRON_OK && n > 0 && band == NULL)
        status = patron_base_fault_null(fault, "band");
    return status;
}

static int32_t mobility_check_columns(size_t n, const void *from, const void *to,
                                      const void *before, const void *after, size_t classes,
                                      patron_fault *fault)
{
    int32_t status = mobility_check_rows_count(n, fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && from == NULL)
        return patron_base_fault_null(fault, "from");
    if (n > 0 && to == NULL)
        return patron_base_fault_null(fault, "to");
    if (n > 0 && before == NULL)
        return patron_base_fault_null(fault, "before");
    if (n > 0 && after == NULL)
        return patron_base_fault_null(fault, "after");
    if (classes < 1 || classes > MOBILITY_CLASSES_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "classes", -1, classes,
                                          "a count in [1, 4096]");
    return PATRON_OK;
}

static int32_t mobility_fault_class(const char *argument, size_t row, uint32_t found,
                                    patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, (int64_t)row, found,
                                      "a class below classes");
}

static int32_t mobility_fault_value(const char *argument, size_t row, double value,
                                    patron_fault *fault)
{
    return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, (int64_t)row, value,
                                  "a finite number");
}

/* before and after are NULL where they are money. */
static int32_t mobility_check_moves(size_t n, const uint32_t *from, const uint32_t *to,
                                    const double *before, const double *after, size_t classes,
                                    patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        if (from[i] >= classes)
            return mobility_fault_class("from", i, from[i], fault);
        if (to[i] >= classes)
            return mobility_fault_class("to", i, to[i], fault);
        if (before == NULL)
            continue;
        if (!isfinite(before[i]))
            return mobility_fault_value("before", i, before[i], fault);
        if (!isfinite(after[i]))
            return mobility_fault_value("after", i, after[i], fault);
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_mobility_band(double tolerance, size_t n, const double *value,
                                         uint32_t *band, patron_fault *fault)
{
    int32_t status = mobility_check_band(tolerance, n, value, band, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        if (!isfinite(value[i]))
            return mobility_fault_value("value", i, value[i], fault);
        band[i] = mobility_band_of(value[i], tolerance);
    }
    return status;
}

int32_t PATRON_CALL patron_mobility_band_money(double tolerance, size_t n, const int64_t *value,
                                               uint32_t *band, patron_fault *fault)
{
    int32_t status = mobility_check_band(tolerance, n, value, band, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        band[i] = mobility_band_of_money(value[i], tolerance);
    return status;
}

int32_t PATRON_CALL patron_mobility_matrix(size_t n, const uint32_t *from, const uint32_t *to,
                                           const double *before, const double *after, void *scratch,
                                           size_t scratch_size, size_t classes,
                                           patron_mobility_cell *cell,
                                           patron_mobility_result *result, patron_fault *fault)
{
    patron_mobility_result figures;
    mobility_counts counts;
    int32_t status = mobility_check_columns(n, from, to, before, after, classes, fault);
    if (status == PATRON_OK)
        status = patron_base_check_scratch(scratch, scratch_size,
                                           patron_mobility_matrix_scratch_size(classes), fault);
    if (status != PATRON_OK)
        return status;
    if (cell == NULL)
        return patron_base_fault_null(fault, "cell");
    status = patron_base_check_result(result, MOBILITY_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = mobility_check_moves(n, from, to, before, after, classes, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    mobility_account *account = numeric_scratch_take(&carve, classes * classes, sizeof *account);
    memset(&figures, 0, sizeof figures);
    mobility_book(n, from, to, before, after, classes, account);
    if (!mobility_cells_fit(account, classes) || !mobility_changes(account, classes, &figures))
        return mobility_overflow(fault);
    for (size_t c = 0; c < classes * classes; c++) {
        cell[c].customers = 0;
        (void)patron_sum_exact_round(&account[c].before, &cell[c].before);
        (void)patron_sum_exact_round(&account[c].after, &cell[c].after);
    }
    for (size_t i = 0; i < n; i++)
        cell[from[i] * classes + to[i]].customers++;
    mobility_cells cells = {cell, NULL, classes};
    mobility_count(&cells, &counts);
    figures.notes = counts.notes;
    figures.customers = n;
    figures.stayed = counts.move[MOBILITY_STAYED];
    figures.better = counts.move[MOBILITY_BETTER];
    figures.worse = counts.move[MOBILITY_WORSE];
    figures.came = counts.move[MOBILITY_CAME];
    figures.gone = counts.move[MOBILITY_GONE];
    figures.index = counts.index;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_mobility_matrix_money(size_t n, const uint32_t *from, const uint32_t *to,
                                                 const int64_t *before, const int64_t *after,
                                                 size_t classes, patron_mobility_money_cell *cell,
                                                 patron_mobility_money_result *result,
                                                 patron_fault *fault)
{
    patron_mobility_money_result figures;
    mobility_money_sums sums;
    mobility_counts counts;
    int32_t status = mobility_check_columns(n, from, to, before, after, classes, fault);
    if (status != PATRON_OK)
        return status;
    if (cell == NULL)
        return patron_base_fault_null(fault, "cell");
    status = patron_base_check_result(result, MOBILITY_RESULT_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = mobility_check_moves(n, from, to, NULL, NULL, classes, fault);
    if (status != PATRON_OK)
        return status;
    if (!mobility_money_add(n, from, to, before, after, &sums))
        return mobility_overflow(fault);
    memset(cell, 0, classes * classes * sizeof *cell);
    for (size_t i = 0; i < n; i++) {
        patron_mobility_money_cell *here = cell + (from[i] * classes + to[i]);
        here->customers++;
        here->before += before[i];
        here->after += after[i];
    }
    mobility_cells cells = {NULL, cell, classes};
    mobility_count(&cells, &counts);
    memset(&figures, 0, sizeof figures);
    figures.notes = counts.notes;
    figures.customers = n;
    figures.stayed = counts.move[MOBILITY_STAYED];
    figures.better = counts.move[MOBILITY_BETTER];
    figures.worse = counts.move[MOBILITY_WORSE];
    figures.came = counts.move[MOBILITY_CAME];
    figures.gone = counts.move[MOBILITY_GONE];
    figures.before = numeric_wide_value(sums.before);
    figures.after = numeric_wide_value(sums.after);
    figures.stayed_change = numeric_wide_value(sums.change[MOBILITY_STAYED]);
    figures.better_change = numeric_wide_value(sums.change[MOBILITY_BETTER]);
    figures.worse_change = numeric_wide_value(sums.change[MOBILITY_WORSE]);
    figures.came_change = numeric_wide_value(sums.change[MOBILITY_CAME]);
    figures.gone_change = numeric_wide_value(sums.change[MOBILITY_GONE]);
    figures.index = counts.index;
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
