/*
 * What the classes of doubles and of money share.
 */
#ifndef PATRON_PARETO_CLASS_H
#define PATRON_PARETO_CLASS_H

#include "../portability.h"
#include <patron/pareto.h>

enum { PARETO_CLASSES = 3, PARETO_CLASS_RESULT_FIRST_SIZE = 64 };

/* Checks the arguments that are no rows, reads the options and puts in their defaults. */
int32_t patron_pareto_class_open(const patron_pareto_class_options *options, size_t n,
                                 const void *value, uint32_t ordered, const void *scratch,
                                 size_t scratch_size, const void *customer_class,
                                 const void *result, patron_pareto_class_options *known,
                                 patron_fault *fault);

#endif
