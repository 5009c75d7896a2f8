/*
 * patron/cohort.h - the customer base over time: who came when, who still buys, what they bring.
 *
 * A cohort is the customers whose first purchase lies in one period; its age is the number of periods since.
 * Periods are calendar months (or quarters, years: so many months) or so many days, numbered from 0. A
 * triangle has a cell for every cohort and age, row-major [periods * periods]: cell (c, a) is what the cohort
 * of period c did in period c + a, and is all zero where that is no period of the grid.
 *
 * An amount of 0 or more is a purchase; a negative amount is a refund, which changes money but founds no
 * cohort and makes nobody active. Receipts before period 0 tell who was a customer before, and count nowhere
 * else; receipts after the as-of day are left out. A period is over, and its figures exist, when its last
 * day is not after the as-of day: figures of any other are NaN, never 0.
 *
 * A patron_cohort does the same in the caller's memory, part by part: parts with other customers, or the
 * same customers' next periods, merge to the bytes that the whole would have given. It has no pointers: copy
 * it, write it out and map it back on a machine of the same byte order. To move it between machines, encode it.
 */
#ifndef PATRON_COHORT_H
#define PATRON_COHORT_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_cohort patron_cohort; /* incomplete: a state in the caller's memory */

/* What a period's length counts. */
enum patron_cohort_unit {
    PATRON_COHORT_MONTHS = 0, /* calendar months; period 0 begins with from_day's month */
    PATRON_COHORT_DAYS = 1    /* days; period 0 begins on from_day */
};

/* What a figure counts. */
enum patron_cohort_measure {
    PATRON_COHORT_CUSTOMERS = 0, /* customers with a purchase in the period */
    PATRON_COHORT_ORDERS = 1,    /* purchases */
    PATRON_COHORT_REFUNDS = 2,   /* refunds */
    PATRON_COHORT_SALES = 3,     /* minor units, of purchases */
    PATRON_COHORT_REFUNDED = 4,  /* minor units, of refunds, positive */
    PATRON_COHORT_SPEND = 5,     /* minor units: sales - refunded */
    PATRON_COHORT_MARGIN = 6,    /* minor units */
    PATRON_COHORT_COST = 7,      /* minor units */
    PATRON_COHORT_PROFIT = 8     /* minor units: margin - cost */
};

/* What a figure is divided by. */
enum patron_cohort_per {
    PATRON_COHORT_PER_COHORT = 0, /* customers of the cohort, active or not */
    PATRON_COHORT_PER_ACTIVE = 1, /* customers with a purchase in the period */
    PATRON_COHORT_PER_ORDER = 2,  /* purchases */
    PATRON_COHORT_TOTAL = 3       /* 1 */
};

/* Where the periods lie. Frozen, 16 bytes. */
typedef struct patron_cohort_grid {
    int32_t from_day;  /* a day of period 0's first month, or its first day; > -2147483648 */
    int32_t as_of_day; /* the last day that all receipts are known of */
    uint32_t unit;     /* PATRON_COHORT_MONTHS or PATRON_COHORT_DAYS */
    uint32_t length;   /* of a period, in units, in [1, 4096] */
} patron_cohort_grid;

/* What one cohort did in one period. Frozen, 56 bytes; cells of other customers add. */
typedef struct patron_cohort_cell {
    uint64_t customers; /* with a purchase; at age 0 the size of the cohort */
    uint64_t orders;    /* purchases: amounts of 0 or more */
    uint64_t refunds;   /* negative amounts */
    int64_t sales;      /* minor units, of purchases */
    int64_t refunded;   /* minor units, of refunds, positive */
    int64_t margin;     /* minor units, of both */
    int64_t cost;       /* minor units, of both */
} patron_cohort_cell;

/*
 * What one period gained and lost, over all cohorts. Frozen, 104 bytes; rows of other customers add.
 *
 *     active = new + kept + returned        active of the period before = kept + lost
 */
typedef struct patron_cohort_growth {
    uint64_t active_customers;   /* with a purchase in the period */
    uint64_t new_customers;      /* of these, with their first one ever */
    uint64_t kept_customers;     /* with one in the period before as well */
    uint64_t returned_customers; /* with earlier ones, none in the period before */
    uint64_t lost_customers;     /* with one in the period before and none in this; 0 in period 0 */
    int64_t active_sales;        /* minor units, of purchases in the period */
    int64_t new_sales;           /* minor units, by the new */
    int64_t kept_sales;          /* minor units, by the kept */
    int64_t returned_sales;      /* minor units, by the returned */
    int64_t kept_sales_before;   /* minor units, by the kept in the period before */
    int64_t lost_sales;          /* minor units, by the lost in the period before; 0 in period 0 */
    int64_t refunded;            /* minor units, of refunds in the period, positive */
    uint32_t begun;              /* 1: the as-of day is in the period or after; else all is 0 */
    uint32_t mature;             /* 1: the period is over; 0: all is to date, the lost may return */
} patron_cohort_growth;

/*
 * What is known of a customer before a block of receipts. Frozen, 24 bytes; all zero is one who has not
 * bought yet.
 */
typedef struct patron_cohort_seen {
    int32_t first_day; /* of the first purchase ever; days since 1970-01-01 */
    int32_t last_day;  /* of the last purchase */
    int64_t
        last_sales; /* minor units, >= 0: purchases in the period of last_day; not used unless the
                           customer buys in the very next period */
    uint32_t has_bought; /* 1: yes; 0: no, and all others are 0 */
    uint32_t reserved;   /* 0 */
} patron_cohort_seen;

/* One cohort to date. Frozen, 24 bytes; those of other customers add. */
typedef struct patron_cohort_value {
    uint64_t customers; /* the cohort's size */
    int64_t spend;      /* minor units, net of refunds, to date */
    int64_t margin;     /* minor units, net of refunds, to date */
} patron_cohort_value;

/*
 * First and last days of the periods 0 to periods - 1, and which are over.
 *
 * @param grid       in                      where the periods lie
 * @param periods    in                      in [0, 4096]; the last one ends before day 2147483647
 * @param first_day  out [periods] or NULL   days since 1970-01-01
 * @param last_day   out [periods] or NULL   days since 1970-01-01
 * @param mature     out [periods] or NULL   1: over on the as-of day; 0: not
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE  a member of grid, or periods, out of range, or days beyond the calendar
 * @cost O(periods), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_periods(const patron_cohort_grid *grid, size_t periods,
                                                     int32_t *first_day, int32_t *last_day,
                                                     uint32_t *mature, patron_fault *fault);

/*
 * The period of each day; negative before period 0. The cohort of a customer is the period of the first
 * purchase, the age of a receipt its period less the cohort.
 *
 * @param grid    in       where the periods lie
 * @param n       in       rows
 * @param day     in [n]   days since 1970-01-01, any
 * @param period  out [n]  from 0
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE     a member of grid out of range
 * @fault PATRON_E_OVERFLOW  a period beyond int32_t; the argument is "period"
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_period(const patron_cohort_grid *grid, size_t n,
                                                    const int32_t *day, int32_t *period,
                                                    patron_fault *fault);

/*
 * Bytes of scratch for patron_cohort_from_receipts; SIZE_MAX where there is no such number.
 *
 * @param n          in  receipts
 * @param customers  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cohort_from_receipts_scratch_size(size_t n, size_t customers);

/*
 * Cohorts and growth from whole columns of receipts in any order, exact. Give all receipts there are of
 * these customers: one whose first purchases are missing falls into a later cohort.
 *
 * @param grid          in                                where the periods lie
 * @param n             in                                receipts, in [0, 2147483647]
 * @param customer      in [n]                            row of the customer, < customers
 * @param day           in [n]                            days since 1970-01-01, any
 * @param amount        in [n]                            minor units, any; negative is a refund
 * @param margin        in [n] or NULL                    minor units, any; NULL: 0
 * @param cost          in [n] or NULL                    minor units, any; NULL: 0
 * @param scratch       scratch
 * @param scratch_size  in                                bytes
 * @param customers     in                                in [0, 2147483647]
 * @param periods       in                                in [0, 4096]; the last one ends before day 2147483647
 * @param cell          out [periods*periods] or NULL     the triangle, row-major: cohort, age
 * @param growth        out [periods] or NULL             a row per period
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE     a customer that is not below customers; a member of grid, periods, customers or
 *                           n out of range
 * @fault PATRON_E_OVERFLOW  the sizes of all amounts, of all margins or of all costs up to the as-of day sum
 *                           to more than 9223372036854775807; the row is the first beyond
 * @fault PATRON_E_SCRATCH   scratch_size below patron_cohort_from_receipts_scratch_size(n, customers)
 * @source P. Fader, B. Hardie and M. Ross, "The Customer-Base Audit" (2022), for cohorts by period of acquisition;
 *         J. Hsu, "Accounting for User Growth" (2015), for growth accounting
 * @cost O(n + customers + periods^2) time; mergeable: cells and rows of other customers add
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_from_receipts(
    const patron_cohort_grid *grid, size_t n, const uint32_t *customer, const int32_t *day,
    const int64_t *amount, const int64_t *margin, const int64_t *cost, void *scratch,
    size_t scratch_size, size_t customers, size_t periods, patron_cohort_cell *cell,
    patron_cohort_growth *growth, patron_fault *fault);

/*
 * What a ledger alone says of cohorts: their sizes, what they have brought to date, and at what age their
 * customers were last seen. Customers of cohorts outside the grid, and those who never bought, are in none.
 *
 * @param grid       in                               where the periods lie
 * @param n          in                               customers, in [0, 2147483647]
 * @param days       in [n]                           purchase days; 0: never bought
 * @param first_day  in [n]                           days since 1970-01-01, any; not read where days is 0
 * @param last_day   in [n]                           days since 1970-01-01, in [first_day, as_of_day]
 * @param spend      in [n] or NULL                   minor units, any; NULL: 0
 * @param margin     in [n] or NULL                   minor units, any; NULL: 0
 * @param periods    in                               in [0, 4096]; the last one ends before day 2147483647
 * @param value      out [periods] or NULL            a row per cohort
 * @param last_seen  out [periods*periods] or NULL    customers by cohort and age of the last purchase;
 *                                                    those last seen after the last period are in none
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE     a last_day before first_day or after the as-of day; a member of grid, periods or n
 *                           out of range
 * @fault PATRON_E_OVERFLOW  the sizes of all spend or all margins sum to more than 9223372036854775807; the row
 *                           is the first beyond
 * @cost O(n + periods^2), no scratch; mergeable: rows of other customers add
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_from_customers(
    const patron_cohort_grid *grid, size_t n, const uint32_t *days, const int32_t *first_day,
    const int32_t *last_day, const int64_t *spend, const int64_t *margin, size_t periods,
    patron_cohort_value *value, uint64_t *last_seen, patron_fault *fault);

/*
 * One figure of every cohort and age.
 *
 *     figure = measure / per
 *
 * Rate active = CUSTOMERS / PER_COHORT, basket = SALES / PER_ORDER, revenue per customer = SPEND /
 * PER_COHORT; cumulative: both sums run over the ages up to this one, but PER_COHORT stays the size and TOTAL
 * 1. NaN where the period is not over or not in the grid, and where per is 0.
 *
 * @param grid        in                      where the periods lie
 * @param measure     in                      PATRON_COHORT_CUSTOMERS to PATRON_COHORT_PROFIT
 * @param per         in                      PATRON_COHORT_PER_* or PATRON_COHORT_TOTAL
 * @param cumulative  in                      0: of the period; 1: from age 0 up to it
 * @param periods     in                      in [0, 4096]; the last one ends before day 2147483647
 * @param cell        in [periods*periods]    the triangle, row-major: cohort, age
 * @param figure      out [periods*periods]   row-major: cohort, age
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE  a member of grid, measure, per, cumulative or periods out of range
 * @cost O(periods^2), no scratch; correctly rounded numerators and denominators
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_figures(const patron_cohort_grid *grid,
                                                     uint32_t measure, uint32_t per,
                                                     uint32_t cumulative, size_t periods,
                                                     const patron_cohort_cell *cell, double *figure,
                                                     patron_fault *fault);

/*
 * One figure of every age, over the cohorts that have reached it: those with customers, whose period of
 * that age is over. A cohort of which nobody came back is one with a 0, not one to leave out.
 *
 *     simple = mean of the cohorts' figures that exist     weighted = sum of measure / sum of per
 *
 * For PER_COHORT weighted is the mean weighted by the sizes of the cohorts. NaN where no cohort has one.
 *
 * @param grid        in                     where the periods lie
 * @param measure     in                     PATRON_COHORT_CUSTOMERS to PATRON_COHORT_PROFIT
 * @param per         in                     PATRON_COHORT_PER_* or PATRON_COHORT_TOTAL
 * @param cumulative  in                     0: of the period; 1: from age 0 up to it
 * @param periods     in                     in [0, 4096]; the last one ends before day 2147483647
 * @param cell        in [periods*periods]   the triangle, row-major: cohort, age
 * @param simple      out [periods] or NULL  by age
 * @param weighted    out [periods] or NULL  by age
 * @param used        out [periods] or NULL  cohorts in simple
 * @param customers   out [periods] or NULL  customers of all the cohorts that have reached the age
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE     a member of grid, measure, per, cumulative or periods out of range
 * @cost O(periods^2), or O(periods^3) where cumulative; no scratch; sums exact, rounded once
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_means(const patron_cohort_grid *grid, uint32_t measure,
                                                   uint32_t per, uint32_t cumulative,
                                                   size_t periods, const patron_cohort_cell *cell,
                                                   double *simple, double *weighted, uint64_t *used,
                                                   uint64_t *customers, patron_fault *fault);

/*
 * Bytes of a cohort state; SIZE_MAX where there is no such number.
 *
 * @param periods  in  in [0, 4096]
 * @cost O(1). 64 + 104 periods + 56 periods^2 bytes: 35 KB for 24 periods, 819 KB for 120.
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cohort_size(size_t periods);

/*
 * Makes a block of memory a state of no receipts.
 *
 * @param cohort       out  the block, 8-byte aligned
 * @param cohort_size  in   bytes of the block
 * @param grid         in   where the periods lie
 * @param periods      in   in [0, 4096]; the last one ends before day 2147483647
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN  cohort is not a multiple of 8
 * @fault PATRON_E_RANGE  a member of grid, or periods, out of range
 * @fault PATRON_E_SIZE   cohort_size is below patron_cohort_size(periods)
 * @cost O(periods^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_init(patron_cohort *cohort, size_t cohort_size,
                                                  const patron_cohort_grid *grid, size_t periods,
                                                  patron_fault *fault);

/*
 * Whether a block, say one just mapped, holds a cohort state that receipts can have made.
 *
 * @param cohort       in  8-byte aligned
 * @param cohort_size  in  bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    cohort is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the state in it
 * @fault PATRON_E_CORRUPT  the block does not hold a cohort state
 * @cost O(periods^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_check(const patron_cohort *cohort, size_t cohort_size,
                                                   patron_fault *fault);

/*
 * Moves the as-of day of a state on, before the receipts of the next days are added.
 *
 * @param cohort       inout  8-byte aligned
 * @param cohort_size  in     bytes of the block
 * @param as_of_day    in     days since 1970-01-01, not before the one the state has
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    cohort is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the state in it
 * @fault PATRON_E_CORRUPT  the block does not hold a cohort state
 * @fault PATRON_E_RANGE    as_of_day before the one the state has
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_advance(patron_cohort *cohort, size_t cohort_size,
                                                     int32_t as_of_day, patron_fault *fault);

/*
 * Bytes of scratch for patron_cohort_add; SIZE_MAX where there is no such number.
 *
 * @param n          in  receipts
 * @param customers  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cohort_add_scratch_size(size_t n, size_t customers);

/*
 * Adds a block of receipts in any order. A block has all receipts up to the as-of day of its customers, or
 * all of them of whole periods that come after those added before; then seen says what came before, and is
 * brought up to date. A period may not be cut in two: a purchase in a period in which its customer was seen
 * already is a fault. On any fault state and seen are as they were.
 *
 * Where a ledger knows the customers, seen can be filled from it: first_day, last_day and whether they have
 * bought; last_sales is needed for those alone who bought in the period right before the block.
 *
 * @param cohort        inout                      8-byte aligned
 * @param cohort_size   in                         bytes of the block
 * @param n             in                         receipts, in [0, 2147483647]
 * @param customer      in [n]                     row of the customer, < customers
 * @param day           in [n]                     days since 1970-01-01, any
 * @param amount        in [n]                     minor units, any; negative is a refund
 * @param margin        in [n] or NULL             minor units, any; NULL: 0
 * @param cost          in [n] or NULL             minor units, any; NULL: 0
 * @param scratch       scratch
 * @param scratch_size  in                         bytes
 * @param customers     in                         in [0, 2147483647]
 * @param seen          inout [customers] or NULL  NULL: none of these customers has bought before
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN     cohort is not a multiple of 8
 * @fault PATRON_E_SIZE      the block is smaller than the state in it
 * @fault PATRON_E_CORRUPT   the block does not hold a cohort state
 * @fault PATRON_E_RANGE     a customer that is not below customers; a purchase in a period not after that of the
 *                           customer's last_day (the argument is "day"); a seen that cannot be; n or customers
 *                           out of range
 * @fault PATRON_E_OVERFLOW  the sizes of all amounts, of all margins, of all costs or of all last_sales sum to
 *                           more than 9223372036854775807, with those in the state; the row is the first beyond
 * @fault PATRON_E_FULL      more than 2^62 receipts in all; the argument is "cohort"
 * @fault PATRON_E_SCRATCH   scratch_size below patron_cohort_add_scratch_size(n, customers)
 * @cost O(n + customers + periods^2) time; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_add(patron_cohort *cohort, size_t cohort_size,
                                                 size_t n, const uint32_t *customer,
                                                 const int32_t *day, const int64_t *amount,
                                                 const int64_t *margin, const int64_t *cost,
                                                 void *scratch, size_t scratch_size,
                                                 size_t customers, patron_cohort_seen *seen,
                                                 patron_fault *fault);

/*
 * Adds to a state all that another one of the same grid holds: of other customers, or of the same
 * customers' other periods.
 *
 * @param cohort       inout  8-byte aligned
 * @param cohort_size  in     bytes of the block
 * @param other        in     8-byte aligned; may be the same block: its receipts are then counted twice
 * @param other_size   in     bytes of the other block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN     a block is not at a multiple of 8
 * @fault PATRON_E_SIZE      a block is smaller than the state in it
 * @fault PATRON_E_CORRUPT   a block does not hold a cohort state
 * @fault PATRON_E_RANGE     the other has another grid, as-of day or number of periods
 * @fault PATRON_E_OVERFLOW  the sizes of all amounts, margins or costs sum to more than 9223372036854775807
 * @fault PATRON_E_FULL      more than 2^62 receipts in all; the argument is "other"
 * @cost O(periods^2), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_merge(patron_cohort *cohort, size_t cohort_size,
                                                   const patron_cohort *other, size_t other_size,
                                                   patron_fault *fault);

/*
 * The grid of a state and the number of its periods.
 *
 * @param cohort       in           8-byte aligned
 * @param cohort_size  in           bytes of the block
 * @param grid         out or NULL  where the periods lie
 * @param periods      out or NULL  how many
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    cohort is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the state in it
 * @fault PATRON_E_CORRUPT  the block does not hold a cohort state
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_shape(const patron_cohort *cohort, size_t cohort_size,
                                                   patron_cohort_grid *grid, uint32_t *periods,
                                                   patron_fault *fault);

/*
 * The triangle and the growth of a state. In a state that holds a part of the periods, lost_customers of its
 * first one, and lost_sales, are 0, as in period 0: the period before is not in it.
 *
 * @param cohort       in                               8-byte aligned
 * @param cohort_size  in                               bytes of the block
 * @param periods      in                               as many as the state has, in [0, 4096]
 * @param cell         out [periods*periods] or NULL    the triangle, row-major: cohort, age
 * @param growth       out [periods] or NULL            a row per period
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    cohort is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the state in it
 * @fault PATRON_E_CORRUPT  the block does not hold a cohort state
 * @fault PATRON_E_RANGE    periods is not the state's
 * @cost O(periods^2), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_read(const patron_cohort *cohort, size_t cohort_size,
                                                  size_t periods, patron_cohort_cell *cell,
                                                  patron_cohort_growth *growth,
                                                  patron_fault *fault);

/*
 * Bytes of an encoded state; SIZE_MAX where there is no such number.
 *
 * @param periods  in  in [0, 4096]
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_cohort_encoded_size(size_t periods);

/*
 * Writes a state as bytes that every machine and every later version of the library reads. States of the
 * same grid, as-of day and receipts encode to equal bytes, however they were split and merged.
 *
 * @param cohort       in                8-byte aligned
 * @param cohort_size  in                bytes of the block
 * @param bytes        out [bytes_size]  the first patron_cohort_encoded_size(periods) are written
 * @param bytes_size   in                bytes
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    cohort is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the block does not hold a cohort state
 * @cost O(periods^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_encode(const patron_cohort *cohort, size_t cohort_size,
                                                    void *bytes, size_t bytes_size,
                                                    patron_fault *fault);

/*
 * How many periods encoded bytes hold, so that a block of the right size can be made.
 *
 * @param bytes       in [bytes_size]  what patron_cohort_encode wrote
 * @param bytes_size  in               bytes
 * @param periods     out              periods
 * @param fault       out or NULL
 * @fault PATRON_E_SIZE     bytes_size is below what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded cohort state
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(bytes_size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_encoded_periods(const void *bytes, size_t bytes_size,
                                                             uint32_t *periods,
                                                             patron_fault *fault);

/*
 * Makes a block the state that the bytes hold. Any corruption of the bytes is a fault, and the block is
 * then untouched.
 *
 * @param bytes        in [bytes_size]  what patron_cohort_encode wrote
 * @param bytes_size   in               bytes
 * @param cohort       out              the block, 8-byte aligned
 * @param cohort_size  in               bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    cohort is not a multiple of 8
 * @fault PATRON_E_SIZE     cohort_size is below patron_cohort_size of its periods, or bytes_size below what
 *                          was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded cohort state
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(bytes_size), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_cohort_decode(const void *bytes, size_t bytes_size,
                                                    patron_cohort *cohort, size_t cohort_size,
                                                    patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
