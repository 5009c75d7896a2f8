#!/usr/bin/env python3
"""Print the release version, or with --api the API version, as include/patron/base.h states it."""
import pathlib
import re
import sys

HEADER = pathlib.Path(__file__).resolve().parents[2] / "include" / "patron" / "base.h"


def number(text, name):
    return re.search(rf"\b{name} = (\d+)", text).group(1)


def main():
    text = HEADER.read_text()
    kind = "API" if "--api" in sys.argv[1:] else "RELEASE"
    print(".".join(number(text, f"PATRON_{kind}_{part}") for part in ("MAJOR", "MINOR", "PATCH")))


if __name__ == "__main__":
    main()
