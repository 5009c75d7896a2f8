#include "options.h"

static const char report_usage[] =
    "usage: customer_report FILE.csv --customer COL --date COL --amount COL [options]\n";

static const char costs_usage[] =
    "usage: cost_to_serve FILE.csv --cost-model FOLDER --customer COL "
    "--date COL --amount COL [options]\n";

static const char report_does[] =
    "\n"
    "What the customers of a shop are worth, from its receipts: one line of FILE.csv each.\n";

static const char costs_does[] =
    "\n"
    "What the customers of a shop cost to serve, and what is left of each: from its receipts, one\n"
    "line of FILE.csv each, and a cost model, a folder of CSV files (docs/cost_to_serve.md).\n";

static const char columns[] =
    "FILE - is standard input. A column COL is a name in the header or a number from 1.\n"
    "\n"
    "  --customer COL       who bought: any text\n"
    "  --date COL           when: YYYY-MM-DD or YYYYMMDD, with or without a time behind\n"
    "  --amount COL         for how much: a decimal number, negative for a refund\n";

static const char report_options[] =
    "  --html PATH          the page to write (report.html)\n"
    "  --csv PATH           also write a row for each customer\n"
    "  --strict             stop at the first bad line\n"
    "  --margin COL         a column with the margin earned: customers are ranked by it\n"
    "  --margin-rate SHARE  the share of the amounts that is margin (1: lifetime values are "
    "revenue)\n"
    "  --discount SHARE     what a later payment is worth less, a year (0.1)\n"
    "  --model NAME         the model of repeat buying: bg, mbg, pareto, ggom, nbd, bgcnbd2 to\n"
    "                       bgcnbd16, mbgcnbd2 to mbgcnbd16, none, or the best of them (best)\n"
    "  --save-model PATH    write its parameters for the till\n"
    "  --costs PATH         what customers cost, as cost_to_serve --out writes it\n"
    "  --cost-model FOLDER  a cost model, as cost_to_serve takes it, with these options:\n";

static const char costs_options[] =
    "  --cost-model FOLDER  the cost model\n"
    "  --out PATH           also write a row for each customer, for customer_report --costs\n"
    "  --strict             stop at the first bad line, of the receipts or of the model\n"
    "  --margin COL         a column with the margin earned: the rest is cost of goods\n";

static const char cost_columns[] =
    "  --on-invoice COL     discounts on the receipt that the amount is without\n"
    "  --off-invoice COL    what was paid back later or elsewhere: rebates, coupons matched\n"
    "  --goods COL          the cost of the goods\n"
    "  --items COL          how many pieces\n"
    "  --category COL       the channel, the department: the columns of the matrix\n"
    "  --products PATH      a file whose first column is what --category has, its second the\n"
    "                       category that this belongs to\n"
    "  --receipt COL        what lines of one receipt share (each line is one)\n"
    "  --hurdle AMOUNT      the profit that a customer is to bring (0)\n";

static const char common[] =
    "  --as-of DATE         look at the shop on this day, leaving out what came later (the last "
    "day)\n"
    "  --currency LABEL     put before money: EUR\n"
    "  --decimals N         decimals of the currency, 0 to 4 (2)\n"
    "  --decimal-mark MARK  . or , (.)\n"
    "  --delimiter CHAR     between columns; tab is a name for the tab (,)\n"
    "  --no-header          the first line is a receipt; columns are numbers\n"
    "  --help               this text\n"
    "\n"
    "exit codes: 0 done; 1 the data: a bad line under --strict, no usable receipt, a figure that\n"
    "does not exist; 2 the command line; 3 a file that cannot be read or written, no memory.\n";

const char *options_program_name(int program)
{
    return program == OPTIONS_COSTS ? "cost_to_serve" : "customer_report";
}

void options_usage(FILE *file, int program)
{
    fputs(program == OPTIONS_COSTS ? costs_usage : report_usage, file);
}

void options_help(int program)
{
    const int costs = program == OPTIONS_COSTS;
    fputs(costs ? costs_does : report_does, stdout);
    fputs(columns, stdout);
    fputs(costs ? costs_options : report_options, stdout);
    fputs(cost_columns, stdout);
    fputs(common, stdout);
}
