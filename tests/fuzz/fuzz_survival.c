/*
 * Curves of any customers, and everything that reads a curve: the library's own and any bytes.
 */
#include "fuzz.h"

#include <patron/survival.h>

enum { FUZZ_SURVIVAL_ROWS = 40, FUZZ_SURVIVAL_PERIODS = 12 };

typedef struct fuzz_columns {
    size_t n;
    double *duration, *entry, *weight;
    uint32_t *event, *group, *period;
} fuzz_columns;

static double fuzz_time(fuzz_input *input, uint8_t kind)
{
    return kind & 1 ? fuzz_real(input) : (double)(fuzz_byte(input) % 16) / 2.0;
}

static fuzz_columns fuzz_customers(fuzz_input *input, uint8_t kind)
{
    fuzz_columns c;
    c.n = fuzz_count(input, FUZZ_SURVIVAL_ROWS);
    c.duration = fuzz_memory(c.n * sizeof *c.duration);
    c.entry = fuzz_memory(c.n * sizeof *c.entry);
    c.weight = fuzz_memory(c.n * sizeof *c.weight);
    c.event = fuzz_memory(c.n * sizeof *c.event);
    c.group = fuzz_memory(c.n * sizeof *c.group);
    c.period = fuzz_memory(c.n * sizeof *c.period);
    for (size_t i = 0; i < c.n; i++) {
        uint8_t flags = fuzz_byte(input);
        c.duration[i] = fuzz_time(input, kind);
        c.entry[i] = kind & 2 ? fuzz_time(input, kind) : c.duration[i] / 2.0 - (double)(flags % 2);
        c.weight[i] = kind & 4 ? fuzz_real(input) : (double)(flags >> 4);
        c.event[i] = flags & 1;
        c.group[i] = (uint32_t)(flags >> 1) % 4;
        c.period[i] = (uint32_t)(flags >> 3) % FUZZ_SURVIVAL_PERIODS;
    }
    return c;
}

static void fuzz_free(fuzz_columns *c)
{
    free(c->duration);
    free(c->entry);
    free(c->weight);
    free(c->event);
    free(c->group);
    free(c->period);
}

static void fuzz_read(fuzz_input *input, size_t n, const patron_survival_step *step, double last)
{
    double time[3], level[3], out[3], low[FUZZ_SURVIVAL_ROWS], high[FUZZ_SURVIVAL_ROWS];
    patron_survival_figure figure;
    figure.struct_size = sizeof figure;
    for (int i = 0; i < 3; i++) {
        time[i] = fuzz_real(input);
        level[i] = (double)fuzz_byte(input) / 255.0;
    }
    if (patron_survival_band(.9, n, step, low, high, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(low[i] >= 0.0 && low[i] <= high[i] && high[i] <= 1.0);
    if (patron_survival_at(.9, n, step, 3, time, out, NULL, low, high, NULL) == PATRON_OK)
        FUZZ_REQUIRE(out[0] >= 0.0 && out[0] <= 1.0 && low[0] <= high[0]);
    patron_survival_quantile(.9, last, n, step, 3, level, out, low, high, NULL);
    if (patron_survival_restricted_mean(time[0], last, n, step, &figure, NULL) == PATRON_OK)
        FUZZ_REQUIRE(figure.value >= 0.0 && isfinite(figure.error));
    if (patron_survival_value(1 + fuzz_byte(input) % 3, time[1], time[2], last, n, step, 3, time,
                              &figure, NULL) == PATRON_OK)
        FUZZ_REQUIRE(isfinite(figure.value) && isfinite(figure.error));
}

static void fuzz_curve(fuzz_input *input, uint8_t kind)
{
    fuzz_columns c = fuzz_customers(input, kind);
    const double *entry = kind & 8 ? c.entry : NULL, *weight = kind & 16 ? c.weight : NULL;
    patron_survival_step step[FUZZ_SURVIVAL_ROWS];
    patron_survival_curve_result result;
    size_t found = 0, room = patron_survival_curve_scratch_size(c.n, kind & 8, kind & 16);
    void *scratch = fuzz_memory(room);
    result.struct_size = sizeof result;
    if (patron_survival_curve(c.n, c.duration, c.event, entry, weight, scratch, room,
                              FUZZ_SURVIVAL_ROWS, step, &found, &result, NULL) == PATRON_OK) {
        FUZZ_REQUIRE(found <= c.n);
        FUZZ_REQUIRE(patron_survival_band(.5, found, step, c.weight, c.weight, NULL) == PATRON_OK);
        fuzz_read(input, found, step, result.last);
    }
    free(scratch);
    fuzz_free(&c);
}

static void fuzz_groups(fuzz_input *input, uint8_t kind)
{
    fuzz_columns c = fuzz_customers(input, kind);
    const double *entry = kind & 8 ? c.entry : NULL;
    size_t room = patron_survival_log_rank_scratch_size(c.n, kind & 8, 4);
    void *scratch = fuzz_memory(room);
    patron_survival_group of[4];
    patron_survival_test_result result;
    result.struct_size = sizeof result;
    if (patron_survival_log_rank(c.n, c.duration, c.event, c.group, entry, scratch, room, 4, of,
                                 NULL, &result, NULL) == PATRON_OK)
        FUZZ_REQUIRE(result.degrees <= 3.0 &&
                     (result.degrees == 0.0 || (result.chi_square >= 0.0 && result.p <= 1.0)));
    free(scratch);
    fuzz_free(&c);
}

static void fuzz_counts(fuzz_input *input, uint8_t kind)
{
    fuzz_columns c = fuzz_customers(input, kind);
    patron_survival_cell cell[FUZZ_SURVIVAL_PERIODS];
    patron_survival_step step[FUZZ_SURVIVAL_PERIODS];
    patron_survival_curve_result result;
    size_t found = 0;
    result.struct_size = sizeof result;
    memset(cell, 0, sizeof cell);
    if (kind & 8)
        fuzz_take(input, cell, sizeof cell);
    patron_survival_count(c.n, c.period, c.event, kind & 2 ? c.group : NULL, FUZZ_SURVIVAL_PERIODS,
                          cell, NULL);
    if (patron_survival_from_counts(FUZZ_SURVIVAL_PERIODS, cell, FUZZ_SURVIVAL_PERIODS, step,
                                    &found, &result, NULL) == PATRON_OK)
        fuzz_read(input, found, step, result.last);
    fuzz_free(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    if (kind >> 6 == 0) {
        fuzz_curve(&input, kind);
    } else if (kind >> 6 == 1) {
        fuzz_groups(&input, kind);
    } else if (kind >> 6 == 2) {
        fuzz_counts(&input, kind);
    } else {
        patron_survival_step step[3];
        fuzz_take(&input, step, sizeof step);
        fuzz_read(&input, 1 + kind % 3, step, fuzz_real(&input));
    }
    return 0;
}
