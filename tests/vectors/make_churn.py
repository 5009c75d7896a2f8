#!/usr/bin/env python3
"""Conversion of churn, lifetimes and what a cut of churn does, in fifty digits -> churn_vectors.h."""

import random

from mpmath import log, mp, mpf

mp.dps = 50
random.seed(2905)


def literal(value):
    if value is None:
        return "NAN"
    return repr(value) if isinstance(value, float) else mp.nstr(value, 19)


def row(periods, churn, cut, discount):
    c, d, k = mpf(churn), mpf(discount), mpf(periods)
    converted = 1 - (1 - c) ** k
    figures = [converted, 1 / c, (1 - c) / c, log(mpf(1) / 2) / log(1 - c)]
    for fall in (mpf(cut), c * mpf(cut)):
        then = c - fall
        good = 0 <= then <= 1
        figures += [then if good else None, 1 / (then + d) if good else None]
        figures.append((1 / (then + d)) / (1 / (c + d)) - 1 if good else None)
    figures += [1 / (c + d), -c / (c + d)]
    given = ", ".join(repr(x) for x in (periods, churn, cut, discount))
    return f"    {{{given},\n     {', '.join(literal(f) for f in figures)}}},"


rows = [row(12.0, 0.03, 0.01, 0.0), row(1 / 12, 0.306158, 0.05, 0.1)]
for size in (1.0, 0.5, 0.1, 0.01, 1e-4, 1e-8, 1e-15):
    for periods in (12.0, 1 / 12, 365.25):
        churn = random.uniform(0.1, 0.99) * size
        rows.append(row(periods, churn, random.uniform(-0.9, 0.9) * churn, random.choice((0.0, 0.1, random.random()))))
print("/* Made by make_churn.py: the definitions in fifty digits. */")
print("static const struct {")
print("    double periods, churn, cut, discount;")
print("    double converted, lifetime, renewals, half_life;")
print("    double points_changed, points_after, points_lift;")
print("    double relative_changed, relative_after, relative_lift, before, elasticity;")
print("} churn_vectors[] = {")
print("\n".join(rows))
print("};")
