/*
 * What a fit of histories and one with covariates share.
 */
#ifndef PATRON_BTYD_FIT_H
#define PATRON_BTYD_FIT_H

#include "../portability.h"
#include "btyd_climb.h"

/* Options read over the defaults; then, as they are read, checked. */
int32_t patron_btyd_read_options(const patron_btyd_fit_options *given, uint32_t flags,
                                 patron_btyd_fit_options *options, patron_fault *fault);
int32_t patron_btyd_check_options(const patron_btyd_fit_options *options, patron_fault *fault);
int32_t patron_btyd_check_start(const patron_btyd_fit_options *options,
                                const patron_btyd_model *start, const char *argument,
                                patron_fault *fault);

/* A hill but for its rows; then, with them, its customers, and why there is nothing to fit (notes, 0
   where there is); then its reference and center, and where to start. */
void patron_btyd_hill_open(const patron_btyd_fit_options *options, btyd_hill *hill);
uint64_t patron_btyd_hill_survey(btyd_hill *hill);
void patron_btyd_hill_begin(const patron_btyd_model *start, btyd_hill *hill, double *at);

/* A result in which nothing is known yet; and what the climb found, but for the errors. */
void patron_btyd_fit_blank(size_t n, size_t distinct, uint64_t notes, const btyd_hill *hill,
                           patron_btyd_fit_result *result);
void patron_btyd_fit_report(const btyd_hill *hill, btyd_climb *climb,
                            patron_btyd_fit_result *result);

/* Standard errors of the parameters, and their covariance [64] or NULL. Uses climb->there. */
void patron_btyd_fit_errors(const btyd_hill *hill, btyd_climb *climb, double *covariance,
                            patron_btyd_fit_result *result);

#endif
