/*
 * Which stage holds a funnel back.
 *
 *     rate_k,   rate_k / b_k,   n_K max(0, b_k / rate_k - 1) value
 *
 * of a benchmark b. P. Kotler and K. Keller (2012), on the marketing funnel, look at the rates themselves.
 */
#include "../portability.h"
#include "funnel_row.h"

#include "../base/base_fault.h"

#include <math.h>

typedef struct funnel_question {
    uint32_t rule;
    size_t stages;
    const double *benchmark; /* or NULL */
    const double *value;     /* or NULL */
    uint32_t *stage;
    double *figure; /* or NULL */
    uint32_t *note; /* or NULL */
} funnel_question;

/* --- kernels ---------------------------------------------------------------------------------- */

/* NaN where it does not exist. */
static double funnel_figure(const funnel_question *asked, const funnel_row *row, size_t k,
                            double value)
{
    double rate = funnel_rate_at(row, k),
           benchmark = asked->benchmark != NULL ? asked->benchmark[k] : 1.0;
    if (k == 0 || asked->rule == PATRON_FUNNEL_LOWEST_RATE)
        return k == 0 ? (double)NAN : rate;
    if (!(benchmark > 0.0))
        return (double)NAN;
    if (asked->rule == PATRON_FUNNEL_BELOW_BENCHMARK)
        return rate / benchmark;
    if (!(rate > 0.0))
        return (double)NAN;
    return rate < benchmark ? funnel_last(row) * ((benchmark - rate) / rate) * value : 0.0;
}

static int funnel_is_worse(const funnel_question *asked, double figure, double worst)
{
    return asked->rule == PATRON_FUNNEL_LARGEST_GAIN ? figure > worst : figure < worst;
}

/* Fills figure[stages]; the bottleneck, or PATRON_NONE. */
static uint32_t funnel_bottleneck_of(const funnel_question *asked, const funnel_row *row,
                                     double value, double *figure)
{
    uint32_t stage = PATRON_NONE;
    double worst = asked->rule == PATRON_FUNNEL_LARGEST_GAIN ? 0.0 : (double)INFINITY;
    for (size_t k = 0; k < row->stages; k++) {
        figure[k] = funnel_figure(asked, row, k, value);
        if (!funnel_is_worse(asked, figure[k], worst))
            continue;
        worst = figure[k];
        stage = (uint32_t)k;
    }
    return stage;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t funnel_check_question(const funnel_question *asked, size_t n,
                                     const funnel_table *table, patron_fault *fault)
{
    int32_t status = patron_funnel_check_table(n, table, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_column(n, asked->stage, "stage", fault);
    if (status != PATRON_OK)
        return status;
    if (asked->rule > PATRON_FUNNEL_LARGEST_GAIN)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "rule", -1, asked->rule,
                                          "PATRON_FUNNEL_LOWEST_RATE to LARGEST_GAIN");
    status = patron_funnel_check_stages(asked->stages, fault);
    for (size_t k = 0; status == PATRON_OK && asked->benchmark != NULL && k < asked->stages; k++)
        if (!isnan(asked->benchmark[k]))
            status = patron_funnel_check_real(asked->benchmark[k], FUNNEL_COUNT_MAX, "benchmark",
                                              (int64_t)k, fault);
    return status;
}

static int32_t funnel_answer(const funnel_question *asked, const funnel_table *table, size_t i,
                             patron_fault *fault)
{
    funnel_row row;
    double value = asked->value != NULL ? asked->value[i] : 1.0, figure[FUNNEL_STAGES_MAX];
    int32_t status = patron_funnel_take(table, i, &row, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_real(value, FUNNEL_COUNT_MAX, "value", (int64_t)i, fault);
    if (status != PATRON_OK)
        return status;
    uint32_t stage = funnel_bottleneck_of(asked, &row, value, figure);
    for (size_t k = 0; k < row.stages; k++)
        if (isinf(figure[k]))
            return patron_funnel_fault_overflow("figure", (int64_t)i, fault);
    asked->stage[i] = stage;
    for (size_t k = 0; k < row.stages; k++)
        funnel_put(asked->figure, i * row.stages + k, figure[k]);
    funnel_put_note(asked->note, i, row.note);
    return PATRON_OK;
}

static int32_t funnel_answers(const funnel_question *asked, size_t n, const funnel_table *table,
                              patron_fault *fault)
{
    int32_t status = funnel_check_question(asked, n, table, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = funnel_answer(asked, table, i, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_funnel_bottleneck(uint32_t rule, size_t n, size_t stages,
                                             const double *count, const double *benchmark,
                                             const double *value, uint32_t *stage, double *figure,
                                             uint32_t *note, patron_fault *fault)
{
    funnel_question asked = {rule, stages, benchmark, value, NULL, NULL, NULL};
    asked.stage = stage;
    asked.figure = figure;
    asked.note = note;
    funnel_table table = patron_funnel_table_real(count, stages, "count");
    return funnel_answers(&asked, n, &table, fault);
}

int32_t PATRON_CALL patron_funnel_bottleneck_counts(uint32_t rule, size_t n, size_t stages,
                                                    const uint64_t *count, const double *benchmark,
                                                    const double *value, uint32_t *stage,
                                                    double *figure, uint32_t *note,
                                                    patron_fault *fault)
{
    funnel_question asked = {rule, stages, benchmark, value, NULL, NULL, NULL};
    asked.stage = stage;
    asked.figure = figure;
    asked.note = note;
    funnel_table table = patron_funnel_table_counts(count, stages, "count");
    return funnel_answers(&asked, n, &table, fault);
}
