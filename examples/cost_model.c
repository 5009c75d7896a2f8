#include "cost_model.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Shares of the amounts that are cost of goods: of a category, and of all others by "*". */
static void read_goods(cost_model *model, const receipts *all)
{
    static const tables_form form = {"goods.csv", 2, {"category", "share", NULL}};
    table open;
    if (!table_open(&open, &model->files, &form, 1)) {
        return;
    }
    const size_t categories = all->categories.count;
    double other = 0;
    model->goods = memory_new(categories + 1, sizeof *model->goods);
    for (size_t i = 0; i < categories; i++) {
        model->goods[i] = -1;
    }
    while (table_next(&open)) {
        uint32_t category = 0;
        double share = 0;
        const int others = fields_is(table_field(&open, 0), "*");
        if ((others ||
             cost_find(&open, 0, &all->categories, "is in no receipt (--category)", &category)) &&
            table_number(&open, 1, 0, 1, &share)) {
            *(others ? &other : &model->goods[category]) = share;
        }
    }
    table_close(&open);
    model->goods[categories] = other;
    for (size_t i = 0; i < categories; i++) {
        model->goods[i] = model->goods[i] < 0 ? other : model->goods[i];
    }
}

/* The share of each level's cost that would end with the customer. */
static void read_levels(cost_model *model)
{
    static const tables_form form = {"levels.csv", 2, {"level", "avoidable", NULL}};
    table open;
    for (size_t level = 0; level < COST_LEVELS; level++) {
        model->avoidable[level] = 1;
    }
    if (!table_open(&open, &model->files, &form, 1)) {
        return;
    }
    while (table_next(&open)) {
        uint32_t level = 0;
        double share = 0;
        while (level < COST_LEVELS && !fields_is(table_field(&open, 0), cost_level_name(level))) {
            level++;
        }
        if (level == COST_LEVELS) {
            table_bad(&open, "level", table_field(&open, 0),
                      "is none of unit, order, product, customer, channel, corporate");
        } else if (table_number(&open, 1, 0, 1, &share)) {
            model->avoidable[level] = share;
        }
    }
    table_close(&open);
}

int cost_model_read(cost_model *model, const receipts *all, const options *chosen)
{
    memset(model, 0, sizeof *model);
    model->files.folder = chosen->cost_model;
    model->files.chosen = chosen;
    model->files.delimiter = chosen->delimiter;
    model->files.mark = chosen->mark;
    cost_pools_read(&model->resources, &model->files, 0);
    cost_pools_read(&model->activities, &model->files, 1);
    cost_drivers_read(model, all);
    read_goods(model, all);
    read_levels(model);
    return model->files.code;
}

void cost_model_free(cost_model *model)
{
    cost_pools_free(&model->resources);
    cost_pools_free(&model->activities);
    free(model->own_cost);
    free(model->support);
    free(model->use);
    free(model->term);
    free(model->event);
    free(model->goods);
    memset(model, 0, sizeof *model);
}
