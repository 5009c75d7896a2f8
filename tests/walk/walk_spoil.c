/* Faults that no range in a header holds, and how the walk provokes each. */
#include "walk_recipes.h"

#include <patron/patron.h>
#include <string.h>

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
