/*
 * Mapped blocks and encoded bytes of any content, and sums of any doubles in any split.
 */
#include "fuzz.h"

#include <patron/sum.h>

enum { FUZZ_STATE = 1024, FUZZ_ENCODED = 512, FUZZ_VALUES = 64 };

typedef union fuzz_block {
    uint64_t align;
    unsigned char bytes[FUZZ_STATE];
} fuzz_block;

static patron_sum *fuzz_sum(fuzz_block *block)
{
    return (patron_sum *)(void *)block;
}

/* The bytes behind a sound head, or the head as well. */
static void fuzz_mapped(const uint8_t *data, size_t size, size_t from)
{
    fuzz_block block, other;
    unsigned char bytes[FUZZ_ENCODED];
    double total;
    patron_sum *sum = fuzz_sum(&block);
    size_t room = patron_sum_size();
    FUZZ_REQUIRE(patron_sum_init(sum, room, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_sum_init(fuzz_sum(&other), room, NULL) == PATRON_OK);
    memcpy(block.bytes + from, data, size < room - from ? size : room - from);
    int32_t status = patron_sum_check(sum, room, NULL);
    FUZZ_REQUIRE(status == PATRON_OK || status == PATRON_E_CORRUPT);
    FUZZ_REQUIRE(patron_sum_encode(sum, room, bytes, sizeof bytes, NULL) == status);
    FUZZ_REQUIRE(patron_sum_merge(fuzz_sum(&other), room, sum, room, NULL) == status);
    int32_t rounded = patron_sum_total(sum, room, &total, NULL, NULL);
    FUZZ_REQUIRE(rounded == status || (status == PATRON_OK && rounded == PATRON_E_OVERFLOW));
    if (status == PATRON_OK)
        FUZZ_REQUIRE(patron_sum_decode(bytes, patron_sum_encoded_size(), fuzz_sum(&other), room,
                                       NULL) == PATRON_OK);
    static const double value[2] = {-1e300, 0.1};
    for (int i = 0; i < 1100; i++)
        patron_sum_add(sum, room, 2, value, NULL);
    patron_sum_merge(sum, room, sum, room, NULL);
}

static void fuzz_encoded(const uint8_t *data, size_t size)
{
    fuzz_block block;
    unsigned char again[FUZZ_ENCODED];
    size_t room = patron_sum_size();
    if (patron_sum_decode(data, size, fuzz_sum(&block), room, NULL) != PATRON_OK)
        return;
    FUZZ_REQUIRE(patron_sum_check(fuzz_sum(&block), room, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_sum_encode(fuzz_sum(&block), room, again, sizeof again, NULL) == PATRON_OK);
    FUZZ_REQUIRE(size == patron_sum_encoded_size() && memcmp(again, data, size) == 0);
}

/* A split at the first byte's place, merged, is the whole added backwards. */
static void fuzz_values(const uint8_t *data, size_t size)
{
    double value[FUZZ_VALUES];
    fuzz_block whole, left, right;
    unsigned char one[FUZZ_ENCODED], two[FUZZ_ENCODED];
    size_t room = patron_sum_size();
    size_t n = (size - 1) / 8 < FUZZ_VALUES ? (size - 1) / 8 : FUZZ_VALUES;
    memcpy(value, data + 1, 8 * n);
    patron_sum_init(fuzz_sum(&whole), room, NULL);
    patron_sum_init(fuzz_sum(&left), room, NULL);
    patron_sum_init(fuzz_sum(&right), room, NULL);
    patron_fault fault;
    if (patron_sum_add(fuzz_sum(&left), room, n, value, &fault) != PATRON_OK) {
        FUZZ_REQUIRE(fault.status == PATRON_E_NOT_FINITE && fault.row < (int64_t)n);
        n = (size_t)fault.row;
    }
    for (size_t i = n; i-- > 0;)
        FUZZ_REQUIRE(patron_sum_add(fuzz_sum(&whole), room, 1, &value[i], NULL) == PATRON_OK);
    size_t cut = data[0] % (n + 1);
    patron_sum_init(fuzz_sum(&left), room, NULL);
    patron_sum_add(fuzz_sum(&left), room, cut, value, NULL);
    patron_sum_add(fuzz_sum(&right), room, n - cut, value + cut, NULL);
    FUZZ_REQUIRE(patron_sum_merge(fuzz_sum(&right), room, fuzz_sum(&left), room, NULL) ==
                 PATRON_OK);
    patron_sum_encode(fuzz_sum(&whole), room, one, sizeof one, NULL);
    patron_sum_encode(fuzz_sum(&right), room, two, sizeof two, NULL);
    FUZZ_REQUIRE(memcmp(one, two, patron_sum_encoded_size()) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    switch (data[0] % 4) {
    case 0:
        fuzz_mapped(data + 1, size - 1, 0);
        break;
    case 1:
        fuzz_mapped(data + 1, size - 1, 8);
        break;
    case 2:
        fuzz_encoded(data + 1, size - 1);
        break;
    default:
        fuzz_values(data + 1, size - 1);
        break;
    }
    return 0;
}
