#!/usr/bin/env python3
"""Stages of random models by definition, in fractions -> abc_vectors.h."""

import random
from fractions import Fraction

random.seed(1988)
ACTUAL, CAPACITY, STANDARD = range(3)


def rounded(value):
    """Half away from 0."""
    size = int(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def balance(cost, basis, capacity, standard, quantity):
    """assigned, idle, over-driven, unassigned."""
    if quantity == 0:
        return 0, 0, 0, cost
    assigned = {
        ACTUAL: lambda: cost,
        CAPACITY: lambda: rounded(Fraction(cost) * Fraction(quantity) / Fraction(capacity)),
        STANDARD: lambda: rounded(Fraction(standard) * Fraction(quantity)),
    }[basis]()
    beyond = assigned > max(cost, 0) if assigned > 0 else assigned < min(cost, 0)
    return (assigned, 0, assigned - cost, 0) if beyond else (assigned, cost - assigned, 0, 0)


def column(shares, total):
    """Cut towards 0, then one unit each to the largest fractions of the sign that is missing."""
    figures = [int(share) for share in shares]
    odd = total - sum(figures)
    sign = -1 if odd < 0 else 1
    fraction = [sign * (share - figure) for share, figure in zip(shares, figures)]
    for row in sorted(range(len(shares)), key=lambda row: (-fraction[row], row))[: abs(odd)]:
        assert fraction[row] > 0
        figures[row] += sign
    assert sum(figures) == total
    return figures


def quantity(kind):
    if kind == 0:
        return float(random.randint(0, 40))
    if kind == 1:
        return random.choice([0.5, 0.1, 6.5, 0.2, 1 / 3, 1e-3])
    return random.random() * 10 ** random.randint(-12, 12)


def model(largest, kind):
    pools, groups = random.randint(1, 9), random.randint(1, 6)
    objects, rows = random.randint(1, 14), random.randint(1, 60)
    cost = [random.randint(-largest // 8, largest) for _ in range(pools)]
    basis = [random.choice([ACTUAL, CAPACITY, STANDARD]) for _ in range(pools)]
    group = [random.randrange(groups) for _ in range(pools)]
    column_of = [
        (random.randrange(pools), random.randrange(objects), quantity(kind)) for _ in range(rows)
    ]
    used = [float(sum(Fraction(q) for p, _, q in column_of if p == pool)) for pool in range(pools)]
    capacity = [max(u, 1.0) * random.choice([0.75, 1.0, 1.1, 1 / 0.8, 3.7]) for u in used]
    standard = [c / max(u, 1.0) * random.choice([0.8, 0.9, 1.0, 1.3, 0.0]) for c, u in zip(cost, used)]
    parts = [balance(*p) for p in zip(cost, basis, capacity, standard, used)]
    answer = [[0] * groups for _ in range(objects)]
    for g in range(groups):
        shares = [Fraction(0)] * objects
        for p, o, q in column_of:
            if group[p] == g and q > 0:
                shares[o] += Fraction(parts[p][0]) * Fraction(q) / Fraction(used[p])
        # Quantities are rounded sums: what that leaves is far below half a unit.
        for o, figure in enumerate(column(shares, sum(x[0] for x, h in zip(parts, group) if h == g))):
            answer[o][g] = figure
    return cost, basis, group, capacity, standard, used, parts, column_of, answer


def write(name, kind, values, text=str):
    values = [text(v) for v in values]
    print(f"static const {kind} abc_{name}[] = {{")
    for at in range(0, len(values), 8):
        print("    " + ", ".join(values[at : at + 8]) + ",")
    print("};")


def whole(value):
    return f"INT64_C({value})"


models = [model(10 ** random.randint(2, 14), n % 3) for n in range(60)]
print("/* Made by make_abc.py in Python's fractions. */")
print("/* pools, groups, objects, rows */")
print("static const uint32_t abc_model[][4] = {")
for m in models:
    print(f"    {{{len(m[0])}, {len(m[8][0])}, {len(m[8])}, {len(m[7])}}},")
print("};")
write("cost", "int64_t", [v for m in models for v in m[0]], whole)
write("basis", "uint32_t", [v for m in models for v in m[1]])
write("group", "uint32_t", [v for m in models for v in m[2]])
write("capacity", "double", [v for m in models for v in m[3]], repr)
write("standard", "double", [v for m in models for v in m[4]], repr)
write("used", "double", [v for m in models for v in m[5]], repr)
print("/* assigned, idle, over-driven, unassigned of each pool */")
write("parts", "int64_t", [v for m in models for part in m[6] for v in part], whole)
write("pool", "uint32_t", [p for m in models for p, _, _ in m[7]])
write("object", "uint32_t", [o for m in models for _, o, _ in m[7]])
write("quantity", "double", [q for m in models for _, _, q in m[7]], repr)
print("/* row-major: object, group */")
write("answer", "int64_t", [v for m in models for row in m[8] for v in row], whole)
