/*
 * What the sources of spend share: the likelihood of one row, and the checks.
 */
#ifndef PATRON_SPEND_MODEL_H
#define PATRON_SPEND_MODEL_H

#include "../portability.h"
#include <patron/spend.h>

enum { SPEND_ROWS_MAX = 2147483647 };

#define SPEND_SHAPE_LOW 1e-6
#define SPEND_SHAPE_HIGH 1e9
#define SPEND_RATE_LOW 1e-12
#define SPEND_RATE_HIGH 1e15
#define SPEND_MONEY_LOW 1e-12
#define SPEND_MONEY_HIGH 1e15

/* What of the likelihood and its derivatives depends on x and the parameters alone; a = p x, n = a + q. */
typedef struct spend_count {
    double a;
    double n;
    double n_by_a;
    double n_by_q;
    double constant; /* of ln L, but for -ln m */
    double rest_p;   /* of the slope by p */
    double rest_q;   /* of the slope by q */
    double curve_pp; /* of the curvature by ln parameters */
    double curve_pq;
    double curve_qq;
} spend_count;

/* What depends on the spend, too. */
typedef struct spend_row {
    double value; /* ln L + ln m */
    double slope[PATRON_SPEND_PARAMETERS];
    double u; /* gamma / (gamma + m x) */
    double v; /* m x / (gamma + m x) */
} spend_row;

void patron_spend_count(const patron_spend_model *model, double x, spend_count *count);
void patron_spend_curves(const patron_spend_model *model, spend_count *count);

/* total = m x */
void patron_spend_row(const patron_spend_model *model, const spend_count *count, double total,
                      spend_row *row);

int32_t patron_spend_check_model(const patron_spend_model *model, int is_start,
                                 patron_fault *fault);
int32_t patron_spend_check_rows(size_t n, const void *x, const void *mean_spend,
                                patron_fault *fault);
int32_t patron_spend_check_money(size_t row, double value, double low, const char *expected,
                                 patron_fault *fault);

#endif
