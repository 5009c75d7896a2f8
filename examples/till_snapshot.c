#include "till_snapshot.h"
#include "faults.h"
#include "memory.h"
#include "till_bytes.h"

#include <stdlib.h>
#include <string.h>

#define SNAPSHOT_MARK UINT64_C(0x53204E4F52544150) /* "PATRON S" */

enum snapshot_layout {
    SNAPSHOT_VERSION = 1,
    SNAPSHOT_HEADER = 64,
    SNAPSHOT_RUN = 16,
    SNAPSHOT_ENTRY = 40,
    SNAPSHOT_SPARE = 64 /* customers a ledger has room for beyond those it was saved with */
};

static void put_runs(const till_seen *seen, unsigned char *to)
{
    for (size_t i = 0; i < seen->count; i++, to += SNAPSHOT_RUN) {
        till_bytes_put64(to, seen->run[i].first);
        till_bytes_put64(to + 8, seen->run[i].last);
    }
}

static void put_window(const till_window *window, unsigned char *to)
{
    for (uint32_t age = 0; age < window->count; age++, to += SNAPSHOT_ENTRY) {
        const uint32_t slot = till_window_slot(window, age);
        const till_entry *entry = &window->entry[slot];
        till_bytes_put64(to, entry->receipt);
        till_bytes_put64(to + 8, window->customer[slot]);
        till_bytes_put64(to + 16, (uint64_t)entry->amount);
        till_bytes_put64(to + 24, (uint64_t)entry->margin);
        till_bytes_put32(to + 32, (uint32_t)entry->day);
        till_bytes_put32(to + 36, entry->state);
    }
}

static void put_ledger(const till_book *book, unsigned char *to, size_t size)
{
    patron_fault fault;
    uint32_t count = 0;
    faults_stop(patron_ledger_count(book->ledger, book->ledger_size, &count, NULL, &fault), &fault);
    const size_t scratch_size = patron_ledger_encode_scratch_size(count);
    void *scratch = memory_new(scratch_size, 1);
    faults_stop(patron_ledger_encode(book->ledger, book->ledger_size, scratch, scratch_size, to,
                                     size, &fault),
                &fault);
    free(scratch);
}

unsigned char *till_snapshot_encode(const till_book *book, uint64_t floor, size_t *size)
{
    patron_fault fault;
    uint64_t ledger_size = 0;
    faults_stop(patron_ledger_encoded_size(book->ledger, book->ledger_size, &ledger_size, &fault),
                &fault);
    const size_t runs = book->seen.count * SNAPSHOT_RUN;
    const size_t entries = (size_t)book->window.count * SNAPSHOT_ENTRY;
    *size = SNAPSHOT_HEADER + runs + entries + (size_t)ledger_size;
    unsigned char *bytes = memory_new(*size, 1);
    till_bytes_put32(bytes + 4, SNAPSHOT_VERSION);
    till_bytes_put64(bytes + 8, SNAPSHOT_MARK);
    till_bytes_put64(bytes + 16, book->sequence);
    till_bytes_put64(bytes + 24, floor);
    till_bytes_put32(bytes + 32, book->window.capacity);
    till_bytes_put32(bytes + 36, book->window.count);
    till_bytes_put64(bytes + 40, book->seen.count);
    till_bytes_put64(bytes + 48, ledger_size);
    till_bytes_put32(bytes + 56, (uint32_t)book->day);
    put_runs(&book->seen, bytes + SNAPSHOT_HEADER);
    put_window(&book->window, bytes + SNAPSHOT_HEADER + runs);
    put_ledger(book, bytes + SNAPSHOT_HEADER + runs + entries, (size_t)ledger_size);
    till_bytes_put32(bytes, till_bytes_check_sum(bytes + 4, *size - 4));
    return bytes;
}

/* Whether there is a header, and as many bytes as it says. */
static int has_header(const unsigned char *bytes, size_t size, uint64_t sequence)
{
    if (size < SNAPSHOT_HEADER ||
        till_bytes_get32(bytes) != till_bytes_check_sum(bytes + 4, size - 4) ||
        till_bytes_get32(bytes + 4) != SNAPSHOT_VERSION ||
        till_bytes_get64(bytes + 8) != SNAPSHOT_MARK || till_bytes_get64(bytes + 16) != sequence ||
        till_bytes_get32(bytes + 60) != 0) {
        return 0;
    }
    const uint32_t capacity = till_bytes_get32(bytes + 32);
    const uint32_t entries = till_bytes_get32(bytes + 36);
    const uint64_t runs = till_bytes_get64(bytes + 40);
    const uint64_t rest = size - SNAPSHOT_HEADER;
    if (capacity == 0 || entries > capacity || runs > rest / SNAPSHOT_RUN ||
        entries > (rest - runs * SNAPSHOT_RUN) / SNAPSHOT_ENTRY) {
        return 0;
    }
    return till_bytes_get64(bytes + 48) ==
           rest - runs * SNAPSHOT_RUN - (uint64_t)entries * SNAPSHOT_ENTRY;
}

static int get_runs(till_seen *seen, const unsigned char *from, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++, from += SNAPSHOT_RUN) {
        const till_run run = {till_bytes_get64(from), till_bytes_get64(from + 8)};
        if (!till_seen_append(seen, run)) {
            return 0;
        }
    }
    return 1;
}

static int get_window(till_window *window, const unsigned char *from, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++, from += SNAPSHOT_ENTRY) {
        const till_entry entry = {till_bytes_get64(from), (int64_t)till_bytes_get64(from + 16),
                                  (int64_t)till_bytes_get64(from + 24),
                                  (int32_t)till_bytes_get32(from + 32),
                                  till_bytes_get32(from + 36)};
        if (entry.state > TILL_ENTRY_ERASED) {
            return 0;
        }
        till_window_push(window, till_bytes_get64(from + 8), &entry);
    }
    return 1;
}

int till_snapshot_decode(const unsigned char *bytes, size_t size, uint64_t sequence,
                         till_book *book, uint64_t *floor)
{
    uint32_t customers = 0;
    if (!has_header(bytes, size, sequence)) {
        return 0;
    }
    const size_t ledger_size = (size_t)till_bytes_get64(bytes + 48);
    const unsigned char *ledger = bytes + size - ledger_size;
    if (patron_ledger_encoded_count(ledger, ledger_size, &customers, NULL) != PATRON_OK ||
        customers > 2147483646 - SNAPSHOT_SPARE) {
        return 0;
    }
    const uint64_t runs = till_bytes_get64(bytes + 40);
    const uint32_t entries = till_bytes_get32(bytes + 36);
    till_book_open(book, customers + SNAPSHOT_SPARE, till_bytes_get32(bytes + 32));
    if (patron_ledger_decode(ledger, ledger_size, customers + SNAPSHOT_SPARE, book->ledger,
                             book->ledger_size, NULL) != PATRON_OK ||
        !get_runs(&book->seen, bytes + SNAPSHOT_HEADER, runs) ||
        !get_window(&book->window, ledger - (size_t)entries * SNAPSHOT_ENTRY, entries)) {
        till_book_close(book);
        return 0;
    }
    book->sequence = sequence;
    book->day = (int32_t)till_bytes_get32(bytes + 56);
    *floor = till_bytes_get64(bytes + 24);
    return 1;
}
