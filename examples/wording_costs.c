/* Sentences about what customers cost. */
#include "wording.h"

/* "3 customers", "the customer" for one would be another sentence */
/* An amount without its sign: "lose 12" */
static void size_text(const wording *said, char text[WORDING_NUMBER], int64_t minor)
{
    wording_whole(said, text, minor < 0 && minor != INT64_MIN ? -minor : minor);
}

void wording_served(const wording *said, char text[WORDING_SENTENCE])
{
    const served *made = said->served;
    char n[WORDING_NUMBER];
    char gross[WORDING_NUMBER];
    char cost[WORDING_NUMBER];
    char profit[WORDING_NUMBER];
    char firm[WORDING_NUMBER];
    wording_customers(n, (double)made->customers);
    wording_whole(said, gross, made->firm.gross);
    wording_whole(said, cost, made->firm.served);
    wording_whole(said, profit, made->firm.carried);
    wording_whole(said, firm, made->firm.profit);
    const int size =
        snprintf(text, WORDING_SENTENCE,
                 "After goods %s bring %s; to serve them costs %s, so that they leave %s.", n,
                 gross, cost, profit);
    if (made->has_firm) {
        snprintf(text + size, WORDING_SENTENCE - (size_t)size,
                 " After what no customer carries the firm keeps %s.", firm);
    }
}

void wording_profits(const wording *said, char text[WORDING_SENTENCE])
{
    const patron_pareto_money_result *pareto = &said->served->pareto;
    char makers[WORDING_NUMBER];
    char losers[WORDING_NUMBER];
    char made[WORDING_NUMBER];
    char lost[WORDING_NUMBER];
    wording_customers(makers, (double)pareto->makers);
    wording_count(losers, (double)pareto->losers);
    size_text(said, made, pareto->makers_sum);
    size_text(said, lost, pareto->losers_sum);
    const char *make = pareto->makers == 1 ? "makes" : "make";
    const char *lose = pareto->losers == 1 ? "other loses" : "others lose";
    if (pareto->losers == 0) {
        snprintf(text, WORDING_SENTENCE, "%s %s %s; nobody loses any of it.", makers, make, made);
    } else {
        snprintf(text, WORDING_SENTENCE, "%s %s %s; %s %s %s of it again.", makers, make, made,
                 losers, lose, lost);
    }
}

void wording_size_profit(const wording *said, char text[WORDING_SENTENCE])
{
    const patron_profit_inversion_result *inversion = &said->served->inversion;
    char spearman[WORDING_NUMBER];
    char kendall[WORDING_NUMBER];
    wording_fraction(spearman, inversion->spearman);
    wording_fraction(kendall, inversion->kendall);
    if (inversion->spearman != inversion->spearman) {
        snprintf(text, WORDING_SENTENCE,
                 "Whether the large customers are the profitable ones cannot be said.");
        return;
    }
    snprintf(text, WORDING_SENTENCE,
             "Are the large customers the profitable ones? The rank correlation of net revenue and "
             "profit is %s (Spearman), %s (Kendall): 1 is the larger the better, -1 is turned "
             "over.",
             spearman, kendall);
}

void wording_below(const wording *said, char text[WORDING_SENTENCE])
{
    const served *made = said->served;
    char below[WORDING_NUMBER];
    char hurdle[WORDING_NUMBER];
    char droppable[WORDING_NUMBER];
    wording_customers(below, (double)made->below);
    wording_count(droppable, (double)made->droppable);
    wording_money(said, hurdle, made->hurdle);
    if (made->below == 0) {
        snprintf(text, WORDING_SENTENCE, "No customer brings less than %s.", hurdle);
        return;
    }
    snprintf(text, WORDING_SENTENCE,
             "%s %s less than %s. Losing %s of them would pay: the costs that would end with them "
             "exceed their gross margin.",
             below, made->below == 1 ? "brings" : "bring", hurdle, droppable);
}

void wording_labels(const wording *said, char text[WORDING_SENTENCE])
{
    const served *made = said->served;
    size_t size = 0;
    text[0] = 0;
    if (made->columns == 0) {
        return;
    }
    for (uint32_t label = 1; label < SERVED_LABELS; label++) {
        char n[WORDING_NUMBER];
        wording_count(n, (double)made->labeled[label]);
        size += (size_t)snprintf(text + size, WORDING_SENTENCE - size, "%s%s %s",
                                 label == 1                   ? "Of the customers, "
                                 : label + 1 == SERVED_LABELS ? " and "
                                                              : ", ",
                                 n, label == 3 ? "mixed bags" : served_label(label));
    }
    snprintf(text + size, WORDING_SENTENCE - size,
             ": highly profitable is twice the average or more, a mixed bag loses in some category "
             "and not in all.");
}

void wording_costs_read(const wording *said, char text[WORDING_SENTENCE])
{
    char bad[WORDING_NUMBER];
    char missing[WORDING_NUMBER];
    wording_count(bad, (double)said->cost_files->bad);
    wording_customers(missing, (double)said->cost_missing);
    size_t size = (size_t)snprintf(
        text, WORDING_SENTENCE, "What they cost is from %.200s; %s of its lines %s bad",
        said->chosen->cost_model != NULL ? said->chosen->cost_model : said->chosen->costs,
        said->cost_files->bad > 0 ? bad : "none", said->cost_files->bad > 1 ? "were" : "was");
    if (said->cost_missing > 0) {
        size += (size_t)snprintf(text + size, WORDING_SENTENCE - size,
                                 ", and %s of the receipts %s not in it: no cost is known of them",
                                 missing, said->cost_missing == 1 ? "is" : "are");
    }
    snprintf(text + size, WORDING_SENTENCE - size, ".");
}
