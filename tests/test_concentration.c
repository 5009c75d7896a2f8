#include "support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <patron/concentration.h>
#include <patron/pareto.h>

#include "vectors/concentration_vectors.h"

enum { MANY = 3000, SEGMENTS = 7, ROOM = 400000 };

static unsigned char scratch[ROOM];
static int64_t money[MANY], sorted[MANY + 1], curve[MANY + 1];
static double real[MANY];
static uint32_t segment[MANY], order[MANY];

static int descending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

static void fill(support_random *random, size_t n, int losses)
{
    for (size_t i = 0; i < n; i++) {
        double tail = support_random_pareto(random, 100.0, 1.1) - (losses ? 150.0 : 0.0);
        money[i] = tail < 1e9 ? (int64_t)tail : 1000000000;
        real[i] = (double)money[i];
        segment[i] = (uint32_t)support_random_below(random, SEGMENTS);
    }
    memcpy(sorted, money, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, descending);
    curve[0] = 0;
    for (size_t i = 0; i < n; i++)
        curve[i + 1] = curve[i] + sorted[i];
}

static patron_concentration_interval interval_of(size_t n, const int64_t *value, double z)
{
    patron_concentration_interval of_money, of_reals;
    double column[MANY];
    for (size_t i = 0; i < n; i++)
        column[i] = (double)value[i];
    of_money.struct_size = of_reals.struct_size = sizeof of_money;
    assert_int_equal(
        patron_concentration_jackknife_money(z, n, value, NULL, scratch, ROOM, &of_money, NULL),
        PATRON_OK);
    assert_int_equal(
        patron_concentration_jackknife(z, n, column, NULL, scratch, ROOM, &of_reals, NULL),
        PATRON_OK);
    assert_close(of_reals.gini, of_money.gini, 1e-14, 0);
    assert_close(of_reals.standard_error, of_money.standard_error, 1e-12, 0);
    assert_close(of_reals.corrected, of_money.corrected, 1e-12, 0);
    assert_true(of_reals.notes == of_money.notes);
    return of_money;
}

static void jackknifed_ginis_are_those_of_leaving_each_customer_out(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof concentration_vectors / sizeof *concentration_vectors; c++) {
        patron_concentration_interval interval =
            interval_of(concentration_vectors[c].n, concentration_vectors[c].value, 1.96);
        assert_close(interval.gini, concentration_vectors[c].gini, 1e-13, 0);
        assert_close(interval.corrected, concentration_vectors[c].corrected, 1e-11, 1e-26);
        assert_close(interval.standard_error, concentration_vectors[c].standard_error, 1e-11,
                     1e-26);
        if (!isnan(interval.low)) {
            assert_true(interval.low == interval.gini - 1.96 * interval.standard_error);
            assert_true(interval.high == interval.gini + 1.96 * interval.standard_error);
        }
    }
}

static void normalize_both(size_t n, const int64_t *value, double *of_money, double *of_reals)
{
    double column[MANY];
    for (size_t i = 0; i < n; i++)
        column[i] = (double)value[i];
    assert_int_equal(
        patron_concentration_gini_ctr_money(n, value, NULL, scratch, ROOM, of_money, NULL),
        PATRON_OK);
    assert_int_equal(patron_concentration_gini_ctr(n, column, NULL, scratch, ROOM, of_reals, NULL),
                     PATRON_OK);
}

static double normalized_of(size_t n, const int64_t *value)
{
    double of_money, of_reals;
    normalize_both(n, value, &of_money, &of_reals);
    assert_close(of_reals, of_money, 1e-14, 0);
    return of_money;
}

static void a_gini_with_losses_is_normalized_as_published(void **state)
{
    (void)state;
    static const int64_t published[10] = {-500, -300, -300, -100, 200, 300, 300, 400, 500, 500};
    static const int64_t zeros[2] = {0, 0}, loss[2] = {-3, 1}, even[2] = {-3, 3}, alone[1] = {5};
    assert_close(interval_of(10, published, 1.0).gini, 1.94, 1e-15, 0);
    assert_close(normalized_of(10, published), .906542, 0, 5e-7);
    assert_close(normalized_of(10, published), 97.0 / 107.0, 1e-15, 0);
    assert_true(isnan(normalized_of(0, NULL)) && isnan(normalized_of(2, zeros)));
    assert_true(isnan(normalized_of(2, loss)) && isnan(normalized_of(2, even)));
    assert_true(normalized_of(1, alone) == 0);
    for (size_t c = 0; c < sizeof concentration_vectors / sizeof *concentration_vectors; c++)
        assert_close(normalized_of(concentration_vectors[c].n, concentration_vectors[c].value),
                     concentration_vectors[c].normalized, 1e-14, 0);
}

static void the_normalized_gini_stays_within_1_and_is_the_plain_one_without_losses(void **state)
{
    (void)state;
    support_random random = support_random_from(25);
    for (int round = 0; round < 30; round++) {
        size_t n = (size_t)support_random_integer(&random, 1, (int64_t)support_rows(MANY, 200));
        fill(&random, n, round % 2);
        double gini = normalized_of(n, money);
        double plain = interval_of(n, money, 1.0).gini;
        if (curve[n] <= 0) {
            assert_true(isnan(gini));
            continue;
        }
        assert_true(gini >= 0 && gini <= 1);
        if (sorted[n - 1] >= 0)
            assert_close(gini, plain, 1e-15, 0);
        else
            assert_true(gini < plain);
    }
    /* A total of next to nothing beside what is lost and won, of any size. */
    static const double crumbs[4] = {1e300, -1e300, 1e-300, 1e-300};
    static const double large[4] = {1e307, -4e306, 2e307, -5e306};
    static const int64_t small[4] = {10, -4, 20, -5};
    double gini;
    assert_int_equal(patron_concentration_gini_ctr(4, crumbs, NULL, scratch, ROOM, &gini, NULL),
                     PATRON_OK);
    assert_close(gini, 1.0, 1e-15, 0);
    assert_int_equal(patron_concentration_gini_ctr(4, large, NULL, scratch, ROOM, &gini, NULL),
                     PATRON_OK);
    assert_close(gini, normalized_of(4, small), 1e-14, 0);
}

static void percentiles_are_those_of_sql(void **state)
{
    (void)state;
    static const double quarters[2] = {.25, .9}, third[3] = {1.0 / 3.0, 0, 1};
    double a[3], b[3];
    for (size_t c = 0; c < sizeof concentration_vectors / sizeof *concentration_vectors; c++) {
        size_t n = concentration_vectors[c].n;
        for (size_t i = 0; i < n; i++)
            real[i] = (double)concentration_vectors[c].value[i];
        assert_int_equal(patron_concentration_percentile_money(n, concentration_vectors[c].value,
                                                               NULL, scratch, ROOM, 2, quarters, a,
                                                               NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_concentration_percentile(n, real, NULL, scratch, ROOM, 2, quarters, b, NULL),
            PATRON_OK);
        assert_close(a[0], concentration_vectors[c].quarter, 1e-13, 0);
        assert_close(a[1], concentration_vectors[c].high, 1e-13, 0);
        assert_close(b[0], a[0], 0, 0);
        assert_close(b[1], a[1], 0, 0);
    }
    for (int i = 0; i < 30; i++)
        money[i] = (i * 7 + 3) % 30 + 1;
    assert_int_equal(
        patron_concentration_percentile_money(30, money, NULL, scratch, ROOM, 3, third, a, NULL),
        PATRON_OK);
    assert_close(a[0], 32.0 / 3.0, 1e-15, 0);
    assert_true(a[1] == 1 && a[2] == 30);
}

static void percentiles_rise_and_hold_at_equal_values_and_extremes(void **state)
{
    (void)state;
    support_random random = support_random_from(26);
    static const int64_t ends[2] = {INT64_MAX, -INT64_MAX};
    static const double far[2] = {DBL_MAX, -DBL_MAX}, shares[3] = {0, .5, 1};
    double share[101], a[101], b[101];
    for (int i = 0; i <= 100; i++)
        share[i] = i / 100.0;
    for (int round = 0; round < 20; round++) {
        size_t n = (size_t)support_random_integer(&random, 1, (int64_t)support_rows(MANY, 200));
        double same = support_random_uniform(&random) * 1e-3;
        fill(&random, n, 1);
        assert_int_equal(patron_concentration_percentile_money(n, money, NULL, scratch, ROOM, 101,
                                                               share, a, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_concentration_percentile(n, real, NULL, scratch, ROOM, 101, share, b, NULL),
            PATRON_OK);
        assert_true(a[0] == (double)sorted[n - 1] && a[100] == (double)sorted[0]);
        for (int i = 0; i <= 100; i++)
            assert_true(a[i] == b[i] && (i == 0 || a[i] >= a[i - 1]));
        for (size_t i = 0; i < n; i++)
            real[i] = same;
        assert_int_equal(
            patron_concentration_percentile(n, real, NULL, scratch, ROOM, 101, share, b, NULL),
            PATRON_OK);
        for (int i = 0; i <= 100; i++)
            assert_true(b[i] == same);
    }
    assert_int_equal(
        patron_concentration_percentile_money(2, ends, NULL, scratch, ROOM, 3, shares, a, NULL),
        PATRON_OK);
    assert_true(a[0] == -9223372036854775808.0 && a[1] == 0 && a[2] == 9223372036854775808.0);
    assert_int_equal(
        patron_concentration_percentile(2, far, NULL, scratch, ROOM, 3, shares, b, NULL),
        PATRON_OK);
    assert_true(b[0] == -DBL_MAX && b[1] == 0 && b[2] == DBL_MAX);
    assert_int_equal(
        patron_concentration_percentile(0, NULL, NULL, scratch, ROOM, 1, shares, b, NULL),
        PATRON_OK);
    assert_true(isnan(b[0]));
    assert_int_equal(
        patron_concentration_percentile_money(0, NULL, NULL, scratch, ROOM, 1, shares, a, NULL),
        PATRON_OK);
    assert_true(isnan(a[0]));
    assert_int_equal(
        patron_concentration_percentile(2, far, NULL, scratch, ROOM, 0, NULL, NULL, NULL),
        PATRON_OK);
}

static void inequality_splits_as_its_definitions_say(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof concentration_vectors / sizeof *concentration_vectors; c++) {
        size_t n = concentration_vectors[c].n;
        patron_concentration_split split, of_reals;
        patron_concentration_money_group group[24];
        patron_concentration_group real_group[24];
        split.struct_size = of_reals.struct_size = sizeof split;
        for (size_t i = 0; i < n; i++)
            real[i] = (double)concentration_vectors[c].value[i];
        assert_int_equal(patron_concentration_decompose_money(
                             n, concentration_vectors[c].value, concentration_vectors[c].segment,
                             NULL, scratch, ROOM, 24, group, &split, NULL),
                         PATRON_OK);
        assert_int_equal(patron_concentration_decompose(n, real, concentration_vectors[c].segment,
                                                        NULL, scratch, ROOM, 24, real_group,
                                                        &of_reals, NULL),
                         PATRON_OK);
        assert_close(split.gini_within, concentration_vectors[c].within, 1e-13, 1e-25);
        assert_close(split.gini_between, concentration_vectors[c].between, 1e-13, 1e-25);
        assert_close(split.gini_overlap, concentration_vectors[c].overlap, 1e-12,
                     1e-15 * concentration_vectors[c].gini);
        assert_close(split.gini, concentration_vectors[c].gini, 1e-13, 1e-25);
        assert_close(split.theil_t_within, concentration_vectors[c].t_within, 1e-11, 1e-30);
        assert_close(split.theil_t_between, concentration_vectors[c].t_between, 1e-11, 1e-30);
        assert_close(split.theil_l_within, concentration_vectors[c].l_within, 1e-11, 1e-30);
        assert_close(split.theil_l_between, concentration_vectors[c].l_between, 1e-11, 1e-30);
        assert_close(of_reals.gini, split.gini, 1e-13, 0);
        assert_close(of_reals.theil_t, split.theil_t, 1e-12, 1e-30);
        assert_close(of_reals.theil_l, split.theil_l, 1e-12, 1e-30);
        int64_t sum = 0, total = 0;
        for (size_t g = 0; g < 24; g++) {
            sum += group[g].sum;
            assert_true(real_group[g].sum == (double)group[g].sum);
            assert_true(real_group[g].customers == group[g].customers);
            assert_close(real_group[g].gini, group[g].gini, 1e-13, 0);
            if (group[g].customers == 0)
                assert_true(isnan(group[g].gini) && isnan(group[g].mean) && group[g].sum == 0);
        }
        for (size_t i = 0; i < n; i++)
            total += concentration_vectors[c].value[i];
        assert_true(sum == total);
    }
}

static void a_published_inequality_comes_out(void **state)
{
    (void)state;
    static const int64_t value[5] = {10, 10, 10, 20, 50};
    static const uint32_t one[5] = {0, 0, 0, 0, 0};
    patron_concentration_split split;
    patron_concentration_money_group group;
    split.struct_size = sizeof split;
    assert_int_equal(patron_concentration_decompose_money(5, value, one, NULL, scratch, ROOM, 1,
                                                          &group, &split, NULL),
                     PATRON_OK);
    assert_close(group.theil_t, .250201, 0, 5e-7);
    assert_close(group.theil_l, .2326302, 0, 5e-8);
    assert_close(group.gini, .36, 1e-15, 0);
    assert_close(split.theil_t, .250201, 0, 5e-7);
    assert_true(split.gini_between == 0 && split.gini_overlap == 0 && split.theil_t_between == 0);
    assert_true(group.customers == 5 && group.sum == 100 && group.mean == 20);
}

static void parts_of_inequality_are_those_of_the_whole_summary(void **state)
{
    (void)state;
    support_random random = support_random_from(21);
    static unsigned char large[1000000];
    for (int round = 0; round < 12; round++) {
        size_t n = (size_t)support_random_integer(&random, 30, (int64_t)support_rows(MANY, 300));
        patron_concentration_split split;
        patron_pareto_money_result summary;
        split.struct_size = sizeof split;
        summary.struct_size = sizeof summary;
        fill(&random, n, round % 2);
        assert_int_equal(patron_pareto_summary_money(NULL, n, money, NULL, NULL, large,
                                                     sizeof large, &summary, NULL),
                         PATRON_OK);
        assert_int_equal(patron_concentration_decompose_money(n, money, segment, NULL, scratch,
                                                              ROOM, SEGMENTS, NULL, &split, NULL),
                         PATRON_OK);
        assert_close(split.gini, summary.gini, 1e-13, 0);
        assert_close(split.theil_t, summary.theil_t, 1e-12, 0);
        assert_close(split.theil_l, summary.theil_l, 1e-12, 0);
        assert_true(split.gini_overlap >= 0 && split.gini_between >= 0);
        assert_close(interval_of(n, money, 1.0).gini, summary.gini, 1e-13, 0);
        /* Segments that do not overlap: by rank. */
        assert_int_equal(patron_pareto_rank_money(n, money, large, sizeof large, order, NULL, NULL),
                         PATRON_OK);
        for (size_t i = 0; i < n; i++)
            segment[order[i]] = (uint32_t)(i * SEGMENTS / n);
        assert_int_equal(patron_concentration_decompose_money(n, money, segment, order, scratch,
                                                              ROOM, SEGMENTS, NULL, &split, NULL),
                         PATRON_OK);
        assert_true(split.gini_overlap == 0);
        assert_close(split.gini, summary.gini, 1e-13, 0);
    }
}

static void many_shares_and_targets_are_those_of_the_sorted_column(void **state)
{
    (void)state;
    support_random random = support_random_from(22);
    for (int round = 0; round < 20; round++) {
        size_t n = (size_t)support_random_integer(&random, 1, (int64_t)support_rows(MANY, 200));
        double share[9], sum[9], held[9], real_sum[9], real_held[9];
        double target[9], rank[9], customers[9], real_rank[9], real_customers[9];
        fill(&random, n, round % 2);
        for (int i = 0; i < 9; i++) {
            share[i] = i == 0 ? 0.0 : i == 1 ? 1.0 : support_random_uniform(&random);
            target[i] = i == 0 ? 0.0 : i == 1 ? 1.0 : support_random_uniform(&random) * 1.5;
        }
        assert_int_equal(patron_concentration_top_money(n, money, NULL, scratch, ROOM, 9, share,
                                                        sum, held, NULL),
                         PATRON_OK);
        assert_int_equal(patron_concentration_top(n, real, NULL, scratch, ROOM, 9, share, real_sum,
                                                  real_held, NULL),
                         PATRON_OK);
        assert_int_equal(patron_concentration_target_money(n, money, NULL, scratch, ROOM, 9, target,
                                                           rank, customers, NULL),
                         PATRON_OK);
        assert_int_equal(patron_concentration_target(n, real, NULL, scratch, ROOM, 9, target,
                                                     real_rank, real_customers, NULL),
                         PATRON_OK);
        for (int i = 0; i < 9; i++) {
            double place = share[i] * (double)n;
            size_t whole = (size_t)place;
            double expected = (double)curve[whole];
            if (whole < n)
                expected += (place - (double)whole) * (double)sorted[whole];
            assert_close(sum[i], expected, 1e-14, 1e-9);
            assert_true(sum[i] == real_sum[i]);
            assert_close(held[i], curve[n] > 0 ? expected / (double)curve[n] : NAN, 1e-13, 1e-13);
            assert_close(real_held[i], held[i], 0, 0);
            double exact = NAN;
            for (size_t k = 1; k <= n && curve[n] > 0 && isnan(exact); k++)
                if ((double)curve[k] >= target[i] * (double)curve[n])
                    exact = (double)k;
            assert_close(rank[i], exact, 0, 0);
            assert_close(real_rank[i], exact, 0, 0);
            assert_close(customers[i], exact / (double)n, 0, 0);
        }
    }
    static const int64_t eighty[10] = {500, 300, 80, 50, 30, 20, 10, 5, 3, 2};
    static const double shares[2] = {.1, .2}, targets[2] = {.8, .95};
    double first[2], second[2];
    patron_concentration_top_money(10, eighty, NULL, scratch, ROOM, 2, shares, first, second, NULL);
    assert_true(first[0] == 500 && second[0] == .5 && first[1] == 800 && second[1] == .8);
    patron_concentration_target_money(10, eighty, NULL, scratch, ROOM, 2, targets, first, second,
                                      NULL);
    assert_true(first[0] == 2 && first[1] == 5 && second[1] == .5);
}

/* 2^53 + 3 and 2^63 - 1 round up to the double beyond them. */
static void everyone_makes_the_whole_total_whatever_double_is_next_to_it(void **state)
{
    (void)state;
    static const int64_t value[2][2] = {{INT64_C(9007199254740992), 3}, {INT64_MAX - 5, 5}};
    static const double target[3] = {1.0, .5, 2.0};
    double rank[3], customers[3];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(patron_concentration_target_money(2, value[i], NULL, scratch, ROOM, 3,
                                                           target, rank, customers, NULL),
                         PATRON_OK);
        assert_true(rank[0] == 2 && customers[0] == 1.0);
        assert_true(rank[1] == 1 && isnan(rank[2]) && isnan(customers[2]));
    }
}

static void an_order_given_changes_nothing(void **state)
{
    (void)state;
    support_random random = support_random_from(23);
    static unsigned char large[1000000];
    size_t n = support_rows(MANY, 200);
    fill(&random, n, 1);
    assert_int_equal(patron_pareto_rank_money(n, money, large, sizeof large, order, NULL, NULL),
                     PATRON_OK);
    patron_concentration_interval one, two;
    memset(&one, 0, sizeof one);
    memset(&two, 0, sizeof two);
    one.struct_size = two.struct_size = sizeof one;
    assert_int_equal(patron_concentration_jackknife(2.0, n, real, NULL, scratch, ROOM, &one, NULL),
                     PATRON_OK);
    assert_int_equal(patron_concentration_jackknife(2.0, n, real, order, scratch, ROOM, &two, NULL),
                     PATRON_OK);
    assert_memory_equal(&one, &two, sizeof one);
    double plain[2], given[2];
    static const double share[2] = {.3, .77};
    patron_concentration_gini_ctr(n, real, NULL, scratch, ROOM, &plain[0], NULL);
    patron_concentration_gini_ctr(n, real, order, scratch, ROOM, &given[0], NULL);
    patron_concentration_gini_ctr_money(n, money, NULL, scratch, ROOM, &plain[1], NULL);
    patron_concentration_gini_ctr_money(n, money, order, scratch, ROOM, &given[1], NULL);
    assert_memory_equal(plain, given, sizeof plain);
    patron_concentration_percentile(n, real, NULL, scratch, ROOM, 2, share, plain, NULL);
    patron_concentration_percentile(n, real, order, scratch, ROOM, 2, share, given, NULL);
    assert_memory_equal(plain, given, sizeof plain);
    patron_concentration_percentile_money(n, money, order, scratch, ROOM, 2, share, given, NULL);
    assert_memory_equal(plain, given, sizeof plain);
    patron_concentration_split a, b;
    memset(&a, 0, sizeof a);
    memset(&b, 0, sizeof b);
    a.struct_size = b.struct_size = sizeof a;
    assert_int_equal(patron_concentration_decompose(n, real, segment, NULL, scratch, ROOM, SEGMENTS,
                                                    NULL, &a, NULL),
                     PATRON_OK);
    assert_int_equal(patron_concentration_decompose(n, real, segment, order, scratch, ROOM,
                                                    SEGMENTS, NULL, &b, NULL),
                     PATRON_OK);
    assert_true(a.gini == b.gini && a.gini_within == b.gini_within);
    patron_concentration_bands_result c, d;
    memset(&c, 0, sizeof c);
    memset(&d, 0, sizeof d);
    c.struct_size = d.struct_size = sizeof c;
    assert_int_equal(patron_concentration_bands(9.5, n, real, NULL, scratch, ROOM, &c, NULL),
                     PATRON_OK);
    assert_int_equal(patron_concentration_bands(9.5, n, real, order, scratch, ROOM, &d, NULL),
                     PATRON_OK);
    assert_memory_equal(&c, &d, sizeof c);
}

static void segments_add_up_to_the_whale_to_the_cent(void **state)
{
    (void)state;
    support_random random = support_random_from(24);
    for (int round = 0; round < 10; round++) {
        size_t n = (size_t)support_random_integer(&random, 1, (int64_t)support_rows(MANY, 200));
        double tolerance = support_random_uniform(&random) * 300.0;
        patron_concentration_money_part part[SEGMENTS], whole;
        patron_concentration_part real_part[SEGMENTS];
        static const uint32_t nowhere[MANY];
        fill(&random, n, 1);
        assert_int_equal(patron_concentration_contributions_money(tolerance, n, money, segment,
                                                                  SEGMENTS, part, NULL),
                         PATRON_OK);
        assert_int_equal(patron_concentration_contributions(tolerance, n, real, segment, scratch,
                                                            ROOM, SEGMENTS, real_part, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_concentration_contributions_money(tolerance, n, money, nowhere, 1, &whole, NULL),
            PATRON_OK);
        int64_t peak = 0;
        double peak_share = 0, erosion_share = 0;
        for (size_t i = 0; i < n; i++)
            peak += money[i] > 0 ? money[i] : 0;
        assert_true(whole.sum == curve[n] && whole.peak == peak && whole.customers == n);
        assert_true(whole.peak - whole.erosion == whole.sum);
        assert_true(whole.makers_sum + whole.even_sum + whole.losers_sum == whole.sum);
        for (size_t g = 0; g < SEGMENTS; g++) {
            assert_true(part[g].customers == part[g].makers + part[g].even + part[g].losers);
            assert_true(part[g].sum == part[g].peak - part[g].erosion);
            assert_true(real_part[g].customers == part[g].customers);
            assert_true(real_part[g].makers == part[g].makers && real_part[g].even == part[g].even);
            assert_true(real_part[g].sum == (double)part[g].sum);
            assert_true(real_part[g].makers_sum == (double)part[g].makers_sum);
            assert_true(real_part[g].even_sum == (double)part[g].even_sum);
            assert_true(real_part[g].losers_sum == (double)part[g].losers_sum);
            assert_true(real_part[g].peak == (double)part[g].peak);
            assert_true(real_part[g].erosion == (double)part[g].erosion);
            assert_close(real_part[g].peak_share, part[g].peak_share, 1e-15, 0);
            assert_close(real_part[g].erosion_share, part[g].erosion_share, 1e-15, 0);
            whole.customers -= part[g].customers;
            whole.makers -= part[g].makers;
            whole.even -= part[g].even;
            whole.losers -= part[g].losers;
            whole.sum -= part[g].sum;
            whole.makers_sum -= part[g].makers_sum;
            whole.even_sum -= part[g].even_sum;
            whole.losers_sum -= part[g].losers_sum;
            whole.peak -= part[g].peak;
            whole.erosion -= part[g].erosion;
            peak_share += part[g].peak_share;
            erosion_share += part[g].erosion_share;
        }
        assert_true((whole.customers | whole.makers | whole.even | whole.losers) == 0);
        assert_true((whole.sum | whole.makers_sum | whole.even_sum | whole.losers_sum) == 0);
        assert_true((whole.peak | whole.erosion) == 0);
        if (peak > 0)
            assert_close(peak_share, 1.0, 1e-14, 0);
        if (peak > curve[n])
            assert_close(erosion_share, 1.0, 1e-14, 0);
    }
}

static patron_concentration_money_bands_result bands_of(size_t n, const int64_t *value,
                                                        double tolerance)
{
    patron_concentration_money_bands_result of_money;
    patron_concentration_bands_result of_reals;
    double column[100];
    for (size_t i = 0; i < n; i++)
        column[i] = (double)value[i];
    of_money.struct_size = sizeof of_money;
    of_reals.struct_size = sizeof of_reals;
    assert_int_equal(
        patron_concentration_bands_money(tolerance, n, value, NULL, scratch, ROOM, &of_money, NULL),
        PATRON_OK);
    assert_int_equal(
        patron_concentration_bands(tolerance, n, column, NULL, scratch, ROOM, &of_reals, NULL),
        PATRON_OK);
    assert_true(of_money.notes == of_reals.notes && of_money.makers == of_reals.makers);
    assert_true(of_money.even == of_reals.even && of_money.losers == of_reals.losers);
    assert_true((double)of_money.total == of_reals.total);
    assert_true((double)of_money.makers_sum == of_reals.makers_sum);
    assert_true((double)of_money.losers_sum == of_reals.losers_sum);
    assert_close(of_reals.top_held, of_money.top_held, 0, 0);
    assert_close(of_reals.even_share, of_money.even_share, 0, 0);
    assert_close(of_reals.makers_customers, of_money.makers_customers, 0, 0);
    return of_money;
}

static void the_rules_of_the_trade_hold_where_their_books_say(void **state)
{
    (void)state;
    enum {
        ALL = PATRON_CONCENTRATION_NOTE_80_20 | PATRON_CONCENTRATION_NOTE_20_225 |
              PATRON_CONCENTRATION_NOTE_THREE_BANDS
    };
    /* Kanthal: a fifth makes 225 %, 70 % break even, a tenth loses 125 %. */
    static const int64_t kanthal[20] = {5625, 0, 0, 0, -6250, 0, 5625, 0, 0,     0,
                                        0,    0, 0, 0, 5625,  0, 0,    0, -6250, 5625};
    static const int64_t eighty[10] = {500, 300, 80, 50, 30, 20, 10, 5, 3, 2};
    static const int64_t even[10] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
    static const int64_t loss[2] = {5, -5};
    patron_concentration_money_bands_result bands = bands_of(20, kanthal, 0.0);
    assert_true(bands.notes == ALL && bands.top_held == 2.25 && bands.total == 10000);
    assert_true(bands.makers == 4 && bands.even == 14 && bands.losers == 2);
    assert_true(bands.makers_share == 2.25 && bands.losers_share == -1.25);
    assert_close(bands.even_customers, .7, 1e-15, 0);
    bands = bands_of(10, eighty, 4.0);
    assert_true(bands.notes == PATRON_CONCENTRATION_NOTE_80_20 && bands.top_held == .8);
    assert_true(bands.even == 2 && bands.even_sum == 5 && bands.makers_sum == 995);
    bands = bands_of(10, even, 0.0);
    assert_true(bands.notes == 0);
    assert_close(bands.top_held, .2, 1e-15, 0);
    bands = bands_of(2, loss, 0.0);
    assert_true(bands.notes == PATRON_CONCENTRATION_NOTE_TOTAL_NOT_POSITIVE);
    assert_true(isnan(bands.top_held) && isnan(bands.makers_share) && bands.makers_customers == .5);
    bands = bands_of(2, loss, 1e300);
    assert_true(bands.even == 2 && bands.even_sum == 0);
}

static void three_bands_need_their_losers_neither_fewer_nor_more(void **state)
{
    (void)state;
    static const int64_t few[20] = {100, 100, 100, 100, 100, 100, -400};
    static const int64_t many[20] = {500, 500, -100, -100, -100, -100, -100, -100};
    patron_concentration_money_bands_result bands = bands_of(20, few, 0.0);
    assert_true(bands.even == 13 && bands.losers == 1); /* 65 % and 5 % */
    assert_true(bands.top_held == 2.0 && bands.notes == PATRON_CONCENTRATION_NOTE_80_20);
    bands = bands_of(20, many, 0.0);
    assert_true(bands.even == 12 && bands.losers == 6); /* 60 % and 30 % */
    assert_true(bands.top_held == 2.5);
    assert_true(bands.notes ==
                (PATRON_CONCENTRATION_NOTE_80_20 | PATRON_CONCENTRATION_NOTE_20_225));
}

static void the_greatest_loss_of_money_breaks_even_only_within_2_to_the_63(void **state)
{
    (void)state;
    static const int64_t ends[2] = {INT64_MAX, INT64_MIN};
    patron_concentration_money_bands_result bands;
    bands.struct_size = sizeof bands;
    assert_int_equal(patron_concentration_bands_money(ldexp(1.0, 63), 2, ends, NULL, scratch, ROOM,
                                                      &bands, NULL),
                     PATRON_OK);
    assert_true(bands.even == 2 && bands.even_sum == -1 && bands.losers == 0);
    assert_int_equal(patron_concentration_bands_money(ldexp(1.0, 63) - 1024.0, 2, ends, NULL,
                                                      scratch, ROOM, &bands, NULL),
                     PATRON_OK);
    assert_true(bands.even == 0 && bands.makers_sum == INT64_MAX && bands.losers_sum == INT64_MIN);
}

static void nobody_has_totals_of_0_and_no_ratios(void **state)
{
    (void)state;
    static const double share[1] = {.2};
    double a = 7, b = 7;
    assert_int_equal(patron_concentration_top(0, NULL, NULL, scratch, ROOM, 1, share, &a, &b, NULL),
                     PATRON_OK);
    assert_true(a == 0 && isnan(b));
    assert_int_equal(
        patron_concentration_top_money(0, NULL, NULL, scratch, ROOM, 1, share, &a, &b, NULL),
        PATRON_OK);
    assert_true(a == 0 && isnan(b));
    assert_int_equal(
        patron_concentration_target(0, NULL, NULL, scratch, ROOM, 1, share, &a, &b, NULL),
        PATRON_OK);
    assert_true(isnan(a) && isnan(b));
    assert_int_equal(
        patron_concentration_target_money(0, NULL, NULL, scratch, ROOM, 1, share, &a, &b, NULL),
        PATRON_OK);
    assert_true(isnan(a) && isnan(b));
    assert_int_equal(
        patron_concentration_target_money(0, NULL, NULL, scratch, ROOM, 0, NULL, NULL, NULL, NULL),
        PATRON_OK);
    patron_concentration_interval interval = interval_of(0, NULL, 1.0);
    assert_true(isnan(interval.gini) && isnan(interval.low) && interval.rows == 0);
    patron_concentration_money_bands_result bands = bands_of(0, NULL, 0.0);
    assert_true(bands.total == 0 && isnan(bands.makers_customers) && isnan(bands.top_held));
    patron_concentration_group group;
    patron_concentration_money_group money_group;
    patron_concentration_split split;
    split.struct_size = sizeof split;
    assert_int_equal(
        patron_concentration_decompose(0, NULL, NULL, NULL, scratch, ROOM, 1, &group, &split, NULL),
        PATRON_OK);
    assert_true(isnan(split.gini) && group.customers == 0 && group.sum == 0 && isnan(group.gini));
    assert_int_equal(patron_concentration_decompose_money(0, NULL, NULL, NULL, scratch, ROOM, 1,
                                                          &money_group, &split, NULL),
                     PATRON_OK);
    assert_true(isnan(split.theil_t) && money_group.sum == 0);
    patron_concentration_part part;
    patron_concentration_money_part money_part;
    assert_int_equal(
        patron_concentration_contributions(0.0, 0, NULL, NULL, scratch, ROOM, 1, &part, NULL),
        PATRON_OK);
    assert_true(part.sum == 0 && part.customers == 0 && isnan(part.peak_share));
    assert_int_equal(
        patron_concentration_contributions_money(0.0, 0, NULL, NULL, 1, &money_part, NULL),
        PATRON_OK);
    assert_true(money_part.sum == 0 && isnan(money_part.erosion_share));
}

static void one_customer_and_one_who_holds_all_have_no_interval(void **state)
{
    (void)state;
    static const int64_t alone[1] = {5}, all[3] = {0, 9, 0}, zeros[2] = {0, 0}, loss[2] = {-3, 1};
    patron_concentration_interval interval = interval_of(1, alone, 2.0);
    assert_true(interval.gini == 0 && isnan(interval.standard_error) && interval.notes == 0);
    interval = interval_of(3, all, 2.0);
    assert_close(interval.gini, 2.0 / 3.0, 1e-15, 0);
    assert_true(isnan(interval.low));
    assert_true(interval.notes == PATRON_CONCENTRATION_NOTE_ONE_HOLDS);
    interval = interval_of(2, zeros, 2.0);
    assert_true(interval.gini == 0 && isnan(interval.high));
    interval = interval_of(2, loss, 2.0);
    assert_true(isnan(interval.gini) && interval.notes & PATRON_CONCENTRATION_NOTE_LOSSES);
}

static void values_of_any_size_split_alike(void **state)
{
    (void)state;
    static const double plain[6] = {1, 2, 3, 4, 5, 6};
    static const uint32_t part[6] = {0, 1, 0, 1, 0, 1};
    static const double scale[3] = {1e-300, 1.0, 1e306};
    double gini[3], error[3];
    for (int s = 0; s < 3; s++) {
        patron_concentration_split split;
        patron_concentration_interval interval;
        double column[6];
        split.struct_size = sizeof split;
        interval.struct_size = sizeof interval;
        for (int i = 0; i < 6; i++)
            column[i] = plain[i] * scale[s];
        assert_int_equal(patron_concentration_decompose(6, column, part, NULL, scratch, ROOM, 2,
                                                        NULL, &split, NULL),
                         PATRON_OK);
        assert_int_equal(
            patron_concentration_jackknife(1.0, 6, column, NULL, scratch, ROOM, &interval, NULL),
            PATRON_OK);
        gini[s] = split.gini_within;
        error[s] = interval.standard_error;
    }
    assert_close(gini[0], gini[1], 1e-14, 0);
    assert_close(gini[2], gini[1], 1e-14, 0);
    assert_close(error[0], error[1], 1e-12, 0);
    assert_close(error[2], error[1], 1e-12, 0);
}

#define REFUSED(call, status, name, row)                                                           \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_fault(&fault, status, name, row);                                                   \
    } while (0)

static void the_lowest_faulty_row_is_named(void **state)
{
    (void)state;
    patron_fault fault;
    double column[4] = {4, 3, NAN, 1};
    static const int64_t whole[4] = {4, 3, 2, 1};
    static const double share[3] = {.1, -.1, 2.0}, half[1] = {.5}, none[2] = {.5, NAN};
    uint32_t part[4] = {0, 0, 9, 0}, rows[4] = {0, 1, 2, 3};
    double a[3] = {7, 7, 7}, b[3] = {7, 7, 7};
    patron_concentration_interval interval;
    patron_concentration_split split;
    patron_concentration_part parts[2];
    patron_concentration_money_part money_parts[2];
    interval.struct_size = sizeof interval;
    split.struct_size = sizeof split;
    REFUSED(patron_concentration_top(4, column, NULL, scratch, ROOM, 1, half, a, b, &fault),
            PATRON_E_NOT_FINITE, "value", 2);
    REFUSED(patron_concentration_top(4, column, NULL, scratch, ROOM, 3, share, a, b, &fault),
            PATRON_E_RANGE, "share", 1);
    REFUSED(patron_concentration_top_money(4, whole, NULL, scratch, ROOM, 3, share, a, b, &fault),
            PATRON_E_RANGE, "share", 1);
    REFUSED(patron_concentration_target_money(4, whole, NULL, scratch, ROOM, 2, none, a, b, &fault),
            PATRON_E_NOT_FINITE, "target", 1);
    assert_true(a[0] == 7 && b[0] == 7);
    REFUSED(patron_concentration_decompose(4, column, part, NULL, scratch, ROOM, 2, NULL, &split,
                                           &fault),
            PATRON_E_NOT_FINITE, "value", 2);
    REFUSED(patron_concentration_decompose_money(4, whole, part, NULL, scratch, ROOM, 2, NULL,
                                                 &split, &fault),
            PATRON_E_RANGE, "segment", 2);
    rows[1] = 0;
    REFUSED(patron_concentration_decompose_money(4, whole, part, rows, scratch, ROOM, 2, NULL,
                                                 &split, &fault),
            PATRON_E_RANGE, "order", 1);
    rows[1] = 4;
    REFUSED(patron_concentration_jackknife(1.0, 4, column, rows, scratch, ROOM, &interval, &fault),
            PATRON_E_RANGE, "order", 1);
    rows[1] = 1;
    rows[2] = 9;
    REFUSED(patron_concentration_jackknife(1.0, 4, column, rows, scratch, ROOM, &interval, &fault),
            PATRON_E_NOT_FINITE, "value", 2);
    column[2] = 2;
    rows[2] = 3;
    rows[3] = 2;
    REFUSED(patron_concentration_jackknife(1.0, 4, column, rows, scratch, ROOM, &interval, &fault),
            PATRON_E_RANGE, "order", 3);
    REFUSED(
        patron_concentration_contributions(0.0, 4, column, part, scratch, ROOM, 2, parts, &fault),
        PATRON_E_RANGE, "segment", 2);
    REFUSED(patron_concentration_contributions_money(0.0, 4, whole, part, 2, money_parts, &fault),
            PATRON_E_RANGE, "segment", 2);
    column[3] = HUGE_VAL;
    part[2] = 1;
    REFUSED(
        patron_concentration_contributions(0.0, 4, column, part, scratch, ROOM, 2, parts, &fault),
        PATRON_E_NOT_FINITE, "value", 3);
}

static void sums_beyond_their_type_are_refused_and_nothing_is_written(void **state)
{
    (void)state;
    patron_fault fault;
    static const double huge[3] = {DBL_MAX, DBL_MAX, -DBL_MAX};
    static const double cancel[3] = {1e300, -1e300, 1e-300};
    static const int64_t whole[3] = {INT64_MAX, INT64_MAX, -INT64_MAX};
    static const int64_t least[1] = {INT64_MIN};
    static const uint32_t part[3] = {0, 0, 0};
    static const double half[1] = {.5};
    double a = 7, b = 7;
    patron_concentration_bands_result bands;
    patron_concentration_money_bands_result money_bands;
    patron_concentration_split split;
    patron_concentration_part parts;
    patron_concentration_money_part money_parts;
    patron_concentration_group group;
    bands.struct_size = sizeof bands;
    money_bands.struct_size = sizeof money_bands;
    split.struct_size = sizeof split;
    REFUSED(patron_concentration_top(3, huge, NULL, scratch, ROOM, 1, half, &a, &b, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_top(3, cancel, NULL, scratch, ROOM, 1, half, &a, &b, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_target(3, huge, NULL, scratch, ROOM, 1, half, &a, &b, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_top_money(3, whole, NULL, scratch, ROOM, 1, half, &a, &b, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(
        patron_concentration_target_money(3, whole, NULL, scratch, ROOM, 1, half, &a, &b, &fault),
        PATRON_E_OVERFLOW, "value", -1);
    assert_true(a == 7 && b == 7);
    REFUSED(patron_concentration_bands(0.0, 3, huge, NULL, scratch, ROOM, &bands, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_bands(0.0, 3, cancel, NULL, scratch, ROOM, &bands, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(
        patron_concentration_bands_money(0.0, 3, whole, NULL, scratch, ROOM, &money_bands, &fault),
        PATRON_E_OVERFLOW, "value", -1);
    REFUSED(
        patron_concentration_contributions(0.0, 3, huge, part, scratch, ROOM, 1, &parts, &fault),
        PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_contributions_money(0.0, 3, whole, part, 1, &money_parts, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_contributions_money(0.0, 1, least, part, 1, &money_parts, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_decompose(2, huge, part, NULL, scratch, ROOM, 1, &group, &split,
                                           &fault),
            PATRON_E_OVERFLOW, "value", -1);
    patron_concentration_interval interval;
    interval.struct_size = sizeof interval;
    static const double almost[4] = {1e300, -1e300, 1e-300, 1e-300};
    REFUSED(patron_concentration_jackknife(1.0, 3, huge, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_jackknife(1.0, 4, almost, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_decompose(3, cancel, part, NULL, scratch, ROOM, 1, NULL, &split,
                                           &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(
        patron_concentration_jackknife_money(1.0, 3, whole, NULL, scratch, ROOM, &interval, &fault),
        PATRON_E_OVERFLOW, "value", -1);
    static const uint32_t apart[3] = {0, 0, 1};
    REFUSED(patron_concentration_decompose_money(3, whole, apart, NULL, scratch, ROOM, 2, NULL,
                                                 &split, &fault),
            PATRON_E_OVERFLOW, "value", -1);
}

/* Of 1e300, 1e300, -1e300 and t, the Gini without one of the first two is 4e300 / 3t. Beside these two
   the other Ginis are nothing, so the standard error is sqrt(3) / 2 of that. */
static void a_gini_is_as_unsure_as_a_double_can_say(void **state)
{
    (void)state;
    patron_fault fault;
    patron_concentration_interval interval;
    interval.struct_size = sizeof interval;
    for (int power = -5; power <= 280; power += 15) {
        double value[4] = {1e300, 1e300, -1e300, pow(10.0, power)};
        double expected = 2.0 / sqrt(3.0) * (1e300 / value[3]);
        assert_int_equal(
            patron_concentration_jackknife(1.0, 4, value, NULL, scratch, ROOM, &interval, NULL),
            PATRON_OK);
        assert_close(interval.gini, 7.0 / 4.0, 1e-12, 0); /* 7e300 / (4 x 1e300) */
        assert_close(interval.standard_error, expected, 1e-12, 0);
        assert_close(interval.high, expected, 1e-12, 2.0);
    }
    /* Too large: the end of the interval, the estimate of the bias, and the Gini, 4e300 / (3 x 6e-9). */
    const double wide[4] = {1e300, 1e300, -1e300, 1e-6}, biased[4] = {1e300, 1e300, -1e300, 1e-9};
    const double unequal[3] = {1e300, 6e-9, -1e300};
    REFUSED(patron_concentration_jackknife(1000.0, 4, wide, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_jackknife(0.0, 4, biased, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_jackknife(0.0, 3, unequal, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_OVERFLOW, "value", -1);
}

static void a_gini_beyond_a_double_is_refused_of_all_and_of_a_segment(void **state)
{
    (void)state;
    static const double value[4] = {1e300, 6e-9, -1e300, 1e300};
    static const uint32_t part[4] = {0, 0, 0, 1};
    patron_fault fault;
    patron_concentration_group group[2];
    patron_concentration_split split;
    split.struct_size = sizeof split;
    REFUSED(patron_concentration_decompose(3, value, part, NULL, scratch, ROOM, 2, group, &split,
                                           &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_decompose(4, value, part, NULL, scratch, ROOM, 2, group, &split,
                                           &fault),
            PATRON_E_OVERFLOW, "value", -1);
}

static void missing_arguments_and_sizes_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    static const double column[2] = {2, 1}, half[1] = {.5};
    static const int64_t whole[2] = {2, 1};
    static const uint32_t part[2] = {0, 0};
    double a, b;
    patron_concentration_interval interval;
    patron_concentration_split split;
    patron_concentration_part parts;
    patron_concentration_bands_result bands;
    interval.struct_size = 8;
    split.struct_size = 8;
    bands.struct_size = 8;
    size_t need = patron_concentration_top_scratch_size(2, 0);
    assert_true(patron_concentration_top_scratch_size(2, 1) < need);
    assert_true(patron_concentration_top_scratch_size(SIZE_MAX, 0) == SIZE_MAX);
    assert_true(patron_concentration_contributions_scratch_size(SIZE_MAX) == SIZE_MAX);
    assert_true(patron_concentration_decompose_scratch_size(2, 0, SIZE_MAX) == SIZE_MAX);
    REFUSED(patron_concentration_top(2, NULL, NULL, scratch, ROOM, 1, half, &a, &b, &fault),
            PATRON_E_NULL, "value", -1);
    REFUSED(patron_concentration_top(2, column, NULL, NULL, ROOM, 1, half, &a, &b, &fault),
            PATRON_E_NULL, "scratch", -1);
    REFUSED(patron_concentration_top(2, column, NULL, scratch, need - 1, 1, half, &a, &b, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_concentration_top(2, column, NULL, scratch, ROOM, 1, NULL, &a, &b, &fault),
            PATRON_E_NULL, "share", -1);
    REFUSED(patron_concentration_top(2, column, NULL, scratch, ROOM, 1, half, NULL, &b, &fault),
            PATRON_E_NULL, "top_sum", -1);
    REFUSED(
        patron_concentration_top_money(2, whole, NULL, scratch, ROOM, 1, half, &a, NULL, &fault),
        PATRON_E_NULL, "top_held", -1);
    REFUSED(patron_concentration_target(2, column, NULL, scratch, ROOM, 1, NULL, &a, &b, &fault),
            PATRON_E_NULL, "target", -1);
    REFUSED(patron_concentration_target(2, column, NULL, scratch, ROOM, 1, half, NULL, &b, &fault),
            PATRON_E_NULL, "rank", -1);
    REFUSED(
        patron_concentration_target_money(2, whole, NULL, scratch, ROOM, 1, half, &a, NULL, &fault),
        PATRON_E_NULL, "customers", -1);
    REFUSED(patron_concentration_jackknife(-1.0, 2, column, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_RANGE, "z", -1);
    REFUSED(patron_concentration_jackknife(NAN, 2, column, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_NOT_FINITE, "z", -1);
    REFUSED(patron_concentration_jackknife(1.0, 2, column, NULL, scratch, ROOM, &interval, &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
    REFUSED(patron_concentration_jackknife_money(1.0, 2, whole, NULL, scratch, ROOM, NULL, &fault),
            PATRON_E_NULL, "result", -1);
    REFUSED(patron_concentration_decompose(2, column, NULL, NULL, scratch, ROOM, 1, NULL, &split,
                                           &fault),
            PATRON_E_NULL, "segment", -1);
    REFUSED(patron_concentration_decompose(2, column, part, NULL, scratch, ROOM, 0, NULL, &split,
                                           &fault),
            PATRON_E_RANGE, "segments", -1);
    REFUSED(
        patron_concentration_decompose(2, column, part, NULL, scratch, 9, 1, NULL, &split, &fault),
        PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_concentration_decompose(2, column, part, NULL, scratch, ROOM, 1, NULL, &split,
                                           &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
    REFUSED(
        patron_concentration_contributions(-1.0, 2, column, part, scratch, ROOM, 1, &parts, &fault),
        PATRON_E_RANGE, "tolerance", -1);
    REFUSED(
        patron_concentration_contributions(0.0, 2, column, part, scratch, ROOM, 1, NULL, &fault),
        PATRON_E_NULL, "part", -1);
    REFUSED(patron_concentration_contributions(0.0, 2, column, part, scratch, 9, 1, &parts, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_concentration_contributions_money(0.0, 2, whole, part, 1, NULL, &fault),
            PATRON_E_NULL, "part", -1);
    REFUSED(patron_concentration_bands(HUGE_VAL, 2, column, NULL, scratch, ROOM, &bands, &fault),
            PATRON_E_NOT_FINITE, "tolerance", -1);
    REFUSED(patron_concentration_bands(0.0, 2, column, NULL, scratch, ROOM, &bands, &fault),
            PATRON_E_STRUCT, "result.struct_size", -1);
    REFUSED(patron_concentration_bands_money(0.0, 2, whole, NULL, scratch, ROOM, NULL, &fault),
            PATRON_E_NULL, "result", -1);
    if (SIZE_MAX > 2147483648u)
        REFUSED(patron_concentration_bands(0.0, (size_t)2147483647 + 1, column, NULL, scratch, ROOM,
                                           &bands, &fault),
                PATRON_E_RANGE, "n", -1);
}

static void faults_of_normalized_ginis_and_percentiles_are_named(void **state)
{
    (void)state;
    patron_fault fault;
    static const double column[3] = {3, 2, 1}, broken[3] = {3, NAN, 1}, wrong[2] = {.5, 1.5};
    static const double huge[3] = {DBL_MAX, DBL_MAX, -DBL_MAX}, none[1] = {NAN};
    static const int64_t whole[3] = {3, 2, 1}, most[3] = {INT64_MAX, INT64_MAX, -INT64_MAX};
    static const uint32_t outside[3] = {0, 3, 1}, upside[3] = {2, 1, 0};
    double a = 7;
    size_t need = patron_concentration_gini_ctr_scratch_size(3, 0);
    assert_true(patron_concentration_gini_ctr_scratch_size(300, 1) <
                patron_concentration_gini_ctr_scratch_size(300, 0));
    assert_true(patron_concentration_gini_ctr_scratch_size(SIZE_MAX, 0) == SIZE_MAX);
    REFUSED(patron_concentration_gini_ctr(3, NULL, NULL, scratch, ROOM, &a, &fault), PATRON_E_NULL,
            "value", -1);
    REFUSED(patron_concentration_gini_ctr(3, column, NULL, NULL, ROOM, &a, &fault), PATRON_E_NULL,
            "scratch", -1);
    REFUSED(patron_concentration_gini_ctr(3, column, NULL, scratch, need - 1, &a, &fault),
            PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_concentration_gini_ctr_money(3, whole, NULL, scratch, ROOM, NULL, &fault),
            PATRON_E_NULL, "gini", -1);
    REFUSED(patron_concentration_gini_ctr(3, broken, outside, scratch, ROOM, &a, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(patron_concentration_gini_ctr_money(3, whole, outside, scratch, ROOM, &a, &fault),
            PATRON_E_RANGE, "order", 1);
    REFUSED(patron_concentration_gini_ctr(3, huge, NULL, scratch, ROOM, &a, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    REFUSED(patron_concentration_gini_ctr_money(3, most, NULL, scratch, ROOM, &a, &fault),
            PATRON_E_OVERFLOW, "value", -1);
    need = patron_concentration_percentile_scratch_size(3, 0);
    assert_true(patron_concentration_percentile_scratch_size(SIZE_MAX, 1) == SIZE_MAX);
    REFUSED(patron_concentration_percentile(3, NULL, NULL, scratch, ROOM, 1, wrong, &a, &fault),
            PATRON_E_NULL, "value", -1);
    REFUSED(
        patron_concentration_percentile(3, column, NULL, scratch, need - 1, 1, wrong, &a, &fault),
        PATRON_E_SCRATCH, "scratch_size", -1);
    REFUSED(patron_concentration_percentile(3, column, NULL, scratch, ROOM, 1, NULL, &a, &fault),
            PATRON_E_NULL, "share", -1);
    REFUSED(patron_concentration_percentile_money(3, whole, NULL, scratch, ROOM, 1, wrong, NULL,
                                                  &fault),
            PATRON_E_NULL, "percentile", -1);
    REFUSED(patron_concentration_percentile(3, column, NULL, scratch, ROOM, 2, wrong, &a, &fault),
            PATRON_E_RANGE, "share", 1);
    REFUSED(
        patron_concentration_percentile_money(3, whole, NULL, scratch, ROOM, 1, none, &a, &fault),
        PATRON_E_NOT_FINITE, "share", 0);
    REFUSED(patron_concentration_percentile(3, broken, NULL, scratch, ROOM, 1, wrong, &a, &fault),
            PATRON_E_NOT_FINITE, "value", 1);
    REFUSED(patron_concentration_percentile_money(3, whole, upside, scratch, ROOM, 1, wrong, &a,
                                                  &fault),
            PATRON_E_RANGE, "order", 1);
    if (SIZE_MAX > 2147483648u)
        REFUSED(patron_concentration_percentile((size_t)2147483647 + 1, column, NULL, scratch, ROOM,
                                                1, wrong, &a, &fault),
                PATRON_E_RANGE, "n", -1);
    assert_true(a == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jackknifed_ginis_are_those_of_leaving_each_customer_out),
        cmocka_unit_test(a_gini_with_losses_is_normalized_as_published),
        cmocka_unit_test(the_normalized_gini_stays_within_1_and_is_the_plain_one_without_losses),
        cmocka_unit_test(percentiles_are_those_of_sql),
        cmocka_unit_test(percentiles_rise_and_hold_at_equal_values_and_extremes),
        cmocka_unit_test(inequality_splits_as_its_definitions_say),
        cmocka_unit_test(a_published_inequality_comes_out),
        cmocka_unit_test(parts_of_inequality_are_those_of_the_whole_summary),
        cmocka_unit_test(many_shares_and_targets_are_those_of_the_sorted_column),
        cmocka_unit_test(everyone_makes_the_whole_total_whatever_double_is_next_to_it),
        cmocka_unit_test(an_order_given_changes_nothing),
        cmocka_unit_test(segments_add_up_to_the_whale_to_the_cent),
        cmocka_unit_test(the_rules_of_the_trade_hold_where_their_books_say),
        cmocka_unit_test(three_bands_need_their_losers_neither_fewer_nor_more),
        cmocka_unit_test(the_greatest_loss_of_money_breaks_even_only_within_2_to_the_63),
        cmocka_unit_test(nobody_has_totals_of_0_and_no_ratios),
        cmocka_unit_test(one_customer_and_one_who_holds_all_have_no_interval),
        cmocka_unit_test(values_of_any_size_split_alike),
        cmocka_unit_test(the_lowest_faulty_row_is_named),
        cmocka_unit_test(sums_beyond_their_type_are_refused_and_nothing_is_written),
        cmocka_unit_test(a_gini_is_as_unsure_as_a_double_can_say),
        cmocka_unit_test(a_gini_beyond_a_double_is_refused_of_all_and_of_a_segment),
        cmocka_unit_test(missing_arguments_and_sizes_are_named),
        cmocka_unit_test(faults_of_normalized_ginis_and_percentiles_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
