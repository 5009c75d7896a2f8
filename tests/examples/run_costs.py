#!/usr/bin/env python3
"""Hold cost_to_serve to an independent computation: run_costs.py COSTS REPORT SHOP.csv MODELS

The model is run again here with fractions, from the same files: what each stage assigns, what each
customer costs by level, what is left. Then come models as people write them, with what is said of each.
"""
import collections
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

import report_page

COSTS, REPORT, SHOP, MODELS = (pathlib.Path(argument).resolve() for argument in sys.argv[1:5])
DATA = pathlib.Path(os.environ.get("PATRON_DATA", SHOP.parents[3] / "shared" / "data"))
LEVELS = ("unit", "order", "product", "customer", "channel", "corporate")
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


def run(program, *arguments, folder="."):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def cents(text):
    return int(Fraction(text.replace(",", "")) * 100)


def rounded(amount):
    """Half away from 0."""
    whole = int(abs(amount) + Fraction(1, 2))
    return whole if amount >= 0 else -whole


Line = collections.namedtuple("Line", "customer day net on off items category slip")


def lines_of(path, columns, products=None):
    """Good lines; the columns of customer, date, amount, discount, rebate, items, category, slip or None."""
    group = {}
    if products:
        with open(products, newline="") as file:
            for row in list(csv.reader(file))[1:]:
                group.setdefault(row[0], row[1] or "none")
    with open(path, newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        where = [column and header.index(column) for column in columns]
        for row in rows:
            values = [at if at is None else row[at] if at < len(row) else "" for at in where]
            if not values[0] or not re.fullmatch(r"-?\d+(\.\d+)?", values[2]):
                continue
            if not re.match(r"\d{4}-\d\d-\d\d", values[1]) or values[1].startswith("2023-02-30"):
                continue
            money = [cents(text) if text is not None else 0 for text in values[2:5]]
            category = values[6] if not group else group.get(values[6], "unknown")
            yield Line(values[0], values[1][:10], *money, Fraction(values[5] or 0), category, values[7])


def table(model, name):
    path = model / name
    if not path.exists():
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def balance(pool, cost, quantity):
    """(assigned, idle, unassigned, over-driven), exact shares being assigned / quantity of a unit."""
    basis = pool.get("basis") or "actual"
    if quantity == 0:
        return 0, 0, cost, 0
    assigned = cost
    if basis == "capacity":
        assigned = rounded(cost * quantity / Fraction(pool["capacity"]))
    if basis == "standard":
        assigned = rounded(Fraction(pool["rate"]) * 100 * quantity)
    return assigned, max(0, cost - assigned), 0, max(0, assigned - cost)


def handed_on(resources, support):
    """What resources cost once supports have handed theirs on: repeated rounds, until nothing is left."""
    cost = {pool["resource"]: Fraction(cents(pool["cost"])) for pool in resources}
    uses = collections.defaultdict(dict)
    for row in support:
        if row["resource"] != row["user"] and Fraction(row["quantity"]):
            uses[row["resource"]][row["user"]] = Fraction(row["quantity"])
    for _ in range(200):
        for name, users in uses.items():
            given, cost[name] = cost[name], Fraction(0)
            for user, quantity in users.items():
                cost[user] += (given * quantity / sum(users.values())).limit_denominator(10 ** 15)
    return cost


def driven(driver, line, slips, days):
    sold = line.net >= 0
    return {"orders": sold and (Fraction(1, slips[line.customer, line.slip]) if line.slip is not None else 1),
            "lines": sold, "items": line.items if sold else 0, "returns": not sold,
            "revenue": Fraction(line.net, 100) if sold else 0,
            "days": sold and Fraction(1, days[line.customer, line.day])}[driver]


def costs_of(model, lines):
    """({activity: balance}, {resource: balance}, {(customer, level): exact cents}, held)"""
    resources = table(model, "resources.csv")
    activities = {row["activity"]: row for row in table(model, "activities.csv")}
    uses = table(model, "resource_drivers.csv")
    own = handed_on(resources, table(model, "support.csv"))
    first, flow = {}, collections.Counter()
    for pool in resources:
        mine = [use for use in uses if use["resource"] == pool["resource"]]
        total = sum(Fraction(use["quantity"]) for use in mine)
        first[pool["resource"]] = balance(pool, own[pool["resource"]], total)
        for use in mine:
            flow[use["activity"]] += first[pool["resource"]][0] * Fraction(use["quantity"]) / total
    slips = collections.Counter((line.customer, line.slip) for line in lines if line.net >= 0)
    days = collections.Counter((line.customer, line.day) for line in lines if line.net >= 0)
    customers = {line.customer for line in lines}
    quantity = collections.defaultdict(collections.Counter)
    for term in table(model, "activity_drivers.csv"):
        if term["driver"] == "customers":
            for customer in customers:
                quantity[term["activity"]][customer] += Fraction(term["quantity"])
            continue
        for line in lines:
            if term["category"] in ("", line.category):
                quantity[term["activity"]][line.customer] += \
                    Fraction(term["quantity"]) * driven(term["driver"], line, slips, days)
    for event in table(model, "events.csv"):
        quantity[event["activity"]][event["customer"]] += Fraction(event["quantity"])
    second, cost, held = {}, collections.Counter(), 0
    for name, pool in activities.items():
        if pool["level"] in ("channel", "corporate"):
            held += flow[name]
            continue
        total = sum(quantity[name].values())
        second[name] = balance(pool, flow[name], total)
        for customer, used in quantity[name].items():
            if total:
                cost[customer, pool["level"]] += Fraction(second[name][0]) * used / total
    return first, second, cost, held


def printed_balances(text):
    """The balances that the text shows, by name, and whether each ties to the cent."""
    found = {}
    for line in text.splitlines():
        match = re.fullmatch(r"  (.{26}) *(-?[\d,.]+) +(-?[\d,.]+)((?: +(?:-|-?[\d,]+\.\d\d)){3})", line)
        if match:
            parts = [cents(match[2]), cents(match[3])]
            parts += [0 if part == "-" else cents(part) for part in match[4].split()]
            name = match[1].strip()
            found[name if name != "all" or name not in found else "all again"] = parts
            check(parts[0] == parts[1] + parts[2] + parts[3] - parts[4], f"{name} does not tie: {parts}")
    return found


def compare(name, path, model, columns, options, products=None):
    lines = list(lines_of(path, columns, products))
    first, second, cost, held = costs_of(model, lines)
    with tempfile.TemporaryDirectory() as folder:
        code, text, error = run(COSTS, path, *options, "--cost-model", model, "--out", "out.csv", folder=folder)
        check(code == 0 and error == "", f"{name}: exit code {code} {error}")
        with open(pathlib.Path(folder, "out.csv"), newline="") as file:
            rows = list(csv.DictReader(file))
        check_report(name, path, model, options, text, folder)
    shown = printed_balances(text)
    for pool, parts in list(first.items()) + list(second.items()):
        got = shown.get(pool, [0] * 5)[1:]
        check(all(abs(a - b) <= 2 for a, b in zip(got, parts)), f"{name}: {pool} is {got}, not {parts}")
    check_rows(name, rows, lines, cost)
    check_traces(name, text, rows)
    served = sum(cents(row["cost"]) for row in rows)
    check(served == shown["all again"][1], f"{name}: customers bear {served}, {shown['all again'][1]} is assigned")
    check(shown["all"][1] - shown["all again"][0] == rounded(held), f"{name}: what is held")
    spent = sum(cents(row["cost"]) for row in table(model, "resources.csv"))
    firm = sum(cents(row["net"]) - cents(row["goods"]) for row in rows) - spent
    words = " ".join(text.split())
    check(f"profit of the firm {firm / 100:,.2f}" in words, f"{name}: the firm's profit is not {firm}")
    print(f"{name}: {len(rows)} customers cost as computed here, every stage ties")


def check_rows(name, rows, lines, cost):
    net, on, off = (collections.Counter() for _ in range(3))
    for line in lines:
        net[line.customer] += line.net
        on[line.customer] += line.on
        off[line.customer] += line.off
    check(sorted(row["customer"] for row in rows) == sorted(net), f"{name}: the customers")
    last = None
    for row in rows:
        who = row["customer"]
        money = {key: cents(value) for key, value in row.items() if key != "customer"}
        check(money["net"] == net[who] and money["on_invoice"] == on[who] and money["off_invoice"] == off[who]
              and money["list"] == net[who] + on[who] + off[who], f"{name}: revenue of {who}")
        levels = [money["cost_" + level] for level in LEVELS[:4]]
        check(sum(levels) == money["cost"], f"{name}: costs of {who}")
        check(money["profit"] == money["net"] - money["goods"] - money["cost"], f"{name}: profit of {who}")
        cells = sum(value for key, value in money.items() if key.startswith("profit:"))
        check(cells >= money["profit"], f"{name}: cells of {who}")
        for level, got in zip(LEVELS, levels):
            check(abs(got - cost[who, level]) < 14, f"{name}: {who} costs {got}, not {float(cost[who, level])}")
        check(last is None or money["profit"] <= last, f"{name}: the order")
        last = money["profit"]


def check_traces(name, text, rows):
    """The dearest first; quantity x rate is the amount, and the amounts add up to the cost."""
    dearest = sorted((cents(row["cost"]) for row in rows), reverse=True)[:10]
    lines = text[text.index("The dearest customers"):text.index("At the averages")].splitlines()[1:]
    shown, parts = [], []
    for line in lines:
        part = re.fullmatch(r"    .{28} *([\d,.]+) x +([\d,.]+) = *(-?[\d,.]+)", line)
        if line[2:3].strip() and " cost " in line:
            shown.append(cents(re.search(r"cost (-?[\d,]+\.\d\d)", line)[1]))
            parts.append([])
        elif part:
            used, rate = (float(number.replace(",", "")) for number in part.groups()[:2])
            parts[-1].append(cents(part[3]))
            check(abs(used * rate - parts[-1][-1] / 100) <= used * 6e-5 + rate * 0.051 + 0.14, f"{name}: {line}")
        elif line.strip().startswith("others"):
            parts[-1].append(cents(line.split()[-1]))
    check(shown == dearest, f"{name}: the dearest are {shown}, not {dearest}")
    check([sum(own) for own in parts] == shown, f"{name}: traces {parts} of {shown}")


def check_matrix(name, picture, folder, path, options):
    """Each cell of the picture is the profit of a tenth of the customers by net revenue."""
    with open(pathlib.Path(folder, "out.csv"), newline="") as file:
        rows = {row["customer"]: row for row in csv.DictReader(file)}
    with open(path, newline="") as file:
        first_seen = list(dict.fromkeys(row[options[1]] for row in csv.DictReader(file) if row[options[1]] in rows))
    order = sorted(first_seen, key=lambda who: -cents(rows[who]["net"]))
    sizes = [len(order) // 10 + (tenth < len(order) % 10) for tenth in range(10)]
    names = [key[7:] for key in rows[order[0]] if key.startswith("profit:")]
    tips = dict(re.findall(r"<title>(tenth \d+, [^<:]*): ([^<]*)</title>", picture))
    check(len(tips) == 10 * len(names), f"{name}: {len(tips)} cells")
    for tenth, size in enumerate(sizes):
        group, order = order[:size], order[size:]
        for column in names:
            expected = sum(cents(rows[who]["profit:" + column]) for who in group)
            shown = tips.get(f"tenth {tenth + 1}, {column}", "nothing")
            check(shown == f"{expected / 100:,.2f}", f"{name}: tenth {tenth + 1}, {column}: {shown}, not {expected}")


def check_report(name, path, model, options, text, folder):
    """The page shows the same from the model and from the file that was written."""
    pages = []
    for source in (("--cost-model", model), ("--costs", "out.csv")):
        some = options if source[0] == "--cost-model" else options[:6]
        code, said, error = run(REPORT, path, *some, *source, "--model", "none", "--html", "page.html", folder=folder)
        check(code == 0 and error == "", f"{name}: report {source}: {code} {error}")
        page = pathlib.Path(folder, "page.html").read_text()
        for complaint in report_page.complaints(page):
            check(False, f"{name}: {source}: {complaint}")
        sentence = re.search(r"to serve them costs [\d,]+, so that they leave [\d,]+", " ".join(text.split()))
        check(sentence[0] in " ".join(said.split()), f"{name}: report {source} says another profit")
        for title in ("Who brings the profit", "How unequal customers are", "From the list price to the profit",
                      "Who earns or loses on what"):
            check(f"<h3>{title}</h3>" in page, f"{name}: {source}: no picture \"{title}\"")
        pages.append(re.search(r'<svg[^>]*"matrix-title.*?</svg>', page, re.DOTALL)[0])
    check_matrix(name, pages[0], folder, path, options)
    check(pages[0] == pages[1], f"{name}: the matrix differs between model and file")
    code, _, _ = run(REPORT, path, *options[:6], "--model", "none", "--html", "page.html", folder=folder)
    check(code == 0 and "cost to serve" not in pathlib.Path(folder, "page.html").read_text(),
          f"{name}: costs on a page without costs")


RECEIPTS = "who,day,paid,how\nann,2024-01-01,10.00,shop\nbob,2024-01-02,20.00,web\nann,2024-01-03,-4.00,shop\n"
WHO = ("--customer", "who", "--date", "day", "--amount", "paid", "--category", "how")
GOOD = {
    "resources.csv": "resource,cost\nStaff,9.00\nVan,5.00\n",
    "activities.csv": "activity,level,basis,capacity,rate\nSell,order,,,\nDrive,order,capacity,2,\nCare,customer,,,\n",
    "resource_drivers.csv": "resource,activity,quantity\nStaff,Sell,2\nStaff,Care,1\nVan,Drive,1\n",
    "activity_drivers.csv": "activity,driver,quantity,category\nSell,orders,1,\nDrive,orders,1,web\nCare,customers,1,\n",
}


def trial(what, code, said, changes, *options, program=COSTS, receipts=RECEIPTS):
    """A model with these files changed, or taken away, ends in this exit code and says this."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(pathlib.Path(folder, "model"))
        for name, content in {**GOOD, **changes}.items():
            if content is not None:
                pathlib.Path(folder, "model", name).write_text(content)
        pathlib.Path(folder, "in.csv").write_text(receipts)
        got, text, error = run(program, "in.csv", *WHO, "--cost-model", "model", *options, folder=folder)
        words = " ".join((text + error).split())
        check(got == code, f"{what}: exit code {got}, not {code}: {error}")
        check(said in words, f"{what}: does not say \"{said}\": {text}{error}")
        return words


def small_models():
    words = trial("a small model", 0, "After goods 2 customers bring 26; to serve them costs 12", {})
    check("Van 5.00 5.00" in words and "Drive 5.00 2.50 2.50" in words, "the van is half idle")
    check("profit of the firm 12.00" in words, "26 less 14")
    trial("a driver of nobody", 0, "Drive 5.00 0.00 - 5.00",
          {"activity_drivers.csv": GOOD["activity_drivers.csv"].replace("Drive,orders,1,web\n", "")})
    trial("more than there was", 0, "Drive 5.00 10.00 - - 5.00",
          {"activities.csv": GOOD["activities.csv"].replace("capacity,2", "capacity,0.5")})
    trial("a standard rate", 0, "Drive 5.00 3.25 1.75",
          {"activities.csv": GOOD["activities.csv"].replace("capacity,2,", "standard,,3.25")})
    trial("a credit", 0, "Van -5.00 -5.00", {"resources.csv": "resource,cost\nStaff,9.00\nVan,-5.00\n"})
    trial("a corporate level", 0, "Care 3.00 held: corporate-sustaining",
          {"activities.csv": GOOD["activities.csv"].replace("Care,customer", "Care,corporate")})
    receipts = "who,day,paid,how,slip\n" + "".join(f"ann,2024-01-01,{paid},shop,{slip}\n" for paid, slip in
                                                  (("3", "a"), ("4", "a"), ("5", "b"), ("-1", "b"))) \
        + "bob,2024-01-02,9,web,a\n"
    trial("orders of several lines", 0, "ann cost 6.50, of net 11.00; profit 4.50",
          {"resources.csv": "resource,cost\nStaff,6.00\nVan,5.00\n",
           "resource_drivers.csv": "resource,activity,quantity\nStaff,Sell,1\nVan,Drive,1\n",
           "activities.csv": "activity,level\nSell,order\nDrive,order\nCare,customer\n",
           "activity_drivers.csv": "activity,driver,quantity\nSell,orders,1\nDrive,days,1\n"},
          "--receipt", "slip", receipts=receipts)
    trial("events", 0, "Care 3.00 3.00",
          {"activity_drivers.csv": GOOD["activity_drivers.csv"].replace("Care,customers,1,\n", ""),
           "events.csv": "activity,customer,quantity\nCare,bob,7\n"})
    trial("goods by category", 0, "cost of goods -13.00",
          {"goods.csv": "category,share\n*,0.5\nweb,0.5\n"})
    trial("no resources", 0, "to serve them costs 0", {"resources.csv": "resource,cost\n",
                                                       "resource_drivers.csv": "resource,activity,quantity\n"})
    trial("support", 0, "Staff 6.00 3.00 9.00 Van 5.00 0.00 5.00 Office 3.00 -3.00 0.00 all 14.00 0.00 14.00",
          {"resources.csv": "resource,cost\nStaff,6.00\nVan,5.00\nOffice,3.00\n",
           "support.csv": "resource,user,quantity\nOffice,Staff,2\nOffice,Office,1\n"})
    trial("a closed loop", 1, 'model/support.csv: "Office" and what it serves serve only each other',
          {"resources.csv": "resource,cost\nStaff,6.00\nVan,5.00\nOffice,3.00\nCleaners,1.00\n",
           "support.csv": "resource,user,quantity\nOffice,Cleaners,2\nCleaners,Office,1\n"})
    trial("a hurdle", 0, "1 customer brings less than 5.00", {}, "--hurdle", "5")
    trial("the report", 0, "What they cost is from model; none of its lines was bad.", {}, program=REPORT)


def bad_models():
    def bad(what, name, line, said, number):
        changed = {name: GOOD.get(name, "") + line}
        trial(what, 0, f"{name}, line {number}: {said}", changed)
        words = trial(what + ", strict", 1, f"model/{name}, line {number}: {said}", changed, "--strict")
        check("After goods" not in words, f"{what}: goes on under --strict")

    bad("no number", "resources.csv", "Rent,12x\n", 'cost "12x" is not a decimal number', 4)
    bad("no cost", "resources.csv", "Rent,\n", "cost is empty", 4)
    bad("half cents", "resources.csv", "Rent,1.005\n", 'cost "1.005" has more decimals than the currency', 4)
    bad("a column more", "resources.csv", "Rent,1,2\n", "the line has 3 columns where the first line has 2", 4)
    bad("an open quote", "resources.csv", '"Rent,1\n', "the line opens a quote that is never closed", 4)
    bad("no name", "resources.csv", ",1\n", "resource is empty", 4)
    bad("twice", "resources.csv", "Van,1\n", 'resource "Van" is there twice', 4)
    bad("no level", "activities.csv", "Call,regional,,,\n",
        'level "regional" is none of unit, order, product, customer, channel, corporate', 5)
    bad("no basis", "activities.csv", "Call,order,full,,\n", 'basis "full" is none of actual, capacity, standard', 5)
    bad("no capacity", "activities.csv", "Call,order,capacity,,\n", "capacity is empty", 5)
    bad("capacity 0", "activities.csv", "Call,order,capacity,0,\n", 'capacity "0" is not above 0', 5)
    bad("no rate", "activities.csv", "Call,order,standard,,\n", "rate is empty", 5)
    bad("no resource", "resource_drivers.csv", "Vann,Drive,1\n", 'resource "Vann" is not in resources.csv', 5)
    bad("no user", "support.csv", "resource,user,quantity\nVan,Stuff,1\n", 'user "Stuff" is not in resources.csv', 2)
    bad("no activity", "resource_drivers.csv", "Van,Drvie,1\n", 'activity "Drvie" is not in activities.csv', 5)
    bad("negative", "resource_drivers.csv", "Van,Drive,-1\n", 'quantity "-1" is below 0', 5)
    bad("no driver", "activity_drivers.csv", "Drive,calls,1,\n",
        'driver "calls" is none of orders, lines, items, returns, revenue, days, customers', 5)
    bad("no items", "activity_drivers.csv", "Drive,items,1,\n",
        'driver "items" needs a column of the receipts: --items', 5)
    bad("no category", "activity_drivers.csv", "Drive,lines,1,phone\n",
        'category "phone" is in no receipt (--category)', 5)
    bad("customers have no category", "activity_drivers.csv", "Drive,customers,1,web\n",
        'category "web" is of receipts, not of customers', 5)
    bad("a stranger", "events.csv", "activity,customer,quantity\nCare,eve,1\n", 'customer "eve" is in no receipt', 2)
    bad("goods above the price", "goods.csv", "category,share\nweb,1.2\n", 'share "1.2" is not between 0 and 1', 2)
    bad("no such level", "levels.csv", "level,avoidable\nbatch,1\n", 'level "batch" is none of', 2)
    bad("control characters", "resources.csv", "Rent,\x1b[2J\n", 'cost "?[2J" is not a decimal number', 4)
    trial("no file", 3, "model/activities.csv cannot be opened.", {"activities.csv": None})
    trial("no column", 1, 'model/resources.csv, line 1: there is no column "cost".', {"resources.csv": "resource,price\nA,1\n"})
    trial("an empty file", 1, "model/resources.csv has no first line", {"resources.csv": ""})
    many = "".join(f"R{i},x\n" for i in range(12))
    trial("many", 0, "and 2 more", {"resources.csv": GOOD["resources.csv"] + many})
    trial("too large", 1, "PATRON_E_OVERFLOW",
          {"resources.csv": "resource,cost\nStaff,92233720368547758.07\nVan,92233720368547758.07\n"})
    trial("not an amount", 2, "--hurdle is not an amount of money.", {}, "--hurdle", "x")
    with tempfile.TemporaryDirectory() as folder:
        check(run(COSTS, "in.csv", *WHO, folder=folder)[0] == 2, "no model")
        check(run(COSTS, "in.csv", *WHO, "--html", "x", folder=folder)[0] == 2, "an option of the report")
        check(run(COSTS, "--help", folder=folder)[0] == 0, "help")


def cost_files():
    """Files of costs as people make them."""
    def report(what, code, said, content, *options):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "in.csv").write_text(RECEIPTS)
            pathlib.Path(folder, "costs.csv").write_text(content)
            got, text, error = run(REPORT, "in.csv", *WHO, "--costs", "costs.csv", *options, folder=folder)
            words = " ".join((text + error).split())
            check(got == code and said in words, f"{what}: {got} {words}")
            if code == 0:
                for complaint in report_page.complaints(pathlib.Path(folder, "report.html").read_text()):
                    check(False, f"{what}: {complaint}")

    report("profits alone", 0, "to serve them costs 11, so that they leave 15", "customer,profit\nann,-2\nbob,17\n")
    report("costs alone", 0, "to serve them costs 11, so that they leave 15", "customer,cost\nann,8\nbob,3\n")
    report("somebody missing", 0, "1 customer of the receipts is not in it", "customer,cost\nann,8\n")
    report("a stranger", 0, 'costs.csv, line 3: customer "eve" is in no receipt', "customer,cost\nann,8\neve,1\n")
    report("twice", 1, 'costs.csv, line 3: customer "ann" is there twice.', "customer,cost\nann,8\nann,1\n", "--strict")
    report("what does not tie", 0, "line 2: the profit is not net less goods and costs to serve",
           "customer,net,goods,cost,profit\nann,6,1,2,4\n")
    report("levels that do not tie", 0, "line 2: the cost is not the sum of its levels",
           "customer,cost_order,cost\nann,6,7\n")
    report("neither", 1, 'there is no column "profit" or "cost"', "customer,net\nann,8\n")
    report("no file", 3, "cannot be opened", "", "--costs", "none.csv")


def main():
    shop = ("--customer", "customer", "--date", "date", "--amount", "amount", "--on-invoice", "discount",
            "--items", "items", "--category", "channel")
    compare("the shop", SHOP, MODELS / "costs",
            ("customer", "date", "amount", "discount", None, "items", "channel", None), shop)
    grocery, products = DATA / "grocery_transactions.csv", DATA / "grocery_products.csv"
    if os.environ.get("PATRON_QUICK"):
        print("grocery_transactions.csv takes its time: skipped")
    elif grocery.exists() and products.exists():
        options = ("--customer", "household_id", "--date", "transaction_timestamp", "--amount", "sales_value",
                   "--on-invoice", "retail_disc", "--off-invoice", "coupon_match_disc", "--items", "quantity",
                   "--receipt", "basket_id", "--category", "product_id", "--products", products)
        compare("grocery_transactions.csv", grocery, MODELS / "grocery_costs",
                ("household_id", "transaction_timestamp", "sales_value", "retail_disc", "coupon_match_disc",
                 "quantity", "product_id", "basket_id"), options, products)
    else:
        print("grocery_transactions.csv is not there: skipped")
    small_models()
    bad_models()
    cost_files()
    print("failed:", failures)
    return failures > 0


sys.exit(main())
