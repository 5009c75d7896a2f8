/*
 * Chains of any chances and rewards, moves of any receipts.
 */
#include "fuzz.h"

#include <patron/migration.h>

enum { FUZZ_STATES = 6, FUZZ_CELLS = FUZZ_STATES * FUZZ_STATES, FUZZ_ROWS = 30, FUZZ_PERIODS = 5 };

static void fuzz_all_numbers(const double *column, size_t n, int may_be_nan)
{
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(isfinite(column[i]) || (may_be_nan && isnan(column[i])));
}

/* Rows that sum to 1, unless the input wants others; often with zeros. */
static double *fuzz_chances(fuzz_input *input, size_t rows, size_t states)
{
    double *chance = fuzz_memory(rows * states * sizeof *chance);
    int plain = fuzz_byte(input) % 8 == 0;
    for (size_t i = 0; i < rows; i++) {
        double sum = 0.0, *row = chance + i * states;
        for (size_t j = 0; j < states; j++) {
            row[j] = plain ? fuzz_real(input) : fuzz_byte(input) % 5;
            sum += row[j];
        }
        for (size_t j = 0; j < states && !plain; j++)
            row[j] = sum > 0.0 ? row[j] / sum : i % states == j;
    }
    return chance;
}

static double fuzz_discount(fuzz_input *input)
{
    return fuzz_byte(input) % 4 ? fuzz_byte(input) / 500.0 - 0.05 : fuzz_real(input);
}

static void fuzz_values(fuzz_input *input, uint8_t kind, size_t states, void *scratch, size_t room)
{
    double *transition = fuzz_chances(input, states, states), *reward = fuzz_reals(input, states);
    double *value = fuzz_memory(states * sizeof *value);
    double *ending = fuzz_memory(states * states * sizeof *ending);
    uint32_t horizon = kind & 1 ? PATRON_MIGRATION_FOREVER : fuzz_byte(input);
    patron_migration_value_result result;
    result.struct_size = sizeof result;
    if (patron_migration_value(fuzz_discount(input), horizon, states, transition, reward, scratch,
                               room, value, &result, NULL) == PATRON_OK) {
        fuzz_all_numbers(value, states, 0);
        fuzz_all_numbers(&result.periods, 1, 1);
        fuzz_all_numbers(&result.residual, 1, 1);
    }
    if (patron_migration_absorption(states, transition, scratch, room, NULL, value, ending, NULL,
                                    NULL, NULL) == PATRON_OK) {
        fuzz_all_numbers(value, states, 0);
        fuzz_all_numbers(ending, states * states, 0);
    }
    if (patron_migration_absorption(states, transition, scratch, room, NULL, NULL, NULL, ending,
                                    NULL, NULL) == PATRON_OK)
        fuzz_all_numbers(ending, states * states, 1);
    free(transition);
    free(reward);
    free(value);
    free(ending);
}

static void fuzz_policies(fuzz_input *input, size_t states, void *scratch, size_t room)
{
    size_t actions = 1 + fuzz_count(input, 2);
    double *transition = fuzz_chances(input, actions * states, states);
    double *reward = fuzz_reals(input, actions * states);
    double *value = fuzz_memory(states * states * sizeof *value);
    uint32_t *policy = fuzz_memory(states * sizeof *policy), best;
    double discount = fuzz_discount(input);
    if (patron_migration_policy(discount, actions, states, transition, reward, scratch, room,
                                policy, value, NULL, NULL) == PATRON_OK)
        for (size_t i = 0; i < states; i++)
            FUZZ_REQUIRE(policy[i] < actions && isfinite(value[i]));
    if (patron_migration_cut_offs(discount, states, transition, reward, scratch, room, value, &best,
                                  NULL) == PATRON_OK) {
        FUZZ_REQUIRE(best <= states);
        fuzz_all_numbers(value, states * states, 0);
    }
    free(transition);
    free(reward);
    free(value);
    free(policy);
}

static void fuzz_bases(fuzz_input *input, size_t states, void *scratch, size_t room)
{
    double *transition = fuzz_chances(input, states, states), *reward = fuzz_reals(input, states);
    double *base = fuzz_reals(input, states), discount = fuzz_discount(input), total;
    double *raw = fuzz_memory(states * states * sizeof *raw);
    double *compensated = fuzz_memory(states * states * sizeof *compensated);
    double *composition = fuzz_memory(FUZZ_PERIODS * states * sizeof *composition);
    double cash[FUZZ_PERIODS], variance[FUZZ_PERIODS];
    size_t periods = fuzz_count(input, FUZZ_PERIODS);
    if (patron_migration_sensitivity(discount, states, transition, reward, base, scratch, room,
                                     NULL, raw, compensated, NULL) == PATRON_OK) {
        fuzz_all_numbers(raw, states * states, 0);
        fuzz_all_numbers(compensated, states * states, 1);
    }
    if (patron_migration_project(discount, states, transition, reward, base, scratch, room, periods,
                                 composition, cash, variance, NULL, NULL) == PATRON_OK) {
        fuzz_all_numbers(composition, periods * states, 0);
        fuzz_all_numbers(cash, periods, 0);
        fuzz_all_numbers(variance, periods, 0);
    }
    if (patron_migration_equity(states, base, reward, NULL, &total, NULL) == PATRON_OK)
        fuzz_all_numbers(&total, 1, 0);
    free(transition);
    free(reward);
    free(base);
    free(raw);
    free(compensated);
    free(composition);
}

static void fuzz_receipts(fuzz_input *input, size_t states)
{
    size_t n = fuzz_count(input, FUZZ_ROWS), customers = 1 + fuzz_count(input, 3);
    size_t room = patron_migration_from_receipts_scratch_size(n, customers, states);
    uint32_t *customer = fuzz_memory(n * sizeof *customer);
    int32_t *day = fuzz_memory(n * sizeof *day);
    int64_t *amount = fuzz_wholes(input, n);
    void *scratch = fuzz_memory(room);
    uint64_t count[FUZZ_CELLS], moves = 0;
    double transition[FUZZ_CELLS];
    patron_migration_receipts_result result;
    patron_migration_periods terms;
    result.struct_size = sizeof result;
    memset(&terms, 0, sizeof terms);
    terms.first_day = (int32_t)fuzz_whole(input);
    terms.unit = fuzz_byte(input) % 2;
    terms.length = fuzz_byte(input) % 8 ? 1u + fuzz_byte(input) : fuzz_u32(input) % 40000;
    terms.periods = fuzz_byte(input) % 8 ? 1u + fuzz_byte(input) : fuzz_u32(input) % 110000;
    terms.lost = fuzz_byte(input) % 2;
    for (size_t i = 0; i < n; i++) {
        customer[i] = fuzz_byte(input) % (uint32_t)(customers + (fuzz_byte(input) == 0));
        day[i] = fuzz_byte(input) % 4 ? terms.first_day : (int32_t)fuzz_whole(input);
        day[i] = (int32_t)((uint32_t)day[i] + fuzz_u32(input) % 1000);
    }
    if (patron_migration_from_receipts(&terms, n, customer, day, n % 2 ? amount : NULL, scratch,
                                       room, customers, NULL, states, count, NULL, &result,
                                       NULL) == PATRON_OK) {
        for (size_t c = 0; c < states * states; c++)
            moves += count[c];
        FUZZ_REQUIRE(moves == result.transitions && result.entered <= result.customers);
        FUZZ_REQUIRE(moves <= (uint64_t)customers * terms.periods);
        if (patron_migration_estimate(fuzz_real(input), n % 2, states, count, NULL, transition,
                                      NULL, NULL, NULL) == PATRON_OK)
            fuzz_all_numbers(transition, states * states, 0);
    }
    free(customer);
    free(day);
    free(amount);
    free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t kind = fuzz_byte(&input);
    size_t states = 1 + fuzz_count(&input, FUZZ_STATES - 1);
    size_t room = patron_migration_scratch_size(states);
    void *scratch = fuzz_memory(room);
    if (kind % 5 < 2)
        fuzz_values(&input, kind, states, scratch, room);
    else if (kind % 5 == 2)
        fuzz_policies(&input, states, scratch, room);
    else if (kind % 5 == 3)
        fuzz_bases(&input, states, scratch, room);
    else
        fuzz_receipts(&input, states > 1 ? states : 2);
    free(scratch);
    return 0;
}
