/*
 * Sketches as bytes. Behind the codec's header: kind, fineness, customers, low, high, number of
 * buckets, number of those that hold customers; then each of those, ascending: bucket, count, sum.
 */
#include "../portability.h"
#include "sketch_grid.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_codec.h"

enum {
    SKETCH_FORMAT_VERSION = 1,
    SKETCH_ENCODED_HEAD = NUMERIC_CODEC_HEADER_SIZE + 40,
    SKETCH_ENCODED_BUCKET = 28
};

/* --- kernels ---------------------------------------------------------------------------------- */

static uint32_t sketch_filled(const patron_sketch *sketch)
{
    uint32_t filled = 0;
    for (uint32_t b = 0; b < sketch->grid.buckets; b++)
        filled += sketch_buckets(sketch)[b].count != 0 ? 1 : 0;
    return filled;
}

static uint64_t sketch_encoded_bytes(uint32_t filled)
{
    return SKETCH_ENCODED_HEAD + (uint64_t)SKETCH_ENCODED_BUCKET * filled;
}

static void sketch_write(const patron_sketch *sketch, uint32_t filled, unsigned char *bytes)
{
    unsigned char *at = bytes + NUMERIC_CODEC_HEADER_SIZE;
    numeric_put_u32(at, sketch->grid.kind);
    numeric_put_u32(at + 4, sketch->grid.fineness);
    numeric_put_u64(at + 8, sketch->customers);
    numeric_put_i64(at + 16, sketch->grid.low);
    numeric_put_i64(at + 24, sketch->grid.high);
    numeric_put_u32(at + 32, sketch->grid.buckets);
    numeric_put_u32(at + 36, filled);
    at = bytes + SKETCH_ENCODED_HEAD;
    for (uint32_t b = 0; b < sketch->grid.buckets; b++) {
        const sketch_bucket *bucket = sketch_buckets(sketch) + b;
        if (bucket->count == 0)
            continue;
        numeric_put_u32(at, b);
        numeric_put_u64(at + 4, bucket->count);
        numeric_put_u64(at + 12, bucket->sum.low);
        numeric_put_u64(at + 20, bucket->sum.high);
        at += SKETCH_ENCODED_BUCKET;
    }
    patron_numeric_codec_seal(bytes, (size_t)sketch_encoded_bytes(filled), NUMERIC_CODEC_SKETCH,
                              SKETCH_FORMAT_VERSION);
}

static void sketch_read_head(const unsigned char *bytes, patron_sketch *head, uint32_t *filled)
{
    const unsigned char *at = bytes + NUMERIC_CODEC_HEADER_SIZE;
    memset(head, 0, sizeof *head);
    head->magic = SKETCH_MAGIC;
    head->version = SKETCH_STATE_VERSION;
    head->grid.kind = numeric_get_u32(at);
    head->grid.fineness = numeric_get_u32(at + 4);
    head->customers = numeric_get_u64(at + 8);
    head->grid.low = numeric_get_i64(at + 16);
    head->grid.high = numeric_get_i64(at + 24);
    head->grid.buckets = numeric_get_u32(at + 32);
    *filled = numeric_get_u32(at + 36);
}

static uint32_t sketch_read_part(const unsigned char *bytes, uint32_t i, sketch_part *part)
{
    const unsigned char *at = bytes + SKETCH_ENCODED_HEAD + (size_t)SKETCH_ENCODED_BUCKET * i;
    part->count = numeric_get_u64(at + 4);
    part->sum.low = numeric_get_u64(at + 12);
    part->sum.high = numeric_get_u64(at + 20);
    return numeric_get_u32(at);
}

/* Whether the buckets ascend, hold customers who can be there, and as many as the head says. */
static int sketch_bytes_are_sound(const unsigned char *bytes, const patron_sketch *head,
                                  uint32_t filled)
{
    uint64_t customers = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < filled; i++) {
        sketch_part part;
        uint32_t bucket = sketch_read_part(bytes, i, &part);
        if (bucket < next || bucket >= head->grid.buckets || part.count == 0 ||
            part.count > head->customers - customers)
            return 0;
        patron_sketch_edges(&head->grid, bucket, &part.low, &part.high);
        if (!patron_sketch_part_is_sound(&head->grid, bucket, &part))
            return 0;
        customers += part.count;
        next = bucket + 1;
    }
    return customers == head->customers;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t sketch_verify(const void *bytes, size_t bytes_size, patron_sketch *head,
                             uint32_t *filled, patron_fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes;
    uint32_t version;
    memset(head, 0, sizeof *head);
    *filled = 0;
    int32_t status = patron_numeric_codec_verify(from, bytes_size, NUMERIC_CODEC_SKETCH,
                                                 SKETCH_FORMAT_VERSION, &version, fault);
    if (status != PATRON_OK)
        return status;
    int sound = bytes_size >= SKETCH_ENCODED_HEAD;
    if (sound) {
        sketch_read_head(from, head, filled);
        sound = bytes_size == sketch_encoded_bytes(*filled) &&
                head->customers <= SKETCH_CUSTOMERS_MAX &&
                patron_sketch_grid_is_sound(&head->grid) &&
                sketch_bytes_are_sound(from, head, *filled);
    }
    if (!sound)
        return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes", "an encoded sketch");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_sketch_encoded_size(const patron_sketch *sketch, size_t sketch_size,
                                               uint64_t *encoded_size, patron_fault *fault)
{
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    if (encoded_size == NULL)
        return patron_base_fault_null(fault, "encoded_size");
    *encoded_size = sketch_encoded_bytes(sketch_filled(sketch));
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_encode(const patron_sketch *sketch, size_t sketch_size,
                                         void *bytes, size_t bytes_size, patron_fault *fault)
{
    int32_t status = patron_sketch_check_whole(sketch, sketch_size, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    uint32_t filled = sketch_filled(sketch);
    if (bytes_size < sketch_encoded_bytes(filled))
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least what patron_sketch_encoded_size() says");
    sketch_write(sketch, filled, (unsigned char *)bytes);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_decoded_size(const void *bytes, size_t bytes_size,
                                               uint64_t *sketch_size, patron_fault *fault)
{
    patron_sketch head;
    uint32_t filled;
    int32_t status = sketch_verify(bytes, bytes_size, &head, &filled, fault);
    if (status != PATRON_OK)
        return status;
    if (sketch_size == NULL)
        return patron_base_fault_null(fault, "sketch_size");
    *sketch_size = patron_sketch_bytes(head.grid.buckets);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sketch_decode(const void *bytes, size_t bytes_size,
                                         patron_sketch *sketch, size_t sketch_size,
                                         patron_fault *fault)
{
    patron_sketch head;
    uint32_t filled;
    int32_t status = sketch_verify(bytes, bytes_size, &head, &filled, fault);
    if (status == PATRON_OK)
        status = patron_base_check_state(sketch, "sketch", fault);
    if (status != PATRON_OK)
        return status;
    size_t needed = patron_sketch_bytes(head.grid.buckets);
    if (sketch_size < needed)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "sketch_size", -1, sketch_size,
                                          "at least what patron_sketch_decoded_size() says");
    memset(sketch, 0, needed);
    *sketch = head;
    for (uint32_t i = 0; i < filled; i++) {
        sketch_part part;
        sketch_bucket *to =
            sketch_buckets_of(sketch) + sketch_read_part((const unsigned char *)bytes, i, &part);
        to->count = part.count;
        to->sum = part.sum;
    }
    return PATRON_OK;
}
