#!/usr/bin/env python3
"""Exact sums of doubles by Python's fractions, as bit patterns -> sum_vectors.h."""

import random
import struct
from fractions import Fraction

random.seed(754)
MAX = float.fromhex("0x1.fffffffffffffp+1023")
MIN = float.fromhex("0x1p-1022")
TINY = 5e-324
OVERFLOW = 0x7FF0000000000000


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def double(pattern):
    return struct.unpack("<d", struct.pack("<Q", pattern))[0]


def total(values):
    """Rounded once, to nearest, ties to even; +0 for an exact 0; infinity where it is too large."""
    exact = sum((Fraction(v) for v in values), Fraction(0))
    try:
        return bits(float(exact) + 0.0)
    except OverflowError:
        return OVERFLOW | (0x8000000000000000 if exact < 0 else 0)


def spread(low, high):
    return random.choice((-1, 1)) * random.uniform(1, 2) * 2.0 ** random.uniform(low, high)


def any_finite():
    while True:
        pattern = random.getrandbits(64)
        if (pattern >> 52) & 0x7FF != 0x7FF:
            return double(pattern)


def near_tie():
    """A double, half an ulp of it, and a crumb far below that decides."""
    exponent = random.randint(-960, 970)
    base = random.choice((-1, 1)) * (2**52 + random.getrandbits(52)) * 2.0**exponent
    half = random.choice((-1, 1)) * 2.0 ** (exponent - 1)
    crumb = random.choice((0, 0, TINY, -TINY, 2.0**-1022, spread(-1000, exponent - 60)))
    return [base, half, crumb]


def cancelling():
    values = [spread(-300, 300) for _ in range(random.randint(1, 6))]
    values += [-v for v in values] + [spread(-900, -400) for _ in range(random.randint(0, 2))]
    random.shuffle(values)
    return values


cases = [
    [], [0.0], [-0.0], [-0.0, -0.0], [1.0, -1.0], [-1.0, 1.0], [0.1] * 10, [0.1, 0.2, -0.3],
    [1e308, 1e308, -1e308], [1e308, -1e308, 1e308], [-1e308] * 2 + [1e308], [1e308, 1e308],
    [-1e308, -1e308], [MAX], [-MAX], [MAX, MAX, -MAX], [MAX] * 7 + [-MAX] * 6, [MAX] * 3,
    [MAX, 2.0**969], [MAX, 2.0**970], [MAX, 2.0**970, -TINY], [MAX, 2.0**970, TINY],
    [-MAX, -(2.0**970)], [-MAX, -(2.0**970), TINY], [-MAX, -(2.0**970), -TINY],
    [TINY], [-TINY], [TINY, TINY], [TINY, -TINY], [TINY] * 9, [MIN, -TINY], [MIN - TINY, TINY],
    [MIN, TINY], [MIN, MIN, -TINY], [MIN - TINY] * 2, [2 * MIN, -TINY], [2 * MIN, TINY],
    [2 * MIN, TINY, TINY], [2 * MIN, TINY, TINY, TINY], [4 * MIN, TINY], [4 * MIN, TINY, TINY],
    [4 * MIN, 3 * TINY], [4 * MIN, 6 * TINY], [1.0, 2.0**-53], [1.0, 2.0**-53, TINY],
    [1.0, 2.0**-53, -TINY], [1.0 + 2.0**-52, 2.0**-53], [1.0, -(2.0**-54)],
    [1.0, -(2.0**-54), -TINY], [2.0 - 2.0**-52, 2.0**-53], [2.0**53, 1.0], [2.0**53, 1.0, 1.0],
    [2.0**53 + 2, 1.0], [1e16, 1.0, -1e16], [1e100, 1.0, -1e100, 1e-100], [2.0**k for k in range(60)],
    [2.0**k for k in range(-1074, 1024, 9)], [-(2.0**k) for k in range(-1074, 1023, 9)] + [2.0**1023],
]
cases += [near_tie() for _ in range(120)]
cases += [cancelling() for _ in range(60)]
cases += [[any_finite() for _ in range(random.randint(1, 12))] for _ in range(80)]
cases += [[double(random.getrandbits(52) | random.getrandbits(1) << 63) for _ in range(5)] for _ in range(20)]
cases += [[round(random.uniform(-1e5, 1e5), 2) for _ in range(40)] for _ in range(10)]

print("/* Made by make_sum.py from Python's fractions: bit patterns of doubles. */")
print("static const uint64_t sum_vector_values[] = {")
for case in cases:
    for value in case:
        print("    UINT64_C(0x%016X)," % bits(value))
print("};")
print()
print("/* How many of them, one case after the other, come to what; infinite = too large. */")
print("static const struct {")
print("    uint32_t n;")
print("    uint64_t total;")
print("} sum_vectors[] = {")
for case in cases:
    print("    {%d, UINT64_C(0x%016X)}," % (len(case), total(case)))
print("};")
