/*
 * Shares, the jackknife, the normalized Gini, percentiles, segments and bands of any columns, with an
 * order or without.
 */
#include "fuzz.h"

#include <patron/concentration.h>

enum { FUZZ_ROWS = 40, FUZZ_SEGMENTS = 4 };

typedef struct fuzz_columns {
    size_t n;
    double *real;
    int64_t *whole;
    uint32_t *segment;
    uint32_t *order; /* or NULL: any numbers, seldom an order */
} fuzz_columns;

static void fuzz_shares(fuzz_input *input, const fuzz_columns *c, int money)
{
    size_t size = patron_concentration_top_scratch_size(c->n, c->order != NULL);
    void *scratch = fuzz_memory(size);
    double list[3], first[3], second[3];
    for (int i = 0; i < 3; i++)
        list[i] = fuzz_real(input);
    int32_t status = money ? patron_concentration_top_money(c->n, c->whole, c->order, scratch, size,
                                                            3, list, first, second, NULL)
                           : patron_concentration_top(c->n, c->real, c->order, scratch, size, 3,
                                                      list, first, second, NULL);
    for (int i = 0; i < 3; i++)
        FUZZ_REQUIRE(status != PATRON_OK || (isfinite(first[i]) && !isinf(second[i])));
    status = money ? patron_concentration_target_money(c->n, c->whole, c->order, scratch, size, 3,
                                                       list, first, second, NULL)
                   : patron_concentration_target(c->n, c->real, c->order, scratch, size, 3, list,
                                                 first, second, NULL);
    for (int i = 0; i < 3; i++)
        FUZZ_REQUIRE(status != PATRON_OK || isnan(first[i]) ||
                     (first[i] >= 1 && first[i] <= (double)c->n));
    free(scratch);
}

static void fuzz_jackknife(fuzz_input *input, const fuzz_columns *c, int money)
{
    size_t size = patron_concentration_top_scratch_size(c->n, c->order != NULL);
    void *scratch = fuzz_memory(size);
    patron_concentration_interval interval;
    interval.struct_size = sizeof interval;
    double z = fuzz_real(input);
    int32_t status = money ? patron_concentration_jackknife_money(z, c->n, c->whole, c->order,
                                                                  scratch, size, &interval, NULL)
                           : patron_concentration_jackknife(z, c->n, c->real, c->order, scratch,
                                                            size, &interval, NULL);
    FUZZ_REQUIRE(status != PATRON_OK || isnan(interval.low) || interval.low <= interval.high);
    free(scratch);
}

static void fuzz_normalized(const fuzz_columns *c, int money)
{
    size_t size = patron_concentration_gini_ctr_scratch_size(c->n, c->order != NULL);
    void *scratch = fuzz_memory(size);
    double gini;
    int32_t status =
        money ? patron_concentration_gini_ctr_money(c->n, c->whole, c->order, scratch, size, &gini,
                                                    NULL)
              : patron_concentration_gini_ctr(c->n, c->real, c->order, scratch, size, &gini, NULL);
    FUZZ_REQUIRE(status != PATRON_OK || isnan(gini) || (gini >= 0 && gini <= 1));
    free(scratch);
}

static void fuzz_percentile(fuzz_input *input, const fuzz_columns *c, int money)
{
    size_t size = patron_concentration_percentile_scratch_size(c->n, c->order != NULL);
    void *scratch = fuzz_memory(size);
    double share[3] = {0.0, 0.0, 1.0}, percentile[3];
    share[1] = fuzz_real(input);
    int32_t status = money
                         ? patron_concentration_percentile_money(c->n, c->whole, c->order, scratch,
                                                                 size, 3, share, percentile, NULL)
                         : patron_concentration_percentile(c->n, c->real, c->order, scratch, size,
                                                           3, share, percentile, NULL);
    FUZZ_REQUIRE(status != PATRON_OK || c->n == 0 ||
                 (percentile[0] <= percentile[1] && percentile[1] <= percentile[2]));
    free(scratch);
}

static void fuzz_decompose(const fuzz_columns *c, int money)
{
    size_t size =
        patron_concentration_decompose_scratch_size(c->n, c->order != NULL, FUZZ_SEGMENTS);
    void *scratch = fuzz_memory(size);
    patron_concentration_group group[FUZZ_SEGMENTS];
    patron_concentration_money_group money_group[FUZZ_SEGMENTS];
    patron_concentration_split split;
    split.struct_size = sizeof split;
    int32_t status =
        money ? patron_concentration_decompose_money(c->n, c->whole, c->segment, c->order, scratch,
                                                     size, FUZZ_SEGMENTS, money_group, &split, NULL)
              : patron_concentration_decompose(c->n, c->real, c->segment, c->order, scratch, size,
                                               FUZZ_SEGMENTS, group, &split, NULL);
    FUZZ_REQUIRE(status != PATRON_OK || isnan(split.gini) ||
                 (split.gini_within >= 0 && split.gini_between >= 0 && split.gini_overlap >= 0));
    free(scratch);
}

static void fuzz_parts(fuzz_input *input, const fuzz_columns *c, int money)
{
    size_t size = patron_concentration_contributions_scratch_size(FUZZ_SEGMENTS);
    void *scratch = fuzz_memory(size);
    patron_concentration_part part[FUZZ_SEGMENTS];
    patron_concentration_money_part money_part[FUZZ_SEGMENTS];
    double tolerance = fuzz_real(input);
    if (money) {
        uint64_t sum = 0;
        int32_t status = patron_concentration_contributions_money(
            tolerance, c->n, c->whole, c->segment, FUZZ_SEGMENTS, money_part, NULL);
        for (size_t i = 0; i < c->n; i++)
            sum += (uint64_t)c->whole[i];
        for (int g = 0; status == PATRON_OK && g < FUZZ_SEGMENTS; g++)
            sum -= (uint64_t)money_part[g].sum;
        FUZZ_REQUIRE(status != PATRON_OK || sum == 0);
    } else {
        patron_concentration_contributions(tolerance, c->n, c->real, c->segment, scratch, size,
                                           FUZZ_SEGMENTS, part, NULL);
    }
    free(scratch);
}

static void fuzz_bands(fuzz_input *input, const fuzz_columns *c, int money)
{
    size_t size = patron_concentration_top_scratch_size(c->n, c->order != NULL);
    void *scratch = fuzz_memory(size);
    patron_concentration_bands_result bands;
    patron_concentration_money_bands_result money_bands;
    bands.struct_size = sizeof bands;
    money_bands.struct_size = sizeof money_bands;
    double tolerance = fuzz_real(input);
    int32_t status = money ? patron_concentration_bands_money(tolerance, c->n, c->whole, c->order,
                                                              scratch, size, &money_bands, NULL)
                           : patron_concentration_bands(tolerance, c->n, c->real, c->order, scratch,
                                                        size, &bands, NULL);
    if (status == PATRON_OK && money)
        FUZZ_REQUIRE(money_bands.makers + money_bands.even + money_bands.losers == c->n);
    else if (status == PATRON_OK)
        FUZZ_REQUIRE(bands.makers + bands.even + bands.losers == c->n && !isinf(bands.top_held));
    free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    fuzz_columns c;
    uint8_t kind = fuzz_byte(&input);
    c.n = fuzz_count(&input, FUZZ_ROWS);
    c.real = fuzz_reals(&input, c.n);
    c.whole = fuzz_wholes(&input, c.n);
    c.segment = fuzz_memory(c.n * sizeof *c.segment);
    c.order = kind & 16 ? fuzz_memory(c.n * sizeof *c.order) : NULL;
    for (size_t i = 0; i < c.n; i++) {
        c.segment[i] = fuzz_byte(&input) % (FUZZ_SEGMENTS + (kind >> 7));
        if (c.order != NULL)
            c.order[i] = kind & 32 ? (uint32_t)i : fuzz_byte(&input) % (uint32_t)(c.n + 1);
    }
    int money = (kind & 8) != 0;
    switch (kind % 7) {
    case 0:
        fuzz_shares(&input, &c, money);
        break;
    case 1:
        fuzz_jackknife(&input, &c, money);
        break;
    case 2:
        fuzz_decompose(&c, money);
        break;
    case 3:
        fuzz_parts(&input, &c, money);
        break;
    case 4:
        fuzz_normalized(&c, money);
        break;
    case 5:
        fuzz_percentile(&input, &c, money);
        break;
    default:
        fuzz_bands(&input, &c, money);
        break;
    }
    free(c.real);
    free(c.whole);
    free(c.segment);
    free(c.order);
    return 0;
}
