#include "cost_run.h"
#include "dates.h"
#include "report.h"
#include "terminal.h"

static void say(FILE *file, const wording *said,
                void (*sentence)(const wording *, char[WORDING_SENTENCE]))
{
    char text[WORDING_SENTENCE];
    sentence(said, text);
    terminal_paragraph(file, text);
}

static void class_row(FILE *file, const wording *said, const char *name, uint64_t n, int64_t value)
{
    char count[WORDING_NUMBER];
    char of_customers[WORDING_NUMBER];
    char money[WORDING_NUMBER];
    char of_value[WORDING_NUMBER];
    const figures *made = said->made;
    wording_count(count, (double)n);
    wording_share(of_customers, figures_share((double)n, (double)made->customers));
    wording_money(said, money, value);
    wording_share(of_value, figures_share((double)value, (double)made->pareto.total));
    fprintf(file, "  %-8s%12s%9s%20s%9s\n", name, count, of_customers, money, of_value);
}

static void class_table(FILE *file, const wording *said)
{
    const patron_pareto_money_class_result *classes = &said->made->classes;
    if (said->made->pareto.total <= 0) {
        return;
    }
    fprintf(file, "\n  %-8s%12s%9s%20s%9s\n", "class", "customers", "share", wording_value(said),
            "share");
    class_row(file, said, "A", classes->a_customers, classes->a_sum);
    class_row(file, said, "B", classes->b_customers, classes->b_sum);
    class_row(file, said, "C", classes->c_customers, classes->c_sum);
    class_row(file, said, "all", said->made->pareto.customers, said->made->pareto.total);
    fputs("  A: the customers who bring the first 80%; B: the next 15%; C: the rest.\n", file);
}

static void top_row(FILE *file, const wording *said, size_t row)
{
    char money[WORDING_NUMBER];
    char days[WORDING_NUMBER];
    char lifetime[WORDING_NUMBER] = "-";
    char last[DATES_TEXT] = "-";
    const patron_history *history = &said->made->history[row];
    wording_money(said, money, said->made->value[row]);
    wording_count(days, history->days);
    if (said->made->lifetime != NULL) {
        wording_estimate(said, lifetime, said->made->lifetime[row]);
    }
    if (history->days > 0) {
        dates_format(last, history->last_day);
    }
    fprintf(file, "%16s%7s%13s%15s\n", money, days, last, lifetime);
}

static void top_table(FILE *file, const wording *said)
{
    const figures *made = said->made;
    fprintf(file, "\n  %-24s%16s%7s%13s%15s\n", "best customers", wording_value(said), "days",
            "last visit", "lifetime value");
    for (size_t i = 0; i < made->customers && i < REPORT_TOP; i++) {
        fputs("  ", file);
        terminal_customer(file, &said->all->ids, made->order[i], 24);
        top_row(file, said, made->order[i]);
    }
    putc('\n', file);
}

static void bad_lines(FILE *file, const wording *said)
{
    const receipts *all = said->all;
    for (uint64_t i = 0; i < all->bad && i < RECEIPTS_BAD_SHOWN; i++) {
        fprintf(file, "  line %.0f: %s\n", (double)all->shown[i].line, all->shown[i].reason);
    }
    if (all->bad > RECEIPTS_BAD_SHOWN) {
        char more[WORDING_NUMBER];
        wording_count(more, (double)(all->bad - RECEIPTS_BAD_SHOWN));
        fprintf(file, "  and %s more\n", more);
    }
}

/* What customers leave after the cost to serve. */
static void costs(FILE *file, const wording *said)
{
    if (said->served == NULL) {
        return;
    }
    putc('\n', file);
    say(file, said, wording_served);
    say(file, said, wording_profits);
    say(file, said, wording_below);
}

static void tried_row(FILE *file, const repeat_try *tried, int best)
{
    char name[REPEAT_NAME];
    char verdict[WORDING_SENTENCE];
    char bic[WORDING_NUMBER];
    repeat_names_write(name, tried->kind, tried->k);
    wording_verdict(tried, verdict);
    wording_number(bic, tried->bic, 1);
    fprintf(file, "  %-12s%15s  %s%s\n", name, bic, verdict, best ? ", and the best" : "");
}

static void tried_table(FILE *file, const repeat_tries *tries)
{
    if (tries->count > 1) {
        fprintf(file, "\n  %-12s%15s\n", "model", "BIC");
    }
    for (size_t i = 0; i < tries->count && tries->count > 1; i++) {
        tried_row(file, &tries->tried[i], &tries->tried[i] == tries->best);
    }
    putc('\n', file);
}

/* Who is still a customer, and what they will buy. */
static void repeat_section(FILE *file, const wording *said)
{
    if (said->repeat == NULL) {
        return;
    }
    putc('\n', file);
    say(file, said, wording_repeat_model);
    tried_table(file, &said->repeat->tries);
    say(file, said, wording_repeat_alive);
    say(file, said, wording_repeat_year);
    say(file, said, wording_repeat_equity);
    say(file, said, wording_repeat_interval);
    say(file, said, wording_repeat_money);
    say(file, said, wording_repeat_histogram);
    say(file, said, wording_repeat_holdout);
    say(file, said, wording_repeat_trust);
}

void report_text(FILE *file, const wording *said)
{
    say(file, said, wording_headline);
    say(file, said, wording_lifetime);
    putc('\n', file);
    say(file, said, wording_span);
    say(file, said, wording_once);
    say(file, said, wording_losers);
    say(file, said, wording_gini);
    costs(file, said);
    class_table(file, said);
    top_table(file, said);
    report_base_text(file, said);
    putc('\n', file);
    say(file, said, wording_retention);
    say(file, said, wording_rule);
    say(file, said, wording_margin);
    repeat_section(file, said);
    putc('\n', file);
    say(file, said, wording_lines);
    bad_lines(file, said);
    if (said->served != NULL) {
        say(file, said, wording_costs_read);
        cost_run_bad(file, said->cost_files);
    }
    fprintf(file, "\nThe page for a browser: %s\n", said->chosen->html);
}
