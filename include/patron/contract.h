/*
 * patron/contract.h - how long subscribers stay: the shifted beta-geometric and the beta-discrete-Weibull
 * model of contractual retention.
 *
 * A subscriber pays at once and is asked at the end of each period whether to go on; who does not is
 * seen to leave. Each has a chance of their own to leave, the same at every renewal (sBG) or growing or
 * falling with the periods they have stayed (BdW). Whoever is likely to leave leaves early, so that the
 * retention of a cohort rises with its age though nobody becomes more loyal.
 *
 *     S(t) = B(a, b + t^c) / B(a, b)    share of a cohort still there after t renewals, S(0) = 1
 *     r(t) = S(t) / S(t - 1)            retention at renewal t
 *
 * c is 1 in sBG; above 1 the chance to leave grows with the periods stayed, below 1 it falls.
 */
#ifndef PATRON_CONTRACT_H
#define PATRON_CONTRACT_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The models. Numbers are never reused. */
enum patron_contract_kind {
    PATRON_CONTRACT_SBG = 1, /* shifted beta-geometric: a, b */
    PATRON_CONTRACT_BDW = 2  /* beta-discrete-Weibull: a, b, c */
};

/* Where a parameter stands in a covariance: the order of the members. */
enum patron_contract_parameter {
    PATRON_CONTRACT_A = 0,
    PATRON_CONTRACT_B = 1,
    PATRON_CONTRACT_C = 2,
    PATRON_CONTRACT_PARAMETERS = 3 /* how many there are */
};

/* A model and its parameters. Frozen, 32 bytes. */
typedef struct patron_contract_model {
    uint32_t kind;     /* PATRON_CONTRACT_SBG ... */
    uint32_t reserved; /* 0 */
    double a;          /* shape of the chances to leave, in [1e-6, 1e9] */
    double b;          /* shape of the chances to leave, in [1e-6, 1e9]; a / (a + b) leave first */
    double c;          /* of BdW how they change with time, in [1e-3, 20]; of sBG 0 */
} patron_contract_model;

/* How a fit ended. Only PATRON_CONTRACT_CONVERGED is an ordinary success. */
enum patron_contract_verdict {
    PATRON_CONTRACT_CONVERGED = 1,      /* a maximum inside, with a positive definite information */
    PATRON_CONTRACT_BOUNDARY = 2,       /* the likelihood rises toward an edge: see runs_to_* */
    PATRON_CONTRACT_NOT_IDENTIFIED = 3, /* the data cannot tell the parameters: see notes */
    PATRON_CONTRACT_RUNNING = 4         /* the limit of iterations: start again from the model */
};

/* Caveats of a fit. */
enum patron_contract_note {
    PATRON_CONTRACT_NOTE_NOBODY_LOST = 0x1,     /* no loss: nothing to fit */
    PATRON_CONTRACT_NOTE_NOBODY_KEPT = 0x2,     /* all were lost in the first period */
    PATRON_CONTRACT_NOTE_FEW_PERIODS = 0x4,     /* fewer periods than parameters */
    PATRON_CONTRACT_NOTE_ILL_CONDITIONED = 0x8, /* condition above 1e10: errors are rough */
    PATRON_CONTRACT_NOTE_FEW = 0x10,            /* fewer than 10 customers a parameter */
    PATRON_CONTRACT_NOTE_FLAT = 0x20 /* some direction in which the likelihood is level */
};

/* How a fit is made. Options: all zero is the default. */
typedef struct patron_contract_fit_options {
    uint32_t struct_size;    /* sizeof(patron_contract_fit_options) */
    uint32_t flags;          /* 0 */
    uint32_t kind;           /* PATRON_CONTRACT_SBG ... [0 = PATRON_CONTRACT_SBG] */
    uint32_t max_iterations; /* in [0, 10000] [0 = 200] */
} patron_contract_fit_options;

/* A fit. A result: it may grow at its end. */
typedef struct patron_contract_fit_result {
    uint32_t struct_size;      /* in: sizeof(patron_contract_fit_result) */
    uint32_t filled_size;      /* out: leading bytes this library knows */
    uint64_t notes;            /* out: PATRON_CONTRACT_NOTE_* */
    uint32_t verdict;          /* PATRON_CONTRACT_CONVERGED ... */
    uint32_t iterations;       /* steps made */
    uint32_t runs_to_zero;     /* bit 1 << PATRON_CONTRACT_A ...: parameters that run to 0 */
    uint32_t runs_to_infinity; /* bit 1 << PATRON_CONTRACT_A ...: parameters that run to infinity */
    uint64_t rows;             /* n */
    double customers;          /* lost and kept */
    double log_likelihood;     /* at the model */
    double aic;                /* 2 p - 2 ln L; NaN unless converged */
    double bic;                /* p ln(customers) - 2 ln L; NaN unless converged */
    double gradient_norm;      /* largest |d ln L / d ln parameter| / customers */
    double condition;          /* of the information by ln parameter, scaled to a unit diagonal; NaN
                                  where it is not positive definite */
    double error_a;            /* standard error of a; NaN unless converged */
    double error_b;            /* of b, the same */
    double error_c;            /* of c, the same; 0 of sBG */
} patron_contract_fit_result;

/*
 * The share of a cohort that is still there after each number of renewals, S(t).
 *
 * @param model     in
 * @param n         in        rows, in [0, 2147483647]
 * @param t         in [n]    renewals, in [0, 1000000000]
 * @param survival  out [n]   S(t), in [0, 1]
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, n or t out of range
 * @fault PATRON_E_NOT_FINITE  a parameter is NaN or infinite
 * @source P. Fader and B. Hardie, "How to project customer retention" (2007); P. Fader, B. Hardie, Y. Liu,
 *         J. Davin and T. Steenburgh, "How to project customer retention revisited" (2018)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_survival(const patron_contract_model *model,
                                                        size_t n, const uint32_t *t,
                                                        double *survival, patron_fault *fault);

/*
 * Retention at each renewal: the share of those there before it who stay, r(t) = S(t) / S(t - 1).
 *
 * @param model      in
 * @param n          in        rows, in [0, 2147483647]
 * @param t          in [n]    renewal, in [1, 1000000000]
 * @param retention  out [n]   r(t), in [0, 1]
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, n or t out of range
 * @fault PATRON_E_NOT_FINITE  a parameter is NaN or infinite
 * @source as patron_contract_survival
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_retention(const patron_contract_model *model,
                                                         size_t n, const uint32_t *t,
                                                         double *retention, patron_fault *fault);

/*
 * The share of a cohort that leaves at each renewal, S(t - 1) - S(t), without cancellation.
 *
 * @param model  in
 * @param n      in        rows, in [0, 2147483647]
 * @param t      in [n]    renewal, in [1, 1000000000]
 * @param lapse  out [n]   S(t - 1) - S(t), in [0, 1]
 * @param fault  out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, n or t out of range
 * @fault PATRON_E_NOT_FINITE  a parameter is NaN or infinite
 * @source as patron_contract_survival
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_lapse(const patron_contract_model *model, size_t n,
                                                     const uint32_t *t, double *lapse,
                                                     patron_fault *fault);

/*
 * Discounted expected lifetime of a new customer: payments to come, the first one now.
 *
 *     sum_{t>=0} S(t) / (1 + discount)^t
 *
 * times what a period brings it is their value. Without a discount it is the expected number of periods,
 * which exists only where a c > 1.
 *
 * @param model     in
 * @param discount  in    per period, in [0, 1e9]
 * @param lifetime  out   payments, discounted, >= 1
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter or discount out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_DIVERGES    no discount, and a c <= 1: the expectation is infinite
 * @fault PATRON_E_OVERFLOW    a figure beyond a double
 * @source P. Fader and B. Hardie, "Customer-base valuation in a contractual setting: the perils of ignoring
 *         heterogeneity" (2010)
 * @cost O(1), some microseconds, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_lifetime(const patron_contract_model *model,
                                                        double discount, double *lifetime,
                                                        patron_fault *fault);

/*
 * Like patron_contract_lifetime, of the first `periods` payments.
 *
 * @param model     in
 * @param discount  in    per period, in [0, 1e9]
 * @param periods   in    payments, the first one now, in [0, 1000000000]
 * @param lifetime  out   payments, discounted
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, discount or periods out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source as patron_contract_lifetime
 * @cost O(1), some microseconds, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_lifetime_within(const patron_contract_model *model,
                                                               double discount, uint32_t periods,
                                                               double *lifetime,
                                                               patron_fault *fault);

/*
 * Discounted expected residual lifetime of each customer, who has renewed so many times and is about to be
 * asked again: payments to come, the next one now if they renew.
 *
 *     sum_{t>s} S(t) / S(s) / (1 + discount)^(t-s-1),   s = renewals
 *
 * Without a discount it is the expected number of renewals to come, which exists only where a c > 1.
 *
 * @param model     in
 * @param discount  in        per period, in [0, 1e9]
 * @param n         in        customers, in [0, 2147483647]
 * @param renewals  in [n]    made so far, in [0, 1000000000]
 * @param residual  out [n]   payments, discounted
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, discount, n or renewals out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_DIVERGES    no discount, and a c <= 1: the expectation is infinite
 * @fault PATRON_E_OVERFLOW    a figure beyond a double
 * @source as patron_contract_lifetime
 * @cost O(n), some microseconds a row unless it is as the row before; no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_residual(const patron_contract_model *model,
                                                        double discount, size_t n,
                                                        const uint32_t *renewals, double *residual,
                                                        patron_fault *fault);

/*
 * Like patron_contract_residual, of the next `periods` renewals.
 *
 * @param model     in
 * @param discount  in        per period, in [0, 1e9]
 * @param periods   in        renewals looked ahead, in [0, 1000000000]
 * @param n         in        customers, in [0, 2147483647]
 * @param renewals  in [n]    made so far, in [0, 1000000000]
 * @param residual  out [n]   payments, discounted
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, discount, periods, n or renewals out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source as patron_contract_lifetime
 * @cost O(n), some microseconds a row unless it is as the row before; no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_residual_within(const patron_contract_model *model,
                                                               double discount, uint32_t periods,
                                                               size_t n, const uint32_t *renewals,
                                                               double *residual,
                                                               patron_fault *fault);

/*
 * The customers of several cohorts in the periods to come, and the retention of the whole base: which
 * rises as it ages though each cohort's curve is the same.
 *
 * @param model      in
 * @param n          in              cohorts, in [0, 2147483647]
 * @param renewals   in [n]          made so far by those who are there, in [0, 1000000000]
 * @param customers  in [n]          there now, in [0, 1e15]
 * @param periods    in              to come, in [0, 1000000]
 * @param there      out [periods]   customers of all cohorts after 1, 2, ... more renewals
 * @param retention  out [periods]   there in place of those of the period before; NaN where nobody was
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE       kind, a parameter, a count, renewals or customers out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source as patron_contract_survival
 * @cost O(n periods), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_project(const patron_contract_model *model, size_t n,
                                                       const uint32_t *renewals,
                                                       const double *customers, size_t periods,
                                                       double *there, double *retention,
                                                       patron_fault *fault);

/*
 * The counts that patron_contract_fit takes from the survivors of one cohort.
 *
 * @param customers  in        of the cohort at first, in [0, 1e15]
 * @param n          in        periods, in [0, 1000000000]
 * @param share      in [n]    of the cohort still there after renewal 1, 2, ..., in [0, 1], not rising
 * @param t          out [n]   1, 2, ...
 * @param lost       out [n]   customers who left at renewal t
 * @param kept       out [n]   customers still there at the end: 0 but in the last row
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE       customers, n or a share out of range, or a share above the one before
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_counts(double customers, size_t n,
                                                      const double *share, uint32_t *t,
                                                      double *lost, double *kept,
                                                      patron_fault *fault);

/*
 * The model of a kind that makes the losses most likely, with standard errors.
 *
 *     ln L = sum lost ln(S(t-1) - S(t)) + kept ln S(t)
 *
 * Each row is a renewal t, the customers lost at it, and those who renewed at it and of whom no more is
 * known. Rows of several cohorts, of whatever length, follow each other in any order; so may single
 * customers. A model that cannot be fitted is said in the verdict: a and b to infinity where all
 * customers are alike.
 *
 * @param options     in                struct_size set by the caller
 * @param start       in or NULL        where to start, of the kind fitted (kind 0: of
 *                                      any); NULL: from moments
 * @param n           in                rows, in [0, 2147483647]
 * @param t           in [n]            renewal, in [1, 1000000000]
 * @param lost        in [n]            customers who left at it, in [0, 1e15]
 * @param kept        in [n]            customers who renewed at it, no more known, in [0, 1e15]
 * @param model       out               the fitted model, may be start; NaN where nothing can be fitted
 * @param covariance  out [9] or NULL   of a, b, c, row-major; NaN unless converged, 0 for c of sBG
 * @param result      out               struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE       an option, a parameter of start or a column out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      options or result of no known size, or an unknown flag
 * @source as patron_contract_survival
 * @cost O(n x iterations), about eight iterations; no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_contract_fit(
    const patron_contract_fit_options *options, const patron_contract_model *start, size_t n,
    const uint32_t *t, const double *lost, const double *kept, patron_contract_model *model,
    double *covariance, patron_contract_fit_result *result, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
