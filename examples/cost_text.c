#include "cost_text.h"
#include "money.h"
#include "terminal.h"

static void say(FILE *file, const wording *said,
                void (*sentence)(const wording *, char[WORDING_SENTENCE]))
{
    char text[WORDING_SENTENCE];
    sentence(said, text);
    terminal_paragraph(file, text);
}

void cost_text_size(FILE *file, const wording *said, const served *made)
{
    putc('\n', file);
    say(file, said, wording_size_profit);
    fprintf(file, "\n  %-20s%11s%9s%20s%18s\n", "tenth by revenue", "customers", "losers",
            "net revenue", "profit");
    for (size_t i = 0; i < made->tiles; i++) {
        char net[MONEY_TEXT];
        char profit[MONEY_TEXT];
        money_format(net, made->tile[i].revenue, said->chosen->decimals, ',');
        money_format(profit, made->tile[i].profit, said->chosen->decimals, ',');
        fprintf(file, "  %-20u%11.0f%9.0f%20s%18s\n", (unsigned)(i + 1),
                (double)made->tile[i].customers, (double)made->tile[i].losers, net, profit);
    }
}

void cost_text_matrix(FILE *file, const wording *said, const served *made)
{
    if (made->columns == 0) {
        return;
    }
    putc('\n', file);
    say(file, said, wording_labels);
    fprintf(file, "\n  %-20s%18s  %s\n", "category", "profit", "");
    for (size_t i = 0; i < made->columns; i++) {
        char money[MONEY_TEXT];
        money_format(money, made->matrix.column[i], said->chosen->decimals, ',');
        fprintf(file, "  %-20.20s%18s  %s\n", made->column_name[i], money,
                served_label(made->matrix.column_label[i]));
    }
}

static void put_bad(FILE *file, const wording *said, const cost_run *run)
{
    putc('\n', file);
    say(file, said, wording_lines);
    for (uint64_t i = 0; i < said->all->bad && i < RECEIPTS_BAD_SHOWN; i++) {
        fprintf(file, "  line %.0f: %s\n", (double)said->all->shown[i].line,
                said->all->shown[i].reason);
    }
    say(file, said, wording_costs_read);
    cost_run_bad(file, &run->model.files);
}

void cost_text(FILE *file, const wording *said, const cost_run *run)
{
    say(file, said, wording_served);
    say(file, said, wording_profits);
    cost_text_stages(file, said, run);
    cost_text_waterfall(file, said, run);
    cost_text_dearest(file, said, run);
    cost_text_below(file, said, &run->customers);
    cost_text_size(file, said, &run->customers);
    cost_text_matrix(file, said, &run->customers);
    put_bad(file, said, run);
}
