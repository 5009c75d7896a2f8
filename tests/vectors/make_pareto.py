#!/usr/bin/env python3
"""Writes pareto_vectors.h: summaries of small columns, computed without rounding.

Sums, ranks and Gini are fractions; logarithms have 60 digits (mpmath). Nothing here shares a formula
with the library: Gini is the double sum over all pairs, the cuts count customers one by one.
Run: python3 make_pareto.py > pareto_vectors.h
"""
import math
import random
from fractions import Fraction

import mpmath

mpmath.mp.dps = 60
NAN = float("nan")
FIGURES = (
    "customers makers even losers total makers_sum even_sum losers_sum peak peak_rank erosion "
    "peak_customers peak_share erosion_share top_sum top_held target_rank target_customers gini "
    "gini_corrected gini_rsv theil_t theil_l hhi effective"
).split()
TOTAL_NOT_POSITIVE, ALL_ZERO, LOSSES, ZEROS, NOT_REACHED = 1, 2, 4, 8, 64


def real(x):
    """The double nearest to a fraction."""
    try:
        return x.numerator / x.denominator
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def mp(x):
    return mpmath.mpf(x.numerator) / x.denominator


def entropy(rows, customers, mean):
    """Theil T and L of rows (value, weight) without negative values."""
    t = mpmath.mpf(0)
    l = mpmath.mpf(0)
    for x, w in rows:
        if x == 0:
            l = None
            continue
        r = mp(x / mean)
        t += mp(w) * r * mpmath.log(r)
        if l is not None:
            l -= mp(w) * mpmath.log(r)
    t = float(t / mp(customers))
    return t, NAN if l is None else float(l / mp(customers))


def target(rows, goal, customers):
    """Fewest customers, in whole steps within equal values, whose sum rounds to the goal or more."""
    before = Fraction(0)
    seen = Fraction(0)
    values = sorted({x for x, w in rows if x > 0}, reverse=True)
    for v in values:
        here = sum(w for x, w in rows if x == v)
        if real(before + here * v) >= goal:
            low, high = 0, math.ceil(here)
            while high - low > 1:
                middle = (low + high) // 2
                if real(before + middle * v) >= goal:
                    high = middle
                else:
                    low = middle
            return seen + min(Fraction(high), here)
        before += here * v
        seen += here
    return None


def top(rows, place):
    """The sum of the first `place` customers, the last in part."""
    total = Fraction(0)
    for x, w in sorted(rows, reverse=True):
        part = min(w, place)
        total += part * x
        place -= part
    return total


def summarize(values, weights=None, tolerance=0.0, top_share=0.2, target_share=0.8):
    rows = [(Fraction(x), Fraction(w)) for x, w in zip(values, weights or [1] * len(values))]
    rows = [(x, w) for x, w in rows if w > 0]
    n = sum(w for x, w in rows)
    tol = Fraction(tolerance)
    total = sum(w * x for x, w in rows)
    f = dict.fromkeys(FIGURES, NAN)
    f["customers"] = n
    f["makers"] = sum(w for x, w in rows if x > tol)
    f["even"] = sum(w for x, w in rows if abs(x) <= tol)
    f["losers"] = sum(w for x, w in rows if x < -tol)
    f["total"] = total
    f["makers_sum"] = sum(w * x for x, w in rows if x > tol)
    f["even_sum"] = sum(w * x for x, w in rows if abs(x) <= tol)
    f["losers_sum"] = sum(w * x for x, w in rows if x < -tol)
    f["peak"] = peak = sum(w * x for x, w in rows if x > 0)
    f["peak_rank"] = sum(w for x, w in rows if x > 0)
    f["erosion"] = peak - total
    f["peak_customers"] = f["peak_rank"] / n
    f["top_sum"] = top(rows, Fraction(top_share * real(n)))
    pairs = sum(u * w * abs(x - y) for i, (x, u) in enumerate(rows) for y, w in rows[:i])
    size = peak + peak - total
    notes = 0
    if any(x < 0 for x, w in rows):
        notes |= LOSSES
    if any(x == 0 for x, w in rows):
        notes |= ZEROS
    if size == 0:
        notes |= ALL_ZERO
        f["gini"] = 0
    if n > 1:
        f["gini_rsv"] = pairs / ((n - 1) * size) if size else 0
        if size == 0:
            f["gini_corrected"] = 0
    if total <= 0:
        notes |= TOTAL_NOT_POSITIVE
    else:
        f["peak_share"] = peak / total
        f["erosion_share"] = (peak - total) / total
        f["top_held"] = f["top_sum"] / total
        rank = target(rows, target_share * real(total), n)
        if rank is None:
            notes |= NOT_REACHED
        else:
            f["target_rank"] = rank
            f["target_customers"] = rank / n
        f["gini"] = pairs / (n * total)
        if n > 1:
            f["gini_corrected"] = pairs / ((n - 1) * total)
        if not notes & LOSSES:
            f["theil_t"], f["theil_l"] = entropy(rows, n, total / n)
            f["hhi"] = sum(w * x * x for x, w in rows) / total**2
            f["effective"] = 1 / f["hhi"]
    return notes, [x if isinstance(x, float) else real(Fraction(x)) for x in f.values()]


def cases():
    """name, values, weights or None, options."""
    toy = [420, 310, 150, 90, 60, 25, 0, -15, -70, -170]
    yield "toy", toy, None, {}
    yield "toy_tolerance", toy, None, dict(tolerance=25.0, top_share=0.35, target_share=1.2)
    yield "kanthal", [56.25] * 4 + [0] * 14 + [-62.5] * 2, None, {}
    yield "spring", [38720, -3346, 11545, 2012, 41856], None, {}
    yield "eighty_twenty", [500, 300, 80, 50, 30, 20, 10, 5, 3, 2], None, {}
    yield "eighty_twenty_95", [500, 300, 80, 50, 30, 20, 10, 5, 3, 2], None, dict(target_share=0.95)
    yield "nine_tens", [10] * 9 + [100], None, {}
    yield "one_to_five", [1, 2, 3, 4, 5], None, {}
    yield "one_holds_all", [0, 0, 0, 1], None, {}
    yield "ten_to_fifty", [10, 10, 10, 20, 50], None, {}
    yield "ten_households", [-500, -300, -300, -100, 200, 300, 300, 400, 500, 500], None, {}
    yield "rsv_a", [-5] * 9 + [45.01], None, {}
    yield "rsv_b", [-45] + [0] * 8 + [45.01], None, {}
    yield "rsv_c", [-15, -10, -8, -7, -5, 0, 0, 0, 0, 45.01], None, {}
    yield "minus_five", [-5, 0, 10], None, {}
    yield "hhi_30_30_20_20", [30, 30, 20, 20], None, {}
    yield "weights_2_1_2", [1, 2, 3], [2, 1, 2], {}
    yield "weights_fraction", [1.5, 2.25, 0.1, 7], [0.5, 1.25, 3.75, 0.3], {}
    yield "weights_zero", [1e300, 4, 2, -1e300, 1], [0, 1, 3, 0, 2], {}
    yield "one_customer", [7], None, {}
    yield "one_loser", [-7], None, {}
    yield "all_equal", [0.1] * 7, None, {}
    yield "all_zero", [0] * 4, None, {}
    yield "total_zero", [5, 0, -5], None, {}
    yield "total_below_zero", [5, 1, -50], None, {}
    yield "nearly_equal", [1e6 + i * 1e-3 for i in range(9)], None, {}
    yield "an_ulp_apart", [1.0, 1.0000000000000002, 1.0, 0.9999999999999999], None, {}
    yield "near_the_series", [16, 17, 15, 16.99, 15.01, 16.5], None, {}
    yield "huge", [1e308, 5e307, 1e307, 1e300], None, {}
    yield "huge_losses", [1.5e308, -1.4e308, 1e307, -1e307, 3e306], None, {}
    yield "denormal", [5e-324, 1e-323, 1.5e-320, 2e-310], None, {}
    yield "wide", [1e300, 1, 1e-300, 3e-305], None, {}
    yield "cancels", [1e16, 1, -1e16, 2], None, {}
    yield "half_a_cent", [0.1, 0.2, 0.3, -0.3, 0.7], None, dict(top_share=0.5, target_share=1.0)
    chance = random.Random(20240229)
    for k in range(6):
        n = chance.randint(5, 24)
        v = [chance.paretovariate(1.16) * 10 for _ in range(n)]
        yield f"pareto_{k}", v, None, dict(top_share=chance.random(), target_share=chance.random())
        v = [chance.gauss(1, 5) for _ in range(n)]
        yield f"profit_{k}", v, None, dict(tolerance=chance.random(), target_share=chance.random())
        v = [float(chance.randint(-3, 9)) for _ in range(n)]
        yield f"ties_{k}", v, [chance.randint(0, 5) for _ in v], dict(top_share=chance.random())
        v = [chance.expovariate(1) for _ in range(n)]
        w = [chance.expovariate(0.5) + 1.0 for _ in v]
        yield f"weighted_{k}", v, w, dict(top_share=chance.random(), target_share=chance.random())


def literal(x):
    if math.isnan(x):
        return "NAN"
    text = repr(float(x))
    return text


def wrapped(numbers, indent):
    lines = [indent]
    for text in numbers:
        if len(lines[-1]) + len(text) + 2 > 100:
            lines.append(indent)
        lines[-1] += ("" if lines[-1] == indent else " ") + text + ","
    return "\n".join(lines)


def main():
    print("/* Made by make_pareto.py; do not edit. */")
    print("#ifndef PARETO_VECTORS_H\n#define PARETO_VECTORS_H\n")
    print("#include <math.h>\n#include <stdint.h>\n")
    print("enum { PARETO_VECTOR_ROWS = 24, PARETO_VECTOR_FIGURES = %d };\n" % len(FIGURES))
    print("/* clang-format off */\n")
    print("/* figure: the members of patron_pareto_result from customers on. */")
    print("typedef struct pareto_vector {\n    const char *name;\n    uint32_t rows;")
    print("    uint32_t weighted;\n    double tolerance;\n    double top_share;")
    print("    double target_share;\n    double value[PARETO_VECTOR_ROWS];")
    print("    double weight[PARETO_VECTOR_ROWS];\n    uint32_t notes;")
    print("    double figure[PARETO_VECTOR_FIGURES];\n} pareto_vector;\n")
    print("static const pareto_vector pareto_vectors[] = {")
    for name, values, weights, options in cases():
        values = [float(x) for x in values]
        o = dict(tolerance=0.0, top_share=0.2, target_share=0.8, **{}) | options
        notes, figures = summarize(values, weights, **options)
        print('    {"%s", %d, %d, %s, %s, %s,' % (
            name, len(values), weights is not None, literal(o["tolerance"]),
            literal(o["top_share"]), literal(o["target_share"])))
        print("     {\n" + wrapped(map(literal, values), "         ") + "\n     },")
        print("     {\n" + wrapped(map(literal, weights or [1]), "         ") + "\n     },")
        print("     %d," % notes)
        print("     {\n" + wrapped(map(literal, figures), "         ") + "\n     }},")
    print("};\n\n#endif")


if __name__ == "__main__":
    main()
