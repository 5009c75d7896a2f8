/*
 * Moves between recency states, from receipts in the one order.
 *
 * At the end of period p a customer whose last purchase was in period l is in state min(p - l, last).
 * From one purchase period to the next, states only grow by one until the last, and then fall to 0:
 * a chain of two cells a row, so that a gap of any length is counted by where it begins and where it
 * ends. began[r] - ended[r], summed up to r, are the moves from r to r + 1; returned[r] those to 0.
 *
 * Source: Pfeifer and Carraway (2000), 45-46.
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_receipts.h"
#include "../numeric/numeric_scratch.h"
#include "migration_check.h"
#include <patron/calendar.h>
#include <patron/migration.h>

#include <string.h>

enum { MIGRATION_RECEIPTS_AHEAD = 24, MIGRATION_RECEIPTS_FIRST_SIZE = 48 };
enum { MIGRATION_RECEIPTS_PERIODS = 100000, MIGRATION_RECEIPTS_LENGTH = 36525 };
enum { MIGRATION_RECEIPTS_SHORTEST = 28 }; /* days of the shortest month */

typedef struct migration_receipts {
    const patron_migration_periods *terms;
    size_t n;
    const uint32_t *customer;
    const int32_t *day;
    const int64_t *amount;
    size_t customers;
    size_t states;
    int32_t end_day; /* last day of the last period */
    int32_t begins;  /* day of the month on which months begin */
    int64_t months;  /* months since year 0 on the first day */
} migration_receipts;

/* What has been seen. */
typedef struct migration_receipts_seen {
    uint64_t *aged;     /* [states] differences of the moves from r to r + 1 */
    uint64_t *returned; /* [states] moves to 0 */
    uint64_t *in;       /* [states] customers at the end */
    uint64_t stayed;    /* moves from the last state to itself */
    patron_migration_receipts_result figures;
} migration_receipts_seen;

/* --- kernels ---------------------------------------------------------------------------------- */

/* Months since year 0 that have begun by a day, one begun on day of the month `begins`, or on its last
   day where it has no such day. */
static int64_t migration_receipts_months(int32_t day, int32_t begins)
{
    int32_t year, month, day_of_month, length = 0;
    (void)patron_calendar_date(1, &day, &year, &month, &day_of_month, NULL);
    if (day_of_month < begins && begins > MIGRATION_RECEIPTS_SHORTEST)
        (void)patron_calendar_days_in_month(1, &year, &month, &length, NULL);
    return INT64_C(12) * year + month - (day_of_month < begins && day_of_month != length);
}

/* The period of a day; -1 is the one before period 0. */
static int64_t migration_receipts_period(const migration_receipts *given, int32_t day)
{
    int64_t length = given->terms->length;
    int64_t units = given->terms->unit == PATRON_MIGRATION_MONTHS
                        ? migration_receipts_months(day, given->begins) - given->months
                        : (int64_t)day - given->terms->first_day;
    return units >= 0 ? units / length : -((length - 1 - units) / length);
}

/* States r of a customer at the ends of periods from one to the one before `to` who does not buy in
   the period after each. */
static void migration_receipts_age(migration_receipts_seen *seen, size_t states, int64_t from,
                                   int64_t to)
{
    int64_t last = (int64_t)states - 1;
    int64_t end = to < last ? to : last;
    if (from < end) {
        seen->aged[from]++;
        seen->aged[end]--;
    }
    if (to > last)
        seen->stayed += (uint64_t)(to - (from > last ? from : last));
}

/* A customer who last bought in period l buys next in period q, or does not until q, which is the
   end. */
static void migration_receipts_gap(const migration_receipts *given, migration_receipts_seen *seen,
                                   int64_t l, int64_t q, int32_t buys)
{
    int64_t last = (int64_t)given->states - 1;
    int64_t state = q - 1 - l; /* at the end of the period before */
    if (q < 0)
        return;
    migration_receipts_age(seen, given->states, l < -1 ? -1 - l : 0, state);
    if (!buys)
        return;
    seen->figures.comebacks += state >= last;
    if (state < last || given->terms->lost == PATRON_MIGRATION_RETURNING)
        seen->returned[state < last ? state : last]++;
}

/* The receipts of one customer within a span; seen counts to the end of the span, for
   prefetching. */
typedef struct migration_receipts_run {
    const int32_t *day;
    const uint32_t *row;
    size_t count;
    size_t rest;
} migration_receipts_run;

static migration_receipts_run migration_receipts_run_of(const numeric_receipts_span *span,
                                                        uint32_t i)
{
    migration_receipts_run run;
    uint32_t start = span->start[i];
    run.day = span->day + start;
    run.row = span->row + start;
    run.count = span->start[i + 1] - start;
    run.rest = span->start[span->customers] - start;
    return run;
}

static int32_t migration_receipts_buys(const migration_receipts *given,
                                       const migration_receipts_run *run, size_t j)
{
    if (given->amount == NULL)
        return 1;
    if (j + MIGRATION_RECEIPTS_AHEAD < run->rest)
        PORTABILITY_PREFETCH(&given->amount[run->row[j + MIGRATION_RECEIPTS_AHEAD]]);
    return given->amount[run->row[j]] >= 0;
}

/* Counts the moves of one customer; the state at the end. */
static uint32_t migration_receipts_walk(const migration_receipts *given,
                                        migration_receipts_seen *seen,
                                        const migration_receipts_run *run)
{
    int64_t periods = given->terms->periods;
    int64_t last = 0, first = 0;
    int32_t known = 0, day = 0;
    for (size_t j = 0; j < run->count; j++) {
        if (!migration_receipts_buys(given, run, j) || (known && run->day[j] == day))
            continue;
        int64_t period = migration_receipts_period(given, run->day[j]);
        if (known && period > last)
            migration_receipts_gap(given, seen, last, period, 1);
        first = known ? first : period;
        last = period;
        day = run->day[j];
        known = 1;
    }
    if (!known)
        return PATRON_NONE;
    migration_receipts_gap(given, seen, last, periods, 0);
    seen->figures.customers++;
    seen->figures.entered += first >= 0;
    int64_t state = periods - 1 - last;
    return state < (int64_t)given->states ? (uint32_t)state : (uint32_t)given->states - 1;
}

static void migration_receipts_walk_all(const migration_receipts *given, int32_t from_day,
                                        void *scratch, migration_receipts_seen *seen,
                                        uint32_t *state)
{
    numeric_receipts receipts;
    numeric_receipts_span span;
    patron_numeric_receipts_open(&receipts, given->n, given->customer, given->day, given->customers,
                                 from_day, given->end_day, scratch);
    while (patron_numeric_receipts_next(&receipts, &span)) {
        for (uint32_t i = 0; i < span.customers; i++) {
            migration_receipts_run run = migration_receipts_run_of(&span, i);
            uint32_t at = migration_receipts_walk(given, seen, &run);
            if (at != PATRON_NONE)
                seen->in[at]++;
            if (state != NULL)
                state[span.first_customer + i] = at;
        }
    }
}

static void migration_receipts_write(size_t states, migration_receipts_seen *seen, uint64_t *count,
                                     double *base)
{
    uint64_t aged = 0;
    memset(count, 0, states * states * sizeof *count);
    for (size_t r = 0; r < states; r++) {
        int32_t is_last = r == states - 1;
        aged += seen->aged[r];
        count[r * states + (is_last ? r : r + 1)] = is_last ? seen->stayed : aged;
        count[r * states] = seen->returned[r];
        seen->figures.transitions += seen->returned[r] + (is_last ? seen->stayed : aged);
        if (base != NULL)
            base[r] = (double)seen->in[r];
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t migration_receipts_check_terms(const patron_migration_periods *terms,
                                              patron_fault *fault)
{
    if (terms == NULL)
        return patron_base_fault_null(fault, "terms");
    if (terms->unit > PATRON_MIGRATION_MONTHS)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.unit", -1, terms->unit,
                                          "PATRON_MIGRATION_DAYS or PATRON_MIGRATION_MONTHS");
    if (terms->length < 1 || terms->length > MIGRATION_RECEIPTS_LENGTH)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.length", -1, terms->length,
                                          "units in [1, 36525]");
    if (terms->periods < 1 || terms->periods > MIGRATION_RECEIPTS_PERIODS)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.periods", -1,
                                          terms->periods, "a count in [1, 100000]");
    if (terms->lost > PATRON_MIGRATION_ABSORBING)
        return patron_base_fault_unsigned(
            fault, PATRON_E_RANGE, "terms.lost", -1, terms->lost,
            "PATRON_MIGRATION_RETURNING or PATRON_MIGRATION_ABSORBING");
    if (terms->reserved != 0)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "terms.reserved", -1,
                                          terms->reserved, "0");
    return PATRON_OK;
}

/* The last day of the last period to end_day. */
static int32_t migration_receipts_check_end(const patron_migration_periods *terms, int32_t *end_day,
                                            patron_fault *fault)
{
    int64_t units = (int64_t)terms->length * terms->periods;
    int64_t end = terms->first_day + units - 1;
    int32_t later = 0;
    if (terms->unit == PATRON_MIGRATION_MONTHS) {
        int32_t status =
            units > INT32_MAX
                ? PATRON_E_OVERFLOW
                : patron_calendar_add_months(1, &terms->first_day, (int32_t)units, &later, NULL);
        end = status == PATRON_OK ? (int64_t)later - 1 : (int64_t)INT32_MAX + 1;
    }
    if (end > INT32_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_OVERFLOW, "terms.periods", -1,
                                          terms->periods, "periods that end on an int32_t day");
    *end_day = (int32_t)end;
    return PATRON_OK;
}

static int32_t migration_receipts_check_columns(const migration_receipts *given,
                                                const void *scratch, size_t scratch_size,
                                                patron_fault *fault)
{
    size_t n = given->n;
    if (n > MIGRATION_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 2147483647]");
    if (n > 0 && given->customer == NULL)
        return patron_base_fault_null(fault, "customer");
    if (n > 0 && given->day == NULL)
        return patron_base_fault_null(fault, "day");
    if (given->customers > MIGRATION_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customers", -1, given->customers,
                                          "a count in [0, 2147483647]");
    int32_t status = patron_migration_check_states(given->states, 2, fault);
    if (status != PATRON_OK)
        return status;
    return patron_base_check_scratch(
        scratch, scratch_size,
        patron_migration_from_receipts_scratch_size(n, given->customers, given->states), fault);
}

/* Customers that are rows; the first day of all receipts to from_day. */
static int32_t migration_receipts_check_rows(const migration_receipts *given, int32_t *from_day,
                                             patron_fault *fault)
{
    int32_t first = given->end_day;
    for (size_t i = 0; i < given->n; i++) {
        if (given->customer[i] >= given->customers)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "customer", (int64_t)i,
                                              given->customer[i], "a customer below customers");
        first = given->day[i] < first ? given->day[i] : first;
    }
    *from_day = first;
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_migration_from_receipts_scratch_size(size_t n, size_t customers,
                                                               size_t states)
{
    if (n > MIGRATION_ROWS_MAX || customers > MIGRATION_ROWS_MAX || states > MIGRATION_STATES_MAX)
        return SIZE_MAX;
    size_t need = NUMERIC_SCRATCH_SLACK;
    for (int column = 0; column < 3; column++)
        need = numeric_scratch_need(need, states, sizeof(uint64_t));
    return numeric_scratch_need(need, patron_numeric_receipts_scratch_size(n, customers), 1);
}

int32_t PATRON_CALL patron_migration_from_receipts(
    const patron_migration_periods *terms, size_t n, const uint32_t *customer, const int32_t *day,
    const int64_t *amount, void *scratch, size_t scratch_size, size_t customers, uint32_t *state,
    size_t states, uint64_t *count, double *base, patron_migration_receipts_result *result,
    patron_fault *fault)
{
    migration_receipts given = {terms, n, customer, day, amount, customers, states, 0, 0, 0};
    migration_receipts_seen seen;
    int32_t from_day = 0;
    int32_t status = migration_receipts_check_terms(terms, fault);
    if (status == PATRON_OK)
        status = migration_receipts_check_columns(&given, scratch, scratch_size, fault);
    if (status != PATRON_OK)
        return status;
    if (count == NULL)
        return patron_base_fault_null(fault, "count");
    if (result != NULL)
        status = patron_base_check_result(result, MIGRATION_RECEIPTS_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = migration_receipts_check_end(terms, &given.end_day, fault);
    if (status == PATRON_OK)
        status = migration_receipts_check_rows(&given, &from_day, fault);
    if (status != PATRON_OK)
        return status;

    (void)patron_calendar_date(1, &terms->first_day, NULL, NULL, &given.begins, NULL);
    given.months = migration_receipts_months(terms->first_day, given.begins);
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    memset(&seen, 0, sizeof seen);
    seen.aged = numeric_scratch_take(&carve, states, sizeof *seen.aged);
    seen.returned = numeric_scratch_take(&carve, states, sizeof *seen.returned);
    seen.in = numeric_scratch_take(&carve, states, sizeof *seen.in);
    memset(seen.aged, 0, states * sizeof *seen.aged);
    memset(seen.returned, 0, states * sizeof *seen.returned);
    memset(seen.in, 0, states * sizeof *seen.in);
    migration_receipts_walk_all(&given, from_day, carve.at, &seen, state);
    migration_receipts_write(states, &seen, count, base);
    if (result != NULL)
        patron_base_write_result(result, &seen.figures, sizeof seen.figures);
    return PATRON_OK;
}
