/* What the till keeps in memory and writes to its disk: against recounts, and damaged on purpose. */
#include "support.h"

#include "till_book.h"
#include "till_bytes.h"
#include "till_journal.h"
#include "till_line.h"
#include "till_score.h"
#include "till_snapshot.h"
#include "till_terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { JOURNAL_RECORDS = 5, STEPS = 3000, CUSTOMERS = 12, WINDOW = 16 };

static void the_check_sum_is_the_published_one(void **state)
{
    (void)state;
    assert_true(till_bytes_check_sum((const unsigned char *)"123456789", 9) == 0xCBF43926u);
    assert_true(till_bytes_check_sum(NULL, 0) == 0);
}

static till_record some_record(support_random *random, uint64_t sequence)
{
    till_record record;
    memset(&record, 0, sizeof record);
    record.sequence = sequence;
    record.kind = TILL_RECEIPT;
    record.receipt = support_random_bits(random);
    record.customer = support_random_bits(random);
    record.amount = (int64_t)support_random_bits(random);
    record.margin = (int64_t)support_random_bits(random);
    record.day = (int32_t)support_random_integer(random, INT32_MIN, INT32_MAX);
    return record;
}

static void a_record_reads_back_as_it_was_written(void **state)
{
    (void)state;
    support_random random = support_random_from(1);
    for (uint64_t i = 1; i < 1000; i++) {
        unsigned char bytes[TILL_RECORD_SIZE];
        till_record read;
        till_record record = some_record(&random, i);
        if (i % 2 == 0) {
            record.kind = TILL_REKEY;
            record.new_customer = (uint64_t)record.amount;
            record.amount = 0;
        }
        till_record_encode(&record, 7, bytes);
        assert_true(till_record_decode(bytes, 7, i, &read));
        assert_memory_equal(&read, &record, sizeof record);
        assert_true(!till_record_decode(bytes, 8, i, &read));
        assert_true(!till_record_decode(bytes, 7, i + 1, &read));
    }
}

/* A journal that starts at 40, with room behind it. */
static size_t make_journal(uint64_t batch, unsigned char *bytes)
{
    support_random random = support_random_from(2);
    till_journal_header(40, batch, bytes);
    for (uint64_t i = 0; i < JOURNAL_RECORDS; i++) {
        const till_record record = some_record(&random, 41 + i);
        till_record_encode(&record, 40, bytes + TILL_JOURNAL_HEADER + i * TILL_RECORD_SIZE);
    }
    return TILL_JOURNAL_HEADER + JOURNAL_RECORDS * TILL_RECORD_SIZE;
}

enum { JOURNAL_ROOM = TILL_JOURNAL_HEADER + (JOURNAL_RECORDS + 1) * TILL_RECORD_SIZE };

static void a_changed_bit_of_a_safe_record_is_damage_and_of_the_last_one_a_tear(void **state)
{
    (void)state;
    unsigned char bytes[JOURNAL_ROOM];
    till_journal found;
    for (uint64_t batch = 1; batch <= 3; batch++) {
        const size_t size = make_journal(batch, bytes);
        const size_t safe = size - (size_t)batch * TILL_RECORD_SIZE;
        assert_true(till_journal_read(bytes, size, 40, &found) == TILL_JOURNAL_WHOLE);
        assert_true(found.records == JOURNAL_RECORDS && found.good_size == size);
        for (size_t bit = 0; bit < size * 8; bit++) {
            const size_t at = bit / 8;
            bytes[at] ^= (unsigned char)(1u << bit % 8);
            const int verdict = till_journal_read(bytes, size, 40, &found);
            assert_true(verdict == (at < safe ? TILL_JOURNAL_DAMAGED : TILL_JOURNAL_TORN));
            assert_true(at < TILL_JOURNAL_HEADER
                            ? found.records == 0
                            : found.records == (at - TILL_JOURNAL_HEADER) / TILL_RECORD_SIZE);
            bytes[at] ^= (unsigned char)(1u << bit % 8);
        }
    }
}

static void a_journal_cut_anywhere_keeps_every_whole_record(void **state)
{
    (void)state;
    unsigned char bytes[JOURNAL_ROOM];
    till_journal found;
    const size_t whole = make_journal(1, bytes);
    for (size_t size = 0; size < whole; size++) {
        const int verdict = till_journal_read(bytes, size, 40, &found);
        if (size < TILL_JOURNAL_HEADER) {
            assert_true(verdict == TILL_JOURNAL_DAMAGED);
            continue;
        }
        const size_t rest = (size - TILL_JOURNAL_HEADER) % TILL_RECORD_SIZE;
        assert_true(verdict == (rest == 0 ? TILL_JOURNAL_WHOLE : TILL_JOURNAL_TORN));
        assert_true(found.records == (size - TILL_JOURNAL_HEADER) / TILL_RECORD_SIZE);
        assert_true(found.good_size == size - rest);
    }
}

static void bytes_taken_out_of_a_journal_or_put_into_it_are_damage(void **state)
{
    (void)state;
    unsigned char bytes[JOURNAL_ROOM];
    till_journal found;
    const size_t safe = TILL_JOURNAL_HEADER + (JOURNAL_RECORDS - 2) * TILL_RECORD_SIZE;
    for (size_t at = 0; at < safe; at++) {
        const size_t size = make_journal(1, bytes);
        memmove(bytes + at, bytes + at + 1, size - at - 1);
        assert_true(till_journal_read(bytes, size - 1, 40, &found) == TILL_JOURNAL_DAMAGED);
        make_journal(1, bytes);
        memmove(bytes + at + 1, bytes + at, size - at);
        bytes[at] ^= 1;
        assert_true(till_journal_read(bytes, size + 1, 40, &found) == TILL_JOURNAL_DAMAGED);
    }
    const size_t size = make_journal(1, bytes);
    assert_true(till_journal_read(bytes, size, 41, &found) == TILL_JOURNAL_DAMAGED);
    memset(bytes + size, 0, TILL_RECORD_SIZE);
    assert_true(till_journal_read(bytes, size + TILL_RECORD_SIZE, 40, &found) == TILL_JOURNAL_TORN);
}

/* Numbers below 64 in runs against the same as bits. */
static void assert_same_numbers(const till_seen *seen, uint64_t bits)
{
    size_t runs = 0;
    for (uint64_t number = 0; number < 64; number++) {
        const int has = (int)(bits >> number & 1);
        assert_true(till_seen_has(seen, number) == has);
        runs += (size_t)(has && (number == 0 || (bits >> (number - 1) & 1) == 0));
    }
    assert_true(seen->count == runs);
}

static void every_number_taken_is_known_and_no_other(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    for (int round = 0; round < 300; round++) {
        till_seen seen = {NULL, 0, 0};
        till_seen other = {NULL, 0, 0};
        uint64_t bits = 0;
        uint64_t other_bits = 0;
        uint64_t common = 99;
        for (int i = 0; i < round % 60; i++) {
            const uint64_t number = support_random_below(&random, 64);
            if ((bits >> number & 1) == 0 && i % 3 != 0) {
                till_seen_add(&seen, number);
                bits |= UINT64_C(1) << number;
            } else if ((other_bits >> number & 1) == 0 &&
                       (round == 50 || (bits >> number & 1) == 0)) {
                till_seen_add(&other, number);
                other_bits |= UINT64_C(1) << number;
            }
        }
        assert_same_numbers(&seen, bits);
        assert_same_numbers(&other, other_bits);
        const int apart = till_seen_merge(&seen, &other, &common);
        assert_true(apart == ((bits & other_bits) == 0));
        assert_true(apart || (bits & other_bits) >> common & 1);
        assert_same_numbers(&seen, apart ? bits | other_bits : bits);
        till_seen_close(&seen);
        till_seen_close(&other);
    }
}

/* The recount: all receipts, in the order in which they came. */
typedef struct taken {
    uint64_t customer;
    int64_t amount;
    int64_t margin;
    int32_t day;
    int counts;
} taken;

typedef struct recount {
    taken receipt[STEPS];
    size_t count;
} recount;

static void recount_history(const recount *all, uint64_t customer, patron_history *history)
{
    memset(history, 0, sizeof *history);
    for (size_t i = 0; i < all->count; i++) {
        const taken *one = &all->receipt[i];
        if (one->counts && one->customer == customer) {
            assert_true(patron_history_add(history, one->day, one->amount, one->margin, NULL) ==
                        PATRON_OK);
        }
    }
}

static void recount_apply(recount *all, const till_record *record)
{
    if (record->kind == TILL_RECEIPT) {
        const taken one = {record->customer, record->amount, record->margin, record->day, 1};
        all->receipt[all->count++] = one;
    }
    if (record->kind == TILL_VOID) {
        all->receipt[record->receipt].counts = 0;
    }
    for (size_t i = 0; record->kind == TILL_ERASE && i < all->count; i++) {
        all->receipt[i].counts &= all->receipt[i].customer != record->customer;
    }
}

/* A receipt, a void of a late one or an erasure, by chance; receipts are numbered from 0. */
static till_record draw(support_random *random, const recount *all, uint64_t sequence)
{
    till_record record;
    const uint64_t chance = support_random_below(random, 100);
    memset(&record, 0, sizeof record);
    record.sequence = sequence;
    if (chance < 80 || all->count == 0) {
        record.kind = TILL_RECEIPT;
        record.receipt = all->count;
        record.customer = support_random_below(random, CUSTOMERS);
        record.day = (int32_t)(sequence / 8 + support_random_below(random, 20));
        record.amount = support_random_integer(random, -500, 5000);
        record.margin = support_random_integer(random, -100, 1000);
    } else if (chance < 98) {
        const uint64_t back = support_random_below(random, 2 * WINDOW);
        record.kind = TILL_VOID;
        record.receipt = all->count > back ? all->count - 1 - back : 0;
    } else {
        record.kind = TILL_ERASE;
        record.customer = support_random_below(random, CUSTOMERS);
    }
    return record;
}

static void assert_same_histories(const till_book *book, const recount *all)
{
    for (uint64_t customer = 0; customer < CUSTOMERS; customer++) {
        patron_history counted;
        patron_history history;
        recount_history(all, customer, &counted);
        assert_true(till_book_history(book, customer, &history) == (counted.receipts > 0));
        assert_memory_equal(&history, &counted, sizeof history);
    }
}

static void drive(till_book *book, recount *all, uint64_t seed, size_t steps)
{
    support_random random = support_random_from(seed);
    all->count = 0;
    for (size_t i = 1; i <= steps; i++) {
        till_record record = draw(&random, all, book->sequence + 1);
        uint64_t customer = 0;
        const int verdict = till_book_check(book, &record, &customer);
        if (record.kind == TILL_VOID) {
            const taken *one = &all->receipt[record.receipt];
            const int late = all->count - record.receipt > WINDOW;
            assert_true(late          ? verdict == TILL_TOO_LATE
                        : one->counts ? verdict == TILL_GOOD
                                      : verdict == TILL_DUPLICATE || verdict == TILL_TOO_LATE);
        } else {
            assert_true(verdict == TILL_GOOD);
        }
        if (verdict == TILL_GOOD) {
            till_book_apply(book, &record);
            recount_apply(all, &record);
        }
        if (i % 50 == 0) {
            assert_same_histories(book, all);
        }
    }
}

static recount counted_again;

static void after_voids_and_erasures_a_history_is_that_of_the_receipts_that_remain(void **state)
{
    (void)state;
    for (uint64_t seed = 10; seed < 14; seed++) {
        till_book book;
        till_book_open(&book, 0, WINDOW);
        drive(&book, &counted_again, seed, STEPS);
        till_book_close(&book);
    }
}

static void a_sum_that_a_void_would_overflow_keeps_its_receipt(void **state)
{
    (void)state;
    const int64_t amounts[] = {INT64_MAX, -1, 1};
    till_book book;
    till_record record;
    uint64_t customer = 0;
    till_book_open(&book, 0, 2);
    memset(&record, 0, sizeof record);
    record.kind = TILL_RECEIPT;
    for (uint64_t i = 0; i < 3; i++) {
        record.receipt = record.sequence = i + 1;
        record.amount = amounts[i];
        record.day = (int32_t)i; /* what was bought on the first day has a sum of its own */
        assert_int_equal(till_book_check(&book, &record, &customer), TILL_GOOD);
        till_book_apply(&book, &record);
    }
    record.receipt = 4;
    record.amount = 1;
    assert_int_equal(till_book_check(&book, &record, &customer), TILL_TOO_LARGE);
    record.kind = TILL_VOID;
    record.receipt = 2;
    assert_int_equal(till_book_check(&book, &record, &customer), TILL_TOO_LARGE);
    record.receipt = 3;
    assert_int_equal(till_book_check(&book, &record, &customer), TILL_GOOD);
    till_book_close(&book);
}

static void a_customer_with_a_new_number_keeps_ledger_and_window(void **state)
{
    (void)state;
    till_book book;
    till_record record;
    uint64_t customer = 0;
    patron_history history;
    till_book_open(&book, 0, 2);
    memset(&record, 0, sizeof record);
    for (uint64_t i = 1; i <= 6; i++) {
        record.kind = TILL_RECEIPT;
        record.receipt = record.sequence = i;
        record.customer = i % 2;
        record.amount = (int64_t)i;
        record.day = (int32_t)i;
        till_book_apply(&book, &record);
    }
    memset(&record, 0, sizeof record);
    record.kind = TILL_REKEY;
    record.customer = 0;
    record.new_customer = 1;
    assert_int_equal(till_book_check(&book, &record, &customer), TILL_GOOD);
    till_book_apply(&book, &record);
    assert_true(till_book_history(&book, 1, &history));
    assert_true(history.receipts == 6 && history.spend == 21 && history.days == 6);
    assert_true(!till_book_history(&book, 0, &history));
    assert_int_equal(till_book_check(&book, &record, &customer), TILL_UNKNOWN);
    record.kind = TILL_VOID;
    record.receipt = 6;
    assert_int_equal(till_book_check(&book, &record, &customer), TILL_GOOD);
    assert_true(customer == 1);
    till_book_apply(&book, &record);
    assert_true(till_book_history(&book, 1, &history) && history.spend == 15);
    till_book_close(&book);
}

static void two_tills_together_are_all_their_receipts_or_refused(void **state)
{
    (void)state;
    till_book book[2];
    patron_history history[2];
    patron_history sum;
    uint64_t number = 0;
    for (uint64_t i = 0; i < 2; i++) {
        till_book_open(&book[i], 0, WINDOW);
        drive(&book[i], &counted_again, 20 + i, 400);
    }
    for (uint64_t i = 0; i < 2; i++) {
        till_book_history(&book[i], 3, &history[i]);
    }
    till_seen apart = {NULL, 0, 0};
    till_seen_add(&apart, UINT64_C(2) << TILL_LINE_NUMBER_BITS);
    till_seen same = book[1].seen;
    book[1].seen = apart;
    assert_int_equal(till_book_merge(&book[0], &book[1], &number), TILL_GOOD);
    till_book_history(&book[0], 3, &sum);
    assert_true(sum.receipts == history[0].receipts + history[1].receipts);
    assert_true(sum.spend == history[0].spend + history[1].spend);
    book[1].seen = same;
    assert_int_equal(till_book_merge(&book[0], &book[1], &number), TILL_DUPLICATE);
    assert_true(number == 0);
    till_seen_close(&apart);
    till_book_close(&book[0]);
    till_book_close(&book[1]);
}

static void a_snapshot_reads_back_and_no_damaged_one_does(void **state)
{
    (void)state;
    till_book book;
    till_book read;
    uint64_t floor = 0;
    size_t size = 0;
    size_t again_size = 0;
    till_book_open(&book, 0, WINDOW);
    drive(&book, &counted_again, 30, 300);
    unsigned char *bytes = till_snapshot_encode(&book, 17, &size);
    assert_true(till_snapshot_decode(bytes, size, book.sequence, &read, &floor));
    assert_true(floor == 17 && read.day == book.day && read.sequence == book.sequence);
    assert_same_histories(&read, &counted_again);
    unsigned char *again = till_snapshot_encode(&read, 17, &again_size);
    assert_true(again_size == size);
    assert_memory_equal(again, bytes, size);
    free(again);
    till_book_close(&read);
    assert_true(!till_snapshot_decode(bytes, size, book.sequence + 1, &read, &floor));
    for (size_t at = 0; at < size; at++) {
        assert_true(!till_snapshot_decode(bytes, at, book.sequence, &read, &floor));
        for (unsigned change = 1; change < 256; change += change) {
            bytes[at] ^= (unsigned char)change;
            assert_true(!till_snapshot_decode(bytes, size, book.sequence, &read, &floor));
            bytes[at] ^= (unsigned char)change;
        }
    }
    free(bytes);
    till_book_close(&book);
}

/* With a check sum that fits, so that what lies behind it is looked at too. */
static void no_bytes_of_a_snapshot_lead_out_of_it(void **state)
{
    (void)state;
    till_book book;
    uint64_t floor = 0;
    size_t size = 0;
    support_random random = support_random_from(40);
    till_book_open(&book, 0, WINDOW);
    drive(&book, &counted_again, 31, 100);
    unsigned char *bytes = till_snapshot_encode(&book, 0, &size);
    for (size_t round = 0; round < support_rows(20000, 2000); round++) {
        till_book read;
        const size_t at = (size_t)support_random_below(&random, round % 2 == 0 ? size : 64);
        const unsigned char change = (unsigned char)(1 + support_random_below(&random, 255));
        if (at >= 32 && at < 36) {
            continue; /* the capacity of the window is as large as the memory it is given */
        }
        bytes[at] ^= change;
        till_bytes_put32(bytes, till_bytes_check_sum(bytes + 4, size - 4));
        if (till_snapshot_decode(bytes, size, book.sequence, &read, &floor)) {
            till_book_close(&read);
        }
        bytes[at] ^= change;
    }
    free(bytes);
    till_book_close(&book);
}

static int kind_of(const char *text)
{
    till_line line;
    till_line_read(text, 1, 2, &line);
    return line.kind == TILL_LINE_RECORD ? 10 + (int)line.record.kind : line.kind;
}

static void a_line_is_read_as_the_host_means_it(void **state)
{
    (void)state;
    till_line line;
    till_line_read(" 7-1042 , 18446744073709551615,2024-12-31 , -12.5,0.04\r\n", 1, 2, &line);
    assert_int_equal(line.kind, TILL_LINE_RECORD);
    assert_true(line.record.receipt == (UINT64_C(7) << 48 | 1042));
    assert_true(line.record.customer == UINT64_MAX && line.record.day == 20088);
    assert_true(line.record.amount == -1250 && line.record.margin == 4);
    assert_int_equal(kind_of("1,,2024-12-31,1"), 10 + TILL_NOBODY);
    assert_int_equal(kind_of("void 3-1"), 10 + TILL_VOID);
    assert_int_equal(kind_of("rekey  1 2 "), 10 + TILL_REKEY);
    assert_int_equal(kind_of("erase 1"), 10 + TILL_ERASE);
    assert_int_equal(kind_of("ask 1"), TILL_LINE_ASK);
    assert_int_equal(kind_of(""), TILL_LINE_EMPTY);
    assert_int_equal(kind_of(" \r\n"), TILL_LINE_EMPTY);
    assert_int_equal(kind_of("# void 1"), TILL_LINE_EMPTY);
}

static void what_is_no_line_is_not_guessed_at(void **state)
{
    (void)state;
    static const char *const bad[] = {"void",
                                      "void x",
                                      "void 1 2",
                                      "ask",
                                      "rekey 1",
                                      "rekey 1 2 3",
                                      "erase -1",
                                      "VOID 1",
                                      "1",
                                      "1,2",
                                      "1,2,2024-12-31",
                                      "1,2,2024-12-31,1,1,1",
                                      "x,2,2024-12-31,1",
                                      "-1,2,2024-12-31,1",
                                      "1-,2,2024-12-31,1",
                                      "65536-1,2,2024-12-31,1",
                                      "281474976710656,2,2024-12-31,1",
                                      "1,x,2024-12-31,1",
                                      "1,18446744073709551616,2024-12-31,1",
                                      "1,2,2024-02-30,1",
                                      "1,2,,1",
                                      "1,2,2024-12-31,",
                                      "1,2,2024-12-31,1.005",
                                      "1,2,2024-12-31,1,",
                                      "1,2,2024-12-31,99999999999999999999",
                                      ",,,",
                                      ",",
                                      "1 2 3 4 5 6 7"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(kind_of(bad[i]), TILL_LINE_BAD);
    }
}

static till_terms usual_terms(void)
{
    const patron_clv_terms clv = {
        0, 0.7, 0.1, 0, 0, PATRON_CLV_FOREVER, PATRON_CLV_MID_IF_RETAINED};
    till_terms terms;
    memset(&terms, 0, sizeof terms);
    terms.clv = clv;
    terms.period_days = 365;
    terms.margin_rate = (double)NAN;
    terms.decimals = 2;
    return terms;
}

/* By hand: 120.00 in half a period at 30%, retention 0.8, discount 0.1: 36 * 0.8 * sqrt(1.1) / 0.3. */
static void worth_is_margin_by_the_multiple_and_nothing_for_who_stayed_away(void **state)
{
    (void)state;
    till_terms terms = usual_terms();
    patron_history history;
    terms.clv.retention = 0.8;
    terms.period_days = 100;
    terms.margin_rate = 0.3;
    memset(&history, 0, sizeof history);
    assert_true(till_terms_worth(&terms, &history, 0) == 0);
    patron_history_add(&history, 1000, 12000, 0, NULL);
    assert_close(till_terms_worth(&terms, &history, 1049), 10068.564942433455, 1e-12, 0);
    assert_close(till_terms_worth(&terms, &history, 1099), 10068.564942433455, 1e-12, 0);
    assert_true(till_terms_worth(&terms, &history, 1100) == 0);
    patron_history_add(&history, 1199, 12000, 0, NULL);
    assert_close(till_terms_worth(&terms, &history, 1199), 10068.564942433455, 1e-12, 0);
}

/* BG/NBD of CDNOW by weeks as published, with the gamma-gamma model of its spend. */
static till_terms scoring_terms(int money)
{
    till_terms terms = usual_terms();
    const patron_btyd_model model = {PATRON_BTYD_BG_NBD, 0,        0.242594, 4.413596, 0, 0,
                                     0.792918,           2.425922, 0,        0};
    const patron_spend_model spend = {6.248802, 3.744588, 1544.34};
    terms.period_days = 273;
    terms.has_model = 1;
    terms.residual = 1;
    terms.model.model = model;
    terms.model.days_per_unit = 7;
    terms.model.money = money;
    terms.model.decimals = 2;
    terms.model.spend = spend;
    return terms;
}

/* Two repeat days, of 45.00 together and margin 12.00, t_x 213 days. */
static patron_history repeater(void)
{
    patron_history history;
    memset(&history, 0, sizeof history);
    patron_history_add(&history, 20000, 99900, 50000, NULL);
    patron_history_add(&history, 20100, 3000, 900, NULL);
    patron_history_add(&history, 20213, 1500, 300, NULL);
    return history;
}

/* P. Fader, B. Hardie and K. Lee (2005): 1.226 purchases in the next 39 weeks of who has x = 2, t_x = 30.43 and
   T = 38.86. The digits are mpmath's, from the closed form, the residual from its integral. */
static void a_customer_is_scored_as_published(void **state)
{
    (void)state;
    till_terms terms = scoring_terms(MODEL_FILE_SPEND);
    const patron_history history = repeater();
    till_score score;
    till_score_customer(&terms, &history, 20272, &score);
    assert_close(score.alive, 0.7266222082296683, 1e-12, 0);
    assert_close(score.expected, 1.2259990380567145, 1e-12, 0);
    assert_close(score.brings, 3038.0040682618018, 1e-12, 0);
    assert_close(score.residual, 13505.711568184772, 1e-12, 0);
    terms.clv.growth = 0.02;
    terms.margin_rate = 0.3;
    till_score_customer(&terms, &history, 20272, &score);
    assert_close(score.brings, 911.40122047854053, 1e-12, 0);
    assert_close(score.residual, 4594.2509436748768, 1e-12, 0);
}

static void margins_are_those_of_the_receipts_or_a_share_of_the_spend(void **state)
{
    (void)state;
    till_terms terms = scoring_terms(MODEL_FILE_MARGIN);
    const patron_history history = repeater();
    till_score score;
    till_score_customer(&terms, &history, 20272, &score);
    assert_close(score.brings, 1379.3592161747342, 1e-12, 0);
    terms.margin_rate = 0.3;
    till_score_customer(&terms, &history, 20272, &score);
    assert_close(score.brings, 1454.7521639968737, 1e-12, 0);
}

static void who_came_once_is_as_the_base_and_who_never_bought_has_no_score(void **state)
{
    (void)state;
    const till_terms terms = scoring_terms(MODEL_FILE_SPEND);
    patron_history history;
    till_score score;
    memset(&history, 0, sizeof history);
    till_score_customer(&terms, &history, 20000, &score);
    assert_true(isnan(score.alive) && isnan(score.expected));
    assert_true(isnan(score.brings) && isnan(score.residual));
    patron_history_add(&history, 20000, -500, 0, NULL); /* a refund alone */
    till_score_customer(&terms, &history, 20000, &score);
    assert_true(isnan(score.alive));
    patron_history_add(&history, 20000, 100, 0, NULL);
    till_score_customer(&terms, &history, 19000, &score); /* the receipt taken last is older */
    assert_true(score.alive == 1);
    assert_close(score.expected, 1.1950134131914231, 1e-12, 0);
    assert_close(score.brings, 4201.7992949750055, 1e-12, 0);
}

static void what_does_not_exist_is_no_number(void **state)
{
    (void)state;
    till_terms terms = scoring_terms(MODEL_FILE_NO_MONEY);
    patron_history history = repeater();
    till_score score;
    till_score_customer(&terms, &history, 20272, &score);
    assert_close(score.expected, 1.2259990380567145, 1e-12, 0);
    assert_true(isnan(score.brings) && isnan(score.residual));
    terms = scoring_terms(MODEL_FILE_SPEND);
    terms.clv.discount = 0; /* with a below 1 all days to come are infinitely many */
    till_score_customer(&terms, &history, 20272, &score);
    assert_true(score.brings > 0 && isnan(score.residual));
    terms.clv.discount = 0.1;
    terms.clv.growth = 0.2;
    till_score_customer(&terms, &history, 20272, &score);
    assert_true(score.brings > 0 && isnan(score.residual));
    terms.clv.growth = 0;
    patron_history_add(&history, 20213, -900000, 0, NULL); /* more came back than was sold */
    till_score_customer(&terms, &history, 20272, &score);
    assert_true(score.brings > 0 && score.brings < 3038 && score.residual > 0);
}

int main(void)
{
    const struct CMUnitTest till[] = {
        cmocka_unit_test(the_check_sum_is_the_published_one),
        cmocka_unit_test(a_record_reads_back_as_it_was_written),
        cmocka_unit_test(a_changed_bit_of_a_safe_record_is_damage_and_of_the_last_one_a_tear),
        cmocka_unit_test(a_journal_cut_anywhere_keeps_every_whole_record),
        cmocka_unit_test(bytes_taken_out_of_a_journal_or_put_into_it_are_damage),
        cmocka_unit_test(every_number_taken_is_known_and_no_other),
        cmocka_unit_test(after_voids_and_erasures_a_history_is_that_of_the_receipts_that_remain),
        cmocka_unit_test(a_sum_that_a_void_would_overflow_keeps_its_receipt),
        cmocka_unit_test(a_customer_with_a_new_number_keeps_ledger_and_window),
        cmocka_unit_test(two_tills_together_are_all_their_receipts_or_refused),
        cmocka_unit_test(a_snapshot_reads_back_and_no_damaged_one_does),
        cmocka_unit_test(no_bytes_of_a_snapshot_lead_out_of_it),
        cmocka_unit_test(a_line_is_read_as_the_host_means_it),
        cmocka_unit_test(what_is_no_line_is_not_guessed_at),
        cmocka_unit_test(worth_is_margin_by_the_multiple_and_nothing_for_who_stayed_away),
        cmocka_unit_test(a_customer_is_scored_as_published),
        cmocka_unit_test(margins_are_those_of_the_receipts_or_a_share_of_the_spend),
        cmocka_unit_test(who_came_once_is_as_the_base_and_who_never_bought_has_no_score),
        cmocka_unit_test(what_does_not_exist_is_no_number),
    };
    return cmocka_run_group_tests(till, NULL, NULL);
}
