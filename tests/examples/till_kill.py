#!/usr/bin/env python3
"""Kill the till at random moments and count again what it knows: till_kill.py TILL [KILLS]

A host sends receipts, voids, rekeys and erasures faster than they are answered, and kills the till
with SIGKILL after a random time, in the middle of its start too. It starts the till again and sends
some old receipts once more, which must be duplicates, and then what was not answered. In the end every
customer's figures must be those of a recount here. Then it prints how long an answer takes, with and
without waiting for the disk.
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

TILL = pathlib.Path(sys.argv[1]).resolve()
QUICK = bool(os.environ.get("PATRON_QUICK"))
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 30 if QUICK else 100
SEED = int(os.environ.get("PATRON_SEED", "2024"))
WINDOW, SNAPSHOT_EVERY, CUSTOMERS, AHEAD = 50, 23, 40, 1000
failures = 0


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)
        if failures > 20:
            sys.exit(1)


class Host:
    """The lines a host sends, drawn as they are needed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.lines = []
        self.number = 0
        self.voidable = []

    def line(self, i):
        while len(self.lines) <= i:
            self.lines.append(self.draw())
        return self.lines[i]

    def draw(self):
        kind = self.chance.random()
        if kind < 0.05 and self.voidable:
            return f"void {self.voidable.pop(self.chance.randrange(len(self.voidable)))}"
        if kind < 0.055:
            self.voidable = []  # the till knows of no erased customer's receipt
            return f"erase {self.chance.randrange(CUSTOMERS)}"
        if kind < 0.07:
            return f"rekey {self.chance.randrange(CUSTOMERS)} {self.chance.randrange(CUSTOMERS)}"
        self.number += 1 + (kind > 0.99)
        self.voidable = [*self.voidable, self.number][-WINDOW // 2:]
        day, cents = self.number // 300, self.chance.randrange(-300, 9000)
        date = f"{2024 + day // 336}-{day % 336 // 28 + 1:02}-{day % 28 + 1:02}"
        return f"{self.number},{self.chance.randrange(CUSTOMERS)},{date}," \
               f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02}"


def recount(lines):
    """customer: (receipts, refunds, cents, visits) from the lines, each of them once."""
    receipts = {}
    for line in lines:
        words = line.split()
        if words[0] == "void":
            receipts.pop(int(words[1]), None)
        elif words[0] == "erase":
            receipts = {n: r for n, r in receipts.items() if r[0] != int(words[1])}
        elif words[0] == "rekey":
            for receipt in receipts.values():
                if receipt[0] == int(words[1]):
                    receipt[0] = int(words[2])
        else:
            number, customer, date, amount = line.split(",")
            receipts[int(number)] = [int(customer), date, round(float(amount) * 100)]
    found = {}
    for customer in {receipt[0] for receipt in receipts.values()}:
        own = [receipt for receipt in receipts.values() if receipt[0] == customer]
        found[customer] = (len(own), sum(r[2] < 0 for r in own), sum(r[2] for r in own),
                           len({r[1] for r in own if r[2] >= 0}))
    return found


def start(folder, *options):
    return subprocess.Popen([TILL, "run", folder, *options], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)


def compare(lines, folder):
    """Hold what the till lists to a recount of the lines."""
    done = subprocess.run([TILL, "list", folder], capture_output=True, text=True)
    check(done.returncode == 0, f"list ends with {done.returncode}: {done.stderr}")
    known, counted = {}, recount(lines)
    for line in done.stdout.splitlines():
        known[int(line.split()[1].split("=")[1])] = dict(word.split("=") for word in line.split()[1:])
    check(set(known) == set(counted), f"customers {set(known) ^ set(counted)} are not in both")
    for customer in set(known) & set(counted):
        receipts, refunds, cents, visits = counted[customer]
        of = known[customer]
        got = (int(of["receipts"]), int(of["refunds"]), round(float(of["spend"]) * 100))
        check(got == (receipts, refunds, cents), f"customer {customer} has {got}, not {counted[customer]}")
        # A rekey merges two histories, and then days of both may be in doubt.
        least, doubtful = int(of["visits"]), int(of["doubtful"])
        check(least <= visits <= least + doubtful, f"customer {customer}: {visits} visits, not {of}")


def live_and_die(host, folder, answered, seconds, options):
    """How many lines are answered after a life of some seconds, and whether one had been written before."""
    receipts = [line for line in host.lines[:answered] if "," in line]
    again = host.chance.sample(receipts, min(3, len(receipts)))
    fresh = [host.line(i) for i in range(answered, answered + AHEAD)]
    till = start(folder, *options)
    try:
        till.stdin.write("".join(line + "\n" for line in again + fresh).encode())
    except BrokenPipeError:
        pass  # it will say why
    time.sleep(seconds)
    till.kill()
    text, error = till.communicate()
    check(not error or b"not safe yet" in error, f"the till says {error.decode()}")
    said = [line.split(" ", 1)[0] for line in text.decode().split("\n")[:-1]]
    for line, word in zip(again, said):
        check(word == "duplicate", f"{line} was acknowledged and is {word} now")
    said = said[len(again):]
    for i, (line, word) in enumerate(zip(fresh, said)):
        # Only the first can have been written before and not answered. A rekey may know nobody.
        good = word == "ok" or line.startswith("rekey") or i == 0 and word == "duplicate"
        check(good, f"{line}, line {i} of this life, is answered {word}")
    return answered + len(said), said[:1] == ["duplicate"]


def kill_test(kills, *more):
    began = time.monotonic()
    options = ("--window", str(WINDOW), "--snapshot-every", str(SNAPSHOT_EVERY), *more)
    host, answered, unanswered, silent = Host(SEED), 1, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        start(folder, *options).communicate(host.line(0).encode() + b"\n")
        longest = min(0.15, max(0.02, 4 * (time.monotonic() - began)))  # of a life; disks differ
        for life in range(kills):
            before = answered
            answered, written = live_and_die(host, folder, answered, host.chance.uniform(0, longest), options)
            unanswered += written
            silent += answered == before
            if life % 50 == 49 or life == kills - 1:
                till = start(folder, *options)
                till.communicate(host.line(answered).encode() + b"\n")
                answered += 1
                compare(host.lines[:answered], folder)
    print(f"{kills} kills{''.join(' ' + word for word in more)}: {answered} lines answered, none lost, none "
          f"counted twice; {unanswered} times a receipt was written and not answered, {silent} times the till "
          f"died before its first answer; {time.monotonic() - began:.1f} s")


def latency(count, *options):
    """How long the host waits for an answer, from its own clock."""
    host, waits, stop = Host(SEED + 1), [], time.perf_counter() + 8
    lines = [line for line in (host.line(i) for i in range(2 * count)) if "," in line][:count]
    with tempfile.TemporaryDirectory(dir=".") as folder:
        till = start(folder, *options)
        for line in lines:
            began = time.perf_counter()
            till.stdin.write(line.encode() + b"\n")
            answer = read_line(till.stdout)
            waits.append(time.perf_counter() - began)
            check(answer.startswith(b"ok "), f"{line} is answered {answer}")
            if time.perf_counter() > stop:
                break
        till.communicate()
    waits.sort()
    at = [1e6 * waits[min(len(waits) - 1, int(share * len(waits)))] for share in (0.5, 0.999, 1)]
    print(f"receipt to answer, {len(waits)} receipts, {' '.join(options)}: median {at[0]:.0f} us, "
          f"99.9 % {at[1]:.0f} us, longest {at[2]:.0f} us")


def read_line(pipe):
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(pipe.fileno(), 4096)
    return line


def main():
    kill_test(KILLS)
    kill_test(max(10, KILLS // 10), "--sync-every", "100")
    latency(500 if QUICK else 5000, "--sync-every", "1")
    latency(500 if QUICK else 20000, "--sync-every", "1000000")
    print("failed:", failures)
    return failures > 0


sys.exit(main())
