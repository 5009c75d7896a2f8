#!/usr/bin/env python3
"""What moves lifetime values, what they pay for and when, by mpmath -> clv_figure_vectors.h.

Derivatives are differences of the value in 150 digits, retentions are found by bisection, periods by
summing up: nothing is taken from the formulas that the library solves.
"""

import math
import random
import struct

from mpmath import mp, mpf

mp.dps = 150
random.seed(1998)
FOREVER = 0x7FFFFFFF
NAN = float("nan")
NIL = mpf(2) ** -50
MAX = mpf(float.fromhex("0x1.fffffffffffffp+1023"))


def unit(r, d, g, horizon, timing):
    """What a margin of 1 is worth; None where it diverges."""
    gross = 1 + d
    gap = gross - r * (1 + g)
    if horizon == FOREVER:
        if gap <= 0:
            return None
        series = gross / gap
    else:
        q = r * (1 + g) / gross
        series = mpf(horizon) if q == 1 else (q**horizon - 1) / (q - 1)
    root = mp.sqrt(gross)
    return series * {1: r / gross, 2: 1 / gross, 3: mpf(1), 4: r / root, 5: 1 / root}[timing]


def slopes(r, d, g, horizon, timing):
    """The derivatives by r, d and g, as differences."""
    gap = 1 + d - r * (1 + g)
    near = min(mpf(1), 1 + d)
    if horizon == FOREVER:
        near = min(near, gap)
    found = []
    for k, scale in ((0, near / max(1, 1 + g)), (1, near), (2, near)):
        h = scale * mpf(10) ** -40
        low, high = [r, d, g], [r, d, g]
        low[k] -= h
        high[k] += h
        found.append((unit(*high, horizon, timing) - unit(*low, horizon, timing)) / (2 * h))
    return found


def root(m, d, g, horizon, timing, target):
    """The retention in [0, 1] whose value is the target, "any" or "never"."""
    def rest(r):
        value = unit(r, d, g, horizon, timing)
        if value is None:
            return mp.sign(m) * mp.inf if m else -target
        off = m * value - target
        return mpf(0) if abs(off) <= NIL * abs(target) else off

    low, high = rest(mpf(0)), rest(mpf(1))
    if low < 0 and high < 0:
        return "never"
    if low >= 0 and high >= 0:
        return "any"
    if low == 0 or high == 0:
        return mpf(0) if low == 0 else mpf(1)
    a, b = mpf(0), mpf(1)
    for _ in range(60):  # first its magnitude, then its digits
        middle = mp.sqrt(a * b) if a else b * mpf(10) ** -6
        value = unit(middle, d, g, horizon, timing)
        up = mp.sign(m) if value is None else mp.sign(m * value - target)
        if (up > 0) == (high > 0):
            b = middle
        else:
            a = middle
        if a and b / a < mpf("1.001"):
            break
    for _ in range(90):
        middle = (a + b) / 2
        value = unit(middle, d, g, horizon, timing)
        up = mp.sign(m) if value is None else mp.sign(m * value - target)
        if (up > 0) == (high > 0):
            b = middle
        else:
            a = middle
    return (a + b) / 2


def periods(m, r, d, g, horizon, timing, ac):
    """Summed up; None where it would take too long to say."""
    if ac <= 0:
        return mpf(0)
    first = m * unit(r, d, g, 1, timing) if horizon else mpf(0)
    if first <= 0:
        return None
    q, target = r * (1 + g) / (1 + d), ac * (1 - NIL)
    if horizon == FOREVER and q < 1 and first / (1 - q) <= target:
        return None
    total, term, n = mpf(0), first, 0
    while n < min(horizon, 20000):
        total, term, n = total + term, term * q, n + 1
        if total >= target:
            return mpf(n)
    return None if n == horizon else "long"


NAMES = ["by_margin", "by_retention", "by_discount", "by_growth", "net_margin", "net_retention", "net_discount",
         "net_growth", "net_acquisition", "percent_retention", "percent_discount", "percent_growth",
         "point_retention", "point_discount", "point_growth", "to_acquire", "to_earn", "to_retain", "periods",
         "retention_lift", "margin_lift", "once", "in_advance", "on_retained", "with_cost"]
STEP, RAISE, COST = mpf(0.01), mpf(0.015625), mpf(12.5)


def figures(case):
    """Figures by name (None: it does not exist) and notes; None where the value diverges."""
    m, r, d, g, ac = (mpf(x) for x in case[:5])
    horizon, timing = case[5:7]
    one = unit(r, d, g, horizon, timing)
    if one is None:
        return None
    gross, found, notes = m * one, {}, 0
    by = [one] + [m * x for x in slopes(r, d, g, horizon, timing)]
    for name, x in zip(NAMES[:4], by):
        found[name] = x
    net = gross - ac
    for name, x, lever in zip(NAMES[4:9], by + [mpf(-1)], (m, r, d, g, ac)):
        found[name] = x * lever / net if net else None
    for k, name in enumerate(("retention", "discount", "growth")):
        for what, moved in (("percent_", (r, d, g)[k] * (1 + STEP)), ("point_", (r, d, g)[k] + STEP)):
            rates = [r, d, g]
            rates[k] = moved
            valid = 0 <= rates[0] <= 1 and rates[1] > -1 and rates[2] >= -1
            other = unit(*rates, horizon, timing) if valid else None
            found[what + name] = None if other is None else m * (other - one)
    found["to_acquire"] = gross
    found["to_earn"] = mpf(0) if not ac else ac / one if one else None
    notes |= 1 if found["to_earn"] is None else 0
    retain = root(m, d, g, horizon, timing, ac)
    notes |= {"never": 2, "any": 8}.get(retain, 0) if isinstance(retain, str) else 0
    found["to_retain"] = {"never": None, "any": mpf(0)}[retain] if isinstance(retain, str) else retain
    found["periods"] = periods(m, r, d, g, horizon, timing, ac)
    notes |= 4 if found["periods"] is None else 0
    lifted = root(m, d, g, horizon, timing, gross + COST)
    found["retention_lift"] = {"never": None, "any": -r}[lifted] if isinstance(lifted, str) else lifted - r
    found["margin_lift"] = COST / one if one else None
    raised = mpf(min(1.0, case[1] + float(RAISE)))
    after = unit(raised, d, g, horizon, timing)
    level = [unit(raised, d, mpf(0), horizon, t) for t in (3, 1)]
    if after is None or level[0] is None:
        found.update(once="diverges", in_advance="diverges", on_retained="diverges")
    else:
        found["once"] = m * (after - one)
        found["in_advance"] = found["once"] / level[0] if level[0] else None
        found["on_retained"] = found["once"] / level[1] if level[1] else None
    spent = unit(r, d, mpf(0), horizon, 5)
    found["with_cost"] = "diverges" if spent is None else net - COST * spent
    return found, notes


def moved_cases(case):
    low = (-math.inf, 0.0, -1.0, -1.0, -math.inf)
    high = (math.inf, 1.0, math.inf, math.inf, math.inf)
    for k in range(5):
        for towards in (-math.inf, math.inf):
            moved = math.nextafter(case[k], towards)
            if case[k] and low[k] <= moved <= high[k] and not (k == 2 and moved <= -1):
                yield case[:k] + (moved,) + case[k + 1 :]


rows, seen = [], set()


def add(m, r, d, g, ac, horizon, timing=None):
    case = (float(m), float(r), float(d), float(g), float(ac), horizon, timing or random.randint(1, 5))
    if case in seen or not 0 <= case[1] <= 1 or not case[2] > -1 or not case[3] >= -1:
        return
    seen.add(case)
    found = figures(case)
    if found is None:
        rows.append((case, 8, 0, []))
        return
    values, notes = found
    others = [other for other in (figures(near) for near in moved_cases(case)) if other is not None]
    out = []
    for name in NAMES:
        at = values[name]
        if isinstance(at, str):  # not held to a value
            out.append((math.inf, 0.0))
            continue
        if at is None:
            out.append((NAN, 0.0))
            continue
        if abs(at) > MAX:
            return
        near = [other[0][name] for other in others]
        far = max([abs(x - at) for x in near if isinstance(x, mpf)] + [mpf(0)])
        allowed = mpf(10) ** -11 * abs(at) + mpf(10) ** -300
        if far > mpf(10) ** -12 * abs(at):
            allowed = max(allowed, 10 * far)
        out.append((float(at), float(allowed)))
    rows.append((case, 0, notes, out))


def log_uniform(low, high):
    return 10.0 ** random.uniform(low, high)


HORIZONS = [0, 1, 2, 3, 5, 12, 36, 60, 360, 65535, 2147483646, FOREVER, FOREVER, FOREVER, FOREVER]
for timing in range(1, 6):
    for horizon in (1, 5, 12, FOREVER):
        add(100, 0.8, 0.1, 0, 100, horizon, timing)
        add(40, 0.8, 0.1, 0.03, 100, horizon, timing)
for _ in range(160):  # what shops have
    r = random.choice((0.0, 1.0, 0.8, 0.5, random.uniform(0.3, 0.98), random.random()))
    d = random.choice((0.0, 0.1, 0.01, random.uniform(0.001, 0.3), random.uniform(-0.1, 0)))
    g = random.choice((0.0, 0.0, 0.02, random.uniform(-0.3, 0.1)))
    m = random.choice((100.0, 17.95, -30.0, round(random.uniform(1, 1e4), 2)))
    add(m, r, d, g, random.choice((0.0, 40.0, m * random.uniform(-1, 6), m * 1.5)), random.choice(HORIZONS))
for _ in range(50):  # near the pole, and near q = 1
    r, g = random.uniform(0.2, 0.97), random.uniform(-0.2, 1)
    d = r * (1 + g) - 1 + random.choice((1, 1, -1)) * random.choice((2.0**-52, log_uniform(-14, -3)))
    add(100.0, r, d, g, random.choice((0.0, 150.0, 1e5, log_uniform(0, 12))), random.choice(HORIZONS))
for _ in range(40):  # a discount near -1, rates of any size, almost no one who stays
    d = random.choice((-1 + log_uniform(-12, -1), log_uniform(-8, 6)))
    r = random.choice((log_uniform(-12, 0), log_uniform(-100, 0), 1.0))
    g = random.choice((0.0, -1.0, log_uniform(-8, 3), -1 + log_uniform(-12, -1)))
    add(log_uniform(-5, 9), r, d, g, log_uniform(-3, 9), random.choice((1, 2, 3, 12, FOREVER, FOREVER)))
for r, g, d in ((1, 0, 0), (0.5, 1, 0), (0.5, 0, -0.5), (1, 0.25, 0.25), (0.75, 1, 0.5)):  # q = 1
    for horizon in (1, 2, 12, 1000, 2147483646):
        add(100.0, r, d, g, random.choice((0.0, 100.0, 550.0)), horizon)
for _ in range(20):  # acquisition eats the whole value, but for a crumb
    r, d = random.uniform(0.3, 0.95), random.uniform(0.01, 0.3)
    horizon, timing = random.choice((1, 5, 12, FOREVER)), random.randint(1, 5)
    whole = float(100 * unit(mpf(r), mpf(d), mpf(0), horizon, timing))
    add(100.0, r, d, 0.0, whole * (1 - random.choice((0.0, log_uniform(-12, -1)))), horizon, timing)

paybacks, chance = [], random.Random(1985)


def add_payback(m, r, d, g, ac, horizon, timing):
    if horizon == FOREVER and unit(mpf(r), mpf(d), mpf(g), horizon, timing) is None:
        return
    found = periods(mpf(m), mpf(r), mpf(d), mpf(g), horizon, timing, mpf(ac))
    assert found != "long"
    paybacks.append(((m, r, d, g, ac, horizon, timing), NAN if found is None else float(found)))


for k in range(60):  # won for what n margins bring, to the bit below and above
    r = (1.0, 0.0, 0.5, 0.8, chance.uniform(0.3, 1), chance.uniform(0.9, 1))[k % 6]
    d, g = chance.choice(((0.0, 0.0), (0.1, 0.0), (0.25, 0.25), (chance.uniform(0, 0.3), chance.uniform(-0.1, 0.1))))
    n, m = chance.randint(1, 2 if r == 0 else 30), chance.choice((1.0, 7.0, chance.uniform(1, 100)))
    timing = chance.randint(1, 5)
    whole = float(mpf(m) * unit(mpf(r), mpf(d), mpf(g), n, timing) / (1 - NIL))
    for ac in (math.nextafter(whole, 0.0), whole, math.nextafter(whole, math.inf)):
        add_payback(m, r, d, g, ac, chance.choice((n, n + 1, n + 9, FOREVER)), timing)
for m, r, d, ac in (  # won for the whole of an endless value, but for 2^-100 of it
    (1.0, 0.5, 0.0, 2 + 2.0**-49),
    (1128648685912063.0, 0.38037109375, 0.0, 1821491338650833.0),
    (5643595568644091.0, 0.026012550108134747, 0.0, 5794320624224330.0),
    (7575951555735565.0, 0.036865234375, 0.470947265625, 7770702778908209.0),
):
    add_payback(m, r, d, 0.0, ac, 2147483646, 3)
add_payback(1.2, 0.0, 0.1, 0.0, 1.200000000000001, FOREVER, 3)  # a hair more than the only margin


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


print("/* Made by make_clv_figures.py: bit patterns of doubles. */")
print("enum clv_figure_name {")
print(",\n".join("    FIGURE_" + name.upper() for name in NAMES) + ",")
print("    FIGURES")
print("};")
print("typedef struct clv_figure_vector {")
print("    uint64_t margin, retention, discount, growth, acquisition;")
print("    uint32_t horizon, timing;")
print("    int32_t status;")
print("    uint32_t notes;")
print("    uint64_t value[FIGURES]; /* infinite: not held to a value */")
print("    double allowed[FIGURES]; /* 1e-11 of the value, or ten times what an ulp moves it */")
print("} clv_figure_vector;")
print()
print("static const clv_figure_vector clv_figure_vectors[] = {")
for case, status, notes, out in rows:
    given = ", ".join("0x%016X" % bits(x) for x in case[:5])
    out = out or [(0.0, 0.0)] * len(NAMES)
    print("    {%s, %d, %d, %d, %d," % (given, case[5], case[6], status, notes))
    print("     {%s}," % ", ".join("0x%016X" % bits(at) for at, _ in out))
    print("     {%s}}," % ", ".join("%.3g" % min(allowed, 1.7e308) for _, allowed in out))
print("};")
print("typedef struct clv_payback_vector {")
print("    uint64_t margin, retention, discount, growth, acquisition;")
print("    uint32_t horizon, timing;")
print("    double periods; /* -1: never */")
print("} clv_payback_vector;")
print()
print("static const clv_payback_vector clv_payback_vectors[] = {")
for case, count in paybacks:
    given = ", ".join("0x%016X" % bits(x) for x in case[:5])
    print("    {%s, %d, %d, %g}," % (given, case[5], case[6], -1 if math.isnan(count) else count))
print("};")
