/*
 * Any terms and columns: a value is finite, or the fault names the first wrong row; a column of equal
 * values gives the bits of the terms; a customer is worth the same alone.
 */
#include "fuzz.h"

#include <patron/clv.h>

enum { FUZZ_ROWS = 40 };

/* Mostly what rates are, in [-1, 1). */
static double fuzz_rate(fuzz_input *input)
{
    if (fuzz_byte(input) % 4 == 0)
        return fuzz_real(input);
    return (double)(fuzz_u32(input) % 65536) / 32768.0 - 1.0;
}

static int fuzz_finite(double value)
{
    return value - value == 0.0;
}

static void fuzz_read_terms(patron_clv_terms *terms, fuzz_input *input)
{
    terms->margin = 1000.0 * fuzz_rate(input);
    terms->retention = fuzz_rate(input);
    terms->discount = fuzz_rate(input);
    terms->growth = fuzz_rate(input);
    terms->acquisition = fuzz_rate(input);
}

static void fuzz_one(const patron_clv_terms *terms)
{
    double whole = -77.0, column = -77.0;
    patron_fault fault;
    int32_t status = patron_clv_constant(terms, 1, NULL, NULL, NULL, NULL, NULL, &whole, &fault);
    int32_t again =
        patron_clv_constant(terms, 1, &terms->margin, &terms->retention, &terms->discount,
                            &terms->growth, &terms->acquisition, &column, NULL);
    int known = terms->timing >= 1 && terms->timing <= 4 && terms->horizon <= PATRON_CLV_FOREVER;
    FUZZ_REQUIRE(!known || status == again); /* else the one may be about a member, the other not */
    FUZZ_REQUIRE(memcmp(&whole, &column, sizeof whole) == 0);
    FUZZ_REQUIRE(status == PATRON_OK ? fuzz_finite(whole) : whole == -77.0);
    FUZZ_REQUIRE(status == PATRON_OK || fault.status == status);
}

static void fuzz_columns(const patron_clv_terms *terms, fuzz_input *input)
{
    double m[FUZZ_ROWS], r[FUZZ_ROWS], d[FUZZ_ROWS], g[FUZZ_ROWS], ac[FUZZ_ROWS], clv[FUZZ_ROWS];
    size_t n = 0;
    for (; n < FUZZ_ROWS && input->size > 0; n++) {
        patron_clv_terms row = *terms;
        fuzz_read_terms(&row, input);
        m[n] = row.margin;
        r[n] = row.retention;
        d[n] = row.discount;
        g[n] = row.growth;
        ac[n] = row.acquisition;
        clv[n] = -77.0;
    }
    patron_fault fault;
    int32_t status = patron_clv_constant(terms, n, m, r, d, g, ac, clv, &fault);
    size_t good = status == PATRON_OK ? n : fault.row < 0 ? 0 : (size_t)fault.row;
    FUZZ_REQUIRE(good <= n);
    for (size_t i = 0; i < n; i++) {
        double alone = -77.0;
        int32_t its =
            patron_clv_constant(terms, 1, m + i, r + i, d + i, g + i, ac + i, &alone, NULL);
        if (i < good)
            FUZZ_REQUIRE(its == PATRON_OK && fuzz_finite(alone));
        if (i == good)
            FUZZ_REQUIRE(its == status);
        if (i >= good)
            alone = -77.0;
        FUZZ_REQUIRE(memcmp(&alone, &clv[i], sizeof alone) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    patron_clv_terms terms;
    uint8_t choice = fuzz_byte(&input);
    uint8_t bits = fuzz_byte(&input);
    fuzz_read_terms(&terms, &input);
    terms.horizon = fuzz_u32(&input) >> bits % 32;
    if (choice % 3 == 0)
        terms.horizon = PATRON_CLV_FOREVER;
    terms.timing = (uint32_t)bits / 32;
    if (choice & 128)
        fuzz_columns(&terms, &input);
    else
        fuzz_one(&terms);
    return 0;
}
