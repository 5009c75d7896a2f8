/*
 * Stages with hostile indices, counts, quantities and costs; mapped blocks and encoded bytes of any
 * content; what-ifs of any balances.
 */
#include "fuzz.h"

#include <patron/abc.h>

enum { FUZZ_POOLS = 6, FUZZ_OBJECTS = 9, FUZZ_ROWS = 40, FUZZ_GROUPS = 6 };

typedef struct fuzz_stage {
    size_t pools, groups, objects, n;
    int64_t cost[FUZZ_POOLS];
    uint32_t basis[FUZZ_POOLS], group[FUZZ_POOLS];
    double capacity[FUZZ_POOLS], standard[FUZZ_POOLS], total[FUZZ_POOLS];
    uint32_t pool[FUZZ_ROWS], object[FUZZ_ROWS];
    double quantity[FUZZ_ROWS];
    patron_abc_balance balance[FUZZ_POOLS];
} fuzz_stage;

/* Mostly an index below `below`, at times any. */
static uint32_t fuzz_index(fuzz_input *input, size_t below)
{
    uint8_t byte = fuzz_byte(input);
    return byte < 250 ? byte % (uint32_t)below : fuzz_u32(input);
}

static void fuzz_fill(fuzz_input *input, fuzz_stage *stage)
{
    memset(stage, 0, sizeof *stage);
    stage->pools = 1 + fuzz_count(input, FUZZ_POOLS - 1);
    stage->groups = 1 + fuzz_count(input, FUZZ_GROUPS - 1);
    stage->objects = 1 + fuzz_count(input, FUZZ_OBJECTS - 1);
    stage->n = fuzz_count(input, FUZZ_ROWS);
    for (size_t p = 0; p < stage->pools; p++) {
        stage->cost[p] = fuzz_whole(input);
        stage->basis[p] = fuzz_index(input, 3);
        stage->group[p] = fuzz_index(input, stage->groups);
        stage->capacity[p] = fuzz_real(input);
        stage->standard[p] = fuzz_real(input);
    }
    for (size_t i = 0; i < stage->n; i++) {
        stage->pool[i] = fuzz_index(input, stage->pools);
        stage->object[i] = fuzz_index(input, stage->objects);
        stage->quantity[i] = fuzz_byte(input) % 8 == 0 ? fuzz_real(input) : fabs(fuzz_real(input));
    }
}

/* Totals of the good rows: those that are not are left out, one by one. */
static void fuzz_add_up(fuzz_stage *stage)
{
    size_t size = patron_abc_totals_size(stage->pools), kept = 0;
    patron_abc_totals *totals = fuzz_memory(size), *other = fuzz_memory(size);
    size_t length = patron_abc_totals_encoded_size(stage->pools);
    unsigned char *one = fuzz_memory(length), *two = fuzz_memory(length);
    FUZZ_REQUIRE(patron_abc_totals_init(totals, size, stage->pools, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_abc_totals_init(other, size, stage->pools, NULL) == PATRON_OK);
    for (size_t i = 0; i < stage->n; i++) {
        patron_fault fault;
        if (patron_abc_totals_add(totals, size, 1, &stage->pool[i], &stage->quantity[i], &fault) !=
            PATRON_OK) {
            FUZZ_REQUIRE(fault.row == 0);
            continue;
        }
        stage->pool[kept] = stage->pool[i];
        stage->object[kept] = stage->object[i];
        stage->quantity[kept++] = stage->quantity[i];
    }
    stage->n = kept;
    for (size_t i = kept; i-- > 0;)
        FUZZ_REQUIRE(patron_abc_totals_add(other, size, 1, &stage->pool[i], &stage->quantity[i],
                                           NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_abc_totals_encode(totals, size, one, length, NULL) == PATRON_OK);
    FUZZ_REQUIRE(patron_abc_totals_encode(other, size, two, length, NULL) == PATRON_OK);
    FUZZ_REQUIRE(memcmp(one, two, length) == 0);
    if (patron_abc_totals_read(totals, size, stage->pools, stage->total, NULL, NULL) != PATRON_OK)
        memset(stage->total, 0, sizeof stage->total);
    free(totals);
    free(other);
    free(one);
    free(two);
}

static void fuzz_balances_hold(const patron_abc_balance *balance, size_t pools)
{
    for (size_t p = 0; p < pools; p++) {
        const patron_abc_balance *b = &balance[p];
        uint64_t sum = (uint64_t)b->assigned + (uint64_t)b->idle + (uint64_t)b->unassigned -
                       (uint64_t)b->over_driven;
        FUZZ_REQUIRE(sum == (uint64_t)b->cost && !isinf(b->rate));
        FUZZ_REQUIRE(b->idle == 0 || b->over_driven == 0);
    }
}

/* The columns of the answer add up to what their groups' pools assign. */
static void fuzz_columns_tie(const fuzz_stage *stage, const int64_t *answer)
{
    for (size_t g = 0; g < stage->groups; g++) {
        uint64_t sum = 0;
        for (size_t o = 0; o < stage->objects; o++)
            sum += (uint64_t)answer[o * stage->groups + g];
        for (size_t p = 0; p < stage->pools; p++)
            sum -= stage->group[p] == g ? (uint64_t)stage->balance[p].assigned : 0;
        FUZZ_REQUIRE(sum == 0);
    }
}

static void fuzz_trace_ties(const fuzz_stage *stage, const int64_t *answer)
{
    double used[FUZZ_POOLS];
    int64_t amount[FUZZ_POOLS];
    size_t room = patron_abc_object_quantities_scratch_size(stage->pools);
    size_t more = patron_abc_trace_scratch_size(stage->pools);
    void *scratch = fuzz_memory(room > more ? room : more);
    if (patron_abc_object_quantities(0, stage->n, stage->pool, stage->object, stage->quantity,
                                     scratch, room, stage->pools, used, NULL) == PATRON_OK &&
        patron_abc_trace(stage->pools, stage->balance, stage->group, used, stage->groups, answer,
                         scratch, more, amount, NULL) == PATRON_OK)
        for (size_t g = 0; g < stage->groups; g++) {
            uint64_t sum = (uint64_t)answer[g];
            for (size_t p = 0; p < stage->pools; p++)
                sum -= stage->group[p] == g ? (uint64_t)amount[p] : 0;
            FUZZ_REQUIRE(sum == 0);
        }
    free(scratch);
}

/* Both halves of the rows, merged, are the bytes of all of them. */
static void fuzz_merge(const fuzz_stage *stage, const patron_abc_costs *all, size_t size)
{
    size_t half = stage->n / 2;
    patron_abc_costs *one = fuzz_memory(size), *two = fuzz_memory(size);
    FUZZ_REQUIRE(patron_abc_costs_init(one, size, stage->pools, stage->balance, stage->group,
                                       stage->groups, stage->objects, NULL) == PATRON_OK);
    memcpy(two, one, size);
    patron_abc_costs_add(one, size, half, stage->pool, stage->object, stage->quantity, NULL);
    patron_abc_costs_add(two, size, stage->n - half, stage->pool + half, stage->object + half,
                         stage->quantity + half, NULL);
    FUZZ_REQUIRE(patron_abc_costs_merge(two, size, one, size, NULL) == PATRON_OK);
    FUZZ_REQUIRE(memcmp(two, all, size) == 0);
    free(one);
    free(two);
}

/* A matrix of any quantities: each pool's row adds up to what it assigns. */
static void fuzz_cells(fuzz_input *input, const fuzz_stage *stage)
{
    double quantity[FUZZ_POOLS * FUZZ_OBJECTS], total[FUZZ_POOLS];
    int64_t cell[FUZZ_POOLS * FUZZ_OBJECTS], cost[FUZZ_OBJECTS];
    size_t room = patron_abc_cells_scratch_size(stage->objects);
    void *scratch = fuzz_memory(room);
    patron_abc_balance balance[FUZZ_POOLS];
    for (size_t i = 0; i < stage->pools * stage->objects; i++)
        quantity[i] = fuzz_byte(input) % 16 == 0 ? fuzz_real(input) : fuzz_byte(input) / 8.0;
    int32_t status = patron_abc_cells_totals(stage->pools, stage->objects, quantity, total, NULL);
    if (patron_abc_cells(stage->pools, stage->balance, stage->objects, quantity, scratch, room,
                         cell, cost, NULL) == PATRON_OK)
        FUZZ_REQUIRE(status == PATRON_OK);
    if (status == PATRON_OK &&
        patron_abc_rates(stage->pools, stage->cost, stage->basis, stage->capacity, stage->standard,
                         total, balance, NULL, NULL) == PATRON_OK &&
        patron_abc_cells(stage->pools, balance, stage->objects, quantity, scratch, room, cell, cost,
                         NULL) == PATRON_OK)
        for (size_t p = 0; p < stage->pools; p++) {
            uint64_t sum = (uint64_t)balance[p].assigned;
            for (size_t o = 0; o < stage->objects; o++)
                sum -= (uint64_t)cell[p * stage->objects + o];
            FUZZ_REQUIRE(sum == 0);
        }
    free(scratch);
}

static void fuzz_costs(const fuzz_stage *stage)
{
    size_t size = patron_abc_costs_size(stage->pools, stage->groups, stage->objects), kept = 0;
    size_t room = patron_abc_costs_finish_scratch_size(), cells = stage->objects * stage->groups;
    patron_abc_costs *costs = fuzz_memory(size), *other = fuzz_memory(size);
    int64_t *answer = fuzz_memory(cells * sizeof *answer);
    void *scratch = fuzz_memory(room);
    if (patron_abc_costs_init(costs, size, stage->pools, stage->balance, stage->group,
                              stage->groups, stage->objects, NULL) == PATRON_OK) {
        memcpy(other, costs, size);
        for (size_t i = 0; i < stage->n; i++)
            if (patron_abc_costs_add(costs, size, 1, &stage->pool[i], &stage->object[i],
                                     &stage->quantity[i], NULL) == PATRON_OK)
                kept++;
        size_t half = kept == stage->n ? kept / 2 : 0;
        if (kept == stage->n) {
            patron_abc_costs_add(other, size, stage->n - half, stage->pool + half,
                                 stage->object + half, stage->quantity + half, NULL);
            patron_abc_costs_add(other, size, half, stage->pool, stage->object, stage->quantity,
                                 NULL);
            FUZZ_REQUIRE(memcmp(costs, other, size) == 0);
            fuzz_merge(stage, costs, size);
        }
        FUZZ_REQUIRE(patron_abc_costs_check(costs, size, NULL) == PATRON_OK);
        if (patron_abc_costs_finish(costs, size, scratch, room, cells, answer, NULL) == PATRON_OK) {
            fuzz_columns_tie(stage, answer);
            if (kept == stage->n)
                fuzz_trace_ties(stage, answer);
        }
    }
    free(costs);
    free(other);
    free(answer);
    free(scratch);
}

static void fuzz_what_if(fuzz_input *input, const fuzz_stage *stage)
{
    patron_abc_balance after[FUZZ_POOLS];
    patron_abc_change change;
    double now[FUZZ_POOLS];
    int64_t part[FUZZ_POOLS];
    change.struct_size = sizeof change;
    for (size_t p = 0; p < stage->pools; p++) {
        now[p] = fuzz_real(input);
        part[p] = fuzz_whole(input);
    }
    if (patron_abc_drive(stage->pools, stage->balance, now, after, NULL) == PATRON_OK)
        fuzz_balances_hold(after, stage->pools);
    if (patron_abc_cut(stage->pools, stage->balance, now, NULL, after, NULL) == PATRON_OK)
        fuzz_balances_hold(after, stage->pools);
    if (patron_abc_part(stage->pools, stage->balance, part, after, NULL) == PATRON_OK)
        fuzz_balances_hold(after, stage->pools);
    if (patron_abc_shift(fuzz_index(input, stage->pools), fuzz_index(input, stage->pools),
                         fuzz_real(input), fuzz_real(input), fuzz_real(input), stage->pools,
                         stage->balance, after, NULL) == PATRON_OK) {
        fuzz_balances_hold(after, stage->pools);
        patron_abc_compare(stage->pools, stage->balance, after, &change, NULL);
    }
}

static void fuzz_stages(fuzz_input *input)
{
    fuzz_stage stage;
    patron_abc_level_sums sums;
    sums.struct_size = sizeof sums;
    fuzz_fill(input, &stage);
    patron_abc_levels(fuzz_index(input, 6), stage.pools, stage.group, stage.cost, NULL, NULL, &sums,
                      NULL);
    fuzz_add_up(&stage);
    if (patron_abc_rates(stage.pools, stage.cost, stage.basis, stage.capacity, stage.standard,
                         stage.total, stage.balance, NULL, NULL) != PATRON_OK)
        return;
    fuzz_balances_hold(stage.balance, stage.pools);
    fuzz_costs(&stage);
    fuzz_cells(input, &stage);
    fuzz_what_if(input, &stage);
}

/* Blocks whose bytes are any: nothing is read outside them, and what is not sound is refused. */
static void fuzz_mapped(fuzz_input *input)
{
    fuzz_stage stage;
    fuzz_fill(input, &stage);
    size_t size = patron_abc_costs_size(stage.pools, stage.groups, stage.objects);
    size_t room = patron_abc_costs_finish_scratch_size();
    patron_abc_costs *costs = fuzz_memory(size);
    int64_t answer[FUZZ_OBJECTS * FUZZ_GROUPS];
    void *scratch = fuzz_memory(room);
    memset(stage.group, 0, sizeof stage.group);
    for (size_t p = 0; p < stage.pools; p++)
        stage.total[p] = 100.0;
    if (patron_abc_rates(stage.pools, stage.cost, NULL, NULL, NULL, stage.total, stage.balance,
                         NULL, NULL) == PATRON_OK &&
        patron_abc_costs_init(costs, size, stage.pools, stage.balance, stage.group, stage.groups,
                              stage.objects, NULL) == PATRON_OK) {
        size_t at = fuzz_byte(input) * 3u % size;
        fuzz_take(input, (unsigned char *)costs + at,
                  input->size < size - at ? input->size : size - at);
        int32_t status = patron_abc_costs_check(costs, size, NULL);
        int32_t finished = patron_abc_costs_finish(costs, size, scratch, room,
                                                   stage.objects * stage.groups, answer, NULL);
        FUZZ_REQUIRE(status == PATRON_OK || finished == status);
        patron_abc_costs_add(costs, size, stage.n, stage.pool, stage.object, stage.quantity, NULL);
    }
    free(costs);
    free(scratch);
}

static void fuzz_mapped_totals(fuzz_input *input)
{
    uint64_t rows[2];
    double total[2];
    static const uint32_t pool[3] = {0, 1, 1};
    static const double quantity[3] = {1.0, 0.1, 1e300};
    size_t size = patron_abc_totals_size(2);
    patron_abc_totals *totals = fuzz_memory(size);
    patron_abc_totals_init(totals, size, 2, NULL);
    patron_abc_totals_add(totals, size, 3, pool, quantity, NULL);
    size_t at = fuzz_byte(input) * 5u % size;
    fuzz_take(input, (unsigned char *)totals + at,
              input->size < size - at ? input->size : size - at);
    int32_t status = patron_abc_totals_check(totals, size, NULL);
    int32_t read = patron_abc_totals_read(totals, size, 2, total, rows, NULL);
    FUZZ_REQUIRE(read == status || status == PATRON_OK);
    patron_abc_totals_merge(totals, size, totals, size, NULL);
    patron_abc_totals_add(totals, size, 3, pool, quantity, NULL);
    free(totals);
}

static void fuzz_encoded(fuzz_input *input)
{
    uint64_t pools;
    if (patron_abc_totals_decoded_pools(input->bytes, input->size, &pools, NULL) != PATRON_OK)
        return;
    size_t size = patron_abc_totals_size((size_t)pools);
    patron_abc_totals *totals = fuzz_memory(size);
    FUZZ_REQUIRE(patron_abc_totals_decode(input->bytes, input->size, totals, size, NULL) ==
                 PATRON_OK);
    FUZZ_REQUIRE(patron_abc_totals_check(totals, size, NULL) == PATRON_OK);
    free(totals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    switch (fuzz_byte(&input) % 8) {
    case 0:
        fuzz_mapped(&input);
        break;
    case 1:
        fuzz_mapped_totals(&input);
        break;
    case 2:
        fuzz_encoded(&input);
        break;
    default:
        fuzz_stages(&input);
        break;
    }
    return 0;
}
