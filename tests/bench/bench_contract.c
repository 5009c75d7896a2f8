/*
 * Lifetimes of contract models: n is how many are computed, each of a customer of another age. No peer
 * that can be installed computes them; the floor takes n powers.
 * Arguments: row counts (default 10^4 to 10^7).
 */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include <patron/contract.h>

static void run(const char *name, const patron_contract_model *model, double discount, size_t n,
                const uint32_t *renewals, double *residual, double floor_seconds)
{
    bench_timing timing;
    bench_start(&timing, name, n, 12);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        patron_contract_residual(model, discount, n, renewals, residual, NULL);
        bench_clock_off(&timing);
    }
    bench_report(&timing, floor_seconds, bench_checksum(residual, n * sizeof *residual));
}

int main(int argc, char **argv)
{
    size_t rows[16];
    size_t count = bench_row_counts(argc, argv, rows, 16);
    static const double share[7] = {.869, .743, .653, .593, .551, .517, .491};
    for (size_t i = 0; i < count; i++) {
        size_t n = rows[i];
        bench_timing timing;
        uint32_t *renewals = bench_memory(n * sizeof *renewals), t[7];
        double *residual = bench_memory(n * sizeof *residual), lost[7], kept[7];
        patron_contract_model sbg = {PATRON_CONTRACT_SBG, 0, .668, 3.806, 0};
        patron_contract_model bdw = {PATRON_CONTRACT_BDW, 0, .214, 1.427, 1.724};
        for (size_t r = 0; r < n; r++)
            renewals[r] = (uint32_t)(r % 30);
        bench_start(&timing, "power", n, 12);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            for (size_t r = 0; r < n; r++)
                residual[r] = pow(1.1, -(double)renewals[r]);
            bench_clock_off(&timing);
        }
        double floor_seconds = bench_median(&timing);
        run("sBG residual, 10 %", &sbg, .1, n, renewals, residual, floor_seconds);
        run("sBG residual, 1e-6", &sbg, 1e-6, n, renewals, residual, floor_seconds);
        run("BdW residual, 10 %", &bdw, .1, n, renewals, residual, floor_seconds);
        run("BdW residual, 1e-6", &bdw, 1e-6, n, renewals, residual, floor_seconds);
        patron_contract_fit_options options = {sizeof options, 0, PATRON_CONTRACT_BDW, 0};
        patron_contract_fit_result result;
        patron_contract_model model;
        result.struct_size = sizeof result;
        patron_contract_counts(1000, 7, share, t, lost, kept, NULL);
        bench_start(&timing, "BdW fit, 7 periods", 7, 20);
        while (bench_again(&timing)) {
            bench_clock_on(&timing);
            patron_contract_fit(&options, NULL, 7, t, lost, kept, &model, NULL, &result, NULL);
            bench_clock_off(&timing);
        }
        bench_report(&timing, 0.0, bench_checksum(&model, sizeof model));
        free(residual);
        free(renewals);
    }
    return 0;
}
