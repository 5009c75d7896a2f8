#!/usr/bin/env python3
"""Jackknifed Ginis and split inequality by definition, in fractions and sixty digits ->
concentration_vectors.h."""

import random
from fractions import Fraction

from mpmath import log, mp, mpf, sqrt

mp.dps = 60
random.seed(1912)


def number(value):
    return mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mpf(value)


def differences(values):
    return sum(abs(a - b) for i, a in enumerate(values) for b in values[:i])


def gini(values):
    total = sum(values)
    return Fraction(differences(values), len(values) * total) if total > 0 else None


def normalized(values):
    """Chen, Tsaur and Rhai as corrected by Berrebi and Silber, as they write it."""
    n, total, ascending = len(values), sum(values), sorted(values)
    if total <= 0:
        return None
    y = [Fraction(x, total) for x in ascending]
    k = max(k for k in range(n) if sum(y[:k]) <= 0)
    below = sum(y[:k])
    divisor = 1 + Fraction(2, n) * sum((j + 1) * y[j] for j in range(k))
    return gini(values) / (divisor + below * (below / y[k] - (1 + 2 * k)) / n)


def percentile(values, share):
    """Type 7: a straight line between ranks."""
    ascending = sorted(values)
    place = Fraction(share) * (len(values) - 1)
    k = int(place)
    high = ascending[min(k + 1, len(values) - 1)]
    return ascending[k] + (place - k) * (high - ascending[k])


def jackknife(values):
    n, whole = len(values), gini(values)
    without = [gini(values[:k] + values[k + 1 :]) for k in range(n)]
    if whole is None or None in without:
        return whole, None, None
    mean = sum(without) / n
    variance = Fraction(n - 1, n) * sum((g - mean) ** 2 for g in without)
    return whole, n * whole - (n - 1) * mean, sqrt(number(variance))


def theil_t(values):
    mean = Fraction(sum(values), len(values))
    return sum(number(v / mean) * log(number(v / mean)) for v in values if v > 0) / len(values)


def theil_l(values):
    mean = Fraction(sum(values), len(values))
    return sum(log(number(mean / v)) for v in values) / len(values)


def split(values, segments):
    """Within and between by their definitions, the overlap by Dagum's: pairs of customers whose
    order is not that of their segments' means, counted twice."""
    n, total = len(values), sum(values)
    groups = [[v for v, s in zip(values, segments) if s == g] for g in sorted(set(segments))]
    within = sum(Fraction(differences(g)) for g in groups) / (n * total)
    between = sum(
        abs(len(h) * sum(g) - len(g) * sum(h)) for i, g in enumerate(groups) for h in groups[:i]
    )
    across = Fraction(0)
    for i, g in enumerate(groups):
        for h in groups[:i]:
            rich, poor = (g, h) if len(h) * sum(g) >= len(g) * sum(h) else (h, g)
            across += 2 * sum(p - r for r in rich for p in poor if p > r)
    figures = [within, Fraction(between, n * total), across / (n * total)]
    if min(values) < 0:
        return figures + [None] * 4
    means = [Fraction(sum(g), len(g)) for g in groups]
    all_mean = Fraction(total, n)
    t_in = sum(number(Fraction(sum(g), total)) * theil_t(g) for g in groups if sum(g) > 0)
    t_out = sum(
        len(g) * number(m / all_mean) * log(number(m / all_mean)) for g, m in zip(groups, means) if m > 0
    )
    figures += [t_in, t_out / n]
    if min(values) == 0:
        return figures + [None] * 2
    l_in = sum(number(Fraction(len(g), n)) * theil_l(g) for g in groups)
    l_out = sum(len(g) * log(number(all_mean / m)) for g, m in zip(groups, means))
    return figures + [l_in, l_out / n]


def draw(kind, n):
    if kind == 0:
        return [random.randint(1, 100) for _ in range(n)]
    if kind == 1:
        return [int(1000 * random.paretovariate(1.05)) for _ in range(n)]
    if kind == 2:
        return [int(random.lognormvariate(8, 3)) + 1 for _ in range(n)]
    if kind == 3:
        return [random.randint(-300, 1000) for _ in range(n)]
    if kind == 4:
        return [max(0, random.randint(-50, 50)) for _ in range(n)]
    return [10**12 + random.randint(0, 9) for _ in range(n)]


cases = [
    ([10, 10, 10, 20, 50], [0, 0, 1, 1, 1]),
    ([500, 300, 80, 50, 30, 20, 10, 5, 3, 2], [0, 1] * 5),
    ([420, 310, 150, 90, 60, 25, 0, -15, -70, -170], [0] * 4 + [1] * 3 + [2] * 3),
    ([1, 2, 3, 4, 5], [0] * 5),
    ([1, 2, 3, 4, 5], [0, 1, 2, 3, 4]),
    ([7, 7, 7, 7], [0, 0, 1, 1]),
    ([5, 3], [0, 0]),
    ([1, 2, 3, 11, 12, 13], [0, 0, 0, 1, 1, 1]),
]
while len(cases) < 60:
    kind, n = len(cases) % 6, random.randint(2, 24)
    values = draw(kind, n)
    if sum(values) > max(values) + 1:
        cases.append((values, [random.randint(0, random.randint(0, 3)) for _ in values]))

# One customer who holds all but nothing.
cases += [
    ([10**12, 7, 0], [0, 1, 1]),
    ([10**12, 7, 0, 0, 0], [0, 0, 1, 1, 1]),
    ([7, 0, 10**12, 0, 0, 7, 0, -5, 7], [0, 1, 2] * 3),
    ([7, -5, 7, 10**12, 7], [0, 1, 0, 1, 0]),
    ([2**53, 1, 1, 2, 3], [0, 0, 0, 1, 1]),
    ([-500, -300, -300, -100, 200, 300, 300, 400, 500, 500], [0, 1] * 5),
    ([-1, -1, 3], [0, 1, 0]),
    ([-(10**6), 0, 0, 5, 10**6], [0, 1, 0, 1, 0]),
]


def text(value):
    return "NAN" if value is None else mp.nstr(number(value), 19)


print("/* Made by make_concentration.py: the definitions in fractions and sixty digits. */")
print("static const struct {")
print("    uint32_t n;")
print("    int64_t value[24];")
print("    uint32_t segment[24];")
print("    double gini, normalized, quarter, high, corrected, standard_error;")
print("    double within, between, overlap;")
print("    double t_within, t_between, l_within, l_between;")
print("} concentration_vectors[] = {")
for values, segments in cases:
    whole, *interval = jackknife(values)
    ranks = [percentile(values, Fraction(1, 4)), percentile(values, 0.9)]
    figures = [whole, normalized(values), *ranks, *interval, *split(values, segments)]
    print("    {%d," % len(values))
    print("     {%s}," % ", ".join("INT64_C(%d)" % v for v in values))
    print("     {%s}," % ", ".join(map(str, segments)))
    print("     %s}," % ", ".join(map(text, figures)))
print("};")
