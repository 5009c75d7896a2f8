/* Receipts in, value out: who brings the money, and what each customer is worth from here on. */
#include <patron/patron.h>
#include <stdio.h>

enum { RECEIPTS = 14, CUSTOMERS = 5, SCRATCH = 32768 };

int main(void)
{
    /* Receipts as columns: whose (a row number), on which day (since 1970), for how many cents. */
    const uint32_t customer[RECEIPTS] = {0, 1, 0, 2, 0, 3, 0, 1, 4, 0, 2, 2, 1, 0};
    const int32_t day[RECEIPTS] = {19723, 19730, 19751, 19760, 19782, 19790, 19815,
                                   19842, 19860, 19861, 19890, 19893, 20010, 20054};
    const int64_t cents[RECEIPTS] = {41250, 8990, 38500, 12000, 44720, 2550, 39900,
                                     7450,  3110, 52080, 9900,  -9900, 8200, 61300};
    static unsigned char scratch[SCRATCH]; /* the _scratch_size functions say how much */
    patron_history history[CUSTOMERS];
    int64_t spend[CUSTOMERS];
    double margin[CUSTOMERS];
    double value[CUSTOMERS];
    patron_pareto_money_result pareto = {.struct_size = sizeof pareto};
    const patron_clv_terms terms = {.retention = 0.7, /* of customers stay from year to year */
                                    .discount = 0.1,
                                    .horizon = PATRON_CLV_FOREVER,
                                    .timing = PATRON_CLV_END_IF_RETAINED};
    patron_fault fault;

    int32_t status =
        patron_history_from_receipts(19723, 20088, RECEIPTS, customer, day, cents, NULL, scratch,
                                     sizeof scratch, CUSTOMERS, history, NULL, &fault);
    for (int i = 0; i < CUSTOMERS && status == PATRON_OK; i++) {
        spend[i] = history[i].spend;
        margin[i] = 0.3 * (double)spend[i]; /* of a year's spend, 30% stays */
    }
    if (status == PATRON_OK) {
        status = patron_pareto_summary_money(NULL, CUSTOMERS, spend, NULL, NULL, scratch,
                                             sizeof scratch, &pareto, &fault);
    }
    if (status == PATRON_OK) {
        status =
            patron_clv_constant(&terms, CUSTOMERS, margin, NULL, NULL, NULL, NULL, value, &fault);
    }
    if (status != PATRON_OK) {
        char text[192];
        patron_fault_text(&fault, text, sizeof text, NULL);
        puts(text);
        return 1;
    }
    printf("best 20%% bring %.1f%% of the spend; Gini %.3f\n", 100 * pareto.top_held, pareto.gini);
    for (int i = 0; i < CUSTOMERS; i++) {
        printf("customer %d: %u days, spend %7.2f, lifetime value %7.2f\n", i,
               (unsigned)history[i].days, (double)spend[i] / 100, value[i] / 100);
    }
    return 0;
}
