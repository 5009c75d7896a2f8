#!/usr/bin/env python3
"""The normal and Student's distribution by mpmath -> distribution_vectors.h.

Quantiles are found by Newton's method on the tail in 50 digits. Where the incomplete beta function's series
is slow, Student's tail is the integral of the density.
"""

import math
import random
import struct

from mpmath import mp, mpf

mp.dps = 50
random.seed(1908)
KINDS = "QUANTILE WIDTH TAILS STUDENT_TAILS STUDENT_WIDTH".split()


def upper(z):
    return mp.erfc(z / mp.sqrt(2)) / 2


def beyond(tail):
    """z with this much above it, tail <= 1/2."""
    if tail > mpf("0.3"):
        return mp.sqrt(2) * mp.erfinv(1 - 2 * tail)
    z = mp.sqrt(-2 * mp.log(tail))
    for _ in range(100):
        area = upper(z)
        step = (mp.log(area) - mp.log(tail)) * area * mp.sqrt(2 * mp.pi) * mp.exp(z * z / 2)
        z += step
        if abs(step) < mpf(10) ** -40 * z:
            return z
    raise ArithmeticError(tail)


def quantile(p, _):
    return -beyond(p) if p < 0.5 else beyond(1 - p)


def width(confidence, _):
    return mp.sqrt(2) * mp.erfinv(confidence) if confidence < 0.4 else beyond((1 - confidence) / 2)


def tails(z, _):
    return 2 * upper(abs(z))


def density(t, df):
    log_beta = mp.loggamma(df / 2) + mp.loggamma(mpf(1) / 2) - mp.loggamma((df + 1) / 2)
    return mp.exp(-log_beta - (df + 1) / 2 * mp.log1p(t * t / df)) / mp.sqrt(df)


def student_tails(t, df):
    t = abs(t)
    if t * t < df / 1000 or t < 1:  # the middle, from its own end
        x = t * t / (df + t * t)
        if df < 10000:
            return 1 - mp.betainc(mpf(1) / 2, df / 2, 0, x, regularized=True)
    elif df < 10000:
        return mp.betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)
    scale = 1 / max(t, mpf(1))  # the integrand at most 1: quad's tolerance is absolute
    edges = [t + scale * k for k in range(0, 101, 4)]
    return 2 * density(t, df) * mp.quad(lambda x: density(x, df) / density(t, df), edges)


def student_width(confidence, df):
    t = width(confidence, 0)
    for _ in range(200):
        area = student_tails(t, df)
        slope = 2 * t * density(t, df)
        if confidence < 0.5:
            step = -mp.log((1 - area) / confidence) * (1 - area) / slope
        else:
            step = mp.log(area / (1 - confidence)) * area / slope
        t *= mp.exp(step)
        if abs(step) < mpf(10) ** -20:
            return t
    raise ArithmeticError((confidence, df))


FUNCTIONS = dict(zip(KINDS, (quantile, width, tails, student_tails, student_width)))
rows = []


def add(kind, x, df=0.0):
    rows.append((kind, x, df, FUNCTIONS[kind](mpf(x), mpf(df))))


for p in (0.5, 0.075, 0.925, 0.0750001, 0.025, 0.975, 1e-300, 5e-324, 1 - 2.0**-53, 1.3887943864964021e-11):
    add("QUANTILE", p)
for _ in range(120):
    add("QUANTILE", random.choice((random.random(), 10 ** random.uniform(-307, 0) * 0.999)))
    add("WIDTH", random.choice((random.random(), 10 ** random.uniform(-300, 0), 1 - 10 ** random.uniform(-15, 0))))
    add("TAILS", random.choice((random.uniform(-37, 37), 10 ** random.uniform(-300, 1))))
for confidence in (0.95, 0.99, 0.5):
    for df in (1.0, 2.0, 3.0, 10.0, 30.0, 1e5, 100001.0, 1e9):
        add("STUDENT_WIDTH", confidence, df)
for _ in range(120):
    df = random.choice((1.0, 2.0, random.uniform(1, 3), 10 ** random.uniform(0, 4), 10 ** random.uniform(0, 4)))
    add("STUDENT_TAILS", random.choice((10 ** random.uniform(-8, 2), 10 ** random.uniform(0, 10) if df < 20 else 3.0,
                                        random.uniform(-5, 5))), df)
    add("STUDENT_WIDTH", random.choice((random.uniform(0.01, 1), 10 ** random.uniform(-2, 0),
                                        1 - 10 ** random.uniform(-10, -1))), df)
for _ in range(25):
    df = 10 ** random.uniform(4, 9)
    add("STUDENT_TAILS", random.choice((random.uniform(0.01, 6), random.uniform(0.01, 36))), df)
    add("STUDENT_WIDTH", random.uniform(0.01, 0.9999), df)


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", float(value)))[0]


print("/* Made by make_distribution.py: bit patterns of doubles. */")
print("enum distribution_vector_kind {")
print(",\n".join("    VECTOR_" + kind for kind in KINDS))
print("};")
print("typedef struct distribution_vector {")
print("    int kind;")
print("    uint64_t x, df, expected;")
print("} distribution_vector;")
print()
print("static const distribution_vector distribution_vectors[] = {")
for kind, x, df, expected in rows:
    print("    {VECTOR_%s, 0x%016X, 0x%016X, 0x%016X}," % (kind, bits(x), bits(df), bits(expected)))
print("};")
