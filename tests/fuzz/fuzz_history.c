/*
 * Histories of any bytes, which must never be more than figures without meaning; and receipts of
 * chance, added, split, merged and taken as columns, against a list of their days.
 */
#include "fuzz.h"

#include <patron/history.h>

enum { FUZZ_RECEIPTS = 40, FUZZ_CUSTOMERS = 3 };

typedef struct fuzz_columns {
    size_t n;
    uint32_t customer[FUZZ_RECEIPTS];
    int32_t day[FUZZ_RECEIPTS];
    int64_t amount[FUZZ_RECEIPTS];
    int64_t margin[FUZZ_RECEIPTS];
} fuzz_columns;

static void fuzz_receipts(fuzz_input *input, fuzz_columns *of, int any_money)
{
    of->n = fuzz_count(input, FUZZ_RECEIPTS);
    for (size_t i = 0; i < of->n; i++) {
        of->customer[i] = fuzz_byte(input) % FUZZ_CUSTOMERS;
        of->day[i] = fuzz_byte(input) * (i % 2 == 0 ? 1 : 3);
        of->amount[i] = any_money ? fuzz_whole(input) : fuzz_byte(input) - 20;
        of->margin[i] = any_money ? fuzz_whole(input) : fuzz_byte(input) - 20;
    }
}

/* Distinct purchase days of a customer. */
static uint32_t fuzz_days(const fuzz_columns *of, uint32_t customer)
{
    uint32_t days = 0;
    for (int32_t day = 0; day < 3 * 256; day++) {
        uint32_t bought = 0;
        for (size_t i = 0; i < of->n; i++)
            if (of->customer[i] == customer && of->day[i] == day && of->amount[i] >= 0)
                bought = 1;
        days += bought;
    }
    return days;
}

/* Split by a bit of each receipt's margin, merged, held to the columns. */
static void fuzz_split(fuzz_input *input)
{
    fuzz_columns of;
    patron_history exact[FUZZ_CUSTOMERS];
    fuzz_receipts(input, &of, 0);
    size_t size = patron_history_from_receipts_scratch_size(of.n, FUZZ_CUSTOMERS);
    void *scratch = fuzz_memory(size);
    FUZZ_REQUIRE(patron_history_from_receipts(INT32_MIN, INT32_MAX, of.n, of.customer, of.day,
                                              of.amount, of.margin, scratch, size, FUZZ_CUSTOMERS,
                                              exact, NULL, NULL) == PATRON_OK);
    free(scratch);
    for (uint32_t c = 0; c < FUZZ_CUSTOMERS; c++) {
        patron_history part[2];
        memset(part, 0, sizeof part);
        for (size_t i = 0; i < of.n; i++)
            if (of.customer[i] == c)
                patron_history_add(&part[of.margin[i] & 1], of.day[i], of.amount[i], of.margin[i],
                                   NULL);
        patron_history both = part[0];
        patron_history_merge(&both, &part[1], NULL);
        FUZZ_REQUIRE(patron_history_check(1, &both, NULL) == PATRON_OK);
        FUZZ_REQUIRE(patron_history_check(1, &exact[c], NULL) == PATRON_OK);
        FUZZ_REQUIRE(exact[c].days == fuzz_days(&of, c) && exact[c].days_doubtful == 0);
        FUZZ_REQUIRE(both.days <= exact[c].days && exact[c].days - both.days <= both.days_doubtful);
        both.days = exact[c].days;
        both.days_doubtful = 0;
        FUZZ_REQUIRE(memcmp(&both, &exact[c], sizeof both) == 0);
    }
}

/* Money of any size: faults as they come, and sound histories after them. */
static void fuzz_money(fuzz_input *input)
{
    fuzz_columns of;
    patron_history history[FUZZ_CUSTOMERS], columns[FUZZ_CUSTOMERS];
    fuzz_receipts(input, &of, 1);
    memset(history, 0, sizeof history);
    memset(columns, 0, sizeof columns);
    int32_t refused = PATRON_OK;
    for (size_t i = 0; i < of.n; i++) {
        patron_history *to = &history[of.customer[i]], before = *to;
        int32_t status = patron_history_add(to, of.day[i], of.amount[i], of.margin[i], NULL);
        if (status != PATRON_OK)
            refused = status;
        FUZZ_REQUIRE(status == PATRON_OK || memcmp(to, &before, sizeof before) == 0);
    }
    FUZZ_REQUIRE(patron_history_check(FUZZ_CUSTOMERS, history, NULL) == PATRON_OK);
    size_t size = patron_history_from_receipts_scratch_size(of.n, FUZZ_CUSTOMERS);
    void *scratch = fuzz_memory(size);
    int32_t status =
        patron_history_from_receipts(0, 3 * 256, of.n, of.customer, of.day, of.amount, of.margin,
                                     scratch, size, FUZZ_CUSTOMERS, columns, NULL, NULL);
    free(scratch);
    FUZZ_REQUIRE(status == PATRON_OK || status == PATRON_E_OVERFLOW);
    FUZZ_REQUIRE(status == PATRON_OK ||
                 refused != PATRON_OK); /* only the order's fault otherwise */
    for (uint32_t c = 0; c < FUZZ_CUSTOMERS && refused == PATRON_OK; c++)
        FUZZ_REQUIRE(columns[c].spend == history[c].spend &&
                     columns[c].first_day_margin == history[c].first_day_margin);
}

/* Any bytes as histories. */
static void fuzz_bytes(fuzz_input *input)
{
    patron_history history[2];
    patron_history_totals totals;
    double t_x[2], T[2], mean[2];
    uint32_t x[2];
    fuzz_take(input, history, sizeof history);
    totals.struct_size = fuzz_byte(input) % 4 != 0 ? sizeof totals : fuzz_u32(input);
    int32_t end_day = (int32_t)fuzz_u32(input);
    double unit = fuzz_real(input);
    int32_t possible = patron_history_check(2, history, NULL);
    int32_t status =
        patron_history_summarize(end_day, unit, 2, history, x, NULL, t_x, T, mean, NULL,
                                 totals.struct_size == sizeof totals ? &totals : NULL, NULL);
    FUZZ_REQUIRE(status != PATRON_OK || possible == PATRON_OK);
    for (int i = 0; i < 2 && status == PATRON_OK; i++)
        FUZZ_REQUIRE(!isinf(t_x[i]) && !isinf(T[i]) && !isinf(mean[i]));
    for (int i = 0; i < 8; i++)
        patron_history_add(&history[0], (int32_t)fuzz_u32(input), fuzz_whole(input),
                           fuzz_whole(input), NULL);
    patron_history_merge(&history[0], &history[1], NULL);
    patron_history_merge(&history[1], &history[1], NULL);
    FUZZ_REQUIRE(possible != PATRON_OK || patron_history_check(2, history, NULL) == PATRON_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    switch (fuzz_byte(&input) % 3) {
    case 0:
        fuzz_split(&input);
        break;
    case 1:
        fuzz_money(&input);
        break;
    default:
        fuzz_bytes(&input);
    }
    return 0;
}
