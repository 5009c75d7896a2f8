/*
 * patron/btyd.h - who is still a customer, and what will they buy: buy-till-you-die models of repeat
 * purchase.
 *
 * A customer buys at a rate of their own until, unseen, they leave. A model says how rates and leaving
 * differ between customers; fitted to the histories x, t_x, T of a base (patron/history.h makes them)
 * it gives each customer's chance to be still alive and the purchases to expect.
 *
 *     x    repeat purchases, the first one not counted
 *     t_x  time from the first purchase to the last, 0 where x is 0
 *     T    time from the first purchase to now, t_x <= T
 *
 * Times are in one unit of the host's choice; alpha, beta (and the rate b of Gompertz) carry it. For
 * PATRON_BTYD_BG_BB t_x and T are whole numbers of opportunities: at which the last purchase was, and
 * how many there have been.
 *
 * Customers may have purchase and dropout rates of their own, from what is known about them: the
 * columns alpha and dropout, which patron_btyd_rates makes from covariates. NULL is the model's.
 */
#ifndef PATRON_BTYD_H
#define PATRON_BTYD_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The models. Numbers are never reused. */
enum patron_btyd_kind {
    PATRON_BTYD_BG_NBD = 1,  /* may leave after each repeat purchase: r, alpha, a, b */
    PATRON_BTYD_MBG_NBD = 2, /* may leave after the first purchase, too: r, alpha, a, b */
    PATRON_BTYD_PARETO_NBD =
        3,                    /* may leave at any time, at a rate of their own: r, alpha, s, beta */
    PATRON_BTYD_GGOM_NBD = 4, /* the rate of leaving grows as e^(b t): r, alpha, s, beta, b */
    PATRON_BTYD_NBD = 5,      /* nobody leaves: r, alpha */
    PATRON_BTYD_BG_CNBD = 6,  /* BG/NBD with gaps of Erlang-k: r, alpha, a, b, and k */
    PATRON_BTYD_MBG_CNBD = 7, /* MBG/NBD with gaps of Erlang-k: r, alpha, a, b, and k */
    PATRON_BTYD_BG_BB = 8     /* buys or not at each opportunity: alpha, beta, gamma, delta */
};

/* Where a parameter stands in a gradient, a covariance, a Hessian: the order of the members. */
enum patron_btyd_parameter {
    PATRON_BTYD_R = 0,
    PATRON_BTYD_ALPHA = 1,
    PATRON_BTYD_S = 2,
    PATRON_BTYD_BETA = 3,
    PATRON_BTYD_A = 4,
    PATRON_BTYD_B = 5,
    PATRON_BTYD_GAMMA = 6,
    PATRON_BTYD_DELTA = 7,
    PATRON_BTYD_PARAMETERS = 8 /* how many there are */
};

/* A model and its parameters; those its kind lacks are 0. Frozen, 72 bytes. */
typedef struct patron_btyd_model {
    uint32_t kind; /* PATRON_BTYD_BG_NBD to PATRON_BTYD_BG_BB */
    uint32_t k;    /* Erlang shape of the gaps of CNBD, 1 to 16; else 0 or 1 */
    double r;      /* shape of the purchase rates, in [1e-6, 1e9] */
    double alpha;  /* rate of the purchase rates, in [1e-9, 1e15] units of time; of BG/BB a shape */
    double s;      /* shape of the dropout rates, in [1e-6, 1e9] */
    double beta;   /* rate of the dropout rates, in [1e-9, 1e15] units of time; of BG/BB a shape */
    double a;      /* shape of the dropout probabilities, in [1e-6, 1e9] */
    double b; /* shape of the dropout probabilities, in [1e-6, 1e9]; of GGom/NBD the growth of the
                      dropout rate per unit of time, in [1e-12, 1e6] */
    double gamma; /* shape of the dropout probabilities of BG/BB, in [1e-6, 1e9] */
    double delta; /* shape of the dropout probabilities of BG/BB, in [1e-6, 1e9] */
} patron_btyd_model;

/* How a fit ended. Only PATRON_BTYD_CONVERGED is an ordinary success. */
enum patron_btyd_verdict {
    PATRON_BTYD_CONVERGED = 1,      /* a maximum inside, with a positive definite information */
    PATRON_BTYD_BOUNDARY = 2,       /* the likelihood rises toward an edge: see runs and simpler */
    PATRON_BTYD_NOT_IDENTIFIED = 3, /* the data cannot tell the parameters: see notes */
    PATRON_BTYD_RUNNING = 4         /* the limit of iterations: start again from the model */
};

/* Where a parameter runs at PATRON_BTYD_BOUNDARY: bits of runs_to_zero and runs_to_infinity are
   1 << PATRON_BTYD_R ... */

/* Caveats of a fit. */
enum patron_btyd_note {
    PATRON_BTYD_NOTE_NO_REPEAT = 0x1,   /* x is 0 for everybody */
    PATRON_BTYD_NOTE_ONE_HISTORY = 0x2, /* all histories are one and the same, or there is one */
    PATRON_BTYD_NOTE_NO_TIME = 0x4,     /* T is 0 for everybody */
    PATRON_BTYD_NOTE_ILL_CONDITIONED = 0x8, /* condition above 1e10: errors are rough */
    PATRON_BTYD_NOTE_PENALIZED = 0x10, /* a prior or ridge: no maximum of the likelihood alone */
    PATRON_BTYD_NOTE_FEW = 0x20,       /* fewer than 10 customers a parameter */
    PATRON_BTYD_NOTE_FLAT = 0x40,      /* some direction in which the likelihood does not fall */
    PATRON_BTYD_NOTE_COVARIATE = 0x80  /* at a boundary: it is a coefficient that runs away */
};

/* How a fit is made. Options: all zero, but for kind, is the default. */
typedef struct patron_btyd_fit_options {
    uint32_t struct_size;    /* sizeof(patron_btyd_fit_options) */
    uint32_t flags;          /* PATRON_BTYD_FROM_MODEL or 0 */
    uint32_t kind;           /* PATRON_BTYD_BG_NBD to PATRON_BTYD_BG_BB */
    uint32_t k;              /* Erlang shape of the gaps of CNBD, 1 to 16; else 0 or 1 */
    uint32_t max_iterations; /* in [0, 10000] [0 = 200] */
    uint32_t reserved;       /* 0 */
    double prior_weight; /* customers that the prior counts for, in [0, 1e9] [0 = no prior]: each
                                ln parameter is drawn toward where the fit starts, with variance
                                1 / prior_weight */
    double ridge;        /* of the coefficients of covariates, in [0, 1e9] [0 = none]: each is drawn
                                toward 0, with variance 1 / ridge */
} patron_btyd_fit_options;

/* Flags of patron_btyd_fit_options, for patron_btyd_fit_covariates. */
enum patron_btyd_fit_flag {
    PATRON_BTYD_FROM_MODEL = 0x1 /* start from the model and the coefficients given */
};

/* A fit. A result: it may grow at its end. */
typedef struct patron_btyd_fit_result {
    uint32_t struct_size;      /* in: sizeof(patron_btyd_fit_result) */
    uint32_t filled_size;      /* out: leading bytes this library knows */
    uint64_t notes;            /* out: PATRON_BTYD_NOTE_* */
    uint32_t verdict;          /* PATRON_BTYD_CONVERGED ... */
    uint32_t iterations;       /* steps made */
    uint32_t evaluations;      /* passes over the rows */
    uint32_t simpler;          /* at a boundary: the kind of model it becomes; 0 = none of these */
    uint32_t runs_to_zero;     /* bit 1 << PATRON_BTYD_R ...: parameters that run to 0 */
    uint32_t runs_to_infinity; /* bit 1 << PATRON_BTYD_R ...: parameters that run to infinity */
    uint64_t rows;             /* n */
    uint64_t distinct;         /* distinct histories */
    double customers;          /* sum of weights */
    double log_likelihood;     /* at the model, without the prior */
    double aic;                /* 2 p - 2 ln L; NaN unless converged */
    double bic;                /* p ln(customers) - 2 ln L; NaN unless converged */
    double gradient_norm;      /* largest |d ln L / d ln parameter| / customers */
    double condition;          /* of the information by ln parameter, scaled to a unit diagonal; NaN
                                  where it is not positive definite */
    double error_r;     /* standard error of r; NaN unless converged, 0 where the kind lacks it */
    double error_alpha; /* of alpha, the same */
    double error_s;     /* of s */
    double error_beta;  /* of beta */
    double error_a;     /* of a */
    double error_b;     /* of b */
    double error_gamma; /* of gamma */
    double error_delta; /* of delta */
} patron_btyd_fit_result;

/*
 * Log-likelihood of each customer's history, and its gradient by the natural logarithm of each
 * parameter.
 *
 *     BG/NBD      ln L = ln G(r+x)/G(r) + r ln alpha + ln( B(a,b+x)/B(a,b) (alpha+T)^-(r+x)
 *                        + [x>0] B(a+1,b+x-1)/B(a,b) (alpha+t_x)^-(r+x) )
 *     MBG/NBD     the same with b+1 in place of b in the first arguments, and the second term for x = 0
 *     Pareto/NBD  ln L = ln( G(r+x)/G(r) alpha^r beta^s ( (alpha+T)^-(r+x) (beta+T)^-s
 *                        + s int_{t_x}^{T} (alpha+y)^-(r+x) (beta+y)^-(s+1) dy ) )
 *
 * docs/btyd.md has the others. With CNBD the sum of the logarithms of a customer's gaps between
 * purchases (patron_history_from_receipts, in the unit of t_x) adds (k-1) times itself; NULL leaves it
 * out, which is right as long as likelihoods of one k are compared.
 *
 * @param model           in
 * @param n               in                  customers, in [0, 2147483647]
 * @param x               in [n]              repeat purchases, in [0, 2147483647]
 * @param t_x             in [n]              units of time, in [0, T]; 0 where x is 0
 * @param T               in [n]              units of time, in [0, 1e15]
 * @param sum_log_gap     in [n] or NULL      of CNBD: sum of ln(gap in units of time), finite
 * @param alpha           in [n] or NULL      the customer's own alpha, in [1e-9, 1e15]
 * @param dropout         in [n*2] or NULL    the customer's own a and b (of Pareto/NBD and GGom/NBD beta
 *                                            and 0), in [0, 1e15]
 * @param log_likelihood  out [n]             natural logarithm
 * @param gradient        out [n*8] or NULL   by ln of each parameter, PATRON_BTYD_R to DELTA
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       a parameter the kind lacks that is not 0, or one out of its range; k; x, t_x or T
 *                             out of range; BG/BB: t_x or T not whole, x > t_x
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source P. Fader, B. Hardie and K. Lee, "Counting your customers the easy way" (2005); D. Schmittlein,
 *         D. Morrison and R. Colombo (1987); E. Batislam, M. Denizel and A. Filiztekin (2007)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_log_likelihood(
    const patron_btyd_model *model, size_t n, const uint32_t *x, const double *t_x, const double *T,
    const double *sum_log_gap, const double *alpha, const double *dropout, double *log_likelihood,
    double *gradient, patron_fault *fault);

/*
 * Chance that each customer is still alive at T, given the history. For BG/BB: at opportunity T + 1.
 * 1 under NBD, and under BG/NBD for who never bought again.
 *
 * @param model    in
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param probability out [n]  in [0, 1]
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_alive(const patron_btyd_model *model, size_t n,
                                                 const uint32_t *x, const double *t_x,
                                                 const double *T, const double *alpha,
                                                 const double *dropout, double *probability,
                                                 patron_fault *fault);

/*
 * Purchases to expect of each customer in (T, T + ahead], given the history. For BG/BB ahead is a whole
 * number of opportunities.
 *
 * @param model    in
 * @param ahead    in                 units of time, in [0, 1e15]
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param purchases out [n]  expected number
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_expected(const patron_btyd_model *model, double ahead,
                                                    size_t n, const uint32_t *x, const double *t_x,
                                                    const double *T, const double *alpha,
                                                    const double *dropout, double *purchases,
                                                    patron_fault *fault);

/*
 * Probability of each number of purchases in (T, T + ahead], given the history: 0, 1, ... counts - 1.
 *
 * @param model    in
 * @param ahead    in                 units of time, in [0, 1e15]
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param counts   in   how many numbers, in [0, 2147483647]
 * @param probability out [n*counts]  row-major: customer, number of purchases
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; n counts too large
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n counts), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_pmf(const patron_btyd_model *model, double ahead,
                                               size_t n, const uint32_t *x, const double *t_x,
                                               const double *T, const double *alpha,
                                               const double *dropout, size_t counts,
                                               double *probability, patron_fault *fault);

/*
 * Probability of at least one purchase in (T, T + ahead], given the history: 1 - P(0), without cancellation.
 *
 * @param model    in
 * @param ahead    in                 units of time, in [0, 1e15]
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param probability out [n]  in [0, 1]
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_at_least_one(const patron_btyd_model *model,
                                                        double ahead, size_t n, const uint32_t *x,
                                                        const double *t_x, const double *T,
                                                        const double *alpha, const double *dropout,
                                                        double *probability, patron_fault *fault);

/*
 * Bytes of scratch for patron_btyd_quantile; SIZE_MAX where there is no such number.
 *
 * @param counts  in  numbers of purchases looked at
 * @cost O(1): 8 counts + 127 bytes at most
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_btyd_quantile_scratch_size(size_t counts);

/*
 * The number of purchases in (T, T + ahead] that each customer exceeds with a chance of at most 1 - q,
 * given the history: the smallest k with P(X <= k) >= q.
 *
 * @param model         in
 * @param ahead         in                 units of time, in [0, 1e15]
 * @param q             in                 probability, in [0, 1)
 * @param n             in                 customers, in [0, 2147483647]
 * @param x             in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x           in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T             in [n]             units of time, in [0, 1e15]
 * @param alpha         in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout       in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param counts        in                 the quantile is looked for below this, in [1, 2147483647]
 * @param scratch       scratch
 * @param scratch_size  in                 bytes
 * @param purchases     out [n]            smallest k with P(X <= k) >= q
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; n or counts out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a quantile of counts or more; the argument is "counts"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_btyd_quantile_scratch_size(counts)
 * @cost O(n k), k the quantile; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_quantile(
    const patron_btyd_model *model, double ahead, double q, size_t n, const uint32_t *x,
    const double *t_x, const double *T, const double *alpha, const double *dropout, size_t counts,
    void *scratch, size_t scratch_size, uint32_t *purchases, patron_fault *fault);

/*
 * Discounted expected residual transactions of each customer: all purchases after T, each discounted to T.
 *
 *     DERT = int_0^inf E[purchases in du at T + u | history] e^(-discount u)
 *
 * discount is continuous, per unit of time: ln(1 + rate) of an effective rate. 0 sums them undiscounted,
 * where that is finite: s > 1, a > 1, gamma > 1. For BG/BB discount is the effective rate of one opportunity:
 * the first after T counts 1 / (1 + discount), the second 1 / (1 + discount)^2.
 *
 * @param model    in
 * @param discount in                 per unit of time, in [0, 1e9]
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param transactions out [n]  expected number, discounted
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_DIVERGES    discount 0 and a mean that is infinite
 * @fault PATRON_E_OVERFLOW    a figure beyond a double
 * @source P. Fader, B. Hardie and K. Lee, "RFM and CLV" (2005)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_residual(const patron_btyd_model *model, double discount,
                                                    size_t n, const uint32_t *x, const double *t_x,
                                                    const double *T, const double *alpha,
                                                    const double *dropout, double *transactions,
                                                    patron_fault *fault);

/*
 * Like patron_btyd_residual, of the purchases in (T, T + horizon].
 *
 * @param model    in
 * @param discount in                 per unit of time, in [0, 1e9]
 * @param horizon  in                 units of time, in [0, 1e15]
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param transactions out [n]  expected number, discounted
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_residual_within(
    const patron_btyd_model *model, double discount, double horizon, size_t n, const uint32_t *x,
    const double *t_x, const double *T, const double *alpha, const double *dropout,
    double *transactions, patron_fault *fault);

/*
 * The time after T by which the next purchase has come with probability q, given the history; NaN where it
 * comes at all with less, or later than 1e15 (of BG/BB: than 65536 opportunities). There is no expected
 * time: there may be no next purchase.
 *
 * @param model    in
 * @param q        in                 probability, in [0, 1)
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param ahead_q  out [n]  units of time after T; NaN where q >= the chance that it ever comes
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_next(const patron_btyd_model *model, double q, size_t n,
                                                const uint32_t *x, const double *t_x,
                                                const double *T, const double *alpha,
                                                const double *dropout, double *ahead_q,
                                                patron_fault *fault);

/*
 * How overdue each customer is: the time since the last purchase in units of the gap to expect of them while
 * alive, their own and the base's by the model.
 *
 *     overdue = (T - t_x) (r + x) / (alpha + t_x)
 *
 * @param model    in
 * @param n        in                 customers, in [0, 2147483647]
 * @param x        in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x      in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T        in [n]             units of time, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param overdue  out [n]  gaps, >= 0
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_overdue(const patron_btyd_model *model, size_t n,
                                                   const uint32_t *x, const double *t_x,
                                                   const double *T, const double *alpha,
                                                   const double *dropout, double *overdue,
                                                   patron_fault *fault);

/*
 * Repeat purchases to expect in (0, t] of a customer of whom nothing is known but the first purchase.
 *
 * @param model    in
 * @param n        in                 rows, in [0, 2147483647]
 * @param t        in [n]             units of time since the first purchase, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param purchases out [n]  expected number
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_expected_new(const patron_btyd_model *model, size_t n,
                                                        const double *t, const double *alpha,
                                                        const double *dropout, double *purchases,
                                                        patron_fault *fault);

/*
 * Probability of each number of repeat purchases in (0, t] of a customer of whom nothing is known but the first
 * purchase: 0, 1, ... counts - 1.
 *
 * @param model    in
 * @param n        in                 rows, in [0, 2147483647]
 * @param t        in [n]             units of time since the first purchase, in [0, 1e15]
 * @param alpha    in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout  in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param counts   in   how many numbers, in [0, 2147483647]
 * @param probability out [n*counts]  row-major: row, number of purchases
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; n counts too large
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n counts), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_pmf_new(const patron_btyd_model *model, size_t n,
                                                   const double *t, const double *alpha,
                                                   const double *dropout, size_t counts,
                                                   double *probability, patron_fault *fault);

/*
 * Chance that one customer was alive, at each of m moments, given the purchases before it.
 *
 * @param model        in
 * @param n            in          repeat purchases of the customer, in [0, 2147483647]
 * @param time         in [n]      units of time since the first purchase, ascending, in [0, 1e15]
 * @param m            in          moments, in [0, 2147483647]
 * @param at           in [m]      units of time since the first purchase, ascending, in [0, 1e15]
 * @param probability  out [m]     in [0, 1]
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a parameter out of its range; times that do not ascend
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n + m), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_alive_path(const patron_btyd_model *model, size_t n,
                                                      const double *time, size_t m,
                                                      const double *at, double *probability,
                                                      patron_fault *fault);

/*
 * Bytes of scratch for patron_btyd_distinct; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_btyd_distinct_scratch_size(size_t n);

/*
 * The distinct histories among n, each with the customers it stands for: what a fit needs of a base.
 * Rows come out in ascending (x, t_x, T); their weights are exact sums, rounded once. Rows of weight 0 are
 * nobody, and left out.
 *
 * @param n             in                      customers, in [0, 2147483647]
 * @param x             in [n]                  repeat purchases, in [0, 2147483647]
 * @param t_x           in [n]                  units of time, in [0, T]; 0 where x is 0
 * @param T             in [n]                  units of time, in [0, 1e15]
 * @param weight        in [n] or NULL          customers each row stands for, in [0, 1e15]; NULL: 1
 * @param scratch       scratch
 * @param scratch_size  in                      bytes
 * @param capacity      in                      rows there is room for, in [0, 2147483647]
 * @param distinct_x    out [capacity]          repeat purchases
 * @param distinct_t_x  out [capacity]          units of time
 * @param distinct_T    out [capacity]          units of time
 * @param customers     out [capacity]          sum of weights
 * @param found         out                     distinct histories
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       n, x, t_x, T or a weight out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_FULL        more than capacity distinct histories; the value is how many there are
 * @fault PATRON_E_SCRATCH     scratch_size below patron_btyd_distinct_scratch_size(n)
 * @cost O(n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_distinct(
    size_t n, const uint32_t *x, const double *t_x, const double *T, const double *weight,
    void *scratch, size_t scratch_size, size_t capacity, uint32_t *distinct_x, double *distinct_t_x,
    double *distinct_T, double *customers, size_t *found, patron_fault *fault);

/*
 * What a part of the customers says about a model: the sums of log-likelihood, gradient and Hessian by
 * the natural logarithm of the parameters. Sums of parts add up to those of the whole, so that a fit can
 * be made of data that no one machine holds: add them member by member, take a step, go round again.
 *
 * @param model           in
 * @param n               in                customers, in [0, 2147483647]
 * @param x               in [n]            repeat purchases, in [0, 2147483647]
 * @param t_x             in [n]            units of time, in [0, T]; 0 where x is 0
 * @param T               in [n]            units of time, in [0, 1e15]
 * @param sum_log_gap     in [n] or NULL    of CNBD: sum of ln(gap in units of time), finite
 * @param weight          in [n] or NULL    customers each row stands for, in [0, 1e15]; NULL: 1
 * @param customers       out               sum of weights
 * @param log_likelihood  out               natural logarithm, weighted
 * @param gradient        out [8]           by ln of each parameter, PATRON_BTYD_R to DELTA
 * @param hessian         out [64]          by ln of each two parameters, row-major
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @cost O(n), no scratch; mergeable by adding, to the rounding of the last digits
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_sums(const patron_btyd_model *model, size_t n,
                                                const uint32_t *x, const double *t_x,
                                                const double *T, const double *sum_log_gap,
                                                const double *weight, double *customers,
                                                double *log_likelihood, double *gradient,
                                                double *hessian, patron_fault *fault);

/*
 * Bytes of scratch for patron_btyd_fit; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1). At most 64 bytes a customer and 128 KiB.
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_btyd_fit_scratch_size(size_t n);

/*
 * The model of a kind that makes the histories of n customers most likely, with standard errors.
 *
 * Identical histories are merged first; the likelihood is then climbed in the logarithms of the
 * parameters by safeguarded Newton steps, from start values that the moments give, so that the unit of
 * time does not matter. The same data in any order give the same parameters to 1e-10. What cannot be
 * fitted is said in the verdict, never covered up: parameters that run to 0 or infinity, and which
 * simpler model that is; data that do not tell parameters apart.
 *
 * @param options       in                    struct_size set by the caller
 * @param start         in or NULL            where to start, of the kind fitted; NULL: from moments
 * @param n             in                    customers, in [0, 2147483647]
 * @param x             in [n]                repeat purchases, in [0, 2147483647]
 * @param t_x           in [n]                units of time, in [0, T]; 0 where x is 0
 * @param T             in [n]                units of time, in [0, 1e15]
 * @param sum_log_gap   in [n] or NULL        of CNBD: sum of ln(gap in units of time), finite
 * @param weight        in [n] or NULL        customers each row stands for, in [0, 1e15]; NULL: 1
 * @param scratch       scratch
 * @param scratch_size  in                    bytes
 * @param model         out                   the fitted model, may be start
 * @param covariance    out [64] or NULL      of the parameters, row-major, PATRON_BTYD_R to DELTA;
 *                                            NaN unless converged
 * @param result        out                   struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an option, a parameter of start or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      options or result of no known size, or an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_btyd_fit_scratch_size(n)
 * @source J. Nocedal and S. Wright, "Numerical Optimization" (2006), 3.4 and 4.1
 * @cost O(n + distinct histories x iterations), about ten iterations
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_btyd_fit(const patron_btyd_fit_options *options, const patron_btyd_model *start, size_t n,
                const uint32_t *x, const double *t_x, const double *T, const double *sum_log_gap,
                const double *weight, void *scratch, size_t scratch_size, patron_btyd_model *model,
                double *covariance, patron_btyd_fit_result *result, patron_fault *fault);

/*
 * Bytes of scratch for patron_btyd_fit_regular, which are those for patron_btyd_fit; SIZE_MAX where there is
 * no such number.
 *
 * @param n  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_btyd_fit_regular_scratch_size(size_t n);

/*
 * How regularly customers buy, and the model of that: patron_btyd_fit for every k from 1 to options->k, of
 * which the one that makes histories and gaps most likely is given, of equals the smallest k.
 *
 * Likelihoods of different k compare only with the gaps in them, so that these must be there. One that ends
 * neither at a maximum nor at an edge is not chosen; where none does, k is 1 and the verdict says why.
 *
 * @param options         in                    as for patron_btyd_fit; kind is one with a k, k the highest to try
 * @param n               in                    customers, in [0, 2147483647]
 * @param x               in [n]                repeat purchases, in [0, 2147483647]
 * @param t_x             in [n]                units of time, in [0, T]; 0 where x is 0
 * @param T               in [n]                units of time, in [0, 1e15]
 * @param sum_log_gap     in [n]                sum of ln(gap in units of time), finite
 * @param weight          in [n] or NULL        customers each row stands for, in [0, 1e15]; NULL: 1
 * @param scratch         scratch
 * @param scratch_size    in                    bytes
 * @param model           out                   the fitted model and its k
 * @param covariance      out [64] or NULL      of the parameters, row-major, PATRON_BTYD_R to DELTA;
 *                                              NaN unless converged
 * @param log_likelihood  out [16] or NULL      of each k from 1, up to the highest tried; NaN where its fit
 *                                              did not end, and beyond
 * @param result          out                   of the model's fit; struct_size set by the caller
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       an option or a column out of its range; a kind without k
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      options or result of no known size, or an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_btyd_fit_regular_scratch_size(n)
 * @source M. Platzer and T. Reutterer, "Ticking away the moments" (2016), for k by likelihood
 * @cost options->k + 1 times patron_btyd_fit
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_fit_regular(
    const patron_btyd_fit_options *options, size_t n, const uint32_t *x, const double *t_x,
    const double *T, const double *sum_log_gap, const double *weight, void *scratch,
    size_t scratch_size, patron_btyd_model *model, double *covariance, double *log_likelihood,
    patron_btyd_fit_result *result, patron_fault *fault);

/*
 * The customers' own rates from what is known about them: the columns alpha and dropout of all functions
 * here.
 *
 *     alpha e^-(g1 . z)       Pareto/NBD, GGom/NBD: beta e^-(g2 . z)
 *                             BG, MBG and CNBD: a e^(g2 . z) and b e^(g3 . z)
 *
 * @param model        in
 * @param n            in           customers, in [0, 2147483647]
 * @param m            in           columns of covariates, in [0, 16]
 * @param covariate    in [n*m]     z of each customer, row-major, finite
 * @param coefficient  in [m*3]     g1, then g2, then g3, finite; 0 where the kind has no such parameter
 * @param alpha        out [n]      each customer's alpha
 * @param dropout      out [n*2] or NULL  each customer's a and b, or beta and 0 (of NBD 0 and 0); NULL:
 *                                       not wanted
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a parameter of the model out of range; m above 16; BG/BB; a coefficient that is
 *                             not 0 though the kind has no such parameter; a rate that leaves its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source P. Fader and B. Hardie, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
 *         models" (2007)
 * @cost O(n m), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_rates(const patron_btyd_model *model, size_t n, size_t m,
                                                 const double *covariate, const double *coefficient,
                                                 double *alpha, double *dropout,
                                                 patron_fault *fault);

/*
 * Bytes of scratch for patron_btyd_fit_covariates; SIZE_MAX where there is no such number.
 *
 * @param m  in  columns of covariates, in [0, 16]
 * @cost O(1). At most 128 KiB, whatever the number of customers.
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_btyd_fit_covariates_scratch_size(size_t m);

/*
 * Like patron_btyd_fit, with covariates (see patron_btyd_rates): the parameters and the coefficients that
 * together make the histories of n customers most likely. BG/NBD, MBG/NBD and Pareto/NBD.
 *
 * A coefficient that runs away (a covariate tells apart who buys at all) is PATRON_BTYD_BOUNDARY with the
 * note PATRON_BTYD_NOTE_COVARIATE; columns that are constant, or mixtures of others, are
 * PATRON_BTYD_NOT_IDENTIFIED. A ridge keeps both at home.
 *
 * @param options       in               struct_size set by the caller
 * @param n             in               customers, in [0, 2147483647]
 * @param x             in [n]           repeat purchases, in [0, 2147483647]
 * @param t_x           in [n]           units of time, in [0, T]; 0 where x is 0
 * @param T             in [n]           units of time, in [0, 1e15]
 * @param weight        in [n] or NULL   customers each row stands for, in [0, 1e15]; NULL: 1
 * @param m             in               columns of covariates, in [0, 16]
 * @param covariate     in [n*m]         z of each customer, row-major, finite
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param model         inout            the fitted model, of a customer whose covariates are 0; with the
 *                                       flag PATRON_BTYD_FROM_MODEL where to start
 * @param coefficient   inout [m*6]      3 m coefficients as patron_btyd_rates takes them (with that flag
 *                                       where to start), then their 3 m standard errors, NaN unless converged
 * @param result        out              struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an option, a parameter to start from or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      options or result of no known size, or an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_btyd_fit_covariates_scratch_size(m)
 * @source as patron_btyd_rates
 * @cost O(n m^2 x iterations), about ten iterations
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_fit_covariates(
    const patron_btyd_fit_options *options, size_t n, const uint32_t *x, const double *t_x,
    const double *T, const double *weight, size_t m, const double *covariate, void *scratch,
    size_t scratch_size, patron_btyd_model *model, double *coefficient,
    patron_btyd_fit_result *result, patron_fault *fault);

/*
 * The likelihood-ratio test of a model against one with more parameters that it is a case of.
 *
 *     statistic = 2 (full - simple)      p_value = P(chi-square of degrees > statistic)
 *
 * Where the simpler model is the edge of the fuller one (NBD of BG/NBD or Pareto/NBD, Pareto/NBD of
 * GGom/NBD) the true p-value is smaller: half of this one where one parameter runs.
 *
 * @param simple     in   log-likelihood of the simpler model, finite
 * @param full       in   log-likelihood of the fuller one, finite; at least simple
 * @param degrees    in   how many parameters more it has, in [1, 1000]
 * @param statistic  out  >= 0
 * @param p_value    out  in [0, 1]
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE       full below simple (by more than rounding); degrees out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a statistic beyond a double
 * @source S. Wilks, "The large-sample distribution of the likelihood ratio" (1938)
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_ratio_test(double simple, double full, uint32_t degrees,
                                                      double *statistic, double *p_value,
                                                      patron_fault *fault);

/*
 * Customers as a model draws them, seen for a time T and ahead of it: what the model thinks a base looks
 * like, for tests, examples and the parametric bootstrap.
 *
 * There is no state: the customer of row first_row + i of a seed is always the same, however the rows are
 * split into calls. A customer's x and t_x do not depend on ahead, nor what comes on what else is asked.
 * Draws are the same everywhere but for the rounding of a platform's logarithms, which can move a time by
 * its last digits.
 *
 * Work is bounded: a customer makes at most 1000000 purchases in (0, T + ahead], and beyond that it is a
 * fault.
 *
 * @param model        in
 * @param seed         in                  any
 * @param first_row    in                  the row of the first customer of this call, any
 * @param n            in                  customers, in [0, 2147483647]
 * @param T            in [n]              units of time, in [0, 1e15]
 * @param ahead        in                  units of time, in [0, 1e15]
 * @param alpha        in [n] or NULL      the customer's own alpha, in [1e-9, 1e15]
 * @param dropout      in [n*2] or NULL    the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param x            out [n]             repeat purchases in (0, T]
 * @param t_x          out [n]             units of time, of the last of them; 0 where x is 0
 * @param sum_log_gap  out [n] or NULL     sum of ln(gap in units of time) of the x gaps
 * @param alive        out [n] or NULL     1 = alive at T (of BG/BB: at opportunity T + 1), else 0
 * @param future       out [n] or NULL     purchases in (T, T + ahead]
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_OVERFLOW    a customer of more than 1000000 purchases
 * @source J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011);
 *         G. Marsaglia and W. Tsang, "A simple method for generating gamma variables" (2000)
 * @cost O(n + purchases), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_simulate(const patron_btyd_model *model, uint64_t seed,
                                                    uint64_t first_row, size_t n, const double *T,
                                                    double ahead, const double *alpha,
                                                    const double *dropout, uint32_t *x, double *t_x,
                                                    double *sum_log_gap, uint32_t *alive,
                                                    uint32_t *future, patron_fault *fault);

/*
 * How many customers have made 0, 1, 2, ... repeat purchases since their first, beside how many the model
 * expects; the last bin holds the rest.
 *
 *     chi-square = sum (actual - expected)^2 / expected
 *
 * Under a model with p fitted parameters it has bins - 1 - p degrees of freedom, as long as no bin
 * expects fewer than about five customers.
 *
 * @param model       in
 * @param n           in                 customers, in [0, 2147483647]
 * @param T           in [n]             units of time, in [0, 1e15]
 * @param alpha       in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout     in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param weight      in [n] or NULL     customers each row stands for, in [0, 1e15]; NULL: 1
 * @param x           in [n] or NULL     repeat purchases; NULL: nothing is known of them
 * @param bins        in                 0 to bins - 2 purchases and the rest, in [2, 32]
 * @param expected    out [bins]         customers
 * @param actual      out [bins]         customers; 0 without x
 * @param chi_square  out                >= 0; NaN without x, or where customers came in a bin that
 *                                       expects none, or next to none: a figure beyond a double
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; bins
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source P. Fader, B. Hardie and K. Lee, "Counting your customers the easy way" (2005), figure 1
 * @cost O(n bins), no scratch; mergeable by adding, but for chi-square
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_histogram(const patron_btyd_model *model, size_t n,
                                                     const double *T, const double *alpha,
                                                     const double *dropout, const double *weight,
                                                     const uint32_t *x, size_t bins,
                                                     double *expected, double *actual,
                                                     double *chi_square, patron_fault *fault);

/*
 * Repeat purchases that a base is expected to make by the end of each of a row of periods, and in each of
 * them, of nothing but when customers came: to be drawn beside the actual ones (of
 * patron_history_summarize, totals.x at the end of each period).
 *
 * Now is when customers are T old. Period 1 begins since before now; customers who came later than that
 * count from when they came, and of those who came earlier only what falls into the periods. With since =
 * the largest T the periods begin with the first customer.
 *
 *     cumulative[j] = sum_i weight_i (E[X(t_i + (j+1) period)] - E[X(t_i)]),  t_i = T_i - since; E is 0
 *                     for times below 0
 *
 * @param model        in
 * @param n            in                  customers, in [0, 2147483647]
 * @param T            in [n]              units of time, in [0, 1e15]
 * @param alpha        in [n] or NULL      the customer's own alpha, in [1e-9, 1e15]
 * @param dropout      in [n*2] or NULL    the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param weight       in [n] or NULL      customers each row stands for, in [0, 1e15]; NULL: 1
 * @param since        in                  units of time before now, in [0, 1e15]
 * @param period       in                  units of time, in [0, 1e15]
 * @param periods      in                  how many, in [0, 2147483647]
 * @param cumulative   out [periods]           expected purchases since the periods began
 * @param incremental  out [periods] or NULL   expected purchases in the period
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; periods of more than 1e15
 *                             together
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source P. Fader, B. Hardie and K. Lee, "Counting your customers the easy way" (2005), figures 2 and 3
 * @cost O(n periods), no scratch; mergeable by adding
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_btyd_tracking(const patron_btyd_model *model, size_t n,
                                                    const double *T, const double *alpha,
                                                    const double *dropout, const double *weight,
                                                    double since, double period, size_t periods,
                                                    double *cumulative, double *incremental,
                                                    patron_fault *fault);

/* How far predictions were from what came. A result: it may grow at its end. */
typedef struct patron_btyd_holdout_result {
    uint32_t struct_size; /* in: sizeof(patron_btyd_holdout_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0; no note is defined */
    double customers;     /* sum of weights */
    double actual;        /* purchases that came */
    double expected;      /* purchases that were expected */
    double mae;           /* mean |expected - actual| of a customer; NaN without customers */
    double rmse;          /* root of the mean (expected - actual)^2; NaN without customers */
    double bias;          /* mean of expected - actual; NaN without customers */
} patron_btyd_holdout_result;

/*
 * What a model expected of customers in (T, T + ahead], beside what they did: the test by a holdout. x, t_x
 * and T are of the calibration, and by how often customers bought in it they are put into classes.
 *
 * The mean of expected against actual by class says more than the mean errors: counts of single customers
 * cannot be predicted, and an error that is right on average is what a model promises.
 *
 * @param model     in
 * @param ahead     in                 units of time, in [0, 1e15]
 * @param n         in                 customers, in [0, 2147483647]
 * @param x         in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x       in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T         in [n]             units of time, in [0, 1e15]
 * @param alpha     in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout   in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param weight    in [n] or NULL     customers each row stands for, in [0, 1e15]; NULL: 1
 * @param actual    in [n]             purchases in (T, T + ahead]
 * @param classes   in                 x of 0 to classes - 2 and the rest, in [1, 32]
 * @param by_class  out [classes*3]    row-major: class; customers, mean actual, mean expected; the means
 *                                     NaN without customers
 * @param result    out                struct_size set by the caller
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; classes
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @source P. Fader, B. Hardie and K. Lee, "Counting your customers the easy way" (2005), figure 4
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_btyd_holdout(const patron_btyd_model *model, double ahead, size_t n, const uint32_t *x,
                    const double *t_x, const double *T, const double *alpha, const double *dropout,
                    const double *weight, const uint32_t *actual, size_t classes, double *by_class,
                    patron_btyd_holdout_result *result, patron_fault *fault);

/*
 * Purchases to expect of a whole base in (T, T + ahead], and the standard error that the parameters'
 * covariance gives them, by the delta method.
 *
 *     error^2 = g' C g       g = d purchases / d parameters, C the covariance that patron_btyd_fit gives
 *
 * It says how well the mean is known, not how far the outcome may be from it: customers vary around their
 * means, too. Customers' own alpha and dropout are taken to grow with the model's; their coefficients are
 * taken as known. g is by central differences in the logarithms of the parameters, right to about 1e-9.
 *
 * @param model       in
 * @param covariance  in [64]            of the parameters, row-major, PATRON_BTYD_R to DELTA, finite
 * @param ahead       in                 units of time, in [0, 1e15]
 * @param n           in                 customers, in [0, 2147483647]
 * @param x           in [n]             repeat purchases, in [0, 2147483647]
 * @param t_x         in [n]             units of time, in [0, T]; 0 where x is 0
 * @param T           in [n]             units of time, in [0, 1e15]
 * @param alpha       in [n] or NULL     the customer's own alpha, in [1e-9, 1e15]
 * @param dropout     in [n*2] or NULL   the customer's own a and b, or beta and 0, in [0, 1e15]
 * @param weight      in [n] or NULL     customers each row stands for, in [0, 1e15]; NULL: 1
 * @param purchases   out                expected number, of all
 * @param error       out                its standard error, >= 0
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE       a parameter or a column out of its range; a covariance by which the
 *                             variance is negative
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite: a fit that has not converged has no covariance
 * @fault PATRON_E_OVERFLOW    a variance beyond a double
 * @source G. Oehlert, "A note on the delta method" (1992)
 * @cost O(n), no scratch; nine to eleven expectations a customer
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_btyd_expected_error(const patron_btyd_model *model, const double *covariance, double ahead,
                           size_t n, const uint32_t *x, const double *t_x, const double *T,
                           const double *alpha, const double *dropout, const double *weight,
                           double *purchases, double *error, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
