/*
 * Lifetime value from columns of expectations: margin per transaction x discounted transactions.
 *
 * Source: P. Fader, B. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base
 * Analysis" (2005), eq. 1. A model's mean that is infinite comes as NaN: the product with it is no number,
 * not even where the other factor is 0.
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

/* What is expected of each customer; a NULL column as the header says. */
typedef struct clv_expected {
    double margin;
    size_t n;
    const double *transactions;
    const double *margins;
    const double *first_margin;
    const double *acquisition;
} clv_expected;

/* A customer's expectations. */
typedef struct clv_buyer {
    double transactions;
    double margin;
    double first_margin;
    double acquisition;
} clv_buyer;

/* What does not exist. */
static uint32_t clv_buyer_notes(const clv_buyer *buyer)
{
    uint32_t notes = 0;
    if (buyer->transactions != buyer->transactions)
        notes |= (uint32_t)PATRON_CLV_NOTE_NO_TRANSACTIONS;
    if (buyer->margin != buyer->margin || buyer->first_margin != buyer->first_margin)
        notes |= (uint32_t)PATRON_CLV_NOTE_NO_MARGIN;
    return notes;
}

/* One product needs no more digits than its own. */
static double clv_buyer_value(const clv_buyer *buyer)
{
    if (buyer->first_margin == 0.0 && buyer->acquisition == 0.0)
        return buyer->transactions * buyer->margin;
    clv_wide value = clv_wide_product(clv_wide_of(buyer->transactions), clv_wide_of(buyer->margin));
    value = patron_clv_wide_sum(value, clv_wide_of(buyer->first_margin));
    value = patron_clv_wide_difference(value, clv_wide_of(buyer->acquisition));
    return clv_wide_value(value);
}

/* Finite, or NaN. */
static int32_t clv_expected_check_mean(double value, int in_range, const char *argument,
                                       int64_t number, patron_fault *fault)
{
    if (value != value)
        return PATRON_OK;
    return patron_clv_check_real(value, in_range, argument, number,
                                 "a number of transactions, >= 0, or NaN", fault);
}

/* Row i, checked. Without a column of first margins the first is `first` of the others: 0 or 1. */
static int32_t clv_expected_take(const clv_expected *given, int first, size_t i, clv_buyer *buyer,
                                 patron_fault *fault)
{
    int64_t number = (int64_t)i;
    buyer->transactions = given->transactions[i];
    buyer->margin = given->margins != NULL ? given->margins[i] : given->margin;
    buyer->first_margin = given->first_margin != NULL ? given->first_margin[i]
                          : first                     ? buyer->margin
                                                      : 0.0;
    buyer->acquisition = given->acquisition != NULL ? given->acquisition[i] : 0.0;
    int32_t status = clv_expected_check_mean(buyer->transactions, buyer->transactions >= 0.0,
                                             "transactions", number, fault);
    if (status == PATRON_OK)
        status = clv_expected_check_mean(buyer->margin, 1, "margins", number, fault);
    if (status == PATRON_OK)
        status = clv_expected_check_mean(buyer->first_margin, 1, "first_margin", number, fault);
    if (status == PATRON_OK)
        status = patron_clv_check_amount(buyer->acquisition, "acquisition", number, fault);
    return status;
}

static int32_t clv_expected_check(const clv_expected *given, const double *clv, patron_fault *fault)
{
    int32_t status = patron_clv_check_column(given->n, given->transactions, "transactions", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(given->n, clv, "clv", fault);
    if (status == PATRON_OK && given->margins == NULL)
        status = patron_clv_check_amount(given->margin, "margin", -1, fault);
    return status;
}

/* Row i, and why its value does not exist; or a fault. */
static int32_t clv_expected_row(const clv_expected *given, int first, size_t i, double *clv,
                                uint32_t *note, patron_fault *fault)
{
    clv_buyer buyer;
    int32_t status = clv_expected_take(given, first, i, &buyer, fault);
    if (status != PATRON_OK)
        return status;
    *note = clv_buyer_notes(&buyer);
    double value = *note != 0 ? (double)NAN : clv_buyer_value(&buyer);
    const clv_figure figure = clv_figure_make(clv, "clv", value);
    return patron_clv_write_row(&figure, 1, i, fault);
}

static int32_t clv_expected_value(const clv_expected *given, int first, double *clv,
                                  uint32_t *notes, patron_fault *fault)
{
    int32_t status = clv_expected_check(given, clv, fault);
    for (size_t i = 0; status == PATRON_OK && i < given->n; i++) {
        uint32_t note = 0;
        status = clv_expected_row(given, first, i, clv, &note, fault);
        if (status == PATRON_OK && notes != NULL)
            notes[i] = note;
    }
    return status;
}

int32_t PATRON_CALL patron_clv_residual(double margin, size_t n, const double *transactions,
                                        const double *margins, double *clv, uint32_t *notes,
                                        patron_fault *fault)
{
    const clv_expected given = {margin, n, transactions, margins, NULL, NULL};
    return clv_expected_value(&given, 0, clv, notes, fault);
}

int32_t PATRON_CALL patron_clv_new(double margin, size_t n, const double *transactions,
                                   const double *margins, const double *first_margin,
                                   const double *acquisition, double *clv, uint32_t *notes,
                                   patron_fault *fault)
{
    const clv_expected given = {margin, n, transactions, margins, first_margin, acquisition};
    return clv_expected_value(&given, 1, clv, notes, fault);
}
