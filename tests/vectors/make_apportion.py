#!/usr/bin/env python3
"""Shares by definition, in fractions -> apportion_vectors.h."""

import random
import struct
from fractions import Fraction
from math import floor, frexp

random.seed(1003)
LARGEST_REMAINDER, FIRST, LAST, LARGEST_WEIGHT = range(4)
COUNTS, REALS, ROUND = range(3)
INT64_MAX = 2**63 - 1


def kept(weights):
    """Doubles as the header defines them: toward zero to multiples of 2^-79 of the power of two
    that the largest reaches."""
    largest = max(weights)
    if largest == 0:
        return [Fraction(0)] * len(weights)
    unit = Fraction(2) ** (frexp(largest)[1] - 1 - 79)
    return [floor(Fraction(w) / unit) * unit for w in weights]


def shares(policy, total, exact, order):
    """Hamilton's method, or another order of the rows that get the odd units."""
    size, whole = abs(total), sum(exact)
    quotas = [Fraction(size) * w / whole for w in exact]
    share = [floor(q) for q in quotas]
    broken = [i for i, q in enumerate(quotas) if q != floor(q)]
    rank = {
        LARGEST_REMAINDER: lambda i: (floor(quotas[i]) - quotas[i], i),
        FIRST: lambda i: i,
        LAST: lambda i: -i,
        LARGEST_WEIGHT: lambda i: (-order[i], i),
    }[policy]
    for i in sorted(broken, key=rank)[: size - sum(share)]:
        share[i] += 1
    return [s if total >= 0 else -s for s in share]


def rounded(total, values):
    lead = total if total != 0 else next((v for v in values if v != 0), 1)
    sign = 1 if lead > 0 else -1
    turned = [Fraction(v) * sign for v in values]
    low = [floor(v) for v in turned]
    broken = [i for i, v in enumerate(turned) if v != floor(v)]
    up = sign * total - sum(low)
    assert 0 <= up <= len(broken)
    for i in sorted(broken, key=lambda i: (low[i] - turned[i], i))[:up]:
        low[i] += 1
    return [sign * v for v in low]


published = [
    (1003, (49, 51), (491, 512)),
    (613, (98, 92, 98, 123, 102, 92), (99, 93, 99, 125, 104, 93)),
    (9999, (75, 25), (7499, 2500)),
    (1000, (45, 20, 34), (455, 202, 343)),
    (100, (1, 1, 1), (34, 33, 33)),
    (1, (33, 66), (0, 1)),
    (5, (0, 0, 1), (0, 0, 5)),
    (5, (3, 7), (2, 3)),
    (-5, (3, 7), (-2, -3)),
]
cases = []
for total, weights, expected in published:
    assert tuple(shares(LARGEST_REMAINDER, total, weights, weights)) == expected
    cases.append((COUNTS, LARGEST_REMAINDER, total, weights))
    cases.append((REALS, LARGEST_REMAINDER, total, [float(w) for w in weights]))


def a_total():
    size = random.choice((3, 10, 1000, 10**6, 10**12, 2**47 - 1, 2**48 + 9, 10**16, 2**62, INT64_MAX))
    return random.choice((1, 1, -1)) * random.randint(0, size)


def a_count():
    return random.randint(0, random.choice((1, 3, 10, 1000, 10**9, 2**40, INT64_MAX)))


def a_real(spread):
    kind = random.randint(0, 4)
    if kind == 0:
        return float(random.randint(0, 50))
    if kind == 1:
        return random.randint(0, 10**6) / 100
    if kind == 2:
        return random.random()
    return random.random() * 2.0 ** random.randint(-spread, spread)


for i in range(120):
    n = random.choice((1, 2, 3, 5, 8, 13, 24, 25, 26, 40))
    few = random.choice((a_count, a_count, lambda: random.randint(0, 3)))
    weights = [few() for _ in range(n)]
    if sum(weights) > 0:
        cases.append((COUNTS, i % 4, a_total(), weights))
    spread = random.choice((3, 20, 100, 1000))
    weights = [a_real(spread) for _ in range(n)]
    if random.randint(0, 3) == 0:
        weights = [weights[0]] * n
    if sum(weights) > 0:
        cases.append((REALS, i % 4, a_total(), weights))
# Remainders that differ in no more than their last bits, and weights that are equal but for one.
big = 2**62
for total in (INT64_MAX, -INT64_MAX - 1, 10**18 + 7, 2**61 + 1):
    for weights in ([big + j % 3 for j in range(30)], [big] * 33, [big + 5] + [big] * 30, [big, 1, 0, big - 1]):
        for policy in range(4):
            cases.append((COUNTS, policy, total, weights))
    cases.append((REALS, LARGEST_REMAINDER, total, [1.0 + 2.0**-52 * (j % 2) for j in range(37)]))
    cases.append((REALS, LARGEST_REMAINDER, total, [1e308] * 5 + [5e-324] * 3 + [1e230]))
cases.append((REALS, LARGEST_REMAINDER, 1000, [5e-324, 1e-323, 1.5e-323]))
cases.append((REALS, LARGEST_REMAINDER, INT64_MAX, [5e-324, 1e-323, 1.5e-323]))
for i in range(60):
    n = random.choice((1, 2, 3, 8, 24, 25, 40))
    size = random.choice((1, 10, 1000, 10**9, 10**15, 4e18 / 40))
    values = [random.choice((1, 1, 1, -1)) * random.random() * size for _ in range(n)]
    if i % 3 == 0:
        values = [round(v * 8) / 8 for v in values]
    if i % 5 == 0:
        values = [-v for v in values]
    low = sum(floor(Fraction(v)) for v in values)
    broken = sum(1 for v in values if v != floor(v))
    total = random.choice((low, low + broken, low + broken // 2, low + broken // 3))
    cases.append((ROUND, 0, total, values))
cases.append((ROUND, 0, 0, [0.0, -0.5, 0.5, 0.25, -0.25]))
cases.append((ROUND, 0, 0, [0.0, 0.5, -0.5, -0.25, 0.25]))
cases.append((ROUND, 0, 0, [1e-20, -1e-20, 0.0]))


def bits(value):
    return "UINT64_C(0x%016X)" % struct.unpack("<Q", struct.pack("<d", value))[0]


def whole(value):
    return "INT64_MIN" if value == -(2**63) else f"INT64_C({value})"


print("/* Made by make_apportion.py: shares by definition, in fractions. */")
print("/* Weights and shares of one case after the other; doubles as their bits. */")
columns, results, table = [], [], []
for kind, policy, total, values in cases:
    if kind == COUNTS:
        share = shares(policy, total, [Fraction(w) for w in values], values)
    elif kind == REALS:
        share = shares(policy, total, kept(values), values)
    else:
        share = rounded(total, values)
    assert sum(share) == total
    columns += ["UINT64_C(%d)" % v if kind == COUNTS else bits(v) for v in values]
    results += [whole(s) for s in share]
    table.append(f"    {{{kind}, {policy}, {len(values)}, {whole(total)}}},")
print("static const uint64_t apportion_vector_values[] = {")
for i in range(0, len(columns), 4):
    print("    " + ", ".join(columns[i : i + 4]) + ",")
print("};")
print("static const int64_t apportion_vector_shares[] = {")
for i in range(0, len(results), 4):
    print("    " + ", ".join(results[i : i + 4]) + ",")
print("};")
print("enum { VECTOR_COUNTS, VECTOR_REALS, VECTOR_ROUND };")
print("static const struct {")
print("    uint32_t kind, policy, n;")
print("    int64_t total;")
print("} apportion_vectors[] = {")
print("\n".join(table))
print("};")
