/* Where the cost of each pool went, stage by stage, and what is idle. */
#include "cost_text.h"
#include "money.h"
#include "terminal.h"

static void put_money(FILE *file, const wording *said, int64_t minor)
{
    char text[MONEY_TEXT];
    money_format(text, minor, said->chosen->decimals, ',');
    fprintf(file, "%14s", text);
}

static void put_head(FILE *file, const char *title)
{
    fprintf(file, "\n  %-26s%14s%14s%12s%12s%12s\n", title, "cost", "assigned", "idle",
            "unassigned", "over-driven");
}

static void put_parts(FILE *file, const wording *said, const int64_t parts[5])
{
    char text[MONEY_TEXT];
    put_money(file, said, parts[0]);
    put_money(file, said, parts[1]);
    for (size_t i = 2; i < 5; i++) {
        money_format(text, parts[i], said->chosen->decimals, ',');
        fprintf(file, "%12s", parts[i] == 0 ? "-" : text);
    }
    putc('\n', file);
}

static void put_balance(FILE *file, const wording *said, const cost_pools *pools, size_t pool,
                        const patron_abc_balance *balance)
{
    const int64_t parts[5] = {balance->cost, balance->assigned, balance->idle, balance->unassigned,
                              balance->over_driven};
    char name[27];
    cost_pool_name(pools, pool, name, sizeof name);
    fprintf(file, "  %-26s", name);
    put_parts(file, said, parts);
}

static void put_sums(FILE *file, const wording *said, const patron_abc_sums *sums)
{
    const int64_t parts[5] = {sums->cost, sums->assigned, sums->idle, sums->unassigned,
                              sums->over_driven};
    fprintf(file, "  %-26s", "all");
    put_parts(file, said, parts);
}

/* What a pool has idle, and of how much. */
static void put_idle(FILE *file, const wording *said, const cost_pools *pools, size_t pool,
                     const patron_abc_balance *balance)
{
    char name[27];
    char money[MONEY_TEXT];
    char used[WORDING_NUMBER] = "";
    char quantity[WORDING_NUMBER];
    char capacity[WORDING_NUMBER];
    cost_pool_name(pools, pool, name, sizeof name);
    money_format(money, balance->idle, said->chosen->decimals, ',');
    fprintf(file, "  %-26s%15s", name, money);
    if (balance->basis == PATRON_ABC_CAPACITY) {
        wording_share(used, figures_share(balance->quantity, balance->capacity));
        money_format_real(quantity, balance->quantity, 0);
        money_format_real(capacity, balance->capacity, 0);
        fprintf(file, "   %s of %s used: %s", quantity, capacity, used);
    }
    putc('\n', file);
}

static void put_idles(FILE *file, const wording *said, const cost_run *run)
{
    const cost_stages *stages = &run->stages;
    fputs("\nWhat is idle: paid for, and used by nobody\n", file);
    for (size_t i = 0; i < stages->resources; i++) {
        if (stages->resource[i].idle != 0) {
            put_idle(file, said, &run->model.resources, i, &stages->resource[i]);
        }
    }
    for (size_t i = 0; i < stages->activities; i++) {
        if (stages->activity[i].idle != 0) {
            put_idle(file, said, &run->model.activities, i, &stages->activity[i]);
        }
    }
    if (run->customers.uncarried.idle == 0) {
        fputs("  nothing\n", file);
    }
}

/* Levels that no customer causes. */
static void put_held(FILE *file, const wording *said, const cost_run *run)
{
    for (size_t i = 0; i < run->stages.activities; i++) {
        if (run->stages.held[i] != 0) {
            char name[27];
            cost_pool_name(&run->model.activities, i, name, sizeof name);
            fprintf(file, "  %-26s", name);
            put_money(file, said, run->stages.held[i]);
            fprintf(file, "  held: %s-sustaining\n",
                    cost_level_name(run->model.activities.level[i]));
        }
    }
}

/* What resources cost by themselves, and with what others that serve them hand on. */
static void put_support(FILE *file, const wording *said, const cost_run *run)
{
    const cost_model *model = &run->model;
    if (model->support == NULL) {
        return;
    }
    fprintf(file, "\n  %-26s%14s%14s%14s\n", "support", "own cost", "handed on", "cost then");
    for (size_t i = 0; i < run->stages.resources; i++) {
        const int64_t own = model->own_cost[i];
        char name[27];
        cost_pool_name(&model->resources, i, name, sizeof name);
        fprintf(file, "  %-26s", name);
        put_money(file, said, own);
        put_money(file, said, model->resources.cost[i] - own);
        put_money(file, said, model->resources.cost[i]);
        putc('\n', file);
    }
    fprintf(file, "  %-26s", "all");
    put_money(file, said, run->stages.support.cost);
    put_money(file, said, 0);
    put_money(file, said, run->stages.support.operating + run->stages.support.unassigned);
    putc('\n', file);
}

void cost_text_stages(FILE *file, const wording *said, const cost_run *run)
{
    const cost_stages *stages = &run->stages;
    put_support(file, said, run);
    put_head(file, "resources");
    for (size_t i = 0; i < stages->resources; i++) { /* what is handed on whole is not there */
        if (stages->resource[i].cost != 0 || stages->resource[i].assigned != 0) {
            put_balance(file, said, &run->model.resources, i, &stages->resource[i]);
        }
    }
    put_sums(file, said, &stages->first);
    put_head(file, "activities");
    for (size_t i = 0; i < stages->activities; i++) {
        if (stages->held[i] == 0) {
            put_balance(file, said, &run->model.activities, i, &stages->activity[i]);
        }
    }
    put_sums(file, said, &stages->second);
    put_held(file, said, run);
    fputs("  cost = assigned + idle + unassigned - over-driven, to the cent, in every line\n",
          file);
    put_idles(file, said, run);
}
