/*
 * Order-preserving maps between values and unsigned keys: a < b as values exactly when
 * key(a) < key(b). One sort and one selection over uint64_t then serve every type and, with the key
 * complemented, both directions.
 *
 * A double's bits are an order of magnitudes with a sign in front: flipping the sign of positive
 * values and all bits of negative ones makes them ascend. -0.0 and 0.0 compare equal and get the
 * same key (that of 0.0). NaN has no place in an order and must not arrive.
 */
#ifndef PATRON_NUMERIC_KEY_H
#define PATRON_NUMERIC_KEY_H

#include "../portability.h"

#include <string.h>

#define NUMERIC_KEY_SIGN (UINT64_C(1) << 63)

PORTABILITY_INLINE uint64_t numeric_key_from_real(double value)
{
    uint64_t bits;
    value += 0.0; /* -0.0 + 0.0 is 0.0 */
    memcpy(&bits, &value, sizeof bits);
    uint64_t negative = (uint64_t)0 - (bits >> 63);
    return bits ^ (negative | NUMERIC_KEY_SIGN);
}

PORTABILITY_INLINE double numeric_key_to_real(uint64_t key)
{
    double value;
    uint64_t positive = (uint64_t)0 - (key >> 63);
    uint64_t bits = key ^ (~positive | NUMERIC_KEY_SIGN);
    memcpy(&value, &bits, sizeof value);
    return value;
}

PORTABILITY_INLINE uint64_t numeric_key_from_whole(int64_t value)
{
    return (uint64_t)value ^ NUMERIC_KEY_SIGN;
}

PORTABILITY_INLINE int64_t numeric_key_to_whole(uint64_t key)
{
    uint64_t bits = key ^ NUMERIC_KEY_SIGN;
    int64_t value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* All ones for descending, else zero: key ^ numeric_key_flip(descending) sorts that way. */
PORTABILITY_INLINE uint64_t numeric_key_flip(uint32_t descending)
{
    return descending != 0 ? UINT64_MAX : 0;
}

#endif
