#include "cost_text.h"
#include "money.h"
#include "terminal.h"

static void put_headline(FILE *file, const wording *said, const served *made)
{
    char n[WORDING_NUMBER];
    char gross[WORDING_NUMBER];
    char cost[WORDING_NUMBER];
    char profit[WORDING_NUMBER];
    char firm[WORDING_NUMBER];
    char text[WORDING_SENTENCE];
    wording_count(n, (double)made->customers);
    wording_whole(said, gross, made->firm.gross);
    wording_whole(said, cost, made->firm.served);
    wording_whole(said, profit, made->firm.carried);
    wording_whole(said, firm, made->firm.profit);
    snprintf(text, sizeof text,
             "%s customers bring a gross margin of %s and cost %s to serve: their profit is %s. "
             "After what no customer carries the firm keeps %s.",
             n, gross, cost, profit, firm);
    terminal_paragraph(file, text);
}

static void put_whale(FILE *file, const wording *said, const served *made)
{
    const patron_pareto_money_result *pareto = &made->pareto;
    char makers[WORDING_NUMBER];
    char losers[WORDING_NUMBER];
    char peak[WORDING_NUMBER];
    char lost[WORDING_NUMBER];
    char text[WORDING_SENTENCE];
    wording_count(makers, (double)pareto->makers);
    wording_count(losers, (double)pareto->losers);
    wording_whole(said, peak, pareto->makers_sum);
    wording_whole(said, lost, pareto->losers_sum);
    snprintf(text, sizeof text, "%s customers make %s; %s lose %s of it again.", makers, peak,
             losers, lost[0] == '-' ? lost + 1 : lost);
    terminal_paragraph(file, text);
}

void cost_text_size(FILE *file, const wording *said, const served *made)
{
    char spearman[WORDING_NUMBER];
    char kendall[WORDING_NUMBER];
    char text[WORDING_SENTENCE];
    wording_fraction(spearman, made->inversion.spearman);
    wording_fraction(kendall, made->inversion.kendall);
    snprintf(text, sizeof text,
             "Are the large customers the profitable ones? Rank correlation of net revenue and "
             "profit: Spearman %s, Kendall %s (1: the larger the better; -1: turned over).",
             spearman, kendall);
    putc('\n', file);
    terminal_paragraph(file, text);
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

static void put_labels(FILE *file, const served *made)
{
    fputs("\nCustomers by what they bring in each category\n", file);
    for (uint32_t label = 1; label < SERVED_LABELS; label++) {
        char n[WORDING_NUMBER];
        wording_count(n, (double)made->labeled[label]);
        fprintf(file, "  %-20s%11s\n", served_label(label), n);
    }
}

void cost_text_matrix(FILE *file, const wording *said, const served *made)
{
    if (made->columns == 0) {
        return;
    }
    put_labels(file, made);
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
    char text[WORDING_SENTENCE];
    wording_lines(said, text);
    putc('\n', file);
    terminal_paragraph(file, text);
    for (uint64_t i = 0; i < said->all->bad && i < RECEIPTS_BAD_SHOWN; i++) {
        fprintf(file, "  line %.0f: %s\n", (double)said->all->shown[i].line,
                said->all->shown[i].reason);
    }
    if (run->model.files.bad > 0) {
        fprintf(file, "Of the model %.0f bad lines were left out.\n", (double)run->model.files.bad);
        cost_run_bad(file, &run->model.files);
    }
}

void cost_text(FILE *file, const wording *said, const cost_run *run)
{
    put_headline(file, said, &run->customers);
    put_whale(file, said, &run->customers);
    cost_text_stages(file, said, run);
    cost_text_waterfall(file, said, run);
    cost_text_dearest(file, said, run);
    cost_text_below(file, said, &run->customers);
    cost_text_size(file, said, &run->customers);
    cost_text_matrix(file, said, &run->customers);
    put_bad(file, said, run);
}
