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

static void put_decimal(FILE *file, double number, unsigned decimals)
{
    char text[MONEY_TEXT];
    double units = number;
    for (unsigned place = 0; place < decimals; place++) {
        units *= 10;
    }
    if (fabs(units) >= 9e18) {
        putc(',', file);
        return;
    }
    money_format(text, (int64_t)floor(units + 0.5), decimals, 0);
    fprintf(file, ",%s", text);
}

/* Empty for who never bought, and where there is no fit. */
static void put_repeat(FILE *file, const wording *said, size_t row)
{
    if (said->repeat == NULL) {
        return;
    }
    const repeat_values *values = &said->repeat->values;
    if (said->repeat->absence != REPEAT_PRESENT ||
        said->repeat->base.rows.of[row] == REPEAT_NOBODY) {
        fputs(",,,,", file);
        return;
    }
    const double unit = (double)figures_unit(said->chosen->decimals);
    put_decimal(file, values->alive[row], 6);
    put_decimal(file, values->purchases[row], 4);
    put_decimal(file, values->money[row] / unit, said->chosen->decimals);
    if (values->residual != NULL) {
        put_decimal(file, values->residual[row] / unit, said->chosen->decimals);
    } else {
        putc(',', file);
    }
}

void report_csv(FILE *file, const wording *said)
{
    static const char letters[] = "-ABC";
    const figures *made = said->made;
    const int margin = said->all->margin != NULL;
    fprintf(file,
            "customer,rank,class,spend,%spurchase_days,receipts,refunds,first_visit,last_visit,"
            "lifetime_value%s%s\r\n",
            margin ? "margin," : "", said->served != NULL ? ",cost_to_serve,profit" : "",
            said->repeat != NULL ? ",p_alive,expected_purchases,expected_money,residual_value"
                                 : "");
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
        put_repeat(file, said, row);
        fputs("\r\n", file);
    }
}
