#include "walk_recipes.h"

#include <patron/patron.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WALK_FIRST_CUSTOMER = 1001, WALK_FIRST_DAY = 10000 };

static uint64_t walk_block[2][WALK_ROOM / sizeof(uint64_t)]; /* states are 8-byte aligned */

static void walk_must(int32_t status, const char *what)
{
    if (status == PATRON_OK)
        return;
    fprintf(stderr, "the walk cannot make %s: %s\n", what, patron_status_name(status));
    exit(1);
}

/* ---------------------------------------------------------------------------------- the states */

static size_t walk_make_sum(void)
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
static void walk_make_balances(patron_abc_balance *balance, size_t pools)
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
static size_t walk_make_track(int64_t first)
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
static const patron_cohort_grid walk_cohort_grid = {WALK_FIRST_DAY - 30, 2 * WALK_FIRST_DAY,
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

static void walk_fill_state(walk_case *c, int i)
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

static void walk_fill_bytes(walk_case *c, int i)
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

/* --------------------------------------------------------------------------------- the columns */

static void walk_fill_histories(walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    size_t rows = c->slot[i].bytes / sizeof(patron_history);
    for (size_t k = 0; k < rows && argument->direction != WALK_OUT; k++) {
        patron_history history;
        memset(&history, 0, sizeof history);
        for (int32_t j = 0; j < 3; j++)
            walk_must(patron_history_add(&history, WALK_FIRST_DAY + 9 * j + (int32_t)k,
                                         j == 1 ? -40 : 250 + (int64_t)k, 10, NULL),
                      "a history");
        memcpy(c->slot[i].content + k * sizeof history, &history, sizeof history);
    }
}

/* Rows from the largest value to the smallest, equal ones in order; of what has no values, as they are. */
static void walk_fill_order(walk_case *c, int i)
{
    int v = walk_find(c->function, "value");
    if (v < 0)
        v = walk_find(c->function, "revenue");
    uint32_t order[WALK_MANY] = {0};
    double value[WALK_MANY];
    size_t n = c->slot[i].bytes / sizeof *order;
    for (size_t k = 0; k < n; k++) {
        int64_t money = 0;
        value[k] = 0.0;
        if (v >= 0) {
            memcpy(&money, c->slot[v].content + 8 * k, 8);
            memcpy(&value[k], c->slot[v].content + 8 * k, 8);
        }
        if (v >= 0 && c->function->argument[v].type == WALK_I64)
            value[k] = (double)money;
        size_t at = k;
        for (; at > 0 && value[order[at - 1]] < value[k]; at--)
            order[at] = order[at - 1];
        order[at] = (uint32_t)k;
    }
    memcpy(c->slot[i].content, order, c->slot[i].bytes);
}

/* Ragged rows that are all of the same length: one more place than rows. */
static void walk_fill_offsets(walk_case *c, int i)
{
    int lists = walk_find(c->function, "terms") < 0; /* else a term for each equation */
    uint32_t length = lists ? (uint32_t)c->slot[walk_find(c->function, "m")].whole : 1;
    for (uint32_t k = 0; k < c->slot[i].bytes / sizeof k; k++) {
        uint32_t place = k * length;
        memcpy(c->slot[i].content + k * sizeof place, &place, sizeof place);
    }
}

/* Terms of time equations: minutes and no columns. */
static void walk_fill_terms(walk_case *c, int i)
{
    for (size_t k = 0; k < c->slot[i].bytes / sizeof(patron_abc_term); k++) {
        patron_abc_term term = {0.5 + (double)k, PATRON_NONE, PATRON_NONE};
        memcpy(c->slot[i].content + k * sizeof term, &term, sizeof term);
    }
}

/* Rates of any kind: small, and above 0. */
static void walk_fill_rates(walk_case *c, int i)
{
    for (size_t k = 0; k < c->slot[i].bytes / sizeof(double); k++) {
        double rate = 0.01 + 0.001 * (double)k;
        memcpy(c->slot[i].content + k * sizeof rate, &rate, sizeof rate);
    }
}

/* Stages of a funnel that have one before them. */
static void walk_fill_stages(walk_case *c, int i)
{
    for (uint32_t k = 0; k < c->slot[i].bytes / sizeof k; k++) {
        uint32_t stage = 1 + k % (WALK_COUNT - 1);
        memcpy(c->slot[i].content + k * sizeof stage, &stage, sizeof stage);
    }
}

/* Cohorts that are won soon. */
static void walk_fill_periods(walk_case *c, int i)
{
    for (uint32_t k = 0; k < c->slot[i].bytes / sizeof k; k++)
        memcpy(c->slot[i].content + k * sizeof k, &k, sizeof k);
}

/* Shares of a cohort that is halved again and again. */
static void walk_fill_shares(walk_case *c, int i)
{
    double share = 1.0;
    for (size_t k = 0; k < c->slot[i].bytes / sizeof share; k++) {
        share *= 0.5;
        memcpy(c->slot[i].content + k * sizeof share, &share, sizeof share);
    }
}

/* Purchases of customers who have all bought again. */
static void walk_fill_repeats(walk_case *c, int i)
{
    for (uint32_t k = 0; k < c->slot[i].bytes / sizeof k; k++) {
        uint32_t repeats = k + 1;
        memcpy(c->slot[i].content + k * sizeof repeats, &repeats, sizeof repeats);
    }
}

/* Nobody ahead, nobody behind. */
static void walk_fill_zeros(walk_case *c, int i)
{
    memset(c->slot[i].content, 0, c->slot[i].bytes);
}

/* Levels of a scale that begins with the answer `lowest`. */
static void walk_fill_answers(walk_case *c, int i)
{
    int32_t lowest = (int32_t)c->slot[walk_find(c->function, "lowest")].whole;
    int32_t levels = (int32_t)c->slot[walk_find(c->function, "levels")].whole;
    for (size_t k = 0; k < c->slot[i].bytes / sizeof lowest; k++) {
        int32_t answer = lowest + (int32_t)k % levels;
        memcpy(c->slot[i].content + k * sizeof answer, &answer, sizeof answer);
    }
}

/* A scale of 1 to 5, and what is on it. */
static void walk_fill_scale(walk_case *c, int i)
{
    patron_satisfaction_scale scale;
    walk_must(patron_satisfaction_standard_scale(PATRON_SATISFACTION_FIVE, &scale, NULL),
              "a scale");
    memcpy(c->slot[i].content, &scale, sizeof scale);
}

static void walk_fill_scores(walk_case *c, int i)
{
    for (size_t k = 0; k < c->slot[i].bytes / sizeof(double); k++) {
        double score = 1.0 + (double)(k % 5);
        memcpy(c->slot[i].content + k * sizeof score, &score, sizeof score);
    }
}

static void walk_fill_reported(walk_case *c, int i)
{
    patron_fault fault;
    memset(&fault, 0, sizeof fault);
    fault.status = PATRON_E_RANGE;
    fault.kind = PATRON_FAULT_REAL;
    fault.row = 17;
    fault.column = -1;
    fault.real = 1.2;
    strcpy(fault.argument, "retention");
    strcpy(fault.expected, "a fraction in [0, 1]");
    memcpy(c->slot[i].content, &fault, sizeof fault);
}

/* Ratings of a scale, however many. */
static void walk_fill_ratings(walk_case *c, int i)
{
    for (size_t k = 0; k < c->slot[i].bytes / sizeof(double); k++) {
        double rating = 1.0 + 0.5 * (double)(k * k % 19);
        memcpy(c->slot[i].content + k * sizeof rating, &rating, sizeof rating);
    }
}

/* A checklist where everything can be earned. */
static void walk_fill_most(walk_case *c)
{
    walk_slot *slot = &c->slot[walk_find(c->function, "most")];
    const double most = 1e9;
    for (size_t k = 0; k < slot->bytes / sizeof most; k++)
        memcpy(slot->content + k * sizeof most, &most, sizeof most);
}

static void walk_set(walk_case *c, const char *name, uint64_t whole)
{
    int i = walk_find(c->function, name);
    if (i >= 0 && !c->function->argument[i].pointer)
        c->slot[i].whole = whole;
}

static void walk_set_rows(walk_case *c, size_t rows)
{
    int n = walk_find(c->function, "n");
    c->slot[n].whole = rows;
    for (int i = 0; i < c->function->argument_count; i++)
        if (c->function->argument[i].count == n)
            c->slot[i].bytes = rows * c->function->argument[i].element;
}

static void walk_fill_wholes(walk_case *c, const char *name, uint32_t below)
{
    int i = walk_find(c->function, name);
    if (i < 0 || !c->function->argument[i].pointer)
        return;
    for (uint32_t k = 0; k < c->slot[i].bytes / sizeof k; k++) {
        uint32_t value = k % below;
        memcpy(c->slot[i].content + k * sizeof k, &value, sizeof value);
    }
}

/* Pools, objects and balances that belong together. */
static void walk_fill_abc(walk_case *c)
{
    int quantity = walk_find(c->function, "quantity"), cost = walk_find(c->function, "cost");
    int of_one = strcmp(c->function->name, "patron_abc_object_quantities") == 0;
    walk_set(c, "wanted", 0);
    walk_set(c, "from", 0);
    walk_set(c, "to", 1);
    if (strcmp(c->function->name, "patron_abc_costs_init") == 0) {
        walk_set(c, "groups", 2);
        walk_set(c, "objects", 2);
        walk_fill_wholes(c, "group", 2);
    }
    walk_fill_wholes(c, "pool", WALK_COUNT);
    walk_fill_wholes(c, "object", of_one ? 1 : 2);
    walk_fill_wholes(c, "basis", 1);
    if (strcmp(c->function->name, "patron_abc_trace") == 0) {
        memset(c->slot[quantity].content, 0, c->slot[quantity].bytes);
        memset(c->slot[cost].content, 0, c->slot[cost].bytes);
    }
}

/* The grid of the state, customers who have not been seen, and ones who came within the grid. */
static void walk_fill_cohort(walk_case *c)
{
    int grid = walk_find(c->function, "grid"), seen = walk_find(c->function, "seen");
    if (grid >= 0 && c->function->argument[grid].direction == WALK_IN)
        memcpy(c->slot[grid].content, &walk_cohort_grid, sizeof walk_cohort_grid);
    if (seen >= 0)
        memset(c->slot[seen].content, 0, c->slot[seen].bytes);
    walk_set(c, "cumulative", 1);
    walk_set(c, "as_of_day", 2 * WALK_FIRST_DAY + 1);
    if (strcmp(c->function->name, "patron_cohort_from_customers") != 0)
        return;
    for (size_t k = 0; k < c->slot[walk_find(c->function, "first_day")].bytes / 4; k++) {
        int32_t first = WALK_FIRST_DAY + (int32_t)k, last = first + 9;
        memcpy(c->slot[walk_find(c->function, "first_day")].content + 4 * k, &first, sizeof first);
        memcpy(c->slot[walk_find(c->function, "last_day")].content + 4 * k, &last, sizeof last);
    }
}

/* Customers of three histories, rates that leave them where they are, and a model of them. */
static double walk_btyd_real(const char *name, size_t k)
{
    if (strcmp(name, "t_x") == 0)
        return 9.5 + (double)(k % 3);
    if (strcmp(name, "T") == 0)
        return 39.0;
    if (strcmp(name, "dropout") == 0)
        return k % 2 == 0 ? 0.8 : 2.5;
    if (strcmp(name, "covariance") == 0)
        return k % 9 == 0 ? 1e-3 : 0.0;
    return 0.01 + 0.002 * (double)(k % 5); /* covariates and their coefficients */
}

static void walk_fill_btyd(walk_case *c, int i)
{
    static const char *const columns[] = {"t_x",       "T",           "dropout",
                                          "covariate", "coefficient", "covariance"};
    const walk_argument *argument = &c->function->argument[i];
    const patron_btyd_model model = {
        PATRON_BTYD_BG_NBD, 0, 0.25, 4.5, 0.0, 0.0, 0.8, 2.5, 0.0, 0.0};
    walk_slot *slot = &c->slot[i];
    if (argument->direction != WALK_IN)
        return;
    if (strcmp(argument->name, "model") == 0 || strcmp(argument->name, "start") == 0)
        memcpy(slot->content, &model, sizeof model);
    if (strcmp(argument->name, "options") == 0) {
        patron_btyd_fit_options options;
        memcpy(&options, slot->content, sizeof options);
        options.kind = model.kind;
        options.max_iterations = 2; /* enough to have been everywhere */
        memcpy(slot->content, &options, sizeof options);
    }
    if (strcmp(argument->name, "ahead") == 0 || strcmp(argument->name, "horizon") == 0)
        slot->real = 26.0;
    if (strcmp(argument->name, "discount") == 0)
        slot->real = 0.003;
    for (uint32_t k = 0; k < slot->bytes / 4 && strcmp(argument->name, "x") == 0; k++) {
        uint32_t x = 1 + k % 3;
        memcpy(slot->content + 4 * k, &x, sizeof x);
    }
    for (size_t j = 0; j < sizeof columns / sizeof *columns; j++)
        for (size_t k = 0; k < slot->bytes / 8 && strcmp(argument->name, columns[j]) == 0; k++) {
            double value = walk_btyd_real(columns[j], k);
            memcpy(slot->content + 8 * k, &value, sizeof value);
        }
}

static void walk_fill_balances(walk_case *c, int i)
{
    patron_abc_balance balance[WALK_MANY];
    walk_make_balances(balance, c->slot[i].bytes / sizeof *balance);
    if (c->function->argument[i].direction == WALK_IN)
        memcpy(c->slot[i].content, balance, c->slot[i].bytes);
}

/* Segments that take all of the grid's two lowest scores. */
static void walk_fill_rules(walk_case *c, int i)
{
    const patron_rfm_rule rule = {1, 2, 1, 2, 1, 2};
    for (size_t k = 0; k < c->slot[i].bytes / sizeof rule; k++)
        memcpy(c->slot[i].content + k * sizeof rule, &rule, sizeof rule);
}

/* As many as anybody could ask for. */
static void walk_fill_plenty(walk_case *c, int i)
{
    const uint64_t plenty = 2147483647;
    for (size_t k = 0; k < c->slot[i].bytes / sizeof plenty; k++)
        memcpy(c->slot[i].content + k * sizeof plenty, &plenty, sizeof plenty);
}

/* Chances of a chain: everybody goes everywhere alike. */
static void walk_fill_chances(walk_case *c, int i)
{
    double chance = 1.0 / (double)c->slot[walk_find(c->function, "states")].whole;
    for (size_t k = 0; k < c->slot[i].bytes / sizeof chance; k++)
        memcpy(c->slot[i].content + k * sizeof chance, &chance, sizeof chance);
}

/* Of parameters that are known as well as each other, and apart. */
static void walk_fill_covariance(walk_case *c, int i)
{
    const double one = 1.0;
    size_t p = 0;
    while ((p + 1) * (p + 1) * sizeof one <= c->slot[i].bytes)
        p++;
    memset(c->slot[i].content, 0, c->slot[i].bytes);
    for (size_t k = 0; k < p; k++)
        memcpy(c->slot[i].content + k * (p + 1) * sizeof one, &one, sizeof one);
}

/* A curve by which one customer leaves at each step; customers watched from the start; counts of events. */
static void walk_fill_survival(walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    size_t steps = c->slot[i].bytes / sizeof(patron_survival_step);
    size_t cells = c->slot[i].bytes / sizeof(patron_survival_cell);
    const uint32_t one = 1;
    if (strcmp(argument->name, "entry") == 0)
        memset(c->slot[i].content, 0, c->slot[i].bytes);
    if (strcmp(argument->name, "last") == 0)
        c->slot[i].real = 1e6;
    for (size_t k = 0; k < c->slot[i].bytes / sizeof one && argument->type == WALK_U32; k++)
        if (strcmp(argument->name, "duration") == 0)
            memcpy(c->slot[i].content + k * sizeof one, &one, sizeof one);
    for (size_t k = 0; k < cells && strcmp(argument->name, "cell") == 0; k++) {
        patron_survival_cell cell = {0, 1, 0};
        memcpy(c->slot[i].content + k * sizeof cell, &cell, sizeof cell);
    }
    if (strcmp(argument->name, "step") != 0 || argument->direction != WALK_IN)
        return;
    for (size_t k = 0; k < steps; k++) {
        double there = (double)(steps - k), all = (double)steps;
        patron_survival_step step = {0, there, 1, 0, (there - 1) / all, .01, .5, .25};
        step.time = (double)(k + 1);
        memcpy(c->slot[i].content + k * sizeof step, &step, sizeof step);
    }
}

void walk_recipe(walk_case *c)
{
    if (strcmp(c->function->module, "abc") == 0)
        walk_fill_abc(c);
    if (strcmp(c->function->module, "cohort") == 0)
        walk_fill_cohort(c);
    walk_set(c, "end_day", 2 * WALK_FIRST_DAY);
    walk_set(c, "from_day", 0);
    walk_set(c, "to_day", 2 * WALK_FIRST_DAY);
    if (strcmp(c->function->name, "patron_clv_schedule") == 0)
        walk_set(c, "kind", PATRON_CLV_CONDITIONAL);
    if (strcmp(c->function->module, "clv") == 0)
        walk_set(c, "line", 1);
    if (strcmp(c->function->module, "apportion") == 0)
        walk_set(c, "total", 0); /* which nobody at all can share, too */
    if (strcmp(c->function->name, "patron_satisfaction_index") == 0) {
        c->slot[walk_find(c->function, "lowest")].real = -1e9;
        c->slot[walk_find(c->function, "highest")].real = 1e9;
    }
    if (strcmp(c->function->name, "patron_cva_checklist") == 0)
        walk_fill_most(c);
    if (strcmp(c->function->name, "patron_cva_moments_init") == 0)
        walk_set(c, "attributes", WALK_COUNT);
    if (strcmp(c->function->module, "sketch") == 0) {
        walk_set(c, "bits", 3);
        walk_set(c, "sum", 50);
    }
    if (strcmp(c->function->module, "ledger") == 0) {
        walk_set(c, "capacity", WALK_CAPACITY);
        walk_set(c, "row", 1);
        walk_set(c, "first", 0);
        walk_set(c, "customer", WALK_FIRST_CUSTOMER);
        walk_set(c, "new_customer", WALK_FIRST_CUSTOMER - 1);
        if (walk_find(c->function, "first") >= 0)
            walk_set_rows(c, WALK_CUSTOMERS);
    }
    for (int i = 0; i < c->function->argument_count; i++) {
        const walk_argument *argument = &c->function->argument[i];
        if (strcmp(c->function->module, "btyd") == 0)
            walk_fill_btyd(c, i);
        else if (strcmp(c->function->module, "survival") == 0)
            walk_fill_survival(c, i);
        else if (argument->type == WALK_STATE)
            walk_fill_state(c, i);
        else if (argument->type == WALK_BYTES && argument->direction != WALK_SCRATCH)
            walk_fill_bytes(c, i);
        else if (argument->form == WALK_VALUE && argument->element == sizeof(patron_history))
            walk_fill_histories(c, i);
        else if (argument->form == WALK_VALUE && argument->element == sizeof(patron_abc_balance))
            walk_fill_balances(c, i);
        else if (strcmp(argument->name, "rule") == 0 && argument->direction == WALK_IN)
            walk_fill_rules(c, i);
        else if (strcmp(argument->name, "tested") == 0)
            walk_fill_plenty(c, i);
        else if (strcmp(argument->name, "threshold") == 0 && argument->direction == WALK_IN)
            walk_fill_zeros(c, i);
        else if (strcmp(argument->name, "order") == 0 && argument->direction == WALK_IN)
            walk_fill_order(c, i);
        else if (strcmp(argument->name, "stage") == 0 && argument->direction == WALK_IN)
            walk_fill_stages(c, i);
        else if (strcmp(argument->name, "rate") == 0 && argument->pointer)
            walk_fill_rates(c, i);
        else if (strcmp(argument->name, "carry") == 0 ||
                 strcmp(argument->name, "contraction") == 0 ||
                 (strcmp(c->function->name, "patron_apportion_round") == 0 &&
                  strcmp(argument->name, "value") == 0))
            walk_fill_zeros(c, i);
        else if (strcmp(argument->name, "offset") == 0)
            walk_fill_offsets(c, i);
        else if (strcmp(argument->name, "term") == 0)
            walk_fill_terms(c, i);
        else if (strcmp(argument->name, "covariance") == 0)
            walk_fill_covariance(c, i);
        else if (strcmp(c->function->module, "migration") == 0 && argument->direction == WALK_IN &&
                 (strcmp(argument->name, "transition") == 0 ||
                  strcmp(argument->name, "prior") == 0))
            walk_fill_chances(c, i);
        else if (strcmp(argument->name, "period") == 0 && argument->direction == WALK_IN)
            walk_fill_periods(c, i);
        else if (strcmp(argument->name, "share") == 0 && argument->direction == WALK_IN &&
                 strcmp(c->function->module, "contract") == 0)
            walk_fill_shares(c, i);
        else if (strcmp(argument->name, "x") == 0 && strcmp(c->function->module, "spend") == 0)
            walk_fill_repeats(c, i);
        else if (strcmp(argument->name, "answer") == 0 && argument->type == WALK_I32)
            walk_fill_answers(c, i);
        else if (strcmp(argument->name, "answer") == 0 || strcmp(argument->name, "score") == 0)
            walk_fill_scores(c, i);
        else if (strcmp(argument->name, "scale") == 0 && argument->direction == WALK_IN)
            walk_fill_scale(c, i);
        else if (strcmp(argument->name, "rating") == 0 || strcmp(argument->name, "overall") == 0)
            walk_fill_ratings(c, i);
        else if (strcmp(argument->name, "reported") == 0)
            walk_fill_reported(c, i);
        else if (strcmp(argument->name, "customer") == 0 && argument->type == WALK_U64 &&
                 argument->direction == WALK_IN && argument->pointer)
            for (size_t k = 0; k < c->slot[i].bytes / 8; k++) {
                uint64_t customer = WALK_FIRST_CUSTOMER + k % 4;
                memcpy(c->slot[i].content + 8 * k, &customer, sizeof customer);
            }
    }
}

/* ------------------------------------------------------------------ faults that no grammar holds */

static unsigned char *walk_content(walk_case *c, const char *name)
{
    return c->slot[walk_find(c->function, name)].content;
}

static void walk_put32(walk_case *c, const char *name, size_t row, uint32_t value)
{
    memcpy(walk_content(c, name) + 4 * row, &value, sizeof value);
}

static void walk_put64(walk_case *c, const char *name, size_t row, int64_t value)
{
    memcpy(walk_content(c, name) + 8 * row, &value, sizeof value);
}

static void walk_put_real(walk_case *c, const char *name, size_t row, double value)
{
    memcpy(walk_content(c, name) + 8 * row, &value, sizeof value);
}

static void walk_break_state(walk_case *c, const char *name)
{
    memset(walk_content(c, name), 0, 8);
}

static void walk_break_sum(walk_case *c)
{
    walk_break_state(c, "sum");
}

static void walk_vast_sum(walk_case *c)
{
    const double value[2] = {1.7e308, 1.7e308};
    size_t size = walk_make_sum();
    walk_must(patron_sum_add((patron_sum *)walk_block[0], size, 2, value, NULL), "a vast sum");
    memcpy(walk_content(c, "sum"), walk_block[0], size);
}

static void walk_break_ledger(walk_case *c)
{
    walk_break_state(c, "ledger");
}

static void walk_break_other(walk_case *c)
{
    walk_break_state(c, "other");
}

static void walk_break_bytes(walk_case *c)
{
    walk_content(c, "bytes")[c->slot[walk_find(c->function, "bytes")].bytes - 1] ^= 0x10;
}

static void walk_cut_bytes(walk_case *c)
{
    int i = walk_find(c->function, "bytes");
    c->slot[i].bytes--;
    c->slot[i + 1].whole--;
}

static void walk_no_bytes(walk_case *c)
{
    int i = walk_find(c->function, "bytes");
    c->slot[i].bytes = 0;
    c->slot[i + 1].whole = 0;
}

static void walk_break_magic(walk_case *c)
{
    walk_content(c, "bytes")[0] ^= 0x10;
}

static void walk_break_totals(walk_case *c)
{
    walk_break_state(c, "totals");
}

static void walk_break_costs(walk_case *c)
{
    walk_break_state(c, "costs");
}

static void walk_no_such_object(walk_case *c)
{
    walk_put32(c, "object", 5, 2);
}

static void walk_too_much_of_a_pool(walk_case *c)
{
    walk_put_real(c, "quantity", 5, 1e6 + 1.0);
}

static void walk_vast_value(walk_case *c)
{
    walk_put_real(c, "value", 3, 1.7e308);
    walk_put_real(c, "base", 3, 2.0);
}

static void walk_no_such_pool(walk_case *c)
{
    walk_put32(c, "pool", 5, WALK_COUNT);
}

static void walk_break_history(walk_case *c)
{
    patron_history history;
    memset(&history, 0, sizeof history);
    history.days = 3;
    memcpy(walk_content(c, "history") + 2 * sizeof history, &history, sizeof history);
}

static void walk_end_too_soon(walk_case *c)
{
    walk_set(c, "end_day", WALK_FIRST_DAY + 18 + 2); /* row k ends on day 18 + k */
}

static void walk_tiny_unit(walk_case *c)
{
    c->slot[walk_find(c->function, "days_per_unit")].real = 4.9e-324;
}

static void walk_most_money(walk_case *c)
{
    int amount = walk_find(c->function, "amount");
    if (c->function->argument[amount].pointer)
        walk_put64(c, "amount", 4, INT64_MAX); /* to the customer of row 0 */
    else
        c->slot[amount].whole = INT64_MAX;
}

static void walk_most_spend(walk_case *c)
{
    patron_history history;
    memcpy(&history, walk_content(c, "other"), sizeof history);
    history.spend = INT64_MAX;
    memcpy(walk_content(c, "other"), &history, sizeof history);
}

static void walk_two_max_receipts(walk_case *c)
{
    walk_put32(c, "customer", 1, 2);
    walk_put32(c, "customer", 4, 2);
    walk_put64(c, "amount", 1, INT64_MAX);
    walk_put64(c, "amount", 4, INT64_MAX);
}

static void walk_new_customers(walk_case *c)
{
    for (size_t k = 0; k < WALK_N; k++)
        walk_put64(c, "customer", k, (int64_t)(2000 + k));
}

/* A receipt more in a ledger of the case. */
static void walk_add(walk_case *c, const char *name, uint64_t customer, int64_t amount)
{
    walk_slot *slot = &c->slot[walk_find(c->function, name)];
    memcpy(walk_block[0], slot->content, slot->bytes);
    walk_must(patron_ledger_add((patron_ledger *)walk_block[0], slot->bytes, customer,
                                WALK_FIRST_DAY, amount, 0, NULL, NULL),
              "a receipt");
    memcpy(slot->content, walk_block[0], slot->bytes);
}

static void walk_full_ledger(walk_case *c)
{
    for (uint64_t k = WALK_CUSTOMERS; k < WALK_CAPACITY; k++)
        walk_add(c, "ledger", WALK_FIRST_CUSTOMER + k, 1);
    walk_set(c, "customer", 777);
    if (walk_find(c->function, "other") >= 0)
        walk_add(c, "other", 777, 1);
}

static void walk_rich_other(walk_case *c)
{
    walk_add(c, "other", WALK_FIRST_CUSTOMER + 1, INT64_MAX - 600);
}

static void walk_rich_household(walk_case *c)
{
    walk_add(c, "ledger", WALK_FIRST_CUSTOMER, 1000);
    walk_add(c, "ledger", WALK_FIRST_CUSTOMER + 1, INT64_MAX - 1000);
    walk_set(c, "new_customer", WALK_FIRST_CUSTOMER + 1);
}

static void walk_stranger(walk_case *c)
{
    walk_set(c, "customer", 777);
}

static void walk_no_such_row(walk_case *c)
{
    walk_set(c, "row", WALK_CUSTOMERS);
}

static void walk_past_the_last(walk_case *c)
{
    walk_set(c, "first", 1);
}

static void walk_small_capacity(walk_case *c)
{
    walk_set(c, "capacity", WALK_CUSTOMERS - 1);
}

static void walk_order_out_of_rows(walk_case *c)
{
    walk_put32(c, "order", 2, WALK_N);
}

static void walk_order_twice(walk_case *c)
{
    memcpy(walk_content(c, "order") + 8, walk_content(c, "order") + 4, 4);
}

static void walk_largest_values(walk_case *c)
{
    int money = c->function->argument[walk_find(c->function, "value")].type == WALK_I64;
    int order = walk_find(c->function, "order"), weight = walk_find(c->function, "weight");
    for (size_t k = 0; k < 2; k++)
        if (money)
            walk_put64(c, "value", k, INT64_MAX);
        else
            walk_put_real(c, "value", k, 1.7e308);
    if (order >= 0)
        c->slot[order].absent = 1;
    if (weight >= 0)
        c->slot[weight].absent = 1;
    walk_settle(c);
}

static void walk_break_sketch(walk_case *c)
{
    walk_break_state(c, "sketch");
}

static void walk_break_cohort(walk_case *c)
{
    walk_break_state(c, "cohort");
}

static void walk_rich_customers(walk_case *c)
{
    walk_put64(c, "spend", 1, INT64_MAX);
    walk_put64(c, "spend", 4, INT64_MAX);
}

static void walk_largest_moves(walk_case *c)
{
    int money = c->function->argument[walk_find(c->function, "before")].type == WALK_I64;
    for (size_t k = 0; k < 2; k++)
        if (money)
            walk_put64(c, "before", k, INT64_MAX);
        else
            walk_put_real(c, "before", k, 1.7e308);
}

static void walk_range_reversed(walk_case *c)
{
    walk_set(c, "high", (uint64_t)INT64_MIN);
}

static void walk_rank_of_nobody(walk_case *c)
{
    walk_set(c, "rank", 6);
}

static void walk_beyond_the_peak(walk_case *c)
{
    walk_set(c, "sum", 3000221);
}

static void walk_cuts_crossed(walk_case *c)
{
    patron_pareto_class_options options;
    memcpy(&options, walk_content(c, "options"), sizeof options);
    options.cut_a = 0.7;
    options.cut_b = 0.6;
    memcpy(walk_content(c, "options"), &options, sizeof options);
}

static void walk_reserved(walk_case *c)
{
    patron_pareto_class_options options;
    memcpy(&options, walk_content(c, "options"), sizeof options);
    options.reserved = 1;
    memcpy(walk_content(c, "options"), &options, sizeof options);
}

static void walk_forever(walk_case *c)
{
    patron_clv_terms terms;
    memcpy(&terms, walk_content(c, "terms"), sizeof terms);
    terms.horizon = PATRON_CLV_FOREVER;
    memcpy(walk_content(c, "terms"), &terms, sizeof terms);
    for (size_t k = 0; k < WALK_N; k++) {
        walk_put_real(c, "discount", k, 0.1);
        walk_put_real(c, "retention", k, 0.8);
        walk_put_real(c, "growth", k, 0.0);
    }
    walk_put_real(c, "growth", 4, 0.5);
}

static void walk_endless_value(walk_case *c)
{
    walk_forever(c);
    walk_put_real(c, "growth", 4, 0.0);
    walk_put_real(c, "margin", 4, 1.7e308);
}

static void walk_last_date(walk_case *c)
{
    walk_put32(c, "year", 3, 5881580);
    walk_put32(c, "month", 3, 12);
}

static void walk_no_such_date(walk_case *c)
{
    walk_put32(c, "month", 3, 2);
    walk_put32(c, "day_of_month", 3, 30);
}

static void walk_last_day(walk_case *c)
{
    walk_put32(c, "day", 3, INT32_MAX);
}

static void walk_scale_reversed(walk_case *c)
{
    const patron_satisfaction_scale scale = {2.0, 1.0, -1.0, 1.0, 1.0, 0.5};
    memcpy(walk_content(c, "scale"), &scale, sizeof scale);
}

static void walk_bands_reversed(walk_case *c)
{
    const patron_satisfaction_scale scale = {-1e9, 1e9, 1.0, 1.0, 1.0, 0.5};
    memcpy(walk_content(c, "scale"), &scale, sizeof scale);
}

static void walk_off_the_table(walk_case *c)
{
    walk_put32(c, "answer", 3, 12);
}

static void walk_ratings_reversed(walk_case *c)
{
    c->slot[walk_find(c->function, "highest")].real = -1e9;
}

static void walk_no_weight(walk_case *c)
{
    for (size_t k = 0; k < WALK_COUNT; k++)
        walk_put_real(c, "weight", k, 0.0);
}

static void walk_too_many_yes(walk_case *c)
{
    walk_put64(c, "of", 5, 0);
    walk_put64(c, "yes", 5, 1);
}

static void walk_too_many_in_wave_2(walk_case *c)
{
    walk_put64(c, "of_2", 5, 0);
    walk_put64(c, "yes_2", 5, 1);
}

static void walk_too_many_bought(walk_case *c)
{
    walk_put64(c, "bought", 5, 1000);
}

static void walk_past_the_end(walk_case *c)
{
    c->slot[walk_find(c->function, "elapsed")].real = 12.0;
    c->slot[walk_find(c->function, "length")].real = 11.0;
}

static void walk_break_track(walk_case *c)
{
    walk_break_state(c, "track");
}

static void walk_of_another_chart(walk_case *c)
{
    walk_put_real(c, "other", 1, 11.0); /* the target stands behind the marks */
}

static void walk_not_the_next(walk_case *c)
{
    int i = walk_find(c->function, "other");
    c->slot[i].bytes = walk_make_track(108);
    memcpy(c->slot[i].content, walk_block[0], c->slot[i].bytes);
}

static void walk_smallest_before(walk_case *c)
{
    for (size_t k = 0; k < WALK_N; k++)
        walk_put_real(c, "value", k, k == 5 ? 1e300 : 1e-300);
}

static void walk_smallest_target(walk_case *c)
{
    int value = walk_find(c->function, "value");
    walk_put_real(c, value >= 0 ? "value" : "so_far", 4, 1e280);
    walk_put_real(c, "target", 4, 1e-280);
}

static void walk_smallest_base(walk_case *c)
{
    for (size_t k = 0; k < WALK_N; k++)
        walk_put_real(c, "value", k, k == 4 ? 1e300 : 1e-300);
    c->slot[walk_find(c->function, "base")].real = 1e-300;
}

static void walk_times_too_near(walk_case *c)
{
    for (size_t k = 0; k < WALK_N; k++)
        walk_put_real(c, "time", k, 1e-158 * (double)k);
}

static void walk_smallest_expectation(walk_case *c)
{
    walk_put_real(c, "performance", 4, 1e9);
    walk_put_real(c, "expectation", 4, 1e-305);
}

static void walk_smallest_deviation(walk_case *c)
{
    walk_put_real(c, "mean_1", 4, 0.0);
    walk_put_real(c, "mean_2", 4, 1e9);
    walk_put_real(c, "deviation_1", 4, 1e-305);
    walk_put_real(c, "deviation_2", 4, 0.0);
}

static void walk_smallest_cost(walk_case *c)
{
    for (size_t k = 0; k < WALK_N; k++)
        walk_put_real(c, "moved", k, 1.0);
    walk_put_real(c, "clv", 0, -1e250);
    walk_put_real(c, "clv", 1, 1e250);
    walk_put32(c, "from", 0, 0);
    walk_put32(c, "to", 0, 1);
    for (size_t k = 1; k < WALK_N; k++)
        walk_put32(c, "to", k, 0), walk_put32(c, "from", k, 0);
    c->slot[walk_find(c->function, "cost")].real = 1e-300;
}

static void walk_smallest_rate(walk_case *c)
{
    walk_put_real(c, "complaints", 4, 1e15);
    walk_put_real(c, "complaint_rate", 4, 1e-300);
}

static void walk_smallest_number_of_customers(walk_case *c)
{
    walk_put_real(c, "customers", 4, 1e-300);
    walk_put_real(c, "complaints", 4, 1e15);
}

static void walk_break_moments(walk_case *c)
{
    walk_break_state(c, "moments");
}

static void walk_fewer_attributes(walk_case *c)
{
    memset(walk_block, 0, sizeof walk_block);
    walk_must(patron_cva_moments_init((patron_cva_moments *)walk_block[0],
                                      patron_cva_moments_size(WALK_COUNT - 1), WALK_COUNT - 1,
                                      NULL),
              "moments");
    memcpy(walk_content(c, "other"), walk_block[0], patron_cva_moments_size(WALK_COUNT - 1));
}

static void walk_no_weight_at_all(walk_case *c)
{
    walk_slot *slot = &c->slot[walk_find(c->function, "weight")];
    memset(slot->content, 0, slot->bytes);
}

static void walk_no_raw_weight(walk_case *c)
{
    walk_slot *slot = &c->slot[walk_find(c->function, "raw")];
    memset(slot->content, 0, slot->bytes);
    walk_set(c, "kind", PATRON_CVA_STATED);
}

static void walk_level_line(walk_case *c)
{
    memset(walk_content(c, "line"), 0, 2 * sizeof(double));
}

static void walk_earned_too_much(walk_case *c)
{
    walk_put_real(c, "most", 3, 1.0);
}

static void walk_tiny_rivals(walk_case *c)
{
    walk_put_real(c, "rivals", 4, 4.9e-324);
}

/* Nearly no rating in row 0 but that of supplier 1, who is ours where one is. */
static void walk_tiny_ratings(walk_case *c)
{
    for (size_t s = 0; s < WALK_COUNT; s++)
        walk_put_real(c, "rating", s, s == 1 ? 1e9 : 4.9e-324);
    if (walk_find(c->function, "measure") >= 0)
        walk_set(c, "measure", PATRON_CVA_RATIO);
    if (walk_find(c->function, "rival") >= 0)
        walk_set(c, "rival", 2);
}

static void walk_tiny_answers(walk_case *c)
{
    walk_slot *slot = &c->slot[walk_find(c->function, "rating")];
    for (size_t k = 0; k < slot->bytes / sizeof(double); k++)
        walk_put_real(c, "rating", k, k % WALK_COUNT == 1 ? 1e9 : 4.9e-324);
    c->slot[walk_find(c->function, "segment")].absent = 1;
}

static void walk_tiny_cost(walk_case *c)
{
    for (size_t k = 0; k < WALK_COUNT; k++)
        walk_put_real(c, "cost", 4 * WALK_COUNT + k, 4.9e-324);
}

static void walk_tiny_second(walk_case *c)
{
    walk_put_real(c, "second", 4, 4.9e-324);
}

static void walk_tiny_surplus(walk_case *c)
{
    walk_put_real(c, "worth", 4, 4.9e-324);
    walk_put_real(c, "cost", 4, 0.0);
}

static void walk_endless_ratio(walk_case *c)
{
    walk_set(c, "criterion", PATRON_CPV_BY_RATIO);
    for (size_t k = 0; k < WALK_COUNT; k++) { /* of the rival in place 0 of row 4 */
        walk_put_real(c, "cost", 4 * WALK_COUNT * WALK_COUNT + k, 4.9e-324);
        walk_put_real(c, "benefit", 4 * WALK_COUNT * WALK_COUNT + k, 1e300);
    }
}

/* The sum of all purchases is infinite: a is 0.8. */
static void walk_no_discount(walk_case *c)
{
    c->slot[walk_find(c->function, "discount")].real = 0.0;
}

/* Nobody leaves, and purchases count for nearly ever. */
static void walk_nearly_no_discount(walk_case *c)
{
    const patron_btyd_model model = {PATRON_BTYD_NBD, 0, 0.25, 4.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    memcpy(walk_content(c, "model"), &model, sizeof model);
    c->slot[walk_find(c->function, "dropout")].absent = 1;
    c->slot[walk_find(c->function, "discount")].real = 4.9e-324;
}

/* The customer of row 4 has not been away, and may buy much more than a few times. */
static void walk_many_purchases(walk_case *c)
{
    walk_put_real(c, "t_x", 4, 39.0);
    c->slot[walk_find(c->function, "alpha")].absent = 1;
    c->slot[walk_find(c->function, "ahead")].real = 1e6;
    c->slot[walk_find(c->function, "q")].real = 0.5;
}

static void walk_more_histories(walk_case *c)
{
    walk_set(c, "capacity", 2);
}

static void walk_full_below_simple(walk_case *c)
{
    c->slot[walk_find(c->function, "full")].real = -1e9;
}

static void walk_farthest_apart(walk_case *c)
{
    c->slot[walk_find(c->function, "simple")].real = -1.7e308;
    c->slot[walk_find(c->function, "full")].real = 1.7e308;
}

static void walk_too_many_responses(walk_case *c)
{
    walk_put64(c, "responses", 5, 2147483647);
    walk_put64(c, "tested", 5, 2147483646);
}

static void walk_rule_reversed(walk_case *c)
{
    const patron_rfm_rule rule = {1, 2, 2, 1, 1, 2};
    memcpy(walk_content(c, "rule") + 2 * sizeof rule, &rule, sizeof rule);
}

static void walk_no_rfm_weight(walk_case *c)
{
    c->slot[walk_find(c->function, "r_weight")].real = 0.0;
    c->slot[walk_find(c->function, "f_weight")].real = 0.0;
    c->slot[walk_find(c->function, "m_weight")].real = 0.0;
}

static void walk_largest_cell(walk_case *c)
{
    walk_put32(c, "code", 0, 1);
    walk_put32(c, "code", 1, 1);
    walk_largest_values(c);
}

static void walk_from_nobody_to_many(walk_case *c)
{
    walk_put_real(c, "count", 5 * WALK_COUNT, 5e-324);
}

static void walk_few_in_between(walk_case *c)
{
    walk_put_real(c, "count", 1, 1e-290);
}

static void walk_smallest_benchmark(walk_case *c)
{
    walk_put_real(c, "benchmark", 1, 5e-324);
}

static void walk_least_cost(walk_case *c)
{
    walk_put_real(c, "cost", 5, 5e-324);
}

static void walk_smallest_churn(walk_case *c)
{
    int discount = walk_find(c->function, "discount");
    walk_put_real(c, "churn", 5, 5e-324);
    if (discount >= 0)
        c->slot[discount].absent = 1;
}

static void walk_vast_expansion(walk_case *c)
{
    walk_put64(c, "lost", 5, 0);
    walk_put64(c, "expansion", 5, INT64_MAX);
}

static void walk_vast_before(walk_case *c)
{
    walk_put64(c, "before", 5, INT64_MAX);
}

static void walk_smallest_gap(walk_case *c)
{
    walk_put_real(c, "gap", 5, 5e-324);
}

static void walk_day_to_come(walk_case *c)
{
    walk_put32(c, "last_day", 5, 2 * WALK_FIRST_DAY + 1);
}

static void walk_more_lost_for_reasons(walk_case *c)
{
    walk_put64(c, "customers", 5, 1000000);
}

const walk_extra walk_extras[] = {
    {"btyd_residual", walk_no_discount, PATRON_E_DIVERGES, "discount", 0},
    {"btyd_residual", walk_nearly_no_discount, PATRON_E_OVERFLOW, "transactions", 0},
    {"btyd_quantile", walk_many_purchases, PATRON_E_OVERFLOW, "counts", 4},
    {"btyd_distinct", walk_more_histories, PATRON_E_FULL, "capacity", -1},
    {"btyd_ratio_test", walk_full_below_simple, PATRON_E_RANGE, "full", -1},
    {"btyd_ratio_test", walk_farthest_apart, PATRON_E_OVERFLOW, "full", -1},
    {"abc_totals_", walk_break_totals, PATRON_E_CORRUPT, "totals", -1},
    {"abc_totals_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"abc_totals_add", walk_no_such_pool, PATRON_E_RANGE, "pool", 5},
    {"abc_totals_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"abc_totals_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"abc_totals_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"abc_totals_decoded_pools", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"abc_totals_decoded_pools", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"abc_totals_decoded_pools", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"abc_costs_", walk_break_costs, PATRON_E_CORRUPT, "costs", -1},
    {"abc_costs_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"abc_costs_add", walk_no_such_pool, PATRON_E_RANGE, "pool", 5},
    {"abc_costs_add", walk_no_such_object, PATRON_E_RANGE, "object", 5},
    {"abc_costs_add", walk_too_much_of_a_pool, PATRON_E_RANGE, "quantity", 5},
    {"cpv_value", walk_tiny_cost, PATRON_E_OVERFLOW, "ratio", 4},
    {"cpv_compare", walk_tiny_second, PATRON_E_OVERFLOW, "ratio", 4},
    {"cpv_split", walk_tiny_surplus, PATRON_E_OVERFLOW, "buyer_share", 4},
    {"cpv_changes", walk_endless_ratio, PATRON_E_OVERFLOW, "increase", 4},
    {"cva_weights", walk_no_raw_weight, PATRON_E_RANGE, "raw", -1},
    {"cva_scores", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_quality", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_quality", walk_tiny_ratings, PATRON_E_OVERFLOW, "ratio", -1},
    {"cva_price", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_price", walk_tiny_ratings, PATRON_E_OVERFLOW, "ratio", -1},
    {"cva_worth", walk_tiny_rivals, PATRON_E_OVERFLOW, "ratio", 4},
    {"cva_map", walk_level_line, PATRON_E_RANGE, "line.price_weight", -1},
    {"cva_head_to_head", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_head_to_head", walk_tiny_ratings, PATRON_E_OVERFLOW, "gap", -1},
    {"cva_change_needed", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_checklist", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_checklist", walk_earned_too_much, PATRON_E_RANGE, "point", 3},
    {"cva_intervals", walk_no_weight_at_all, PATRON_E_RANGE, "weight", -1},
    {"cva_intervals", walk_tiny_answers, PATRON_E_OVERFLOW, "quality", -1},
    {"cva_moments_merge", walk_fewer_attributes, PATRON_E_RANGE, "other", -1},
    {"cva_moments_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"cva_moments_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"cva_moments_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"cva_moments_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"cva_", walk_break_moments, PATRON_E_CORRUPT, "moments", -1},
    {"calendar_day", walk_last_date, PATRON_E_OVERFLOW, "day", 3},
    {"calendar_day", walk_no_such_date, PATRON_E_RANGE, "day_of_month", 3},
    {"calendar_add_months", walk_last_day, PATRON_E_OVERFLOW, "later", 3},
    {"clv_", walk_forever, PATRON_E_DIVERGES, "discount", 4},
    {"clv_constant", walk_endless_value, PATRON_E_OVERFLOW, "clv", 4},
    {"clv_levers", walk_endless_value, PATRON_E_OVERFLOW, "by_growth", 4},
    {"clv_break_even", walk_endless_value, PATRON_E_OVERFLOW, "to_acquire", 4},
    {"clv_retention_cost", walk_endless_value, PATRON_E_OVERFLOW, "clv", 4},
    {"clv_retention_ceilings", walk_endless_value, PATRON_E_OVERFLOW, "once", 4},
    {"concentration_", walk_order_out_of_rows, PATRON_E_RANGE, "order", 2},
    {"concentration_", walk_order_twice, PATRON_E_RANGE, "order", 2},
    {"concentration_", walk_largest_values, PATRON_E_OVERFLOW, "value", -1},
    {"history_add", walk_most_money, PATRON_E_OVERFLOW, "amount", -1},
    {"history_merge", walk_most_spend, PATRON_E_OVERFLOW, NULL, -1},
    {"history_check", walk_break_history, PATRON_E_CORRUPT, NULL, 2},
    {"history_summarize", walk_break_history, PATRON_E_CORRUPT, NULL, 2},
    {"history_summarize", walk_end_too_soon, PATRON_E_RANGE, "history.last_day", 3},
    {"history_summarize", walk_tiny_unit, PATRON_E_OVERFLOW, NULL, 0},
    {"history_from_receipts", walk_two_max_receipts, PATRON_E_OVERFLOW, "history.spend", 2},
    {"ledger_add", walk_most_money, PATRON_E_OVERFLOW, "amount", -1},
    {"ledger_add_many", walk_most_money, PATRON_E_OVERFLOW, "amount", 4},
    {"ledger_add_many", walk_new_customers, PATRON_E_FULL, "customer", 5},
    {"ledger_add", walk_full_ledger, PATRON_E_FULL, "customer", -1},
    {"ledger_merge", walk_full_ledger, PATRON_E_FULL, NULL, -1},
    {"ledger_merge", walk_rich_other, PATRON_E_OVERFLOW, "other", 1},
    {"ledger_rekey", walk_rich_household, PATRON_E_OVERFLOW, NULL, -1},
    {"ledger_get", walk_no_such_row, PATRON_E_RANGE, "row", -1},
    {"ledger_rows", walk_past_the_last, PATRON_E_RANGE, "n", -1},
    {"ledger_remove", walk_stranger, PATRON_E_UNKNOWN, "customer", -1},
    {"ledger_rekey", walk_stranger, PATRON_E_UNKNOWN, "customer", -1},
    {"ledger_grow", walk_small_capacity, PATRON_E_RANGE, "capacity", -1},
    {"ledger_decode", walk_small_capacity, PATRON_E_RANGE, "capacity", -1},
    {"ledger_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"ledger_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"ledger_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"ledger_encoded_count", walk_break_magic, PATRON_E_CORRUPT, "bytes", -1},
    {"ledger_encoded_count", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"ledger_encoded_count", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"ledger_", walk_break_ledger, PATRON_E_CORRUPT, "ledger", -1},
    {"ledger_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"sum_", walk_break_sum, PATRON_E_CORRUPT, "sum", -1},
    {"sum_total", walk_vast_sum, PATRON_E_OVERFLOW, "total", -1},
    {"sum_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"sum_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"sum_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"sum_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"mobility_matrix", walk_largest_moves, PATRON_E_OVERFLOW, "before", -1},
    {"pareto_", walk_order_out_of_rows, PATRON_E_RANGE, "order", 2},
    {"pareto_", walk_order_twice, PATRON_E_RANGE, "order", 2},
    {"pareto_", walk_largest_values, PATRON_E_OVERFLOW, "value", -1},
    {"pareto_classes", walk_cuts_crossed, PATRON_E_RANGE, "options.cut_b", -1},
    {"pareto_classes", walk_reserved, PATRON_E_STRUCT, "options.reserved", -1},
    {"profit_tiles", walk_order_out_of_rows, PATRON_E_RANGE, "order", 2},
    {"profit_tiles", walk_order_twice, PATRON_E_RANGE, "order", 2},
    {"cohort_", walk_break_cohort, PATRON_E_CORRUPT, "cohort", -1},
    {"cohort_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"cohort_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"cohort_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"cohort_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"cohort_encoded_periods", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"cohort_encoded_periods", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"cohort_encoded_periods", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"cohort_from_receipts", walk_two_max_receipts, PATRON_E_OVERFLOW, "amount", 1},
    {"cohort_add", walk_two_max_receipts, PATRON_E_OVERFLOW, "amount", 1},
    {"cohort_from_customers", walk_rich_customers, PATRON_E_OVERFLOW, "spend", 1},
    {"sketch_", walk_break_sketch, PATRON_E_CORRUPT, "sketch", -1},
    {"sketch_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"sketch_init_refined", walk_range_reversed, PATRON_E_RANGE, "high", -1},
    {"sketch_rank", walk_rank_of_nobody, PATRON_E_RANGE, "rank", -1},
    {"sketch_reach", walk_beyond_the_peak, PATRON_E_RANGE, "sum", -1},
    {"sketch_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"sketch_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"sketch_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"sketch_decoded_size", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"sketch_decoded_size", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"sketch_decoded_size", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"rfm_cells", walk_largest_cell, PATRON_E_OVERFLOW, "value", -1},
    {"rfm_mail", walk_too_many_responses, PATRON_E_RANGE, "responses", 5},
    {"rfm_segments", walk_rule_reversed, PATRON_E_RANGE, "rule.f_high", 2},
    {"rfm_weighted", walk_no_rfm_weight, PATRON_E_RANGE, "m_weight", -1},
    {"satisfaction_of_counts", walk_scale_reversed, PATRON_E_RANGE, "scale.highest", -1},
    {"satisfaction_of_counts", walk_bands_reversed, PATRON_E_RANGE, "scale.best", -1},
    {"satisfaction_tabulate", walk_off_the_table, PATRON_E_RANGE, "answer", 3},
    {"satisfaction_index", walk_ratings_reversed, PATRON_E_RANGE, "highest", -1},
    {"satisfaction_index", walk_no_weight, PATRON_E_RANGE, "weight", -1},
    {"satisfaction_rate", walk_too_many_yes, PATRON_E_RANGE, "yes", 5},
    {"satisfaction_share_change", walk_too_many_in_wave_2, PATRON_E_RANGE, "yes_2", 5},
    {"satisfaction_repurchase", walk_too_many_bought, PATRON_E_RANGE, "bought", 5},
    {"satisfaction_gap", walk_smallest_expectation, PATRON_E_OVERFLOW, "ratio", 4},
    {"satisfaction_mean_change", walk_smallest_deviation, PATRON_E_OVERFLOW, "t", 4},
    {"satisfaction_step", walk_smallest_cost, PATRON_E_OVERFLOW, "ratio", -1},
    {"satisfaction_iceberg", walk_smallest_rate, PATRON_E_OVERFLOW, "dissatisfied", 4},
    {"satisfaction_iceberg", walk_smallest_number_of_customers, PATRON_E_OVERFLOW, "share", 4},
    {"migration_equity", walk_vast_value, PATRON_E_OVERFLOW, "value", -1},
    {"churn_lifetime", walk_smallest_churn, PATRON_E_OVERFLOW, "lifetime", 5},
    {"churn_step", walk_smallest_churn, PATRON_E_OVERFLOW, "after", 5},
    {"churn_revenue", walk_vast_expansion, PATRON_E_OVERFLOW, "expansion", 5},
    {"churn_movements", walk_vast_before, PATRON_E_OVERFLOW, "before", -1},
    {"churn_inactive", walk_smallest_gap, PATRON_E_OVERFLOW, "overdue", 5},
    {"churn_inactive", walk_day_to_come, PATRON_E_RANGE, "last_day", 5},
    {"churn_reasons", walk_more_lost_for_reasons, PATRON_E_RANGE, "lost", -1},
    {"funnel_rates", walk_from_nobody_to_many, PATRON_E_OVERFLOW, "rate", 5},
    {"funnel_bottleneck", walk_smallest_benchmark, PATRON_E_OVERFLOW, "figure", 0},
    {"funnel_bottleneck_counts", walk_smallest_benchmark, PATRON_E_OVERFLOW, "figure", 0},
    {"funnel_lift", walk_few_in_between, PATRON_E_OVERFLOW, "worth", 0},
    {"funnel_plan", walk_least_cost, PATRON_E_OVERFLOW, "ratio", 5},
    {"funnel_plan_counts", walk_least_cost, PATRON_E_OVERFLOW, "ratio", 5},
    {"track_index", walk_smallest_base, PATRON_E_OVERFLOW, "index", 4},
    {"track_change", walk_smallest_before, PATRON_E_OVERFLOW, "rate", 5},
    {"track_target", walk_smallest_target, PATRON_E_OVERFLOW, "attainment", 4},
    {"track_run_rate", walk_smallest_target, PATRON_E_OVERFLOW, "attainment", 4},
    {"track_run_rate", walk_past_the_end, PATRON_E_RANGE, "elapsed", -1},
    {"track_slope", walk_times_too_near, PATRON_E_OVERFLOW, "value", -1},
    {"track_shares", walk_too_many_yes, PATRON_E_RANGE, "yes", 5},
    {"track_", walk_break_track, PATRON_E_CORRUPT, "track", -1},
    {"track_merge", walk_break_other, PATRON_E_CORRUPT, "other", -1},
    {"track_merge", walk_of_another_chart, PATRON_E_RANGE, "other", -1},
    {"track_merge", walk_not_the_next, PATRON_E_RANGE, "other", -1},
    {"track_decode", walk_break_bytes, PATRON_E_CORRUPT, "bytes", -1},
    {"track_decode", walk_cut_bytes, PATRON_E_SIZE, "bytes_size", -1},
    {"track_decode", walk_no_bytes, PATRON_E_SIZE, "bytes_size", -1},
};
const size_t walk_extra_count = sizeof walk_extras / sizeof *walk_extras;

/* A row of the table speaks of one function, of a twin, or (name ends in _) of all in a module that
   have the argument and the fault. */
int walk_extra_is_about(const walk_extra *extra, const walk_function *function)
{
    const char *name = function->name + strlen("patron_");
    size_t length = strlen(extra->function);
    const char *about = extra->argument;
    if (strncmp(name, extra->function, length) != 0)
        return 0;
    if (extra->function[length - 1] != '_')
        return name[length] == '\0' || strcmp(name + length, "_money") == 0;
    int i = walk_find(function, about);
    return i >= 0 && function->argument[i].direction != WALK_OUT &&
           (function->documented & 1u << extra->status) != 0;
}
