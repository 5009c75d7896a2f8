/*
 * A track in fixed memory: added to, merged, encoded, damaged.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_codec.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <patron/track.h>

enum { ROOM = 4096, MANY = 400 };

static uint64_t block[4][ROOM / 8];
static unsigned char bytes[ROOM], other_bytes[ROOM];
static patron_fault fault;

static const patron_track_chart usual = {10, 0.5, 5, 0.2, 1, 3};

static patron_track *track_at(int k)
{
    return (patron_track *)block[k];
}

static patron_track *make(int k, const patron_track_chart *chart, int64_t first, size_t n,
                          const double *value)
{
    assert_int_equal(patron_track_init(track_at(k), patron_track_size(), chart, first, NULL),
                     PATRON_OK);
    assert_int_equal(patron_track_add(track_at(k), patron_track_size(), n, value, NULL), PATRON_OK);
    return track_at(k);
}

static patron_track_result seen(const patron_track *track)
{
    patron_track_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_track_read(track, patron_track_size(), 0.95, &result, NULL), PATRON_OK);
    assert_int_equal(patron_track_check(track, patron_track_size(), NULL), PATRON_OK);
    return result;
}

static int32_t merge(patron_track *track, const patron_track *other)
{
    return patron_track_merge(track, patron_track_size(), other, patron_track_size(), &fault);
}

/* The figures that merge must be the whole's, bit for bit; the EWMA to 1e-12. */
static void same_figures(const patron_track_result *a, const patron_track_result *b, double size)
{
    size_t from = (size_t)((const char *)&a->values - (const char *)a);
    size_t to = (size_t)((const char *)&a->ewma - (const char *)a);
    assert_memory_equal((const char *)a + from, (const char *)b + from, to - from);
    assert_close(a->ewma, b->ewma, 0, 1e-12 * size);
    assert_true(a->ewma_lower == b->ewma_lower && a->ewma_upper == b->ewma_upper);
    assert_true(a->cusum_high == b->cusum_high && a->cusum_low == b->cusum_low);
    assert_true(a->cusum_high_peak == b->cusum_high_peak);
    assert_true(a->cusum_low_peak == b->cusum_low_peak);
}

static void a_till_whose_price_never_changes_keeps_it_within_its_limits(void **state)
{
    (void)state;
    double price[13];
    for (int cents = 1; cents < 400; cents++) {
        for (int i = 0; i < 13; i++)
            price[i] = cents / 100.0;
        patron_track *track = make(0, &usual, 0, 4, price);
        assert_int_equal(merge(track, make(1, &usual, 4, 9, price)), PATRON_OK);
        patron_track_result r = seen(track);
        assert_true(r.mean == price[0] && r.lower == price[0] && r.upper == price[0]);
        assert_true(r.deviation == 0 && r.slope == 0 && r.slope_error == 0 && isnan(r.t));
        assert_true(r.intercept == price[0] && isnan(r.p_value));
    }
}

static void stretches_say_together_what_the_whole_says(void **state)
{
    (void)state;
    double value[MANY];
    support_random random = support_random_from(21);
    for (int round = 0; round < 300; round++) {
        size_t n = (size_t)support_random_below(&random, MANY);
        int64_t first = support_random_integer(&random, -3, 100000);
        patron_track_chart chart = usual;
        double size = round % 2 ? 12.5 : 1e6, shift = round % 3 ? 0.0 : 0.75;
        chart.target = round % 2 ? 10 : 1e5;
        chart.weight = round % 5 ? 0.2 : 1.0;
        for (size_t i = 0; i < n; i++)
            value[i] = round % 2 ? 0.01 * (double)support_random_integer(&random, 800, 1250) + shift
                                 : support_random_between(&random, -1e6, 1e6);
        patron_track_result all = seen(make(0, &chart, first, n, value));
        /* from the left, then the other way: the right half first */
        size_t a = n > 0 ? (size_t)support_random_below(&random, n + 1) : 0;
        size_t b = a + (size_t)support_random_below(&random, n - a + 1);
        make(1, &chart, first, a, value);
        make(2, &chart, first + (int64_t)a, b - a, value + a);
        make(3, &chart, first + (int64_t)b, n - b, value + b);
        if (round % 2) {
            assert_int_equal(merge(track_at(1), track_at(2)), PATRON_OK);
            assert_int_equal(merge(track_at(1), track_at(3)), PATRON_OK);
        } else {
            assert_int_equal(merge(track_at(2), track_at(3)), PATRON_OK);
            assert_int_equal(merge(track_at(1), track_at(2)), PATRON_OK);
        }
        patron_track_result joined = seen(track_at(1));
        same_figures(&all, &joined, size);
        assert_true(joined.high_after <= all.high_by && all.high_by <= joined.high_by);
        assert_true(joined.low_after <= all.low_by && all.low_by <= joined.low_by);
        assert_true(all.high_after == all.high_by && all.low_after == all.low_by);
        assert_true((joined.high_by == joined.next) == (all.high_by == all.next));
        assert_true((all.notes & PATRON_TRACK_NOTE_BETWEEN) == 0);
        assert_true(((joined.notes & PATRON_TRACK_NOTE_BETWEEN) != 0) ==
                    (joined.high_after != joined.high_by || joined.low_after != joined.low_by));
    }
}

/* What the track says of a series is what the columns' functions say. */
static void tracks_and_columns_agree(void **state)
{
    (void)state;
    double value[MANY], high[MANY], low[MANY], ewma[MANY], lower[MANY], upper[MANY];
    uint32_t signal[MANY];
    support_random random = support_random_from(22);
    for (int round = 0; round < 100; round++) {
        size_t n = 3 + (size_t)support_random_below(&random, MANY - 3);
        for (size_t i = 0; i < n; i++)
            value[i] = 10 + support_random_normal(&random) + (i > n / 2 ? 1.0 : 0.0);
        patron_track_line line;
        patron_track_individuals_result single;
        line.struct_size = sizeof line;
        single.struct_size = sizeof single;
        patron_track_result all = seen(make(0, &usual, 0, n, value));
        patron_track_slope(0.95, n, NULL, value, &line, NULL);
        patron_track_individuals(n, value, NULL, &single, NULL);
        patron_track_cusum(&usual, n, value, high, low, signal, NULL);
        patron_track_ewma(&usual, n, value, ewma, lower, upper, NULL, NULL);
        assert_close(all.slope, line.slope, 1e-12, 0);
        assert_close(all.slope_error, line.slope_error, 1e-12, 0);
        assert_close(all.slope_low, line.slope_low, 1e-12, 1e-15);
        assert_close(all.p_value, line.p_value, 1e-10, 0);
        assert_close(all.intercept, line.intercept, 1e-12, 0);
        assert_true(all.mean == single.mean && all.upper == single.upper);
        assert_close(all.moving_range, single.moving_range, 1e-15, 0);
        assert_true(all.cusum_high == high[n - 1] && all.cusum_low == low[n - 1]);
        assert_true(all.ewma == ewma[n - 1] && all.ewma_upper == upper[n - 1]);
        assert_true(all.ewma_lower == lower[n - 1] && all.newest == value[n - 1]);
        size_t at = 0;
        while (at < n && (signal[at] & PATRON_TRACK_ABOVE) == 0)
            at++;
        assert_true(all.high_by == (int64_t)at && all.high_after == (int64_t)at);
    }
}

/* Montgomery's points as a till sees them: silent to observation 28, then not. */
static void a_till_that_watches_itself_signals_at_observation_29(void **state)
{
    (void)state;
    const double value[30] = {9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46, 9.20,  10.34,
                              9.03,  11.47, 10.51, 9.40,  10.08, 9.37,  10.62, 10.31, 8.52,  10.84,
                              10.90, 9.33,  12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52};
    make(0, &usual, 1, 28, value);
    patron_track_result r = seen(track_at(0));
    assert_true(r.high_by == 29 && r.next == 29 && r.cusum_high_peak < 5);
    patron_track_add(track_at(0), patron_track_size(), 2, value + 28, NULL);
    r = seen(track_at(0));
    assert_true(r.high_after == 29 && r.high_by == 29 && r.next == 31 && r.low_by == 31);
    assert_close(r.cusum_high, 5.30, 0, 1e-12);
    assert_close(r.total, 310.1 - 0.65, 0, 1.0);
    /* two halves: the second one alone would signal later or never, together at 29 */
    make(1, &usual, 1, 24, value);
    make(2, &usual, 25, 6, value + 24);
    assert_true(seen(track_at(2)).high_by == 31);
    assert_int_equal(merge(track_at(1), track_at(2)), PATRON_OK);
    r = seen(track_at(1));
    assert_true(r.high_after == 25 && r.high_by >= 29 && r.high_by <= 30);
    assert_true(r.notes == PATRON_TRACK_NOTE_BETWEEN);
    make(3, &usual, 31, 1, value);
    assert_int_equal(merge(track_at(1), track_at(3)), PATRON_OK);
    assert_true(seen(track_at(1)).high_after == 25);
}

static void an_empty_track_knows_nothing(void **state)
{
    (void)state;
    const double one[2] = {12, 9};
    patron_track_result r = seen(make(0, &usual, 5, 0, NULL));
    assert_true(r.values == 0 && r.first == 5 && r.next == 5 && r.high_by == 5);
    assert_true(r.notes == PATRON_TRACK_NOTE_FEW);
    assert_true(isnan(r.newest) && isnan(r.least) && isnan(r.greatest) && isnan(r.total));
    assert_true(isnan(r.mean) && isnan(r.deviation) && isnan(r.slope) && isnan(r.upper));
    assert_true(r.ewma == 10 && r.ewma_upper == 10 && r.cusum_high == 0);
    make(1, &usual, 5, 2, one);
    assert_int_equal(merge(track_at(0), track_at(1)), PATRON_OK);
    assert_memory_equal(block[0], block[1], patron_track_size());
    make(2, &usual, 7, 0, NULL);
    assert_int_equal(merge(track_at(0), track_at(2)), PATRON_OK);
    assert_memory_equal(block[0], block[1], patron_track_size());
    assert_int_equal(merge(track_at(2), track_at(2)), PATRON_OK);
    r = seen(make(3, &usual, 5, 1, one));
    assert_true(r.mean == 12 && isnan(r.deviation) && isnan(r.moving_range) && isnan(r.slope));
    assert_true(r.ewma == 10.4 && r.cusum_high == 1.5 && r.newest == 12);
    r = seen(track_at(0));
    assert_true(r.slope == -3 && r.intercept == 27 && isnan(r.slope_error) && r.moving_range == 3);
}

static void a_track_ends_where_periods_end(void **state)
{
    (void)state;
    const double value[3] = {1, 2, 3};
    patron_track_init(track_at(0), patron_track_size(), &usual, 999999999999998, NULL);
    assert_int_equal(patron_track_add(track_at(0), patron_track_size(), 3, value, &fault),
                     PATRON_E_FULL);
    assert_fault(&fault, PATRON_E_FULL, "track", 2);
    patron_track_result r = seen(track_at(0));
    assert_true(r.values == 2 && r.newest == 2 && r.next == 1000000000000000 && r.slope == 1);
}

static void the_largest_and_the_smallest_values_are_tracked(void **state)
{
    (void)state;
    const double vast[4] = {1e140, -1e140, 1e140, 1e140}, tiny[3] = {5e-324, 0, -5e-324};
    patron_track_result r = seen(make(0, &usual, 0, 4, vast));
    assert_close(r.mean, 5e139, 1e-15, 0);
    assert_close(r.deviation, 1e140, 1e-14, 0);
    assert_close(r.moving_range, 4e140 / 3, 1e-14, 0);
    assert_true(r.total == 2e140 && r.greatest == 1e140 && r.least == -1e140);
    r = seen(make(0, &usual, 0, 3, tiny));
    assert_true(r.total == 0 && r.slope == -5e-324);
}

static void encoded_tracks_are_read_back(void **state)
{
    (void)state;
    double value[MANY];
    size_t size = patron_track_encoded_size();
    support_random random = support_random_from(23);
    assert_true(size <= ROOM);
    for (int round = 0; round < 50; round++) {
        size_t n = (size_t)support_random_below(&random, round < 20 ? 3 : MANY);
        for (size_t i = 0; i < n; i++)
            value[i] = support_random_between(&random, -30, 50);
        make(0, &usual, round, n, value);
        assert_int_equal(patron_track_encode(track_at(0), patron_track_size(), bytes, size, NULL),
                         PATRON_OK);
        assert_int_equal(patron_track_decode(bytes, size, track_at(1), patron_track_size(), NULL),
                         PATRON_OK);
        patron_track_result a = seen(track_at(0)), b = seen(track_at(1));
        assert_memory_equal(&a, &b, sizeof a);
        assert_int_equal(
            patron_track_encode(track_at(1), patron_track_size(), other_bytes, size, NULL),
            PATRON_OK);
        assert_memory_equal(bytes, other_bytes, size);
        size_t at = (size_t)support_random_below(&random, size);
        bytes[at] ^= (unsigned char)(1 + support_random_below(&random, 255));
        assert_true(patron_track_decode(bytes, size, track_at(1), patron_track_size(), NULL) !=
                    PATRON_OK);
    }
}

/* Sealed again after a change: a checksum proves nothing about the figures. */
static int32_t decode_changed(size_t at, uint64_t word)
{
    size_t size = patron_track_encoded_size();
    memcpy(other_bytes, bytes, size);
    numeric_put_u64(other_bytes + at, word);
    patron_numeric_codec_seal(other_bytes, size, NUMERIC_CODEC_TRACK, 1);
    memset(block[1], 0x5A, patron_track_size());
    int32_t status =
        patron_track_decode(other_bytes, size, track_at(1), patron_track_size(), &fault);
    for (size_t k = 0; status != PATRON_OK && k < patron_track_size() / 8; k++)
        assert_true(block[1][k] == UINT64_C(0x5A5A5A5A5A5A5A5A));
    return status;
}

static uint64_t real_bits(double value)
{
    uint64_t word;
    memcpy(&word, &value, sizeof word);
    return word;
}

static void sealed_bytes_that_no_track_encodes_to_are_refused(void **state)
{
    (void)state;
    const double value[6] = {9, 12, 11, 17, 8, 10.5};
    size_t size = patron_track_encoded_size();
    make(0, &usual, 100, 6, value);
    assert_int_equal(patron_track_encode(track_at(0), patron_track_size(), bytes, size, NULL),
                     PATRON_OK);
    assert_int_equal(decode_changed(32, numeric_get_u64(bytes + 32)), PATRON_OK);
    /* every word of the head, wild in many ways, is refused or makes a track that is read */
    const uint64_t wild[6] = {real_bits((double)NAN),
                              real_bits((double)INFINITY),
                              real_bits(-1e300),
                              UINT64_MAX,
                              INT64_MAX,
                              real_bits(1e200)};
    for (size_t at = 32; at < 32 + 8 * 35; at += 8)
        for (int k = 0; k < 6; k++)
            if (decode_changed(at, wild[k]) == PATRON_OK)
                (void)seen(track_at(1));
            else
                assert_fault(&fault, PATRON_E_CORRUPT, "bytes", -1);
    const struct {
        size_t at;
        uint64_t word;
    } refused[] = {
        {32, UINT64_C(1) << 60},                 /* first */
        {32, (uint64_t)0 - (UINT64_C(1) << 60)}, /* first, far below */
        {32, 200},                               /* first behind next */
        {40, UINT64_C(1) << 60},                 /* next */
        {40, 100},                               /* no values, but their figures */
        {48, real_bits((double)NAN)},            /* the chart */
        {96, real_bits(50)},                     /* earliest above the greatest */
        {104, real_bits(2)},                     /* newest below the least */
        {112, real_bits(13)},                    /* least above some */
        {112, real_bits(-1e141)},                /* least out of range */
        {120, real_bits(1e141)},                 /* greatest out of range */
        {128, real_bits(1e9)},                   /* the EWMA */
        {136, real_bits(-1)},                    /* the upper sum below 0 */
        {144, real_bits(1e9)},                   /* a low half that is none */
        {152, real_bits(1e9)},                   /* drift */
        {168, real_bits(0)},                     /* a peak below the sum now... */
        {184, real_bits(-50)},                   /* a largest drift below the drift */
        {200, 7},                                /* its period */
        {200, 106},                              /* its period is still to come */
        {208, 99},                               /* a signal before the first */
        {208, 105},                              /* between two periods that are reversed */
        {216, 106},                              /* a signal to come */
        {216, 2},                                /* before the first period */
        {224, real_bits(-1)},                    /* the lower sum */
    };
    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++) {
        int32_t status = decode_changed(refused[k].at, refused[k].word);
        if (status != PATRON_E_CORRUPT && refused[k].at != 168)
            fprintf(stderr, "word %d is taken\n", (int)k);
        assert_true(status == PATRON_E_CORRUPT || refused[k].at == 168);
    }
    /* sums: a top digit that makes them too large, of the wrong sign, or no double */
    size_t head = 32 + 8 * 35, sum = 66 * 4 + 8;
    for (size_t k = 0; k < 4; k++) {
        assert_int_equal(decode_changed(head + k * sum + 66 * 4, 1), PATRON_E_CORRUPT);
        assert_int_equal(decode_changed(head + k * sum + 66 * 4, UINT64_MAX), PATRON_E_CORRUPT);
        assert_int_equal(decode_changed(head + k * sum + 66 * 4, UINT64_MAX / 2), PATRON_E_CORRUPT);
        assert_int_equal(decode_changed(head + k * sum + 40 * 4, UINT64_MAX / 2), PATRON_E_CORRUPT);
    }
    memcpy(other_bytes, bytes, size);
    patron_numeric_codec_seal(other_bytes, size, NUMERIC_CODEC_TRACK, 2);
    assert_int_equal(
        patron_track_decode(other_bytes, size, track_at(1), patron_track_size(), &fault),
        PATRON_E_FORMAT);
    patron_numeric_codec_seal(other_bytes, size + 8, NUMERIC_CODEC_TRACK, 1);
    assert_int_equal(
        patron_track_decode(other_bytes, size + 8, track_at(1), patron_track_size(), &fault),
        PATRON_E_CORRUPT);
    /* an empty track whose sums are not */
    make(0, &usual, 100, 0, NULL);
    assert_int_equal(patron_track_encode(track_at(0), patron_track_size(), bytes, size, NULL),
                     PATRON_OK);
    assert_int_equal(decode_changed(head + 33 * 4, 1), PATRON_E_CORRUPT);
}

/* No bytes of a mapped block make a call read outside it or go on for ever; check sees most. */
static void damaged_blocks_are_found_or_harmless(void **state)
{
    (void)state;
    double value[60];
    support_random random = support_random_from(24);
    size_t size = patron_track_size();
    for (int i = 0; i < 60; i++)
        value[i] = support_random_between(&random, 5, 15);
    patron_track_result result;
    result.struct_size = sizeof result;
    for (int round = 0; round < (support_quick() ? 300 : 5000); round++) {
        unsigned char *at = (unsigned char *)block[0];
        make(0, &usual, 3, 30, value);
        make(1, &usual, 33, 30, value + 30);
        for (int k = 0; k < 1 + round % 3; k++)
            at[support_random_below(&random, size)] =
                (unsigned char)support_random_below(&random, 256);
        memcpy(block[2], block[0], size);
        (void)patron_track_add(track_at(2), size, 60, value, NULL);
        int32_t status = patron_track_check(track_at(0), size, NULL);
        assert_true(patron_track_read(track_at(0), size, 0.9, &result, NULL) == status);
        assert_true(patron_track_encode(track_at(0), size, bytes, ROOM, NULL) == status);
        if (merge(track_at(0), track_at(1)) == PATRON_OK)
            assert_int_equal(status, PATRON_OK);
    }
}

/* Periods stand behind the marks and the chart: bytes 56 and 64. */
static void additions_look_at_the_head(void **state)
{
    (void)state;
    const double value[1] = {1};
    const int64_t wrong[4][2] = {{INT64_MIN, 3}, {5, 3}, {3, INT64_MAX}, {-1000000000000001, 3}};
    for (int k = 0; k < 4; k++) {
        make(0, &usual, 3, 0, NULL);
        memcpy(&block[0][7], wrong[k], 16);
        assert_int_equal(patron_track_add(track_at(0), patron_track_size(), 1, value, &fault),
                         PATRON_E_CORRUPT);
        assert_fault(&fault, PATRON_E_CORRUPT, "track", -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_till_whose_price_never_changes_keeps_it_within_its_limits),
        cmocka_unit_test(stretches_say_together_what_the_whole_says),
        cmocka_unit_test(tracks_and_columns_agree),
        cmocka_unit_test(a_till_that_watches_itself_signals_at_observation_29),
        cmocka_unit_test(an_empty_track_knows_nothing),
        cmocka_unit_test(a_track_ends_where_periods_end),
        cmocka_unit_test(the_largest_and_the_smallest_values_are_tracked),
        cmocka_unit_test(encoded_tracks_are_read_back),
        cmocka_unit_test(sealed_bytes_that_no_track_encodes_to_are_refused),
        cmocka_unit_test(damaged_blocks_are_found_or_harmless),
        cmocka_unit_test(additions_look_at_the_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
