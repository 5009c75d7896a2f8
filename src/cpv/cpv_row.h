/*
 * Checks of a row, and its sums: what the functions of perceived value share.
 *
 * Amounts are bounded by 1e300 and counts by 4096, so that no sum leaves a double. Sums are compensated in
 * column order (numeric_compensated.h).
 */
#ifndef PATRON_CPV_ROW_H
#define PATRON_CPV_ROW_H

#include "../base/base_fault.h"
#include "../numeric/numeric_pair.h"
#include "../portability.h"

#define CPV_AMOUNT_MAX 1e300

enum { CPV_COUNT_MAX = 4096 };

/* Benefits and costs of one offer, and what it is worth. */
typedef struct cpv_offer {
    numeric_pair benefit;
    numeric_pair cost;
    numeric_pair value;
} cpv_offer;

/* Several offers of each customer, in columns. */
typedef struct cpv_table {
    size_t offers;
    size_t benefits;
    const double *benefit;
    size_t costs;
    const double *cost;
} cpv_table;

/* A count in [1, 4096]. */
int32_t patron_cpv_check_count(const char *argument, size_t count, patron_fault *fault);

/* Which offer is ours. */
int32_t patron_cpv_check_own(uint32_t own, size_t offers, patron_fault *fault);

/* Values in [least, 1e300], least 0 or -1e300; one, or the columns of a row. */
int32_t patron_cpv_check_value(const char *argument, int64_t row, double value, double least,
                               patron_fault *fault);
int32_t patron_cpv_check_row(const char *argument, int64_t row, size_t columns, const double *value,
                             double least, patron_fault *fault);

/* Pointers and counts of a table of n customers; then its row of one. */
int32_t patron_cpv_check_table(uint32_t own, size_t n, const cpv_table *table, patron_fault *fault);
int32_t patron_cpv_check_customer(int64_t row, const cpv_table *table, patron_fault *fault);

numeric_pair patron_cpv_sum(size_t count, const double *value);
cpv_offer patron_cpv_offer_of(size_t benefits, const double *benefit, size_t costs,
                              const double *cost);

/* total benefit / total cost; NaN without cost, infinite where it is too large. */
double patron_cpv_ratio(double benefit, double cost);

/* The customer's offer. */
PORTABILITY_INLINE cpv_offer cpv_offer_at(const cpv_table *table, size_t row, size_t offer)
{
    size_t at = row * table->offers + offer;
    return patron_cpv_offer_of(table->benefits, table->benefit + at * table->benefits, table->costs,
                               table->cost + at * table->costs);
}

#endif
