#!/usr/bin/env python3
"""Hold customer_report to an independent computation: run_report.py REPORT GENERATOR SHOP.csv

Everything is computed again here from the file with csv, datetime and fractions: per customer, and in
total. Then come files as people and attackers make them, with the exit code each must end in.
"""
import csv
import datetime
import fractions
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import report_page

REPORT, GENERATOR, SHOP = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
DATA = pathlib.Path(os.environ.get("PATRON_DATA", SHOP.parents[3] / "shared" / "data"))
PERIODS = ((730, 365, "year"), (364, 182, "half-year"), (182, 91, "quarter"), (56, 28, "four weeks"))
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


def run(*arguments, folder=".", stdin=None):
    done = subprocess.run([REPORT, *arguments], cwd=folder, input=stdin, capture_output=True)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode()


def receipts(path, customer, date, amount):
    """(name, day, cents) of each good line, and how many are bad."""
    good, bad = [], 0
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.reader(file)
        header = next(rows)
        where = [header.index(column) for column in (customer, date, amount)]
        for row in rows:
            try:
                assert len(row) == len(header)
                name, day, money = (row[i] for i in where)
                assert name and re.fullmatch(r"-?\d+(\.\d\d?)?", money)
                day = datetime.date.fromisoformat(day[:10]).toordinal()
                good.append((name, day, int(fractions.Fraction(money) * 100)))
            except (AssertionError, ValueError):
                bad += 1
    return good, bad


def histories(good):
    """name: [cents, days, receipts, refunds], in order of first appearance."""
    found = {}
    for name, day, cents in good:
        history = found.setdefault(name, [0, set(), 0, 0])
        history[0] += cents
        history[2] += 1
        if cents < 0:
            history[3] += 1
        else:
            history[1].add(day)
    return found


def gini(values):
    """Raffinetti, Siletti and Vernizzi: sum |xi - xj| over 2 (n - 1) sum |x|."""
    values = sorted(values)
    n = len(values)
    differences = 2 * sum((2 * i - n + 1) * value for i, value in enumerate(values))
    return fractions.Fraction(differences, 2 * (n - 1) * sum(abs(value) for value in values))


def lifetime(found, first, last):
    """(retention, {name: cents}) by the rule that docs/customer_report.md states."""
    days = next(length for span, length, _ in PERIODS if last - first + 1 >= span)
    last_from, before_from = last - days + 1, last - 2 * days + 1
    before = [h for h in found.values() if any(before_from <= d < last_from for d in h[1])]
    again = sum(any(d >= last_from for d in history[1]) for history in before)
    kept = again / len(before)
    discount = 1.1 ** (days / 365) - 1
    multiple = kept / (1 + discount - kept) * math.sqrt(1 + discount)
    value = {}
    for name, history in found.items():
        active = any(day >= last_from for day in history[1])
        periods = (last - min(history[1]) + 1) / days if active else 1
        value[name] = history[0] / max(1, periods) * multiple if active else 0
    return kept, value


def classes(order, cents):
    total, before, found = sum(cents.values()), 0, {}
    for name in order:
        share = fractions.Fraction(before, total)
        found[name] = "C" if cents[name] <= 0 or share >= fractions.Fraction(95, 100) else \
            "A" if share < fractions.Fraction(8, 10) else "B"
        before += cents[name]
    return found


def compare(path, customer, date, amount):
    """A whole run against the computation here."""
    good, bad = receipts(path, customer, date, amount)
    found = histories(good)
    cents = {name: history[0] for name, history in found.items()}
    order = sorted(found, key=lambda name: -cents[name])
    first, last = min(r[1] for r in good), max(r[1] for r in good)
    kept, worth = lifetime(found, first, last)
    letter = classes(order, cents)
    total = sum(cents.values())
    with tempfile.TemporaryDirectory() as folder:
        code, text, error = run(path, "--customer", customer, "--date", date, "--amount", amount,
                                "--csv", "rows.csv", folder=folder)
        check(code == 0 and error == "", f"{path.name}: exit code {code} {error}")
        check(sorted(os.listdir(folder)) == ["report.html", "rows.csv"], f"files {os.listdir(folder)}")
        with open(pathlib.Path(folder, "rows.csv"), newline="") as file:
            rows = list(csv.DictReader(file))
        page = pathlib.Path(folder, "report.html").read_text()
    check([row["customer"] for row in rows] == order, f"{path.name}: the order of customers")
    day_text = lambda days, pick: datetime.date.fromordinal(pick(days)).isoformat() if days else ""
    for rank, row in enumerate(rows, 1):
        name = row["customer"]
        money, days, count, refunds = found[name]
        expected = [str(rank), letter[name], f"{money / 100:.2f}", str(len(days)), str(count),
                    str(refunds), day_text(days, min), day_text(days, max)]
        got = [row[key] for key in ("rank", "class", "spend", "purchase_days", "receipts", "refunds",
                                    "first_visit", "last_visit")]
        check(got == expected, f"{path.name}: {name} is {got}, not {expected}")
        check(abs(float(row["lifetime_value"]) - worth[name] / 100) < 0.00501 + 1e-9 * abs(worth[name]),
              f"{path.name}: {name} is worth {row['lifetime_value']}, not {worth[name] / 100}")
    words = " ".join(text.split())
    n = len(order)
    fifth, whole = fractions.Fraction(n, 5), n // 5
    top = sum(cents[name] for name in order[:whole]) + (fifth - whole) * cents[order[whole]]
    reached, target = 0, 0
    while reached < fractions.Fraction(8, 10) * total:
        reached += cents[order[target]]
        target += 1
    once = sum(len(history[1]) == 1 for history in found.values())
    for sentence in (
            f"The best 20% of {n:,} customers bring {float(top / total):.1%} of the spend; "
            f"{target:,} of them ({target / n:.1%}) bring 80%.",
            f"{len(good):,} receipts, {sum(r[2] < 0 for r in good):,} of them refunds, of {n:,} customers",
            f"{once:,} customers ({once / n:.1%}) bought on one day only",
            f"{sum(c > 0 for c in cents.values()):,} customers brought money, "
            f"{sum(c == 0 for c in cents.values()):,} came out at zero, "
            f"{sum(c < 0 for c in cents.values()):,} cost money",
            f"The Gini coefficient of the spend is {float(gini(cents.values())):.3f}:",
            f"all {n:,} 100.0% {total / 100:,.2f} 100.0%",
            f": {kept:.1%} a ",
            f"is worth {sum(worth.values()) / 100:,.0f} today",
            f"{len(good) + bad:,} lines were read; {bad if bad else 'none'} "):
        check(sentence in words, f"{path.name}: the text does not say \"{sentence}\"")
    for name in "ABC":
        count = sum(letter[other] == name for other in order)
        spend = sum(cents[other] for other in order if letter[other] == name)
        check(f"{name} {count:,} {count / n:.1%} {spend / 100:,.2f} {spend / total:.1%}" in words,
              f"{path.name}: class {name}")
    check_page(page)
    print(f"{path.name}: {n} customers as computed here")


def check_page(text):
    for complaint in report_page.complaints(text):
        check(False, complaint)


HEAD = b"c,d,a\n"
WHO = ("--customer", "c", "--date", "d", "--amount", "a")


def hostile(what, content, code, said, *options):
    """A file of these bytes ends in this exit code and says this, without a crash or a stray file."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "in.csv").write_bytes(content)
        got, text, error = run("in.csv", *WHO, *options, folder=folder)
        check(got == code, f"{what}: exit code {got}, not {code}: {error}")
        check(said in " ".join((text + error).split()), f"{what}: does not say \"{said}\": {text}{error}")
        files = sorted(os.listdir(folder))
        check(files == ["in.csv"] + ["report.html"] * (code == 0), f"{what}: leaves {files}")
        if code == 0:
            check_page(pathlib.Path(folder, "report.html").read_text())


def hostile_files():
    row = b"x,2024-01-01,1.00\n"
    hostile("an empty file", b"", 1, "in.csv is empty.")
    hostile("a header alone", HEAD, 1, "there is no usable receipt")
    hostile("a missing column", b"c,d,b\n" + row, 2, "no columns are called \"a\" (--amount)")
    hostile("a column twice", b"c,d,a,a\nx,2024-01-01,1,2\n", 2, "several columns are called \"a\"")
    hostile("a column by number", b"c,d,a,a\nx,2024-01-01,1,2\n", 0, "all 1 100.0% 2.00", "--amount", "4")
    hostile("another delimiter", b"c;d;a\nx;2024-01-01;1\n", 2, "--delimiter")
    hostile("semicolons and commas", b"c;d;a\nx;2024-01-01;1,50\n", 0, "1.50", "--delimiter", ";",
            "--decimal-mark", ",")
    hostile("UTF-16", "c,d,a\n".encode("utf-16"), 1, "UTF-16")
    hostile("an unclosed quote", HEAD + b'"x,2024-01-01,1\n' + row, 0,
            "line 2: the line opens a quote that is never closed")
    hostile("NUL bytes", HEAD + b"x\0y,2024-01-01,1\n" + row, 0, "holds a NUL byte")
    hostile("31 February", HEAD + b"x,2024-02-31,1\n" + row, 0, "is not a day of the calendar")
    hostile("strict", HEAD + row + b"x,2024-02-31,1\n", 1, "line 3: the date \"2024-02-31\"", "--strict")
    hostile("three decimals", HEAD + b"x,2024-01-01,1.005\n" + row, 0, "has more decimals")
    hostile("an amount too large", HEAD + b"x,2024-01-01,99999999999999999999\n" + row, 0, "is too large")
    hostile("a sum too large", HEAD + b"x,2024-01-01,92233720368547758.07\n" * 2, 1, "PATRON_E_OVERFLOW")
    hostile("a total too large", HEAD + b"x,2024-01-01,92233720368547758.07\n"
            b"y,2024-01-01,92233720368547758.07\n", 1, "PATRON_E_OVERFLOW")
    hostile("refunds alone", HEAD + b"x,2024-01-01,-1\n", 0, "nothing to have a share of")
    hostile("zeros alone", HEAD + b"x,2024-01-01,0\ny,2024-01-02,0\n", 0, "adds up to 0.00")
    hostile("losers outweigh", HEAD + b"x,2024-01-01,5\ny,2024-01-02,-9\n", 0, "adds up to -4.00")
    hostile("losers", HEAD + b"x,2024-01-01,5\ny,2024-01-02,-4\n", 0, "1 cost money (-4 in all)")
    hostile("BOM, CRLF, no last line end", b"\xef\xbb\xbfc,d,a\r\nx,2024-01-01,1\r\ny,20240102,2", 0,
            "all 2 100.0% 3.00")
    hostile("markup for a name", HEAD + b"<script>alert(1)</script>&\",2024-01-01,1\n", 0, "<script>")
    hostile("bytes that are no text", HEAD + b"\xff\xfe\x1b[2J,2024-01-01,1\n" + row, 0, "?[2J")
    hostile("all of history", HEAD + b"x,0001-01-01,1\ny,9999-12-31,1\n", 0, "3,652,059 days")
    hostile("a day asked for", HEAD + row + b"y,2024-02-01,5\n", 0, "1 receipts after the last day",
            "--as-of", "2024-01-31")
    hostile("the day itself", HEAD + row + b"y,2024-01-31,5\n", 0, "all 2 100.0% 6.00", "--as-of", "2024-01-31")
    hostile("no discount for ever", HEAD + b"".join(b"x,2024-0%d-01,1\n" % m for m in range(1, 8)), 1,
            "PATRON_E_DIVERGES", "--discount", "0")
    hostile("a page that cannot be written", HEAD + row, 3, "cannot be written", "--html", "no/report.html")
    with tempfile.TemporaryDirectory() as folder:
        check(run("none.csv", *WHO, folder=folder)[0] == 3, "a file that is not there")
        check(run("x.csv", folder=folder)[0] == 2, "no columns given")
        check(run("x.csv", *WHO, "--what", folder=folder)[0] == 2, "no such option")
        check(run("--help", folder=folder)[0] == 0, "help")
        code, text, _ = run("-", *WHO, folder=folder, stdin=HEAD + row)
        check(code == 0 and "all 1 100.0% 1.00" in " ".join(text.split()), "standard input")


def main():
    made = subprocess.run([GENERATOR], capture_output=True, check=True).stdout
    check(made == SHOP.read_bytes(), "the generator does not make the bundled shop")
    compare(SHOP, "customer", "date", "amount")
    for name, *columns in (("cdnow_master.csv", "customer_id", "date", "dollar_value"),
                           ("grocery_transactions.csv", "household_id", "transaction_timestamp",
                            "sales_value")):
        if (DATA / name).exists():
            compare(DATA / name, *columns)
        else:
            print(name, "is not there: skipped")
    hostile_files()
    print("failed:", failures)
    return failures > 0


sys.exit(main())
