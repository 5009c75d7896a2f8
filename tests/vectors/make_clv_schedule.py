#!/usr/bin/env python3
"""Lifetime values by schedules, in 60 digits, over the whole valid domain -> clv_schedule_vectors.h."""

import math
import random
import struct

from mpmath import mp, mpf

mp.dps = 60
random.seed(1994)
MAX = mpf(float.fromhex("0x1.fffffffffffffp+1023"))
PERIODS, LINES = 8, 3


def value(case):
    """The formula of the header: the value and the present value of each period."""
    kind, lines, rates, retention, amounts, acquisition = case
    alive, factor = [mpf(1)], [mpf(1)]
    for t, r in enumerate(retention):
        alive.append(mpf(r) if kind == 2 else alive[-1] * mpf(r))
        factor.append(factor[-1] / (1 + mpf(rates[t])))
    present = []
    for t in range(len(retention)):
        total = mpf(0)
        for (what, timing), amount in zip(lines, amounts):
            here = alive[t + 1] if timing in (1, 4) else alive[t]
            when = {1: factor[t + 1], 2: factor[t + 1], 3: factor[t]}.get(timing, mp.sqrt(factor[t] * factor[t + 1]))
            total += (1 if what == 1 else -1) * mpf(amount[t]) * here * when
        present.append(total)
    return sum(present, mpf(0)) - mpf(acquisition), present


def movement(case, at):
    """How far one ulp of an input moves the value."""
    most = mpf(0)
    kind, lines, rates, retention, amounts, acquisition = case

    def look(other):
        nonlocal most
        most = max(most, abs(value(other)[0] - at))

    for towards in (-math.inf, math.inf):
        for t in range(len(retention)):
            moved = math.nextafter(rates[t], towards)
            if rates[t] and moved > -1 and not math.isinf(moved):
                look((kind, lines, rates[:t] + [moved] + rates[t + 1:], retention, amounts, acquisition))
            moved = math.nextafter(retention[t], towards)
            if retention[t] and 0 <= moved <= 1:
                look((kind, lines, rates, retention[:t] + [moved] + retention[t + 1:], amounts, acquisition))
            for k, line in enumerate(amounts):
                moved = math.nextafter(line[t], towards)
                if line[t] and not math.isinf(moved):
                    other = amounts[:k] + [line[:t] + [moved] + line[t + 1:]] + amounts[k + 1:]
                    look((kind, lines, rates, retention, other, acquisition))
        if acquisition:
            look((kind, lines, rates, retention, amounts, math.nextafter(acquisition, towards)))
    return most


rows = []


def add(kind, lines, rates, retention, amounts, acquisition):
    case = (kind, lines, rates, retention, amounts, acquisition)
    at, present = value(case)
    if any(abs(x) > MAX / 4 for x in present) or abs(at) > MAX / 4:
        return
    allowed = mpf(10) ** -11 * abs(at) + mpf(10) ** -300
    moved = movement(case, at)
    if moved > mpf(10) ** -12 * abs(at):
        allowed = max(allowed, 10 * moved)
    rows.append((case, float(at), float(allowed)))


def log_uniform(low, high):
    return 10.0 ** random.uniform(low, high)


def some(make, count):
    return [make() for _ in range(count)]


for k in range(320):
    m, lines = random.randint(0, PERIODS), random.randint(0, LINES)
    kind = random.randint(1, 2)
    what = [(random.randint(1, 2), random.randint(1, 5)) for _ in range(lines)]
    if k % 4:
        rate = random.choice((0.0, 0.1, 0.01, -0.05))
        rates = some(lambda: random.choice((rate, random.uniform(-0.1, 0.3))), m)
        retention = some(lambda: random.choice((0.8, 1.0, random.random(), random.uniform(0.6, 1))), m)
        amounts = [some(lambda: round(random.uniform(-20, 200), 2), m) for _ in range(lines)]
    else:  # what no shop has
        rates = some(lambda: random.choice((log_uniform(-300, 300), -1 + 2.0**-53, -0.5, 1.7e308, 5e-324, 0.0)), m)
        retention = some(lambda: random.choice((log_uniform(-307, 0), 5e-324, 0.0, 1.0)), m)
        amounts = [some(lambda: random.choice((1, -1)) * log_uniform(-300, 300), m) for _ in range(lines)]
    if kind == 2:
        retention.sort(reverse=True)
    acquisition = random.choice((0.0, 0.0, 40.0, -5.0, round(random.uniform(0, 500), 2)))
    add(kind, what, rates, retention, amounts, acquisition)


def bits(value):
    return "0x%016X" % struct.unpack("<Q", struct.pack("<d", value))[0]


def column(values, length):
    return "{" + ", ".join([bits(x) for x in values] + ["0"] * (length - len(values))) + "}"


print("/* Made by make_clv_schedule.py: bit patterns of doubles. */")
print("typedef struct clv_schedule_vector {")
print("    uint32_t kind, lines, m;")
print("    uint32_t line[%d][2];" % LINES)
print("    uint64_t discounts[%d], retention[%d], amount[%d][%d], acquisition, value;" % (PERIODS, PERIODS, LINES, PERIODS))
print("    double allowed; /* 1e-11 of the value, or ten times what an ulp moves it */")
print("} clv_schedule_vector;")
print()
print("static const clv_schedule_vector clv_schedule_vectors[] = {")
for (kind, lines, rates, retention, amounts, acquisition), at, allowed in rows:
    m = len(retention)
    what = ", ".join("{%d, %d}" % line for line in lines + [(0, 0)] * (LINES - len(lines)))
    table = ", ".join(column(x, PERIODS) for x in amounts + [[]] * (LINES - len(amounts)))
    table = table.replace("{" + ", ".join(["0"] * PERIODS) + "}", "{0}")
    print("    {%d, %d, %d, {%s}," % (kind, len(lines), m, what))
    print("     %s," % column(rates, PERIODS))
    print("     %s," % column(retention, PERIODS))
    print("     {%s}," % table)
    print("     %s, %s, %.3g}," % (bits(acquisition), bits(at), allowed))
print("};")
