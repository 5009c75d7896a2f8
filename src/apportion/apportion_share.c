/*
 * Shares of one total.
 *
 *     quota = total weight / sum,   share = its whole part, or one unit more
 *
 * The whole part is guessed in doubles, total / sum times weight, never too high, and corrected by
 * the exact remainder total weight - guess sum, which is small and so needs only the low bits of
 * both products: 64 where sum < 2^60 and total < 2^47, else 128. Rows are compared by their exact
 * remainders: by the 64 leading bits first, and by the rest where those are equal.
 *
 * Source: M. Balinski, H. P. Young, "Fair Representation" (1982), ch. 2 (Hamilton's method).
 */
#include "../portability.h"
#include "apportion_share.h"
#include "apportion_select.h"

#include <string.h>

/* What the 64-bit path takes: the guess is then wrong by one at most. */
#define APPORTION_NARROW_SUM (UINT64_C(1) << 60)
#define APPORTION_NARROW_SUM_REAL 1152921504606846976.0
#define APPORTION_NARROW_TOTAL (UINT64_C(1) << 47)
#define APPORTION_LOW 0.99999999999999911182    /* 1 - 2^-50: more than the guess is rounded by */
#define APPORTION_WHOLE_REAL 9007199254740992.0 /* 2^53: whole doubles up to here are exact */

enum {
    APPORTION_MANTISSA_BITS = 52,
    APPORTION_ROOM = 27 /* bits kept below the last of the largest double: 79 below its first */
};

/* --- integers ----------------------------------------------------------------------------------- */

static uint32_t apportion_bits(numeric_wide a)
{
    uint64_t word = a.high != 0 ? a.high : a.low;
    uint32_t bits = a.high != 0 ? 64 : 0;
    for (; word != 0; word >>= 1)
        bits++;
    return bits;
}

/* In halves of words, because the conversion of an unsigned word branches on many machines. */
double patron_apportion_real(numeric_wide a)
{
    return (double)(int64_t)a.high * 18446744073709551616.0 +
           ((double)(int64_t)(a.low >> 32) * 4294967296.0 +
            (double)(int64_t)(a.low & UINT64_C(0xFFFFFFFF)));
}

/* a * b modulo 2^128. */
static numeric_wide apportion_multiply(numeric_wide a, uint64_t b)
{
    numeric_wide product = numeric_wide_product(a.low, b);
    product.high += a.high * b;
    return product;
}

/* m 2^27 / 2^down rounded down, m < 2^53. */
static numeric_wide apportion_shift(uint64_t m, uint32_t down)
{
    numeric_wide shifted = {0, 0};
    uint64_t low = m << APPORTION_ROOM;
    uint64_t high = m >> (64 - APPORTION_ROOM);
    if (down < 64) {
        shifted.low = low >> down | high << 1 << (63 - down);
        shifted.high = high >> down;
    } else if (down < 128) {
        shifted.low = high >> (down - 64);
    }
    return shifted;
}

/* A double >= 0 as mantissa 2^exponent. */
static uint64_t apportion_mantissa(double value, uint32_t *exponent)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t field = bits >> APPORTION_MANTISSA_BITS & 0x7FF;
    uint64_t mantissa = bits & ((UINT64_C(1) << APPORTION_MANTISSA_BITS) - 1);
    uint64_t normal = field != 0;
    *exponent = (uint32_t)(field - normal);
    return mantissa | normal << APPORTION_MANTISSA_BITS;
}

/* --- weights as integers ------------------------------------------------------------------------ */

PORTABILITY_INLINE uint64_t apportion_narrow_weight(const apportion_weights *weights, size_t row)
{
    return weights->whole != NULL ? (uint64_t)weights->whole[row]
                                  : (uint64_t)(int64_t)weights->real[row];
}

numeric_wide patron_apportion_weight_of(const apportion_ratio *ratio, size_t row)
{
    if (ratio->narrow || ratio->weights.whole != NULL) {
        numeric_wide weight = {apportion_narrow_weight(&ratio->weights, row), 0};
        return weight;
    }
    uint32_t exponent;
    uint64_t mantissa = apportion_mantissa(ratio->weights.real[row], &exponent);
    return apportion_shift(mantissa, ratio->exponent - exponent);
}

static void apportion_sum_wholes(apportion_ratio *ratio, size_t n)
{
    const int64_t *weight = ratio->weights.whole;
    numeric_wide sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        sum.low += (uint64_t)weight[i];
        sum.high += sum.low < (uint64_t)weight[i];
    }
    ratio->sum = sum;
    ratio->narrow = sum.high == 0 && sum.low < APPORTION_NARROW_SUM;
}

static void apportion_sum_reals(apportion_ratio *ratio, size_t n)
{
    const double *weight = ratio->weights.real;
    uint32_t broken = 0;
    uint64_t whole_sum = 0; /* of no meaning where broken, or sum is too large for it */
    double sum = 0.0;
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        double small = weight[i] <= APPORTION_WHOLE_REAL ? weight[i] : 0.5;
        int64_t whole = (int64_t)small;
        broken |= (double)whole != small;
        whole_sum += (uint64_t)whole;
        sum += small;
        largest = weight[i] > largest ? weight[i] : largest;
    }
    ratio->narrow = !broken && sum < APPORTION_NARROW_SUM_REAL;
    ratio->sum.low = whole_sum;
    ratio->sum.high = 0;
    (void)apportion_mantissa(largest, &ratio->exponent);
}

/* The sum of doubles in their unit, where 64 bits do not do. */
static void apportion_sum_units(apportion_ratio *ratio, size_t n)
{
    ratio->sum.low = 0;
    for (size_t i = 0; i < n; i++)
        ratio->sum = numeric_wide_sum(ratio->sum, patron_apportion_weight_of(ratio, i));
}

apportion_ratio patron_apportion_ratio_make(int64_t total, size_t n, apportion_weights weights)
{
    apportion_ratio ratio;
    memset(&ratio, 0, sizeof ratio);
    ratio.weights = weights;
    ratio.total = total < 0 ? 0 - (uint64_t)total : (uint64_t)total;
    if (weights.real != NULL)
        apportion_sum_reals(&ratio, n);
    else
        apportion_sum_wholes(&ratio, n);
    ratio.narrow = ratio.narrow && ratio.total < APPORTION_NARROW_TOTAL;
    if (weights.real != NULL && !ratio.narrow)
        apportion_sum_units(&ratio, n);
    ratio.bits = apportion_bits(ratio.sum);
    double sum = patron_apportion_real(ratio.sum);
    ratio.per = ratio.bits > 0 ? (double)ratio.total / sum * APPORTION_LOW : 0.0;
    ratio.inverse = ratio.bits > 0 ? 1.0 / sum * APPORTION_LOW : 0.0;
    return ratio;
}

/* --- quotas ------------------------------------------------------------------------------------- */

PORTABILITY_INLINE uint64_t apportion_narrow_quota(const apportion_ratio *ratio, uint64_t weight,
                                                   uint64_t *rest)
{
    uint64_t sum = ratio->sum.low;
    uint64_t whole = (uint64_t)(int64_t)((double)(int64_t)weight * ratio->per);
    uint64_t left = ratio->total * weight - whole * sum; /* below 2 sum */
    uint64_t above = left >= sum;
    *rest = left - ((0 - above) & sum);
    return whole + above;
}

static apportion_quota apportion_wide_quota(const apportion_ratio *ratio, numeric_wide weight)
{
    apportion_quota quota;
    quota.whole = (uint64_t)(patron_apportion_real(weight) * ratio->per);
    quota.rest = numeric_wide_difference(apportion_multiply(weight, ratio->total),
                                         apportion_multiply(ratio->sum, quota.whole));
    /* The guess is low by 2^14 at most, so that the rest has less than 126 bits. */
    uint64_t more = (uint64_t)(int64_t)(patron_apportion_real(quota.rest) * ratio->inverse);
    if (more != 0) {
        quota.whole += more;
        quota.rest = numeric_wide_difference(quota.rest, apportion_multiply(ratio->sum, more));
    }
    if (numeric_wide_compare(quota.rest, ratio->sum) >= 0) {
        quota.whole++;
        quota.rest = numeric_wide_difference(quota.rest, ratio->sum);
    }
    return quota;
}

apportion_quota patron_apportion_quota_of(const apportion_ratio *ratio, size_t row)
{
    if (!ratio->narrow)
        return apportion_wide_quota(ratio, patron_apportion_weight_of(ratio, row));
    apportion_quota quota;
    quota.rest.high = 0;
    quota.whole = apportion_narrow_quota(ratio, apportion_narrow_weight(&ratio->weights, row),
                                         &quota.rest.low);
    return quota;
}

/* --- odd units ---------------------------------------------------------------------------------- */

/* The leading 64 bits of a remainder: in the order of the remainders, 0 for 0. */
static uint64_t apportion_lead(const apportion_ratio *ratio, numeric_wide rest)
{
    if (ratio->bits <= 64)
        return rest.low << (64 - ratio->bits);
    uint32_t shift = ratio->bits - 64;
    return rest.low >> shift | rest.high << (64 - shift);
}

/* What apportion_lead left out. */
static uint64_t apportion_trail(const apportion_ratio *ratio, numeric_wide rest)
{
    return rest.low & ((UINT64_C(1) << (ratio->bits - 64)) - 1);
}

/* Rows whose quota is whole have key 0 and rank behind all others, which outnumber the odd units. */
static uint64_t apportion_key(uint32_t policy, const apportion_ratio *ratio, size_t row,
                              numeric_wide rest)
{
    if (policy == PATRON_APPORTION_LARGEST_REMAINDER)
        return apportion_lead(ratio, rest);
    if ((rest.low | rest.high) == 0)
        return 0;
    if (policy != PATRON_APPORTION_LARGEST_WEIGHT)
        return 1;
    if (ratio->weights.whole != NULL)
        return (uint64_t)ratio->weights.whole[row];
    uint64_t bits;
    memcpy(&bits, &ratio->weights.real[row], sizeof bits);
    return bits;
}

static int64_t apportion_signed(uint64_t size, int32_t negative)
{
    numeric_wide value = {negative ? 0 - size : size, 0};
    return numeric_wide_value(value);
}

/* Whole parts of all quotas, with the sign of the total, and keys; the odd units that are left. */
static size_t apportion_whole_parts(uint32_t policy, const apportion_ratio *ratio, size_t n,
                                    int32_t negative, uint64_t *PORTABILITY_RESTRICT key,
                                    int64_t *PORTABILITY_RESTRICT share)
{
    uint64_t left = ratio->total;
    for (size_t i = 0; i < n; i++) {
        apportion_quota quota = patron_apportion_quota_of(ratio, i);
        left -= quota.whole;
        share[i] = apportion_signed(quota.whole, negative);
        key[i] = apportion_key(policy, ratio, i, quota.rest);
    }
    return (size_t)left;
}

/* The same where largest remainders decide and 64 bits do: the path of nearly all splits. */
static size_t apportion_whole_parts_narrow(const apportion_ratio *ratio, size_t n, int64_t unit,
                                           uint64_t *PORTABILITY_RESTRICT key,
                                           int64_t *PORTABILITY_RESTRICT share)
{
    const apportion_ratio known = *ratio;
    uint32_t lift = 64 - known.bits;
    uint64_t left = known.total;
    for (size_t i = 0; i < n; i++) {
        uint64_t rest;
        uint64_t whole =
            apportion_narrow_quota(&known, apportion_narrow_weight(&known.weights, i), &rest);
        left -= whole;
        share[i] = unit * (int64_t)whole;
        key[i] = rest << lift;
    }
    return (size_t)left;
}

void patron_apportion_hand_out(size_t n, size_t count, int64_t unit, apportion_work work,
                               int64_t *amount)
{
    if (count == 0)
        return;
    apportion_cut cut = patron_apportion_select(n, work.key, count, work.pick, work.entry);
    for (size_t i = 0; i < n; i++) {
        amount[i] += unit * (work.key[i] > cut.key); /* a coin's toss: no branch */
        if (work.key[i] == cut.key && cut.equal > 0) {
            amount[i] += unit;
            cut.equal--;
        }
    }
}

/* How many rows have this key; the trailing bits of their remainders, in order. */
static size_t apportion_trails(const apportion_ratio *ratio, size_t n, uint64_t key,
                               apportion_work work)
{
    size_t tied = 0;
    for (size_t i = 0; i < n; i++)
        if (work.key[i] == key)
            work.pick[tied++] = apportion_trail(ratio, patron_apportion_quota_of(ratio, i).rest);
    return tied;
}

/* Largest remainders of more than 64 bits: rows that tie at the cut are compared by the rest. */
static void apportion_hand_out_wide(const apportion_ratio *ratio, size_t n, size_t count,
                                    int64_t unit, apportion_work work, int64_t *share)
{
    apportion_cut cut = patron_apportion_select(n, work.key, count, work.pick, work.entry);
    size_t tied = apportion_trails(ratio, n, cut.key, work);
    apportion_cut trail =
        patron_apportion_select(tied, work.pick, cut.equal, work.pick, work.entry);
    for (size_t i = 0; i < n; i++) {
        share[i] += unit * (work.key[i] > cut.key);
        if (work.key[i] != cut.key)
            continue;
        uint64_t here = apportion_trail(ratio, patron_apportion_quota_of(ratio, i).rest);
        if (here > trail.key) {
            share[i] += unit;
        } else if (here == trail.key && trail.equal > 0) {
            share[i] += unit;
            trail.equal--;
        }
    }
}

static void apportion_hand_out_last(size_t n, size_t count, int64_t unit, const uint64_t *key,
                                    int64_t *share)
{
    for (size_t i = n; count > 0; i--) {
        share[i - 1] += key[i - 1] != 0 ? unit : 0;
        count -= key[i - 1] != 0;
    }
}

/* --- shares ------------------------------------------------------------------------------------- */

size_t patron_apportion_work_need(size_t need, size_t n)
{
    need = numeric_scratch_need(need, n, sizeof(uint64_t));
    need = numeric_scratch_need(need, n, sizeof(uint64_t));
    return numeric_scratch_need(need, APPORTION_SELECT_ENTRIES, sizeof(uint32_t));
}

apportion_work patron_apportion_work_take(numeric_scratch *carve, size_t n)
{
    apportion_work work;
    work.key = numeric_scratch_take(carve, n, sizeof(uint64_t));
    work.pick = numeric_scratch_take(carve, n, sizeof(uint64_t));
    work.entry = numeric_scratch_take(carve, APPORTION_SELECT_ENTRIES, sizeof(uint32_t));
    return work;
}

int32_t patron_apportion_shares_in(uint32_t policy, int64_t total, size_t n,
                                   apportion_weights weights, apportion_work work, int64_t *share)
{
    apportion_ratio ratio = patron_apportion_ratio_make(total, n, weights);
    if (ratio.bits == 0) {
        if (total == 0 && n > 0)
            memset(share, 0, n * sizeof *share);
        return total == 0;
    }
    int32_t negative = total < 0;
    int64_t unit = negative ? -1 : 1;
    size_t odd;
    if (ratio.narrow && policy == PATRON_APPORTION_LARGEST_REMAINDER)
        odd = apportion_whole_parts_narrow(&ratio, n, unit, work.key, share);
    else
        odd = apportion_whole_parts(policy, &ratio, n, negative, work.key, share);
    if (policy == PATRON_APPORTION_LAST)
        apportion_hand_out_last(n, odd, unit, work.key, share);
    else if (policy == PATRON_APPORTION_LARGEST_REMAINDER && ratio.bits > 64 && odd > 0)
        apportion_hand_out_wide(&ratio, n, odd, unit, work, share);
    else
        patron_apportion_hand_out(n, odd, unit, work, share);
    return 1;
}

int32_t patron_apportion_shares(uint32_t policy, int64_t total, size_t n, apportion_weights weights,
                                void *scratch, int64_t *share)
{
    numeric_scratch carve = numeric_scratch_open(scratch, patron_apportion_scratch_size(n));
    return patron_apportion_shares_in(policy, total, n, weights,
                                      patron_apportion_work_take(&carve, n), share);
}
