/* What is said of how far the models of repeat buying can be trusted. */
#include "dates.h"
#include "wording.h"

#include <math.h>
#include <string.h>

enum trust { TRUST_UNTESTED, TRUST_LITTLE, TRUST_CARE, TRUST_WELL };

/* The parameters of a set of bits, with commas. */
static void parameters(uint32_t bits, char text[WORDING_NUMBER])
{
    static const char *const names[PATRON_BTYD_PARAMETERS] = {"r", "alpha", "s",     "beta",
                                                              "a", "b",     "gamma", "delta"};
    size_t size = 0;
    text[0] = 0;
    for (size_t i = 0; i < PATRON_BTYD_PARAMETERS; i++) {
        if ((bits & ((uint32_t)1 << i)) != 0) {
            size += (size_t)snprintf(text + size, WORDING_NUMBER - size, "%s%s",
                                     size > 0 ? ", " : "", names[i]);
        }
    }
}

static void say_boundary(const patron_btyd_fit_result *fit, char text[WORDING_SENTENCE])
{
    char down[WORDING_NUMBER];
    char up[WORDING_NUMBER];
    char simpler[REPEAT_NAME];
    parameters(fit->runs_to_zero, down);
    parameters(fit->runs_to_infinity, up);
    repeat_names_write(simpler, fit->simpler, 0);
    snprintf(text, WORDING_SENTENCE, "no maximum: %s%s%s%s%s%s%s", down,
             down[0] != 0 ? " to 0" : "", down[0] != 0 && up[0] != 0 ? ", " : "", up,
             up[0] != 0 ? " without bound" : "", fit->simpler != 0 ? "; as good: " : "",
             fit->simpler != 0 ? simpler : "");
}

void wording_verdict(const repeat_try *tried, char text[WORDING_SENTENCE])
{
    const patron_btyd_fit_result *fit = &tried->fit;
    if (fit->verdict == PATRON_BTYD_BOUNDARY) {
        say_boundary(fit, text);
        return;
    }
    snprintf(text, WORDING_SENTENCE, "%s",
             fit->verdict == PATRON_BTYD_NOT_IDENTIFIED             ? "the purchases cannot tell"
             : fit->verdict == PATRON_BTYD_RUNNING                  ? "not finished"
             : (fit->notes & PATRON_BTYD_NOTE_ILL_CONDITIONED) != 0 ? "converged, its errors rough"
                                                                    : "converged");
}

static const repeat *fitted(const wording *said)
{
    return said->repeat != NULL && said->repeat->absence == REPEAT_PRESENT ? said->repeat : NULL;
}

void wording_repeat_histogram(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    char chi_square[WORDING_NUMBER];
    char p_value[WORDING_NUMBER];
    char misplaced[WORDING_NUMBER];
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    const repeat_histogram *histogram = &made->histogram;
    wording_number(chi_square, histogram->chi_square, 1);
    wording_number(p_value, histogram->p_value, 3);
    wording_share(misplaced, histogram->misplaced);
    if (histogram->degrees == 0) {
        snprintf(
            text, WORDING_SENTENCE,
            "By number of repeat purchases, %s of customers stand elsewhere than the model has "
            "them; they are too few for a test.",
            misplaced);
    } else {
        snprintf(
            text, WORDING_SENTENCE,
            "By number of repeat purchases, %s of customers stand elsewhere than the model has "
            "them: %s (chi-square %s, degrees %u, p %s%s).",
            misplaced,
            histogram->p_value >= 0.05 ? "no more than chance makes" : "more than chance makes",
            chi_square, (unsigned)histogram->degrees, histogram->p_value < 0.0005 ? "below " : "",
            histogram->p_value < 0.0005 ? "0.001" : p_value);
    }
}

/* Expected in place of actual: 0.05 is 5% too many. */
static double excess(const patron_btyd_holdout_result *result)
{
    return result->actual > 0 ? result->expected / result->actual - 1 : result->expected;
}

/* 4.7% too many */
static void say_excess(const patron_btyd_holdout_result *result, char text[WORDING_NUMBER])
{
    wording_share(text, fabs(excess(result)));
    strcat(text, excess(result) < 0 ? " too few" : " too many");
}

/* Whether it is the best model that was tested. */
static int same_model(const repeat *made)
{
    return made->holdout.before.kind == made->tries.best->kind &&
           made->holdout.before.k == made->tries.best->k;
}

void wording_repeat_holdout(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    const repeat_holdout *holdout = &made->holdout;
    char cut[DATES_TEXT];
    dates_format(cut, holdout->cut);
    if (!holdout->made) {
        snprintf(text, WORDING_SENTENCE,
                 "The model could not be tested: the first three quarters of the time, until %s, "
                 "have no fit by themselves.",
                 cut);
        return;
    }
    char model[REPEAT_NAME];
    char n[WORDING_NUMBER];
    char weeks[WORDING_NUMBER];
    char expected[WORDING_NUMBER];
    char actual[WORDING_NUMBER];
    char off[WORDING_NUMBER];
    char error[3][WORDING_NUMBER];
    const patron_btyd_holdout_result *result = &holdout->result;
    repeat_names_write(model, holdout->before.kind, holdout->before.k);
    wording_customers(n, result->customers);
    wording_number(weeks, holdout->weeks, 1);
    wording_count(expected, result->expected);
    wording_count(actual, result->actual);
    say_excess(result, off);
    wording_number(error[0], result->mae, 2);
    wording_number(error[1], result->rmse, 2);
    wording_number(error[2], result->bias, 3);
    snprintf(
        text, WORDING_SENTENCE,
        "The test: fitted to the purchases until %s alone, the first three quarters of the "
        "time, %s%s expected of the %.30s of then %.30s purchase days in the %.20s weeks after; "
        "there were %.30s, so %.30s. Of one customer: MAE %.20s, RMSE %.20s, bias %.20s.",
        cut, model, same_model(made) ? "" : " (the best model has no fit to these)", n, expected,
        weeks, actual, off, error[0], error[1], error[2]);
}

/* Twice the chance in a count of purchases is forgiven, whatever it is of them. */
static double allowed(const repeat *made, double share)
{
    const double actual = made->holdout.result.actual;
    return actual > 0 ? fmax(share, 2 / sqrt(actual)) : share;
}

static enum trust trust_of(const repeat *made)
{
    const repeat_histogram *histogram = &made->histogram;
    const int chance = histogram->degrees > 0 && histogram->p_value >= 0.05;
    const int rough = (made->tries.best->fit.notes &
                       (PATRON_BTYD_NOTE_ILL_CONDITIONED | PATRON_BTYD_NOTE_FEW)) != 0;
    if (!made->holdout.made) {
        return TRUST_UNTESTED;
    }
    const double off = fabs(excess(&made->holdout.result));
    if (same_model(made) && off <= allowed(made, 0.1) && (chance || histogram->misplaced <= 0.05) &&
        !rough) {
        return TRUST_WELL;
    }
    return off <= allowed(made, 0.25) && (chance || histogram->misplaced <= 0.15) ? TRUST_CARE
                                                                                  : TRUST_LITTLE;
}

/* Whether the next model puts equity at more than half as much again, or at less than two thirds. */
static int equity_hangs(const repeat_values *values)
{
    const double ratio = values->next == NULL || values->residual == NULL
                             ? 1
                             : figures_share(values->next_equity, values->equity.equity);
    return ratio > 1.5 || ratio < 1 / 1.5;
}

void wording_repeat_trust(const wording *said, char text[WORDING_SENTENCE])
{
    const repeat *made = fitted(said);
    char off[WORDING_NUMBER] = "";
    char misplaced[WORDING_NUMBER];
    text[0] = 0;
    if (made == NULL) {
        return;
    }
    if (made->holdout.made) {
        say_excess(&made->holdout.result, off);
    }
    wording_share(misplaced, made->histogram.misplaced);
    switch (trust_of(made)) {
    case TRUST_WELL:
        snprintf(text, WORDING_SENTENCE,
                 "How far to trust this: well, for all customers and for large groups of them. The "
                 "test came out %s, and %s of customers stand elsewhere than expected. What one "
                 "customer does remains chance.",
                 off, misplaced);
        break;
    case TRUST_CARE:
        snprintf(
            text, WORDING_SENTENCE,
            "How far to trust this: with care. Who is worth more than whom is sound; totals may "
            "be off by a quarter. The test came out %s, and %s of customers stand elsewhere "
            "than expected.",
            off, misplaced);
        break;
    case TRUST_LITTLE:
        snprintf(
            text, WORDING_SENTENCE,
            "How far to trust this: little. Take it for an order of customers, not for totals. "
            "The test came out %s, and %s of customers stand elsewhere than expected.",
            off, misplaced);
        break;
    default:
        snprintf(
            text, WORDING_SENTENCE,
            "How far to trust this: it is untested. Take it for an order of customers, not for "
            "totals.");
    }
    if (equity_hangs(&made->values)) {
        strcat(text, " Customer equity hangs on which model is right: plan with the next year.");
    }
}
