/*
 * All real zeros of sums of exponentials in an interval.
 *
 *     F(u) = sum_i c_i exp(-t_i u),  t ascending, c_i not 0
 *
 * has at most as many real zeros as the c_i have changes of sign (Laguerre, 1883: Descartes' rule
 * for any real exponents). For p between the two times of a change of sign,
 *
 *     G(u) = exp(-p u) d/du [exp(p u) F(u)] = sum_i c_i (p - t_i) exp(-t_i u)
 *
 * has one change less, and between two neighbors of its zeros F exp(p u) only rises or only falls:
 * F has at most one zero there, and a sign change finds it. So the zeros of the sum with one change
 * of sign part the line for that with two, and so on up to F.
 */
#ifndef PATRON_NPV_ROOTS_H
#define PATRON_NPV_ROOTS_H

#include "../portability.h"

/* c_i is mantissa x 2^exponent, so that products of any number of factors keep their bits. */
typedef struct npv_roots_terms {
    size_t count;
    double *time;
    double *mantissa;
    double *exponent; /* a whole number */
} npv_roots_terms;

/* How F passes through a zero; TOUCHES beside FALLS or RISES for an odd number of zeros in one. */
enum npv_roots_kind { NPV_ROOTS_FALLS = 1, NPV_ROOTS_RISES = 2, NPV_ROOTS_TOUCHES = 4 };

/* Memory for the search: each array as long as the longest stream. */
typedef struct npv_roots_work {
    npv_roots_terms terms; /* of F */
    npv_roots_terms level; /* of the sum looked at; time is that of terms */
    double *pivot;         /* p of each change of sign */
    double *zero;          /* the zeros found, ascending */
    double *cut;           /* the zeros of the level below */
    uint32_t *kind;        /* of each zero, NPV_ROOTS_* */
} npv_roots_work;

/* Adds c at a time after all others; 0 is left out. */
void patron_npv_roots_add(npv_roots_terms *terms, double time, double c);

/* Changes of sign of the terms; their pivots go to work->pivot. */
size_t patron_npv_roots_changes(npv_roots_work *work);

/*
 * The zeros of work->terms in (low, high), to work->zero and work->kind: how many. changes is what
 * patron_npv_roots_changes said, at least 1; evaluations counts up. Zeros too close to be told
 * apart by doubles are one, of kind TOUCHES, and FALLS or RISES where F changes sign there.
 */
size_t patron_npv_roots_find(npv_roots_work *work, size_t changes, double low, double high,
                             uint32_t *evaluations);

#endif
