/*
 * Cohorts, growth and figures from columns: held to a slow count, to CDNOW counted from its file by a
 * Python script with sets and decimals, and to a shop of four customers done by hand.
 */
#include "test_cohort.h"

#include <math.h>
#include <stdio.h>

#include <patron/calendar.h>

enum { CDNOW_RECEIPTS = 69659, CDNOW_CUSTOMERS = 23570, CDNOW_PERIODS = 18 };

static patron_fault fault;

static int32_t count_shop(const shop *of, shop_figures *figures)
{
    size_t size = patron_cohort_from_receipts_scratch_size(of->n, SHOP_CUSTOMERS);
    void *scratch = support_guarded(size);
    memset(figures, 0xA5, sizeof *figures);
    int32_t status = patron_cohort_from_receipts(
        &of->grid, of->n, of->customer, of->day, of->amount, of->margin, of->cost, scratch, size,
        SHOP_CUSTOMERS, of->periods, figures->cell, figures->growth, &fault);
    support_guarded_free(scratch, size);
    return status;
}

static void the_cohorts_of_any_receipts_are_those_a_slow_count_finds(void **state)
{
    (void)state;
    support_random random = support_random_from(7);
    size_t rounds = support_rows(120, 12);
    static shop_figures fast, slow;
    for (size_t round = 0; round < rounds; round++) {
        shop of = random_shop(&random, round % 3 > 0);
        assert_int_equal(count_shop(&of, &fast), PATRON_OK);
        slow_figures(&of, &slow);
        assert_true(same_figures(&of, &fast, &slow));
    }
}

static void receipts_in_any_order_give_the_same_cohorts(void **state)
{
    (void)state;
    support_random random = support_random_from(8);
    static shop_figures one, other;
    shop of = random_shop(&random, 1);
    assert_int_equal(count_shop(&of, &one), PATRON_OK);
    for (size_t i = of.n; i-- > 1;) {
        size_t j = (size_t)support_random_below(&random, i + 1);
        shop was = of;
        of.customer[i] = was.customer[j], of.customer[j] = was.customer[i];
        of.day[i] = was.day[j], of.day[j] = was.day[i];
        of.amount[i] = was.amount[j], of.amount[j] = was.amount[i];
        of.margin[i] = was.margin[j], of.margin[j] = was.margin[i];
        of.cost[i] = was.cost[j], of.cost[j] = was.cost[i];
    }
    assert_int_equal(count_shop(&of, &other), PATRON_OK);
    assert_true(same_figures(&of, &one, &other));
}

static void what_came_is_new_kept_or_returned_and_what_was_is_kept_or_lost(void **state)
{
    (void)state;
    support_random random = support_random_from(9);
    static shop_figures f;
    for (int round = 0; round < 30; round++) {
        shop of = random_shop(&random, 1);
        assert_int_equal(count_shop(&of, &f), PATRON_OK);
        for (size_t p = 0; p < of.periods; p++) {
            const patron_cohort_growth *g = &f.growth[p];
            assert_true(g->active_customers ==
                        g->new_customers + g->kept_customers + g->returned_customers);
            assert_true(g->active_sales == g->new_sales + g->kept_sales + g->returned_sales);
            assert_true(f.cell[p * of.periods].customers == g->new_customers);
            if (p == 0 || !g->begun)
                continue;
            assert_true(g[-1].active_customers == g->kept_customers + g->lost_customers);
            assert_true(g[-1].active_sales == g->kept_sales_before + g->lost_sales);
        }
    }
}

/* --- CDNOW ---------------------------------------------------------------------------------------- */

typedef struct cdnow {
    uint32_t customer[CDNOW_RECEIPTS];
    int32_t day[CDNOW_RECEIPTS];
    int64_t amount[CDNOW_RECEIPTS];
    patron_cohort_cell cell[CDNOW_PERIODS * CDNOW_PERIODS];
    patron_cohort_growth growth[CDNOW_PERIODS];
    double figure[CDNOW_PERIODS * CDNOW_PERIODS];
} cdnow;

static cdnow *read_cdnow(void)
{
    char line[200];
    const char *path = support_data("cdnow_master.csv");
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    if (file == NULL)
        return NULL;
    cdnow *made = malloc(sizeof *made);
    assert_true(made != NULL && fgets(line, sizeof line, file) != NULL);
    for (size_t i = 0; i < CDNOW_RECEIPTS; i++) {
        unsigned id, year, month, day, disks, whole, cents;
        assert_true(fgets(line, sizeof line, file) != NULL);
        assert_int_equal(
            sscanf(line, "%u,%u-%u-%u,%u,%u.%2u", &id, &year, &month, &day, &disks, &whole, &cents),
            7);
        int32_t of_year = (int32_t)year, of_month = (int32_t)month, of_day = (int32_t)day;
        made->customer[i] = id - 1;
        patron_calendar_day(1, &of_year, &of_month, &of_day, &made->day[i], NULL);
        made->amount[i] = 100 * (int64_t)whole + cents;
    }
    fclose(file);
    return made;
}

/* 1997-01-01 is day 9862; 1998-06-30 is day 10407. */
static const patron_cohort_grid months_of_cdnow = {9862, 10407, PATRON_COHORT_MONTHS, 1};

static cdnow *count_cdnow(void)
{
    cdnow *of = read_cdnow();
    if (of == NULL)
        return NULL;
    size_t size = patron_cohort_from_receipts_scratch_size(CDNOW_RECEIPTS, CDNOW_CUSTOMERS);
    void *scratch = malloc(size);
    assert_true(scratch != NULL);
    assert_int_equal(patron_cohort_from_receipts(&months_of_cdnow, CDNOW_RECEIPTS, of->customer,
                                                 of->day, of->amount, NULL, NULL, scratch, size,
                                                 CDNOW_CUSTOMERS, CDNOW_PERIODS, of->cell,
                                                 of->growth, NULL),
                     PATRON_OK);
    free(scratch);
    return of;
}

static const uint64_t cdnow_active[3][18] = {
    {7846, 1157, 964, 810, 679, 736, 720, 582, 559, 594, 673, 634, 528, 511, 664, 472, 497, 498},
    {8476, 1312, 980, 783, 847, 786, 626, 619, 666, 721, 661, 545, 568, 718, 545, 548, 551, 0},
    {7248, 1032, 752, 756, 674, 564, 561, 579, 634, 569, 464, 472, 678, 420, 443, 457, 0, 0}};

static const uint64_t cdnow_orders[18] = {8928, 1627, 1329, 1091, 904, 976, 994, 785, 766,
                                          906,  936,  855,  684,  663, 924, 617, 659, 707};

static const int64_t cdnow_sales[18] = {29906017, 6104169, 5068375, 4065550, 3497356, 3439790,
                                        4100970,  2980454, 2730622, 3210030, 3945983, 3356908,
                                        2721464,  2528812, 3712874, 2198890, 2422284, 2725208};

/* new, kept, returned, lost; sales of the new, the kept, the returned, the kept and the lost before. */
static const int64_t cdnow_growth[18][9] = {
    {7846, 0, 0, 0, 29906017, 0, 0, 0, 0},
    {8476, 1157, 0, 6689, 31854834, 6104169, 0, 5779225, 24126792},
    {7248, 1681, 595, 7952, 27988449, 8635477, 2691601, 9429105, 28529898},
    {0, 1773, 1049, 7751, 0, 9802680, 4479769, 10844180, 28471347},
    {0, 852, 1362, 1970, 0, 4861093, 5932237, 5657987, 8624462},
    {0, 747, 1592, 1467, 0, 4583964, 6255623, 4520719, 6272611},
    {0, 746, 1434, 1593, 0, 5290739, 6917149, 4523716, 6315871},
    {0, 604, 1168, 1576, 0, 3706791, 5129978, 4611169, 7596719},
    {0, 528, 1211, 1244, 0, 3006352, 5188528, 3189372, 5647397},
    {0, 532, 1307, 1207, 0, 3377556, 5600521, 3275249, 4919631},
    {0, 624, 1404, 1215, 0, 4391334, 7153530, 3906927, 5071150},
    {0, 632, 1232, 1396, 0, 3848637, 5709098, 4593387, 6951477},
    {0, 512, 1025, 1352, 0, 3023347, 4652331, 3329255, 6228480},
    {0, 472, 1079, 1065, 0, 2940667, 4769029, 3105786, 4569892},
    {0, 571, 1489, 980, 0, 3843918, 7053097, 3557543, 4152153},
    {0, 518, 919, 1542, 0, 2986125, 3637027, 3782057, 7114958},
    {0, 459, 1029, 978, 0, 2721469, 4377497, 2728709, 3894443},
    {0, 446, 1060, 1042, 0, 2984074, 4626856, 2763839, 4335127}};

static void of_7846_who_came_to_cdnow_in_january_1157_bought_in_february(void **state)
{
    (void)state;
    cdnow *of = count_cdnow();
    if (of == NULL)
        return;
    for (size_t c = 0; c < CDNOW_PERIODS; c++)
        for (size_t age = 0; age < CDNOW_PERIODS; age++)
            assert_true(of->cell[c * CDNOW_PERIODS + age].customers ==
                        (c < 3 ? cdnow_active[c][age] : 0));
    for (size_t age = 0; age < CDNOW_PERIODS; age++) {
        assert_true(of->cell[age].orders == cdnow_orders[age]);
        assert_true(of->cell[age].sales == cdnow_sales[age]);
    }
    for (size_t p = 0; p < CDNOW_PERIODS; p++) {
        const patron_cohort_growth *g = &of->growth[p];
        const int64_t *e = cdnow_growth[p];
        assert_true((int64_t)g->new_customers == e[0] && (int64_t)g->kept_customers == e[1]);
        assert_true((int64_t)g->returned_customers == e[2] && (int64_t)g->lost_customers == e[3]);
        assert_true(g->new_sales == e[4] && g->kept_sales == e[5] && g->returned_sales == e[6]);
        assert_true(g->kept_sales_before == e[7] && g->lost_sales == e[8] && g->mature == 1);
    }
    free(of);
}

static void the_february_rate_of_cdnow_is_15_percent_and_later_months_are_missing(void **state)
{
    (void)state;
    cdnow *of = count_cdnow();
    double simple[CDNOW_PERIODS], weighted[CDNOW_PERIODS];
    uint64_t used[CDNOW_PERIODS], customers[CDNOW_PERIODS];
    if (of == NULL)
        return;
    assert_int_equal(patron_cohort_figures(&months_of_cdnow, PATRON_COHORT_CUSTOMERS,
                                           PATRON_COHORT_PER_COHORT, 0, CDNOW_PERIODS, of->cell,
                                           of->figure, NULL),
                     PATRON_OK);
    assert_close(of->figure[1], 1157.0 / 7846.0, 1e-15, 0);
    assert_true(isnan(of->figure[CDNOW_PERIODS + 17]) && isnan(of->figure[3 * CDNOW_PERIODS]));
    assert_int_equal(patron_cohort_means(&months_of_cdnow, PATRON_COHORT_CUSTOMERS,
                                         PATRON_COHORT_PER_COHORT, 0, CDNOW_PERIODS, of->cell,
                                         simple, weighted, used, customers, NULL),
                     PATRON_OK);
    assert_close(simple[1], (1157.0 / 7846 + 1312.0 / 8476 + 1032.0 / 7248) / 3, 1e-15, 0);
    assert_close(weighted[1], 3501.0 / 23570, 1e-15, 0);
    assert_true(used[1] == 3 && customers[1] == 23570 && used[16] == 2 && used[17] == 1);
    assert_close(weighted[16], (497.0 + 551.0) / (7846 + 8476), 1e-15, 0);
    free(of);
}

/* --- a shop by hand ------------------------------------------------------------------------------- */

/* Days of 2024: January 1 is 19723, February 29 is 19782, March 31 is 19813. */
static const patron_cohort_grid spring = {19723 + 14, 19813 + 5, PATRON_COHORT_MONTHS, 1};

/* Ann comes on January 31 and buys on February 29; Ben on January 2 and never again; Cleo on
   February 1, brings it back on March 1 and buys on March 31; Dan on April 5, Eve only returns. */
static const uint32_t who[9] = {0, 0, 1, 2, 2, 2, 3, 4, 0};
static const int32_t when[9] = {19753, 19782, 19724, 19754, 19783, 19813, 19818, 19760, 19819};
static const int64_t paid[9] = {1000, 500, 300, 700, -700, 400, 900, -50, 100};
static const int64_t earned[9] = {400, 200, 100, 300, -350, 150, 300, -50, 40};
static const int64_t served[9] = {10, 20, 30, 40, 50, 60, 70, 80, 90};

static void count_spring(patron_cohort_cell *cell, patron_cohort_growth *growth)
{
    static uint64_t scratch[8000];
    assert_true(patron_cohort_from_receipts_scratch_size(9, 5) <= sizeof scratch);
    assert_int_equal(patron_cohort_from_receipts(&spring, 9, who, when, paid, earned, served,
                                                 scratch, sizeof scratch, 5, 5, cell, growth,
                                                 &fault),
                     PATRON_OK);
}

static void ann_buys_again_on_the_leap_day_and_is_kept_in_february(void **state)
{
    (void)state;
    patron_cohort_cell cell[25];
    patron_cohort_growth growth[5];
    count_spring(cell, growth);
    const patron_cohort_cell january = {2, 2, 0, 1300, 0, 500, 40},
                             leap = {1, 1, 0, 500, 0, 200, 20};
    const patron_cohort_cell returned = {1, 1, 1, 400, 700, -200, 110};
    assert_memory_equal(&cell[0], &january, sizeof january);
    assert_memory_equal(&cell[1], &leap, sizeof leap);
    assert_memory_equal(&cell[5 + 1], &returned, sizeof returned);
    assert_true(growth[1].kept_customers == 1 && growth[1].kept_sales == 500);
    assert_true(growth[1].kept_sales_before == 1000 && growth[1].lost_sales == 300);
    assert_true(growth[1].new_customers == 1 && growth[1].refunded == 50);
    assert_true(growth[2].kept_customers == 1 && growth[2].lost_customers == 1);
    assert_true(growth[2].refunded == 700 && growth[2].mature == 1);
    /* April has begun and Cleo has not come yet; May has not. */
    assert_true(growth[3].begun == 1 && growth[3].mature == 0 && growth[3].lost_customers == 1);
    assert_true(growth[4].begun == 0 && growth[4].lost_customers == 0);
}

static void a_month_that_is_not_over_is_missing_and_a_month_without_anyone_is_0(void **state)
{
    (void)state;
    patron_cohort_cell cell[25];
    double rate[25], simple[5], weighted[5];
    uint64_t used[5], customers[5];
    count_spring(cell, NULL);
    patron_cohort_figures(&spring, PATRON_COHORT_CUSTOMERS, PATRON_COHORT_PER_COHORT, 0, 5, cell,
                          rate, NULL);
    assert_true(rate[0] == 1.0 && rate[1] == 0.5 && rate[2] == 0.0 && isnan(rate[3]));
    assert_true(rate[5] == 1.0 && rate[6] == 1.0 && isnan(rate[7]));
    assert_true(isnan(rate[10]) && isnan(rate[15]) && isnan(rate[24]));
    patron_cohort_means(&spring, PATRON_COHORT_CUSTOMERS, PATRON_COHORT_PER_COHORT, 0, 5, cell,
                        simple, weighted, used, customers, NULL);
    assert_true(simple[1] == 0.75 && weighted[1] == 2.0 / 3.0 && used[1] == 2 && customers[1] == 3);
    assert_true(simple[2] == 0.0 && weighted[2] == 0.0 && used[2] == 1 && customers[2] == 2);
    assert_true(isnan(simple[3]) && isnan(weighted[3]) && used[3] == 0 && customers[3] == 0);
    assert_int_equal(patron_cohort_means(&spring, 0, 0, 0, 5, cell, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static double first_two(uint32_t measure, uint32_t per, uint32_t cumulative, double *second)
{
    patron_cohort_cell cell[25];
    double figure[25], simple[5];
    count_spring(cell, NULL);
    assert_int_equal(
        patron_cohort_figures(&spring, measure, per, cumulative, 5, cell, figure, &fault),
        PATRON_OK);
    assert_int_equal(patron_cohort_means(&spring, measure, per, cumulative, 5, cell, simple, NULL,
                                         NULL, NULL, &fault),
                     PATRON_OK);
    /* Of cohorts January and February at age 1. */
    assert_true(simple[1] == (figure[1] + figure[6]) / 2.0 || isnan(figure[1]));
    *second = figure[6];
    return figure[1];
}

static void every_measure_is_what_it_says_per_customer_buyer_and_basket(void **state)
{
    (void)state;
    static const struct {
        uint32_t measure, per, cumulative;
        double first, second;
    } e[] = {
        {PATRON_COHORT_ORDERS, PATRON_COHORT_PER_COHORT, 0, 0.5, 1},
        {PATRON_COHORT_ORDERS, PATRON_COHORT_PER_COHORT, 1, 1.5, 2},
        {PATRON_COHORT_REFUNDS, PATRON_COHORT_TOTAL, 0, 0, 1},
        {PATRON_COHORT_SALES, PATRON_COHORT_PER_ORDER, 0, 500, 400},
        {PATRON_COHORT_SALES, PATRON_COHORT_PER_ORDER, 1, 600, 550},
        {PATRON_COHORT_REFUNDED, PATRON_COHORT_TOTAL, 1, 0, 700},
        {PATRON_COHORT_SPEND, PATRON_COHORT_PER_ACTIVE, 0, 500, -300},
        {PATRON_COHORT_SPEND, PATRON_COHORT_PER_ACTIVE, 1, 600, 200},
        {PATRON_COHORT_MARGIN, PATRON_COHORT_PER_COHORT, 0, 100, -200},
        {PATRON_COHORT_MARGIN, PATRON_COHORT_PER_COHORT, 1, 350, 100},
        {PATRON_COHORT_COST, PATRON_COHORT_PER_COHORT, 1, 30, 150},
        {PATRON_COHORT_PROFIT, PATRON_COHORT_PER_COHORT, 1, 320, -50},
        {PATRON_COHORT_CUSTOMERS, PATRON_COHORT_TOTAL, 1, 3, 2},
    };
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
        double second, first = first_two(e[i].measure, e[i].per, e[i].cumulative, &second);
        assert_true(first == e[i].first && second == e[i].second);
    }
}

static void a_cohort_without_orders_at_an_age_has_no_basket_but_counts_in_the_rate(void **state)
{
    (void)state;
    patron_cohort_cell cell[25];
    double basket[25], simple[5], weighted[5];
    uint64_t used[5], customers[5];
    count_spring(cell, NULL);
    patron_cohort_figures(&spring, PATRON_COHORT_SALES, PATRON_COHORT_PER_ORDER, 0, 5, cell, basket,
                          NULL);
    patron_cohort_means(&spring, PATRON_COHORT_SALES, PATRON_COHORT_PER_ORDER, 0, 5, cell, simple,
                        weighted, used, customers, NULL);
    assert_true(isnan(basket[2]) && isnan(simple[2]) && isnan(weighted[2]));
    assert_true(used[2] == 0 && customers[2] == 2);
    assert_true(weighted[0] == 2000.0 / 3.0 && used[0] == 2);
}

static void a_ledger_alone_gives_sizes_value_to_date_and_when_they_were_last_seen(void **state)
{
    (void)state;
    /* Ann, Ben, Cleo, Dan, Eve who never bought, Flo of 2023, Gus of January last seen in May. */
    static const uint32_t days[7] = {2, 1, 2, 1, 0, 3, 2};
    static const int32_t first[7] = {19753, 19724, 19754, 19815, 19999, 19700, 19730};
    static const int32_t last[7] = {19782, 19724, 19813, 19815, -5, 19760, 19849};
    static const int64_t spend[7] = {1500, 300, 400, 900, -50, 5000, 10};
    patron_cohort_grid grid = spring;
    patron_cohort_value value[4];
    uint64_t seen[16];
    grid.as_of_day = 19849;
    assert_int_equal(patron_cohort_from_customers(&grid, 7, days, first, last, spend, spend, 4,
                                                  value, seen, &fault),
                     PATRON_OK);
    const patron_cohort_value expected[4] = {
        {3, 1810, 1810}, {1, 400, 400}, {0, 0, 0}, {1, 900, 900}};
    const uint64_t last_seen[16] = {1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0};
    assert_memory_equal(value, expected, sizeof expected);
    assert_memory_equal(seen, last_seen, sizeof last_seen);
    assert_int_equal(patron_cohort_from_customers(&grid, 7, days, first, last, spend, NULL, 3,
                                                  value, seen, NULL),
                     PATRON_OK);
    assert_true(value[0].customers == 3 && value[2].customers == 0 && seen[3] == 0 && seen[4] == 1);
    assert_int_equal(
        patron_cohort_from_customers(&grid, 7, days, first, last, NULL, NULL, 4, value, NULL, NULL),
        PATRON_OK);
    assert_true(value[0].customers == 3 && value[0].spend == 0);
    assert_int_equal(
        patron_cohort_from_customers(&grid, 7, days, first, last, NULL, NULL, 4, NULL, seen, NULL),
        PATRON_OK);
    assert_memory_equal(seen, last_seen, sizeof last_seen);
}

/* --- the calendar --------------------------------------------------------------------------------- */

static void months_have_their_lengths_and_december_is_followed_by_january(void **state)
{
    (void)state;
    /* 2023-11-30 and the periods from November 2023; 2024-02-29 is day 19782. */
    const patron_cohort_grid grid = {19691, 19782, PATRON_COHORT_MONTHS, 1};
    const int32_t starts[6] = {19662, 19692, 19723, 19754, 19783, 19814};
    const int32_t day[8] = {19661, 19662, 19691, 19692, 19722, 19723, 19782, 19783};
    const int32_t expected[8] = {-1, 0, 0, 1, 1, 2, 3, 4};
    int32_t first[5], last[5], period[8];
    uint32_t mature[5];
    assert_int_equal(patron_cohort_periods(&grid, 5, first, last, mature, &fault), PATRON_OK);
    for (int p = 0; p < 5; p++) {
        assert_int_equal(first[p], starts[p]);
        assert_int_equal(last[p], starts[p + 1] - 1);
        assert_int_equal(mature[p], p < 4);
    }
    assert_int_equal(patron_cohort_period(&grid, 8, day, period, &fault), PATRON_OK);
    assert_memory_equal(period, expected, sizeof period);
    assert_int_equal(patron_cohort_periods(&grid, 5, NULL, NULL, NULL, &fault), PATRON_OK);
}

static void february_has_29_days_in_2000_and_28_in_1900_and_2100(void **state)
{
    (void)state;
    /* January 31 of 1900, 2000, 2100, 2023; lengths of the next month (Python's datetime). */
    const int32_t day[4] = {-25537, 10987, 47512, 19388}, length[4] = {28, 29, 28, 28};
    for (int k = 0; k < 4; k++) {
        const patron_cohort_grid grid = {day[k], 0, PATRON_COHORT_MONTHS, 1};
        int32_t first[2], last[2];
        assert_int_equal(patron_cohort_periods(&grid, 2, first, last, NULL, &fault), PATRON_OK);
        assert_int_equal(first[0], day[k] - 30);
        assert_int_equal(last[0], day[k]);
        assert_int_equal(last[1] - first[1] + 1, length[k]);
    }
}

static void quarters_and_weeks_are_periods_too(void **state)
{
    (void)state;
    const patron_cohort_grid quarters = {19723, 19813, PATRON_COHORT_MONTHS, 3};
    const patron_cohort_grid weeks = {19723, 19736, PATRON_COHORT_DAYS, 7};
    int32_t first[4], last[4];
    uint32_t mature[4];
    patron_cohort_periods(&quarters, 4, first, last, mature, NULL);
    assert_true(first[1] == 19814 && last[3] == 20088 && mature[0] == 1 && mature[1] == 0);
    patron_cohort_periods(&weeks, 4, first, last, mature, NULL);
    assert_true(first[1] == 19730 && last[1] == 19736 && mature[1] == 1 && mature[2] == 0);
}

static void the_ends_of_the_calendar_are_kept(void **state)
{
    (void)state;
    patron_cohort_grid grid = {INT32_MIN + 1, INT32_MAX, PATRON_COHORT_DAYS, 1};
    const int32_t day[3] = {INT32_MIN + 1, 0, 1};
    int32_t period[3] = {7, 7, 7}, first[2], last[2];
    uint32_t mature[2];
    assert_int_equal(patron_cohort_period(&grid, 3, day, period, &fault), PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "period", 2);
    assert_true(period[0] == 0 && period[1] == INT32_MAX && period[2] == 7);
    grid.from_day = INT32_MAX;
    assert_int_equal(patron_cohort_period(&grid, 1, day, period, &fault), PATRON_E_OVERFLOW);
    grid.from_day = INT32_MAX - 2;
    assert_int_equal(patron_cohort_periods(&grid, 2, first, last, mature, &fault), PATRON_OK);
    assert_true(last[1] == INT32_MAX - 1 && mature[1] == 1);
    assert_int_equal(patron_cohort_periods(&grid, 3, first, last, mature, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    grid.unit = PATRON_COHORT_MONTHS;
    assert_int_equal(patron_cohort_periods(&grid, 1, first, last, mature, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "periods", -1);
    grid.from_day = INT32_MAX - 365, grid.length = 4096;
    assert_int_equal(patron_cohort_periods(&grid, 9, first, last, mature, &fault), PATRON_E_RANGE);
    grid.from_day = INT32_MIN;
    assert_int_equal(patron_cohort_periods(&grid, 1, first, last, mature, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "grid.from_day", -1);
    grid.unit = PATRON_COHORT_DAYS;
    assert_int_equal(patron_cohort_periods(&grid, 0, first, last, mature, &fault), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "grid.from_day", -1);
    assert_int_equal(patron_cohort_periods(NULL, 1, first, last, mature, &fault), PATRON_E_NULL);
}

/* Of the period before a grid that begins near the calendar's first day, a few days are left. */
static void receipts_of_the_first_and_the_last_day_are_counted(void **state)
{
    (void)state;
    static uint64_t scratch[8000];
    static const uint32_t customer[4] = {0, 0, 1, 1};
    const int32_t day[4] = {INT32_MIN, INT32_MIN + 12, INT32_MIN + 6, INT32_MAX};
    const int64_t amount[4] = {5, 6, 7, 8};
    for (int32_t late = 1; late <= 11; late += 5) {
        /* begins on the first day but one; on the sixth, period -1 cut off; on the eleventh */
        const patron_cohort_grid grid = {INT32_MIN + late, INT32_MAX, PATRON_COHORT_DAYS, 10};
        patron_cohort_cell cell[4];
        patron_cohort_growth growth[2];
        assert_int_equal(patron_cohort_from_receipts(&grid, 4, customer, day, amount, NULL, NULL,
                                                     scratch, sizeof scratch, 2, 2, cell, growth,
                                                     &fault),
                         PATRON_OK);
        assert_int_equal(cell[0].customers, late <= 6 ? 1 : 0);
        assert_int_equal(growth[0].new_customers, late <= 6 ? 1 : 0);
        assert_int_equal(growth[0].kept_customers, late == 6 ? 1 : 0);
        assert_int_equal(growth[0].returned_customers, late == 11 ? 1 : 0);
        assert_int_equal(growth[1].returned_customers, late == 1 ? 1 : 0);
        assert_int_equal(patron_cohort_from_receipts(&grid, 4, customer, day, amount, NULL, NULL,
                                                     scratch, sizeof scratch, 2, 0, NULL, NULL,
                                                     &fault),
                         PATRON_OK);
    }
}

/* 700 strangers, one receipt each, on every seventh day or so of 40 years. */
static void decades_are_cut_into_periods_as_well_as_weeks_are(void **state)
{
    (void)state;
    enum { STRANGERS = 700, YEARS = 40 };
    static uint32_t customer[STRANGERS];
    static int32_t day[STRANGERS], period[STRANGERS];
    static int64_t amount[STRANGERS];
    static uint64_t scratch[16000];
    static patron_cohort_cell cell[YEARS * YEARS];
    const patron_cohort_grid grids[3] = {{-3000, 20000, PATRON_COHORT_MONTHS, 12},
                                         {-3000, 20000, PATRON_COHORT_DAYS, 365},
                                         {-3000, 20000, PATRON_COHORT_DAYS, 4000}};
    for (int32_t i = 0; i < STRANGERS; i++) {
        customer[i] = (uint32_t)i;
        day[i] = -3000 + 22 * i;
    }
    for (int g = 0; g < 3; g++) {
        uint64_t expected[YEARS] = {0};
        assert_true(patron_cohort_from_receipts_scratch_size(STRANGERS, STRANGERS) <=
                    sizeof scratch);
        assert_int_equal(patron_cohort_from_receipts(&grids[g], STRANGERS, customer, day, amount,
                                                     NULL, NULL, scratch, sizeof scratch, STRANGERS,
                                                     YEARS, cell, NULL, &fault),
                         PATRON_OK);
        assert_int_equal(patron_cohort_period(&grids[g], STRANGERS, day, period, &fault),
                         PATRON_OK);
        for (int i = 0; i < STRANGERS; i++)
            if (period[i] >= 0 && period[i] < YEARS)
                expected[period[i]]++;
        for (size_t p = 0; p < YEARS; p++)
            assert_true(cell[p * YEARS].customers == expected[p]);
    }
}

/* --- faults --------------------------------------------------------------------------------------- */

static void money_beyond_int64_is_a_fault_and_nothing_is_written(void **state)
{
    (void)state;
    static uint64_t scratch[8000];
    static const uint32_t customer[4] = {0, 0, 0, 0};
    static const int32_t day[4] = {3, 2, 1, 900};
    const int64_t small[4] = {1, -1, 1, INT64_MIN};
    const int64_t large[4] = {INT64_MAX - 1, -1, 1, INT64_MAX};
    const patron_cohort_grid grid = {0, 800, PATRON_COHORT_DAYS, 10};
    patron_cohort_cell cell[4], before[4];
    patron_cohort_growth growth[2];
    memset(cell, 7, sizeof cell);
    memset(before, 7, sizeof before);
    const struct {
        const int64_t *amount, *margin, *cost;
        const char *argument;
        int32_t status;
    } e[] = {{large, small, small, "amount", PATRON_E_OVERFLOW},
             {small, large, small, "margin", PATRON_E_OVERFLOW},
             {small, NULL, large, "cost", PATRON_E_OVERFLOW},
             {small, small, NULL, NULL, PATRON_OK}};
    for (int k = 0; k < 4; k++) {
        assert_int_equal(patron_cohort_from_receipts(&grid, 4, customer, day, e[k].amount,
                                                     e[k].margin, e[k].cost, scratch,
                                                     sizeof scratch, 1, 2, cell, growth, &fault),
                         e[k].status);
        if (e[k].status == PATRON_OK)
            continue;
        assert_fault(&fault, PATRON_E_OVERFLOW, e[k].argument, 2);
        assert_memory_equal(cell, before, sizeof cell);
    }
    const int64_t three[3] = {INT64_MIN, INT64_MIN, INT64_MIN}; /* sizes wrap 64 bits */
    assert_int_equal(patron_cohort_from_receipts(&grid, 3, customer, day, three, NULL, NULL,
                                                 scratch, sizeof scratch, 1, 2, cell, growth,
                                                 &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "amount", 0);
}

static void what_a_ledger_cannot_have_is_named(void **state)
{
    (void)state;
    const uint32_t days[3] = {1, 1, 1};
    int32_t first[3] = {0, 0, 0}, last[3] = {0, 5, 9};
    const int64_t spend[3] = {INT64_MIN + 1, 0, -1}, margin[3] = {INT64_MAX, 0, 1};
    const patron_cohort_grid grid = {0, 9, PATRON_COHORT_DAYS, 10};
    patron_cohort_value value[1];
    assert_int_equal(patron_cohort_from_customers(&grid, 3, days, first, last, spend, NULL, 1,
                                                  value, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "spend", 2);
    assert_int_equal(patron_cohort_from_customers(&grid, 3, days, first, last, NULL, margin, 1,
                                                  value, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "margin", 2);
    last[1] = 10;
    assert_int_equal(patron_cohort_from_customers(&grid, 3, days, first, last, spend, NULL, 1,
                                                  value, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "last_day", 1);
    first[0] = 1;
    assert_int_equal(patron_cohort_from_customers(&grid, 3, days, first, last, spend, NULL, 1,
                                                  value, NULL, &fault),
                     PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "last_day", 0);
    const size_t many = (size_t)INT32_MAX + 1;
    assert_int_equal(patron_cohort_from_customers(&grid, 0, NULL, NULL, NULL, NULL, NULL, 1, value,
                                                  NULL, &fault),
                     PATRON_OK);
    assert_true(value[0].customers == 0);
    assert_int_equal(patron_cohort_from_customers(&grid, many, days, first, last, NULL, NULL, 1,
                                                  value, NULL, &fault),
                     PATRON_E_RANGE);
    assert_int_equal(patron_cohort_from_customers(&grid, 1, NULL, first, last, NULL, NULL, 1, value,
                                                  NULL, &fault),
                     PATRON_E_NULL);
    assert_int_equal(patron_cohort_from_customers(&grid, 1, days, NULL, last, NULL, NULL, 1, value,
                                                  NULL, &fault),
                     PATRON_E_NULL);
    assert_int_equal(patron_cohort_from_customers(&grid, 1, days, first, NULL, NULL, NULL, 1, value,
                                                  NULL, &fault),
                     PATRON_E_NULL);
    assert_int_equal(patron_cohort_from_customers(NULL, 1, days, first, last, NULL, NULL, 1, value,
                                                  NULL, &fault),
                     PATRON_E_NULL);
}

static void columns_that_cannot_be_counted_are_named(void **state)
{
    (void)state;
    static uint64_t scratch[8000];
    patron_cohort_grid grid = spring;
    const size_t size = sizeof scratch, many = (size_t)INT32_MAX + 1;
    const uint32_t stranger[2] = {0, 1};
#define COUNT(customers, n, customer, day, amount, scratch_size)                                   \
    patron_cohort_from_receipts(&grid, n, customer, day, amount, NULL, NULL, scratch,              \
                                scratch_size, customers, 2, NULL, NULL, &fault)
    assert_int_equal(COUNT(5, 9, who, when, paid, size), PATRON_OK);
    assert_int_equal(COUNT(0, 0, NULL, NULL, NULL, size), PATRON_OK);
    assert_int_equal(COUNT(many, 9, who, when, paid, size), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "customers", -1);
    assert_int_equal(COUNT(many, 9, who, when, NULL, size), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "amount", -1);
    assert_int_equal(COUNT(5, many, who, when, paid, size), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    assert_int_equal(COUNT(5, 9, NULL, when, paid, size), PATRON_E_NULL);
    assert_int_equal(COUNT(5, 9, who, NULL, paid, size), PATRON_E_NULL);
    assert_int_equal(COUNT(5, 9, who, when, NULL, size), PATRON_E_NULL);
    assert_int_equal(COUNT(5, 9, who, when, paid, 100), PATRON_E_SCRATCH);
    assert_int_equal(COUNT(1, 2, stranger, when, paid, size), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "customer", 1);
    grid.unit = 2;
    assert_int_equal(COUNT(5, 9, who, when, paid, size), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "grid.unit", -1);
    grid.unit = 1;
    for (uint32_t length = 0; length < 5000; length += 4097) {
        grid.length = length;
        assert_int_equal(COUNT(5, 9, who, when, paid, size), PATRON_E_RANGE);
        assert_fault(&fault, PATRON_E_RANGE, "grid.length", -1);
    }
    assert_true(patron_cohort_from_receipts_scratch_size(1, many) == SIZE_MAX);
#undef COUNT
}

static void figures_that_are_not_defined_are_named(void **state)
{
    (void)state;
    patron_cohort_cell cell[4];
    double figure[4];
    memset(cell, 0, sizeof cell);
#define FIGURES(grid, measure, per, cumulative, cell, figure)                                      \
    patron_cohort_figures(grid, measure, per, cumulative, 2, cell, figure, &fault)
    assert_int_equal(FIGURES(&spring, 9, 0, 0, cell, figure), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "measure", -1);
    assert_int_equal(FIGURES(&spring, 0, 4, 0, cell, figure), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "per", -1);
    assert_int_equal(FIGURES(&spring, 0, 0, 2, cell, figure), PATRON_E_RANGE);
    assert_fault(&fault, PATRON_E_RANGE, "cumulative", -1);
    assert_int_equal(FIGURES(NULL, 0, 0, 0, cell, figure), PATRON_E_NULL);
    assert_int_equal(FIGURES(&spring, 0, 0, 0, NULL, figure), PATRON_E_NULL);
    assert_int_equal(FIGURES(&spring, 0, 0, 0, cell, NULL), PATRON_E_NULL);
    assert_int_equal(FIGURES(&spring, 0, 0, 0, cell, figure), PATRON_OK);
    assert_true(isnan(figure[0])); /* nobody came in January */
    assert_int_equal(patron_cohort_figures(&spring, 0, 0, 0, 0, NULL, NULL, &fault), PATRON_OK);
    assert_int_equal(
        patron_cohort_means(&spring, 0, 0, 0, 0, NULL, figure, NULL, NULL, NULL, &fault),
        PATRON_OK);
    assert_int_equal(
        patron_cohort_means(&spring, 9, 0, 0, 2, cell, figure, NULL, NULL, NULL, &fault),
        PATRON_E_RANGE);
    assert_int_equal(patron_cohort_period(&spring, 1, NULL, NULL, &fault), PATRON_E_NULL);
    const int32_t day = 3;
    assert_int_equal(patron_cohort_period(&spring, 1, &day, NULL, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_period(NULL, 0, NULL, NULL, &fault), PATRON_E_NULL);
    assert_int_equal(patron_cohort_period(&spring, 0, NULL, NULL, &fault), PATRON_OK);
#undef FIGURES
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cohorts_of_any_receipts_are_those_a_slow_count_finds),
        cmocka_unit_test(receipts_in_any_order_give_the_same_cohorts),
        cmocka_unit_test(what_came_is_new_kept_or_returned_and_what_was_is_kept_or_lost),
        cmocka_unit_test(of_7846_who_came_to_cdnow_in_january_1157_bought_in_february),
        cmocka_unit_test(the_february_rate_of_cdnow_is_15_percent_and_later_months_are_missing),
        cmocka_unit_test(ann_buys_again_on_the_leap_day_and_is_kept_in_february),
        cmocka_unit_test(a_month_that_is_not_over_is_missing_and_a_month_without_anyone_is_0),
        cmocka_unit_test(every_measure_is_what_it_says_per_customer_buyer_and_basket),
        cmocka_unit_test(a_cohort_without_orders_at_an_age_has_no_basket_but_counts_in_the_rate),
        cmocka_unit_test(a_ledger_alone_gives_sizes_value_to_date_and_when_they_were_last_seen),
        cmocka_unit_test(months_have_their_lengths_and_december_is_followed_by_january),
        cmocka_unit_test(february_has_29_days_in_2000_and_28_in_1900_and_2100),
        cmocka_unit_test(quarters_and_weeks_are_periods_too),
        cmocka_unit_test(the_ends_of_the_calendar_are_kept),
        cmocka_unit_test(receipts_of_the_first_and_the_last_day_are_counted),
        cmocka_unit_test(decades_are_cut_into_periods_as_well_as_weeks_are),
        cmocka_unit_test(money_beyond_int64_is_a_fault_and_nothing_is_written),
        cmocka_unit_test(what_a_ledger_cannot_have_is_named),
        cmocka_unit_test(columns_that_cannot_be_counted_are_named),
        cmocka_unit_test(figures_that_are_not_defined_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
