#!/usr/bin/env python3
"""Lifetime values by exact fractions and mpmath, over the whole valid domain -> clv_vectors.h."""

import math
import random
import struct
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 60
random.seed(2003)
FOREVER = 0x7FFFFFFF
MAX = mpf(float.fromhex("0x1.fffffffffffffp+1023"))
OK, OVERFLOW, DIVERGES = 0, 4, 8


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def exact(fraction):
    return mpf(fraction.numerator) / mpf(fraction.denominator)


def value(case):
    """The formula of the header; None where it diverges."""
    m, r, d, g, ac, horizon, timing = case
    rate, gross, grow = Fraction(r), 1 + Fraction(d), 1 + Fraction(g)
    gap = gross - rate * grow
    if m == 0 or horizon == 0:
        return -mpf(ac)
    if horizon == FOREVER:
        if gap <= 0:
            return None
        certain = mpf(m) / exact(gap)
    else:
        step = -gap / gross
        if step == 0:
            series = mpf(horizon)
        elif step == -1:
            series = mpf(1)
        else:
            series = mp.expm1(horizon * mp.log1p(exact(step))) / exact(step)
        certain = mpf(m) * series / exact(gross)
    root = mp.sqrt(exact(gross))
    factor = {1: mpf(r), 2: mpf(1), 3: exact(gross), 4: mpf(r) * root, 5: root}[timing]
    return certain * factor - mpf(ac)


def movement(case, at):
    """How far one ulp of an input moves the value."""
    most = mpf(0)
    low = (-math.inf, 0.0, -1.0, -1.0, -math.inf)
    high = (math.inf, 1.0, math.inf, math.inf, math.inf)
    for k in range(5):
        if case[k] == 0:
            continue
        for towards in (-math.inf, math.inf):
            moved = math.nextafter(case[k], towards)
            if not low[k] <= moved <= high[k] or (k == 2 and moved <= -1) or math.isinf(moved):
                continue
            other = value(case[:k] + (moved,) + case[k + 1:])
            if other is not None:
                most = max(most, abs(other - at))
    return most


seen = set()
rows = []


def add(m, r, d, g, ac, horizon, timing=None):
    timing = timing or random.randint(1, 5)
    case = (float(m), float(r), float(d), float(g), float(ac), horizon, timing)
    if case in seen or not 0 <= case[1] <= 1 or not case[2] > -1 or not case[3] >= -1:
        return
    seen.add(case)
    at = value(case)
    if at is None:
        rows.append((case, DIVERGES, 0.0, 0.0))
    elif abs(at) > MAX:
        if abs(at) > MAX * (1 + mpf(10) ** -9):
            rows.append((case, OVERFLOW, 0.0, 0.0))
    else:
        moved = movement(case, at)
        allowed = mpf(10) ** -11 * abs(at) + mpf(10) ** -300
        if moved > mpf(10) ** -12 * abs(at):
            allowed = max(allowed, 10 * moved)
        rows.append((case, OK, float(at), min(float(allowed), 1.7e308)))


def log_uniform(low, high):
    return 10.0 ** random.uniform(low, high)


def margin():
    return random.choice((100.0, 17.95, -30.0, round(random.uniform(1, 1e6), 2), log_uniform(-5, 9)))


def acquisition():
    return random.choice((0.0, 0.0, 40.0, -5.0, round(random.uniform(0, 500), 2)))


HORIZONS = [1, 2, 3, 5, 7, 12, 36, 60, 100, 360, 1000, 65535, 65536, 10**6, 2147483646]
ANY = HORIZONS + [0, FOREVER, FOREVER, FOREVER]

for _ in range(500):  # what shops have
    r = random.choice((0.0, 1.0, 0.8, 0.5, random.uniform(0.3, 0.99), random.random()))
    d = random.choice((0.0, 0.1, 0.01, random.uniform(0.001, 0.3), random.uniform(-0.1, 0)))
    g = random.choice((0.0, 0.0, 0.02, random.uniform(-0.3, 0.1)))
    add(margin(), r, d, g, acquisition(), random.choice(ANY))
for _ in range(200):  # a retention of 1 and a discount near 0: the pole of the perpetuity
    d = log_uniform(-16, -1) * random.choice((1, 1, 1, -1))
    add(margin(), 1.0, d, random.choice((0.0, 0.0, d / 2, -abs(d), d)), acquisition(), random.choice(ANY))
for _ in range(200):  # retention just below 1, discount either side of 0
    add(margin(), 1 - log_uniform(-16, -2), log_uniform(-16, -2) * random.choice((1, -1)),
        random.choice((0.0, log_uniform(-16, -3), -log_uniform(-16, -3))), acquisition(),
        random.choice(ANY))
for _ in range(200):  # discount near -1
    d = -1 + log_uniform(-15, -1)
    r = random.choice((0.0, (1 + d) * random.random(), log_uniform(-20, -1), random.random()))
    add(margin(), r, d, random.choice((0.0, -1.0, random.uniform(-1, 1))), acquisition(),
        random.choice((1, 2, 3, 12, 36, FOREVER, FOREVER, 1000)))
for _ in range(400):  # q near 1 from both sides
    r, g = random.uniform(0.2, 1), random.uniform(-0.2, 2)
    d = r * (1 + g) - 1
    off = random.choice((0.0, 2.0**-53, 2.0**-52, 2.0**-50, log_uniform(-14, -3)))
    add(margin(), r, d + off * random.choice((1, -1)), g, acquisition(), random.choice(ANY))
for r, g, d in ((1, 0, 0), (0.5, 1, 0), (0.5, 0, -0.5), (1, 0.25, 0.25), (0.75, 1, 0.5), (1, 1e-12, 1e-12),
                (0.25, 7, 1), (1, -0.5, -0.5), (0.125, 0, -0.875), (1, 5e-324, 5e-324)):  # q = 1
    for horizon in HORIZONS + [FOREVER]:
        add(100.0, r, d, g, acquisition(), horizon)
for _ in range(200):  # growth that outruns everything for a while
    g = random.choice((random.uniform(0, 1), random.uniform(0, 0.01), log_uniform(0, 10)))
    add(margin() * random.choice((1, 1e-280, 1e-150)), random.uniform(0.5, 1), random.uniform(-0.3, 0.2), g,
        acquisition(), random.choice((1, 2, 12, 36, 100, 360, 1000, 5000, 10**6, 2147483646)))
for _ in range(400):  # magnitudes no shop has
    m = random.choice((1, -1)) * random.choice((log_uniform(-307, 308), 5e-324, 1.7e308, 1e-310, 1.0, 0.0))
    r = random.choice((log_uniform(-307, 0), 5e-324, 1.0, 1e-310, 0.5))
    d = random.choice((log_uniform(-307, 308), 1.7e308, 5e-324, 1e-310, 0.1, -1 + 2.0**-53, -0.5))
    g = random.choice((log_uniform(-307, 308), 1.7e308, -1 + 2.0**-53, 5e-324, -5e-324, 0.0, -1.0, -0.3))
    ac = random.choice((0.0, 0.0, log_uniform(-307, 308), 1.7e308, 5e-324))
    add(m, r, d, g, ac, random.choice(ANY))
for _ in range(200):  # acquisition eats the whole value but for a crumb
    m, r, d, g = 100.0, random.uniform(0.3, 0.99), random.uniform(0.01, 0.3), random.choice((0.0, 0.01))
    horizon, timing = random.choice(ANY), random.randint(1, 5)
    whole = value((m, r, d, g, 0.0, horizon, timing))
    if whole is not None:
        crumb = random.choice((0.0, log_uniform(-16, -1)))
        add(m, r, d, g, float(whole) * (1 - crumb), horizon, timing)
for _ in range(300):  # the pole itself, to the last bit: diverges or not
    r, g = random.uniform(0.2, 1), random.uniform(-0.5, 2)
    d = float(Fraction(r) * (1 + Fraction(g)) - 1)
    add(margin(), r, random.choice((d, math.nextafter(d, 9), math.nextafter(d, -9))), g, 0.0, FOREVER)
for r in (1e-307, 1e-200, 1e-310):  # products that underflow on the way to an ordinary value
    for d in (1e85, 1e200, 0.1):
        add(1e308, r, d, 0.0, 0.0, FOREVER, 1)
        add(1e308, r, d, 0.0, 0.0, 12, 4)
for g in (-5e-324, -1e-310, -1e-308, 5e-324):
    add(1e-318, 0.5, -0.5, g, 0.0, FOREVER, 2)
    add(1e-318, 0.25, -0.75, g, 0.0, FOREVER, 1)
    add(1e-318, 0.5, -0.5, g, 0.0, 2147483646, 2)
# A value beyond a double that acquisition brings back, and one it takes beyond.
add(1e308, 1.0, 0.0, 0.0, 1.5e308, 3, 1)
add(1e308, 1.0, 0.0, 0.0, 1.2e308, 2, 3)
add(-1e308, 1.0, 0.0, 0.0, 1e308, 1, 3)
add(1.7e308, 0.0, 0.0, 0.0, 0.0, 1, 3)

print("/* Made by make_clv.py from fractions and mpmath: bit patterns of doubles. */")
print("typedef struct clv_vector {")
print("    uint64_t margin, retention, discount, growth, acquisition;")
print("    uint32_t horizon, timing;")
print("    int32_t status;")
print("    uint64_t value;")
print("    double allowed; /* 1e-11 of the value and 1e-300, or ten times what an ulp moves it */")
print("} clv_vector;")
print()
print("static const clv_vector clv_vectors[] = {")
for case, status, at, allowed in rows:
    figures = ", ".join("0x%016X" % bits(x) for x in case[:5])
    print("    {%s, %d, %d, %d, 0x%016X, %.3g}," % (figures, case[5], case[6], status, bits(at), allowed))
print("};")
