#!/usr/bin/env python3
"""Hold value_map to an independent computation: run_map.py VALUE_MAP GENERATOR RATINGS.csv

The bundled market is computed again here from its lines and held to the truth that its generator states;
then come files as people write them, with what is said of each.
"""
import collections
import csv
import math
import pathlib
import re
import subprocess
import sys
import tempfile

import report_page

MAP, GENERATOR, RATINGS = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
ATTRIBUTES = ("coffee", "repairs", "delivery", "staff", "machines", "ordering", "invoices", "image")
SUPPLIERS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm")
TRUTH = dict(zip(ATTRIBUTES, (.28, .20, .16, .12, .10, .08, .06, .00)))
STATED = dict(zip(ATTRIBUTES, (25, 10, 14, 12, 10, 7, 8, 14)))
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


def near(got, expected, tolerance, what):
    check(abs(got - expected) <= tolerance, f"{what}: {got}, not {expected}")


def run(*arguments, folder=".", given=None):
    done = subprocess.run([MAP, *arguments], cwd=folder, capture_output=True, input=given)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def trial(what, code, said, content, *options, page=True):
    """A file of this content ends in this exit code and says this; the text, the errors and the page."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "in.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        got, text, error = run("in.csv", *options, folder=folder)
        words = " ".join((text + error).split())
        check(got == code, f"{what}: exit code {got}, not {code}: {error}")
        check(said in words, f"{what}: does not say \"{said}\": {text}{error}")
        written = pathlib.Path(folder, "value_map.html")
        check(written.exists() == (code == 0), f"{what}: a page after exit code {code}")
        check(not list(pathlib.Path(folder).glob("*.part")), f"{what}: half a page is left behind")
        html = written.read_text() if written.exists() else ""
        for complaint in report_page.complaints(html) if page and html else ():
            check(False, f"{what}: {complaint}")
        return words, html


def mean(values):
    values = [value for value in values if value is not None]
    return math.fsum(values) / len(values)


def deviation(values):
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def good_lines():
    """(ratings, importance): lines of numbers or None by column, as value_map should take them."""
    seen, ratings, importance = set(), [], []
    with open(RATINGS, newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        for row in rows:
            if len(row) != len(header) or not row[2] or tuple(row[:3]) in seen:
                continue
            if not all(re.fullmatch(r"\d*", cell) for cell in row[3:]):
                continue
            numbers = [int(cell) if cell else None for cell in row[3:]]
            if row[2] != "importance" and max(number or 0 for number in numbers) > 10:
                continue
            seen.add(tuple(row[:3]))
            line = dict(zip(header, row[:3] + numbers))
            (importance if row[2] == "importance" else ratings).append(line)
    return ratings, importance


def column(lines, name, supplier=None):
    return [line[name] for line in lines if supplier in (None, line["supplier"])]


def section(text, title):
    return text.split("\n" + title, 1)[1].split("\n\n")[1].splitlines()


def numbers(line):
    return [float(word.rstrip("%*")) for word in re.findall(r"[-+]?\d+\.?\d*[%*]?", line)]


def rows_of(text, title, names):
    found = {}
    for line in section(text, title):
        for name in names:
            if line[2:].startswith(name + " "):
                found[name] = line[2 + len(name):]
    check(set(found) == set(names), f"{title}: rows {sorted(found)}")
    return found


def check_profile(text, ratings, importance):
    points = {name: mean(column(importance, name)) for name in ATTRIBUTES}
    weight = {name: points[name] / sum(points.values()) for name in ATTRIBUTES}
    quality_points, price_points = mean(column(importance, "overall")), mean(column(importance, "price"))
    price_weight = price_points / (quality_points + price_points)
    table = {(s, j): mean(column(ratings, j, s)) for s in SUPPLIERS for j in ATTRIBUTES + ("price", "worth")}

    def ratio(supplier, name):
        return table[supplier, name] / mean([table[s, name] for s in SUPPLIERS if s != supplier])
    shown = rows_of(text, "The market", SUPPLIERS)
    value = {}
    for supplier in SUPPLIERS:
        quality = sum(weight[j] * ratio(supplier, j) for j in ATTRIBUTES)
        price = 1 / ratio(supplier, "price")
        wq, wp = 1 - price_weight, price_weight
        distance = (wq * (quality - 1) - wp * (price - 1)) / math.hypot(wq, wp)
        headroom = 1 + wq / wp * (quality - 1) - price
        worth = ratio(supplier, "worth")
        got = numbers(shown[supplier])  # the interval's dash makes its end negative
        for what, mine, theirs in zip(("quality", "low", "high", "price", "worth", "distance", "headroom"),
                                      (quality, None, None, price, worth, distance, headroom), got):
            if mine is not None:
                near(abs(theirs), abs(mine), .00051, f"{supplier}: {what}")
        check(abs(got[1]) < quality < abs(got[2]), f"{supplier}: quality outside of its interval")
        band = "below" if worth < .98 else "parity" if worth < 1.03 else "above" if worth <= 1.1 else "world class"
        check(band in shown[supplier], f"{supplier}: band {band}")
        value[supplier] = wq * sum(weight[j] * table[supplier, j] for j in ATTRIBUTES) - wp * (10 - table[supplier, "price"])
    duel = rows_of(text, "Head to head: Alder against Birch", ATTRIBUTES)
    levers = rows_of(text, "Levers", ATTRIBUTES + ("price",))
    target = 1 - sum(weight[j] * ratio("Alder", j) for j in ATTRIBUTES)
    behind = max(value.values()) - value["Alder"]
    for j in ATTRIBUTES:
        got = numbers(duel[j])
        near(got[0], 100 * weight[j], .051, f"{j}: weight")
        base = mean([table[s, j] for s in SUPPLIERS if s != "Alder"])
        near(got[3], 100 * (table["Alder", j] / table["Birch", j] - 1), .051, f"{j}: gap")
        near(got[4], weight[j] * got[3], .08, f"{j}: area")
        got = numbers(levers[j])
        near(got[2], target / weight[j] * base, .0051, f"{j}: points for quality")
        near(got[3], behind / ((1 - price_weight) * weight[j]), .0051, f"{j}: points for value")
        check(("*" in levers[j]) == (table["Alder", j] + got[3] > 10), f"{j}: the star")
    near(numbers(levers["price"])[2], behind / price_weight, .0051, "price: points for value")
    return weight


def check_weights(text, ratings):
    """The truth, in units of standard deviations, lies in the intervals; what people say does not."""
    shown = rows_of(text, "Importance", ATTRIBUTES)
    full = [line for line in ratings if None not in [line[j] for j in ATTRIBUTES + ("overall",)]]
    spread = deviation(column(full, "overall"))
    outside = 0
    for j in ATTRIBUTES:
        stated, correlation, part, raw, low, high, share = numbers(shown[j])
        truth = TRUTH[j] * deviation(column(full, j)) / spread
        check(low <= truth <= high, f"{j}: the truth {truth:.3f} is not in [{low}, {high}]")
        check(low < raw < high and 0 <= part <= 100 and share > 0, f"{j}: weights {shown[j]}")
        near(stated, STATED[j], 1.5, f"{j}: stated")
        outside += not low <= STATED[j] / 100 * deviation(column(full, j)) / spread <= high
        middle = mean(column(full, j)), mean(column(full, "overall"))
        cross = math.fsum((line[j] - middle[0]) * (line["overall"] - middle[1]) for line in full) / (len(full) - 1)
        correlations[j] = cross / deviation(column(full, j)) / spread
        got_correlation[j] = correlation
    check(outside >= 3, "what people say is not what the overall rating goes by")
    for j in ATTRIBUTES:
        near(got_correlation[j], 100 * correlations[j] / sum(correlations.values()), .051, f"{j}: correlation")
    check(f"Derived from {len(full):,} full ratings" in " ".join(text.split()), "the number of full ratings")
    check("cannot tell these from 0: image" in " ".join(text.split()), "the image counts for nothing")


correlations, got_correlation = {}, {}


def wilson(yes, n):
    z = 1.959963984540054
    p = yes / n
    half = z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return [(p + z * z / 2 / n + sign * half) / (1 + z * z / n) for sign in (-1, 1)]


def check_satisfaction(text, ratings):
    shown = rows_of(text, "Satisfaction", SUPPLIERS)
    for supplier in SUPPLIERS:
        levels = [level for level in column(ratings, "satisfaction", supplier) if level is not None]
        answers = [answer for answer in column(ratings, "recommend", supplier) if answer is not None]
        n, count = len(levels), collections.Counter(levels)
        low, high = wilson(count[5], n)
        promoters, detractors = (sum(test(a) for a in answers) / len(answers)
                                 for test in (lambda a: a >= 9, lambda a: a <= 6))
        half = 196 * math.sqrt((promoters + detractors - (promoters - detractors) ** 2) / len(answers))
        nps = 100 * (promoters - detractors)
        expected = (sum(levels) / n, 100 * count[1] / n, 100 * (n - count[1] - count[5]) / n, 100 * count[5] / n,
                    100 * low, 100 * high, 100 * (count[4] + count[5]) / n, nps, nps - half, nps + half)
        got = numbers(shown[supplier])
        for i, (mine, theirs) in enumerate(zip(expected, got)):
            near(theirs, mine, .0051 if i == 0 else .051 if i < 7 else .51, f"{supplier}: satisfaction, figure {i}")
    words = " ".join(text.split())
    signals = re.findall(r"the (?:CUSUM|EWMA) signals in (2024-\d\d)", words, re.IGNORECASE)
    check("Satisfaction has fallen" in words and len(signals) == 2, "the fall is not found")
    check(all("2024-09" <= signal <= "2024-10" for signal in signals), f"the fall of September is found in {signals}")


def bundled_market():
    made = subprocess.run([GENERATOR], capture_output=True, check=True).stdout
    check(made == RATINGS.read_bytes(), "ratings.csv is not what its generator makes")
    ratings, importance = good_lines()
    with tempfile.TemporaryDirectory() as folder:
        code, text, error = run(RATINGS, folder=folder)
        check(code == 0 and error == "", f"the bundled market: exit code {code} {error}")
        page = pathlib.Path(folder, "value_map.html").read_text()
    for complaint in report_page.complaints(page):
        check(False, f"the bundled market: {complaint}")
    for title in ("The map of value", "Head to head with Birch", "Satisfaction, wave by wave", "Has it changed?"):
        check(f"<h3>{title}</h3>\n<svg" in page, f"no picture \"{title}\"")
    for name in SUPPLIERS + ATTRIBUTES:
        check(name in page, f"the page does not name {name}")
    long = [line for line in text.splitlines() if len(line) > 79 and not line.startswith("  line ")]
    check(not long, f"wider than a terminal: {long}")
    check_profile(text, ratings, importance)
    check_weights(text, ratings)
    check_satisfaction(text, ratings)
    check_bad_lines(text, page)
    print(f"the bundled market: {len(ratings)} ratings of 300 respondents as computed here, the truth found again")


def check_bad_lines(text, page):
    for said in ("line 338: delivery: \"11\" is not a number from 0 to 10", "line 675: the supplier is empty",
                 "line 1012: delivery: \"good\" is not a decimal number",
                 "line 1349: the line has 5 columns where the first line has 16",
                 "line 1686: the supplier \"Dogwood\" was rated by this respondent in this wave before"):
        check("  " + said + "\n" in text, f"bad lines: {said}")
        check(said.replace('"', "&quot;") in page, f"bad lines on the page: {said}")
    check("1,805 lines were read; 5 of them are bad ones" in text, "the number of bad lines")
    with tempfile.TemporaryDirectory() as folder:
        code, out, error = run(RATINGS, "--strict", folder=folder)
        check(code == 1 and out == "" and error.endswith(
            "ratings.csv, line 338: delivery: \"11\" is not a number from 0 to 10.\n"), f"--strict: {code} {error}")
        check(not list(pathlib.Path(folder).iterdir()), "--strict: a page")


HEAD = "respondent,wave,supplier,quick,warm,overall,price,worth,satisfaction,recommend\n"
BASE = [f"r{i},w{i % 3},{s},{5 + (i * k + i // 3) % 4},{4 + (i + k) % 5},{4 + (i * k) % 5},{6 - k},7,{1 + (i + k) % 5},{(i * 3 + k) % 11}"
        for i in range(12) for k, s in enumerate(("we", "they"), 1)]
SMALL = HEAD + "\n".join(BASE) + "\n"


def changed(number, **cells):
    """The small file with cells of one of its lines changed."""
    lines = SMALL.splitlines()
    row = lines[number].split(",")
    for name, cell in cells.items():
        row[HEAD.strip().split(",").index(name)] = cell
    lines[number] = ",".join(row)
    return "\n".join(lines) + "\n"


def without(name, content=None):
    rows = [line.split(",") for line in (content or SMALL).splitlines()]
    at = rows[0].index(name)
    return "".join(",".join(cell for i, cell in enumerate(row) if i != at) + "\n" for row in rows)


def emptied(name, supplier):
    rows = [line.split(",") for line in SMALL.splitlines()]
    at = rows[0].index(name)
    return "".join(",".join("" if i == at and row[2] == supplier else cell for i, cell in enumerate(row)) + "\n"
                   for row in rows)


def small_files():
    words, _ = trial("a small file", 0, "12 interviews in 3 waves on 2 suppliers and 2 attributes.", SMALL)
    check("by their Shapley shares" in words and "as nobody says otherwise" in words, "no importance: Shapley")
    check("Fewer than 30 answers" in words and "none of them are bad" in words, "the small file's notes")
    for kind, said in (("correlation", "by their correlation"), ("regression", "by the regression"),
                       ("shapley", "by their Shapley shares")):
        trial(kind, 0, said, SMALL, "--weights", kind)
    trial("stated weights that are not there", 1, "There are no stated weights", SMALL, "--weights", "stated")
    stated = SMALL + "r1,w1,importance,30,70,60,40,,,\n"
    trial("stated weights", 0, "quality counts for 60.0% and price for 40.0%, as respondents say", stated)
    trial("a price weight", 0, "quality counts for 75.0% and price for 25.0%.", stated, "--price-weight", "0.25")
    trial("a price that counts for nothing", 0, "the price counts for nothing", stated, "--price-weight", "0")
    trial("a quality that counts for nothing", 0, "price for 100.0%", stated, "--price-weight", "1")
    trial("own and rival", 0, "Head to head: they against we", SMALL, "--own", "they", "--rival", "we")
    trial("a target", 0, "to 1.200", SMALL, "--target", "1.2")
    trial("no recommending", 0, "Satisfaction with we is", without("recommend"))
    trial("one attribute", 0, "1 attribute.", without("warm"))
    trial("one wave", 0, "in 1 wave ", re.sub(r",w\d,", ",w,", SMALL))
    trial("one answer", 0, "1 interview in 1 wave on", HEAD + "a,w,we,5,6,6,7,7,3,5\na,w,they,7,6,8,6,7,4,5\n")
    trial("tabs", 0, "12 interviews", SMALL.replace(",", "\t"), "--delimiter", "tab")
    trial("CRLF and a mark", 0, "12 interviews", b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    double = "".join(line + "," + ("quick again" if i == 0 else line.split(",")[3]) + "\n"
                     for i, line in enumerate(SMALL.splitlines()))
    trial("an attribute twice", 0, "Left out of the regression, being constant or a combination of others:", double)
    trial("a constant attribute", 0, "Left out of the regression", re.sub(r"(?m)^(r\d+,w\d,\w+,\d+),\d+", r"\1,5", SMALL))
    _, page = trial("markup in names", 0, "<b>we</b> & co", SMALL.replace(",we,", ",<b>we</b> & co,"))
    check("<b>" not in page and "&lt;b&gt;we" in page, "markup reaches the page")
    trial("a name that drives a terminal", 0, "?[31mwe", SMALL.replace(",we,", ",\x1b[31mwe,"))
    _, page = trial("a long name", 0, "12 interviews", SMALL.replace(",we,", "," + "\u00fc" * 90 + ","))
    check("\u00fc..." in page, "a long name is cut between characters")


def faults():
    for what, said, content in (
            ("a word for a number", "line 4: quick: \"fast\" is not a decimal number", changed(3, quick="fast")),
            ("a rating too high", "line 4: warm: \"12\" is not a number from 0 to 10", changed(3, warm="12")),
            ("a rating below 0", "line 4: the price \"-1\" is not a number from 0 to 10", changed(3, price="-1")),
            ("half a level", "line 4: the satisfaction \"3.5\" is not a whole number from 1 to 5",
             changed(3, satisfaction="3.5")),
            ("a level of 0", "line 4: the satisfaction \"0\" is not a whole number", changed(3, satisfaction="0")),
            ("11 of 10", "line 4: the recommend \"11\" is not a whole number from 0 to 10", changed(3, recommend="11")),
            ("too fine", "line 4: quick: \"7.0000001\" has more than 6 decimals", changed(3, quick="7.0000001")),
            ("no respondent", "line 4: the respondent is empty", changed(3, respondent=" ")),
            ("no wave", "line 4: the wave is empty", changed(3, wave="")),
            ("twice", "line 26: the supplier \"we\" was rated by this respondent", SMALL + BASE[0] + "\n"),
            ("an open quote", "line 26: the line opens a quote that is never closed", SMALL + "\"r1\n")):
        trial(what, 0, said, content)
        trial(what + ", strictly", 1, "in.csv, " + said, content, "--strict")
    trial("twelve bad lines", 0, "and 2 more", SMALL + "x\n" * 12)
    trial("ratings to 100", 0, "1 of them is a bad one", changed(3, warm="70"))
    trial("ratings to 100, said", 0, "none of them are bad", changed(3, warm="70"), "--highest", "100")
    trial("an empty file", 1, "in.csv is empty.", "")
    trial("a header alone", 1, "there is no usable answer: 0 lines", HEAD)
    trial("bad lines alone", 1, "no usable answer: 1 lines, 1 bad ones. line 2: the line has 1 columns", HEAD + "x\n")
    trial("one supplier", 1, "all answers are about one supplier", HEAD + BASE[0] + "\n")
    trial("an attribute without answers", 1, "Nobody rated they on quick", emptied("quick", "they"))
    trial("a question without answers", 1, "Nobody answered the question of worth for we", emptied("worth", "we"))
    trial("no overall ratings", 1, "no attribute goes with the overall rating",
          re.sub(r"(?m)^(r\d+,w\d,\w+,\d,\d),\d", r"\1,", SMALL))
    trial("prices that nobody likes", 1, "Everybody rates the price of we 0: it has no relative price.",
          re.sub(r"(?m)^(r\d+,w\d,\w+,\d,\d,\d),\d", r"\1,0", SMALL))
    trial("an attribute that nobody likes in a rival", 1, "These ratings cannot be mapped",
          re.sub(r"(?m)^(r\d+,w\d,they),\d", r"\1,0", SMALL))
    trial("a column missing", 2, "the first line has no column \"price\"", without("price"))
    trial("a column twice", 2, "has the column \"warm\" twice", SMALL.replace("quick", "warm", 1))
    trial("a column without name", 2, "column 4 of the first line has no name", SMALL.replace("quick", "", 1))
    trial("no attribute", 2, "has no column of an attribute", without("warm", without("quick")))
    trial("21 attributes", 2, "as the 21st attribute", SMALL.replace("quick", ",".join(f"a{i}" for i in range(20)), 1))
    trial("33 suppliers", 0, "the supplier \"s32\" is the 33rd",
          HEAD + "".join(f"r,w,s{i},5,{5 + i % 3},{5 + i % 3},6,6,3,8\n" for i in range(33)))
    trial("an unknown own", 2, "--own nobody: the file has no supplier of this name; it has we, they.", SMALL, "--own", "nobody")
    trial("an unknown rival", 2, "--rival nobody: the file has no supplier", SMALL, "--rival", "nobody")
    trial("oneself as rival", 2, "this is the own supplier", SMALL, "--rival", "we")
    for options, said in ((["--price-weight", "2"], "is not a value it can have"), (["--weights", "guessed"], "not a value"),
                          (["--frobnicate", "1"], "--frobnicate is not an option."), (["--own"], "--own needs a value."),
                          (["other.csv"], "other.csv is a second file"), (["--confidence", "95"], "not a value"),
                          (["--delimiter", ""], "not a value")):
        trial(" ".join(options), 2, said, SMALL, *options)
    with tempfile.TemporaryDirectory() as folder:
        for arguments, code, said in (([], 2, "FILE.csv is missing."), (["none.csv"], 3, "none.csv cannot be opened."),
                                      (["--help"], 0, "usage: value_map"), (["."], 3, "cannot be read")):
            got, text, error = run(*arguments, folder=folder)
            check(got == code and said in text + error, f"{arguments}: {got} {text}{error}")
        got, text, error = run("-", "--html", "none/page.html", folder=folder, given=SMALL.encode())
        check(got == 3 and text == "" and "none/page.html cannot be written" in error, f"no folder: {got} {error}")
        got, text, _ = run("-", "--html", "page.html", folder=folder, given=SMALL.encode())
        check(got == 0 and "12 interviews" in text and pathlib.Path(folder, "page.html").exists(), "standard input")
    print("faults and small files: each named as it should be")


bundled_market()
small_files()
faults()
sys.exit(failures > 0)
