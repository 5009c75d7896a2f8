/*
 * The header of encoded states and its checksum.
 *
 * One step of the checksum is state = rotate((state ^ word) * odd, 29): xor with a constant,
 * product with an odd number modulo 2^64 and rotation are each invertible, so for a given state
 * different words lead to different states, and different states stay different over equal words.
 */
#include "../portability.h"
#include "numeric_codec.h"
#include "../base/base_fault.h"

static const unsigned char numeric_codec_magic[8] = {'P', 'A', 'T', 'R', 'O', 'N', '\r', '\n'};

static uint64_t numeric_codec_step(uint64_t state, uint64_t word)
{
    state = (state ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return state << 29 | state >> 35;
}

/* Everything but the checksum itself; the last word is filled up with zeros. */
static uint64_t numeric_codec_checksum(const unsigned char *bytes, size_t length)
{
    uint64_t state = UINT64_C(0x243F6A8885A308D3);
    size_t at = 0;
    for (; at < 24; at += 8)
        state = numeric_codec_step(state, numeric_get_u64(bytes + at));
    for (at = NUMERIC_CODEC_HEADER_SIZE; length - at >= 8; at += 8)
        state = numeric_codec_step(state, numeric_get_u64(bytes + at));
    if (at < length) {
        unsigned char last[8] = {0, 0, 0, 0, 0, 0, 0, 0};
        memcpy(last, bytes + at, length - at);
        state = numeric_codec_step(state, numeric_get_u64(last));
    }
    state ^= state >> 32;
    state *= UINT64_C(0xD6E8FEB86659FD93);
    return state ^ state >> 32;
}

void patron_numeric_codec_seal(unsigned char *bytes, size_t length, uint32_t kind, uint32_t version)
{
    memcpy(bytes, numeric_codec_magic, sizeof numeric_codec_magic);
    numeric_put_u32(bytes + 8, kind);
    numeric_put_u32(bytes + 12, version);
    numeric_put_u64(bytes + 16, (uint64_t)length);
    numeric_put_u64(bytes + 24, numeric_codec_checksum(bytes, length));
}

static int32_t numeric_codec_short(size_t size, patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, (uint64_t)size,
                                      "the whole of what was encoded");
}

static int32_t numeric_codec_corrupt(patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes",
                                   "a state as this library encoded it, unchanged");
}

int32_t patron_numeric_codec_verify(const unsigned char *bytes, size_t size, uint32_t kind,
                                    uint32_t newest_version, uint32_t *version, patron_fault *fault)
{
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    if (size < NUMERIC_CODEC_HEADER_SIZE)
        return numeric_codec_short(size, fault);
    if (memcmp(bytes, numeric_codec_magic, sizeof numeric_codec_magic) != 0)
        return numeric_codec_corrupt(fault);
    uint64_t length = numeric_get_u64(bytes + 16);
    if (length > size)
        return numeric_codec_short(size, fault);
    if (length != size || numeric_get_u64(bytes + 24) != numeric_codec_checksum(bytes, size))
        return numeric_codec_corrupt(fault);
    uint32_t found = numeric_get_u32(bytes + 12);
    if (numeric_get_u32(bytes + 8) != kind || found == 0)
        return numeric_codec_corrupt(fault);
    if (found > newest_version)
        return patron_base_fault_unsigned(fault, PATRON_E_FORMAT, "bytes", -1, found,
                                          "a format version this library knows");
    *version = found;
    return PATRON_OK;
}
