#!/usr/bin/env python3
"""Discounted transactions, discounts and equity with its intervals, by mpmath -> clv_residual_vectors.h.

Sums are added up period by period in 120 digits, discounting throughout a period is a quadrature, and the
normal quantile a root of erf.
"""

import random
import struct

from mpmath import mp, mpf

mp.dps = 120
random.seed(2005)


def bits(value):
    return "0x%016X" % struct.unpack("<Q", struct.pack("<d", value))[0]


def moment_factor(moment, gross):
    """What 1 in the first period is worth."""
    if moment == 4:
        force = mp.log(gross)
        if abs(force) > 30:
            return (1 - 1 / gross) / force  # too steep for quadrature
        return mp.quad(lambda u: mp.exp(-force * u), [0, 0.25, 0.5, 0.75, 1])
    return gross ** -{1: 0, 2: 1, 3: mpf("0.5")}[moment]


def discounted(kind, moment, rate, expected):
    total, before = mpf(0), mpf(0)
    unit = moment_factor(moment, 1 + mpf(rate))
    for t, x in enumerate(expected):
        total += (mpf(x) - before) * unit * (1 + mpf(rate)) ** -t
        if kind == 2:
            before = mpf(x)
    return total


def converted(from_kind, from_periods, to_kind, to_periods, rate):
    force = mp.log1p(mpf(rate)) if from_kind == 1 else mpf(rate)
    force *= mpf(from_periods) / mpf(to_periods)
    return mp.expm1(force) if to_kind == 1 else force


def width(confidence):
    c = mpf(confidence)
    low, high = mpf(0), mpf(40)
    for _ in range(500):
        middle = (low + high) / 2
        if mp.erf(middle / mp.sqrt(2)) < c:
            low = middle
        else:
            high = middle
    return low


print("/* Made by make_clv_residual.py: bit patterns of doubles. */")
print("typedef struct clv_discount_vector {")
print("    uint32_t kind, moment, m;")
print("    uint64_t discount, expected[12], transactions;")
print("} clv_discount_vector;")
print()
print("static const clv_discount_vector clv_discount_vectors[] = {")
rates = [0.0, 1e-6, 0.0027, 0.1, 1.0, 10.0, -0.05, -0.9, 1e-300, -1e-16, 1e12, -1 + 2.0**-53]
for rate in rates:
    for moment in (1, 2, 3, 4):
        for kind in (1, 2):
            m = random.choice((1, 2, 5, 12))
            x = [random.expovariate(1) * 10 ** random.uniform(-3, 3) for _ in range(m)]
            if kind == 2:
                for t in range(1, m):
                    x[t] += x[t - 1]
            given = ", ".join(bits(v) for v in x)
            answer = bits(float(discounted(kind, moment, rate, x)))
            print("    {%d, %d, %d, %s, {%s}, %s}," % (kind, moment, m, bits(rate), given, answer))
print("};")
print("typedef struct clv_rate_vector {")
print("    uint32_t from_kind, to_kind;")
print("    uint64_t from_periods, to_periods, rate, converted;")
print("    double allowed; /* 1e-11 of it, or ten times what an ulp of the rate moves it */")
print("} clv_rate_vector;")
print()
print("static const clv_rate_vector clv_rate_vectors[] = {")
for rate in (0.15, 1e-6, 1e-300, -0.5, 10.0, 0.0, -1 + 2.0**-40, 1e5, -1e-17):
    for spans in ((1.0, 52.0), (1.0, 365.25 / 7), (12.0, 1.0), (365.25, 12.0), (1.0, 1.0), (1e-9, 1e9)):
        for kinds in ((1, 1), (1, 2), (2, 1), (2, 2)):
            answer = converted(kinds[0], spans[0], kinds[1], spans[1], rate)
            if abs(answer) > mpf(2) ** 1023 or (kinds[1] == 1 and answer < -1 + mpf(2) ** -50):
                continue
            moved = converted(kinds[0], spans[0], kinds[1], spans[1], mpf(rate) * (1 + mpf(2) ** -52))
            allowed = max(mpf(10) ** -11 * abs(answer), 10 * abs(moved - answer))
            print("    {%d, %d, %s, %s, %s, %s, %.3g}," % (*kinds, bits(spans[0]), bits(spans[1]), bits(rate),
                                                        bits(float(answer)), float(allowed)))
print("};")
print("typedef struct clv_interval_vector {")
print("    uint64_t confidence, value[4], variance[4], gradient[3], covariance[9];")
print("    uint64_t equity, parameter_error, parameter_low, parameter_high;")
print("    uint64_t customer_error, outcome_error, outcome_low, outcome_high;")
print("} clv_interval_vector;")
print()
print("static const clv_interval_vector clv_interval_vectors[] = {")
for confidence in (0.95, 0.9, 0.5, 1e-9, 1 - 1e-12):
    for scale in (1.0, 1e-100, 1e100, 1e4):
        value = [random.gauss(5, 3) * scale for _ in range(4)]
        variance = [random.expovariate(1) * scale * scale for _ in range(4)]
        gradient = [random.gauss(0, 1) * scale * 10 ** random.uniform(-2, 2) for _ in range(3)]
        root = [[random.gauss(0, 1) for _ in range(3)] for _ in range(3)]
        c = [sum(root[i][k] * root[j][k] for k in range(3)) for i in range(3) for j in range(3)]
        form = mpf(0)
        for i in range(3):
            for j in range(3):
                form += mpf(gradient[i]) * mpf(c[3 * i + j]) * mpf(gradient[j])
        equity, own, z = sum(map(mpf, value)), sum(map(mpf, variance)), width(confidence)
        figures = [equity]
        for square in (form, own, form + own):
            error = mp.sqrt(square)
            figures.append(error)
            if square != own:
                figures += [equity - z * error, equity + z * error]
        columns = ["{" + ", ".join(map(bits, x)) + "}" for x in (value, variance, gradient, c)]
        print("    {%s, %s,\n     %s}," % (bits(confidence), ", ".join(columns),
                                         ", ".join(bits(float(x)) for x in figures)))
print("};")
