/*
 * patron/satisfaction.h - what customers say and what it is worth: satisfaction by level, promoters,
 * expectation and performance, ratings, complaints, word of mouth.
 *
 * Answers come raw or as counts per level. Counts are whole numbers and add up: tabulate every shop or
 * every day by itself and add the tables, then ask for the figures.
 *
 * Every share comes with the interval of Wilson, which lies in [0, 1] and does not collapse where
 * nobody or everybody said yes. confidence is the fraction of such intervals that hold the truth: 0.95.
 */
#ifndef PATRON_SATISFACTION_H
#define PATRON_SATISFACTION_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Scales in common use. */
enum patron_satisfaction_kind {
    PATRON_SATISFACTION_FIVE = 0,     /* 1 leaves, 2 to 4 would switch, 5 stays */
    PATRON_SATISFACTION_RECOMMEND = 1 /* 0 to 10: detractors to 6, promoters from 9 */
};

/* How much the customers who complained had lost. */
enum patron_satisfaction_loss {
    PATRON_SATISFACTION_LOSS_SMALL = 0, /* below 5 dollars */
    PATRON_SATISFACTION_LOSS_LARGE = 1  /* above 100 dollars */
};

/* Caveats of a result. */
enum patron_satisfaction_note {
    PATRON_SATISFACTION_NOTE_CLIPPED =
        0x1, /* an end of an interval was cut at the end of the scale */
    PATRON_SATISFACTION_NOTE_NO_ANSWER = 0x2 /* nobody answered: mean and shares are NaN */
};

/* A scale and its bands: worst up to one cut, best from the other, middle between. Frozen, 48 bytes. */
typedef struct patron_satisfaction_scale {
    double lowest;  /* the lowest answer there is, in [-1e9, 1e9] */
    double highest; /* the highest answer there is, in [-1e9, 1e9]; above lowest */
    double worst;   /* answers up to this leave and speak ill, in [-1e9, 1e9] */
    double best;    /* answers from this return and recommend, in [-1e9, 1e9]; above worst */
    double top_box; /* answers from this are in the top box, in [-1e9, 1e9] */
    double top_two; /* answers from this are in the top two boxes, in [-1e9, 1e9] */
} patron_satisfaction_scale;

/* The fraction of dissatisfied customers who buy again, by what became of it. Frozen, 32 bytes. */
typedef struct patron_satisfaction_handling {
    double silent;     /* they never complained: fraction in [0, 1] */
    double unresolved; /* they complained in vain: fraction in [0, 1] */
    double resolved;   /* the complaint was resolved: fraction in [0, 1] */
    double quick;      /* the complaint was resolved at once: fraction in [0, 1] */
} patron_satisfaction_handling;

/*
 * The figures of one question. _error is the standard error, _low and _high are the interval: of the
 * mean Student's, of a share Wilson's, of net Wald's. A result: it may grow at its end.
 */
typedef struct patron_satisfaction_result {
    uint32_t struct_size; /* in: sizeof(patron_satisfaction_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_SATISFACTION_NOTE_* */
    uint64_t answers;     /* those used */
    uint64_t missing;     /* rows without an answer */
    uint64_t worst;       /* answers up to scale.worst */
    uint64_t middle;      /* answers between */
    uint64_t best;        /* answers from scale.best */
    uint64_t top_box;     /* answers from scale.top_box */
    uint64_t top_two;     /* answers from scale.top_two */
    double mean;          /* in the unit of the scale */
    double deviation;     /* standard deviation, of a sample; NaN below two answers */
    double mean_error;    /* deviation / sqrt(answers) */
    double mean_low;      /* never below scale.lowest */
    double mean_high;     /* never above scale.highest */
    double worst_share;   /* worst / answers */
    double worst_error;   /* sqrt(share (1 - share) / answers) */
    double worst_low;     /* fraction */
    double worst_high;    /* fraction */
    double middle_share;  /* middle / answers */
    double middle_error;  /* fraction */
    double middle_low;    /* fraction */
    double middle_high;   /* fraction */
    double best_share;    /* best / answers */
    double best_error;    /* fraction */
    double best_low;      /* fraction */
    double best_high;     /* fraction */
    double top_box_share; /* top_box / answers */
    double top_box_error; /* fraction */
    double top_box_low;   /* fraction */
    double top_box_high;  /* fraction */
    double top_two_share; /* top_two / answers */
    double top_two_error; /* fraction */
    double top_two_low;   /* fraction */
    double top_two_high;  /* fraction */
    double net;           /* best_share - worst_share: the mean of +1, 0 and -1 */
    double net_error;     /* fraction */
    double net_low;       /* never below -1 */
    double net_high;      /* never above 1 */
} patron_satisfaction_result;

/*
 * A scale in common use, to be taken as it is or changed.
 *
 * @param kind   in   PATRON_SATISFACTION_FIVE or PATRON_SATISFACTION_RECOMMEND
 * @param scale  out  the scale
 * @param fault  out or NULL
 * @fault PATRON_E_RANGE  kind is not one of these
 * @source P. Kotler and K. Keller, "Marketing Management" (2012), ch. 5; F. Reichheld, "The one number you
 *         need to grow" (2003)
 * @cost O(1)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_standard_scale(uint32_t kind,
                                                                  patron_satisfaction_scale *scale,
                                                                  patron_fault *fault);

/*
 * Counts of each answer by group (touch-point, shop, segment, product) from raw answers in whole
 * numbers: level k counts the answers lowest + k. An answer PATRON_NONE is none.
 *
 * @param lowest      in                     the answer that level 0 counts, in [-1000000, 1000000]
 * @param levels      in                     levels of the scale, in [1, 4096]
 * @param n           in                     rows
 * @param group       in [n] or NULL         group of each row, in [0, groups); NULL = all in group 0
 * @param answer      in [n]                 lowest to lowest + levels - 1, or PATRON_NONE
 * @param groups      in                     groups, in [1, 2147483647]
 * @param count       out [groups*levels]    answers, row-major: group, level
 * @param unanswered  out [groups] or NULL   rows without an answer
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE  an answer or a group that is not on the table; lowest, groups or levels out of
 *                        range, or a table larger than memory
 * @cost O(n + groups * levels), no scratch; mergeable by adding the counts
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_tabulate(int32_t lowest, size_t levels, size_t n,
                                                            const uint32_t *group,
                                                            const int32_t *answer, size_t groups,
                                                            uint64_t *count, uint64_t *unanswered,
                                                            patron_fault *fault);

/*
 * Mean, bands, top box, top two boxes and net of one question, from counts per level.
 *
 * @param scale       in or NULL           NULL = PATRON_SATISFACTION_FIVE
 * @param confidence  in                   fraction in [0.01, 0.9999999999]
 * @param levels      in                   levels, in [1, 4096]
 * @param score       in [levels] or NULL  what each level stands for, in [-1e9, 1e9] and on the scale;
 *                                         NULL = even steps from scale.lowest to scale.highest
 * @param count       in [levels]          answers of each level, in [0, 1000000000000000]
 * @param result      out                  struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence, a member of scale or a score is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, levels or a count out of range, a score that is not on the
 *                             scale, cuts of the scale out of order
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927)
 * @cost O(levels), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_of_counts(
    const patron_satisfaction_scale *scale, double confidence, size_t levels, const double *score,
    const uint64_t *count, patron_satisfaction_result *result, patron_fault *fault);

/*
 * The same from raw answers on any scale, whole or not: a slider, a mean of several questions.
 *
 * @param scale       in or NULL   NULL = PATRON_SATISFACTION_FIVE
 * @param confidence  in           fraction in [0.01, 0.9999999999]
 * @param n           in           rows
 * @param answer      in [n]       on the scale, in [-1e9, 1e9]; NaN = missing
 * @param result      out          struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence or a member of scale is NaN or infinite, an answer infinite
 * @fault PATRON_E_RANGE       confidence or a member of scale out of range, an answer that is not on the
 *                             scale, cuts of the scale out of order
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source E. B. Wilson (1927)
 * @cost O(n), three passes, no scratch. The mean is exact but for one rounding.
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_of_answers(
    const patron_satisfaction_scale *scale, double confidence, size_t n, const double *answer,
    patron_satisfaction_result *result, patron_fault *fault);

/*
 * A rate with its interval: who answered of those asked (response rate), pieces that conform of pieces
 * inspected (conformance rate), who complained of those dissatisfied, who opted in.
 *
 *     share = yes / of,   error = sqrt(share (1 - share) / of),
 *     low, high = (share + z^2/2of -+ z sqrt(share (1 - share)/of + z^2/4of^2)) / (1 + z^2/of)
 *
 * NaN where of is 0. low is 0 exactly where nobody, high is 1 exactly where everybody said yes.
 *
 * @param confidence  in                fraction in [0.01, 0.9999999999]
 * @param n           in                rows
 * @param yes         in [n]            how many, at most of
 * @param of          in [n]            of how many
 * @param share       out [n] or NULL   fraction
 * @param error       out [n] or NULL   fraction: the standard error
 * @param low         out [n] or NULL   fraction in [0, share]
 * @param high        out [n] or NULL   fraction in [share, 1]
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range, or more yes than asked
 * @source E. B. Wilson (1927), eq. 4
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_rate(double confidence, size_t n,
                                                        const uint64_t *yes, const uint64_t *of,
                                                        double *share, double *error, double *low,
                                                        double *high, patron_fault *fault);

/*
 * Net promoter scores with their intervals.
 *
 *     nps = 100 (p - d),   error = 100 sqrt((p + d - (p - d)^2) / answers),   nps -+ z error
 *
 * with p, d the shares of promoters and detractors. NaN where nobody answered. The interval is Wald's: it
 * is cut at -100 and 100, and has no width where all answered alike.
 *
 * @param confidence  in                fraction in [0.01, 0.9999999999]
 * @param n           in                rows
 * @param promoter    in [n]            who answered 9 or 10
 * @param passive     in [n]            who answered 7 or 8
 * @param detractor   in [n]            who answered 0 to 6
 * @param nps         out [n] or NULL   points in [-100, 100]
 * @param error       out [n] or NULL   points: the standard error
 * @param low         out [n] or NULL   points in [-100, nps]
 * @param high        out [n] or NULL   points in [nps, 100]
 * @param notes       out [n] or NULL   PATRON_SATISFACTION_NOTE_*
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range
 * @source F. Reichheld (2003); the variance is that of a variable of -1, 0 and 1
 * @cost O(n), no scratch; row-wise; counts are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_nps(double confidence, size_t n,
                                                       const uint64_t *promoter,
                                                       const uint64_t *passive,
                                                       const uint64_t *detractor, double *nps,
                                                       double *error, double *low, double *high,
                                                       uint64_t *notes, patron_fault *fault);

/*
 * Whether two net promoter scores differ: the second of each row less the first, of different people.
 *
 *     z = (nps_2 - nps_1) / sqrt(error_1^2 + error_2^2),   p = 2 (1 - Phi(|z|))
 *
 * NaN where nobody answered one of them; z and p are NaN too where both errors are 0.
 *
 * @param confidence   in                fraction in [0.01, 0.9999999999]
 * @param n            in                rows
 * @param promoter_1   in [n]            of the first
 * @param passive_1    in [n]            of the first
 * @param detractor_1  in [n]            of the first
 * @param promoter_2   in [n]            of the second
 * @param passive_2    in [n]            of the second
 * @param detractor_2  in [n]            of the second
 * @param difference   out [n] or NULL   points
 * @param low          out [n] or NULL   points, cut at -200
 * @param high         out [n] or NULL   points, cut at 200
 * @param z            out [n] or NULL   standard errors
 * @param p_value      out [n] or NULL   of no difference, two-sided
 * @param fault        out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range
 * @source B. Rocks, "Interval estimation for the net promoter score" (2016), Wald
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_nps_difference(
    double confidence, size_t n, const uint64_t *promoter_1, const uint64_t *passive_1,
    const uint64_t *detractor_1, const uint64_t *promoter_2, const uint64_t *passive_2,
    const uint64_t *detractor_2, double *difference, double *low, double *high, double *z,
    double *p_value, patron_fault *fault);

/*
 * A score from 0 to 100 of several ratings, weighted: the American Customer Satisfaction Index of three
 * questions on a scale of 1 to 10, or the performance score of a product's attributes.
 *
 *     index = 100 (sum_j weight_j rating_j / sum_j weight_j - lowest) / (highest - lowest)
 *
 * @param lowest   in         the lowest rating there is, in [-1e9, 1e9]
 * @param highest  in         the highest rating there is, in [-1e9, 1e9]; above lowest
 * @param n        in         rows: respondents, products, suppliers
 * @param m        in         questions or attributes, in [1, 4096]
 * @param rating   in [n*m]   row-major, in [-1e9, 1e9] and from lowest to highest
 * @param weight   in [m]     in [0, 1e9]; not all 0
 * @param index    out [n]    in [0, 100]
 * @param fault    out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       one out of range, highest not above lowest, a rating outside them, weights
 *                             that sum to 0
 * @source C. Fornell et al., "The American Customer Satisfaction Index" (1996), eq. 1
 * @cost O(n m), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_index(double lowest, double highest, size_t n,
                                                         size_t m, const double *rating,
                                                         const double *weight, double *index,
                                                         patron_fault *fault);

/*
 * Performance against expectation: gap = performance - expectation, ratio = performance / expectation.
 * A gap below 0 disappoints. The mean gap with its interval: give the gaps to
 * patron_satisfaction_of_answers.
 *
 * @param n            in                rows
 * @param performance  in [n]            in the unit of the scale, in [-1e9, 1e9]
 * @param expectation  in [n]            in the unit of the scale, in [-1e9, 1e9]
 * @param gap          out [n] or NULL   in the unit of the scale
 * @param ratio        out [n] or NULL   1 as expected; NaN where expectation <= 0
 * @param fault        out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @fault PATRON_E_OVERFLOW    an expectation so small that the ratio is no double; the argument is "ratio"
 * @source R. Oliver, "A cognitive model of the antecedents and consequences of satisfaction decisions" (1980)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_gap(size_t n, const double *performance,
                                                       const double *expectation, double *gap,
                                                       double *ratio, patron_fault *fault);

/*
 * What is known of products before their own ratings: the mean of all ratings, and how many ratings it
 * weighs: the variance within products over that between them.
 *
 *     prior_weight = s^2 / a,   s^2 = sum_i sum_j (x_ij - mean_i)^2 / sum_i (n_i - 1),
 *     a = (sum_i n_i (mean_i - mean)^2 - (I - 1) s^2) / (N - sum_i n_i^2 / N)
 *
 * over the I products that have ratings. prior_weight is NaN where the products do not differ by more than
 * chance, or s^2 does not exist; prior_mean is NaN without ratings.
 *
 * @param scale         in or NULL           NULL = PATRON_SATISFACTION_FIVE
 * @param n             in                   products
 * @param levels        in                   levels, in [1, 4096]
 * @param score         in [levels] or NULL  what each level stands for, in [-1e9, 1e9] and on the scale;
 *                                           NULL = even steps from scale.lowest to scale.highest
 * @param count         in [n*levels]        ratings, row-major: product, level; in [0, 1000000000000]
 * @param prior_mean    out                  in the unit of the scale
 * @param prior_weight  out                  ratings
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a member of scale or a score is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, levels or a count out of range, a score that is not on the
 *                             scale, cuts of the scale out of order
 * @source H. Buehlmann and E. Straub, "Glaubwuerdigkeit fuer Schadensaetze" (1970)
 * @cost O(n levels), three passes, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_prior(const patron_satisfaction_scale *scale,
                                                         size_t n, size_t levels,
                                                         const double *score, const uint64_t *count,
                                                         double *prior_mean, double *prior_weight,
                                                         patron_fault *fault);

/*
 * Ratings of n products made comparable: the mean, the mean shrunk towards a prior, the share of good
 * ratings and its lower bound. Sort by shrunk or by bound, never by mean: few ratings are no proof.
 *
 *     shrunk = (prior_weight prior_mean + sum of ratings) / (prior_weight + ratings)
 *     share = ratings from scale.best / ratings,   bound = lower end of Wilson's interval of share
 *
 * mean and share are NaN without ratings; then shrunk is prior_mean (NaN where prior_weight is 0), bound 0.
 *
 * @param scale         in or NULL           NULL = PATRON_SATISFACTION_FIVE
 * @param confidence    in                   of the two-sided interval, fraction in [0.01, 0.9999999999]
 * @param prior_mean    in                   in the unit of the scale, in [-1e9, 1e9]
 * @param prior_weight  in                   ratings that the prior counts for, in [0, 1e12]
 * @param n             in                   products
 * @param levels        in                   levels, in [1, 4096]
 * @param score         in [levels] or NULL  what each level stands for, in [-1e9, 1e9] and on the scale;
 *                                           NULL = even steps from scale.lowest to scale.highest
 * @param count         in [n*levels]        ratings, row-major: product, level; in [0, 1000000000000]
 * @param mean          out [n] or NULL      in the unit of the scale
 * @param shrunk        out [n] or NULL      in the unit of the scale
 * @param share         out [n] or NULL      fraction
 * @param bound         out [n] or NULL      fraction
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, levels or a count out of range, a score that is not on the
 *                             scale, cuts of the scale out of order
 * @source E. B. Wilson (1927); H. Buehlmann and E. Straub (1970)
 * @cost O(n levels), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_ratings(
    const patron_satisfaction_scale *scale, double confidence, double prior_mean,
    double prior_weight, size_t n, size_t levels, const double *score, const uint64_t *count,
    double *mean, double *shrunk, double *share, double *bound, patron_fault *fault);

/*
 * Who buys again, by level of satisfaction, and how much likelier than the rest.
 *
 *     share_k = bought_k / asked_k,   lift_k = share_k / share of the reference
 *
 * The reference is one level, or with PATRON_NONE all customers. The interval of the lift is that of the
 * ratio of two independent shares from their Wilson intervals (MOVER); against all customers, of whom
 * level k is a part w, the ratio r to all others gives lift = r / (w r + 1 - w), which is at most 1/w. A lift
 * and its interval are NaN where the reference did not buy; the lift of a level against itself is 1, without
 * width.
 *
 * @param confidence  in                     fraction in [0.01, 0.9999999999]
 * @param reference   in                     a level, below n, or PATRON_NONE = all customers
 * @param n           in                     levels, in [0, 4096]
 * @param asked       in [n]            customers of each level, in [0, 1000000000000000]
 * @param bought      in [n]            of these, who bought again; in [0, 1000000000000000]
 * @param share       out [n]           fraction
 * @param share_low   out [n] or NULL   fraction, Wilson
 * @param share_high  out [n] or NULL   fraction, Wilson
 * @param lift        out [n] or NULL   times the reference's share
 * @param lift_low    out [n] or NULL   times
 * @param lift_high   out [n] or NULL   times
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range, or more who bought than were asked
 * @source T. Jones and W. Sasser, "Why satisfied customers defect" (1995); A. Donner and G. Zou, "Closed-form
 *         confidence intervals for functions of the normal mean and standard deviation" (2012)
 * @cost O(n), no scratch; counts are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_repurchase(
    double confidence, uint32_t reference, size_t n, const uint64_t *asked, const uint64_t *bought,
    double *share, double *share_low, double *share_high, double *lift, double *lift_low,
    double *lift_high, patron_fault *fault);

/*
 * Whether a share changed from one wave to the next: the second less the first, of different people.
 * The interval is Newcombe's, of both Wilson intervals; z pools the waves.
 *
 *     low = d - sqrt((p2 - l2)^2 + (u1 - p1)^2),   high = d + sqrt((u2 - p2)^2 + (p1 - l1)^2),
 *     z = d / sqrt(p (1 - p) (1/of_1 + 1/of_2)),   p of both together
 *
 * NaN where nobody was asked in one wave; z and p_value are NaN too where nobody or everybody said yes.
 *
 * @param confidence  in                fraction in [0.01, 0.9999999999]
 * @param n           in                rows
 * @param yes_1       in [n]            first wave: how many, at most of_1
 * @param of_1        in [n]            of how many
 * @param yes_2       in [n]            second wave: how many, at most of_2
 * @param of_2        in [n]            of how many
 * @param difference  out [n] or NULL   in [-1, 1]
 * @param low         out [n] or NULL   in [-1, difference]
 * @param high        out [n] or NULL   in [difference, 1]
 * @param z           out [n] or NULL   standard errors
 * @param p_value     out [n] or NULL   of no change, two-sided
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range, or more yes than asked
 * @source R. Newcombe, "Interval estimation for the difference between independent proportions" (1998),
 *         method 10
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_share_change(
    double confidence, size_t n, const uint64_t *yes_1, const uint64_t *of_1, const uint64_t *yes_2,
    const uint64_t *of_2, double *difference, double *low, double *high, double *z, double *p_value,
    patron_fault *fault);

/*
 * Whether a mean changed from one wave to the next: the second less the first, of different people,
 * whose deviations may differ (Welch).
 *
 *     t = (m2 - m1) / sqrt(s1^2/n1 + s2^2/n2),
 *     df = (s1^2/n1 + s2^2/n2)^2 / ((s1^2/n1)^2/(n1 - 1) + (s2^2/n2)^2/(n2 - 1))
 *
 * All but the difference are NaN where a wave has fewer than two answers; t and p_value are NaN too where
 * both deviations are 0.
 *
 * @param confidence   in                fraction in [0.01, 0.9999999999]
 * @param n            in                rows
 * @param mean_1       in [n]            first wave, in [-1e9, 1e9]
 * @param deviation_1  in [n]            standard deviation of the sample, in [0, 1e9]
 * @param answers_1    in [n]            answers
 * @param mean_2       in [n]            second wave, in [-1e9, 1e9]
 * @param deviation_2  in [n]            standard deviation of the sample, in [0, 1e9]
 * @param answers_2    in [n]            answers
 * @param difference   out [n] or NULL   in the unit of the means
 * @param low          out [n] or NULL   in the unit of the means
 * @param high         out [n] or NULL   in the unit of the means
 * @param t            out [n] or NULL   standard errors
 * @param p_value      out [n] or NULL   of no change, two-sided
 * @param fault        out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @fault PATRON_E_OVERFLOW    a deviation so small that t is no double; the argument is "t"
 * @source B. Welch, "The generalization of Student's problem when several different population variances are
 *         involved" (1947)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_mean_change(
    double confidence, size_t n, const double *mean_1, const double *deviation_1,
    const uint64_t *answers_1, const double *mean_2, const double *deviation_2,
    const uint64_t *answers_2, double *difference, double *low, double *high, double *t,
    double *p_value, patron_fault *fault);

/*
 * What it is worth to move customers up the scale: a program that moves shares of the customers from
 * level to level, each level with the lifetime value of its customers.
 *
 *     gain_i = customers moved_i (clv[to_i] - clv[from_i]),   net = sum_i gain_i - cost
 *
 * @param customers  in                customers in all, in [0, 1e15]
 * @param cost       in                minor units, in [0, 1e250]
 * @param n          in                moves
 * @param from       in [n]            level before, in [0, levels)
 * @param to         in [n]            level after, in [0, levels)
 * @param moved      in [n]            fraction of all customers, in [0, 1]
 * @param levels     in                levels, in [1, 4096]
 * @param clv        in [levels]       minor units, in [-1e250, 1e250]
 * @param gain       out [n] or NULL   minor units
 * @param net        out               minor units
 * @param ratio      out or NULL       net / cost; NaN where cost is 0
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @fault PATRON_E_OVERFLOW    a cost so small that the ratio is no double; the argument is "ratio"
 * @source R. Rust, A. Zahorik and T. Keiningham, "Return on quality" (1995)
 * @cost O(n + levels), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_step(double customers, double cost, size_t n,
                                                        const uint32_t *from, const uint32_t *to,
                                                        const double *moved, size_t levels,
                                                        const double *clv, double *gain,
                                                        double *net, double *ratio,
                                                        patron_fault *fault);

/*
 * The iceberg: the dissatisfied whom the complaints stand for, and those who keep silent.
 *
 *     dissatisfied = complaints / complaint_rate,   silent = dissatisfied - complaints
 *
 * Of 1000 customers 12.5 complain, 1 of 20 dissatisfied ones: 250 are dissatisfied, 237.5 silent.
 *
 * @param n               in                rows
 * @param customers       in [n]            customers, in [0, 1e15]
 * @param complaints      in [n]            customers who complained, in [0, 1e15]
 * @param complaint_rate  in [n]            fraction of the dissatisfied who complain, in (0, 1]
 * @param dissatisfied    out [n] or NULL   customers; may exceed those there are: then the rate is wrong
 * @param silent          out [n] or NULL   customers
 * @param share           out [n] or NULL   dissatisfied / customers; NaN where there are none
 * @param fault           out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @fault PATRON_E_OVERFLOW    a rate or customers so small that a figure is no double
 * @source P. Kotler and K. Keller (2012), ch. 5; TARP, "Consumer complaint handling in America" (1986)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_iceberg(size_t n, const double *customers,
                                                           const double *complaints,
                                                           const double *complaint_rate,
                                                           double *dissatisfied, double *silent,
                                                           double *share, patron_fault *fault);

/*
 * The published fractions of dissatisfied customers who buy again: after a small loss 37, 46, 70 and 95 %,
 * after a large one 9, 19, 54 and 82 %.
 *
 * @param loss      in   PATRON_SATISFACTION_LOSS_SMALL or PATRON_SATISFACTION_LOSS_LARGE
 * @param handling  out  fractions
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE  loss is not one of these
 * @source TARP, "Consumer complaint handling in America" (1986)
 * @cost O(1)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_published_handling(
    uint32_t loss, patron_satisfaction_handling *handling, patron_fault *fault);

/*
 * What hearing and handling complaints is worth, per shop, segment or plan: how many of the dissatisfied
 * buy again, how many of them would not had all kept silent, and their value less the cost.
 *
 *     kept = dissatisfied ((1 - c) silent + c ((1 - r) unresolved + r ((1 - q) resolved + q quick)))
 *     recovered = kept - dissatisfied silent,   net = recovered value - cost
 *
 * with c, r, q the rows' complaint_rate, resolved_rate and quick_rate. The value of a better plan is its
 * net less that of the plan before.
 *
 * @param handling        in                who buys again
 * @param n               in                rows
 * @param dissatisfied    in [n]            customers, in [0, 1e15]
 * @param complaint_rate  in [n]            fraction of the dissatisfied who complain, in [0, 1]
 * @param resolved_rate   in [n]            fraction of complaints resolved, in [0, 1]
 * @param quick_rate      in [n]            fraction of the resolved that were resolved at once, in [0, 1]
 * @param value           in [n]            minor units that a customer kept is worth, in [-1e250, 1e250]
 * @param cost            in [n] or NULL    minor units, in [0, 1e250]; NULL = 0
 * @param kept            out [n] or NULL   customers
 * @param recovered       out [n] or NULL   customers; below 0 where complaining in vain drives them away
 * @param net             out [n] or NULL   minor units
 * @param fault           out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @source C. Fornell and B. Wernerfelt, "Defensive marketing strategy by customer complaint management" (1987)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_recovery(
    const patron_satisfaction_handling *handling, size_t n, const double *dissatisfied,
    const double *complaint_rate, const double *resolved_rate, const double *quick_rate,
    const double *value, const double *cost, double *kept, double *recovered, double *net,
    patron_fault *fault);

/*
 * How far the word of dissatisfied (or delighted) customers goes, over two tellings, and whom it costs.
 *
 *     reached = customers (1 + told + told retold),   lost = reached lost_rate
 *
 * One customer who tells 12, of whom each tells 6, makes 85; 25 % of them lost are 21.
 *
 * @param n          in                rows
 * @param customers  in [n]            customers who speak, in [0, 1e15]
 * @param told       in [n]            people each of them tells, in [0, 1e9]
 * @param retold     in [n]            people each of those tells, in [0, 1e9]
 * @param lost_rate  in [n]            fraction of those reached, the speakers included, in [0, 1]
 * @param reached    out [n] or NULL   people, the speakers included
 * @param lost       out [n] or NULL   people
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a number is NaN or infinite
 * @fault PATRON_E_RANGE       a number out of range
 * @source TARP (1986)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_satisfaction_word_of_mouth(
    size_t n, const double *customers, const double *told, const double *retold,
    const double *lost_rate, double *reached, double *lost, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
