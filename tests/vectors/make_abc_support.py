#!/usr/bin/env python3
"""Support departments by definition, in fractions -> abc_support_vectors.h."""

import random
from fractions import Fraction
from math import floor

random.seed(6300)
DIRECT, STEP_DOWN, RECIPROCAL = range(3)


def largest_remainder(total, weights):
    size, whole = abs(total), sum(weights)
    quotas = [Fraction(size) * w / whole for w in weights]
    share = [floor(q) for q in quotas]
    for i in sorted(range(len(share)), key=lambda i: (share[i] - quotas[i], i))[: size - sum(share)]:
        share[i] += 1
    return [s if total >= 0 else -s for s in share]


def in_turns(method, supports, order, cost, usage):
    now, gone, full = list(cost), set(), [0] * supports
    for i in order if method == STEP_DOWN else range(supports):
        gone.add(i)
        weights = [
            0 if j in gone or (method == DIRECT and j < supports) else u
            for j, u in enumerate(usage[i])
        ]
        if sum(weights) == 0:
            continue
        full[i], amount, now[i] = now[i], now[i], 0
        for j, share in enumerate(largest_remainder(amount, weights)):
            now[j] += share
    return full, now


def solve(matrix, right):
    n = len(right)
    rows = [list(map(Fraction, row)) + [Fraction(b)] for row, b in zip(matrix, right)]
    for k in range(n):
        pivot = next(i for i in range(k, n) if rows[i][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(n):
            if i != k and rows[i][k] != 0:
                f = rows[i][k] / rows[k][k]
                rows[i] = [a - f * b for a, b in zip(rows[i], rows[k])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def reciprocal(supports, cost, usage):
    total = [sum(u for j, u in enumerate(usage[i]) if j != i) for i in range(supports)]
    part = lambda i, j: Fraction(usage[i][j], total[i]) if i != j and total[i] else Fraction(0)
    matrix = [
        [(1 if i == k else 0) - part(k, i) for k in range(supports)] for i in range(supports)
    ]
    full = solve(matrix, cost[:supports])
    loaded = [
        (full[j] if j < supports and total[j] == 0 else 0 if j < supports else Fraction(cost[j]))
        + (sum(full[i] * part(i, j) for i in range(supports)) if j >= supports else 0)
        for j in range(len(cost))
    ]
    assert sum(loaded) == sum(cost)
    return [f if t else 0 for f, t in zip(full, total)], loaded


def leads_out(supports, usage):
    out = {i for i in range(supports) if not any(u for j, u in enumerate(usage[i]) if j != i)}
    grown = True
    while grown:
        grown = False
        for i in set(range(supports)) - out:
            if any(u and (j >= supports or j in out) for j, u in enumerate(usage[i]) if j != i):
                out.add(i)
                grown = True
    return len(out) == supports


cases = []
while len(cases) < 150:
    method, supports = len(cases) % 3, random.randint(0, 6)
    departments = supports + random.randint(0, 5)
    dense = random.choice((0.3, 0.6, 1.0))
    usage = [
        [random.randint(1, 100) if random.random() < dense else 0 for _ in range(departments)]
        for _ in range(supports)
    ]
    size = random.choice((10, 10**6, 10**9))
    cost = [random.choice((1, 1, 1, -1)) * random.randint(0, size) for _ in range(departments)]
    order = random.sample(range(supports), supports)
    if method == RECIPROCAL and not leads_out(supports, usage):
        continue
    if method == RECIPROCAL:
        full, loaded = reciprocal(supports, cost, usage)
    else:
        full, loaded = in_turns(method, supports, order, cost, usage)
    assert sum(loaded) == sum(cost)
    cases.append((method, supports, departments, order, cost, usage, full, loaded))

WIDE, MOST = 11, 6


def listed(values, text=str):
    return "{%s}" % ", ".join(text(v) for v in values or [0])


def real(value):
    return repr(float(value))


print("/* Made by make_abc_support.py: the definitions in fractions. */")
print("static const struct {")
print("    uint32_t method, supports, departments;")
print(f"    uint32_t order[{MOST}];")
print(f"    int64_t cost[{WIDE}];")
print(f"    double usage[{MOST * WIDE}];")
print(f"    double full[{MOST}], loaded[{WIDE}];")
print("} abc_support_vectors[] = {")
for method, supports, departments, order, cost, usage, full, loaded in cases:
    flat = [u for row in usage for u in row]
    print(f"    {{{method}, {supports}, {departments}, {listed(order)}, {listed(cost)},")
    print(f"     {listed(flat)},")
    print(f"     {listed(full, real)}, {listed(loaded, real)}}},")
print("};")
