/*
 * The log-rank test of N. Mantel (1966), R. Peto and J. Peto (1972); J. Klein and M. Moeschberger (2003), 7.3.
 *
 * At each time of events the d who had it are d of the n at risk drawn by chance, so that a group with n_j of
 * those expects d n_j / n, with the covariance of the hypergeometric distribution. Expectations are kept
 * as a whole number and a fraction, because observed less expected may be small.
 *
 * The covariance of K groups has rank K - 1 at most: its rows sum to 0, and off its diagonal nothing is above 0.
 * Groups are taken out one by one, the variance of each being read as the sum of what ties it to those left, which
 * is 0 exactly where nothing does: so nothing is subtracted (as in migration_chain.h), and groups of thousands that
 * one event ties to others are compared by it. That gives (O - E)' V^- (O - E) and the rank at once, whichever
 * groups are empty.
 */
#include "../portability.h"
#include "survival_check.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include "../numeric/numeric_scratch.h"
#include "../numeric/numeric_sort.h"
#include "../numeric/numeric_tail.h"

#include <math.h>
#include <string.h>

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct survival_rival {
    uint64_t customers;
    uint64_t at_risk;
    uint64_t events; /* at this time */
    uint64_t observed;
    uint64_t expected;     /* whole events, and */
    numeric_pair fraction; /* fractions of one */
} survival_rival;

typedef struct survival_contest {
    size_t groups;
    survival_rival *rival;
    numeric_pair *covariance; /* [groups * groups], of which j >= k */
    double *matrix;           /* [groups * groups] */
    double *rest;             /* [groups] */
    uint32_t *order;          /* rows by duration */
    uint32_t *arrival;        /* rows by entry, or NULL */
} survival_contest;

static survival_contest survival_carve_contest(size_t n, uint32_t with_entry, size_t groups,
                                               numeric_scratch *carve)
{
    survival_contest contest;
    contest.groups = groups;
    contest.rival = numeric_scratch_take(carve, groups, sizeof *contest.rival);
    contest.covariance = numeric_scratch_take(carve, groups * groups, sizeof *contest.covariance);
    contest.matrix = numeric_scratch_take(carve, groups * groups, sizeof *contest.matrix);
    contest.rest = numeric_scratch_take(carve, groups, sizeof *contest.rest);
    contest.order = numeric_scratch_take(carve, n, sizeof *contest.order);
    contest.arrival = NULL;
    if (with_entry)
        contest.arrival = numeric_scratch_take(carve, n, sizeof *contest.arrival);
    memset(contest.rival, 0, groups * sizeof *contest.rival);
    memset(contest.covariance, 0, groups * groups * sizeof *contest.covariance);
    return contest;
}

/* A time with events of `events` customers, of at_risk. */
static void survival_compare(const survival_contest *contest, uint64_t at_risk, uint64_t events)
{
    double all = (double)at_risk;
    double spread = at_risk > 1 ? (double)events * (double)(at_risk - events) / (all - 1.0) : 0.0;
    for (size_t j = 0; j < contest->groups; j++) {
        survival_rival *rival = contest->rival + j;
        if (rival->at_risk == 0)
            continue;
        uint64_t draws = events * rival->at_risk;
        rival->observed += rival->events;
        rival->expected += draws / at_risk;
        rival->fraction = numeric_pair_add(rival->fraction, (double)(draws % at_risk) / all);
        double share = spread * ((double)rival->at_risk / all);
        numeric_pair *row = contest->covariance + j * contest->groups;
        for (size_t k = 0; k < j; k++)
            if (contest->rival[k].at_risk > 0)
                row[k] =
                    numeric_pair_add(row[k], -share * ((double)contest->rival[k].at_risk / all));
        row[j] = numeric_pair_add(row[j], share * ((double)(at_risk - rival->at_risk) / all));
    }
}

/* Those who leave at the time of row i: compared where there are events. Returns where they end. */
static size_t survival_depart(size_t i, size_t n, const survival_columns *columns,
                              const survival_contest *contest, uint64_t *at_risk)
{
    double time = columns->duration[contest->order[i]];
    uint64_t events = 0;
    size_t end = i;
    for (size_t j = 0; j < contest->groups; j++)
        contest->rival[j].events = 0;
    for (; end < n && columns->duration[contest->order[end]] == time; end++) {
        uint32_t event = columns->event[contest->order[end]];
        contest->rival[columns->group[contest->order[end]]].events += event;
        events += event;
    }
    if (events > 0)
        survival_compare(contest, *at_risk, events);
    for (size_t j = i; j < end; j++)
        contest->rival[columns->group[contest->order[j]]].at_risk--;
    *at_risk -= end - i;
    return end;
}

static void survival_contend(size_t n, const survival_columns *columns,
                             const survival_contest *contest)
{
    uint64_t at_risk = contest->arrival == NULL ? n : 0;
    size_t entered = 0;
    for (size_t i = 0; i < n; i++) {
        survival_rival *rival = contest->rival + columns->group[i];
        rival->customers++;
        rival->at_risk += contest->arrival == NULL;
    }
    for (size_t i = 0; i < n;) {
        double time = columns->duration[contest->order[i]];
        while (contest->arrival != NULL && entered < n &&
               columns->entry[contest->arrival[entered]] < time) {
            contest->rival[columns->group[contest->arrival[entered]]].at_risk++;
            at_risk++;
            entered++;
        }
        i = survival_depart(i, n, columns, contest, &at_risk);
    }
}

/* The covariance, both halves, and observed - expected. */
static void survival_lay_out(const survival_contest *contest)
{
    size_t groups = contest->groups;
    for (size_t j = 0; j < groups; j++) {
        const survival_rival *rival = contest->rival + j;
        double whole = (double)rival->observed - (double)rival->expected;
        contest->rest[j] = (whole - rival->fraction.high) - rival->fraction.low;
        for (size_t k = 0; k <= j; k++) {
            double covariance = numeric_pair_value(contest->covariance[j * groups + k]);
            contest->matrix[j * groups + k] = covariance;
            contest->matrix[k * groups + j] = covariance;
        }
    }
}

/* What ties group p to the groups after it. */
static double survival_tie(const survival_contest *contest, size_t p)
{
    double tie = 0.0;
    for (size_t k = p + 1; k < contest->groups; k++)
        tie -= contest->matrix[p * contest->groups + k];
    return tie;
}

/* Takes group p out: what ties it to those after it ties these to each other. */
static void survival_eliminate(const survival_contest *contest, size_t p, double tie)
{
    size_t groups = contest->groups;
    double *matrix = contest->matrix;
    for (size_t j = p + 1; j < groups; j++) {
        double factor = -matrix[p * groups + j] / tie;
        contest->rest[j] += factor * contest->rest[p];
        for (size_t k = p + 1; k < groups; k++)
            matrix[j * groups + k] += factor * matrix[p * groups + k];
    }
}

static void survival_decide(const survival_contest *contest, patron_survival_test_result *figures)
{
    size_t compared = 0;
    for (size_t j = 0; j < contest->groups; j++)
        if (contest->rival[j].expected > 0 || contest->rival[j].fraction.high > 0.0)
            compared++;
    size_t degrees = 0;
    double chi_square = 0.0;
    for (size_t p = 0; p < contest->groups; p++) {
        double tie = survival_tie(contest, p);
        if (!(tie > 0.0))
            continue;
        chi_square += contest->rest[p] * (contest->rest[p] / tie);
        survival_eliminate(contest, p, tie);
        degrees++;
    }
    if (compared < contest->groups)
        figures->notes |= PATRON_SURVIVAL_NOTE_EMPTY_GROUP;
    if (degrees + 1 < compared)
        figures->notes |= PATRON_SURVIVAL_NOTE_NOT_COMPARABLE;
    figures->degrees = (double)degrees;
    figures->chi_square = degrees > 0 ? chi_square : (double)NAN;
    figures->p =
        degrees > 0 ? patron_numeric_chi_square_tail(figures->degrees, chi_square) : (double)NAN;
}

static void survival_report_groups(const survival_contest *contest, patron_survival_group *of,
                                   double *variance)
{
    for (size_t j = 0; j < contest->groups; j++) {
        const survival_rival *rival = contest->rival + j;
        of[j].customers = rival->customers;
        of[j].observed = (double)rival->observed;
        of[j].expected = (double)rival->expected + numeric_pair_value(rival->fraction);
    }
    if (variance != NULL)
        memcpy(variance, contest->matrix, contest->groups * contest->groups * sizeof *variance);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t survival_check_groups(size_t n, const uint32_t *group, const void *scratch,
                                     size_t scratch_size, size_t need, size_t groups,
                                     patron_fault *fault)
{
    if (n > 0 && group == NULL)
        return patron_base_fault_null(fault, "group");
    if (groups == 0 || groups > SURVIVAL_GROUPS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "groups", -1, groups,
                                          "a count in [1, 256]");
    return patron_base_check_scratch(scratch, scratch_size, need, fault);
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_survival_log_rank_scratch_size(size_t n, uint32_t with_entry,
                                                         size_t groups)
{
    if (n > SURVIVAL_ROWS_MAX || groups > SURVIVAL_GROUPS_MAX)
        return SIZE_MAX;
    size_t need = numeric_scratch_need(NUMERIC_SCRATCH_SLACK, groups, sizeof(survival_rival));
    need = numeric_scratch_need(need, groups * groups, sizeof(numeric_pair));
    need = numeric_scratch_need(need, groups * groups, sizeof(double));
    need = numeric_scratch_need(need, groups, sizeof(double));
    need = numeric_scratch_need(need, n, sizeof(uint32_t));
    if (with_entry != 0)
        need = numeric_scratch_need(need, n, sizeof(uint32_t));
    return numeric_scratch_need(need, patron_numeric_sort_scratch_size(n, 1), 1);
}

int32_t PATRON_CALL patron_survival_log_rank(size_t n, const double *duration,
                                             const uint32_t *event, const uint32_t *group,
                                             const double *entry, void *scratch,
                                             size_t scratch_size, size_t groups,
                                             patron_survival_group *of, double *variance,
                                             patron_survival_test_result *result,
                                             patron_fault *fault)
{
    survival_columns columns = {duration, event, group, entry, NULL, groups};
    int32_t status = patron_survival_check_there(n, duration, event, fault);
    if (status == PATRON_OK)
        status = survival_check_groups(
            n, group, scratch, scratch_size,
            patron_survival_log_rank_scratch_size(n, entry != NULL, groups), groups, fault);
    if (status != PATRON_OK)
        return status;
    if (of == NULL)
        return patron_base_fault_null(fault, "of");
    status = patron_base_check_result(result, SURVIVAL_TEST_FIRST_SIZE, fault);
    if (status == PATRON_OK)
        status = patron_survival_check_rows(n, &columns, fault);
    if (status != PATRON_OK)
        return status;
    patron_survival_test_result figures = {0, 0, 0, 0.0, 0.0, 0.0};
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    survival_contest contest = survival_carve_contest(n, entry != NULL, groups, &carve);
    patron_numeric_sort_real(n, duration, 0, carve.at, NULL, contest.order);
    if (contest.arrival != NULL)
        patron_numeric_sort_real(n, entry, 0, carve.at, NULL, contest.arrival);
    survival_contend(n, &columns, &contest);
    survival_lay_out(&contest);
    survival_report_groups(&contest, of, variance);
    survival_decide(&contest, &figures);
    patron_base_write_result(result, &figures, sizeof figures);
    return PATRON_OK;
}
