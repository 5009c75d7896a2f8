/*
 * Log-likelihood, gradient and Hessian of histories, by the logarithms of the parameters a kind has, in
 * the order of the members.
 *
 * The likelihood of BG, MBG, Pareto/NBD and NBD is the sum of two pieces, of which one depends on x and T
 * alone and the other on x and t_x alone, times a factor of x alone:
 *
 *     ln L = W(x) + ln( e^U(x, T) + e^V(x, t_x) )
 *
 * Rows in ascending order of (x, t_x, T) meet W and V again in the next row, and U a little later: the
 * sum keeps them. In a base with dates in days that leaves a few thousand pieces of a hundred thousand
 * histories. The pieces have analytic derivatives, as has GGom/NBD; of CNBD and BG/BB the Hessian is by
 * differences of the analytic gradient.
 */
#ifndef PATRON_BTYD_SUM_H
#define PATRON_BTYD_SUM_H

#include "../portability.h"
#include "../numeric/numeric_compensated.h"
#include "btyd_distinct.h"
#include "btyd_model.h"

enum {
    BTYD_FREE = 5,    /* parameters of the kind that has most */
    BTYD_PACKED = 15, /* its lower triangle, by rows */
    BTYD_LATE = 2,    /* pieces kept besides those of late */
    BTYD_PIECES = 4096
};

/* A figure with its derivatives; hessian[i (i+1) / 2 + j] is by i and j <= i. */
typedef struct btyd_terms {
    double value;
    double gradient[BTYD_FREE];
    double hessian[BTYD_PACKED];
} btyd_terms;

/* A piece, and what it is of; x is below 0 where there is none yet. */
typedef struct btyd_piece {
    double x;
    double time;
    uint32_t known; /* 0: there is no quick form of it */
    btyd_terms terms;
} btyd_piece;

typedef struct btyd_sum {
    patron_btyd_model model;
    uint32_t free;
    btyd_piece
        *kept; /* W, V, and from BTYD_LATE on U, [entries]: where a time is found by its bits */
    size_t entries; /* a power of two */
} btyd_sum;

/* Sums over rows; those of the first derivatives carry their rounding errors. */
typedef struct btyd_total {
    numeric_pair customers;
    numeric_pair value;
    numeric_pair gradient[BTYD_FREE];
    double hessian[BTYD_PACKED];
} btyd_total;

/* Which parameters a kind has, as PATRON_BTYD_R ... in position[]; how many. */
uint32_t patron_btyd_free(uint32_t kind, uint32_t *position);
double patron_btyd_get(const patron_btyd_model *model, uint32_t position);
void patron_btyd_set(patron_btyd_model *model, uint32_t position, double value);

/* For a model and BTYD_LATE + entries pieces in the caller's memory, of which none is known yet. */
void patron_btyd_sum_open(btyd_sum *sum, const patron_btyd_model *model, btyd_piece *kept,
                          size_t entries);
/* One row's terms. */
void patron_btyd_sum_row(btyd_sum *sum, const btyd_row *row, btyd_terms *terms);

void patron_btyd_total_clear(btyd_total *total);

/* Adds all rows. */
void patron_btyd_total_rows(const patron_btyd_model *model, const btyd_weighted *rows,
                            btyd_piece *kept, size_t entries, btyd_total *total);

/* --- pieces ------------------------------------------------------------------------------------- */

/* W(x), U(x, T), V(x, t_x). 0 where the piece is none: no V of BG/NBD and x = 0, or of NBD; no quick
   form of the series of Pareto/NBD. */
void patron_btyd_bg_of_count(const patron_btyd_model *model, double x, btyd_terms *terms);
void patron_btyd_bg_late(const patron_btyd_model *model, double x, double T, btyd_terms *terms);
int patron_btyd_bg_early(const patron_btyd_model *model, double x, double t_x, btyd_terms *terms);
void patron_btyd_pareto_of_count(const patron_btyd_model *model, double x, btyd_terms *terms);
int patron_btyd_pareto_late(const patron_btyd_model *model, double x, double T, btyd_terms *terms);
int patron_btyd_pareto_early(const patron_btyd_model *model, double x, double t_x,
                             btyd_terms *terms);

/* Pareto/NBD where a series is long, and GGom/NBD: the chance to be alive, and by quadrature that to have
   left (0 where t_x is T). Both without W. */
void patron_btyd_alive_terms(const patron_btyd_model *model, const btyd_row *row,
                             btyd_terms *terms);
int patron_btyd_left_terms(const patron_btyd_model *model, uint32_t free, const btyd_row *row,
                           btyd_terms *terms);

/* Adds - s ln(1 + t/beta), and c ln(beta + t). */
void patron_btyd_add_stay(const patron_btyd_model *model, double t, btyd_terms *terms);
void patron_btyd_add_log_beta(const patron_btyd_model *model, double t, double c,
                              btyd_terms *terms);

/* The derivatives of - r ln(1 + t/alpha) - x ln(alpha + t), by ln r and ln alpha; the rest is 0. */
void patron_btyd_gamma_terms(const patron_btyd_model *model, double x, double t, btyd_terms *terms);

#endif
