#!/usr/bin/env python3
"""BG/CNBD-k and MBG/CNBD-k from their definition, in thirty-four digits -> btyd_cnbd_vectors.h.

Phases come at a rate lambda ~ Gamma(r, alpha), every k-th is a purchase, after each purchase the customer
leaves with a chance p ~ Beta(a, b). Given lambda, the n-th purchase ahead of who has j phases behind them is
made by t with the chance of n k - j phases or more; averaged over lambda here by fine steps in its logarithm,
and over p by the moments of 1 - p; residuals by Gauss's function of the discount; where phases are many,
by the eigenvalues of the process in sixty digits, averaged over p by fine steps."""

import sys

from mpmath import (betainc, exp, expint, expjpi, expm1, gammainc, hyp2f1, log, loggamma, mp, mpf, sqrt)

mp.dps = 34
TINY = mpf(10) ** -24


def history(kind, k, r, alpha, a, b, x, t_x, T):
    X = x + 1 if kind == 7 else x
    R = [r + k * x + j for j in range(k)]
    base = loggamma(a) + loggamma(b) - loggamma(a + b)

    def coin(p, q):
        return loggamma(p) + loggamma(q) - loggamma(p + q) - base

    terms = []
    for j in range(k):
        gap = (T - t_x) ** j
        terms.append(gap * exp(coin(a, b + X) + loggamma(R[j]) - loggamma(r) - loggamma(j + 1) + r * log(alpha)
                               - R[j] * log(alpha + T)))
    left = mpf(0)
    if X > 0:
        left = exp(coin(a + 1, b + X - 1) + loggamma(R[0]) - loggamma(r) + r * log(alpha)
                   - R[0] * log(alpha + t_x))
    stays = sum(terms)
    value = log(stays + left) - x * loggamma(k)
    w = [term / stays for term in terms]
    return value, stays / (stays + left), left / (stays + left), w, R, alpha + T, b + X


def slopes(kind, k, r, alpha, a, b, x, t_x, T):
    h, v, found = mpf(10) ** -11, [r, alpha, a, b], []
    for i in range(4):
        up, down = list(v), list(v)
        up[i], down[i] = v[i] * exp(h), v[i] * exp(-h)
        found.append((history(kind, k, *up, x, t_x, T)[0] - history(kind, k, *down, x, t_x, T)[0]) / (2 * h))
    return found


def over_lambda(f, R, A, step):
    """E f(lambda), lambda ~ Gamma(R, A)."""
    total = mpf(0)
    for sign in (-1, 1):
        i = 0 if sign < 0 else 1
        last = None
        while True:
            v = R * exp(sign * i * step)
            weight = exp(R * log(v) - v - loggamma(R)) * step
            term = weight * f(v / A)
            total += term
            if last is not None and term <= last and term < TINY * total and (sign > 0 or v < R / 2 or R > 50):
                break
            last, i = term, i + 1
    return total


def purchases_given(rate, k, j, a, B, d, t):
    """sum_n g_{n-1} phi^(n k - j) P(Poisson((rate + d) t) >= n k - j)"""
    mean = (rate + d) * t
    phi = rate / (rate + d)
    l = k - j
    term = exp(-mean)
    below = mpf(0)
    for i in range(l):
        below += term
        term = term * mean / (i + 1)
    tail = gammainc(l, 0, mean, regularized=True)
    g, n, total = mpf(1), 0, mpf(0)
    while True:
        part = g * phi ** l * tail
        total += part
        if part < TINY * total and l > mean:
            return total
        g = g * (B + n) / (a + B + n)
        n += 1
        for i in range(l, l + k):
            tail -= term
            term = term * mean / (i + 1)
        l += k
        if tail < mpf(10) ** -26:
            return total


def within(w, R, A, a, B, k, d, t, step):
    return sum(w[j] * over_lambda(lambda rate: purchases_given(rate, k, j, a, B, d, t), R[j], A, step)
               for j in range(k) if w[j] > 0)


def forever(w, R, A, a, B, k, d):
    def given(rate, j):
        phi = rate / (rate + d)
        return phi ** (k - j) * hyp2f1(1, B, a + B, phi ** k)

    step = [min(mpf(1) / 6, mpf(4) / 10 / sqrt(Rj)) for Rj in R]
    return sum(w[j] * over_lambda(lambda rate: given(rate, j), R[j], A, step[j]) for j in range(k) if w[j] > 0)


def numbers(w, R, A, a, B, k, t, n):
    """P(n) of who is alive, by incomplete beta functions."""
    z = t / (A + t)

    def at_least(m):
        return sum(w[j] * betainc(m * k - j, R[j], 0, z, regularized=True) for j in range(k))

    if n == 0:
        return sum(w[j] * betainc(R[j], k - j, 0, 1 - z, regularized=True) for j in range(k))
    g = exp(loggamma(B + n) - loggamma(B) - loggamma(a + B + n) + loggamma(a + B))
    return g * (at_least(n) - at_least(n + 1)) + g * a / (B + n - 1) * at_least(n)


def by_eigenvalues(w, R, A, a, B, k, d, t, coarse):
    """The same by the eigenvalues kappa of the phases, where these are many."""
    with_digits, mp.dps = mp.dps, 60
    step = min(mpf(1) / coarse, sqrt(1 / a + 1 / B) / 3)
    omega = [expjpi(mpf(2) * m / k) for m in range(k)]

    def share(Rj, kappa):
        y = kappa * t / A
        if d == 0:
            return 1 - (1 + y) ** -Rj
        z = d * A / kappa
        return Rj * (exp(z) * expint(Rj + 1, z) - exp(-d * t) * (1 + y) ** -Rj * exp(z * (1 + y)) * expint(Rj + 1, z * (1 + y)))

    def given(rest):
        rho = rest ** (mpf(1) / k)
        total = mpf(0)
        for m in range(k // 2 + 1):
            kappa = 1 - rho * omega[m]
            part = sum(w[j] * rho ** (j + 1 - k) * (omega[m] ** (j + 1) / kappa * share(R[j], kappa))
                       for j in range(k) if w[j] > 0).real
            total += part if m == 0 or 2 * m == k else 2 * part
        return total / k

    total = norm = mpf(0)
    for sign in (-1, 1):
        i, last = (0 if sign < 0 else 1), None
        while True:
            u = log(a / B) + sign * i * step
            p, rest = 1 / (1 + exp(-u)), 1 / (1 + exp(u))
            weight = exp(a * log(p * (a + B) / a) + B * log(rest * (a + B) / B))
            term = weight * given(rest)
            closed = (p * (R[0] + k) * t / A < TINY) if sign < 0 else rest < TINY
            if closed:
                more = 1 / -expm1(-(a if sign < 0 else B) * step)
                total, norm = total + term * more, norm + weight * more
                break
            total, norm = total + term, norm + weight
            if last is not None and term <= last and term < TINY * total and weight < TINY * norm:
                break
            last, i = term, i + 1
    mp.dps = with_digits
    return +(total / norm)


# kind, k, r, alpha, a, b, x, t_x, T, ahead, discount; how: the figures within by lambda (a step) or eigenvalues
CASES = [
    (6, 2, "0.243", "2.207", "0.793", "2.426", 2, "30.43", "38.86", "39", "0.0027", 0.05),
    (7, 2, "0.243", "2.207", "0.793", "2.426", 0, "0", "39", "39", "0.0027", 0.05),
    (6, 3, "1.5", "4", "1", "2.5", 4, "30", "33", "26", "0.01", 0.05),
    (7, 3, "1.5", "4", "2", "1", 12, "50", "52", "52", "0.002", 0.05),
    (6, 16, "5", "1", "0.3", "4", 6, "60", "61.5", "20", "0.01", 0.05),
    (7, 16, "0.5", "20", "0.3", "4", 1, "6", "11.5", "20", "2", 0.05),
    (6, 5, "0.05", "30", "0.01", "0.02", 0, "0", "7", "40", "0.1", 0.04),
    (7, 4, "30", "10", "5", "0.01", 3, "3.5", "3.75", "2", "5", 0.03),
    (6, 2, "1000", "100000", "1000", "1000", 100, "500", "600", "1000", "0.000001", 0.005),
    (7, 2, "0.001", "100000", "1000", "0.001", 0, "0", "0", "0.01", "10", 0.1),
    (6, 2, "2", "3", "0.5", "5", 8, "20", "21", "3", "0.001", 0.05),
    (7, 7, "1", "0.1", "50", "0.5", 2, "1", "1", "1", "0.5", 0.03),
    (6, 2, "0.3", "0.01", "0.2", "3", 0, "0", "0", "100", "0.001", "p"),
    (7, 3, "0.1", "0.5", "0.4", "0.3", 1, "2", "2.5", "3000", "0.0001", "p"),
    (6, 3, "0.1", "0.5", "0.4", "0.3", 0, "0", "0", "3000", "0.0001", "p"),
    (6, 2, "0.3", "0.01", "0.2", "3", 0, "0", "0", "50000", "0.001", "p"),
    (6, 2, "60", "0.01", "0.4", "0.5", 0, "0", "0", "50", "0.0001", "p"),
    (6, 2, "1000", "10", "0.5", "3", 0, "0", "0", "10", "0.01", 0.005),
    (6, 4, "2", "0.2", "3", "0.5", 0, "0", "0", "500", "0", "p"),
    (6, 16, "2", "0.5", "0.8", "1.7", 40, "9", "10", "200", "0", "p"),
    (7, 16, "0.05", "0.01", "0.3", "0.001", 0, "0", "0", "50", "0", "p"),
]


def main():
    print("/* Made by make_btyd_cnbd.py. Of P(n) the numbers are 0, 1 and 5. Future figures but P(0) are of who is alive. */")
    print("#include <stdint.h>\n")
    print("typedef struct btyd_cnbd_vector {\n    uint32_t kind, k, x;\n    double r, alpha, a, b, t_x, T, ahead, discount;")
    print("    double log_likelihood, alive, expected, residual, within, none, one, five; /* -1: not given */\n    double slope[4];\n} btyd_cnbd_vector;\n")
    print("static const btyd_cnbd_vector btyd_cnbd_vectors[] = {")
    for case in CASES:
        kind, k, x, how = case[0], case[1], case[6], case[11]
        r, alpha, a, b, t_x, T, t, d = (mpf(float(case[i])) for i in (2, 3, 4, 5, 7, 8, 9, 10))
        value, alive, left, w, R, A, B = history(kind, k, r, alpha, a, b, x, t_x, T)
        if how == "p":
            expected = by_eigenvalues(w, R, A, a, B, k, mpf(0), t, 6)
            inside = by_eigenvalues(w, R, A, a, B, k, d, t, 4) if d > 0 else expected
        else:
            expected = within(w, R, A, a, B, k, mpf(0), t, mpf(how))
            inside = within(w, R, A, a, B, k, d, t, mpf(how))
        residual = forever(w, R, A, a, B, k, d) if d > 0 else mpf(-1)
        figures = [value, alive, expected, residual, inside,
                   left + alive * numbers(w, R, A, a, B, k, t, 0)]
        figures += [numbers(w, R, A, a, B, k, t, n) for n in (1, 5)]
        texts = [str(kind), str(k), str(x)] + [repr(float(v)) for v in (r, alpha, a, b, t_x, T, t, d, *figures)]
        by = [repr(float(v)) for v in slopes(kind, k, r, alpha, a, b, x, t_x, T)]
        print("    {" + ", ".join(texts) + ",\n     {" + ", ".join(by) + "}},")
        sys.stdout.flush()
    print("};")


main()
