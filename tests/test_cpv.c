#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/cpv.h>

#include "vectors/cpv_vectors.h"

enum { MANY = 400, OFFERS = 5, PARTS = 4, WIDE = 16 };

static double benefit[MANY * OFFERS * PARTS], cost[MANY * OFFERS * PARTS];
static double value[MANY * OFFERS], other[MANY * OFFERS], share[MANY * OFFERS];
static double first[MANY * OFFERS], second[MANY * OFFERS], third[MANY * OFFERS];
static uint32_t note[MANY], which[MANY];

static size_t fill(support_random *random)
{
    size_t n = 1 + (size_t)support_random_below(random, MANY);
    for (size_t k = 0; k < n * OFFERS * PARTS; k++) {
        benefit[k] = (double)support_random_integer(random, 0, 400) / 4.0;
        cost[k] = (double)support_random_integer(random, 0, 200) / 4.0;
    }
    return n;
}

static void caterpillar_is_worth_110000_and_leaves_the_buyer_10000(void **state)
{
    (void)state;
    static const double reference = 90000, price = 100000;
    static const double extra[4] = {7000, 6000, 5000, 2000};
    double worth, premium, surplus;
    assert_int_equal(
        patron_cpv_value_in_use(1, &reference, &price, 4, extra, &worth, &premium, &surplus, NULL),
        PATRON_OK);
    assert_true(worth == 110000 && premium == 10000 && surplus == 10000);
    assert_int_equal(
        patron_cpv_value_in_use(1, &reference, &price, 4, extra, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

static void the_older_caterpillar_splits_6000_into_1000_and_5000(void **state)
{
    (void)state;
    static const double worth[5] = {20000, 20000, 20000, 14000, 20000};
    static const double price[5] = {19000, 13000, 21000, 14000, 20000};
    static const double making[5] = {14000, 14000, 14000, 14000, 14000};
    double whole[5], buyer[5], seller[5], part[5];
    assert_int_equal(
        patron_cpv_split(5, worth, price, making, whole, buyer, seller, part, note, NULL),
        PATRON_OK);
    assert_true(whole[0] == 6000 && buyer[0] == 1000 && seller[0] == 5000 && note[0] == 0);
    assert_close(part[0], 1.0 / 6.0, 1e-15, 0);
    assert_true(seller[1] == -1000 && note[1] == PATRON_CPV_NOTE_LOSS);
    assert_true(buyer[2] == -1000 && note[2] == PATRON_CPV_NOTE_PRICED_OUT);
    assert_true(isnan(part[3]) && note[3] == PATRON_CPV_NOTE_NOTHING_TO_SPLIT);
    assert_true(part[4] == 0 && note[4] == 0);
    assert_int_equal(patron_cpv_split(5, worth, price, making, NULL, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static void difference_and_ratio_can_rank_offers_differently(void **state)
{
    (void)state;
    static const double totals[4] = {10, 100, 20000, 24000}, costs[4] = {6, 92, 16000, 21000};
    double difference[4], ratio[4], by_difference[4], by_ratio[4];
    assert_int_equal(patron_cpv_value(4, 1, totals, 1, costs, NULL, NULL, difference, ratio, NULL),
                     PATRON_OK);
    assert_true(difference[0] == 4 && difference[1] == 8);
    assert_true(difference[2] == 4000 && difference[3] == 3000);
    assert_close(ratio[0], 5.0 / 3.0, 1e-15, 0);
    assert_close(ratio[1], 1.087, 1e-4, 0);
    assert_true(ratio[2] == 1.25);
    assert_close(ratio[3], 1.142857142857142857, 1e-15, 0);
    assert_int_equal(patron_cpv_rank(2, 2, totals, costs, by_difference, by_ratio, note, NULL),
                     PATRON_OK);
    assert_true(by_difference[0] == 2 && by_difference[1] == 1);
    assert_true(by_ratio[0] == 1 && by_ratio[1] == 2);
    assert_true(note[0] == PATRON_CPV_NOTE_RANKS_DISAGREE);
    assert_true(by_difference[2] == 1 && by_ratio[2] == 1 && note[1] == 0);
    assert_int_equal(patron_cpv_rank(2, 2, totals, costs, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void a_product_used_in_all_phases_adds_up_both_ways(void **state)
{
    (void)state;
    static const double part[WIDE] = {1, 2, 3, 4, 0, 10, 20, 0, 0, 0, 7, 0, 5, 5, 5, 5};
    double kind[4], phase[4];
    assert_int_equal(patron_cpv_phases(1, 4, 4, part, kind, phase, NULL), PATRON_OK);
    assert_true(kind[PATRON_CPV_PRODUCT] == 10 && kind[PATRON_CPV_SERVICES] == 30);
    assert_true(kind[PATRON_CPV_PERSONNEL] == 7 && kind[PATRON_CPV_IMAGE] == 20);
    assert_true(phase[PATRON_CPV_SEARCH] == 6 && phase[PATRON_CPV_PURCHASE] == 17);
    assert_true(phase[PATRON_CPV_USE] == 35 && phase[PATRON_CPV_DISPOSE] == 9);
    assert_int_equal(patron_cpv_phases(1, 4, 4, part, NULL, NULL, NULL), PATRON_OK);
}

static void values_changes_and_gaps_are_those_of_fractions(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof cpv_offer_vectors / sizeof *cpv_offer_vectors; v++) {
        double totals[3], costs[3], difference[3], ratio[3], gap, by_benefit[4], by_cost[5];
        double increase, cut[5], smallest, magnitude = 0;
        uint32_t best, component;
        const double *b = cpv_offer_vectors[v].benefit, *c = cpv_offer_vectors[v].cost;
        uint32_t own = cpv_offer_vectors[v].own;
        for (int k = 0; k < 12; k++)
            magnitude = fmax(magnitude, fabs(b[k]));
        assert_int_equal(patron_cpv_value(3, 4, b, 5, c, totals, costs, difference, ratio, NULL),
                         PATRON_OK);
        for (int k = 0; k < 3; k++) {
            assert_close(totals[k], cpv_offer_vectors[v].total_benefit[k], 1e-15, 0);
            assert_close(costs[k], cpv_offer_vectors[v].total_cost[k], 1e-15, 0);
            assert_close(difference[k], cpv_offer_vectors[v].difference[k], 1e-15,
                         magnitude * 1e-28);
            assert_close(ratio[k], cpv_offer_vectors[v].ratio[k], 1e-15, 0);
        }
        assert_int_equal(
            patron_cpv_contributions(own, 1, 3, 4, b, 5, c, &best, &gap, by_benefit, by_cost, NULL),
            PATRON_OK);
        assert_true(best == cpv_offer_vectors[v].best);
        assert_close(gap, cpv_offer_vectors[v].gap, 1e-15, magnitude * 1e-28);
        assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, own,
                                            cpv_offer_vectors[v].lead, 1, 3, 4, b, 5, c, &increase,
                                            cut, &smallest, &component, NULL),
                         PATRON_OK);
        assert_close(increase, cpv_offer_vectors[v].increase, 1e-15, magnitude * 1e-28);
        for (int k = 0; k < 5; k++)
            assert_close(cut[k], cpv_offer_vectors[v].cut[k], 1e-15, magnitude * 1e-28);
        assert_true(smallest == increase && (component == PATRON_NONE) == (increase == 0));
        assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_RATIO, own,
                                            cpv_offer_vectors[v].ratio_lead, 1, 3, 4, b, 5, c,
                                            &increase, cut, &smallest, &component, NULL),
                         PATRON_OK);
        assert_close(increase, cpv_offer_vectors[v].ratio_increase, 1e-13, 0);
        for (int k = 0; k < 5; k++)
            assert_close(cut[k], cpv_offer_vectors[v].ratio_cut[k], 1e-13, 0);
    }
}

static void a_customer_favors_the_better_of_two_and_the_ratio_ends_at_0(void **state)
{
    (void)state;
    static const double one[6] = {3, 2, 2, -1, 5, 1}, two[6] = {2, 2, 3, -2, 0, 0.5};
    double ratio[6], difference[6];
    uint32_t choice[6];
    assert_int_equal(patron_cpv_compare(0.0, 6, one, two, ratio, difference, choice, note, NULL),
                     PATRON_OK);
    assert_true(ratio[0] == 1.5 && choice[0] == PATRON_CPV_FAVOR_FIRST && note[0] == 0);
    assert_true(ratio[1] == 1 && choice[1] == PATRON_CPV_INDIFFERENT);
    assert_close(ratio[2], 2.0 / 3.0, 1e-15, 0);
    assert_true(choice[2] == PATRON_CPV_FAVOR_SECOND);
    assert_true(isnan(ratio[3]) && difference[3] == 1 && choice[3] == PATRON_CPV_FAVOR_FIRST);
    assert_true(note[3] == PATRON_CPV_NOTE_SECOND_NOT_POSITIVE && note[4] == note[3]);
    assert_true(isnan(ratio[4]) && choice[4] == PATRON_CPV_FAVOR_FIRST);
    assert_int_equal(patron_cpv_compare(0.5, 6, one, two, NULL, NULL, choice, NULL, NULL),
                     PATRON_OK);
    assert_true(choice[5] == PATRON_CPV_INDIFFERENT && choice[0] == PATRON_CPV_FAVOR_FIRST);
    assert_int_equal(patron_cpv_compare(0.5, 6, one, two, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void the_ratio_one_way_times_the_other_is_1_and_choices_turn(void **state)
{
    (void)state;
    support_random random = support_random_from(41);
    uint32_t back[MANY];
    for (size_t i = 0; i < MANY; i++) {
        first[i] = exp(support_random_between(&random, -20, 20));
        second[i] = exp(support_random_between(&random, -20, 20));
    }
    assert_int_equal(patron_cpv_compare(0.0, MANY, first, second, value, NULL, which, NULL, NULL),
                     PATRON_OK);
    assert_int_equal(patron_cpv_compare(0.0, MANY, second, first, other, NULL, back, NULL, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < MANY; i++) {
        assert_close(value[i] * other[i], 1.0, 4e-16, 0);
        assert_true(which[i] + back[i] == 3);
        assert_true((which[i] == PATRON_CPV_FAVOR_FIRST) == (value[i] > 1));
    }
}

static void shares_of_choice_are_those_of_fifty_digits(void **state)
{
    (void)state;
    double proportional[4], logit[4];
    for (size_t v = 0; v < sizeof cpv_share_vectors / sizeof *cpv_share_vectors; v++) {
        const double *values = cpv_share_vectors[v].value;
        assert_int_equal(patron_cpv_shares(PATRON_CPV_PROPORTIONAL, cpv_share_vectors[v].scale, 1,
                                           4, values, proportional, note, NULL),
                         PATRON_OK);
        assert_true(note[0] == 0);
        assert_int_equal(patron_cpv_shares(PATRON_CPV_LOGIT, cpv_share_vectors[v].slope, 1, 4,
                                           values, logit, NULL, NULL),
                         PATRON_OK);
        for (int k = 0; k < 4; k++) {
            assert_close(proportional[k], cpv_share_vectors[v].proportional[k], 1e-12, 1e-300);
            assert_close(logit[k], cpv_share_vectors[v].logit[k], 1e-11, 1e-300);
        }
    }
}

static void shares_sum_to_1_keep_the_order_and_survive_any_magnitude(void **state)
{
    (void)state;
    support_random random = support_random_from(42);
    static const double sizes[] = {1e-300, 1e-5, 1, 1e5, 1e300};
    for (int round = 0; round < 60; round++) {
        uint32_t rule = (uint32_t)(round % 2);
        double size = sizes[round % 5], scale = exp(support_random_between(&random, -8, 8));
        for (size_t k = 0; k < MANY * OFFERS; k++)
            value[k] = size * support_random_uniform(&random);
        if (round % 3 == 0)
            value[1] = value[0];
        assert_int_equal(
            patron_cpv_shares(rule, round == 0 ? 0 : scale, MANY, OFFERS, value, share, note, NULL),
            PATRON_OK);
        for (size_t i = 0; i < MANY; i++) {
            double sum = 0;
            for (size_t k = 0; k < OFFERS; k++) {
                sum += share[i * OFFERS + k];
                assert_true(share[i * OFFERS + k] >= 0 && share[i * OFFERS + k] <= 1);
                for (size_t j = 0; j < OFFERS; j++)
                    if (value[i * OFFERS + k] >= value[i * OFFERS + j])
                        assert_true(share[i * OFFERS + k] >= share[i * OFFERS + j]);
            }
            assert_close(sum, 1.0, 1e-14, 0);
        }
    }
    static const double far[3] = {-1e300, 1e300, 1e300};
    assert_int_equal(patron_cpv_shares(PATRON_CPV_LOGIT, 1e300, 1, 3, far, share, note, NULL),
                     PATRON_OK);
    assert_true(share[0] == 0 && share[1] == 0.5 && share[2] == 0.5 && note[0] == 0);
}

/* (1e-150 / 1e150)^.001 is 10^-.3, although the quotient is no double. */
static void a_small_scale_keeps_values_of_any_magnitude_in_the_choice(void **state)
{
    (void)state;
    static const double far[2] = {1e-200, 1e200}, near[2] = {0, 1e-300};
    double share[2];
    assert_int_equal(
        patron_cpv_shares(PATRON_CPV_PROPORTIONAL, 0.001, 1, 2, far, share, NULL, NULL), PATRON_OK);
    assert_close(share[0], 0.28474724895080141, 1e-12, 0); /* 1 / (1 + 10^.4) */
    assert_close(share[1], 0.71525275104919859, 1e-12, 0);
    assert_int_equal(
        patron_cpv_shares(PATRON_CPV_PROPORTIONAL, 0.001, 1, 2, near, share, NULL, NULL),
        PATRON_OK);
    assert_true(share[0] == 0 && share[1] == 1);
}

static void proportional_shares_need_values_from_0_on(void **state)
{
    (void)state;
    static const double values[9] = {1, 2, -1, 0, 0, 0, 0, 3, 1};
    uint32_t notes[3];
    assert_int_equal(
        patron_cpv_shares(PATRON_CPV_PROPORTIONAL, 1.0, 3, 3, values, share, notes, NULL),
        PATRON_OK);
    assert_true(notes[0] == PATRON_CPV_NOTE_NEGATIVE_VALUE);
    assert_true(notes[1] == PATRON_CPV_NOTE_ALL_ZERO && notes[2] == 0);
    for (int k = 0; k < 6; k++)
        assert_true(isnan(share[k]));
    assert_true(share[6] == 0 && share[7] == 0.75 && share[8] == 0.25);
    assert_int_equal(
        patron_cpv_shares(PATRON_CPV_PROPORTIONAL, 0.0, 3, 3, values, share, notes, NULL),
        PATRON_OK);
    assert_true(notes[1] == 0);
    assert_close(share[3], 1.0 / 3.0, 1e-15, 0);
    assert_close(share[6], 1.0 / 3.0, 1e-15, 0);
}

static void a_benefit_that_everyone_gains_moves_no_rank_by_difference(void **state)
{
    (void)state;
    support_random random = support_random_from(43);
    for (int round = 0; round < 20; round++) {
        size_t n = fill(&random);
        double gain = (double)support_random_integer(&random, -50, 200);
        for (size_t k = 0; k < n * OFFERS; k++)
            value[k] = benefit[k] + gain;
        assert_int_equal(patron_cpv_rank(n, OFFERS, benefit, cost, first, third, note, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cpv_rank(n, OFFERS, value, cost, second, NULL, NULL, NULL),
                         PATRON_OK);
        assert_memory_equal(first, second, n * OFFERS * sizeof *first);
        for (size_t i = 0; i < n; i++) {
            double sum = 0, by_ratio = 0;
            size_t ranked = 0;
            int opposed = 0, free = 0;
            for (size_t k = i * OFFERS; k < (i + 1) * OFFERS; k++) {
                sum += first[k];
                by_ratio += isnan(third[k]) ? 0 : third[k];
                ranked += !isnan(third[k]);
                free |= cost[k] == 0;
                assert_true((cost[k] == 0) == (isnan(third[k]) != 0));
                for (size_t j = i * OFFERS; j < (i + 1) * OFFERS; j++)
                    opposed |= first[k] < first[j] && third[k] > third[j];
            }
            assert_true(sum == OFFERS * (OFFERS + 1) / 2.0);
            assert_true(by_ratio == (double)(ranked * (ranked + 1)) / 2.0);
            assert_true(((note[i] & PATRON_CPV_NOTE_RANKS_DISAGREE) != 0) == (opposed != 0));
            assert_true(((note[i] & PATRON_CPV_NOTE_NO_RATIO) != 0) == (free != 0));
        }
    }
    static const double same[4] = {2, 2, 2, 1}, free_cost[4] = {1, 1, 1, 1};
    assert_int_equal(patron_cpv_rank(1, 4, same, free_cost, first, second, note, NULL), PATRON_OK);
    assert_true(first[0] == 2 && first[2] == 2 && first[3] == 4 && second[1] == 2);
}

static void contributions_add_up_to_the_gap_with_the_best_rival(void **state)
{
    (void)state;
    support_random random = support_random_from(44);
    static double by_benefit[MANY * PARTS], by_cost[MANY * PARTS];
    for (uint32_t own = 0; own < OFFERS; own++) {
        size_t n = fill(&random);
        assert_int_equal(patron_cpv_value(n * OFFERS, PARTS, benefit, PARTS, cost, NULL, NULL,
                                          value, NULL, NULL),
                         PATRON_OK);
        assert_int_equal(patron_cpv_contributions(own, n, OFFERS, PARTS, benefit, PARTS, cost,
                                                  which, first, by_benefit, by_cost, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            double sum = 0;
            for (size_t j = 0; j < PARTS; j++)
                sum += by_benefit[i * PARTS + j] + by_cost[i * PARTS + j];
            assert_true(sum == first[i]); /* quarters: exact */
            assert_true(which[i] < OFFERS && which[i] != own);
            assert_true(first[i] == value[i * OFFERS + own] - value[i * OFFERS + which[i]]);
            for (uint32_t k = 0; k < OFFERS; k++)
                if (k != own)
                    assert_true(
                        value[i * OFFERS + k] < value[i * OFFERS + which[i]] ||
                        (value[i * OFFERS + k] == value[i * OFFERS + which[i]] && k >= which[i]));
        }
    }
}

/* Makes the change and looks. */
static void the_change_named_reaches_the_lead_and_none_is_smaller(void **state)
{
    (void)state;
    support_random random = support_random_from(45);
    static double cut[MANY * PARTS], reached[OFFERS], after;
    for (int round = 0; round < 12; round++) {
        uint32_t criterion = (uint32_t)(round % 2), own = (uint32_t)(round % OFFERS);
        double lead = round % 3 == 0 ? 0.0 : criterion ? 0.25 : 10.0;
        size_t n = fill(&random);
        assert_int_equal(patron_cpv_changes(criterion, own, lead, n, OFFERS, PARTS, benefit, PARTS,
                                            cost, first, cut, second, which, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            double *b = benefit + i * OFFERS * PARTS, *c = cost + i * OFFERS * PARTS;
            double least = first[i], target = -INFINITY;
            for (size_t j = 0; j < PARTS; j++) {
                double place = c[own * PARTS + j];
                assert_true(isnan(cut[i * PARTS + j]) || cut[i * PARTS + j] <= place);
                if (cut[i * PARTS + j] < least)
                    least = cut[i * PARTS + j];
            }
            assert_true(second[i] == least && (which[i] == PATRON_NONE) == (first[i] == 0));
            if (which[i] == PATRON_NONE)
                continue;
            if (which[i] < PARTS)
                b[own * PARTS + which[i]] += second[i];
            else
                c[own * PARTS + which[i] - PARTS] -= second[i];
            assert_int_equal(patron_cpv_value(OFFERS, PARTS, b, PARTS, c, NULL, NULL,
                                              criterion ? NULL : reached,
                                              criterion ? reached : NULL, NULL),
                             PATRON_OK);
            for (uint32_t k = 0; k < OFFERS; k++)
                if (k != own)
                    target = fmax(target, reached[k]);
            after = reached[own];
            assert_close(after, target + lead, 1e-12, 1e-9);
        }
    }
}

static void the_lever_is_where_we_are_furthest_behind(void **state)
{
    (void)state;
    /* ours and the rival's: product, services; price, time */
    static const double b[4] = {10, 3, 9, 8}, c[4] = {5, 1, 4, 1};
    double increase, cut[2], smallest;
    uint32_t component;
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, 0, 0.0, 1, 2, 2, b, 2, c,
                                        &increase, cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_true(increase == 5 && cut[0] == 5 && isnan(cut[1]));
    assert_true(smallest == 5 && component == 1); /* services, 5 behind */
    static const double less[4] = {10, 8, 9, 8}, dear[4] = {9, 1, 4, 1};
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, 0, 0.0, 1, 2, 2, less, 2, dear,
                                        &increase, cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_true(increase == 4 && component == 2); /* the price */
    static const double none[2] = {0, 0};
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, 0, 0.0, 1, 2, 1, none, 1, none,
                                        &increase, cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_true(increase == 0 && cut[0] == 0 && component == PATRON_NONE);
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, 0, 0.0, 1, 2, 2, b, 2, c, NULL,
                                        NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static void without_a_rival_or_a_ratio_no_change_is_named(void **state)
{
    (void)state;
    static const double b[3] = {4, 6, 9}, c[3] = {2, 0, 3}, negative[3] = {-4, 6, 9};
    double increase, cut, smallest, gap, by_benefit, by_cost;
    uint32_t component, best;
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_DIFFERENCE, 0, 0.0, 1, 1, 1, b, 1, c,
                                        &increase, &cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_true(isnan(increase) && isnan(cut) && isnan(smallest) && component == PATRON_NONE);
    assert_int_equal(
        patron_cpv_contributions(0, 1, 1, 1, b, 1, c, &best, &gap, &by_benefit, &by_cost, NULL),
        PATRON_OK);
    assert_true(best == PATRON_NONE && isnan(gap) && isnan(by_benefit) && isnan(by_cost));
    assert_int_equal(patron_cpv_contributions(0, 1, 1, 1, b, 1, c, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    /* the second has no ratio: the third is the rival */
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_RATIO, 0, 0.0, 1, 3, 1, b, 1, c, &increase,
                                        &cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_close(increase, 2.0, 1e-15, 0);
    assert_close(cut, 2.0 / 3.0, 1e-15, 0);
    assert_true(smallest == cut && component == 1);
    /* ours has none */
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_RATIO, 1, 0.0, 1, 3, 1, b, 1, c, &increase,
                                        &cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_true(isnan(increase) && isnan(cut) && isnan(smallest) && component == PATRON_NONE);
    /* cutting costs helps no offer whose benefits are below 0 */
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_RATIO, 0, 0.0, 1, 3, 1, negative, 1, c,
                                        &increase, &cut, &smallest, &component, NULL),
                     PATRON_OK);
    assert_true(increase == 10 && isnan(cut) && component == 0);
}

static void at_the_indifferent_price_the_values_are_equal(void **state)
{
    (void)state;
    support_random random = support_random_from(46);
    size_t n = fill(&random);
    uint32_t own = 2;
    for (size_t i = 0; i < n; i++)
        first[i] = cost[(i * OFFERS + own) * PARTS];
    assert_int_equal(
        patron_cpv_value(n * OFFERS, PARTS, benefit, PARTS, cost, NULL, NULL, value, NULL, NULL),
        PATRON_OK);
    assert_int_equal(patron_cpv_indifferent_price(own, n, first, OFFERS, value, second, NULL),
                     PATRON_OK);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < OFFERS; k++) {
            double ours = value[i * OFFERS + own] + first[i] - second[i * OFFERS + k];
            assert_true(ours == (k == own ? 0.0 : value[i * OFFERS + k]));
        }
}

static void an_overflow_names_its_row_and_leaves_the_rows_before_it(void **state)
{
    (void)state;
    static const double totals[2] = {8, 1e300}, costs[2] = {2, 1e-300};
    double ratio[2] = {0, 0};
    patron_fault fault;
    assert_int_equal(patron_cpv_value(2, 1, totals, 1, costs, NULL, NULL, NULL, ratio, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "ratio", 1);
    assert_true(ratio[0] == 4 && ratio[1] == 0);
    /* a cut beyond a double where the rise is not: nothing is left of the target */
    static const double b[2] = {1e-300, 1}, c[2] = {1e300, 1e300};
    double cut, increase;
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_RATIO, 0, 0.0, 1, 2, 1, b, 1, c, &increase,
                                        &cut, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(isfinite(increase));
}

/* 1e310 against 1e311: what we lack is a double, 9e300, but the ratios that say so are none. */
static void ratios_that_are_both_too_large_do_not_pass_for_parity(void **state)
{
    (void)state;
    static const double b[2] = {1e300, 1e300}, c[2] = {1e-10, 1e-11};
    double increase = 5, cut = 5;
    patron_fault fault;
    assert_int_equal(patron_cpv_changes(PATRON_CPV_BY_RATIO, 0, 0.0, 1, 2, 1, b, 1, c, &increase,
                                        &cut, NULL, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "increase", 0);
    assert_true(increase == 5 && cut == 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caterpillar_is_worth_110000_and_leaves_the_buyer_10000),
        cmocka_unit_test(the_older_caterpillar_splits_6000_into_1000_and_5000),
        cmocka_unit_test(difference_and_ratio_can_rank_offers_differently),
        cmocka_unit_test(a_product_used_in_all_phases_adds_up_both_ways),
        cmocka_unit_test(values_changes_and_gaps_are_those_of_fractions),
        cmocka_unit_test(a_customer_favors_the_better_of_two_and_the_ratio_ends_at_0),
        cmocka_unit_test(the_ratio_one_way_times_the_other_is_1_and_choices_turn),
        cmocka_unit_test(shares_of_choice_are_those_of_fifty_digits),
        cmocka_unit_test(shares_sum_to_1_keep_the_order_and_survive_any_magnitude),
        cmocka_unit_test(a_small_scale_keeps_values_of_any_magnitude_in_the_choice),
        cmocka_unit_test(proportional_shares_need_values_from_0_on),
        cmocka_unit_test(a_benefit_that_everyone_gains_moves_no_rank_by_difference),
        cmocka_unit_test(contributions_add_up_to_the_gap_with_the_best_rival),
        cmocka_unit_test(the_change_named_reaches_the_lead_and_none_is_smaller),
        cmocka_unit_test(the_lever_is_where_we_are_furthest_behind),
        cmocka_unit_test(without_a_rival_or_a_ratio_no_change_is_named),
        cmocka_unit_test(at_the_indifferent_price_the_values_are_equal),
        cmocka_unit_test(ratios_that_are_both_too_large_do_not_pass_for_parity),
        cmocka_unit_test(an_overflow_names_its_row_and_leaves_the_rows_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
