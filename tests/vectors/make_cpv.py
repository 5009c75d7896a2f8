#!/usr/bin/env python3
"""Perceived value, changes and shares of choice by definition, in fractions and fifty digits ->
cpv_vectors.h."""

import random
from fractions import Fraction

from mpmath import exp, mp, mpf

mp.dps = 50
random.seed(2205)

OFFERS, BENEFITS, COSTS = 3, 4, 5


def amount(size):
    """A double of some magnitude, not only of few digits."""
    return random.choice((random.uniform(0, size), round(random.uniform(0, size), 2), 0.0, size))


def literal(value):
    if value is None:
        return "NAN"
    if isinstance(value, Fraction):
        value = mpf(value.numerator) / value.denominator
    if isinstance(value, mpf):
        return mp.nstr(value, 19) if abs(value) > 1e-300 else "0.0"
    return repr(value)


def row(values):
    return "{" + ", ".join(literal(v) for v in values) + "}"


def best(figures, own):
    rivals = [(f, -k) for k, f in enumerate(figures) if k != own and f is not None]
    return -max(rivals)[1] if rivals else None


def change(by_ratio, lead, own, benefit, cost):
    """increase, cut of each cost: by what has to hold afterwards."""
    totals = [(sum(map(Fraction, b)), sum(map(Fraction, c))) for b, c in zip(benefit, cost)]
    figure = [(b / c if c else None) if by_ratio else b - c for b, c in totals]
    k = best(figure, own)
    if k is None or figure[own] is None:
        return None, [None] * COSTS
    target, (b, c) = figure[k] + Fraction(lead), totals[own]
    if figure[own] >= target:
        return Fraction(0), [Fraction(0)] * COSTS
    if not by_ratio:
        increase = cut = target - (b - c)
    else:
        increase = target * c - b
        cut = c - b / target if b > 0 else None
    return increase, [cut if cut is not None and Fraction(x) >= cut else None for x in cost[own]]


def offers():
    lines = []
    for size in (1.0, 10.0, 100.0, 1e4, 1e9, 1e15, 1e-6, 1e300):
        for _ in range(8):
            benefit = [[amount(size) for _ in range(BENEFITS)] for _ in range(OFFERS)]
            cost = [[amount(size) for _ in range(COSTS)] for _ in range(OFFERS)]
            if random.random() < 0.3:
                benefit[0][1] = -benefit[0][1]
            totals = [(sum(map(Fraction, b)), sum(map(Fraction, c))) for b, c in zip(benefit, cost)]
            own, lead = random.randrange(OFFERS), random.choice((0.0, 0.0, 0.25 * size))
            ratio_lead = random.choice((0.0, 0.125))
            value = [b - c for b, c in totals]
            k = best(value, own)
            wide, cut = change(False, lead, own, benefit, cost)
            wide_ratio, cut_ratio = change(True, ratio_lead, own, benefit, cost)
            lines.append(
                f"    {{{row(sum(benefit, []))},\n     {row(sum(cost, []))},\n     {own}, {k}, {lead!r}, "
                f"{ratio_lead!r},\n     {row(b for b, _ in totals)}, {row(c for _, c in totals)},\n     "
                f"{row(value)}, {row(b / c if c else None for b, c in totals)},\n     "
                f"{literal(value[own] - value[k])}, {literal(wide)}, {row(cut)},\n     "
                f"{literal(wide_ratio)}, {row(cut_ratio)}}},"
            )
    return lines


def shares():
    lines = []
    for size in (1.0, 30.0, 1e5, 1e300, 1e-300):
        for scale in (0.0, 0.5, 1.0, 3.0, 1e-5, 250.0):
            values = [random.uniform(0, size) for _ in range(4)]
            if size == 30.0:
                values[2] = values[0]
            powers = [mpf(v) ** mpf(scale) for v in values]
            slope = scale / size if size > 100 else scale
            most = max(values)
            pulls = [exp(mpf(slope) * (mpf(v) - mpf(most))) for v in values]
            lines.append(
                f"    {{{row(values)}, {scale!r}, {slope!r},\n     {row(p / sum(powers) for p in powers)},\n"
                f"     {row(p / sum(pulls) for p in pulls)}}},"
            )
    return lines


def main():
    text = "/* Made by make_cpv.py: the definitions in fractions and fifty digits. */\n"
    text += "static const struct {\n    double benefit[12];\n    double cost[15];\n"
    text += "    uint32_t own, best;\n    double lead, ratio_lead;\n    double total_benefit[3], total_cost[3];\n"
    text += "    double difference[3], ratio[3];\n    double gap, increase, cut[5], ratio_increase, ratio_cut[5];\n"
    text += "} cpv_offer_vectors[] = {\n" + "\n".join(offers()) + "\n};\n"
    text += "static const struct {\n    double value[4], scale, slope, proportional[4], logit[4];\n"
    text += "} cpv_share_vectors[] = {\n" + "\n".join(shares()) + "\n};\n"
    print(text, end="")


main()
