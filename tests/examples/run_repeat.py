#!/usr/bin/env python3
"""Hold the repeat buying of customer_report to an independent computation: run_repeat.py REPORT SHOP.csv

Histories, what came in the last quarter, the histogram and the weeks are counted again here from the file.
The parameters that the report saves are looked at with a likelihood of this script's own: BG/NBD has its
maximum there, and gamma-gamma, too; chances, purchases and money of customers follow from them.
"""
import csv
import datetime
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import report_page

REPORT, SHOP = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DATA = pathlib.Path(os.environ.get("PATRON_DATA", SHOP.parents[3] / "shared" / "data"))
YEAR = 365 / 7
FORCE = math.log(1.1) / YEAR
NEW = ["p_alive", "expected_purchases", "expected_money", "residual_value"]
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


def near(got, expected, what, relative=1e-6, absolute=0.0):
    check(abs(got - expected) <= relative * abs(expected) + absolute, f"{what}: {got}, not {expected}")


class Run:
    """A run of the report: what it said, its page, rows and model."""

    def __init__(self, path, columns, *options, model=True):
        with tempfile.TemporaryDirectory() as folder:
            where = [part for pair in zip(("--customer", "--date", "--amount"), columns) for part in pair]
            save = ["--save-model", "model.txt"] if model else []
            done = subprocess.run([REPORT, path, *where, "--csv", "rows.csv", *save, *options], cwd=folder,
                                  capture_output=True)
            self.code, self.error = done.returncode, done.stderr.decode()
            self.text = done.stdout.decode(errors="replace")
            self.words = " ".join(self.text.split())
            self.rows, self.page, self.model = [], "", {}
            check(self.code == 0, f"{path} {options}: exit code {self.code}: {self.error}")
            if self.code == 0:
                with open(pathlib.Path(folder, "rows.csv"), newline="") as file:
                    self.rows = list(csv.DictReader(file))
                self.page = pathlib.Path(folder, "report.html").read_text()
                for complaint in report_page.complaints(self.page):
                    check(False, f"{path} {options}: {complaint}")
            if self.code == 0 and model:
                lines = pathlib.Path(folder, "model.txt").read_text().splitlines()
                check(lines[1] == "patron-model 1" and lines[-1] == "end", f"{lines}")
                self.model = dict(line.split() for line in lines if line[0] != "#" and line != "end")


def number(text):
    return float(text.replace(",", ""))


def said(run, pattern):
    """The numbers of a sentence."""
    match = re.search(pattern, run.words)
    check(match is not None, f"nothing like \"{pattern}\" is said")
    return [number(part) if re.fullmatch(r"-?[\d,.]*\d", part) else part for part in match.groups()] if match else None


def read(path, columns, last="9999"):
    """{name: {day: cents of its purchases and refunds}}, {name: refunds}: days as ordinals."""
    found = {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.reader(file)
        header = next(rows)
        where = [header.index(column) for column in columns]
        for row in rows:
            try:
                name, day, amount = (row[i] for i in where)
                assert len(row) == len(header) and name and re.fullmatch(r"-?\d+(\.\d+)?", amount)
                ordinal = datetime.date.fromisoformat(day[:10]).toordinal()
            except (AssertionError, ValueError, IndexError):
                continue
            if day[:10] <= last:
                found.setdefault(name, []).append((ordinal, round(float(amount) * 100)))
    return found


class Customer:
    """x, t_x, T in weeks at an end day, and the mean of the repeat days in cents."""

    def __init__(self, receipts, end):
        receipts = [(day, cents) for day, cents in receipts if day <= end]
        self.days = sorted({day for day, cents in receipts if cents >= 0})
        self.x = len(self.days) - 1
        if self.x >= 0:
            self.t_x, self.T = (self.days[-1] - self.days[0]) / 7, (end - self.days[0]) / 7
            spend = sum(cents for _, cents in receipts)
            first = sum(cents for day, cents in receipts if day == self.days[0] and cents >= 0)
            self.mean = (spend - first) / self.x if self.x else 0


def customers_of(receipts, end):
    made = {name: Customer(own, end) for name, own in receipts.items()}
    return {name: customer for name, customer in made.items() if customer.x >= 0}


def bg_likelihood(r, alpha, a, b, customers):
    """Fader, Hardie and Lee (2005), eq. 6 for x, t_x, T."""
    total = 0
    for c in customers:
        total += math.lgamma(r + c.x) - math.lgamma(r) + r * math.log(alpha)
        total += math.lgamma(a + b) + math.lgamma(b + c.x) - math.lgamma(b) - math.lgamma(a + b + c.x)
        after = 0 if c.x == 0 else a / (b + c.x - 1) * ((alpha + c.T) / (alpha + c.t_x)) ** (r + c.x)
        total += -(r + c.x) * math.log(alpha + c.T) + math.log1p(after)
    return total


def gamma_gamma_likelihood(p, q, gamma, customers):
    """Fader and Hardie (2013), eq. 1a."""
    total = 0
    for c in customers:
        if c.x > 0 and c.mean > 0:
            total += math.lgamma(p * c.x + q) - math.lgamma(p * c.x) - math.lgamma(q) + q * math.log(gamma)
            total += (p * c.x - 1) * math.log(c.mean) + p * c.x * math.log(c.x)
            total -= (p * c.x + q) * math.log(gamma + c.x * c.mean)
    return total


def is_maximum(likelihood, parameters, customers, what):
    """No parameter can be moved a little, and ln L grow: each is within a millionth of the best."""
    at = likelihood(*parameters, customers)
    for i in range(len(parameters)):
        sides = []
        for step in (1.01, 1 / 1.01):
            moved = list(parameters)
            moved[i] *= step
            sides.append(likelihood(*moved, customers) - at)
        check(max(sides) < 0, f"{what}: parameter {i} is not at its best: {sides}")
        vertex = (sides[1] - sides[0]) / (2 * (sides[0] + sides[1]))
        check(abs(vertex * math.log(1.01)) < 1e-4, f"{what}: parameter {i} is off by {vertex} per cent")


def bg_alive(r, alpha, a, b, c):
    return 1 if c.x == 0 else 1 / (1 + a / (b + c.x - 1) * ((alpha + c.T) / (alpha + c.t_x)) ** (r + c.x))


def bg_ahead(r, alpha, a, b, c, t):
    """Purchases in (T, T + t] of who is alive: the mean of (1 - e^(-lambda p t)) / p (eq. 10), by its series."""
    total, z = 0, t / (alpha + c.T + t)
    term, n = 1.0, 0
    upper, lower, below = r + c.x, b + c.x, a + b + c.x - 1
    while abs(term) > 1e-16 * abs(total) or n < 10:
        total += term
        term *= (upper + n) * (lower + n) / ((below + n) * (n + 1)) * z
        n += 1
    power = ((alpha + c.T) / (alpha + c.T + t)) ** (r + c.x)
    return (a + b + c.x - 1) / (a - 1) * (1 - power * total)


def simpson(f, low, high, n):
    step = (high - low) / n
    return step / 3 * sum((1 if i in (0, n) else 4 if i % 2 else 2) * f(low + i * step) for i in range(n + 1))


def bg_residual(r, alpha, a, b, c):
    """DERT: the mean of lambda / (force + lambda p) over Gamma(r + x, alpha + T), Beta(a, b + x)."""
    shape, rate = r + c.x, alpha + c.T

    def over_rates(p):
        log_norm = shape * math.log(rate) - math.lgamma(shape)
        return simpson(lambda u: math.exp(log_norm + shape * u - rate * math.exp(u)) * math.exp(u)
                       / (FORCE + math.exp(u) * p), math.log(shape / rate) - 60 / shape ** 0.5 / 2,
                       math.log(shape / rate) + 6, 400)

    log_beta = math.lgamma(a + b + c.x) - math.lgamma(a) - math.lgamma(b + c.x)

    def integrand(v):
        p = 1 / (1 + math.exp(-v))
        return math.exp(log_beta - a * math.log1p(math.exp(-v)) - (b + c.x) * math.log1p(math.exp(v))) * over_rates(p)

    return bg_alive(r, alpha, a, b, c) * simpson(integrand, -60, 40, 400)


def check_bg(run, customers, first, last):
    m = run.model
    check(m["model"] == "bg-nbd" and m["days-per-unit"] == "7" and m["money"] == "spend", f"the model is {m}")
    bg = [float(m[key]) for key in ("r", "alpha", "a", "b")]
    gg = [float(m[key]) for key in ("p", "q", "gamma")]
    is_maximum(bg_likelihood, bg, customers.values(), "BG/NBD")
    is_maximum(gamma_gamma_likelihood, gg, customers.values(), "gamma-gamma")
    p, q, gamma = gg
    rows = {row["customer"]: row for row in run.rows}
    for number_of, (name, c) in enumerate(customers.items()):
        row = rows[name]
        near(float(row["p_alive"]), bg_alive(*bg, c), f"{name} is alive", absolute=6e-7)
        if number_of % 29 == 0:
            ahead = bg_alive(*bg, c) * bg_ahead(*bg, c, YEAR)
            near(float(row["expected_purchases"]), ahead, f"{name} comes again", absolute=6e-5)
            mean = p * (gamma + c.x * max(c.mean, 0)) / (p * c.x + q - 1)
            near(float(row["expected_money"]), ahead * mean / 100, f"{name} brings", absolute=0.0051)
        if number_of % 870 == 0:
            near(float(row["residual_value"]), bg_residual(*bg, c) * mean / 100, f"{name} is still worth", 1e-4, 0.0051)
    for name, row in rows.items():
        check(name in customers or [row[key] for key in NEW] == [""] * 4, f"{name}, who never bought: {row}")
    sums = {key: sum(float(row[key] or 0) for row in rows.values()) for key in NEW}
    alive, of, share = said(run, r"By it ([\d,]+) of ([\d,]+) customers who ever bought are still customers \(([\d.]+)%\)")
    near(alive, sums["p_alive"], "alive in all", 1e-4, 0.51)
    check(of == len(customers), f"{of} customers ever bought")
    near(share, 100 * sums["p_alive"] / len(customers), "the share of them", 1e-4, 0.051)
    check("takes whoever has bought once for one who stays" in run.words, "BG/NBD does not say who stays")
    days, low, high, money = said(run, r"come back on ([\d,]+) days \(the parameters leave room for ([\d,]+) to ([\d,]+)\) "
                                       r"and to bring ([\d,]+) of revenue")
    near(days, sums["expected_purchases"], "purchases of the year", 1e-4, 0.51)
    near(money, sums["expected_money"], "money of the year", 1e-4, 0.51)
    check(0.8 * days < low < days < high < 1.2 * days, f"{low} to {high} around {days}")
    equity = said(run, r"discounted at 10% a year, is worth ([\d,]+) today")[0]
    near(equity, sums["residual_value"], "equity", 1e-4, 0.51)
    lifetime = sum(float(row["lifetime_value"]) for row in run.rows)
    near(said(run, r"by one retention for all, add up to ([\d,]+)\.")[0], lifetime, "lifetime values", 1e-4, 0.51)
    inner = said(run, r"from the parameters only, what is expected lies between ([\d,]+) and ([\d,]+); with the chance "
                      r"in customers' own purchases, what comes in lies between ([\d,]+) and ([\d,]+)")
    check(inner[2] < inner[0] < equity < inner[1] < inner[3], f"intervals {inner} around {equity}")


def check_counts(run, receipts, customers, first, last):
    """What came: the histogram, the weeks, the last quarter."""
    bins = [0] * 8
    for c in customers.values():
        bins[min(c.x, 7)] += 1
    shown = [number(n) for n in re.findall(r"repeat purchases: ([\d,]+) customers?<", run.page)]
    check(shown == bins, f"the histogram shows {shown}, not {bins}")
    expected = [number(n) for n in re.findall(r"repeat purchases: ([\d,]+) expected<", run.page)]
    near(sum(expected), len(customers), "customers expected", 0, 5)
    misplaced = said(run, r"By number of repeat purchases, ([\d.]+)% of customers stand elsewhere")[0]
    near(misplaced, 50 * sum(abs(e - n) for e, n in zip(expected, bins)) / len(customers), "misplaced", 0, 0.2)
    weeks = (last - first) // 7
    came = [0] * weeks
    for c in customers.values():
        for day in c.days[1:]:
            if first < day <= first + 7 * weeks:
                came[(day - first - 1) // 7] += 1
    for name, series in (("incremental", came), ("cumulative", [sum(came[:i + 1]) for i in range(weeks)])):
        path = re.search(r'"%s-title.*?class="curve" d="([^"]*)"' % name, run.page, re.DOTALL)[1]
        down = [float(point.split()[1]) for point in re.findall(r"[ML]([\d.]+ [\d.]+)", path)]
        check(len(down) == weeks, f"{name}: {len(down)} weeks of {weeks}")
        top = max(range(weeks), key=lambda i: series[i])
        for i in range(weeks):
            near((276 - down[i]) * series[top], (276 - down[top]) * series[i], f"{name}, week {i}", 0,
                 0.11 * (series[top] + series[i]))
    cut = first + (last - first) * 3 // 4
    then = customers_of(receipts, cut)
    since = {name: customers[name].x - c.x for name, c in then.items()}
    text = datetime.date.fromordinal(cut).isoformat()
    test = said(run, r"fitted to the purchases until (\S+) alone, the first three quarters of the time, (?:\S+)(?: \([^)]*\))? "
                     r"expected of the ([\d,]+) customers of then ([\d,]+) purchase days in the ([\d.]+) weeks after; there "
                     r"were ([\d,]+), so ([\d.]+)% too (few|many)\. Of one customer: MAE ([\d.]+), RMSE ([\d.]+), bias "
                     r"(-?[\d.]+)\.")
    check(test[0] == text and test[1] == len(then), f"the test is of {test[1]} customers until {test[0]}")
    near(test[3], (last - cut) / 7, "weeks of the test", 0, 0.051)
    check(test[4] == sum(since.values()), f"there were {sum(since.values())} purchase days, not {test[4]}")
    near(test[5], 100 * abs(test[2] / test[4] - 1), "how far the test was off", 0, 0.06)
    check((test[6] == "few") == (test[2] < test[4]), "on which side the test was off")
    near(test[9], (test[2] - test[4]) / len(then), "bias", 0, 1.1e-3)
    classes = [[0, 0] for _ in range(8)]
    for name, c in then.items():
        classes[min(c.x, 7)][0] += 1
        classes[min(c.x, 7)][1] += since[name]
    for i, (n, total) in enumerate(classes):
        row = re.search(f'<th scope="row">{i}{" or more" if i == 7 else ""}</th><td>([\\d,]+)</td><td>([\\d.]+)</td>',
                        run.page)
        check(row is not None and number(row[1]) == n, f"the test by frequency: {i}")
        near(number(row[2]), total / n, f"what came of those with {i}", 0, 0.0051)


def check_best(run):
    """The table of models, and that the one used is the best of it."""
    tried = re.findall(r"^  ([BMPGN][\w/-]+) +([\d,.]+|-)  (\S.*)$", run.text, re.MULTILINE)
    bics = {name: number(bic) for name, bic, _ in tried if bic != "-"}
    best = min(bics, key=bics.get)
    name, converged, of = said(run, r"by the (\S+) model, the best by BIC of the (\d+) that converged, of (\d+) tried")
    check(name == best and converged == len(bics) and of == len(tried), f"{name} is the best of {tried}")
    check({"BG/NBD", "MBG/NBD", "Pareto/NBD", "NBD"} <= {name for name, _, _ in tried}, f"tried: {tried}")
    check(sum("and the best" in verdict for _, _, verdict in tried) == 1, f"one is the best of {tried}")
    check(all(verdict.startswith("converged") == (bic != "-") for _, bic, verdict in tried), f"verdicts {tried}")
    for title in ("Who is still a customer", "How often they have come back", "Repeat purchases, added up",
                  "Repeat purchases, week by week"):
        check(f"<h3>{title}</h3>" in run.page, f"no picture \"{title}\"")
    check("How far to trust this: " in run.words and "How far to trust this: " in run.page, "no word of trust")
    check(run.page.count("fitted until here") == 2, "the end of the calibration is not marked")
    rows = {row["customer"]: row for row in run.rows}
    order = sorted((float(row["expected_money"] or 0) for row in rows.values()), reverse=True)[:10]
    table = run.page[run.page.index("Who will bring most in the next year"):]
    shown = [number(n) for n in re.findall(r"</th><td>[\d.]+%</td><td>[\d,.]+</td><td>([\d,]+)</td>", table)]
    check([round(n) for n in order] == shown, f"the first ten bring {shown}, not {order}")


def shop():
    columns = ("customer", "date", "amount")
    receipts = read(SHOP, columns)
    last = max(day for own in receipts.values() for day, _ in own)
    customers = customers_of(receipts, last)
    first = min(c.days[0] for c in customers.values())
    bg = Run(SHOP, columns, "--model", "bg")
    check("by the BG/NBD model, which was asked for" in bg.words, "BG/NBD was asked for")
    check_bg(bg, customers, first, last)
    check_counts(bg, receipts, customers, first, last)
    best = Run(SHOP, columns)
    check_best(best)
    check_counts(best, receipts, customers, first, last)
    none = Run(SHOP, columns, "--model", "none", model=False)
    check("still a customer" not in none.page + none.text and NEW[0] not in none.rows[0], "a model, though none is asked for")
    check([key for key in best.rows[0]][-4:] == NEW, "the new columns are the last")
    check([[row[key] for key in none.rows[0]] for row in best.rows] == [list(row.values()) for row in none.rows],
          "other columns are as without a model")
    half = Run(SHOP, columns, "--model", "bg", "--margin-rate", "0.5")
    near(sum(float(row["expected_money"] or 0) for row in half.rows),
         sum(float(row["expected_money"] or 0) for row in bg.rows) / 2, "half of it is margin", 1e-5)
    near(float(half.model["gamma"]), float(bg.model["gamma"]), "what is saved is of spend", 1e-6)
    check("of margin; customers who are new" in half.words, "margin is not called margin")
    free = Run(SHOP, columns, "--model", "nbd", "--discount", "0")
    check("Customer equity is not given" in free.words and "lets nobody leave" in free.words, "equity without a discount")
    check(all(row["residual_value"] == "" for row in free.rows), "a residual value without a discount")
    regular = Run(SHOP, columns, "--model", "mbgcnbd3")
    check(regular.model["model"] == "mbg-cnbd" and regular.model["k"] == "3", f"{regular.model}")
    check("by the MBG/CNBD-3 model, which was asked for" in regular.words, "MBG/CNBD-3")


def nbd_likelihood(r, alpha, customers):
    """Of the purchases at their times: the gaps are exponential, and nobody leaves."""
    return sum(math.lgamma(r + c.x) - math.lgamma(r) + r * math.log(alpha) - (r + c.x) * math.log(alpha + c.T)
               for c in customers)


def inverse(matrix):
    n = len(matrix)
    rows = [list(row) + [float(i == j) for j in range(n)] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda j: abs(rows[j][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(n):
            if j != i:
                rows[j] = [one - rows[j][i] * two for one, two in zip(rows[j], rows[i])]
    return [row[n:] for row in rows]


def error_of(figure, likelihood, parameters):
    """The delta method in the logarithms of the parameters, all by differences."""
    n, h = len(parameters), 1e-3

    def moved(function, *steps):
        at = list(parameters)
        for i, step in steps:
            at[i] *= math.exp(step)
        return function(*at)

    information = [[-(moved(likelihood, (i, h), (j, h)) - moved(likelihood, (i, h), (j, -h))
                      - moved(likelihood, (i, -h), (j, h)) + moved(likelihood, (i, -h), (j, -h))) / (4 * h * h)
                    for j in range(n)] for i in range(n)]
    slope = [(moved(figure, (i, h)) - moved(figure, (i, -h))) / (2 * h) for i in range(n)]
    covariance = inverse(information)
    return sum(slope[i] * covariance[i][j] * slope[j] for i in range(n) for j in range(n)) ** 0.5


def gamma_weights(shape, rate, n=40):
    """(lambda, its weight) for means over Gamma(shape, rate)."""
    low, high = math.log(shape / rate) - 30 / shape, math.log((shape + 12 * shape ** 0.5 + 20) / rate)
    logs = [low + (high - low) * (i + 0.5) / n for i in range(n)]
    weights = [math.exp(shape * u - rate * math.exp(u)) for u in logs]
    return [(math.exp(u), weight / sum(weights)) for u, weight in zip(logs, weights)]


def beta_weights(a, b, n=40):
    logits = [-30 / a + (30 / a + 30 / b) * (i + 0.5) / n for i in range(n)]
    weights = [math.exp(-a * math.log1p(math.exp(-v)) - b * math.log1p(math.exp(v))) for v in logits]
    return [(1 / (1 + math.exp(-v)), weight / sum(weights)) for v, weight in zip(logits, weights)]


def moments(model, c, alive):
    """The mean of D, of its square, and of the sum of squares, where D are the discounted purchases to come: by
    what they are given the customer's own rates."""
    m, d = {key: float(value) for key, value in model.items() if key in "r alpha a b s beta".split()}, FORCE
    rates = gamma_weights(m["r"] + c.x, m["alpha"] + c.T)
    # A customer's rate of buying, chance to leave after a purchase, rate of leaving, and how likely they are.
    if model["model"] == "pareto-nbd":
        leaving = gamma_weights(m["s"], m["beta"] + c.T)
        cases = [(one, 0, mu, weight * share) for one, weight in rates for mu, share in leaving]
    elif model["model"] == "bg-nbd":
        flips = beta_weights(m["a"], m["b"] + c.x)
        cases = [(one, p, one * p, weight * share) for one, weight in rates for p, share in flips]
    else:
        cases = [(one, 0, 0, weight) for one, weight in rates]
    first = second = squares = 0
    for one, p, mu, weight in cases:
        mean = one / (d + mu)
        first += weight * mean
        squares += weight * one / (2 * d + mu)
        second += weight * one / (2 * d + mu) * (1 + 2 * (1 - p) * mean)
    return alive * first, alive * second, alive * squares


def intervals(folder):
    """Both intervals of a small shop: what the parameters leave open, and what chance adds."""
    columns = ("c", "d", "a")
    path = written(folder, 300, 5)
    receipts = read(path, columns)
    last = max(day for own in receipts.values() for day, _ in own)
    by_name = customers_of(receipts, last)
    customers = list(by_name.values())
    for name in ("nbd", "bg", "pareto"):
        run = Run(path, columns, "--model", name)
        ends = said(run, r"what is expected lies between (-?[\d,]+) and ([\d,]+); with the chance in customers' own "
                         r"purchases, what comes in lies between (-?[\d,]+) and ([\d,]+)")
        inner, outer = ((ends[i + 1] - ends[i]) / 2 / 1.959964 for i in (0, 2))
        p, q, gamma = (float(run.model[key]) for key in ("p", "q", "gamma"))
        variance = 0
        alive = {row["customer"]: float(row["p_alive"] or 0) for row in run.rows}
        for who, c in by_name.items():
            first, second, squares = moments(run.model, c, alive[who])
            shape = p * c.x + q
            mean = p * (gamma + c.x * c.mean) / (shape - 1) / 100
            square = mean * mean * (shape - 1) / (shape - 2)
            variance += square * second + square / p * squares - (mean * first) ** 2
        near((outer ** 2 - inner ** 2) ** 0.5, variance ** 0.5, f"{name}: the chance in purchases", 0.005)
        if name == "nbd":
            parameters = [float(run.model[key]) for key in ("r", "alpha", "p", "q", "gamma")]
            near(inner, error_of(
                lambda r, alpha, p, q, gamma: sum((r + c.x) / (alpha + c.T) / FORCE * p * (gamma + c.x * c.mean)
                                                  / (p * c.x + q - 1) / 100 for c in customers),
                lambda r, alpha, p, q, gamma: nbd_likelihood(r, alpha, customers)
                + gamma_gamma_likelihood(p, q, gamma, customers), parameters), "the error from the parameters", 0.005)


def written(folder, n, seed):
    """A small shop of regulars and strangers."""
    pick = random.Random(seed)
    with open(pathlib.Path(folder, "in.csv"), "w") as file:
        file.write("c,d,a,m\n")
        for i in range(n):
            day = pick.randrange(120)
            end = day + min(pick.expovariate(pick.gammavariate(1.2, 1 / 150)), 300 - day)
            rate = 1 / (pick.gammavariate(0.8, 30) + 3)
            mean = pick.gammavariate(8, 4)
            while day <= end:
                amount = round(pick.gammavariate(4, mean / 4) + 1, 2)
                date = datetime.date(2024, 1, 1) + datetime.timedelta(int(day))
                file.write(f"{i},{date},{amount:.2f},{amount * 0.3 * (-1 if i % 50 == 0 else 1):.2f}\n")
                day += pick.expovariate(rate)
    return pathlib.Path(folder, "in.csv")


def small():
    with tempfile.TemporaryDirectory() as folder:
        columns = ("c", "d", "a")
        path = written(folder, 600, 1)
        run = Run(path, columns, "--margin", "m")
        check("of margin; customers who are new" in run.words and run.model["money"] == "margin", "margin in the file")
        check_best(run)
        with open(path, "a") as file:
            file.write("".join(f"whale,2024-0{month}-05,20000000000000.00,1\n" for month in (1, 3)))
        run = Run(path, columns, "--model", "mbg")
        check("amounts are too large for it" in run.words and "money" not in run.model, "amounts beyond the model of spend")
        check("amounts taken as known" in run.words, "own means are taken as known")
        intervals(folder)
        path = written(folder, 30, 2)
        run = Run(path, columns, model=False)
        check("is not estimated: that takes 50 customers of whom 20 have come back, and here are 30 and" in run.words,
              "too few customers")
        check(all(row[key] == "" for row in run.rows for key in NEW), "figures of too few customers")
        check("<h3>Who brings the spend</h3>" in run.page and "is not estimated" in run.page, "the rest of the page stands")
        with open(path, "w") as file:
            file.write("c,d,a\n" + "".join(f"{i},2024-01-{1 + i % 9:02},{i}\n{i},2024-01-{11 + i % 20:02},{i}\n" for i in range(90)))
        check("the purchases span less than eight weeks" in Run(path, columns, model=False).words, "too short a time")
        with open(path, "w") as file:
            file.write("c,d,a\n" + "".join(f"{i},2024-0{m}-01,{i + m}\n" for i in range(90) for m in (1, 3, 4, 6)))
        run = Run(path, columns, model=False)
        check("none has a fit to these customers" in run.words, "all customers are alike")
        run = Run(path, columns, "--model", "pareto", model=False)
        check("the Pareto/NBD model, which was asked for, has no fit to these customers (" in run.words, "nor by one model")
        usage(folder, path)


def usage(folder, path):
    where = ("--customer", "c", "--date", "d", "--amount", "a")
    for wrong in ("bgnbd", "bg2", "bgcnbd", "bgcnbd1", "mbgcnbd17", "bgcnbd02", "nbd ", "", "BG", "bgcnbd222", "costs"):
        done = subprocess.run([REPORT, path, *where, "--model", wrong], cwd=folder, capture_output=True, text=True)
        check(done.returncode == 2 and "is not a model of repeat buying" in done.stderr, f"--model {wrong}: {done}")
    done = subprocess.run([REPORT, path, *where, "--model", "none", "--save-model", "m"], cwd=folder, capture_output=True, text=True)
    check(done.returncode == 2 and "--save-model has no meaning" in done.stderr, f"nothing to save: {done}")
    done = subprocess.run([REPORT, path, *where, "--save-model", "m"], cwd=folder, capture_output=True, text=True)
    check(done.returncode == 1 and "no model of repeat buying to save" in done.stderr, f"no fit to save: {done}")
    check(not pathlib.Path(folder, "m").exists(), "a model that is none is written")


def cdnow():
    """The sample of 2,357 customers: the parameters of the paper, from receipts."""
    path = DATA / "cdnow_sample.csv"
    if not path.exists():
        print("cdnow_sample.csv is not there: skipped")
        return
    columns = ("sample_id", "date", "dollar_value")
    run = Run(path, columns, "--model", "bg", "--as-of", "1997-09-30")
    known = {"r": 0.2425945, "alpha": 4.4135932, "a": 0.7929199, "b": 2.4258814}
    for key, value in known.items():
        near(float(run.model[key]), value, f"CDNOW {key}", 1e-4)
    check(run.model["customers"] == "2357" and run.model["last-day"] == "1997-09-30", f"CDNOW: {run.model}")
    for name, value in (("p", 6.25), ("q", 3.74), ("gamma", 1544)):
        near(float(run.model[name]), value, f"CDNOW {name}", 0.01)
    receipts = read(path, columns)
    last = max(day for own in receipts.values() for day, _ in own)
    customers = customers_of(receipts, last)
    best = Run(path, columns)
    check_best(best)
    check_counts(best, receipts, customers, min(c.days[0] for c in customers.values()), last)


def main():
    shop()
    small()
    cdnow()
    print("failed:", failures)
    return failures > 0


sys.exit(main())
