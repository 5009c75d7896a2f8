#!/usr/bin/env python3
"""Small data sets and every figure of them from the definitions, in fractions and forty digits ->
survival_vectors.h. Each time of events looks at all rows anew: no sorting, no running risk set."""

import random
from fractions import Fraction as F

from mpmath import erfinv, exp, gammainc, log, mp, mpf, sqrt

mp.dps = 40
random.seed(1958)
OUT = []
CONFIDENCE, LEVELS = 0.9, (0.75, 0.5, 0.25)
MOMENTS = {1: F(0), 2: F(1), 3: F(1, 2)}
GROUPS = 3


def real(x):
    return mpf(x.numerator) / x.denominator if isinstance(x, F) else mpf(x)


def column(name, values, kind="double"):
    shown = ("%r" if kind == "double" else "%d")
    if kind == "double":
        text = ["NAN" if v is None else repr(float(real(v))) for v in values]
    else:
        text = [shown % v for v in values]
    lines, line = [], "   "
    for t in text:
        if len(line) + len(t) + 2 > 99:
            lines.append(line)
            line = "   "
        line += " " + t + ","
    lines.append(line)
    OUT.append(f"static const {kind} {name}[{len(text)}] = {{\n" + "\n".join(lines) + "\n};")


def steps_of(rows):
    times = sorted({d for d, e, s, w, g in rows if e and w > 0})
    made, survival, green, hazard, spread = [], F(1), F(0), F(0), F(0)
    for i, t in enumerate(times):
        risk = sum(w for d, e, s, w, g in rows if d >= t and (s is None or s < t))
        died = sum(w for d, e, s, w, g in rows if d == t and e)
        until = times[i + 1] if i + 1 < len(times) else None
        lost = sum(w for d, e, s, w, g in rows if not e and d >= t and (until is None or d < until))
        survival *= 1 - died / risk
        if risk > died:
            green += died / (risk * (risk - died))
        hazard += died / risk
        spread += died / risk**2
        made.append((t, risk, died, lost, survival, green, hazard, spread))
    return made


def limits(s, green):
    if s in (0, 1):
        return real(s), real(s)
    z = sqrt(2) * erfinv(mpf(CONFIDENCE))
    width = z * sqrt(real(green)) / -log(real(s))
    return exp(log(real(s)) * exp(width)), exp(log(real(s)) * exp(-width))


def reach(times, heights, level, last):
    for i, h in enumerate(heights):
        if h is not None and h <= level:
            if h < level:
                return times[i]
            until = times[i + 1] if i + 1 < len(times) else last
            return (times[i] + until) / 2
    return None


def at(steps, t):
    return next((s[4] for s in reversed(steps) if s[0] <= t), F(1))


def mean(steps, tau):
    knots = [F(0)] + [s[0] for s in steps if s[0] < tau] + [tau]
    area = lambda low: sum((b - max(a, low)) * at(steps, a) for a, b in zip(knots, knots[1:]) if b > low)
    return area(F(0)), spread_of(steps, lambda t: area(t) if t < tau else F(0))


def spread_of(steps, tail):
    total = mpf(0)
    for t, n, d, lost, s, green, h, v in steps:
        if n > d:
            total += real(tail(t)) ** 2 * real(d / (n * (n - d)))
    return sqrt(total)


def value(steps, moment, discount, period, margins):
    paid = []
    for k, m in enumerate(margins):
        u = k + MOMENTS[moment]
        paid.append((u * period, real(m) * real(at(steps, u * period)) * (1 + real(discount)) ** -real(u)))
    tail = lambda t: sum((p for when, p in paid if when >= t), mpf(0))
    return tail(F(0)), spread_of(steps, tail)


def log_rank(rows):
    expected, observed = [F(0)] * GROUPS, [0] * GROUPS
    v = [[F(0)] * GROUPS for _ in range(GROUPS)]
    for t in sorted({r[0] for r in rows if r[1]}):
        n = [sum(1 for d, e, s, w, g in rows if g == j and d >= t and (s is None or s < t)) for j in range(GROUPS)]
        hit = [sum(1 for d, e, s, w, g in rows if g == j and d == t and e) for j in range(GROUPS)]
        N, D = sum(n), sum(hit)
        for j in range(GROUPS):
            observed[j] += hit[j]
            expected[j] += F(D * n[j], N)
            for k in range(GROUPS):
                if N > 1:
                    v[j][k] += F(D * (N - D), N - 1) * F(n[j], N) * ((j == k) - F(n[k], N))
    a, b, c = v[0][0], v[0][1], v[1][1]
    x, y = observed[0] - expected[0], observed[1] - expected[1]
    chi = (c * x * x - 2 * b * x * y + a * y * y) / (a * c - b * b)
    return observed, expected, v, chi, gammainc(1, real(chi) / 2, regularized=True)


def data(name, n, ties, late, weighted):
    rows = []
    for i in range(n):
        d = F(random.randint(1, 24)) if ties else F(random.expovariate(1 / 300))
        s = None
        if late:
            s = F(random.randint(0, int(d) - 1)) if ties else F(float(d) * random.random() ** 2)
        w = F(1)
        if weighted:
            w = F(random.choice([0.0, 0.5, 1.0, 0.1, 2.75, 40.0]))
        rows.append((d, int(random.random() < 0.6), s, w, random.randrange(GROUPS)))
    steps = steps_of(rows)
    last = max(d for d, e, s, w, g in rows if w > 0)
    column(name + "_duration", [r[0] for r in rows])
    column(name + "_event", [r[1] for r in rows], "uint32_t")
    column(name + "_group", [r[4] for r in rows], "uint32_t")
    if late:
        column(name + "_entry", [r[2] for r in rows])
    if weighted:
        column(name + "_weight", [r[3] for r in rows])
    column(name + "_at_risk", [s[1] for s in steps])
    column(name + "_censored", [s[3] for s in steps])
    column(name + "_survival", [s[4] for s in steps])
    column(name + "_error", [real(s[4]) * sqrt(real(s[5])) if s[4] else 0 for s in steps])
    column(name + "_hazard", [s[6] for s in steps])
    column(name + "_spread", [s[7] for s in steps])
    low, high = zip(*(limits(s[4], s[5]) for s in steps))
    column(name + "_low", low)
    column(name + "_high", high)
    times = [s[0] for s in steps]
    quantiles = []
    for level in LEVELS:
        quantiles += [reach(times, [s[4] for s in steps], F(level), last), reach(times, low, level, last),
                      reach(times, [h if s[4] else None for h, s in zip(high, steps)], level, last)]
    column(name + "_quantile", quantiles)
    tau = F(15) if ties else F(float(400))
    period = F(3) if ties else F(float(61.5))
    margins = [F(random.randint(-20, 400)) for _ in range(7)]
    column(name + "_margin", margins)
    figures = list(mean(steps, tau))
    for moment in (1, 2, 3):
        figures += value(steps, moment, F(0.03), period, margins)
    column(name + "_figure", figures)
    if not weighted:
        observed, expected, v, chi, p = log_rank(rows)
        column(name + "_expected", expected)
        column(name + "_variance", [x for row in v for x in row])
        column(name + "_test", [chi, p])


data("plain", 40, False, False, False)
data("tied", 60, True, False, False)
data("late", 60, True, True, False)
data("heavy", 60, True, False, True)
data("both", 50, False, True, True)


def halves(n):
    """S at the last step of customers 1..n who leave in turn, with the event, censored, with the event, ..."""
    k = mpf(n) / 2
    return mp.gamma(k + mpf(1) / 2) / mp.gamma(mpf(1) / 2) / mp.gamma(k + 1)


OUT.append("/* S at the last step of n customers who leave in turn, the first with the event, every other one censored. */")
for n in (2000, 200000, 10000000):
    OUT.append(f"static const double alternating_{n} = {float(halves(n))!r};")

with open(__file__.replace("make_survival.py", "survival_vectors.h"), "w") as f:
    f.write("/* Made by tests/vectors/make_survival.py from fractions and mpmath; do not edit. */\n#ifndef SURVIVAL_VECTORS_H\n#define SURVIVAL_VECTORS_H\n\n")
    f.write("#include <math.h>\n#include <stdint.h>\n\n" + "\n\n".join(OUT) + "\n\n#endif\n")
