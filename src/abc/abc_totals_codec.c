/*
 * Totals as bytes. Behind the codec's header: number of pools, 0, and for each pool its rows, the 66
 * digits of 32 bits of its sum in units of 2^-1074, lowest first, and what is above them.
 */
#include "../portability.h"
#include "abc_totals.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_codec.h"

enum {
    ABC_TOTALS_FORMAT_VERSION = 1,
    ABC_TOTALS_DIGITS = SUM_EXACT_CHUNKS - 1,
    ABC_TOTALS_ENCODED_HEAD = NUMERIC_CODEC_HEADER_SIZE + 8,
    ABC_TOTALS_ENCODED_POOL = 8 + 4 * ABC_TOTALS_DIGITS + 8
};

/* --- kernels ---------------------------------------------------------------------------------- */

static void abc_total_write(const abc_total *total, unsigned char *at)
{
    abc_total folded = *total;
    abc_total_fold(&folded);
    patron_sum_exact_settle(&folded.exact);
    numeric_put_u64(at, folded.rows);
    at += 8;
    for (int k = 0; k < ABC_TOTALS_DIGITS; k++, at += 4)
        numeric_put_u32(at, (uint32_t)folded.exact.chunk[k]);
    numeric_put_u64(at, folded.exact.chunk[ABC_TOTALS_DIGITS]);
}

static void abc_total_read(const unsigned char *at, abc_total *total)
{
    memset(total, 0, sizeof *total);
    total->rows = numeric_get_u64(at);
    at += 8;
    for (int k = 0; k < ABC_TOTALS_DIGITS; k++, at += 4)
        total->exact.chunk[k] = numeric_get_u32(at);
    total->exact.chunk[ABC_TOTALS_DIGITS] = numeric_get_u64(at);
}

static const unsigned char *abc_totals_place(const unsigned char *bytes, uint64_t pool)
{
    return bytes + ABC_TOTALS_ENCODED_HEAD + (size_t)pool * ABC_TOTALS_ENCODED_POOL;
}

/* Whether each sum is one that so many rows can have, and all rows are counted; how many rows. */
static int abc_totals_bytes_are_sound(const unsigned char *bytes, uint32_t pools, uint64_t *rows)
{
    for (uint32_t p = 0; p < pools; p++) {
        abc_total total;
        uint64_t any = 0;
        abc_total_read(abc_totals_place(bytes, p), &total);
        for (int k = 0; k < SUM_EXACT_CHUNKS; k++)
            any |= total.exact.chunk[k];
        if (total.rows > ABC_TOTALS_ROWS_MAX - *rows || (total.rows == 0 && any != 0) ||
            !patron_abc_total_top_is_sound(total.rows, total.exact.chunk[ABC_TOTALS_DIGITS]))
            return 0;
        *rows += total.rows;
    }
    return 1;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t abc_totals_verify(const void *bytes, size_t bytes_size, uint32_t *pools,
                                 uint64_t *rows, patron_fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes;
    uint32_t version;
    *pools = 0;
    *rows = 0;
    int32_t status = patron_numeric_codec_verify(from, bytes_size, NUMERIC_CODEC_ABC_TOTALS,
                                                 ABC_TOTALS_FORMAT_VERSION, &version, fault);
    if (status != PATRON_OK)
        return status;
    int sound = bytes_size >= ABC_TOTALS_ENCODED_HEAD;
    if (sound) {
        *pools = numeric_get_u32(from + NUMERIC_CODEC_HEADER_SIZE);
        sound = numeric_get_u32(from + NUMERIC_CODEC_HEADER_SIZE + 4) == 0 &&
                *pools <= ABC_TOTALS_POOLS_MAX &&
                bytes_size == patron_abc_totals_encoded_size(*pools) &&
                abc_totals_bytes_are_sound(from, *pools, rows);
    }
    if (!sound)
        return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes",
                                       "encoded totals of driver rows");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_abc_totals_encoded_size(size_t pools)
{
    const size_t room = (SIZE_MAX - ABC_TOTALS_ENCODED_HEAD) / ABC_TOTALS_ENCODED_POOL;
    if (pools > ABC_TOTALS_POOLS_MAX)
        return SIZE_MAX;
    if (pools > room)    /* GCOVR_EXCL_BR_LINE: on 32 bits */
        return SIZE_MAX; /* GCOVR_EXCL_LINE */
    return ABC_TOTALS_ENCODED_HEAD + pools * ABC_TOTALS_ENCODED_POOL;
}

int32_t PATRON_CALL patron_abc_totals_encode(const patron_abc_totals *totals, size_t totals_size,
                                             void *bytes, size_t bytes_size, patron_fault *fault)
{
    int32_t status = patron_abc_totals_check_whole(totals, totals_size, "totals", fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    size_t length = patron_abc_totals_encoded_size(totals->pools);
    if (bytes_size < length)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least patron_abc_totals_encoded_size(pools)");
    unsigned char *to = (unsigned char *)bytes;
    numeric_put_u32(to + NUMERIC_CODEC_HEADER_SIZE, totals->pools);
    numeric_put_u32(to + NUMERIC_CODEC_HEADER_SIZE + 4, 0);
    for (uint32_t p = 0; p < totals->pools; p++)
        abc_total_write(&abc_totals_pools(totals)[p],
                        to + ABC_TOTALS_ENCODED_HEAD + (size_t)p * ABC_TOTALS_ENCODED_POOL);
    patron_numeric_codec_seal(to, length, NUMERIC_CODEC_ABC_TOTALS, ABC_TOTALS_FORMAT_VERSION);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_totals_decoded_pools(const void *bytes, size_t bytes_size,
                                                    uint64_t *pools, patron_fault *fault)
{
    uint32_t found;
    uint64_t rows;
    int32_t status = abc_totals_verify(bytes, bytes_size, &found, &rows, fault);
    if (status != PATRON_OK)
        return status;
    if (pools == NULL)
        return patron_base_fault_null(fault, "pools");
    *pools = found;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_abc_totals_decode(const void *bytes, size_t bytes_size,
                                             patron_abc_totals *totals, size_t totals_size,
                                             patron_fault *fault)
{
    uint32_t pools;
    uint64_t rows;
    int32_t status = abc_totals_verify(bytes, bytes_size, &pools, &rows, fault);
    if (status == PATRON_OK)
        status = patron_base_check_state(totals, "totals", fault);
    if (status == PATRON_OK && totals_size < patron_abc_totals_size(pools))
        status = patron_base_fault_unsigned(fault, PATRON_E_SIZE, "totals_size", -1, totals_size,
                                            "at least patron_abc_totals_size(pools)");
    if (status != PATRON_OK)
        return status;
    (void)patron_abc_totals_init(totals, totals_size, pools, NULL);
    totals->rows = rows;
    for (uint32_t p = 0; p < pools; p++)
        abc_total_read(abc_totals_place((const unsigned char *)bytes, p),
                       &abc_totals_pools_of(totals)[p]);
    return PATRON_OK;
}
