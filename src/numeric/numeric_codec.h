/*
 * Encoded states: bytes in one order on every machine, behind a header of 32 bytes.
 *
 *     0   8 bytes   magic: 'P' 'A' 'T' 'R' 'O' 'N' CR LF (a transfer as text breaks it)
 *     8   uint32    kind of state
 *    12   uint32    format version of that kind, from 1
 *    16   uint64    length in bytes of the whole, header included
 *    24   uint64    checksum of everything else
 *
 * All numbers little-endian. The checksum takes the bytes as 64-bit words; each step is a bijection
 * of the running state and of the word, so a change confined to one word is always found, and any
 * other escapes with a chance of about 2^-64. It guards against accidents, not against malice: a
 * decoder still checks every figure it reads.
 */
#ifndef PATRON_NUMERIC_CODEC_H
#define PATRON_NUMERIC_CODEC_H

#include "../portability.h"
#include <patron/base.h>

#include <string.h>

enum { NUMERIC_CODEC_HEADER_SIZE = 32 };

/* Kinds of encoded state; numbers are never reused. */
enum numeric_codec_kind {
    NUMERIC_CODEC_SUM = 1,
    NUMERIC_CODEC_LEDGER = 2,
    NUMERIC_CODEC_SKETCH = 3,
    NUMERIC_CODEC_TRACK = 4,
    NUMERIC_CODEC_ABC_TOTALS = 5,
    NUMERIC_CODEC_MOMENTS = 6,
    NUMERIC_CODEC_COHORT = 7
};

PORTABILITY_INLINE void numeric_put_u32(unsigned char *bytes, uint32_t value)
{
    bytes[0] = (unsigned char)(value & 0xFF);
    bytes[1] = (unsigned char)((value >> 8) & 0xFF);
    bytes[2] = (unsigned char)((value >> 16) & 0xFF);
    bytes[3] = (unsigned char)((value >> 24) & 0xFF);
}

PORTABILITY_INLINE uint32_t numeric_get_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

PORTABILITY_INLINE void numeric_put_u64(unsigned char *bytes, uint64_t value)
{
    numeric_put_u32(bytes, (uint32_t)(value & UINT32_MAX));
    numeric_put_u32(bytes + 4, (uint32_t)(value >> 32));
}

PORTABILITY_INLINE uint64_t numeric_get_u64(const unsigned char *bytes)
{
    return (uint64_t)numeric_get_u32(bytes) | (uint64_t)numeric_get_u32(bytes + 4) << 32;
}

PORTABILITY_INLINE void numeric_put_i32(unsigned char *bytes, int32_t value)
{
    numeric_put_u32(bytes, (uint32_t)value);
}

PORTABILITY_INLINE int32_t numeric_get_i32(const unsigned char *bytes)
{
    uint32_t bits = numeric_get_u32(bytes);
    int32_t value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

PORTABILITY_INLINE void numeric_put_i64(unsigned char *bytes, int64_t value)
{
    numeric_put_u64(bytes, (uint64_t)value);
}

PORTABILITY_INLINE int64_t numeric_get_i64(const unsigned char *bytes)
{
    uint64_t bits = numeric_get_u64(bytes);
    int64_t value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

PORTABILITY_INLINE void numeric_put_real(unsigned char *bytes, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    numeric_put_u64(bytes, bits);
}

PORTABILITY_INLINE double numeric_get_real(const unsigned char *bytes)
{
    uint64_t bits = numeric_get_u64(bytes);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/*
 * Writes the header of bytes[length], whose body is complete; length >= NUMERIC_CODEC_HEADER_SIZE.
 * Call it last: the checksum covers the body.
 */
void patron_numeric_codec_seal(unsigned char *bytes, size_t length, uint32_t kind,
                               uint32_t version);

/*
 * Whether bytes[size] are what patron_numeric_codec_seal left for this kind, in a format version up
 * to newest_version; then *version is that version. NULL bytes are PATRON_E_NULL. Fewer bytes than
 * a header, or than the header's length says, are PATRON_E_SIZE (argument "bytes_size"); more
 * bytes, another kind or anything changed are PATRON_E_CORRUPT ("bytes"); an intact newer version
 * is PATRON_E_FORMAT ("bytes", the version found).
 */
int32_t patron_numeric_codec_verify(const unsigned char *bytes, size_t size, uint32_t kind,
                                    uint32_t newest_version, uint32_t *version,
                                    patron_fault *fault);

#endif
