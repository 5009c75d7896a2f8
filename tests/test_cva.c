#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/cva.h>

#include "vectors/cva_vectors.h"

enum { ATTRIBUTES = 8, SUPPLIERS = 5, CELLS = ATTRIBUTES * SUPPLIERS, ROOM = 1 << 20 };

static unsigned char scratch[ROOM];
static double rating[CELLS], weight[ATTRIBUTES], ratio[CELLS], quality[SUPPLIERS], other[CELLS];

/* Perdue's chickens, a table of Gale's. */
static const double perdue_weight[6] = {10, 20, 20, 15, 10, 25};
static const double perdue[12] = {8.1, 7.2, 9.0, 7.3, 9.2, 6.5, 8.0, 8.0, 8.0, 8.0, 9.4, 6.4};

static void fill(support_random *random, double least)
{
    for (int j = 0; j < ATTRIBUTES; j++)
        weight[j] = support_random_between(random, 0, 30);
    for (int c = 0; c < CELLS; c++)
        rating[c] = support_random_between(random, least, 10);
}

static size_t head_room(size_t n)
{
    size_t size = patron_cva_head_to_head_scratch_size(n);
    assert_true(size <= ROOM);
    return size;
}

static void perdues_quality_is_125_933977_and_126_05_as_books_round(void **state)
{
    (void)state;
    double mean[2];
    assert_int_equal(
        patron_cva_quality(PATRON_CVA_EXACT, 6, perdue_weight, 2, perdue, ratio, quality, NULL),
        PATRON_OK);
    assert_close(100 * quality[0], 125.933977, 1e-8, 0);
    assert_true(ratio[0] == 1.125); /* 8.1 / 7.2 */
    assert_int_equal(patron_cva_quality(PATRON_CVA_TWO_DECIMALS, 6, perdue_weight, 2, perdue, ratio,
                                        quality, NULL),
                     PATRON_OK);
    assert_close(100 * quality[0], 126.05, 1e-15, 0);
    static const double printed[6] = {1.13, 1.23, 1.42, 1.0, 1.0, 1.47};
    for (int j = 0; j < 6; j++)
        assert_true(ratio[2 * j] == printed[j]);
    assert_int_equal(patron_cva_scores(6, perdue_weight, 2, perdue, NULL, mean, NULL), PATRON_OK);
    assert_close(mean[0], 8.80, 1e-14, 0);
    assert_close(mean[1], 7.08, 1e-14, 0);
}

static void enigma_scores_65_and_booster_62(void **state)
{
    (void)state;
    /* reliability, speed, aesthetics, support, price: the published weights and sums; of ratings that give
       these sums the publication keeps none, so they are made up */
    static const double weights[5] = {5, 4, 4, 2, 4};
    static const double ratings[10] = {3, 4, 4, 3, 4, 3, 3, 3, 3, 3};
    double sum[2], mean[2];
    assert_int_equal(patron_cva_scores(5, weights, 2, ratings, sum, mean, NULL), PATRON_OK);
    assert_true(sum[0] == 65 && sum[1] == 62);
    assert_close(mean[0], 65.0 / 19, 1e-15, 0);
}

static void quotients_of_ratings_round_as_on_paper(void **state)
{
    (void)state;
    static const double one = 1;
    for (size_t v = 0; v < sizeof cva_rounded_vectors / sizeof *cva_rounded_vectors; v++) {
        double pair[2] = {cva_rounded_vectors[v].ours, cva_rounded_vectors[v].theirs};
        assert_int_equal(
            patron_cva_quality(PATRON_CVA_TWO_DECIMALS, 1, &one, 2, pair, NULL, quality, NULL),
            PATRON_OK);
        assert_true(quality[0] == cva_rounded_vectors[v].printed);
    }
    for (int a = 1; a <= 100; a++)
        for (int b = 1; b <= 100; b++) {
            double pair[2] = {a / 10.0, b / 10.0};
            int hundredths = (200 * a + b) / (2 * b); /* half up, in whole numbers */
            assert_int_equal(
                patron_cva_quality(PATRON_CVA_TWO_DECIMALS, 1, &one, 2, pair, NULL, quality, NULL),
                PATRON_OK);
            assert_true(quality[0] == hundredths / 100.0);
        }
}

/* Where an ulp is a hundredth or more, a half that is near is everywhere. */
static void a_huge_ratio_of_whole_hundredths_stays_as_it_is(void **state)
{
    (void)state;
    static const double one = 1;
    static const double least[6] = {1e-1, 1e-3, 1e-4, 3.2e-5, 1e-6, 1e-298};
    for (int k = 0; k < 6; k++) {
        double pair[2] = {1e9, least[k]}, exact = 1e9 / least[k];
        assert_int_equal(
            patron_cva_quality(PATRON_CVA_TWO_DECIMALS, 1, &one, 2, pair, NULL, quality, NULL),
            PATRON_OK);
        assert_true(quality[0] == exact);
    }
}

static void an_attribute_without_weight_adds_nothing_to_a_win(void **state)
{
    (void)state;
    static const double weights[2] = {0, 1}, ratings[4] = {5, 0, 4, 2};
    double gap[2], area[2], total;
    uint32_t order[2];
    assert_int_equal(patron_cva_head_to_head(PATRON_CVA_RATIO, 0, 1, 2, weights, 2, ratings,
                                             scratch, head_room(2), gap, area, order, &total, NULL),
                     PATRON_OK);
    assert_true(isnan(gap[0]) && area[0] == 0 && area[1] == 1 && total == 1 && order[0] == 1);
    assert_int_equal(
        patron_cva_quality(PATRON_CVA_EXACT, 2, weights, 2, ratings, NULL, quality, NULL),
        PATRON_OK);
    assert_true(quality[0] - 1 == total);
}

static void tables_are_those_of_fractions(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof cva_table_vectors / sizeof *cva_table_vectors; v++) {
        size_t n = cva_table_vectors[v].attributes, k = cva_table_vectors[v].suppliers;
        const double *w = cva_table_vectors[v].weight, *x = cva_table_vectors[v].rating;
        double gap[ATTRIBUTES], area[ATTRIBUTES], total, mean[SUPPLIERS], points[ATTRIBUTES];
        uint32_t order[ATTRIBUTES];
        assert_int_equal(patron_cva_quality(PATRON_CVA_EXACT, n, w, k, x, ratio, quality, NULL),
                         PATRON_OK);
        for (size_t c = 0; c < n * k; c++)
            assert_close(ratio[c], cva_table_vectors[v].ratio[c], 1e-15, 0);
        assert_int_equal(patron_cva_scores(n, w, k, x, NULL, mean, NULL), PATRON_OK);
        for (size_t s = 0; s < k; s++) {
            assert_close(quality[s], cva_table_vectors[v].quality[s], 1e-15, 0);
            assert_close(mean[s], cva_table_vectors[v].score[s], 1e-15, 0);
        }
        assert_int_equal(patron_cva_head_to_head(PATRON_CVA_DIFFERENCE, 0, (uint32_t)k - 1, n, w, k,
                                                 x, scratch, head_room(n), gap, area, order, &total,
                                                 NULL),
                         PATRON_OK);
        for (size_t j = 0; j < n; j++) {
            assert_close(gap[j], cva_table_vectors[v].gap[j], 1e-15, 1e-15);
            assert_close(area[j], cva_table_vectors[v].area[j], 1e-14, 1e-15);
            assert_true(j == 0 || area[order[j - 1]] >= area[order[j]]);
        }
        assert_close(total, mean[0] - mean[k - 1], 1e-12, 1e-14);
        assert_int_equal(patron_cva_head_to_head(PATRON_CVA_RATIO, 0, PATRON_NONE, n, w, k, x,
                                                 scratch, head_room(n), NULL, area, NULL, &total,
                                                 NULL),
                         PATRON_OK);
        for (size_t j = 0; j < n; j++)
            assert_close(area[j], cva_table_vectors[v].area_by_ratio[j], 1e-13, 1e-15);
        assert_close(total, quality[0] - 1, 1e-13, 1e-15);
        assert_int_equal(patron_cva_change_needed(0, 1.0, n, w, k, x, area, points, NULL),
                         PATRON_OK);
        for (size_t j = 0; j < n; j++)
            assert_close(area[j], cva_table_vectors[v].change[j], 1e-12, 1e-14);
    }
}

static void a_change_of_one_attribute_alone_reaches_the_target(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    double change[ATTRIBUTES], points[ATTRIBUTES], after[SUPPLIERS];
    for (int round = 0; round < 50; round++) {
        uint32_t own = (uint32_t)support_random_below(&random, SUPPLIERS);
        double target = support_random_between(&random, 0.5, 1.5);
        fill(&random, 4);
        weight[3] = 0;
        assert_int_equal(patron_cva_change_needed(own, target, ATTRIBUTES, weight, SUPPLIERS,
                                                  rating, change, points, NULL),
                         PATRON_OK);
        assert_true(isnan(change[3]) && isnan(points[3]));
        for (int j = 0; j < ATTRIBUTES; j++) {
            if (j == 3 || rating[j * SUPPLIERS + (int)own] + points[j] < 0)
                continue;
            memcpy(other, rating, sizeof other);
            other[j * SUPPLIERS + (int)own] += points[j];
            assert_int_equal(patron_cva_quality(PATRON_CVA_EXACT, ATTRIBUTES, weight, SUPPLIERS,
                                                other, NULL, after, NULL),
                             PATRON_OK);
            assert_close(after[own], target, 1e-12, 0);
        }
        assert_int_equal(patron_cva_change_needed(own, target, ATTRIBUTES, weight, SUPPLIERS,
                                                  rating, NULL, NULL, NULL),
                         PATRON_OK);
    }
    /* (1 - MPQ / 100) 100 / w of a quality of 90 */
    static const double weights[2] = {60, 40}, ratings[4] = {9, 10, 9, 10};
    assert_int_equal(patron_cva_change_needed(0, 1.0, 2, weights, 2, ratings, change, points, NULL),
                     PATRON_OK);
    assert_close(change[0], 0.1 * 100 / 60, 1e-14, 0);
    assert_close(points[1], 10 * 0.1 * 100 / 40, 1e-14, 0);
}

static void where_ours_are_theirs_all_is_parity(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    static const patron_cva_line line = {0.7, 0.3, 1, 1};
    double price[SUPPLIERS], distance[SUPPLIERS], headroom[SUPPLIERS], gap[ATTRIBUTES], total;
    double satisfaction[SUPPLIERS];
    uint32_t zone[SUPPLIERS], band[SUPPLIERS];
    for (int round = 0; round < 50; round++) {
        fill(&random, 1);
        for (int c = 0; c < CELLS; c++)
            rating[c] = rating[c - c % SUPPLIERS];
        assert_int_equal(patron_cva_quality((uint32_t)round % 2, ATTRIBUTES, weight, SUPPLIERS,
                                            rating, ratio, quality, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_price((uint32_t)round % 2, ATTRIBUTES, weight, SUPPLIERS,
                                          rating, NULL, satisfaction, price, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_map(&line, 0.0, SUPPLIERS, quality, price, distance, NULL,
                                        headroom, zone, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_worth(SUPPLIERS, rating, rating, NULL, band, NULL), PATRON_OK);
        for (int s = 0; s < SUPPLIERS; s++) {
            assert_true(quality[s] == 1 && price[s] == 1 && satisfaction[s] == 1);
            assert_true(distance[s] == 0 && headroom[s] == 0 && zone[s] == PATRON_CVA_FAIR_VALUE);
            assert_true(band[s] == PATRON_CVA_PARITY);
        }
        assert_int_equal(patron_cva_head_to_head(
                             (uint32_t)round % 2, 1, PATRON_NONE, ATTRIBUTES, weight, SUPPLIERS,
                             rating, scratch, head_room(ATTRIBUTES), gap, NULL, NULL, &total, NULL),
                         PATRON_OK);
        assert_true(total == 0);
        for (int j = 0; j < ATTRIBUTES; j++)
            assert_true(gap[j] == 0);
    }
}

/* Three times a rating, rounded, is not a rating times three: the mean of the others must keep the rest. */
static void where_all_suppliers_are_rated_alike_all_are_at_parity(void **state)
{
    (void)state;
    static double alike[ATTRIBUTES * 12], quadrant_value[60];
    static uint32_t place[60];
    patron_cva_quadrant_result result;
    support_random random = support_random_from(77);
    for (int round = 0; round < 400; round++) {
        size_t suppliers = 2 + (size_t)round % 11;
        fill(&random, 0.1);
        for (size_t c = 0; c < ATTRIBUTES * suppliers; c++)
            alike[c] = rating[c / suppliers];
        double value[12], total;
        assert_int_equal(patron_cva_quality(PATRON_CVA_EXACT, ATTRIBUTES, weight, suppliers, alike,
                                            NULL, value, NULL),
                         PATRON_OK);
        for (size_t s = 0; s < suppliers; s++)
            assert_true(value[s] == 1.0);
        assert_int_equal(patron_cva_price(PATRON_CVA_EXACT, ATTRIBUTES, weight, suppliers, alike,
                                          NULL, NULL, value, NULL),
                         PATRON_OK);
        for (size_t s = 0; s < suppliers; s++)
            assert_true(value[s] == 1.0);
        assert_int_equal(patron_cva_head_to_head(
                             PATRON_CVA_DIFFERENCE, 0, PATRON_NONE, ATTRIBUTES, weight, suppliers,
                             alike, scratch, head_room(ATTRIBUTES), NULL, NULL, NULL, &total, NULL),
                         PATRON_OK);
        assert_true(total == 0.0);
        for (size_t j = 0; j < 60; j++)
            quadrant_value[j] = rating[0];
        result.struct_size = sizeof result;
        assert_int_equal(patron_cva_quadrants(NULL, 1 + (size_t)round % 60, quadrant_value,
                                              quadrant_value, place, &result, NULL),
                         PATRON_OK);
        assert_true(result.importance_cut == rating[0] && result.keep == result.rows);
    }
}

static void weights_of_any_size_say_the_same(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    static const double scales[5] = {1e-305, 0.01, 1e10, 1e140, 3};
    double scaled[ATTRIBUTES], again[SUPPLIERS], mean[SUPPLIERS], score[SUPPLIERS];
    double share[ATTRIBUTES], same[ATTRIBUTES];
    patron_cva_weights_result result;
    result.struct_size = sizeof result;
    for (int round = 0; round < 50; round++) {
        fill(&random, 0.5);
        for (int j = 0; j < ATTRIBUTES; j++)
            scaled[j] = weight[j] * scales[round % 5];
        assert_int_equal(patron_cva_quality(PATRON_CVA_EXACT, ATTRIBUTES, weight, SUPPLIERS, rating,
                                            NULL, quality, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_quality(PATRON_CVA_EXACT, ATTRIBUTES, scaled, SUPPLIERS, rating,
                                            NULL, again, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cva_scores(ATTRIBUTES, weight, SUPPLIERS, rating, NULL, mean, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_cva_scores(ATTRIBUTES, scaled, SUPPLIERS, rating, score, NULL, NULL), PATRON_OK);
        assert_int_equal(
            patron_cva_weights(PATRON_CVA_STATED, ATTRIBUTES, weight, share, &result, NULL),
            PATRON_OK);
        double sum = result.sum, added = 0;
        assert_int_equal(
            patron_cva_weights(PATRON_CVA_DERIVED, ATTRIBUTES, scaled, same, &result, NULL),
            PATRON_OK);
        assert_true(result.notes == 0 && result.used == ATTRIBUTES && result.negative == 0);
        for (int s = 0; s < SUPPLIERS; s++) {
            assert_close(again[s], quality[s], 1e-14, 0);
            assert_close(score[s] / result.sum, mean[s], 1e-14, 0);
        }
        for (int j = 0; j < ATTRIBUTES; j++) {
            assert_close(share[j], same[j], 1e-14, 0);
            assert_close(share[j], weight[j] / sum, 1e-14, 0);
            added += share[j];
        }
        assert_close(added, 1.0, 1e-15, 0);
    }
}

static void a_negative_derived_weight_is_left_out_and_noted(void **state)
{
    (void)state;
    const double raw[5] = {0.5, -0.25, NAN, 0.0, 1.5}, none[2] = {-1, NAN};
    double share[5];
    patron_cva_weights_result result;
    patron_fault fault;
    result.struct_size = sizeof result;
    assert_int_equal(patron_cva_weights(PATRON_CVA_DERIVED, 5, raw, share, &result, NULL),
                     PATRON_OK);
    assert_true(share[0] == 0.25 && share[1] == 0 && share[2] == 0 && share[3] == 0 &&
                share[4] == 0.75);
    assert_true(result.notes == (PATRON_CVA_NOTE_NEGATIVE | PATRON_CVA_NOTE_MISSING));
    assert_true(result.used == 3 && result.negative == 1 && result.missing == 1 && result.sum == 2);
    assert_int_equal(patron_cva_weights(PATRON_CVA_DERIVED, 2, none, share, &result, NULL),
                     PATRON_OK);
    assert_true(isnan(share[0]) && isnan(share[1]) && result.sum == 0);
    assert_true(result.notes ==
                (PATRON_CVA_NOTE_NEGATIVE | PATRON_CVA_NOTE_MISSING | PATRON_CVA_NOTE_NO_WEIGHT));
    assert_int_equal(patron_cva_weights(PATRON_CVA_STATED, 5, raw, share, &result, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "raw", 1);
    assert_int_equal(patron_cva_weights(PATRON_CVA_STATED, 1, raw + 2, share, &result, &fault),
                     PATRON_E_NOT_FINITE);
    assert_int_equal(patron_cva_weights(PATRON_CVA_STATED, 0, NULL, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.notes == 0 && result.sum == 0);
    assert_int_equal(patron_cva_weights(PATRON_CVA_STATED, 1, raw + 3, share, &result, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "raw", -1);
}

static void the_bands_of_worth_begin_and_end_at_98_103_and_110_percent(void **state)
{
    (void)state;
    static const double ours[12] = {9.8, 9.79, 10.3, 10.29, 11, 11.01, 7.7, 0, 4.9, 1.03, 1.1, 8.8};
    static const double theirs[12] = {10, 10, 10, 10, 10, 10, 7, 5, 5, 1, 1, 8};
    static const uint32_t expected[12] = {2, 1, 3, 2, 3, 4, 3, 1, 2, 3, 3, 3};
    double worth[12];
    uint32_t band[12];
    assert_int_equal(patron_cva_worth(12, ours, theirs, worth, band, NULL), PATRON_OK);
    for (int i = 0; i < 12; i++) {
        assert_true(band[i] == expected[i]);
        assert_close(worth[i], ours[i] / theirs[i], 1e-15, 0);
    }
    /* whatever the rival's rating is, a ratio of 98, 103 or 110 % on paper is on the bound */
    for (int b = 1; b <= 2000; b++) {
        const double at[3] = {98, 103, 110};
        static const uint32_t bands[3] = {PATRON_CVA_PARITY, PATRON_CVA_ABOVE, PATRON_CVA_ABOVE};
        for (int e = 0; e < 3; e++) {
            double us = at[e] * b / 10000, them = b / 100.0;
            assert_int_equal(patron_cva_worth(1, &us, &them, NULL, band, NULL), PATRON_OK);
            assert_true(band[0] == bands[e]);
        }
    }
    static const double us = 3, nothing = 0;
    assert_int_equal(patron_cva_worth(1, &us, &nothing, worth, band, NULL), PATRON_OK);
    assert_true(isnan(worth[0]) && band[0] == PATRON_CVA_NO_BAND);
    assert_int_equal(patron_cva_worth(1, &us, &nothing, NULL, NULL, NULL), PATRON_OK);
}

static void an_offer_at_126_and_110_lies_113137_right_of_the_line(void **state)
{
    (void)state;
    static const patron_cva_line line = {0.5, 0.5, 1, 1}, flat = {0, 1, 1, 1}, steep = {1, 0, 1, 1};
    static const double x[4] = {1.26, 1.1, 0.9, 1.0}, y[4] = {1.10, 1.1, 1.2, 1.0};
    double distance[4], fair[4], headroom[4];
    uint32_t zone[4];
    assert_int_equal(patron_cva_map(&line, 0.0, 4, x, y, distance, fair, headroom, zone, NULL),
                     PATRON_OK);
    assert_close(distance[0], 0.113137, 1e-5, 0);
    assert_close(headroom[0], 0.16, 1e-14, 0);
    assert_close(fair[0], 1.26, 1e-15, 0);
    assert_true(distance[1] == 0 && distance[3] == 0 && distance[2] < 0);
    assert_true(zone[0] == PATRON_CVA_BETTER_VALUE && zone[1] == PATRON_CVA_FAIR_VALUE);
    assert_true(zone[2] == PATRON_CVA_WORSE_VALUE);
    assert_int_equal(patron_cva_map(&line, 0.2, 4, x, y, NULL, NULL, NULL, zone, NULL), PATRON_OK);
    assert_true(zone[0] == PATRON_CVA_FAIR_VALUE && zone[2] == PATRON_CVA_WORSE_VALUE);
    assert_int_equal(patron_cva_map(&flat, 0.0, 4, x, y, distance, fair, NULL, NULL, NULL),
                     PATRON_OK);
    assert_close(distance[0], -0.1, 1e-14, 0);
    assert_true(fair[0] == 1 && fair[2] == 1);
    assert_int_equal(patron_cva_map(&steep, 0.0, 4, x, y, distance, fair, headroom, NULL, NULL),
                     PATRON_OK);
    assert_close(distance[0], 0.26, 1e-14, 0);
    assert_true(isnan(fair[0]) && isnan(headroom[0]));
    assert_int_equal(patron_cva_map(&steep, 0.0, 4, x, y, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void fitted_lines_and_distances_are_those_of_fifty_digits(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof cva_line_vectors / sizeof *cva_line_vectors; v++) {
        size_t n = cva_line_vectors[v].n;
        const double *x = cva_line_vectors[v].quality, *y = cva_line_vectors[v].price;
        double distance[8], headroom[8], sum = 0;
        patron_cva_line line;
        patron_cva_line_result result;
        result.struct_size = sizeof result;
        assert_int_equal(patron_cva_fit_line(n, x, y, &line, &result, NULL), PATRON_OK);
        assert_close(result.slope, cva_line_vectors[v].slope, 1e-12, 0);
        assert_close(result.intercept, cva_line_vectors[v].intercept, 1e-11, 0);
        assert_close(result.standard_error, cva_line_vectors[v].error, 1e-12, 0);
        assert_close(result.r_squared, cva_line_vectors[v].r_squared, 1e-12, 0);
        assert_true(result.rows == n && (result.notes != 0) == (n < 3));
        assert_true(line.quality_weight == result.slope && line.price_weight == 1);
        assert_int_equal(patron_cva_map(&line, 0, n, x, y, distance, NULL, NULL, NULL, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++)
            sum += distance[i];
        assert_close(sum, 0.0, 0, 1e-12); /* residuals of least squares */
        line.quality_weight = cva_line_vectors[v].quality_weight;
        line.price_weight = cva_line_vectors[v].price_weight;
        line.quality_at = line.price_at = 1;
        assert_int_equal(patron_cva_map(&line, 0, n, x, y, distance, NULL, headroom, NULL, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            assert_close(distance[i], cva_line_vectors[v].distance[i], 1e-11, 1e-15);
            assert_close(headroom[i], cva_line_vectors[v].headroom[i], 1e-11, 1e-15);
        }
    }
}

static void a_line_needs_qualities_that_differ(void **state)
{
    (void)state;
    static const double same[3] = {1.1, 1.1, 1.1}, rising[3] = {1, 2, 4}, exact[3] = {3, 5, 9};
    patron_cva_line line;
    patron_cva_line_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_cva_fit_line(3, same, rising, &line, &result, NULL), PATRON_OK);
    assert_true(isnan(result.slope) && isnan(line.quality_weight) && isnan(result.r_squared));
    assert_true(result.notes == PATRON_CVA_NOTE_NO_SPREAD);
    assert_int_equal(patron_cva_fit_line(0, NULL, NULL, &line, &result, NULL), PATRON_OK);
    assert_true(result.notes == (PATRON_CVA_NOTE_NO_SPREAD | PATRON_CVA_NOTE_FEW));
    assert_int_equal(patron_cva_fit_line(3, rising, same, &line, &result, NULL), PATRON_OK);
    assert_true(result.slope == 0 && isnan(result.r_squared) && result.standard_error == 0);
    assert_int_equal(patron_cva_fit_line(3, rising, exact, &line, &result, NULL), PATRON_OK);
    assert_close(result.slope, 2.0, 1e-15, 0);
    assert_close(result.intercept, 1.0, 1e-15, 0);
    assert_true(result.r_squared == 1);
    assert_close(result.standard_error, 0.0, 0, 1e-15);
}

static void head_to_head_widest_wins_come_first_and_what_does_not_exist_last(void **state)
{
    (void)state;
    static const double weights[4] = {1, 1, 2, 4};
    static const double ratings[12] = {5, 0, 0, 7, 6, 4, 4, 8, 4, 6, 6, 6};
    double gap[4], area[4], total;
    uint32_t order[4];
    assert_int_equal(patron_cva_head_to_head(PATRON_CVA_RATIO, 0, 1, 4, weights, 3, ratings,
                                             scratch, head_room(4), gap, area, order, &total, NULL),
                     PATRON_OK);
    assert_true(isnan(gap[0]) && isnan(area[0]) && isnan(total) && order[3] == 0);
    assert_true(gap[2] == -0.5 && area[2] == -0.125 && order[0] == 1 && order[1] == 3);
    assert_int_equal(patron_cva_head_to_head(PATRON_CVA_DIFFERENCE, 0, PATRON_NONE, 4, weights, 3,
                                             ratings, scratch, head_room(4), gap, area, NULL, NULL,
                                             NULL),
                     PATRON_OK);
    assert_true(gap[0] == 5 && gap[1] == 2 && gap[2] == -2 && gap[3] == 0);
    assert_int_equal(patron_cva_head_to_head(PATRON_CVA_DIFFERENCE, 0, PATRON_NONE, 1, weights, 1,
                                             ratings, scratch, head_room(1), gap, NULL, order,
                                             &total, NULL),
                     PATRON_OK);
    assert_true(isnan(gap[0]) && isnan(total) && order[0] == 0);
    assert_true(patron_cva_head_to_head_scratch_size(SIZE_MAX) == SIZE_MAX);
}

static void quality_without_rivals_or_ratings_does_not_exist(void **state)
{
    (void)state;
    static const double weights[2] = {0, 3}, ratings[4] = {5, 0, 6, 3};
    double price[2];
    assert_int_equal(
        patron_cva_quality(PATRON_CVA_TWO_DECIMALS, 2, weights, 2, ratings, ratio, quality, NULL),
        PATRON_OK);
    assert_true(isnan(ratio[0]) && ratio[1] == 0 && quality[0] == 2 && quality[1] == 0.5);
    assert_int_equal(
        patron_cva_price(PATRON_CVA_EXACT, 2, weights, 2, ratings, ratio, NULL, price, NULL),
        PATRON_OK);
    assert_true(price[0] == 0.5 && price[1] == 2);
    assert_int_equal(
        patron_cva_quality(PATRON_CVA_EXACT, 2, weights, 1, ratings, NULL, quality, NULL),
        PATRON_OK);
    assert_true(isnan(quality[0]));
    static const double even[2] = {1, 1};
    assert_int_equal(
        patron_cva_price(PATRON_CVA_EXACT, 2, even, 2, ratings, NULL, NULL, price, NULL),
        PATRON_OK);
    assert_true(isnan(price[0]));
    assert_close(price[1], 4.0, 1e-15, 0);
    assert_int_equal(patron_cva_quality(PATRON_CVA_EXACT, 0, NULL, 2, NULL, NULL, quality, NULL),
                     PATRON_OK);
    assert_true(isnan(quality[0]) && isnan(quality[1]));
    static const double nobody[2] = {0, 5}, lone = 1;
    assert_int_equal(
        patron_cva_price(PATRON_CVA_EXACT, 1, &lone, 2, nobody, NULL, NULL, price, NULL),
        PATRON_OK);
    assert_true(isnan(price[0]) && isnan(price[1]));
}

static void importance_and_performance_are_cut_at_their_means_or_where_told(void **state)
{
    (void)state;
    static const double importance[4] = {9, 8, 2, 1}, performance[4] = {3, 9, 2, 8};
    uint32_t quadrant[4];
    patron_cva_quadrant_options options = {sizeof options, PATRON_CVA_GIVEN_CUTS, 2.0, 9.0};
    patron_cva_quadrant_result result;
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_cva_quadrants(NULL, 4, importance, performance, quadrant, &result, NULL), PATRON_OK);
    assert_true(result.importance_cut == 5 && result.performance_cut == 5.5 && result.rows == 4);
    assert_true(quadrant[0] == PATRON_CVA_CONCENTRATE && quadrant[1] == PATRON_CVA_KEEP);
    assert_true(quadrant[2] == PATRON_CVA_LOW_PRIORITY && quadrant[3] == PATRON_CVA_OVERKILL);
    assert_true(result.concentrate == 1 && result.keep == 1 && result.low_priority == 1 &&
                result.overkill == 1);
    assert_int_equal(
        patron_cva_quadrants(&options, 4, importance, performance, quadrant, &result, NULL),
        PATRON_OK);
    assert_true(result.importance_cut == 2 && result.performance_cut == 9);
    assert_true(quadrant[1] == PATRON_CVA_KEEP && quadrant[2] == PATRON_CVA_CONCENTRATE);
    assert_true(quadrant[3] == PATRON_CVA_LOW_PRIORITY && result.overkill == 0);
    assert_int_equal(patron_cva_quadrants(NULL, 0, NULL, NULL, NULL, &result, NULL), PATRON_OK);
    assert_true(isnan(result.importance_cut) && isnan(result.performance_cut));
}

static void a_mystery_shopper_scores_what_was_seen(void **state)
{
    (void)state;
    /* greeting 0 or 1, cleanliness 0..5, upselling 0 or 1 (twice the weight) */
    static const double weights[3] = {1, 1, 2}, most[3] = {1, 5, 1};
    const double point[9] = {1, 0, NAN, 4, 5, NAN, 1, NAN, NAN};
    double score[3], against[3];
    uint32_t used[3];
    assert_int_equal(
        patron_cva_checklist(0, 3, weights, most, 3, point, score, against, used, NULL), PATRON_OK);
    assert_close(score[0], 7.0 / 8.0, 1e-15, 0);
    assert_close(score[1], 5.0 / 6.0, 1e-15, 0);
    assert_true(isnan(score[2]) && isnan(against[2]));
    assert_true(against[0] == 1 && used[0] == 3 && used[1] == 2 && used[2] == 0);
    assert_close(against[1], 21.0 / 20.0, 1e-15, 0);
    assert_int_equal(patron_cva_checklist(0, 3, weights, most, 3, point, score, NULL, NULL, NULL),
                     PATRON_OK);
    static const double nothing[2] = {1, 0}, one = 1;
    assert_int_equal(patron_cva_checklist(0, 1, &one, &one, 2, nothing, score, against, used, NULL),
                     PATRON_OK);
    assert_true(score[1] == 0 && isnan(against[1]));
}

static void what_lines_and_changes_cannot_be_made_of_is_named(void **state)
{
    (void)state;
    static const double x[2] = {0, 1e-200}, y[2] = {0, 1}, spread[2] = {0, 1};
    static const patron_cva_line steep = {1e150, 4.9e-324, 1, 1};
    static const double weights[2] = {1e150, 1e-160}, ratings[4] = {1, 2, 2, 1};
    static const double tiny[2] = {1, 1e-320}, one = 1;
    double out[4] = {5, 5, 5, 5};
    uint32_t used[2];
    patron_fault fault;
    patron_cva_line line = {5, 5, 5, 5};
    patron_cva_line_result result;
    result.struct_size = sizeof result;
    assert_int_equal(patron_cva_fit_line(2, x, y, &line, &result, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "line", -1);
    assert_true(line.quality_weight == 5);
    assert_int_equal(patron_cva_map(&steep, 0, 2, y, spread, out, NULL, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "fair", 0);
    assert_int_equal(patron_cva_change_needed(0, 1e9, 2, weights, 2, ratings, out, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "change", 1);
    assert_true(out[1] == 5);
    static const double apart[2] = {1e150, 1e-146}, most[4] = {1e9, 1e9, 1e9, 1e9};
    assert_int_equal(patron_cva_change_needed(0, 1e9, 2, apart, 2, most, out, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "change", 1);
    static const double ignored[2] = {0, 1}, endless[4] = {1e9, 1e-310, 1, 1};
    assert_int_equal(
        patron_cva_quality(PATRON_CVA_EXACT, 2, ignored, 2, endless, NULL, out, &fault),
        PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "ratio", -1);
    static const double worthless[2] = {1e-320, 1};
    assert_int_equal(
        patron_cva_price(PATRON_CVA_EXACT, 1, &one, 2, worthless, NULL, NULL, out, &fault),
        PATRON_E_OVERFLOW);
    assert_true(out[0] == 5);
    static const double level[3] = {0, 1e-300, 0}, turned[3] = {1e9, 0, 1e9};
    assert_int_equal(patron_cva_fit_line(3, level, turned, &line, &result, &fault),
                     PATRON_E_OVERFLOW);
#if SIZE_MAX > 0xFFFFFFFF
    assert_int_equal(patron_cva_head_to_head(0, 0, 1, (size_t)4294967296u, weights, 2, ratings,
                                             scratch, SIZE_MAX, NULL, NULL, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
#endif
    assert_int_equal(patron_cva_checklist(0, 1, &one, &one, 2, tiny, out, NULL, used, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "ratio", -1);
    assert_true(out[0] == 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(perdues_quality_is_125_933977_and_126_05_as_books_round),
        cmocka_unit_test(enigma_scores_65_and_booster_62),
        cmocka_unit_test(quotients_of_ratings_round_as_on_paper),
        cmocka_unit_test(a_huge_ratio_of_whole_hundredths_stays_as_it_is),
        cmocka_unit_test(an_attribute_without_weight_adds_nothing_to_a_win),
        cmocka_unit_test(tables_are_those_of_fractions),
        cmocka_unit_test(a_change_of_one_attribute_alone_reaches_the_target),
        cmocka_unit_test(where_ours_are_theirs_all_is_parity),
        cmocka_unit_test(where_all_suppliers_are_rated_alike_all_are_at_parity),
        cmocka_unit_test(weights_of_any_size_say_the_same),
        cmocka_unit_test(a_negative_derived_weight_is_left_out_and_noted),
        cmocka_unit_test(the_bands_of_worth_begin_and_end_at_98_103_and_110_percent),
        cmocka_unit_test(an_offer_at_126_and_110_lies_113137_right_of_the_line),
        cmocka_unit_test(fitted_lines_and_distances_are_those_of_fifty_digits),
        cmocka_unit_test(a_line_needs_qualities_that_differ),
        cmocka_unit_test(head_to_head_widest_wins_come_first_and_what_does_not_exist_last),
        cmocka_unit_test(quality_without_rivals_or_ratings_does_not_exist),
        cmocka_unit_test(importance_and_performance_are_cut_at_their_means_or_where_told),
        cmocka_unit_test(a_mystery_shopper_scores_what_was_seen),
        cmocka_unit_test(what_lines_and_changes_cannot_be_made_of_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
