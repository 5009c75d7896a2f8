/*
 * patron/profit.h - the customer's profit and loss: from list revenue down to what is left after the
 * cost to serve, what the firm keeps of it, what would bring a customer to a profit, whether the large
 * customers are the profitable ones, why profit changed, and who pays for which products.
 *
 * A row is a customer (or a product, or a channel). Money is int64_t minor units and every step is
 * exact; amounts may have any sign, so that returns and credits flow through. Costs to serve come as a
 * matrix [n*levels], row-major: a column for each level of the cost hierarchy (unit, order, customer,
 * ...) or for each activity, as patron_abc_costs gives them.
 */
#ifndef PATRON_PROFIT_H
#define PATRON_PROFIT_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Caveats of a result. */
enum patron_profit_note {
    PATRON_PROFIT_NOTE_CONSTANT = 0x1, /* revenue or profit is the same for every customer: no rank
                                          correlation */
    PATRON_PROFIT_NOTE_NO_QUANTITY = 0x2 /* the quantities before add up to 0: there is no volume to
                                            compare with, and all that quantities change is mix */
};

/* What can be said of a customer below the hurdle. */
enum patron_profit_flag {
    PATRON_PROFIT_FLAG_WORTH_DROPPING = 0x1 /* the costs that would end exceed the gross margin that
                                               would be lost */
};

/* Cost that no customer carries. Frozen, 32 bytes. */
typedef struct patron_profit_uncarried {
    int64_t held;        /* minor units, of levels that are not pushed to customers */
    int64_t idle;        /* minor units, of capacity nobody used */
    int64_t unassigned;  /* minor units, of pools without a driver quantity */
    int64_t over_driven; /* minor units charged to customers beyond what was spent */
} patron_profit_uncarried;

/* The waterfall of the firm. A result: it may grow at its end. */
typedef struct patron_profit_firm_result {
    uint32_t struct_size; /* in: sizeof(patron_profit_firm_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0 */
    uint64_t customers;   /* n */
    int64_t list;         /* minor units */
    int64_t discount;     /* minor units */
    int64_t invoice;      /* list - discount */
    int64_t rebate;       /* minor units */
    int64_t terms;        /* minor units */
    int64_t freight;      /* minor units */
    int64_t net;          /* invoice - rebate - terms - freight */
    int64_t goods;        /* minor units */
    int64_t gross;        /* net - goods */
    int64_t served;       /* minor units: the costs to serve of all levels */
    int64_t carried;      /* gross - served: the profit of all customers together */
    int64_t uncarried;    /* held + idle + unassigned - over_driven */
    int64_t profit;       /* carried - uncarried: the firm's */
} patron_profit_firm_result;

/* A customer below the hurdle, and what would bring this one to it. Frozen, 64 bytes. */
typedef struct patron_profit_shortfall {
    uint32_t row;     /* the customer's */
    uint32_t flags;   /* PATRON_PROFIT_FLAG_* */
    int64_t profit;   /* minor units: gross - costs to serve */
    int64_t gap;      /* minor units: hurdle - profit, above 0 */
    double repricing; /* gap / net: the fraction by which the same purchases must cost more, > 0;
                             NaN where net is not above 0 */
    double cost_cut;  /* gap / costs to serve, > 0; above 1 no cut suffices; NaN where those are
                             not above 0 */
    double
        avoidable_cut; /* gap / avoidable, > 0; above 1 no cut of what can be avoided suffices; NaN
                             where that is not above 0 */
    double avoidable;  /* minor units of the costs to serve that would end with the customer,
                             finite */
    double dropping;   /* minor units, avoidable - gross: what the firm gains without the customer,
                             finite */
} patron_profit_shortfall;

/* Whether the large are the profitable. A result: it may grow at its end. */
typedef struct patron_profit_inversion_result {
    uint32_t struct_size;  /* in: sizeof(patron_profit_inversion_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_PROFIT_NOTE_* */
    uint64_t rows;         /* n */
    uint64_t concordant;   /* pairs in which the larger customer is the more profitable one */
    uint64_t discordant;   /* pairs in which the larger customer is the less profitable one */
    uint64_t same_revenue; /* pairs with equal revenue, those of same_both included */
    uint64_t same_profit;  /* pairs with equal profit, those of same_both included */
    uint64_t same_both;    /* pairs with equal revenue and equal profit */
    double spearman;       /* in [-1, 1], or NaN */
    double kendall;        /* tau-b, in [-1, 1], or NaN */
    double inverted;       /* discordant / (concordant + discordant), or NaN */
} patron_profit_inversion_result;

/* A tile of customers of like revenue. Frozen, 48 bytes. */
typedef struct patron_profit_tile {
    uint64_t customers; /* in this tile */
    uint64_t losers;    /* customers with a profit below 0 */
    int64_t revenue;    /* minor units */
    int64_t profit;     /* minor units */
    double
        revenue_share;   /* fraction of the revenue of all, finite; NaN where that is not above 0 */
    double profit_share; /* fraction of the profit of all, finite; NaN where that is not above 0 */
} patron_profit_tile;

/* A row of a bridge: before + quantity + price + cost = after. Frozen, 40 bytes. */
typedef struct patron_profit_bridge_row {
    int64_t before; /* minor units: revenue - cost */
    int64_t
        quantity;  /* minor units, from another quantity at the old margin; for a row that came or
                         went, the whole change */
    int64_t price; /* minor units, from another price of the new quantity */
    int64_t cost;  /* minor units, from another unit cost of the new quantity; above 0 is cheaper */
    int64_t after; /* minor units: revenue - cost */
} patron_profit_bridge_row;

/* Why profit changed. A result: it may grow at its end. */
typedef struct patron_profit_bridge_result {
    uint32_t struct_size; /* in: sizeof(patron_profit_bridge_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_PROFIT_NOTE_* */
    uint64_t rows;        /* n */
    uint64_t came_rows;   /* rows with a quantity only after */
    uint64_t gone_rows;   /* rows with a quantity only before */
    int64_t before;       /* minor units: the margin before */
    int64_t volume;       /* minor units, had every row grown like their sum */
    int64_t mix;          /* minor units, from rows that grew more or less than their sum */
    int64_t price;        /* minor units, from prices */
    int64_t cost;         /* minor units, from unit costs; above 0 is cheaper */
    int64_t came;         /* minor units, of rows with a quantity only after */
    int64_t gone;         /* minor units, of rows with a quantity only before */
    int64_t after;        /* minor units: before + volume + mix + price + cost + came + gone */
    int64_t change;       /* minor units: after - before */
} patron_profit_bridge_result;

/*
 * From list revenue to net revenue for every customer:
 *
 *     invoice = list - discount          net = invoice - rebate - terms - freight
 *
 * A NULL column is 0 for every customer. Amounts that lower revenue are positive; returns and their
 * credits come with the other sign.
 *
 * @param n         in              customers
 * @param list      in [n] or NULL  minor units, any: quantities at list price
 * @param discount  in [n] or NULL  minor units, any: given on the invoice
 * @param rebate    in [n] or NULL  minor units, any: paid back later
 * @param terms     in [n] or NULL  minor units, any: given up for payment, such as a cash discount
 * @param freight   in [n] or NULL  minor units, any: freight the customer does not pay
 * @param invoice   out [n] or NULL  minor units
 * @param net       out [n] or NULL  minor units: net or pocket revenue
 * @param fault     out or NULL
 * @fault PATRON_E_OVERFLOW  a step that leaves int64_t; the argument is that step's
 * @source M. Marn & R. Rosiello, "Managing price, gaining profit", Harvard Business Review (1992)
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_revenue(size_t n, const int64_t *list,
                                                     const int64_t *discount, const int64_t *rebate,
                                                     const int64_t *terms, const int64_t *freight,
                                                     int64_t *invoice, int64_t *net,
                                                     patron_fault *fault);

/*
 * From net revenue to the profit of every customer:
 *
 *     gross = net - goods     served = sum over levels of cost     profit = gross - served
 *     margin[l] = gross - cost[0] - ... - cost[l], so that the last is the profit
 *
 * A NULL column or matrix is 0. Without levels the profit is the gross margin.
 *
 * @param n       in                      customers
 * @param net     in [n] or NULL          minor units, any
 * @param goods   in [n] or NULL          minor units, any: cost of goods sold
 * @param levels  in                      columns of cost, in [0, 65535]
 * @param cost    in [n*levels] or NULL   minor units, any; row-major: costs to serve
 * @param gross   out [n] or NULL         minor units
 * @param served  out [n] or NULL         minor units
 * @param margin  out [n*levels] or NULL  minor units; row-major: what is left after each level
 * @param profit  out [n] or NULL         minor units
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE     levels too large
 * @fault PATRON_E_OVERFLOW  a step that leaves int64_t; the argument is that step's, the column of
 *                           margin its level
 * @source R. Kaplan & V. Narayanan, "Measuring and managing customer profitability" (2001)
 * @cost O(n levels), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_margin(size_t n, const int64_t *net,
                                                    const int64_t *goods, size_t levels,
                                                    const int64_t *cost, int64_t *gross,
                                                    int64_t *served, int64_t *margin,
                                                    int64_t *profit, patron_fault *fault);

/*
 * The waterfall of all customers together, down to the profit of the firm:
 *
 *     carried = gross - served      profit = carried - (held + idle + unassigned - over_driven)
 *
 * carried is the sum of the profits that patron_profit_margin gives, to the minor unit.
 *
 * @param n           in                     customers
 * @param list        in [n] or NULL         minor units, any
 * @param discount    in [n] or NULL         minor units, any
 * @param rebate      in [n] or NULL         minor units, any
 * @param terms       in [n] or NULL         minor units, any
 * @param freight     in [n] or NULL         minor units, any
 * @param goods       in [n] or NULL         minor units, any
 * @param levels      in                     columns of cost, in [0, 65535]
 * @param cost        in [n*levels] or NULL  minor units, any; row-major
 * @param uncarried   in or NULL             what no customer carries; NULL: nothing
 * @param level_cost  out [levels] or NULL   minor units: the cost of each level
 * @param result      out                    struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_RANGE     levels too large
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @fault PATRON_E_OVERFLOW  a total that leaves int64_t; the argument is that total's
 * @cost O(n levels), no scratch; totals of disjoint customers are mergeable by adding them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_profit_firm(size_t n, const int64_t *list, const int64_t *discount, const int64_t *rebate,
                   const int64_t *terms, const int64_t *freight, const int64_t *goods,
                   size_t levels, const int64_t *cost, const patron_profit_uncarried *uncarried,
                   int64_t *level_cost, patron_profit_firm_result *result, patron_fault *fault);

/*
 * How much a customer must buy: in one order, to pay for that order, and in a period, to pay for the
 * orders and for what the relation costs whether or not it buys.
 *
 *     order_size = order_cost / contribution
 *     volume     = sustaining / (contribution - order_cost / size)
 *
 * in units of whatever contribution is per: pieces; or minor units of revenue, with the contribution a
 * fraction of it. NaN where no size or volume suffices, because a unit contributes nothing (or, after
 * the order's cost spread over size, nothing); 0 where there is no cost to pay for. With the sustaining
 * cost of one order added to order_cost, order_size is what pays for both.
 *
 * @param n             in              customers
 * @param contribution  in [n]          minor units per unit, finite: price - cost of goods - unit costs
 * @param order_cost    in [n] or NULL  minor units per order, >= 0; NULL is 0
 * @param sustaining    in [n] or NULL  minor units per period, >= 0; NULL is 0
 * @param size          in [n] or NULL  units per order, > 0; NULL leaves order_cost out of the volume
 * @param order_size    out [n] or NULL  units per order, or NaN
 * @param volume        out [n] or NULL  units per period, or NaN
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  an input is NaN or infinite
 * @fault PATRON_E_RANGE       an input out of range
 * @fault PATRON_E_OVERFLOW    a size or volume beyond a double
 * @source C. Horngren et al., "Cost Accounting", cost-volume-profit analysis
 * @cost O(n), no scratch; row-wise
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_break_even(size_t n, const double *contribution,
                                                        const double *order_cost,
                                                        const double *sustaining,
                                                        const double *size, double *order_size,
                                                        double *volume, patron_fault *fault);

/*
 * Bytes of scratch for patron_profit_shortfalls; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_profit_shortfalls_scratch_size(size_t n);

/*
 * The customers whose profit is below a hurdle, the least profitable first (ties by row), each with
 * what would bring it there: higher prices for the same purchases, or lower costs to serve. Of each
 * level's cost a part would end with the customer, and dropping one pays only where
 *
 *     sum over levels of avoidable[l] cost[l]  >  gross
 *
 * because that gross margin is lost: a customer at a loss may still help to pay for what stays.
 *
 * @param hurdle        in                     minor units, any
 * @param n             in                     customers, in [0, 2147483647]
 * @param net           in [n] or NULL         minor units, any: net revenue; NULL: no repricing
 * @param gross         in [n]                 minor units, any: gross margin
 * @param levels        in                     columns of cost, in [0, 65535]
 * @param cost          in [n*levels] or NULL  minor units, any; row-major; NULL is 0
 * @param avoidable     in [levels] or NULL    fraction that ends with the customer, in [0, 1]; below
 *                                             1e-200 counts as 0; NULL is 1
 * @param scratch       scratch
 * @param scratch_size  in                     bytes
 * @param capacity      in                     rows of the list
 * @param shortfall     out [capacity]         the first min(capacity, found) customers
 * @param found         out                    customers below the hurdle
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  avoidable is NaN or infinite; its row is the level
 * @fault PATRON_E_RANGE       avoidable, levels or n out of range
 * @fault PATRON_E_OVERFLOW    a profit, gap or cost to serve that leaves int64_t; the argument is
 *                             "gross"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_profit_shortfalls_scratch_size(n)
 * @source C. Horngren et al., "Cost Accounting", "relevant-cost analysis of dropping a customer"
 * @cost O(n levels) and a sort
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_shortfalls(
    int64_t hurdle, size_t n, const int64_t *net, const int64_t *gross, size_t levels,
    const int64_t *cost, const double *avoidable, void *scratch, size_t scratch_size,
    size_t capacity, patron_profit_shortfall *shortfall, size_t *found, patron_fault *fault);

/*
 * Bytes of scratch for patron_profit_inversion and its twin; SIZE_MAX where there is no such number.
 *
 * @param n  in  customers
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_profit_inversion_scratch_size(size_t n);

/*
 * Whether the large customers are the profitable ones: the rank correlations of revenue and profit.
 *
 *     spearman = correlation of the mean ranks
 *     kendall  = (concordant - discordant) / sqrt((pairs - same_revenue) (pairs - same_profit))
 *
 * over pairs = n (n - 1) / 2 (tau-b). 1: profit follows size; -1: it is turned over, and the largest
 * customer is the least profitable. Counts of pairs are exact, and the figures have the same bits
 * everywhere.
 *
 * @param n             in       customers, in [0, 2147483647]
 * @param revenue       in [n]   any unit, finite: or any other measure of size
 * @param profit        in [n]   any unit, finite
 * @param scratch       scratch
 * @param scratch_size  in       bytes
 * @param result        out      struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a revenue or profit is NaN or infinite
 * @fault PATRON_E_RANGE       n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_profit_inversion_scratch_size(n)
 * @source W. Knight, "A computer method for calculating Kendall's tau with ungrouped data" (1966)
 * @cost O(n log n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_inversion(size_t n, const double *revenue,
                                                       const double *profit, void *scratch,
                                                       size_t scratch_size,
                                                       patron_profit_inversion_result *result,
                                                       patron_fault *fault);

/*
 * Like patron_profit_inversion, for money.
 *
 * @param n             in       customers, in [0, 2147483647]
 * @param revenue       in [n]   minor units, any
 * @param profit        in [n]   minor units, any
 * @param scratch       scratch
 * @param scratch_size  in       bytes
 * @param result        out      struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE       n out of range
 * @fault PATRON_E_STRUCT      the result is of no known size
 * @fault PATRON_E_SCRATCH     scratch_size below patron_profit_inversion_scratch_size(n)
 * @source W. Knight, "A computer method for calculating Kendall's tau with ungrouped data" (1966)
 * @cost O(n log n)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_inversion_money(size_t n, const int64_t *revenue,
                                                             const int64_t *profit, void *scratch,
                                                             size_t scratch_size,
                                                             patron_profit_inversion_result *result,
                                                             patron_fault *fault);

/*
 * Bytes of scratch for patron_profit_tiles; SIZE_MAX where there is no such number.
 *
 * @param n        in  customers
 * @param ordered  in  1 where an order is given, else 0
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_profit_tiles_scratch_size(size_t n, uint32_t ordered);

/*
 * The profit of customers by the size of their revenue, in equal tiles with the largest customers in
 * the first; sizes differ by at most one, the larger tiles first, ties by row. Revenue and profit of
 * the tiles add up to those of all.
 *
 * @param n             in              customers, in [0, 2147483647]
 * @param revenue       in [n]          minor units, any
 * @param profit        in [n]          minor units, any
 * @param order         in [n] or NULL  rows from the most to the least revenue
 * @param scratch       scratch
 * @param scratch_size  in              bytes
 * @param tiles         in              number of tiles, in [1, 2147483647]
 * @param tile          out [tiles]     the largest customers first
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE     an order that is not one of this revenue; n or tiles out of range
 * @fault PATRON_E_OVERFLOW  a sum that leaves int64_t; the argument is that column's
 * @fault PATRON_E_SCRATCH   scratch_size below patron_profit_tiles_scratch_size(n, ordered)
 * @cost O(n + tiles), and a sort where no order is given
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_tiles(size_t n, const int64_t *revenue,
                                                   const int64_t *profit, const uint32_t *order,
                                                   void *scratch, size_t scratch_size, size_t tiles,
                                                   patron_profit_tile *tile, patron_fault *fault);

/*
 * Why profit changed between two periods, or between plan (before) and actual (after): a row is a
 * product, with q its quantity, R its revenue and C its cost, m = (R - C) / q its margin per unit.
 * Over the rows with a quantity in both, Q and M their sums of q and of R - C:
 *
 *     volume = (Q1 - Q0) M0 / Q0                     as much more of everything as of the sum
 *     mix    = sum (q1 - q0) m0  -  volume           more of what earns more, or less
 *     price  = sum R1 - q1 R0 / q0                   the new quantities at the new price
 *     cost   = sum q1 C0 / q0 - C1                   and at the new unit cost
 *
 * came is the margin of rows without a quantity before, gone minus the margin of those without one
 * after; with a quantity in neither, what changed in R is price and in C cost. The new quantity at the
 * old price, q1 R0 / q0, and at the old unit cost are rounded to the nearest minor unit in each row,
 * volume to the nearest in all, halves away from 0; mix takes what is left, so that the parts add up
 * to the change exactly.
 *
 * @param n                in               products
 * @param quantity_before  in [n]           units, any: whole pieces, grams, minutes
 * @param revenue_before   in [n]           minor units, any
 * @param cost_before      in [n] or NULL   minor units, any; NULL is 0
 * @param quantity_after   in [n]           units, any
 * @param revenue_after    in [n]           minor units, any
 * @param cost_after       in [n] or NULL   minor units, any; NULL is 0
 * @param row              out [n] or NULL  the parts of each product
 * @param result           out              struct_size set by the caller
 * @param fault            out or NULL
 * @fault PATRON_E_STRUCT    the result is of no known size
 * @fault PATRON_E_OVERFLOW  a margin, or a quantity at the old price or cost, that leaves int64_t, at
 *                           its row; a total that does, or the change of quantity, without a row
 * @source R. Kaplan & A. Atkinson, "Advanced Management Accounting", profit variance analysis
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_bridge(
    size_t n, const int64_t *quantity_before, const int64_t *revenue_before,
    const int64_t *cost_before, const int64_t *quantity_after, const int64_t *revenue_after,
    const int64_t *cost_after, patron_profit_bridge_row *row, patron_profit_bridge_result *result,
    patron_fault *fault);

/*
 * The customer x product matrix: cell[customer*products + product] is the profit, in minor units,
 * that a customer brings on a product. A channel, a region or a salesman is as good as a product.
 * The matrix is the host's; a new one is all zero, and lines are added in as many blocks as it likes.
 */

/* What a customer or a product is, by its cells and its total. */
enum patron_profit_label {
    PATRON_PROFIT_LABEL_NONE = 0,       /* every cell is 0: nothing was sold */
    PATRON_PROFIT_LABEL_HIGH = 1,       /* highly profitable: no losing cell, total >= high */
    PATRON_PROFIT_LABEL_PROFITABLE = 2, /* no losing cell, low <= total < high */
    PATRON_PROFIT_LABEL_MIXED = 3,      /* mixed bag: a losing cell, and yet total >= low */
    PATRON_PROFIT_LABEL_LOSING = 4      /* total < low */
};

/* Where labels begin. Frozen, 24 bytes. */
typedef struct patron_profit_hurdles {
    int64_t high;      /* minor units: a total from here on is highly profitable; at least low */
    int64_t low;       /* minor units: a total below it is losing; 0 for the usual reading */
    int64_t tolerance; /* minor units, >= 0: a cell below -tolerance is losing */
} patron_profit_hurdles;

/*
 * Adds lines to the cells of a matrix.
 *
 *     cell[customer[i]*products + product[i]] += profit[i]
 *
 * On a fault exactly the lines before the fault's are in the matrix. As long as no cell leaves int64_t
 * on the way, any order and any split of the lines gives the same cells, and so does adding up the
 * matrices of parts with patron_profit_matrix_merge.
 *
 * @param products   in                          products, in [0, 2147483647]
 * @param n          in                          lines
 * @param customer   in [n]                      row of the matrix, in [0, customers)
 * @param product    in [n]                      column of the matrix, in [0, products)
 * @param profit     in [n]                      minor units, any
 * @param customers  in                          customers, in [0, 2147483647]
 * @param cell       inout [customers*products]  minor units; all zero at first
 * @param fault      out or NULL
 * @fault PATRON_E_RANGE     a customer that is not below customers, or a product that is not below
 *                           products; customers or products out of range, or together more cells
 *                           than memory has bytes for
 * @fault PATRON_E_OVERFLOW  the cell of a line would leave int64_t; the argument is "profit"
 * @cost O(n), no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_matrix_add(size_t products, size_t n,
                                                        const uint32_t *customer,
                                                        const uint32_t *product,
                                                        const int64_t *profit, size_t customers,
                                                        int64_t *cell, patron_fault *fault);

/*
 * Adds a matrix to another of the same customers and products: cell += other.
 *
 * @param n         in                  customers, in [0, 2147483647]
 * @param products  in                  products, in [0, 2147483647]
 * @param other     in [n*products]     minor units, any
 * @param cell      inout [n*products]  minor units; nothing is added on a fault
 * @param fault     out or NULL
 * @fault PATRON_E_RANGE     n or products out of range, or together more cells than memory
 *                           has bytes for
 * @fault PATRON_E_OVERFLOW  a cell would leave int64_t; the argument is "other"
 * @cost O(n products), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_matrix_merge(size_t n, size_t products,
                                                          const int64_t *other, int64_t *cell,
                                                          patron_fault *fault);

/*
 * Bytes of scratch for patron_profit_matrix_totals, 8 a customer and 24 a product; SIZE_MAX where
 * there is no such number.
 *
 * @param n         in  customers, in [0, 2147483647]
 * @param products  in  products, in [0, 2147483647]
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_profit_matrix_totals_scratch_size(size_t n, size_t products);

/*
 * What each customer, each product and all of them bring. The totals of customers, the totals of
 * products and the grand total tie exactly.
 *
 * @param n             in                      customers, in [0, 2147483647]
 * @param products      in                      products, in [0, 2147483647]
 * @param cell          in [n*products]         minor units, any
 * @param scratch       scratch
 * @param scratch_size  in                      bytes
 * @param by_customer   out [n] or NULL         minor units: sum of the customer's cells
 * @param by_product    out [products] or NULL  minor units: sum of the product's cells
 * @param total         out or NULL             minor units: sum of all cells
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE     n or products out of range, or together more cells than memory
 *                           has bytes for
 * @fault PATRON_E_SCRATCH   scratch_size is too small
 * @fault PATRON_E_OVERFLOW  a total that is asked for leaves int64_t: the argument is the output, the
 *                           row that of the customer or product. Sums on the way may leave it
 * @cost O(n products)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_matrix_totals(
    size_t n, size_t products, const int64_t *cell, void *scratch, size_t scratch_size,
    int64_t *by_customer, int64_t *by_product, int64_t *total, patron_fault *fault);

/*
 * Kotler's labels: which customers and which products are highly profitable, profitable, a mixed bag,
 * or losing. A customer's label comes from the customer's cells and total, a product's from its own:
 *
 *     every cell is 0          NONE
 *     total < low              LOSING
 *     a cell < -tolerance      MIXED
 *     total >= high            HIGH
 *     otherwise                PROFITABLE
 *
 * Totals are those of patron_profit_matrix_totals, or what the host makes of them: a customer's total
 * may bear costs that no single product causes.
 *
 * @param hurdles         in                      high, low, tolerance
 * @param n               in                      customers, in [0, 2147483647]
 * @param products        in                      products, in [0, 2147483647]
 * @param cell            in [n*products]         minor units, any
 * @param by_customer     in [n]                  minor units: totals of customers
 * @param by_product      in [products]           minor units: totals of products
 * @param customer_label  out [n] or NULL         PATRON_PROFIT_LABEL_*
 * @param product_label   out [products] or NULL  PATRON_PROFIT_LABEL_*
 * @param fault           out or NULL
 * @fault PATRON_E_RANGE  high is below low, or tolerance is negative; n or products out of
 *                        range, or together more cells than memory has bytes for
 * @source P. Kotler & K. Keller, "Marketing Management", customer-product profitability analysis
 *         (figure 5.3), whose seven labels this rule gives with cells of 1, 0 and -1, high 2, low 0
 * @cost O(n products), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_matrix_labels(
    const patron_profit_hurdles *hurdles, size_t n, size_t products, const int64_t *cell,
    const int64_t *by_customer, const int64_t *by_product, uint32_t *customer_label,
    uint32_t *product_label, patron_fault *fault);

/*
 * Bytes of scratch for patron_profit_matrix_losses, 0 where capacity is; about 50 for each cell that
 * is listed, and 36 KiB; SIZE_MAX where there is no such number.
 *
 * @param n         in  customers, in [0, 2147483647]
 * @param products  in  products, in [0, 2147483647]
 * @param capacity  in  cells there is room for in the list, in [0, 2147483647]
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_profit_matrix_losses_scratch_size(size_t n, size_t products,
                                                                       size_t capacity);

/*
 * Lists the cells that lose money, the largest loss first, equal ones by customer, then by product:
 * in the whole matrix, or on the way down in one customer's row, one product's column or one cell.
 * Where there are more than capacity, the list has the largest losses.
 *
 * @param tolerance      in                      minor units, >= 0: a cell below -tolerance is losing
 * @param only_customer  in                      below n, or PATRON_NONE: look at all
 * @param only_product   in                      below products, or PATRON_NONE: look at all
 * @param n              in                      customers, in [0, 2147483647]
 * @param products       in                      products, in [0, 2147483647]
 * @param cell           in [n*products]         minor units, any
 * @param scratch        scratch
 * @param scratch_size   in                      bytes
 * @param capacity       in                      cells there is room for, in [0, 2147483647]
 * @param customer       out [capacity] or NULL  customer of each losing cell
 * @param product        out [capacity] or NULL  product of each losing cell
 * @param profit         out [capacity] or NULL  minor units: the cell, below 0
 * @param found          out or NULL             losing cells there are; min(capacity, found) are
 *                                               written
 * @param fault          out or NULL
 * @fault PATRON_E_RANGE    an argument out of range; only_customer or only_product is neither a row or
 *                          column of the matrix nor PATRON_NONE; n and products make more cells
 *                          than memory has bytes for
 * @fault PATRON_E_SCRATCH  scratch_size is too small
 * @cost O(n products + capacity) expected: cells are selected, and only the list is sorted
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_profit_matrix_losses(
    int64_t tolerance, uint32_t only_customer, uint32_t only_product, size_t n, size_t products,
    const int64_t *cell, void *scratch, size_t scratch_size, size_t capacity, uint32_t *customer,
    uint32_t *product, int64_t *profit, size_t *found, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
