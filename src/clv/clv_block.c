/*
 * The value of a customer who stays each period with a constant probability.
 *
 * With D = 1 + discount, q = retention (1 + growth) / D and S = 1 + q + ... + q^(horizon - 1):
 *
 *     NOW margin S,  END_CERTAIN margin S / D,  END_IF_RETAINED margin S retention / D,
 *     MID_IF_RETAINED margin S retention / sqrt(D),  MID_CERTAIN margin S / sqrt(D),
 *     each less acquisition;
 *     for ever S = D / gap, where gap = D - retention (1 + growth) > 0.
 *
 * Source: S. Gupta and D. Lehmann, "Customers as Assets" (2003), eq. 1.
 *
 * What is near 0 is never formed as a difference of rounded numbers:
 *
 *   - gap = (1 - retention) + discount - retention growth is summed with the rounding errors of its
 *     parts (Knuth's two_sum, Dekker's two_product); with growth 0 the product adds exact zeros, so
 *     that leaving it out changes no bit.
 *   - q - 1 = -gap / D has the full precision of gap, and x_N = q^N - 1 follows from
 *     x_2k = x_k (2 + x_k) and x_(k+1) = q x_k + (q - 1), whose terms all have one sign; S = x_N / x_1.
 *
 * Rows go in blocks small enough for the stack, as plain loops of constant length that compilers
 * turn into vector instructions. A row whose inputs are invalid or extreme, or whose result is not
 * finite, comes out of them as NaN and is looked at again, alone: which way a row takes depends on
 * that row only.
 */
#include "../portability.h"
#include "clv_block.h"

#include "../numeric/numeric_compensated.h"

#include <math.h>
#include <string.h>

/* Inside these bounds no step of the plain loops loses bits to underflow or is wrong by overflow. */
#define CLV_RETENTION_MIN 6.223015277861142e-61 /* 2^-200; or 0 */
#define CLV_GAP_MIN 1.7347234759768071e-18      /* 2^-59, of 1 + D: below, its sign must be exact */
#define CLV_STEP_MIN 4.0389678347315804e-28     /* 2^-91: below, q^N is 1 for every horizon */

static void clv_gap_without_growth(clv_block *block)
{
    for (int i = 0; i < CLV_BLOCK; i++) {
        numeric_pair lost = numeric_quick_two_sum(1.0, -block->retention[i]);
        numeric_pair sum = numeric_two_sum(lost.high, block->discount[i]);
        block->gap[i] = sum.high + (lost.low + sum.low);
    }
}

static void clv_gap(clv_block *block)
{
    for (int i = 0; i < CLV_BLOCK; i++) {
        numeric_pair lost = numeric_quick_two_sum(1.0, -block->retention[i]);
        numeric_pair sum = numeric_two_sum(lost.high, block->discount[i]);
        numeric_pair grown = numeric_two_product(block->retention[i], block->growth[i]);
        numeric_pair gap = numeric_two_sum(sum.high, -grown.high);
        block->gap[i] = gap.high + ((lost.low + sum.low) + (gap.low - grown.low));
    }
}

/* The factor of margin, for ever. NaN where it diverges or comes near it. */
static void clv_factor_forever(clv_block *block, uint32_t timing)
{
    double *factor = block->value;
    for (int i = 0; i < CLV_BLOCK; i++)
        factor[i] = 1.0;
    if (timing == PATRON_CLV_NOW)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = 1.0 + block->discount[i];
    if (timing == PATRON_CLV_END_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = block->retention[i];
    if (timing == PATRON_CLV_MID_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = block->retention[i] * sqrt(1.0 + block->discount[i]);
    if (timing == PATRON_CLV_MID_CERTAIN)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = sqrt(1.0 + block->discount[i]);
    for (int i = 0; i < CLV_BLOCK; i++) {
        double least = CLV_GAP_MIN * (2.0 + block->discount[i]);
        double quotient = factor[i] / block->gap[i];
        factor[i] = block->gap[i] >= least ? quotient : (double)NAN;
    }
}

/* q^horizon - 1, from q - 1 in gap. */
static void clv_power(clv_block *block, uint32_t horizon)
{
    const double *step = block->gap;
    double *power = block->value;
    uint32_t bit = UINT32_C(1) << 30;
    while (bit > horizon)
        bit >>= 1;
    for (int i = 0; i < CLV_BLOCK; i++)
        power[i] = step[i];
    for (bit >>= 1; bit > 0; bit >>= 1) {
        for (int i = 0; i < CLV_BLOCK; i++)
            power[i] *= 2.0 + power[i];
        if ((horizon & bit) != 0)
            for (int i = 0; i < CLV_BLOCK; i++)
                power[i] = power[i] * (1.0 + step[i]) + step[i];
    }
}

/* The factor of margin for horizon >= 1. */
static void clv_factor_finite(clv_block *block, uint32_t horizon, uint32_t timing)
{
    double *step = block->gap;
    double *factor = block->value;
    for (int i = 0; i < CLV_BLOCK; i++)
        step[i] = -block->gap[i] / (1.0 + block->discount[i]);
    clv_power(block, horizon);
    double periods = (double)horizon;
    for (int i = 0; i < CLV_BLOCK; i++) {
        double sum = factor[i] / step[i];
        factor[i] = fabs(step[i]) < CLV_STEP_MIN ? periods : sum;
    }
    if (timing == PATRON_CLV_END_CERTAIN)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] / (1.0 + block->discount[i]);
    if (timing == PATRON_CLV_END_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] * block->retention[i] / (1.0 + block->discount[i]);
    if (timing == PATRON_CLV_MID_IF_RETAINED)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] * block->retention[i] / sqrt(1.0 + block->discount[i]);
    if (timing == PATRON_CLV_MID_CERTAIN)
        for (int i = 0; i < CLV_BLOCK; i++)
            factor[i] = factor[i] / sqrt(1.0 + block->discount[i]);
}

/* Makes values of factors, NaN where an input is not one the loops are right for; 0 - x is never
   -0, so that no value is. Returns bits that are 0 where all values are finite. */
static uint64_t clv_finish(clv_block *block)
{
    uint64_t strange = 0;
    for (int i = 0; i < CLV_BLOCK; i++) {
        double retention = block->retention[i];
        double discount = block->discount[i];
        double growth = block->growth[i];
        double value = block->margin[i] * block->value[i] + (0.0 - block->acquisition[i]);
        value = retention >= CLV_RETENTION_MIN || retention == 0.0 ? value : (double)NAN;
        value = retention <= 1.0 ? value : (double)NAN;
        value = discount > -1.0 ? value : (double)NAN;
        value = discount <= CLV_RATE_MAX ? value : (double)NAN;
        value = growth >= -1.0 ? value : (double)NAN;
        value = growth <= CLV_RATE_MAX ? value : (double)NAN;
        block->value[i] = value;
    }
    for (int i = 0; i < CLV_BLOCK; i++) {
        double rest = block->value[i] - block->value[i]; /* +0, or NaN */
        uint64_t bits;
        memcpy(&bits, &rest, sizeof bits);
        strange |= bits;
    }
    return strange;
}

uint64_t patron_clv_block_values(clv_block *block, const patron_clv_terms *terms, int grows)
{
    if (grows)
        clv_gap(block);
    else
        clv_gap_without_growth(block);
    if (terms->horizon == PATRON_CLV_FOREVER)
        clv_factor_forever(block, terms->timing);
    else if (terms->horizon > 0)
        clv_factor_finite(block, terms->horizon, terms->timing);
    else
        memset(block->value, 0, sizeof block->value);
    return clv_finish(block);
}
