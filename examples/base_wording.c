/* What the figures of the base mean, in a sentence each. */
#include "base_wording.h"
#include "dates.h"

#include <math.h>
#include <string.h>

/* "Why: what is not known." Empty for a part that is there. */
static int say_absence(const base_figures *base, int absence, const char *what,
                       char text[WORDING_SENTENCE])
{
    char period[WORDING_NUMBER];
    base_wording_period(&base->periods, period);
    text[0] = 0;
    if (absence == BASE_TOO_FEW) {
        snprintf(text, WORDING_SENTENCE, "%s: there are too few customers.", what);
    } else if (absence == BASE_SAME_FREQUENCY) {
        snprintf(text, WORDING_SENTENCE,
                 "%s: all of them bought on the same number of days, so nobody buys more often "
                 "than another.",
                 what);
    } else if (absence == BASE_SAME_RECENCY) {
        snprintf(text, WORDING_SENTENCE, "%s: all of them bought last on the same day.", what);
    } else if (absence == BASE_TOO_SHORT) {
        snprintf(text, WORDING_SENTENCE, "%s: nobody has been seen for long enough.", what);
    } else if (absence == BASE_NOBODY_AGAIN) {
        snprintf(text, WORDING_SENTENCE, "%s: nobody has bought on a second day yet.", what);
    }
    return absence != BASE_PRESENT;
}

/* Customers in some segments, and what they have brought. */
typedef struct some {
    uint64_t customers;
    int64_t money;
} some;

static some champions_of(const base_rfm *rfm)
{
    const patron_rfm_money_cell *of = &rfm->segment[PATRON_RFM_CHAMPIONS - 1];
    const some who = {of->customers, of->spend};
    return who;
}

/* Good customers who have not come for long. */
static some slipping_of(const base_rfm *rfm)
{
    const patron_rfm_money_cell *risk = &rfm->segment[PATRON_RFM_AT_RISK - 1];
    const patron_rfm_money_cell *lose = &rfm->segment[PATRON_RFM_CANNOT_LOSE - 1];
    const some who = {risk->customers + lose->customers, risk->spend + lose->spend};
    return who;
}

/* " and brought 41.2% of the spend"; empty where there is nothing to have a share of. */
static void say_share(const wording *said, const char *lead, const some *who,
                      char text[WORDING_SENTENCE])
{
    const base_rfm *rfm = &said->base->rfm;
    text[0] = 0;
    if (rfm->all.spend > 0) {
        char share[WORDING_NUMBER];
        wording_share(share, (double)who->money / (double)rfm->all.spend);
        snprintf(text, WORDING_SENTENCE, "%s%s of the %s", lead, share, wording_value(said));
    }
}

void base_wording_rfm(const wording *said, char text[WORDING_SENTENCE])
{
    const base_rfm *rfm = &said->base->rfm;
    char n[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char money[WORDING_SENTENCE];
    if (say_absence(said->base, rfm->absence,
                    "Customers cannot be told apart by when, how often "
                    "and for how much they buy",
                    text)) {
        return;
    }
    const some best = champions_of(rfm);
    const some slipping = slipping_of(rfm);
    wording_customers(n, (double)best.customers);
    wording_share(share, figures_share((double)best.customers, (double)rfm->customers));
    say_share(said, ", and brought ", &best, money);
    size_t size =
        best.customers == 0
            ? (size_t)snprintf(text, WORDING_SENTENCE,
                               "Nobody is a champion, buying lately, often and for much")
            : (size_t)snprintf(text, WORDING_SENTENCE,
                               "%s (%s) %s, buying lately, often and for much%.99s", n, share,
                               best.customers == 1 ? "is a champion" : "are champions", money);
    wording_customers(n, (double)slipping.customers);
    wording_share(share, figures_share((double)slipping.customers, (double)rfm->customers));
    say_share(said, ", with ", &slipping, money);
    if (slipping.customers == 0) {
        snprintf(text + size, WORDING_SENTENCE - size,
                 "; no other good customer is among those who bought longest ago.");
    } else {
        char since[DATES_TEXT];
        dates_format(since, rfm->last_day[1]);
        snprintf(text + size, WORDING_SENTENCE - size,
                 "; %s (%s) who used to buy often and for good money %s not bought since %s%.99s.",
                 n, share, slipping.customers == 1 ? "has" : "have", since, money);
    }
}

void base_line_rfm(const wording *said, char text[WORDING_SENTENCE])
{
    const base_rfm *rfm = &said->base->rfm;
    char best_share[WORDING_NUMBER];
    char slipping_share[WORDING_NUMBER];
    char money[WORDING_SENTENCE];
    if (rfm->absence != BASE_PRESENT) {
        strcpy(text, "customers cannot be told apart");
        return;
    }
    const some best = champions_of(rfm);
    const some slipping = slipping_of(rfm);
    wording_share(best_share, figures_share((double)best.customers, (double)rfm->customers));
    wording_share(slipping_share,
                  figures_share((double)slipping.customers, (double)rfm->customers));
    say_share(said, ", ", &best, money);
    snprintf(text, WORDING_SENTENCE, "%s champions%.40s; %s good but gone", best_share, money,
             slipping_share);
}

/* The oldest age that half the customers have reached. */
static size_t far_age(const base_cohorts *cohorts, const base_periods *periods)
{
    size_t age = periods->over - 1;
    while (age > 1 && 2 * cohorts->reached[age] < cohorts->reached[0]) {
        age--;
    }
    return age;
}

/* The last cohort that has been seen for a whole period after its own. */
static size_t latest_of(const base_cohorts *cohorts, const base_periods *periods)
{
    size_t latest = periods->over - 2;
    while (cohorts->cell[latest * periods->count].customers == 0) {
        latest--;
    }
    return latest;
}

/* Whether a share differs from another by more than twice what chance does: -1, 0, 1. */
static int differs(double a, double a_of, double b, double b_of)
{
    const double pooled = (a + b) / (a_of + b_of);
    const double error = sqrt(pooled * (1 - pooled) * (1 / a_of + 1 / b_of));
    const double difference = a / a_of - b / b_of;
    return difference > 2 * error ? 1 : difference < -2 * error ? -1 : 0;
}

/*
 * "; of the latest (2024 Q3) 22.0% were back 1 quarter later, fewer than the 31.0% of those before". Without
 * the first ones, among whom are all who were customers before the file begins.
 */
static void say_latest(const base_figures *base, const char *period, char text[WORDING_SENTENCE])
{
    const base_periods *periods = &base->periods;
    const base_cohorts *cohorts = &base->cohorts;
    const size_t latest = latest_of(cohorts, periods);
    const patron_cohort_cell *row = &cohorts->cell[latest * periods->count];
    const double of = (double)row[0].customers;
    const double again = (double)row[1].customers;
    const double of_others = (double)cohorts->reached[1] - (double)cohorts->cell[0].customers - of;
    const double others = (double)cohorts->again[1] - (double)cohorts->cell[1].customers - again;
    char name[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char before[WORDING_NUMBER];
    text[0] = 0;
    if (!(of_others > 0)) {
        return;
    }
    const int more = differs(again, of, others, of_others);
    base_wording_name(periods, latest, name);
    wording_share(share, again / of);
    wording_share(before, others / of_others);
    snprintf(text, WORDING_SENTENCE,
             "; of the latest (%s) %s were back in the next, %s %s of those before (the first %s "
             "left out)%s",
             name, share,
             more > 0   ? "more than the"
             : more < 0 ? "fewer than the"
                        : "against",
             before, period, more == 0 ? ", no more of a difference than chance makes" : "");
}

void base_wording_cohorts(const wording *said, char text[WORDING_SENTENCE])
{
    const base_figures *base = said->base;
    const base_cohorts *cohorts = &base->cohorts;
    char period[WORDING_NUMBER];
    char next[WORDING_NUMBER];
    char later[WORDING_NUMBER];
    char periods[WORDING_NUMBER];
    char latest[WORDING_SENTENCE];
    if (say_absence(base, cohorts->absence, "Nobody can be followed from one period to the next",
                    text)) {
        return;
    }
    const size_t far = far_age(cohorts, &base->periods);
    base_wording_period(&base->periods, period);
    base_wording_periods(&base->periods, far, periods);
    wording_share(next, cohorts->mean[1]);
    wording_share(later, cohorts->mean[far]);
    say_latest(base, period, latest);
    size_t size = (size_t)snprintf(
        text, WORDING_SENTENCE,
        "Of the customers who first bought in one %s, %s were back in the next", period, next);
    if (far > 1) {
        size += (size_t)snprintf(text + size, WORDING_SENTENCE - size, " and %s bought %s later",
                                 later, periods);
    }
    snprintf(text + size, WORDING_SENTENCE - size, "%.300s.", latest);
}

void base_line_cohorts(const wording *said, char text[WORDING_SENTENCE])
{
    const base_cohorts *cohorts = &said->base->cohorts;
    char period[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    if (cohorts->absence != BASE_PRESENT) {
        strcpy(text, "nobody has been seen for long enough");
        return;
    }
    base_wording_period(&said->base->periods, period);
    wording_share(share, cohorts->mean[1]);
    snprintf(text, WORDING_SENTENCE, "%s are back in the %s after their first", share, period);
}

static int present_again(const wording *said, char text[WORDING_SENTENCE])
{
    return !say_absence(said->base, said->base->back.absence,
                        "How long a second purchase takes is not known", text);
}

void base_wording_return(const wording *said, char text[WORDING_SENTENCE])
{
    const base_return *back = &said->base->back;
    char n[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char low[WORDING_NUMBER];
    char high[WORDING_NUMBER];
    char end[WORDING_NUMBER];
    char half[WORDING_NUMBER];
    char most[WORDING_NUMBER];
    char late[WORDING_NUMBER];
    char limits[WORDING_NUMBER];
    if (!present_again(said, text)) {
        return;
    }
    const size_t last = back->points - 1;
    wording_customers(n, (double)back->customers);
    wording_share(share, 1 - back->waiting[last]);
    wording_share(low, 1 - back->high[last]);
    wording_share(high, 1 - back->low[last]);
    wording_count(end, back->end);
    wording_count(half, back->half);
    wording_count(most, back->most);
    wording_share(late, back->late);
    snprintf(limits, sizeof limits, " (%.20s to %.20s)", low, high);
    const size_t size = (size_t)snprintf(
        text, WORDING_SENTENCE,
        "Of %s %s come back within %s days of the first purchase%s, half of these within %s and "
        "nine in ten within %s days",
        n, share, end, back->low[last] < back->high[last] ? limits : "", half, most);
    if (back->late > 0) {
        snprintf(text + size, WORDING_SENTENCE - size,
                 "; who is not back by then has a chance of %s left.", late);
    } else if (back->late == 0) {
        strcpy(text + size, "; who is not back by then does not come in that time.");
    } else {
        strcpy(text + size, "; then all are back.");
    }
}

void base_line_return(const wording *said, char text[WORDING_SENTENCE])
{
    const base_return *back = &said->base->back;
    char share[WORDING_NUMBER];
    char end[WORDING_NUMBER];
    char half[WORDING_NUMBER];
    if (back->absence != BASE_PRESENT) {
        strcpy(text, back->absence == BASE_NOBODY_AGAIN ? "nobody has come back yet"
                     : back->absence == BASE_TOO_SHORT  ? "nobody has been seen for long enough"
                                                        : "too few customers to say");
        return;
    }
    wording_share(share, 1 - back->waiting[back->points - 1]);
    wording_count(end, back->end);
    wording_count(half, back->half);
    snprintf(text, WORDING_SENTENCE, "%s come back within %s days, half of these within %s", share,
             end, half);
}

void base_wording_migration(const wording *said, char text[WORDING_SENTENCE])
{
    const base_migration *migration = &said->base->migration;
    const base_periods *periods = &said->base->periods;
    char period[WORDING_NUMBER];
    char ahead[WORDING_NUMBER];
    char gone[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char value[WORDING_NUMBER];
    char equity[WORDING_NUMBER];
    char n[WORDING_NUMBER];
    if (say_absence(said->base, migration->absence, "Who moves where cannot be seen", text)) {
        return;
    }
    const size_t lapsed = migration->states - 1;
    base_wording_period(periods, period);
    base_wording_ahead(said, ahead);
    base_wording_periods(periods, lapsed, gone);
    wording_share(share, migration->chance[0]);
    wording_estimate(said, value, migration->value[0]);
    size_t size = (size_t)snprintf(text, WORDING_SENTENCE,
                                   "Who bought in one %s buys in the next with a chance of %s and "
                                   "is worth %s in the next %s; ",
                                   period, share, value, ahead);
    if (migration->moves[lapsed] == 0) {
        snprintf(text + size, WORDING_SENTENCE - size,
                 "nobody has stayed away for %s yet and been seen for another.", gone);
        return;
    }
    wording_share(share, migration->chance[lapsed * migration->states]);
    wording_estimate(said, value, migration->value[lapsed]);
    wording_estimate(said, equity, migration->equity[lapsed]);
    wording_count(n, migration->customers[lapsed]);
    size += (size_t)snprintf(text + size, WORDING_SENTENCE - size,
                             "who last bought %s before or earlier comes back in one with %s and "
                             "is still worth %s",
                             gone, share, value);
    if (migration->customers[lapsed] > 1) {
        snprintf(text + size, WORDING_SENTENCE - size, ", all %s of them %s.", n, equity);
    } else {
        strcpy(text + size, ".");
    }
}

void base_line_migration(const wording *said, char text[WORDING_SENTENCE])
{
    const base_migration *migration = &said->base->migration;
    char gone[WORDING_NUMBER];
    char period[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char value[WORDING_NUMBER];
    const size_t lapsed = migration->states - 1;
    if (migration->absence != BASE_PRESENT || migration->moves[lapsed] == 0) {
        strcpy(text, "nobody has been seen for long enough");
        return;
    }
    base_wording_periods(&said->base->periods, lapsed, gone);
    base_wording_period(&said->base->periods, period);
    wording_share(share, migration->chance[lapsed * migration->states]);
    wording_estimate(said, value, migration->value[lapsed]);
    snprintf(text, WORDING_SENTENCE, "gone %s: %s a %s return, worth %s a year", gone, share,
             period, value);
}
