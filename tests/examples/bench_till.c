/*
 * What the till reckons for an answer, without its disk and its pipes: customers of a ledger asked for in
 * no order, as far as the history (the floor), with the score of each model, and with the words written
 * to a file that throws them away.
 * Arguments: customers (default 10^3 and 10^5), twenty receipts each over three years.
 */
#include "../bench/bench.h"

#include "till_book.h"
#include "till_score.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PER_CUSTOMER = 20, DAYS = 1095, WINDOW = 4096, ASKED = 100000 };

static uint64_t number_of(uint64_t customer)
{
    return bench_random(&customer); /* sparse */
}

static void fill(till_book *book, size_t customers)
{
    uint64_t state = 5;
    till_record record;
    memset(&record, 0, sizeof record);
    record.kind = TILL_RECEIPT;
    for (uint64_t i = 1; i <= PER_CUSTOMER * (uint64_t)customers; i++) {
        record.sequence = i;
        record.receipt = ((uint64_t)1 << 48) + i;
        record.customer = number_of(bench_random(&state) % customers);
        record.day = 19000 + (int32_t)(i * DAYS / (PER_CUSTOMER * (uint64_t)customers));
        record.amount = (int64_t)(bench_random(&state) % 20000);
        till_book_apply(book, &record);
    }
}

static double ask(const till_book *book, size_t customers, const till_terms *terms,
                  const char *name, double floor_seconds, FILE *file)
{
    bench_timing timing;
    double sum = 0;
    bench_start(&timing, name, ASKED, 64);
    while (bench_again(&timing)) {
        uint64_t state = 7;
        sum = 0;
        bench_clock_on(&timing);
        for (size_t i = 0; i < ASKED; i++) {
            const uint64_t customer = number_of(bench_random(&state) % customers);
            patron_history history;
            till_score score = {0, 0, 0, 0};
            till_book_history(book, customer, &history);
            if (terms->has_model && file == NULL) {
                till_score_customer(terms, &history, book->day, &score);
            }
            if (file != NULL) {
                till_terms_write(terms, customer, &history, book->day, file);
            }
            if (file != NULL && terms->has_model) {
                till_score_write(terms, &history, book->day, file);
            }
            sum += history.days + score.alive + score.expected + score.brings;
        }
        bench_clock_off(&timing);
    }
    return bench_report(&timing, floor_seconds, bench_checksum(&sum, sizeof sum));
}

static till_terms terms_of(uint32_t kind)
{
    const patron_clv_terms clv = {
        0, 0.7, 0.1, 0, 0, PATRON_CLV_FOREVER, PATRON_CLV_MID_IF_RETAINED};
    const patron_spend_model spend = {6.248802, 3.744588, 1544.34};
    const int lives = kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD;
    const int flips = !lives && kind != PATRON_BTYD_NBD;
    till_terms terms;
    memset(&terms, 0, sizeof terms);
    terms.clv = clv;
    terms.period_days = 365;
    terms.margin_rate = 0.3;
    terms.decimals = 2;
    terms.has_model = kind != 0;
    terms.model.model.kind = kind;
    terms.model.model.k = kind >= PATRON_BTYD_BG_CNBD ? 2 : 0;
    terms.model.model.r = 0.55;
    terms.model.model.alpha = 10.6;
    terms.model.model.s = lives ? 0.61 : 0;
    terms.model.model.beta = lives ? 11.7 : 0;
    terms.model.model.a = flips ? 0.79 : 0;
    terms.model.model.b = flips ? 2.43 : kind == PATRON_BTYD_GGOM_NBD ? 0.01 : 0;
    terms.model.days_per_unit = 7;
    terms.model.money = MODEL_FILE_SPEND;
    terms.model.decimals = 2;
    terms.model.spend = spend;
    return terms;
}

static void bench_customers(size_t customers, FILE *nowhere)
{
    till_book book;
    till_book_open(&book, 16, WINDOW);
    fill(&book, customers);
    printf("%lu customers\n", (unsigned long)customers);
    till_terms terms = terms_of(0);
    const double floor_seconds = ask(&book, customers, &terms, "floor: the history", 0, NULL);
    const double written = ask(&book, customers, &terms, "  and its words", 0, nowhere);
    for (uint32_t kind = PATRON_BTYD_BG_NBD; kind < PATRON_BTYD_BG_BB; kind++) {
        terms = terms_of(kind);
        ask(&book, customers, &terms, model_file_kind_name(kind), floor_seconds, NULL);
    }
    terms = terms_of(PATRON_BTYD_PARETO_NBD);
    terms.residual = 1;
    ask(&book, customers, &terms, "pareto-nbd with residual", floor_seconds, NULL);
    terms = terms_of(PATRON_BTYD_BG_NBD);
    terms.residual = 1;
    ask(&book, customers, &terms, "bg-nbd with residual", floor_seconds, NULL);
    terms.residual = 0;
    ask(&book, customers, &terms, "bg-nbd and all words", written, nowhere);
    till_book_close(&book);
}

int main(int argc, char **argv)
{
    size_t customers[8] = {1000, 100000};
    const size_t counts = argc > 1 ? bench_row_counts(argc, argv, customers, 8) : 2;
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere == NULL) {
        return 1;
    }
    for (size_t i = 0; i < counts; i++) {
        bench_customers(customers[i], nowhere);
    }
    return fclose(nowhere) != 0;
}
