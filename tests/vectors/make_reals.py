#!/usr/bin/env python3
"""Write real_vectors.h: doubles and their shortest decimal text, as Python's repr gives it."""
import pathlib
import random
import struct

random.seed(1997)


def text(value):
    digits = repr(value)
    mantissa, _, exponent = digits.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, part = mantissa.lstrip("-").partition(".")
    part = "" if part == "0" else part
    significant = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0)  # value = 0.d1d2... x 10^point after the leading zeros
    if whole == "0":
        point = int(exponent or 0) - (len(part) - len(part.lstrip("0")))
    significant = significant.rstrip("0") or "0"
    if significant == "0":
        return sign + "0"
    if point <= -5 or point > 21:
        rest = "." + significant[1:] if len(significant) > 1 else ""
        return f"{sign}{significant[0]}{rest}e{point - 1}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{significant}"
    if point >= len(significant):
        return sign + significant + "0" * (point - len(significant))
    return f"{sign}{significant[:point]}.{significant[point:]}"


def values():
    yield from (0.0, -0.0, 0.1, 1.2, -2.5, 1.0, 100.0, 1e21, 1e22, 1e23, 1e-5, 1e-6, 123456.789)
    yield from (5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308)
    yield from (2.0**52, 2.0**53, 2.0**53 + 2, 9.5367431640625e-07, 2.0**-1022, 2.0**1023, 2 / 3)
    yield from (2.0**k for k in range(-1074, 1024, 97))
    for _ in range(300):
        value = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
        if value == value and abs(value) != float("inf"):
            yield value
    for _ in range(100):
        yield round(random.uniform(-1e6, 1e6), random.randrange(6))


def main():
    rows = [
        f'    {{UINT64_C(0x{struct.unpack("<Q", struct.pack("<d", v))[0]:016X}), "{text(v)}"}},'
        for v in values()
    ]
    target = pathlib.Path(__file__).with_name("real_vectors.h")
    target.write_text(
        "/* Made by make_reals.py: bits of a double and its shortest decimal text. */\n"
        "#include <stdint.h>\n\n"
        "static const struct real_vector {\n    uint64_t bits;\n    const char *text;\n"
        "} real_vectors[] = {\n" + "\n".join(rows) + "\n};\n"
    )


if __name__ == "__main__":
    main()
