/*
 * Offers of any benefits and costs, compared in every way.
 */
#include "fuzz.h"

#include <patron/cpv.h>

enum { FUZZ_CUSTOMERS = 6, FUZZ_OFFERS = 4, FUZZ_PARTS = 3 };
enum { FUZZ_PLACES = FUZZ_CUSTOMERS * FUZZ_OFFERS * FUZZ_PARTS };

static void fuzz_finite(size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(!isinf(value[i]));
}

static void fuzz_values(fuzz_input *input, size_t n, size_t parts)
{
    double *benefit = fuzz_reals(input, n * parts), *cost = fuzz_reals(input, n * parts);
    double *out = fuzz_memory(4 * n * sizeof *out);
    if (patron_cpv_value(n, parts, benefit, parts, cost, out, out + n, out + 2 * n, out + 3 * n,
                         NULL) == PATRON_OK)
        fuzz_finite(4 * n, out);
    if (patron_cpv_value_in_use(n, benefit, cost, parts, benefit, out, out + n, out + 2 * n,
                                NULL) == PATRON_OK)
        fuzz_finite(3 * n, out);
    uint32_t *note = fuzz_memory(n * sizeof *note);
    if (patron_cpv_split(n, benefit, cost, cost, out, out + n, out + 2 * n, out + 3 * n, note,
                         NULL) == PATRON_OK)
        fuzz_finite(4 * n, out);
    free(note);
    free(benefit);
    free(cost);
    free(out);
}

static void fuzz_compared(fuzz_input *input, size_t n, size_t offers)
{
    double tolerance = fuzz_real(input), scale = fuzz_real(input);
    double *one = fuzz_reals(input, n * offers), *two = fuzz_reals(input, n * offers);
    double *out = fuzz_memory(2 * n * offers * sizeof *out);
    uint32_t *choice = fuzz_memory(n * offers * sizeof *choice);
    uint32_t *note = fuzz_memory(n * offers * sizeof *note);
    if (patron_cpv_compare(tolerance, n, one, two, out, out + n, choice, note, NULL) == PATRON_OK)
        fuzz_finite(2 * n, out);
    patron_cpv_rank(n, offers, one, two, out, out + n * offers, note, NULL);
    for (uint32_t rule = 0; rule < 2; rule++)
        if (patron_cpv_shares(rule, scale, n, offers, one, out, note, NULL) == PATRON_OK)
            for (size_t i = 0; i < n; i++) {
                double sum = 0;
                for (size_t k = 0; k < offers; k++)
                    sum += out[i * offers + k];
                FUZZ_REQUIRE(note[i] != 0 ? isnan(sum) != 0 : fabs(sum - 1) < 1e-12);
            }
    if (patron_cpv_indifferent_price(fuzz_byte(input) % 5, n, two, offers, one, out, NULL) ==
        PATRON_OK)
        fuzz_finite(n * offers, out);
    free(one);
    free(two);
    free(out);
    free(choice);
    free(note);
}

static void fuzz_levers(fuzz_input *input, size_t n, size_t offers, size_t parts)
{
    double lead = fuzz_real(input);
    double *benefit = fuzz_reals(input, n * offers * parts);
    double *cost = fuzz_reals(input, n * offers * parts);
    double increase[FUZZ_CUSTOMERS], smallest[FUZZ_CUSTOMERS], gap[FUZZ_CUSTOMERS];
    double cut[FUZZ_PLACES], by_benefit[FUZZ_PLACES], by_cost[FUZZ_PLACES];
    uint32_t component[FUZZ_CUSTOMERS], best[FUZZ_CUSTOMERS], own = fuzz_byte(input) % 5;
    for (uint32_t criterion = 0; criterion < 2; criterion++)
        if (patron_cpv_changes(criterion, own, lead, n, offers, parts, benefit, parts, cost,
                               increase, cut, smallest, component, NULL) == PATRON_OK) {
            fuzz_finite(n, increase);
            fuzz_finite(n * parts, cut);
            for (size_t i = 0; i < n; i++)
                FUZZ_REQUIRE(!(smallest[i] > increase[i]) && !(smallest[i] < 0));
        }
    if (patron_cpv_contributions(own, n, offers, parts, benefit, parts, cost, best, gap, by_benefit,
                                 by_cost, NULL) == PATRON_OK) {
        fuzz_finite(n, gap);
        fuzz_finite(n * parts, by_benefit);
    }
    double by_kind[FUZZ_PLACES], by_phase[FUZZ_PLACES];
    if (patron_cpv_phases(n, offers, parts, benefit, by_kind, by_phase, NULL) == PATRON_OK) {
        fuzz_finite(n * offers, by_kind);
        fuzz_finite(n * parts, by_phase);
    }
    free(benefit);
    free(cost);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_CUSTOMERS), offers = 1 + fuzz_count(&input, FUZZ_OFFERS - 1);
    size_t parts = 1 + fuzz_count(&input, FUZZ_PARTS - 1);
    if (kind % 3 == 0)
        fuzz_values(&input, n, parts);
    else if (kind % 3 == 1)
        fuzz_compared(&input, n, offers);
    else
        fuzz_levers(&input, n, offers, parts);
    return 0;
}
