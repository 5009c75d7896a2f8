#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/funnel.h>

#include "vectors/funnel_vectors.h"

enum { PEOPLE = 600, SHOPS = 4, STAGES = 5, LIFTS = 7, SIX = 6 };

static const double us[STAGES] = {100, 80, 60, 40, 15}, mexico[STAGES] = {100, 70, 25, 18, 15};
static const uint64_t us_counts[STAGES] = {100, 80, 60, 40, 15};
static const uint64_t mexico_counts[STAGES] = {100, 70, 25, 18, 15};

static uint32_t group[PEOPLE], reached[PEOPLE];
static int32_t entry_day[PEOPLE];
static double weight[PEOPLE];
static unsigned char scratch[200000];

static void toothbrushes_sell_through_80_75_67_and_37_percent(void **state)
{
    (void)state;
    static const double rates[2][STAGES] = {{1, .8, .75, 2.0 / 3.0, .375},
                                            {1, .7, 25.0 / 70.0, .72, 15.0 / 18.0}};
    double count[2 * STAGES], rate[2 * STAGES], part[2 * STAGES], loss[2 * STAGES], overall[2];
    uint32_t note[2], stage[2];
    memcpy(count, us, sizeof us);
    memcpy(count + STAGES, mexico, sizeof mexico);
    assert_int_equal(patron_funnel_rates(2, STAGES, count, rate, part, loss, overall, note, NULL),
                     PATRON_OK);
    for (int k = 0; k < 2 * STAGES; k++) {
        assert_close(rate[k], rates[k / STAGES][k % STAGES], 1e-15, 0);
        assert_close(part[k], count[k] / 100.0, 1e-15, 0);
    }
    assert_true(loss[0] == 0 && loss[1] == 20 && loss[4] == 25 && loss[STAGES + 2] == 45);
    assert_true(overall[0] == .15 && overall[1] == .15 && note[0] == 0 && note[1] == 0);
    assert_int_equal(patron_funnel_bottleneck(PATRON_FUNNEL_LOWEST_RATE, 2, STAGES, count, NULL,
                                              NULL, stage, NULL, note, NULL),
                     PATRON_OK);
    assert_true(stage[0] == 4 && stage[1] == 2 && note[0] == 0);
}

static void against_mexico_the_us_wins_most_by_a_second_purchase(void **state)
{
    (void)state;
    double benchmark[STAGES], figure[STAGES];
    uint32_t stage;
    patron_funnel_rates(1, STAGES, mexico, benchmark, NULL, NULL, NULL, NULL, NULL);
    assert_int_equal(patron_funnel_bottleneck(PATRON_FUNNEL_LARGEST_GAIN, 1, STAGES, us, benchmark,
                                              NULL, &stage, figure, NULL, NULL),
                     PATRON_OK);
    assert_true(stage == 4 && isnan(figure[0]) && figure[1] == 0 && figure[2] == 0);
    assert_close(figure[3], 1.2, 1e-14, 0);
    assert_close(figure[4], 18.0 + 1.0 / 3.0, 1e-14, 0);
    assert_int_equal(patron_funnel_bottleneck_counts(PATRON_FUNNEL_BELOW_BENCHMARK, 1, STAGES,
                                                     us_counts, benchmark, NULL, &stage, figure,
                                                     NULL, NULL),
                     PATRON_OK);
    assert_true(stage == 4);
    assert_close(figure[4], .45, 1e-14, 0);
    assert_close(figure[3], 2.0 / 3.0 / .72, 1e-14, 0);
    const double worth = 40;
    assert_int_equal(patron_funnel_bottleneck(PATRON_FUNNEL_LARGEST_GAIN, 1, STAGES, us, NULL,
                                              &worth, &stage, figure, NULL, NULL),
                     PATRON_OK);
    assert_true(stage == 4 && figure[4] == 40 * 25.0); /* all 40 of stage 3 would come again */
}

static void a_lift_of_repeat_buying_to_a_half_ends_at_20(void **state)
{
    (void)state;
    static const uint32_t stage[3] = {4, 3, 1};
    static const double target[3] = {.5, .8, .4};
    double end[3], gain[3], worth[3], same[3];
    assert_int_equal(
        patron_funnel_lift(250.0, STAGES, us, 3, stage, target, end, gain, worth, NULL), PATRON_OK);
    assert_close(end[0], 20, 1e-15, 0);
    assert_close(gain[0], 5, 1e-15, 0);
    assert_close(worth[0], 1250, 1e-15, 0);
    assert_close(end[1], 18, 1e-15, 0);
    assert_close(end[2], 7.5, 1e-15, 0);
    assert_close(gain[2], -7.5, 1e-15, 0);
    assert_int_equal(patron_funnel_lift_counts(250.0, STAGES, us_counts, 3, stage, target, same,
                                               NULL, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(same, end, sizeof end);
}

static void the_same_end_has_opposite_causes(void **state)
{
    (void)state;
    static const double parts[STAGES] = {0, .133531392624522623146, .741937344729377310889,
                                         -.076961041136128325158, -.798507696217771608877};
    double part[STAGES], share[STAGES], total, whole[STAGES];
    uint32_t note;
    assert_int_equal(patron_funnel_split(1, STAGES, us, mexico, part, share, &total, &note, NULL),
                     PATRON_OK);
    for (int k = 0; k < STAGES; k++) {
        assert_close(part[k], parts[k], 1e-12, 0);
        assert_true(isnan(share[k]));
    }
    assert_true(total == 0 && note == 0);
    assert_int_equal(patron_funnel_split_counts(1, STAGES, us_counts, mexico_counts, whole, NULL,
                                                &total, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(whole, part, sizeof part);
    double less[STAGES] = {200, 140, 50, 36, 15};
    patron_funnel_split(1, STAGES, us, less, part, share, &total, NULL, NULL);
    assert_close(total, log(2.0), 1e-15, 0);
    assert_close(share[0] + share[1] + share[2] + share[3] + share[4], 1.0, 1e-14, 0);
}

static void figures_are_those_of_fractions_and_fifty_digits(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof funnel_vectors / sizeof *funnel_vectors; v++) {
        const uint64_t *one = funnel_vectors[v].one, *two = funnel_vectors[v].two;
        double rate[SIX], low[SIX], high[SIX], figure[SIX], part[SIX], total, again[SIX];
        double difference[SIX], z[SIX], p[SIX], adjusted[SIX], real[SIX];
        uint32_t stage, note, second;
        patron_funnel_intervals(0.95, 1, SIX, one, rate, low, high, &note, NULL);
        for (int k = 0; k < SIX; k++) {
            real[k] = (double)one[k];
            assert_close(rate[k], funnel_vectors[v].rate[k], 1e-15, 0);
            assert_close(low[k], funnel_vectors[v].low[k], 1e-12, 0);
            assert_close(high[k], funnel_vectors[v].high[k], 1e-12, 0);
        }
        patron_funnel_rates(1, SIX, real, again, NULL, NULL, NULL, &second, NULL);
        assert_memory_equal(again, rate, sizeof rate);
        assert_true(second == note);
        patron_funnel_bottleneck_counts(PATRON_FUNNEL_BELOW_BENCHMARK, 1, SIX, one,
                                        funnel_vectors[v].benchmark, NULL, &stage, figure, NULL,
                                        NULL);
        for (int k = 0; k < SIX; k++) {
            assert_close(figure[k], funnel_vectors[v].below[k], 1e-15, 0);
            assert_true(isnan(figure[k]) || figure[k] >= figure[stage]);
        }
        patron_funnel_bottleneck_counts(PATRON_FUNNEL_LARGEST_GAIN, 1, SIX, one,
                                        funnel_vectors[v].benchmark, &funnel_vectors[v].value,
                                        &stage, figure, NULL, NULL);
        for (int k = 0; k < SIX; k++) {
            assert_close(figure[k], funnel_vectors[v].gain[k], 1e-12, 0);
            assert_true(stage == PATRON_NONE ? !(figure[k] > 0) : !(figure[k] > figure[stage]));
        }
        patron_funnel_split_counts(1, SIX, one, two, part, NULL, &total, NULL, NULL);
        patron_funnel_test(1, SIX, one, two, difference, z, p, adjusted, NULL, NULL);
        assert_close(total, funnel_vectors[v].total, 1e-12, 1e-15);
        for (int k = 0; k < SIX; k++) {
            assert_close(part[k], funnel_vectors[v].part[k], 1e-12, 1e-15);
            assert_close(z[k], funnel_vectors[v].z[k], 1e-12, 0);
            assert_close(p[k], funnel_vectors[v].p[k], 1e-10, 1e-290);
            assert_close(adjusted[k], funnel_vectors[v].adjusted[k], 1e-10, 1e-290);
        }
    }
}

static void behind_a_stage_that_nobody_reached_rates_are_missing(void **state)
{
    (void)state;
    static const double count[3 * STAGES] = {50, 20, 0, 0, 0, 10, 0, 4, 2, 1, 0, 0, 0, 0, 0};
    static const uint64_t whole[STAGES] = {10, 0, 4, 2, 1}, up[2] = {3, 5}, none[2] = {3, 0};
    double rate[3 * STAGES], part[3 * STAGES], overall[3], low[STAGES], high[STAGES];
    int64_t loss[STAGES];
    uint32_t note[3], stage[3];
    patron_funnel_rates(3, STAGES, count, rate, part, NULL, overall, note, NULL);
    assert_true(rate[1] == .4 && rate[2] == 0 && isnan(rate[3]) && isnan(rate[4]));
    assert_true(part[2] == 0 && part[4] == 0 && overall[0] == 0);
    assert_true(note[0] == PATRON_FUNNEL_NOTE_EMPTY);
    assert_true(rate[STAGES] == 1 && rate[STAGES + 1] == 0 && isnan(rate[STAGES + 2]));
    assert_true(isnan(rate[STAGES + 3]) && overall[1] == .1);
    assert_true(note[1] == (PATRON_FUNNEL_NOTE_EMPTY | PATRON_FUNNEL_NOTE_RISING));
    assert_true(isnan(overall[2]) && isnan(part[2 * STAGES]) && isnan(rate[2 * STAGES + 1]));
    patron_funnel_bottleneck(PATRON_FUNNEL_LOWEST_RATE, 3, STAGES, count, NULL, NULL, stage, NULL,
                             NULL, NULL);
    assert_true(stage[0] == 2 && stage[1] == 1 && stage[2] == PATRON_NONE);
    patron_funnel_bottleneck(PATRON_FUNNEL_LARGEST_GAIN, 3, STAGES, count, NULL, NULL, stage, NULL,
                             NULL, NULL);
    assert_true(stage[0] == PATRON_NONE && stage[1] == PATRON_NONE && stage[2] == PATRON_NONE);
    patron_funnel_rates_counts(1, STAGES, whole, NULL, NULL, loss, NULL, NULL, NULL);
    patron_funnel_rates_counts(1, STAGES, whole, NULL, NULL, NULL, overall, NULL, NULL);
    assert_true(overall[0] == .1);
    assert_true(loss[0] == 0 && loss[1] == 10 && loss[2] == -4 && loss[4] == 1);
    patron_funnel_intervals(0.9, 1, 2, up, rate, low, high, note, NULL);
    assert_true(rate[1] > 1 && isnan(low[1]) && isnan(high[1]) && low[0] == 1 && high[0] == 1);
    assert_true(note[0] == PATRON_FUNNEL_NOTE_RISING);
    patron_funnel_intervals(0.9, 1, 2, none, rate, low, high, note, NULL);
    assert_true(rate[1] == 0 && low[1] == 0 && high[1] > 0 && note[0] == 0);
    patron_funnel_split(1, STAGES, us, count, low, high, overall, note, NULL);
    assert_true(isnan(low[2]) && isnan(low[4]) && isnan(overall[0]) && isnan(high[1]));
    patron_funnel_split(1, STAGES, count + STAGES, us, low, NULL, overall, note, NULL);
    assert_true(isnan(low[1]) && isnan(low[4]));
    assert_close(overall[0], log(.1 / .15), 1e-14, 0);
    patron_funnel_split(1, STAGES, count + 2 * STAGES, us, low, NULL, overall, NULL, NULL);
    assert_true(isnan(overall[0]));
    patron_funnel_split(1, STAGES, us, count + 2 * STAGES, low, NULL, overall, NULL, NULL);
    assert_true(isnan(overall[0]));
}

static void a_stage_alone_is_a_funnel_that_loses_nobody(void **state)
{
    (void)state;
    const double count = 7, other = 9;
    double rate, part, total, overall;
    uint32_t stage;
    patron_funnel_rates(1, 1, &count, &rate, NULL, NULL, &overall, NULL, NULL);
    patron_funnel_bottleneck(PATRON_FUNNEL_LOWEST_RATE, 1, 1, &count, NULL, NULL, &stage, NULL,
                             NULL, NULL);
    patron_funnel_split(1, 1, &count, &other, &part, NULL, &total, NULL, NULL);
    assert_true(rate == 1 && overall == 1 && stage == PATRON_NONE && part == 0 && total == 0);
}

static void a_bottleneck_without_a_benchmark_is_not_looked_at(void **state)
{
    (void)state;
    static const double benchmark[STAGES] = {NAN, .9, 0, .7, NAN};
    double figure[STAGES];
    uint32_t stage;
    patron_funnel_bottleneck(PATRON_FUNNEL_BELOW_BENCHMARK, 1, STAGES, us, benchmark, NULL, &stage,
                             figure, NULL, NULL);
    assert_true(stage == 1 && isnan(figure[2]) && isnan(figure[4]));
    patron_funnel_bottleneck(PATRON_FUNNEL_LARGEST_GAIN, 1, STAGES, us, benchmark, NULL, &stage,
                             figure, NULL, NULL);
    assert_true(stage == 1);
    assert_close(figure[1], 15 * .125, 1e-14, 0);
    assert_close(figure[3], 15 * .05, 1e-13, 0);
}

/* 10, 5 twice, 3, what costs nothing in front or behind. */
static void the_plan_puts_first_what_is_worth_most_for_its_cost(void **state)
{
    (void)state;
    static const uint32_t stage[LIFTS] = {4, 3, 4, 2, 1, 1, 4};
    static const double target[LIFTS] = {.5, .8, .6, .75, .4, .9, .5};
    static const double cost[LIFTS] = {100, 30, 300, 0, 0, 0, 100};
    static const uint32_t due[LIFTS] = {5, 1, 0, 6, 2, 3, 4};
    uint32_t order[LIFTS], same[LIFTS];
    double ratio[LIFTS], end[LIFTS];
    size_t size = patron_funnel_plan_scratch_size(LIFTS);
    assert_true(size <= sizeof scratch);
    assert_int_equal(patron_funnel_plan(100.0, STAGES, us, LIFTS, stage, target, cost, scratch,
                                        size, order, ratio, end, NULL),
                     PATRON_OK);
    assert_memory_equal(order, due, sizeof due);
    assert_close(ratio[0], 5, 1e-14, 0);
    assert_close(ratio[1], 10 * 1.0, 1e-14, 0);
    assert_close(ratio[2], 3, 1e-14, 0);
    assert_true(isnan(ratio[3]) && isnan(ratio[4]) && isnan(ratio[5]));
    assert_int_equal(patron_funnel_plan_counts(100.0, STAGES, us_counts, LIFTS, stage, target, cost,
                                               scratch, size, same, NULL, NULL, NULL),
                     PATRON_OK);
    assert_memory_equal(order, same, sizeof order);
}

static double end_after(const double *count, size_t lifts, const uint32_t *order,
                        const uint32_t *stage, const double *target)
{
    double rate[STAGES], end = count[0];
    for (int k = 1; k < STAGES; k++)
        rate[k] = count[k] / count[k - 1];
    for (size_t i = 0; i < lifts; i++)
        if (rate[stage[order[i]]] > 0)
            rate[stage[order[i]]] = fmax(rate[stage[order[i]]], target[order[i]]);
    for (int k = 1; k < STAGES; k++)
        end *= rate[k];
    return end;
}

static void plans_end_where_a_funnel_of_the_lifted_rates_ends(void **state)
{
    (void)state;
    support_random random = support_random_from(27);
    for (int round = 0; round < 60; round++) {
        double count[STAGES] = {1000}, target[LIFTS], cost[LIFTS], ratio[LIFTS], end[LIFTS];
        uint32_t stage[LIFTS], order[LIFTS];
        for (int k = 1; k < STAGES; k++)
            count[k] = count[k - 1] * support_random_uniform(&random);
        for (int i = 0; i < LIFTS; i++) {
            stage[i] = 1 + (uint32_t)support_random_below(&random, STAGES - 1);
            target[i] = support_random_uniform(&random);
            cost[i] = (double)support_random_integer(&random, 1, 50);
        }
        assert_int_equal(patron_funnel_plan(3.0, STAGES, count, LIFTS, stage, target, cost, scratch,
                                            sizeof scratch, order, ratio, end, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < LIFTS; i++) {
            assert_close(end[order[i]], end_after(count, i + 1, order, stage, target), 1e-13, 0);
            if (i > 0)
                assert_true(ratio[order[i]] <= ratio[order[i - 1]]);
        }
        double fifth = 1.0 / 5.0, alone, whole = count[4] / count[0];
        uint32_t first = stage[0];
        double to = count[first] / count[first - 1] * (1 + fifth * 1e-3);
        patron_funnel_lift(1.0, STAGES, count, 1, &first, &to, &alone, NULL, NULL, NULL);
        if (to <= 1) /* a stage lifted by a factor lifts the end by it */
            assert_close(alone / count[0], whole * (1 + fifth * 1e-3), 1e-13, 0);
    }
}

static void lifts_of_a_rate_that_is_0_are_unknown_and_stand_last(void **state)
{
    (void)state;
    static const double count[STAGES] = {100, 50, 20, 0, 0};
    static const uint32_t stage[3] = {3, 1, 4};
    static const double target[3] = {.5, .8, .5}, cost[3] = {1, 5, 0};
    static const uint32_t due[3] = {1, 0, 2};
    uint32_t order[3];
    double ratio[3], end[3], gain[3];
    patron_funnel_lift(1.0, STAGES, count, 3, stage, target, end, gain, NULL, NULL);
    assert_true(isnan(end[0]) && isnan(gain[0]) && end[1] == 0 && gain[1] == 0 && isnan(end[2]));
    assert_int_equal(patron_funnel_plan(1.0, STAGES, count, 3, stage, target, cost, scratch,
                                        sizeof scratch, order, ratio, end, NULL),
                     PATRON_OK);
    assert_memory_equal(order, due, sizeof due);
    assert_true(isnan(ratio[0]) && ratio[1] == 0 && end[0] == 0 && end[2] == 0);
}

/* --- who is on the way ------------------------------------------------------------------------ */

static void fill_people(support_random *random)
{
    for (int i = 0; i < PEOPLE; i++) {
        group[i] = (uint32_t)support_random_below(random, SHOPS);
        reached[i] = (uint32_t)support_random_below(random, STAGES);
        entry_day[i] = (int32_t)support_random_integer(random, 900, 1010);
        weight[i] = support_random_uniform(random) * pow(10.0, (double)(i % 9) - 4);
    }
}

static void people_on_their_way_are_left_out_whatever_they_reached(void **state)
{
    (void)state;
    support_random random = support_random_from(11);
    uint64_t count[SHOPS * STAGES], late[SHOPS], plain[SHOPS * STAGES], mine[SHOPS];
    memset(plain, 0, sizeof plain);
    memset(mine, 0, sizeof mine);
    fill_people(&random);
    for (int i = 0; i < PEOPLE; i++) {
        mine[group[i]] += entry_day[i] > 1000 - 30;
        for (uint32_t k = 0; k <= reached[i]; k++)
            plain[group[i] * STAGES + k] += entry_day[i] <= 1000 - 30;
    }
    assert_int_equal(patron_funnel_count(1000, 30, PEOPLE, group, reached, entry_day, SHOPS, STAGES,
                                         count, late, NULL),
                     PATRON_OK);
    assert_memory_equal(count, plain, sizeof plain);
    assert_memory_equal(late, mine, sizeof mine);
    patron_funnel_count(1000, 30, PEOPLE, group, reached, entry_day, SHOPS, STAGES, plain, NULL,
                        NULL);
    assert_memory_equal(count, plain, sizeof plain);
    double sums[SHOPS * STAGES], left[SHOPS];
    for (int i = 0; i < PEOPLE; i++)
        weight[i] = 1.0;
    size_t size = patron_funnel_weigh_scratch_size(SHOPS, STAGES);
    assert_true(size <= sizeof scratch);
    assert_int_equal(patron_funnel_weigh(1000, 30, PEOPLE, group, reached, entry_day, weight,
                                         scratch, size, SHOPS, STAGES, sums, left, NULL),
                     PATRON_OK);
    for (int c = 0; c < SHOPS * STAGES; c++)
        assert_true(sums[c] == (double)count[c] && left[c / STAGES] == (double)late[c / STAGES]);
}

static void counts_of_days_and_shops_add_up_to_the_whole(void **state)
{
    (void)state;
    support_random random = support_random_from(12);
    uint64_t all[STAGES], late, part[STAGES], sum[STAGES], lates = 0, some;
    fill_people(&random);
    patron_funnel_count(1000, 0, PEOPLE, NULL, reached, entry_day, 1, STAGES, all, &late, NULL);
    for (size_t cut = 0; cut <= PEOPLE; cut += 97) {
        patron_funnel_count(1000, 0, cut, NULL, reached, entry_day, 1, STAGES, sum, &lates, NULL);
        patron_funnel_count(1000, 0, PEOPLE - cut, NULL, reached + cut, entry_day + cut, 1, STAGES,
                            part, &some, NULL);
        for (int k = 0; k < STAGES; k++)
            assert_true(sum[k] + part[k] == all[k]);
        assert_true(lates + some == late && all[0] + late == PEOPLE);
    }
}

static void weights_are_summed_exactly_in_any_order(void **state)
{
    (void)state;
    support_random random = support_random_from(13);
    double sums[STAGES], late, turned[STAGES];
    fill_people(&random);
    assert_int_equal(patron_funnel_weigh(1000, 5, PEOPLE, NULL, reached, entry_day, weight, scratch,
                                         sizeof scratch, 1, STAGES, sums, &late, NULL),
                     PATRON_OK);
    for (int i = 0, j = PEOPLE - 1; i < j; i++, j--) {
        uint32_t stage = reached[i];
        int32_t day = entry_day[i];
        double heavy = weight[i];
        reached[i] = reached[j], entry_day[i] = entry_day[j], weight[i] = weight[j];
        reached[j] = stage, entry_day[j] = day, weight[j] = heavy;
    }
    patron_funnel_weigh(1000, 5, PEOPLE, NULL, reached, entry_day, weight, scratch, sizeof scratch,
                        1, STAGES, turned, NULL, NULL);
    assert_memory_equal(sums, turned, sizeof sums);
    assert_true(sums[0] >= sums[1] && sums[1] >= sums[4] && late > 0);
}

static void the_ends_of_time_are_days_apart_like_any_others(void **state)
{
    (void)state;
    static const int32_t entry[3] = {INT32_MIN, INT32_MAX, 0};
    static const uint32_t stage[3] = {1, 1, 0};
    uint64_t count[2], late;
    patron_funnel_count(INT32_MAX, INT32_MAX, 3, NULL, stage, entry, 1, 2, count, &late, NULL);
    assert_true(count[0] == 2 && count[1] == 1 && late == 1);
    patron_funnel_count(INT32_MIN, 0, 3, NULL, stage, entry, 1, 2, count, &late, NULL);
    assert_true(count[0] == 1 && count[1] == 1 && late == 2);
    patron_funnel_count(0, 0, 0, NULL, NULL, NULL, 1, 2, count, &late, NULL);
    assert_true(count[0] == 0 && count[1] == 0 && late == 0);
}

/* --- the properties of comparisons ------------------------------------------------------------ */

static void a_funnel_against_itself_is_even_and_turned_around_it_is_opposite(void **state)
{
    (void)state;
    double part[STAGES], back[STAGES], total, turned, z[STAGES], zb[STAGES], p[STAGES];
    double adjusted[STAGES], difference[STAGES];
    static const uint64_t half[STAGES] = {1000, 640, 480, 300, 95};
    patron_funnel_split_counts(1, STAGES, us_counts, us_counts, part, NULL, &total, NULL, NULL);
    for (int k = 0; k < STAGES; k++)
        assert_true(part[k] == 0);
    assert_true(total == 0);
    patron_funnel_split_counts(1, STAGES, us_counts, half, part, NULL, &total, NULL, NULL);
    patron_funnel_split_counts(1, STAGES, half, us_counts, back, NULL, &turned, NULL, NULL);
    patron_funnel_test(1, STAGES, us_counts, half, difference, z, p, adjusted, NULL, NULL);
    patron_funnel_test(1, STAGES, half, us_counts, NULL, zb, NULL, NULL, NULL, NULL);
    double sum = 0;
    for (int k = 0; k < STAGES; k++) {
        sum += part[k];
        assert_close(part[k], -back[k], 1e-12, 1e-15);
        assert_close(z[k], -zb[k], 1e-15, 0);
        assert_true(k == 0 ? isnan(p[k]) && isnan(adjusted[k])
                           : adjusted[k] >= p[k] && adjusted[k] <= fmin(1, 4 * p[k]));
    }
    assert_close(sum, total, 1e-13, 1e-15);
    assert_true(isnan(difference[0]));
}

static void stages_where_all_went_on_are_no_test(void **state)
{
    (void)state;
    static const uint64_t one[3] = {50, 50, 20}, two[3] = {80, 80, 30}, up[3] = {80, 90, 30};
    double difference[3], z[3], p[3], adjusted[3];
    uint32_t note;
    patron_funnel_test(1, 3, one, two, difference, z, p, adjusted, &note, NULL);
    assert_true(difference[1] == 0 && isnan(z[1]) && isnan(p[1]) && isnan(adjusted[1]));
    assert_true(adjusted[2] == p[2] && note == 0);
    patron_funnel_test(1, 3, one, up, difference, z, p, adjusted, &note, NULL);
    assert_true(isnan(difference[1]) && isnan(z[1]) && note == PATRON_FUNNEL_NOTE_RISING);
    patron_funnel_test(1, 3, two, two, difference, z, p, adjusted, &note, NULL);
    assert_true(p[2] == 1 && adjusted[2] == 1 && z[2] == 0);
}

static void logs_hold_where_quotients_would_leave_a_double(void **state)
{
    (void)state;
    static const double tiny[2] = {1e15, 1e-310}, vast[2] = {1e-310, 1e15}, one[2] = {1, 1};
    double part[2], total;
    patron_funnel_split(1, 2, tiny, vast, part, NULL, &total, NULL, NULL);
    assert_close(total, 2 * (-310 - 15) * log(10.0), 1e-12, 0);
    patron_funnel_split(1, 2, tiny, one, part, NULL, &total, NULL, NULL);
    assert_close(part[1], -325 * log(10.0), 1e-12, 0);
    patron_funnel_split(1, 2, vast, one, part, NULL, &total, NULL, NULL);
    assert_close(part[1], 325 * log(10.0), 1e-12, 0);
}

/* --- faults ----------------------------------------------------------------------------------- */

static void what_a_funnel_cannot_be_made_of_is_named(void **state)
{
    (void)state;
    patron_fault fault;
    double rate[2 * STAGES], count[2 * STAGES], vast[3] = {1e15, 5e-324, 1e-320};
    uint64_t whole[STAGES] = {1, 2, 3, 4, 1000000000000001};
    uint32_t note[2], stage = 7;
    memcpy(count, us, sizeof us);
    memcpy(count + STAGES, us, sizeof us);
    count[STAGES + 3] = -1;
    rate[STAGES] = 99;
    patron_funnel_rates(2, STAGES, count, rate, NULL, NULL, NULL, note, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count", 1);
    assert_true(fault.column == 3 && fault.real == -1 && rate[1] == .8 && rate[STAGES] == 99);
    patron_funnel_rates_counts(1, STAGES, whole, NULL, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count", 0);
    assert_true(fault.column == 4 && fault.whole == 1000000000000001);
    assert_true(patron_funnel_rates_counts(1, STAGES, whole, NULL, NULL, NULL, NULL, NULL, NULL) ==
                PATRON_E_RANGE);
    assert_int_equal(patron_funnel_rates(1, 33, count, NULL, NULL, NULL, NULL, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    vast[0] = 1e-320, vast[1] = 1e-310, vast[2] = 1;
    patron_funnel_rates(1, 3, vast, rate, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "rate", 0);
    vast[1] = 1e-300, vast[2] = 1e-5;
    patron_funnel_rates(1, 3, vast, rate, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "reached", 0);
    patron_funnel_rates(1, 3, vast, rate, NULL, NULL, NULL, NULL, NULL);
    patron_funnel_intervals(NAN, 1, STAGES, us_counts, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "confidence", -1);
    patron_funnel_intervals(1.0, 1, STAGES, us_counts, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "confidence", -1);
    patron_funnel_bottleneck(3, 1, STAGES, us, NULL, NULL, &stage, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rule", -1);
    assert_true(stage == 7);
}

static void what_cannot_be_lifted_or_compared_is_named(void **state)
{
    (void)state;
    static const uint32_t stage[2] = {4, 5}, third[2] = {2, 2};
    static const double target[2] = {.5, 1.5}, cost[2] = {1, 1}, high = 1.0;
    double vast[3] = {1e15, 1e-300, 1e10}, odd[3] = {1e-310, 1, 1}, out[2], none[2] = {1e-300, 0};
    uint32_t order[2];
    patron_fault fault;
    patron_funnel_lift(1.0, STAGES, us, 2, stage, target, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stage", 1);
    patron_funnel_lift(1.0, 3, odd, 1, third, &high, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "count", 1);
    vast[2] = 1e15; /* rates 1e-315 and 1e315 */
    patron_funnel_lift(1.0, 3, vast, 1, third, &high, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "count", 2);
    vast[1] = 1e-290;
    uint32_t two = 1;
    patron_funnel_lift(1.0, 3, vast, 1, &two, &high, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "worth", 0);
    vast[1] = 1e-270;
    patron_funnel_lift(1e15, 3, vast, 1, &two, &high, out, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "worth", 0);
    vast[1] = 1e-290;
    uint32_t second = 1;
    patron_funnel_plan(1e15, 3, vast, 1, &second, &high, cost, scratch, sizeof scratch, order, NULL,
                       NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "worth", 0);
    patron_funnel_plan(0.0, 3, vast, 0, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, &fault);
    double few[4] = {1e15, 1e-140, 1e-290, 1e15}, both[2] = {1.0, 1.0};
    uint32_t pair[2] = {1, 2};
    patron_funnel_plan(1e-320, 4, few, 2, pair, both, cost, scratch, sizeof scratch, order, NULL,
                       out, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "end", -1);
    patron_funnel_plan(1.0, STAGES, us, 1, stage, target, none, scratch, sizeof scratch, order,
                       NULL, NULL, &fault);
    assert_true(patron_funnel_plan(1.0, STAGES, us, 2, stage, target, none, scratch, sizeof scratch,
                                   order, NULL, NULL, NULL) == PATRON_E_RANGE);
    patron_funnel_split(1, 33, us, us, NULL, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    assert_true(patron_funnel_plan_scratch_size((size_t)-1) == SIZE_MAX);
    assert_true(patron_funnel_plan_scratch_size(0) == 0);
    assert_true(patron_funnel_weigh_scratch_size(1, 33) == SIZE_MAX);
    assert_true(patron_funnel_weigh_scratch_size(1, 0) == SIZE_MAX);
    assert_true(patron_funnel_weigh_scratch_size(0, 1) == SIZE_MAX);
    assert_true(patron_funnel_weigh_scratch_size(16777217, 1) == SIZE_MAX);
}

static void people_who_cannot_be_are_named(void **state)
{
    (void)state;
    static const uint32_t who[2] = {0, 3}, stage[2] = {0, 2};
    static const int32_t day[2] = {1, 2};
    uint64_t count[4] = {8, 8, 8, 8};
    patron_fault fault;
    patron_funnel_count(9, -1, 2, who, stage, day, 2, 2, count, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "mature_days", -1);
    patron_funnel_count(9, 1, 2, who, stage, day, 2, 2, count, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "group", 1);
    patron_funnel_count(9, 1, 2, NULL, stage, day, 1, 2, count, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "reached", 1);
    patron_funnel_count(9, 1, 2, NULL, stage, day, 0, 2, count, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "groups", -1);
    assert_true(count[0] == 8 && count[3] == 8);
}

#define NULL_IN(call, argument_name)                                                               \
    do {                                                                                           \
        assert_int_equal(call, PATRON_E_NULL);                                                     \
        assert_fault(&fault, PATRON_E_NULL, argument_name, -1);                                    \
    } while (0)

static void a_missing_column_is_named(void **state)
{
    (void)state;
    static const uint32_t one = 1, zero = 0;
    static const int32_t day = 3;
    static const double half = .5, cost = 1;
    uint64_t count[STAGES];
    double out[STAGES], *no = NULL;
    uint32_t stage;
    patron_fault fault;
    NULL_IN(patron_funnel_rates(1, STAGES, NULL, out, no, no, no, NULL, &fault), "count");
    NULL_IN(patron_funnel_rates_counts(1, STAGES, NULL, out, no, NULL, no, NULL, &fault), "count");
    NULL_IN(patron_funnel_intervals(.9, 1, STAGES, NULL, out, no, no, NULL, &fault), "count");
    NULL_IN(patron_funnel_bottleneck(0, 1, STAGES, NULL, no, no, &stage, no, NULL, &fault),
            "count");
    NULL_IN(patron_funnel_bottleneck(0, 1, STAGES, us, no, no, NULL, no, NULL, &fault), "stage");
    NULL_IN(patron_funnel_lift(1, STAGES, NULL, 1, &one, &half, no, no, no, &fault), "count");
    NULL_IN(patron_funnel_lift(1, STAGES, us, 1, NULL, &half, no, no, no, &fault), "stage");
    NULL_IN(patron_funnel_lift(1, STAGES, us, 1, &one, NULL, no, no, no, &fault), "target");
    NULL_IN(patron_funnel_plan(1, STAGES, us, 1, NULL, &half, &cost, scratch, sizeof scratch,
                               &stage, no, no, &fault),
            "stage");
    NULL_IN(patron_funnel_plan(1, STAGES, us, 1, &one, &half, NULL, scratch, sizeof scratch, &stage,
                               no, no, &fault),
            "cost");
    NULL_IN(
        patron_funnel_plan(1, STAGES, us, 1, &one, &half, &cost, NULL, 0, &stage, no, no, &fault),
        "scratch");
    NULL_IN(patron_funnel_plan(1, STAGES, us, 1, &one, &half, &cost, scratch, sizeof scratch, NULL,
                               no, no, &fault),
            "order");
    NULL_IN(patron_funnel_split(1, STAGES, NULL, us, out, no, no, NULL, &fault), "count_1");
    NULL_IN(patron_funnel_split(1, STAGES, us, NULL, out, no, no, NULL, &fault), "count_2");
    NULL_IN(patron_funnel_count(9, 1, 1, NULL, NULL, &day, 1, 2, count, NULL, &fault), "reached");
    NULL_IN(patron_funnel_count(9, 1, 1, NULL, &zero, NULL, 1, 2, count, NULL, &fault),
            "entry_day");
    NULL_IN(patron_funnel_count(9, 1, 1, NULL, &zero, &day, 1, 2, NULL, NULL, &fault), "count");
    NULL_IN(patron_funnel_weigh(9, 1, 1, NULL, NULL, &day, &half, scratch, sizeof scratch, 1, 2,
                                out, no, &fault),
            "reached");
    NULL_IN(patron_funnel_weigh(9, 1, 1, NULL, &zero, NULL, &half, scratch, sizeof scratch, 1, 2,
                                out, no, &fault),
            "entry_day");
    NULL_IN(patron_funnel_weigh(9, 1, 1, NULL, &zero, &day, NULL, scratch, sizeof scratch, 1, 2,
                                out, no, &fault),
            "weight");
    NULL_IN(patron_funnel_weigh(9, 1, 1, NULL, &zero, &day, &half, NULL, 0, 1, 2, out, no, &fault),
            "scratch");
    NULL_IN(patron_funnel_weigh(9, 1, 1, NULL, &zero, &day, &half, scratch, sizeof scratch, 1, 2,
                                NULL, no, &fault),
            "count");
}

static void a_wrong_number_is_named_wherever_it_stands(void **state)
{
    (void)state;
    static const uint32_t one[2] = {1, 1}, none[2] = {0, 4}, zero = 0;
    static const double half[2] = {.5, .5}, cost[2] = {1, -1}, wrong = -1, endless = INFINITY;
    static const double lacking[STAGES] = {1, 1, -2, 1, 1}, low[STAGES] = {1, NAN, 1, 1, 1};
    static const int32_t day = 3;
    uint64_t many[STAGES] = {1, UINT64_MAX, 1, 1, 1}, count[4];
    double out[STAGES], *no = NULL;
    uint32_t stage[2];
    patron_fault fault;
    patron_funnel_intervals(.9, 1, 33, us_counts, no, no, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    patron_funnel_intervals(.9, 1, STAGES, many, no, no, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count", 0);
    patron_funnel_rates_counts(1, 0, us_counts, out, no, NULL, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    patron_funnel_bottleneck(1, 1, 33, us, no, no, stage, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    patron_funnel_bottleneck(1, 1, STAGES, us, lacking, no, stage, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "benchmark", 2);
    patron_funnel_bottleneck(1, 1, STAGES, low, no, no, stage, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "count", 0);
    patron_funnel_bottleneck(1, 1, STAGES, us, no, &wrong, stage, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "value", 0);
    out[0] = 1, out[1] = 1e15;
    out[2] = 5e-324;
    patron_funnel_bottleneck(1, 1, 2, out, out + 1, no, stage, no, NULL, NULL);
    double tiny[2] = {1, 5e-324};
    patron_funnel_bottleneck(1, 1, 2, out, tiny, no, stage, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "figure", 0);
    assert_int_equal(patron_funnel_bottleneck(1, 1, 2, out, tiny, no, stage, no, NULL, NULL),
                     PATRON_E_OVERFLOW);
    patron_funnel_lift(endless, STAGES, us, 1, one, half, no, no, no, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "value", -1);
    patron_funnel_lift(1, 0, us, 1, one, half, no, no, no, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    patron_funnel_lift(1, STAGES, lacking, 1, one, half, no, no, no, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count", 2);
    patron_funnel_lift(1, STAGES, us, 2, none, half, no, no, no, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stage", 0);
    patron_funnel_plan(1, STAGES, us, 2, one, half, cost, scratch, sizeof scratch, stage, no, no,
                       &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cost", 1);
    patron_funnel_plan(1, STAGES, lacking, 2, one, half, cost, scratch, sizeof scratch, stage, no,
                       no, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count", 2);
    patron_funnel_plan(1, STAGES, us, 2147483648u, one, half, cost, scratch, SIZE_MAX, stage, no,
                       no, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    const double least = 5e-324;
    patron_funnel_plan(1, STAGES, us, 1, one, half, &least, scratch, sizeof scratch, stage, no, no,
                       &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "ratio", 0);
    patron_funnel_lift(1, STAGES, us, 1, one, &wrong, no, no, no, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "target", 0);
    patron_funnel_split(1, STAGES, lacking, us, no, no, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count_1", 0);
    patron_funnel_split(1, STAGES, us, lacking, no, no, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count_2", 0);
    patron_funnel_test(1, STAGES, us_counts, many, no, no, no, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "count_2", 0);
    patron_funnel_test(1, 33, us_counts, many, no, no, no, no, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "stages", -1);
    patron_funnel_count(9, 1, 2147483648u, NULL, &zero, &day, 1, 2, count, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_funnel_count(9, 1, 1, NULL, &zero, &day, 16777217, 2, count, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "groups", -1);
    patron_funnel_weigh(9, -1, 1, NULL, &zero, &day, &wrong, scratch, sizeof scratch, 1, 2, out, no,
                        &fault);
    assert_fault(&fault, PATRON_E_RANGE, "mature_days", -1);
    patron_funnel_weigh(9, 1, 1, NULL, &zero, &day, &wrong, scratch, sizeof scratch, 1, 2, out, no,
                        &fault);
    assert_fault(&fault, PATRON_E_RANGE, "weight", 0);
    patron_funnel_weigh(9, 1, 1, NULL, &zero, &day, &wrong, scratch, 9, 1, 2, out, no, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(toothbrushes_sell_through_80_75_67_and_37_percent),
        cmocka_unit_test(against_mexico_the_us_wins_most_by_a_second_purchase),
        cmocka_unit_test(a_lift_of_repeat_buying_to_a_half_ends_at_20),
        cmocka_unit_test(the_same_end_has_opposite_causes),
        cmocka_unit_test(figures_are_those_of_fractions_and_fifty_digits),
        cmocka_unit_test(behind_a_stage_that_nobody_reached_rates_are_missing),
        cmocka_unit_test(a_stage_alone_is_a_funnel_that_loses_nobody),
        cmocka_unit_test(a_bottleneck_without_a_benchmark_is_not_looked_at),
        cmocka_unit_test(the_plan_puts_first_what_is_worth_most_for_its_cost),
        cmocka_unit_test(plans_end_where_a_funnel_of_the_lifted_rates_ends),
        cmocka_unit_test(lifts_of_a_rate_that_is_0_are_unknown_and_stand_last),
        cmocka_unit_test(people_on_their_way_are_left_out_whatever_they_reached),
        cmocka_unit_test(counts_of_days_and_shops_add_up_to_the_whole),
        cmocka_unit_test(weights_are_summed_exactly_in_any_order),
        cmocka_unit_test(the_ends_of_time_are_days_apart_like_any_others),
        cmocka_unit_test(a_funnel_against_itself_is_even_and_turned_around_it_is_opposite),
        cmocka_unit_test(stages_where_all_went_on_are_no_test),
        cmocka_unit_test(logs_hold_where_quotients_would_leave_a_double),
        cmocka_unit_test(what_a_funnel_cannot_be_made_of_is_named),
        cmocka_unit_test(what_cannot_be_lifted_or_compared_is_named),
        cmocka_unit_test(people_who_cannot_be_are_named),
        cmocka_unit_test(a_missing_column_is_named),
        cmocka_unit_test(a_wrong_number_is_named_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
