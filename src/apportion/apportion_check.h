/*
 * The argument checks that all splits share. Each returns a status and reports its fault.
 */
#ifndef PATRON_APPORTION_CHECK_H
#define PATRON_APPORTION_CHECK_H

#include "../portability.h"
#include "apportion_share.h"

/* A count of rows under this name. */
int32_t patron_apportion_check_count(const char *argument, size_t n, patron_fault *fault);

/* policy, n, weight. */
int32_t patron_apportion_check_policy(uint32_t policy, patron_fault *fault);
int32_t patron_apportion_check_column(size_t n, const void *weight, patron_fault *fault);

/* m weights from `first`; the fault has the row (-1: the weight's own index) and the column. */
int32_t patron_apportion_check_weights(int64_t row, size_t first, size_t m,
                                       apportion_weights weights, patron_fault *fault);

/* Nobody to take a total that is not 0. */
int32_t patron_apportion_fault_nobody(int64_t row, int64_t total, patron_fault *fault);

#endif
