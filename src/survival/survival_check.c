/*
 * Checks of customers' columns and of the steps of a curve.
 */
#include "survival_check.h"

#include "../base/base_fault.h"

#include <math.h>

#define SURVIVAL_WEIGHT_LOW 1e-100
#define SURVIVAL_WEIGHT_HIGH 1e15

static int32_t survival_wrong(const char *argument, int64_t row, double value, const char *expected,
                              patron_fault *fault)
{
    int32_t status = isfinite(value) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, argument, row, value, expected);
}

int32_t patron_survival_check_there(size_t n, const void *duration, const void *event,
                                    patron_fault *fault)
{
    if (n > SURVIVAL_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 2147483647]");
    if (n > 0 && duration == NULL)
        return patron_base_fault_null(fault, "duration");
    if (n > 0 && event == NULL)
        return patron_base_fault_null(fault, "event");
    return PATRON_OK;
}

int32_t patron_survival_check_time(const char *argument, int64_t row, double time,
                                   patron_fault *fault)
{
    if (time >= 0.0 && isfinite(time))
        return PATRON_OK;
    return survival_wrong(argument, row, time, "a finite time >= 0", fault);
}

int32_t patron_survival_check_event(size_t row, uint32_t event, patron_fault *fault)
{
    if (event <= 1)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "event", (int64_t)row, event,
                                      "1 the event, 0 censored");
}

static int32_t survival_check_row(size_t i, const survival_columns *columns, patron_fault *fault)
{
    int64_t row = (int64_t)i;
    int32_t status = patron_survival_check_time("duration", row, columns->duration[i], fault);
    if (status == PATRON_OK)
        status = patron_survival_check_event(i, columns->event[i], fault);
    if (status != PATRON_OK)
        return status;
    if (columns->group != NULL && columns->group[i] >= columns->groups)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "group", row, columns->group[i],
                                          "a group below groups");
    if (columns->entry != NULL &&
        !(columns->entry[i] >= 0.0 && columns->entry[i] < columns->duration[i]))
        return survival_wrong("entry", row, columns->entry[i], "a time >= 0, before the duration",
                              fault);
    if (columns->weight != NULL &&
        !(columns->weight[i] == 0.0 || (columns->weight[i] >= SURVIVAL_WEIGHT_LOW &&
                                        columns->weight[i] <= SURVIVAL_WEIGHT_HIGH)))
        return survival_wrong("weight", row, columns->weight[i], "0, or a weight in [1e-100, 1e15]",
                              fault);
    return PATRON_OK;
}

int32_t patron_survival_check_rows(size_t n, const survival_columns *columns, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = survival_check_row(i, columns, fault);
    return status;
}

int32_t patron_survival_check_outputs(size_t capacity, const patron_survival_step *step,
                                      const size_t *found,
                                      const patron_survival_curve_result *result,
                                      patron_fault *fault)
{
    if (capacity > 0 && step == NULL)
        return patron_base_fault_null(fault, "step");
    if (found == NULL)
        return patron_base_fault_null(fault, "found");
    return patron_base_check_result(result, SURVIVAL_CURVE_FIRST_SIZE, fault);
}

int32_t patron_survival_check_confidence(double confidence, patron_fault *fault)
{
    if (confidence > 0.0 && confidence < 1.0)
        return PATRON_OK;
    return survival_wrong("confidence", -1, confidence, "a fraction in (0, 1)", fault);
}

int32_t patron_survival_check_table(size_t n, const patron_survival_step *step, patron_fault *fault)
{
    if (n > SURVIVAL_ROWS_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "n", -1, n,
                                          "a count in [0, 2147483647]");
    return n > 0 && step == NULL ? patron_base_fault_null(fault, "step") : PATRON_OK;
}

/* One step, with the time and the survival of the one before. */
static int32_t survival_check_step(int64_t row, const patron_survival_step *step, double time,
                                   double survival, patron_fault *fault)
{
    if (!(step->time >= 0.0 && isfinite(step->time) && (row == 0 || step->time > time)))
        return survival_wrong("step.time", row, step->time, "a time >= 0, after the one before",
                              fault);
    if (!(step->at_risk > 0.0 && isfinite(step->at_risk)))
        return survival_wrong("step.at_risk", row, step->at_risk, "a number > 0", fault);
    if (!(step->events > 0.0 && step->events <= step->at_risk))
        return survival_wrong("step.events", row, step->events, "a number > 0, up to at_risk",
                              fault);
    if (!(step->censored >= 0.0 && isfinite(step->censored)))
        return survival_wrong("step.censored", row, step->censored, "a number >= 0", fault);
    if (!(step->survival >= 0.0 && step->survival <= survival))
        return survival_wrong("step.survival", row, step->survival,
                              "a fraction, up to the one before", fault);
    if (!(step->error >= 0.0 && isfinite(step->error)))
        return survival_wrong("step.error", row, step->error, "a number >= 0", fault);
    if (!(step->hazard >= 0.0 && isfinite(step->hazard)))
        return survival_wrong("step.hazard", row, step->hazard, "a number >= 0", fault);
    if (!(step->hazard_variance >= 0.0 && isfinite(step->hazard_variance)))
        return survival_wrong("step.hazard_variance", row, step->hazard_variance, "a number >= 0",
                              fault);
    return PATRON_OK;
}

int32_t patron_survival_check_steps(size_t n, const patron_survival_step *step, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    double time = 0.0, survival = 1.0;
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = survival_check_step((int64_t)i, step + i, time, survival, fault);
        time = step[i].time;
        survival = step[i].survival;
    }
    return status;
}

int32_t patron_survival_check_last(double last, size_t n, const patron_survival_step *step,
                                   patron_fault *fault)
{
    if (n > 0 && last < step[n - 1].time)
        return patron_base_fault_real(fault, PATRON_E_RANGE, "last", -1, last,
                                      "a time not before the last step");
    return PATRON_OK;
}
