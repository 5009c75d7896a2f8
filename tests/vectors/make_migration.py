#!/usr/bin/env python3
"""Values, stays, endings, sensitivities and projections of chains by mpmath at 60 digits:
tests/vectors/make_migration.py > tests/vectors/migration_vectors.h

Chains are made by a linear congruential generator; what is given to the library is printed with 17
digits and read back, so that both compute from the same doubles. Rows are divided by their sums, as
the library says it does."""
import mpmath as mp

mp.mp.dps = 60
STATE = [12345]
STATES = 6


def chance():
    STATE[0] = (STATE[0] * 6364136223846793005 + 1442695040888963407) % 2**64
    return (STATE[0] >> 40) / 2.0**24


def row(k, scale):
    cells = [chance() ** 3 * scale[j] for j in range(k)]
    whole = sum(cells)
    return [c / whole for c in cells]


def exact(p):
    rows = []
    for r in p:
        whole = mp.fsum(mp.mpf(c) for c in r)
        rows.append([mp.mpf(c) / whole for c in r])
    return mp.matrix(rows)


def chain(kind):
    """The last state is closed in kinds 1 and 2; in 2 it is hardly ever entered."""
    k = STATES
    enter = {0: 1.0, 1: 1.0, 2: 1e-9}[kind]
    p = [row(k, [1.0] * (k - 1) + [enter]) for _ in range(k)]
    if kind:
        p[k - 1] = [0.0] * (k - 1) + [1.0]
    reward = [round(200 * chance() - 60, 2) for _ in range(k)]
    if kind:
        reward[k - 1] = 0.0
    return p, reward


def values(p, reward, discount):
    k = STATES
    a = mp.matrix(k, k)
    for i in range(k):
        for j in range(k):
            a[i, j] = (1 if i == j else 0) - p[i, j] / (1 + mp.mpf(discount))
    n = a
    if discount <= 0:  # the closed state earns nothing: leave it out
        n = a[: k - 1, : k - 1]
        v = mp.lu_solve(n, mp.matrix(reward[: k - 1]))
        return [v[i] for i in range(k - 1)] + [mp.mpf(0)], None
    v = mp.lu_solve(n, mp.matrix([mp.mpf(r) for r in reward]))
    return [v[i] for i in range(k)], n ** -1


def finite(p, reward, discount, horizon):
    v = mp.matrix([mp.mpf(r) for r in reward])
    r = v.copy()
    for _ in range(horizon):
        v = r + p * v / (1 + mp.mpf(discount))
    return [v[i] for i in range(STATES)]


def paths(p, reward, discount, periods, start):
    """Mean and variance of cash in the last period and of the present value, over moments of all pairs
    of times: E[R_s R_t] = sum_i (P^s)_start,i R_i (P^(t-s) R)_i."""
    k, q = STATES, 1 / (1 + mp.mpf(discount))
    powers = [mp.eye(k)]
    for _ in range(periods):
        powers.append(powers[-1] * p)
    r = [mp.mpf(x) for x in reward]
    ahead = [[mp.fsum(m[i, j] * r[j] for j in range(k)) for i in range(k)] for m in powers]
    mean = mp.fsum(q**t * ahead[t][start] for t in range(periods))
    square = mp.mpf(0)
    for s in range(periods):
        for t in range(s, periods):
            both = mp.fsum(powers[s][start, i] * r[i] * ahead[t - s][i] for i in range(k))
            square += (1 if s == t else 2) * q ** (s + t) * both
    last = periods - 1
    cash2 = mp.fsum(powers[last][start, i] * r[i] ** 2 for i in range(k))
    return mean, square - mean**2, ahead[last][start], cash2 - ahead[last][start] ** 2


def text(x):
    return mp.nstr(mp.mpf(x), 17, min_fixed=-5, max_fixed=20)


def array(name, items, size):
    cells = ", ".join(repr(float(x)) if isinstance(x, float) else text(x) for x in items)
    print(f"        {{{cells}}},")


def main():
    print("/* Made by tests/vectors/make_migration.py from mpmath; do not edit. */")
    print("#ifndef MIGRATION_VECTORS_H\n#define MIGRATION_VECTORS_H\n")
    print(f"enum {{ MIGRATION_STATES = {STATES}, MIGRATION_CELLS = {STATES * STATES} }};\n")
    print("typedef struct migration_vector {")
    print("    double discount;\n    int closed; /* the last state is */")
    for name, size in MEMBERS:
        print(f"    double {name}{size};")
    print("} migration_vector;\n")
    print("static const migration_vector migration_vectors[] = {")
    for kind, discount in ((0, 0.1), (0, 0.015), (1, 0.2), (1, 0.0), (2, 1e-6), (2, 0.0), (1, -0.05), (1, None)):
        vector(kind, discount)
    print("};\n\n#endif")


MEMBERS = (
    ("transition", "[MIGRATION_CELLS]"),
    ("reward", "[MIGRATION_STATES]"),
    ("value", "[MIGRATION_STATES]"),
    ("value_7", "[MIGRATION_STATES]"),
    ("value_300", "[MIGRATION_STATES]"),
    ("stay", "[MIGRATION_CELLS]"),
    ("visits", "[MIGRATION_STATES]"),
    ("raw", "[MIGRATION_CELLS]"),
    ("compensated", "[MIGRATION_CELLS]"),
    ("project", "[4]"),
)


def vector(kind, discount):
    k = STATES
    given, reward = chain(kind)
    p = exact(given)
    if discount is None:  # money grows all but as fast as customers leave
        roots, _ = mp.eig(p[: k - 1, : k - 1])
        discount = float(max(abs(root) for root in roots) - 1 + mp.mpf("1e-8"))
    value, n = values(p, reward, discount)
    stay = [mp.mpf(0)] * (k * k)
    if kind:
        fundamental = (mp.eye(k - 1) - p[: k - 1, : k - 1]) ** -1
        for i in range(k - 1):
            for j in range(k - 1):
                stay[i * k + j] = fundamental[i, j]
    base = [mp.mpf(10 * (i + 1)) for i in range(k)]
    visits, raw, compensated = [mp.mpf(0)] * k, [mp.mpf(0)] * (k * k), [mp.mpf(0)] * (k * k)
    if n is not None:
        later = 1 + mp.mpf(discount)
        visits = [mp.fsum(base[s] * n[s, i] for s in range(k)) for i in range(k)]
        for i in range(k):
            for j in range(k):
                raw[i * k + j] = visits[i] * value[j] / later
                rest = mp.fsum(p[i, m] for m in range(k) if m != j)
                if rest > 0:
                    others = mp.fsum(p[i, m] * value[m] for m in range(k) if m != j) / rest
                    compensated[i * k + j] = visits[i] * (value[j] - others) / later
    project = [mp.mpf(0)] * 4
    for s in range(k):
        for m, figure in enumerate(paths(p, reward, discount, 12, s)):
            project[m] += base[s] * figure
    print(f"    {{{discount!r}, {int(kind > 0)},")
    array("", [c for r in given for c in r], 0)
    array("", reward, 0)
    for items in (value, finite(p, reward, discount, 7), finite(p, reward, discount, 300)):
        array("", items, 0)
    for items in (stay, visits, raw, compensated):
        array("", items, 0)
    print("        {" + ", ".join(text(x) for x in project) + "}},")


main()
