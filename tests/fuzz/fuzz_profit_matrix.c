/*
 * Lines of any customers and products, in two parts, and all that reads their matrix.
 */
#include "fuzz.h"

#include <patron/profit.h>

enum { FUZZ_LINES = 90, FUZZ_PEOPLE = 12, FUZZ_GOODS = 9, FUZZ_LISTED = 20 };

static uint32_t *fuzz_rows(fuzz_input *input, size_t n, size_t end)
{
    uint32_t *row = fuzz_memory(n * sizeof *row);
    for (size_t i = 0; i < n; i++) {
        uint8_t kind = fuzz_byte(input);
        row[i] = kind == 0 ? fuzz_u32(input) : (uint32_t)(end > 0 ? kind % end : kind);
    }
    return row;
}

/* Adds the lines; those before a fault are in the matrix, and the rest can be tried after it. */
static void fuzz_add(size_t products, size_t n, const uint32_t *customer, const uint32_t *product,
                     const int64_t *profit, size_t people, int64_t *cell)
{
    for (size_t from = 0; from < n;) {
        patron_fault fault;
        if (patron_profit_matrix_add(products, n - from, customer + from, product + from,
                                     profit + from, people, cell, &fault) == PATRON_OK)
            return;
        FUZZ_REQUIRE(fault.row >= 0 && (size_t)fault.row < n - from);
        from += (size_t)fault.row + 1;
    }
}

static void fuzz_labels(fuzz_input *input, size_t n, size_t products, const int64_t *cell,
                        const int64_t *by_customer, const int64_t *by_product)
{
    patron_profit_hurdles hurdles = {fuzz_whole(input), fuzz_whole(input), fuzz_whole(input)};
    uint32_t *customer = fuzz_memory(n * sizeof *customer);
    uint32_t *product = fuzz_memory(products * sizeof *product);
    if (patron_profit_matrix_labels(&hurdles, n, products, cell, by_customer, by_product, customer,
                                    product, NULL) == PATRON_OK) {
        for (size_t c = 0; c < n; c++)
            FUZZ_REQUIRE(customer[c] <= PATRON_PROFIT_LABEL_LOSING);
        for (size_t p = 0; p < products; p++)
            FUZZ_REQUIRE(product[p] <= PATRON_PROFIT_LABEL_LOSING);
    }
    free(customer);
    free(product);
}

static void fuzz_losses(fuzz_input *input, size_t n, size_t products, const int64_t *cell)
{
    size_t capacity = fuzz_count(input, FUZZ_LISTED), found;
    uint32_t only_customer = fuzz_byte(input), only_product = fuzz_byte(input);
    int64_t tolerance = fuzz_whole(input);
    size_t room = patron_profit_matrix_losses_scratch_size(n, products, capacity);
    void *scratch = fuzz_memory(room);
    uint32_t *customer = fuzz_memory(capacity * sizeof *customer);
    uint32_t *product = fuzz_memory(capacity * sizeof *product);
    int64_t *profit = fuzz_memory(capacity * sizeof *profit);
    if (patron_profit_matrix_losses(
            tolerance, only_customer > 40 ? (uint32_t)PATRON_NONE : only_customer,
            only_product > 40 ? (uint32_t)PATRON_NONE : only_product, n, products, cell, scratch,
            room, capacity, customer, product, profit, &found, NULL) == PATRON_OK) {
        FUZZ_REQUIRE(found <= n * products);
        for (size_t i = 0; i < capacity && i < found; i++) {
            FUZZ_REQUIRE(cell[customer[i] * products + product[i]] == profit[i]);
            FUZZ_REQUIRE(profit[i] < -tolerance && (i == 0 || profit[i - 1] <= profit[i]));
        }
    }
    free(scratch);
    free(customer);
    free(product);
    free(profit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    size_t n = fuzz_count(&input, FUZZ_LINES), cut = fuzz_count(&input, n);
    size_t people = fuzz_count(&input, FUZZ_PEOPLE), products = fuzz_count(&input, FUZZ_GOODS);
    uint32_t *customer = fuzz_rows(&input, n, people), *product = fuzz_rows(&input, n, products);
    int64_t *profit = fuzz_wholes(&input, n), total;
    int64_t *cell = fuzz_memory(people * products * sizeof *cell);
    int64_t *other = fuzz_memory(people * products * sizeof *other);
    int64_t *by_customer = fuzz_memory(people * sizeof *by_customer);
    int64_t *by_product = fuzz_memory(products * sizeof *by_product);
    size_t room = patron_profit_matrix_totals_scratch_size(people, products);
    void *scratch = fuzz_memory(room);
    for (size_t i = 0; i < people * products; i++)
        cell[i] = other[i] = 0;
    fuzz_add(products, cut, customer, product, profit, people, cell);
    fuzz_add(products, n - cut, customer + cut, product + cut, profit + cut, people, other);
    patron_profit_matrix_merge(people, products, other, cell, NULL);
    if (patron_profit_matrix_totals(people, products, cell, scratch, room, by_customer, by_product,
                                    &total, NULL) == PATRON_OK) {
        uint64_t rows = 0, columns = 0;
        for (size_t c = 0; c < people; c++)
            rows += (uint64_t)by_customer[c];
        for (size_t p = 0; p < products; p++)
            columns += (uint64_t)by_product[p];
        FUZZ_REQUIRE(rows == (uint64_t)total && columns == (uint64_t)total);
        fuzz_labels(&input, people, products, cell, by_customer, by_product);
    }
    fuzz_losses(&input, people, products, cell);
    free(customer);
    free(product);
    free(profit);
    free(cell);
    free(other);
    free(by_customer);
    free(by_product);
    free(scratch);
    return 0;
}
