#include "support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <patron/rfm.h>

enum { MANY = 3000, CELLS = 125, ROOM = 100000 };

static unsigned char scratch[ROOM];
static uint32_t r[MANY], f[MANY], m[MANY], code[MANY], segment[MANY], responded[MANY];
static int64_t money[MANY];
static double real[MANY], weighted[MANY];
static patron_rfm_cell cell[CELLS];
static patron_rfm_money_cell money_cell[CELLS];

static void fill(support_random *random, size_t n, uint32_t bins)
{
    for (size_t i = 0; i < n; i++) {
        r[i] = (uint32_t)support_random_integer(random, 1, bins);
        f[i] = (uint32_t)support_random_integer(random, 1, bins);
        m[i] = (uint32_t)support_random_integer(random, 1, bins);
        if (support_random_below(random, 20) == 0)
            *(i % 3 == 0 ? &r[i] : i % 3 == 1 ? &f[i] : &m[i]) = 0;
        responded[i] = support_random_below(random, 10) == 0;
        money[i] = support_random_integer(random, -5000, 90000);
        real[i] = (double)money[i];
    }
}

/* --- codes ------------------------------------------------------------------------------------ */

static void every_triple_of_scores_has_a_code_of_its_own(void **state)
{
    (void)state;
    size_t n = 0;
    for (uint32_t a = 1; a <= 5; a++)
        for (uint32_t b = 1; b <= 5; b++)
            for (uint32_t c = 1; c <= 5; c++, n++) {
                r[n] = a;
                f[n] = b;
                m[n] = c;
            }
    r[n] = 0, f[n] = 5, m[n++] = 5;
    r[n] = 5, f[n] = 0, m[n++] = 5;
    r[n] = 5, f[n] = 5, m[n++] = 0;
    assert_int_equal(patron_rfm_code(5, n, r, f, m, code, NULL), PATRON_OK);
    for (uint32_t i = 0; i < 125; i++)
        assert_true(code[i] == i + 1);
    assert_true(code[125] == 0 && code[126] == 0 && code[127] == 0);
    assert_int_equal(patron_rfm_code(5, n, r, f, NULL, code, NULL), PATRON_OK);
    for (uint32_t i = 0; i < 125; i++)
        assert_true(code[i] == i / 5 + 1);
    assert_true(code[125] == 0 && code[126] == 0 && code[127] == 25);
    assert_int_equal(patron_rfm_digits(n, r, f, m, code, NULL), PATRON_OK);
    assert_true(code[0] == 111 && code[124] == 555 && code[7] == 123 && code[127] == 0);
    static const uint32_t most = 1000;
    assert_int_equal(patron_rfm_code(1000, 1, &most, &most, &most, code, NULL), PATRON_OK);
    assert_true(code[0] == 1000000000);
    assert_int_equal(patron_rfm_code(5, 0, NULL, NULL, NULL, NULL, NULL), PATRON_OK);
}

static void a_weighted_score_lies_between_the_lowest_and_the_highest(void **state)
{
    (void)state;
    static const uint32_t five = 5, three = 3, one = 1, none = 0;
    assert_int_equal(patron_rfm_weighted(0.5, 0.3, 0.2, 1, &five, &three, &one, weighted, NULL),
                     PATRON_OK);
    assert_close(weighted[0], 3.6, 1e-15, 0);
    assert_int_equal(patron_rfm_weighted(0.0, 0.0, 2.0, 1, &five, &three, &one, weighted, NULL),
                     PATRON_OK);
    assert_true(weighted[0] == 1.0);
    assert_int_equal(patron_rfm_weighted(1.0, 1.0, 1.0, 1, &five, &none, &one, weighted, NULL),
                     PATRON_OK);
    assert_true(isnan(weighted[0]));
    support_random random = support_random_from(3);
    fill(&random, MANY, 1000);
    for (int round = 0; round < 5; round++) {
        double a = support_random_uniform(&random), b = support_random_uniform(&random);
        assert_int_equal(patron_rfm_weighted(a, b, 0.1, MANY, r, f, m, weighted, NULL), PATRON_OK);
        for (size_t i = 0; i < MANY; i++) {
            double sum = a * r[i] + b * f[i] + 0.1 * m[i];
            if (r[i] == 0 || f[i] == 0 || m[i] == 0)
                assert_true(isnan(weighted[i]));
            else
                assert_close(weighted[i] * (a + b + 0.1), sum, 1e-14, 0);
        }
    }
    for (size_t i = 0; i < MANY; i++)
        r[i] = f[i] = m[i] = 1 + (uint32_t)i % 1000;
    assert_int_equal(patron_rfm_weighted(0.1, 0.7, 0.3, MANY, r, f, m, weighted, NULL), PATRON_OK);
    for (size_t i = 0; i < MANY; i++)
        assert_true(weighted[i] == (double)r[i]);
}

static void scores_and_weights_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const uint32_t good[2] = {1, 2}, high[2] = {1, 1001};
    uint32_t made[2] = {77, 77};
    double mean[2] = {77, 77};
    patron_fault fault;
    patron_rfm_code(1, 2, good, good, good, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "bins", -1);
    patron_rfm_code(1001, 2, good, good, good, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "bins", -1);
    patron_rfm_code(5, 2, good, NULL, good, made, &fault);
    assert_fault(&fault, PATRON_E_NULL, "f", -1);
    patron_rfm_code(5, 2, good, good, good, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "code", -1);
    patron_rfm_code(5, 2, good, good, high, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m", 1);
    assert_true(made[0] == 1 && made[1] == 77);
    patron_rfm_code(5, 2, good, high, NULL, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "f", 1);
    patron_rfm_digits(2, high, high, good, made, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "r", 1);
    patron_rfm_digits(2, good, good, NULL, made, &fault);
    assert_fault(&fault, PATRON_E_NULL, "m", -1);
    patron_rfm_weighted(1, 1, 1, 2, high, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "r", 1);
    assert_true(mean[0] == 1.0 && mean[1] == 77);
    patron_rfm_weighted((double)NAN, 1, 1, 2, good, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "r_weight", -1);
    patron_rfm_weighted(1, -1, 1, 2, good, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "f_weight", -1);
    patron_rfm_weighted(1, 1, 1e101, 2, good, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m_weight", -1);
    patron_rfm_weighted(0, 0, 0, 2, good, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m_weight", -1);
    patron_rfm_weighted(1, 1, 1, 2, NULL, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_NULL, "r", -1);
    patron_rfm_weighted(1, 1, 1, (size_t)INT32_MAX + 1, good, good, good, mean, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void cells_add_up_to_all_customers_and_all_money(void **state)
{
    (void)state;
    support_random random = support_random_from(17);
    for (int round = 0; round < 6; round++) {
        size_t n = round == 0 ? 0 : (size_t)support_random_below(&random, MANY);
        const uint32_t *answered = round % 2 == 0 ? responded : NULL;
        patron_rfm_cells_result all;
        patron_rfm_money_cells_result money_all;
        uint64_t customers[CELLS] = {0}, responses[CELLS] = {0}, scored = 0, filled = 0, said = 0;
        int64_t spend[CELLS] = {0}, total = 0;
        all.struct_size = sizeof all;
        money_all.struct_size = sizeof money_all;
        fill(&random, n, 5);
        assert_int_equal(patron_rfm_code(5, n, r, f, m, code, NULL), PATRON_OK);
        for (size_t i = 0; i < n; i++) {
            if (code[i] == 0)
                continue;
            customers[code[i] - 1]++;
            responses[code[i] - 1] += answered != NULL ? answered[i] : 0;
            spend[code[i] - 1] += money[i];
            said += answered != NULL ? answered[i] : 0;
            total += money[i];
            scored++;
        }
        assert_int_equal(
            patron_rfm_cells(n, code, real, answered, scratch, ROOM, CELLS, cell, &all, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_rfm_cells_money(n, code, money, answered, CELLS, money_cell, &money_all, NULL),
            PATRON_OK);
        for (int c = 0; c < CELLS; c++) {
            double mean = (double)spend[c] / (double)customers[c];
            double rate = (double)responses[c] / (double)customers[c];
            filled += customers[c] > 0;
            assert_true(cell[c].customers == customers[c] &&
                        money_cell[c].customers == customers[c]);
            assert_true(cell[c].spend == (double)spend[c] && money_cell[c].spend == spend[c]);
            assert_true(cell[c].responses == responses[c]);
            assert_true(money_cell[c].responses == responses[c]);
            assert_close(cell[c].mean, mean, 0, 0);
            assert_close(money_cell[c].mean, mean, 0, 0);
            assert_close(cell[c].response_rate, answered != NULL ? rate : (double)NAN, 0, 0);
            assert_close(money_cell[c].response_rate, answered != NULL ? rate : (double)NAN, 0, 0);
        }
        assert_true(all.customers == scored && money_all.customers == scored);
        assert_true(all.missing == n - scored && money_all.missing == n - scored);
        assert_true((all.notes == PATRON_RFM_NOTE_MISSING) == (n > scored));
        assert_true(all.notes == money_all.notes);
        assert_true(all.filled == filled && money_all.filled == filled);
        assert_true(all.responses == said && money_all.responses == said);
        assert_true(all.spend == (double)total && money_all.spend == total);
        assert_close(all.mean, (double)total / (double)scored, 0, 0);
        assert_close(money_all.mean, all.mean, 0, 0);
        assert_close(all.response_rate,
                     answered != NULL ? (double)said / (double)scored : (double)NAN, 0, 0);
        assert_close(money_all.response_rate, all.response_rate, 0, 0);
        assert_int_equal(
            patron_rfm_cells(n, code, real, answered, scratch, ROOM, CELLS, cell, NULL, NULL),
            PATRON_OK);
        assert_int_equal(
            patron_rfm_cells_money(n, code, money, answered, CELLS, money_cell, NULL, NULL),
            PATRON_OK);
    }
}

static void a_cell_is_summed_exactly_whatever_stands_between(void **state)
{
    (void)state;
    static const double value[6] = {1e300, 1.0, -1e300, 0.1, 0.2, 0.3};
    static const uint32_t in[6] = {1, 1, 1, 2, 2, 2};
    assert_int_equal(patron_rfm_cells(6, in, value, NULL, scratch, ROOM, 2, cell, NULL, NULL),
                     PATRON_OK);
    assert_true(cell[0].spend == 1.0 && cell[1].spend == 0.6); /* 0.1 + 0.2 + 0.3, rounded once */
}

static void cells_that_cannot_be_counted_are_named(void **state)
{
    (void)state;
    static const double vast[3] = {1e308, 1e308, -1e308}, endless[3] = {1, (double)NAN, 2};
    static const int64_t rich[3] = {INT64_MAX, 1, -5}, poor[3] = {INT64_MIN, -1, 5};
    static const uint32_t one[3] = {1, 1, 2}, none[3] = {0, 1, 0}, high[3] = {1, 3, 1};
    static const uint32_t two[3] = {0, 1, 2}, apart[3] = {1, 2, 1};
    patron_rfm_cell kept;
    patron_fault fault;
    patron_rfm_cells_result all;
    memset(cell, 0xA5, sizeof cell);
    kept = cell[0];
    all.struct_size = sizeof all;
    patron_rfm_cells(3, one, vast, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1);
    patron_rfm_cells(2, apart, vast, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1); /* of all together */
    patron_rfm_cells(3, one, endless, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "value", 1);
    patron_rfm_cells(3, high, vast, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "code", 1);
    patron_rfm_cells(3, one, real, two, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "responded", 2);
    patron_rfm_cells(3, one, real, NULL, scratch, 10, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    patron_rfm_cells(3, one, real, NULL, scratch, ROOM, 0, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cells", -1);
    patron_rfm_cells((size_t)INT32_MAX + 1, one, real, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "n", -1);
    patron_rfm_cells(3, NULL, real, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_NULL, "code", -1);
    all.struct_size = 0;
    patron_rfm_cells(3, one, real, NULL, scratch, ROOM, 2, cell, &all, &fault);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
    assert_memory_equal(&cell[0], &kept, sizeof kept);
    assert_int_equal(patron_rfm_cells_money(3, one, rich, NULL, 2, money_cell, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_fault(&fault, PATRON_E_OVERFLOW, "value", -1);
    assert_int_equal(patron_rfm_cells_money(3, one, poor, NULL, 2, money_cell, NULL, &fault),
                     PATRON_E_OVERFLOW);
    assert_int_equal(patron_rfm_cells_money(3, none, rich, NULL, 2, money_cell, NULL, &fault),
                     PATRON_OK); /* who is in no cell is not counted */
    patron_rfm_cells_money(3, high, rich, NULL, 2, money_cell, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "code", 1);
    patron_rfm_cells_money(3, one, rich, NULL, 1000001, money_cell, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cells", -1);
    assert_true(patron_rfm_cells_scratch_size(0) == SIZE_MAX);
    assert_true(patron_rfm_cells_scratch_size(1000001) == SIZE_MAX);
}

/* --- mailing ---------------------------------------------------------------------------------- */

static void a_piece_of_55_cents_for_40_dollars_breaks_even_at_1_375_percent(void **state)
{
    (void)state;
    static const uint64_t tested[4] = {1000, 800, 1000, 0}, answers[4] = {25, 11, 0, 0};
    double index[4], expected[4];
    uint32_t mail[4];
    patron_rfm_mail_result result;
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_rfm_mail(0.55, 40.0, 4, tested, answers, NULL, index, expected, mail, &result, NULL),
        PATRON_OK);
    assert_close(result.break_even, 0.01375, 1e-15, 0);
    assert_true(result.test_names == 291.0); /* 4 / 0.01375 = 290.9 */
    assert_close(index[0], 81.818181818181818, 1e-13, 0);
    assert_close(index[1], 0.0, 0, 1e-12);
    assert_true(index[2] == -100.0 && isnan(index[3]) && isnan(expected[3]));
    assert_close(expected[0], 450.0, 1e-13, 0); /* 25 x 40 - 1000 x 0.55 */
    assert_close(expected[2], -550.0, 1e-13, 0);
    assert_true(mail[0] == 1 && mail[2] == 0 && mail[3] == 0 && result.notes == 0);
    assert_close(result.profit, 450.0, 1e-13, 0);
    assert_close(result.profit_of_all, -100.0, 1e-12, 0);
    assert_true(result.names == 2800 && result.names_mailed == 1000 && result.mailed == 1);
    assert_close(result.response, 36.0 / 2800.0, 1e-14, 0);
    assert_close(result.response_mailed, 0.025, 1e-14, 0);
    assert_int_equal(
        patron_rfm_mail(1.0, 100.0, 0, NULL, NULL, NULL, NULL, NULL, NULL, &result, NULL),
        PATRON_OK);
    assert_true(isnan(result.response) && isnan(result.response_mailed) && result.profit == 0.0);
    assert_true(result.test_names == 400.0 && result.names == 0);
    assert_int_equal(
        patron_rfm_mail(3.0, 2.0, 1, tested, answers, NULL, NULL, NULL, NULL, &result, NULL),
        PATRON_OK);
    assert_true(result.notes == PATRON_RFM_NOTE_NEVER && result.break_even == 1.5);
    assert_int_equal(
        patron_rfm_mail(3.0, 2.0, 1, tested, answers, NULL, NULL, NULL, NULL, NULL, NULL),
        PATRON_OK);
}

/* Two million names in 125 cells, 34 of them above break-even: 554,000 names that respond with 2.76 %
   where all would with 1.3 %. A test of 10,000 names a cell. */
static void of_two_million_names_554000_are_worth_307000_dollars(void **state)
{
    (void)state;
    uint64_t tested[125], answers[125], names[125];
    double expected[125], sum = 0.0;
    uint32_t mail[125];
    patron_rfm_mail_result result;
    result.struct_size = sizeof result;
    for (size_t c = 0; c < 125; c++) {
        tested[c] = 10000;
        answers[c] = c < 34 ? 276 : 74;
        names[c] = c < 34 ? 16294 : 15890;
    }
    names[33] = 554000 - 33 * 16294;
    names[124] = 1446000 - 90 * 15890;
    assert_int_equal(patron_rfm_mail(0.55, 40.0, 125, tested, answers, names, NULL, expected, mail,
                                     &result, NULL),
                     PATRON_OK);
    for (size_t c = 0; c < 125; c++) {
        assert_true(mail[c] == (c < 34 ? 1u : 0u));
        sum += mail[c] != 0 ? expected[c] : 0.0;
    }
    assert_true(result.names == 2000000 && result.names_mailed == 554000 && result.mailed == 34);
    assert_close(result.profit, 306916.0, 1e-12, 0); /* published as 307,000 */
    assert_close(result.profit, sum, 1e-13, 0);
    assert_close(result.response, 0.013, 0, 5e-6);
    assert_close(result.response_mailed, 0.0276, 1e-13, 0);
    assert_close(result.profit_of_all, 306916.0 - 1446000 * (0.55 - 0.0074 * 40.0), 1e-12, 0);
}

static void mailings_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const uint64_t tested[2] = {10, 20}, over[2] = {10, 21}, vast[2] = {1, 2147483648u};
    double index[2] = {77, 77};
    patron_fault fault;
    patron_rfm_mail_result result;
    result.struct_size = sizeof result;
    patron_rfm_mail((double)INFINITY, 1, 2, tested, tested, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NOT_FINITE, "cost", -1);
    patron_rfm_mail(0, 1, 2, tested, tested, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "cost", -1);
    patron_rfm_mail(1, 1e101, 2, tested, tested, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "profit", -1);
    patron_rfm_mail(1, 1, 2, tested, over, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "responses", 1);
    patron_rfm_mail(1, 1, 2, vast, tested, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "responses", 0);
    patron_rfm_mail(1, 1, 1, vast + 1, tested, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "tested", 0);
    patron_rfm_mail(1, 1, 2, tested, tested, vast, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "names", 1);
    patron_rfm_mail(1, 1, 2, NULL, tested, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "tested", -1);
    patron_rfm_mail(1, 1, 2, tested, NULL, NULL, index, NULL, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "responses", -1);
    result.struct_size = 4;
    patron_rfm_mail(1, 1, 2, tested, tested, NULL, index, NULL, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
    assert_true(index[0] == 77 && index[1] == 77);
}

/* --- segments --------------------------------------------------------------------------------- */

static int matches(const patron_rfm_rule *rule, uint32_t a, uint32_t b, uint32_t c)
{
    return rule->r_low <= a && a <= rule->r_high && rule->f_low <= b && b <= rule->f_high &&
           rule->m_low <= c && c <= rule->m_high;
}

static uint32_t span(support_random *random, uint32_t low, uint32_t bins)
{
    return (uint32_t)support_random_integer(random, low, bins);
}

/* Cell by cell. */
static void expect_segments(uint32_t bins, size_t n, size_t rules, const patron_rfm_rule *rule)
{
    static patron_rfm_rule_count count[64], expected[64];
    patron_rfm_segments_result result;
    uint64_t missing = 0, uncovered = 0, overlapping = 0, holes = 0, first_hole = 0, hidden = 0;
    result.struct_size = sizeof result;
    memset(expected, 0, sizeof expected);
    for (uint64_t at = 0; at < (uint64_t)bins * bins * bins; at++) {
        uint32_t c = (uint32_t)(at % bins) + 1, b = (uint32_t)(at / bins % bins) + 1;
        uint32_t a = (uint32_t)(at / bins / bins) + 1;
        size_t first = rules;
        for (size_t k = rules; k-- > 0;)
            if (matches(&rule[k], a, b, c)) {
                expected[k].cells_alone++;
                first = k;
            }
        if (first < rules)
            expected[first].cells++;
        else if (holes++ == 0)
            first_hole = at + 1;
    }
    assert_int_equal(
        patron_rfm_segments(bins, n, r, f, m, rules, rule, segment, count, &result, NULL),
        PATRON_OK);
    for (size_t i = 0; i < n; i++) {
        size_t first = rules, matching = 0;
        for (size_t k = rules; k-- > 0;)
            if (r[i] > 0 && f[i] > 0 && m[i] > 0 && matches(&rule[k], r[i], f[i], m[i])) {
                expected[k].customers_alone++;
                matching++;
                first = k;
            }
        if (first < rules)
            expected[first].customers++;
        overlapping += matching > 1;
        if (r[i] == 0 || f[i] == 0 || m[i] == 0)
            missing++;
        else
            uncovered += matching == 0;
        assert_true(segment[i] == (first < rules ? first + 1 : 0));
    }
    for (size_t k = 0; k < rules; k++)
        hidden += expected[k].cells == 0;
    if (rules > 0)
        assert_memory_equal(count, expected, rules * sizeof *count);
    assert_true(result.customers == n && result.missing == missing);
    assert_true(result.uncovered == uncovered && result.overlapping == overlapping);
    assert_true(result.hidden == hidden && result.holes == holes);
    assert_true(result.first_hole == first_hole);
    assert_true(result.notes == ((missing > 0 ? PATRON_RFM_NOTE_MISSING : 0u) |
                                 (overlapping > 0 ? PATRON_RFM_NOTE_OVERLAP : 0u) |
                                 (hidden > 0 ? PATRON_RFM_NOTE_HIDDEN : 0u) |
                                 (holes > 0 ? PATRON_RFM_NOTE_HOLES : 0u)));
}

static void the_first_rule_that_matches_wins_and_what_it_hides_is_told(void **state)
{
    (void)state;
    support_random random = support_random_from(41);
    patron_rfm_rule rule[64];
    for (int round = 0; round < (support_quick() ? 20 : 80); round++) {
        uint32_t bins = round % 20 == 5 ? 30 : (uint32_t)support_random_integer(&random, 2, 9);
        size_t rules = round == 0 ? 0 : round == 1 ? 64 : (size_t)support_random_below(&random, 20);
        size_t n = (size_t)support_random_below(&random, 300);
        fill(&random, n, bins);
        for (size_t k = 0; k < rules; k++) {
            rule[k].r_low = span(&random, 1, bins);
            rule[k].r_high = span(&random, rule[k].r_low, bins);
            rule[k].f_low = span(&random, 1, bins);
            rule[k].f_high = span(&random, rule[k].f_low, bins);
            rule[k].m_low = span(&random, 1, bins);
            rule[k].m_high = span(&random, rule[k].m_low, bins);
        }
        expect_segments(bins, n, rules, rule);
    }
    assert_int_equal(patron_rfm_segments(5, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL),
                     PATRON_OK);
}

static void the_whole_grid_of_a_billion_cells_is_looked_through(void **state)
{
    (void)state;
    static const patron_rfm_rule rule[2] = {{1, 1000, 1, 1000, 2, 1000},
                                            {500, 1000, 1, 1000, 1, 1}};
    patron_rfm_rule_count count[2];
    patron_rfm_segments_result result;
    result.struct_size = sizeof result;
    assert_int_equal(
        patron_rfm_segments(1000, 0, NULL, NULL, NULL, 2, rule, NULL, count, &result, NULL),
        PATRON_OK);
    assert_true(count[0].cells == 999000000 && count[1].cells == 501000);
    assert_true(result.holes == 499000 && result.first_hole == 1 && result.hidden == 0);
}

static void the_default_rules_cover_every_cell_and_each_names_someone(void **state)
{
    (void)state;
    patron_rfm_rule rule[PATRON_RFM_DEFAULT_RULES], few[2];
    patron_rfm_segments_result result;
    size_t found = 0, n = 0;
    patron_fault fault;
    result.struct_size = sizeof result;
    assert_int_equal(patron_rfm_default_rules(PATRON_RFM_DEFAULT_RULES, rule, &found, NULL),
                     PATRON_OK);
    assert_true(found == PATRON_RFM_DEFAULT_RULES);
    for (uint32_t c = 0; c < 125; c++, n++) {
        r[n] = c / 25 + 1;
        f[n] = c / 5 % 5 + 1;
        m[n] = c % 5 + 1;
    }
    expect_segments(5, n, found, rule);
    assert_int_equal(patron_rfm_segments(5, n, r, f, m, found, rule, segment, NULL, &result, NULL),
                     PATRON_OK);
    assert_true(result.hidden == 0 && result.holes == 0 && result.uncovered == 0);
    assert_int_equal(patron_rfm_segments(5, n, r, f, m, found, rule, NULL, NULL, NULL, NULL),
                     PATRON_OK);
    assert_true(segment[124] == PATRON_RFM_CHAMPIONS && segment[0] == PATRON_RFM_LOST);
    assert_true(segment[24] == PATRON_RFM_CANNOT_LOSE);        /* 155 */
    assert_true(segment[100] == PATRON_RFM_NEW);               /* 511 */
    assert_true(segment[50] == PATRON_RFM_PROMISING);          /* 311 */
    assert_true(segment[62] == PATRON_RFM_LOYAL);              /* 333 */
    assert_true(segment[80] == PATRON_RFM_POTENTIAL_LOYALIST); /* 421 */
    assert_true(segment[44] == PATRON_RFM_AT_RISK);            /* 245 */
    assert_true(segment[31] == PATRON_RFM_NEED_ATTENTION);     /* 222 */
    assert_true(segment[25] == PATRON_RFM_ABOUT_TO_SLEEP);     /* 211 */
    assert_true(segment[4] == PATRON_RFM_HIBERNATING);         /* 115 */
    assert_int_equal(patron_rfm_default_rules(2, few, &found, NULL), PATRON_OK);
    assert_memory_equal(few, rule, sizeof few);
    assert_true(found == PATRON_RFM_DEFAULT_RULES);
    assert_int_equal(patron_rfm_default_rules(0, NULL, &found, NULL), PATRON_OK);
    patron_rfm_default_rules(2, NULL, &found, &fault);
    assert_fault(&fault, PATRON_E_NULL, "rule", -1);
    patron_rfm_default_rules(2, few, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "found", -1);
    patron_rfm_default_rules(SIZE_MAX, few, &found, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "capacity", -1);
}

static void rules_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const patron_rfm_rule good = {1, 2, 1, 2, 1, 2};
    static const char *const name[6] = {"rule.r_low",  "rule.r_high", "rule.f_low",
                                        "rule.f_high", "rule.m_low",  "rule.m_high"};
    static const uint32_t score[2] = {1, 2}, high[3] = {1, 6, 1};
    patron_rfm_segments_result result;
    patron_rfm_rule rule[2];
    uint32_t made[2] = {77, 77};
    patron_fault fault;
    result.struct_size = sizeof result;
    for (int k = 0; k < 6; k++)
        for (int wrong = 0; wrong < 2; wrong++) {
            uint32_t members[6] = {1, 2, 1, 2, 1, 2};
            members[k] = wrong == 0 ? 0 : 6;
            rule[0] = good;
            memcpy(&rule[1], members, sizeof members);
            patron_rfm_segments(5, 2, score, score, score, 2, rule, made, NULL, &result, &fault);
            assert_fault(&fault, PATRON_E_RANGE, name[k], 1);
        }
    rule[0].r_low = 3;
    rule[1] = good;
    patron_rfm_segments(5, 2, score, score, score, 2, rule, made, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rule.r_high", 0);
    rule[0] = good;
    patron_rfm_segments(5, 2, high + 1, score, score, 2, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "r", 0);
    patron_rfm_segments(5, 2, high, score, score, 2, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "r", 1);
    patron_rfm_segments(5, 2, score, high, high, 2, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "f", 1);
    patron_rfm_segments(5, 2, score, score, high, 2, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "m", 1);
    patron_rfm_segments(1, 2, score, score, score, 2, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "bins", -1);
    patron_rfm_segments(5, 2, score, score, score, 65, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_RANGE, "rules", -1);
    patron_rfm_segments(5, 2, score, score, NULL, 2, rule, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "m", -1);
    patron_rfm_segments(5, 2, score, score, score, 2, NULL, made, NULL, NULL, &fault);
    assert_fault(&fault, PATRON_E_NULL, "rule", -1);
    result.struct_size = 16;
    patron_rfm_segments(5, 2, score, score, score, 2, rule, made, NULL, &result, &fault);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
    assert_true(made[0] == 77 && made[1] == 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_triple_of_scores_has_a_code_of_its_own),
        cmocka_unit_test(a_weighted_score_lies_between_the_lowest_and_the_highest),
        cmocka_unit_test(scores_and_weights_that_cannot_be_are_named),
        cmocka_unit_test(cells_add_up_to_all_customers_and_all_money),
        cmocka_unit_test(a_cell_is_summed_exactly_whatever_stands_between),
        cmocka_unit_test(cells_that_cannot_be_counted_are_named),
        cmocka_unit_test(a_piece_of_55_cents_for_40_dollars_breaks_even_at_1_375_percent),
        cmocka_unit_test(of_two_million_names_554000_are_worth_307000_dollars),
        cmocka_unit_test(mailings_that_cannot_be_are_named),
        cmocka_unit_test(the_first_rule_that_matches_wins_and_what_it_hides_is_told),
        cmocka_unit_test(the_whole_grid_of_a_billion_cells_is_looked_through),
        cmocka_unit_test(the_default_rules_cover_every_cell_and_each_names_someone),
        cmocka_unit_test(rules_that_cannot_be_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
