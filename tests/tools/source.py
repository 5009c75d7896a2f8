"""What the checks on src/ share: the files, their modules, their text without comments."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files():
    """(path, module, text) of every source and header in src/."""
    for path in sorted((ROOT / "src").glob("**/*.[ch]")):
        parts = path.relative_to(ROOT / "src").parts
        module = parts[0] if len(parts) > 1 else path.stem
        yield path.relative_to(ROOT), module, path.read_text()


def without_comments(text):
    """The text with comments blanked, lines kept."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    return re.sub(r"/\*.*?\*/|//[^\n]*", blank, text, flags=re.S)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def finish(bad, message):
    """Print the violations and exit 1, or the message."""
    for line in bad:
        print(line)
    if bad:
        raise SystemExit(1)
    print(message)
