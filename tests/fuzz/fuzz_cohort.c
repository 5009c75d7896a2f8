/*
 * Cohorts of any receipts in any split, mapped blocks and encoded bytes of any content.
 */
#include "fuzz.h"

#include <patron/cohort.h>

enum { FUZZ_CUSTOMERS = 6, FUZZ_RECEIPTS = 40, FUZZ_PERIODS = 5 };

typedef struct fuzz_shop {
    patron_cohort_grid grid;
    size_t periods;
    size_t n;
    uint32_t customer[FUZZ_RECEIPTS];
    int32_t day[FUZZ_RECEIPTS];
    int64_t amount[FUZZ_RECEIPTS];
    int64_t margin[FUZZ_RECEIPTS];
} fuzz_shop;

static void fuzz_receipts(fuzz_input *input, fuzz_shop *shop)
{
    memset(shop, 0, sizeof *shop);
    shop->grid.unit = fuzz_byte(input) % 2;
    shop->grid.length = 1 + fuzz_byte(input) % 40;
    shop->grid.from_day = (int32_t)fuzz_whole(input);
    shop->grid.as_of_day = (int32_t)fuzz_whole(input);
    shop->periods = fuzz_count(input, FUZZ_PERIODS);
    shop->n = fuzz_count(input, FUZZ_RECEIPTS);
    for (size_t i = 0; i < shop->n; i++) {
        shop->customer[i] = fuzz_byte(input) % FUZZ_CUSTOMERS;
        shop->day[i] = (int32_t)((uint32_t)shop->grid.from_day + (uint32_t)fuzz_whole(input));
        shop->amount[i] = fuzz_whole(input);
        shop->margin[i] = fuzz_byte(input);
    }
}

static int32_t fuzz_add(patron_cohort *cohort, const fuzz_shop *shop, size_t from, size_t to,
                        patron_cohort_seen *seen)
{
    size_t n = to - from, size = patron_cohort_add_scratch_size(n, FUZZ_CUSTOMERS);
    void *scratch = fuzz_memory(size);
    int32_t status = patron_cohort_add(
        cohort, patron_cohort_size(shop->periods), n, shop->customer + from, shop->day + from,
        shop->amount + from, shop->margin + from, NULL, scratch, size, FUZZ_CUSTOMERS, seen, NULL);
    free(scratch);
    return status;
}

/* The figures of a sound triangle keep their promises. */
static void fuzz_read(const patron_cohort *cohort, size_t size, fuzz_input *input)
{
    patron_cohort_grid grid;
    uint32_t periods;
    FUZZ_REQUIRE(patron_cohort_shape(cohort, size, &grid, &periods, NULL) == PATRON_OK);
    size_t cells = (size_t)periods * periods;
    if (cells > FUZZ_PERIODS * FUZZ_PERIODS)
        return;
    patron_cohort_cell cell[FUZZ_PERIODS * FUZZ_PERIODS];
    patron_cohort_growth growth[FUZZ_PERIODS];
    double figure[FUZZ_PERIODS * FUZZ_PERIODS], simple[FUZZ_PERIODS], weighted[FUZZ_PERIODS];
    uint64_t used[FUZZ_PERIODS], customers[FUZZ_PERIODS];
    uint32_t measure = fuzz_byte(input) % 10, per = fuzz_byte(input) % 5;
    FUZZ_REQUIRE(patron_cohort_read(cohort, size, periods, cell, growth, NULL) == PATRON_OK);
    int32_t status = patron_cohort_figures(&grid, measure, per, 1, periods, cell, figure, NULL);
    FUZZ_REQUIRE(status == (measure < 9 && per < 4 ? PATRON_OK : PATRON_E_RANGE));
    FUZZ_REQUIRE(patron_cohort_means(&grid, measure, per, 1, periods, cell, simple, weighted, used,
                                     customers, NULL) == status);
    for (size_t i = 0; status == PATRON_OK && i < cells; i++)
        FUZZ_REQUIRE(!isinf(figure[i]));
    for (size_t p = 0; status == PATRON_OK && p < periods; p++)
        FUZZ_REQUIRE(used[p] <= periods && isnan(simple[p]) == (used[p] == 0));
}

static void fuzz_mapped(fuzz_input *input)
{
    fuzz_shop shop;
    fuzz_receipts(input, &shop);
    size_t size = patron_cohort_size(shop.periods), from = fuzz_byte(input) % 2 ? 32 : 64;
    patron_cohort *cohort = fuzz_memory(size), *other = fuzz_memory(size);
    if (patron_cohort_init(cohort, size, &shop.grid, shop.periods, NULL) == PATRON_OK) {
        fuzz_add(cohort, &shop, 0, shop.n, NULL);
        fuzz_take(input, (unsigned char *)cohort + from % size,
                  input->size < size - from ? input->size : size - from);
        memcpy(other, cohort, size);
        int32_t status = patron_cohort_check(cohort, size, NULL);
        int32_t merged = patron_cohort_merge(other, size, cohort, size, NULL);
        FUZZ_REQUIRE(merged == status || status == PATRON_OK);
        fuzz_add(other, &shop, 0, shop.n, NULL);
        if (status == PATRON_OK)
            fuzz_read(cohort, size, input);
    }
    free(cohort);
    free(other);
}

static void fuzz_encoded(fuzz_input *input)
{
    uint32_t periods;
    if (patron_cohort_encoded_periods(input->bytes, input->size, &periods, NULL) != PATRON_OK)
        return;
    size_t size = patron_cohort_size(periods);
    patron_cohort *cohort = fuzz_memory(size);
    FUZZ_REQUIRE(patron_cohort_decode(input->bytes, input->size, cohort, size, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_cohort_check(cohort, size, NULL) == PATRON_OK);
    fuzz_read(cohort, size, input);
    free(cohort);
}

/* Customers below `cut` first, the others behind, merged: the bytes of the whole. */
static void fuzz_split(fuzz_input *input)
{
    fuzz_shop shop, part;
    fuzz_receipts(input, &shop);
    part = shop;
    uint32_t cut = fuzz_byte(input) % FUZZ_CUSTOMERS;
    size_t size = patron_cohort_size(shop.periods), first = 0, last = shop.n;
    for (size_t i = 0; i < shop.n; i++) {
        size_t to = shop.customer[i] < cut ? first++ : --last;
        part.customer[to] = shop.customer[i];
        part.day[to] = shop.day[i];
        part.amount[to] = shop.amount[i];
        part.margin[to] = shop.margin[i];
    }
    patron_cohort *whole = fuzz_memory(size), *left = fuzz_memory(size), *right = fuzz_memory(size);
    patron_cohort_seen seen[FUZZ_CUSTOMERS];
    memset(seen, 0, sizeof seen);
    if (patron_cohort_init(whole, size, &shop.grid, shop.periods, NULL) == PATRON_OK) {
        memcpy(left, whole, size);
        memcpy(right, whole, size);
        int32_t status = fuzz_add(whole, &shop, 0, shop.n, seen);
        int32_t one = fuzz_add(left, &part, 0, first, NULL);
        int32_t two = fuzz_add(right, &part, first, shop.n, NULL);
        if (one == PATRON_OK && two == PATRON_OK)
            FUZZ_REQUIRE(patron_cohort_merge(left, size, right, size, NULL) == status);
        else
            FUZZ_REQUIRE(status == PATRON_E_OVERFLOW);
        FUZZ_REQUIRE(status != PATRON_OK || memcmp(whole, left, size) == 0);
        FUZZ_REQUIRE(patron_cohort_check(left, size, NULL) == PATRON_OK);
        fuzz_add(whole, &part, 0, first, seen);
        fuzz_read(whole, size, input);
    }
    free(whole);
    free(left);
    free(right);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    switch (fuzz_byte(&input) % 4) {
    case 0:
        fuzz_mapped(&input);
        break;
    case 1:
        fuzz_encoded(&input);
        break;
    default:
        fuzz_split(&input);
        break;
    }
    return 0;
}
