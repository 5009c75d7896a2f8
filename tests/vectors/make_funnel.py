#!/usr/bin/env python3
"""Funnels by definition, in fractions and fifty digits -> funnel_vectors.h."""

import random
from fractions import Fraction

from mpmath import erfc, findroot, log, mp, mpf, sqrt

mp.dps = 50
random.seed(2706)

STAGES = 6
Z95 = sqrt(2) * findroot(lambda x: erfc(x) - mpf("0.05"), 1.4)


def real(value):
    return mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mpf(value)


def literal(value):
    if value is None:
        return "NAN"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    return mp.nstr(real(value), 19) if abs(real(value)) > 1e-300 else "0.0"


def row(values):
    return "{" + ", ".join(literal(v) for v in values) + "}"


def funnel(size, zero):
    counts = [random.randint(size // 2, size)]
    while len(counts) < STAGES:
        counts.append(random.randint(0, counts[-1]) if random.random() < 0.9 else counts[-1] + 3)
    if zero:
        counts[random.randint(1, STAGES - 1)] = 0
    return counts


def rates(counts):
    found, alive = [Fraction(1)], True
    for before, here in zip(counts, counts[1:]):
        alive = alive and before > 0
        found.append(Fraction(here, before) if alive else None)
    return found


def wilson(yes, of):
    p, z = mpf(yes) / of, Z95
    middle, half = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * mpf(of) ** 2))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def ends(counts, rate):
    low, high = [mpf(1)], [mpf(1)]
    for k in range(1, STAGES):
        if rate[k] is None or rate[k] > 1:
            low.append(None), high.append(None)
        else:
            a, b = wilson(counts[k], counts[k - 1])
            low.append(mpf(0) if counts[k] == 0 else a)
            high.append(mpf(1) if counts[k] == counts[k - 1] else b)
    return low, high


def gains(counts, rate, benchmark, value):
    found = [None]
    for k in range(1, STAGES):
        if rate[k] is None or rate[k] == 0:
            found.append(None)
        else:
            found.append(counts[-1] * max(Fraction(0), Fraction(benchmark[k]) / rate[k] - 1) * Fraction(value))
    return found


def logs(one, two):
    a, b = rates(one), rates(two)
    part = [mpf(0)]
    for x, y in zip(a[1:], b[1:]):
        part.append(log(real(x / y)) if x and y else None)
    exist = one[0] and one[-1] and two[0] and two[-1]
    total = log(real(Fraction(one[-1] * two[0], one[0] * two[-1]))) if exist else None
    return part, total


def tests(one, two):
    a, b = rates(one), rates(two)
    z, p = [None], [None]
    for k in range(1, STAGES):
        z.append(None), p.append(None)
        if a[k] is None or b[k] is None or a[k] > 1 or b[k] > 1:
            continue
        pool = Fraction(one[k] + two[k], one[k - 1] + two[k - 1])
        if pool in (0, 1):
            continue
        variance = pool * (1 - pool) * (Fraction(1, one[k - 1]) + Fraction(1, two[k - 1]))
        z[k] = real(a[k] - b[k]) / sqrt(real(variance))
        p[k] = erfc(abs(z[k]) / sqrt(2))
    order = sorted((k for k in range(STAGES) if p[k] is not None), key=lambda k: p[k])
    adjusted, running = [None] * STAGES, mpf(0)
    for i, k in enumerate(order):
        running = max(running, min(mpf(1), (len(order) - i) * p[k]))
        adjusted[k] = running
    return z, p, adjusted


lines = []
for size in (12, 40, 300, 5000, 10**6, 10**9, 10**15 - 20):
    for zero in (False, False, True):
        one, two = funnel(size, zero), funnel(size, False)
        rate = rates(one)
        benchmark = [random.uniform(0.05, 1.2) for _ in range(STAGES)]
        value = round(random.uniform(1, 5000), 2)
        below = [None] + [r / Fraction(b) if r is not None else None for r, b in zip(rate[1:], benchmark[1:])]
        low, high = ends(one, rate)
        part, total = logs(one, two)
        z, p, adjusted = tests(one, two)
        lines.append(
            f"    {{{row(one)}, {row(two)}, {row(benchmark)}, {value!r},\n     {row(rate)},\n     {row(below)},\n"
            f"     {row(gains(one, rate, benchmark, value))},\n     {row(low)},\n     {row(high)},\n     {row(part)},\n"
            f"     {literal(total)}, {row(z)},\n     {row(p)},\n     {row(adjusted)}}},"
        )
print("/* Made by make_funnel.py: the definitions in fractions and fifty digits. */")
print("static const struct {")
print("    uint64_t one[6], two[6];")
print("    double benchmark[6], value;")
print("    double rate[6], below[6], gain[6], low[6], high[6], part[6], total, z[6], p[6], adjusted[6];")
print("} funnel_vectors[] = {")
print("\n".join(lines))
print("};")
