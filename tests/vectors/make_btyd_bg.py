#!/usr/bin/env python3
"""BG/NBD and MBG/NBD from their definitions, in twenty-four digits -> btyd_bg_vectors.h.

Purchases at a rate lambda ~ Gamma(r, alpha) until one of them is the last, with a chance p ~ Beta(a, b)
each. For a lambda and a p everything is elementary; here those are averaged, over lambda in closed
form and over p by fine steps in its logit, apart from the library's series and recurrences."""

import random

from mpmath import betainc, exp, expm1, log, log1p, loggamma, mp, mpf

mp.dps = 24
random.seed(2005)

NOTHING = mpf(0)


def over_p(f, a, b, scale):
    """E f(p), p ~ Beta(a, b): the trapezoidal rule over the logit in fine steps. Where p is so small that f
    is f(0), or so near to 1 that it is f(1), the rest of the sum is geometric."""
    step = min(mpf(1) / 8, mp.sqrt(1 / a + 1 / b) / 3)
    tiny = mpf(10) ** -21

    def side(sign):
        total = norm = last = NOTHING
        k = 0 if sign < 0 else 1
        while True:
            w = log(a / b) + sign * k * step
            p, rest = 1 / (1 + exp(-w)), 1 / (1 + exp(w))
            weight = exp(a * log(p * (a + b) / a) + b * log(rest * (a + b) / b))
            term = weight * f(p)
            closed = p < tiny / (scale + 1) if sign < 0 else rest < tiny
            if closed:
                more = 1 / -expm1(-(a if sign < 0 else b) * step)
                return total + term * more, norm + weight * more
            total, norm = total + term, norm + weight
            if term <= last and term < tiny * total and weight < tiny * norm:
                return total, norm
            last, k = term, k + 1

    (left, left_norm), (right, right_norm) = side(-1), side(1)
    return (left + right) / (left_norm + right_norm)


def flips(kind, x):
    return x + 1 if kind == 2 else x


def log_likelihood(kind, r, alpha, a, b, x, t_x, T):
    X = flips(kind, x)
    both = loggamma(a) + loggamma(b) - loggamma(a + b)
    stays = exp(loggamma(a) + loggamma(b + X) - loggamma(a + b + X) - both - (r + x) * log(alpha + T))
    left = NOTHING
    if X > 0:
        left = exp(loggamma(a + 1) + loggamma(b + X - 1) - loggamma(a + b + X) - both
                   - (r + x) * log(alpha + t_x))
    scale = loggamma(r + x) - loggamma(r) + r * log(alpha)
    return scale + log(stays + left), stays / (stays + left), left / (stays + left)


def expected(R, A, a, B, t):
    q = t / A
    return over_p(lambda p: -expm1(-R * log1p(p * q)) / p, a, B, q * (R + 1))


def share(R, z):
    """R int_0^inf e^(-z v) (1 + v)^-(R+1) dv, by the trapezoidal rule over ln v."""
    step, total, last = mpf(1) / 5, NOTHING, NOTHING
    w = -log(z + R + 1) - 48
    while True:
        v = exp(w)
        term = exp(w - z * v - (R + 1) * log1p(v))
        total += term
        if term < last and term < mpf(10) ** -21 * total:
            return R * total * step
        last, w = term, w + step


def residual(R, A, a, B, d, horizon):
    """Given p, purchases come at the rate R/A (1 + p u / A)^-(R+1) at u."""
    def inner(p):
        z = d * A / p
        value = share(R, z)
        if horizon is not None:
            y = p * horizon / A
            value -= exp(-z * y - R * log1p(y)) * share(R, z * (1 + y))
        return value / p

    return over_p(inner, a, B, (R + 1) / (d * A))


def number_of(R, A, a, B, t, n):
    q = t / A
    z = q / (1 + q)

    def stays(k):
        return exp(loggamma(B + k) - loggamma(B) - loggamma(a + B + k) + loggamma(a + B))

    nb = exp(loggamma(R + n) - loggamma(R) - loggamma(n + 1) - R * log1p(q) + n * log(z))
    value = stays(n) * nb
    if n > 0:
        value += stays(n - 1) * a / (a + B + n - 1) * betainc(n, R, 0, z, regularized=True)
    return value


def log_uniform(low, high):
    return mpf(10 ** random.uniform(low, high))


def plain(value):
    return mpf(float(value))


def draw():
    r, alpha = plain(log_uniform(-3, 3)), plain(log_uniform(-4, 5))
    a, b = plain(log_uniform(-3, 3)), plain(log_uniform(-3, 3))
    x = random.choice([0, 0, 1, 2, 3, 7, 20, 100, 1000, 10000])
    T = plain(log_uniform(-2, 6))
    t_x = plain(T * mpf(random.choice([1, 1 - 1e-9, 0.999, 0.9, 0.5, 0.1]))) if x else NOTHING
    return r, alpha, a, b, x, t_x, T, plain(log_uniform(-2, 5)), plain(log_uniform(-6, 1))


EDGES = [
    # the poles of the usual formulas: a = 1, b = 1 with x = 0, a + b + x = 1, R = a + B - 1
    ("0.243", "4.414", "1", "2.426", 2, "30.43", "38.86", "39", "0.0027"),
    ("0.243", "4.414", "1.000000001", "2.426", 2, "30.43", "38.86", "39", "0.0027"),
    ("0.243", "4.414", "0.793", "1", 0, "0", "38.86", "39", "0.0027"),
    ("0.243", "4.414", "0.4", "0.6", 0, "0", "38.86", "39", "0.0027"),
    ("0.5", "4.414", "0.5", "3", 2, "30", "38", "39", "0.0027"),
    ("0.243", "4.414", "2", "2.426", 3, "38", "38", "39", "0.0027"),
    ("1000", "0.0001", "0.001", "1000", 10000, "1000000", "1000000", "100000", "0.000001"),
    ("0.001", "100000", "1000", "0.001", 0, "0", "0", "0.01", "10"),
    ("0.001", "0.0001", "0.001", "0.001", 1, "0", "0", "100000", "10"),
    ("1000", "100000", "1000", "1000", 10000, "10", "10", "100000", "0.000001"),
]


def literal(value):
    return repr(float(value))


def main():
    rows = [tuple(mpf(float(v)) if isinstance(v, str) else v for v in edge) for edge in EDGES]
    rows += [draw() for _ in range(40)]
    print("/* Made by make_btyd_bg.py. Of P(n) the numbers are 0, 1 and 5. Future figures but P(0) are of who is alive. */")
    print("#include <stdint.h>\n")
    print("typedef struct btyd_bg_vector {\n    uint32_t kind, x;\n    double r, alpha, a, b, t_x, T, ahead, discount;")
    print("    double log_likelihood, alive, expected, residual, within, none, one, five;\n} btyd_bg_vector;\n")
    print("static const btyd_bg_vector btyd_bg_vectors[] = {")
    for i, (r, alpha, a, b, x, t_x, T, t, d) in enumerate(rows):
        kind = 1 + i % 2
        value, alive, gone = log_likelihood(kind, r, alpha, a, b, x, t_x, T)
        R, A, B = r + x, alpha + T, b + flips(kind, x)
        figures = [value, alive, expected(R, A, a, B, t), residual(R, A, a, B, d, None),
                   residual(R, A, a, B, d, t)] + [gone + alive * number_of(R, A, a, B, t, 0)]
        figures += [number_of(R, A, a, B, t, n) for n in (1, 5)]
        texts = [str(kind), str(x)] + [literal(v) for v in (r, alpha, a, b, t_x, T, t, d, *figures)]
        print("    {" + ", ".join(texts) + "},")
    print("};")


main()
