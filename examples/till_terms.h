/* What a customer is worth to us: the terms it is reckoned on, and the answer of the till. */
#ifndef TILL_TERMS_H
#define TILL_TERMS_H

#include "model_file.h"

#include <patron/clv.h>
#include <patron/history.h>

#include <stdio.h>

typedef struct till_terms {
    patron_clv_terms clv; /* of a period; the margin is each customer's own */
    double period_days;
    double margin_rate; /* of the spend; where it is NaN, margins come with the receipts */
    unsigned decimals;  /* of the currency */
    int has_model;
    model_file model; /* what a customer is scored with */
    int residual;     /* all money to come, too: most models take many microseconds for it */
} till_terms;

/* Minor units: 0 for who never bought, or not in the last period; NaN beyond a double's range. */
double till_terms_worth(const till_terms *terms, const patron_history *history, int32_t today);

/* " customer=42 visits=3 ... worth=61.20" */
void till_terms_write(const till_terms *terms, uint64_t customer, const patron_history *history,
                      int32_t today, FILE *file);

#endif
