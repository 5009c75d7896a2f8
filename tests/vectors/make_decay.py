#!/usr/bin/env python3
"""G(b, c, z) = 2F1(1, b; c; z) with its derivatives, and D(s, z, y) = int_0^y e^(-z u) (1+u)^-s du, by mpmath
-> decay_vectors.h. The derivatives are differences of mpmath's own function, D is its quadrature."""

import math
import random

from mpmath import mp, mpf

mp.dps = 50
random.seed(1812)


def span(low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


def hyper(b, c, z):
    return mp.hyp2f1(1, b, c, z)


def hyper_row():
    b = span(1e-6, 1e4)
    c = b + 1 + span(1e-6, 1e4) if random.random() < 0.8 else b + span(1e-3, 1)
    z = random.choice((0.0, 1e-9, span(1e-4, 0.9), random.uniform(0, 0.9), 0.9))
    given = [mpf(v) for v in (b, c, z)]
    found = [hyper(*given)]
    for k in range(3):
        h = given[k] * mpf(10) ** -15 if given[k] else mpf(10) ** -15
        low, high = list(given), list(given)
        low[k] -= h
        high[k] += h
        found.append((hyper(*high) - hyper(*low)) / (2 * h))
    return (b, c, z), found


def decay(s, z, y):
    end = mp.log1p(y)
    f = lambda w: mp.exp((1 - s) * w - z * mp.expm1(w))
    cut = end
    while z * mp.expm1(cut) - (1 - s) * cut > 90 and cut > 0:
        cut /= 2
    cut = min(end, 2 * cut)
    pieces = max(8, int(cut * 4))
    return mp.quad(f, [cut * k / pieces for k in range(pieces + 1)])


def decay_row():
    s = random.choice((1.0, 1 + 1e-9, 2.0, 0.5, span(1e-3, 1e3), span(1e-3, 1e3)))
    z = random.choice((0.0, span(1e-10, 1e6), span(1e-3, 10)))
    y = random.choice((0.0, span(1e-8, 1e9), span(1e-2, 1e2), 1 / max(z, 1e-9)))
    return (s, z, y), [decay(mpf(s), mpf(z), mpf(y))]


def table(name, width, rows):
    print("static const double %s[][%d] = {" % (name, width))
    for given, found in rows:
        print("    {" + ",\n     ".join(
            ", ".join(float(v).hex() for v in part) for part in (given, found)) + "},")
    print("};")
    print()


def main():
    mp.dps = 30
    decays = [decay_row() for _ in range(150)]
    mp.dps = 50
    print("/* Made by make_decay.py. */")
    print("#ifndef DECAY_VECTORS_H")
    print("#define DECAY_VECTORS_H")
    print()
    print("/* b, c, z; G and its derivatives by b, c, z. */")
    table("hyper_vectors", 7, [hyper_row() for _ in range(80)])
    print("/* s, z, y; D. */")
    table("decay_vectors", 4, decays)
    print("#endif")


main()
