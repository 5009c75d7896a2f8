#!/usr/bin/env python3
"""Series by mpmath -> track_vectors.h: lines with their intervals, charts, CUSUMs, over whole columns.

Everything is computed from the textbook's form in 60 digits from the doubles given. What is allowed is 1e-11
of the figure, or ten times what one ulp of any one input moves it where that is more than 1e-12.
"""

import math
import random
import struct

from mpmath import mp, mpf

mp.dps = 60
random.seed(1954)
NAN = mpf("nan")
LONGEST = 24
FIGURES = (
    "slope intercept error low high t p r_squared deviation mean spread moving lower upper"
    " ewma reach high_now low_now high_peak low_peak"
).upper().split()


def width(confidence):
    return mp.erfinv(confidence) * mp.sqrt(2)


def student_tails(t, df):
    return mp.betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def student_width(confidence, df):
    alpha, t, df = 1 - confidence, width(confidence), mpf(df)
    log_beta = mp.loggamma(df / 2) + mp.loggamma(mpf(1) / 2) - mp.loggamma((df + 1) / 2)
    for _ in range(100):
        tail = student_tails(t, df)
        density = mp.exp(-log_beta - (df + 1) / 2 * mp.log(1 + t * t / df)) / mp.sqrt(df)
        step = mp.log(tail / alpha) * tail / (2 * t * density)
        t *= mp.exp(step)
        if abs(step) < mpf(10) ** -30:
            return t
    raise ArithmeticError((confidence, df))


WIDTHS = {}


def line(confidence, time, value):
    n = len(value)
    mean_x, mean_y = mp.fsum(time) / n, mp.fsum(value) / n
    xx = mp.fsum((x - mean_x) ** 2 for x in time)
    xy = mp.fsum((x - mean_x) * (y - mean_y) for x, y in zip(time, value))
    yy = mp.fsum((y - mean_y) ** 2 for y in value)
    slope = xy / xx
    rest = mp.fsum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(time, value))
    if rest < mpf(10) ** -50 * yy:
        rest = mpf(0)
    found = [slope, mean_y - slope * mean_x, NAN, NAN, NAN, NAN, NAN, 1 - rest / yy if yy else NAN, NAN]
    if n > 2:
        key = (confidence, n)
        if key not in WIDTHS:
            WIDTHS[key] = student_width(*key[:1], n - 2)
        deviation = mp.sqrt(rest / (n - 2))
        error = deviation / mp.sqrt(xx)
        t = slope / error if error else NAN
        p = student_tails(t, mpf(n - 2)) if error else NAN
        half = error * WIDTHS[key]
        found = [slope, found[1], error, slope - half, slope + half, t, p, found[7], deviation]
    return found


def charts(chart, value):
    target, slack, _, weight, sigma, limit_width = chart
    n = len(value)
    mean = mp.fsum(value) / n
    spread = mp.sqrt(mp.fsum((y - mean) ** 2 for y in value) / (n - 1))
    moving = mp.fsum(abs(a - b) for a, b in zip(value, value[1:])) / (n - 1)
    factor = mpf(2.66)
    z, high, low, high_peak, low_peak = target, mpf(0), mpf(0), mpf(0), mpf(0)
    for x in value:
        z = weight * x + (1 - weight) * z
        high, low = max(mpf(0), x - (target + slack) + high), max(mpf(0), (target - slack) - x + low)
        high_peak, low_peak = max(high, high_peak), max(low, low_peak)
    reach = limit_width * sigma * mp.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * n)))
    return [mean, spread, moving, mean - factor * moving, mean + factor * moving, z, reach, high, low, high_peak,
            low_peak]


def figures(confidence, chart, time, value):
    return line(confidence, time, value) + charts(chart, value)


rows = []


def add(confidence, chart, first, time, value):
    """time None: periods from first on."""
    n = len(value)
    given = [float(first + k) for k in range(n)] if time is None else [float(x) for x in time]
    chart, value = [float(x) for x in chart], [float(y) for y in value]
    exact = lambda c, t, v: figures(mpf(confidence), list(map(mpf, c)), list(map(mpf, t)), list(map(mpf, v)))
    due = exact(chart, given, value)
    allowed = [abs(q) * mpf("1e-11") + mpf("1e-300") for q in due]

    def loosen(near):
        for k, (q, other) in enumerate(zip(due, near)):
            if mp.isnan(q) != mp.isnan(other):
                allowed[k] = mpf("1e300")  # one ulp away it exists, or does not
            elif abs(other - q) > abs(q) * mpf("1e-12"):
                allowed[k] = max(allowed[k], 10 * abs(other - q))

    nudge = lambda x: math.nextafter(x, math.inf if x <= 0 else -math.inf)
    for k in random.sample(range(n), min(n, 6)):
        loosen(exact(chart, given, value[:k] + [nudge(value[k])] + value[k + 1 :]))
        if time is not None:
            loosen(exact(chart, given[:k] + [nudge(given[k])] + given[k + 1 :], value))
    for k in (0, 1, 3, 4):
        loosen(exact(chart[:k] + [nudge(chart[k])] + chart[k + 1 :], given, value))
    rows.append((confidence, chart, first, time is not None, given, value, due, allowed))


def chart_for(value):
    middle = random.choice((sum(value) / len(value), value[0], 0.0))
    size = max(abs(y - middle) for y in value) or 1.0
    return (middle, size * random.choice((0.0, 0.1, 0.25)), size * random.uniform(0.5, 4),
            random.choice((1.0, 0.2, 0.1, random.uniform(0.01, 1))), size * random.random(), 3.0)


def series(n):
    kind = random.randrange(6)
    if kind == 0:
        return [random.gauss(0, 1) for _ in range(n)]
    if kind == 1:
        return [10 + 0.3 * k + random.gauss(0, 0.5) for k in range(n)]
    if kind == 2:
        return [float(random.randint(0, 9)) for _ in range(n)]
    if kind == 3:
        return [1e9 + random.random() for _ in range(n)]
    if kind == 4:
        return [random.uniform(-1, 1) * 10 ** random.uniform(-3, 12) for _ in range(n)]
    return [random.uniform(-1, 1) * 1e130 for _ in range(n)]


MONTGOMERY = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37,
              10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5]
add(0.95, (10, 0.5, 5, 0.1, 1, 2.7), 1, None, MONTGOMERY)
add(0.95, (3, 0.5, 2, 0.2, 1, 3), 0, None, [1, 2, 3, 4, 5])
add(0.95, (5, 0.5, 2, 0.2, 1, 3), 0, None, [5, 5, 5, 5.5])
for _ in range(60):
    value = series(random.choice((2, 3, 4, 7, 12, 24)))
    add(random.choice((0.9, 0.95, 0.99)), chart_for(value), random.choice((0, 1, -40, 20000, 10**9)), None, value)
for _ in range(60):
    value = series(random.choice((2, 3, 5, 9, 20)))
    scale = 10 ** random.uniform(-4, 6)
    time = [random.choice((0, 0, 1e3)) * scale + scale * (k + random.random() / 2) for k in range(len(value))]
    random.shuffle(time)
    add(random.choice((0.9, 0.95, 0.99)), chart_for(value), 0, time, value)


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", float(value)))[0]


def words(values, count):
    return ", ".join("0x%016X" % bits(x) for x in list(values) + [0.0] * (count - len(values)))


print("/* Made by make_track.py: bit patterns of doubles. */")
print("enum track_vector_figure {")
print("".join("    VECTOR_%s,\n" % name for name in FIGURES) + "    VECTOR_FIGURES")
print("};")
print("typedef struct track_vector {")
print("    double confidence;")
print("    int64_t first;")
print("    int n, timed;")
print("    uint64_t chart[6];")
print("    uint64_t time[%d], value[%d];" % (LONGEST, LONGEST))
print("    uint64_t due[VECTOR_FIGURES];")
print("    double allowed[VECTOR_FIGURES];")
print("} track_vector;")
print()
print("static const track_vector track_vectors[] = {")
for confidence, chart, first, timed, time, value, due, allowed in rows:
    print("    {%r, %d, %d, %d," % (confidence, first, len(value), timed))
    print("     {%s}," % words(chart, 6))
    print("     {%s}," % words(time, LONGEST))
    print("     {%s}," % words(value, LONGEST))
    print("     {%s}," % words(due, len(FIGURES)))
    print("     {%s}}," % ", ".join("%.3g" % (0 if mp.isnan(a) else min(a, mpf("1.7e308"))) for a in allowed))
print("};")
