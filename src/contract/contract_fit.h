/*
 * What a fit of contract climbs.
 */
#ifndef PATRON_CONTRACT_FIT_H
#define PATRON_CONTRACT_FIT_H

#include "../portability.h"
#include "contract_model.h"

#include "../numeric/numeric_ascent.h"

enum { CONTRACT_FREE = PATRON_CONTRACT_PARAMETERS, CONTRACT_CELLS = CONTRACT_FREE * CONTRACT_FREE };

/* What is fitted. */
typedef struct contract_data {
    uint32_t kind;
    size_t free;
    size_t n;
    const uint32_t *t;
    const double *lost;
    const double *kept;
    double customers;
} contract_data;

/* A BdW model, of sBG with c = 1. */
void patron_contract_model_at(const contract_data *data, const double *at,
                              patron_contract_model *model);

/* Means of a customer at a point whose at is given. */
void patron_contract_evaluate(const contract_data *data, numeric_ascent_point *point);

/* The fit; covariance [9]. */
void patron_contract_climb_rows(const patron_contract_fit_options *options,
                                const patron_contract_model *from, contract_data *data,
                                patron_contract_model *model, double *covariance,
                                patron_contract_fit_result *result);

#endif
