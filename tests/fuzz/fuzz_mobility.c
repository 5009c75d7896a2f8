/*
 * Moves between any classes, with any values.
 */
#include "fuzz.h"

#include <patron/mobility.h>

enum { FUZZ_ROWS = 40, FUZZ_CLASSES = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS), classes = 1 + fuzz_count(&input, FUZZ_CLASSES - 1);
    uint32_t *from = fuzz_memory(n * sizeof *from), *to = fuzz_memory(n * sizeof *to);
    double tolerance = fuzz_real(&input);
    if (kind & 1) {
        int64_t *before = fuzz_wholes(&input, n), *after = fuzz_wholes(&input, n);
        patron_mobility_money_cell cell[FUZZ_CLASSES * FUZZ_CLASSES];
        patron_mobility_money_result result;
        result.struct_size = sizeof result;
        patron_mobility_band_money(kind & 2 ? tolerance : 1.0, n, before, from, NULL);
        patron_mobility_band_money(1.0, n, after, to, NULL);
        if (patron_mobility_matrix_money(n, from, to, before, after, classes, cell, &result,
                                         NULL) == PATRON_OK)
            FUZZ_REQUIRE((uint64_t)result.after - (uint64_t)result.before ==
                         (uint64_t)result.stayed_change + (uint64_t)result.better_change +
                             (uint64_t)result.worse_change + (uint64_t)result.came_change +
                             (uint64_t)result.gone_change);
        free(before);
        free(after);
    } else {
        double *before = fuzz_reals(&input, n), *after = fuzz_reals(&input, n);
        patron_mobility_cell cell[FUZZ_CLASSES * FUZZ_CLASSES];
        patron_mobility_result result;
        size_t room = patron_mobility_matrix_scratch_size(classes);
        void *scratch = fuzz_memory(room);
        result.struct_size = sizeof result;
        patron_mobility_band(kind & 2 ? tolerance : 1.0, n, before, from, NULL);
        patron_mobility_band(1.0, n, after, to, NULL);
        if (patron_mobility_matrix(n, from, to, before, after, scratch, room, classes, cell,
                                   &result, NULL) == PATRON_OK)
            FUZZ_REQUIRE(isfinite(result.after) && isfinite(result.gone_change) &&
                         result.stayed + result.better + result.worse + result.came + result.gone ==
                             n);
        free(scratch);
        free(before);
        free(after);
    }
    free(from);
    free(to);
    return 0;
}
