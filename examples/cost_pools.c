/* Resources and activities: pools of cost. */
#include "cost_model.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

enum pool_column { POOL_NAME, POOL_WHAT, POOL_BASIS, POOL_CAPACITY, POOL_RATE };

static const tables_form resource_form = {
    "resources.csv", 2, {"resource", "cost", "basis", "capacity", "rate", NULL}};
static const tables_form activity_form = {
    "activities.csv", 2, {"activity", "level", "basis", "capacity", "rate", NULL}};

static const char *const level_names[COST_LEVELS] = {"unit",     "order",   "product",
                                                     "customer", "channel", "corporate"};

const char *cost_level_name(uint32_t level)
{
    return level_names[level];
}

void cost_pool_name(const cost_pools *pools, size_t pool, char *text, size_t size)
{
    size_t name_size = 0;
    const char *name = customer_ids_name(&pools->names, pool, &name_size);
    fields_shorten(text, size, name, name_size);
}

/* One of these words; false after keeping the line as a bad one. */
static int read_word(table *open, size_t column, const char *const *words, size_t count,
                     const char *wrong, uint32_t *word)
{
    const csv_field *field = table_field(open, column);
    for (size_t i = 0; i < count; i++) {
        if (fields_is(field, words[i])) {
            *word = (uint32_t)i;
            return 1;
        }
    }
    table_bad(open, open->form->column[column], field, wrong);
    return 0;
}

/* A pool's basis, with the capacity or rate that this wants. */
static int read_basis(table *open, cost_pools *pools, size_t pool)
{
    static const char *const words[] = {"actual", "capacity", "standard"};
    double unit = 1;
    pools->basis[pool] = PATRON_ABC_ACTUAL;
    if (table_field(open, POOL_BASIS)->size > 0 &&
        !read_word(open, POOL_BASIS, words, 3, "is none of actual, capacity, standard",
                   &pools->basis[pool])) {
        return 0;
    }
    if (pools->basis[pool] == PATRON_ABC_CAPACITY) {
        return table_number(open, POOL_CAPACITY, 0.000001, 1e12, &pools->practical[pool]);
    }
    if (pools->basis[pool] == PATRON_ABC_STANDARD) {
        for (unsigned i = 0; i < open->all->chosen->decimals; i++) {
            unit *= 10;
        }
        const int read = table_number(open, POOL_RATE, 0, 1e12, &pools->standard[pool]);
        pools->standard[pool] *= unit;
        return read;
    }
    return 1;
}

static int read_pool(table *open, cost_pools *pools, size_t pool, int activities)
{
    if (!activities) {
        return table_money(open, POOL_WHAT, &pools->cost[pool]) && read_basis(open, pools, pool);
    }
    return read_word(open, POOL_WHAT, level_names, COST_LEVELS,
                     "is none of unit, order, product, customer, channel, corporate",
                     &pools->level[pool]) &&
           read_basis(open, pools, pool);
}

static void make_room(cost_pools *pools)
{
    if (pools->names.count < pools->capacity) {
        return;
    }
    pools->cost = memory_room(pools->cost, pools->names.count, &pools->capacity, sizeof(int64_t));
    pools->basis = memory_grow(pools->basis, pools->capacity, sizeof *pools->basis);
    pools->practical = memory_grow(pools->practical, pools->capacity, sizeof *pools->practical);
    pools->standard = memory_grow(pools->standard, pools->capacity, sizeof *pools->standard);
    pools->level = memory_grow(pools->level, pools->capacity, sizeof *pools->level);
}

void cost_pools_read(cost_pools *pools, tables *files, int activities)
{
    table open;
    customer_ids_open(&pools->names, NULL);
    make_room(pools);
    if (!table_open(&open, files, activities ? &activity_form : &resource_form, 0)) {
        return;
    }
    while (table_next(&open)) {
        const csv_field *name = table_field(&open, POOL_NAME);
        size_t known = 0;
        make_room(pools);
        pools->cost[pools->names.count] = 0;
        if (name->size == 0) {
            table_bad(&open, open.form->column[0], name, "");
        } else if (customer_ids_find(&pools->names, name->text, name->size, &known)) {
            table_bad(&open, open.form->column[0], name, "is there twice");
        } else if (read_pool(&open, pools, pools->names.count, activities)) {
            customer_ids_number(&pools->names, name->text, name->size);
        }
    }
    table_close(&open);
}

void cost_pools_free(cost_pools *pools)
{
    customer_ids_close(&pools->names);
    free(pools->cost);
    free(pools->basis);
    free(pools->practical);
    free(pools->standard);
    free(pools->level);
}
