/*
 * Moments as bytes. Behind the codec's header: attributes, 0, used, skipped; then every sum, as its 40 digits
 * of 32 bits from 2^-1074 on and its sign, 0 or all ones.
 */
#include "cva_moments.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_codec.h"
#include "cva_respondents.h"

enum {
    CVA_FORMAT_VERSION = 1,
    CVA_ENCODED_HEAD = NUMERIC_CODEC_HEADER_SIZE + 24,
    CVA_ENCODED_SIGN = 4 * CVA_SUM_DIGITS,
    CVA_ENCODED_SUM = CVA_ENCODED_SIGN + 4
};

/* --- kernels ---------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_cva_moments_encoded_size(size_t attributes)
{
    if (attributes < 1 || attributes > CVA_TABLE_MAX)
        return SIZE_MAX;
    return CVA_ENCODED_HEAD + CVA_ENCODED_SUM * patron_cva_moments_sums(attributes);
}

static void cva_write_sum(const patron_sum_exact *sum, unsigned char *at)
{
    for (size_t k = 0; k < CVA_SUM_DIGITS; k++)
        numeric_put_u32(at + 4 * k, (uint32_t)sum->chunk[k]);
    numeric_put_u32(at + CVA_ENCODED_SIGN,
                    (uint32_t)(sum->chunk[SUM_EXACT_CHUNKS - 1] & UINT32_MAX));
}

static void cva_read_sum(const unsigned char *at, patron_sum_exact *sum)
{
    uint64_t sign = numeric_get_u32(at + CVA_ENCODED_SIGN);
    patron_sum_exact_init(sum);
    for (size_t k = 0; k < CVA_SUM_DIGITS; k++)
        sum->chunk[k] = numeric_get_u32(at + 4 * k);
    for (size_t k = CVA_SUM_DIGITS; k < SUM_EXACT_CHUNKS - 1; k++)
        sum->chunk[k] = sign;
    sum->chunk[SUM_EXACT_CHUNKS - 1] = sign | sign << 32;
}

static patron_cva_moments cva_read_head(const unsigned char *bytes)
{
    const unsigned char *at = bytes + NUMERIC_CODEC_HEADER_SIZE;
    patron_cva_moments head;
    head.magic = CVA_MOMENTS_MAGIC;
    head.attributes = numeric_get_u32(at);
    head.reserved = numeric_get_u32(at + 4);
    head.used = numeric_get_u64(at + 8);
    head.skipped = numeric_get_u64(at + 16);
    return head;
}

/* Whether signs are signs; any digits are a sum. */
static int cva_signs_are_sound(const unsigned char *bytes, size_t sums)
{
    uint32_t wild = 0;
    for (size_t k = 0; k < sums; k++) {
        uint32_t sign = numeric_get_u32(bytes + CVA_ENCODED_HEAD + (k + 1) * CVA_ENCODED_SUM - 4);
        wild |= sign + 1 > 1;
    }
    return wild == 0;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_verify(const void *bytes, size_t bytes_size, patron_cva_moments *head,
                          patron_fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes;
    uint32_t version;
    memset(head, 0, sizeof *head);
    int32_t status = patron_numeric_codec_verify(from, bytes_size, NUMERIC_CODEC_MOMENTS,
                                                 CVA_FORMAT_VERSION, &version, fault);
    if (status != PATRON_OK)
        return status;
    int sound = bytes_size >= CVA_ENCODED_HEAD;
    if (sound) {
        *head = cva_read_head(from);
        sound = patron_cva_head_is_sound(head) &&
                bytes_size == patron_cva_moments_encoded_size(head->attributes) &&
                cva_signs_are_sound(from, patron_cva_moments_sums(head->attributes));
    }
    if (!sound)
        return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes", "encoded moments");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_moments_encode(const patron_cva_moments *moments,
                                              size_t moments_size, void *bytes, size_t bytes_size,
                                              patron_fault *fault)
{
    int32_t status =
        patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    size_t length = patron_cva_moments_encoded_size(moments->attributes);
    if (bytes_size < length)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least patron_cva_moments_encoded_size(attributes)");
    cva_moments_view view = patron_cva_view_moments(moments);
    unsigned char *to = (unsigned char *)bytes, *at = to + NUMERIC_CODEC_HEADER_SIZE;
    numeric_put_u32(at, moments->attributes);
    numeric_put_u32(at + 4, 0);
    numeric_put_u64(at + 8, moments->used);
    numeric_put_u64(at + 16, moments->skipped);
    for (size_t k = 0; k < view.sums; k++)
        cva_write_sum(&view.sum[k], to + CVA_ENCODED_HEAD + k * CVA_ENCODED_SUM);
    patron_numeric_codec_seal(to, length, NUMERIC_CODEC_MOMENTS, CVA_FORMAT_VERSION);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_moments_decode(const void *bytes, size_t bytes_size,
                                              patron_cva_moments *moments, size_t moments_size,
                                              patron_fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes;
    patron_cva_moments head;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    int32_t status = patron_base_check_state(moments, "moments", fault);
    if (status == PATRON_OK)
        status = cva_verify(bytes, bytes_size, &head, fault);
    if (status != PATRON_OK)
        return status;
    size_t size = patron_cva_moments_size(head.attributes);
    if (moments_size < size)
        return patron_cva_fault_moments_size("moments_size", moments_size, fault);
    memset(moments, 0, size);
    *moments = head;
    patron_sum_exact *sum = (patron_sum_exact *)(void *)(moments + 1);
    for (size_t k = 0; k < patron_cva_moments_sums(head.attributes); k++)
        cva_read_sum(from + CVA_ENCODED_HEAD + k * CVA_ENCODED_SUM, &sum[k]);
    return PATRON_OK;
}
