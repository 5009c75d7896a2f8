/*
 * What both summaries share.
 */
#ifndef PATRON_PARETO_SUMMARY_H
#define PATRON_PARETO_SUMMARY_H

#include "../portability.h"
#include <patron/pareto.h>

/* Checks n, value, scratch and result, reads the options and puts in their defaults. */
int32_t patron_pareto_summary_open(const patron_pareto_options *options, size_t n,
                                   const void *value, uint32_t ordered, const void *scratch,
                                   size_t scratch_size, const void *result, size_t first_size,
                                   patron_pareto_options *known, patron_fault *fault);

#endif
