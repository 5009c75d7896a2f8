/*
 * patron/cva.h - customer value analysis: attributes and their weights, how customers rate us and our
 * rivals on them, and where that puts everyone on the map of value.
 *
 * A table of ratings has a row for each attribute and a column for each supplier, [n*suppliers]; answers
 * of respondents have such a table in each row, [n*attributes*suppliers], NaN where there is no answer.
 * Ratings are of any scale; where they are divided they are >= 0.
 *
 * Quality, price and worth are ratios to the rivals: 1 is parity, and books print 100 times as much.
 */
#ifndef PATRON_CVA_H
#define PATRON_CVA_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_cva_moments patron_cva_moments; /* incomplete: in the caller's memory */

/* Where weights come from. */
enum patron_cva_kind {
    PATRON_CVA_STATED = 0, /* by customers: none is negative */
    PATRON_CVA_DERIVED = 1 /* from answers: those that are negative or do not exist are left out */
};

/* How ratios of ratings are taken. */
enum patron_cva_rounding {
    PATRON_CVA_EXACT = 0,
    PATRON_CVA_TWO_DECIMALS = 1 /* each ratio half up, as books print them */
};

/* What a worth-what-paid-for ratio says. */
enum patron_cva_band {
    PATRON_CVA_NO_BAND = 0,    /* no ratio */
    PATRON_CVA_BELOW = 1,      /* < .98 */
    PATRON_CVA_PARITY = 2,     /* [.98, 1.03) */
    PATRON_CVA_ABOVE = 3,      /* [1.03, 1.10] */
    PATRON_CVA_WORLD_CLASS = 4 /* > 1.10 */
};

/* Where an offer lies on the map of value. */
enum patron_cva_zone {
    PATRON_CVA_BETTER_VALUE = 1, /* right of and below the fair-value line */
    PATRON_CVA_FAIR_VALUE = 2,   /* on it, within the tolerance */
    PATRON_CVA_WORSE_VALUE = 3   /* left of and above it */
};

/* What two suppliers are compared by, attribute by attribute. */
enum patron_cva_measure {
    PATRON_CVA_DIFFERENCE = 0, /* ours - theirs */
    PATRON_CVA_RATIO = 1       /* ours / theirs - 1 */
};

/* Quadrants of importance and performance. */
enum patron_cva_quadrant {
    PATRON_CVA_CONCENTRATE = 1,  /* important, and weak */
    PATRON_CVA_KEEP = 2,         /* important, and strong */
    PATRON_CVA_LOW_PRIORITY = 3, /* unimportant, and weak */
    PATRON_CVA_OVERKILL = 4      /* unimportant, and strong */
};

/* Flags of patron_cva_quadrant_options. */
enum patron_cva_quadrant_flag {
    PATRON_CVA_GIVEN_CUTS = 0x1 /* cut at the options' cuts, not at the means */
};

/* Caveats of a result. */
enum patron_cva_note {
    PATRON_CVA_NOTE_NEGATIVE = 0x1,   /* a derived weight is below 0 */
    PATRON_CVA_NOTE_MISSING = 0x2,    /* a derived weight does not exist */
    PATRON_CVA_NOTE_NO_WEIGHT = 0x4,  /* no derived weight is above 0: no normalized ones */
    PATRON_CVA_NOTE_COLLINEAR = 0x8,  /* an attribute is a combination of others: left out */
    PATRON_CVA_NOTE_CONSTANT = 0x10,  /* an attribute that everyone rates alike: left out */
    PATRON_CVA_NOTE_NO_SPREAD = 0x20, /* nothing to explain or to explain it by: figures are NaN */
    PATRON_CVA_NOTE_FEW = 0x40, /* below 30 answers (3 suppliers): intervals are a guide, or NaN */
    PATRON_CVA_NOTE_UNSURE_DIVISOR =
        0x80 /* the rivals' mean has a standard error above a tenth of it: no delta method */
};

/* Normalized weights. A result: it may grow at its end. */
typedef struct patron_cva_weights_result {
    uint32_t struct_size; /* in: sizeof(patron_cva_weights_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_CVA_NOTE_NEGATIVE, MISSING, NO_WEIGHT */
    uint64_t used;        /* weights that are in the sum: all but those left out */
    uint64_t negative;    /* derived weights below 0, left out */
    uint64_t missing;     /* derived weights that are NaN, left out */
    double sum;           /* of the weights that are in it */
} patron_cva_weights_result;

/* A fair-value line on the map: through a point, quality_weight / price_weight steep. Frozen, 32 bytes. */
typedef struct patron_cva_line {
    double quality_weight; /* in [-1e150, 1e150] */
    double price_weight;   /* in [0, 1e150]; not both 0 */
    double quality_at;     /* of a point on the line, ratio to the rivals, in [0, 1e9] */
    double price_at;       /* of that point, ratio to the rivals, in [0, 1e9] */
} patron_cva_line;

/* A line fitted through the suppliers. A result: it may grow at its end. */
typedef struct patron_cva_line_result {
    uint32_t struct_size;  /* in: sizeof(patron_cva_line_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_CVA_NOTE_NO_SPREAD, FEW */
    uint64_t rows;         /* n */
    double slope;          /* of price on quality */
    double intercept;      /* price at quality 0 */
    double standard_error; /* of the slope; NaN below three suppliers */
    double r_squared;      /* fraction of the spread of prices explained; NaN where there is none */
} patron_cva_line_result;

/* Options: where importance and performance are cut. It may grow at its end. */
typedef struct patron_cva_quadrant_options {
    uint32_t struct_size;   /* in: sizeof(patron_cva_quadrant_options) */
    uint32_t flags;         /* PATRON_CVA_GIVEN_CUTS [0] */
    double importance_cut;  /* important from here on, in [-1e9, 1e9] [0] */
    double performance_cut; /* strong from here on, in [-1e9, 1e9] [0] */
} patron_cva_quadrant_options;

/* How many attributes are in each quadrant. A result: it may grow at its end. */
typedef struct patron_cva_quadrant_result {
    uint32_t struct_size;   /* in: sizeof(patron_cva_quadrant_result) */
    uint32_t filled_size;   /* out: leading bytes this library knows */
    uint64_t notes;         /* out: 0 */
    uint64_t rows;          /* n */
    uint64_t concentrate;   /* important, and weak */
    uint64_t keep;          /* important, and strong */
    uint64_t low_priority;  /* unimportant, and weak */
    uint64_t overkill;      /* unimportant, and strong */
    double importance_cut;  /* important from here on; NaN without attributes */
    double performance_cut; /* strong from here on; NaN without attributes */
} patron_cva_quadrant_result;

/* A ratio and how sure it is. Frozen, 48 bytes. */
typedef struct patron_cva_interval {
    double ratio;          /* >= 0; NaN where a mean has no answers or the rivals' is 0 */
    double standard_error; /* >= 0; NaN where there are too few answers */
    double low;            /* ratio less Student's quantile times the error, finite, or NaN */
    double high;           /* ratio plus the same, finite, or NaN */
    uint64_t used;         /* answers behind that mean in it that has fewest */
    uint64_t notes;        /* PATRON_CVA_NOTE_FEW, UNSURE_DIVISOR */
} patron_cva_interval;

/* What weights were derived from, and how well. A result: it may grow at its end. */
typedef struct patron_cva_fit {
    uint32_t struct_size;      /* in: sizeof(patron_cva_fit) */
    uint32_t filled_size;      /* out: leading bytes this library knows */
    uint64_t notes;            /* out: PATRON_CVA_NOTE_* */
    uint64_t used;             /* complete answers */
    uint64_t skipped;          /* answers with a missing rating */
    uint64_t rank;             /* attributes that are no combination of the others */
    double r_squared;          /* fraction of the variance of the overall rating explained */
    double adjusted_r_squared; /* corrected for the number of attributes; NaN for too few answers */
    double condition; /* number of the standardized attributes: largest by smallest singular
                                  value; above 30 weights are hard to tell apart */
} patron_cva_fit;

/*
 * Weights normalized to a sum of 1, of any size they were given in. Of derived ones a negative is left
 * out: its weight here is 0, its raw value stays what it is, and a note says so.
 *
 * @param kind    in        PATRON_CVA_STATED or DERIVED
 * @param n       in        attributes
 * @param raw     in [n]    any unit, in [-1e150, 1e150], NaN = missing; of stated ones none is negative or missing
 * @param weight  out [n]   fraction in [0, 1]; NaN without a weight above 0
 * @param result  out       struct_size set by the caller
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight is infinite, or a stated one NaN
 * @fault PATRON_E_RANGE       kind or a weight out of range; stated weights that are all 0, and then the
 *                             argument is "raw", without a row
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_weights(uint32_t kind, size_t n, const double *raw,
                                                  double *weight, patron_cva_weights_result *result,
                                                  patron_fault *fault);

/*
 * Weighted scores of suppliers: the sum, and the mean.
 *
 *     sum = sum_j w_j x_j      mean = sum / sum_j w_j
 *
 * @param n          in                      attributes
 * @param weight     in [n]                  any unit, in [0, 1e150]
 * @param suppliers  in                      in [1, 256]
 * @param rating     in [n*suppliers]        any scale, in [-1e9, 1e9]
 * @param sum        out [suppliers] or NULL  unit of weight times rating
 * @param mean       out [suppliers] or NULL  unit of rating; NaN without attributes
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight or rating is NaN or infinite
 * @fault PATRON_E_RANGE       a weight, a rating or suppliers out of range; weights that are all 0, and
 *                             then the argument is "weight", without a row
 * @cost O(n suppliers), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_scores(size_t n, const double *weight, size_t suppliers,
                                                 const double *rating, double *sum, double *mean,
                                                 patron_fault *fault);

/*
 * Market-perceived quality of every supplier against the mean of the others.
 *
 *     ratio_j = x_j / mean of the others' x_j      quality = sum_j w_j ratio_j / sum_j w_j
 *
 * Where it is to be rounded each ratio is taken to two decimals, halves up; a ratio within 2^-50 of a half,
 * relative, is that half, up to 1e10, so that quotients of decimal ratings round as on paper.
 *
 * @param rounding   in                        PATRON_CVA_EXACT or TWO_DECIMALS
 * @param n          in                        attributes
 * @param weight     in [n]                    any unit, in [0, 1e150]
 * @param suppliers  in                        in [1, 256]
 * @param rating     in [n*suppliers]          any scale, in [0, 1e9]
 * @param ratio      out [n*suppliers] or NULL  to the mean of the others; NaN where that is 0 or none
 * @param quality    out [suppliers]           ratio, 1 = parity; NaN where one of the ratios with a weight is
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight or rating is NaN or infinite
 * @fault PATRON_E_RANGE       rounding, a weight, a rating or suppliers out of range; weights that are all
 *                             0, and then the argument is "weight", without a row
 * @fault PATRON_E_OVERFLOW    a ratio beyond a double; the argument is "ratio"
 * @source B. Gale, "Managing customer value" (1994), market-perceived quality profile
 * @cost O(n suppliers^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_quality(uint32_t rounding, size_t n, const double *weight,
                                                  size_t suppliers, const double *rating,
                                                  double *ratio, double *quality,
                                                  patron_fault *fault);

/*
 * The price profile: satisfaction with each part of the price against the mean of the others, and the
 * relative price that follows.
 *
 *     satisfaction = sum_j w_j ratio_j / sum_j w_j      price = 1 / satisfaction
 *
 * @param rounding      in                         PATRON_CVA_EXACT or TWO_DECIMALS, of each ratio
 * @param n             in                         parts of the price
 * @param weight        in [n]                     any unit, in [0, 1e150]
 * @param suppliers     in                         in [1, 256]
 * @param rating        in [n*suppliers]           satisfaction with the price, in [0, 1e9]
 * @param ratio         out [n*suppliers] or NULL  to the mean of the others; NaN where that is 0 or none
 * @param satisfaction  out [suppliers] or NULL    ratio, 1 = parity; NaN where a ratio with a weight is
 * @param price         out [suppliers]            ratio, 1 = parity; NaN where satisfaction is 0 or NaN
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight or rating is NaN or infinite
 * @fault PATRON_E_RANGE       rounding, a weight, a rating or suppliers out of range; weights that are all
 *                             0, and then the argument is "weight", without a row
 * @fault PATRON_E_OVERFLOW    a ratio beyond a double; the argument is "ratio"
 * @source B. Gale, "Managing customer value" (1994), market-perceived price profile
 * @cost O(n suppliers^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_price(uint32_t rounding, size_t n, const double *weight,
                                                size_t suppliers, const double *rating,
                                                double *ratio, double *satisfaction, double *price,
                                                patron_fault *fault);

/*
 * Worth-what-paid-for: the customer-value-added ratio and its band. A ratio within 2^-50 of a
 * bound, relative, is on it.
 *
 * @param n       in              offers
 * @param ours    in [n]          rating of what we are worth for the price, in [0, 1e9]
 * @param rivals  in [n]          the rivals' rating, in [0, 1e9]
 * @param ratio   out [n] or NULL  ours / rivals; NaN where the rivals' is 0
 * @param band    out [n] or NULL  PATRON_CVA_BELOW, PARITY, ABOVE or WORLD_CLASS; NO_BAND without a ratio
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a rating is NaN or infinite
 * @fault PATRON_E_RANGE       a rating out of range
 * @fault PATRON_E_OVERFLOW    a ratio beyond a double; the argument is "ratio"
 * @source R. Kordupleski, "Mastering customer value management" (2003): customer value added
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_worth(size_t n, const double *ours, const double *rivals,
                                                double *ratio, uint32_t *band, patron_fault *fault);

/*
 * The fair-value line by regression: least squares of price on quality over the suppliers.
 *
 * @param n        in        suppliers
 * @param quality  in [n]    ratio, in [0, 1e9]
 * @param price    in [n]    ratio, in [0, 1e9]
 * @param line     out       through the means with the slope, price_weight 1; NaN without a slope
 * @param result   out       struct_size set by the caller
 * @param fault    out or NULL
 * @fault PATRON_E_NOT_FINITE  a quality or price is NaN or infinite
 * @fault PATRON_E_RANGE       a quality or price out of range
 * @fault PATRON_E_OVERFLOW    qualities so near each other, beside prices, that a slope can be beyond 1e150;
 *                             the argument is "line"
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_fit_line(size_t n, const double *quality,
                                                   const double *price, patron_cva_line *line,
                                                   patron_cva_line_result *result,
                                                   patron_fault *fault);

/*
 * The map of value: how far each supplier is from the fair-value line through (x0, y0).
 *
 *     distance = (wq (x - x0) - wp (y - y0)) / sqrt(wq^2 + wp^2)      > 0 right of and below the line
 *     fair     = y0 + wq / wp (x - x0)                                headroom = fair - price
 *
 * By weights the line goes through (1, 1): give the customers' weights of quality and price.
 *
 * @param line       in               weights and a point
 * @param tolerance  in               |distance| <= tolerance is fair value, in [0, 1e300]
 * @param n          in               suppliers
 * @param quality    in [n]           x, ratio, in [0, 1e9]
 * @param price      in [n]           y, ratio, in [0, 1e9]
 * @param distance   out [n] or NULL  perpendicular, signed, unit of the axes
 * @param fair       out [n] or NULL  price on the line; NaN where price_weight is 0
 * @param headroom   out [n] or NULL  by which the price can rise to be fair; NaN where price_weight is 0
 * @param zone       out [n] or NULL  PATRON_CVA_BETTER_VALUE, FAIR_VALUE or WORSE_VALUE
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a member of line, tolerance, a quality or a price is NaN or infinite
 * @fault PATRON_E_RANGE       one of them out of range; weights that are both 0, and then the argument is
 *                             "line.price_weight"
 * @fault PATRON_E_OVERFLOW    a fair price beyond a double; the argument is "fair"
 * @source B. Gale, "Managing customer value" (1994), the customer value map
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_map(const patron_cva_line *line, double tolerance,
                                              size_t n, const double *quality, const double *price,
                                              double *distance, double *fair, double *headroom,
                                              uint32_t *zone, patron_fault *fault);

/*
 * Bytes of scratch for patron_cva_head_to_head; SIZE_MAX where there is no such number.
 *
 * @param n  in  attributes
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_head_to_head_scratch_size(size_t n);

/*
 * Head to head with one rival, or the mean of all: gap and area of each attribute, the widest win first.
 *
 *     area_j = w_j gap_j / sum of w      total = sum of areas
 *
 * By difference the total is that of the scores, by ratio it is the quality less 1.
 *
 * @param measure       in              PATRON_CVA_DIFFERENCE or RATIO
 * @param own           in              our column, in [0, suppliers)
 * @param rival         in              his column, in [0, suppliers), or PATRON_NONE: the mean of all others
 * @param n             in              attributes, in [0, 4294967295]
 * @param weight        in [n]          any unit, in [0, 1e150]
 * @param suppliers     in              in [1, 256]
 * @param rating        in [n*suppliers]  any scale, in [0, 1e9]
 * @param scratch       scratch
 * @param scratch_size  in              bytes
 * @param gap           out [n] or NULL  unit of the measure; NaN without a ratio, or without others
 * @param area          out [n] or NULL  what it adds to the total; 0 without a weight, else NaN where the gap is
 * @param order         out [n] or NULL  rows from the greatest area to the smallest, NaN last
 * @param total         out or NULL     sum of areas; NaN where an area is, or without attributes
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight or rating is NaN or infinite
 * @fault PATRON_E_RANGE       measure, own, rival, n, a weight, a rating or suppliers out of range; weights
 *                             that are all 0, and then the argument is "weight", without a row
 * @fault PATRON_E_OVERFLOW    a gap beyond a double; the argument is "gap"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_cva_head_to_head_scratch_size(n)
 * @source B. Gale, "Managing customer value" (1994), head-to-head area chart of customer value
 * @cost O(n suppliers), and a sort
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_head_to_head(
    uint32_t measure, uint32_t own, uint32_t rival, size_t n, const double *weight,
    size_t suppliers, const double *rating, void *scratch, size_t scratch_size, double *gap,
    double *area, uint32_t *order, double *total, patron_fault *fault);

/*
 * How much one attribute alone would have to change for our quality to reach a target.
 *
 *     change_j = (target - quality) / (w_j / sum of w)      points_j = change_j mean of the others' x_j
 *
 * @param own        in               our column, in [0, suppliers)
 * @param target     in               quality to reach, in [0, 1e9]; 1 = parity
 * @param n          in               attributes
 * @param weight     in [n]           any unit, in [0, 1e150]
 * @param suppliers  in               in [1, 256]
 * @param rating     in [n*suppliers]  any scale, in [0, 1e9]
 * @param change     out [n] or NULL  of the ratio; below 0 what may be lost; NaN for a weight of 0, or
 *                                    without a quality
 * @param points     out [n] or NULL  the same in units of the rating
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  target, a weight or a rating is NaN or infinite
 * @fault PATRON_E_RANGE       own, target, a weight, a rating or suppliers out of range; weights that are
 *                             all 0, and then the argument is "weight", without a row
 * @fault PATRON_E_OVERFLOW    a change beyond a double; the argument is "change"
 * @cost O(n suppliers), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_change_needed(uint32_t own, double target, size_t n,
                                                        const double *weight, size_t suppliers,
                                                        const double *rating, double *change,
                                                        double *points, patron_fault *fault);

/*
 * Importance and performance of attributes in four quadrants, cut at their means or where the options say.
 * What lies on a cut is important, and strong.
 *
 * @param options      in or NULL  NULL = defaults
 * @param n            in          attributes
 * @param importance   in [n]      any unit, in [-1e9, 1e9]
 * @param performance  in [n]      any unit, in [-1e9, 1e9]
 * @param quadrant     out [n]     PATRON_CVA_CONCENTRATE, KEEP, LOW_PRIORITY or OVERKILL
 * @param result       out         struct_size set by the caller
 * @param fault        out or NULL
 * @fault PATRON_E_NOT_FINITE  an importance or performance is NaN or infinite
 * @fault PATRON_E_RANGE       a cut, an importance or a performance out of range
 * @fault PATRON_E_STRUCT      options or result are of no known size; an unknown flag
 * @source J. Martilla and J. James, "Importance-performance analysis" (1977)
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_quadrants(const patron_cva_quadrant_options *options,
                                                    size_t n, const double *importance,
                                                    const double *performance, uint32_t *quadrant,
                                                    patron_cva_quadrant_result *result,
                                                    patron_fault *fault);

/*
 * Mystery shopping: the weighted share of points that each supplier earned on a checklist, and ours
 * against his. Items the shopper could not see are missing and count for nobody.
 *
 *     score = sum w_j point_j / sum w_j most_j over the items seen      ratio = our score / his
 *
 * @param own        in                       our column, in [0, suppliers)
 * @param n          in                       items
 * @param weight     in [n]                   any unit, in [0, 1e150]
 * @param most       in [n]                   points that can be earned, in [1e-9, 1e9]
 * @param suppliers  in                       in [1, 256]
 * @param point      in [n*suppliers]         earned, in [0, 1e9], at most the item's most; NaN = missing
 * @param score      out [suppliers]          fraction; NaN where no item with a weight was seen
 * @param ratio      out [suppliers] or NULL  our score / his; NaN where his is 0 or does not exist
 * @param used       out [suppliers] or NULL  items seen
 * @param fault      out or NULL
 * @fault PATRON_E_NOT_FINITE  a weight or most is NaN or infinite; a point is infinite
 * @fault PATRON_E_RANGE       own, a weight, a most, a point or suppliers out of range; weights that are
 *                             all 0, and then the argument is "weight", without a row
 * @fault PATRON_E_OVERFLOW    a ratio beyond a double; the argument is "ratio"
 * @cost O(n suppliers), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_checklist(uint32_t own, size_t n, const double *weight,
                                                    const double *most, size_t suppliers,
                                                    const double *point, double *score,
                                                    double *ratio, uint32_t *used,
                                                    patron_fault *fault);

/*
 * Bytes of scratch for patron_cva_means; SIZE_MAX where there is no such number.
 *
 * @param attributes  in  number of attributes
 * @param suppliers   in  number of suppliers
 * @param segments    in  number of segments
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_means_scratch_size(size_t attributes, size_t suppliers,
                                                            size_t segments);

/*
 * From respondents to a table: the mean rating of every supplier on every attribute, overall or by
 * segment, with the number of answers behind it. Sums are exact, so that a mean depends on neither the
 * order of the respondents nor the missing ones among them. The table of a segment is [attributes*suppliers],
 * ready for patron_cva_quality with n = attributes.
 *
 * @param n             in                                respondents, in [0, 2147483647]
 * @param segment       in [n] or NULL                    of each respondent, in [0, segments)
 * @param attributes    in                                in [1, 64]
 * @param suppliers     in                                in [1, 64]
 * @param rating        in [n*attributes*suppliers]       any scale, in [-1e9, 1e9]; NaN = missing
 * @param scratch       scratch
 * @param scratch_size  in                                bytes
 * @param segments      in                                number of segments, in [1, 16777216]; 1 = overall
 * @param mean          out [segments*attributes*suppliers]          unit of rating; NaN without answers
 * @param used          out [segments*attributes*suppliers] or NULL  answers
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a rating is infinite
 * @fault PATRON_E_RANGE       a segment that is not below segments; a rating or a count out of range
 * @fault PATRON_E_SCRATCH     scratch_size below patron_cva_means_scratch_size(attributes, suppliers, segments)
 * @cost O(n attributes suppliers)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_means(size_t n, const uint32_t *segment,
                                                size_t attributes, size_t suppliers,
                                                const double *rating, void *scratch,
                                                size_t scratch_size, size_t segments, double *mean,
                                                uint32_t *used, patron_fault *fault);

/*
 * Bytes of scratch for patron_cva_intervals; SIZE_MAX where there is no such number.
 *
 * @param attributes  in  number of attributes
 * @param suppliers   in  number of suppliers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_intervals_scratch_size(size_t attributes,
                                                                size_t suppliers);

/*
 * Confidence intervals for the ratios and the quality of patron_cva_quality, from respondents. By the delta
 * method: each respondent's pull on the ratio, which holds the covariance of ratings given by the same
 * person, answers missing or not.
 *
 *     ratio = m / M,  M mean of the others' m;  e_i = ((x_i - m) / n_m - ratio mean of (x_ik - m_k) / n_k) / M
 *     variance = used / (used - 1) sum_i e_i^2;       of the quality: with sum_j w_j e_ij / sum of w
 *
 * and Student's quantile for used - 1. With complete answers that is the delta method with the covariance
 * matrix of the sample.
 *
 * @param confidence    in                           of the interval, in [1e-9, 1)
 * @param chosen        in                           the segment to take; unused where segment is NULL
 * @param n             in                           respondents, in [0, 2147483647]
 * @param segment       in [n] or NULL               of each respondent, any
 * @param attributes    in                           in [1, 64]
 * @param suppliers     in                           in [1, 64]
 * @param rating        in [n*attributes*suppliers]  any scale, in [0, 1e9]; NaN = missing
 * @param weight        in [attributes]              any unit, in [0, 1e150]
 * @param scratch       scratch
 * @param scratch_size  in                           bytes
 * @param ratio         out [attributes*suppliers] or NULL  of each attribute
 * @param quality       out [suppliers]              of all
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  confidence or a weight is NaN or infinite; a rating is infinite
 * @fault PATRON_E_RANGE       confidence, a weight, a rating or a count out of range; weights that are all
 *                             0, and then the argument is "weight", without a row
 * @fault PATRON_E_OVERFLOW    a figure beyond a double; the argument is "quality"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_cva_intervals_scratch_size(attributes, suppliers)
 * @source W. Cochran, "Sampling techniques" (1977), 6.3-6.4, for the ratio of two means; K. Wolter,
 *         "Introduction to variance estimation" (2007), 6.5, for its linear form
 * @cost O(n attributes suppliers), twice
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_intervals(double confidence, uint32_t chosen, size_t n,
                                                    const uint32_t *segment, size_t attributes,
                                                    size_t suppliers, const double *rating,
                                                    const double *weight, void *scratch,
                                                    size_t scratch_size, patron_cva_interval *ratio,
                                                    patron_cva_interval *quality,
                                                    patron_fault *fault);

/*
 * Bytes of a state of moments: counts, sums and cross products of ratings, exact, from which weights are
 * derived. SIZE_MAX where there is no such number.
 *
 * @param attributes  in  number of attributes
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_moments_size(size_t attributes);

/*
 * Makes a block of memory the moments of no answers.
 *
 * @param moments       out          the block, 8-byte aligned
 * @param moments_size  in           bytes of the block
 * @param attributes    in           in [1, 64]
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN  moments is not a multiple of 8
 * @fault PATRON_E_RANGE  attributes out of range
 * @fault PATRON_E_SIZE   moments_size is below patron_cva_moments_size(attributes)
 * @cost O(attributes^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_moments_init(patron_cva_moments *moments,
                                                       size_t moments_size, uint32_t attributes,
                                                       patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds moments.
 *
 * @param moments       in           8-byte aligned
 * @param moments_size  in           bytes of the block
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN    moments is not a multiple of 8
 * @fault PATRON_E_SIZE     moments_size is below what it holds needs
 * @fault PATRON_E_CORRUPT  the block does not hold moments
 * @cost O(attributes^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_moments_check(const patron_cva_moments *moments,
                                                        size_t moments_size, patron_fault *fault);

/*
 * Adds answers: of each respondent one for every supplier, his ratings of the attributes and his overall
 * rating. An answer that misses one is counted as skipped. With suppliers 1 a row is an answer. One state
 * for each segment, added to in turn and merged in the end, gives the segments and the whole. On a fault
 * exactly the respondents before the faulty one have been added.
 *
 * @param moments       inout                        8-byte aligned
 * @param moments_size  in                           bytes of the block
 * @param chosen        in                           the segment to take; unused where segment is NULL
 * @param n             in                           respondents, in [0, 2147483647]
 * @param segment       in [n] or NULL               of each respondent, any
 * @param attributes    in                           those of the state, in [1, 64]
 * @param suppliers     in                           in [1, 64]
 * @param rating        in [n*attributes*suppliers]  any scale, in [-1e9, 1e9]; NaN = missing
 * @param overall       in [n*suppliers]             any scale, in [-1e9, 1e9]; NaN = missing
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN       moments is not a multiple of 8
 * @fault PATRON_E_SIZE        moments_size is below what it holds needs
 * @fault PATRON_E_CORRUPT     the block does not hold moments
 * @fault PATRON_E_NOT_FINITE  a rating is infinite
 * @fault PATRON_E_RANGE       a rating or a count out of range; attributes that are not the state's
 * @fault PATRON_E_FULL        more than 2^62 answers could come together; the argument is "n"
 * @cost O(n attributes^2 suppliers), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_moments_add(patron_cva_moments *moments,
                                                      size_t moments_size, uint32_t chosen,
                                                      size_t n, const uint32_t *segment,
                                                      size_t attributes, size_t suppliers,
                                                      const double *rating, const double *overall,
                                                      patron_fault *fault);

/*
 * Adds to moments all that others hold.
 *
 * @param moments       inout     8-byte aligned
 * @param moments_size  in        bytes of the block
 * @param other         in        8-byte aligned; may be the same block as moments
 * @param other_size    in        bytes of the other block
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is smaller than what it holds needs
 * @fault PATRON_E_CORRUPT  a block does not hold moments
 * @fault PATRON_E_RANGE    the other has another number of attributes; the argument is "other"
 * @fault PATRON_E_FULL     more than 2^62 answers would come together; the argument is "other"
 * @cost O(attributes^2), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_moments_merge(patron_cva_moments *moments,
                                                        size_t moments_size,
                                                        const patron_cva_moments *other,
                                                        size_t other_size, patron_fault *fault);

/*
 * Bytes of encoded moments; SIZE_MAX where there is no such number.
 *
 * @param attributes  in  number of attributes
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_moments_encoded_size(size_t attributes);

/*
 * Writes moments as bytes that every machine reads. Equal answers, however they were added up, encode to
 * equal bytes.
 *
 * @param moments       in                8-byte aligned
 * @param moments_size  in                bytes of the block
 * @param bytes         out [bytes_size]  the first patron_cva_moments_encoded_size(attributes) are written
 * @param bytes_size    in                at least that
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN    moments is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the block does not hold moments
 * @cost O(attributes^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_moments_encode(const patron_cva_moments *moments,
                                                         size_t moments_size, void *bytes,
                                                         size_t bytes_size, patron_fault *fault);

/*
 * Makes a block the moments that the bytes hold. Any corruption of the bytes is a fault.
 *
 * @param bytes         in [bytes_size]  what patron_cva_moments_encode wrote
 * @param bytes_size    in               bytes
 * @param moments       out              the block, 8-byte aligned
 * @param moments_size  in               bytes of the block
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN    moments is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is too small for these moments, or bytes_size for what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not encoded moments
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(attributes^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_moments_decode(const void *bytes, size_t bytes_size,
                                                         patron_cva_moments *moments,
                                                         size_t moments_size, patron_fault *fault);

/*
 * Derived weights, one attribute at a time: its correlation with the overall rating. Of the fit, r_squared
 * is that of the attribute that explains most; the figures of a regression are NaN, rank 0.
 *
 *     low, high = tanh(artanh r -+ z / sqrt(used - 3))
 *
 * @param confidence    in                        of the intervals, in [1e-9, 1)
 * @param moments       in                        8-byte aligned
 * @param moments_size  in                        bytes of the block
 * @param attributes    in                        those of the state, in [1, 64]
 * @param correlation   out [attributes]          raw, in [-1, 1]; NaN for an attribute that does not vary
 * @param low           out [attributes] or NULL  NaN below four answers
 * @param high          out [attributes] or NULL  NaN below four answers
 * @param result        out                       struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN       moments is not a multiple of 8
 * @fault PATRON_E_SIZE        moments_size is below what it holds needs
 * @fault PATRON_E_CORRUPT     the block does not hold moments
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range; attributes that are not the state's
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @source R. A. Fisher, "On the probable error of a coefficient of correlation" (1921)
 * @cost O(attributes), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_correlations(
    double confidence, const patron_cva_moments *moments, size_t moments_size, size_t attributes,
    double *correlation, double *low, double *high, patron_cva_fit *result, patron_fault *fault);

/*
 * Bytes of scratch for patron_cva_regression; SIZE_MAX where there is no such number.
 *
 * @param attributes  in  number of attributes
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_regression_scratch_size(size_t attributes);

/*
 * Derived weights, all attributes at once: standardized coefficients of the least-squares regression of the
 * overall rating on the attributes, by QR with column pivoting. Its R comes from the exact cross products
 * in twice the digits of a double, so that it is that of the answers themselves.
 *
 * An attribute whose rest, after those chosen before it, is below 1e-7 of its spread is a combination of
 * them: left out, its figures NaN, noted; rank counts the others.
 *
 * @param confidence      in                        of the intervals, in [1e-9, 1)
 * @param moments         in                        8-byte aligned
 * @param moments_size    in                        bytes of the block
 * @param scratch         scratch
 * @param scratch_size    in                        bytes
 * @param attributes      in                        those of the state, in [1, 64]
 * @param weight          out [attributes]          raw; NaN for one left out
 * @param standard_error  out [attributes] or NULL  >= 0; NaN for one left out, or for too few answers
 * @param low             out [attributes] or NULL  weight less Student's quantile times the error, or NaN
 * @param high            out [attributes] or NULL  weight plus the same, or NaN
 * @param inflation       out [attributes] or NULL  of the variance by the other attributes, >= 1; NaN for
 *                                                  one left out
 * @param result          out                       struct_size set by the caller
 * @param fault           out or NULL
 * @fault PATRON_E_ALIGN       moments is not a multiple of 8
 * @fault PATRON_E_SIZE        moments_size is below what it holds needs
 * @fault PATRON_E_CORRUPT     the block does not hold moments
 * @fault PATRON_E_NOT_FINITE  confidence is NaN or infinite
 * @fault PATRON_E_RANGE       confidence out of range; attributes that are not the state's
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_cva_regression_scratch_size(attributes)
 * @source G. Golub and C. Van Loan, "Matrix computations" (1996), 5.4.1; D. Belsley, E. Kuh and R. Welsch,
 *         "Regression diagnostics" (1980), 3.2, for the condition
 * @cost O(attributes^3); mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_regression(
    double confidence, const patron_cva_moments *moments, size_t moments_size, void *scratch,
    size_t scratch_size, size_t attributes, double *weight, double *standard_error, double *low,
    double *high, double *inflation, patron_cva_fit *result, patron_fault *fault);

/*
 * Bytes of scratch for patron_cva_shapley; SIZE_MAX where there is no such number.
 *
 * @param attributes  in  number of attributes
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cva_shapley_scratch_size(size_t attributes);

/*
 * Derived weights by Shapley: what each attribute adds to the R^2 of the regression on average over all
 * orders in which the attributes can enter, over all 2^attributes sets of them. Shares add up to R^2, and
 * attributes that say the same share it.
 *
 * @param moments       in                8-byte aligned
 * @param moments_size  in                bytes of the block
 * @param scratch       scratch
 * @param scratch_size  in                bytes
 * @param attributes    in                those of the state, in [1, 20]
 * @param share         out [attributes]  part of R^2, in [0, 1]; NaN where nothing varies
 * @param result        out               struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN       moments is not a multiple of 8
 * @fault PATRON_E_SIZE        moments_size is below what it holds needs
 * @fault PATRON_E_CORRUPT     the block does not hold moments
 * @fault PATRON_E_RANGE       attributes above 20, or not the state's
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_cva_shapley_scratch_size(attributes)
 * @source S. Lipovetsky and M. Conklin, "Analysis of regression in game theory approach" (2001);
 *         R. Lindeman, P. Merenda and R. Gold (1980), 4.5
 * @cost O(2^attributes attributes^2), a tenth of a second for 16 or less; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cva_shapley(const patron_cva_moments *moments,
                                                  size_t moments_size, void *scratch,
                                                  size_t scratch_size, size_t attributes,
                                                  double *share, patron_cva_fit *result,
                                                  patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
