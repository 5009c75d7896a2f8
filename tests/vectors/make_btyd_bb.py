#!/usr/bin/env python3
"""BG/BB from its definition, in forty digits -> btyd_bb_vectors.h.

At each opportunity a customer leaves with a chance theta ~ Beta(gamma, delta), else buys with a chance p ~
Beta(alpha, beta). Every figure is a sum over the last opportunity the customer was there, of moments of p and
theta by gamma functions; residuals by Gauss's function, or as sums of the discounted opportunities."""

import random

from mpmath import binomial, exp, fsum, hyp2f1, log, loggamma, mp, mpf, sumem

mp.dps = 40
random.seed(2010)


def lb(p, q):
    return loggamma(p) + loggamma(q) - loggamma(p + q)


def terms(al, be, ga, de, x, t_x, n):
    """Left after i opportunities, t_x <= i < n; there at n."""
    base = lb(al, be) + lb(ga, de)
    left = [exp(lb(al + x, be + i - x) + lb(ga + 1, de + i) - base) for i in range(t_x, n)]
    return left, exp(lb(al + x, be + n - x) + lb(ga, de + n) - base)


def gradient(al, be, ga, de, x, t_x, n):
    def ln_l(v):
        left, there = terms(*(mpf(u) for u in v), x, t_x, n)
        return log(sum(left) + there)

    v, h = [al, be, ga, de], mpf(10) ** -12
    slopes = []
    for i in range(4):
        up, down = list(v), list(v)
        up[i], down[i] = v[i] * exp(h), v[i] * exp(-h)
        slopes.append((ln_l(up) - ln_l(down)) / (2 * h))
    return slopes


def figures(al, be, ga, de, x, t_x, n, m, d):
    left, there = terms(al, be, ga, de, x, t_x, n)
    total = sum(left) + there
    A, B, D = al + x, be + n - x, de + n

    def stays(j):
        return exp(lb(ga, D + j) - lb(ga, D))

    def number(k):
        def taken(j):
            return binomial(j, k) * exp(lb(A + k, B + j - k) - lb(A, B))
        return stays(m) * taken(m) + sum((stays(j) - stays(j + 1)) * taken(j) for j in range(k, m))

    there /= total
    buys = there * A / (A + B)
    alive = there * stays(1)
    expected = buys * sum(stays(j) for j in range(1, m + 1))
    within = buys * sum(stays(j) / (1 + d) ** j for j in range(1, m + 1))
    residual = mpf(-1)
    if d > 0:
        v = 1 / (1 + d)
        residual = buys * v * D / (ga + D) * hyp2f1(1, D + 1, ga + D + 1, v)
    elif ga > 1:
        residual = buys * D / (ga - 1)
    none = 1 - there + there * number(0)
    some = there * sum(stays(j) * exp(lb(A + 1, B + j - 1) - lb(A, B)) for j in range(1, m + 1))
    return [log(total), alive, expected, residual, within, none, some] + [
        there * number(k) if k <= m else mpf(0) for k in (1, 5)]


def long_sum(f, first, end):
    """sum over first <= i < end, most of it by the formula of Euler and Maclaurin."""
    middle = first + 2000
    return fsum(f(i) for i in range(first, middle)) + sumem(f, [middle, end - 1], tol=mpf(10) ** -22)


def many(al, be, ga, de, x, t_x, n):
    """ln L of very many opportunities, P(some) of as many more, P(20) of a new customer, slopes of ln L."""
    def ln_l(al, be, ga, de):
        base = lb(al, be) + lb(ga, de)
        there = exp(lb(al + x, be + n - x) + lb(ga, de + n) - base)
        left = long_sum(lambda i: exp(lb(al + x, be + i - x) + lb(ga + 1, de + i) - base), t_x, n)
        return log(left + there), there / (left + there)

    v, h, slopes = [al, be, ga, de], mpf(10) ** -8, []
    for i in range(4):
        up, down = list(v), list(v)
        up[i], down[i] = v[i] * exp(h), v[i] * exp(-h)
        slopes.append((ln_l(*up)[0] - ln_l(*down)[0]) / (2 * h))
    value, there = ln_l(*v)
    A, B, D = al + x, be + n - x, de + n
    base = lb(A, B) + lb(ga, D)
    some = there * long_sum(lambda j: exp(lb(A + 1, B + j - 1) + lb(ga, D + j) - base), 1, n + 1)

    def twenty(j):
        taken = exp(lb(al + 20, be + j - 20) - lb(al, be) + loggamma(j + 1) - loggamma(21) - loggamma(j - 19))
        return taken * exp(lb(ga + 1, de + j) - lb(ga, de))

    end = twenty(n) * (ga + de + n) / ga
    return value, some, long_sum(twenty, 20, n) + end, slopes


def draw():
    shapes = [mpf(float(10 ** random.uniform(-3, 3))) for _ in range(4)]
    n = random.choice([0, 1, 6, 30, 300])
    t_x = random.randint(0, n)
    x = random.randint(1, t_x) if t_x else 0
    return (*shapes, x, t_x, n, random.choice([1, 5, 52, 70, 300]), mpf(float(10 ** random.uniform(-6, 1))))


def main():
    rows = [draw() for _ in range(24)]
    half = [mpf(v) for v in ("1.25", "0.75", "1", "2.75")]
    rows += [(*half, 4, 5, 6, 100, mpf(0)), (*half[:2], mpf(1.0000000001), half[3], 0, 0, 6, 100, mpf(0.0009765625)),
             (*half[:2], mpf(0.25), half[3], 6, 6, 6, 1000, mpf(0)), (*half[:2], mpf(2.5), half[3], 6, 6, 6, 1000, mpf(0)),
             (*half[:2], mpf(0.0625), mpf(0.03125), 0, 0, 0, 500, mpf(0)), (*half, 150, 290, 300, 20, mpf(0.01))]
    print("/* Made by make_btyd_bb.py. Of P(n) the numbers are 0, 1 and 5. */")
    print("#include <stdint.h>\n")
    print("typedef struct btyd_bb_vector {\n    uint32_t x;\n    double alpha, beta, gamma, delta, t_x, T, ahead, discount;")
    print("    double log_likelihood, alive, expected, residual, within, none, some, one, five; /* -1: infinite */")
    print("    double slope[4];\n} btyd_bb_vector;\n")
    print("static const btyd_bb_vector btyd_bb_vectors[] = {")
    for row in rows:
        al, be, ga, de, x, t_x, n, m, d = row
        values = figures(*row)
        numbers = [repr(float(v)) for v in (al, be, ga, de, t_x, n, m, d, *values)]
        slopes = [repr(float(v)) for v in gradient(al, be, ga, de, x, t_x, n)]
        print("    {" + ", ".join([str(x)] + numbers) + ",\n     {" + ", ".join(slopes) + "}},")
    print("};\n")
    print("/* alpha, beta, gamma, delta, x, t_x, T, ln L, P(some) in T more, P(20) of T for a new customer, d ln L */")
    print("static const double btyd_bb_many[][14] = {")
    for row in [(0.01, 3, 0.02, 5, 0, 0, 3000000), (5, 1, 0.5, 2, 3, 7, 3000000), (1, 1000000, 0.02, 50, 0, 0, 3000000), (0.5, 2, 0.001, 1, 2, 9, 3000000)]:
        value, some, twenty, slopes = many(*(mpf(v) for v in row[:4]), *row[4:])
        print("    {" + ", ".join(repr(float(v)) for v in (*row, value, some, twenty, *slopes)) + "},")
    print("};")


main()
