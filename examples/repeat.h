/*
 * What the models of repeat buying say of the customers of a shop: who is still one, and what they will
 * buy. docs/customer_report.md says what the figures mean. Times are in weeks, money in minor units.
 */
#ifndef REPEAT_H
#define REPEAT_H

#include "options.h"
#include "receipts.h"
#include "repeat_names.h"
#include "repeat_rows.h"

#include <patron/patron.h>

enum repeat_size {
    REPEAT_DAYS = 7,    /* in the unit of time */
    REPEAT_TRIES = 12,  /* models tried at most */
    REPEAT_BINS = 8,    /* 0, 1, ... 6 repeat purchases, and more */
    REPEAT_TENTHS = 10, /* of the chance of being alive */
    REPEAT_LEAST = 50,  /* customers below which there is no fit */
    REPEAT_LEAST_AGAIN = 20,
    REPEAT_LEAST_DAYS = 56,
    REPEAT_SLOW =
        10000, /* distinct histories beyond which GGom/NBD is not tried unless asked for */
    REPEAT_PERIODS = 260 /* at most, of the tracking */
};

/* What of the year ahead is a week: 365 days. */
#define REPEAT_YEAR (365.0 / REPEAT_DAYS)

/* Why there are no figures. */
enum repeat_absence {
    REPEAT_PRESENT = 0,
    REPEAT_TOO_FEW, /* customers, or customers who came back */
    REPEAT_TOO_SHORT,
    REPEAT_NO_FIT /* no model converged */
};

/* The customers as the models take them. */
typedef struct repeat_base {
    int32_t first_day; /* the first purchase of all */
    int32_t end_day;
    size_t customers; /* rows of the columns */
    double *weight;   /* 1; 0 for who never bought */
    uint32_t *x;
    double *t_x;
    double *T;
    double *mean; /* money a repeat purchase: margin where the file has it; 0 without one */
    double *own;  /* money a purchase, the first one counted */
    uint64_t buyers;
    uint64_t again;   /* of these, who bought on a second day */
    double log_gaps;  /* sum of ln(gap in weeks) */
    repeat_rows rows; /* the distinct histories */
} repeat_base;

/* A model that was tried. */
typedef struct repeat_try {
    uint32_t kind;
    uint32_t k;
    patron_btyd_model model;
    patron_btyd_fit_result fit;
    double covariance[PATRON_BTYD_PARAMETERS * PATRON_BTYD_PARAMETERS];
    double log_likelihood; /* with the gaps, so that all can be compared */
    double bic;            /* the same; NaN unless converged */
} repeat_try;

typedef struct repeat_tries {
    size_t count;
    repeat_try tried[REPEAT_TRIES];
    const repeat_try *best; /* NULL: none converged */
} repeat_tries;

/* What a purchase brings. */
typedef struct repeat_spend {
    int gamma_gamma; /* the model holds; else each customer's own mean stands in for it */
    patron_spend_model model;
    double covariance[PATRON_SPEND_PARAMETERS * PATRON_SPEND_PARAMETERS];
    patron_spend_fit_result fit;
    patron_spend_independence_result looked;
    double *money; /* a purchase of each customer */
} repeat_spend;

/* What is to be expected of each customer, and of all. */
typedef struct repeat_values {
    double *alive;
    double *purchases; /* of the next year */
    double *money;     /* they bring */
    double *residual;  /* what all purchases to come are worth today; NULL without a discount */
    uint32_t *order;   /* customers, those with most money to come in the year first */
    uint64_t tenth[REPEAT_TENTHS]; /* customers by their chance of being alive */
    double alive_sum;
    double purchases_sum;
    double purchases_error; /* from the parameters */
    double money_sum;
    patron_clv_equity_result equity; /* of residual */
    const repeat_try *next;          /* by BIC; NULL: none */
    double next_equity;              /* by it */
} repeat_values;

/* Customers by repeat purchases, beside what the model expects. */
typedef struct repeat_histogram {
    double expected[REPEAT_BINS];
    double actual[REPEAT_BINS];
    double misplaced; /* the share of customers in another bin than expected */
    double chi_square;
    uint32_t degrees; /* 0: no test, too few customers in the bins */
    double p_value;
} repeat_histogram;

/* Fitted to the first three quarters of the time, and held against the last. */
typedef struct repeat_holdout {
    int made;                         /* 0: the first part alone has no fit */
    int32_t cut;                      /* its last day */
    double weeks;                     /* after it */
    repeat_try before;                /* the fit to the first part */
    double by_class[REPEAT_BINS * 3]; /* customers, mean actual, mean expected */
    patron_btyd_holdout_result result;
} repeat_holdout;

/* Repeat purchases by the end of each period, and in it. */
typedef struct repeat_tracking {
    int32_t days; /* in a period */
    size_t periods;
    double cut;     /* periods before the end of the calibration; 0: there was none */
    double *end;    /* 1, 2, 3 ... */
    double *actual; /* cumulative */
    double *expected;
    double *actual_in;
    double *expected_in;
} repeat_tracking;

typedef struct repeat {
    int absence;  /* REPEAT_PRESENT ... */
    int asked;    /* for one model by its name */
    double force; /* discount, continuous, a week; 0: none */
    repeat_base base;
    repeat_tries tries;
    repeat_spend spend;
    repeat_values values;
    repeat_histogram histogram;
    repeat_holdout holdout;
    repeat_tracking tracking;
} repeat;

/* Makes all of it, as seen on a day. Ends the program where the library finds a fault. */
void repeat_make(repeat *made, const receipts *all, const options *chosen, int32_t as_of);
void repeat_free(repeat *made);

/* Writes the parameters for the till; an exit code. */
int repeat_save(const repeat *made, const receipts *all, const options *chosen);

/* The exact sum of value, each taken count times; NULL is once. */
double repeat_total(size_t n, const double *value, const double *count);

/* The steps. */
void repeat_base_make(repeat_base *base, const receipts *all, int32_t end_day, double margin_rate);
void repeat_base_free(repeat_base *base);
/* start is a model of the kind, near which the fit may be, or NULL. */
void repeat_fit(repeat_try *tried, const repeat_base *base, uint32_t kind, uint32_t k,
                const patron_btyd_model *start);
void repeat_fit_best(repeat_tries *tries, const repeat_base *base);
/* The next of those that converged, by BIC; NULL behind the last. */
const repeat_try *repeat_fit_next(const repeat_tries *tries, const repeat_try *behind);
void repeat_spend_make(repeat_spend *spend, const repeat_base *base);
void repeat_spend_expected(const patron_spend_model *model, const repeat_base *base, double *money);
/* Whether how often customers buy says how much they pay. */
int repeat_spend_depends(const repeat_spend *spend);
void repeat_values_make(repeat *made);

/* What who is alive will still buy, discounted, by x and T. */
typedef struct repeat_ahead {
    repeat_rows ages;    /* distinct (x, T) of the distinct histories; t_x is not used */
    repeat_rows classes; /* the same of T in classes */
} repeat_ahead;

void repeat_ahead_make(repeat_ahead *ahead, const repeat_rows *rows);
void repeat_ahead_free(repeat_ahead *ahead);
/* Of customers of these ages who are alive, with so many purchases more, just made. */
void repeat_ahead_alive(const patron_btyd_model *model, double force, uint32_t more,
                        const repeat_rows *ages, double *residual);
void repeat_ahead_residual(const patron_btyd_model *model, double force, const repeat_ahead *ahead,
                           const repeat_rows *rows, const double *alive, double *residual);
/* Of the distinct histories: residuals at twice the force, and variances. */
void repeat_variance(const patron_btyd_model *model, double force, const repeat_ahead *ahead,
                     const repeat_rows *rows, const double *residual, double *squares,
                     double *variance);
/* Equity by another model. */
double repeat_equity_by(const repeat *made, const repeat_ahead *ahead, const repeat_try *other);
void repeat_equity_make(repeat *made, const repeat_ahead *ahead, const double *alive,
                        const double *residual);
void repeat_histogram_make(repeat_histogram *histogram, const repeat_try *best,
                           const repeat_base *base);
void repeat_holdout_make(repeat *made, const receipts *all, double margin_rate);
void repeat_tracking_make(repeat *made, const receipts *all);

/* The distinct ages among the customers: what the model expects of those of whom it knows only when they
   came. */
void repeat_base_ages(const repeat_base *base, repeat_rows *ages);

#endif
