/*
 * Receipts into a ledger: sparse ids, ten receipts a customer, in order of days over three years.
 * The floor adds the same receipts to the same 64-byte histories where every row is known
 * beforehand: no lookup at all. Ratios are to it. Its second line is the same with the rows asked
 * for 32 receipts ahead.
 * Then the other operations a host waits for, and two threads of a host that splits by customer.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "../../src/portability.h"
#include "../../src/history/history_kernel.h"
#include "bench.h"

#include <patron/ledger.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if !defined(_WIN32) && !defined(__wasi__)
#    include <pthread.h>
#    define BENCH_HAS_THREADS 1
#endif

enum { PER_CUSTOMER = 10, DAYS = 1095, THREADS = 2 };

typedef struct receipts {
    size_t n;
    uint64_t *customer;
    int32_t *day;
    int64_t *amount;
    int64_t *margin;
    uint32_t *row;
} receipts;

typedef struct book {
    uint32_t capacity;
    size_t size;
    patron_ledger *ledger;
} book;

/* 64-byte aligned, as a host that cares for speed does it. */
static void *aligned_memory(size_t bytes)
{
    unsigned char *memory = bench_memory(bytes + 64);
    return memory + (64 - (uintptr_t)memory % 64) % 64;
}

static book new_book(size_t customers)
{
    book made;
    made.capacity = (uint32_t)customers;
    made.size = patron_ledger_size(made.capacity);
    made.ledger = aligned_memory(made.size);
    patron_ledger_init(made.ledger, made.size, made.capacity, NULL);
    return made;
}

static receipts new_receipts(size_t n)
{
    receipts made;
    made.n = n;
    made.customer = bench_memory(n * sizeof *made.customer);
    made.day = bench_memory(n * sizeof *made.day);
    made.amount = bench_memory(n * sizeof *made.amount);
    made.margin = bench_memory(n * sizeof *made.margin);
    made.row = bench_memory(n * sizeof *made.row);
    return made;
}

static void free_receipts(const receipts *of)
{
    free(of->customer);
    free(of->day);
    free(of->amount);
    free(of->margin);
    free(of->row);
}

static size_t customers_of(size_t n)
{
    return n / PER_CUSTOMER > 0 ? n / PER_CUSTOMER : 1;
}

static void fill_receipts(const receipts *of, int any_day)
{
    uint64_t state = 5;
    size_t customers = customers_of(of->n);
    for (size_t i = 0; i < of->n; i++) {
        uint64_t id = bench_random(&state) % customers;
        uint64_t sparse = id;
        of->customer[i] = bench_random(&sparse);
        of->day[i] = any_day ? (int32_t)(bench_random(&state) % DAYS)
                             : (int32_t)((uint64_t)i * DAYS / of->n);
        of->amount[i] = (int64_t)(bench_random(&state) % 20000) - 500;
        of->margin[i] = of->amount[i] / 3;
    }
}

static uint64_t book_checksum(const book *of)
{
    uint64_t size;
    uint32_t count;
    patron_ledger_count(of->ledger, of->size, &count, NULL, NULL);
    patron_ledger_encoded_size(of->ledger, of->size, &size, NULL);
    size_t scratch_size = patron_ledger_encode_scratch_size(count);
    void *scratch = bench_memory(scratch_size), *bytes = bench_memory((size_t)size);
    patron_ledger_encode(of->ledger, of->size, scratch, scratch_size, bytes, (size_t)size, NULL);
    uint64_t checksum = bench_checksum(bytes, (size_t)size);
    free(scratch);
    free(bytes);
    return checksum;
}

static void add_all(const book *to, const receipts *from)
{
    if (patron_ledger_add_many(to->ledger, to->size, from->n, from->customer, from->day,
                               from->amount, from->margin, from->row, NULL) != PATRON_OK)
        exit(1);
}

/* Every row known: 64-byte histories scattered to and added to. */
static double bench_rows(const receipts *from, const char *name, size_t ahead)
{
    bench_timing timing;
    size_t customers = customers_of(from->n);
    patron_history *history = aligned_memory(customers * sizeof *history);
    bench_start(&timing, name, from->n, 28 + 128);
    while (bench_again(&timing)) {
        memset(history, 0, customers * sizeof *history);
        bench_clock_on(&timing);
        for (size_t i = 0; i < from->n; i++) {
            if (ahead > 0 && i + ahead < from->n)
                PORTABILITY_PREFETCH_WRITE(&history[from->row[i + ahead]]);
            history_add_receipt(&history[from->row[i]], from->day[i], from->amount[i],
                                from->margin[i]);
        }
        bench_clock_off(&timing);
    }
    return bench_report(&timing, 0.0, bench_checksum(history, customers * sizeof *history));
}

static double bench_floor(const receipts *from)
{
    double floor_seconds = bench_rows(from, "floor: rows known", 0);
    bench_rows(from, "rows known and asked for ahead", 32);
    return floor_seconds;
}

static double bench_add_many(const book *to, const receipts *from, const char *name,
                             double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, name, from->n, 28 + 128 + 64);
    while (bench_again(&timing)) {
        patron_ledger_init(to->ledger, to->size, to->capacity, NULL);
        bench_clock_on(&timing);
        add_all(to, from);
        bench_clock_off(&timing);
    }
    return bench_report(&timing, floor_seconds, book_checksum(to));
}

static void bench_add(const book *to, const receipts *from, double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, "add, one call a receipt", from->n, 28 + 128 + 64);
    while (bench_again(&timing)) {
        patron_ledger_init(to->ledger, to->size, to->capacity, NULL);
        bench_clock_on(&timing);
        for (size_t i = 0; i < from->n; i++)
            patron_ledger_add(to->ledger, to->size, from->customer[i], from->day[i],
                              from->amount[i], from->margin[i], NULL, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, book_checksum(to));
}

static void bench_upkeep(const book *of)
{
    bench_timing timing;
    uint64_t size;
    uint32_t count;
    patron_ledger_count(of->ledger, of->size, &count, NULL, NULL);
    patron_ledger_encoded_size(of->ledger, of->size, &size, NULL);
    size_t scratch_size = patron_ledger_encode_scratch_size(count);
    void *scratch = bench_memory(scratch_size), *bytes = bench_memory((size_t)size);
    book other = new_book(of->capacity);
    bench_start(&timing, "  check (a row: a customer)", count, 96);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_ledger_check(of->ledger, of->size, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, count);
    bench_start(&timing, "  encode", count, 72 + 72);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_ledger_encode(of->ledger, of->size, scratch, scratch_size, bytes, (size_t)size,
                             NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, bench_checksum(bytes, (size_t)size));
    bench_start(&timing, "  decode", count, 72 + 72);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_ledger_decode(bytes, (size_t)size, other.capacity, other.ledger, other.size, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, book_checksum(&other));
    bench_start(&timing, "  grow", count, 72 + 96);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_ledger_grow(of->ledger, of->size, of->capacity, other.ledger, other.size, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, 0.0, book_checksum(&other));
    free(scratch);
    free(bytes);
}

#if BENCH_HAS_THREADS

/* One thread's share: the receipts of its customers, and a ledger of them. */
typedef struct share {
    receipts part;
    book to;
} share;

static void *work_share(void *given)
{
    share *of = given;
    add_all(&of->to, &of->part);
    return NULL;
}

static void split_receipts(const receipts *from, share *shares)
{
    for (int t = 0; t < THREADS; t++)
        shares[t].part.n = 0;
    for (size_t i = 0; i < from->n; i++) {
        receipts *part = &shares[from->customer[i] % THREADS].part;
        part->customer[part->n] = from->customer[i];
        part->day[part->n] = from->day[i];
        part->amount[part->n] = from->amount[i];
        part->margin[part->n++] = from->margin[i];
    }
}

static double bench_threads(const book *whole, const receipts *from, double one_thread)
{
    bench_timing timing;
    share shares[THREADS];
    for (int t = 0; t < THREADS; t++) {
        shares[t].part = new_receipts(from->n);
        shares[t].to = new_book(t == 0 ? whole->capacity : whole->capacity / 2 + 1000);
    }
    split_receipts(from, shares);
    bench_start(&timing, "two threads, then merged", from->n, 28 + 128 + 64);
    while (bench_again(&timing)) {
        pthread_t thread;
        for (int t = 0; t < THREADS; t++)
            patron_ledger_init(shares[t].to.ledger, shares[t].to.size, shares[t].to.capacity, NULL);
        bench_clock_on(&timing);
        pthread_create(&thread, NULL, work_share, &shares[1]);
        work_share(&shares[0]);
        pthread_join(thread, NULL);
        if (patron_ledger_merge(shares[0].to.ledger, shares[0].to.size, shares[1].to.ledger,
                                shares[1].to.size, NULL) != PATRON_OK)
            exit(1);
        bench_clock_off(&timing);
    }
    uint64_t checksum = book_checksum(&shares[0].to);
    double seconds = bench_report(&timing, one_thread, checksum);
    printf("  speed-up of two threads %.2f, bytes %s\n", one_thread / seconds,
           checksum == book_checksum(whole) ? "identical" : "DIFFERENT");
    for (int t = 0; t < THREADS; t++)
        free_receipts(&shares[t].part);
    return checksum == book_checksum(whole);
}

#endif

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t counts = bench_row_counts(argc, argv, rows, 16);
    for (size_t r = 0; r < counts; r++) {
        receipts from = new_receipts(rows[r]);
        book to = new_book(customers_of(rows[r]));
        fill_receipts(&from, 0);
        add_all(&to, &from);
        double floor_seconds = bench_floor(&from);
        double one_thread = bench_add_many(&to, &from, "add_many", floor_seconds);
        bench_add(&to, &from, floor_seconds);
        bench_upkeep(&to);
#if BENCH_HAS_THREADS
        bench_threads(&to, &from, one_thread);
#endif
        fill_receipts(&from, 1);
        patron_ledger_init(to.ledger, to.size, to.capacity, NULL);
        add_all(&to, &from);
        floor_seconds = bench_floor(&from);
        bench_add_many(&to, &from, "add_many, days in any order", floor_seconds);
        free_receipts(&from);
    }
    return 0;
}
