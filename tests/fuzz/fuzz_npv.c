/*
 * Any flows, days, offsets and rates: results are finite or NaN where a note says so, what is
 * refused is left as it was, and an internal rate of return is one.
 */
#include "fuzz.h"

#include <patron/npv.h>

enum { FUZZ_STREAMS = 6, FUZZ_FLOWS = 40, FUZZ_ROOTS = 16 };

/* The arguments of one call, in memory of just their size. */
typedef struct fuzz_streams {
    size_t n;
    size_t m;
    double rate;
    double *flow;
    int32_t *day;
    uint32_t *offset;
    double *rates;
    double *out;
} fuzz_streams;

static fuzz_streams fuzz_make(fuzz_input *input)
{
    fuzz_streams made;
    uint8_t shape = fuzz_byte(input);
    made.n = fuzz_count(input, FUZZ_STREAMS);
    made.m = fuzz_count(input, FUZZ_FLOWS / FUZZ_STREAMS);
    made.rate = fuzz_real(input);
    made.offset = NULL;
    made.rates = shape & 1 ? fuzz_reals(input, made.n) : NULL;
    size_t flows = made.n * made.m;
    if (shape & 2) {
        flows = FUZZ_FLOWS;
        made.offset = fuzz_memory((made.n + 1) * sizeof *made.offset);
        for (size_t i = 0; i <= made.n; i++)
            made.offset[i] = fuzz_byte(input) % (FUZZ_FLOWS + 1u);
        for (size_t i = 1; (shape & 12) && i <= made.n; i++)
            if (made.offset[i] < made.offset[i - 1])
                made.offset[i] = made.offset[i - 1];
    }
    made.flow = fuzz_reals(input, flows);
    made.day = fuzz_memory(flows * sizeof *made.day);
    for (size_t j = 0; j < flows; j++)
        made.day[j] = shape & 16 ? (int32_t)(fuzz_u32(input) >> 1) - INT32_MAX / 2
                                 : (int32_t)fuzz_byte(input) * 50;
    made.out = fuzz_memory(made.n * sizeof *made.out);
    return made;
}

static void fuzz_free(fuzz_streams *streams)
{
    free(streams->flow);
    free(streams->day);
    free(streams->offset);
    free(streams->rates);
    free(streams->out);
}

/* Every row before the fault's is written, and finite (or may be NaN); no other is. */
static void fuzz_check_rows(const fuzz_streams *streams, int32_t status, const patron_fault *fault,
                            int may_be_nan)
{
    double untouched;
    memset(&untouched, 0xA5, sizeof untouched);
    size_t written = streams->n;
    if (status != PATRON_OK) {
        FUZZ_REQUIRE(fault->status == status);
        written = fault->row < 0 ? 0 : (size_t)fault->row;
        if (strcmp(fault->argument, "offset") == 0 && written > 0)
            written--;
    }
    for (size_t i = 0; i < streams->n; i++) {
        if (i < written)
            FUZZ_REQUIRE(isfinite(streams->out[i]) || (may_be_nan && isnan(streams->out[i])));
        else
            FUZZ_REQUIRE(memcmp(&streams->out[i], &untouched, sizeof untouched) == 0);
    }
}

static void fuzz_rows(fuzz_input *input, const fuzz_streams *s, uint32_t which)
{
    patron_fault fault;
    uint32_t timing = fuzz_byte(input) % 4;
    int32_t status;
    switch (which) {
    case 0:
        status = patron_npv_value(timing, s->rate, s->n, s->m, s->flow, s->offset, s->rates, s->out,
                                  &fault);
        break;
    case 1:
        status = patron_npv_payback(timing, s->rate, s->n, s->m, s->flow, s->offset, s->rates,
                                    s->out, NULL, NULL, &fault);
        break;
    case 2:
        status = patron_npv_equivalent_annuity(timing, s->rate, s->n, s->m, s->flow, s->offset,
                                               s->rates, s->out, &fault);
        break;
    case 3:
        status = patron_npv_profitability_index(s->rate, s->n, s->m, s->flow, s->offset, s->rates,
                                                s->out, &fault);
        break;
    case 4:
        status = patron_npv_modified_irr(s->rate, fuzz_real(input), s->n, s->m, s->flow, s->offset,
                                         s->out, &fault);
        break;
    default:
        status =
            patron_npv_dated(fuzz_byte(input) % 3, timing, (int32_t)fuzz_u32(input), s->rate, s->n,
                             s->m, s->flow, s->day, s->offset, s->rates, NULL, 0, s->out, &fault);
        break;
    }
    fuzz_check_rows(s, status, &fault, which != 0 && which != 5);
}

static void fuzz_varying(fuzz_input *input, const fuzz_streams *s)
{
    patron_fault fault;
    size_t periods = fuzz_count(input, FUZZ_FLOWS);
    double *rate = fuzz_reals(input, periods);
    size_t need = patron_npv_varying_scratch_size(periods);
    void *scratch = fuzz_memory(need);
    int32_t status = patron_npv_varying(fuzz_byte(input) % 4, s->n, s->m, s->flow, s->offset,
                                        periods, rate, scratch, need, s->out, &fault);
    for (size_t i = 0; status == PATRON_OK && i < s->n; i++)
        FUZZ_REQUIRE(isfinite(s->out[i]));
    free(rate);
    free(scratch);
}

static void fuzz_irr(fuzz_input *input, const fuzz_streams *s)
{
    patron_npv_irr_report report[FUZZ_STREAMS];
    uint32_t stream[FUZZ_ROOTS];
    double root[FUZZ_ROOTS];
    size_t found = 0;
    size_t capacity = fuzz_count(input, FUZZ_ROOTS);
    uint32_t basis = fuzz_byte(input) % 4; /* 0: not dated */
    size_t need = patron_npv_irr_dated_scratch_size(FUZZ_FLOWS);
    void *scratch = fuzz_memory(need);
    int32_t status =
        basis == 0 ? patron_npv_irr(s->n, s->m, s->flow, s->offset, scratch, need, report, capacity,
                                    stream, root, &found, NULL)
                   : patron_npv_irr_dated(basis, s->n, s->m, s->flow, s->day, s->offset, scratch,
                                          need, report, capacity, stream, root, &found, NULL);
    size_t others = 0;
    for (size_t i = 0; status == PATRON_OK && i < s->n; i++) {
        FUZZ_REQUIRE(report[i].roots <= report[i].sign_changes);
        FUZZ_REQUIRE(report[i].roots > 0 ? report[i].rate > -1.0 && report[i].rate <= 1e6
                                         : isnan(report[i].rate) && report[i].notes != 0);
        others += report[i].roots > 0 ? report[i].roots - 1 : 0;
    }
    FUZZ_REQUIRE(found == others);
    for (size_t k = 0; k < found && k < capacity; k++) {
        FUZZ_REQUIRE(stream[k] < s->n && root[k] > -1.0 && root[k] <= 1e6);
        FUZZ_REQUIRE(k == 0 || stream[k] > stream[k - 1] || root[k] >= root[k - 1]);
    }
    free(scratch);
}

static void fuzz_annuity(fuzz_input *input)
{
    double x[3] = {fuzz_real(input), fuzz_real(input), fuzz_real(input)};
    double out;
    uint32_t timing = fuzz_byte(input) % 4;
    uint32_t periods = fuzz_byte(input) & 1 ? fuzz_u32(input) : fuzz_byte(input);
    if (patron_npv_annuity(timing, periods, 1, x, x + 1, x + 2, NULL, &out, NULL) == PATRON_OK)
        FUZZ_REQUIRE(isfinite(out));
    if (patron_npv_level_payment(timing, periods, 1, x, x + 1, NULL, &out, NULL) == PATRON_OK)
        FUZZ_REQUIRE(isfinite(out));
    if (patron_npv_convert_rate(periods % 5, timing * 2, timing, periods % 11, 1, x, &out, NULL) ==
        PATRON_OK)
        FUZZ_REQUIRE(isfinite(out));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    uint32_t which = fuzz_byte(&input) % 10;
    if (which == 9) {
        fuzz_annuity(&input);
        return 0;
    }
    fuzz_streams streams = fuzz_make(&input);
    if (which <= 5)
        fuzz_rows(&input, &streams, which);
    else if (which == 6)
        fuzz_varying(&input, &streams);
    else
        fuzz_irr(&input, &streams);
    fuzz_free(&streams);
    return 0;
}
