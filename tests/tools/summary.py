#!/usr/bin/env python3
"""Count the tests of the last `meson test` in a build directory, those inside each program included.

Prints "N passed, N failed, N skipped" as its only line.
"""
import json
import pathlib
import re
import sys


def count(words, output):
    return sum(int(n) for n in re.findall(rf"^\[  {words}  \] (\d+) test", output, re.MULTILINE))


def main():
    log = pathlib.Path(sys.argv[1]) / "meson-logs" / "testlog.json"
    passed = failed = skipped = 0
    for line in log.read_text().splitlines():
        program = json.loads(line)
        output = program.get("stdout", "") + program.get("stderr", "")
        good = program["result"] in ("OK", "EXPECTEDFAIL", "SKIP")
        skips = output.count("skipped: ") + (program["result"] == "SKIP")
        passes = count("PASSED", output) or (good and not skips)
        skipped += skips
        passed += max(0, passes - skips)
        failed += 0 if good else max(1, count("FAILED", output))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")


if __name__ == "__main__":
    main()
