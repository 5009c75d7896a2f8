/*
 * Models of repeat purchase of every kind, with any parameters and any histories: whatever is accepted gives
 * figures that are numbers, and probabilities that are ones.
 */
#include "fuzz.h"

#include <patron/btyd.h>

#include <float.h>

enum { FUZZ_ROWS = 2, FUZZ_COUNTS = 20 };

/* Parameters in their ranges more often than not. */
static double fuzz_parameter(fuzz_input *input, double low, double high)
{
    uint8_t place = fuzz_byte(input);
    if (place == 255)
        return fuzz_real(input);
    return low * pow(high / low, place / 254.0);
}

static patron_btyd_model fuzz_model(fuzz_input *input)
{
    patron_btyd_model model;
    memset(&model, 0, sizeof model);
    model.kind = fuzz_byte(input) % 10;
    int bb = model.kind == PATRON_BTYD_BG_BB;
    int lives = model.kind == PATRON_BTYD_PARETO_NBD || model.kind == PATRON_BTYD_GGOM_NBD;
    model.k = fuzz_byte(input) % 5;
    if (model.kind != PATRON_BTYD_BG_CNBD && model.kind != PATRON_BTYD_MBG_CNBD)
        model.k %= 2;
    model.alpha = fuzz_parameter(input, 1e-4, 1e5);
    model.r = bb ? 0.0 : fuzz_parameter(input, 1e-3, 1e3);
    model.s = lives ? fuzz_parameter(input, 1e-3, 1e3) : 0.0;
    model.beta = lives || bb ? fuzz_parameter(input, 1e-4, 1e5) : 0.0;
    if (!lives && !bb && model.kind != PATRON_BTYD_NBD)
        model.a = fuzz_parameter(input, 1e-3, 1e3);
    if (model.kind == PATRON_BTYD_GGOM_NBD || model.a > 0.0)
        model.b = fuzz_parameter(input, 1e-3, 1e2);
    model.gamma = bb ? fuzz_parameter(input, 1e-3, 1e3) : 0.0;
    model.delta = bb ? fuzz_parameter(input, 1e-3, 1e3) : 0.0;
    return model;
}

static void fuzz_histories(fuzz_input *input, size_t n, int whole, uint32_t *x, double *t_x,
                           double *T)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = fuzz_byte(input) % 3 == 0 ? 0 : fuzz_byte(input) * (1 + fuzz_byte(input) % 40u);
        T[i] = floor(fuzz_parameter(input, 1e-2, 1e6)) + (whole ? 0.0 : 0.25);
        t_x[i] = x[i] == 0 ? 0.0 : T[i] * (fuzz_byte(input) / 255.0);
        if (whole && x[i] > 0)
            t_x[i] = fmin(fmax(floor(t_x[i]), 1.0), T[i] = fmin(fmax(T[i], 1.0), 5000.0));
        if (whole)
            x[i] = (uint32_t)fmin(x[i], t_x[i]);
        if (fuzz_byte(input) == 255)
            T[i] = fuzz_real(input);
    }
}

static void fuzz_require_all(int32_t status, size_t n, const double *figure, double most)
{
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        FUZZ_REQUIRE(figure[i] >= 0.0 && figure[i] <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    patron_btyd_model model = fuzz_model(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS);
    int whole = model.kind == PATRON_BTYD_BG_BB;
    uint32_t x[FUZZ_ROWS + 1], count[FUZZ_ROWS + 1];
    double t_x[FUZZ_ROWS + 1], T[FUZZ_ROWS + 1], figure[FUZZ_ROWS + 1];
    double pmf[(FUZZ_ROWS + 1) * FUZZ_COUNTS], gradient[(FUZZ_ROWS + 1) * 8];
    double scratch[FUZZ_COUNTS + 16];
    fuzz_histories(&input, n, whole, x, t_x, T);
    double ahead = floor(fuzz_parameter(&input, 1e-2, 1e5)) + (whole ? 0.0 : 0.5);
    double discount = fuzz_parameter(&input, 1e-6, 10.0), q = fuzz_byte(&input) / 256.0;
    if (whole)
        ahead = fmin(ahead, 2000.0);

    if (patron_btyd_log_likelihood(&model, n, x, t_x, T, NULL, NULL, NULL, figure, gradient,
                                   NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(isfinite(figure[i]) && isfinite(gradient[8 * i]));
    fuzz_require_all(patron_btyd_alive(&model, n, x, t_x, T, NULL, NULL, figure, NULL), n, figure,
                     1.0);
    fuzz_require_all(patron_btyd_expected(&model, ahead, n, x, t_x, T, NULL, NULL, figure, NULL), n,
                     figure, DBL_MAX);
    fuzz_require_all(
        patron_btyd_at_least_one(&model, ahead, n, x, t_x, T, NULL, NULL, figure, NULL), n, figure,
        1.0);
    fuzz_require_all(patron_btyd_residual(&model, discount, n, x, t_x, T, NULL, NULL, figure, NULL),
                     n, figure, DBL_MAX);
    fuzz_require_all(patron_btyd_residual_within(&model, discount, ahead, n, x, t_x, T, NULL, NULL,
                                                 figure, NULL),
                     n, figure, DBL_MAX);
    fuzz_require_all(patron_btyd_overdue(&model, n, x, t_x, T, NULL, NULL, figure, NULL), n, figure,
                     DBL_MAX);
    patron_btyd_next(&model, q, n, x, t_x, T, NULL, NULL, figure, NULL);
    patron_btyd_quantile(&model, ahead, q, n, x, t_x, T, NULL, NULL, FUZZ_COUNTS, scratch,
                         sizeof scratch, count, NULL);
    if (patron_btyd_pmf(&model, ahead, n, x, t_x, T, NULL, NULL, FUZZ_COUNTS, pmf, NULL) ==
        PATRON_OK)
        for (size_t i = 0; i < n; i++) {
            double sum = 0.0;
            for (size_t k = 0; k < FUZZ_COUNTS; k++)
                sum += pmf[i * FUZZ_COUNTS + k];
            FUZZ_REQUIRE(sum >= 0.0 && sum <= 1.0 + 1e-9);
        }
    return 0;
}
