#!/usr/bin/env python3
"""Write the module definition file of the Windows DLL from the version script: MAP DEF."""
import pathlib
import re
import sys


def symbols(text):
    exported = re.search(r"global:(.*?)local:", text, re.DOTALL).group(1)
    return sorted(re.findall(r"\w+(?=;)", exported))


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    lines = ["EXPORTS", *(f"    {name}" for name in symbols(source.read_text()))]
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
