#!/usr/bin/env python3
"""Hold the customer base over time of customer_report to an independent computation: run_base.py REPORT SHOP.csv

Scores and segments, the triangle, the curve to the second purchase and the moves between states are computed
again here from the file with csv, datetime and fractions. Then come shops too small or too young for one part
or another, of which the rest must stand.
"""
import bisect
import collections
import csv
import datetime
import fractions
import html
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import report_page

REPORT, SHOP = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DATA = pathlib.Path(os.environ.get("PATRON_DATA", SHOP.parents[3] / "shared" / "data"))
SEGMENTS = (("champions", "45 45 45"), ("cannot lose them", "1 45 45"), ("new customers", "45 1 12345"),
            ("promising", "3 1 12345"), ("loyal", "345 345 12345"), ("potential loyalists", "345 2 12345"),
            ("at risk", "12 345 345"), ("need attention", "2 2345 2345"), ("about to sleep", "2 12345 12345"),
            ("lost", "1 12 12"), ("hibernating", "1 12345 12345"))
Z = 1.959963984540054
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


class Run:
    """What the report says and shows of the base: sentences, lines, tips of cells, tables as rows of text."""

    def __init__(self, path, columns, *options):
        where = [part for pair in zip(("--customer", "--date", "--amount"), columns) for part in pair]
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([REPORT, path, *where, "--model", "none", *options], cwd=folder,
                                  capture_output=True)
            check(done.returncode == 0, f"{path} {options}: exit code {done.returncode} {done.stderr.decode()}")
            page = pathlib.Path(folder, "report.html")
            text = page.read_text() if done.returncode == 0 else "<h2>Who comes back</section>"
        for complaint in report_page.complaints(text):
            check(False, f"{path} {options}: {complaint}")
        start = text.index("<h2>Who comes back")
        section = text[start:text.index("</section>", start)]
        self.lines = [line.strip() for line in done.stdout.decode().splitlines()]
        self.tips = {html.unescape(tip) for tip in re.findall(r'title="([^"]*)"', section)}
        self.said = " ".join(plain(part) for part in re.findall(r"<p>(.*?)</p>", section, re.S))
        self.rows = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
                     for row in re.findall(r"<tr[^>]*>(.*?)</tr>", section, re.S)]

    def row(self, *head):
        found = [row for row in self.rows if row[:len(head)] == list(head)]
        return found[-1] if found else []


def plain(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def receipts(path, columns):
    good = []
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.reader(file)
        header = next(rows)
        where = [header.index(column) for column in columns]
        for row in rows:
            try:
                name, day, money = (row[i] for i in where)
                assert len(row) == len(header) and name and re.fullmatch(r"-?\d+(\.\d\d?)?", money)
                good.append((name, datetime.date.fromisoformat(day[:10]),
                             int(fractions.Fraction(money) * 100)))
            except (AssertionError, ValueError, IndexError):
                pass
    return good


def scores(values):
    """Fifths at the quantiles of type 7, exactly; who is at a threshold is below it."""
    ordered = sorted(values)
    cuts = []
    for fifth in range(1, 5):
        at = fractions.Fraction((len(ordered) - 1) * fifth, 5)
        low = ordered[math.floor(at)]
        cuts.append(low + (at - math.floor(at)) * (ordered[math.ceil(at)] - low))
    return [1 + bisect.bisect_left(cuts, value) for value in values]


def money(cents):
    return f"{cents / 100:,.2f}"


def check_rfm(run, name, days, spend):
    who = list(days)
    score = list(zip(scores([max(days[c]).toordinal() for c in who]), scores([len(days[c]) for c in who]),
                     scores([spend[c] for c in who])))
    cells, segments = collections.defaultdict(list), collections.defaultdict(list)
    for customer, rfm in zip(who, score):
        cells[rfm[:2]].append((customer, rfm[2]))
        segments[next(title for title, rule in SEGMENTS
                      if all(str(s) in allowed for s, allowed in zip(rfm, rule.split())))].append(customer)
    for (r, f), members in cells.items():
        n, total = len(members), sum(spend[c] for c, _ in members)
        tip = f"R {r} F {f}: {n:,} customer{'s' * (n != 1)}, {money(total)} of spend, "
        found = [other for other in run.tips if other.startswith(tip)]
        check(len(found) == 1, f"{name}: no cell \"{tip}\"")
        mean = sum(m for _, m in members) / n
        check(found and abs(float(found[0].rsplit(" ", 1)[1]) - mean) < 0.0501, f"{name}: M of {tip}")
    check(sum(tip.startswith("R ") for tip in run.tips) == len(cells), f"{name}: cells of nobody")
    total = sum(spend.values())
    slipped = segments["at risk"] + segments["cannot lose them"]
    since = sorted(max(days[c]) for c in who)[math.floor(fractions.Fraction((len(who) - 1) * 2, 5))]
    for group, sentence in ((segments["champions"], "are champions, buying lately, often and for much"),
                            (slipped, "who used to buy often and for good money have not bought since "
                             f"{since}")):
        said = f"{len(group):,} customers ({len(group) / len(who):.1%}) {sentence}"
        check(said in run.said, f"{name}: not \"{said}\" in {run.said}")
    for title, _ in SEGMENTS:
        members = segments[title]
        got, part = run.row(title), sum(spend[c] for c in members)
        check(got[2:4] == [f"{len(members):,}", f"{len(members) / len(who):.1%}"], f"{name}: {title} {got}")
        check(got and abs(int(got[4].replace(",", "")) - part / 100) <= 0.5, f"{name}: {title} {got}")
        check(got and abs(float(got[5][:-1]) - 100 * part / total) < 0.0501, f"{name}: {title} {got}")


def periods(first, last):
    """(number of a day's period, its name, years in it, its word) as docs/customer_report.md says."""
    month = lambda day: day.year * 12 + day.month - 1
    if (last - first).days < 112:
        monday = first - datetime.timedelta(first.weekday())
        return (lambda day: (day - monday).days // 7,
                lambda p: (monday + datetime.timedelta(7 * p)).isoformat(), 52, "week")
    if month(last) - month(first) < 18:
        return (lambda day: month(day) - month(first),
                lambda p: f"{(month(first) + p) // 12}-{(month(first) + p) % 12 + 1:02}", 12, "month")
    start = month(first) // 3
    return (lambda day: month(day) // 3 - start, lambda p: f"{(start + p) // 4} Q{(start + p) % 4 + 1}", 4,
            "quarter")


def check_cohorts(run, name, days, active, over, label, word):
    first = {customer: min(seen) for customer, seen in active.items()}
    size = collections.Counter(first.values())
    tips = {tip for tip in run.tips if " later: " in tip}
    expected, far = set(), ""
    for age in range(1, over):
        again, reached = 0, 0
        for cohort in range(over - age):
            back = sum(cohort + age in active[c] for c in days if first[c] == cohort)
            again, reached = again + back, reached + size[cohort]
            if size[cohort]:
                expected.add(f"{label(cohort)}, {age} {word}{'s' * (age > 1)} later: {back:,} of {size[cohort]:,}")
        expected.add(f"all, {age} {word}{'s' * (age > 1)} later: {again:,} of {reached:,}")
        if age == 1:
            check(f"{100 * again / reached:.1f}% were back in the next" in run.said, f"{name}: {run.said}")
        elif 2 * reached >= sum(size[cohort] for cohort in range(over)):
            far = f" and {100 * again / reached:.1f}% bought {age} {word}s later"
    check(tips == expected, f"{name}: the triangle: {sorted(tips ^ expected)[:4]}")
    latest = max(cohort for cohort in range(over - 1) if size[cohort])
    back = sum(latest + 1 in active[c] for c in days if first[c] == latest) / size[latest]
    check(f"{far}; of the latest ({label(latest)}) {back:.1%} were back in the next, " in run.said,
          f"{name}: {far}, {back:.1%} of {label(latest)}: {run.said}")


def survival(days, as_of):
    """Kaplan and Meier from the first to the second day, as steps: time, S, and the sum of Greenwood."""
    events, ends, lengths = collections.Counter(), collections.Counter(), []
    for seen in days.values():
        seen = sorted(seen)
        length = ((seen[1] if len(seen) > 1 else as_of) - seen[0]).days
        events[length] += len(seen) > 1
        ends[length] += 1
        lengths.append(length)
    risk, left, greenwood, steps = len(days), fractions.Fraction(1), 0.0, [(0, 1.0, 0.0)]
    for time in sorted(ends):
        gone = events[time]
        if gone:
            left *= fractions.Fraction(risk - gone, risk)
            greenwood += gone / (risk * (risk - gone)) if risk > gone else 0
            steps.append((time, float(left), greenwood))
        risk -= ends[time]
    return steps, sorted(lengths)[-20]


def check_return(run, name, days, as_of):
    steps, end = survival(days, as_of)
    at = lambda time: steps[bisect.bisect_right([step[0] for step in steps], time) - 1]
    marks = [mark for mark in (7, 14, 30, 60, 90, 180, 365, 730, 1461) if mark < end] + [end]
    for mark in marks:
        _, left, greenwood = at(mark)
        band = math.exp(Z * math.sqrt(greenwood) / abs(math.log(left))) if 0 < left < 1 else 1
        expected = [1 - left, 1 - left ** (1 / band), 1 - left ** band]
        got = run.row(f"{mark:,}")[1:4]
        check(len(got) == 3 and all(abs(float(a[:-1]) - 100 * b) < 0.0501 for a, b in zip(got, expected)),
              f"{name}: back within {mark}: {got}, not {expected}")
    goal = 1 - (1 - at(end)[1]) / 2
    half = next(time for time, left, _ in steps if left <= goal)
    check(f" within {end:,} days of the first purchase" in run.said and f"half of these within {half:,} and"
          in run.said, f"{name}: half by {half} of {end}: {run.said}")


def check_migration(run, name, active, over, states, ahead, margin):
    moves, base = collections.Counter(), collections.Counter()
    last = states - 1
    for seen in active.values():
        at = None
        for period in range(over):
            was, at = at, 0 if period in seen else None if at is None else min(at + 1, last)
            if was is not None:
                moves[was, at] += 1
        if at is not None:
            base[at] += 1
    out = [sum(moves[i, j] for j in range(states)) for i in range(states)]
    tips = {tip for tip in run.tips if tip.startswith("from ")}
    possible = [(i, j) for i in range(states) for j in {0, min(i + 1, last)} if out[i]]
    expected = {f"from {i} to {j}: {moves[i, j]:,} of {out[i]:,}" for i, j in possible}
    check(tips == expected, f"{name}: moves: {sorted(tips ^ expected)[:4]}")
    back = [moves[i, 0] / out[i] if out[i] else 0 for i in range(states)]
    discount = 1.1 ** (7 / 365 if ahead == 52 else 1 / ahead)
    value = [0.0] * states
    for _ in range(ahead):  # of what comes after the period, half a period before its end
        value = [(back[i] * (margin * math.sqrt(discount) + value[0]) +
                  (1 - back[i]) * value[min(i + 1, last)]) / discount for i in range(states)]
    check(f"comes back in one with {back[last]:.1%} and is still worth " in run.said, f"{name}: {run.said}")
    check(f", all {base[last]:,} of them " in run.said, f"{name}: {run.said}")
    for i in range(states):
        got = run.row(f"{i}{'+' * (i == last)}", f"{base[i]:,}", f"{out[i]:,}")
        worth = [cell.replace(",", "") for cell in got[-2:]]
        check(len(worth) == 2 and abs(float(worth[0]) - value[i] / 100) < 0.501 and
              abs(float(worth[1]) - base[i] * value[i] / 100) < 0.501 + 1e-9 * base[i] * value[i],
              f"{name}: state {i}: {got}, worth {value[i] / 100}")


def compare(path, columns, until=None):
    name = f"{path.name} until {until}" if until else path.name
    run = Run(path, columns, *(("--as-of", until) if until else ()))
    good = [row for row in receipts(path, columns) if not until or row[1].isoformat() <= until]
    spend, days = collections.Counter(), {}
    for customer, day, cents in good:
        spend[customer] += cents
        if cents >= 0:
            days.setdefault(customer, set()).add(day)
    spend = {customer: spend[customer] for customer in days}
    first, as_of = min(day for _, day, _ in good), max(day for _, day, _ in good)
    as_of = datetime.date.fromisoformat(until) if until else as_of
    number, label, ahead, word = periods(first, as_of)
    over = number(as_of + datetime.timedelta(1))
    active = {customer: {number(day) for day in seen} for customer, seen in days.items()}
    check_rfm(run, name, days, spend)
    check_cohorts(run, name, days, active, over, label, word)
    check_return(run, name, days, as_of)
    buying = sum(period < over for seen in active.values() for period in seen)
    bought = sum(cents for customer, day, cents in good if number(day) < over and
                 customer in days and number(day) >= min(active[customer]))
    states = min({"quarter": 5}.get(word, 7), over - 1)
    check_migration(run, name, active, over, states, ahead, bought / buying)
    for start in ("who is who", "who comes back", "second purchase", "who left"):
        check(sum(line.startswith(start) and len(line) < 80 for line in run.lines) == 1, f"{name}: {start}")
    print(f"{name}: the base as computed here")


def shop(what, rows, *said):
    """A small shop, of (customer, day of 2024, amount), and what is said of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "in.csv")
        first = datetime.date(2024, 1, 1)
        path.write_text("c,d,a\n" + "".join(f"{c},{first + datetime.timedelta(d)},{a}\n" for c, d, a in rows))
        run = Run(path, ("c", "d", "a"))
    for sentence in said:
        check(sentence in run.said, f"{what}: does not say \"{sentence}\": {run.said}")


def small_shops():
    apart = "Customers cannot be told apart by when, how often and for how much they buy: "
    back = "How long a second purchase takes is not known: "
    moves = "Who moves where cannot be seen: nobody has been seen for long enough."
    follow = "Nobody can be followed from one period to the next: nobody has been seen for long enough."
    shop("one receipt", [("x", 0, 1)], apart + "there are too few", follow, back + "there are too few", moves)
    shop("a refund alone", [("x", 0, -1)], apart + "there are too few", follow, moves)
    shop("all once", [(c, 5 * c, 1) for c in range(40)], apart + "all of them bought on the same number of days",
         back + "nobody has bought on a second day yet", "0.0% were back in the next", "chance of 0.0%")
    shop("one day", [(c, 0, c) for c in range(40)], apart + "all of them bought on the same number", follow,
         back + "nobody has bought on a second day yet")
    shop("last on one day", [(c, d, 1) for c in range(40) for d in [c % 20, 300] + [100 + c] * (c % 2)],
         apart + "all of them bought last on the same day", "55.0% come back within 282 days")
    shop("everyone, always", [(c, d, 1) for c in range(40) for d in range(0, 360, 10 + c % 3)],
         "67.5% come back within 11 days", "chance of 100.0%", "yet and been seen for another")
    shop("one champion", [(c, 3 * c, 1) for c in range(30)] + [("x", d, 9) for d in range(100, 200, 9)],
         "1 customer (3.2%) is a champion, buying lately, often and for much, and brought 78.3% of the spend; "
         "no other good customer is among those who bought longest ago.")
    shop("no money", [(c, 3 * c, 0) for c in range(30)] + [("x", d, 0) for d in (1, 99)],
         "Nobody is a champion, buying lately, often and for much; no other good customer is among")
    shop("weeks", [(c, d, 1) for c in range(40) for d in (c, c + 7 + c % 2)],
         "Of the customers who first bought in one week, ", "in the next 52 weeks", "within 8 days; then all are back.")
    shop("years", [(c, d, 1) for c in range(40) for d in (100 * c, 100 * c + 400)],
         "first bought in one year, ", "in the next year;", "3 years before or earlier")
    shop("many years", [(c, d, 1) for c in range(40) for d in (150 * c, 150 * c + 400)],
         "first bought in one period of 2 years, ", "in the next period of 2 years;")


def main():
    compare(SHOP, ("customer", "date", "amount"))
    for until in ("2024-05-15", "2023-11-29", "2023-03-05"):  # quarters, months, weeks that are not over
        compare(SHOP, ("customer", "date", "amount"), until)
    for name, *columns in (("cdnow_master.csv", "customer_id", "date", "dollar_value"),
                           ("grocery_transactions.csv", "household_id", "transaction_timestamp", "sales_value")):
        if os.environ.get("PATRON_QUICK") or not (DATA / name).exists():
            print(name, "is skipped")
        else:
            compare(DATA / name, columns)
    small_shops()
    print("failed:", failures)
    return failures > 0


sys.exit(main())
