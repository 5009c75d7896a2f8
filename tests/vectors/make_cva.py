#!/usr/bin/env python3
"""Customer value analysis by definition, in fractions and fifty digits -> cva_vectors.h.

Intervals come from the covariance matrix of the sample, regression from the normal equations, Shapley
shares from all orders: other ways than the library's.
"""

import random
from fractions import Fraction
from itertools import combinations
from math import factorial

from mpmath import atanh, betainc, erfinv, inverse, lu_solve, matrix, mp, mpf, sqrt, tanh

mp.dps = 50
random.seed(1994)


def number(value):
    return mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mpf(value)


def literal(value):
    if value is None:
        return "NAN"
    if isinstance(value, (int, float)):
        return "NAN" if value != value else repr(float(value))
    return mp.nstr(number(value), 19)


def row(values):
    return "{" + ", ".join(literal(v) for v in values) + "}"


# ------------------------------------------------------------------------------------------ tables


def table(attributes, suppliers, digits):
    return [[round(random.uniform(1, 10), digits) for _ in range(suppliers)] for _ in range(attributes)]


def others(ratings, own):
    rest = [Fraction(x) for k, x in enumerate(ratings) if k != own]
    return sum(rest) / len(rest)


def tables():
    lines = []
    for attributes, suppliers, digits in [(6, 2, 1), (8, 5, 2), (3, 3, 15), (5, 4, 0), (1, 2, 3), (8, 5, 15)] * 3:
        rating = table(attributes, suppliers, digits)
        weight = [round(random.uniform(0, 30), 1) for _ in range(attributes)]
        weight[0] += 1.0
        total = sum(map(Fraction, weight))
        share = [Fraction(w) / total for w in weight]
        ratio = [[Fraction(x) / others(line, k) for k, x in enumerate(line)] for line in rating]
        quality = [sum(w * line[k] for w, line in zip(share, ratio)) for k in range(suppliers)]
        score = [sum(w * Fraction(line[k]) for w, line in zip(share, rating)) for k in range(suppliers)]
        own, rival = 0, suppliers - 1
        gap = [Fraction(line[own]) - Fraction(line[rival]) for line in rating]
        relative = [Fraction(line[own]) / others(line, own) - 1 for line in rating]
        area = [w * g for w, g in zip(share, gap)]
        area_relative = [w * g for w, g in zip(share, relative)]
        change = [(1 - quality[own]) / w if w else None for w in share]
        fill = lambda cells, size: list(cells) + [0.0] * (size - len(list(cells)))
        lines.append(
            f"    {{{attributes}, {suppliers},\n     {row(fill(weight, 8))},\n     "
            f"{row(fill(sum(rating, []), 40))},\n     {row(fill(sum(ratio, []), 40))},\n     "
            f"{row(fill(quality, 5))}, {row(fill(score, 5))},\n     {row(fill(gap, 8))},\n     "
            f"{row(fill(area, 8))},\n     {row(fill(area_relative, 8))},\n     {row(fill(change, 8))}}},"
        )
    return lines


def fits():
    lines = []
    for n, spread in [(2, 1), (3, 1), (5, 1), (8, 0.1), (8, 1e-3), (8, 100)]:
        x = [1 + random.uniform(0, spread) for _ in range(n)]
        y = [1 + random.uniform(0, spread) * 0.5 for _ in range(n)]
        fx, fy = [Fraction(v) for v in x], [Fraction(v) for v in y]
        mx, my = sum(fx) / n, sum(fy) / n
        sxx = sum((a - mx) ** 2 for a in fx)
        sxy = sum((a - mx) * (b - my) for a, b in zip(fx, fy))
        syy = sum((b - my) ** 2 for b in fy)
        slope = sxy / sxx
        rest = sum((b - my - slope * (a - mx)) ** 2 for a, b in zip(fx, fy))
        error = sqrt(number(rest / (n - 2) / sxx)) if n > 2 else None
        wq, wp = random.uniform(0, 1), random.uniform(0.1, 1)
        length = sqrt(number(Fraction(wq) ** 2 + Fraction(wp) ** 2))
        far = [number(Fraction(wq) * (a - 1) - Fraction(wp) * (b - 1)) / length for a, b in zip(fx, fy)]
        room = [1 + Fraction(wq) / Fraction(wp) * (a - 1) - b for a, b in zip(fx, fy)]
        fill = lambda cells: list(cells) + [0.0] * (8 - n)
        lines.append(
            f"    {{{n}, {row(fill(x))},\n     {row(fill(y))},\n     {literal(slope)}, "
            f"{literal(my - slope * mx)}, {literal(error)}, {literal(sxy**2 / sxx / syy)},\n     {wq!r}, {wp!r},\n"
            f"     {row(fill(far))},\n     {row(fill(room))}}},"
        )
    return lines


# ------------------------------------------------------------------------------------- respondents


def student(confidence, df):
    """t with P(|T| <= t) = confidence, from the incomplete beta function."""
    inside = lambda t: betainc(mpf(1) / 2, mpf(df) / 2, 0, t**2 / (df + t**2), regularized=True)
    low, high = mpf(0), mpf(1)
    while inside(high) < confidence:
        high *= 2
    for _ in range(170):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle) < confidence else (low, middle)
    return (low + high) / 2


ATTRIBUTES, SUPPLIERS = 2, 3


def complete_intervals(rating, weight, n):
    """gradient' covariance gradient / n, with the sample's covariance matrix."""
    cells = ATTRIBUTES * SUPPLIERS
    mean = [sum(Fraction(r[c]) for r in rating) / n for c in range(cells)]
    covariance = [
        [
            sum((Fraction(r[a]) - mean[a]) * (Fraction(r[b]) - mean[b]) for r in rating) / (n - 1)
            for b in range(cells)
        ]
        for a in range(cells)
    ]

    def gradient(j, s):
        rest = [j * SUPPLIERS + k for k in range(SUPPLIERS) if k != s]
        divisor = sum(mean[c] for c in rest) / len(rest)
        slopes = [Fraction(0)] * cells
        slopes[j * SUPPLIERS + s] = 1 / divisor
        for c in rest:
            slopes[c] = -mean[j * SUPPLIERS + s] / divisor**2 / len(rest)
        return mean[j * SUPPLIERS + s] / divisor, slopes

    error = lambda g: sqrt(
        number(sum(g[a] * g[b] * covariance[a][b] for a in range(cells) for b in range(cells)) / n)
    )
    figures = [gradient(j, s) for j in range(ATTRIBUTES) for s in range(SUPPLIERS)]
    share = [Fraction(w) / sum(map(Fraction, weight)) for w in weight]
    ratios = [(r, error(g)) for r, g in figures]
    quality = []
    for s in range(SUPPLIERS):
        parts = [figures[j * SUPPLIERS + s] for j in range(ATTRIBUTES)]
        value = sum(w * r for w, (r, _) in zip(share, parts))
        quality.append((value, error([sum(w * g[c] for w, (_, g) in zip(share, parts)) for c in range(cells)])))
    return ratios, quality


def missing_intervals(rating, weight):
    """The pulls of the header's formula, in fractions."""
    there = lambda x: x == x
    cells = ATTRIBUTES * SUPPLIERS
    count = [sum(there(r[c]) for r in rating) for c in range(cells)]
    mean = [sum(Fraction(r[c]) for r in rating if there(r[c])) / count[c] for c in range(cells)]
    pull = lambda r, c: (Fraction(r[c]) - mean[c]) / count[c] if there(r[c]) else Fraction(0)
    share = [Fraction(w) / sum(map(Fraction, weight)) for w in weight]
    figures, pulls, used = [], [], []
    for j in range(ATTRIBUTES):
        for s in range(SUPPLIERS):
            rest = [j * SUPPLIERS + k for k in range(SUPPLIERS) if k != s]
            divisor = sum(mean[c] for c in rest) / len(rest)
            ratio = mean[j * SUPPLIERS + s] / divisor
            figures.append(ratio)
            used.append(min(count[j * SUPPLIERS + k] for k in range(SUPPLIERS)))
            pulls.append(
                [
                    (pull(r, j * SUPPLIERS + s) - ratio * sum(pull(r, c) for c in rest) / len(rest)) / divisor
                    for r in rating
                ]
            )
    error = lambda e, n: sqrt(number(sum(x * x for x in e) * Fraction(n, n - 1)))
    ratios = [(f, error(e, n)) for f, e, n in zip(figures, pulls, used)]
    quality = []
    for s in range(SUPPLIERS):
        at = [j * SUPPLIERS + s for j in range(ATTRIBUTES)]
        joint = [sum(w * pulls[c][i] for w, c in zip(share, at)) for i in range(len(rating))]
        quality.append((sum(w * figures[c] for w, c in zip(share, at)), error(joint, min(used[c] for c in at))))
    return ratios, quality, used


def intervals():
    lines, confidence = [], 0.95
    for n, gaps, digits in [(4, 0, 0), (12, 0, 0), (12, 0, 1), (12, 0, 15), (12, 0.2, 0), (12, 0.3, 2)]:
        rating = [
            [round(random.uniform(1, 10), digits) for _ in range(ATTRIBUTES * SUPPLIERS)] for _ in range(n)
        ]
        for r in rating[2:]:
            for c in range(ATTRIBUTES * SUPPLIERS):
                if random.random() < gaps:
                    r[c] = float("nan")
        weight = [3.0, 1.5]
        ratios, quality, used = missing_intervals(rating, weight)
        if not gaps:
            other = complete_intervals(rating, weight, n)
            for (a, b), (c, d) in zip(ratios + quality, other[0] + other[1]):
                assert a == c and abs(b - d) < mpf(10) ** -40 * d
            ratios, quality = other
        width = {k: student(mpf(confidence), k - 1) for k in set(used)}
        least = min(used)
        cells = [x for r in rating for x in r] + [0.0] * (72 - 6 * n)
        lines.append(
            f"    {{{n}, {row(cells)},\n     {row(r for r, _ in ratios)},\n     {row(e for _, e in ratios)},\n"
            f"     {row(width[u] * e for u, (_, e) in zip(used, ratios))},\n     {row(used)},\n"
            f"     {row(q for q, _ in quality)}, {row(e for _, e in quality)},\n"
            f"     {row(width[least] * e for _, e in quality)}}},"
        )
    return lines


# ----------------------------------------------------------------------------------------- derived


def moments(columns):
    n = len(columns[0])
    mean = [sum(map(Fraction, c)) / n for c in columns]
    cross = lambda a, b: sum((Fraction(x) - mean[a]) * (Fraction(y) - mean[b]) for x, y in zip(columns[a], columns[b]))
    sums = [[cross(a, b) for b in range(len(columns))] for a in range(len(columns))]
    root = [sqrt(number(sums[a][a])) for a in range(len(columns))]
    return [[number(sums[a][b]) / root[a] / root[b] for b in range(len(columns))] for a in range(len(columns))]


def explained(correlation, chosen):
    """R^2 on the chosen attributes."""
    y = len(correlation) - 1
    if not chosen:
        return mpf(0)
    c = matrix([[correlation[a][b] for b in chosen] for a in chosen])
    t = matrix([correlation[a][y] for a in chosen])
    return (t.T * lu_solve(c, t))[0]


def shapley(correlation, m):
    fit = {s: explained(correlation, s) for k in range(m + 1) for s in combinations(range(m), k)}
    shares = []
    for a in range(m):
        rest = [b for b in range(m) if b != a]
        share = mpf(0)
        for k in range(m):
            for s in combinations(rest, k):
                gain = fit[tuple(sorted(s + (a,)))] - fit[s]
                share += gain * factorial(k) * factorial(m - 1 - k) / factorial(m)
        shares.append(share)
    return shares


def derived():
    lines, confidence = [], 0.9
    for n, m, digits, near in [
        (10, 2, 0, 0), (20, 4, 0, 0), (20, 4, 1, 0), (20, 4, 15, 0), (20, 4, 15, 1e-3), (20, 4, 15, 1e-6), (11, 6, 0, 0)
    ]:
        truth = [0.5, 0.3, -0.2, 0.1, 0.0, 0.4]
        answers = []
        for _ in range(n):
            base = random.gauss(6, 1.5)
            x = [round(base + random.gauss(0, 1.5), digits) for _ in range(m)]
            if near:
                x[3] = x[0] + x[1] + near * random.gauss(0, 1)
            answers.append((x, round(sum(t * v for t, v in zip(truth, x)) + random.gauss(0, 1), digits)))
        columns = [[x[a] for x, _ in answers] for a in range(m)] + [[y for _, y in answers]]
        correlation = moments(columns)
        y = m
        c = matrix([[correlation[a][b] for b in range(m)] for a in range(m)])
        t = matrix([correlation[a][y] for a in range(m)])
        beta, back = lu_solve(c, t), inverse(c)
        r2 = (t.T * beta)[0]
        df = n - m - 1
        error = [sqrt(back[a, a] * (1 - r2) / df) for a in range(m)]
        width = student(mpf(confidence), df)
        half = sqrt(mpf(2)) * erfinv(mpf(confidence)) / sqrt(mpf(n - 3))
        r = [correlation[a][y] for a in range(m)]
        singular = [sqrt(v) for v in mp.eigsy(c, eigvals_only=True)]
        fill = lambda cells: list(cells) + [0.0] * (6 - m)
        lines.append(
            f"    {{{n}, {m},\n     {row([v for x, _ in answers for v in x] + [0.0] * (80 - n * m))},\n     "
            f"{row([v for _, v in answers] + [0.0] * (20 - n))},\n     {row(fill(r))},\n     "
            f"{row(fill(tanh(atanh(v) - half) for v in r))},\n     {row(fill(tanh(atanh(v) + half) for v in r))},\n"
            f"     {row(fill(beta))},\n     {row(fill(error))},\n     {row(fill(width * e for e in error))},\n     "
            f"{row(fill(back[a, a] for a in range(m)))},\n     {row(fill(shapley(correlation, m)))},\n     "
            f"{literal(r2)}, {literal(1 - (1 - r2) * (n - 1) / df)}, {literal(max(singular) / min(singular))}}},"
        )
    return lines


def rounded():
    """Quotients of two ratings with one and two decimals that are a half on paper, and what books print."""
    cases = []
    for scale in (10, 100):
        for a in range(1, 10 * scale + 1):
            for b in range(1, 10 * scale + 1):
                hundredths = Fraction(100 * a, b)
                if hundredths.denominator == 2 and (scale == 10 or random.random() < 0.02):
                    cases.append((a / scale, b / scale, (int(hundredths) + 1) / 100))
    random.shuffle(cases)
    return [f"    {{{a!r}, {b!r}, {c!r}}}," for a, b, c in cases[:400]]


def main():
    text = "/* Made by make_cva.py: the definitions in fractions and fifty digits. */\n"
    text += "static const struct {\n    uint32_t attributes, suppliers;\n    double weight[8], rating[40], ratio[40];\n"
    text += "    double quality[5], score[5];\n    double gap[8], area[8], area_by_ratio[8], change[8];\n"
    text += "} cva_table_vectors[] = {\n" + "\n".join(tables()) + "\n};\n"
    text += "static const struct {\n    uint32_t n;\n    double quality[8], price[8];\n"
    text += "    double slope, intercept, error, r_squared, quality_weight, price_weight;\n"
    text += "    double distance[8], headroom[8];\n} cva_line_vectors[] = {\n" + "\n".join(fits()) + "\n};\n"
    text += "static const struct {\n    uint32_t n;\n    double rating[72];\n"
    text += "    double ratio[6], error[6], width[6], used[6], quality[3], quality_error[3], quality_width[3];\n"
    text += "} cva_interval_vectors[] = {\n" + "\n".join(intervals()) + "\n};\n"
    text += "static const struct {\n    uint32_t n, attributes;\n    double rating[80], overall[20];\n"
    text += "    double correlation[6], low[6], high[6];\n    double weight[6], error[6], width[6], inflation[6];\n"
    text += "    double shapley[6], r_squared, adjusted, condition;\n"
    text += "} cva_derived_vectors[] = {\n" + "\n".join(derived()) + "\n};\n"
    text += "static const struct {\n    double ours, theirs, printed;\n} cva_rounded_vectors[] = {\n"
    text += "\n".join(rounded()) + "\n};\n"
    print(text, end="")


main()
