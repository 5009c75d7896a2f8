#!/usr/bin/env python3
"""The public headers as data.

    api.py                     check every header against its grammar and the contract
    api.py --json FILE         write api.json: functions, structs with offsets, states, enumerators
    api.py --symbols           check src/patron.map against the prototypes, both ways
    api.py --reference         write docs/reference.md
    api.py --reference-check   check that docs/reference.md is what --reference would write

Everything prints its violations as "header: name: what" and exits 1 if there is one. Another tree
than this one's can be given as the environment variable PATRON_ROOT.
"""
import json
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(os.environ.get("PATRON_ROOT") or pathlib.Path(__file__).resolve().parents[2])

SIZES = {"char": 1, "int32_t": 4, "uint32_t": 4, "int64_t": 8, "uint64_t": 8, "double": 8}
SCALARS = set(SIZES) - {"char"} | {"size_t"}
DIRECTIONS = ("in", "out", "inout", "scratch")
TAGS = ("param", "fault", "source", "cost", "since")
WITHOUT_FAULT = {"patron_version", "patron_version_text", "patron_status_name"}
ARGUMENTS_MAX = 14
ENUMERATOR_MAX = 0x7FFFFFFF
CPP_KEYWORDS = set(
    """alignas alignof and and_eq asm atomic_cancel auto bitand bitor bool break case catch char
    char8_t char16_t char32_t class compl concept const consteval constexpr constinit const_cast
    continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum
    explicit export extern false float for friend goto if inline int long mutable namespace new
    noexcept not not_eq nullptr operator or or_eq private protected public register
    reinterpret_cast requires return short signed sizeof static static_assert static_cast struct
    switch template this thread_local throw true try typedef typeid typename union unsigned using
    virtual void volatile wchar_t while xor xor_eq near far small interface min max""".split()
)

NUMBER = r"-?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)"
DEFAULT = rf"\[0(?: = ({NUMBER}|\w+))?\]$"


class Violations(list):
    def add(self, where, what):
        self.append(f"{where}: {what}")


# ---------------------------------------------------------------------------------------- reading


def comment_text(comment):
    """The text of a comment without its frame."""
    lines = comment[2:-2].split("\n")
    return "\n".join(re.sub(r"^\s*\*? ?", "", line, count=1).rstrip() for line in lines).strip("\n")


def pieces(text):
    """(kind, text, line) of comments and declarations, in order; a body in braces is in its
    declaration, with its comments."""
    at, start, depth, found = 0, None, 0, []
    line = lambda position: text.count("\n", 0, position) + 1
    while at < len(text):
        if text.startswith("/*", at):
            end = text.index("*/", at) + 2
            if start is None:
                found.append(("comment", text[at:end], line(at)))
            at = end
            continue
        character = text[at]
        if start is None and not character.isspace():
            start = at
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == ";" and depth == 0:
            found.append(("declaration", text[start : at + 1], line(start)))
            start = None
        at += 1
    if start is not None:
        found.append(("declaration", text[start:], line(start)))
    return found


def strip_preprocessor(text, where, bad):
    """The declarations of a header; directives blanked after a look at them."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            continue
        macro = re.match(r"\s*#\s*define\s+(\w+)(.*)", line)
        if macro and (
            macro.group(1) not in ("PATRON_API", "PATRON_CALL")
            and not re.fullmatch(r"PATRON_\w+_H", macro.group(1))
            or macro.group(2).strip()
        ):
            bad.add(where, f"line {i + 1}: a macro as API: {macro.group(1)}")
        lines[i] = ""
    text = "\n".join(lines)
    text = re.sub(r'extern "C" \{', lambda m: " " * len(m.group()), text)
    return re.sub(r"^\}$", "", text, flags=re.M)


def parse_range(text, names):
    """The range phrases of an argument line as data; {} where it has none."""
    found = {}
    numeric = lambda word: float(word) if "." in word or "e" in word.lower() else int(word)
    interval = re.search(rf"\bin ([\[(])({NUMBER}|\w+), ({NUMBER}|\w+)([\])])", text)
    if interval:
        low_open, low, high, high_open = interval.groups()
        for key, word in (("min", low), ("max", high)):
            found[key] = numeric(word) if re.fullmatch(NUMBER, word) else word
        if low_open == "(":
            found["min_open"] = True
        if high_open == ")":
            found["max_open"] = True
    for sign, word in re.findall(rf"(?<![\w-])(>=|<=|>|<) ({NUMBER}(?!\w)|\w+)", text):
        end = "min" if sign[0] == ">" else "max"
        if re.fullmatch(NUMBER, word):
            found[end] = numeric(word)
        elif word in names:
            found[end] = word
        else:
            continue
        if len(sign) == 1:
            found[end + "_open"] = True
    if re.search(r"\bfinite\b", text):
        found["finite"] = True
    if re.search(r"\bany\b(?! unit)", text):
        found["any"] = True
    return found


def parse_comment(text, where, bad):
    """summary, text, and the tags in order as (tag, text) with continuation lines joined."""
    prose, tags = [], []
    for line in text.split("\n"):
        tag = re.match(r"@(\w+) ?(.*)", line)
        if tag:
            if tag.group(1) not in TAGS:
                bad.add(where, f"unknown tag @{tag.group(1)}")
            tags.append([tag.group(1), tag.group(2)])
        elif not tags:
            prose.append(line)
        elif not line.strip():
            bad.add(where, "an empty line among the tags")
        elif not line.startswith(" "):
            bad.add(where, f"a line after the tags that continues none: {line!r}")
        else:
            tags[-1][1] += " " + line.strip()
    order = [TAGS.index(tag) for tag, _ in tags if tag in TAGS]
    if order != sorted(order):
        bad.add(where, "tags out of order (param, fault, source, cost, since)")
    paragraph = " ".join("\n".join(prose).strip().split("\n\n")[0].split())
    summary = re.split(r"(?<=\.)\s+", paragraph)[0]
    return summary, "\n".join(prose).strip(), tags


def parse_argument_line(text, where, bad):
    line = re.fullmatch(
        r"(\w+)\s+(\w+)((?: \[[^\]]+\])?)((?: or NULL)?)(?:\s{2,}(\S.*))?", text.rstrip()
    )
    if not line or line.group(2) not in DIRECTIONS:
        bad.add(where, f"not an argument line: @param {text}")
        return None
    name, direction, shape, nullable, unit = line.groups()
    shapes = [part.strip() for part in shape.strip(" []").split(",")] if shape else []
    return {
        "name": name,
        "direction": direction,
        "shape": shapes,
        "nullable": bool(nullable),
        "text": " ".join((unit or "").split()),
    }


def parse_function(declaration, comment, module, where, bad):
    flat = " ".join(re.sub(r"/\*.*?\*/", " ", declaration, flags=re.S).split())
    match = re.fullmatch(r"PATRON_API (.+?) ?PATRON_CALL (\w+)\((.*)\);", flat)
    if not match:
        bad.add(where, f"not a prototype of the form PATRON_API type PATRON_CALL name(...): {flat}")
        return None
    returns, name, arguments = match.groups()
    where = f"{where}: {name}"
    parameters = []
    for argument in [] if arguments == "void" else arguments.split(","):
        parts = re.fullmatch(r"\s*(.*?[\s*])(\w+)\s*", argument)
        if not parts:
            bad.add(where, f"not an argument: {argument}")
            continue
        parameters.append({"name": parts.group(2), "type": " ".join(parts.group(1).split())})
    function = {
        "name": name,
        "module": module,
        "returns": returns.strip(),
        "parameters": parameters,
        "faults": [],
    }
    if comment is None:
        bad.add(where, "no comment right above the prototype")
        return function
    function["summary"], function["text"], tags = parse_comment(comment, where, bad)
    if not function["summary"]:
        bad.add(where, "a comment without a line that says what it gives")
    read_tags(function, tags, where, bad)
    return function


def read_tags(function, tags, where, bad):
    lines = []
    for tag, text in tags:
        if tag == "param":
            line = parse_argument_line(text, where, bad)
            lines += [line] if line else []
        elif tag == "fault":
            code, _, why = text.partition(" ")
            if not why.strip():
                bad.add(where, f"@fault {code} without its reason")
            function["faults"].append({"code": code, "text": " ".join(why.split())})
        elif tag in function:
            bad.add(where, f"two @{tag}")
        else:
            function[tag] = " ".join(text.split())
    for tag in ("cost", "since"):
        if not function.get(tag):
            bad.add(where, f"no @{tag}")
    if not re.fullmatch(r"\d+\.\d+", function.get("since", "0.0")):
        bad.add(where, f"@since {function['since']}: not MAJOR.MINOR")
    cost = function.get("cost", "")
    function["row_wise"] = "row-wise" in cost
    function["mergeable"] = "mergeable" in cost
    wanted = [p["name"] for p in function["parameters"]]
    given = [line["name"] for line in lines]
    if given != wanted:
        bad.add(where, f"@param names {' '.join(given)} are not those of the prototype")
    by_name = {line["name"]: line for line in lines}
    for parameter in function["parameters"]:
        parameter.update(by_name.get(parameter["name"], {}))
        parameter.setdefault("direction", "in")
        parameter.setdefault("shape", [])
        parameter.setdefault("nullable", False)
        parameter.setdefault("text", "")
        inward = parameter["direction"] in ("in", "inout")
        parameter["range"] = parse_range(parameter["text"], set(wanted)) if inward else {}


def members_of(body):
    """(declaration, comment) of the lines of a struct or an enum."""
    found = []
    for part in re.finditer(r"/\*.*?\*/|[^/;,\s](?:[^;,/]|/(?!\*))*", body, flags=re.S):
        text = part.group()
        if text.startswith("/*"):
            if found:
                found[-1][1] += " " + " ".join(comment_text(text).split())
        elif text.strip():
            found.append([" ".join(text.split()), ""])
    return [(declaration, comment.strip()) for declaration, comment in found]


def parse_struct(match, comment, module, where, bad):
    tag, body, name = match.groups()
    where = f"{where}: {name}"
    if tag != name:
        bad.add(where, f"struct tag {tag} and type name differ")
    struct = {"name": name, "module": module, "text": comment or "", "members": []}
    if not comment:
        bad.add(where, "no comment above the struct")
    offset = 0
    for declaration, text in members_of(body):
        parts = re.fullmatch(r"(\w+) (\w+)(?:\[(\d+)\])?", declaration)
        if not parts or parts.group(1) not in SIZES:
            bad.add(where, f"a member that is no fixed-width number: {declaration}")
            continue
        kind, member, count = parts.group(1), parts.group(2), int(parts.group(3) or 1)
        if kind == "char" and not parts.group(3) or kind != "char" and parts.group(3):
            bad.add(where, f"{member}: only char may be an array, and must be")
        if offset % SIZES[kind]:
            bad.add(where, f"{member} at {offset}: not a multiple of its size, or hidden padding")
            offset += -offset % SIZES[kind]
        if not text:
            bad.add(where, f"{member} without a comment")
        default = re.search(DEFAULT, text)
        struct["members"].append(
            {
                "name": member,
                "type": kind,
                "count": count,
                "offset": offset,
                "size": SIZES[kind] * count,
                "text": text,
                **({"default": default.group(1) or "0"} if default else {}),
            }
        )
        offset += SIZES[kind] * count
    struct["size"] = offset
    check_struct(struct, where, bad)
    return struct


def check_struct(struct, where, bad):
    heads = [(member["type"], member["name"]) for member in struct["members"]]
    names = [name for _, name in heads]
    if struct["size"] % 8:
        bad.add(where, f"size {struct['size']} is not a multiple of 8")
    if names[:1] != ["struct_size"]:
        struct["kind"] = "value"
        frozen = re.search(r"Frozen, (\d+) bytes", struct["text"])
        if not frozen:
            bad.add(where, 'a value struct whose comment does not say "Frozen, N bytes"')
        elif int(frozen.group(1)) != struct["size"]:
            bad.add(where, f"says {frozen.group()}, has {struct['size']}")
    elif names[1:2] == ["flags"]:
        struct["kind"] = "options"
        if heads[:2] != [("uint32_t", "struct_size"), ("uint32_t", "flags")]:
            bad.add(where, "struct_size and flags are uint32_t")
        if "Options" not in struct["text"]:
            bad.add(where, 'the comment of options says "Options: ..."')
    else:
        struct["kind"] = "result"
        head = [("uint32_t", "struct_size"), ("uint32_t", "filled_size"), ("uint64_t", "notes")]
        if heads[:3] != head:
            bad.add(where, "a result begins with struct_size, filled_size (uint32_t), notes")
        if "result" not in struct["text"]:
            bad.add(where, 'the comment of a result says "A result: ..."')
    check_names(names, where, bad)
    for member in struct["members"]:
        if struct["kind"] != "result":
            member["range"] = parse_range(re.sub(DEFAULT, "", member["text"]), set())
            head = member["name"] in ("struct_size", "flags", "reserved")
            if struct["name"] != "patron_fault" and member["type"] == "double" and not head:
                if not member["range"]:
                    bad.add(where, f"{member['name']}: a double without a range phrase")


def parse_enum(match, comment, module, where, bad):
    tag, body = match.groups()
    where = f"{where}: {tag}"
    enum = {"name": tag, "module": module, "text": comment or "", "members": []}
    if not comment:
        bad.add(where, "no comment above the enum")
    if not tag:
        bad.add(where, "an enum without a tag")
    for declaration, text in members_of(body):
        parts = re.fullmatch(r"(\w+) = (0x[0-9A-Fa-f]+|\d+)", declaration)
        if not parts:
            bad.add(where, f"an enumerator without a plain value: {declaration}")
            continue
        value = int(parts.group(2), 0)
        if value > ENUMERATOR_MAX:
            bad.add(where, f"{parts.group(1)} is above 0x7FFFFFFF")
        if not parts.group(1).startswith("PATRON_"):
            bad.add(where, f"{parts.group(1)} does not begin with PATRON_")
        enum["members"].append({"name": parts.group(1), "value": value, "text": text})
    values = [member["value"] for member in enum["members"]]
    if tag == "patron_status" and len(values) != len(set(values)):
        bad.add(where, "two statuses with one value")
    return enum


def check_names(names, where, bad):
    for name in names:
        if name in CPP_KEYWORDS:
            bad.add(where, f"{name} is a keyword of C++ or a macro of Windows")
    folded = {}
    for name in names:
        if folded.setdefault(name.lower(), name) is not name:
            bad.add(where, f"{folded[name.lower()]} and {name} differ only by case")


def split_type(kind):
    """('double', 1, True) of "const double *": the bare type, stars, const."""
    const = kind.startswith("const ")
    bare = kind[6:] if const else kind
    return bare.rstrip(" *"), bare.count("*"), const


def check_function(function, api, where, bad):
    name, parameters = function["name"], function["parameters"]
    where = f"{where}: {name}"
    prefix = "patron_" if function["module"] == "base" else f"patron_{function['module']}_"
    if not name.startswith(prefix):
        bad.add(where, f"the name does not begin with {prefix}")
    if len(parameters) > ARGUMENTS_MAX:
        bad.add(where, f"{len(parameters)} arguments, more than {ARGUMENTS_MAX}")
    check_names([p["name"] for p in parameters], where, bad)
    check_return(function, where, bad)
    codes = [fault["code"] for fault in function["faults"]]
    for code in codes:
        if code not in api["status"]:
            bad.add(where, f"@fault {code} is not a status")
    if len(codes) != len(set(codes)):
        bad.add(where, "two @fault lines for one status")
    for position, parameter in enumerate(parameters):
        check_parameter(function, position, parameter, api, f"{where}: {parameter['name']}", bad)


def check_return(function, where, bad):
    returns, parameters = function["returns"], function["parameters"]
    last = parameters[-1] if parameters else {}
    has_fault = (last.get("type"), last.get("name")) == ("patron_fault *", "fault")
    if function["name"] in WITHOUT_FAULT:
        if returns not in ("uint32_t", "const char *"):
            bad.add(where, f"returns {returns}")
    elif returns == "size_t":
        if not function["name"].endswith("_size"):
            bad.add(where, "returns a size, but the name does not end in _size")
        if any("*" in parameter["type"] for parameter in parameters):
            bad.add(where, "a function that returns a size takes no pointers")
    elif returns != "int32_t":
        bad.add(where, f"returns {returns}, not an int32_t status")
    elif not has_fault:
        bad.add(where, "the last argument is not patron_fault *fault")
    elif not last["nullable"] or last["direction"] != "out":
        bad.add(where, "fault is not out or NULL")


def check_parameter(function, position, parameter, api, where, bad):
    parameters = function["parameters"]
    bare, stars, const = split_type(parameter["type"])
    known = SCALARS | set(api["structs"]) | set(api["states"])
    if stars > 1 or (not stars and (bare not in SCALARS or const)):
        bad.add(where, f"a type that the contract forbids: {parameter['type']}")
        return
    if stars and bare not in known | {"void", "char"}:
        bad.add(where, f"a type that the contract forbids: {parameter['type']}")
        return
    direction = parameter["direction"]
    if (direction == "in") != (const or not stars):
        bad.add(where, f"{direction} does not go with {parameter['type']}")
    if (direction == "scratch") != (parameter["name"] == "scratch"):
        bad.add(where, "scratch is the name of scratch, and of nothing else")
    if not stars and (parameter["shape"] or parameter["nullable"]):
        bad.add(where, "a shape or NULL for what is no pointer")
    following = parameters[position + 1]["name"] if position + 1 < len(parameters) else ""
    if direction == "scratch" or bare in api["states"] or (stars and bare in ("void", "char")):
        if following != parameter["name"] + "_size":
            bad.add(where, f"is not followed by {parameter['name']}_size")
    elif parameter["shape"]:
        check_shape(parameters, position, parameter, where, bad)
    if bare == "double" and direction == "in" and not parameter["range"]:
        bad.add(where, "a double without a range phrase")


def counts(parameter, count):
    """Whether a shape of the parameter speaks of this count."""
    return any(count in re.findall(r"[A-Za-z]\w*", shape) for shape in parameter["shape"])


def check_shape(parameters, position, parameter, where, bad):
    names = [p["name"] for p in parameters]
    for shape in parameter["shape"]:
        if re.fullmatch(r"[2-9]|[1-9]\d+", shape):
            continue
        factor = r"([A-Za-z]\w*|[2-9]|[1-9]\d+)"
        expression = re.fullmatch(rf"([A-Za-z]\w*)(?:\*{factor}(?:\*([A-Za-z]\w*))?|\+1)?", shape)
        named = {part for part in expression.groups() if part and not part.isdigit()} if expression else set()
        if not expression or not named <= set(names):
            bad.add(where, f"the shape [{shape}] is no number, argument, product of two or three, or one more")
            continue
        count = expression.group(1)
        at = names.index(count)
        first = min(i for i, p in enumerate(parameters) if counts(p, count))
        if parameters[at]["type"] not in ("size_t", "uint32_t"):
            bad.add(where, f"the count {count} is no size_t")
        between = [p["type"] for p in parameters[at + 1 : first]]  # the counts of one array together
        if at > first or count != "n" and set(between) - {"size_t"}:
            bad.add(where, f"the count {count} does not stand right before the first [{count}]")


def read_headers(root, bad):
    api = {"functions": [], "structs": {}, "states": {}, "enums": [], "status": {}}
    for path in sorted((root / "include" / "patron").glob("*.h")):
        read_header(path, api, bad)
    for enum in api["enums"]:
        if enum["name"] == "patron_status":
            api["status"] = {member["name"]: member["value"] for member in enum["members"]}
    for function in api["functions"]:
        check_function(function, api, f"{function['module']}.h", bad)
    everything = [f["name"] for f in api["functions"]] + [e["name"] for e in api["enums"]]
    everything += [*api["structs"], *api["states"]]
    everything += [member["name"] for enum in api["enums"] for member in enum["members"]]
    for name in {name for name in everything if everything.count(name) > 1}:
        bad.add(name, "declared twice")
    return api


def read_header(path, api, bad):
    where, module = path.name, path.stem
    text = path.read_text()
    if not text.isascii():
        bad.add(where, "characters outside ASCII")
    if "//" in re.sub(r"/\*.*?\*/", "", text, flags=re.S):
        bad.add(where, "a // comment")
    guard = f"PATRON_{module.upper()}_H"
    if not re.search(rf"^#ifndef {guard}\n#define {guard}$", text, flags=re.M):
        bad.add(where, f"no include guard {guard}")
    if not text.startswith(f"/*\n * patron/{where} - "):
        bad.add(where, f'does not begin with a comment "patron/{where} - what it is"')
    comment, comment_end = None, 0
    for kind, piece, line in pieces(strip_preprocessor(text, where, bad)):
        if kind == "comment":
            comment, comment_end = comment_text(piece), line + piece.count("\n")
            continue
        above = comment if comment_end == line - 1 else None
        read_declaration(piece, above, module, where, api, bad)
        comment = None


def read_declaration(piece, above, module, where, api, bad):
    struct = re.fullmatch(r"typedef struct (\w+) \{(.*)\} (\w+);", piece, flags=re.S)
    enum = re.fullmatch(r"enum (\w*) ?\{(.*)\};", piece, flags=re.S)
    state = re.fullmatch(r"typedef struct (\w+) (\w+);", piece)
    if struct:
        parsed = parse_struct(struct, above, module, where, bad)
        api["structs"][parsed["name"]] = parsed
    elif enum:
        api["enums"].append(parse_enum(enum, above, module, where, bad))
    elif state and state.group(1) == state.group(2):
        api["states"][state.group(1)] = {"name": state.group(1), "module": module}
    elif piece.startswith("PATRON_API"):
        function = parse_function(piece, above, module, where, bad)
        api["functions"] += [function] if function else []
    else:
        bad.add(where, f"not a declaration this API may hold: {' '.join(piece.split())[:70]}")


# ---------------------------------------------------------------------------------------- writing


def as_json(root, api):
    base = (root / "include" / "patron" / "base.h").read_text()
    part = lambda name: re.search(rf"PATRON_API_{name} = (\d+)", base).group(1)
    return {
        "api": ".".join(part(name) for name in ("MAJOR", "MINOR", "PATCH")),
        "functions": api["functions"],
        "structs": list(api["structs"].values()),
        "states": list(api["states"].values()),
        "enums": api["enums"],
    }


def cell(text):
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


def reference(api):
    lines = [
        "# Reference",
        "",
        "Every public function, one line each; the headers have the arguments, units and formulas.",
        "Every function with pointers can also fault with `PATRON_E_NULL`. Made from the headers by",
        "`tests/tools/api.py --reference`.",
    ]
    for module in sorted({function["module"] for function in api["functions"]}):
        lines += ["", f"## {module}", "", "| function | what it gives | faults | cost | since |"]
        lines += ["|---|---|---|---|---|"]
        for function in api["functions"]:
            if function["module"] == module:
                codes = ", ".join(
                    f["code"].replace("PATRON_E_", "").lower().replace("_", " ")
                    for f in function["faults"]
                )
                what = cell(function.get("summary", ""))
                cost = cell(function.get("cost", ""))
                since = function.get("since", "")
                lines += [f"| `{function['name']}` | {what} | {codes} | {cost} | {since} |"]
    return "\n".join(lines) + "\n"


def check_symbols(root, api, bad):
    text = (root / "src" / "patron.map").read_text()
    listed = re.findall(r"\w+(?=;)", text.split("global:")[1].split("local:")[0])
    declared = [function["name"] for function in api["functions"]]
    for name in sorted(set(declared) - set(listed)):
        bad.add("patron.map", f"{name} is declared in a header and not listed")
    for name in sorted(set(listed) - set(declared)):
        bad.add("patron.map", f"{name} is listed and in no header")
    if listed != sorted(set(listed)):
        bad.add("patron.map", "not in ascending order, each once")


def main():
    bad = Violations()
    api = read_headers(ROOT, bad)
    arguments = sys.argv[1:]
    page = ROOT / "docs" / "reference.md"
    if arguments[:1] == ["--json"]:
        pathlib.Path(arguments[1]).write_text(json.dumps(as_json(ROOT, api), indent=1) + "\n")
    elif arguments == ["--symbols"]:
        check_symbols(ROOT, api, bad)
    elif arguments == ["--reference"]:
        page.parent.mkdir(exist_ok=True)
        page.write_text(reference(api))
    elif arguments == ["--reference-check"]:
        if not page.exists() or page.read_text() != reference(api):
            bad.add("docs/reference.md", "is not current: run tests/tools/api.py --reference")
    elif arguments:
        sys.exit(__doc__)
    for violation in bad:
        print(violation)
    if bad:
        sys.exit(1)
    parts = (len(api["functions"]), len(api["structs"]), len(api["states"]), len(api["enums"]))
    print("%d functions, %d structs, %d states, %d enums" % parts)


if __name__ == "__main__":
    main()
