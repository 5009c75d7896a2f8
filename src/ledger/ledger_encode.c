/*
 * A ledger as bytes: the 32 bytes of numeric_codec.h, then 72 bytes a customer, in ascending id:
 *
 *      0  uint64  customer            32  int64   spend
 *      8  int32   first_day           40  int64   margin
 *     12  int32   last_day            48  int64   first_day_spend
 *     16  uint32  days                56  int64   first_day_margin
 *     20  uint32  days_doubtful       64  uint64  recent_days
 *     24  uint32  receipts
 *     28  uint32  refunds
 */
#include "../portability.h"

#include "../base/base_fault.h"
#include "../history/history_kernel.h"
#include "../numeric/numeric_codec.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "ledger_block.h"

#include <string.h>

enum { LEDGER_FORMAT = 1, LEDGER_RECORD_SIZE = 72 };

static void ledger_put_record(unsigned char *bytes, uint64_t customer,
                              const patron_history *history)
{
    numeric_put_u64(bytes, customer);
    numeric_put_i32(bytes + 8, history->first_day);
    numeric_put_i32(bytes + 12, history->last_day);
    numeric_put_u32(bytes + 16, history->days);
    numeric_put_u32(bytes + 20, history->days_doubtful);
    numeric_put_u32(bytes + 24, history->receipts);
    numeric_put_u32(bytes + 28, history->refunds);
    numeric_put_i64(bytes + 32, history->spend);
    numeric_put_i64(bytes + 40, history->margin);
    numeric_put_i64(bytes + 48, history->first_day_spend);
    numeric_put_i64(bytes + 56, history->first_day_margin);
    numeric_put_u64(bytes + 64, history->recent_days);
}

/* The customer, and the history. */
static uint64_t ledger_get_record(const unsigned char *bytes, patron_history *history)
{
    history->first_day = numeric_get_i32(bytes + 8);
    history->last_day = numeric_get_i32(bytes + 12);
    history->days = numeric_get_u32(bytes + 16);
    history->days_doubtful = numeric_get_u32(bytes + 20);
    history->receipts = numeric_get_u32(bytes + 24);
    history->refunds = numeric_get_u32(bytes + 28);
    history->spend = numeric_get_i64(bytes + 32);
    history->margin = numeric_get_i64(bytes + 40);
    history->first_day_spend = numeric_get_i64(bytes + 48);
    history->first_day_margin = numeric_get_i64(bytes + 56);
    history->recent_days = numeric_get_u64(bytes + 64);
    return numeric_get_u64(bytes);
}

static uint64_t ledger_encoded_bytes(uint32_t count)
{
    return NUMERIC_CODEC_HEADER_SIZE + (uint64_t)count * LEDGER_RECORD_SIZE;
}

static const unsigned char *ledger_record_at(const unsigned char *bytes, size_t row)
{
    return bytes + NUMERIC_CODEC_HEADER_SIZE + row * LEDGER_RECORD_SIZE;
}

int32_t PATRON_CALL patron_ledger_encoded_size(const patron_ledger *ledger, size_t ledger_size,
                                               uint64_t *encoded_size, patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status != PATRON_OK)
        return status;
    if (encoded_size == NULL)
        return patron_base_fault_null(fault, "encoded_size");
    *encoded_size = ledger_encoded_bytes(view.count);
    return PATRON_OK;
}

size_t PATRON_CALL patron_ledger_encode_scratch_size(uint32_t count)
{
    if (count > LEDGER_CAPACITY_MAX)
        return SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, count, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(count, 1), 1);
}

static int32_t ledger_check_histories(const ledger_view *view, patron_fault *fault)
{
    for (uint32_t row = 0; row < view->count; row++)
        if (!patron_history_is_possible(&view->history[row]))
            return patron_history_corrupt_fault(fault, "ledger", row);
    return PATRON_OK;
}

/* Room for the bytes and the scratch, and histories that can be decoded again. */
static int32_t ledger_check_encode(const ledger_view *view, const void *scratch,
                                   size_t scratch_size, const void *bytes, size_t bytes_size,
                                   patron_fault *fault)
{
    size_t needed = patron_ledger_encode_scratch_size(view->count);
    int32_t status = patron_base_check_scratch(scratch, scratch_size, needed, fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    if (bytes_size < ledger_encoded_bytes(view->count))
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least patron_ledger_encoded_size's");
    return ledger_check_histories(view, fault);
}

/* Rows in ascending id into order; whether all ids are different. */
static int ledger_order_rows(const ledger_view *view, uint32_t *order, void *scratch)
{
    patron_numeric_sort_unsigned(view->count, view->customer, 0, scratch, NULL, order);
    for (uint32_t i = 1; i < view->count; i++)
        if (view->customer[order[i - 1]] == view->customer[order[i]])
            return 0;
    return 1;
}

int32_t PATRON_CALL patron_ledger_encode(const patron_ledger *ledger, size_t ledger_size,
                                         void *scratch, size_t scratch_size, void *bytes,
                                         size_t bytes_size, patron_fault *fault)
{
    ledger_view view;
    int32_t status = patron_ledger_open_view(ledger, ledger_size, &view, fault);
    if (status == PATRON_OK)
        status = ledger_check_encode(&view, scratch, scratch_size, bytes, bytes_size, fault);
    if (status != PATRON_OK)
        return status;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    uint32_t *order = numeric_scratch_take(&carve, view.count, sizeof *order);
    if (!ledger_order_rows(&view, order, carve.at))
        return patron_ledger_corrupt(fault, "ledger", -1);

    unsigned char *to = (unsigned char *)bytes + NUMERIC_CODEC_HEADER_SIZE;
    for (uint32_t i = 0; i < view.count; i++) {
        if (view.count - i > LEDGER_BATCH)
            PORTABILITY_PREFETCH(&view.history[order[i + LEDGER_BATCH]]);
        ledger_put_record(to, view.customer[order[i]], &view.history[order[i]]);
        to += LEDGER_RECORD_SIZE;
    }
    patron_numeric_codec_seal(bytes, (size_t)ledger_encoded_bytes(view.count), NUMERIC_CODEC_LEDGER,
                              LEDGER_FORMAT);
    return PATRON_OK;
}

static int32_t ledger_bytes_corrupt(patron_fault *fault, const char *expected)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes", expected);
}

/* The customers that a length, at least the header's, leaves room for: whole records. */
static int32_t ledger_count_records(uint64_t length, uint32_t *count, patron_fault *fault)
{
    uint64_t body = length - NUMERIC_CODEC_HEADER_SIZE;
    if (body % LEDGER_RECORD_SIZE != 0 || body / LEDGER_RECORD_SIZE > LEDGER_CAPACITY_MAX)
        return ledger_bytes_corrupt(fault, "32 bytes and 72 for each customer");
    *count = (uint32_t)(body / LEDGER_RECORD_SIZE);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_ledger_encoded_count(const void *bytes, size_t bytes_size,
                                                uint32_t *count, patron_fault *fault)
{
    unsigned char like[NUMERIC_CODEC_HEADER_SIZE]; /* magic, kind and version as they must be */
    const unsigned char *head = bytes;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    if (count == NULL)
        return patron_base_fault_null(fault, "count");
    patron_numeric_codec_seal(like, sizeof like, NUMERIC_CODEC_LEDGER, LEDGER_FORMAT);
    if (bytes_size < sizeof like || numeric_get_u64(head + 16) > bytes_size)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "the whole of what was encoded");
    uint32_t version = numeric_get_u32(head + 12);
    if (memcmp(head, like, 12) != 0 || version == 0 || numeric_get_u64(head + 16) != bytes_size)
        return ledger_bytes_corrupt(fault, "a ledger as this library encoded it, unchanged");
    if (version > LEDGER_FORMAT)
        return patron_base_fault_unsigned(fault, PATRON_E_FORMAT, "bytes", -1, version,
                                          "a format version this library knows");
    return ledger_count_records(bytes_size, count, fault);
}

/* Ids that ascend and histories that receipts can have made, in bytes whose checksum is right. */
static int32_t ledger_check_records(const unsigned char *bytes, uint32_t count, patron_fault *fault)
{
    uint64_t before = 0;
    for (uint32_t row = 0; row < count; row++) {
        patron_history history;
        uint64_t customer = ledger_get_record(ledger_record_at(bytes, row), &history);
        if (row > 0 && customer <= before)
            return patron_ledger_corrupt(fault, "bytes", row);
        if (!patron_history_is_possible(&history))
            return patron_history_corrupt_fault(fault, "bytes", row);
        before = customer;
    }
    return PATRON_OK;
}

/* Bytes that are whole, and a block with room for their customers. */
static int32_t ledger_check_decode(const void *bytes, size_t bytes_size, uint32_t capacity,
                                   const patron_ledger *ledger, size_t ledger_size, uint32_t *count,
                                   patron_fault *fault)
{
    uint32_t version;
    int32_t status = patron_numeric_codec_verify(bytes, bytes_size, NUMERIC_CODEC_LEDGER,
                                                 LEDGER_FORMAT, &version, fault);
    if (status == PATRON_OK)
        status = ledger_count_records(bytes_size, count, fault);
    if (status == PATRON_OK && capacity < *count)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "capacity", -1, capacity,
                                          "at least the customers encoded");
    if (status == PATRON_OK)
        status =
            patron_ledger_check_room(ledger, ledger_size, capacity, "ledger", "ledger_size", fault);
    return status;
}

int32_t PATRON_CALL patron_ledger_decode(const void *bytes, size_t bytes_size, uint32_t capacity,
                                         patron_ledger *ledger, size_t ledger_size,
                                         patron_fault *fault)
{
    ledger_writer writer;
    uint32_t count = 0;
    int32_t status =
        ledger_check_decode(bytes, bytes_size, capacity, ledger, ledger_size, &count, fault);
    if (status == PATRON_OK)
        status = ledger_check_records(bytes, count, fault);
    if (status != PATRON_OK)
        return status;

    patron_ledger_make(ledger, capacity, &writer);
    for (uint32_t row = 0; row < count; row++)
        writer.customer[row] =
            ledger_get_record(ledger_record_at(bytes, row), &writer.history[row]);
    patron_ledger_index_rows(&writer, count);
    return PATRON_OK;
}
