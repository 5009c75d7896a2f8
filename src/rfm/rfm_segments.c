/*
 * Segments by ordered rules. What covers the grid is counted by boxes: along each score the matching
 * rules change only where one begins or ends, so that a run of scores up to the next such place is
 * looked at once. A set of rules is a word: bit k for rule k, counted from 0.
 */
#include "rfm_column.h"

#include "../base/base_fault.h"

#include <string.h>

enum { RFM_SEGMENTS_RESULT_FIRST_SIZE = 72, RFM_RULES_TABLE = 20 };

/* What matches each score of r, f, m, where there are fewer than RFM_RULES_TABLE of them. */
typedef struct rfm_rule_table {
    uint64_t matching[3][RFM_RULES_TABLE];
} rfm_rule_table;

typedef struct rfm_segments_job {
    uint32_t bins;
    size_t n;
    const uint32_t *score[3]; /* r, f, m */
    size_t rules;
    const patron_rfm_rule *rule;
    uint32_t *segment;
    patron_rfm_rule_count *count;
} rfm_segments_job;

/* --- kernels ---------------------------------------------------------------------------------- */

static uint32_t rfm_rule_low(const patron_rfm_rule *rule, int axis)
{
    return axis == 0 ? rule->r_low : axis == 1 ? rule->f_low : rule->m_low;
}

static uint32_t rfm_rule_high(const patron_rfm_rule *rule, int axis)
{
    return axis == 0 ? rule->r_high : axis == 1 ? rule->f_high : rule->m_high;
}

/* Those of a set that match a score; *next is where the answer may change. */
static uint64_t rfm_rules_along(const rfm_segments_job *job, int axis, uint32_t score,
                                uint64_t among, uint32_t *next)
{
    uint64_t matching = 0;
    *next = job->bins + 1;
    for (size_t k = 0; k < job->rules; k++) {
        uint32_t low = rfm_rule_low(&job->rule[k], axis);
        uint32_t end = rfm_rule_high(&job->rule[k], axis) + 1;
        uint32_t change = score < low ? low : end;
        if ((among >> k & 1) == 0 || score >= end)
            continue;
        if (score >= low)
            matching |= (uint64_t)1 << k;
        if (change < *next)
            *next = change;
    }
    return matching;
}

static uint64_t rfm_rules_all(const rfm_segments_job *job)
{
    return job->rules < 64 ? ((uint64_t)1 << job->rules) - 1 : UINT64_MAX;
}

/* A box of the grid, or a customer: the number of the first rule that matches, from 1; 0 = none. */
static uint32_t rfm_rules_first(uint64_t matching)
{
    uint32_t first = 1;
    if (matching == 0)
        return 0;
    while ((matching >> (first - 1) & 1) == 0)
        first++;
    return first;
}

static void rfm_segments_box(const rfm_segments_job *job, uint64_t matching, uint64_t cells,
                             uint64_t code, patron_rfm_segments_result *figures, uint64_t *seen)
{
    uint32_t first = rfm_rules_first(matching);
    if (first == 0) {
        figures->holes += cells;
        if (figures->first_hole == 0) /* boxes come in the order of their first cells */
            figures->first_hole = code;
        return;
    }
    *seen |= (uint64_t)1 << (first - 1);
    if (job->count == NULL)
        return;
    job->count[first - 1].cells += cells;
    for (size_t k = first - 1; k < job->rules; k++)
        if (matching >> k & 1)
            job->count[k].cells_alone += cells;
}

static void rfm_segments_grid(const rfm_segments_job *job, patron_rfm_segments_result *figures)
{
    uint64_t all = rfm_rules_all(job);
    uint64_t seen = 0;
    uint32_t next_r, next_f, next_m;
    for (uint32_t r = 1; r <= job->bins; r = next_r) {
        uint64_t of_r = rfm_rules_along(job, 0, r, all, &next_r);
        for (uint32_t f = 1; f <= job->bins; f = next_f) {
            uint64_t of_f = rfm_rules_along(job, 1, f, of_r, &next_f);
            for (uint32_t m = 1; m <= job->bins; m = next_m) {
                uint64_t of_m = rfm_rules_along(job, 2, m, of_f, &next_m);
                uint64_t cells = (uint64_t)(next_r - r) * (next_f - f) * (next_m - m);
                uint64_t code = ((uint64_t)(r - 1) * job->bins + (f - 1)) * job->bins + m;
                rfm_segments_box(job, of_m, cells, code, figures, &seen);
            }
        }
    }
    for (size_t k = 0; k < job->rules; k++)
        figures->hidden += (seen >> k & 1) == 0 ? 1 : 0;
}

/* The rules that match a score, for as many scores as there is room for. */
static void rfm_segments_tabulate(const rfm_segments_job *job, rfm_rule_table *table)
{
    uint32_t next;
    for (int axis = 0; axis < 3; axis++)
        for (uint32_t score = 1; score <= job->bins && score < RFM_RULES_TABLE; score++)
            table->matching[axis][score] =
                rfm_rules_along(job, axis, score, rfm_rules_all(job), &next);
}

static uint64_t rfm_segments_match(const rfm_segments_job *job, const rfm_rule_table *table,
                                   uint32_t r, uint32_t f, uint32_t m)
{
    uint32_t next;
    if (job->bins < RFM_RULES_TABLE)
        return table->matching[0][r] & table->matching[1][f] & table->matching[2][m];
    uint64_t matching = rfm_rules_along(job, 0, r, rfm_rules_all(job), &next);
    matching = rfm_rules_along(job, 1, f, matching, &next);
    return rfm_rules_along(job, 2, m, matching, &next);
}

static void rfm_segments_customers(const rfm_segments_job *job, patron_rfm_segments_result *figures)
{
    rfm_rule_table table;
    rfm_segments_tabulate(job, &table);
    for (size_t i = 0; i < job->n; i++) {
        uint32_t r = job->score[0][i], f = job->score[1][i], m = job->score[2][i];
        uint64_t matching = 0;
        if (r == 0 || f == 0 || m == 0)
            figures->missing++;
        else
            matching = rfm_segments_match(job, &table, r, f, m);
        uint32_t first = rfm_rules_first(matching);
        figures->uncovered += first == 0 ? 1 : 0;
        figures->overlapping += (matching & (matching - 1)) != 0 ? 1 : 0;
        if (job->segment != NULL)
            job->segment[i] = first;
        if (job->count == NULL || first == 0)
            continue;
        job->count[first - 1].customers++;
        for (size_t k = first - 1; k < job->rules; k++)
            job->count[k].customers_alone += matching >> k & 1;
    }
    figures->uncovered -= figures->missing;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t rfm_rules_member(const rfm_segments_job *job, size_t row, uint32_t low,
                                uint32_t high, const char *low_name, const char *high_name,
                                patron_fault *fault)
{
    if (low < 1 || low > job->bins)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, low_name, (int64_t)row, low,
                                          "a score in [1, bins]");
    if (high < low || high > job->bins)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, high_name, (int64_t)row, high,
                                          "a score in [low, bins]");
    return PATRON_OK;
}

static int32_t rfm_rules_check(const rfm_segments_job *job, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t k = 0; k < job->rules && status == PATRON_OK; k++) {
        const patron_rfm_rule *rule = &job->rule[k];
        status =
            rfm_rules_member(job, k, rule->r_low, rule->r_high, "rule.r_low", "rule.r_high", fault);
        if (status == PATRON_OK)
            status = rfm_rules_member(job, k, rule->f_low, rule->f_high, "rule.f_low",
                                      "rule.f_high", fault);
        if (status == PATRON_OK)
            status = rfm_rules_member(job, k, rule->m_low, rule->m_high, "rule.m_low",
                                      "rule.m_high", fault);
    }
    return status;
}

static int32_t rfm_segments_score(const rfm_segments_job *job, size_t row, int axis,
                                  const char *argument, patron_fault *fault)
{
    if (job->score[axis][row] > job->bins)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, (int64_t)row,
                                          job->score[axis][row], "a score in [0, bins]");
    return PATRON_OK;
}

static int32_t rfm_segments_rows(const rfm_segments_job *job, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; i < job->n && status == PATRON_OK; i++) {
        status = rfm_segments_score(job, i, 0, "r", fault);
        if (status == PATRON_OK)
            status = rfm_segments_score(job, i, 1, "f", fault);
        if (status == PATRON_OK)
            status = rfm_segments_score(job, i, 2, "m", fault);
    }
    return status;
}

static int32_t rfm_segments_check(const rfm_segments_job *job,
                                  const patron_rfm_segments_result *result, patron_fault *fault)
{
    int32_t status =
        patron_rfm_check_count(job->bins, 2, RFM_BINS_MAX, "bins", "a number in [2, 1000]", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_rows(job->n, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, job->score[0], "r", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, job->score[1], "f", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, job->score[2], "m", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_count(job->rules, 0, PATRON_RFM_MOST_RULES, "rules",
                                        "a number in [0, 64]", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->rules, job->rule, "rule", fault);
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, RFM_SEGMENTS_RESULT_FIRST_SIZE, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_rfm_segments(uint32_t bins, size_t n, const uint32_t *r,
                                        const uint32_t *f, const uint32_t *m, size_t rules,
                                        const patron_rfm_rule *rule, uint32_t *segment,
                                        patron_rfm_rule_count *count,
                                        patron_rfm_segments_result *result, patron_fault *fault)
{
    rfm_segments_job job = {bins, n, {r, f, m}, rules, rule, NULL, NULL};
    patron_rfm_segments_result figures;
    memset(&figures, 0, sizeof figures);
    job.segment = segment;
    job.count = count;
    int32_t status = rfm_segments_check(&job, result, fault);
    if (status == PATRON_OK)
        status = rfm_rules_check(&job, fault);
    if (status == PATRON_OK)
        status = rfm_segments_rows(&job, fault);
    if (status != PATRON_OK)
        return status;
    if (count != NULL)
        memset(count, 0, rules * sizeof *count);
    figures.customers = n;
    rfm_segments_customers(&job, &figures);
    rfm_segments_grid(&job, &figures);
    figures.notes = (figures.missing > 0 ? PATRON_RFM_NOTE_MISSING : 0u) |
                    (figures.overlapping > 0 ? PATRON_RFM_NOTE_OVERLAP : 0u) |
                    (figures.hidden > 0 ? PATRON_RFM_NOTE_HIDDEN : 0u) |
                    (figures.holes > 0 ? PATRON_RFM_NOTE_HOLES : 0u);
    if (result != NULL)
        patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_rfm_default_rules(size_t capacity, patron_rfm_rule *rule, size_t *found,
                                             patron_fault *fault)
{
    static const patron_rfm_rule rules[PATRON_RFM_DEFAULT_RULES] = {
        {4, 5, 4, 5, 4, 5}, /* champions */
        {1, 1, 4, 5, 4, 5}, /* cannot lose */
        {4, 5, 1, 1, 1, 5}, /* new */
        {3, 3, 1, 1, 1, 5}, /* promising */
        {3, 5, 3, 5, 1, 5}, /* loyal */
        {3, 5, 2, 2, 1, 5}, /* potential loyalist */
        {1, 2, 3, 5, 3, 5}, /* at risk */
        {2, 2, 2, 5, 2, 5}, /* need attention */
        {2, 2, 1, 5, 1, 5}, /* about to sleep */
        {1, 1, 1, 2, 1, 2}, /* lost */
        {1, 1, 1, 5, 1, 5}, /* hibernating */
    };
    int32_t status = patron_rfm_check_count(capacity, 0, RFM_ROWS_MAX, "capacity",
                                            "a number in [0, 2147483647]", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(capacity, rule, "rule", fault);
    if (status != PATRON_OK)
        return status;
    if (found == NULL)
        return patron_base_fault_null(fault, "found");
    *found = PATRON_RFM_DEFAULT_RULES;
    size_t written = capacity < *found ? capacity : *found;
    for (size_t k = 0; k < written; k++)
        rule[k] = rules[k];
    return PATRON_OK;
}
