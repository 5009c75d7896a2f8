/* The customers who cost most and who bring too little. */
#include "cost_text.h"
#include "faults.h"
#include "memory.h"
#include "money.h"
#include "terminal.h"

#include <math.h>
#include <stdlib.h>

enum text_trace { TRACE_SHOWN = 4 };

/* The activity that cost most among those not yet shown; the number of activities where none is left. */
static size_t next_largest(const int64_t *amount, const unsigned char *done, size_t activities)
{
    size_t best = activities;
    for (size_t i = 0; i < activities; i++) {
        if (!done[i] && amount[i] != 0 && (best == activities || amount[i] > amount[best])) {
            best = i;
        }
    }
    return best;
}

static void put_part(FILE *file, const wording *said, const cost_run *run, size_t activity,
                     int64_t amount, double quantity)
{
    char name[28];
    char money[MONEY_TEXT];
    char units[MONEY_TEXT];
    char rate[WORDING_NUMBER];
    cost_pool_name(&run->model.activities, activity, name, sizeof name);
    money_format(money, amount, said->chosen->decimals, ',');
    money_format_real(units, quantity, 1);
    money_format_real(
        rate, run->stages.activity[activity].rate / (double)figures_unit(said->chosen->decimals),
        4);
    fprintf(file, "    %-28s%12s x %12s =%15s\n", name, units, rate, money);
}

/* What is left of the cost beside the parts that were shown. */
static void put_rest(FILE *file, const wording *said, int64_t rest)
{
    char money[MONEY_TEXT];
    money_format(money, rest, said->chosen->decimals, ',');
    if (rest != 0) {
        fprintf(file, "    %-57s%15s\n", "others", money);
    }
}

static void put_trace(FILE *file, const wording *said, const cost_run *run, uint32_t customer)
{
    const size_t activities = run->stages.activities;
    int64_t *amount = memory_new(activities, sizeof *amount);
    double *quantity = memory_new(activities, sizeof *quantity);
    unsigned char *done = memory_new(activities, 1);
    int64_t rest = run->customers.served[customer];
    cost_stages_trace(&run->stages, &run->model, &run->rows, customer, amount, quantity);
    for (size_t shown = 0; shown < TRACE_SHOWN; shown++) {
        const size_t activity = next_largest(amount, done, activities);
        if (activity == activities) {
            break;
        }
        put_part(file, said, run, activity, amount[activity], quantity[activity]);
        money_add(&rest, -amount[activity]);
        done[activity] = 1;
    }
    put_rest(file, said, rest);
    free(done);
    free(quantity);
    free(amount);
}

void cost_text_dearest(FILE *file, const wording *said, const cost_run *run)
{
    const served *made = &run->customers;
    fputs("\nThe dearest customers to serve, and what made their cost\n", file);
    for (size_t i = 0; i < made->customers && i < SERVED_LISTED; i++) {
        const uint32_t row = made->dearest[i];
        char cost[WORDING_NUMBER];
        char net[WORDING_NUMBER];
        char profit[WORDING_NUMBER];
        wording_money(said, cost, made->served[row]);
        wording_money(said, net, made->net[row]);
        wording_money(said, profit, made->profit[row]);
        fputs("  ", file);
        terminal_customer(file, &said->all->ids, row, 24);
        fprintf(file, "cost %s, of net %s; profit %s\n", cost, net, profit);
        put_trace(file, said, run, row);
    }
}

/* Orders and sales from which on a customer pays, at the averages of the firm. */
static void put_break_even(FILE *file, const wording *said, const served *made)
{
    patron_fault fault;
    char order[WORDING_NUMBER];
    char volume[WORDING_NUMBER];
    char text[WORDING_SENTENCE];
    double order_size = 0;
    double sales = 0;
    const double net = (double)made->firm.net;
    const double orders =
        (double)(said->all->slip != NULL ? said->all->slips.count : said->all->count);
    if (net <= 0 || made->level_cost[PATRON_ABC_LEVEL_BATCH] < 0 ||
        made->level_cost[PATRON_ABC_LEVEL_CUSTOMER] < 0) {
        return;
    }
    const double size = net / orders;
    const double contribution =
        ((double)made->firm.gross - (double)made->level_cost[PATRON_ABC_LEVEL_UNIT]) / net;
    const double order_cost = (double)made->level_cost[PATRON_ABC_LEVEL_BATCH] / orders;
    const double sustaining =
        (double)made->level_cost[PATRON_ABC_LEVEL_CUSTOMER] / (double)made->customers;
    faults_stop(patron_profit_break_even(1, &contribution, &order_cost, &sustaining, &size,
                                         &order_size, &sales, &fault),
                &fault);
    money_format_real(order, order_size / (double)figures_unit(said->chosen->decimals), 2);
    money_format_real(volume, sales / (double)figures_unit(said->chosen->decimals), 2);
    snprintf(text, sizeof text,
             "At the averages of all customers a receipt pays for itself from %s, and a customer "
             "pays for the relation from sales of %s.",
             order_size == order_size ? order : "no size", sales == sales ? volume : "no amount");
    terminal_paragraph(file, text);
}

static void put_shortfall(FILE *file, const wording *said, const patron_profit_shortfall *below)
{
    char profit[MONEY_TEXT];
    char repricing[WORDING_NUMBER];
    char cut[WORDING_NUMBER];
    money_format(profit, below->profit, said->chosen->decimals, ',');
    wording_share(repricing, below->repricing);
    wording_share(cut, below->cost_cut);
    fputs("  ", file);
    terminal_customer(file, &said->all->ids, below->row, 24);
    fprintf(file, "%15s%14s%14s  %s\n", profit, repricing, cut,
            (below->flags & PATRON_PROFIT_FLAG_WORTH_DROPPING) != 0 ? "yes" : "no");
}

void cost_text_below(FILE *file, const wording *said, const served *made)
{
    char text[WORDING_SENTENCE];
    putc('\n', file);
    put_break_even(file, said, made);
    wording_below(said, text);
    terminal_paragraph(file, text);
    if (made->shortfalls > 0) {
        fprintf(file, "\n  %-24s%15s%14s%14s  %s\n", "furthest below", "profit", "prices up",
                "or costs cut", "drop?");
    }
    for (size_t i = 0; i < made->shortfalls; i++) {
        put_shortfall(file, said, &made->shortfall[i]);
    }
}
