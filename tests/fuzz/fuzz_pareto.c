/*
 * Columns of any content, weights, orders and options: no fault leaves a promise broken.
 */
#include "fuzz.h"

#include <patron/pareto.h>

enum { FUZZ_ROWS = 40, FUZZ_POINTS = 60 };

typedef struct fuzz_case {
    size_t n;
    double *value;
    int64_t *money;
    double *weight;  /* or NULL */
    uint32_t *count; /* or NULL */
    uint32_t *order; /* or NULL */
    uint32_t flags;
    uint8_t function;
} fuzz_case;

static void fuzz_order(fuzz_input *input, fuzz_case *one)
{
    uint8_t kind = fuzz_byte(input) % 4;
    if (kind < 2)
        return;
    one->order = fuzz_memory(one->n * sizeof *one->order);
    size_t size = patron_pareto_rank_scratch_size(one->n);
    void *scratch = fuzz_memory(size);
    int32_t status =
        one->function % 2 == 0
            ? patron_pareto_rank(one->n, one->value, scratch, size, one->order, NULL, NULL)
            : patron_pareto_rank_money(one->n, one->money, scratch, size, one->order, NULL, NULL);
    for (size_t i = 0; i < one->n; i++)
        if (status != PATRON_OK || kind == 3)
            one->order[i] = fuzz_byte(input) % (uint32_t)(one->n + 1);
    free(scratch);
}

/* An output is never infinite. */
static void fuzz_figures(const double *figure, size_t count)
{
    for (size_t i = 0; i < count; i++)
        FUZZ_REQUIRE(!isinf(figure[i]));
}

static void fuzz_summary(fuzz_input *input, const fuzz_case *one, void *scratch, size_t size)
{
    patron_pareto_options options = {sizeof options, one->flags, 0.0, 0.0, 0.0};
    options.tolerance = fuzz_real(input);
    options.top_share = fuzz_real(input);
    options.target_share = fuzz_real(input);
    patron_pareto_result result;
    patron_pareto_result again;
    result.struct_size = again.struct_size = sizeof result;
    if (patron_pareto_summary(&options, one->n, one->value, one->weight, one->order, scratch, size,
                              &result, NULL) != PATRON_OK)
        return;
    fuzz_figures(&result.customers, 25);
    FUZZ_REQUIRE(result.peak >= result.total && result.peak >= 0.0 && result.erosion >= 0.0);
    FUZZ_REQUIRE(isnan(result.gini) || result.gini >= 0.0);
    FUZZ_REQUIRE(isnan(result.theil_t) || (result.theil_t >= 0.0 && !(result.theil_l < 0.0)));
    if (one->weight == NULL) {
        FUZZ_REQUIRE(!(result.gini_rsv > 1.0) && !(result.hhi > 1.0));
        FUZZ_REQUIRE(result.makers + result.even + result.losers == result.customers);
        FUZZ_REQUIRE(isnan(result.target_rank) ||
                     (result.target_rank >= 1.0 && result.target_rank <= result.customers));
    }
    size = patron_pareto_summary_scratch_size(one->n, one->flags, 0);
    scratch = fuzz_memory(size);
    FUZZ_REQUIRE(patron_pareto_summary(&options, one->n, one->value, one->weight, NULL, scratch,
                                       size, &again, NULL) == PATRON_OK);
    FUZZ_REQUIRE(memcmp(&result, &again, sizeof result) == 0);
    free(scratch);
}

static void fuzz_summary_money(fuzz_input *input, const fuzz_case *one, void *scratch, size_t size)
{
    patron_pareto_options options = {sizeof options, one->flags, 0.0, 0.0, 0.0};
    options.tolerance = fabs(fuzz_real(input));
    patron_pareto_money_result result;
    result.struct_size = sizeof result;
    if (patron_pareto_summary_money(&options, one->n, one->money, one->count, one->order, scratch,
                                    size, &result, NULL) != PATRON_OK)
        return;
    fuzz_figures(&result.peak_customers, 14);
    FUZZ_REQUIRE(result.peak - result.total == result.erosion && result.erosion >= 0);
    FUZZ_REQUIRE(result.makers + result.even + result.losers == result.customers);
    FUZZ_REQUIRE(!(result.gini < 0.0) && !(result.gini_rsv > 1.0) && !(result.hhi > 1.0));
}

static void fuzz_curves(fuzz_input *input, const fuzz_case *one, void *scratch, size_t size)
{
    double x[FUZZ_POINTS];
    double y[FUZZ_POINTS];
    int64_t z[FUZZ_POINTS];
    size_t points = 2 + fuzz_count(input, FUZZ_POINTS - 2);
    if (patron_pareto_whale(one->n, one->value, one->weight, one->order, scratch, size, points, x,
                            y, NULL) == PATRON_OK) {
        fuzz_figures(y, points);
        for (size_t j = 1; j < points; j++)
            FUZZ_REQUIRE(x[j] >= x[j - 1]);
    }
    if (patron_pareto_lorenz(one->n, one->value, one->weight, one->order, scratch, size, points, x,
                             y, NULL) == PATRON_OK)
        fuzz_figures(y, points);
    if (patron_pareto_whale_money(one->n, one->money, one->count, one->order, scratch, size, points,
                                  x, z, NULL) == PATRON_OK)
        FUZZ_REQUIRE(z[0] == 0 && x[0] == 0.0);
    if (patron_pareto_lorenz_money(one->n, one->money, one->count, one->order, scratch, size,
                                   points, x, y, NULL) == PATRON_OK)
        fuzz_figures(y, points);
}

static void fuzz_classes(fuzz_input *input, const fuzz_case *one, void *scratch, size_t size)
{
    uint32_t class_of[FUZZ_ROWS + 1] = {0};
    patron_pareto_class_options options = {sizeof options, one->flags, 0.0, 0.0, 0, 0};
    patron_pareto_class_result result;
    patron_pareto_money_class_result money;
    options.cut_a = fuzz_real(input);
    options.cut_b = fuzz_real(input);
    options.basis = fuzz_byte(input) % 4;
    result.struct_size = sizeof result;
    money.struct_size = sizeof money;
    if (patron_pareto_classes(&options, one->n, one->value, one->weight, one->order, scratch, size,
                              class_of, &result, NULL) == PATRON_OK) {
        fuzz_figures(&result.a_customers, 6);
        for (size_t i = 0; i < one->n; i++)
            FUZZ_REQUIRE(class_of[i] <= PATRON_PARETO_C &&
                         (one->value[i] > 0.0 || class_of[i] % PATRON_PARETO_C == 0));
    }
    if (patron_pareto_classes_money(&options, one->n, one->money, one->count, one->order, scratch,
                                    size, class_of, &money, NULL) == PATRON_OK)
        for (size_t i = 0; i < one->n; i++)
            FUZZ_REQUIRE(class_of[i] <= PATRON_PARETO_C &&
                         (one->money[i] > 0 || class_of[i] % PATRON_PARETO_C == 0));
}

static void fuzz_places(fuzz_input *input, const fuzz_case *one, void *scratch, size_t size)
{
    uint32_t tile[FUZZ_ROWS + 1];
    double sum[FUZZ_POINTS];
    int64_t whole[FUZZ_POINTS];
    double place[FUZZ_ROWS + 1];
    double share[FUZZ_ROWS + 1];
    size_t tiles = fuzz_count(input, FUZZ_POINTS);
    if (patron_pareto_tiles(one->n, one->value, one->order, scratch, size, tile, tiles, NULL, sum,
                            NULL) == PATRON_OK)
        fuzz_figures(sum, tiles);
    if (patron_pareto_tiles_money(one->n, one->money, one->order, scratch, size, tile, tiles, NULL,
                                  whole, NULL) == PATRON_OK)
        for (size_t i = 0; i < one->n; i++)
            FUZZ_REQUIRE(tile[i] >= 1 && tile[i] <= tiles);
    if (patron_pareto_percent_rank(one->n, one->value, one->order, scratch, size, place, share,
                                   NULL) == PATRON_OK)
        for (size_t i = 0; i < one->n; i++)
            FUZZ_REQUIRE(place[i] >= 0.0 && place[i] <= share[i] && share[i] <= 1.0);
    patron_pareto_percent_rank_money(one->n, one->money, one->order, scratch, size, place, share,
                                     NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    fuzz_case one;
    memset(&one, 0, sizeof one);
    one.function = fuzz_byte(&input);
    one.flags = fuzz_byte(&input) % 8 == 0 ? fuzz_u32(&input) : fuzz_byte(&input) % 2;
    one.n = fuzz_count(&input, FUZZ_ROWS);
    if (fuzz_byte(&input) % 2 == 0) {
        one.weight = fuzz_memory(one.n * sizeof *one.weight);
        one.count = fuzz_memory(one.n * sizeof *one.count);
        for (size_t i = 0; i < one.n; i++) {
            one.weight[i] = fuzz_byte(&input) % 4 == 0 ? fuzz_real(&input) : fuzz_byte(&input) % 4;
            one.count[i] = fuzz_byte(&input) % 8 == 0 ? fuzz_u32(&input) : fuzz_byte(&input) % 4;
        }
    }
    one.value = fuzz_reals(&input, one.n);
    one.money = fuzz_wholes(&input, one.n);
    fuzz_order(&input, &one);
    size_t need = patron_pareto_summary_scratch_size(one.n, 1, 0);
    void *scratch = fuzz_memory(need);
    switch (one.function % 6) {
    case 0:
        fuzz_summary(&input, &one, scratch, need);
        break;
    case 1:
        fuzz_summary_money(&input, &one, scratch, need);
        break;
    case 2:
    case 3:
        fuzz_curves(&input, &one, scratch, need);
        break;
    case 4:
        fuzz_classes(&input, &one, scratch, need);
        break;
    default:
        fuzz_places(&input, &one, scratch, need);
    }
    free(scratch);
    free(one.value);
    free(one.money);
    free(one.weight);
    free(one.count);
    free(one.order);
    return 0;
}
