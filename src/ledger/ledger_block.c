#include "../portability.h"

#include "../base/base_fault.h"
#include "../history/history_kernel.h"
#include "ledger_block.h"

#include <string.h>

enum { LEDGER_LAYOUT = 1 };

/* "patronLG" as a number of the machine's byte order: other bytes on a machine of the other. */
#define LEDGER_MAGIC UINT64_C(0x706174726F6E4C47)

static uint32_t ledger_slots(uint32_t capacity)
{
    return (capacity + capacity / 2 + 4 + LEDGER_LINE - 1) / LEDGER_LINE * LEDGER_LINE;
}

static uint64_t ledger_bytes(uint32_t capacity)
{
    return sizeof(patron_ledger) + (uint64_t)ledger_slots(capacity) * sizeof(ledger_slot) +
           (uint64_t)capacity * (sizeof(patron_history) + sizeof(uint64_t));
}

int32_t patron_ledger_corrupt(patron_fault *fault, const char *argument, int64_t row)
{
    int32_t status =
        patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument, "a ledger in order");
    if (fault != NULL)
        fault->row = row;
    return status;
}

static int32_t ledger_too_small(patron_fault *fault, const char *size_name, size_t size)
{
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, size_name, -1, size,
                                      "what patron_ledger_size says at least");
}

/* What can be known of a header without looking at the rest. */
static int ledger_header_is_right(const patron_ledger *ledger)
{
    return ledger->magic == LEDGER_MAGIC && ledger->layout == LEDGER_LAYOUT &&
           ledger->api_major == PATRON_API_MAJOR && ledger->capacity <= LEDGER_CAPACITY_MAX &&
           ledger->count <= ledger->capacity && ledger->slots == ledger_slots(ledger->capacity);
}

static int32_t ledger_check_header(const patron_ledger *ledger, size_t ledger_size,
                                   const char *name, const char *size_name, patron_fault *fault)
{
    int32_t status = patron_base_check_state(ledger, name, fault);
    if (status != PATRON_OK)
        return status;
    if (ledger_size < sizeof *ledger)
        return ledger_too_small(fault, size_name, ledger_size);
    if (!ledger_header_is_right(ledger))
        return patron_ledger_corrupt(fault, name, -1);
    if (ledger_size < ledger_bytes(ledger->capacity))
        return ledger_too_small(fault, size_name, ledger_size);
    return PATRON_OK;
}

static void ledger_view_of(const patron_ledger *ledger, ledger_view *view)
{
    const patron_history *history = (const void *)(ledger + 1);
    const ledger_slot *slot = (const void *)(history + ledger->capacity);
    view->history = history;
    view->slot = slot;
    view->customer = (const void *)(slot + ledger->slots);
    view->capacity = ledger->capacity;
    view->count = ledger->count;
    view->slots = ledger->slots;
}

static void ledger_writer_of(patron_ledger *ledger, ledger_writer *writer)
{
    ledger_view_of(ledger, &writer->view);
    writer->header = ledger;
    writer->history = (void *)(ledger + 1);
    writer->slot = (void *)(writer->history + ledger->capacity);
    writer->customer = (void *)(writer->slot + ledger->slots);
}

int32_t patron_ledger_open(const patron_ledger *ledger, size_t ledger_size, const char *name,
                           const char *size_name, ledger_view *view, patron_fault *fault)
{
    int32_t status = ledger_check_header(ledger, ledger_size, name, size_name, fault);
    if (status == PATRON_OK)
        ledger_view_of(ledger, view);
    return status;
}

int32_t patron_ledger_open_view(const patron_ledger *ledger, size_t ledger_size, ledger_view *view,
                                patron_fault *fault)
{
    return patron_ledger_open(ledger, ledger_size, "ledger", "ledger_size", view, fault);
}

int32_t patron_ledger_open_writer(patron_ledger *ledger, size_t ledger_size, ledger_writer *writer,
                                  patron_fault *fault)
{
    int32_t status = ledger_check_header(ledger, ledger_size, "ledger", "ledger_size", fault);
    if (status == PATRON_OK)
        ledger_writer_of(ledger, writer);
    return status;
}

int32_t patron_ledger_check_room(const void *block, size_t block_size, uint32_t capacity,
                                 const char *name, const char *size_name, patron_fault *fault)
{
    int32_t status = patron_base_check_state(block, name, fault);
    if (status != PATRON_OK)
        return status;
    if (capacity > LEDGER_CAPACITY_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "capacity", -1, capacity,
                                          "at most 2147483646 customers");
    if (block_size < ledger_bytes(capacity))
        return ledger_too_small(fault, size_name, block_size);
    return PATRON_OK;
}

void patron_ledger_make(patron_ledger *ledger, uint32_t capacity, ledger_writer *writer)
{
    memset(ledger, 0, (size_t)ledger_bytes(capacity));
    ledger->magic = LEDGER_MAGIC;
    ledger->layout = LEDGER_LAYOUT;
    ledger->api_major = PATRON_API_MAJOR;
    ledger->capacity = capacity;
    ledger->slots = ledger_slots(capacity);
    ledger_writer_of(ledger, writer);
}

/* The first free slot from the customer's home on; the index has one. */
static uint32_t ledger_free_slot_for(const ledger_view *view, uint64_t customer)
{
    uint32_t at = ledger_home(customer, view->slots);
    while (view->slot[at].taken != 0)
        at = ledger_next_slot(at, view->slots);
    return at;
}

void patron_ledger_index_rows(ledger_writer *writer, uint32_t count)
{
    const ledger_view *view = &writer->view;
    size_t fetched = 0;
    for (uint32_t row = 0; row < count; row++) {
        uint64_t customer = writer->customer[row];
        if (row == fetched)
            fetched = ledger_fetch_slots(view, writer->customer, row, count);
        ledger_slot *slot = &writer->slot[ledger_free_slot_for(view, customer)];
        slot->customer = customer;
        slot->taken = row + 1;
    }
    writer->header->count = count;
    writer->view.count = count;
}

size_t PATRON_CALL patron_ledger_size(uint32_t capacity)
{
    if (capacity > LEDGER_CAPACITY_MAX)
        return SIZE_MAX;
    uint64_t bytes = ledger_bytes(capacity);
    return bytes < SIZE_MAX ? (size_t)bytes : SIZE_MAX;
}

int32_t PATRON_CALL patron_ledger_init(patron_ledger *ledger, size_t ledger_size, uint32_t capacity,
                                       patron_fault *fault)
{
    ledger_writer unused;
    int32_t status =
        patron_ledger_check_room(ledger, ledger_size, capacity, "ledger", "ledger_size", fault);
    if (status != PATRON_OK)
        return status;
    patron_ledger_make(ledger, capacity, &unused);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_grow(const patron_ledger *ledger, size_t ledger_size,
                                       uint32_t capacity, patron_ledger *grown, size_t grown_size,
                                       patron_fault *fault)
{
    ledger_view old;
    ledger_writer writer;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &old, fault);
    if (status == PATRON_OK && capacity < old.count)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "capacity", -1, capacity,
                                          "at least the count of customers");
    if (status == PATRON_OK)
        status =
            patron_ledger_check_room(grown, grown_size, capacity, "grown", "grown_size", fault);
    if (status == PATRON_OK && grown == ledger)
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "grown", "another block");
    if (status != PATRON_OK)
        return status;

    patron_ledger_make(grown, capacity, &writer);
    memcpy(writer.history, old.history, old.count * sizeof *old.history);
    memcpy(writer.customer, old.customer, old.count * sizeof *old.customer);
    patron_ledger_index_rows(&writer, old.count);
    return PATRON_OK;
}
