/*
 * Lifetime value by a schedule: each line of each period is its amount times the survival and the discount
 * factor of its own timing.
 *
 * Source: P. Berger and N. Nasr, "Customer Lifetime Value: Marketing Models and Applications" (1998).
 *
 * Survival and discount factors are products of as many numbers as there are periods: they are carried
 * in 104 bits, so that the value does not drift with the horizon. A customer is valued first and
 * written then, so that one who cannot be valued leaves nothing.
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"

typedef struct clv_schedule {
    uint32_t kind;
    double discount;
    size_t n;
    size_t lines;
    const patron_clv_line *line;
    size_t m;
    const double *discounts;
    const double *retention;
    const double *amount;
    const double *acquisition;
} clv_schedule;

/* Where the walk along the periods is: weights of 1 paid at the start and at the end of one. */
typedef struct clv_schedule_walk {
    clv_wide survival; /* at the start */
    clv_wide stayed;   /* at the end */
    clv_wide factor;   /* at the start */
    clv_wide later;    /* at the end */
    clv_wide step;     /* 1 / (1 + discount) of the period */
    clv_wide half;     /* its square root */
    numeric_pair sum;  /* of present values, less acquisition */
    double margin;
    double present_value;
} clv_schedule_walk;

static int32_t clv_schedule_check_line(const patron_clv_line *line, int64_t place,
                                       patron_fault *fault)
{
    if (line->kind < PATRON_CLV_INCOME || line->kind > PATRON_CLV_COST)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "line.kind", place, line->kind,
                                          "PATRON_CLV_INCOME or PATRON_CLV_COST");
    return patron_clv_check_timing(line->timing, "line.timing", place, fault);
}

/* All that is not of one customer. */
static int32_t clv_schedule_check(const clv_schedule *given, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (given->kind < PATRON_CLV_CONDITIONAL || given->kind > PATRON_CLV_CUMULATIVE)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "kind", -1, given->kind,
                                          "PATRON_CLV_CONDITIONAL or CUMULATIVE");
    if (given->discounts == NULL)
        status = patron_clv_check_discount(given->discount, "discount", -1, fault);
    for (size_t k = 0; status == PATRON_OK && k < given->lines; k++)
        status = clv_schedule_check_line(&given->line[k], (int64_t)k, fault);
    for (size_t t = 0; status == PATRON_OK && given->discounts != NULL && t < given->m; t++)
        status = patron_clv_check_discount(given->discounts[t], "discounts", (int64_t)t, fault);
    return status;
}

static int32_t clv_schedule_at(int32_t status, size_t column, patron_fault *fault)
{
    if (status != PATRON_OK && fault != NULL)
        fault->column = (int64_t)column;
    return status;
}

static int32_t clv_schedule_check_survival(const clv_schedule *given, size_t i, patron_fault *fault)
{
    const double *retention = given->retention + i * given->m;
    int32_t status = PATRON_OK;
    for (size_t t = 0; t < given->m && status == PATRON_OK; t++) {
        status = patron_clv_check_retention(retention[t], "retention", (int64_t)i, fault);
        if (status == PATRON_OK && given->kind == PATRON_CLV_CUMULATIVE && t > 0 &&
            retention[t] > retention[t - 1])
            status = patron_base_fault_real(fault, PATRON_E_RANGE, "retention", (int64_t)i,
                                            retention[t], "survival, at most the one before");
        status = clv_schedule_at(status, t, fault);
    }
    return status;
}

static int32_t clv_schedule_check_row(const clv_schedule *given, size_t i, patron_fault *fault)
{
    size_t cells = given->lines * given->m;
    const double *amount = cells > 0 ? given->amount + i * cells : NULL;
    int32_t status = clv_schedule_check_survival(given, i, fault);
    for (size_t k = 0; k < cells && status == PATRON_OK; k++)
        status = clv_schedule_at(patron_clv_check_amount(amount[k], "amount", (int64_t)i, fault), k,
                                 fault);
    if (status == PATRON_OK && given->acquisition != NULL)
        status = patron_clv_check_amount(given->acquisition[i], "acquisition", (int64_t)i, fault);
    return status;
}

static void clv_schedule_set_rate(clv_schedule_walk *walk, double discount)
{
    clv_wide one = clv_wide_of(1.0);
    walk->step = patron_clv_wide_quotient(one, patron_clv_wide_sum(one, clv_wide_of(discount)));
    walk->half = patron_clv_wide_root(walk->step);
}

static void clv_schedule_begin(const clv_schedule *given, size_t i, clv_schedule_walk *walk)
{
    double acquisition = given->acquisition != NULL ? given->acquisition[i] : 0.0;
    walk->survival = walk->stayed = clv_wide_of(1.0);
    walk->factor = walk->later = clv_wide_of(1.0);
    walk->sum = numeric_pair_make(0.0 - acquisition, 0.0);
    if (given->discounts == NULL)
        clv_schedule_set_rate(walk, given->discount);
}

/* What 1 of a line is worth now. */
static clv_wide clv_schedule_weight(const clv_schedule_walk *walk, uint32_t timing)
{
    clv_wide factor = walk->later;
    clv_wide alive = timing == PATRON_CLV_END_IF_RETAINED || timing == PATRON_CLV_MID_IF_RETAINED
                         ? walk->stayed
                         : walk->survival;
    if (timing == PATRON_CLV_NOW)
        factor = walk->factor;
    if (timing >= PATRON_CLV_MID_IF_RETAINED)
        factor = clv_wide_product(walk->factor, walk->half);
    return clv_wide_product(alive, factor);
}

/* Period t of customer i. */
static void clv_schedule_step(const clv_schedule *given, size_t i, size_t t,
                              clv_schedule_walk *walk)
{
    clv_wide stays = clv_wide_of(given->retention[i * given->m + t]);
    const double *amount = given->lines > 0 ? given->amount + i * given->lines * given->m : NULL;
    if (given->discounts != NULL)
        clv_schedule_set_rate(walk, given->discounts[t]);
    walk->survival = walk->stayed;
    walk->factor = walk->later;
    walk->stayed =
        given->kind == PATRON_CLV_CUMULATIVE ? stays : clv_wide_product(walk->survival, stays);
    walk->later = clv_wide_product(walk->factor, walk->step);
    numeric_pair margin = numeric_pair_make(0.0, 0.0);
    clv_wide value = clv_wide_of(0.0);
    for (size_t k = 0; k < given->lines; k++) {
        double paid = amount[k * given->m + t];
        if (given->line[k].kind == PATRON_CLV_COST)
            paid = 0.0 - paid;
        margin = numeric_pair_add(margin, paid);
        clv_wide weight = clv_schedule_weight(walk, given->line[k].timing);
        value = patron_clv_wide_sum(value, clv_wide_product(clv_wide_of(paid), weight));
    }
    walk->margin = numeric_pair_value(margin);
    walk->present_value = clv_wide_value(value);
    walk->sum = numeric_pair_add(walk->sum, walk->present_value);
}

/* The value of customer i: 0 where something is beyond a double. */
static int clv_schedule_value(const clv_schedule *given, size_t i, int with_trail, double *clv)
{
    patron_sum_exact sum;
    clv_schedule_walk walk;
    clv_schedule_begin(given, i, &walk);
    patron_sum_exact_init(&sum);
    if (given->acquisition != NULL)
        sum_exact_add(&sum, 0.0 - given->acquisition[i]);
    for (size_t t = 0; t < given->m; t++) {
        clv_schedule_step(given, i, t, &walk);
        if (!clv_finite(walk.present_value))
            return 0;
        if (with_trail && !(clv_finite(walk.margin) && clv_finite(clv_wide_value(walk.later)) &&
                            clv_finite(numeric_pair_value(walk.sum))))
            return 0;
        sum_exact_add(&sum, walk.present_value);
    }
    return patron_sum_exact_round(&sum, clv);
}

static void clv_schedule_write(const clv_schedule *given, size_t i, double clv,
                               patron_clv_period *trail)
{
    clv_schedule_walk walk;
    clv_schedule_begin(given, i, &walk);
    for (size_t t = 0; t < given->m; t++) {
        patron_clv_period *period = &trail[i * given->m + t];
        clv_schedule_step(given, i, t, &walk);
        period->margin = walk.margin;
        period->survival = clv_wide_value(walk.stayed);
        period->discount_factor = clv_wide_value(walk.later);
        period->present_value = walk.present_value;
        period->cumulative = t + 1 < given->m ? numeric_pair_value(walk.sum) : clv;
    }
}

static int32_t clv_schedule_check_null(const clv_schedule *given, const double *clv,
                                       patron_fault *fault)
{
    size_t n = given->n;
    int32_t status = patron_clv_check_column(given->lines, given->line, "line", fault);
    if (status == PATRON_OK && given->m > 0)
        status = patron_clv_check_column(n, given->retention, "retention", fault);
    if (status == PATRON_OK && given->m > 0 && given->lines > 0)
        status = patron_clv_check_column(n, given->amount, "amount", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, clv, "clv", fault);
    return status;
}

int32_t PATRON_CALL patron_clv_schedule(uint32_t kind, double discount, size_t n, size_t lines,
                                        const patron_clv_line *line, size_t m,
                                        const double *discounts, const double *retention,
                                        const double *amount, const double *acquisition,
                                        double *clv, patron_clv_period *trail, patron_fault *fault)
{
    const clv_schedule given = {kind, discount,  n,         lines,  line,
                                m,    discounts, retention, amount, acquisition};
    int32_t status = clv_schedule_check_null(&given, clv, fault);
    if (status == PATRON_OK)
        status = clv_schedule_check(&given, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        double value;
        status = clv_schedule_check_row(&given, i, fault);
        if (status == PATRON_OK && !clv_schedule_value(&given, i, trail != NULL, &value))
            status = patron_clv_fault_overflow("clv", (int64_t)i, fault);
        if (status != PATRON_OK)
            return status;
        clv[i] = value;
        if (trail != NULL)
            clv_schedule_write(&given, i, value, trail);
    }
    return status;
}
