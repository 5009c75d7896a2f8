/* Valid states and encoded bytes for the walk. */
#include "walk_recipes.h"

#include <patron/patron.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t walk_block[2][WALK_ROOM / sizeof(uint64_t)];

void walk_must(int32_t status, const char *what)
{
    if (status == PATRON_OK)
        return;
    fprintf(stderr, "the walk cannot make %s: %s\n", what, patron_status_name(status));
    exit(1);
}

size_t walk_make_sum(void)
{
    const double value[3] = {1e300, -0.1, 7.5};
    patron_sum *sum = (patron_sum *)walk_block[0];
    walk_must(patron_sum_init(sum, patron_sum_size(), NULL), "a sum");
    walk_must(patron_sum_add(sum, patron_sum_size(), 3, value, NULL), "a sum");
    return patron_sum_size();
}

static size_t walk_make_ledger(void)
{
    size_t size = patron_ledger_size(WALK_CAPACITY);
    patron_ledger *ledger = (patron_ledger *)walk_block[0];
    walk_must(patron_ledger_init(ledger, size, WALK_CAPACITY, NULL), "a ledger");
    for (int i = 0; i < 2 * WALK_CUSTOMERS; i++)
        walk_must(patron_ledger_add(ledger, size,
                                    (uint64_t)(WALK_FIRST_CUSTOMER + i % WALK_CUSTOMERS),
                                    WALK_FIRST_DAY + 5 * i, 100 * i, 30 * i, NULL, NULL),
                  "a ledger");
    return size;
}

static size_t walk_make_sketch(void)
{
    const int64_t value[5] = {70, -20, 3000000, 150, 0};
    size_t size = patron_sketch_size(3);
    patron_sketch *sketch = (patron_sketch *)walk_block[0];
    walk_must(patron_sketch_init(sketch, size, 3, NULL), "a sketch");
    walk_must(patron_sketch_add(sketch, size, 5, value, NULL, NULL), "a sketch");
    return size;
}

/* Balances of pools that idle, as many as there is room for. */
void walk_make_balances(patron_abc_balance *balance, size_t pools)
{
    for (size_t p = 0; p < pools; p++) {
        int64_t cost = 4000 + 100 * (int64_t)p;
        uint32_t basis = PATRON_ABC_CAPACITY;
        double capacity = 2e6, quantity = 1e6;
        walk_must(
            patron_abc_rates(1, &cost, &basis, &capacity, NULL, &quantity, &balance[p], NULL, NULL),
            "a balance");
    }
}

static const uint32_t walk_pool[WALK_COUNT] = {0, 1, 2, 3};
static const double walk_quantity[WALK_COUNT] = {1e6, 1e6, 1e6, 1e6};

static size_t walk_make_totals(void)
{
    size_t size = patron_abc_totals_size(WALK_COUNT);
    patron_abc_totals *totals = (patron_abc_totals *)walk_block[0];
    walk_must(patron_abc_totals_init(totals, size, WALK_COUNT, NULL), "totals");
    walk_must(patron_abc_totals_add(totals, size, WALK_COUNT, walk_pool, walk_quantity, NULL),
              "totals");
    return size;
}

/* Costs of two objects in two groups, of all rows. */
static size_t walk_make_costs(void)
{
    const uint32_t group[WALK_COUNT] = {0, 1, 0, 1}, object[WALK_COUNT] = {0, 0, 1, 1};
    patron_abc_balance balance[WALK_COUNT];
    size_t size = patron_abc_costs_size(WALK_COUNT, 2, 2);
    patron_abc_costs *costs = (patron_abc_costs *)walk_block[0];
    walk_make_balances(balance, WALK_COUNT);
    walk_must(patron_abc_costs_init(costs, size, WALK_COUNT, balance, group, 2, 2, NULL), "costs");
    walk_must(patron_abc_costs_add(costs, size, WALK_COUNT, walk_pool, object, walk_quantity, NULL),
              "costs");
    return size;
}

/* Seven periods from first on. */
size_t walk_make_track(int64_t first)
{
    const patron_track_chart chart = {10.0, 0.5, 5.0, 0.2, 1.0, 3.0};
    const double value[7] = {9.5, 11.25, 10.0, 8.75, 12.0, 17.5, 10.5};
    patron_track *track = (patron_track *)walk_block[0];
    walk_must(patron_track_init(track, patron_track_size(), &chart, first, NULL), "a track");
    walk_must(patron_track_add(track, patron_track_size(), 7, value, NULL), "a track");
    return patron_track_size();
}

/* Answers that vary: of WALK_COUNT attributes, one supplier. */
static size_t walk_make_moments(void)
{
    double rating[12 * WALK_COUNT], overall[12];
    size_t size = patron_cva_moments_size(WALK_COUNT);
    patron_cva_moments *moments = (patron_cva_moments *)walk_block[0];
    for (int i = 0; i < 12; i++) {
        for (int a = 0; a < WALK_COUNT; a++)
            rating[i * WALK_COUNT + a] = (i * (a + 2) + i * i * a) % 7;
        overall[i] = rating[i * WALK_COUNT] + i % 3;
    }
    walk_must(patron_cva_moments_init(moments, size, WALK_COUNT, NULL), "moments");
    walk_must(
        patron_cva_moments_add(moments, size, 0, 12, NULL, WALK_COUNT, 1, rating, overall, NULL),
        "moments");
    return size;
}

/* Periods of 30 days, of which the as-of day is behind the last. */
const patron_cohort_grid walk_cohort_grid = {WALK_FIRST_DAY - 30, 2 * WALK_FIRST_DAY,
                                             PATRON_COHORT_DAYS, 30};

static size_t walk_make_cohort(void)
{
    static unsigned char scratch[WALK_ROOM];
    const uint32_t customer[5] = {0, 1, 0, 2, 1};
    const int64_t amount[5] = {500, 300, -200, 400, 100};
    int32_t day[5];
    size_t size = patron_cohort_size(WALK_COUNT);
    patron_cohort *cohort = (patron_cohort *)walk_block[0];
    for (int i = 0; i < 5; i++)
        day[i] = walk_cohort_grid.from_day + 20 * i;
    walk_must(patron_cohort_init(cohort, size, &walk_cohort_grid, WALK_COUNT, NULL), "cohorts");
    walk_must(patron_cohort_add(cohort, size, 5, customer, day, amount, NULL, NULL, scratch,
                                sizeof scratch, 3, NULL, NULL),
              "cohorts");
    return size;
}

/* Of a module, or of the part of a module that a state has to itself. */
static size_t walk_make_state(const walk_function *function)
{
    if (strcmp(function->module, "track") == 0)
        return walk_make_track(100);
    if (strcmp(function->module, "cva") == 0)
        return walk_make_moments();
    if (strcmp(function->module, "cohort") == 0)
        return walk_make_cohort();
    if (strcmp(function->module, "sum") == 0)
        return walk_make_sum();
    if (strncmp(function->name, "patron_abc_totals_", 18) == 0)
        return walk_make_totals();
    if (strcmp(function->module, "abc") == 0)
        return walk_make_costs();
    return strcmp(function->module, "sketch") == 0 ? walk_make_sketch() : walk_make_ledger();
}

static size_t walk_encoded_sketch(void)
{
    uint64_t bytes;
    size_t size = walk_make_sketch();
    const patron_sketch *sketch = (const patron_sketch *)walk_block[0];
    walk_must(patron_sketch_encoded_size(sketch, size, &bytes, NULL), "an encoded sketch");
    walk_must(patron_sketch_encode(sketch, size, walk_block[1], (size_t)bytes, NULL),
              "an encoded sketch");
    return (size_t)bytes;
}

static size_t walk_encoded_totals(void)
{
    size_t size = walk_make_totals(), bytes = patron_abc_totals_encoded_size(WALK_COUNT);
    walk_must(patron_abc_totals_encode((const patron_abc_totals *)walk_block[0], size,
                                       walk_block[1], bytes, NULL),
              "encoded totals");
    return bytes;
}

static size_t walk_encoded_track(void)
{
    size_t size = walk_make_track(100);
    walk_must(patron_track_encode((const patron_track *)walk_block[0], size, walk_block[1],
                                  patron_track_encoded_size(), NULL),
              "an encoded track");
    return patron_track_encoded_size();
}

static size_t walk_encoded_moments(void)
{
    size_t size = walk_make_moments(), bytes = patron_cva_moments_encoded_size(WALK_COUNT);
    walk_must(patron_cva_moments_encode((const patron_cva_moments *)walk_block[0], size,
                                        walk_block[1], bytes, NULL),
              "encoded moments");
    return bytes;
}

static size_t walk_encoded_cohort(void)
{
    size_t size = walk_make_cohort(), bytes = patron_cohort_encoded_size(WALK_COUNT);
    walk_must(patron_cohort_encode((const patron_cohort *)walk_block[0], size, walk_block[1], bytes,
                                   NULL),
              "encoded cohorts");
    return bytes;
}

static size_t walk_encoded(const char *module)
{
    if (strcmp(module, "cohort") == 0)
        return walk_encoded_cohort();
    if (strcmp(module, "abc") == 0)
        return walk_encoded_totals();
    if (strcmp(module, "track") == 0)
        return walk_encoded_track();
    if (strcmp(module, "cva") == 0)
        return walk_encoded_moments();
    if (strcmp(module, "sketch") == 0)
        return walk_encoded_sketch();
    if (strcmp(module, "sum") == 0) {
        walk_must(patron_sum_encode((const patron_sum *)walk_block[0], walk_make_sum(),
                                    walk_block[1], patron_sum_encoded_size(), NULL),
                  "an encoded sum");
        return patron_sum_encoded_size();
    }
    static unsigned char scratch[WALK_ROOM];
    uint64_t bytes;
    size_t size = walk_make_ledger();
    const patron_ledger *ledger = (const patron_ledger *)walk_block[0];
    walk_must(patron_ledger_encoded_size(ledger, size, &bytes, NULL), "an encoded ledger");
    walk_must(patron_ledger_encode(ledger, size, scratch, sizeof scratch, walk_block[1],
                                   (size_t)bytes, NULL),
              "an encoded ledger");
    return (size_t)bytes;
}

void walk_fill_state(walk_case *c, int i)
{
    walk_slot *slot = &c->slot[i];
    slot->bytes = walk_make_state(c->function);
    if (strcmp(c->function->name, "patron_track_merge") == 0 && i > 0)
        slot->bytes = walk_make_track(107); /* where the other one ends */
    if (strcmp(c->function->name, "patron_sketch_init_refined") ==
        0) /* a refined sketch to be made */
        slot->bytes =
            patron_sketch_refined_size((uint32_t)c->slot[walk_find(c->function, "cells")].whole);
    memcpy(slot->content, walk_block[0], slot->bytes);
    if (strcmp(c->function->name, "patron_abc_costs_init") == 0)
        slot->bytes =
            patron_abc_costs_size((size_t)c->slot[walk_find(c->function, "n")].whole, 2, 2);
    if (c->function->argument[i].direction == WALK_OUT)
        memset(slot->content, 0xA5, slot->bytes);
}

void walk_fill_bytes(walk_case *c, int i)
{
    walk_slot *slot = &c->slot[i];
    if (strcmp(c->function->argument[i].name, "text") == 0) {
        slot->bytes = 192;
    } else {
        slot->bytes = walk_encoded(c->function->module);
        memcpy(slot->content, walk_block[1], slot->bytes);
    }
    if (c->function->argument[i].direction == WALK_OUT)
        memset(slot->content, 0xA5, slot->bytes);
}
