/*
 * Sequences of operations against a plain array of customers, mapped blocks of any bytes, and any
 * bytes to decode.
 */
#include "fuzz.h"

#include <patron/ledger.h>

enum { FUZZ_ROOM = 6, FUZZ_BLOCK = 128 + 96 * (FUZZ_ROOM + 3), FUZZ_SCRATCH = 1 << 17 };

typedef union fuzz_block {
    uint64_t align;
    unsigned char bytes[FUZZ_BLOCK];
} fuzz_block;

typedef struct fuzz_model {
    uint32_t count;
    uint64_t customer[FUZZ_ROOM];
    patron_history history[FUZZ_ROOM];
} fuzz_model;

static unsigned char fuzz_scratch[FUZZ_SCRATCH];

static patron_ledger *fuzz_ledger(fuzz_block *block)
{
    return (patron_ledger *)(void *)block;
}

static uint32_t fuzz_find(const fuzz_model *model, uint64_t customer)
{
    uint32_t row = 0;
    while (row < model->count && model->customer[row] != customer)
        row++;
    return row;
}

static void fuzz_drop(fuzz_model *model, uint32_t row)
{
    model->count--;
    model->customer[row] = model->customer[model->count];
    model->history[row] = model->history[model->count];
}

static void fuzz_add(fuzz_input *input, patron_ledger *ledger, fuzz_model *model)
{
    uint64_t customer = fuzz_byte(input) % 9;
    int32_t day = fuzz_byte(input);
    int64_t amount = fuzz_whole(input), margin = fuzz_whole(input);
    uint32_t row = fuzz_find(model, customer), found;
    int32_t status =
        patron_ledger_add(ledger, FUZZ_BLOCK, customer, day, amount, margin, &found, NULL);
    if (row == FUZZ_ROOM) {
        FUZZ_REQUIRE(status == PATRON_E_FULL);
        return;
    }
    if (row == model->count) {
        model->customer[model->count++] = customer;
        memset(&model->history[row], 0, sizeof model->history[row]);
    }
    FUZZ_REQUIRE(status == patron_history_add(&model->history[row], day, amount, margin, NULL));
    FUZZ_REQUIRE(status != PATRON_OK || found == row);
}

static void fuzz_remove(fuzz_input *input, patron_ledger *ledger, fuzz_model *model)
{
    uint64_t customer = fuzz_byte(input) % 9;
    uint32_t row = fuzz_find(model, customer), hole;
    int32_t status = patron_ledger_remove(ledger, FUZZ_BLOCK, customer, &hole, NULL, NULL);
    FUZZ_REQUIRE(status == (row < model->count ? PATRON_OK : PATRON_E_UNKNOWN));
    if (status != PATRON_OK)
        return;
    FUZZ_REQUIRE(hole == row);
    fuzz_drop(model, row);
}

static void fuzz_rekey(fuzz_input *input, patron_ledger *ledger, fuzz_model *model)
{
    uint64_t from = fuzz_byte(input) % 9, to = fuzz_byte(input) % 9;
    uint32_t row = fuzz_find(model, from), target = fuzz_find(model, to);
    int32_t status = patron_ledger_rekey(ledger, FUZZ_BLOCK, from, to, NULL, NULL, NULL, NULL);
    if (row == model->count) {
        FUZZ_REQUIRE(status == PATRON_E_UNKNOWN);
    } else if (target == model->count || from == to) {
        FUZZ_REQUIRE(status == PATRON_OK);
        model->customer[row] = to;
    } else {
        FUZZ_REQUIRE(status ==
                     patron_history_merge(&model->history[target], &model->history[row], NULL));
        if (status == PATRON_OK)
            fuzz_drop(model, row);
    }
}

static void fuzz_same(const patron_ledger *ledger, const fuzz_model *model)
{
    FUZZ_REQUIRE(patron_ledger_check(ledger, FUZZ_BLOCK, NULL) == PATRON_OK);
    uint32_t count, row;
    patron_history history;
    patron_ledger_count(ledger, FUZZ_BLOCK, &count, NULL, NULL);
    FUZZ_REQUIRE(count == model->count);
    for (uint32_t i = 0; i < count; i++) {
        patron_ledger_find(ledger, FUZZ_BLOCK, model->customer[i], &row, &history, NULL);
        FUZZ_REQUIRE(row == i && memcmp(&history, &model->history[i], sizeof history) == 0);
    }
}

static void fuzz_operations(fuzz_input *input)
{
    static fuzz_block block, again;
    static unsigned char bytes[32 + 72 * FUZZ_ROOM];
    fuzz_model model;
    model.count = 0;
    patron_ledger *ledger = fuzz_ledger(&block);
    FUZZ_REQUIRE(patron_ledger_init(ledger, FUZZ_BLOCK, FUZZ_ROOM, NULL) == PATRON_OK);
    while (input->size > 0) {
        switch (fuzz_byte(input) % 6) {
        case 0:
            fuzz_remove(input, ledger, &model);
            break;
        case 1:
            fuzz_rekey(input, ledger, &model);
            break;
        default:
            fuzz_add(input, ledger, &model);
        }
        fuzz_same(ledger, &model);
    }
    FUZZ_REQUIRE(patron_ledger_encode(ledger, FUZZ_BLOCK, fuzz_scratch, FUZZ_SCRATCH, bytes,
                                      sizeof bytes, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_ledger_decode(bytes, 32 + 72 * (size_t)model.count, FUZZ_ROOM,
                                      fuzz_ledger(&again), FUZZ_BLOCK, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_ledger_check(fuzz_ledger(&again), FUZZ_BLOCK, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_ledger_grow(ledger, FUZZ_BLOCK, model.count, fuzz_ledger(&again),
                                    FUZZ_BLOCK, NULL) == PATRON_OK);
    fuzz_same(fuzz_ledger(&again), &model);
}

/* Every function on a block of any bytes. The header stays sound on most inputs, so that the rest
   is reached. */
static void fuzz_mapped(fuzz_input *input)
{
    static fuzz_block block, other;
    static unsigned char bytes[32 + 72 * FUZZ_ROOM];
    patron_ledger *ledger = fuzz_ledger(&block), *second = fuzz_ledger(&other);
    size_t needed = patron_ledger_size(FUZZ_ROOM);
    patron_ledger *exact = fuzz_memory(needed);
    patron_ledger_init(ledger, FUZZ_BLOCK, FUZZ_ROOM, NULL);
    patron_ledger_init(second, FUZZ_BLOCK, FUZZ_ROOM, NULL);
    patron_ledger_add(second, FUZZ_BLOCK, 1, 1, 1, 1, NULL, NULL);
    uint32_t count = fuzz_byte(input) % (FUZZ_ROOM + 1);
    size_t from = fuzz_byte(input) % 8 == 0 ? fuzz_byte(input) % 64 : 64;
    memcpy(block.bytes + 20, &count, from == 64 ? sizeof count : 0);
    if (fuzz_byte(input) % 2 == 0)
        from = 64 + 64 * FUZZ_ROOM; /* the index and the ids */
    while (input->size > 0 && from + 8 <= needed) {
        uint64_t word = fuzz_byte(input);
        word |= fuzz_byte(input) % 4 == 0 ? fuzz_u64(input) : 0;
        memcpy(block.bytes + from, &word, sizeof word);
        from += 4 + fuzz_byte(input) % 5;
    }
    memcpy(exact, block.bytes, needed); /* on the heap, where a step outside is seen */
    uint64_t ids[3] = {1, count, 1};
    int32_t days[3] = {1, 2, 3};
    int64_t amounts[3] = {1, 2, 3};
    uint32_t row;
    int32_t sound = patron_ledger_check(exact, needed, NULL);
    FUZZ_REQUIRE(sound != PATRON_OK ||
                 patron_ledger_encode(exact, needed, fuzz_scratch, FUZZ_SCRATCH, bytes,
                                      sizeof bytes, NULL) == PATRON_OK);
    patron_ledger_encode(exact, needed, fuzz_scratch, FUZZ_SCRATCH, bytes, sizeof bytes, NULL);
    patron_ledger_merge(second, FUZZ_BLOCK, exact, needed, NULL);
    patron_ledger_find(exact, needed, count, &row, NULL, NULL);
    patron_ledger_grow(exact, needed, FUZZ_ROOM, second, FUZZ_BLOCK, NULL);
    patron_ledger_merge(exact, needed, second, FUZZ_BLOCK, NULL);
    patron_ledger_add_many(exact, needed, 3, ids, days, amounts, NULL, NULL, NULL);
    patron_ledger_rekey(exact, needed, 1, 2, NULL, NULL, NULL, NULL);
    patron_ledger_rekey(exact, needed, 0, 1, NULL, NULL, NULL, NULL);
    patron_ledger_remove(exact, needed, 1, NULL, NULL, NULL);
    patron_ledger_remove(exact, needed, 3, NULL, NULL, NULL);
    FUZZ_REQUIRE(sound != PATRON_OK || patron_ledger_check(exact, needed, NULL) == PATRON_OK);
    free(exact);
}

static void fuzz_decode(fuzz_input *input)
{
    static fuzz_block block;
    uint32_t count = 0;
    size_t size = input->size;
    unsigned char *bytes = fuzz_memory(size);
    fuzz_take(input, bytes, size);
    patron_ledger_encoded_count(bytes, size, &count, NULL);
    if (patron_ledger_decode(bytes, size, FUZZ_ROOM, fuzz_ledger(&block), FUZZ_BLOCK, NULL) ==
        PATRON_OK)
        FUZZ_REQUIRE(patron_ledger_check(fuzz_ledger(&block), FUZZ_BLOCK, NULL) == PATRON_OK);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    switch (fuzz_byte(&input) % 4) {
    case 0:
        fuzz_decode(&input);
        break;
    case 1:
        fuzz_mapped(&input);
        break;
    default:
        fuzz_operations(&input);
    }
    return 0;
}
