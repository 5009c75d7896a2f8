/*
 * Any spend of any customers, under any model.
 */
#include "fuzz.h"

#include <patron/spend.h>

enum { FUZZ_ROWS = 30 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS);
    patron_spend_model model = {0, 0, 0}, fitted;
    model.p = fuzz_real(&input);
    model.q = fuzz_real(&input);
    model.gamma = fuzz_real(&input);
    uint32_t *x = fuzz_memory(n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = fuzz_byte(&input);
    double *m = fuzz_reals(&input, n), *out = fuzz_memory(n * sizeof *out);
    double *gradient = fuzz_memory(3 * n * sizeof *gradient), mean, covariance[9];
    if (patron_spend_expected(&model, n, x, m, out, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(!isinf(out[i]));
    if (patron_spend_log_likelihood(&model, n, x, m, out, gradient, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(isfinite(out[i]) && isfinite(gradient[3 * i]) &&
                         isfinite(gradient[3 * i + 1]) && isfinite(gradient[3 * i + 2]));
    if (patron_spend_mean(&model, &mean, NULL) == PATRON_OK)
        FUZZ_REQUIRE(isnan(mean) == (model.q <= 1));
    size_t room = patron_spend_fit_scratch_size(n);
    void *scratch = fuzz_memory(room);
    patron_spend_fit_result result;
    result.struct_size = sizeof result;
    if (patron_spend_fit(NULL, kind & 1 ? &model : NULL, n, x, m, kind & 2 ? out : NULL, scratch,
                         room, &fitted, covariance, &result, NULL) == PATRON_OK)
        FUZZ_REQUIRE(result.verdict != PATRON_SPEND_CONVERGED ||
                     (result.error_p > 0 && isfinite(result.error_q) && isfinite(result.bic)));
    free(scratch);
    room = patron_spend_independence_scratch_size(n);
    scratch = fuzz_memory(room);
    patron_spend_independence_result looked;
    looked.struct_size = sizeof looked;
    if (patron_spend_independence(.05, n, x, m, scratch, room, &looked, NULL) == PATRON_OK)
        FUZZ_REQUIRE(isnan(looked.rank) || fabs(looked.rank) <= 1);
    free(scratch);
    free(gradient);
    free(out);
    free(m);
    free(x);
    return 0;
}
