/*
 * What an offer may cost: the price that leaves the customer indifferent with each rival, the value in use
 * beside a reference, and how a price splits the surplus (P. Kotler and K. Keller, "Marketing Management",
 * on Caterpillar).
 */
#include "cpv_row.h"

#include <patron/cpv.h>

#include <math.h>

/* --- kernels ---------------------------------------------------------------------------------- */

/* price + ours - his, rounded once. */
static double cpv_indifferent(double price, double ours, double his)
{
    numeric_pair sum = numeric_two_sum(price, ours);
    return numeric_pair_value(numeric_pair_add(sum, -his));
}

static uint32_t cpv_split_note(double worth, double price, double cost)
{
    uint32_t note = 0;
    if (price < cost)
        note |= PATRON_CPV_NOTE_LOSS;
    if (price > worth)
        note |= PATRON_CPV_NOTE_PRICED_OUT;
    if (!(worth > cost))
        note |= PATRON_CPV_NOTE_NOTHING_TO_SPLIT;
    return note;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cpv_check_amount(const char *argument, size_t row, double value, patron_fault *fault)
{
    return patron_cpv_check_value(argument, (int64_t)row, value, -CPV_AMOUNT_MAX, fault);
}

static int32_t cpv_check_price(uint32_t own, size_t n, const double *price, size_t offers,
                               const double *value, const double *indifferent, patron_fault *fault)
{
    if (n > 0 && price == NULL)
        return patron_base_fault_null(fault, "price");
    if (n > 0 && value == NULL)
        return patron_base_fault_null(fault, "value");
    if (n > 0 && indifferent == NULL)
        return patron_base_fault_null(fault, "indifferent");
    int32_t status = patron_cpv_check_own(own, offers, fault);
    return status == PATRON_OK ? patron_cpv_check_count("offers", offers, fault) : status;
}

static int32_t cpv_check_use(size_t n, const double *reference, const double *price, size_t extras,
                             const double *extra, patron_fault *fault)
{
    if (n > 0 && reference == NULL)
        return patron_base_fault_null(fault, "reference");
    if (n > 0 && price == NULL)
        return patron_base_fault_null(fault, "price");
    if (n > 0 && extra == NULL)
        return patron_base_fault_null(fault, "extra");
    return patron_cpv_check_count("extras", extras, fault);
}

static int32_t cpv_check_use_row(size_t row, const double *reference, const double *price,
                                 size_t extras, const double *extra, patron_fault *fault)
{
    int32_t status = cpv_check_amount("reference", row, reference[row], fault);
    if (status == PATRON_OK)
        status = cpv_check_amount("price", row, price[row], fault);
    if (status == PATRON_OK)
        status = patron_cpv_check_row("extra", (int64_t)row, extras, extra, -CPV_AMOUNT_MAX, fault);
    return status;
}

static int32_t cpv_check_split(size_t row, double worth, double price, double cost,
                               patron_fault *fault)
{
    int32_t status = cpv_check_amount("worth", row, worth, fault);
    if (status == PATRON_OK)
        status = cpv_check_amount("price", row, price, fault);
    if (status == PATRON_OK)
        status = cpv_check_amount("cost", row, cost, fault);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cpv_indifferent_price(uint32_t own, size_t n, const double *price,
                                                 size_t offers, const double *value,
                                                 double *indifferent, patron_fault *fault)
{
    int32_t status = cpv_check_price(own, n, price, offers, value, indifferent, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        const double *row = value + i * offers;
        status = cpv_check_amount("price", i, price[i], fault);
        if (status == PATRON_OK)
            status =
                patron_cpv_check_row("value", (int64_t)i, offers, value, -CPV_AMOUNT_MAX, fault);
        for (size_t k = 0; status == PATRON_OK && k < offers; k++)
            indifferent[i * offers + k] =
                cpv_indifferent(price[i], row[own], k == own ? 0.0 : row[k]);
    }
    return status;
}

int32_t PATRON_CALL patron_cpv_value_in_use(size_t n, const double *reference, const double *price,
                                            size_t extras, const double *extra, double *worth,
                                            double *premium, double *surplus, patron_fault *fault)
{
    int32_t status = cpv_check_use(n, reference, price, extras, extra, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = cpv_check_use_row(i, reference, price, extras, extra, fault);
        if (status != PATRON_OK)
            return status;
        numeric_pair sum =
            numeric_pair_add(patron_cpv_sum(extras, extra + i * extras), reference[i]);
        if (worth != NULL)
            worth[i] = numeric_pair_value(sum);
        if (premium != NULL)
            premium[i] = price[i] - reference[i];
        if (surplus != NULL)
            surplus[i] = numeric_pair_value(numeric_pair_add(sum, -price[i]));
    }
    return status;
}

int32_t PATRON_CALL patron_cpv_split(size_t n, const double *worth, const double *price,
                                     const double *cost, double *surplus, double *buyer,
                                     double *seller, double *buyer_share, uint32_t *note,
                                     patron_fault *fault)
{
    if (n > 0 && worth == NULL)
        return patron_base_fault_null(fault, "worth");
    if (n > 0 && price == NULL)
        return patron_base_fault_null(fault, "price");
    if (n > 0 && cost == NULL)
        return patron_base_fault_null(fault, "cost");
    for (size_t i = 0; i < n; i++) {
        int32_t status = cpv_check_split(i, worth[i], price[i], cost[i], fault);
        if (status != PATRON_OK)
            return status;
        double whole = worth[i] - cost[i], kept = worth[i] - price[i];
        double share = patron_cpv_ratio(kept, whole);
        if (isinf(share))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "buyer_share", (int64_t)i,
                                          whole, "a surplus large enough for a share of it");
        if (surplus != NULL)
            surplus[i] = whole;
        if (buyer != NULL)
            buyer[i] = kept;
        if (seller != NULL)
            seller[i] = price[i] - cost[i];
        if (buyer_share != NULL)
            buyer_share[i] = share;
        if (note != NULL)
            note[i] = cpv_split_note(worth[i], price[i], cost[i]);
    }
    return PATRON_OK;
}
