/*
 * patron/funnel.h - where people drop out on their way from target to loyal customer: rates from stage to
 * stage, the bottleneck, what a lift of a stage is worth, two funnels compared.
 *
 * A funnel is a row of counts, one for each stage: how many reached it. Stage 0 is where all begin (the
 * target), the last stage is the end. A table of n funnels (shops, months, campaigns) is row-major. Counts
 * are doubles, so that people can have weights; each function over them has a twin ending _counts
 * that takes whole numbers. The rate of a stage is what part of those at the stage before reached it.
 *
 * Where nobody is left at a stage, rates from the next one on do not exist and are NaN. Counts that rise
 * from one stage to the next are taken as they are, and noted.
 */
#ifndef PATRON_FUNNEL_H
#define PATRON_FUNNEL_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What makes a stage the bottleneck. */
enum patron_funnel_rule {
    PATRON_FUNNEL_LOWEST_RATE = 0,     /* the smallest rate */
    PATRON_FUNNEL_BELOW_BENCHMARK = 1, /* the smallest rate / benchmark */
    PATRON_FUNNEL_LARGEST_GAIN = 2     /* the most to win by reaching the benchmark */
};

/* Caveats of a row, or of two. */
enum patron_funnel_note {
    PATRON_FUNNEL_NOTE_RISING = 0x1, /* more people at a stage than at the one before */
    PATRON_FUNNEL_NOTE_EMPTY =
        0x2 /* nobody at a stage that is not the last: rates from the next one on are NaN */
};

/*
 * How many of each group reached each stage, from one row per person, those excluded who have not had
 * the time: whoever entered less than mature_days before end_day, however far they are by now. To keep the
 * quick ones among them would make the funnel look better than it is.
 *
 *     count[g, k] = people of group g with reached >= k and end_day - entry_day >= mature_days
 *
 * @param end_day      in                       days since 1970-01-01: up to which people were watched, any
 * @param mature_days  in                       days that everybody needs at most, in [0, 2147483647]
 * @param n            in                       people, in [0, 2147483647]
 * @param group        in [n] or NULL           group of each, in [0, groups); NULL = all in group 0
 * @param reached      in [n]                   the furthest stage reached, in [0, stages)
 * @param entry_day    in [n]                   days since 1970-01-01: when stage 0 was reached, any
 * @param groups       in                       groups, in [1, 16777216]
 * @param stages       in                       stages, in [1, 32]
 * @param count        out [groups*stages]      people
 * @param immature     out [groups] or NULL     people excluded
 * @param fault        out or NULL
 * @fault PATRON_E_RANGE  a group or a stage that is not there; mature_days or a count out of range
 * @cost O(n + groups * stages), no scratch; mergeable by adding the counts
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_count(int32_t end_day, int32_t mature_days, size_t n,
                                                   const uint32_t *group, const uint32_t *reached,
                                                   const int32_t *entry_day, size_t groups,
                                                   size_t stages, uint64_t *count,
                                                   uint64_t *immature, patron_fault *fault);

/*
 * Bytes of scratch for patron_funnel_weigh; SIZE_MAX where there is no such number.
 *
 * @param groups  in  number of groups
 * @param stages  in  number of stages
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_funnel_weigh_scratch_size(size_t groups, size_t stages);

/*
 * Like patron_funnel_count, where each person stands for several: sums of weights, exact and rounded once.
 *
 * @param end_day       in                       days since 1970-01-01: up to which people were watched, any
 * @param mature_days   in                       days that everybody needs at most, in [0, 2147483647]
 * @param n             in                       people, in [0, 2147483647]
 * @param group         in [n] or NULL           group of each, in [0, groups); NULL = all in group 0
 * @param reached       in [n]                   the furthest stage reached, in [0, stages)
 * @param entry_day     in [n]                   days since 1970-01-01: when stage 0 was reached, any
 * @param weight        in [n]                   people each stands for, in [0, 1e15]
 * @param scratch       scratch
 * @param scratch_size  in                       bytes
 * @param groups        in                       groups, in [1, 16777216]
 * @param stages        in                       stages, in [1, 32]
 * @param count         out [groups*stages]      people, weighted
 * @param immature      out [groups] or NULL     people excluded, weighted
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight is NaN or infinite
 * @fault PATRON_E_RANGE       a group or a stage that is not there; mature_days, a weight or a count out of
 *                             range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_funnel_weigh_scratch_size(groups, stages)
 * @cost O(n + groups * stages)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_weigh(int32_t end_day, int32_t mature_days, size_t n,
                                                   const uint32_t *group, const uint32_t *reached,
                                                   const int32_t *entry_day, const double *weight,
                                                   void *scratch, size_t scratch_size,
                                                   size_t groups, size_t stages, double *count,
                                                   double *immature, patron_fault *fault);

/*
 * The rates of n funnels.
 *
 *     rate_k = n_k / n_{k-1},  rate_0 = 1      reached_k = n_k / n_0 = rate_1 ... rate_k
 *     loss_k = n_{k-1} - n_k,  loss_0 = 0      overall = reached of the last stage
 *
 * @param n        in                         funnels
 * @param stages   in                         stages of each, in [1, 32]
 * @param count    in [n*stages]              people, weighted, in [0, 1e15]
 * @param rate     out [n*stages] or NULL     fraction; above 1 where counts rise
 * @param reached  out [n*stages] or NULL     fraction of stage 0
 * @param loss     out [n*stages] or NULL     people; below 0 where counts rise
 * @param overall  out [n] or NULL            fraction of stage 0
 * @param note     out [n] or NULL            PATRON_FUNNEL_NOTE_*, or 0
 * @param fault    out or NULL
 * @fault PATRON_E_NOT_FINITE  a count is NaN or infinite
 * @fault PATRON_E_RANGE       a count or stages out of range
 * @fault PATRON_E_OVERFLOW    a fraction beyond a double, where counts rise; the argument is "rate" or "reached"
 * @source P. Kotler and K. Keller, "Marketing Management" (2012), the marketing funnel
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_rates(size_t n, size_t stages, const double *count,
                                                   double *rate, double *reached, double *loss,
                                                   double *overall, uint32_t *note,
                                                   patron_fault *fault);

/*
 * Like patron_funnel_rates, for counts.
 *
 * @param n        in                         funnels
 * @param stages   in                         stages of each, in [1, 32]
 * @param count    in [n*stages]              people, in [0, 1000000000000000]
 * @param rate     out [n*stages] or NULL     fraction; above 1 where counts rise
 * @param reached  out [n*stages] or NULL     fraction of stage 0
 * @param loss     out [n*stages] or NULL     people, exact; below 0 where counts rise
 * @param overall  out [n] or NULL            fraction of stage 0
 * @param note     out [n] or NULL            PATRON_FUNNEL_NOTE_*, or 0
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE  a count or stages out of range
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_rates_counts(size_t n, size_t stages,
                                                          const uint64_t *count, double *rate,
                                                          double *reached, int64_t *loss,
                                                          double *overall, uint32_t *note,
                                                          patron_fault *fault);

/*
 * The rate of each stage with Wilson's interval. NaN where the rate does not exist or counts rise; stage 0
 * is 1, without a width.
 *
 * @param confidence  in                      fraction in [0.01, 0.9999999999]
 * @param n           in                      funnels
 * @param stages      in                      stages of each, in [1, 32]
 * @param count       in [n*stages]           people, in [0, 1000000000000000]
 * @param rate        out [n*stages] or NULL  fraction, also where counts rise
 * @param low         out [n*stages] or NULL  fraction in [0, rate]
 * @param high        out [n*stages] or NULL  fraction in [rate, 1]
 * @param note        out [n] or NULL         PATRON_FUNNEL_NOTE_*, or 0
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence, a count or stages out of range
 * @source E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927), eq. 4
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_intervals(double confidence, size_t n, size_t stages,
                                                       const uint64_t *count, double *rate,
                                                       double *low, double *high, uint32_t *note,
                                                       patron_fault *fault);

/*
 * The bottleneck of n funnels.
 *
 *     LOWEST_RATE       the smallest rate_k
 *     BELOW_BENCHMARK   the smallest rate_k / benchmark_k
 *     LARGEST_GAIN      the largest n_K max(0, benchmark_k / rate_k - 1) value
 *
 * over the stages from 1 that have the figure; the first of equal ones. n_K is the count of the last stage. A
 * rate of 0 has no gain: nobody knows what those behind it would do. The rates of another funnel, as
 * patron_funnel_rates gives them, are a benchmark.
 *
 * @param rule       in                      PATRON_FUNNEL_LOWEST_RATE, BELOW_BENCHMARK or LARGEST_GAIN
 * @param n          in                      funnels
 * @param stages     in                      stages of each, in [1, 32]
 * @param count      in [n*stages]           people, weighted, in [0, 1e15]
 * @param benchmark  in [stages] or NULL     the rate of each stage to reach, in [0, 1e15]; 0 or NaN = missing:
 *                                           none; NULL = 1; that of stage 0 has no use
 * @param value      in [n] or NULL          of one who reaches the end, minor units, in [0, 1e15]; NULL = 1
 * @param stage      out [n]                 in [1, stages), or PATRON_NONE where no stage has the figure or none
 *                                           has a gain
 * @param figure     out [n*stages] or NULL  rate, quotient of rates, or gain in minor units; NaN where it does
 *                                           not exist
 * @param note       out [n] or NULL         PATRON_FUNNEL_NOTE_*, or 0
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a count or value is NaN or infinite, a benchmark infinite
 * @fault PATRON_E_RANGE       rule, a count, benchmark, value or stages out of range
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "figure"
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_bottleneck(
    uint32_t rule, size_t n, size_t stages, const double *count, const double *benchmark,
    const double *value, uint32_t *stage, double *figure, uint32_t *note, patron_fault *fault);

/*
 * Like patron_funnel_bottleneck, for counts.
 *
 * @param rule       in                      PATRON_FUNNEL_LOWEST_RATE, BELOW_BENCHMARK or LARGEST_GAIN
 * @param n          in                      funnels
 * @param stages     in                      stages of each, in [1, 32]
 * @param count      in [n*stages]           people, in [0, 1000000000000000]
 * @param benchmark  in [stages] or NULL     the rate of each stage to reach, in [0, 1e15]; 0 or NaN = missing:
 *                                           none; NULL = 1; that of stage 0 has no use
 * @param value      in [n] or NULL          of one who reaches the end, minor units, in [0, 1e15]; NULL = 1
 * @param stage      out [n]                 in [1, stages), or PATRON_NONE where no stage has the figure or none
 *                                           has a gain
 * @param figure     out [n*stages] or NULL  rate, quotient of rates, or gain in minor units; NaN where it does
 *                                           not exist
 * @param note       out [n] or NULL         PATRON_FUNNEL_NOTE_*, or 0
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite, a benchmark infinite
 * @fault PATRON_E_RANGE       rule, a count, benchmark, value or stages out of range
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "figure"
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_bottleneck_counts(
    uint32_t rule, size_t n, size_t stages, const uint64_t *count, const double *benchmark,
    const double *value, uint32_t *stage, double *figure, uint32_t *note, patron_fault *fault);

/*
 * What n possible lifts of one funnel bring, each by itself: the rate of a stage raised to a target, all
 * other rates as they are.
 *
 *     end = n_K target / rate_k      gain = end - n_K      worth = gain value
 *
 * A lift that costs more than it is worth does not pay: worth is the spend that breaks even. Below 0 where
 * the target lies below the rate; NaN where the rate is 0 or does not exist.
 *
 * @param value   in               of one who reaches the end, minor units, in [0, 1e15]
 * @param stages  in               stages of the funnel, in [1, 32]
 * @param count   in [stages]      people, weighted, in [0, 1e15]
 * @param n       in               lifts
 * @param stage   in [n]           the stage to lift, in [1, stages)
 * @param target  in [n]           the rate it is to reach, fraction in [0, 1]
 * @param end     out [n] or NULL  people at the last stage then
 * @param gain    out [n] or NULL  people more than now
 * @param worth   out [n] or NULL  minor units
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  value, a count or a target is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, stages or a stage out of range
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "worth", or "count" for a rate
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(stages + n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_lift(double value, size_t stages, const double *count,
                                                  size_t n, const uint32_t *stage,
                                                  const double *target, double *end, double *gain,
                                                  double *worth, patron_fault *fault);

/*
 * Like patron_funnel_lift, for counts.
 *
 * @param value   in               of one who reaches the end, minor units, in [0, 1e15]
 * @param stages  in               stages of the funnel, in [1, 32]
 * @param count   in [stages]      people, in [0, 1000000000000000]
 * @param n       in               lifts
 * @param stage   in [n]           the stage to lift, in [1, stages)
 * @param target  in [n]           the rate it is to reach, fraction in [0, 1]
 * @param end     out [n] or NULL  people at the last stage then
 * @param gain    out [n] or NULL  people more than now
 * @param worth   out [n] or NULL  minor units
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  value or a target is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, a count, stages or a stage out of range
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(stages + n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_lift_counts(
    double value, size_t stages, const uint64_t *count, size_t n, const uint32_t *stage,
    const double *target, double *end, double *gain, double *worth, patron_fault *fault);

/*
 * Bytes of scratch for patron_funnel_plan; SIZE_MAX where there is no such number.
 *
 * @param n  in  number of lifts
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_funnel_plan_scratch_size(size_t n);

/*
 * In which order to lift: by what each lift is worth for each unit of its cost, the most first; ties by
 * row. ratio is that of the lift by itself. end is what the funnel ends at when this lift and all that
 * stand before it in the order are made: lifts of different stages multiply, of one stage the highest
 * target counts, no lift lowers a rate, and those whose worth does not exist change nothing.
 *
 * A lift without cost stands first if it is worth something (its ratio is NaN), and last if it is worth less
 * than nothing; a lift whose worth does not exist stands last.
 *
 * @param value         in               of one who reaches the end, minor units, in [0, 1e15]
 * @param stages        in               stages of the funnel, in [1, 32]
 * @param count         in [stages]      people, weighted, in [0, 1e15]
 * @param n             in               lifts, in [0, 2147483647]
 * @param stage         in [n]           the stage to lift, in [1, stages)
 * @param target        in [n]           the rate it is to reach, fraction in [0, 1]
 * @param cost          in [n]           of the lift, minor units, in [0, 1e15]
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param order         out [n]          rows, the lift to make first in front
 * @param ratio         out [n] or NULL  worth / cost of each row
 * @param end           out [n] or NULL  people at the last stage after each row and those before it in the order
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  value, a count, target or cost is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, stages, a stage or n out of range
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "worth", "ratio" or "end", or "count"
 *                             for a rate
 * @fault PATRON_E_SCRATCH     scratch_size below patron_funnel_plan_scratch_size(n)
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(n stages) and a sort
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_plan(double value, size_t stages, const double *count,
                                                  size_t n, const uint32_t *stage,
                                                  const double *target, const double *cost,
                                                  void *scratch, size_t scratch_size,
                                                  uint32_t *order, double *ratio, double *end,
                                                  patron_fault *fault);

/*
 * Like patron_funnel_plan, for counts.
 *
 * @param value         in               of one who reaches the end, minor units, in [0, 1e15]
 * @param stages        in               stages of the funnel, in [1, 32]
 * @param count         in [stages]      people, in [0, 1000000000000000]
 * @param n             in               lifts, in [0, 2147483647]
 * @param stage         in [n]           the stage to lift, in [1, stages)
 * @param target        in [n]           the rate it is to reach, fraction in [0, 1]
 * @param cost          in [n]           of the lift, minor units, in [0, 1e15]
 * @param scratch       scratch
 * @param scratch_size  in               bytes
 * @param order         out [n]          rows, the lift to make first in front
 * @param ratio         out [n] or NULL  worth / cost of each row
 * @param end           out [n] or NULL  people at the last stage after each row and those before it in the order
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  value, a target or cost is NaN or infinite
 * @fault PATRON_E_RANGE       one of these, a count, stages, a stage or n out of range
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "ratio" or "end"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_funnel_plan_scratch_size(n)
 * @source P. Kotler and K. Keller (2012), the marketing funnel
 * @cost O(n stages) and a sort
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_plan_counts(
    double value, size_t stages, const uint64_t *count, size_t n, const uint32_t *stage,
    const double *target, const double *cost, void *scratch, size_t scratch_size, uint32_t *order,
    double *ratio, double *end, patron_fault *fault);

/*
 * At which stages one funnel gets ahead of another: the logarithm of the ratio of their overall rates,
 * split into stages.
 *
 *     total = ln(overall_1 / overall_2) = sum_k part_k      part_k = ln(rate_1k / rate_2k),  part_0 = 0
 *     share_k = part_k / total
 *
 * The same end can have opposite causes: then total is 0, the parts are not and shares do not exist (NaN). A part
 * is NaN where a rate is 0 or does not exist, total where an overall rate is.
 *
 * @param n         in                        pairs of funnels
 * @param stages    in                        stages of each, in [1, 32]
 * @param count_1   in [n*stages]             people of the first, weighted, in [0, 1e15]
 * @param count_2   in [n*stages]             people of the second, weighted, in [0, 1e15]
 * @param part      out [n*stages] or NULL    > 0 where the first is ahead
 * @param share     out [n*stages] or NULL    part of total; parts of the other sign are below 0
 * @param total     out [n] or NULL           > 0 where the first ends higher
 * @param note      out [n] or NULL           PATRON_FUNNEL_NOTE_* of either, or 0
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a count is NaN or infinite
 * @fault PATRON_E_RANGE       a count or stages out of range
 * @source the logarithm of a product is a sum; as in the logarithmic mean Divisia index, B. W. Ang (2005)
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_split(size_t n, size_t stages, const double *count_1,
                                                   const double *count_2, double *part,
                                                   double *share, double *total, uint32_t *note,
                                                   patron_fault *fault);

/*
 * Like patron_funnel_split, for counts.
 *
 * @param n         in                        pairs of funnels
 * @param stages    in                        stages of each, in [1, 32]
 * @param count_1   in [n*stages]             people of the first, in [0, 1000000000000000]
 * @param count_2   in [n*stages]             people of the second, in [0, 1000000000000000]
 * @param part      out [n*stages] or NULL    > 0 where the first is ahead
 * @param share     out [n*stages] or NULL    part of total; parts of the other sign are below 0
 * @param total     out [n] or NULL           > 0 where the first ends higher
 * @param note      out [n] or NULL           PATRON_FUNNEL_NOTE_* of either, or 0
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE  a count or stages out of range
 * @source the logarithm of a product is a sum; as in the logarithmic mean Divisia index, B. W. Ang (2005)
 * @cost O(n stages), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_split_counts(size_t n, size_t stages,
                                                          const uint64_t *count_1,
                                                          const uint64_t *count_2, double *part,
                                                          double *share, double *total,
                                                          uint32_t *note, patron_fault *fault);

/*
 * Whether the rates of two funnels of different people differ, stage by stage: the pooled z of each, and
 * its p also as Holm adjusts it for there being several stages.
 *
 *     z_k = (rate_1k - rate_2k) / sqrt(p (1 - p) (1/n_1,k-1 + 1/n_2,k-1)),
 *     p = (n_1k + n_2k) / (n_1,k-1 + n_2,k-1),      p_value = 2 (1 - Phi(|z|))
 *     adjusted: with p_(1) <= ... <= p_(m) of the m stages that have one,  max_{j<=i} min(1, (m-j+1) p_(j))
 *
 * NaN at stage 0, where a rate does not exist or counts rise; z and p are NaN too, and the stage is none of
 * the m, where all or none of both funnels went on. Counts of a few people are too few for z.
 *
 * @param n           in                      pairs of funnels
 * @param stages      in                      stages of each, in [1, 32]
 * @param count_1     in [n*stages]           people of the first, in [0, 1000000000000000]
 * @param count_2     in [n*stages]           people of the second, in [0, 1000000000000000]
 * @param difference  out [n*stages] or NULL  rate of the first less that of the second
 * @param z           out [n*stages] or NULL  standard errors
 * @param p_value     out [n*stages] or NULL  of no difference, two-sided
 * @param adjusted    out [n*stages] or NULL  p_value, Holm's
 * @param note        out [n] or NULL         PATRON_FUNNEL_NOTE_* of either, or 0
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE  a count or stages out of range
 * @source S. Holm, "A simple sequentially rejective multiple test procedure" (1979)
 * @cost O(n stages^2), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_funnel_test(size_t n, size_t stages, const uint64_t *count_1,
                                                  const uint64_t *count_2, double *difference,
                                                  double *z, double *p_value, double *adjusted,
                                                  uint32_t *note, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
