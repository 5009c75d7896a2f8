/*
 * Largest remainder over columns of exact amounts, without sorting them: three passes count keys by
 * their upper, middle and lower bits, and find the key of the last fraction that gets a unit.
 */
#include "../portability.h"
#include "abc_column.h"

#include <string.h>

enum {
    ABC_COLUMN_DIGITS = 3,
    ABC_COLUMN_SLACK = 50 /* a pool's quantity is right to 2^-53, its factor to 2^-64 */
};

/* --- one column ------------------------------------------------------------------------------- */

static numeric_wide abc_size_of(numeric_wide value)
{
    return numeric_wide_is_negative(value) ? numeric_wide_negate(value) : value;
}

static numeric_wide abc_shift_left(numeric_wide value, uint32_t shift)
{
    numeric_wide shifted;
    shifted.high = value.high << shift | value.low >> (64 - shift);
    shifted.low = value.low << shift;
    return shifted;
}

static void abc_column_take(abc_column *column, numeric_wide value, size_t row, uint32_t fraction)
{
    abc_amount amount = abc_amount_of(value, fraction);
    numeric_wide whole = {amount.whole, 0};
    numeric_wide size = abc_size_of(value);
    column->sum = numeric_wide_sum(column->sum, value);
    column->whole =
        numeric_wide_sum(column->whole, amount.negative ? numeric_wide_negate(whole) : whole);
    column->up += amount.rest != 0 && !amount.negative ? 1 : 0;
    column->down += amount.rest != 0 && amount.negative ? 1 : 0;
    if (!amount.fits && row < column->overflow_row)
        column->overflow_row = row;
    if (numeric_wide_compare(size, column->largest) > 0) {
        column->largest = size;
        column->largest_row = row;
    }
}

/* Half a unit, one rounding a row, and what the roundings of quantities may come to. */
static numeric_wide abc_column_tolerance(const abc_target *target, uint64_t rows, uint32_t fraction)
{
    numeric_wide slack = abc_shift_left(target->size, fraction);
    numeric_wide tolerance;
    tolerance.low = slack.low >> ABC_COLUMN_SLACK | slack.high << (64 - ABC_COLUMN_SLACK);
    tolerance.high = slack.high >> ABC_COLUMN_SLACK;
    numeric_wide more = {(UINT64_C(1) << (fraction - 1)) + rows, 0};
    return numeric_wide_sum(tolerance, more);
}

/* Roundings of quantities of pools beyond 2^51 minor units: the largest amount bears them. */
static void abc_column_stretch(abc_column *column, uint32_t fraction)
{
    numeric_wide most;
    most.low = column->largest.low >> fraction | column->largest.high << (64 - fraction);
    most.high = column->largest.high >> fraction;
    most = numeric_wide_sum(most, numeric_wide_make(1));
    numeric_wide extra = {column->extra, 0};
    if (!numeric_wide_fits(numeric_wide_sum(most, extra)) &&
        column->largest_row < column->overflow_row)
        column->overflow_row = column->largest_row;
}

void patron_abc_column_share_out(abc_column *column, numeric_wide total)
{
    numeric_wide odd = numeric_wide_difference(total, column->whole);
    uint64_t units = abc_size_of(odd).low;
    column->negative = numeric_wide_is_negative(odd);
    uint64_t room = column->negative ? column->down : column->up;
    column->units = units < room ? units : room;
    column->extra = units - column->units;
}

int patron_abc_column_plan(abc_column *column, const abc_target *target, uint64_t rows,
                           uint32_t fraction)
{
    numeric_wide missing =
        abc_size_of(numeric_wide_difference(column->sum, abc_shift_left(target->total, fraction)));
    numeric_wide tolerance = abc_column_tolerance(target, rows, fraction);
    if (numeric_wide_compare(missing, tolerance) >= 0)
        return 0;
    patron_abc_column_share_out(column, target->total);
    if (column->extra != 0 && (column->largest.low | column->largest.high) == 0)
        return 0;
    if (column->extra != 0)
        abc_column_stretch(column, fraction);
    return 1;
}

/* --- columns side by side --------------------------------------------------------------------- */

void patron_abc_column_measure(const abc_columns *columns, abc_column *column)
{
    memset(column, 0, ABC_COLUMN_LANES * sizeof *column);
    for (size_t lane = 0; lane < columns->lanes; lane++)
        column[lane].overflow_row = columns->objects;
    for (size_t row = 0; row < columns->objects; row++)
        for (size_t lane = 0; lane < columns->lanes; lane++)
            abc_column_take(&column[lane], columns->cell[row * columns->stride + lane], row,
                            columns->fraction);
}

/* Whether an amount may get one of its column's odd units. */
static int abc_column_may(const abc_column *column, const abc_amount *amount)
{
    return column->units != 0 && amount->rest != 0 && amount->negative == column->negative;
}

/* Counts the keys that begin like the cut, by the digit behind. */
static void abc_column_count(const abc_columns *columns, abc_column_scratch *work, uint32_t from,
                             uint32_t shift, uint32_t mask)
{
    memset(work->bucket, 0, sizeof work->bucket);
    for (size_t row = 0; row < columns->objects; row++)
        for (size_t lane = 0; lane < columns->lanes; lane++) {
            const abc_column *column = &work->column[lane];
            abc_amount amount =
                abc_amount_of(columns->cell[row * columns->stride + lane], columns->fraction);
            if (abc_column_may(column, &amount) && (uint64_t)amount.rest >> from == column->cut)
                work->bucket[lane][amount.rest >> shift & mask]++;
        }
}

/* The digit in which the last unit is given, and how many are left to be given there. */
static void abc_column_digit(abc_column *column, const uint32_t *bucket, uint32_t bits)
{
    uint32_t digit = (UINT32_C(1) << bits) - 1;
    for (; digit > 0 && column->ties > bucket[digit]; digit--)
        column->ties -= bucket[digit];
    column->cut = column->cut << bits | digit;
}

static void abc_column_cut(const abc_columns *columns, abc_column_scratch *work)
{
    uint32_t from = 32;
    uint64_t any = 0;
    for (size_t lane = 0; lane < columns->lanes; lane++) {
        work->column[lane].cut = 0;
        work->column[lane].ties = work->column[lane].units;
        any |= work->column[lane].units;
    }
    for (int pass = 0; any != 0 && pass < ABC_COLUMN_DIGITS; pass++) {
        uint32_t bits = pass + 1 < ABC_COLUMN_DIGITS ? 11 : 10;
        abc_column_count(columns, work, from, from - bits, (UINT32_C(1) << bits) - 1);
        from -= bits;
        for (size_t lane = 0; lane < columns->lanes; lane++)
            abc_column_digit(&work->column[lane], work->bucket[lane], bits);
    }
}

/* Whole units of an amount: what it is cut to, and what the column gives it. */
static int64_t abc_column_figure(abc_column *column, numeric_wide value, size_t row,
                                 uint32_t fraction)
{
    abc_amount amount = abc_amount_of(value, fraction);
    numeric_wide given = {0, 0};
    if (abc_column_may(column, &amount)) {
        uint64_t tie = amount.rest == column->cut && column->ties > 0 ? 1 : 0;
        column->ties -= tie;
        given.low = amount.rest > column->cut ? 1 : tie;
    }
    if (row == column->largest_row)
        given.low += column->extra;
    numeric_wide whole = {amount.whole, 0};
    whole = amount.negative ? numeric_wide_negate(whole) : whole;
    given = column->negative ? numeric_wide_negate(given) : given;
    return numeric_wide_value(numeric_wide_sum(whole, given));
}

void patron_abc_column_write(const abc_columns *columns, abc_column_scratch *work, int64_t *figure)
{
    abc_column_cut(columns, work);
    for (size_t row = 0; row < columns->objects; row++)
        for (size_t lane = 0; lane < columns->lanes; lane++) {
            size_t at = row * columns->stride + lane;
            figure[at] =
                abc_column_figure(&work->column[lane], columns->cell[at], row, columns->fraction);
        }
}
