#!/usr/bin/env python3
"""Gamma-gamma likelihoods from their definition, in sixty digits -> spend_vectors.h.

With gamma functions as they stand, which in so many digits need no care; slopes from digamma. bend is how
far ten units in the last place of the spend move the slope by ln gamma, over 1e-11."""

import random
from fractions import Fraction

from mpmath import betainc, digamma, log, loggamma, mp, mpf, sqrt

mp.dps = 60
random.seed(2013)


def log_uniform(low, high):
    return float("%.6g" % 10 ** random.uniform(low, high))


def show(value):
    return "%d" % value if isinstance(value, int) else mp.nstr(mpf(value), 20)


def likelihood(p, q, gamma, x, m):
    p, q, gamma, m = mpf(p), mpf(q), mpf(gamma), mpf(m)
    a, n = p * x, p * x + q
    total = gamma + m * x
    value = (loggamma(n) - loggamma(a) - loggamma(q) + q * log(gamma) + (a - 1) * log(m) + a * log(x)
             - n * log(total))
    slopes = (a * (digamma(n) - digamma(a) + log(m * x / total)), q * (digamma(n) - digamma(q) + log(gamma / total)),
              q - n * gamma / total)
    bend = (a + q) * mpf(2) ** -52 * 10 / mpf("1e-11") * (gamma / total) * (m * x / total)
    steep = max(abs(slope) for slope in slopes) * mpf(2) ** -52 * 10 / mpf("1e-11")
    return (value,) + slopes + (bend + steep,)


def pearson(first, second):
    n = len(first)
    f, s = [Fraction(v) for v in first], [Fraction(v) for v in second]
    mf, ms = sum(f) / n, sum(s) / n
    both = sum((u - mf) * (v - ms) for u, v in zip(f, s))
    square = sum((u - mf) ** 2 for u in f) * sum((v - ms) ** 2 for v in s)
    return mpf(both.numerator) / both.denominator / sqrt(mpf(square.numerator) / square.denominator)


def ranks(values):
    return [Fraction(sum(2 * (v < u) + (v == u) for v in values) + 1, 2) for u in values]


def tails(r, n):
    df = mpf(n - 2)
    t = r * sqrt(df / (1 - r * r))
    return betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)


OFTEN, MUCH = [1, 2, 2, 3, 5, 8], [10, 14, 9, 20, 26, 22]
linear, rank = pearson(OFTEN, MUCH), pearson(ranks(OFTEN), ranks(MUCH))

print("/* Made by tests/vectors/make_spend.py from mpmath; do not edit. */")
print("#ifndef SPEND_VECTORS_H\n#define SPEND_VECTORS_H\n\n#include <stdint.h>\n")
print("#define SPEND_EXAMPLE_PEARSON", show(linear))
print("#define SPEND_EXAMPLE_PEARSON_P", show(tails(linear, 6)))
print("#define SPEND_EXAMPLE_RANK", show(rank))
print("#define SPEND_EXAMPLE_RANK_P", show(tails(rank, 6)))
print("\ntypedef struct spend_vector {\n    uint32_t x;\n    double p, q, gamma, m, value, slope[3], bend;\n} spend_vector;\n")
print("static const spend_vector spend_vectors[] = {")
for case in range(160):
    p, q, gamma = log_uniform(-3, 6), log_uniform(-3, 6), log_uniform(-4, 7)
    x = random.choice([1, 2, 5, int(log_uniform(0, 4)), 4294967295])
    m = log_uniform(-3, 5)
    if case % 3 == 0:
        m = float("%.12g" % (p * gamma / q * (1 + random.uniform(-1, 1) / (1 + min(p * x, q)) ** 0.5)))
    if not 1e-12 <= m <= 1e15:
        m = 1.0
    v = likelihood(p, q, gamma, x, m)
    print("    {%s, {%s}, %s}," % (", ".join(map(show, (x, p, q, gamma, m, v[0]))).replace("4294967295,", "4294967295U,"),
                                   ", ".join(map(show, v[1:4])), show(v[4])))
print("};\n\n#endif")
