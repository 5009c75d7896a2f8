/*
 * What the sources of contract share: the curve of a model, and the checks.
 */
#ifndef PATRON_CONTRACT_MODEL_H
#define PATRON_CONTRACT_MODEL_H

#include "../portability.h"
#include <patron/contract.h>

enum { CONTRACT_ROWS_MAX = 2147483647, CONTRACT_TIME_MAX = 1000000000 };

#define CONTRACT_SHAPE_LOW 1e-6
#define CONTRACT_SHAPE_HIGH 1e9
#define CONTRACT_BEND_LOW 1e-3
#define CONTRACT_BEND_HIGH 20.0
#define CONTRACT_CUSTOMERS_MAX 1e15

/* c, 1 of sBG. */
PORTABILITY_INLINE double contract_bend(const patron_contract_model *model)
{
    return model->kind == PATRON_CONTRACT_SBG ? 1.0 : model->c;
}

/* t^c, and what it rises by from `from` to `from + by`. */
double patron_contract_clock(double c, double t);
double patron_contract_clock_rise(double c, double from, double by);

/* ln r(t) at renewal t. */
double patron_contract_log_retention(const patron_contract_model *model, double t);

/* r(t). */
double patron_contract_retain(const patron_contract_model *model, double t);

int32_t patron_contract_check_model(const patron_contract_model *model, int is_start,
                                    patron_fault *fault);
int32_t patron_contract_check_count(const char *argument, size_t count, size_t most,
                                    patron_fault *fault);
int32_t patron_contract_check_time(const char *argument, int64_t row, uint32_t t, uint32_t least,
                                   patron_fault *fault);
int32_t patron_contract_check_customers(const char *argument, int64_t row, double value,
                                        patron_fault *fault);

#endif
