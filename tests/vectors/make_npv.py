#!/usr/bin/env python3
"""Write npv_vectors.h: what the npv module must give, by mpmath at 60 digits and exact fractions.

Each expected value comes with the error allowed: 1e-11 of it, or ten times what one ulp of an input
moves it where that is more. The number of internal rates of return comes from Sturm sequences of exact
fractions, their places from bisection on them.
"""
import datetime
import math
import pathlib
import random
import sys
from fractions import Fraction

import mpmath
from mpmath import mpf

mpmath.mp.dps = 60
random.seed(365)
TIMINGS = {1: mpf(0), 2: mpf(1), 3: mpf(1) / 2}
RATE_MAX = 10**6
FOREVER = 0x7FFFFFFF


def tolerance(value, figure, inputs):
    """1e-11 of the value, or ten times the largest movement by an ulp of an input."""
    moves = []
    for i, x in enumerate(inputs):
        moved = list(map(mpf, inputs))
        moved[i] = mpf(x) + mpf(math.ulp(x))
        moves.append(abs(figure(moved) - value))
    most = max(moves, default=mpf(0))
    usual = abs(value) * mpf("1e-11") + mpf("1e-300")
    return max(usual, 10 * most) if most > abs(value) * mpf("1e-12") else usual


def fits(value):
    return abs(value) <= mpf(2) ** 1024 * (1 - mpf(2) ** -54)


def number(value):
    return repr(float(min(mpf(value), mpf(sys.float_info.max))))


def rates():
    yield from (0.0, 0.1, 0.05, -0.05, 1e-9, -1e-9, 1e-300, 0.01, 1.0, -0.5, -0.9, -0.999999)
    yield from (1e6, 1e100, 1e300, -1 + 2.0**-53, -1 + 2.0**-30, 30.0)


def amounts(count):
    kind = random.randrange(4)
    if kind == 0:
        return [float(random.randint(-10000, 10000)) for _ in range(count)]
    if kind == 1:
        return [random.uniform(-1, 1) * 10 ** random.uniform(-5, 9) for _ in range(count)]
    if kind == 2:
        return [-1000.0 * count] + [random.uniform(500, 1500) for _ in range(count - 1)]
    return [random.uniform(-1, 1) * 10 ** random.uniform(-280, 280) for _ in range(count)]


def worth(flows, times, rate):
    return mpmath.fsum(f / (1 + rate) ** t for f, t in zip(flows, times))


class Table:
    """A table of C structs whose flows lie in a shared array."""

    def __init__(self, name, members):
        self.name, self.members, self.rows = name, members, []

    def text(self):
        rows = ",\n".join("    {" + ", ".join(map(str, row)) + "}" for row in self.rows)
        return (
            f"static const struct {self.name} {{\n"
            + "".join(f"    {member};\n" for member in self.members)
            + f"}} {self.name}s[] = {{\n{rows}\n}};\n"
        )


FLOWS, DAYS = [], []


def keep(flows, days=None):
    """The place of flows in the shared array."""
    place = len(FLOWS)
    FLOWS.extend(flows)
    DAYS.extend(days if days is not None else [0] * len(flows))
    return place


def value_table():
    table = Table("npv_value_vector", ["uint32_t timing, first, count", "double rate, npv, error"])
    for rate in [*rates(), *(random.uniform(-0.3, 0.6) for _ in range(30))]:
        for count in (1, random.randint(2, 12), random.randint(2, 12), random.choice((64, 65, 200, 400))):
            timing = random.randint(1, 3)
            flows = amounts(count)
            if random.random() < 0.3 and count > 2 and -0.3 < rate < 0.6:
                rest = worth(list(map(mpf, flows[1:])), range(1, count), mpf(rate))
                flows[0] = float(-rest)  # worth nothing but for rounding
            times = [j + TIMINGS[timing] for j in range(count)]
            figure = lambda x: worth(x[1:], times, x[0])
            value = figure([mpf(rate), *map(mpf, flows)])
            if not fits(value):
                continue
            error = tolerance(value, figure, [rate, *flows] if count <= 12 else [rate, flows[0]])
            table.rows.append([timing, keep(flows), count, number(rate), number(value), number(error)])
    return table


def year_fraction(basis, first, last):
    """Years by the definition: day by day where years differ in length."""
    if basis == 1:
        return mpf(last - first) / 365
    sign = 1 if last >= first else -1
    first, last = min(first, last), max(first, last)
    years, day = mpf(0), first
    while day < last:
        year = (datetime.date(1970, 1, 1) + datetime.timedelta(day)).year
        length = 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365
        end = min(last, (datetime.date(year + 1, 1, 1) - datetime.date(1970, 1, 1)).days)
        years += mpf(end - day) / length
        day = end
    return sign * years


def dated_table():
    members = ["uint32_t basis, first, count", "double rate, npv, error"]
    table = Table("npv_dated_vector", members)
    for rate in [0.09, 0.0, -0.2, 1e-9, 3.0, -0.999, 1e5, *(random.uniform(-0.3, 0.6) for _ in range(33))]:
        basis = random.randint(1, 2)
        count = random.randint(1, 10)
        days = [random.randint(-20000, 30000) for _ in range(count)]
        flows = amounts(count)
        times = [year_fraction(basis, days[0], day) for day in days]
        figure = lambda x: worth(x[1:], times, x[0])
        value = figure([mpf(rate), *map(mpf, flows)])
        if fits(value):
            error = tolerance(value, figure, [rate, *flows])
            table.rows.append([basis, keep(flows, days), count, number(rate), number(value), number(error)])
    return table


def annuity(timing, periods, payment, rate, growth):
    wait = (1 + rate) ** TIMINGS[timing]
    if periods == FOREVER:
        return payment * (1 + rate) / wait / (rate - growth)
    ratio = (1 + growth) / (1 + rate)
    return payment / wait * (periods if ratio == 1 else (1 - ratio**periods) / (1 - ratio))


def annuity_table():
    members = ["uint32_t timing, periods", "double payment, rate, growth, value, error"]
    table = Table("npv_annuity_vector", members)
    for rate in [*rates(), *(random.uniform(-0.1, 0.3) for _ in range(20))]:
        near = [rate * (1 + 2.0**-50), rate * (1 - 1e-9), rate + 1e-14, rate, 0.0, -1.0, 0.02, 0.3]
        for growth in near:
            timing = random.randint(1, 3)
            periods = random.choice((0, 1, 2, 12, 360, 10000, 2147483646, FOREVER))
            payment = random.choice((100.0, -1e-200, 1e200, random.uniform(1, 1e6)))
            if growth < -1 or (periods == FOREVER and growth >= rate):
                continue
            figure = lambda x: annuity(timing, periods, x[0], x[1], x[2])
            value = figure([mpf(payment), mpf(rate), mpf(growth)])
            if not fits(value):
                continue
            error = abs(value) * mpf("1e-11") + mpf("1e-300")
            if periods != FOREVER:
                error = tolerance(value, figure, [payment, rate, growth])
            table.rows.append([timing, periods, *map(number, (payment, rate, growth, value, error))])
    return table


PERIODS = {1: mpf(1), 2: mpf(2), 3: mpf(4), 4: mpf(12), 5: mpf(52), 6: mpf("365.25") / 7, 7: mpf(365), 8: mpf("365.25")}


def convert(x, from_kind, k, to_kind, to):
    force = {1: lambda: k * mpmath.log1p(x), 2: lambda: k * mpmath.log1p(x / k), 3: lambda: x}[from_kind]()
    return {1: lambda: mpmath.expm1(force / to), 2: lambda: to * mpmath.expm1(force / to), 3: lambda: force}[to_kind]()


def convert_table():
    members = ["uint32_t from_kind, from_period, to_kind, to_period", "double rate, converted, error"]
    table = Table("npv_convert_vector", members)
    for rate in [0.1, -0.1, 1e-12, 1e-300, 0.0, 5.0, -0.99, -1 + 2.0**-53, 1e5, 300.0] * 8:
        kinds = random.randint(1, 3), random.randint(1, 8), random.randint(1, 3), random.randint(1, 8)
        figure = lambda x: convert(x[0], kinds[0], PERIODS[kinds[1]], kinds[2], PERIODS[kinds[3]])
        value = figure([mpf(rate)])
        if fits(value):
            error = tolerance(value, figure, [rate])
            table.rows.append([*kinds, *map(number, (rate, value, error))])
    return table


def ratio_table():
    members = ["uint32_t first, count", "double finance, reinvestment, modified, modified_error",
               "double index, index_error"]
    table = Table("npv_ratio_vector", members)
    while len(table.rows) < 40:
        count = random.randint(2, 20)
        flows = amounts(count)
        if min(flows) >= 0 or max(flows) <= 0:
            continue
        finance, reinvestment = random.uniform(-0.2, 0.6), random.choice((random.uniform(-0.3, 0.5), 0.0, 9.0))

        def modified(x):
            out = worth([max(-f, mpf(0)) for f in x[2:]], range(count), x[0])
            back = worth([max(f, mpf(0)) for f in x[2:]], range(count), x[1])
            return (1 + x[1]) * (back / out) ** (mpf(1) / (count - 1)) - 1

        def index(x):
            out = worth([max(-f, mpf(0)) for f in x[1:]], range(count), x[0])
            return worth([max(f, mpf(0)) for f in x[1:]], range(count), x[0]) / out

        rate = modified([mpf(finance), mpf(reinvestment), *map(mpf, flows)])
        ratio = index([mpf(finance), *map(mpf, flows)])
        if fits(rate) and fits(ratio):
            table.rows.append([keep(flows), count, number(finance), number(reinvestment), number(rate),
                               number(tolerance(rate, modified, [finance, reinvestment, *flows])), number(ratio),
                               number(tolerance(ratio, index, [finance, *flows]))])
    return table


def trim(p):
    while p and p[-1] == 0:
        p.pop()
    return p


def sturm(p):
    """The Sturm sequence of a polynomial, coefficients ascending."""
    sequence = [list(map(Fraction, p)), [i * Fraction(p[i]) for i in range(1, len(p))]]
    while sequence[-1]:
        rest, divisor = list(sequence[-2]), sequence[-1]
        while len(rest) >= len(divisor):
            factor, shift = rest[-1] / divisor[-1], len(rest) - len(divisor)
            for i, c in enumerate(divisor):
                rest[i + shift] -= factor * c
            rest.pop()
            trim(rest)
        most = max(map(abs, rest), default=1)
        sequence.append([-c / most for c in rest])
    return sequence[:-1]


def evaluate(p, x):
    value = Fraction(0)
    for c in reversed(p):
        value = value * x + c
    return value


def variations(sequence, x):
    signs = [v > 0 for v in (evaluate(p, x) for p in sequence) if v != 0]
    return sum(a != b for a, b in zip(signs, signs[1:]))


def isolate(sequence, low, high):
    """Intervals (low, high] with one root each, narrowed to 1e-25."""
    count = variations(sequence, low) - variations(sequence, high)
    if count == 0:
        return []
    if count == 1 and high - low < Fraction(1, 10**25) * low:
        return [(low, high)]
    middle = (low + high) / 2
    middle = Fraction(round(middle * 2**200), 2**200)
    return isolate(sequence, low, middle) + isolate(sequence, middle, high)


def roots(p, step):
    """(rate, falls) of each root in (-1, 1e6] of sum p_i y^i, y = (1 + rate)^(-1/step), ascending."""
    least = Fraction(1, round((RATE_MAX + 1) ** (1 / step) * 10**9) + 10**6) * 10**9
    sequence = sturm(p)
    found = []
    for low, high in isolate(sequence, least, Fraction(2) ** (53 // step)):
        rate = (mpf(low.numerator) / low.denominator) ** (-step) - 1
        found.append((rate, evaluate(p, low) < 0 < evaluate(p, high)))
    return sorted(found)


def root_error(rate, p, step):
    """1e-11 of the rate, or ten times what an ulp of a flow moves it where that is more."""
    y = (1 + rate) ** (mpf(-1) / step)
    slope = mpmath.fsum(-mpf(i) / step * c * y**i for i, c in enumerate(p)) / (1 + rate)
    move = max(mpf(math.ulp(float(c))) * y**i for i, c in enumerate(p)) / abs(slope)
    usual = abs(rate) * mpf("1e-11") + mpf("1e-300")
    return max(usual, 10 * move, 10 * mpf(math.ulp(float(rate))))


def irr_row(flows, days, p, step):
    found = roots(p, step)
    falling = [rate for rate, falls in found if falls]
    chosen = falling[0] if falling else found[0][0] if found else mpf(0)
    signs = [f > 0 for f in flows if f != 0]
    changes = sum(a != b for a, b in zip(signs, signs[1:]))
    others = [x for rate, _ in found if rate != chosen for x in (rate, root_error(rate, p, step))]
    place = keep(flows, days)
    kept = keep(others)
    return [place, len(flows), changes, len(found), int(bool(found) and not falling), kept, number(chosen),
            number(root_error(chosen, p, step) if found else mpf(0))]


def irr_tables():
    members = ["uint32_t first, count, changes, roots, rising, others", "double rate, error"]
    table, dated = Table("npv_irr_vector", members), Table("npv_irr_dated_vector", members)
    wilkinson = [[1]]
    for g in range(1, 11):  # (1 - y)(1 - 2 y)...: rates 0, 1, 2 ...
        p = wilkinson[-1]
        wilkinson.append([a - g * b for a, b in zip(p + [0], [0] + p)])
    close = []
    for digits in (2, 3, 4, 5):  # two roots 10^-digits apart
        g, scale = 10**digits, 10**digits
        p = [scale**2, -scale * (2 * scale + 1), scale * (scale + 1)]
        close.append(p)
    chance = []
    while len(chance) < 260:
        size = random.choice((2, 10, 1000, 10**6))
        p = [random.randint(-size, size) for _ in range(random.randint(2, random.choice((4, 8, 14, 20))))]
        if random.random() < 0.3:
            p = [abs(c) * (-1) ** j for j, c in enumerate(p)]
        if trim(p) and p[0] != 0 and len(p) > 1:
            chance.append(p)
    for p in [[-50, -100, 600, 300, -100], [10, 1, 2, -3, 4], *wilkinson[2:], *close, *chance]:
        table.rows.append(irr_row(list(map(float, p)), None, p, 1))
    for p in chance[:120]:
        kept = [(i, c) for i, c in enumerate(p) if c != 0]
        first = random.randint(0, 20000)
        dated.rows.append(irr_row([float(c) for _, c in kept], [first + 73 * i for i, _ in kept], p, 5))
    return table, dated


def main():
    tables = [value_table(), dated_table(), annuity_table(), convert_table(), ratio_table(), *irr_tables()]
    lines = ["/* Made by make_npv.py. Flows and days of a vector: from its place first, count of them. */",
             "#include <stdint.h>", "", "static const double npv_vector_flow[] = {"]
    lines += [f"    {number(f)}," for f in FLOWS]
    lines += ["};", "", "static const int32_t npv_vector_day[] = {"]
    lines += ["    " + ", ".join(map(str, DAYS[i : i + 16])) + "," for i in range(0, len(DAYS), 16)]
    text = "\n".join([*lines, "};", "", *(table.text() for table in tables)])
    pathlib.Path(__file__).with_name("npv_vectors.h").write_text(text)


if __name__ == "__main__":
    main()
