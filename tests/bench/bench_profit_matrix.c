/*
 * The customer x product matrix from lines, and its totals, labels and losses. Lines go to a twentieth
 * as many customers and 50 products, in any order. The floors add the same lines to the same cells
 * without a check, once plainly and once with the cells named to the cache 32 lines ahead, and read
 * the cells once. Then two threads of a host that splits the lines by customer, whose rows of the
 * matrix are apart. Arguments: numbers of lines (default 10^4 to 2*10^7).
 */
#include "../../src/portability.h"
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/profit.h>

#if !defined(_WIN32) && !defined(__wasi__)
#    include <pthread.h>
#    define BENCH_HAS_THREADS 1
#endif

enum { PRODUCTS = 50, LINES_EACH = 20, AHEAD = 32, LISTED = 1000 };

typedef struct lines {
    size_t n, customers;
    uint32_t *customer, *product;
    int64_t *profit, *cell;
} lines;

static void fill(lines *given, size_t n)
{
    uint64_t state = 5;
    given->n = n;
    given->customers = n / LINES_EACH;
    given->customer = bench_memory(n * sizeof *given->customer);
    given->product = bench_memory(n * sizeof *given->product);
    given->profit = bench_memory(n * sizeof *given->profit);
    given->cell = bench_memory(given->customers * PRODUCTS * sizeof *given->cell);
    for (size_t i = 0; i < n; i++) {
        given->customer[i] = (uint32_t)(bench_random(&state) % given->customers);
        given->product[i] = (uint32_t)(bench_random(&state) % PRODUCTS);
        given->profit[i] = (int64_t)(bench_random(&state) % 5000) - 1000;
    }
}

static void clear(const lines *given)
{
    memset(given->cell, 0, given->customers * PRODUCTS * sizeof *given->cell);
}

static uint64_t checksum(const lines *given)
{
    return bench_checksum(given->cell, given->customers * PRODUCTS * sizeof *given->cell);
}

static double floor_of_scatter(const lines *given, size_t ahead)
{
    bench_timing timing;
    const uint32_t *customer = given->customer, *product = given->product;
    bench_start(&timing, ahead > 0 ? "floor: scatter, ahead" : "floor: scatter, plain", given->n,
                32);
    while (bench_again(&timing)) {
        clear(given);
        bench_clock_on(&timing);
        if (ahead == 0)
            for (size_t i = 0; i < given->n; i++)
                given->cell[(size_t)customer[i] * PRODUCTS + product[i]] += given->profit[i];
        else
            for (size_t i = 0; i < given->n; i++) {
                size_t next = i + ahead < given->n ? i + ahead : i;
                PORTABILITY_PREFETCH_WRITE(given->cell + (size_t)customer[next] * PRODUCTS +
                                           product[next]);
                given->cell[(size_t)customer[i] * PRODUCTS + product[i]] += given->profit[i];
            }
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, checksum(given));
}

static void add_all(const lines *given)
{
    if (patron_profit_matrix_add(PRODUCTS, given->n, given->customer, given->product, given->profit,
                                 given->customers, given->cell, NULL) != PATRON_OK)
        exit(1);
}

static double add(const lines *given, double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, "add", given->n, 32);
    while (bench_again(&timing)) {
        clear(given);
        bench_clock_on(&timing);
        add_all(given);
        bench_clock_off(&timing);
    }
    return bench_report(&timing, floor_seconds, checksum(given));
}

#if BENCH_HAS_THREADS

static void *work_share(void *given)
{
    add_all(given);
    return NULL;
}

static void add_with_two_threads(const lines *given, double one_thread)
{
    bench_timing timing;
    lines share[2];
    uint64_t expected = checksum(given);
    pthread_t thread;
    for (int t = 0; t < 2; t++) {
        share[t] = *given;
        share[t].n = 0;
        share[t].customer = bench_memory(given->n * sizeof *given->customer);
        share[t].product = bench_memory(given->n * sizeof *given->product);
        share[t].profit = bench_memory(given->n * sizeof *given->profit);
    }
    for (size_t i = 0; i < given->n; i++) {
        lines *to = &share[given->customer[i] < given->customers / 2 ? 0 : 1];
        to->customer[to->n] = given->customer[i];
        to->product[to->n] = given->product[i];
        to->profit[to->n++] = given->profit[i];
    }
    bench_start(&timing, "add, two threads", given->n, 32);
    while (bench_again(&timing)) {
        clear(given);
        bench_clock_on(&timing);
        pthread_create(&thread, NULL, work_share, &share[1]);
        work_share(&share[0]);
        pthread_join(thread, NULL);
        bench_clock_off(&timing);
    }
    double seconds = bench_report(&timing, one_thread, checksum(given));
    printf("  speed-up of two threads %.2f, cells %s\n", one_thread / seconds,
           checksum(given) == expected ? "identical" : "DIFFERENT");
    for (int t = 0; t < 2; t++) {
        free(share[t].customer);
        free(share[t].product);
        free(share[t].profit);
    }
}

#else

static void add_with_two_threads(const lines *given, double one_thread)
{
    (void)given;
    (void)one_thread;
}

#endif

static void merge(const lines *given)
{
    bench_timing timing;
    size_t cells = given->customers * PRODUCTS;
    int64_t *other = bench_memory(cells * sizeof *other);
    double floor_seconds = bench_floor_copy(cells * sizeof *other);
    memcpy(other, given->cell, cells * sizeof *other);
    bench_start(&timing, "merge (floor: a copy)", cells, 24);
    while (bench_again(&timing)) {
        memcpy(given->cell, other, cells * sizeof *other);
        bench_clock_on(&timing);
        patron_profit_matrix_merge(given->customers, PRODUCTS, other, given->cell, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, checksum(given));
    free(other);
}

static double floor_of_read(const lines *given)
{
    bench_timing timing;
    size_t cells = given->customers * PRODUCTS;
    int64_t sum = 0;
    bench_start(&timing, "floor: read the cells", cells, 8);
    while (bench_again(&timing)) {
        sum = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < cells; i++)
            sum += given->cell[i];
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, (uint64_t)sum);
}

/* All of them, sorted. */
static void read_losses(const lines *given, size_t all, double floor_seconds)
{
    bench_timing timing;
    size_t cells = given->customers * PRODUCTS;
    size_t room = patron_profit_matrix_losses_scratch_size(given->customers, PRODUCTS, all);
    void *scratch = bench_memory(room);
    uint32_t *customer = bench_memory(all * sizeof *customer);
    uint32_t *product = bench_memory(all * sizeof *product);
    int64_t *profit = bench_memory(all * sizeof *profit);
    bench_start(&timing, "losses, all listed", cells, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_matrix_losses(0, PATRON_NONE, PATRON_NONE, given->customers, PRODUCTS,
                                    given->cell, scratch, room, all, customer, product, profit,
                                    NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(profit, all * sizeof *profit));
    printf("  %.1f %% of the cells lose, %.1f bytes of scratch for each\n",
           100.0 * (double)all / (double)cells, (double)room / (double)all);
    free(scratch);
    free(customer);
    free(product);
    free(profit);
}

static void read_matrix(const lines *given, double floor_seconds)
{
    static const patron_profit_hurdles hurdles = {100000, 0, 0};
    static uint32_t customer[LISTED], product[LISTED];
    static int64_t profit[LISTED];
    bench_timing timing;
    size_t n = given->customers, cells = n * PRODUCTS, found;
    size_t room = patron_profit_matrix_totals_scratch_size(n, PRODUCTS);
    size_t losses_room = patron_profit_matrix_losses_scratch_size(n, PRODUCTS, LISTED);
    room = room > losses_room ? room : losses_room;
    void *scratch = bench_memory(room);
    int64_t *by_customer = bench_memory(n * sizeof *by_customer), by_product[PRODUCTS], total;
    uint32_t *label = bench_memory(n * sizeof *label), product_label[PRODUCTS];

    bench_start(&timing, "totals", cells, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_matrix_totals(n, PRODUCTS, given->cell, scratch, room, by_customer,
                                    by_product, &total, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, (uint64_t)total);
    bench_start(&timing, "labels", cells, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_matrix_labels(&hurdles, n, PRODUCTS, given->cell, by_customer, by_product,
                                    label, product_label, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(label, n * sizeof *label));
    bench_start(&timing, "losses, 1000 listed", cells, 8);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_profit_matrix_losses(0, PATRON_NONE, PATRON_NONE, n, PRODUCTS, given->cell, scratch,
                                    room, LISTED, customer, product, profit, &found, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(profit, sizeof profit) + found);
    free(scratch);
    read_losses(given, found, floor_seconds);
    free(by_customer);
    free(label);
}

int main(int argc, char **argv)
{
    static const size_t usual[5] = {10000, 100000, 1000000, 10000000, 20000000};
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    if (argc < 2) {
        memcpy(rows, usual, sizeof usual);
        count = 5;
    }
    for (size_t i = 0; i < count; i++) {
        lines given;
        fill(&given, rows[i]);
        floor_of_scatter(&given, 0);
        add_with_two_threads(&given, add(&given, floor_of_scatter(&given, AHEAD)));
        read_matrix(&given, floor_of_read(&given));
        merge(&given);
        free(given.customer);
        free(given.product);
        free(given.profit);
        free(given.cell);
    }
    return 0;
}
