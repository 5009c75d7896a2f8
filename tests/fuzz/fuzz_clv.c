/*
 * Any terms and columns: a value is finite, or the fault names the first wrong row; a column of equal
 * values gives the bits of the terms; a customer is worth the same alone.
 */
#include <stdlib.h>
#include <string.h>

#include <patron/clv.h>

enum { FUZZ_ROWS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds) {
    if (!holds)
        abort();
}

static void fuzz_read(void *to, size_t width, const uint8_t **data, size_t *size) {
    size_t given = *size < width ? *size : width;
    memset(to, 0, width);
    memcpy(to, *data, given);
    *data += given;
    *size -= given;
}

/* A double whose exponent is mostly near 0: one of 16 bits, or of any 64. */
static double fuzz_rate(const uint8_t **data, size_t *size) {
    uint8_t kind;
    int16_t small;
    double any;
    fuzz_read(&kind, 1, data, size);
    if (kind % 4 == 0) {
        fuzz_read(&any, 8, data, size);
        return any;
    }
    fuzz_read(&small, 2, data, size);
    return (double)small / 32768.0;
}

static int fuzz_finite(double value) {
    return value - value == 0.0;
}

static void fuzz_read_terms(patron_clv_terms *terms, const uint8_t **data, size_t *size) {
    terms->margin = 1000.0 * fuzz_rate(data, size);
    terms->retention = fuzz_rate(data, size);
    terms->discount = fuzz_rate(data, size);
    terms->growth = fuzz_rate(data, size);
    terms->acquisition = fuzz_rate(data, size);
}

static void fuzz_one(const patron_clv_terms *terms) {
    double whole = -77.0, column = -77.0;
    patron_fault fault;
    int32_t status = patron_clv_constant(terms, 1, NULL, NULL, NULL, NULL, NULL, &whole, &fault);
    int32_t again =
        patron_clv_constant(terms, 1, &terms->margin, &terms->retention, &terms->discount,
                            &terms->growth, &terms->acquisition, &column, NULL);
    int known = terms->timing >= 1 && terms->timing <= 4 && terms->horizon <= PATRON_CLV_FOREVER;
    require(!known || status == again); /* else the one may be about a member, the other not */
    require(memcmp(&whole, &column, sizeof whole) == 0);
    require(status == PATRON_OK ? fuzz_finite(whole) : whole == -77.0);
    require(status == PATRON_OK || fault.status == status);
}

static void fuzz_columns(const patron_clv_terms *terms, const uint8_t *data, size_t size) {
    double m[FUZZ_ROWS], r[FUZZ_ROWS], d[FUZZ_ROWS], g[FUZZ_ROWS], ac[FUZZ_ROWS], clv[FUZZ_ROWS];
    size_t n = 0;
    for (; n < FUZZ_ROWS && size > 0; n++) {
        patron_clv_terms row = *terms;
        fuzz_read_terms(&row, &data, &size);
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
    require(good <= n);
    for (size_t i = 0; i < n; i++) {
        double alone = -77.0;
        int32_t its =
            patron_clv_constant(terms, 1, m + i, r + i, d + i, g + i, ac + i, &alone, NULL);
        if (i < good)
            require(its == PATRON_OK && fuzz_finite(alone));
        if (i == good)
            require(its == status);
        if (i >= good)
            alone = -77.0;
        require(memcmp(&alone, &clv[i], sizeof alone) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    patron_clv_terms terms;
    uint8_t choice = 0, bits = 0;
    fuzz_read(&choice, 1, &data, &size);
    fuzz_read(&bits, 1, &data, &size);
    fuzz_read_terms(&terms, &data, &size);
    fuzz_read(&terms.horizon, 4, &data, &size);
    terms.horizon >>= bits % 32;
    if (choice % 3 == 0)
        terms.horizon = PATRON_CLV_FOREVER;
    terms.timing = (uint32_t)bits / 32;
    if (choice & 128)
        fuzz_columns(&terms, data, size);
    else
        fuzz_one(&terms);
    return 0;
}
