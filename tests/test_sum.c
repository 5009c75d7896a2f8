#include "support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/sum.h>

#include "numeric/numeric_codec.h"
#include "sum/sum_exact.h"

#include "vectors/sum_vectors.h"

enum { ROOM = 1024, ENCODED = 512, MANY = 5000 };

/* A block for a state: of the right alignment, and more than large enough. */
typedef union block {
    uint64_t align;
    unsigned char bytes[ROOM];
} block;

static patron_sum *as_sum(block *room)
{
    return (patron_sum *)(void *)room;
}

static patron_sum *empty(block *room)
{
    memset(room, 0xA5, sizeof *room);
    assert_int_equal(patron_sum_init(as_sum(room), patron_sum_size(), NULL), PATRON_OK);
    return as_sum(room);
}

static patron_sum *sum_of(block *room, size_t n, const double *value)
{
    patron_sum *sum = empty(room);
    assert_int_equal(patron_sum_add(sum, patron_sum_size(), n, value, NULL), PATRON_OK);
    return sum;
}

static double total_of(const patron_sum *sum)
{
    double total = (double)NAN;
    assert_int_equal(patron_sum_total(sum, patron_sum_size(), &total, NULL, NULL), PATRON_OK);
    return total;
}

static void merge(patron_sum *sum, const patron_sum *other)
{
    assert_int_equal(patron_sum_merge(sum, patron_sum_size(), other, patron_sum_size(), NULL),
                     PATRON_OK);
}

static void encode(const patron_sum *sum, unsigned char *bytes)
{
    assert_int_equal(patron_sum_encode(sum, patron_sum_size(), bytes, ENCODED, NULL), PATRON_OK);
}

static int same_bytes(const patron_sum *a, const patron_sum *b)
{
    unsigned char encoded_a[ENCODED], encoded_b[ENCODED];
    encode(a, encoded_a);
    encode(b, encoded_b);
    return memcmp(encoded_a, encoded_b, patron_sum_encoded_size()) == 0;
}

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double any_finite(support_random *random)
{
    uint64_t bits = support_random_bits(random);
    return (bits >> 52 & 0x7FF) == 0x7FF ? 1.5 : double_of(bits);
}

/* The total of a state has these bits, or is too large where they are infinite. */
static void has_total(const patron_sum *sum, uint64_t expected)
{
    double total = -77.0;
    patron_fault fault;
    int32_t status = patron_sum_total(sum, patron_sum_size(), &total, NULL, &fault);
    if ((expected >> 52 & 0x7FF) == 0x7FF) {
        assert_int_equal(status, PATRON_E_OVERFLOW);
        assert_fault(&fault, PATRON_E_OVERFLOW, "total", -1);
        assert_true(total == -77.0);
    } else {
        assert_int_equal(status, PATRON_OK);
        assert_true(bits_of(total) == expected);
    }
}

static void totals_are_those_of_exact_fractions_rounded_once(void **state)
{
    (void)state;
    static double value[4096];
    size_t at = 0;
    for (size_t c = 0; c < sizeof sum_vectors / sizeof *sum_vectors; c++) {
        size_t n = sum_vectors[c].n;
        for (size_t i = 0; i < n; i++)
            value[i] = double_of(sum_vector_values[at + i]);
        at += n;
        block forwards, backwards;
        has_total(sum_of(&forwards, n, value), sum_vectors[c].total);
        patron_sum *reverse = empty(&backwards);
        for (size_t i = n; i-- > 0;)
            assert_int_equal(patron_sum_add(reverse, patron_sum_size(), 1, &value[i], NULL),
                             PATRON_OK);
        has_total(reverse, sum_vectors[c].total);
        assert_true(same_bytes(as_sum(&forwards), reverse));
    }
    assert_int_equal(at, sizeof sum_vector_values / sizeof *sum_vector_values);
}

static void the_sum_of_no_values_is_0_and_of_negative_zeros_plus_0(void **state)
{
    (void)state;
    block room;
    uint64_t count = 77;
    double total = 77.0;
    assert_int_equal(patron_sum_total(empty(&room), ROOM, &total, &count, NULL), PATRON_OK);
    assert_true(bits_of(total) == 0 && count == 0);
    static const double zeros[3] = {-0.0, -0.0, -0.0};
    assert_int_equal(patron_sum_add(as_sum(&room), ROOM, 3, zeros, NULL), PATRON_OK);
    assert_int_equal(patron_sum_total(as_sum(&room), ROOM, &total, &count, NULL), PATRON_OK);
    assert_true(bits_of(total) == 0 && count == 3);
}

static void money_beyond_a_double_on_the_way_does_no_harm(void **state)
{
    (void)state;
    block room;
    static const double value[3] = {1e308, 1e308, -1e308};
    assert_true(total_of(sum_of(&room, 3, value)) == 1e308);
    sum_of(&room, 2, value);
    has_total(as_sum(&room), bits_of(HUGE_VAL));
    assert_int_equal(patron_sum_add(as_sum(&room), ROOM, 1, &value[2], NULL), PATRON_OK);
    assert_true(total_of(as_sum(&room)) == 1e308);
}

static void cents_added_in_any_order_and_split_give_the_same_bytes(void **state)
{
    (void)state;
    support_random random = support_random_from(2015);
    static double value[MANY], shuffled[MANY];
    static uint32_t order[MANY];
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_integer(&random, 1, MANY);
        for (size_t i = 0; i < n; i++)
            value[i] = round % 3 == 0   ? any_finite(&random)
                       : round % 3 == 1 ? floor(support_random_pareto(&random, 50.0, 1.2)) / 100.0
                                        : support_random_normal(&random) * 1e9;
        support_random_permutation(&random, order, n);
        for (size_t i = 0; i < n; i++)
            shuffled[i] = value[order[i]];
        block whole, merged, part;
        sum_of(&whole, n, value);
        empty(&merged);
        for (size_t from = 0; from < n;) {
            size_t length = (size_t)support_random_integer(&random, 0, (int64_t)(n - from));
            sum_of(&part, length, shuffled + from);
            merge(as_sum(&merged), as_sum(&part));
            from += length;
        }
        assert_true(same_bytes(as_sum(&whole), as_sum(&merged)));
        assert_int_equal(patron_sum_check(as_sum(&merged), ROOM, NULL), PATRON_OK);
    }
}

static void whole_cents_sum_to_the_integer_an_accountant_gets(void **state)
{
    (void)state;
    support_random random = support_random_from(1494);
    static double value[MANY];
    for (int round = 0; round < 20; round++) {
        int64_t expected = 0;
        for (size_t i = 0; i < MANY; i++) {
            int64_t cents = support_random_integer(&random, -1000000000000, 1000000000000);
            value[i] = (double)cents;
            expected += cents;
        }
        block room;
        assert_true(total_of(sum_of(&room, MANY, value)) == (double)expected);
    }
}

static void a_hundred_thousand_extremes_of_one_sign_cancel_to_the_last_crumb(void **state)
{
    (void)state;
    static const double extremes[] = {
        DBL_MAX, 4.9406564584124654e-324, DBL_MIN, 1.0, 2147483648.0, 4294967295.0};
    static double value[MANY];
    for (size_t e = 0; e < sizeof extremes / sizeof *extremes; e++) {
        block room;
        patron_sum *sum = empty(&room);
        for (int sign = 1; sign >= -1; sign -= 2) {
            for (size_t i = 0; i < MANY; i++)
                value[i] = sign * extremes[e];
            for (int k = 0; k < 20; k++)
                assert_int_equal(patron_sum_add(sum, ROOM, MANY, value, NULL), PATRON_OK);
            assert_int_equal(patron_sum_check(sum, ROOM, NULL), PATRON_OK);
        }
        assert_true(bits_of(total_of(sum)) == 0);
        assert_int_equal(patron_sum_add(sum, ROOM, 1, &extremes[1], NULL), PATRON_OK);
        assert_true(total_of(sum) == extremes[1]);
    }
}

static void a_sum_merged_with_itself_doubles(void **state)
{
    (void)state;
    block room;
    static const double value[3] = {0.1, -7.0, 1e20};
    patron_sum *sum = sum_of(&room, 3, value);
    double before = total_of(sum);
    merge(sum, sum);
    uint64_t count;
    double total;
    patron_sum_total(sum, ROOM, &total, &count, NULL);
    assert_true(total == 2 * before && count == 6);
}

/* A million shops of a million customers each: doubling reaches what adding never would. */
static void two_to_the_62_values_fill_a_sum_and_nothing_is_lost(void **state)
{
    (void)state;
    static const double extremes[] = {1.0, -DBL_MAX, 0.1, -4.9406564584124654e-324};
    for (size_t e = 0; e < sizeof extremes / sizeof *extremes; e++) {
        block room, before, one;
        patron_sum *sum = sum_of(&room, 1, &extremes[e]);
        sum_of(&one, 1, &extremes[e]);
        for (int k = 0; k < 62; k++) {
            merge(sum, sum);
            assert_int_equal(patron_sum_check(sum, ROOM, NULL), PATRON_OK);
        }
        if (fabs(extremes[e]) <= 1.0)
            assert_true(total_of(sum) == ldexp(extremes[e], 62));
        memcpy(&before, &room, sizeof room);
        patron_fault fault;
        const double more[2] = {5.0, (double)NAN};
        assert_int_equal(patron_sum_add(sum, ROOM, 2, more, &fault), PATRON_E_FULL);
        assert_fault(&fault, PATRON_E_FULL, "sum", 0);
        assert_int_equal(patron_sum_merge(sum, ROOM, as_sum(&one), ROOM, &fault), PATRON_E_FULL);
        assert_fault(&fault, PATRON_E_FULL, "other", -1);
        assert_true(fault.whole == 1);
        assert_memory_equal(&before, &room, sizeof room);
        assert_int_equal(patron_sum_add(sum, ROOM, 0, NULL, NULL), PATRON_OK);
    }
}

static void the_last_free_place_is_taken_before_a_sum_is_full(void **state)
{
    (void)state;
    block room, half;
    static const double one[3] = {1.0, 1.0, 1.0};
    patron_sum *sum = empty(&room);
    sum_of(&half, 1, one);
    for (int k = 0; k < 62; k++) { /* 1 + 2 + 4 + ... = 2^62 - 1 */
        merge(sum, as_sum(&half));
        merge(as_sum(&half), as_sum(&half));
    }
    patron_fault fault;
    assert_int_equal(patron_sum_add(sum, ROOM, 3, one, &fault), PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "sum", 1);
    assert_true(total_of(sum) == 4611686018427387904.0);
}

static void a_value_that_is_no_number_stops_the_sum_behind_the_rows_before_it(void **state)
{
    (void)state;
    support_random random = support_random_from(3);
    const double bad[] = {(double)NAN, HUGE_VAL, -HUGE_VAL};
    static double value[MANY];
    for (int round = 0; round < 200; round++) {
        size_t at = (size_t)support_random_below(&random, round % 2 ? MANY : 10);
        for (size_t i = 0; i < MANY; i++)
            value[i] = support_random_normal(&random);
        block room, before;
        sum_of(&before, at, value);
        value[at] = bad[round % 3];
        value[MANY - 1] = (double)NAN;
        patron_fault fault;
        patron_sum *sum = empty(&room);
        assert_int_equal(patron_sum_add(sum, ROOM, MANY, value, &fault), PATRON_E_NOT_FINITE);
        assert_fault(&fault, PATRON_E_NOT_FINITE, "value", (int64_t)at);
        assert_int_equal(fault.kind, PATRON_FAULT_REAL);
        assert_true(bits_of(fault.real) == bits_of(value[at]));
        assert_true(same_bytes(sum, as_sum(&before)));
    }
}

static void a_state_is_moved_by_copying_its_bytes(void **state)
{
    (void)state;
    block room, copy;
    static const double value[2] = {0.1, 0.2};
    sum_of(&room, 2, value);
    memcpy(&copy, &room, patron_sum_size());
    memset(&room, 0, sizeof room);
    assert_int_equal(patron_sum_check(as_sum(&copy), patron_sum_size(), NULL), PATRON_OK);
    assert_int_equal(patron_sum_add(as_sum(&copy), patron_sum_size(), 1, value, NULL), PATRON_OK);
    assert_true(total_of(as_sum(&copy)) == 0.4);
}

static void what_is_encoded_is_decoded(void **state)
{
    (void)state;
    support_random random = support_random_from(88);
    for (int round = 0; round < 200; round++) {
        double value[20];
        size_t n = (size_t)support_random_below(&random, 20);
        for (size_t i = 0; i < n; i++)
            value[i] = any_finite(&random);
        block room, back;
        unsigned char bytes[ENCODED];
        sum_of(&room, n, value);
        encode(as_sum(&room), bytes);
        memset(&back, 0x5A, sizeof back);
        assert_int_equal(patron_sum_decode(bytes, patron_sum_encoded_size(), as_sum(&back),
                                           patron_sum_size(), NULL),
                         PATRON_OK);
        assert_int_equal(patron_sum_check(as_sum(&back), ROOM, NULL), PATRON_OK);
        assert_true(same_bytes(as_sum(&room), as_sum(&back)));
        merge(as_sum(&back), as_sum(&room));
        merge(as_sum(&room), as_sum(&room));
        assert_true(same_bytes(as_sum(&room), as_sum(&back)));
    }
}

/* Decoding is refused with this status and leaves the block alone. */
static void refused(const void *bytes, size_t size, int32_t status, const char *argument)
{
    block room, before;
    patron_fault fault;
    empty(&room);
    memcpy(&before, &room, sizeof room);
    assert_int_equal(patron_sum_decode(bytes, size, as_sum(&room), ROOM, &fault), status);
    assert_fault(&fault, status, argument, -1);
    assert_memory_equal(&before, &room, sizeof room);
}

static void every_flipped_bit_of_an_encoded_sum_is_noticed(void **state)
{
    (void)state;
    static const double values[3][2] = {{0.0, 0.0}, {0.1, -1e300}, {DBL_MAX, DBL_MAX}};
    for (size_t v = 0; v < 3; v++) {
        block room, back;
        unsigned char bytes[ENCODED];
        encode(sum_of(&room, v == 0 ? 0 : 2, values[v]), bytes);
        size_t size = patron_sum_encoded_size();
        for (size_t bit = 0; bit < 8 * size; bit++) {
            bytes[bit / 8] ^= (unsigned char)(1u << (bit % 8));
            assert_true(patron_sum_decode(bytes, size, as_sum(&back), ROOM, NULL) != PATRON_OK);
            bytes[bit / 8] ^= (unsigned char)(1u << (bit % 8));
        }
        assert_int_equal(patron_sum_decode(bytes, size, as_sum(&back), ROOM, NULL), PATRON_OK);
    }
}

static void cut_and_lengthened_bytes_are_refused(void **state)
{
    (void)state;
    block room;
    static const double value = 12.5;
    unsigned char bytes[ENCODED] = {0};
    encode(sum_of(&room, 1, &value), bytes);
    size_t size = patron_sum_encoded_size();
    for (size_t cut = 0; cut < size; cut++) {
        void *exact = support_guarded(cut);
        memcpy(exact, bytes, cut);
        refused(exact, cut, PATRON_E_SIZE, "bytes_size");
        support_guarded_free(exact, cut);
    }
    for (size_t more = 1; more < 20; more++)
        refused(bytes, size + more, PATRON_E_CORRUPT, "bytes");
}

/* Sealed again: the checksum is right, the figures are not. */
static void sealed_bytes_that_no_sum_encodes_to_are_refused(void **state)
{
    (void)state;
    block room;
    static const double value = 12.5;
    unsigned char good[ENCODED] = {0}, bytes[ENCODED];
    size_t size = patron_sum_encoded_size();
    encode(sum_of(&room, 1, &value), good);

    memcpy(bytes, good, sizeof good);
    numeric_put_u64(bytes + 32, (UINT64_C(1) << 62) + 1); /* more than 2^62 values */
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_SUM, 1);
    refused(bytes, size, PATRON_E_CORRUPT, "bytes");

    memcpy(bytes, good, sizeof good);
    numeric_put_u64(bytes + 32, 0); /* a sum of nothing that is not 0 */
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_SUM, 1);
    refused(bytes, size, PATRON_E_CORRUPT, "bytes");

    memcpy(bytes, good, sizeof good);
    numeric_put_u64(bytes + size - 8, 2); /* more than one double reaches */
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_SUM, 1);
    refused(bytes, size, PATRON_E_CORRUPT, "bytes");
    numeric_put_u64(bytes + size - 8, 0 - UINT64_C(2));
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_SUM, 1);
    refused(bytes, size, PATRON_E_CORRUPT, "bytes");

    memcpy(bytes, good, sizeof good);
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_SUM, 2); /* a newer library's */
    refused(bytes, size, PATRON_E_FORMAT, "bytes");
    patron_numeric_codec_seal(bytes, size, NUMERIC_CODEC_LEDGER, 1);
    refused(bytes, size, PATRON_E_CORRUPT, "bytes");
    patron_numeric_codec_seal(bytes, size - 8, NUMERIC_CODEC_SUM, 1);
    refused(bytes, size - 8, PATRON_E_CORRUPT, "bytes");
    patron_numeric_codec_seal(bytes, size + 8, NUMERIC_CODEC_SUM, 1);
    refused(bytes, size + 8, PATRON_E_CORRUPT, "bytes");
}

static void a_damaged_head_is_corrupt_for_every_function(void **state)
{
    (void)state;
    static const double value[3] = {1.0, 2.0, 3.0};
    /* magic, version, count, pending, reserved; one of the four bytes makes each impossible */
    static const size_t place[] = {0, 4, 8, 552, 556};
    for (size_t p = 0; p < sizeof place / sizeof *place; p++) {
        block room, good, before;
        unsigned char bytes[ENCODED];
        double total;
        patron_fault fault;
        sum_of(&good, 3, value);
        sum_of(&room, 3, value);
        memset(room.bytes + place[p], 0xF0, place[p] == 8 ? 8 : 4);
        memcpy(&before, &room, sizeof room);
        patron_sum *sum = as_sum(&room);
#define CORRUPT(call, name)                                                                        \
    do {                                                                                           \
        assert_int_equal(call, PATRON_E_CORRUPT);                                                  \
        assert_fault(&fault, PATRON_E_CORRUPT, name, -1);                                          \
    } while (0)
        CORRUPT(patron_sum_check(sum, ROOM, &fault), "sum");
        CORRUPT(patron_sum_add(sum, ROOM, 1, value, &fault), "sum");
        CORRUPT(patron_sum_merge(sum, ROOM, as_sum(&good), ROOM, &fault), "sum");
        CORRUPT(patron_sum_merge(as_sum(&good), ROOM, sum, ROOM, &fault), "other");
        CORRUPT(patron_sum_total(sum, ROOM, &total, NULL, &fault), "sum");
        CORRUPT(patron_sum_encode(sum, ROOM, bytes, ENCODED, &fault), "sum");
#undef CORRUPT
        assert_memory_equal(&before, &room, sizeof room);
        assert_true(total_of(as_sum(&good)) == 6.0);
    }
}

static void a_block_with_chunks_no_addition_leaves_is_corrupt(void **state)
{
    (void)state;
    static const double value = 1.0;
    for (size_t chunk = 0; chunk < SUM_EXACT_CHUNKS; chunk++) {
        static const uint64_t wild[] = {UINT64_C(1) << 53, UINT64_C(1) << 63,
                                        0 - (UINT64_C(1) << 53), 0 - (UINT64_C(1) << 62)};
        for (size_t w = 0; w < sizeof wild / sizeof *wild; w++) {
            block room;
            sum_of(&room, 1, &value);
            memcpy(room.bytes + 16 + 8 * chunk, &wild[w], 8);
            assert_int_equal(patron_sum_check(as_sum(&room), ROOM, NULL), PATRON_E_CORRUPT);
        }
        block nothing;
        uint64_t one = 1;
        empty(&nothing);
        memcpy(nothing.bytes + 16 + 8 * chunk, &one, 8);
        assert_int_equal(patron_sum_check(as_sum(&nothing), ROOM, NULL), PATRON_E_CORRUPT);
    }
}

/* One value pending may leave its chunk at up to 2^52, but not a carry that no value can make. */
static void a_block_whose_carries_no_values_can_make_is_refused(void **state)
{
    (void)state;
    block room;
    double value = 1.0;
    sum_of(&room, 1, &value);
    uint64_t high = (uint64_t)1 << 52;
    memcpy(room.bytes + 16 + 8 * 65, &high, 8);
    assert_int_equal(patron_sum_check(as_sum(&room), ROOM, NULL), PATRON_E_CORRUPT);
}

/* Any bytes behind a sound head: whatever the answers, they stay inside the block and end. */
static void mapped_blocks_of_chance_are_refused_or_survived(void **state)
{
    (void)state;
    support_random random = support_random_from(666);
    size_t size = patron_sum_size();
    patron_sum *sum = (patron_sum *)support_guarded(size);
    unsigned char *bytes = (unsigned char *)sum;
    unsigned char encoded[ENCODED];
    block good;
    static double value[MANY];
    for (size_t i = 0; i < MANY; i++)
        value[i] = any_finite(&random);
    for (int round = 0; round < 2000; round++) {
        patron_sum_init(sum, size, NULL);
        for (size_t i = round % 4 == 0 ? 0 : 8; i < size - 8; i++)
            if (round % 3 != 2 || support_random_below(&random, 8) == 0)
                bytes[i] = (unsigned char)support_random_below(&random, 256);
        if (round % 2 == 1)
            memset(bytes + 8, round % 64, 8); /* a possible count */
        int32_t status = patron_sum_check(sum, size, NULL);
        assert_true(status == PATRON_OK || status == PATRON_E_CORRUPT);
        double total;
        patron_sum_total(sum, size, &total, NULL, NULL);
        patron_sum_encode(sum, size, encoded, ENCODED, NULL);
        empty(&good);
        patron_sum_merge(as_sum(&good), ROOM, sum, size, NULL);
        assert_int_equal(patron_sum_check(as_sum(&good), ROOM, NULL), PATRON_OK);
        patron_sum_add(sum, size, 3000, value, NULL);
        patron_sum_merge(sum, size, sum, size, NULL);
        patron_sum_total(sum, size, &total, NULL, NULL);
    }
    support_guarded_free(sum, size);
}

static void missing_misplaced_and_small_blocks_are_named(void **state)
{
    (void)state;
    block room, second;
    patron_fault fault;
    static const double value = 1.0;
    unsigned char bytes[ENCODED];
    double total;
    patron_sum *sum = sum_of(&room, 1, &value), *other = sum_of(&second, 1, &value);
    patron_sum *askew = (patron_sum *)(void *)(room.bytes + 4);
    size_t size = patron_sum_size();
    encode(sum, bytes);
#define FAULT(call, status, name)                                                                  \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, -1);                                                    \
    } while (0)
    FAULT(patron_sum_init(NULL, size, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_init(askew, size, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_init(sum, size - 1, &fault), PATRON_E_SIZE, "sum_size");
    assert_int_equal(fault.whole, size - 1);
    FAULT(patron_sum_check(NULL, size, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_check(askew, size, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_check(sum, 0, &fault), PATRON_E_SIZE, "sum_size");
    FAULT(patron_sum_add(NULL, size, 1, &value, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_add(askew, size, 1, &value, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_add(sum, size - 1, 1, &value, &fault), PATRON_E_SIZE, "sum_size");
    FAULT(patron_sum_add(sum, size, 1, NULL, &fault), PATRON_E_NULL, "value");
    FAULT(patron_sum_merge(NULL, size, other, size, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_merge(askew, size, other, size, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_merge(sum, 8, other, size, &fault), PATRON_E_SIZE, "sum_size");
    FAULT(patron_sum_merge(sum, size, NULL, size, &fault), PATRON_E_NULL, "other");
    FAULT(patron_sum_merge(sum, size, askew, size, &fault), PATRON_E_ALIGN, "other");
    FAULT(patron_sum_merge(sum, size, other, 8, &fault), PATRON_E_SIZE, "other_size");
    FAULT(patron_sum_total(NULL, size, &total, NULL, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_total(askew, size, &total, NULL, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_total(sum, 8, &total, NULL, &fault), PATRON_E_SIZE, "sum_size");
    FAULT(patron_sum_total(sum, size, NULL, NULL, &fault), PATRON_E_NULL, "total");
    FAULT(patron_sum_encode(NULL, size, bytes, ENCODED, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_encode(askew, size, bytes, ENCODED, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_encode(sum, 8, bytes, ENCODED, &fault), PATRON_E_SIZE, "sum_size");
    FAULT(patron_sum_encode(sum, size, NULL, ENCODED, &fault), PATRON_E_NULL, "bytes");
    FAULT(patron_sum_encode(sum, size, bytes, patron_sum_encoded_size() - 1, &fault), PATRON_E_SIZE,
          "bytes_size");
    size_t length = patron_sum_encoded_size();
    FAULT(patron_sum_decode(NULL, length, sum, size, &fault), PATRON_E_NULL, "bytes");
    FAULT(patron_sum_decode(bytes, length, NULL, size, &fault), PATRON_E_NULL, "sum");
    FAULT(patron_sum_decode(bytes, length, askew, size, &fault), PATRON_E_ALIGN, "sum");
    FAULT(patron_sum_decode(bytes, length, sum, size - 1, &fault), PATRON_E_SIZE, "sum_size");
#undef FAULT
    assert_true(total_of(sum) == 1.0 && total_of(other) == 1.0);
}

static void encoding_writes_exactly_the_bytes_it_says(void **state)
{
    (void)state;
    block room;
    static const double value = 0.3;
    size_t size = patron_sum_encoded_size();
    unsigned char *bytes = support_guarded(size), roomy[ENCODED];
    memset(roomy, 0x3C, sizeof roomy);
    patron_sum *sum = sum_of(&room, 1, &value);
    assert_int_equal(patron_sum_encode(sum, ROOM, bytes, size, NULL), PATRON_OK);
    encode(sum, roomy);
    assert_memory_equal(bytes, roomy, size);
    for (size_t i = size; i < sizeof roomy; i++)
        assert_int_equal(roomy[i], 0x3C);
    support_guarded_free(bytes, size);
}

static void the_sum_inside_the_library_is_the_public_one(void **state)
{
    (void)state;
    support_random random = support_random_from(99);
    static double value[MANY];
    patron_sum_exact one_by_one, at_once, halves, other;
    patron_sum_exact_init(&one_by_one);
    patron_sum_exact_init(&at_once);
    patron_sum_exact_init(&halves);
    patron_sum_exact_init(&other);
    for (size_t i = 0; i < MANY; i++) {
        value[i] = support_random_normal(&random) * 1e6;
        sum_exact_add(&one_by_one, value[i]);
    }
    assert_int_equal(patron_sum_exact_add_many(&at_once, MANY, value), MANY);
    assert_int_equal(patron_sum_exact_add_many(&halves, MANY / 2, value), MANY / 2);
    assert_int_equal(patron_sum_exact_add_many(&other, MANY / 2, value + MANY / 2), MANY / 2);
    patron_sum_exact_merge(&halves, &other);
    patron_sum_exact_settle(&one_by_one);
    patron_sum_exact_settle(&at_once);
    assert_memory_equal(&one_by_one, &at_once, sizeof at_once);
    assert_memory_equal(&one_by_one, &halves, sizeof halves);
    block room;
    double total;
    assert_true(patron_sum_exact_round(&halves, &total));
    assert_true(total == total_of(sum_of(&room, MANY, value)));
    assert_true(sizeof(patron_sum_exact) < 700);
}

static void more_additions_pending_than_there_were_values_are_corrupt(void **state)
{
    (void)state;
    static const double value[3] = {1.0, 2.0, 3.0};
    for (uint32_t pending = 3; pending < 6; pending++) {
        block room;
        sum_of(&room, 3, value);
        memcpy(room.bytes + 552, &pending, 4);
        assert_int_equal(patron_sum_check(as_sum(&room), ROOM, NULL),
                         pending == 3 ? PATRON_OK : PATRON_E_CORRUPT);
    }
}

int main(void)
{
    const struct CMUnitTest sum[] = {
        cmocka_unit_test(totals_are_those_of_exact_fractions_rounded_once),
        cmocka_unit_test(the_sum_of_no_values_is_0_and_of_negative_zeros_plus_0),
        cmocka_unit_test(money_beyond_a_double_on_the_way_does_no_harm),
        cmocka_unit_test(cents_added_in_any_order_and_split_give_the_same_bytes),
        cmocka_unit_test(whole_cents_sum_to_the_integer_an_accountant_gets),
        cmocka_unit_test(a_hundred_thousand_extremes_of_one_sign_cancel_to_the_last_crumb),
        cmocka_unit_test(a_sum_merged_with_itself_doubles),
        cmocka_unit_test(two_to_the_62_values_fill_a_sum_and_nothing_is_lost),
        cmocka_unit_test(the_last_free_place_is_taken_before_a_sum_is_full),
        cmocka_unit_test(a_value_that_is_no_number_stops_the_sum_behind_the_rows_before_it),
        cmocka_unit_test(a_state_is_moved_by_copying_its_bytes),
        cmocka_unit_test(what_is_encoded_is_decoded),
        cmocka_unit_test(every_flipped_bit_of_an_encoded_sum_is_noticed),
        cmocka_unit_test(cut_and_lengthened_bytes_are_refused),
        cmocka_unit_test(sealed_bytes_that_no_sum_encodes_to_are_refused),
        cmocka_unit_test(a_damaged_head_is_corrupt_for_every_function),
        cmocka_unit_test(a_block_with_chunks_no_addition_leaves_is_corrupt),
        cmocka_unit_test(a_block_whose_carries_no_values_can_make_is_refused),
        cmocka_unit_test(mapped_blocks_of_chance_are_refused_or_survived),
        cmocka_unit_test(missing_misplaced_and_small_blocks_are_named),
        cmocka_unit_test(encoding_writes_exactly_the_bytes_it_says),
        cmocka_unit_test(the_sum_inside_the_library_is_the_public_one),
        cmocka_unit_test(more_additions_pending_than_there_were_values_are_corrupt),
    };
    return cmocka_run_group_tests(sum, NULL, NULL);
}
