#!/usr/bin/env python3
"""The till as its host and its disk treat it: run_till.py TILL

Answers, scores, growth, erasure down to the bytes of every file, merging, two tills in one folder, and folders
with each of their bytes changed and each of their files cut or missing.
"""
import datetime
import os
import pathlib
import random
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile

TILL = pathlib.Path(sys.argv[1]).resolve()
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # a disk that is quick to sync
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


def till(*arguments, lines=()):
    """(exit code, answers, what is said on standard error)"""
    text = lines if isinstance(lines, bytes) else "".join(line + "\n" for line in lines).encode()
    done = subprocess.run([TILL, *map(str, arguments)], input=text, capture_output=True)
    return done.returncode, done.stdout.decode(errors="replace").splitlines(), done.stderr.decode()


def figures(answer):
    return dict(word.split("=", 1) for word in answer.split()[1:])


def receipts(first, last, customers=7):
    return [f"{i},{i % customers},2024-03-{i % 28 + 1:02},{i}.50,{i}.00" for i in range(first, last + 1)]


def files(folder):
    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir() if path.name != "lock"}


def answers(folder):
    terms = ("--retention", "0.8", "--margin-rate", "0.3", "--period-days", "100")
    code, said, error = till("run", folder, *terms,
                             lines=["1,5,2024-01-01,120.00", "1,5,2024-01-01,120.00", "2-1,5,2024-01-31,-20", "ask 6",
                                    "void 2-1", "void 2-1", "void 9", "3,,2024-02-01,5", "", "# a remark", "ask 5",
                                    "nonsense", "rekey 5 6", "ask 6", "x" * 5000, "4,6,2024-09-01,1"])
    check(code == 1 and error == "", f"exit code {code} {error}")
    check(len(said) == 14, f"{len(said)} answers")
    check(said[0] == "ok receipt=1-1 customer=5 visits=1 doubtful=0 receipts=1 refunds=0 spend=120.00 margin=0.00 "
          "last=2024-01-01 away=0 worth=100.69", said[0])
    check(said[1] == said[0].replace("ok", "duplicate"), said[1])
    check(figures(said[2])["refunds"] == "1" and figures(said[2])["spend"] == "100.00", said[2])
    check(figures(said[3]) == {"ask": "6", "customer": "6", "visits": "0", "doubtful": "0", "receipts": "0",
                               "refunds": "0", "spend": "0.00", "margin": "0.00", "last": "-", "away": "-",
                               "worth": "0.00"}, said[3])
    check(said[4].startswith("ok void=2-1 customer=5 visits=1") and figures(said[4])["spend"] == "120.00", said[4])
    check(said[5].startswith("duplicate void=2-1"), said[5])
    check(said[6] == "refused line=7 reason=there is no such receipt or customer", said[6])
    check(said[7] == "ok receipt=1-3", said[7])
    check(figures(said[8])["away"] == "31", said[8])
    check(said[9].startswith("refused line=12 reason=not a receipt"), said[9])
    check(said[10].startswith("ok rekey=5 customer=6") and figures(said[10])["spend"] == "120.00", said[10])
    check(said[12].startswith("refused line=15 reason=a line of more than"), said[12])
    check(figures(said[13])["worth"] != "0.00", said[13])
    check(till("run", folder, lines=["1,5,2024-01-01,120.00", "ask 5"])[1][0].startswith("duplicate"), "after a restart")
    code, said, _ = till("run", folder, "--period-days", "100", lines=["5,7,2025-09-01,1", "ask 6"])
    check(figures(said[1])["worth"] == "0.00", f"who stayed away is worth {said[1]}")


BG = {"model": "bg-nbd", "r": 0.242594, "alpha": 4.413596, "a": 0.792918, "b": 2.425922, "days-per-unit": 7}
PARETO = {"model": "pareto-nbd", "r": 0.5533, "alpha": 74.04, "s": 1.606, "beta": 81.67, "days-per-unit": 1}
MONEY = {"decimals": 2, "p": 6.248802, "q": 3.744588, "gamma": 1544.34}


def model_text(model):
    return "".join(f"{name} {value}\n" for name, value in {"patron-model": 1, **model, "end": ""}.items())


def hypergeometric(a, b, c, z):
    """2F1, |z| < 1, by its series."""
    term = total = 1.0
    k = 0
    while abs(term) > 1e-17 * abs(total):
        term *= (a + k) * (b + k) / (c + k) / (1 + k) * z
        total += term
        k += 1
    return total


def bg_score(x, t_x, T, t):
    """P(alive) and days to expect: Fader, Hardie and Lee (2005), their closed forms."""
    r, alpha, a, b = (BG[name] for name in ("r", "alpha", "a", "b"))
    alive = 1 / (1 + (x > 0) * a / (b + max(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))
    share = 1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * hypergeometric(r + x, b + x, a + b + x - 1,
                                                                            t / (alpha + T + t))
    return alive, (a + b + x - 1) / (a - 1) * share * alive


def pareto_score(x, t_x, T, t):
    """The same by the integral over the time of leaving: who is alive has the first of its two terms."""
    r, alpha, s, beta = (PARETO[name] for name in ("r", "alpha", "s", "beta"))

    def left(y):
        return s * (alpha + y) ** -(r + x) * (beta + y) ** -(s + 1)
    steps = 2000
    inner = [left(t_x + (T - t_x) * i / steps) for i in range(steps + 1)]
    gone = (T - t_x) / steps / 3 * (inner[0] + inner[-1] + 4 * sum(inner[1:-1:2]) + 2 * sum(inner[2:-1:2]))
    stays = (alpha + T) ** -(r + x) * (beta + T) ** -s
    alive = stays / (stays + gone)
    return alive, (r + x) * (beta + T) / ((alpha + T) * (s - 1)) * (1 - ((beta + T) / (beta + T + t)) ** (s - 1)) * alive


def some_receipts(chance, sold):
    """Receipts of ten customers as the till takes them, and of each what the models take: (day, amount)."""
    start, lines = datetime.date(2023, 1, 1), []
    for day in sorted(chance.randrange(700) for _ in range(90)):
        customer, cents = chance.randrange(10), chance.randrange(1, 9000)
        sold.setdefault(customer, []).append((day, cents))
        lines.append(f"{len(lines) + 1},{customer},{start + datetime.timedelta(day)},{cents // 100}.{cents % 100:02}")
    return lines


def scores(base):
    """Scores are those of the published formulas; without --model answers have none and are as before."""
    chance = random.Random(6)
    for model, score in ((BG, bg_score), (PARETO, pareto_score)):
        folder, path, sold = base / model["model"], base / f"{model['model']}.txt", {}
        path.write_text("# by hand\n" + model_text({**model, "money": "spend", **MONEY}))
        lines = some_receipts(chance, sold)
        plain = till("run", base / f"plain-{model['model']}", lines=lines)[1]
        code, said, error = till("run", folder, "--model", path, lines=lines)
        check(code == 0 and not error, f"scores: {code} {error}")
        check([line.split(" alive=")[0] for line in said] == plain, "--model changes the other words")
        check(not any("alive" in line or "expected" in line for line in plain), "a score without --model")
        check(all(list(figures(line))[-3:] == ["alive", "expected", "brings"] for line in said), "words of a score")
        code, said, _ = till("run", folder, "--model", path, "--period-days", "90", lines=[f"ask {c}" for c in sold])
        today = max(day for customer in sold.values() for day, _ in customer)
        for customer, answer in zip(sold, map(figures, said)):
            days = sorted({day for day, _ in sold[customer]})
            later = sum(cents for day, cents in sold[customer] if day != days[0])
            unit, x = model["days-per-unit"], len(days) - 1
            alive, expected = score(x, (days[-1] - days[0]) / unit, (today - days[0]) / unit, 90 / unit)
            cents = MONEY["p"] * (MONEY["gamma"] + later) / (MONEY["p"] * x + MONEY["q"] - 1) * expected
            for name, right, digit in (("alive", alive, 1e-3), ("expected", expected, 1e-3),
                                       ("brings", cents / 100, 1e-2)):
                check(abs(float(answer[name]) - right) <= digit * 0.500001,
                      f"{model['model']}: {name} of {customer} is {right}: {answer}")
        listed = till("list", folder, "--model", path, "--residual", "yes")[1]
        check(len(listed) == len(sold) and all(float(figures(line)["residual"]) >= 0 for line in listed),
              "list with scores")
    said = till("run", folder, "--model", path, "--residual", "yes", lines=["ask 77"])[1]
    check(said[0].endswith("worth=0.00 alive=- expected=- brings=- residual=-"), f"who never bought: {said}")
    terms = base / "terms"
    terms.write_text(f"model {path}\nperiod-days 90\nresidual no\n")
    check(" alive=" in till("list", folder, "--options", terms)[1][0], "a model in a file of options")
    model_files(base)


def model_files(base):
    """A file that is no model ends the till before it touches its folder, with a sentence that says where."""
    path, folder = base / "model", base / "none"
    whole = model_text({**BG, "money": "spend", **MONEY})
    for text, sentence in ((whole.replace("r 0.24", "r -0.24"), "line 3: r '-0.242594' is out of its range"),
                           (whole.replace("alpha 4", "alpha 4,"), "line 4: alpha '4,.413596' is not a number"),
                           (whole.replace("alpha", "lambda"), "line 4: lambda is not a name"),
                           (whole.replace("b 2.425922\n", ""), "b is missing: bg-nbd needs it"),
                           (whole.replace("a 0.79", "b 0.79"), "line 6: b is there twice"),
                           (whole.replace("bg-nbd", "arima"), "line 2: model 'arima' is not a model"),
                           (whole.replace("spend", "points"), "line 8: money 'points' is neither"),
                           (whole.replace("decimals 2", "decimals 0"), "has money of other decimals"),
                           (whole[:-5], "the file was cut"), ("", "there is no model in this file")):
        path.write_text(text)
        code, said, error = till("run", folder, "--model", path, lines=receipts(1, 2))
        check(code == 2 and not said and sentence in error, f"{sentence}: {code} {said} {error}")
    for missing in (base / "no-such-file", base):
        code, _, error = till("run", folder, "--model", missing)
        check(code == 2 and "cannot be read" in error, f"no model: {code} {error}")
    check(till("run", folder, "--residual", "maybe")[0] == 2, "neither yes nor no")
    check(not folder.exists(), "a folder was made for a model that cannot be used")


def growth(folder):
    """A ledger that is full many times over, and what all know is the sum of the receipts."""
    lines = receipts(1, 5000, 2500)
    code, said, error = till("run", folder, "--window", 1, "--sync-every", 500, "--snapshot-every", 700, lines=lines)
    check(code == 0 and len(said) == 5000 and not error, f"growth: {code} {error}")
    listed = [figures(line) for line in till("list", folder)[1]]
    check([int(one["customer"]) for one in listed] == list(range(2500)), "growth: customers")
    check(sum(round(float(one["spend"]) * 100) for one in listed) == sum(i * 100 + 50 for i in range(1, 5001)),
          "growth: spend")
    check(all(one["receipts"] == "2" for one in listed), "growth: receipts")
    check(len(files(folder)) <= 4, f"growth: {sorted(files(folder))}")
    check(till("run", folder, lines=["void 4999"])[1][0].startswith("refused"), "a void beyond the window")


def erasure(folder):
    """No file has the customer any more when the erasure is answered, whatever the files were."""
    secret, other = 0x5EC2E75EC2E7, 0x0D1D0D1D
    bytes_of = struct.pack("<Q", secret)
    for before in (3, 40, 97):
        shutil.rmtree(folder, ignore_errors=True)
        lines = [f"{i},{secret if i % 3 else other},2024-03-01,{i}.00" for i in range(1, before)]
        code, _, error = till("run", folder, "--window", 10, "--snapshot-every", 20,
                              lines=[*lines, "void 2", f"rekey {other} {secret}"])
        check(any(bytes_of in content for content in files(folder).values()), "the customer is in no file")
        code, said, error = till("run", folder, "--snapshot-every", 20, lines=[f"erase {secret}"])
        check(said == [f"ok erase={secret}"] and code == 0, f"erase: {said} {error}")
        for name, content in files(folder).items():
            check(bytes_of not in content, f"{name} has the erased customer")
            check(struct.pack("<Q", other) not in content, f"{name} has the customer's old number")
        check(till("list", folder)[1] == [], "an erased customer is listed")
        code, said, _ = till("run", folder, lines=[lines[0], f"erase {secret}", f"{before + 5},{secret},2024-03-02,1"])
        check(said[0].startswith("duplicate") and figures(said[0])["receipts"] == "0", f"sent again: {said}")
        check(figures(said[2])["receipts"] == "1", f"a customer who comes back: {said}")


def merging(base):
    a, b, c = (base / name for name in "abc")
    till("run", a, "--till", 1, "--window", 5, lines=receipts(1, 40))
    till("run", b, "--till", 2, "--sync-every", 9, lines=receipts(1, 30, 9))
    before = files(a)
    code, _, error = till("merge", a, b, "-o", c)
    check(code == 0 and not error, f"merge: {code} {error}")
    check(files(a) == before, "merging changed a till")
    of = [{f["customer"]: f for f in map(figures, till("list", folder)[1])} for folder in (a, b, c)]
    check(set(of[2]) == set(of[0]) | set(of[1]), "merge: customers")
    for customer, one in of[2].items():
        for what in ("receipts", "spend", "margin"):
            parts = sum(float(part[customer][what]) for part in of[:2] if customer in part)
            check(float(one[what]) == parts, f"merge: {customer} has {what} {one[what]}, not {parts}")
    code, said, _ = till("run", c, lines=["1-7,0,2024-03-01,1", "2-7,0,2024-03-01,1", "3-7,0,2024-03-01,1"])
    check([line.split()[0] for line in said] == ["duplicate", "duplicate", "ok"], f"merged: {said}")
    check(till("merge", a, a, "-o", base / "d")[0] == 3, "a till merged with itself")
    code, _, error = till("merge", a, c, "-o", base / "d")
    check(code == 3 and "have receipt 1-1: nothing was merged" in error, f"merged twice: {error}")
    code, _, error = till("merge", a, b, "-o", c)
    check(code == 3 and "holds a till already" in error, f"merged into a till: {error}")


def one_at_a_time(folder):
    first = subprocess.Popen([TILL, "run", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    first.stdin.write(b"1,1,2024-01-01,1\n")
    first.stdin.flush()
    first.stdout.readline()
    code, _, error = till("run", folder, lines=receipts(2, 3))
    check(code == 3 and "another till's at the moment" in error, f"two tills: {code} {error}")
    first.communicate()
    check(till("run", folder, lines=receipts(2, 3))[0] == 0, "after the first has ended")


def damage(base):
    """Whatever is done to a folder's files, the till knows all it answered or says that it does not."""
    whole = base / "whole"
    till("run", whole, "--window", 4, "--snapshot-every", 5, lines=receipts(1, 13, 3))
    kept, known = files(whole), till("list", whole)[1]
    check(sorted(kept) == [f"{kind}-{at:020}" for kind in ("journal", "snapshot") for at in (5, 10)], sorted(kept))
    folder, stopped, mended = base / "damaged", 0, 0

    def attempt(what, name, content, may_lose_last=False):
        nonlocal stopped, mended
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for other, bytes_of in kept.items():
            if other != name:
                (folder / other).write_bytes(bytes_of)
        if content is not None:
            (folder / name).write_bytes(content)
        before = files(folder)
        code, said, error = till("list", folder)
        if code != 0:
            stopped += 1
            check(code == 3 and ("restore this folder" in error or "cannot be read" in error), f"{what}: {code} {error}")
            check(files(folder) == before, f"{what}: the folder was changed")
        elif said != known:
            check(may_lose_last and "are cut off" in error, f"{what}: knows something else {error}")
            mended += 1
        else:
            mended += 1

    for name, content in kept.items():
        last = name == f"journal-{10:020}"
        step = 1 if len(content) < 400 else 7
        for at in range(0, len(content), step):
            changed = bytearray(content)
            changed[at] ^= 1 << at % 8
            attempt(f"{name} with byte {at} changed", name, bytes(changed), last and at >= len(content) - 64)
        for at in range(0, len(content), 9):
            # A journal cut exactly behind a record is one that ends there.
            if not (last and at >= 64 and (at % 64 == 0 or len(content) - at > 64)):
                attempt(f"{name} cut to {at}", name, content[:at], last)
        attempt(f"{name} taken away", name, None)
    check(stopped > 100 and mended > 100, f"{stopped} stops, {mended} repairs")
    print(f"{stopped + mended} damaged folders: {mended} made whole, {stopped} refused")


def torn(folder):
    """The last record, cut anywhere: the ones before it are known and the journal goes on behind them."""
    till("run", folder, lines=receipts(1, 5))
    journal = pathlib.Path(folder, f"journal-{0:020}")
    content = journal.read_bytes()
    for size in range(len(content) - 63, len(content)):
        journal.write_bytes(content[:size])
        code, said, error = till("run", folder, lines=receipts(4, 6))
        check([line.split()[0] for line in said] == ["duplicate", "ok", "ok"], f"cut to {size}: {said}")
        check("are cut off" in error, f"cut to {size}: {error}")
        check(journal.read_bytes()[:len(content)] == content, f"cut to {size}: the journal is another")


def full_disk(base):
    """A journal or snapshot that finds no room ends the till; all it answered is known."""
    lines = receipts(1, 400)
    for room in (100, 1000, 1050, 4000, 9999):
        for batch in (1, 50):
            def no_more(most=room):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            folder = base / f"{room}-{batch}"
            options = ("--snapshot-every", "90" if room > 4000 else "1000", "--sync-every", str(batch))
            done = subprocess.run([TILL, "run", folder, *options], input="\n".join(lines).encode(), capture_output=True,
                                  preexec_fn=no_more)
            answered = done.stdout.count(b"ok ")
            check(done.returncode == 3 and b"cannot be" in done.stderr, f"{room} bytes of room: {done}")
            said = till("run", folder, *options, lines=lines)[1]
            check(all(line.startswith("duplicate") for line in said[:answered]), f"{room} bytes of room lost some")
            check(len(said) == 400 and sum(int(figures(line)["receipts"]) for line in till("list", folder)[1]) == 400,
                  f"{room} bytes of room: not every receipt is there once")


def misuse(base):
    folder = base / "till"
    for arguments in ((), ("sell",), ("run",), ("run", folder, "a", "b"), ("merge", "a", "b"),
                      ("run", folder, "--retention"), ("run", folder, "--retention", "1.2"),
                      ("run", folder, "--retention", "x"), ("run", folder, "--window", "0"),
                      ("run", folder, "--decimals", "5"), ("run", folder, "--till", "65536"), ("run", folder, "-x", "1"),
                      ("run", folder, "--retention", "1", "--discount", "0"), ("run", folder, "--period-days", "0"),
                      ("run", folder, "--options", base / "none"), ("run", folder, "--what", "1")):
        check(till(*arguments)[0] == 2, f"{arguments}")
    check(not folder.exists(), "a folder was made for a wrong command line")
    check(till("--help")[0] == 0, "help")
    check(till("run", folder, base / "none")[0] == 3, "no such file")
    check(till("run", base / "no" / "where")[0] == 3, "no such place")
    terms = base / "terms"
    terms.write_text("# what a customer is worth\nretention 0.8\nperiod-days 100\n\nmargin-rate\t0.3\n")
    said = till("run", folder, "--options", terms, lines=["1,5,2024-01-01,120.00"])[1]
    check(figures(said[0])["worth"] == "100.69", said[0])
    check(till("run", folder, "--window", 9)[0] == 3, "another window")
    check(till("run", folder, lines=b"\0\0\n,\0\n\xff\xfe,1,2,3\n2,5,2024-01-02,1")[0] == 1, "bytes that are no text")
    check(figures(till("list", folder)[1][0])["receipts"] == "2", "a last line without an end")
    said = till("run", folder, lines=b"3,5,2024-01-03,1\0.50\n\0" + b" " * 254 + b"4,5,2024-01-03,9\n" +
                b" " * 240 + b"5,5,2024-01-03,\n" + b"x" * 1000000 + b"\n6,5,2024-01-03,1")[1]
    check([line.split()[0] for line in said] == ["refused"] * 4 + ["ok"], f"parts of lines are receipts: {said}")
    check(figures(said[4])["receipts"] == "3", said[4])
    code, _, error = till("run", folder, base)
    check(code == 3 and "cannot be read" in error, f"a folder for a file: {code} {error}")
    if os.path.exists("/dev/full"):
        for arguments in (("run", folder), ("list", folder)):
            with open("/dev/full", "w") as full:
                done = subprocess.run([TILL, *arguments], input=b"ask 5\n", stdout=full, stderr=subprocess.PIPE)
            check(done.returncode == 3 and b"cannot be written" in done.stderr, f"{arguments[0]} to a full disk: {done}")
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "part").write_bytes(b"x" * 99)
    shutil.copy(base / "terms", folder / "notes")
    check(till("run", folder, lines=receipts(1, 3))[0] == 0, "a folder with other files")


def main():
    for test in (answers, scores, growth, erasure, merging, one_at_a_time, damage, torn, full_disk, misuse):
        with tempfile.TemporaryDirectory(dir=MEMORY) as name:
            base = pathlib.Path(name)
            test(base if test in (scores, merging, damage, full_disk, misuse) else base / "till")
    print("failed:", failures)
    return failures > 0


sys.exit(main())
