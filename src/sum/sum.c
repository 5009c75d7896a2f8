/*
 * The state around the exact sum: what makes it a block of the caller's memory that can be mapped,
 * checked, and sent to another machine.
 *
 * Chunks are taken modulo 2^64, so that no bytes of a mapped block make an addition undefined; the
 * bounds that patron_sum_check holds them to make sure that none of them wrapped.
 */
#include "../portability.h"
#include "sum_exact.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_codec.h"
#include <patron/sum.h>

enum {
    SUM_MAGIC = 0x4D555350, /* "PSUM", read with the bytes of this machine */
    SUM_STATE_VERSION = 1,
    SUM_FORMAT_VERSION = 1,
    SUM_DIGITS = SUM_EXACT_CHUNKS - 1,
    SUM_ENCODED_SIZE = NUMERIC_CODEC_HEADER_SIZE + 8 + 4 * SUM_DIGITS + 8
};

#define SUM_COUNT_MAX (UINT64_C(1) << 62)

struct patron_sum {
    uint32_t magic;
    uint32_t version;
    uint64_t count;
    patron_sum_exact exact;
};

/* That an addition leads nowhere but to the chunks. */
static int sum_head_is_sound(const patron_sum *sum)
{
    return sum->magic == SUM_MAGIC && sum->version == SUM_STATE_VERSION &&
           sum->count <= SUM_COUNT_MAX && sum->exact.pending <= SUM_EXACT_PENDING_MAX &&
           sum->exact.pending <= sum->count && sum->exact.reserved == 0;
}

/* The last chunk with all carries brought up, as encoding writes it. */
static uint64_t sum_settled_top(const uint64_t *chunk)
{
    uint64_t carry = 0;
    for (int k = 0; k < SUM_DIGITS; k++)
        carry = sum_exact_carry(chunk[k] + carry);
    return chunk[SUM_DIGITS] + carry;
}

/*
 * Each pending value moved a chunk by less than 2^52; with the carries up, count values below 2^1024
 * come to less than count 2^-14 + 1 units of the last chunk.
 */
static int sum_chunks_are_sound(const patron_sum *sum)
{
    const uint64_t *chunk = sum->exact.chunk;
    uint64_t moved = (uint64_t)sum->exact.pending << 52;
    uint64_t top = (sum->count >> 14) + 1;
    uint64_t any = 0;
    uint64_t wild = sum_settled_top(chunk) + top > 2 * top;
    for (int k = 0; k < SUM_DIGITS; k++) {
        any |= chunk[k];
        wild |= chunk[k] + moved >= UINT64_C(0x100000000) + 2 * moved;
    }
    return wild == 0 && (sum->count > 0 || (any | chunk[SUM_DIGITS]) == 0);
}

static int32_t sum_fault_size(const char *argument, size_t size, patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, argument, -1, size,
                                      "at least patron_sum_size()");
}

static int32_t sum_fault_corrupt(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument, "a block that holds a sum");
}

static int32_t sum_check_block(const patron_sum *sum, size_t sum_size, patron_fault *fault)
{
    int32_t status = patron_base_check_state(sum, "sum", fault);
    if (status == PATRON_OK && sum_size < sizeof *sum)
        status = sum_fault_size("sum_size", sum_size, fault);
    return status;
}

static int32_t sum_check_whole(const patron_sum *sum, size_t sum_size, patron_fault *fault)
{
    int32_t status = sum_check_block(sum, sum_size, fault);
    if (status == PATRON_OK && !(sum_head_is_sound(sum) && sum_chunks_are_sound(sum)))
        status = sum_fault_corrupt("sum", fault);
    return status;
}

static int32_t sum_check_other(const patron_sum *other, size_t other_size, patron_fault *fault)
{
    int32_t status = patron_base_check_state(other, "other", fault);
    if (status == PATRON_OK && other_size < sizeof *other)
        status = sum_fault_size("other_size", other_size, fault);
    if (status == PATRON_OK && !(sum_head_is_sound(other) && sum_chunks_are_sound(other)))
        status = sum_fault_corrupt("other", fault);
    return status;
}

static int32_t sum_fault_full(const char *argument, int64_t row, uint64_t count,
                              patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_FULL, argument, row, count,
                                      "at most 2^62 values in all");
}

static void sum_make_empty(patron_sum *sum)
{
    sum->magic = SUM_MAGIC;
    sum->version = SUM_STATE_VERSION;
    sum->count = 0;
    patron_sum_exact_init(&sum->exact);
}

size_t PATRON_CALL patron_sum_size(void)
{
    return sizeof(patron_sum);
}

int32_t PATRON_CALL patron_sum_init(patron_sum *sum, size_t sum_size, patron_fault *fault)
{
    int32_t status = sum_check_block(sum, sum_size, fault);
    if (status == PATRON_OK)
        sum_make_empty(sum);
    return status;
}

int32_t PATRON_CALL patron_sum_check(const patron_sum *sum, size_t sum_size, patron_fault *fault)
{
    return sum_check_whole(sum, sum_size, fault);
}

/* Looks at the head alone: one value is added in the time of a cache miss, not of 67 chunks. */
int32_t PATRON_CALL patron_sum_add(patron_sum *sum, size_t sum_size, size_t n, const double *value,
                                   patron_fault *fault)
{
    int32_t status = sum_check_block(sum, sum_size, fault);
    if (status != PATRON_OK)
        return status;
    if (!sum_head_is_sound(sum))
        return sum_fault_corrupt("sum", fault);
    if (n > 0 && value == NULL)
        return patron_base_fault_null(fault, "value");
    uint64_t room = SUM_COUNT_MAX - sum->count;
    size_t taken = n < room ? n : (size_t)room;
    size_t added = patron_sum_exact_add_many(&sum->exact, taken, value);
    sum->count += added;
    if (added < taken)
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "value", (int64_t)added,
                                      value[added], "a finite number");
    if (taken < n)
        return sum_fault_full("sum", (int64_t)taken, sum->count, fault);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sum_merge(patron_sum *sum, size_t sum_size, const patron_sum *other,
                                     size_t other_size, patron_fault *fault)
{
    int32_t status = sum_check_whole(sum, sum_size, fault);
    if (status == PATRON_OK)
        status = sum_check_other(other, other_size, fault);
    if (status != PATRON_OK)
        return status;
    uint64_t count = sum->count + other->count;
    if (count > SUM_COUNT_MAX)
        return sum_fault_full("other", -1, other->count, fault);
    patron_sum_exact_merge(&sum->exact, &other->exact);
    sum->count = count;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_sum_total(const patron_sum *sum, size_t sum_size, double *total,
                                     uint64_t *count, patron_fault *fault)
{
    int32_t status = sum_check_whole(sum, sum_size, fault);
    if (status != PATRON_OK)
        return status;
    if (total == NULL)
        return patron_base_fault_null(fault, "total");
    if (!patron_sum_exact_round(&sum->exact, total))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "total",
                                       "a sum that a double holds");
    if (count != NULL)
        *count = sum->count;
    return PATRON_OK;
}

size_t PATRON_CALL patron_sum_encoded_size(void)
{
    return SUM_ENCODED_SIZE;
}

/* Behind the header: the count, the digits from the least, the last chunk. */
static void sum_write(const patron_sum *sum, unsigned char *bytes)
{
    patron_sum_exact settled = sum->exact;
    patron_sum_exact_settle(&settled);
    unsigned char *at = bytes + NUMERIC_CODEC_HEADER_SIZE;
    numeric_put_u64(at, sum->count);
    at += 8;
    for (int k = 0; k < SUM_DIGITS; k++, at += 4)
        numeric_put_u32(at, (uint32_t)settled.chunk[k]);
    numeric_put_u64(at, settled.chunk[SUM_DIGITS]);
    patron_numeric_codec_seal(bytes, SUM_ENCODED_SIZE, NUMERIC_CODEC_SUM, SUM_FORMAT_VERSION);
}

/* Into an empty sum. */
static void sum_read(patron_sum *sum, const unsigned char *bytes)
{
    const unsigned char *at = bytes + NUMERIC_CODEC_HEADER_SIZE;
    sum->count = numeric_get_u64(at);
    at += 8;
    for (int k = 0; k < SUM_DIGITS; k++, at += 4)
        sum->exact.chunk[k] = numeric_get_u32(at);
    sum->exact.chunk[SUM_DIGITS] = numeric_get_u64(at);
}

int32_t PATRON_CALL patron_sum_encode(const patron_sum *sum, size_t sum_size, void *bytes,
                                      size_t bytes_size, patron_fault *fault)
{
    int32_t status = sum_check_whole(sum, sum_size, fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    if (bytes_size < SUM_ENCODED_SIZE)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least patron_sum_encoded_size()");
    sum_write(sum, (unsigned char *)bytes);
    return PATRON_OK;
}

/* The checksum guards against accidents only, so what was read is held to the bounds of a state. */
int32_t PATRON_CALL patron_sum_decode(const void *bytes, size_t bytes_size, patron_sum *sum,
                                      size_t sum_size, patron_fault *fault)
{
    uint32_t version;
    int32_t status =
        patron_numeric_codec_verify((const unsigned char *)bytes, bytes_size, NUMERIC_CODEC_SUM,
                                    SUM_FORMAT_VERSION, &version, fault);
    if (status == PATRON_OK)
        status = sum_check_block(sum, sum_size, fault);
    if (status != PATRON_OK)
        return status;
    patron_sum decoded;
    sum_make_empty(&decoded);
    int holds = bytes_size == SUM_ENCODED_SIZE;
    if (holds)
        sum_read(&decoded, (const unsigned char *)bytes);
    if (!holds || decoded.count > SUM_COUNT_MAX || !sum_chunks_are_sound(&decoded))
        return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes", "an encoded sum");
    *sum = decoded;
    return PATRON_OK;
}
