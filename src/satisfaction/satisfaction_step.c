/*
 * What moving customers up the scale is worth. The gains of the moves are added exactly.
 *
 * Source: R. Rust, A. Zahorik and T. Keiningham, "Return on quality" (1995).
 */
#include "../portability.h"
#include "satisfaction_check.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"

#include <math.h>

static int32_t satisfaction_check_clv(size_t levels, const double *clv, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_levels(levels, "levels", fault);
    for (size_t k = 0; status == PATRON_OK && k < levels; k++)
        status = patron_satisfaction_check_number(clv[k], -1e250, 1e250, "clv", (int64_t)k,
                                                  "an amount in [-1e250, 1e250]", fault);
    return status;
}

static int32_t satisfaction_check_level(uint32_t level, size_t levels, const char *argument,
                                        size_t row, patron_fault *fault)
{
    if (level < levels)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, (int64_t)row, level,
                                      "a level below levels");
}

static int32_t satisfaction_check_moves(size_t n, const uint32_t *from, const uint32_t *to,
                                        const double *moved, size_t levels, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = satisfaction_check_level(from[i], levels, "from", i, fault);
        if (status == PATRON_OK)
            status = satisfaction_check_level(to[i], levels, "to", i, fault);
        if (status == PATRON_OK)
            status = patron_satisfaction_check_number(moved[i], 0.0, 1.0, "moved", (int64_t)i,
                                                      "a fraction in [0, 1]", fault);
    }
    return status;
}

static int32_t satisfaction_check_program(double customers, double cost, patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_number(customers, 0.0, 1e15, "customers", -1,
                                                      "customers in [0, 1e15]", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_number(cost, 0.0, 1e250, "cost", -1,
                                                  "an amount in [0, 1e250]", fault);
    return status;
}

static int32_t satisfaction_check_move_columns(size_t n, const void *from, const void *to,
                                               const void *moved, const void *clv, const void *net,
                                               patron_fault *fault)
{
    int32_t status = patron_satisfaction_check_column(n, from, "from", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, to, "to", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(n, moved, "moved", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(1, clv, "clv", fault);
    if (status == PATRON_OK)
        status = patron_satisfaction_check_column(1, net, "net", fault);
    return status;
}

static double satisfaction_gain(double customers, double moved, double before, double after)
{
    return customers * moved * (after - before);
}

int32_t PATRON_CALL patron_satisfaction_step(double customers, double cost, size_t n,
                                             const uint32_t *from, const uint32_t *to,
                                             const double *moved, size_t levels, const double *clv,
                                             double *gain, double *net, double *ratio,
                                             patron_fault *fault)
{
    int32_t status = satisfaction_check_move_columns(n, from, to, moved, clv, net, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_program(customers, cost, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_clv(levels, clv, fault);
    if (status == PATRON_OK)
        status = satisfaction_check_moves(n, from, to, moved, levels, fault);
    if (status != PATRON_OK)
        return status;
    patron_sum_exact sum;
    double left = 0.0;
    patron_sum_exact_init(&sum);
    sum_exact_add(&sum, -cost);
    for (size_t i = 0; i < n; i++)
        sum_exact_add(&sum, satisfaction_gain(customers, moved[i], clv[from[i]], clv[to[i]]));
    (void)patron_sum_exact_round(&sum, &left); /* below 2^64 times 1e265 */
    double over = cost > 0.0 ? left / cost : (double)NAN;
    if (isinf(over))
        return patron_satisfaction_fault_overflow("ratio", -1, fault);
    for (size_t i = 0; gain != NULL && i < n; i++)
        gain[i] = satisfaction_gain(customers, moved[i], clv[from[i]], clv[to[i]]);
    *net = left;
    if (ratio != NULL)
        *ratio = over;
    return PATRON_OK;
}
