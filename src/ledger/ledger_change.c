#include "../portability.h"

#include "../base/base_fault.h"
#include "../history/history_kernel.h"
#include "ledger_block.h"

#include <string.h>

/* Where a customer is: its row and its slot, and the slot of the last row. */
typedef struct ledger_place {
    uint32_t row;
    uint32_t slot;
    uint32_t last_slot;
} ledger_place;

static uint32_t ledger_distance(uint32_t from, uint32_t to, uint32_t slots)
{
    return to >= from ? to - from : to + (slots - from);
}

void patron_ledger_free_slot(ledger_writer *writer, uint32_t slot)
{
    uint32_t slots = writer->view.slots;
    uint32_t hole = slot;
    uint32_t at = ledger_next_slot(slot, slots);
    for (uint32_t left = slots - 1; left > 0 && writer->slot[at].taken != 0; left--) {
        uint32_t home = ledger_home(writer->slot[at].customer, slots);
        if (ledger_distance(home, at, slots) >= ledger_distance(hole, at, slots)) {
            writer->slot[hole] = writer->slot[at];
            hole = at;
        }
        at = ledger_next_slot(at, slots);
    }
    memset(&writer->slot[hole], 0, sizeof writer->slot[hole]);
}

void patron_ledger_erase(ledger_writer *writer, uint32_t row, uint32_t slot, uint32_t last_slot)
{
    uint32_t last = writer->view.count - 1;
    writer->slot[last_slot].taken = row + 1;
    writer->history[row] = writer->history[last];
    writer->customer[row] = writer->customer[last];
    memset(&writer->history[last], 0, sizeof writer->history[last]);
    writer->customer[last] = 0;
    writer->view.count = last;
    writer->header->count = last;
    patron_ledger_free_slot(writer, slot);
}

/* Finds a customer and the last row's slot, so that nothing can be missing once writing begins. */
static int32_t ledger_locate(const ledger_view *view, uint64_t customer, ledger_place *place,
                             patron_fault *fault)
{
    place->row = ledger_seek(view, customer, &place->slot);
    if (place->row == LEDGER_ABSENT)
        return patron_base_fault_unsigned(fault, PATRON_E_UNKNOWN, "customer", -1, customer,
                                          "a customer of the ledger");
    if (place->row == LEDGER_BROKEN || view->customer[place->row] != customer)
        return patron_ledger_corrupt(fault, "ledger", -1);
    uint32_t last = view->count - 1;
    if (ledger_seek(view, view->customer[last], &place->last_slot) != last)
        return patron_ledger_corrupt(fault, "ledger", -1);
    return PATRON_OK;
}

/* Erases the customer of a place; the row that moved there, or PATRON_NONE. */
static uint32_t ledger_erase_place(ledger_writer *writer, const ledger_place *place)
{
    uint32_t last = writer->view.count - 1;
    patron_ledger_erase(writer, place->row, place->slot, place->last_slot);
    return place->row == last ? (uint32_t)PATRON_NONE : last;
}

int32_t PATRON_CALL patron_ledger_remove(patron_ledger *ledger, size_t ledger_size,
                                         uint64_t customer, uint32_t *hole, uint32_t *moved,
                                         patron_fault *fault)
{
    ledger_writer writer;
    ledger_place place = {0, 0, 0};
    int32_t status = patron_ledger_open_writer(ledger, ledger_size, &writer, fault);
    if (status == PATRON_OK)
        status = ledger_locate(&writer.view, customer, &place, fault);
    if (status != PATRON_OK)
        return status;

    uint32_t from = ledger_erase_place(&writer, &place);

    if (hole != NULL)
        *hole = place.row;
    if (moved != NULL)
        *moved = from;
    return PATRON_OK;
}

/* Writes an id over another that is in the ledger; the new one is not. */
static void ledger_rename(ledger_writer *writer, const ledger_place *place, uint64_t new_customer)
{
    uint32_t slot = place->slot;
    patron_ledger_free_slot(writer, place->slot);
    (void)ledger_seek(&writer->view, new_customer, &slot);
    writer->slot[slot].customer = new_customer;
    writer->slot[slot].taken = place->row + 1;
    writer->customer[place->row] = new_customer;
}

/* What a rekey did, as it is reported. */
typedef struct ledger_rekeyed {
    uint32_t row;
    uint32_t hole;
    uint32_t moved;
} ledger_rekeyed;

static int32_t ledger_rekey(ledger_writer *writer, uint64_t customer, uint64_t new_customer,
                            ledger_rekeyed *done, patron_fault *fault)
{
    ledger_place place = {0, 0, 0};
    uint32_t slot;
    int32_t status = ledger_locate(&writer->view, customer, &place, fault);
    if (status != PATRON_OK)
        return status;
    uint32_t target = ledger_seek(&writer->view, new_customer, &slot);
    if (target == LEDGER_BROKEN)
        return patron_ledger_corrupt(fault, "ledger", -1);
    done->row = place.row;
    if (customer == new_customer)
        return PATRON_OK;
    if (target == LEDGER_ABSENT) {
        ledger_rename(writer, &place, new_customer);
        return PATRON_OK;
    }
    patron_history *into = &writer->history[target];
    if (patron_history_join(into, &writer->history[place.row], into) != HISTORY_FITS)
        return patron_history_join_fault(fault, "customer", -1);
    done->hole = place.row;
    done->moved = ledger_erase_place(writer, &place);
    done->row = target == done->moved ? place.row : target;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_rekey(patron_ledger *ledger, size_t ledger_size,
                                        uint64_t customer, uint64_t new_customer, uint32_t *row,
                                        uint32_t *hole, uint32_t *moved, patron_fault *fault)
{
    ledger_writer writer;
    ledger_rekeyed done = {PATRON_NONE, PATRON_NONE, PATRON_NONE};
    int32_t status = patron_ledger_open_writer(ledger, ledger_size, &writer, fault);
    if (status == PATRON_OK)
        status = ledger_rekey(&writer, customer, new_customer, &done, fault);
    if (status != PATRON_OK)
        return status;
    if (row != NULL)
        *row = done.row;
    if (hole != NULL)
        *hole = done.hole;
    if (moved != NULL)
        *moved = done.moved;
    return PATRON_OK;
}
