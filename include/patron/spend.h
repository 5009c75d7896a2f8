/*
 * patron/spend.h - what a customer's purchases bring: the gamma-gamma model of the mean spend.
 *
 * Purchases of a customer scatter about a mean of their own; means differ between customers. Fitted to
 * what each customer has spent a purchase so far, the model says what the next ones will bring: the
 * mean seen, drawn toward that of all, the more so the fewer purchases it rests on.
 *
 *     spend of a purchase ~ Gamma(p, v),  v ~ Gamma(q, gamma) from customer to customer
 *
 *     x           repeat purchases, the first one not counted
 *     mean_spend  of those purchases, in money of the host's choice, which gamma is in, too
 *
 * patron/history.h makes both columns. The model takes for granted that how often a customer buys says
 * nothing of how much: patron_spend_independence looks whether it is so.
 */
#ifndef PATRON_SPEND_H
#define PATRON_SPEND_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where a parameter stands in a gradient and a covariance: the order of the members. */
enum patron_spend_parameter {
    PATRON_SPEND_P = 0,
    PATRON_SPEND_Q = 1,
    PATRON_SPEND_GAMMA = 2,
    PATRON_SPEND_PARAMETERS = 3 /* how many there are */
};

/* The model. Frozen, 24 bytes. */
typedef struct patron_spend_model {
    double p;     /* shape of a customer's purchases, in [1e-6, 1e9] */
    double q;     /* shape of the customers' rates, in [1e-6, 1e9]; up to 1 the mean is infinite */
    double gamma; /* rate of the customers' rates, in [1e-12, 1e15] of money */
} patron_spend_model;

/* How a fit ended. Only PATRON_SPEND_CONVERGED is an ordinary success. */
enum patron_spend_verdict {
    PATRON_SPEND_CONVERGED = 1,      /* a maximum inside, with a positive definite information */
    PATRON_SPEND_BOUNDARY = 2,       /* the likelihood rises toward an edge: see runs_to_* */
    PATRON_SPEND_NOT_IDENTIFIED = 3, /* the data cannot tell the parameters: see notes */
    PATRON_SPEND_RUNNING = 4         /* the limit of iterations: start again from the model */
};

/* Caveats of a fit. */
enum patron_spend_note {
    PATRON_SPEND_NOTE_NOBODY = 0x1,          /* no row with a repeat purchase that brought money */
    PATRON_SPEND_NOTE_IDENTICAL = 0x2,       /* all spend the same, or there is one customer */
    PATRON_SPEND_NOTE_INFINITE_MEAN = 0x4,   /* q <= 1: no mean of the population */
    PATRON_SPEND_NOTE_ILL_CONDITIONED = 0x8, /* condition above 1e10: errors are rough */
    PATRON_SPEND_NOTE_FEW = 0x10,            /* fewer than 10 customers a parameter */
    PATRON_SPEND_NOTE_LEFT_OUT = 0x20,       /* purchases that brought nothing were left out */
    PATRON_SPEND_NOTE_FLAT = 0x40            /* some direction in which the likelihood is level */
};

/* How a fit is made. Options: all zero is the default. */
typedef struct patron_spend_fit_options {
    uint32_t struct_size;    /* sizeof(patron_spend_fit_options) */
    uint32_t flags;          /* 0 */
    uint32_t max_iterations; /* in [0, 10000] [0 = 200] */
    uint32_t reserved;       /* 0 */
} patron_spend_fit_options;

/* A fit. A result: it may grow at its end. */
typedef struct patron_spend_fit_result {
    uint32_t struct_size;      /* in: sizeof(patron_spend_fit_result) */
    uint32_t filled_size;      /* out: leading bytes this library knows */
    uint64_t notes;            /* out: PATRON_SPEND_NOTE_* */
    uint32_t verdict;          /* PATRON_SPEND_CONVERGED ... */
    uint32_t iterations;       /* steps made */
    uint32_t runs_to_zero;     /* bit 1 << PATRON_SPEND_P ...: parameters that run to 0 */
    uint32_t runs_to_infinity; /* bit 1 << PATRON_SPEND_P ...: parameters that run to infinity */
    uint64_t rows;             /* n */
    uint64_t used;             /* rows of positive weight with x > 0 and mean_spend > 0 */
    uint64_t no_purchase;      /* rows left out: x is 0 */
    uint64_t no_money;         /* rows left out: x > 0, but mean_spend <= 0 */
    double customers;          /* sum of the weights used */
    double log_likelihood;     /* at the model */
    double aic;                /* 2 p - 2 ln L; NaN unless converged */
    double bic;                /* p ln(customers) - 2 ln L; NaN unless converged */
    double gradient_norm;      /* largest |d ln L / d ln parameter| / customers */
    double condition;          /* of the information by ln parameter, scaled to a unit diagonal; NaN
                                  where it is not positive definite */
    double error_p;            /* standard error of p; NaN unless converged */
    double error_q;            /* of q, the same */
    double error_gamma;        /* of gamma, the same */
    double mean;               /* p gamma / (q - 1); NaN where that is infinite */
} patron_spend_fit_result;

/* Caveats of the check of independence. */
enum patron_spend_independence_note {
    PATRON_SPEND_NOTE_LINEAR = 0x1,  /* Pearson's correlation is not 0, at the level given */
    PATRON_SPEND_NOTE_RANK = 0x2,    /* nor is that of ranks */
    PATRON_SPEND_NOTE_TOO_FEW = 0x4, /* fewer than 3 customers, or a column that is constant */
    PATRON_SPEND_NOTE_SLIGHT = 0x8   /* both correlations below 0.1, significant or not */
};

/* Whether how often goes with how much. A result: it may grow at its end. */
typedef struct patron_spend_independence_result {
    uint32_t struct_size; /* in: sizeof(patron_spend_independence_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_SPEND_NOTE_LINEAR ... */
    uint64_t rows;        /* n */
    uint64_t used;        /* rows with x > 0 and mean_spend > 0 */
    double pearson;       /* correlation of x and mean_spend, in [-1, 1] */
    double pearson_p;     /* two-sided p-value of 0 */
    double rank;          /* Spearman's: the correlation of their ranks, ties shared, in [-1, 1] */
    double rank_p;        /* two-sided p-value of 0 */
} patron_spend_independence_result;

/*
 * Log-likelihood of each customer's mean spend, and its gradient by the natural logarithm of each
 * parameter.
 *
 *     L = 1 / (m B(p x, q)) u^q (1 - u)^(p x),   u = gamma / (gamma + m x)
 *
 * @param model           in
 * @param n               in                 customers, in [0, 2147483647]
 * @param x               in [n]             repeat purchases, in [1, 4294967295]
 * @param mean_spend      in [n]             m, money a purchase, in [1e-12, 1e15]
 * @param log_likelihood  out [n]            natural logarithm
 * @param gradient        out [n*3] or NULL  by ln p, ln q, ln gamma, row-major
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE       a parameter, x or mean_spend out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source P. Fader, B. Hardie and K. Lee, "RFM and CLV: using iso-value curves for customer base analysis"
 *         (2005); P. Fader and B. Hardie, "The gamma-gamma model of monetary value" (2013)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_spend_log_likelihood(const patron_spend_model *model,
                                                           size_t n, const uint32_t *x,
                                                           const double *mean_spend,
                                                           double *log_likelihood, double *gradient,
                                                           patron_fault *fault);

/*
 * What a purchase of each customer is to be expected to bring, given what theirs have brought.
 *
 *     p (gamma + x m) / (p x + q - 1), a weighted mean of m and the population's p gamma / (q - 1)
 *
 * Where x is 0, mean_spend is not looked at and the answer is the mean of the population.
 *
 * @param model       in
 * @param n           in        customers, in [0, 2147483647]
 * @param x           in [n]    repeat purchases, any
 * @param mean_spend  in [n]    m, money a purchase, in [0, 1e15] where x is not 0
 * @param expected    out [n]   money a purchase; NaN where that is infinite, p x + q <= 1
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE       a parameter or mean_spend out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @source as patron_spend_log_likelihood
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_spend_expected(const patron_spend_model *model, size_t n,
                                                     const uint32_t *x, const double *mean_spend,
                                                     double *expected, patron_fault *fault);

/*
 * The mean spend of the population: p gamma / (q - 1).
 *
 * @param model  in
 * @param mean   out   money a purchase; NaN where that is infinite, q <= 1
 * @param fault  out or NULL
 * @fault PATRON_E_RANGE       a parameter out of range
 * @fault PATRON_E_NOT_FINITE  a parameter is NaN or infinite
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_spend_mean(const patron_spend_model *model, double *mean,
                                                 patron_fault *fault);

/*
 * Bytes of scratch for patron_spend_fit; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1): 32 bytes a customer and 32 KiB at most
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_spend_fit_scratch_size(size_t n);

/*
 * The model that makes the mean spend of n customers most likely, with standard errors.
 *
 * Rows without a repeat purchase and rows whose purchases brought nothing, or less (returns), are left
 * out and counted; mean_spend is not looked at where x is 0. The likelihood is climbed in the logarithms
 * of the parameters by safeguarded Newton steps, from start values that the moments of the logarithms
 * give, so that the currency does not matter. What cannot be fitted is said in the verdict: p to
 * infinity (each customer always spends the same), q and gamma to infinity (all customers are alike).
 *
 * @param options       in or NULL            NULL: all defaults
 * @param start         in or NULL            where to start; NULL: from moments
 * @param n             in                    customers, in [0, 2147483647]
 * @param x             in [n]                repeat purchases, any
 * @param mean_spend    in [n]                money a purchase, in [-1e15, 1e15] where x is not 0; below
 *                                            1e-12 it is nothing
 * @param weight        in [n] or NULL        customers each row stands for, in [0, 1e15]; NULL: 1
 * @param scratch       scratch
 * @param scratch_size  in                    bytes
 * @param model         out                   the fitted model, may be start; NaN where nothing can be fitted
 * @param covariance    out [9] or NULL       of p, q, gamma, row-major; NaN unless converged
 * @param result        out                   struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       an option, a parameter of start, n, mean_spend or weight out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      options or result of no known size, or an unknown flag
 * @fault PATRON_E_SCRATCH     scratch_size below patron_spend_fit_scratch_size(n)
 * @source J. Nocedal and S. Wright, "Numerical Optimization" (2006), 4.1; as patron_spend_log_likelihood
 * @cost O(n x iterations), about six iterations
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_spend_fit(const patron_spend_fit_options *options,
                                                const patron_spend_model *start, size_t n,
                                                const uint32_t *x, const double *mean_spend,
                                                const double *weight, void *scratch,
                                                size_t scratch_size, patron_spend_model *model,
                                                double *covariance, patron_spend_fit_result *result,
                                                patron_fault *fault);

/*
 * Bytes of scratch for patron_spend_independence; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1): 56 bytes a customer and 128 KiB at most
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_spend_independence_scratch_size(size_t n);

/*
 * Whether customers who buy more often spend more, or less, a purchase, which the model takes not to be so:
 * the correlations of x and mean_spend and of their ranks, each with the chance of one as large between
 * columns that have nothing to do with each other, by Student's t with used - 2 degrees of freedom. The
 * first leans on the few who spend most; the second does not.
 *
 * Among many customers a slight correlation is significant, too: PATRON_SPEND_NOTE_SLIGHT says that it
 * hardly matters.
 *
 * @param level         in      of the p-values below which a note is made, in (0, 1)
 * @param n             in      customers, in [0, 2147483647]
 * @param x             in [n]  repeat purchases, any
 * @param mean_spend    in [n]  money a purchase, in [-1e15, 1e15] where x is not 0
 * @param scratch       scratch
 * @param scratch_size  in      bytes
 * @param result        out     struct_size set by the caller; correlations NaN with the note TOO_FEW
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       level, n or mean_spend out of range
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_spend_independence_scratch_size(n)
 * @source C. Spearman, "The proof and measurement of association between two things" (1904)
 * @cost O(n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_spend_independence(double level, size_t n, const uint32_t *x,
                                                         const double *mean_spend, void *scratch,
                                                         size_t scratch_size,
                                                         patron_spend_independence_result *result,
                                                         patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
