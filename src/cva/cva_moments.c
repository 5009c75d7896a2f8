/*
 * Answers into moments. A product of two ratings is its double and its rounding error (T. Dekker, 1971), and
 * lanes of doubles take both without rounding of their own:
 *
 *   - Ratings that are multiples of 2^-10 below 2^10, whole numbers and halves, have products that are
 *     multiples of 2^-20: 1,024 of them add up as they are.
 *   - Of other ratings from 1 to 2^10 products are cut at 2^-22 and errors at 2^-76. What is left of a product is
 *     a multiple of 2^-62 below 2^-22, of an error one of 2^-104 below 2^-76: 1,024 of each part add up.
 *
 * Lanes are added to the exact sums when they are full and when the call ends. Any other answer goes there
 * product by product.
 */
#include "cva_moments.h"

#include "cva_check.h"
#include "cva_respondents.h"

#include <math.h>
#include <string.h>

enum { CVA_MOMENTS_ROWS = 1024, CVA_VARIABLES_MAX = CVA_TABLE_MAX + 1 };

#define CVA_GRID_UNIT 6597069766656.0 /* 1.5 2^42: multiples of 2^-10 */
#define CVA_GRID_END 1024.0
#define CVA_PRODUCT_UNIT 1610612736.0          /* 1.5 2^30: multiples of 2^-22 */
#define CVA_ERROR_UNIT 8.94069671630859375e-08 /* 1.5 2^-24: multiples of 2^-76 */
#define CVA_RATING_UNIT 1572864.0              /* 1.5 2^20: multiples of 2^-32 */
#define CVA_ANSWERS_MAX (UINT64_C(1) << 62)

/* --- kernels ---------------------------------------------------------------------------------- */

/* A state that is added to. */
typedef struct cva_moments_open {
    size_t variables;
    size_t sums;
    patron_sum_exact *sum; /* sums, then products */
    double
        *lane[CVA_MOMENTS_LANES]; /* products, what cuts leave of them, errors, what cuts leave */
    uint32_t pending;             /* answers in the lanes */
} cva_moments_open;

size_t patron_cva_moments_sums(size_t attributes)
{
    size_t variables = attributes + 1;
    return variables + variables * (variables + 1) / 2;
}

size_t PATRON_CALL patron_cva_moments_size(size_t attributes)
{
    if (attributes < 1 || attributes > CVA_TABLE_MAX)
        return SIZE_MAX;
    return sizeof(patron_cva_moments) +
           patron_cva_moments_sums(attributes) *
               (sizeof(patron_sum_exact) + CVA_MOMENTS_LANES * sizeof(double));
}

cva_moments_view patron_cva_view_moments(const patron_cva_moments *moments)
{
    cva_moments_view view;
    view.variables = (size_t)moments->attributes + 1;
    view.sums = patron_cva_moments_sums(moments->attributes);
    view.sum = (const patron_sum_exact *)(const void *)(moments + 1);
    view.product = view.sum + view.variables;
    return view;
}

static cva_moments_open cva_open_moments(patron_cva_moments *moments)
{
    cva_moments_open open;
    open.variables = (size_t)moments->attributes + 1;
    open.sums = patron_cva_moments_sums(moments->attributes);
    open.sum = (patron_sum_exact *)(void *)(moments + 1);
    open.lane[0] = (double *)(void *)(open.sum + open.sums);
    for (int k = 1; k < CVA_MOMENTS_LANES; k++)
        open.lane[k] = open.lane[k - 1] + open.sums;
    open.pending = 0;
    return open;
}

static void cva_moments_flush(cva_moments_open *open)
{
    for (int l = 0; l < CVA_MOMENTS_LANES; l++)
        for (size_t k = 0; k < open->sums; k++) {
            sum_exact_add(&open->sum[k], open->lane[l][k]);
            open->lane[l][k] = 0.0;
        }
    open->pending = 0;
}

/* How an answer is added. */
enum cva_moments_way { CVA_ON_GRID, CVA_IN_RANGE, CVA_BY_PRODUCT };

static int cva_moments_way_of(size_t count, const double *value)
{
    int grid = 1, range = 1;
    for (size_t a = 0; a < count; a++) {
        int on = (value[a] + CVA_GRID_UNIT) - CVA_GRID_UNIT == value[a];
        grid &= on;
        range &= (on | (fabs(value[a]) >= 1.0)) & (fabs(value[a]) < CVA_GRID_END);
    }
    if (!range)
        return CVA_BY_PRODUCT;
    return grid ? CVA_ON_GRID : CVA_IN_RANGE;
}

static void cva_moments_add_plain(cva_moments_open *open, const double *value)
{
    double *lane = open->lane[0] + open->variables;
    for (size_t a = 0; a < open->variables; a++) {
        open->lane[0][a] += value[a];
        for (size_t b = 0; b <= a; b++)
            lane[b] += value[a] * value[b];
        lane += a + 1;
    }
}

/* The products of one rating with those before it, and itself. */
static void cva_moments_add_row(size_t count, double rating,
                                const double *PORTABILITY_RESTRICT value,
                                double *PORTABILITY_RESTRICT product,
                                double *PORTABILITY_RESTRICT left,
                                double *PORTABILITY_RESTRICT error,
                                double *PORTABILITY_RESTRICT last)
{
    for (size_t b = 0; b < count; b++) {
        numeric_pair exact = numeric_two_product(rating, value[b]);
        double high = (exact.high + CVA_PRODUCT_UNIT) - CVA_PRODUCT_UNIT;
        double low = (exact.low + CVA_ERROR_UNIT) - CVA_ERROR_UNIT;
        product[b] += high;
        left[b] += exact.high - high;
        error[b] += low;
        last[b] += exact.low - low;
    }
}

static void cva_moments_add_cut(cva_moments_open *open, const double *value)
{
    size_t at = open->variables;
    for (size_t a = 0; a < open->variables; a++) {
        double cut = (value[a] + CVA_RATING_UNIT) - CVA_RATING_UNIT;
        open->lane[0][a] += cut;
        open->lane[1][a] += value[a] - cut;
        cva_moments_add_row(a + 1, value[a], value, open->lane[0] + at, open->lane[1] + at,
                            open->lane[2] + at, open->lane[3] + at);
        at += a + 1;
    }
}

static void cva_moments_add_each(cva_moments_open *open, const double *value)
{
    patron_sum_exact *product = open->sum + open->variables;
    for (size_t a = 0; a < open->variables; a++) {
        sum_exact_add(&open->sum[a], value[a]);
        for (size_t b = 0; b <= a; b++) {
            numeric_pair exact = numeric_two_product(value[a], value[b]);
            sum_exact_add(product, exact.high);
            sum_exact_add(product, exact.low);
            product++;
        }
    }
}

/* One answer: the ratings of a supplier, stride apart, and the overall one. 0 where one is missing. */
static int cva_moments_answer(cva_moments_open *open, const double *rating, size_t stride,
                              double overall)
{
    double value[CVA_VARIABLES_MAX];
    int complete = !isnan(overall);
    for (size_t a = 0; a + 1 < open->variables; a++) {
        value[a] = rating[a * stride];
        complete &= !isnan(value[a]);
    }
    value[open->variables - 1] = overall;
    if (!complete)
        return 0;
    int way = cva_moments_way_of(open->variables, value);
    if (open->pending == CVA_MOMENTS_ROWS)
        cva_moments_flush(open);
    open->pending++;
    if (way == CVA_ON_GRID)
        cva_moments_add_plain(open, value);
    else if (way == CVA_IN_RANGE)
        cva_moments_add_cut(open, value);
    else
        cva_moments_add_each(open, value);
    return 1;
}

enum { CVA_PARTS = 3 };

/*
 * A sum as doubles, each what rounding left of those before: 159 bits, in which are all sums of 2^31 products
 * of ratings of one magnitude.
 */
static void cva_sum_parts(const patron_sum_exact *sum, double *part)
{
    patron_sum_exact rest = *sum;
    for (int k = 0; k < CVA_PARTS; k++) {
        part[k] = 0.0;
        (void)patron_sum_exact_round(&rest, &part[k]); /* of a block that was checked: it fits */
        sum_exact_add(&rest, -part[k]);
    }
}

static void cva_count_parts(uint64_t count, double *part)
{
    part[0] = (double)(count >> 32) * 4294967296.0;
    part[1] = (double)(count & UINT64_C(0xFFFFFFFF));
    part[2] = 0.0;
}

/* Adds sign a b. */
static void cva_add_parts(patron_sum_exact *sum, double sign, const double *a, const double *b)
{
    for (int i = 0; i < CVA_PARTS; i++)
        for (int k = 0; k < CVA_PARTS; k++) {
            numeric_pair product = numeric_two_product(sign * a[i], b[k]);
            sum_exact_add(sum, product.high);
            sum_exact_add(sum, product.low);
        }
}

/*
 * Both products are exact, so that their difference is however much of them it takes. What is below 2^-150 of
 * them is what the parts left of 0.
 */
numeric_pair patron_cva_cross(const patron_cva_moments *moments, size_t a, size_t b)
{
    cva_moments_view view = patron_cva_view_moments(moments);
    size_t row = a > b ? a : b, column = a > b ? b : a;
    double count[CVA_PARTS], products[CVA_PARTS], sum_a[CVA_PARTS], sum_b[CVA_PARTS];
    cva_count_parts(moments->used, count);
    cva_sum_parts(&view.product[row * (row + 1) / 2 + column], products);
    cva_sum_parts(&view.sum[a], sum_a);
    cva_sum_parts(&view.sum[b], sum_b);
    patron_sum_exact exact;
    patron_sum_exact_init(&exact);
    cva_add_parts(&exact, 1.0, count, products);
    cva_add_parts(&exact, -1.0, sum_a, sum_b);
    numeric_pair cross = numeric_pair_make(0.0, 0.0);
    (void)patron_sum_exact_split(&exact, &cross.high, &cross.low); /* below 2^246 */
    if (fabs(cross.high) <= ldexp((double)moments->used * fabs(products[0]), -150))
        cross = numeric_pair_make(0.0, 0.0);
    return cross;
}

/* --- checks ----------------------------------------------------------------------------------- */

/*
 * A settled sum of at most 2^62 products below 2^60: its chunks from the 40th on, 2^206 and more, are all
 * sign.
 */
static int cva_sum_is_sound(const patron_sum_exact *sum)
{
    uint64_t sign = sum->chunk[SUM_EXACT_CHUNKS - 1], wild = sum->pending | sum->reserved;
    if (sign != 0 && sign != UINT64_MAX)
        return 0;
    for (int k = 0; k < CVA_SUM_DIGITS; k++)
        wild |= sum->chunk[k] >> 32;
    for (int k = CVA_SUM_DIGITS; k < SUM_EXACT_CHUNKS - 1; k++)
        wild |= sum->chunk[k] ^ (sign & UINT64_C(0xFFFFFFFF));
    return wild == 0;
}

int patron_cva_head_is_sound(const patron_cva_moments *moments)
{
    return moments->magic == CVA_MOMENTS_MAGIC && moments->attributes >= 1 &&
           moments->attributes <= CVA_TABLE_MAX && moments->reserved == 0 &&
           moments->used <= CVA_ANSWERS_MAX && moments->skipped <= CVA_ANSWERS_MAX;
}

static int cva_moments_are_sound(const patron_cva_moments *moments)
{
    cva_moments_view view = patron_cva_view_moments(moments);
    const double *lane = (const double *)(const void *)(view.sum + view.sums);
    for (size_t k = 0; k < view.sums; k++)
        if (!cva_sum_is_sound(&view.sum[k]))
            return 0;
    for (size_t k = 0; k < CVA_MOMENTS_LANES * view.sums; k++) {
        uint64_t bits;
        memcpy(&bits, &lane[k], sizeof bits);
        if (bits != 0)
            return 0;
    }
    return 1;
}

static int32_t cva_fault_corrupt(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument, "a block that holds moments");
}

int32_t patron_cva_fault_moments_size(const char *argument, size_t size, patron_fault *fault)
{
    return patron_base_fault_unsigned(fault, PATRON_E_SIZE, argument, -1, size,
                                      "at least patron_cva_moments_size(attributes)");
}

int32_t patron_cva_check_moments(const patron_cva_moments *moments, size_t moments_size,
                                 const char *argument, const char *argument_size,
                                 patron_fault *fault)
{
    int32_t status = patron_base_check_state(moments, argument, fault);
    if (status != PATRON_OK)
        return status;
    if (moments_size < patron_cva_moments_size(1))
        return patron_cva_fault_moments_size(argument_size, moments_size, fault);
    if (!patron_cva_head_is_sound(moments))
        return cva_fault_corrupt(argument, fault);
    if (moments_size < patron_cva_moments_size(moments->attributes))
        return patron_cva_fault_moments_size(argument_size, moments_size, fault);
    return cva_moments_are_sound(moments) ? PATRON_OK : cva_fault_corrupt(argument, fault);
}

int32_t patron_cva_check_attributes(const patron_cva_moments *moments, size_t attributes,
                                    size_t most, patron_fault *fault)
{
    int32_t status = patron_cva_check_count("attributes", attributes, most, fault);
    if (status == PATRON_OK && attributes != moments->attributes)
        status = patron_base_fault_unsigned(fault, PATRON_E_RANGE, "attributes", -1, attributes,
                                            "the number of attributes of the moments");
    return status;
}

static int32_t cva_check_room(const patron_cva_moments *moments, uint64_t used, uint64_t skipped,
                              const char *argument, patron_fault *fault)
{
    if (used <= CVA_ANSWERS_MAX - moments->used && skipped <= CVA_ANSWERS_MAX - moments->skipped)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_FULL, argument, -1, moments->used,
                                      "at most 2^62 answers in all");
}

static int32_t cva_check_answer(const cva_respondents *answers, const double *overall, size_t row,
                                patron_fault *fault)
{
    static const char expected[] = "a rating in [-1e9, 1e9], or NaN";
    size_t cells = answers->attributes * answers->suppliers;
    int32_t status = PATRON_OK;
    for (size_t c = 0; status == PATRON_OK && c < cells; c++)
        if (!isnan(answers->rating[row * cells + c]))
            status = patron_cva_check_cell("rating", (int64_t)row, (int64_t)c,
                                           answers->rating[row * cells + c], -CVA_RATING_MAX,
                                           expected, fault);
    for (size_t s = 0; status == PATRON_OK && s < answers->suppliers; s++)
        if (!isnan(overall[row * answers->suppliers + s]))
            status = patron_cva_check_cell("overall", (int64_t)row, (int64_t)s,
                                           overall[row * answers->suppliers + s], -CVA_RATING_MAX,
                                           expected, fault);
    return status;
}

static int32_t cva_add_answers(patron_cva_moments *moments, const cva_respondents *answers,
                               const double *overall, patron_fault *fault)
{
    cva_moments_open open = cva_open_moments(moments);
    size_t suppliers = answers->suppliers, cells = answers->attributes * suppliers;
    int32_t status = PATRON_OK;
    for (size_t i = 0; status == PATRON_OK && i < answers->n; i++) {
        status = cva_check_answer(answers, overall, i, fault);
        if (status != PATRON_OK || !cva_is_chosen(answers, i))
            continue;
        for (size_t s = 0; s < suppliers; s++) {
            int complete = cva_moments_answer(&open, answers->rating + i * cells + s, suppliers,
                                              overall[i * suppliers + s]);
            moments->used += complete != 0;
            moments->skipped += complete == 0;
        }
    }
    cva_moments_flush(&open);
    for (size_t k = 0; k < open.sums; k++)
        patron_sum_exact_settle(&open.sum[k]);
    return status;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_moments_init(patron_cva_moments *moments, size_t moments_size,
                                            uint32_t attributes, patron_fault *fault)
{
    int32_t status = patron_base_check_state(moments, "moments", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_count("attributes", attributes, CVA_TABLE_MAX, fault);
    if (status != PATRON_OK)
        return status;
    if (moments_size < patron_cva_moments_size(attributes))
        return patron_cva_fault_moments_size("moments_size", moments_size, fault);
    memset(moments, 0, patron_cva_moments_size(attributes));
    moments->magic = CVA_MOMENTS_MAGIC;
    moments->attributes = attributes;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cva_moments_check(const patron_cva_moments *moments, size_t moments_size,
                                             patron_fault *fault)
{
    return patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
}

int32_t PATRON_CALL patron_cva_moments_add(patron_cva_moments *moments, size_t moments_size,
                                           uint32_t chosen, size_t n, const uint32_t *segment,
                                           size_t attributes, size_t suppliers,
                                           const double *rating, const double *overall,
                                           patron_fault *fault)
{
    cva_respondents answers = {n, segment, chosen, attributes, suppliers, rating};
    int32_t status =
        patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
    if (status != PATRON_OK)
        return status;
    if (n > 0 && rating == NULL)
        return patron_base_fault_null(fault, "rating");
    if (n > 0 && overall == NULL)
        return patron_base_fault_null(fault, "overall");
    status = patron_cva_check_respondents(&answers, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_attributes(moments, attributes, CVA_TABLE_MAX, fault);
    if (status == PATRON_OK)
        status =
            cva_check_room(moments, (uint64_t)n * suppliers, (uint64_t)n * suppliers, "n", fault);
    return status == PATRON_OK ? cva_add_answers(moments, &answers, overall, fault) : status;
}

int32_t PATRON_CALL patron_cva_moments_merge(patron_cva_moments *moments, size_t moments_size,
                                             const patron_cva_moments *other, size_t other_size,
                                             patron_fault *fault)
{
    int32_t status =
        patron_cva_check_moments(moments, moments_size, "moments", "moments_size", fault);
    if (status == PATRON_OK)
        status = patron_cva_check_moments(other, other_size, "other", "other_size", fault);
    if (status != PATRON_OK)
        return status;
    if (other->attributes != moments->attributes)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "other", -1, other->attributes,
                                          "moments of as many attributes");
    status = cva_check_room(moments, other->used, other->skipped, "other", fault);
    if (status != PATRON_OK)
        return status;
    cva_moments_open open = cva_open_moments(moments);
    cva_moments_view view = patron_cva_view_moments(other);
    for (size_t k = 0; k < open.sums; k++)
        patron_sum_exact_merge(&open.sum[k], &view.sum[k]);
    moments->used += other->used;
    moments->skipped += other->skipped;
    return PATRON_OK;
}
