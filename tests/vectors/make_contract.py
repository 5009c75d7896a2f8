#!/usr/bin/env python3
"""Survival curves and their discounted sums, in thirty digits -> contract_vectors.h.

The sums of sBG come from their definition as means over the customers' chances to leave, p ~ Beta(a, b + s):
(1 + d) r E 1/(d + p), or a finite geometric sum in the mean's place, by the trapezoidal rule over the logit of
p in fine steps. Those of BdW come term by term, then by the Euler-Maclaurin formula with derivatives from a
Taylor expansion. Neither is how the library goes about it."""

import random

from mpmath import bernoulli, exp, expm1, inf, log, log1p, loggamma, mp, mpf, taylor
from mpmath.calculus.quadrature import GaussLegendre

mp.dps = 30
random.seed(2007)


NODES = GaussLegendre(mp).calc_nodes(5, 110)


def log_uniform(low, high):
    return float("%.6g" % 10 ** random.uniform(low, high))


def log_survival(a, b, clock):
    return loggamma(b + clock) - loggamma(b) - loggamma(a + b + clock) + loggamma(a + b)


def mean_over_p(f, a, b, scale):
    step = min(mpf(1) / 8, mp.sqrt(1 / a + 1 / b) / 3)
    tiny = mpf(10) ** -24

    def side(sign):
        total = norm = last = mpf(0)
        k = 0 if sign < 0 else 1
        while True:
            w = log(a / b) + sign * k * step
            p, rest = 1 / (1 + exp(-w)), 1 / (1 + exp(w))
            weight = exp(a * log(p * (a + b) / a) + b * log(rest * (a + b) / b))
            term = weight * f(p)
            if p < tiny / (scale + 1) if sign < 0 else rest < tiny:
                more = 1 / -expm1(-(a if sign < 0 else b) * step)
                return total + term * more, norm + weight * more
            total, norm = total + term, norm + weight
            if term <= last and term < tiny * total and weight < tiny * norm:
                return total, norm
            last, k = term, k + 1

    down, up = side(-1), side(1)
    return (down[0] + up[0]) / (down[1] + up[1])


def geometric_residual(a, b, d, horizon, s):
    a, b, d = mpf(a), mpf(b), mpf(d)
    kept = (b + s) / (a + b + s)
    if horizon == 0 and d == 0:
        return kept * (a + b + s) / (a - 1)

    def payments(p):
        if horizon == 0:
            return (1 + d) / (d + p)
        return -expm1(horizon * (log1p(-p) - log1p(d))) * (1 + d) / (d + p)

    scale = horizon if horizon else 1 / d
    return kept * mean_over_p(payments, a, b + s + 1, scale)


def weibull_residual(a, b, c, d, horizon, s):
    a, b, c, d = mpf(a), mpf(b), mpf(c), mpf(d)
    clock = mpf(s) ** c

    def f(k):
        return exp(log_survival(a, b + clock, (s + k) ** c - clock) - (k - 1) * log1p(d))

    first = 600
    if horizon and horizon <= first:
        return sum(f(mpf(k)) for k in range(1, horizon + 1))

    def ends(k):
        series = taylor(f, mpf(k), 11)
        return f(mpf(k)) / 2 - sum(bernoulli(2 * j) / (2 * j) * series[2 * j - 1] for j in range(1, 6))

    total = sum(f(mpf(k)) for k in range(1, first)) + ends(first)
    end = mpf(horizon + 1) if horizon else inf
    low = mpf(first)
    while low < end:
        high = min(low * mpf("1.4"), end)
        half = (high - low) / 2
        part = half * sum(weight * f(low + half * (1 + x)) for x, weight in NODES)
        total += part
        if part < mpf(10) ** -22 * total and f(high) * high < mpf(10) ** -21 * total:
            break
        low = high
    return total - ends(horizon + 1) if horizon else total


def row(*values):
    values = [0.0 if isinstance(v, mpf) and v < mpf(10) ** -290 else v for v in values]
    return "    {" + ", ".join("%d" % v if isinstance(v, int) else mp.nstr(mpf(v), 20) for v in values) + "},"


curves = []
for kind in (1, 2):
    for _ in range(60):
        a, b = log_uniform(-3, 3), log_uniform(-3, 3)
        c = log_uniform(-2, 1) if kind == 2 else 0.0
        t = random.choice([1, 2, 7, 100, int(log_uniform(0, 6)), 1000000])
        power = mpf(c) if kind == 2 else mpf(1)
        mp.dps = 120
        now, before = log_survival(mpf(a), mpf(b), t**power), log_survival(mpf(a), mpf(b), mpf(t - 1) ** power)
        figures = exp(now), exp(now - before), exp(before) - exp(now)
        mp.dps = 30
        curves.append((kind, t, a, b, c) + figures)

sums = []
for case in range(110):
    a, b = log_uniform(-3, 3), log_uniform(-3, 3)
    d, s = log_uniform(-6, 1), random.choice([0, 0, 1, 5, int(log_uniform(0, 6))])
    horizon = random.choice([0, 0, 0, 1, 60, 300, int(log_uniform(2, 6))])
    if case % 10 == 9:
        a, d = float("%.6g" % (1 + 10 ** random.uniform(-2, 2))), 0.0
    if case % 20 == 1:
        d, horizon = 0.0, 1000000
    sums.append((1, horizon, s, a, b, 0.0, d, geometric_residual(a, b, d, horizon, s)))
for case in range(60):
    a, b, c = log_uniform(-3, 3), log_uniform(-3, 3), log_uniform(-2, 1)
    d, s = log_uniform(-6, 1), random.choice([0, 0, 1, 5, int(log_uniform(0, 6))])
    horizon = random.choice([0, 0, 0, 1, 60, 700, int(log_uniform(2, 6))])
    if case % 10 == 9:
        d, horizon = 0.0, 1000000
    if case % 10 == 5:
        a, d, horizon = float("%.6g" % ((1 + 10 ** random.uniform(0, 1)) / c)), 0.0, 0
    mp.dps = 30 if c < 1 else 110  # t^c is large, and only small differences of its gammas count
    sums.append((2, horizon, s, a, b, c, d, weibull_residual(a, b, c, d, horizon, s)))

print("/* Made by tests/vectors/make_contract.py from mpmath; do not edit. */")
print("#ifndef CONTRACT_VECTORS_H\n#define CONTRACT_VECTORS_H\n\n#include <stdint.h>\n")
print("typedef struct contract_curve_vector {\n    uint32_t kind, t;\n    double a, b, c, survival, retention, lapse;")
print("} contract_curve_vector;\n")
print("static const contract_curve_vector contract_curve_vectors[] = {")
print("\n".join(row(*vector) for vector in curves))
print("};\n")
print("/* horizon 0: for ever */")
print("typedef struct contract_sum_vector {\n    uint32_t kind, horizon, renewals;\n    double a, b, c, discount, residual;")
print("} contract_sum_vector;\n")
print("static const contract_sum_vector contract_sum_vectors[] = {")
print("\n".join(row(*vector) for vector in sums if vector[-1] < mpf(10) ** 300))
print("};\n\n#endif")
