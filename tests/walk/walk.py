#!/usr/bin/env python3
"""Write the table of all public functions that the fault walk calls: walk.py ELSEWHERE OUTPUT.C"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "tools"))
import api as headers  # noqa: E402

TYPES = {"double": "REAL", "int32_t": "I32", "uint32_t": "U32", "int64_t": "I64"}
TYPES |= {"uint64_t": "U64", "size_t": "SIZE", "void": "BYTES", "char": "BYTES"}

# What the arguments of scratch sizes are that are not the function's own.
GIVEN = {"count": "WALK_CUSTOMERS", "flows": "n * m", "longest": "m", "periods": "m"}


def bounds(kind, spec, names):
    """The initializers finite, has_min, min, min_open, has_max, max, max_open, below,
    upto."""
    number = lambda value: value if isinstance(value, (int, float)) else None
    low, high = number(spec.get("min")), number(spec.get("max"))
    below = names.index(spec["max"]) if spec.get("max") in names else -1
    flag = lambda truth: "1" if truth else "0"
    return ", ".join(
        (
            flag(kind == "double" and not spec.get("missing")),
            flag(low is not None),
            f"{float(low or 0)!r}",
            flag(spec.get("min_open")),
            flag(high is not None),
            f"{float(high or 0)!r}",
            flag(spec.get("max_open")),
            str(below),
            flag(below >= 0 and not spec.get("max_open")),
        )
    )


def member_range(member, enums):
    """The range of a struct's member, also where the text names enumerators."""
    spec = dict(member.get("range") or {})
    if member["type"] == "double" or member["name"] in ("struct_size", "flags"):
        return spec
    if isinstance(spec.get("max"), str):  # below an argument
        return spec
    for enum in enums:
        values = {m["name"]: m["value"] for m in enum["members"]}
        named = [values[word] for word in re.findall(r"PATRON_\w+", member["text"]) if word in values]
        if named and "max" in spec:
            spec["max"] = max(spec["max"], *named)
        elif named:
            spec = {"min": 0 if "default" in member else min(values.values())}
            spec["max"] = max(values.values())
    return spec


def struct_table(struct, enums):
    rows = []
    for member in struct["members"]:
        spec = member_range(member, enums)
        if spec and member["count"] == 1:
            kind = TYPES[member["type"]]
            limits = bounds(member["type"], spec, [])
            rows.append(f'    {{"{member["name"]}", {member["offset"]}, WALK_{kind}, {{{limits}}}}},')
    name = f"walk_members_{struct['name']}"
    if not rows or struct["kind"] == "result" or struct["name"] == "patron_fault":
        return "NULL, 0", ""
    text = f"static const walk_member {name}[] = {{\n" + "\n".join(rows) + "\n};\n"
    return f"{name}, {len(rows)}", text


class Table:
    def __init__(self, api, elsewhere):
        self.api, self.elsewhere = api, elsewhere
        self.structs = {struct["name"]: struct for struct in api["structs"]}
        self.states = {state["name"] for state in api["states"]}
        self.functions = {function["name"]: function for function in api["functions"]}
        self.members = {}

    def argument(self, function, parameter):
        parameters = function["parameters"]
        names = [p["name"] for p in parameters]
        bare, stars, _ = headers.split_type(parameter["type"])
        kind, element, form, members = TYPES.get(bare), "0", "WALK_PLAIN", "NULL, 0"
        if bare in self.states:
            kind = "STATE"
        elif bare in self.structs:
            kind, element = "STRUCT", f"sizeof({bare})"
            form = "WALK_" + self.structs[bare]["kind"].upper()
            members = self.members[bare]
        elif stars and bare not in ("void", "char"):
            element = f"sizeof({bare})"
        count, times, also, more = self.shape(parameter, names)
        size = parameter["name"] + "_size"
        size = names.index(size) if stars and size in names else -1
        spec = dict(parameter["range"], missing="NaN = missing" in parameter["text"])
        if bare == "uint32_t":
            spec = member_range(parameter, self.api["enums"])
        limits = bounds(bare, spec, names)
        unread = re.search(r"not read where (\w+) is given", parameter["text"])
        instead = names.index(unread.group(1)) if unread and unread.group(1) in names else -1
        direction = parameter["direction"].upper()
        flags = f'{int(bool(stars))}, {int(parameter["nullable"])}, {count}, {times}, {also}, {more}, {size}, {instead}'
        return (
            f'{{"{parameter["name"]}", WALK_{direction}, WALK_{kind}, {form}, {flags}, {element}, '
            f"{{{limits}}}, {members}}}"
        )

    def shape(self, parameter, names):
        """The arguments count, times and also, and how many more elements there are. A number in the
        place of times is itself, negative."""
        if not parameter["shape"]:
            return -1, -1, -1, 0
        if parameter["shape"][0].isdigit():
            return -1, -int(parameter["shape"][0]), -1, 0
        parts = re.fullmatch(r"(\w+?)(?:\*(\w+?)(?:\*(\w+))?|\+(1))?", parameter["shape"][0]).groups()
        place = [-int(part) if part and part.isdigit() else names.index(part) if part else -1 for part in parts[:3]]
        return *place, int(parts[3] or 0)

    def value(self, position, parameter):
        bare, stars, const = headers.split_type(parameter["type"])
        if stars:
            return f"a[{position}].pointer"
        if bare == "double":
            return f"a[{position}].real"
        return f"({bare})a[{position}].whole"

    def scratch(self, function, number):
        names = [p["name"] for p in function["parameters"]]
        if "scratch" not in names:
            return "NULL", ""
        sizer = function["name"] + "_scratch_size"
        if sizer not in self.functions:
            plain = function["name"]
            for twin in ("_money", "_counts", "_days"):
                plain = plain.removesuffix(twin)
            sizer = plain + "_scratch_size"
        if sizer not in self.functions:
            sizer = f"patron_{function['module']}_scratch_size"
        given = []
        for parameter in self.functions[sizer]["parameters"]:
            name = parameter["name"]
            if name in names:
                given.append(f"({parameter['type']})c->slot[{names.index(name)}].whole")
            elif name == "flags":
                given.append(f"walk_flags(c, {names.index('options')})")
            elif name == "ordered":
                given.append(f"!c->slot[{names.index('order')}].absent")
            elif name.startswith("with_"):
                given.append(f"!c->slot[{names.index(name[5:])}].absent")
            elif name in GIVEN:
                slot = lambda match: f"(size_t)c->slot[{names.index(match.group())}].whole"
                given.append(re.sub(r"\b[nm]\b", slot, GIVEN[name]))
            else:
                sys.exit(f"walk.py: {sizer}: where does {name} come from?")
        text = f"static size_t walk_scratch_{number}(const walk_case *c) {{\n"
        text += "    (void)c;\n" + f"    return {sizer}({', '.join(given)});\n}}\n"
        return f"walk_scratch_{number}", text

    def function(self, function, number):
        parameters = function["parameters"][:-1]
        names = [parameter["name"] for parameter in parameters]
        calls = [self.value(i, parameter) for i, parameter in enumerate(parameters)]
        scratch, text = self.scratch(function, number)
        text += f"static int32_t walk_call_{number}(const walk_raw *a, patron_fault *fault) {{\n"
        text += f"    return {function['name']}({', '.join([*calls, 'fault'])});\n}}\n"
        mask = lambda codes: " | ".join(f"1u << {code}" for code in codes) or "0"
        documented = [fault["code"] for fault in function["faults"]]
        named = [code for name, code, _ in self.elsewhere if name == function["name"]]
        for code in named:
            if code not in documented:
                sys.exit(f"walk.py: {function['name']} does not document {code}")
        rows = "\n".join(f"         {self.argument(function, p)}," for p in parameters)
        # A state that takes rows has taken those before a fault's, whatever its cost line says; what
        # has options starts from what it changes, and what has scratch orders all rows before it
        # takes any.
        state = lambda p: p["direction"] == "inout" and p["shape"] != ["n"]
        taking = any(state(p) for p in parameters) and "n" in names
        taking = taking and "options" not in names and "scratch" not in names
        row_wise = function["row_wise"] or taking
        entry = (
            f'    {{"{function["name"]}", "{function["module"]}", {int(row_wise)}, '
            f"{len(parameters)},\n     {mask(documented)},\n     {mask(named)},\n"
            f"     walk_call_{number}, {scratch},\n     {{\n{rows}\n     }}}},\n"
        )
        return text, entry

    def write(self):
        head = "/* Made by walk.py from the public headers. */\n"
        head += '#include "walk.h"\n\n#include <patron/patron.h>\n\n'
        tables = {}
        for struct in self.structs.values():
            self.members[struct["name"]], table = struct_table(struct, self.api["enums"])
            tables[self.members[struct["name"]]] = table
        text = ""
        entries = ""
        exported = (ROOT / "src" / "patron.map").read_text()  # a header may be ahead of the library
        faulty = [f for f in self.api["functions"] if f["returns"] == "int32_t"]
        faulty = [f for f in faulty if re.search(rf"\b{f['name']};", exported)]
        for number, function in enumerate(faulty):
            code, entry = self.function(function, number)
            text += code
            entries += entry
        head += "".join(table for name, table in tables.items() if name in entries)
        text = head + text + f"const walk_function walk_functions[] = {{\n{entries}}};\n"
        return text + f"const size_t walk_function_count = {len(faulty)};\n"


def read_elsewhere(path):
    lines = [line.split("#")[0].split() for line in pathlib.Path(path).read_text().splitlines()]
    lines = [line for line in lines if line]
    for line in lines:
        if len(line) != 3:
            sys.exit(f"{path}: not FUNCTION STATUS TEST: {' '.join(line)}")
    files = [path.read_text() for path in sorted((ROOT / "tests").glob("test_*.c"))]
    exported = (ROOT / "src" / "patron.map").read_text()
    for name, code, test in lines:
        if f"{name};" not in exported:
            continue
        held = [text for text in files if f"cmocka_unit_test({test})" in text]
        if not held:
            sys.exit(f"{path}: {name} {code}: there is no test {test}")
        if code not in held[0]:
            sys.exit(f"{path}: {name} {code}: the file of {test} never mentions it")
    return lines


def main():
    bad = headers.Violations()
    read = headers.read_headers(ROOT, bad)
    if bad:
        sys.exit("\n".join(bad))
    api = headers.as_json(ROOT, read)
    pathlib.Path(sys.argv[2]).write_text(Table(api, read_elsewhere(sys.argv[1])).write())


if __name__ == "__main__":
    main()
