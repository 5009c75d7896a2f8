/*
 * Sorts, selections and the order of receipts, held to what they must be: every output is checked in
 * full, row by row, against the column itself. Columns are spread out of a few values of the input, so
 * that short inputs make long columns with ties, outliers and crowds.
 */
#include "../../src/portability.h"
#include "../../src/numeric/numeric_receipts.h"
#include "../../src/numeric/numeric_select.h"
#include "../../src/numeric/numeric_sort.h"
#include "fuzz.h"

enum { FUZZ_BASES = 16, FUZZ_FEW = 300, FUZZ_MANY = 20000 };

/* Bits of row i that depend on nothing else (the finalizer of splitmix64). */
static uint64_t fuzz_mix(uint64_t i)
{
    i += UINT64_C(0x9E3779B97F4A7C15);
    i = (i ^ i >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    i = (i ^ i >> 27) * UINT64_C(0x94D049BB133111EB);
    return i ^ i >> 31;
}

/* n words: in each row one of a few of the input, with those bits changed that a mask allows. */
static uint64_t *fuzz_words(fuzz_input *input, size_t *n)
{
    uint64_t base[FUZZ_BASES];
    uint32_t size = fuzz_u32(input);
    size_t bases = 1 + fuzz_count(input, FUZZ_BASES - 1);
    uint64_t mask = fuzz_byte(input) % 2 ? fuzz_u64(input) : fuzz_byte(input);
    for (size_t i = 0; i < bases; i++)
        base[i] = fuzz_byte(input) % 2 ? fuzz_u64(input) : (uint64_t)fuzz_whole(input);
    *n = size % 16 ? size / 16 % FUZZ_FEW : size / 16 % FUZZ_MANY;
    uint64_t *word = fuzz_memory(*n * sizeof *word);
    for (size_t i = 0; i < *n; i++)
        word[i] = base[fuzz_mix(i) % bases] ^ (fuzz_mix(fuzz_mix(i)) & mask);
    return word;
}

/* Scratch of exactly the size asked for, at an odd address. */
static unsigned char *fuzz_scratch(size_t size)
{
    FUZZ_REQUIRE(size <= 24 * (size_t)FUZZ_MANY + 65536);
    return (unsigned char *)fuzz_memory(size + 1) + 1;
}

static void fuzz_release(unsigned char *scratch)
{
    free(scratch - 1);
}

/* Doubles of any bits but NaN. */
static double *fuzz_doubles(const uint64_t *word, size_t n)
{
    double *value = fuzz_memory(n * sizeof *value);
    memcpy(value, word, n * sizeof *value);
    for (size_t i = 0; i < n; i++)
        value[i] = isnan(value[i]) ? -0.0 : value[i];
    return value;
}

/* An order in which each row comes strictly after the one before it holds every row once. */
static void fuzz_sort_real(size_t n, const uint64_t *word, uint32_t descending)
{
    double *value = fuzz_doubles(word, n);
    double *sorted = fuzz_memory(n * sizeof *sorted);
    double *alone = fuzz_memory(n * sizeof *alone);
    uint32_t *order = fuzz_memory(n * sizeof *order);
    unsigned char *scratch = fuzz_scratch(patron_numeric_sort_scratch_size(n, 1));
    patron_numeric_sort_real(n, value, descending, scratch, sorted, order);
    fuzz_release(scratch);
    scratch = fuzz_scratch(patron_numeric_sort_scratch_size(n, 0));
    patron_numeric_sort_real(n, value, descending, scratch, alone, NULL);
    for (size_t i = 0; i < n; i++) {
        FUZZ_REQUIRE(order[i] < n && sorted[i] == value[order[i]]);
        FUZZ_REQUIRE(sorted[i] != 0 || !signbit(sorted[i]));
        FUZZ_REQUIRE(memcmp(&alone[i], &sorted[i], sizeof *alone) == 0);
        if (i > 0 && sorted[i - 1] == sorted[i])
            FUZZ_REQUIRE(order[i - 1] < order[i]);
        else if (i > 0)
            FUZZ_REQUIRE(descending ? sorted[i - 1] > sorted[i] : sorted[i - 1] < sorted[i]);
    }
    fuzz_release(scratch);
    free(order);
    free(alone);
    free(sorted);
    free(value);
}

static void fuzz_sort_whole(size_t n, const uint64_t *word, uint32_t descending)
{
    int64_t *value = fuzz_memory(n * sizeof *value);
    int64_t *sorted = fuzz_memory(n * sizeof *sorted);
    uint32_t *order = fuzz_memory(n * sizeof *order);
    memcpy(value, word, n * sizeof *value);
    unsigned char *scratch = fuzz_scratch(patron_numeric_sort_scratch_size(n, 1));
    patron_numeric_sort_whole(n, value, descending, scratch, sorted, order);
    for (size_t i = 0; i < n; i++) {
        FUZZ_REQUIRE(order[i] < n && sorted[i] == value[order[i]]);
        if (i > 0 && sorted[i - 1] == sorted[i])
            FUZZ_REQUIRE(order[i - 1] < order[i]);
        else if (i > 0)
            FUZZ_REQUIRE(descending ? sorted[i - 1] > sorted[i] : sorted[i - 1] < sorted[i]);
    }
    fuzz_release(scratch);
    free(order);
    free(sorted);
    free(value);
}

/* Unsigned ids with their order, and bare keys in place: both ascending. */
static void fuzz_sort_unsigned(size_t n, uint64_t *word)
{
    uint64_t *sorted = fuzz_memory(n * sizeof *sorted);
    uint32_t *order = fuzz_memory(n * sizeof *order);
    unsigned char *scratch = fuzz_scratch(patron_numeric_sort_scratch_size(n, 1));
    patron_numeric_sort_unsigned(n, word, 0, scratch, sorted, order);
    for (size_t i = 0; i < n; i++) {
        FUZZ_REQUIRE(order[i] < n && sorted[i] == word[order[i]]);
        FUZZ_REQUIRE(i == 0 || sorted[i - 1] < sorted[i] ||
                     (sorted[i - 1] == sorted[i] && order[i - 1] < order[i]));
    }
    fuzz_release(scratch);
    scratch = fuzz_scratch(patron_numeric_sort_keys_scratch_size(n));
    patron_numeric_sort_keys(n, word, scratch);
    FUZZ_REQUIRE(n == 0 || memcmp(word, sorted, n * sizeof *word) == 0);
    fuzz_release(scratch);
    free(order);
    free(sorted);
}

/* The cut of a column, counted and summed by going through it row by row. */
static numeric_cut_whole fuzz_cut(size_t n, const int64_t *value, int64_t at)
{
    numeric_cut_whole cut;
    memset(&cut, 0, sizeof cut);
    cut.value = at;
    for (size_t i = 0; i < n; i++) {
        cut.greater += value[i] > at;
        cut.equal += value[i] == at;
        if (value[i] > at)
            cut.above = numeric_wide_add(cut.above, value[i]);
    }
    return cut;
}

/* above + count * value, a row at a time. */
static numeric_wide fuzz_reach(numeric_cut_whole cut, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cut.above = numeric_wide_add(cut.above, cut.value);
    return cut.above;
}

static void fuzz_check_cut(size_t n, const int64_t *value, const numeric_cut_whole *asked,
                           const numeric_cut_whole *got)
{
    if (got->rank == 0) { /* not reached: all gains together are below */
        FUZZ_REQUIRE(asked->rank == 0);
        FUZZ_REQUIRE(numeric_wide_compare(fuzz_cut(n, value, 0).above, asked->threshold) < 0);
        return;
    }
    numeric_cut_whole cut = fuzz_cut(n, value, got->value);
    FUZZ_REQUIRE(got->greater == cut.greater && got->equal == cut.equal && cut.equal > 0);
    FUZZ_REQUIRE(numeric_wide_compare(got->above, cut.above) == 0);
    FUZZ_REQUIRE(got->rank > cut.greater && got->rank <= cut.greater + cut.equal);
    FUZZ_REQUIRE(asked->rank == 0 || asked->rank == got->rank);
    if (asked->rank == 0) {
        size_t equals = got->rank - cut.greater;
        FUZZ_REQUIRE(numeric_wide_compare(fuzz_reach(cut, equals), asked->threshold) >= 0);
        FUZZ_REQUIRE(numeric_wide_compare(fuzz_reach(cut, equals - 1), asked->threshold) < 0);
    }
}

/* Cuts through whole numbers, and through doubles whose sums are exact: both must agree. */
static void fuzz_select(fuzz_input *input, size_t n, const uint64_t *word)
{
    numeric_cut_whole asked[NUMERIC_SELECT_CUTS];
    numeric_cut_whole got[NUMERIC_SELECT_CUTS];
    numeric_cut_real real_cut[NUMERIC_SELECT_CUTS];
    size_t cuts = 1 + fuzz_count(input, NUMERIC_SELECT_CUTS - 1);
    uint32_t small = fuzz_byte(input) % 2;
    int64_t *value = fuzz_memory(n * sizeof *value);
    double *real = fuzz_memory(n * sizeof *real);
    for (size_t i = 0; i < n; i++) {
        value[i] = small ? (int64_t)(word[i] & 0xFFFFFFFF) - INT32_MAX : (int64_t)word[i];
        real[i] = (double)value[i] / 1024;
    }
    memset(asked, 0, sizeof asked);
    memset(real_cut, 0, sizeof real_cut);
    for (size_t i = 0; i < cuts; i++) {
        uint64_t share = 1 + fuzz_u32(input) % UINT64_C(100000000000);
        asked[i].rank = fuzz_byte(input) % 2 ? 1 + fuzz_u32(input) % n : 0;
        asked[i].threshold = numeric_wide_make((int64_t)(share << fuzz_count(input, 15)));
        real_cut[i].rank = asked[i].rank;
        real_cut[i].threshold = numeric_pair_make((double)asked[i].threshold.low / 1024, 0);
    }
    memcpy(got, asked, sizeof got);
    unsigned char *scratch = fuzz_scratch(patron_numeric_select_scratch_size(n));
    patron_numeric_select_whole(n, value, cuts, got, scratch);
    if (small)
        patron_numeric_select_real(n, real, cuts, real_cut, scratch);
    for (size_t i = 0; i < cuts; i++) {
        fuzz_check_cut(n, value, &asked[i], &got[i]);
        FUZZ_REQUIRE(!small || real_cut[i].rank == got[i].rank);
        if (small && got[i].rank > 0) {
            FUZZ_REQUIRE(real_cut[i].value * 1024 == (double)got[i].value);
            FUZZ_REQUIRE(real_cut[i].greater == got[i].greater);
            FUZZ_REQUIRE(real_cut[i].equal == got[i].equal);
        }
    }
    fuzz_release(scratch);
    free(real);
    free(value);
}

/* One customer's receipts are theirs, in the window and in order; how many there are. */
static size_t fuzz_span(const numeric_receipts_span *span, const uint32_t *customer,
                        const int32_t *day, size_t n, const int32_t *window)
{
    FUZZ_REQUIRE(span->customers > 0 && span->start[0] == 0);
    for (uint32_t i = 0; i < span->customers; i++) {
        FUZZ_REQUIRE(span->start[i] <= span->start[i + 1]);
        for (uint32_t j = span->start[i]; j < span->start[i + 1]; j++) {
            uint32_t row = span->row[j];
            FUZZ_REQUIRE(row < n && customer[row] == span->first_customer + i);
            FUZZ_REQUIRE(day[row] == span->day[j]);
            FUZZ_REQUIRE(day[row] >= window[0] && day[row] <= window[1]);
            if (j > span->start[i])
                FUZZ_REQUIRE(span->day[j - 1] < span->day[j] ||
                             (span->day[j - 1] == span->day[j] && span->row[j - 1] < row));
        }
    }
    return span->start[span->customers];
}

static void fuzz_receipts(fuzz_input *input, size_t n, const uint64_t *word)
{
    uint32_t customers = 1 + fuzz_u32(input) % (fuzz_byte(input) % 2 ? 8 : 3 * FUZZ_MANY);
    int32_t window[2];
    window[0] = fuzz_byte(input) % 2 ? INT32_MIN : (int32_t)fuzz_whole(input) % 1000;
    window[1] = fuzz_byte(input) % 2 ? INT32_MAX : (int32_t)fuzz_whole(input) % 1000;
    uint32_t *customer = fuzz_memory(n * sizeof *customer);
    int32_t *day = fuzz_memory(n * sizeof *day);
    uint32_t narrow = fuzz_byte(input) % 2;
    size_t within = 0;
    for (size_t i = 0; i < n; i++) {
        day[i] = (int32_t)((int64_t)(word[i] & 0xFFFFFFFF) - INT64_C(2147483648));
        day[i] = narrow ? day[i] % 1000 : day[i];
        int32_t inside = day[i] >= window[0] && day[i] <= window[1];
        customer[i] = inside ? (uint32_t)(word[i] >> 32) % customers : UINT32_MAX;
        within += inside ? 1 : 0;
    }
    unsigned char *scratch = fuzz_scratch(patron_numeric_receipts_scratch_size(n, customers));
    numeric_receipts receipts;
    numeric_receipts_span span;
    patron_numeric_receipts_open(&receipts, n, customer, day, customers, window[0], window[1],
                                 scratch);
    uint32_t next = 0;
    size_t found = 0;
    while (patron_numeric_receipts_next(&receipts, &span)) {
        FUZZ_REQUIRE(span.first_customer == next && span.customers <= customers - next);
        found += fuzz_span(&span, customer, day, n, window);
        next += span.customers;
    }
    FUZZ_REQUIRE(next == customers && found == within);
    fuzz_release(scratch);
    free(day);
    free(customer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    uint8_t pick = fuzz_byte(&input);
    size_t n;
    uint64_t *word = fuzz_words(&input, &n);
    switch (pick % 5) {
    case 0:
        fuzz_sort_real(n, word, pick / 5 % 2);
        break;
    case 1:
        fuzz_sort_whole(n, word, pick / 5 % 2);
        break;
    case 2:
        fuzz_sort_unsigned(n, word);
        break;
    case 3:
        if (n > 0)
            fuzz_select(&input, n, word);
        break;
    default:
        fuzz_receipts(&input, n, word);
        break;
    }
    free(word);
    return 0;
}
