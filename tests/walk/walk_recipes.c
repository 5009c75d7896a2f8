/* Valid columns and options for the walk. */
#include "walk_recipes.h"

#include <patron/patron.h>
#include <string.h>

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

void walk_set(walk_case *c, const char *name, uint64_t whole)
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
        if (strcmp(c->function->name, "patron_btyd_fit_regular") == 0) {
            options.kind = PATRON_BTYD_BG_CNBD;
            options.k = 2;
        }
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
