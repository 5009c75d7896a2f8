/*
 * Curves, lifetimes and fits of any contract model.
 */
#include "fuzz.h"

#include <patron/contract.h>

enum { FUZZ_ROWS = 12, FUZZ_PERIODS = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS);
    patron_contract_model model = {1, 0, 0, 0, 0}, fitted;
    model.kind = 1 + (kind & 1);
    model.a = fuzz_real(&input);
    model.b = fuzz_real(&input);
    model.c = kind & 1 ? fuzz_real(&input) : 0;
    double discount = fuzz_real(&input), lifetime;
    uint32_t *t = fuzz_memory(n * sizeof *t);
    for (size_t i = 0; i < n; i++)
        t[i] = (uint32_t)fuzz_byte(&input) * (kind & 2 ? 1 : 2000000);
    double *lost = fuzz_reals(&input, n), *kept = fuzz_reals(&input, n);
    double *out = fuzz_memory(n * sizeof *out), there[FUZZ_PERIODS], retention[FUZZ_PERIODS];
    if (patron_contract_survival(&model, n, t, out, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(out[i] >= 0 && out[i] <= 1);
    if (patron_contract_retention(&model, n, t, out, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(out[i] >= 0 && out[i] <= 1);
    if (patron_contract_lapse(&model, n, t, out, NULL) == PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(out[i] >= 0 && out[i] <= 1);
    if (patron_contract_lifetime(&model, discount, &lifetime, NULL) == PATRON_OK)
        FUZZ_REQUIRE(isfinite(lifetime) && lifetime >= 1);
    if (patron_contract_residual_within(&model, discount, 1000u * kind, n, t, out, NULL) ==
        PATRON_OK)
        for (size_t i = 0; i < n; i++)
            FUZZ_REQUIRE(out[i] >= 0 && out[i] <= 1000.001 * kind);
    if (patron_contract_project(&model, n, t, lost, FUZZ_PERIODS, there, retention, NULL) ==
        PATRON_OK)
        for (int j = 0; j < FUZZ_PERIODS; j++)
            FUZZ_REQUIRE(isfinite(there[j]) && !(retention[j] > 1));
    patron_contract_fit_options options = {sizeof options, 0, model.kind, 0};
    patron_contract_fit_result result;
    double covariance[9];
    result.struct_size = sizeof result;
    if (patron_contract_fit(&options, NULL, n, t, lost, kept, &fitted, covariance, &result, NULL) ==
        PATRON_OK)
        FUZZ_REQUIRE(result.verdict != PATRON_CONTRACT_CONVERGED ||
                     (result.error_a > 0 && isfinite(result.error_b) && isfinite(result.bic)));
    free(out);
    free(kept);
    free(lost);
    free(t);
    return 0;
}
