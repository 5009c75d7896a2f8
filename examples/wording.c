#include "wording.h"
#include "dates.h"
#include "money.h"

#include <math.h>
#include <string.h>

/* EUR 12, $12: a label of letters stands apart. */
static void label(const wording *said, char text[WORDING_NUMBER], const char *number)
{
    const char *currency = said->chosen->currency;
    const size_t size = strlen(currency);
    const char last = currency[size > 0 ? size - 1 : 0];
    const int letter = (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z');
    snprintf(text, WORDING_NUMBER, "%s%s%s", currency, letter ? " " : "", number);
}

void wording_count(char text[WORDING_NUMBER], double count)
{
    money_format_real(text, count, 0);
}

void wording_share(char text[WORDING_NUMBER], double share)
{
    money_format_real(text, share * 100, 1);
    strcat(text, share == share ? "%" : "");
}

/* 1 customer, 4,212 customers */
void wording_customers(char text[WORDING_NUMBER], double count)
{
    wording_count(text, count);
    strcat(text, count == 1 ? " customer" : " customers");
}

/* A rate as it was given: 10%, 2.5%. */
void wording_rate(char text[WORDING_NUMBER], double rate)
{
    money_format_real(text, rate * 100, 2);
    size_t size = strlen(text);
    while (text[size - 1] == '0') {
        size--;
    }
    size -= text[size - 1] == '.';
    strcpy(text + size, "%");
}

void wording_number(char text[WORDING_NUMBER], double number, unsigned decimals)
{
    money_format_real(text, number, decimals);
}

void wording_fraction(char text[WORDING_NUMBER], double number)
{
    money_format_real(text, number, 3);
}

void wording_money(const wording *said, char text[WORDING_NUMBER], int64_t minor)
{
    char number[MONEY_TEXT];
    money_format(number, minor, said->chosen->decimals, ',');
    label(said, text, number);
}

void wording_plain(const wording *said, char text[WORDING_NUMBER], int64_t minor)
{
    money_format_whole(text, minor, said->chosen->decimals);
}

void wording_plain_estimate(const wording *said, char text[WORDING_NUMBER], double minor)
{
    money_format_real(text, minor / (double)figures_unit(said->chosen->decimals), 0);
}

void wording_head(const wording *said, char text[WORDING_NUMBER])
{
    const char *currency = said->chosen->currency;
    snprintf(text, WORDING_NUMBER, "%s%s%s", wording_value(said), currency[0] != 0 ? ", " : "",
             currency);
}

void wording_whole(const wording *said, char text[WORDING_NUMBER], int64_t minor)
{
    char number[MONEY_TEXT];
    money_format_whole(number, minor, said->chosen->decimals);
    label(said, text, number);
}

void wording_estimate(const wording *said, char text[WORDING_NUMBER], double minor)
{
    char number[MONEY_TEXT];
    money_format_real(number, minor / (double)figures_unit(said->chosen->decimals), 0);
    label(said, text, number);
}

void wording_short(const wording *said, char text[WORDING_NUMBER], int64_t minor)
{
    static const char letters[] = " kmbt";
    int64_t whole = minor / figures_unit(said->chosen->decimals);
    unsigned thousands = 0;
    while (thousands < 4 && whole % 1000 == 0 && whole != 0) {
        whole /= 1000;
        thousands++;
    }
    money_format(text, whole, 0, ',');
    if (thousands > 0) {
        strncat(text, &letters[thousands], 1);
    }
}

const char *wording_value(const wording *said)
{
    return said->all->margin != NULL ? "margin" : "spend";
}

const char *wording_money_name(const wording *said)
{
    return said->all->margin != NULL || said->chosen->has_margin_rate ? "margin" : "revenue";
}

void wording_headline(const wording *said, char text[WORDING_SENTENCE])
{
    const patron_pareto_money_result *pareto = &said->made->pareto;
    char n[WORDING_NUMBER];
    char held[WORDING_NUMBER];
    char rank[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char total[WORDING_NUMBER];
    wording_customers(n, (double)pareto->customers);
    wording_share(held, pareto->top_held);
    wording_count(rank, pareto->target_rank);
    wording_share(share, pareto->target_customers);
    wording_money(said, total, pareto->total);
    if (pareto->total > 0) {
        snprintf(text, WORDING_SENTENCE,
                 "The best 20%% of %s bring %s of the %s; %s of them (%s) bring 80%%.", n, held,
                 wording_value(said), rank, share);
    } else {
        snprintf(text, WORDING_SENTENCE,
                 "The %s of %s adds up to %s: there is nothing to have a share of.",
                 wording_value(said), n, total);
    }
}

void wording_span(const wording *said, char text[WORDING_SENTENCE])
{
    char receipts_text[WORDING_NUMBER];
    char refunds[WORDING_NUMBER];
    char n[WORDING_NUMBER];
    char days[WORDING_NUMBER];
    char from[DATES_TEXT];
    char to[DATES_TEXT];
    wording_count(receipts_text, (double)said->made->totals.receipts);
    wording_count(refunds, (double)said->made->totals.refunds);
    wording_customers(n, (double)said->made->customers);
    wording_count(days, (double)said->made->as_of - said->made->first_day + 1);
    dates_format(from, said->made->first_day);
    dates_format(to, said->made->as_of);
    snprintf(text, WORDING_SENTENCE,
             "%s receipts, %s of them refunds, of %s from %s to %s (%s days).", receipts_text,
             refunds, n, from, to, days);
}

void wording_once(const wording *said, char text[WORDING_SENTENCE])
{
    char n[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char value[WORDING_NUMBER];
    const figures *made = said->made;
    wording_customers(n, (double)made->once);
    wording_share(share, figures_share((double)made->once, (double)made->customers));
    wording_share(value, figures_share((double)made->once_value, (double)made->pareto.total));
    if (made->pareto.total > 0) {
        snprintf(text, WORDING_SENTENCE, "%s (%s) bought on one day only, with %s of the %s.", n,
                 share, value, wording_value(said));
    } else {
        snprintf(text, WORDING_SENTENCE, "%s (%s) bought on one day only.", n, share);
    }
}

void wording_losers(const wording *said, char text[WORDING_SENTENCE])
{
    char makers[WORDING_NUMBER];
    char even[WORDING_NUMBER];
    char losers[WORDING_NUMBER];
    char lost[WORDING_NUMBER];
    const patron_pareto_money_result *pareto = &said->made->pareto;
    wording_customers(makers, (double)pareto->makers);
    wording_count(even, (double)pareto->even);
    wording_count(losers, (double)pareto->losers);
    wording_whole(said, lost, pareto->losers_sum);
    snprintf(text, WORDING_SENTENCE, "%s brought money, %s came out at zero, %s cost money%s%s%s.",
             makers, even, losers, pareto->losers > 0 ? " (" : "", pareto->losers > 0 ? lost : "",
             pareto->losers > 0 ? " in all)" : "");
}

void wording_gini(const wording *said, char text[WORDING_SENTENCE])
{
    char gini[WORDING_NUMBER];
    wording_fraction(gini, said->made->pareto.gini_rsv);
    snprintf(text, WORDING_SENTENCE,
             "The Gini coefficient of the %s is %s: 0 is all customers alike, 1 is one who brings "
             "everything.",
             wording_value(said), gini);
}

/* A customer's name, shortened and fit for a sentence. */
static void name_of(const wording *said, size_t row, char text[WORDING_NUMBER])
{
    size_t size = 0;
    const char *name = customer_ids_name(&said->all->ids, row, &size);
    size_t kept = 0;
    for (; kept < size && kept < WORDING_NUMBER - 4; kept++) {
        text[kept] = (char)((unsigned char)name[kept] < 32 ? '?' : name[kept]);
    }
    strcpy(text + kept, kept < size ? "..." : "");
}

void wording_lifetime(const wording *said, char text[WORDING_SENTENCE])
{
    char total[WORDING_NUMBER];
    char active[WORDING_NUMBER];
    char median[WORDING_NUMBER];
    char best[WORDING_NUMBER];
    char name[WORDING_NUMBER];
    char held[WORDING_NUMBER];
    const figures *made = said->made;
    if (made->lifetime == NULL) {
        snprintf(text, WORDING_SENTENCE,
                 "No lifetime value is given: the receipts do not show how many come back.");
        return;
    }
    wording_estimate(said, total, made->lifetime_pareto.total);
    wording_customers(active, (double)made->retention.active);
    wording_estimate(said, median, made->lifetime_median);
    wording_estimate(said, best, made->lifetime[made->lifetime_order[0]]);
    name_of(said, made->lifetime_order[0], name);
    wording_share(held, made->lifetime_pareto.top_held);
    const int size = snprintf(text, WORDING_SENTENCE,
                              "What they will still bring is worth %s today. %s are active: the "
                              "middle one of them is worth %s, the most valuable (%s) %s",
                              total, active, median, name, best);
    if (made->lifetime_pareto.total > 0) {
        snprintf(text + size, WORDING_SENTENCE - (size_t)size,
                 "; the best 20%% of all customers hold %s of the lifetime value.", held);
    } else {
        strcpy(text + size, ".");
    }
}

void wording_retention(const wording *said, char text[WORDING_SENTENCE])
{
    char before_from[DATES_TEXT];
    char before_to[DATES_TEXT];
    char last_from[DATES_TEXT];
    char last_to[DATES_TEXT];
    char before[WORDING_NUMBER];
    char again[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    const figures_retention *kept = &said->made->retention;
    if (kept->period_days == 0) {
        snprintf(text, WORDING_SENTENCE,
                 "The receipts span less than eight weeks: too little to see who comes back.");
        return;
    }
    dates_format(before_from, kept->before_from);
    dates_format(before_to, kept->last_from - 1);
    dates_format(last_from, kept->last_from);
    dates_format(last_to, said->made->as_of);
    wording_count(before, (double)kept->before);
    wording_count(again, (double)kept->again);
    wording_share(share, kept->retention);
    snprintf(text, WORDING_SENTENCE,
             "Retention is counted: %s customers bought in the %s from %s to %s, and %s of them "
             "bought again in the %s from %s to %s: %s a %s.",
             before, kept->period, before_from, before_to, again, kept->period, last_from, last_to,
             kept->before > 0 ? share : "no figure", kept->period);
}

void wording_rule(const wording *said, char text[WORDING_SENTENCE])
{
    char discount[WORDING_NUMBER];
    const char *period = said->made->retention.period;
    text[0] = 0;
    if (said->made->lifetime == NULL) {
        return;
    }
    wording_rate(discount, said->chosen->discount);
    snprintf(text, WORDING_SENTENCE,
             "A customer who bought in the last %s is taken to go on at the average pace of their "
             "own history (over one %s at least), to come back every %s with that probability, "
             "and to pay in the middle of it, discounted at %s a year. One who did not buy in the "
             "last %s is counted as lost, at 0. One retention stands for all: regulars are worth "
             "more than this, those who have bought once are worth less.",
             period, period, period, discount, period);
}

void wording_margin(const wording *said, char text[WORDING_SENTENCE])
{
    char rate[WORDING_NUMBER];
    text[0] = 0;
    if (said->made->lifetime == NULL) {
        return;
    }
    wording_rate(rate, said->chosen->margin_rate);
    if (said->all->margin != NULL) {
        snprintf(text, WORDING_SENTENCE, "The margin is the one in the file.");
    } else if (said->chosen->has_margin_rate) {
        snprintf(text, WORDING_SENTENCE, "The margin is taken to be %s of the amounts.", rate);
    } else {
        snprintf(text, WORDING_SENTENCE,
                 "These lifetime values are revenue, not profit: no margin was given "
                 "(--margin-rate, --margin).");
    }
}

void wording_lines(const wording *said, char text[WORDING_SENTENCE])
{
    char lines[WORDING_NUMBER];
    char bad[WORDING_NUMBER];
    char blank[WORDING_NUMBER];
    char later[WORDING_NUMBER];
    wording_count(lines, (double)said->all->lines);
    wording_count(bad, (double)said->all->bad);
    wording_count(blank, (double)said->all->blank);
    wording_count(later, (double)said->all->later);
    size_t size = (size_t)snprintf(text, WORDING_SENTENCE, "%s lines were read; %s %s", lines,
                                   said->all->bad > 0 ? bad : "none",
                                   said->all->bad == 0   ? "was bad"
                                   : said->all->bad == 1 ? "bad line was left out"
                                                         : "bad lines were left out");
    if (said->all->blank > 0) {
        size += (size_t)snprintf(text + size, WORDING_SENTENCE - size, ", and %s blank", blank);
    }
    if (said->all->later > 0) {
        size += (size_t)snprintf(text + size, WORDING_SENTENCE - size,
                                 ", and %s receipts after the last day asked for", later);
    }
    strcpy(text + size, ".");
}
