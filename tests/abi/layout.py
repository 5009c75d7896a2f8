#!/usr/bin/env python3
"""From api.json: a C file of static asserts, a LuaJIT program, or the text ledger.

    layout.py --c API.JSON              asserts on sizes, offsets, enumerators and prototypes
    layout.py --lua API.JSON PLAIN.H    the same of structs, as LuaJIT reads the headers
    layout.py --ledger API.JSON         one line for each part of the ABI
"""
import json
import sys


def ctype(member):
    return member["type"] + (f"[{member['count']}]" if member["count"] > 1 else "")


def arguments(function):
    return ", ".join(parameter["type"] for parameter in function["parameters"]) or "void"


def c_file(api):
    yield "#include <patron/patron.h>\n#include <stddef.h>\n"
    yield "#define HOLDS(name, truth) typedef char name[(truth) ? 1 : -1]"
    for struct in api["structs"]:
        name = struct["name"]
        yield f"HOLDS({name}_Size, sizeof({name}) == {struct['size']});"
        for member in struct["members"]:
            path = f"offsetof({name}, {member['name']}) == {member['offset']}"
            size = f"sizeof((({name} *)0)->{member['name']}) == {member['size']}"
            yield f"HOLDS({name}_{member['name']}_Offset, {path} && {size});"
    for enum in api["enums"]:
        for member in enum["members"]:
            yield f"HOLDS({member['name']}_Value, {member['name']} == {member['value']});"
    for function in api["functions"]:
        name = function["name"]
        returns = function["returns"].rstrip(" *") + (" *" if "*" in function["returns"] else " ")
        yield f"{returns}(PATRON_CALL *const {name}_Typed)({arguments(function)}) = {name};"


def lua_file(api, plain):
    yield 'local ffi = require("ffi")'
    yield f"ffi.cdef[==[{open(plain).read()}]==]"
    yield "local function holds(what, is, should)"
    yield '  if tonumber(is) ~= should then error(what .. " is " .. tostring(is)) end'
    yield "end"
    for struct in api["structs"]:
        name = struct["name"]
        yield f'holds("{name}", ffi.sizeof("{name}"), {struct["size"]})'
        for member in struct["members"]:
            where = f'"{name}", "{member["name"]}"'
            yield f'holds("{name}.{member["name"]}", ffi.offsetof({where}), {member["offset"]})'
    for enum in api["enums"]:
        for member in enum["members"]:
            yield f'holds("{member["name"]}", ffi.C.{member["name"]}, {member["value"]})'


def ledger(api):
    for struct in api["structs"]:
        yield f"struct {struct['name']} size {struct['size']} {struct['kind']}"
        for member in struct["members"]:
            yield f"struct {struct['name']} +{member['offset']} {ctype(member)} {member['name']}"
    for state in api["states"]:
        yield f"state {state['name']}"
    for enum in api["enums"]:
        for member in enum["members"]:
            yield f"enum {enum['name']} {member['name']} = {member['value']}"
    for function in api["functions"]:
        yield f"function {function['returns']} {function['name']}({arguments(function)})"


def main():
    api = json.load(open(sys.argv[2]))
    if sys.argv[1] == "--c":
        lines = c_file(api)
    elif sys.argv[1] == "--lua":
        lines = lua_file(api, sys.argv[3])
    else:
        # A release number is no ABI.
        lines = sorted(line for line in ledger(api) if "patron_version_number" not in line)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
