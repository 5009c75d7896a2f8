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
    int32_t status = patron_btyd_check_there(1, model, "model", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(n, time, "time", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(m, at, "at", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_there(m, probability, "probability", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_model(model, fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_count(n, "n", fault);
    if (status == PATRON_OK)
        status = patron_btyd_check_count(m, "m", fault);
    double apart = status == PATRON_OK && model->kind == PATRON_BTYD_BG_BB ? 1.0 : 0.0;
    if (status == PATRON_OK) /* before the n rows */
        status = btyd_path_check(model, 0.0, m, at, "at", fault);
    if (status == PATRON_OK)
        status = btyd_path_check(model, apart, n, time, "time", fault);
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
