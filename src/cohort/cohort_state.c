/*
 * A cohort state in the caller's memory: made, looked through, added to, joined, read.
 *
 * Parts add because a receipt counts in one cell, and a customer in one part: of customers, or of
 * periods with what was seen before them.
 */
#include "../portability.h"
#include "cohort_state.h"

#include "../base/base_fault.h"

#include <string.h>

enum { COHORT_MAGIC = 0x4F435450, COHORT_STATE_VERSION = 1 }; /* "PTCO", read on this machine */

/* --- kernels ---------------------------------------------------------------------------------- */

patron_cohort patron_cohort_head(const patron_cohort_grid *grid, size_t periods)
{
    patron_cohort head;
    memset(&head, 0, sizeof head);
    head.magic = COHORT_MAGIC;
    head.version = COHORT_STATE_VERSION;
    head.grid = *grid;
    head.periods = (uint32_t)periods;
    return head;
}

void patron_cohort_clear(patron_cohort *cohort, const patron_cohort_grid *grid, size_t periods)
{
    memset(cohort, 0, patron_cohort_size(periods));
    *cohort = patron_cohort_head(grid, periods);
}

static void cohort_join_growth(patron_cohort_growth *row, const patron_cohort_growth *more)
{
    row->new_customers += more->new_customers;
    row->kept_customers += more->kept_customers;
    row->returned_customers += more->returned_customers;
    row->new_sales += more->new_sales;
    row->kept_sales += more->kept_sales;
    row->returned_sales += more->returned_sales;
    row->kept_sales_before += more->kept_sales_before;
    row->refunded += more->refunded;
}

static void cohort_join(patron_cohort *cohort, const patron_cohort *other)
{
    size_t periods = cohort->periods;
    for (size_t p = 0; p < periods; p++)
        cohort_join_growth(&cohort_growth_of(cohort)[p], &cohort_growth_in(other)[p]);
    for (size_t i = 0; i < periods * periods; i++)
        cohort_cell_add(&cohort_cells_of(cohort)[i], &cohort_cells_in(other)[i]);
    cohort->receipts += other->receipts;
    for (int k = 0; k < COHORT_SIZES; k++)
        cohort->size[k] += other->size[k];
}

/* The most that any row holds of what the kept had spent before. */
static uint64_t cohort_most_before(const patron_cohort *cohort)
{
    uint64_t most = 0;
    for (uint32_t p = 0; p < cohort->periods; p++) {
        uint64_t before = (uint64_t)cohort_growth_in(cohort)[p].kept_sales_before;
        most = before > most ? before : most;
    }
    return most;
}

static cohort_room cohort_room_of(const patron_cohort *cohort)
{
    cohort_room room;
    uint64_t before = cohort_most_before(cohort);
    for (int k = 0; k < COHORT_SIZES; k++)
        room.size[k] = INT64_MAX - cohort->size[k];
    room.before = INT64_MAX - before;
    if (room.size[0] > room.before)
        room.size[0] = room.before;
    return room;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Takes an amount of money off what is left; 0 where it is negative or more than that. */
static int cohort_take_money(int64_t money, uint64_t *left)
{
    if (money < 0 || (uint64_t)money > *left)
        return 0;
    *left -= (uint64_t)money;
    return 1;
}

static int cohort_take_count(uint64_t count, uint64_t *left)
{
    if (count > *left)
        return 0;
    *left -= count;
    return 1;
}

static int cohort_take_signed(int64_t money, uint64_t *left)
{
    uint64_t size = money < 0 ? 0 - (uint64_t)money : (uint64_t)money;
    return cohort_take_count(size, left);
}

/* Whether there is no money without those whose money it is. */
static int cohort_is_of(int64_t money, uint64_t count)
{
    return count > 0 || money == 0;
}

int32_t patron_cohort_audit_begin(const patron_cohort *head, cohort_audit *audit)
{
    cohort_axis axis;
    patron_cohort none = patron_cohort_head(&head->grid, head->periods);
    none.receipts = head->receipts;
    audit->growth_receipts = audit->receipts = head->receipts;
    audit->growth_size = head->size[0];
    audit->begun = 0;
    int sound = head->receipts <= COHORT_RECEIPTS_MAX;
    for (int k = 0; k < COHORT_SIZES; k++) {
        none.size[k] = audit->size[k] = head->size[k];
        sound &= head->size[k] <= INT64_MAX && (head->receipts > 0 || head->size[k] == 0);
    }
    if (!sound || memcmp(&none, head, sizeof none) != 0 ||
        patron_cohort_axis_of(&head->grid, head->periods, &axis, NULL) != PATRON_OK)
        return 0;
    audit->begun = axis.begun;
    return 1;
}

int32_t patron_cohort_audit_growth(cohort_audit *audit, size_t period,
                                   const patron_cohort_growth *growth,
                                   const patron_cohort_cell *first)
{
    uint64_t customers =
        growth->new_customers | growth->kept_customers | growth->returned_customers;
    int spent = cohort_is_of(growth->new_sales, growth->new_customers) &
                cohort_is_of(growth->kept_sales, growth->kept_customers) &
                cohort_is_of(growth->kept_sales_before, growth->kept_customers) &
                cohort_is_of(growth->returned_sales, growth->returned_customers);
    int idle = (customers == 0) & (growth->refunded == 0);
    return spent && (idle || period < audit->begun) && first->customers == growth->new_customers &&
           growth->kept_sales_before >= 0 &&
           cohort_take_count(growth->new_customers, &audit->growth_receipts) &&
           cohort_take_count(growth->kept_customers, &audit->growth_receipts) &&
           cohort_take_count(growth->returned_customers, &audit->growth_receipts) &&
           cohort_take_money(growth->new_sales, &audit->growth_size) &&
           cohort_take_money(growth->kept_sales, &audit->growth_size) &&
           cohort_take_money(growth->returned_sales, &audit->growth_size) &&
           cohort_take_money(growth->refunded, &audit->growth_size);
}

int32_t patron_cohort_audit_cell(cohort_audit *audit, size_t period, const patron_cohort_cell *cell)
{
    uint64_t receipts = cell->orders | cell->refunds;
    int counted = ((cell->customers > 0) == (cell->orders > 0)) &
                  (cell->customers <= cell->orders) & cohort_is_of(cell->sales, cell->orders) &
                  cohort_is_of(cell->refunded, cell->refunds) &
                  cohort_is_of(cell->margin, receipts) & cohort_is_of(cell->cost, receipts);
    return counted && (receipts == 0 || period < audit->begun) &&
           cohort_take_count(cell->orders, &audit->receipts) &&
           cohort_take_count(cell->refunds, &audit->receipts) &&
           cohort_take_money(cell->sales, &audit->size[0]) &&
           cohort_take_money(cell->refunded, &audit->size[0]) &&
           cohort_take_signed(cell->margin, &audit->size[1]) &&
           cohort_take_signed(cell->cost, &audit->size[2]);
}

static int cohort_bytes_are_zero(const void *memory, size_t size)
{
    const unsigned char *byte = (const unsigned char *)memory;
    unsigned char any = 0;
    for (size_t i = 0; i < size; i++)
        any |= byte[i];
    return any == 0;
}

/* Derived members are not kept in a state. */
static int cohort_row_is_plain(const patron_cohort_growth *row)
{
    return row->active_customers == 0 && row->lost_customers == 0 && row->active_sales == 0 &&
           row->lost_sales == 0 && row->begun == 0 && row->mature == 0;
}

static int cohort_block_is_sound(const patron_cohort *cohort)
{
    cohort_audit audit;
    size_t periods = cohort->periods;
    int sound = patron_cohort_audit_begin(cohort, &audit);
    for (size_t c = 0; sound && c < periods; c++) {
        const patron_cohort_growth *row = &cohort_growth_in(cohort)[c];
        const patron_cohort_cell *cell = cohort_cells_in(cohort) + c * periods;
        sound = cohort_row_is_plain(row) && patron_cohort_audit_growth(&audit, c, row, cell) &&
                cohort_bytes_are_zero(cell + (periods - c), c * sizeof *cell);
        for (size_t age = 0; sound && age < periods - c; age++)
            sound = patron_cohort_audit_cell(&audit, c + age, &cell[age]);
    }
    return sound;
}

static int32_t cohort_fault_block(const char *argument, patron_fault *fault)
{
    return patron_base_fault_plain(fault, PATRON_E_CORRUPT, argument,
                                   "a block that holds a cohort state");
}

int32_t patron_cohort_check_room(const patron_cohort *cohort, size_t cohort_size, size_t periods,
                                 patron_fault *fault)
{
    int32_t status = patron_base_check_state(cohort, "cohort", fault);
    if (status == PATRON_OK && cohort_size < patron_cohort_size(periods))
        status = patron_base_fault_unsigned(fault, PATRON_E_SIZE, "cohort_size", -1, cohort_size,
                                            "at least patron_cohort_size(periods)");
    return status;
}

int32_t patron_cohort_check_whole(const patron_cohort *cohort, size_t cohort_size,
                                  const char *argument, patron_fault *fault)
{
    int other = argument[0] == 'o';
    int32_t status = patron_base_check_state(cohort, argument, fault);
    if (status != PATRON_OK)
        return status;
    if (cohort_size >= sizeof *cohort &&
        (cohort->magic != COHORT_MAGIC || cohort->periods > COHORT_PERIODS_MAX))
        return cohort_fault_block(argument, fault);
    if (cohort_size < sizeof *cohort || cohort_size < patron_cohort_size(cohort->periods))
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE,
                                          other ? "other_size" : "cohort_size", -1, cohort_size,
                                          "at least patron_cohort_size(periods)");
    if (!cohort_block_is_sound(cohort))
        return cohort_fault_block(argument, fault);
    return PATRON_OK;
}

static int32_t cohort_check_same(const patron_cohort *cohort, const patron_cohort *other,
                                 patron_fault *fault)
{
    if (memcmp(&cohort->grid, &other->grid, sizeof cohort->grid) != 0 ||
        cohort->periods != other->periods)
        return patron_base_fault_plain(fault, PATRON_E_RANGE, "other",
                                       "a state of the same grid, as-of day and periods");
    if (other->receipts > COHORT_RECEIPTS_MAX - cohort->receipts)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "other", -1, other->receipts,
                                          "at most 4611686018427387904 receipts in all");
    int fits = 1;
    for (int k = 0; k < COHORT_SIZES; k++)
        fits &= other->size[k] <= INT64_MAX - cohort->size[k];
    for (uint32_t p = 0; p < cohort->periods; p++)
        fits &= cohort_growth_in(other)[p].kept_sales_before <=
                INT64_MAX - cohort_growth_in(cohort)[p].kept_sales_before;
    if (!fits)
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "other",
                                       "sizes that sum to at most 9223372036854775807");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_cohort_size(size_t periods)
{
    if (periods > COHORT_PERIODS_MAX)
        return SIZE_MAX;
    return sizeof(patron_cohort) + periods * sizeof(patron_cohort_growth) +
           periods * periods * sizeof(patron_cohort_cell);
}

int32_t PATRON_CALL patron_cohort_init(patron_cohort *cohort, size_t cohort_size,
                                       const patron_cohort_grid *grid, size_t periods,
                                       patron_fault *fault)
{
    cohort_axis axis;
    int32_t status = patron_base_check_state(cohort, "cohort", fault);
    if (status == PATRON_OK)
        status = patron_cohort_axis_of(grid, periods, &axis, fault);
    if (status == PATRON_OK)
        status = patron_cohort_check_room(cohort, cohort_size, periods, fault);
    if (status != PATRON_OK)
        return status;
    patron_cohort_clear(cohort, grid, periods);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_check(const patron_cohort *cohort, size_t cohort_size,
                                        patron_fault *fault)
{
    return patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
}

int32_t PATRON_CALL patron_cohort_advance(patron_cohort *cohort, size_t cohort_size,
                                          int32_t as_of_day, patron_fault *fault)
{
    int32_t status = patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
    if (status != PATRON_OK)
        return status;
    if (as_of_day < cohort->grid.as_of_day)
        return patron_base_fault_signed(fault, PATRON_E_RANGE, "as_of_day", -1, as_of_day,
                                        "a day not before the one the state has");
    cohort->grid.as_of_day = as_of_day;
    return PATRON_OK;
}

size_t PATRON_CALL patron_cohort_add_scratch_size(size_t n, size_t customers)
{
    return patron_cohort_block_scratch_size(n, customers);
}

int32_t PATRON_CALL patron_cohort_add(patron_cohort *cohort, size_t cohort_size, size_t n,
                                      const uint32_t *customer, const int32_t *day,
                                      const int64_t *amount, const int64_t *margin,
                                      const int64_t *cost, void *scratch, size_t scratch_size,
                                      size_t customers, patron_cohort_seen *seen,
                                      patron_fault *fault)
{
    const cohort_block block = {customers, n,    customer, day,          amount,
                                margin,    cost, scratch,  scratch_size, seen};
    cohort_axis axis;
    cohort_tally tally;
    int32_t status = patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
    if (status == PATRON_OK)
        status = patron_cohort_block_check(&block, fault);
    if (status == PATRON_OK)
        status = patron_cohort_axis_of(&cohort->grid, cohort->periods, &axis, fault);
    if (status != PATRON_OK)
        return status;
    cohort_room room = cohort_room_of(cohort);
    status = patron_cohort_block_tally(&block, &axis, &room, &tally, fault);
    if (status != PATRON_OK)
        return status;
    if (tally.receipts > COHORT_RECEIPTS_MAX - cohort->receipts)
        return patron_base_fault_unsigned(fault, PATRON_E_FULL, "cohort", -1, cohort->receipts,
                                          "at most 4611686018427387904 receipts in all");

    cohort_target target = {cohort_cells_of(cohort), cohort_growth_of(cohort)};
    patron_cohort_block_walk(&block, &axis, &tally, &target);
    cohort->receipts += tally.receipts;
    for (int k = 0; k < COHORT_SIZES; k++)
        cohort->size[k] += tally.size[k];
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_merge(patron_cohort *cohort, size_t cohort_size,
                                        const patron_cohort *other, size_t other_size,
                                        patron_fault *fault)
{
    int32_t status = patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
    if (status == PATRON_OK)
        status = patron_cohort_check_whole(other, other_size, "other", fault);
    if (status == PATRON_OK)
        status = cohort_check_same(cohort, other, fault);
    if (status != PATRON_OK)
        return status;
    cohort_join(cohort, other);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_shape(const patron_cohort *cohort, size_t cohort_size,
                                        patron_cohort_grid *grid, uint32_t *periods,
                                        patron_fault *fault)
{
    int32_t status = patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
    if (status != PATRON_OK)
        return status;
    if (grid != NULL)
        *grid = cohort->grid;
    if (periods != NULL)
        *periods = cohort->periods;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_read(const patron_cohort *cohort, size_t cohort_size,
                                       size_t periods, patron_cohort_cell *cell,
                                       patron_cohort_growth *growth, patron_fault *fault)
{
    cohort_axis axis;
    int32_t status = patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
    if (status == PATRON_OK)
        status = patron_cohort_axis_of(&cohort->grid, cohort->periods, &axis, fault);
    if (status != PATRON_OK)
        return status;
    if (periods != cohort->periods)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "periods", -1, periods,
                                          "as many periods as the state has");
    if (cell != NULL)
        memcpy(cell, cohort_cells_in(cohort), periods * periods * sizeof *cell);
    if (growth != NULL) {
        memcpy(growth, cohort_growth_in(cohort), periods * sizeof *growth);
        patron_cohort_growth_finish(&axis, growth);
    }
    return PATRON_OK;
}
