/*
 * Sketches of any money in any split, mapped blocks and encoded bytes of any content.
 */
#include "fuzz.h"

#include <patron/sketch.h>

enum { FUZZ_BITS = 3, FUZZ_CELLS = 37, FUZZ_ROWS = 48 };

static patron_sketch *fuzz_sketch(size_t size)
{
    return fuzz_memory(size);
}

/* An empty sketch of a grid that the input picks. */
static patron_sketch *fuzz_empty(fuzz_input *input, size_t *size)
{
    patron_sketch *sketch;
    if (fuzz_byte(input) % 2 == 0) {
        *size = patron_sketch_size(FUZZ_BITS);
        sketch = fuzz_sketch(*size);
        FUZZ_REQUIRE(patron_sketch_init(sketch, *size, FUZZ_BITS, NULL) == PATRON_OK);
    } else {
        int64_t low = fuzz_whole(input), high = fuzz_whole(input);
        *size = patron_sketch_refined_size(FUZZ_CELLS);
        sketch = fuzz_sketch(*size);
        int32_t status = patron_sketch_init_refined(sketch, *size, FUZZ_CELLS, low, high, NULL);
        FUZZ_REQUIRE(status == (high < low ? PATRON_E_RANGE : PATRON_OK));
        if (status != PATRON_OK)
            patron_sketch_init_refined(sketch, *size, FUZZ_CELLS, high, low, NULL);
    }
    return sketch;
}

/* Every question about a sound sketch; the answers keep their promises. */
static void fuzz_ask(const patron_sketch *sketch, size_t size, fuzz_input *input)
{
    patron_sketch_cut cut;
    patron_sketch_result result;
    double customers[5];
    int64_t low[5], high[5];
    result.struct_size = sizeof result;
    if (patron_sketch_rank(sketch, size, 1 + fuzz_u64(input) % 64, &cut, NULL) == PATRON_OK)
        FUZZ_REQUIRE(cut.sum_low <= cut.sum_high && cut.value_low <= cut.value_high);
    int64_t sum = fuzz_whole(input);
    if (patron_sketch_reach(sketch, size, sum, &cut, NULL) == PATRON_OK)
        FUZZ_REQUIRE(cut.rank_low <= cut.rank_high && cut.sum_low <= cut.sum_high &&
                     cut.sum_low >= sum && cut.above < cut.rank_low);
    if (patron_sketch_summary(sketch, size, NULL, &result, NULL) == PATRON_OK)
        FUZZ_REQUIRE(result.makers + result.even + result.losers == result.customers &&
                     !(result.gini_low > result.gini_high) && result.widest >= 0);
    if (patron_sketch_whale(sketch, size, 5, customers, low, high, NULL) == PATRON_OK)
        for (int i = 0; i < 5; i++)
            FUZZ_REQUIRE(low[i] <= high[i]);
}

static void fuzz_mapped(fuzz_input *input)
{
    size_t size, from = fuzz_byte(input) % 4 == 0 ? 0 : 48;
    patron_sketch *sketch = fuzz_empty(input, &size);
    fuzz_take(input, (unsigned char *)sketch + from,
              input->size < size - from ? input->size : size - from);
    patron_sketch *other = fuzz_sketch(size);
    memcpy(other, sketch, size);
    int32_t status = patron_sketch_check(sketch, size, NULL);
    int32_t merged = patron_sketch_merge(other, size, sketch, size, NULL);
    FUZZ_REQUIRE(merged == status || (status == PATRON_OK && merged == PATRON_E_FULL));
    static const int64_t more[3] = {INT64_MAX, -7, INT64_MIN};
    patron_sketch_add(other, size, 3, more, NULL, NULL);
    fuzz_ask(sketch, size, input);
    free(sketch);
    free(other);
}

static void fuzz_encoded(fuzz_input *input)
{
    uint64_t needed, again;
    if (patron_sketch_decoded_size(input->bytes, input->size, &needed, NULL) != PATRON_OK ||
        needed > 1 << 20)
        return;
    patron_sketch *sketch = fuzz_sketch((size_t)needed);
    FUZZ_REQUIRE(patron_sketch_decode(input->bytes, input->size, sketch, (size_t)needed, NULL) ==
                 PATRON_OK);
    FUZZ_REQUIRE(patron_sketch_check(sketch, (size_t)needed, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_sketch_encoded_size(sketch, (size_t)needed, &again, NULL) == PATRON_OK);
    FUZZ_REQUIRE(again == input->size);
    free(sketch);
}

/* A split, merged, is the whole added backwards, in memory and encoded. */
static void fuzz_values(fuzz_input *input)
{
    size_t size;
    fuzz_input grid = *input;
    patron_sketch *whole = fuzz_empty(input, &size);
    fuzz_input replay = grid;
    patron_sketch *left = fuzz_empty(&replay, &size);
    replay = grid;
    patron_sketch *right = fuzz_empty(&replay, &size);
    size_t n = fuzz_count(input, FUZZ_ROWS);
    int64_t *value = fuzz_wholes(input, n);
    size_t cut = fuzz_count(input, n);
    for (size_t i = n; i-- > 0;)
        FUZZ_REQUIRE(patron_sketch_add(whole, size, 1, value + i, NULL, NULL) == PATRON_OK);
    patron_sketch_add(left, size, cut, value, NULL, NULL);
    patron_sketch_add(right, size, n - cut, value + cut, NULL, NULL);
    FUZZ_REQUIRE(patron_sketch_merge(left, size, right, size, NULL) == PATRON_OK);
    uint64_t bytes;
    FUZZ_REQUIRE(patron_sketch_encoded_size(whole, size, &bytes, NULL) == PATRON_OK);
    unsigned char *encoded = fuzz_memory((size_t)bytes);
    FUZZ_REQUIRE(patron_sketch_encode(left, size, encoded, (size_t)bytes, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_sketch_decode(encoded, (size_t)bytes, right, size, NULL) == PATRON_OK);
    for (uint64_t rank = 1; rank <= n; rank++) {
        patron_sketch_cut one, two;
        int32_t status = patron_sketch_rank(whole, size, rank, &one, NULL);
        FUZZ_REQUIRE(patron_sketch_rank(right, size, rank, &two, NULL) == status);
        FUZZ_REQUIRE(status != PATRON_OK || memcmp(&one, &two, sizeof one) == 0);
    }
    fuzz_ask(whole, size, input);
    free(value);
    free(encoded);
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
        fuzz_values(&input);
        break;
    }
    return 0;
}
