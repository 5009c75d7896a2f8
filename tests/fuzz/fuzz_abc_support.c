/*
 * Support departments with any costs, use and order; capacities; time equations with any terms, columns
 * and equations.
 */
#include "fuzz.h"

#include <patron/abc.h>

enum { FUZZ_DEPARTMENTS = 9, FUZZ_TERMS = 6, FUZZ_EVENTS = 12, FUZZ_COLUMNS = 3 };

static void fuzz_support(fuzz_input *input)
{
    uint32_t method = fuzz_byte(input) % 4;
    size_t departments = fuzz_count(input, FUZZ_DEPARTMENTS);
    size_t supports = fuzz_count(input, FUZZ_DEPARTMENTS);
    uint8_t tame = fuzz_byte(input);
    size_t size = patron_abc_support_scratch_size(departments, supports);
    int64_t *cost = fuzz_wholes(input, departments);
    int64_t *loaded = fuzz_memory(departments * sizeof *loaded);
    double *usage = fuzz_reals(input, supports * departments);
    double *full = fuzz_memory(supports * sizeof *full);
    double *flow = fuzz_memory(supports * departments * sizeof *flow);
    uint32_t *order = fuzz_memory(supports * sizeof *order);
    void *scratch = fuzz_memory(size);
    patron_abc_support_sums sums;
    for (size_t i = 0; i < supports; i++)
        order[i] = tame & 1 ? (uint32_t)(supports - 1 - i) : fuzz_byte(input) % 10u;
    for (size_t i = 0; i < supports * departments && (tame & 2); i++)
        usage[i] = fabs(usage[i]) <= 1e308 ? fabs(usage[i]) : 0.0;
    for (size_t j = 0; j < departments && (tame & 4); j++)
        cost[j] /= 16;
    sums.struct_size = sizeof sums;
    if (patron_abc_support(method, departments, cost, supports, usage, order, scratch, size,
                           tame & 8 ? NULL : full, tame & 16 ? NULL : flow, loaded, &sums,
                           NULL) == PATRON_OK) {
        uint64_t before = 0, after = 0;
        for (size_t j = 0; j < departments; j++) {
            before += (uint64_t)cost[j];
            after += (uint64_t)loaded[j];
        }
        FUZZ_REQUIRE(before == after && (uint64_t)sums.cost == before);
        FUZZ_REQUIRE(sums.operating + sums.unassigned == sums.cost);
        for (size_t i = 0; i < supports; i++)
            FUZZ_REQUIRE(tame & 8 || isfinite(full[i]));
        for (size_t i = 0; i < supports * departments; i++)
            FUZZ_REQUIRE(tame & 16 || isfinite(flow[i]));
    }
    free(scratch);
    free(order);
    free(flow);
    free(full);
    free(usage);
    free(loaded);
    free(cost);
}

static void fuzz_capacity(fuzz_input *input)
{
    size_t n = fuzz_count(input, FUZZ_EVENTS);
    int64_t *cost = fuzz_wholes(input, n);
    double *capacity = fuzz_memory(n * sizeof *capacity), *rate = fuzz_memory(n * sizeof *rate);
    patron_abc_staff *staff = fuzz_memory(n * sizeof *staff);
    for (size_t i = 0; i < n; i++) {
        staff[i].headcount = fuzz_real(input);
        staff[i].minutes = fuzz_real(input);
        staff[i].practical = fuzz_byte(input) / 255.0;
    }
    if (patron_abc_capacity(n, cost, staff, capacity, rate, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(capacity[i] >= 0.0 && isfinite(capacity[i]) && !isinf(rate[i]));
    free(staff);
    free(rate);
    free(capacity);
    free(cost);
}

static void fuzz_minutes(fuzz_input *input)
{
    size_t terms = fuzz_count(input, FUZZ_TERMS), equations = fuzz_count(input, FUZZ_TERMS);
    size_t n = fuzz_count(input, FUZZ_EVENTS), m = fuzz_count(input, FUZZ_COLUMNS);
    uint8_t tame = fuzz_byte(input);
    uint32_t *offset = fuzz_memory((equations + 1) * sizeof *offset);
    uint32_t *equation = fuzz_memory(n * sizeof *equation);
    patron_abc_term *term = fuzz_memory(terms * sizeof *term);
    double *x = fuzz_reals(input, n * m), *minutes = fuzz_memory(n * sizeof *minutes);
    for (size_t e = 0; e <= equations; e++)
        offset[e] = tame & 1 ? (uint32_t)(e * terms / (equations + (equations == 0)))
                             : fuzz_byte(input) % 8u;
    for (size_t k = 0; k < terms; k++) {
        uint32_t first = fuzz_byte(input) % 5u, second = fuzz_u32(input);
        term[k].minutes = fuzz_real(input);
        term[k].first = first >= m ? PATRON_NONE : first;
        term[k].second = tame & 2 || second % 4 == 0 ? PATRON_NONE : second;
    }
    for (size_t i = 0; i < n; i++)
        equation[i] = tame & 4 ? fuzz_u32(input) : fuzz_byte(input) % (uint32_t)(equations + 1);
    if (patron_abc_minutes(equations, offset, terms, term, n, tame & 8 ? NULL : equation, m, x,
                           minutes, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(minutes[i] >= 0.0 && isfinite(minutes[i]));
    free(minutes);
    free(x);
    free(term);
    free(equation);
    free(offset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t form = fuzz_byte(&input) % 4;
    if (form < 2)
        fuzz_support(&input);
    else if (form == 2)
        fuzz_capacity(&input);
    else
        fuzz_minutes(&input);
    return 0;
}
