/*
 * Mapped tracks and encoded bytes of any content, series of any doubles in any split.
 */
#include "fuzz.h"

#include <patron/track.h>

enum { FUZZ_STATE = 4096, FUZZ_VALUES = 24 };

typedef union fuzz_block {
    uint64_t align;
    unsigned char bytes[FUZZ_STATE];
} fuzz_block;

static fuzz_block fuzz_blocks[3];
static unsigned char fuzz_bytes[FUZZ_STATE];

static patron_track *fuzz_track(int k)
{
    return (patron_track *)(void *)&fuzz_blocks[k];
}

static void fuzz_begin(int k, const patron_track_chart *chart, int64_t first)
{
    FUZZ_REQUIRE(patron_track_init(fuzz_track(k), patron_track_size(), chart, first, NULL) ==
                 PATRON_OK);
}

static int32_t fuzz_read(int k, patron_track_result *result)
{
    result->struct_size = sizeof *result;
    int32_t status = patron_track_read(fuzz_track(k), patron_track_size(), 0.95, result, NULL);
    const double *figure = &result->newest;
    size_t figures =
        (offsetof(patron_track_result, high_after) - offsetof(patron_track_result, newest)) / 8;
    for (size_t i = 0; status == PATRON_OK && i < figures; i++)
        FUZZ_REQUIRE(!isinf(figure[i]));
    return status;
}

static void fuzz_mapped(fuzz_input *input)
{
    static const double value[3] = {-3, 1e100, 12};
    const patron_track_chart chart = {10, 0.5, 5, 0.2, 1, 3};
    patron_track_result result;
    size_t room = patron_track_size();
    fuzz_begin(0, &chart, 3);
    fuzz_begin(1, &chart, 6);
    patron_track_add(fuzz_track(0), room, 3, value, NULL);
    for (int k = fuzz_byte(input) % 8; k >= 0; k--) {
        size_t at = fuzz_u32(input) % (room - 8);
        fuzz_take(input, fuzz_blocks[0].bytes + at, 1 + fuzz_byte(input) % 8);
    }
    int32_t status = patron_track_check(fuzz_track(0), room, NULL);
    FUZZ_REQUIRE(status == PATRON_OK || status == PATRON_E_CORRUPT);
    FUZZ_REQUIRE(fuzz_read(0, &result) == status);
    FUZZ_REQUIRE(patron_track_encode(fuzz_track(0), room, fuzz_bytes, FUZZ_STATE, NULL) == status);
    if (status == PATRON_OK)
        FUZZ_REQUIRE(patron_track_decode(fuzz_bytes, patron_track_encoded_size(), fuzz_track(2),
                                         room, NULL) == PATRON_OK);
    int32_t merged = patron_track_merge(fuzz_track(0), room, fuzz_track(1), room, NULL);
    FUZZ_REQUIRE(merged == status || merged == PATRON_E_RANGE);
    patron_track_add(fuzz_track(0), room, 3, value, NULL);
}

static void fuzz_encoded(fuzz_input *input)
{
    patron_track_result result;
    size_t room = patron_track_size();
    if (patron_track_decode(input->bytes, input->size, fuzz_track(0), room, NULL) != PATRON_OK)
        return;
    FUZZ_REQUIRE(fuzz_read(0, &result) == PATRON_OK);
    FUZZ_REQUIRE(patron_track_encode(fuzz_track(0), room, fuzz_bytes, FUZZ_STATE, NULL) ==
                 PATRON_OK);
    FUZZ_REQUIRE(memcmp(fuzz_bytes, input->bytes, input->size) == 0);
}

static patron_track_chart fuzz_chart(fuzz_input *input)
{
    patron_track_chart chart = {10, 0.5, 5, 0.2, 1, 3};
    if (fuzz_byte(input) % 2 == 0)
        chart.target = fuzz_real(input), chart.slack = fuzz_real(input);
    if (fuzz_byte(input) % 2 == 0)
        chart.limit = fuzz_real(input), chart.weight = fuzz_real(input);
    return chart;
}

static int fuzz_near(double a, double b, double size)
{
    return fabs(a - b) <= 1e-9 * size;
}

/* Split at two places, merged, the figures that merge are those of the whole. */
static void fuzz_split(fuzz_input *input)
{
    patron_track_result all, joined;
    patron_track_chart chart = fuzz_chart(input);
    size_t room = patron_track_size(), n = fuzz_count(input, FUZZ_VALUES);
    int64_t first = fuzz_byte(input);
    double value[FUZZ_VALUES], size = fabs(chart.target) + chart.slack;
    if (patron_track_init(fuzz_track(0), room, &chart, first, NULL) != PATRON_OK)
        return;
    for (size_t i = 0; i < n; i++)
        value[i] = fuzz_real(input);
    patron_fault fault;
    if (patron_track_add(fuzz_track(0), room, n, value, &fault) != PATRON_OK)
        n = (size_t)fault.row;
    size_t cut = fuzz_count(input, n);
    fuzz_begin(1, &chart, first);
    fuzz_begin(2, &chart, first + (int64_t)cut);
    FUZZ_REQUIRE(patron_track_add(fuzz_track(1), room, cut, value, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_track_add(fuzz_track(2), room, n - cut, value + cut, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_track_merge(fuzz_track(1), room, fuzz_track(2), room, NULL) == PATRON_OK);
    FUZZ_REQUIRE(fuzz_read(0, &all) == PATRON_OK && fuzz_read(1, &joined) == PATRON_OK);
    FUZZ_REQUIRE(
        memcmp(&all.values, &joined.values,
               offsetof(patron_track_result, ewma) - offsetof(patron_track_result, values)) == 0);
    for (size_t i = 0; i < n; i++)
        size += fabs(value[i]) + fabs(chart.target) + chart.slack;
    FUZZ_REQUIRE(fuzz_near(all.ewma, joined.ewma, size));
    FUZZ_REQUIRE(fuzz_near(all.cusum_high, joined.cusum_high, size));
    FUZZ_REQUIRE(fuzz_near(all.cusum_low_peak, joined.cusum_low_peak, size));
}

static void fuzz_series(fuzz_input *input)
{
    size_t n = fuzz_count(input, FUZZ_VALUES);
    double *value = fuzz_reals(input, n), *time = fuzz_reals(input, n);
    double *a = fuzz_memory(n * sizeof *a), *b = fuzz_memory(n * sizeof *b);
    uint32_t *used = fuzz_memory(n * sizeof *used);
    patron_track_chart chart = fuzz_chart(input);
    patron_track_line line;
    patron_track_individuals_result single;
    line.struct_size = sizeof line;
    single.struct_size = sizeof single;
    int32_t status[6];
    status[0] = patron_track_slope(0.9, n, fuzz_byte(input) % 2 ? time : NULL, value, &line, NULL);
    if (status[0] == PATRON_OK)
        FUZZ_REQUIRE(!isinf(line.slope) && !isinf(line.slope_high) && !isinf(line.t));
    status[1] = patron_track_individuals(n, value, used, &single, NULL);
    FUZZ_REQUIRE(status[1] != PATRON_OK || single.outside <= n);
    status[2] = patron_track_moving_mean(1 + fuzz_count(input, 9), 1, n, value, a, used, NULL);
    status[3] = patron_track_change(1 + fuzz_count(input, 5), n, value, b, NULL, NULL);
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE((status[2] != PATRON_OK || !isinf(a[i])) &&
                     (status[3] != PATRON_OK || !isinf(b[i])));
    status[4] = patron_track_cusum(&chart, n, value, a, b, used, NULL);
    for (size_t i = 0; i < n && status[4] == PATRON_OK; i++)
        FUZZ_REQUIRE(a[i] >= 0 && b[i] >= 0 && !isinf(a[i]) && !isinf(b[i]));
    status[5] = patron_track_ewma(&chart, n, value, a, b, NULL, used, NULL);
    for (size_t i = 0; i < n && status[5] == PATRON_OK; i++)
        FUZZ_REQUIRE(!isinf(a[i]) && !isnan(a[i]) && !isnan(b[i]));
    free(value);
    free(time);
    free(a);
    free(b);
    free(used);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    switch (fuzz_byte(&input) % 4) {
    case 0:
        fuzz_mapped(&input);
        break;
    case 1:
        fuzz_encoded(&input);
        break;
    case 2:
        fuzz_split(&input);
        break;
    default:
        fuzz_series(&input);
        break;
    }
    return 0;
}
