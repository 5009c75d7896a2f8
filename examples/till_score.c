#include "till_score.h"
#include "money.h"

#include <math.h>

/* A customer as the models take them. */
typedef struct customer {
    uint32_t x;
    double t_x;
    double T;
    double money; /* of a repeat day, in what the file's money is of */
} customer;

/* False for who never bought. Money that is less than nothing is nothing: more came back than was sold. */
static int summarize(const till_terms *terms, const patron_history *history, int32_t today,
                     customer *one)
{
    const int32_t end = today > history->last_day ? today : history->last_day;
    const int from_spend = terms->model.money == MODEL_FILE_SPEND || !isnan(terms->margin_rate);
    double spend = 0;
    double margin = 0;
    if (history->days == 0 ||
        patron_history_summarize(end, terms->model.days_per_unit, 1, history, &one->x, NULL,
                                 &one->t_x, &one->T, &spend, &margin, NULL, NULL) != PATRON_OK) {
        return 0;
    }
    const double rate = terms->model.money == MODEL_FILE_MARGIN ? terms->margin_rate : 1;
    one->money = one->x == 0 ? 0 : from_spend ? rate * spend : margin;
    one->money = one->money > 0 ? one->money : 0;
    return 1;
}

/* Money of a day to come: margin where that is known, of the model or by --margin-rate. */
static double day_money(const till_terms *terms, const customer *one)
{
    const int is_share = terms->model.money == MODEL_FILE_SPEND && !isnan(terms->margin_rate);
    double expected = (double)NAN;
    if (terms->model.money == MODEL_FILE_NO_MONEY ||
        patron_spend_expected(&terms->model.spend, 1, &one->x, &one->money, &expected, NULL) !=
            PATRON_OK) {
        return (double)NAN;
    }
    return is_share ? terms->margin_rate * expected : expected;
}

/* All days to come, each as much as its money is worth today: --growth works against --discount. */
static double residual_days(const till_terms *terms, const customer *one)
{
    const double units = terms->period_days / terms->model.days_per_unit;
    const double rate = (log1p(terms->clv.discount) - log1p(terms->clv.growth)) / units;
    double days = (double)NAN;
    if (!(rate >= 0) || patron_btyd_residual(&terms->model.model, rate, 1, &one->x, &one->t_x,
                                             &one->T, NULL, NULL, &days, NULL) != PATRON_OK) {
        return (double)NAN;
    }
    return days;
}

void till_score_customer(const till_terms *terms, const patron_history *history, int32_t today,
                         till_score *score)
{
    const patron_btyd_model *model = &terms->model.model;
    const double ahead = terms->period_days / terms->model.days_per_unit;
    customer one;
    score->alive = (double)NAN;
    score->expected = (double)NAN;
    score->brings = (double)NAN;
    score->residual = (double)NAN;
    if (!summarize(terms, history, today, &one) ||
        patron_btyd_alive(model, 1, &one.x, &one.t_x, &one.T, NULL, NULL, &score->alive, NULL) !=
            PATRON_OK ||
        patron_btyd_expected(model, ahead, 1, &one.x, &one.t_x, &one.T, NULL, NULL,
                             &score->expected, NULL) != PATRON_OK) {
        return;
    }
    const double money = day_money(terms, &one);
    score->brings = money * score->expected;
    if (terms->residual && !isnan(money)) {
        score->residual = money * residual_days(terms, &one);
    }
}

/* A number of units to so many decimals; "-" where there is none that can be written. */
static void write_number(const char *name, double minor, unsigned decimals, FILE *file)
{
    char text[MONEY_TEXT] = "-";
    if (minor > -9e18 && minor < 9e18) {
        money_format(text, (int64_t)floor(minor + 0.5), decimals, 0);
    }
    fprintf(file, " %s=%s", name, text);
}

void till_score_write(const till_terms *terms, const patron_history *history, int32_t today,
                      FILE *file)
{
    till_score score;
    till_score_customer(terms, history, today, &score);
    write_number("alive", 1000 * score.alive, 3, file);
    write_number("expected", 1000 * score.expected, 3, file);
    write_number("brings", score.brings, terms->decimals, file);
    if (terms->residual) {
        write_number("residual", score.residual, terms->decimals, file);
    }
}
