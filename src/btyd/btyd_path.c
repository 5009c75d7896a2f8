/*
 * The chance of being alive along one customer's purchases.
 */
#include "../portability.h"
#include "btyd_model.h"

#include "../base/base_fault.h"

#include <math.h>

/* Times in [0, 1e15] that do not go back, of BG/BB whole; purchases of BG/BB each at an opportunity of its
   own. */
static int32_t btyd_path_check(const patron_btyd_model *model, double apart, size_t n,
                               const double *time, const char *argument, patron_fault *fault)
{
    double before = 0.0;
    for (size_t i = 0; i < n; i++) {
        int within = time[i] >= before + apart && time[i] <= BTYD_TIME_MAX;
        if (within && model->kind == PATRON_BTYD_BG_BB)
            within = time[i] == floor(time[i]);
        if (!within)
            return patron_base_fault_real(
                fault, isfinite(time[i]) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE, argument,
                (int64_t)i, time[i], "ascending times in [0, 1e15], of BG/BB whole");
        before = time[i];
    }
    return PATRON_OK;
}

int32_t PATRON_CALL patron_btyd_alive_path(const patron_btyd_model *model, size_t n,
                                           const double *time, size_t m, const double *at,
                                           double *probability, patron_fault *fault)
{
    int32_t status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK && n > BTYD_ROWS_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                            "at most 2147483647 rows");
    if (status == PATRON_OK && n > 0 && time == NULL)
        status = patron_base_fault_null(fault, "time");
    if (status == PATRON_OK && m > BTYD_ROWS_MAX)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m,
                                            "at most 2147483647 rows");
    if (status == PATRON_OK && m > 0 && at == NULL)
        status = patron_base_fault_null(fault, "at");
    if (status == PATRON_OK && m > 0 && probability == NULL)
        status = patron_base_fault_null(fault, "probability");
    double apart = status == PATRON_OK && model->kind == PATRON_BTYD_BG_BB ? 1.0 : 0.0;
    if (status == PATRON_OK)
        status = btyd_path_check(model, apart, n, time, "time", fault);
    if (status == PATRON_OK)
        status = btyd_path_check(model, 0.0, m, at, "at", fault);
    if (status != PATRON_OK)
        return status;
    btyd_row row = {0.0, 0.0, 0.0};
    size_t next = 0;
    for (size_t i = 0; i < m; i++) {
        for (; next < n && time[next] <= at[i]; next++) {
            row.x += 1.0;
            row.t_x = time[next];
        }
        row.T = at[i];
        probability[i] = patron_btyd_kind_alive(model, &row);
    }
    return PATRON_OK;
}
