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

static size_t walk_make_state(const char *module)
{
    if (strcmp(module, "sum") == 0)
        return walk_make_sum();
    return strcmp(module, "sketch") == 0 ? walk_make_sketch() : walk_make_ledger();
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

static size_t walk_encoded(const char *module)
{
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
    slot->bytes = walk_make_state(c->function->module);
    if (walk_find(c->function, "cells") >= 0) /* a refined sketch to be made */
        slot->bytes =
            patron_sketch_refined_size((uint32_t)c->slot[walk_find(c->function, "cells")].whole);
    memcpy(slot->content, walk_block[0], slot->bytes);
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

/* Rows from the largest value to the smallest, equal ones in order. */
static void walk_fill_order(walk_case *c, int i)
{
    int v = walk_find(c->function, "value");
    uint32_t order[WALK_MANY] = {0};
    double value[WALK_MANY];
    size_t n = c->slot[i].bytes / sizeof *order;
    for (size_t k = 0; k < n; k++) {
        int64_t money;
        memcpy(&money, c->slot[v].content + 8 * k, 8);
        memcpy(&value[k], c->slot[v].content + 8 * k, 8);
        if (c->function->argument[v].type == WALK_I64)
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
    uint32_t length = (uint32_t)c->slot[walk_find(c->function, "m")].whole;
    for (uint32_t k = 0; k < c->slot[i].bytes / sizeof k; k++) {
        uint32_t place = k * length;
        memcpy(c->slot[i].content + k * sizeof place, &place, sizeof place);
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

void walk_recipe(walk_case *c)
{
    walk_set(c, "end_day", 2 * WALK_FIRST_DAY);
    walk_set(c, "from_day", 0);
    walk_set(c, "to_day", 2 * WALK_FIRST_DAY);
    if (strcmp(c->function->name, "patron_clv_schedule") == 0)
        walk_set(c, "kind", PATRON_CLV_CONDITIONAL);
    if (strcmp(c->function->module, "clv") == 0)
        walk_set(c, "line", 1);
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
        if (argument->type == WALK_STATE)
            walk_fill_state(c, i);
        else if (argument->type == WALK_BYTES && argument->direction != WALK_SCRATCH)
            walk_fill_bytes(c, i);
        else if (argument->form == WALK_VALUE && argument->element == sizeof(patron_history))
            walk_fill_histories(c, i);
        else if (strcmp(argument->name, "order") == 0 && argument->direction == WALK_IN)
            walk_fill_order(c, i);
        else if (strcmp(argument->name, "rate") == 0 && argument->pointer)
            walk_fill_rates(c, i);
        else if (strcmp(argument->name, "offset") == 0)
            walk_fill_offsets(c, i);
        else if (strcmp(argument->name, "period") == 0 && argument->direction == WALK_IN)
            walk_fill_periods(c, i);
        else if (strcmp(argument->name, "share") == 0 && argument->direction == WALK_IN &&
                 strcmp(c->function->module, "contract") == 0)
            walk_fill_shares(c, i);
        else if (strcmp(argument->name, "x") == 0 && strcmp(c->function->module, "spend") == 0)
            walk_fill_repeats(c, i);
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

const walk_extra walk_extras[] = {
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
