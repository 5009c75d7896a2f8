#!/usr/bin/env python3
"""Satisfaction, promoters, waves, ratings and complaints by mpmath -> satisfaction_vectors.h.

Every figure is computed from the textbook's form of its formula in 60 digits, not from the forms without
cancellation that the library uses. What is allowed is 1e-11 of the figure, or ten times what one ulp of an
input moves it where that is more than 1e-12.
"""

import math
import random
import struct

from mpmath import mp, mpf

mp.dps = 60
random.seed(1927)
NAN = mpf("nan")
INPUTS, OUTPUTS = 16, 8
KINDS = (
    "RATE NPS NPS_DIFFERENCE SHARE_CHANGE MEAN_CHANGE COUNTS INDEX REPURCHASE PRIOR RATINGS"
    " ICEBERG RECOVERY WORD_OF_MOUTH STEP GAP"
).split()


def width(confidence):
    return mp.erfinv(confidence) * mp.sqrt(2)


def tails(z):
    return mp.erfc(abs(z) / mp.sqrt(2))


def density(t, df):
    log_beta = mp.loggamma(df / 2) + mp.loggamma(mpf(1) / 2) - mp.loggamma((df + 1) / 2)
    return mp.exp(-log_beta - (df + 1) / 2 * mp.log1p(t * t / df)) / mp.sqrt(df)


def student_tails(t, df):
    """The incomplete beta function; for many degrees, where its series is slow, the integral. Infinite:
    not held to a value."""
    t = abs(t)
    if df < 10000:
        return mp.betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)
    if t > 36:
        return mp.inf
    scale = 1 / max(t, mpf(1))  # the integrand at most 1: quad's tolerance is absolute
    edges = [t + scale * k for k in range(0, 101, 4)]
    with mp.workdps(30):
        return 2 * density(t, df) * mp.quad(lambda x: density(x, df) / density(t, df), edges)


def student_width(confidence, df):
    """Newton's method from the normal's width, in the logarithm of t; for many degrees the expansion of
    Cornish and Fisher, cut off at 1/df^4."""
    z, v = width(confidence), mpf(df)
    if df > 1e7:
        return (z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
                + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3))
    alpha, t = 1 - mpf(confidence), z
    for _ in range(200):
        tail = student_tails(t, v)
        step = mp.log(tail / alpha) * tail / (2 * t * density(t, v))
        t *= mp.exp(step)
        if abs(step) < mpf(10) ** -25:
            return t
    raise ArithmeticError((confidence, df))


def wilson(yes, of, z):
    p = yes / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * mp.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low = mpf(0) if yes == 0 else middle - half
    high = mpf(1) if yes == of else middle + half
    return p, low, high


def rate(confidence, yes, of):
    if of == 0:
        return [NAN] * 4
    p, low, high = wilson(yes, of, width(confidence))
    return [p, mp.sqrt(p * (1 - p) / of), low, high]


def score(promoter, passive, detractor):
    n = promoter + passive + detractor
    p, d = promoter / n, detractor / n
    return 100 * (p - d), 100 * mp.sqrt(max(p + d - (p - d) ** 2, 0) / n)


def clip(value, most):
    return max(-most, min(most, value))


def nps(confidence, *votes):
    points, error = score(*votes)
    z = width(confidence)
    return [points, error, clip(points - z * error, 100), clip(points + z * error, 100)]


def nps_difference(confidence, *votes):
    first, error_1 = score(*votes[:3])
    second, error_2 = score(*votes[3:])
    error, d, z = mp.sqrt(error_1**2 + error_2**2), second - first, width(confidence)
    statistic = d / error if error else NAN
    p = tails(statistic) if error else NAN
    return [d, clip(d - z * error, 200), clip(d + z * error, 200), statistic, p]


def share_change(confidence, yes_1, of_1, yes_2, of_2):
    z = width(confidence)
    p1, l1, u1 = wilson(yes_1, of_1, z)
    p2, l2, u2 = wilson(yes_2, of_2, z)
    d, p = p2 - p1, (yes_1 + yes_2) / (of_1 + of_2)
    error = mp.sqrt(p * (1 - p) * (1 / of_1 + 1 / of_2))
    low, high = d - mp.sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2), d + mp.sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    return [d, low, high, d / error if error else NAN, tails(d / error) if error else NAN]


def mean_change(confidence, m1, s1, n1, m2, s2, n2):
    v1, v2, d = s1 * s1 / n1, s2 * s2 / n2, m2 - m1
    if n1 < 2 or n2 < 2:
        return [d, NAN, NAN, NAN, NAN]
    if v1 + v2 == 0:
        return [d, d, d, NAN, NAN]
    df = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    t = d / mp.sqrt(v1 + v2)
    half = student_width(confidence, df) * mp.sqrt(v1 + v2)
    return [d, d - half, d + half, t, student_tails(t, df)]


def moments(counts):
    n = sum(counts)
    mean = sum((k + 1) * c for k, c in enumerate(counts)) / n
    return n, mean, sum(c * (k + 1 - mean) ** 2 for k, c in enumerate(counts))


def counts(confidence, *levels):
    n, mean, squares = moments(levels)
    net, error = score(levels[4], n - levels[0] - levels[4], levels[0])
    net, error, z = net / 100, error / 100, width(confidence)
    deviation = low = high = NAN
    if n > 1:
        deviation = mp.sqrt(squares / (n - 1))
        half = student_width(confidence, n - 1) * deviation / mp.sqrt(n)
        low, high = max(mpf(1), mean - half), min(mpf(5), mean + half)
    return [mean, deviation, low, high, net, error, clip(net - z * error, 1), clip(net + z * error, 1)]


def index(lowest, highest, *given):
    ratings, weights = given[:4], given[4:8]
    mean = sum(w * r for w, r in zip(weights, ratings)) / sum(weights)
    return [100 * (mean - lowest) / (highest - lowest)]


def ratio(one, two):
    """Donner and Zou's limits of p1 / p2 in their form."""
    (p1, l1, u1), (p2, l2, u2) = one, two
    low = (p1 * p2 - mp.sqrt((p1 * p2) ** 2 - l1 * u2 * (2 * p1 - l1) * (2 * p2 - u2))) / (
        u2 * (2 * p2 - u2)
    )
    if l2 == 0:
        return low, mp.inf
    high = (p1 * p2 + mp.sqrt((p1 * p2) ** 2 - u1 * l2 * (2 * p1 - u1) * (2 * p2 - l2))) / (
        l2 * (2 * p2 - l2)
    )
    return low, high


def repurchase(confidence, reference, *table):
    """Lift and interval of the first of three levels, against all (-1) or level 2."""
    asked, bought, z = table[0::2], table[1::2], width(confidence)
    one = wilson(bought[0], asked[0], z)
    if reference == 2:
        if bought[2] == 0:
            return [NAN] * 3
        low, high = ratio(one, wilson(bought[2], asked[2], z))
        return [one[0] * asked[2] / bought[2], low, high]
    if sum(bought) == 0:
        return [NAN] * 3
    w = asked[0] / sum(asked)
    low, high = ratio(one, wilson(sum(bought[1:]), sum(asked[1:]), z))
    top = 1 / w if high == mp.inf else high / (w * high + 1 - w)
    return [one[0] * sum(asked) / sum(bought), low / (w * low + 1 - w), top]


def prior(*table):
    rows = [moments(table[k : k + 5]) for k in (0, 5, 10) if sum(table[k : k + 5])]
    total = sum(n for n, _, _ in rows)
    mean = sum(n * m for n, m, _ in rows) / total
    free = sum(n - 1 for n, _, _ in rows)
    left = total - sum(n * n for n, _, _ in rows) / total
    if free == 0 or left == 0:
        return [mean, NAN]
    within = sum(squares for _, _, squares in rows) / free
    spread = (sum(n * (m - mean) ** 2 for n, m, _ in rows) - (len(rows) - 1) * within) / left
    return [mean, within / spread if spread > 0 else NAN]


def ratings(confidence, prior_mean, prior_weight, *levels):
    n, mean, _ = moments(levels)
    p, low, _ = wilson(levels[4], n, width(confidence))
    return [mean, (prior_weight * prior_mean + n * mean) / (prior_weight + n), p, low]


def iceberg(customers, complaints, rate):
    all_of_them = complaints / rate
    return [all_of_them, all_of_them - complaints, all_of_them / customers if customers else NAN]


def recovery(s, u, v, w, dissatisfied, c, r, q, value, cost):
    kept = dissatisfied * ((1 - c) * s + c * ((1 - r) * u + r * ((1 - q) * v + q * w)))
    return [kept, kept - dissatisfied * s, (kept - dissatisfied * s) * value - cost]


def word_of_mouth(customers, told, retold, rate):
    return [customers * (1 + told + told * retold), customers * (1 + told + told * retold) * rate]


def step(customers, cost, first, second, low, middle, high):
    net = customers * (first * (middle - low) + second * (high - middle)) - cost
    return [net, net / cost if cost else NAN]


def gap(performance, expectation):
    return [performance - expectation, performance / expectation if expectation > 0 else NAN]


FUNCTIONS = dict(zip(KINDS, (rate, nps, nps_difference, share_change, mean_change, counts, index, repurchase,
                             prior, ratings, iceberg, recovery, word_of_mouth, step, gap)))

# ---------------------------------------------------------------------------------- what to compute

CONFIDENCES = (0.95, 0.9, 0.99, 0.5, 0.01, 0.999, 0.9999999)
rows = []


def add(kind, *given, whole=()):
    """whole: places of inputs that are counts, which have no ulp."""
    given = [float(x) for x in given]
    exact = FUNCTIONS[kind](*map(mpf, given))
    allowed = [abs(q) * mpf("1e-11") + mpf("1e-300") for q in exact]
    for place, x in enumerate(given):
        if place in whole or x == 0:
            continue
        moved = list(map(mpf, given))
        moved[place] = mpf(math.nextafter(x, math.inf if x < 0.5 else 0.0))
        try:
            near = FUNCTIONS[kind](*moved)
        except (ValueError, ZeroDivisionError):
            continue
        for k, (q, other) in enumerate(zip(exact, near)):
            if abs(other - q) > abs(q) * mpf("1e-12"):
                allowed[k] = max(allowed[k], 10 * abs(other - q))
    rows.append((kind, given, exact, allowed))


def size():
    return int(10 ** random.choice((random.uniform(0, 1), random.uniform(1, 3), random.uniform(3, 6),
                                    random.uniform(6, 15))))


def part(n):
    return random.choice((0, 1, n, n - 1, n // 2, random.randint(0, n), int(n ** random.random())))


def confidence():
    return random.choice(CONFIDENCES) if random.random() < 0.8 else random.uniform(0.01, 0.99999)


def votes():
    n = size()
    a = part(n)
    b = part(n - a) if n > a else 0
    b = max(b, 0)
    return a, b, n - a - b


def yes_of():
    n = size()
    return max(part(n), 0), n


def table(levels, most=15):
    n = min(size(), 10**most)
    share = [random.random() ** random.choice((1, 4)) for _ in range(levels)]
    return [int(n * s) + random.randint(0, 3) for s in share]


for given in ((0.95, 8, 10), (0.95, 6, 32), (0.95, 0, 10), (0.95, 10, 10), (0.95, 0, 0), (0.95, 1, 1)):
    add("RATE", *given, whole=(1, 2))
for _ in range(160):
    yes, of = yes_of()
    add("RATE", confidence(), yes, of, whole=(1, 2))
add("NPS", 0.95, 162, 108, 54, whole=(1, 2, 3))
for _ in range(80):
    add("NPS", confidence(), *votes(), whole=(1, 2, 3))
    add("NPS_DIFFERENCE", confidence(), *votes(), *votes(), whole=range(1, 7))
add("SHARE_CHANGE", 0.95, 48, 80, 56, 70, whole=range(1, 5))
for _ in range(120):
    add("SHARE_CHANGE", confidence(), *yes_of(), *yes_of(), whole=range(1, 5))
for _ in range(100):
    n1, n2 = (random.choice((1, 2, 3, size(), size())) for _ in range(2))
    m1 = random.uniform(-10, 10) * 10 ** random.choice((0, 0, 0, 7))
    m2 = m1 + random.choice((0, 1, random.uniform(-1, 1)))
    s1, s2 = (random.choice((0.0, 1.0, 10 ** random.uniform(-3, 2))) for _ in range(2))
    add("MEAN_CHANGE", confidence(), m1, s1, n1, m2, s2, n2, whole=(3, 6))
for _ in range(120):
    levels = table(5)
    levels = [0 if random.random() < 0.3 else c for c in levels]
    if sum(levels):
        add("COUNTS", confidence(), *levels, whole=range(1, 6))
add("INDEX", 1, 10, 8.2, 7.5, 7.0, 1, 0.4, 0.3, 0.3, 0)
for _ in range(60):
    lowest = random.choice((0.0, 1.0, -3.0, random.uniform(-1e6, 1e6)))
    highest = lowest + random.choice((4.0, 9.0, 100.0, 10 ** random.uniform(-3, 6)))
    add("INDEX", lowest, highest, *(min(highest, max(lowest, random.uniform(lowest, highest))) for _ in range(4)),
        *(random.choice((0.0, 1.0, 10 ** random.uniform(-6, 6))) + 1e-3 for _ in range(4)))
for _ in range(120):
    three = [n for _ in range(3) for n in reversed(yes_of())]
    add("REPURCHASE", confidence(), random.choice((-1, 2)), *three, whole=range(1, 8))
for _ in range(80):
    three = [c for _ in range(3) for c in table(5, 12)]
    if all(sum(three[k : k + 5]) for k in (0, 5, 10)):
        add("PRIOR", *three, whole=range(15))
for _ in range(60):
    levels = table(5, 12)
    levels[2] += 1
    add("RATINGS", confidence(), random.uniform(1, 5), random.choice((0.0, 10.0, 10 ** random.uniform(-2, 9))),
        *levels, whole=range(3, 8))
add("ICEBERG", 1000, 12.5, 0.05)
for _ in range(40):
    add("ICEBERG", random.choice((0.0, 10 ** random.uniform(0, 15))), 10 ** random.uniform(-3, 15),
        random.choice((1.0, 0.05, 10 ** random.uniform(-6, 0))))
for handling in ((0.37, 0.46, 0.70, 0.95), (0.09, 0.19, 0.54, 0.82)):
    add("RECOVERY", *handling, 250, 0.05, 0.6, 0.5, 400, 1000)
for _ in range(60):
    add("RECOVERY", *(random.choice((0.0, 1.0, random.random())) for _ in range(4)),
        10 ** random.uniform(0, 9), *(random.choice((0.0, 1.0, random.random())) for _ in range(3)),
        random.uniform(-1e4, 1e6), random.choice((0.0, 10 ** random.uniform(0, 6))))
add("WORD_OF_MOUTH", 1, 12, 6, 0.25)
for _ in range(30):
    add("WORD_OF_MOUTH", 10 ** random.uniform(0, 15), 10 ** random.uniform(-2, 9), 10 ** random.uniform(-2, 9),
        random.random())
for _ in range(60):
    add("STEP", 10 ** random.uniform(0, 9), random.choice((0.0, 10 ** random.uniform(0, 9))), random.random(),
        random.random(), *(random.uniform(-1e3, 1e5) for _ in range(3)))
for _ in range(40):
    add("GAP", random.uniform(-10, 10), random.choice((0.0, 1.0, random.uniform(-3, 10), 7.2)))


# ---------------------------------------------------------------------------------------- writing


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", float(value)))[0]


print("/* Made by make_satisfaction.py: bit patterns of doubles. */")
print("enum satisfaction_vector_kind {")
print(",\n".join("    VECTOR_" + kind for kind in KINDS))
print("};")
print("typedef struct satisfaction_vector {")
print("    int kind;")
print("    uint64_t in[%d];" % INPUTS)
print("    uint64_t out[%d];" % OUTPUTS)
print("    double allowed[%d];" % OUTPUTS)
print("} satisfaction_vector;")
print()
print("static const satisfaction_vector satisfaction_vectors[] = {")
for kind, given, exact, allowed in rows:
    print("    {VECTOR_%s," % kind)
    print("     {%s}," % ", ".join("0x%016X" % bits(x) for x in given))
    print("     {%s}," % ", ".join("0x%016X" % bits(q) for q in exact))
    print("     {%s}}," % ", ".join("%.3g" % (0 if mp.isnan(a) or mp.isinf(a) else a) for a in allowed))
print("};")
