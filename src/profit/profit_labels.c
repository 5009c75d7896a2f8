/*
 * Labels of customers and products (P. Kotler, "Customer-product profitability analysis"): what a row
 * or column of the matrix is follows from its total and from two facts about its cells.
 */
#include "profit_matrix.h"

#include "../base/base_fault.h"

#include <string.h>

/* Facts about the cells of a row or column. */
enum { PROFIT_LABELS_SOLD = 1, PROFIT_LABELS_LOSES = 2 };

/* --- kernels ---------------------------------------------------------------------------------- */

/* The top bit is set where an amount is below -tolerance: a negative one cannot wrap. */
PORTABILITY_INLINE uint64_t profit_labels_loses(uint64_t amount, uint64_t tolerance)
{
    return amount & (amount + tolerance);
}

static uint32_t profit_labels_of(const patron_profit_hurdles *hurdles, uint32_t facts,
                                 int64_t total)
{
    if (facts == 0)
        return PATRON_PROFIT_LABEL_NONE;
    if (total < hurdles->low)
        return PATRON_PROFIT_LABEL_LOSING;
    if ((facts & PROFIT_LABELS_LOSES) != 0)
        return PATRON_PROFIT_LABEL_MIXED;
    return total >= hurdles->high ? PATRON_PROFIT_LABEL_HIGH : PATRON_PROFIT_LABEL_PROFITABLE;
}

static uint32_t profit_labels_row(size_t products, const int64_t *row, uint64_t tolerance)
{
    uint64_t sold = 0;
    uint64_t loses = 0;
    for (size_t p = 0; p < products; p++) {
        sold |= (uint64_t)row[p];
        loses |= profit_labels_loses((uint64_t)row[p], tolerance);
    }
    return (sold != 0 ? (uint32_t)PROFIT_LABELS_SOLD : 0) |
           (loses >> 63 != 0 ? (uint32_t)PROFIT_LABELS_LOSES : 0);
}

/* Without branches and comparisons, of which compilers make good use. */
static void profit_labels_columns(size_t products, const int64_t *PORTABILITY_RESTRICT row,
                                  uint64_t tolerance, uint32_t *PORTABILITY_RESTRICT facts)
{
    for (size_t p = 0; p < products; p++) {
        uint64_t amount = (uint64_t)row[p];
        uint64_t sold = (amount | (0 - amount)) >> 63;
        uint64_t loses = profit_labels_loses(amount, tolerance) >> 63;
        facts[p] |= (uint32_t)(sold * PROFIT_LABELS_SOLD + loses * PROFIT_LABELS_LOSES);
    }
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t profit_labels_check_hurdles(const patron_profit_hurdles *hurdles,
                                           patron_fault *fault)
{
    if (hurdles == NULL)
        return patron_base_fault_null(fault, "hurdles");
    if (hurdles->high < hurdles->low)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "hurdles.high", -1, hurdles->high,
                                        "an amount of at least low");
    if (hurdles->tolerance < 0)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "hurdles.tolerance", -1,
                                        hurdles->tolerance, "an amount >= 0");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_profit_matrix_labels(const patron_profit_hurdles *hurdles, size_t n,
                                                size_t products, const int64_t *cell,
                                                const int64_t *by_customer,
                                                const int64_t *by_product, uint32_t *customer_label,
                                                uint32_t *product_label, patron_fault *fault)
{
    int32_t status = profit_labels_check_hurdles(hurdles, fault);
    if (status == PATRON_OK)
        status = patron_profit_matrix_check(n, products, cell, "cell", fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && by_customer == NULL)
        return patron_base_fault_null(fault, "by_customer");
    if (products > 0 && by_product == NULL)
        return patron_base_fault_null(fault, "by_product");

    uint64_t tolerance = (uint64_t)hurdles->tolerance;
    if (product_label != NULL && products > 0)
        memset(product_label, 0, products * sizeof *product_label);
    for (size_t c = 0; c < n; c++) {
        const int64_t *row = products > 0 ? cell + c * products : NULL;
        if (customer_label != NULL)
            customer_label[c] = profit_labels_of(
                hurdles, profit_labels_row(products, row, tolerance), by_customer[c]);
        if (product_label != NULL)
            profit_labels_columns(products, row, tolerance, product_label);
    }
    for (size_t p = 0; product_label != NULL && p < products; p++)
        product_label[p] = profit_labels_of(hurdles, product_label[p], by_product[p]);
    return PATRON_OK;
}
