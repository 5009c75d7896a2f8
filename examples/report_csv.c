#include "csv.h"
#include "dates.h"
#include "money.h"
#include "report.h"

#include <math.h>

static void put_money(FILE *file, const wording *said, int64_t minor)
{
    char text[MONEY_TEXT];
    money_format(text, minor, said->chosen->decimals, 0);
    fprintf(file, ",%s", text);
}

static void put_date(FILE *file, const patron_history *history, int32_t day)
{
    char text[DATES_TEXT] = "";
    if (history->days > 0) {
        dates_format(text, day);
    }
    fprintf(file, ",%s", text);
}

static void put_lifetime(FILE *file, const wording *said, size_t row)
{
    if (said->made->lifetime == NULL || fabs(said->made->lifetime[row]) >= 9e18) {
        putc(',', file);
        return;
    }
    const double lifetime = said->made->lifetime[row];
    put_money(file, said, (int64_t)(lifetime < 0 ? ceil(lifetime - 0.5) : floor(lifetime + 0.5)));
}

void report_csv(FILE *file, const wording *said)
{
    static const char letters[] = "-ABC";
    const figures *made = said->made;
    const int margin = said->all->margin != NULL;
    fprintf(file,
            "customer,rank,class,spend,%spurchase_days,receipts,refunds,first_visit,last_visit,"
            "lifetime_value%s\r\n",
            margin ? "margin," : "", said->served != NULL ? ",cost_to_serve,profit" : "");
    for (size_t i = 0; i < made->customers; i++) {
        const size_t row = made->order[i];
        const patron_history *history = &made->history[row];
        size_t size = 0;
        const char *name = customer_ids_name(&said->all->ids, row, &size);
        csv_write(file, name, size);
        fprintf(file, ",%u,%c", (unsigned)made->rank[row], letters[made->customer_class[row]]);
        put_money(file, said, history->spend);
        if (margin) {
            put_money(file, said, history->margin);
        }
        fprintf(file, ",%u,%u,%u", (unsigned)history->days, (unsigned)history->receipts,
                (unsigned)history->refunds);
        put_date(file, history, history->first_day);
        put_date(file, history, history->last_day);
        put_lifetime(file, said, row);
        if (said->served != NULL) {
            put_money(file, said, said->served->served[row]);
            put_money(file, said, said->served->profit[row]);
        }
        fputs("\r\n", file);
    }
}
