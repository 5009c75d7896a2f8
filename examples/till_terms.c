#include "till_terms.h"
#include "dates.h"
#include "money.h"

#include <inttypes.h>
#include <math.h>

/*
 * The margin of a period is the pace of the customer's own history, over one period at least. Who
 * stayed away for a whole period is lost by the meaning of retention.
 */
double till_terms_worth(const till_terms *terms, const patron_history *history, int32_t today)
{
    const double away = (double)today - history->last_day;
    if (history->days == 0 || away >= terms->period_days) {
        return 0;
    }
    const double lasted = ((double)today - history->first_day + 1) / terms->period_days;
    const double earned = isnan(terms->margin_rate) ? (double)history->margin
                                                    : terms->margin_rate * (double)history->spend;
    const double margin = earned / (lasted > 1 ? lasted : 1);
    double worth = (double)NAN;
    patron_clv_constant(&terms->clv, 1, &margin, NULL, NULL, NULL, NULL, &worth, NULL);
    return worth;
}

static void write_money(const char *name, int64_t minor, unsigned decimals, FILE *file)
{
    char text[MONEY_TEXT];
    money_format(text, minor, decimals, 0);
    fprintf(file, " %s=%s", name, text);
}

void till_terms_write(const till_terms *terms, uint64_t customer, const patron_history *history,
                      int32_t today, FILE *file)
{
    char last[DATES_TEXT] = "-";
    const double worth = till_terms_worth(terms, history, today);
    fprintf(file,
            " customer=%" PRIu64 " visits=%" PRIu32 " doubtful=%" PRIu32 " receipts=%" PRIu32
            " refunds=%" PRIu32,
            customer, history->days, history->days_doubtful, history->receipts, history->refunds);
    write_money("spend", history->spend, terms->decimals, file);
    write_money("margin", history->margin, terms->decimals, file);
    if (history->days > 0) {
        const int64_t away = (int64_t)today - history->last_day;
        dates_format(last, history->last_day);
        fprintf(file, " last=%s away=%" PRId64, last, away > 0 ? away : 0);
    } else {
        fputs(" last=- away=-", file);
    }
    if (worth > -9e18 && worth < 9e18) {
        write_money("worth", (int64_t)floor(worth + 0.5), terms->decimals, file);
    } else {
        fputs(" worth=-", file);
    }
}
