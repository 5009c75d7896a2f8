/*
 * Ratios to the rivals: what quality, price profile and the change needed are made of.
 */
#ifndef PATRON_CVA_QUALITY_H
#define PATRON_CVA_QUALITY_H

#include "cva_check.h"

/*
 * To two decimals, halves up. A quotient of decimal numbers that is a half on paper can come out as the
 * double below it, so what is within 2^-50 of a half is the half: ratings of up to twelve digits that are
 * no half on paper are farther away. From 1e10 on a half is only what is one.
 */
double patron_cva_two_decimals(double ratio);

/* own / mean of the others; NaN where that is 0 or there is none, infinite where it is too large. */
double patron_cva_ratio(uint32_t rounding, size_t suppliers, const double *rating, size_t own);

/* The weighted mean of an own's ratios; NaN where one with a weight is, infinite where one is. */
double patron_cva_quality_of(uint32_t rounding, const cva_table *table, size_t own);

#endif
