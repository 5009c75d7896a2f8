/*
 * patron/rfm.h - recency, frequency and monetary value as scores: who bought last, most often and
 * most, in cells that can be counted, mailed and named.
 *
 * A score runs from 1 to bins, and bins is the best end of every column; 0 is a customer without a
 * score. Columns are plain: days and spend as patron_history holds them, or anything else that ranks
 * customers. Functions that score come in three: over doubles, where NaN is a missing value; _money
 * over int64_t minor units; _days over int32_t days.
 */
#ifndef PATRON_RFM_H
#define PATRON_RFM_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How a column is cut into bins. */
enum patron_rfm_method {
    PATRON_RFM_TILES = 0,    /* equal in customers, as NTILE of SQL; a tie may be split */
    PATRON_RFM_QUANTILES = 1 /* at the quantiles of type 7; ties stay together, bins may be empty */
};

/* Which end of a column is the best. */
enum patron_rfm_direction {
    PATRON_RFM_HIGH_IS_BEST = 0, /* spend, visits, the last day */
    PATRON_RFM_LOW_IS_BEST = 1   /* days since the last purchase, returns */
};

/* Numbers of the trade. */
enum patron_rfm_number {
    PATRON_RFM_QUINTILES = 5,     /* bins, unless there is a reason for others */
    PATRON_RFM_MOST_RULES = 64,   /* of one segmentation */
    PATRON_RFM_DEFAULT_RULES = 11 /* that patron_rfm_default_rules gives */
};

/* The segments of patron_rfm_default_rules, in their order. */
enum patron_rfm_segment {
    PATRON_RFM_NO_SEGMENT = 0,         /* a score is missing, or no rule matches */
    PATRON_RFM_CHAMPIONS = 1,          /* bought lately, often and for much */
    PATRON_RFM_CANNOT_LOSE = 2,        /* bought often and for much, and not for the longest time */
    PATRON_RFM_NEW = 3,                /* lately, and hardly ever before */
    PATRON_RFM_PROMISING = 4,          /* some time ago, and hardly ever before */
    PATRON_RFM_LOYAL = 5,              /* often, and not long ago */
    PATRON_RFM_POTENTIAL_LOYALIST = 6, /* a second time, and not long ago */
    PATRON_RFM_AT_RISK = 7,            /* often and for some money, and long ago */
    PATRON_RFM_NEED_ATTENTION = 8,     /* average, and long ago */
    PATRON_RFM_ABOUT_TO_SLEEP = 9,     /* little, and long ago */
    PATRON_RFM_LOST = 10,              /* least of all, and longest ago */
    PATRON_RFM_HIBERNATING = 11        /* the rest of those who bought longest ago */
};

/* Caveats of a result. */
enum patron_rfm_note {
    PATRON_RFM_NOTE_MISSING = 0x1,   /* customers without a score */
    PATRON_RFM_NOTE_FEW = 0x2,       /* fewer customers than bins */
    PATRON_RFM_NOTE_TIE_SPLIT = 0x4, /* customers of one value have different scores */
    PATRON_RFM_NOTE_COLLAPSED = 0x8, /* quantiles coincide: nobody has some score */
    PATRON_RFM_NOTE_OVERLAP = 0x10,  /* a customer whom more than one rule matches */
    PATRON_RFM_NOTE_HIDDEN = 0x20,   /* a rule that the rules before it leave nothing */
    PATRON_RFM_NOTE_HOLES = 0x40,    /* cells that no rule covers */
    PATRON_RFM_NOTE_NEVER = 0x80     /* the break-even response is above 1: nothing pays */
};

/* How a column fell into its bins. A result: it may grow at its end. */
typedef struct patron_rfm_result {
    uint32_t struct_size; /* in: sizeof(patron_rfm_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_RFM_NOTE_* */
    uint64_t customers;   /* n */
    uint64_t scored;      /* with a score from 1 */
    uint64_t missing;     /* with score 0: a NaN, or in group 0 */
    uint64_t groups;      /* with a customer who has a score */
    uint64_t empty;       /* bins that nobody is in, of those groups */
    uint64_t split;       /* values whose customers have different scores */
    uint64_t smallest;    /* customers of the smallest bin of those groups; 0 without any */
    uint64_t largest;     /* customers of the largest bin */
} patron_rfm_result;

/* A cell of the grid. Frozen, 40 bytes. */
typedef struct patron_rfm_cell {
    uint64_t customers;   /* with this code */
    double spend;         /* in the unit of value, finite */
    double mean;          /* spend / customers, finite; NaN without customers */
    uint64_t responses;   /* of these customers; 0 where none are given */
    double response_rate; /* fraction of customers, in [0, 1]; NaN without customers or responses */
} patron_rfm_cell;

/* A cell of the grid, its spend exact. Frozen, 40 bytes. */
typedef struct patron_rfm_money_cell {
    uint64_t customers;   /* with this code */
    int64_t spend;        /* minor units */
    double mean;          /* minor units, finite; NaN without customers */
    uint64_t responses;   /* of these customers; 0 where none are given */
    double response_rate; /* fraction of customers, in [0, 1]; NaN without customers or responses */
} patron_rfm_money_cell;

/* All cells together. A result: it may grow at its end. */
typedef struct patron_rfm_cells_result {
    uint32_t struct_size; /* in: sizeof(patron_rfm_cells_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_RFM_NOTE_MISSING */
    uint64_t customers;   /* in cells */
    uint64_t missing;     /* with code 0: in no cell */
    uint64_t filled;      /* cells with a customer */
    uint64_t responses;   /* of the customers in cells */
    double spend;         /* in the unit of value, of the customers in cells */
    double mean;          /* spend / customers; NaN without customers */
    double response_rate; /* responses / customers; NaN without customers or responses */
} patron_rfm_cells_result;

/* All cells together. A result: it may grow at its end. */
typedef struct patron_rfm_money_cells_result {
    uint32_t struct_size; /* in: sizeof(patron_rfm_money_cells_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_RFM_NOTE_MISSING */
    uint64_t customers;   /* in cells */
    uint64_t missing;     /* with code 0: in no cell */
    uint64_t filled;      /* cells with a customer */
    uint64_t responses;   /* of the customers in cells */
    int64_t spend;        /* minor units, of the customers in cells */
    double mean;          /* spend / customers; NaN without customers */
    double response_rate; /* responses / customers; NaN without customers or responses */
} patron_rfm_money_cells_result;

/* What a mailing to the cells above break-even brings. A result: it may grow at its end. */
typedef struct patron_rfm_mail_result {
    uint32_t struct_size;   /* in: sizeof(patron_rfm_mail_result) */
    uint32_t filled_size;   /* out: leading bytes this library knows */
    uint64_t notes;         /* out: PATRON_RFM_NOTE_NEVER */
    double break_even;      /* response at which a piece pays for itself: cost / profit */
    double test_names;      /* names of a test cell: 4 / break_even, rounded up to a whole number */
    uint64_t mailed;        /* cells above break-even */
    uint64_t names;         /* in all cells */
    uint64_t names_mailed;  /* in the cells above break-even */
    double response;        /* fraction expected of all names that were tested; NaN without any */
    double response_mailed; /* fraction expected of those mailed; NaN without any */
    double profit;          /* of mailing the cells above break-even, in the unit of profit, >= 0 */
    double profit_of_all;   /* of mailing every cell that was tested, in the unit of profit */
} patron_rfm_mail_result;

/* A segment: scores from low to high, both within. Frozen, 24 bytes. */
typedef struct patron_rfm_rule {
    uint32_t r_low;  /* recency score, in [1, 1000] */
    uint32_t r_high; /* recency score, in [1, 1000] */
    uint32_t f_low;  /* frequency score, in [1, 1000] */
    uint32_t f_high; /* frequency score, in [1, 1000] */
    uint32_t m_low;  /* monetary score, in [1, 1000] */
    uint32_t m_high; /* monetary score, in [1, 1000] */
} patron_rfm_rule;

/* What a rule got. Frozen, 32 bytes. */
typedef struct patron_rfm_rule_count {
    uint64_t customers;       /* whose first match it is */
    uint64_t customers_alone; /* whom it matches, whatever the rules before it */
    uint64_t cells;           /* of the grid whose first match it is; 0: the rule is hidden */
    uint64_t cells_alone;     /* of the grid that it matches */
} patron_rfm_rule_count;

/* How rules cover the customers and the grid. A result: it may grow at its end. */
typedef struct patron_rfm_segments_result {
    uint32_t struct_size; /* in: sizeof(patron_rfm_segments_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_RFM_NOTE_MISSING, OVERLAP, HIDDEN, HOLES */
    uint64_t customers;   /* n */
    uint64_t missing;     /* with a score of 0 */
    uint64_t uncovered;   /* with three scores, and no rule matches */
    uint64_t overlapping; /* with three scores, and more than one rule matches */
    uint64_t hidden;      /* rules that the rules before them leave no cell */
    uint64_t holes;       /* cells that no rule covers */
    uint64_t first_hole;  /* code of the first of these, as patron_rfm_code gives it; 0 = none */
} patron_rfm_segments_result;

/*
 * Bytes of scratch for patron_rfm_score and its twins; SIZE_MAX where there is no such number.
 *
 * @param n     in  customers
 * @param bins  in  number of scores
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_rfm_score_scratch_size(size_t n, size_t bins);

/*
 * Bytes of scratch for patron_rfm_within and its twins; SIZE_MAX where there is no such number.
 *
 * @param n       in  customers
 * @param groups  in  number of groups
 * @param bins    in  number of scores
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_rfm_within_scratch_size(size_t n, size_t groups, size_t bins);

/*
 * Bytes of scratch for patron_rfm_cells; SIZE_MAX where there is no such number.
 *
 * @param cells  in  number of cells
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_rfm_cells_scratch_size(size_t cells);

/*
 * Scores customers 1 to bins by one column, bins the best.
 *
 * PATRON_RFM_TILES sorts them from worst to best, ties by row, and cuts into bins equal in customers:
 * sizes differ by at most 1 and the larger ones come first, at the worst end, as NTILE of SQL does. A
 * tie across a cut is split by row, with a note. With fewer customers than bins everyone has a score
 * of their own, from 1.
 *
 * PATRON_RFM_QUANTILES cuts at the quantiles b / bins of type 7: value <= threshold falls below,
 *
 *     h = (scored - 1) b / bins,   threshold = x_(floor h) + (h - floor h) (x_(floor h + 1) - x_(floor h))
 *
 * with x_(0) the smallest. Ties stay together, so that where quantiles coincide nobody has some score:
 * noted. A threshold between different values is below the larger one, however close they are, and
 * between equal values it is that value: rounding moves no one.
 *
 * threshold[b] is the upper end of bin b, counted from the lowest values whatever the direction:
 * threshold[bins - 1] is the largest value of all. For tiles it is the largest value of its bin; an
 * empty bin repeats the one below it, or the smallest value where there is none. For whole numbers a
 * quantile is rounded down, which leaves the same customers below it. Without scores thresholds are
 * NaN; 0 for whole numbers. customers[s - 1] counts those with score s.
 *
 * @param method        in                  PATRON_RFM_TILES or QUANTILES
 * @param direction     in                  PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              any unit, finite; NaN = missing
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param score         out [n]             1 to bins; 0 where the value is missing
 * @param bins          in                  number of scores, in [2, 1000]
 * @param threshold     out [bins] or NULL  in the unit of value, ascending
 * @param customers     out [bins] or NULL  with score 1, 2, ...
 * @param result        out or NULL         struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is infinite
 * @fault PATRON_E_RANGE       an unknown method or direction; n or bins out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_rfm_score_scratch_size(n, bins)
 * @source A. Hughes, "Strategic database marketing" (1994), for exact quintiles; R. Hyndman and Y. Fan,
 *         "Sample quantiles in statistical packages" (1996), definition 7
 * @cost O(n log bins), four passes over the column
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_score(uint32_t method, uint32_t direction, size_t n,
                                                const double *value, void *scratch,
                                                size_t scratch_size, uint32_t *score, size_t bins,
                                                double *threshold, uint64_t *customers,
                                                patron_rfm_result *result, patron_fault *fault);

/*
 * Like patron_rfm_score, for money: no value is missing, and thresholds are whole.
 *
 * @param method        in                  PATRON_RFM_TILES or QUANTILES
 * @param direction     in                  PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              minor units, any
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param score         out [n]             1 to bins
 * @param bins          in                  number of scores, in [2, 1000]
 * @param threshold     out [bins] or NULL  in the unit of value, ascending
 * @param customers     out [bins] or NULL  with score 1, 2, ...
 * @param result        out or NULL         struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE    an unknown method or direction; n or bins out of range
 * @fault PATRON_E_STRUCT   the result is of no known size
 * @fault PATRON_E_SCRATCH  scratch_size below patron_rfm_score_scratch_size(n, bins)
 * @source A. Hughes, "Strategic database marketing" (1994), for exact quintiles; R. Hyndman and Y. Fan,
 *         "Sample quantiles in statistical packages" (1996), definition 7
 * @cost O(n log bins), four passes over the column
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_score_money(
    uint32_t method, uint32_t direction, size_t n, const int64_t *value, void *scratch,
    size_t scratch_size, uint32_t *score, size_t bins, int64_t *threshold, uint64_t *customers,
    patron_rfm_result *result, patron_fault *fault);

/*
 * Like patron_rfm_score, for days: no value is missing, and thresholds are whole.
 *
 * @param method        in                  PATRON_RFM_TILES or QUANTILES
 * @param direction     in                  PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n             in                  customers, in [0, 2147483647]
 * @param value         in [n]              days, any
 * @param scratch       scratch
 * @param scratch_size  in                  bytes
 * @param score         out [n]             1 to bins
 * @param bins          in                  number of scores, in [2, 1000]
 * @param threshold     out [bins] or NULL  in the unit of value, ascending
 * @param customers     out [bins] or NULL  with score 1, 2, ...
 * @param result        out or NULL         struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE    an unknown method or direction; n or bins out of range
 * @fault PATRON_E_STRUCT   the result is of no known size
 * @fault PATRON_E_SCRATCH  scratch_size below patron_rfm_score_scratch_size(n, bins)
 * @source A. Hughes, "Strategic database marketing" (1994), for exact quintiles; R. Hyndman and Y. Fan,
 *         "Sample quantiles in statistical packages" (1996), definition 7
 * @cost O(n log bins), four passes over the column
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_score_days(uint32_t method, uint32_t direction, size_t n,
                                                     const int32_t *value, void *scratch,
                                                     size_t scratch_size, uint32_t *score,
                                                     size_t bins, int32_t *threshold,
                                                     uint64_t *customers, patron_rfm_result *result,
                                                     patron_fault *fault);

/*
 * Scores customers within groups, each group as patron_rfm_score would score it alone: frequency within
 * recency with the recency score for a group, and monetary value within both with their
 * patron_rfm_code. Group 0 is nobody's: those customers have score 0, and so have missing values.
 *
 * Row g - 1 of threshold and customers is of group g. A note holds where it does for some group.
 *
 * @param method        in                         PATRON_RFM_TILES or QUANTILES
 * @param direction     in                         PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n             in                         customers, in [0, 2147483647]
 * @param value         in [n]                     any unit, finite; NaN = missing
 * @param group         in [n]                     in [0, groups]; 0 = left out
 * @param scratch       scratch
 * @param scratch_size  in                         bytes
 * @param score         out [n]                    1 to bins; 0 in group 0, and where the value is missing
 * @param groups        in                         in [1, 1000000]
 * @param bins          in                         number of scores, in [2, 1000]
 * @param threshold     out [groups*bins] or NULL  in the unit of value, ascending in each group
 * @param customers     out [groups*bins] or NULL  with score 1, 2, ... of each group
 * @param result        out or NULL                struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is infinite
 * @fault PATRON_E_RANGE       an unknown method or direction; a group above groups; n, groups or bins out of
 *                             range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_rfm_within_scratch_size(n, groups, bins)
 * @source A. Hughes, "Strategic database marketing" (1994), for nested cells
 * @cost a sort, O(n log bins + groups bins)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_within(uint32_t method, uint32_t direction, size_t n,
                                                 const double *value, const uint32_t *group,
                                                 void *scratch, size_t scratch_size,
                                                 uint32_t *score, size_t groups, size_t bins,
                                                 double *threshold, uint64_t *customers,
                                                 patron_rfm_result *result, patron_fault *fault);

/*
 * Like patron_rfm_within, for money: only group 0 is left out, and thresholds are whole.
 *
 * @param method        in                         PATRON_RFM_TILES or QUANTILES
 * @param direction     in                         PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n             in                         customers, in [0, 2147483647]
 * @param value         in [n]                     minor units, any
 * @param group         in [n]                     in [0, groups]; 0 = left out
 * @param scratch       scratch
 * @param scratch_size  in                         bytes
 * @param score         out [n]                    1 to bins; 0 in group 0
 * @param groups        in                         in [1, 1000000]
 * @param bins          in                         number of scores, in [2, 1000]
 * @param threshold     out [groups*bins] or NULL  in the unit of value, ascending in each group
 * @param customers     out [groups*bins] or NULL  with score 1, 2, ... of each group
 * @param result        out or NULL                struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE    an unknown method or direction; a group above groups; n, groups or bins out of
 *                          range
 * @fault PATRON_E_STRUCT   the result is of no known size
 * @fault PATRON_E_SCRATCH  scratch_size below patron_rfm_within_scratch_size(n, groups, bins)
 * @source A. Hughes, "Strategic database marketing" (1994), for nested cells
 * @cost a sort, O(n log bins + groups bins)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_within_money(
    uint32_t method, uint32_t direction, size_t n, const int64_t *value, const uint32_t *group,
    void *scratch, size_t scratch_size, uint32_t *score, size_t groups, size_t bins,
    int64_t *threshold, uint64_t *customers, patron_rfm_result *result, patron_fault *fault);

/*
 * Like patron_rfm_within, for days: only group 0 is left out, and thresholds are whole.
 *
 * @param method        in                         PATRON_RFM_TILES or QUANTILES
 * @param direction     in                         PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n             in                         customers, in [0, 2147483647]
 * @param value         in [n]                     days, any
 * @param group         in [n]                     in [0, groups]; 0 = left out
 * @param scratch       scratch
 * @param scratch_size  in                         bytes
 * @param score         out [n]                    1 to bins; 0 in group 0
 * @param groups        in                         in [1, 1000000]
 * @param bins          in                         number of scores, in [2, 1000]
 * @param threshold     out [groups*bins] or NULL  in the unit of value, ascending in each group
 * @param customers     out [groups*bins] or NULL  with score 1, 2, ... of each group
 * @param result        out or NULL                struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE    an unknown method or direction; a group above groups; n, groups or bins out of
 *                          range
 * @fault PATRON_E_STRUCT   the result is of no known size
 * @fault PATRON_E_SCRATCH  scratch_size below patron_rfm_within_scratch_size(n, groups, bins)
 * @source A. Hughes, "Strategic database marketing" (1994), for nested cells
 * @cost a sort, O(n log bins + groups bins)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_within_days(
    uint32_t method, uint32_t direction, size_t n, const int32_t *value, const uint32_t *group,
    void *scratch, size_t scratch_size, uint32_t *score, size_t groups, size_t bins,
    int32_t *threshold, uint64_t *customers, patron_rfm_result *result, patron_fault *fault);

/*
 * Scores customers by thresholds of the caller's: bins = cuts + 1, and value <= threshold falls below.
 *
 *     score = 1 + number of thresholds < value         PATRON_RFM_HIGH_IS_BEST
 *     score = cuts + 1 - number of thresholds < value  PATRON_RFM_LOW_IS_BEST
 *
 * With the first bins - 1 thresholds that patron_rfm_score returned, customers who came later are scored
 * like those; and those as they were, unless a tie was split or there were fewer than bins.
 *
 * @param direction  in           PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n          in           customers, in [0, 2147483647]
 * @param value      in [n]       any unit, finite; NaN = missing
 * @param cuts       in           number of thresholds, in [1, 999]
 * @param threshold  in [cuts]    in the unit of value, finite, ascending or equal
 * @param score      out [n]      1 to cuts + 1; 0 where the value is missing
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is infinite; a threshold is NaN or infinite
 * @fault PATRON_E_RANGE       an unknown direction; a threshold below the one before it; n or cuts out of
 *                             range
 * @cost O(n log cuts), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_apply(uint32_t direction, size_t n, const double *value,
                                                size_t cuts, const double *threshold,
                                                uint32_t *score, patron_fault *fault);

/*
 * Like patron_rfm_apply, for money.
 *
 * @param direction  in           PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n          in           customers, in [0, 2147483647]
 * @param value      in [n]       minor units, any
 * @param cuts       in           number of thresholds, in [1, 999]
 * @param threshold  in [cuts]    minor units, any, ascending or equal
 * @param score      out [n]      1 to cuts + 1
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE  an unknown direction; a threshold below the one before it; n or cuts out of
 *                        range
 * @cost O(n log cuts), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_apply_money(uint32_t direction, size_t n,
                                                      const int64_t *value, size_t cuts,
                                                      const int64_t *threshold, uint32_t *score,
                                                      patron_fault *fault);

/*
 * Like patron_rfm_apply, for days.
 *
 * @param direction  in           PATRON_RFM_HIGH_IS_BEST or LOW_IS_BEST
 * @param n          in           customers, in [0, 2147483647]
 * @param value      in [n]       days, any
 * @param cuts       in           number of thresholds, in [1, 999]
 * @param threshold  in [cuts]    days, any, ascending or equal
 * @param score      out [n]      1 to cuts + 1
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE  an unknown direction; a threshold below the one before it; n or cuts out of
 *                        range
 * @cost O(n log cuts), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_apply_days(uint32_t direction, size_t n,
                                                     const int32_t *value, size_t cuts,
                                                     const int32_t *threshold, uint32_t *score,
                                                     patron_fault *fault);

/*
 * A cell number for every customer, from 1 for the worst of all to bins^3 for the best: what
 * patron_rfm_cells counts by and patron_rfm_within groups by. 0 where a score is 0.
 *
 *     code = ((r - 1) bins + (f - 1)) bins + m,   (r - 1) bins + f without m
 *
 * @param bins   in              number of scores, in [2, 1000]
 * @param n      in              customers, in [0, 2147483647]
 * @param r      in [n]          recency score, in [0, bins]
 * @param f      in [n]          frequency score, in [0, bins]
 * @param m      in [n] or NULL  monetary score, in [0, bins]
 * @param code   out [n]         1 to bins^3, or bins^2 without m; 0 where a score is 0
 * @param fault  out or NULL
 * @fault PATRON_E_RANGE  a score above bins; n or bins out of range
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_code(uint32_t bins, size_t n, const uint32_t *r,
                                               const uint32_t *f, const uint32_t *m, uint32_t *code,
                                               patron_fault *fault);

/*
 * The three scores as the trade writes them: 555 is the best of quintiles. 0 where a score is 0.
 *
 * @param n       in           customers, in [0, 2147483647]
 * @param r       in [n]       recency score, in [0, 9]
 * @param f       in [n]       frequency score, in [0, 9]
 * @param m       in [n]       monetary score, in [0, 9]
 * @param digits  out [n]      100 r + 10 f + m
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE  a score above 9; n out of range
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_digits(size_t n, const uint32_t *r, const uint32_t *f,
                                                 const uint32_t *m, uint32_t *digits,
                                                 patron_fault *fault);

/*
 * The weighted mean of the three scores: NaN where a score is 0.
 *
 *     weighted = (r_weight r + f_weight f + m_weight m) / (r_weight + f_weight + m_weight)
 *
 * @param r_weight  in           weight, in [0, 1e100]
 * @param f_weight  in           weight, in [0, 1e100]
 * @param m_weight  in           weight, in [0, 1e100]; the three are not all 0
 * @param n         in           customers, in [0, 2147483647]
 * @param r         in [n]       recency score, in [0, 1000]
 * @param f         in [n]       frequency score, in [0, 1000]
 * @param m         in [n]       monetary score, in [0, 1000]
 * @param weighted  out [n]      between the lowest and the highest of the three
 * @param fault     out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight is NaN or infinite
 * @fault PATRON_E_RANGE       a weight, a score or n out of range; weights that are all 0
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_weighted(double r_weight, double f_weight,
                                                   double m_weight, size_t n, const uint32_t *r,
                                                   const uint32_t *f, const uint32_t *m,
                                                   double *weighted, patron_fault *fault);

/*
 * The cells of the grid: customers, what they spend, and how many of them responded to a test. Sums of
 * doubles are exact, rounded once. cell[c - 1] is that of code c; code 0 is in no cell.
 *
 * @param n             in              customers, in [0, 2147483647]
 * @param code          in [n]          cell, in [0, cells]; 0 = none
 * @param value         in [n]          spend, any unit, finite
 * @param responded     in [n] or NULL  1 = the customer responded, 0 = not, in [0, 1]
 * @param scratch       scratch
 * @param scratch_size  in              bytes
 * @param cells         in              number of cells, in [1, 1000000]
 * @param cell          out [cells]     from the code 1 on
 * @param result        out or NULL     struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a value is NaN or infinite
 * @fault PATRON_E_RANGE       a code above cells; responded above 1; n or cells out of range
 * @fault PATRON_E_OVERFLOW    a sum beyond a double; the argument is "value"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_rfm_cells_scratch_size(cells)
 * @cost O(n + cells)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_cells(size_t n, const uint32_t *code, const double *value,
                                                const uint32_t *responded, void *scratch,
                                                size_t scratch_size, size_t cells,
                                                patron_rfm_cell *cell,
                                                patron_rfm_cells_result *result,
                                                patron_fault *fault);

/*
 * Like patron_rfm_cells, for money: cells add up exactly.
 *
 * @param n          in              customers, in [0, 2147483647]
 * @param code       in [n]          cell, in [0, cells]; 0 = none
 * @param value      in [n]          spend in minor units, any
 * @param responded  in [n] or NULL  1 = the customer responded, 0 = not, in [0, 1]
 * @param cells      in              number of cells, in [1, 1000000]
 * @param cell       out [cells]     from the code 1 on
 * @param result     out or NULL     struct_size set by the caller
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE     a code above cells; responded above 1; n or cells out of range
 * @fault PATRON_E_OVERFLOW  the gains or the losses of the customers in cells leave int64_t; the argument is
 *                           "value"
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @cost O(n + cells), no scratch; counts and spend of disjoint customers are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_cells_money(
    size_t n, const uint32_t *code, const int64_t *value, const uint32_t *responded, size_t cells,
    patron_rfm_money_cell *cell, patron_rfm_money_cells_result *result, patron_fault *fault);

/*
 * Which cells are worth a mailing: those whose response in a test is above break-even.
 *
 *     break_even = cost / profit
 *     index = 100 (rate - break_even) / break_even,   rate = responses / tested
 *     expected = names (rate profit - cost)
 *
 * A cell with an index above 0 is to be mailed. One that nobody was tested in has index and expected
 * profit NaN, and is not.
 *
 * @param cost       in               of a piece mailed, in [1e-100, 1e100]
 * @param profit     in               of a response, before the cost of the piece, in [1e-100, 1e100]
 * @param n          in               cells, in [0, 2147483647]
 * @param tested     in [n]           customers who got the test, in [0, 2147483647]
 * @param responses  in [n]           of these, in [0, 2147483647], not above tested
 * @param names      in [n] or NULL   customers whom a mailing would reach, in [0, 2147483647]; NULL: tested
 * @param index      out [n] or NULL  break-even index: 0 at break-even, -100 without responses
 * @param expected   out [n] or NULL  profit of mailing the cell, in the unit of profit
 * @param mail       out [n] or NULL  1 = above break-even, else 0
 * @param result     out or NULL      struct_size set by the caller
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  cost or profit is NaN or infinite
 * @fault PATRON_E_RANGE       cost, profit, n or a count out of range; more responses than tested
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source A. Hughes, "Strategic database marketing" (1994), for the break-even index and 4 / break_even
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_mail(double cost, double profit, size_t n,
                                               const uint64_t *tested, const uint64_t *responses,
                                               const uint64_t *names, double *index,
                                               double *expected, uint32_t *mail,
                                               patron_rfm_mail_result *result, patron_fault *fault);

/*
 * Names customers by rules on their three scores: the first rule that matches gives the segment, counted
 * from 1. What the order hides is told: how many customers and cells each rule got and would have got
 * alone, rules that can never match, and cells that no rule covers.
 *
 * @param bins     in                   number of scores, in [2, 1000]
 * @param n        in                   customers, in [0, 2147483647]
 * @param r        in [n]               recency score, in [0, bins]
 * @param f        in [n]               frequency score, in [0, bins]
 * @param m        in [n]               monetary score, in [0, bins]
 * @param rules    in                   number of rules, in [0, 64]
 * @param rule     in [rules]           first match wins; each low in [1, high], each high in [low, bins]
 * @param segment  out [n] or NULL      1 = the first rule; 0 where a score is 0 or no rule matches
 * @param count    out [rules] or NULL  what each rule got
 * @param result   out or NULL          struct_size set by the caller
 * @param fault    out or NULL
 * @fault PATRON_E_RANGE   a score above bins; a rule whose low is above its high or whose scores do not
 *                         exist; n, rules or bins out of range
 * @fault PATRON_E_STRUCT  the result is of no known size
 * @cost O(n rules), and O(rules min(bins, 2 rules + 1)^3) for the grid; no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_segments(uint32_t bins, size_t n, const uint32_t *r,
                                                   const uint32_t *f, const uint32_t *m,
                                                   size_t rules, const patron_rfm_rule *rule,
                                                   uint32_t *segment, patron_rfm_rule_count *count,
                                                   patron_rfm_segments_result *result,
                                                   patron_fault *fault);

/*
 * Rules for the segments that retailers speak of, for quintiles: enum patron_rfm_segment has their
 * numbers, docs/rfm.md the scores. They cover every cell, and none is hidden.
 *
 * @param capacity  in              rules that there is room for, in [0, 2147483647]
 * @param rule      out [capacity]  min(capacity, found) rules
 * @param found     out             PATRON_RFM_DEFAULT_RULES
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE  capacity out of range
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_rfm_default_rules(size_t capacity, patron_rfm_rule *rule,
                                                        size_t *found, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
