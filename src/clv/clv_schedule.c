/*
 * Lifetime value by a schedule: each line of each period is its amount times the survival and the discount
 * factor of its own timing.
 *
 * Source: P. Berger and N. Nasr, "Customer Lifetime Value: Marketing Models and Applications" (1998).
 *
 * Survival and discount factors are products of as many numbers as there are periods: they are carried
 * in 104 bits, so that the value does not drift with the horizon. Up to CLV_SCHEDULE_NEAR periods the
 * discount factors stand in a table, and a customer whose survival and amounts are far from the ends of
 * the range of doubles goes the near way, in plain pairs; the others go the far way, in numbers whose
 * exponents have no end. The way depends on the customer and the rates alone.
 *
 * A customer is valued first and written then, so that one who cannot be valued leaves nothing.
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_unit.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"

#define CLV_SCHEDULE_LEAST                                                                         \
    1e-150 /* factors and survival above it, and below its inverse, are near */

enum { CLV_SCHEDULE_NEAR = 16 }; /* periods; the table is on the stack */

/* What 1 paid in the middle of each period is worth to who is there, and at the start of each, which is
   the end of the one before. */
typedef struct clv_schedule_table {
    int usable;
    double middle[CLV_SCHEDULE_NEAR];
    double start[CLV_SCHEDULE_NEAR + 1];
} clv_schedule_table;

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
    const clv_schedule_table *near; /* NULL: the far way, with those below */
    numeric_pair alive;             /* the near way: survival at the end */
    clv_wide survival;              /* at the start */
    clv_wide stayed;                /* at the end */
    clv_wide factor;                /* at the start */
    clv_wide later;                 /* at the end */
    clv_wide step;                  /* 1 / (1 + discount) of the period */
    clv_wide half;                  /* its square root */
    numeric_pair sum;               /* of present values, less acquisition */
    patron_clv_period period;       /* the last one */
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
    int32_t status = PATRON_OK;
    for (size_t t = 0; t < given->m && status == PATRON_OK; t++) {
        const double *retention = given->retention + i * given->m;
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

static void clv_schedule_begin(const clv_schedule *given, const clv_schedule_table *near, size_t i,
                               clv_schedule_walk *walk)
{
    double acquisition = given->acquisition != NULL ? given->acquisition[i] : 0.0;
    walk->near = near;
    walk->alive = numeric_pair_make(1.0, 0.0);
    walk->survival = walk->stayed = clv_wide_of(1.0);
    walk->factor = walk->later = clv_wide_of(1.0);
    walk->sum = numeric_pair_make(0.0 - acquisition, 0.0);
    if (near == NULL && given->discounts == NULL)
        clv_schedule_set_rate(walk, given->discount);
}

static void clv_schedule_fill(const clv_schedule *given, clv_schedule_table *table)
{
    clv_schedule_walk walk;
    table->usable = 0;
    if (given->m > CLV_SCHEDULE_NEAR)
        return;
    clv_wide later = clv_wide_of(1.0);
    table->start[0] = 1.0;
    for (size_t t = 0; t < given->m; t++) {
        clv_schedule_set_rate(&walk,
                              given->discounts != NULL ? given->discounts[t] : given->discount);
        double middle = clv_wide_value(clv_wide_product(later, walk.half));
        later = clv_wide_product(later, walk.step);
        double end = clv_wide_value(later);
        if (!(end >= CLV_SCHEDULE_LEAST && end <= 1.0 / CLV_SCHEDULE_LEAST))
            return;
        table->middle[t] = middle;
        table->start[t + 1] = end;
    }
    table->usable = 1;
}

/* What 1 of a line is worth now. */
static clv_wide clv_schedule_weight(const clv_schedule_walk *walk, uint32_t timing)
{
    clv_wide factor = walk->later;
    clv_wide alive = clv_unit_if_retained(timing) ? walk->stayed : walk->survival;
    if (timing == PATRON_CLV_NOW)
        factor = walk->factor;
    if (timing >= PATRON_CLV_MID_IF_RETAINED)
        factor = clv_wide_product(walk->factor, walk->half);
    return clv_wide_product(alive, factor);
}

/* What a line pays in period t. */
static double clv_schedule_paid(const clv_schedule *given, size_t i, size_t t, size_t line)
{
    double paid = given->amount[(i * given->lines + line) * given->m + t];
    return given->line[line].kind == PATRON_CLV_COST ? 0.0 - paid : paid;
}

static void clv_schedule_step_far(const clv_schedule *given, size_t i, size_t t,
                                  clv_schedule_walk *walk)
{
    clv_wide stays = clv_wide_of(given->retention[i * given->m + t]);
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
        double paid = clv_schedule_paid(given, i, t, k);
        clv_wide weight = clv_schedule_weight(walk, given->line[k].timing);
        margin = numeric_pair_add(margin, paid);
        value = patron_clv_wide_sum(value, clv_wide_product(clv_wide_of(paid), weight));
    }
    walk->period.margin = numeric_pair_value(margin);
    walk->period.survival = clv_wide_value(walk->stayed);
    walk->period.discount_factor = clv_wide_value(walk->later);
    walk->period.present_value = clv_wide_value(value);
}

/* Gives NaN where the far way must be gone. */
static void clv_schedule_step_near(const clv_schedule *given, size_t i, size_t t,
                                   clv_schedule_walk *walk)
{
    const clv_schedule_table *table = walk->near;
    double stays = given->retention[i * given->m + t];
    double before = walk->alive.high;
    numeric_pair after = numeric_two_product(before, stays);
    after = numeric_quick_two_sum(after.high, after.low + walk->alive.low * stays);
    if (given->kind == PATRON_CLV_CUMULATIVE)
        after = numeric_pair_make(stays, 0.0);
    walk->alive = after;
    numeric_pair margin = numeric_pair_make(0.0, 0.0);
    numeric_pair value = numeric_pair_make(0.0, 0.0);
    for (size_t k = 0; k < given->lines; k++) {
        uint32_t timing = given->line[k].timing;
        double paid = clv_schedule_paid(given, i, t, k);
        double worth = table->start[timing == PATRON_CLV_NOW ? t : t + 1];
        if (timing >= PATRON_CLV_MID_IF_RETAINED)
            worth = table->middle[t];
        worth *= clv_unit_if_retained(timing) ? after.high : before;
        margin = numeric_pair_add(margin, paid);
        value = numeric_pair_add(value, paid * worth);
    }
    int far = !(after.high >= CLV_SCHEDULE_LEAST || stays == 0.0 || before == 0.0);
    walk->period.margin = numeric_pair_value(margin);
    walk->period.survival = after.high;
    walk->period.discount_factor = table->start[t + 1];
    walk->period.present_value = far ? (double)NAN : numeric_pair_value(value) + 0.0;
}

/* Period t of customer i. */
static void clv_schedule_step(const clv_schedule *given, size_t i, size_t t,
                              clv_schedule_walk *walk)
{
    if (walk->near != NULL)
        clv_schedule_step_near(given, i, t, walk);
    else
        clv_schedule_step_far(given, i, t, walk);
    walk->sum = numeric_pair_add(walk->sum, walk->period.present_value);
    walk->period.cumulative = numeric_pair_value(walk->sum);
}

/* The value of customer i: 0 where something is beyond a double, or not near. */
static int clv_schedule_value(const clv_schedule *given, const clv_schedule_table *near, size_t i,
                              int with_trail, double *clv)
{
    patron_sum_exact sum;
    clv_schedule_walk walk;
    clv_schedule_begin(given, near, i, &walk);
    patron_sum_exact_init(&sum);
    if (given->acquisition != NULL)
        sum_exact_add(&sum, 0.0 - given->acquisition[i]);
    for (size_t t = 0; t < given->m; t++) {
        clv_schedule_step(given, i, t, &walk);
        if (!clv_finite(walk.period.present_value))
            return 0;
        if (with_trail &&
            !(clv_finite(walk.period.margin) && clv_finite(walk.period.discount_factor) &&
              clv_finite(walk.period.cumulative)))
            return 0;
        sum_exact_add(&sum, walk.period.present_value);
    }
    return patron_sum_exact_round(&sum, clv);
}

static void clv_schedule_write(const clv_schedule *given, const clv_schedule_table *near, size_t i,
                               double clv, patron_clv_period *trail)
{
    clv_schedule_walk walk;
    clv_schedule_begin(given, near, i, &walk);
    for (size_t t = 0; t < given->m; t++) {
        clv_schedule_step(given, i, t, &walk);
        trail[i * given->m + t] = walk.period;
    }
    if (given->m > 0)
        trail[(i + 1) * given->m - 1].cumulative = clv;
}

/* Customer i, checked, by the way that answers. */
static int32_t clv_schedule_row(const clv_schedule *given, const clv_schedule_table *table,
                                size_t i, double *clv, patron_clv_period *trail,
                                patron_fault *fault)
{
    double value;
    const clv_schedule_table *near = table->usable ? table : NULL;
    int32_t status = clv_schedule_check_row(given, i, fault);
    if (status != PATRON_OK)
        return status;
    if (near != NULL && !clv_schedule_value(given, near, i, trail != NULL, &value))
        near = NULL;
    if (near == NULL && !clv_schedule_value(given, near, i, trail != NULL, &value))
        return patron_clv_fault_overflow("clv", (int64_t)i, fault);
    clv[i] = value;
    if (trail != NULL)
        clv_schedule_write(given, near, i, value, trail);
    return PATRON_OK;
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
    if (status != PATRON_OK)
        return status;
    clv_schedule_table table;
    clv_schedule_fill(&given, &table);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = clv_schedule_row(&given, &table, i, clv, trail, fault);
    return status;
}
