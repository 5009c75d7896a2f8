/*
 * How a ledger lies in its block, and how a customer is found in it.
 *
 *     0                  header, 64 bytes: struct patron_ledger
 *     64                 histories, 64 bytes each, [capacity]; all zero from count on
 *     64 + 64 capacity   slots of the index, 16 bytes each, [slots]
 *     ...                ids, 8 bytes each, [capacity]; all zero from count on
 *
 * Where the block starts at a multiple of 64, a history lies in one cache line and four slots in
 * one.
 *
 * The index is a hash table with linear probing: a customer's slot is the first free one from its
 * home on, around the end. Homes are lines of four slots, compared all at once: a line is filled
 * from its start, nine in ten customers are in the line of their home, and a processor seldom
 * guesses wrong. slots = 1.5 capacity + 4 and up to a whole line, so that at most two in three are
 * taken and some are always free. A slot holds the whole id, so that finding a customer touches no
 * row. Removal moves later slots back (Knuth, TAOCP vol. 3, 6.4, algorithm R), so that no trace
 * stays.
 *
 * The block may hold any bytes. The header is checked at every call, a row number from the index
 * before it is used, and no walk through the index takes more than `slots` steps.
 */
#ifndef PATRON_LEDGER_BLOCK_H
#define PATRON_LEDGER_BLOCK_H

#include "../portability.h"
#include <patron/ledger.h>

#include <string.h>

enum {
    LEDGER_CAPACITY_MAX = 0x7FFFFFFE,
    LEDGER_ABSENT = PATRON_NONE,
    LEDGER_LINE = 4,  /* slots compared at once */
    LEDGER_BATCH = 32 /* customers looked up ahead; two batches of rows are on the stack */
};

/* In place of a row: the index is not in order. */
#define LEDGER_BROKEN UINT32_MAX

struct patron_ledger {
    uint64_t magic;
    uint32_t layout;
    uint32_t api_major;
    uint32_t capacity;
    uint32_t count;
    uint32_t slots;
    uint32_t zero;
    uint64_t reserved[4]; /* zero */
};

/* 16 bytes, all zero where free. */
typedef struct ledger_slot {
    uint64_t customer;
    uint32_t taken; /* row + 1 */
    uint32_t zero;
} ledger_slot;

/* A block whose header is in order, to read. */
typedef struct ledger_view {
    const patron_history *history;
    const ledger_slot *slot;
    const uint64_t *customer;
    uint32_t capacity;
    uint32_t count;
    uint32_t slots;
} ledger_view;

/* The same, to write; view.count goes with header->count. */
typedef struct ledger_writer {
    ledger_view view;
    patron_ledger *header;
    patron_history *history;
    ledger_slot *slot;
    uint64_t *customer;
} ledger_writer;

/*
 * Checks pointer, alignment, size and header, and opens the block. name and size_name are those of
 * the two arguments, for faults.
 */
int32_t patron_ledger_open(const patron_ledger *ledger, size_t ledger_size, const char *name,
                           const char *size_name, ledger_view *view, patron_fault *fault);

/* The same for "ledger" and "ledger_size". */
int32_t patron_ledger_open_view(const patron_ledger *ledger, size_t ledger_size, ledger_view *view,
                                patron_fault *fault);
int32_t patron_ledger_open_writer(patron_ledger *ledger, size_t ledger_size, ledger_writer *writer,
                                  patron_fault *fault);

/* Whether a block can become a ledger of that capacity. */
int32_t patron_ledger_check_room(const void *block, size_t block_size, uint32_t capacity,
                                 const char *name, const char *size_name, patron_fault *fault);

/* Makes a checked block an empty ledger. */
void patron_ledger_make(patron_ledger *ledger, uint32_t capacity, ledger_writer *writer);

/* Makes rows [0, count), whose ids stand there and are all different, known to an empty index. */
void patron_ledger_index_rows(ledger_writer *writer, uint32_t count);

/* PATRON_E_CORRUPT about a block; row -1 for none. */
int32_t patron_ledger_corrupt(patron_fault *fault, const char *argument, int64_t row);

/* Wipes a slot and moves later ones back. */
void patron_ledger_free_slot(ledger_writer *writer, uint32_t slot);

/* Erases the customer of a row with its slot; the last row, whose slot is last_slot, moves
   there. */
void patron_ledger_erase(ledger_writer *writer, uint32_t row, uint32_t slot, uint32_t last_slot);

/* The finalizer of splitmix64 (Steele, Lea, Flood 2014): each bit of the id moves every other. */
PORTABILITY_INLINE uint64_t ledger_mix(uint64_t customer)
{
    customer = (customer ^ (customer >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    customer = (customer ^ (customer >> 27)) * UINT64_C(0x94D049BB133111EB);
    return customer ^ (customer >> 31);
}

/* The slot a customer's search starts at: the upper half of the hash as a fraction of the lines. */
PORTABILITY_INLINE uint32_t ledger_home(uint64_t customer, uint32_t slots)
{
    uint64_t lines = slots / LEDGER_LINE;
    return (uint32_t)(((ledger_mix(customer) >> 32) * lines) >> 32) * LEDGER_LINE;
}

PORTABILITY_INLINE uint32_t ledger_next_slot(uint32_t slot, uint32_t slots)
{
    return slot + 1 < slots ? slot + 1 : 0;
}

/* 1 or 0, in arithmetic: compilers make branches of comparisons, and these would be guessed
   wrong. */
PORTABILITY_INLINE uint32_t ledger_is_not_zero(uint64_t bits)
{
    return (uint32_t)((bits | (0 - bits)) >> 63);
}

/*
 * The customer's row, and in *slot its slot; LEDGER_ABSENT, and the slot it would get; or
 * LEDGER_BROKEN.
 */
PORTABILITY_INLINE uint32_t ledger_seek(const ledger_view *view, uint64_t customer, uint32_t *slot)
{
    uint32_t at = ledger_home(customer, view->slots);
    *slot = at;
    for (uint32_t left = view->slots; left > 0; left -= LEDGER_LINE) {
        const ledger_slot *line = &view->slot[at];
        uint32_t taken = 0, place = 0, used = 0;
        for (uint32_t k = 0; k < LEDGER_LINE; k++) {
            uint32_t is_taken = ledger_is_not_zero(line[k].taken);
            uint32_t differs = ledger_is_not_zero(line[k].customer ^ customer);
            uint32_t mask = differs - 1; /* all ones where the ids are equal */
            taken |= line[k].taken & mask;
            place |= k & mask & (0 - is_taken);
            used += is_taken;
        }
        *slot = at + (taken != 0 ? place : used);
        if (taken != 0)
            return taken - 1 < view->count ? taken - 1 : LEDGER_BROKEN;
        if (used < LEDGER_LINE)
            return LEDGER_ABSENT;
        at = at + LEDGER_LINE < view->slots ? at + LEDGER_LINE : 0;
    }
    return LEDGER_BROKEN;
}

/*
 * Asks for the lines of the index where the searches of the next batch start; returns where the
 * batch ends. (A function of prefetches that returned nothing would be dropped by GCC as doing
 * nothing.)
 */
PORTABILITY_INLINE size_t ledger_fetch_slots(const ledger_view *view, const uint64_t *customer,
                                             size_t from, size_t n)
{
    size_t end = n - from < LEDGER_BATCH ? n : from + LEDGER_BATCH;
    for (size_t i = from; i < end; i++)
        PORTABILITY_PREFETCH(&view->slot[ledger_home(customer[i], view->slots)]);
    return end;
}

/* Looks these customers up as things stand, and asks for the rows found. */
PORTABILITY_INLINE void ledger_fetch_rows(const ledger_view *view, const uint64_t *customer,
                                          size_t from, size_t end, uint32_t *row)
{
    uint32_t slot;
    for (size_t i = from; i < end; i++) {
        uint32_t found = ledger_seek(view, customer[i], &slot);
        row[i - from] = found;
        if (found < view->count)
            PORTABILITY_PREFETCH_WRITE(&view->history[found]);
    }
}

/* The rows of one batch of customers are found while those of the batch before are worked on. */
typedef struct ledger_pipeline {
    const ledger_view *view;
    const uint64_t *customer;
    size_t n;
    size_t found;   /* up to here rows were looked up */
    size_t fetched; /* up to here lines of the index were asked for */
    uint32_t row[2][LEDGER_BATCH];
} ledger_pipeline;

/* Looks up the next batch and asks for the lines of the one after. */
PORTABILITY_INLINE void ledger_pipeline_step(ledger_pipeline *pipeline)
{
    size_t from = pipeline->found, end = pipeline->fetched;
    pipeline->fetched = ledger_fetch_slots(pipeline->view, pipeline->customer, end, pipeline->n);
    ledger_fetch_rows(pipeline->view, pipeline->customer, from, end,
                      pipeline->row[from / LEDGER_BATCH % 2]);
    pipeline->found = end;
}

PORTABILITY_INLINE void ledger_pipeline_open(ledger_pipeline *pipeline, const ledger_view *view,
                                             const uint64_t *customer, size_t n)
{
    pipeline->view = view;
    pipeline->customer = customer;
    pipeline->n = n;
    pipeline->found = 0;
    memset(pipeline->row, 0, sizeof pipeline->row); /* never read before found: for analyzers */
    pipeline->fetched = ledger_fetch_slots(view, customer, 0, n);
    ledger_pipeline_step(pipeline);
}

/* The row of customer i as of its batch's turn: right unless LEDGER_ABSENT or LEDGER_BROKEN, where
   one of those worked on since may have changed it. i goes up from 0. */
PORTABILITY_INLINE uint32_t ledger_pipeline_row(ledger_pipeline *pipeline, size_t i)
{
    if (i % LEDGER_BATCH == 0)
        ledger_pipeline_step(pipeline);
    return pipeline->row[i / LEDGER_BATCH % 2][i % LEDGER_BATCH];
}

/*
 * The customer's row, the next one with a history of zeros where the customer is new; LEDGER_ABSENT
 * where there is no room, or LEDGER_BROKEN.
 */
PORTABILITY_INLINE uint32_t ledger_take_row(ledger_writer *writer, uint64_t customer)
{
    static const patron_history none = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    uint32_t slot;
    uint32_t row = ledger_seek(&writer->view, customer, &slot);
    if (row != LEDGER_ABSENT || writer->view.count == writer->view.capacity)
        return row;
    row = writer->view.count++;
    writer->header->count = writer->view.count;
    writer->history[row] = none;
    writer->customer[row] = customer;
    writer->slot[slot].customer = customer;
    writer->slot[slot].taken = row + 1;
    return row;
}

#endif
