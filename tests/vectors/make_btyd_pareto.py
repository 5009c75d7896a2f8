#!/usr/bin/env python3
"""Pareto/NBD and GGom/NBD from their definition, by mpmath -> btyd_pareto_vectors.h.

Everything is an integral over the time at which a customer leaves, or at which the next purchase comes,
taken in 30 digits by Gauss-Legendre rules on cells that are halved until the logarithm of the integrand
is nearly straight. The gradient is differences of ln L. No hypergeometric function is used, but for a
check of this script against mpmath's own.
"""

import math
import random

from mpmath import mp, mpf

mp.dps = 30
random.seed(1987)


def rule(n):
    """Nodes and weights of Gauss-Legendre on (-1, 1)."""
    found = []
    for k in range(1, n + 1):
        x = mp.cos(mp.pi * (k - mpf(1) / 4) / (n + mpf(1) / 2))
        for _ in range(60):
            p, q = mpf(1), x
            for j in range(2, n + 1):
                p, q = q, ((2 * j - 1) * x * q - (j - 1) * p) / j
            slope = n * (x * q - p) / (x * x - 1)
            step = q / slope
            x -= step
            if abs(step) < mpf(10) ** -29:
                break
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return found


RULE = rule(14)


class Life:
    """Given alive: purchase rates Gamma(R, A); S(y) = (B / (B + y))^s, or with growth b."""

    def __init__(self, r, alpha, s, beta, b):
        self.r, self.alpha, self.s, self.beta, self.b = r, alpha, s, beta, b

    def odds(self, y):
        """phi = -ln S / s and the ln of its derivative, at time y since the first purchase."""
        if self.b == 0:
            return mp.log1p(y / self.beta), -mp.log(self.beta + y)
        grown = mp.expm1(self.b * y)
        return (mp.log1p(grown / self.beta),
                mp.log(self.b) + self.b * y - mp.log(self.beta + grown))

    def odds_rough(self, y):
        r, beta, b = float(self.r), float(self.beta), float(self.b)
        if b == 0:
            return math.log1p(y / beta), -math.log(beta + y)
        z = b * y
        if z > 80:
            far = math.log1p((beta - 1) * math.exp(-z)) if z < 700 else 0.0
            return z - math.log(beta) + far, math.log(b) - far
        grown = math.expm1(z)
        return math.log1p(grown / beta), math.log(b) + z - math.log(beta + grown)


def integral(life, since, end, power, leaves, discount=0, n=0):
    """int_0^end ((alpha+since)/(alpha+since+y))^power S(since+y)/S(since) (s phi')^leaves
    e^(-discount y) (y/(alpha+since+y))^n dy, as (exponent, mantissa): its logarithm."""
    if end == 0:
        return -mp.inf
    A = life.alpha + since
    phi0 = life.odds(since)[0]
    A_, phi0_, s_, since_ = float(A), float(phi0), float(life.s), float(since)
    power_, discount_ = float(power), float(discount)
    b_ = float(life.b)
    scale = min(A_, float(life.beta) + since_ if b_ == 0 else
                min(1.0, float(life.beta) * math.exp(-min(700, b_ * since_)) - math.expm1(-b_ * since_)) / b_)

    def rough(w):
        y = scale * math.exp(w)
        phi, rate = life.odds_rough(since_ + y)
        value = w - power_ * math.log1p(y / A_) - s_ * (phi - phi0_) - discount_ * y
        return value + leaves * rate - (n * math.log1p(A_ / y) if n else 0)

    def exact(w):
        y = scale * mp.exp(w)
        phi, rate = life.odds(since + y)
        value = w - power * mp.log1p(y / A) - life.s * (phi - phi0) - discount * y
        return value + leaves * rate - (n * mp.log1p(A / y) if n else 0)

    high = math.log(float(end)) - math.log(scale) if end != mp.inf else 90.0
    low = min(-88.0, high - 88.0)
    top = max(rough(low + (high - low) * k / 2500) for k in range(1, 2501))
    last = mp.log(end) - mp.log(scale) if end != mp.inf else mpf(high)
    cells = [(low + (high - low) * k / 64, low + (high - low) * (k + 1) / 64) for k in range(63)]
    cells.append((cells[-1][1], high))
    pieces = []
    while cells:
        a, c = cells.pop()
        fa, fm, fc = rough(a), rough((a + c) / 2), rough(c)
        bend = abs(fm - (fa + fc) / 2)
        if max(fa, fm, fc) < top - 50 - 4 * bend:
            continue
        grows = b_ * scale * math.exp(c) * (c - a) if b_ else 0
        if c - a > 1.5 or bend > 0.7 or abs(fa - fc) > 6 or (grows > 2 and bend > 1e-13):
            if c - a > 1e-7:
                cells += [(a, (a + c) / 2), ((a + c) / 2, c)]
                continue
        pieces.append((a, c))
    total = mpf(0)
    for a, c in pieces:
        a, c = mpf(a), last if c == high else mpf(c)
        half, middle = (c - a) / 2, (c + a) / 2
        total += half * sum(weight * mp.exp(exact(middle + half * x) - top) for x, weight in RULE)
    return mp.log(total) + mpf(top) + mp.log(scale) if total else -mp.inf


def log_sum(a, b):
    if b > a:
        a, b = b, a
    return a + mp.log1p(mp.exp(b - a)) if b != -mp.inf else a


def likelihood(life, x, t_x, T):
    """ln L, and the ln of the odds of having left."""
    R = life.r + x
    alive = (mp.loggamma(R) - mp.loggamma(life.r) + life.r * mp.log(life.alpha)
             - R * mp.log(life.alpha + T) - life.s * life.odds(T)[0])
    phi = life.odds(T)[0] - life.odds(t_x)[0]
    odds = (R * mp.log((life.alpha + T) / (life.alpha + t_x)) + life.s * phi
            + integral(life, t_x, T - t_x, R, 1) + mp.log(life.s))
    return alive + log_sum(mpf(0), odds), odds


def gradient(values, x, t_x, T):
    found = []
    for k in range(5):
        if values[k] == 0:
            found.append(mpf(0))
            continue
        h = mpf(10) ** -9
        out = []
        for sign in (-1, 1):
            moved = list(values)
            moved[k] *= mp.exp(sign * h)
            out.append(likelihood(Life(*moved), x, t_x, T)[0])
        found.append((out[1] - out[0]) / (2 * h))
    return found


COUNTS = (0, 1, 2, 7, 40, 171)


def chances(life, odds, x, T, t):
    """P(n) for COUNTS."""
    R, A = life.r + x, life.alpha + T
    phi = life.odds(T + t)[0] - life.odds(T)[0]
    alive = 1 / (1 + mp.exp(odds))
    out = []
    for n in COUNTS:
        log_c = mp.loggamma(R + n) - mp.loggamma(R) - mp.loggamma(n + 1)
        value = mpf(0)
        if t > 0:
            value = mp.exp(log_c + integral(life, T, t, R, 1, 0, n) + mp.log(life.s))
            value += mp.exp(log_c + n * mp.log(t / (A + t)) + R * mp.log(A / (A + t)) - life.s * phi)
        elif n == 0:
            value = mpf(1)
        out.append(alive * value + (1 / (1 + mp.exp(-odds)) if n == 0 else 0))
    return out


def figures(values, x, t_x, T, t, d):
    life = Life(*values)
    ll, odds = likelihood(life, x, t_x, T)
    R, A = life.r + x, life.alpha + T
    alive = 1 / (1 + mp.exp(odds))
    scale = alive * R / A
    now = lambda end, power, discount: mp.exp(integral(life, T, end, power, 0, discount))
    expected = scale * now(t, 0, 0)
    some = scale * now(t, R + 1, 0)
    residual = scale * now(mp.inf, 0, d)
    within = scale * now(t, 0, d)
    return [ll] + gradient(values, x, t_x, T) + [alive, expected, some, residual, within] + \
        chances(life, odds, x, T, t)


def span(low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


def history(r, alpha):
    """x, t_x, T: one in two anywhere in the domain, one in two of a likely customer."""
    x = random.choice((0, 0, 1, 2, 5, 20, int(span(1, 200)), int(span(1, 10000))))
    T = span(1e-2, 1e6)
    if random.random() < 0.5:
        T = min(1e6, alpha * max(x, 0.5) / r * span(0.1, 10))
    if x == 0:
        return 0, 0.0, T
    if random.random() < 0.3:
        return x, T * random.random(), T
    gap = span(1e-3, 100) * (alpha + T) / (r + x)
    return x, max(0.0, T - gap), T


def sample(growth):
    r, s = span(1e-3, 1e3), span(1e-3, 1e3)
    alpha, beta = span(1e-4, 1e5), span(1e-4, 1e5)
    b = span(1e-6, 1e2) if growth else 0.0
    edge = random.randrange(14)
    if edge == 0:
        s = 1.0
    elif edge == 1:
        s = 1 + random.choice((1e-9, -1e-9, 1e-5))
    elif edge == 2:
        s = float(random.choice((2, 3, 5, 50)))
    elif edge == 3:
        beta = alpha
    elif edge == 4:
        beta = alpha * (1 + random.choice((1e-9, -1e-9)))
    elif edge == 5:
        alpha, beta = 1e-4, 1e5
    elif edge == 6:
        alpha, beta = 1e5, 1e-4
    elif edge == 7 and growth:
        beta = random.choice((1.0, 1 + 1e-9, 1 - 1e-9))
    elif edge == 8 and growth:
        beta = b * alpha * span(0.1, 10)  # near to a Pareto/NBD of like scale
    elif edge in (9, 10):  # as fits give
        r, s = span(0.1, 5), span(0.1, 5)
        alpha, beta = span(1, 100), span(1, 100)
        b = span(1e-3, 0.1) if growth else 0.0
    x, t_x, T = history(r, alpha)
    if edge == 11:
        t_x = T if x else 0.0
    if edge == 12 and x:
        t_x = 0.0
    t = span(1e-3, 1e5) if random.random() < 0.6 else min(1e5, T * span(0.1, 10))
    return (r, alpha, s, beta, b, x, t_x, T, t, span(1e-6, 10))


def check():
    """This script against a closed form of mpmath (eq. 22 of Fader and Hardie, note 009)."""
    r, alpha, s, beta, x, t_x, T = map(mpf, ("0.553", "10.578", "0.606", "11.669", 2, "30.43", "38.86"))
    life = Life(r, alpha, s, beta, mpf(0))
    w = r + s + x

    def part(y):
        z = (beta - alpha) / (beta + y)
        return mp.hyp2f1(w, r + x, w + 1, z) / (beta + y) ** w
    inside = (1 / ((alpha + T) ** (r + x) * (beta + T) ** s) + s / w * (part(t_x) - part(T)))
    ll = (mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta) + mp.log(inside))
    assert abs(ll - likelihood(life, x, t_x, T)[0]) < mpf(10) ** -22


def write(rows):
    print("/* Made by make_btyd_pareto.py: model, history, t, discount; ln L, gradient, P(alive), expected,")
    print("   at least one, residual, residual within t, P(0), P(1), P(2), P(7), P(40), P(171). */")
    print("#ifndef BTYD_PARETO_VECTORS_H")
    print("#define BTYD_PARETO_VECTORS_H")
    print()
    print("#include <stdint.h>")
    print()
    print("typedef struct btyd_pareto_vector {")
    print("    double r, alpha, s, beta, b;")
    print("    uint32_t x;")
    print("    double t_x, T, t, discount;")
    print("    double log_likelihood, gradient[5], alive, expected, some, residual, within, chance[6];")
    print("} btyd_pareto_vector;")
    print()
    print("static const btyd_pareto_vector btyd_pareto_vectors[] = {")
    for given, found in rows:
        cell = [float(v) if abs(v) > 1e-300 else 0.0 for v in found]
        show = lambda vs: ", ".join(float(v).hex() if v else "0.0" for v in vs)
        print("    {%s,\n     %d, %s,\n     %s, {%s},\n     %s,\n     {%s}}," % (
            show(given[:5]), given[5], show(given[6:]), show(cell[:1]), show(cell[1:6]),
            show(cell[6:11]), show(cell[11:])))
    print("};")
    print()
    print("#endif")


def main():
    check()
    rows = []
    for growth, count in ((False, 120), (True, 90)):
        for _ in range(count):
            given = sample(growth)
            values = [mpf(v) for v in given[:5]]
            x, t_x, T, t, d = (mpf(v) for v in given[5:])
            rows.append((given, figures(values, x, t_x, T, t, d)))
    write(rows)


main()
