#include "waterfall.h"

static size_t put(waterfall_step *step, size_t at, const char *name, int64_t amount, int is_sum)
{
    step[at].name = name;
    step[at].amount = amount;
    step[at].is_sum = is_sum;
    return at + 1;
}

static const char *const cost_names[COST_LEVELS] = {"cost of units",    "cost of orders",
                                                    "cost of products", "cost of the relation",
                                                    "cost of channels", "cost of the firm"};

/* From list to gross, then the levels, then the customers' profit. */
static size_t put_customer(waterfall_step *step, const int64_t revenue[6], const int64_t *cost,
                           int64_t profit)
{
    size_t at = put(step, 0, "list revenue", revenue[0], 1);
    at = put(step, at, "discounts on invoice", -revenue[1], 0);
    at = put(step, at, "rebates off invoice", -revenue[2], 0);
    at = put(step, at, "net revenue", revenue[3], 1);
    at = put(step, at, "cost of goods", -revenue[4], 0);
    at = put(step, at, "gross margin", revenue[5], 1);
    for (size_t level = 0; level <= PATRON_ABC_LEVEL_CUSTOMER; level++) {
        at = put(step, at, cost_names[level], -cost[level], 0);
    }
    return put(step, at, "customer profit", profit, 1);
}

size_t waterfall_of_customer(const served *made, const uint32_t *row,
                             waterfall_step step[WATERFALL_STEPS])
{
    const patron_profit_firm_result *firm = &made->firm;
    if (row == NULL) {
        const int64_t revenue[6] = {firm->list, firm->discount, firm->rebate,
                                    firm->net,  firm->goods,    firm->gross};
        return put_customer(step, revenue, made->level_cost, firm->carried);
    }
    const int64_t revenue[6] = {made->list[*row], made->on_invoice[*row], made->off_invoice[*row],
                                made->net[*row],  made->goods[*row],      made->gross[*row]};
    return put_customer(step, revenue, made->cost + *row * (size_t)COST_LEVELS, made->profit[*row]);
}

size_t waterfall_of_firm(const served *made, waterfall_step step[WATERFALL_STEPS])
{
    waterfall_step whole[WATERFALL_STEPS];
    size_t count = waterfall_of_customer(made, NULL, whole);
    if (made->has_firm) {
        count = put(whole, count, "held above customers", -made->uncarried.held, 0);
        count = put(whole, count, "idle capacity", -made->uncarried.idle, 0);
        count = put(whole, count, "unassigned", -made->uncarried.unassigned, 0);
        count = put(whole, count, "over-driven", made->uncarried.over_driven, 0);
        count = put(whole, count, "profit of the firm", made->firm.profit, 1);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        /* a sum without a step before it says what the last one said */
        const int again = whole[i].is_sum && kept > 0 && step[kept - 1].is_sum;
        if ((whole[i].is_sum && !again) || (!whole[i].is_sum && whole[i].amount != 0)) {
            step[kept++] = whole[i];
        } else if (again) {
            step[kept - 1] = whole[i];
        }
    }
    return kept;
}
