/*
 * Scores of any columns, within any groups; their cells, and any rules on them.
 */
#include "fuzz.h"

#include <patron/rfm.h>

enum { FUZZ_ROWS = 40, FUZZ_GROUPS = 3, FUZZ_BINS = 12, FUZZ_RULES = 6 };

static uint32_t *fuzz_small(fuzz_input *input, size_t n, uint32_t most)
{
    uint32_t *column = fuzz_memory(n * sizeof *column);
    for (size_t i = 0; i < n; i++)
        column[i] = fuzz_byte(input) % (most + 1);
    return column;
}

static void fuzz_columns(fuzz_input *input, size_t n, size_t bins, uint8_t kind)
{
    uint32_t method = kind & 1, direction = kind >> 1 & 1;
    size_t room = patron_rfm_score_scratch_size(n, bins);
    size_t nested = patron_rfm_within_scratch_size(n, FUZZ_GROUPS, bins);
    void *scratch = fuzz_memory(room), *more = fuzz_memory(nested);
    double *value = fuzz_reals(input, n), *threshold = fuzz_memory(bins * sizeof *threshold);
    int64_t *money = fuzz_wholes(input, n), *cut = fuzz_memory(bins * sizeof *cut);
    uint32_t *score = fuzz_memory(n * sizeof *score), *again = fuzz_memory(n * sizeof *again);
    uint32_t *group = fuzz_small(input, n, FUZZ_GROUPS);
    patron_rfm_result result;
    result.struct_size = sizeof result;
    if (patron_rfm_score(method, direction, n, value, scratch, room, score, bins, threshold, NULL,
                         &result, NULL) == PATRON_OK) {
        FUZZ_REQUIRE(result.scored + result.missing == n);
        if (result.scored >= bins && result.split == 0) {
            FUZZ_REQUIRE(patron_rfm_apply(direction, n, value, bins - 1, threshold, again, NULL) ==
                         PATRON_OK);
            FUZZ_REQUIRE(n == 0 || memcmp(score, again, n * sizeof *score) == 0);
        }
        patron_rfm_within(method, direction, n, value, group, more, nested, score, FUZZ_GROUPS,
                          bins, NULL, NULL, &result, NULL);
    }
    FUZZ_REQUIRE(patron_rfm_score_money(method, direction, n, money, scratch, room, score, bins,
                                        cut, NULL, &result, NULL) == PATRON_OK);
    if (n >= bins && result.split == 0) {
        FUZZ_REQUIRE(patron_rfm_apply_money(direction, n, money, bins - 1, cut, again, NULL) ==
                     PATRON_OK);
        FUZZ_REQUIRE(memcmp(score, again, n * sizeof *score) == 0);
    }
    free(scratch);
    free(more);
    free(value);
    free(threshold);
    free(money);
    free(cut);
    free(score);
    free(again);
    free(group);
}

static void fuzz_grid(fuzz_input *input, size_t n, uint32_t bins, uint8_t kind)
{
    size_t rules = fuzz_count(input, FUZZ_RULES), cells = (size_t)bins * bins * bins;
    uint32_t *r = fuzz_small(input, n, bins), *f = fuzz_small(input, n, bins);
    uint32_t *m = fuzz_small(input, n, bins), *code = fuzz_memory(n * sizeof *code);
    int64_t *money = fuzz_wholes(input, n);
    uint32_t *bounds = fuzz_small(input, 6 * rules, bins);
    patron_rfm_rule_count *count = fuzz_memory(rules * sizeof *count);
    patron_rfm_money_cell *cell = fuzz_memory(cells * sizeof *cell);
    patron_rfm_segments_result result;
    patron_rfm_money_cells_result all;
    patron_rfm_rule rule[FUZZ_RULES];
    memset(rule, 0, sizeof rule);
    if (rules > 0)
        memcpy(rule, bounds, rules * sizeof *rule);
    for (size_t k = 0; k < rules && (kind & 1); k++) {
        rule[k].r_low = rule[k].f_low = rule[k].m_low = 1;
        rule[k].r_high = rule[k].f_high = rule[k].m_high = bins;
    }
    result.struct_size = sizeof result;
    all.struct_size = sizeof all;
    if (patron_rfm_segments(bins, n, r, f, m, rules, rule, code, count, &result, NULL) ==
        PATRON_OK) {
        uint64_t covered = result.holes, customers = result.uncovered + result.missing;
        for (size_t k = 0; k < rules; k++) {
            covered += count[k].cells;
            customers += count[k].customers;
        }
        FUZZ_REQUIRE(covered == cells && customers == n);
    }
    FUZZ_REQUIRE(patron_rfm_code(bins, n, r, f, m, code, NULL) == PATRON_OK);
    if (patron_rfm_cells_money(n, code, money, NULL, cells, cell, &all, NULL) == PATRON_OK)
        FUZZ_REQUIRE(all.customers + all.missing == n);
    free(r);
    free(f);
    free(m);
    free(code);
    free(money);
    free(bounds);
    free(count);
    free(cell);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t n = fuzz_count(&input, FUZZ_ROWS), bins = 2 + fuzz_count(&input, FUZZ_BINS - 2);
    if (kind & 0x80)
        fuzz_grid(&input, n, (uint32_t)bins, kind);
    else
        fuzz_columns(&input, n, bins, kind);
    return 0;
}
