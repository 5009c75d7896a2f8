/* What is said of who is still a customer, and of what they will buy. */
#include "wording.h"

#include <string.h>

static const repeat *fitted(const wording *said)
{
    return said->repeat != NULL && said->repeat->absence == REPEAT_PRESENT ? said->repeat : NULL;
}

static size_t converged(const repeat_tries *tries)
{
    size_t count = 0;
    for (size_t i = 0; i < tries->count; i++) {
        count += tries->tried[i].fit.verdict == PATRON_BTYD_CONVERGED;
    }
    return count;
}

static void say_absence(const repeat *made, char text[WORDING_SENTENCE])
{
    char buyers[WORDING_NUMBER];
    char again[WORDING_NUMBER];
    char verdict[WORDING_SENTENCE];
    char name[REPEAT_NAME];
    wording_count(buyers, (double)made->base.buyers);
    wording_count(again, (double)made->base.again);
    if (made->absence == REPEAT_TOO_FEW) {
        snprintf(
            text, WORDING_SENTENCE,
            "Who is still a customer is not estimated: that takes %d customers of whom %d have "
            "come back, and here are %s and %s.",
            REPEAT_LEAST, REPEAT_LEAST_AGAIN, buyers, again);
    } else if (made->absence == REPEAT_TOO_SHORT) {
        snprintf(text, WORDING_SENTENCE,
                 "Who is still a customer is not estimated: the purchases span less than eight "
                 "weeks.");
    } else if (made->asked) {
        repeat_names_write(name, made->tries.tried[0].kind, made->tries.tried[0].k);
        wording_verdict(&made->tries.tried[0], verdict);
        snprintf(text, WORDING_SENTENCE,
                 "Who is still a customer is not estimated: the %s model, which was asked for, has "
                 "no fit to these customers (%.300s).",
                 name, verdict);
    } else {
        snprintf(text, WORDING_SENTENCE,
                 "Who is still a customer is not estimated: of %u models of repeat buying none has "
                 "a fit to these customers.",
                 (unsigned)made->tries.count);
    }
}

/* "; MBG/NBD is next, 12.3 behind" */
static void say_next(const repeat_tries *tries, char text[WORDING_NUMBER])
{
    const repeat_try *next = repeat_fit_next(tries, tries->best);
    text[0] = 0;
    if (next != NULL) {
        char name[REPEAT_NAME];
        char behind[WORDING_NUMBER];
        repeat_names_write(name, next->kind, next->k);
        wording_number(behind, next->bic - tries->best->bic, 1);
        snprintf(text, WORDING_NUMBER, "; next is %s, %.20s behind", name, behind);
    }
}

void wording_repeat_model(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    text[0] = 0;
    if (made == NULL) {
        if (said->repeat != NULL) {
            say_absence(said->repeat, text);
        }
        return;
    }
    char name[REPEAT_NAME];
    char next[WORDING_NUMBER];
    char n[WORDING_NUMBER];
    char again[WORDING_NUMBER];
    repeat_names_write(name, made->tries.best->kind, made->tries.best->k);
    say_next(&made->tries, next);
    wording_customers(n, (double)made->base.buyers);
    wording_count(again, (double)made->base.again);
    size_t size = (size_t)snprintf(
        text, WORDING_SENTENCE,
        "Who is still a customer is estimated from when %s bought, of whom %s have come back: by "
        "the %s model, ",
        n, again, name);
    if (made->asked) {
        snprintf(text + size, WORDING_SENTENCE - size, "which was asked for; its fit converged.");
    } else {
        snprintf(text + size, WORDING_SENTENCE - size,
                 "the best by BIC of the %u that converged, of %u tried%s.%s",
                 (unsigned)converged(&made->tries), (unsigned)made->tries.count, next,
                 made->base.rows.count > REPEAT_SLOW
                     ? " GGom/NBD was not tried, which takes long on so many histories."
                     : "");
    }
}

static int all_once_are_alive(const repeat_try *best)
{
    return best->kind == PATRON_BTYD_BG_NBD || best->kind == PATRON_BTYD_BG_CNBD;
}

void wording_repeat_alive(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    char alive[WORDING_NUMBER];
    char n[WORDING_NUMBER];
    char share[WORDING_NUMBER];
    char lost[WORDING_NUMBER];
    wording_count(alive, made->values.alive_sum);
    wording_customers(n, (double)made->base.buyers);
    wording_share(share, figures_share(made->values.alive_sum, (double)made->base.buyers));
    wording_count(lost, (double)made->values.tenth[0]);
    snprintf(text, WORDING_SENTENCE,
             "By it %s of %s who ever bought are still customers (%s); %s of them have a chance of "
             "less than 10%% to be.%s%s",
             alive, n, share, lost,
             all_once_are_alive(made->tries.best)
                 ? " This model takes whoever has bought once for one who stays."
                 : "",
             made->tries.best->kind == PATRON_BTYD_NBD ? " This model lets nobody leave." : "");
}

void wording_repeat_year(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    char purchases[WORDING_NUMBER];
    char low[WORDING_NUMBER];
    char high[WORDING_NUMBER];
    char money[WORDING_NUMBER];
    const double error = 1.959963985 * made->values.purchases_error;
    const double sum = made->values.purchases_sum;
    wording_count(purchases, sum);
    wording_count(low, sum > error ? sum - error : 0);
    wording_count(high, sum + error);
    wording_estimate(said, money, made->values.money_sum);
    char range[WORDING_SENTENCE] = "";
    if (error == error) {
        snprintf(range, sizeof range, " (the parameters leave room for %s to %s)", low, high);
    }
    snprintf(
        text, WORDING_SENTENCE,
        "In the next 365 days they are expected to come back on %s days%.200s and to bring %s of "
        "%s; customers who are new then are not in this.",
        purchases, range, money, wording_money_name(said));
}

static void say_independence(const patron_spend_independence_result *looked,
                             char text[WORDING_SENTENCE])
{
    char rank[WORDING_NUMBER];
    wording_number(rank, looked->rank, 2);
    if ((looked->notes & PATRON_SPEND_NOTE_TOO_FEW) != 0) {
        snprintf(text, WORDING_SENTENCE, "too few to see whether how often says how much");
    } else if ((looked->notes & PATRON_SPEND_NOTE_RANK) == 0) {
        snprintf(text, WORDING_SENTENCE,
                 "as it has to be, how often customers buy does not tell how much they pay (rank "
                 "correlation %s)",
                 rank);
    } else {
        snprintf(
            text, WORDING_SENTENCE,
            looked->rank < 0.1 && looked->rank > -0.1
                ? "how often customers buy hardly tells how much they pay (rank correlation %s)"
                : "how often customers buy tells a little of how much they pay, which the model "
                  "takes not to be so (rank correlation %s)",
            rank);
    }
}

static const char *no_spend_model(const repeat_spend *spend)
{
    return spend->fit.verdict == 0                        ? "amounts are too large for it"
           : spend->fit.verdict == PATRON_SPEND_CONVERGED ? "its mean would be beyond all bounds"
           : spend->fit.verdict == PATRON_SPEND_BOUNDARY
               ? "it has no maximum: customers differ too little, or never vary"
               : "these purchases cannot tell its parameters";
}

void wording_repeat_money(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    char number[WORDING_NUMBER];
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    const repeat_spend *spend = &made->spend;
    if (spend->gamma_gamma) {
        char why[WORDING_SENTENCE];
        wording_estimate(said, number, spend->fit.mean);
        say_independence(&spend->looked, why);
        snprintf(
            text, WORDING_SENTENCE,
            "What a day of purchases will bring is each customer's own mean, drawn toward "
            "that of all, %s, the more so the fewer purchases it rests on (gamma-gamma model); "
            "%.300s.",
            number, why);
    } else if (repeat_spend_depends(spend)) {
        wording_number(number, spend->looked.rank, 2);
        snprintf(
            text, WORDING_SENTENCE,
            "Customers who buy more often pay %s a day than others (rank correlation %s), which "
            "the gamma-gamma model of spend takes not to be so: each customer's own mean of all "
            "purchase days stands in for it.",
            spend->looked.rank > 0 ? "more" : "less", number);
    } else {
        snprintf(text, WORDING_SENTENCE,
                 "The gamma-gamma model of spend has no fit (%s): each customer's own mean of all "
                 "purchase days stands in for it.",
                 no_spend_model(spend));
    }
}

void wording_repeat_equity(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    char equity[WORDING_NUMBER];
    char discount[WORDING_NUMBER];
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    if (made->values.residual == NULL) {
        snprintf(text, WORDING_SENTENCE,
                 "Customer equity is not given: without a discount the purchases to come need have "
                 "no sum.");
        return;
    }
    wording_estimate(said, equity, made->values.equity.equity);
    wording_rate(discount, said->chosen->discount);
    const size_t size = (size_t)snprintf(
        text, WORDING_SENTENCE,
        "Customer equity: all that today's customers will still buy, with no end, discounted at %s "
        "a year, is worth %s today.",
        discount, equity);
    if (said->made->lifetime != NULL) {
        wording_estimate(said, equity, said->made->lifetime_pareto.total);
        snprintf(text + size, WORDING_SENTENCE - size,
                 " The lifetime values above, by one retention for all, add up to %s.", equity);
    }
}

/* What the intervals leave out; at most 256 bytes. */
static void say_other(const wording *said, char *text)
{
    const repeat_values *values = &said->repeat->values;
    if (values->next == NULL) {
        snprintf(text, 256, " Neither counts that the model may be wrong.");
        return;
    }
    char name[REPEAT_NAME];
    char equity[WORDING_NUMBER];
    repeat_names_write(name, values->next->kind, values->next->k);
    wording_estimate(said, equity, values->next_equity);
    snprintf(text, 256,
             " Neither counts that the model may be wrong: %s, the next by BIC, puts it at %s.",
             name, equity);
}

void wording_repeat_interval(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    text[0] = 0;
    if (made == NULL || made->values.residual == NULL) {
        return;
    }
    char number[4][WORDING_NUMBER];
    const patron_clv_equity_result *equity = &made->values.equity;
    if (equity->parameter_error != equity->parameter_error) {
        snprintf(text, WORDING_SENTENCE,
                 "It has no interval: the errors of the parameters are too rough.");
        return;
    }
    const double ends[4] = {equity->parameter_low, equity->parameter_high, equity->outcome_low,
                            equity->outcome_high};
    for (size_t i = 0; i < 4; i++) {
        wording_estimate(said, number[i], ends[i]);
    }
    size_t size = (size_t)snprintf(text, WORDING_SENTENCE,
                                   "Two intervals of 95%%: from the parameters only, what is "
                                   "expected lies between %s and %s; ",
                                   number[0], number[1]);
    if (equity->outcome_error != equity->outcome_error) {
        size += (size_t)snprintf(text + size, WORDING_SENTENCE - size,
                                 "what comes in has none, amounts differ too wildly.");
    } else {
        size += (size_t)snprintf(
            text + size, WORDING_SENTENCE - size,
            "with the chance in customers' own purchases, what comes in lies "
            "between %s and %s%s%s.",
            number[2], number[3], made->spend.gamma_gamma ? "" : ", amounts taken as known",
            made->tries.best->k > 1 ? ", a little wide for regular buyers" : "");
    }
    say_other(said, text + size);
}
