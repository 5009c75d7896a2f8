/*
 * A cohort state as bytes. Behind the codec's header: the grid, the number of periods, 0, receipts and
 * sizes; for each period the eight sums of its growth; for each cohort its cells, those of the grid only.
 */
#include "../portability.h"
#include "cohort_state.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_codec.h"

#include <string.h>

enum {
    COHORT_FORMAT_VERSION = 1,
    COHORT_ENCODED_HEAD = NUMERIC_CODEC_HEADER_SIZE + 16 + 8 + 8 + 8 * COHORT_SIZES,
    COHORT_ENCODED_ROW = 8 * 8,
    COHORT_ENCODED_CELL = 7 * 8
};

/* --- kernels ---------------------------------------------------------------------------------- */

static void cohort_put_head(unsigned char *at, const patron_cohort *head)
{
    numeric_put_i32(at, head->grid.from_day);
    numeric_put_i32(at + 4, head->grid.as_of_day);
    numeric_put_u32(at + 8, head->grid.unit);
    numeric_put_u32(at + 12, head->grid.length);
    numeric_put_u32(at + 16, head->periods);
    numeric_put_u32(at + 20, 0);
    numeric_put_u64(at + 24, head->receipts);
    for (size_t k = 0; k < COHORT_SIZES; k++)
        numeric_put_u64(at + 32 + 8 * k, head->size[k]);
}

static patron_cohort cohort_get_head(const unsigned char *at)
{
    patron_cohort_grid grid;
    grid.from_day = numeric_get_i32(at);
    grid.as_of_day = numeric_get_i32(at + 4);
    grid.unit = numeric_get_u32(at + 8);
    grid.length = numeric_get_u32(at + 12);
    patron_cohort head = patron_cohort_head(&grid, numeric_get_u32(at + 16));
    head.reserved = numeric_get_u32(at + 20);
    head.receipts = numeric_get_u64(at + 24);
    for (size_t k = 0; k < COHORT_SIZES; k++)
        head.size[k] = numeric_get_u64(at + 32 + 8 * k);
    return head;
}

static void cohort_put_row(unsigned char *at, const patron_cohort_growth *row)
{
    numeric_put_u64(at, row->new_customers);
    numeric_put_u64(at + 8, row->kept_customers);
    numeric_put_u64(at + 16, row->returned_customers);
    numeric_put_i64(at + 24, row->new_sales);
    numeric_put_i64(at + 32, row->kept_sales);
    numeric_put_i64(at + 40, row->returned_sales);
    numeric_put_i64(at + 48, row->kept_sales_before);
    numeric_put_i64(at + 56, row->refunded);
}

static patron_cohort_growth cohort_get_row(const unsigned char *at)
{
    patron_cohort_growth row;
    memset(&row, 0, sizeof row);
    row.new_customers = numeric_get_u64(at);
    row.kept_customers = numeric_get_u64(at + 8);
    row.returned_customers = numeric_get_u64(at + 16);
    row.new_sales = numeric_get_i64(at + 24);
    row.kept_sales = numeric_get_i64(at + 32);
    row.returned_sales = numeric_get_i64(at + 40);
    row.kept_sales_before = numeric_get_i64(at + 48);
    row.refunded = numeric_get_i64(at + 56);
    return row;
}

static void cohort_put_cell(unsigned char *at, const patron_cohort_cell *cell)
{
    numeric_put_u64(at, cell->customers);
    numeric_put_u64(at + 8, cell->orders);
    numeric_put_u64(at + 16, cell->refunds);
    numeric_put_i64(at + 24, cell->sales);
    numeric_put_i64(at + 32, cell->refunded);
    numeric_put_i64(at + 40, cell->margin);
    numeric_put_i64(at + 48, cell->cost);
}

static patron_cohort_cell cohort_get_cell(const unsigned char *at)
{
    patron_cohort_cell cell;
    cell.customers = numeric_get_u64(at);
    cell.orders = numeric_get_u64(at + 8);
    cell.refunds = numeric_get_u64(at + 16);
    cell.sales = numeric_get_i64(at + 24);
    cell.refunded = numeric_get_i64(at + 32);
    cell.margin = numeric_get_i64(at + 40);
    cell.cost = numeric_get_i64(at + 48);
    return cell;
}

/* Where a cohort's cells begin in the bytes. */
static size_t cohort_row_begins(size_t periods, size_t cohort)
{
    size_t cells = cohort * periods - cohort * (cohort - 1) / 2;
    return COHORT_ENCODED_HEAD + periods * COHORT_ENCODED_ROW + cells * COHORT_ENCODED_CELL;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Whether the bytes hold what receipts can have made; the head is sound. */
static int cohort_body_is_sound(const unsigned char *bytes, const patron_cohort *head,
                                cohort_audit *audit)
{
    size_t periods = head->periods;
    for (size_t c = 0; c < periods; c++) {
        const unsigned char *at = bytes + cohort_row_begins(periods, c);
        patron_cohort_growth row =
            cohort_get_row(bytes + COHORT_ENCODED_HEAD + c * COHORT_ENCODED_ROW);
        patron_cohort_cell cell = cohort_get_cell(at);
        if (!patron_cohort_audit_growth(audit, c, &row, &cell))
            return 0;
        for (size_t age = 0; age < periods - c; age++) {
            cell = cohort_get_cell(at + age * COHORT_ENCODED_CELL);
            if (!patron_cohort_audit_cell(audit, c + age, &cell))
                return 0;
        }
    }
    return 1;
}

static int32_t cohort_verify(const void *bytes, size_t bytes_size, patron_cohort *head,
                             patron_fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes;
    cohort_audit audit;
    uint32_t version;
    memset(head, 0, sizeof *head);
    int32_t status = patron_numeric_codec_verify(from, bytes_size, NUMERIC_CODEC_COHORT,
                                                 COHORT_FORMAT_VERSION, &version, fault);
    if (status != PATRON_OK)
        return status;
    int sound = bytes_size >= COHORT_ENCODED_HEAD;
    if (sound) {
        *head = cohort_get_head(from + NUMERIC_CODEC_HEADER_SIZE);
        sound = patron_cohort_audit_begin(head, &audit) &&
                bytes_size == patron_cohort_encoded_size(head->periods) &&
                cohort_body_is_sound(from, head, &audit);
    }
    if (!sound)
        return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes", "an encoded cohort state");
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

size_t PATRON_CALL patron_cohort_encoded_size(size_t periods)
{
    if (periods > COHORT_PERIODS_MAX)
        return SIZE_MAX;
    return cohort_row_begins(periods, periods);
}

int32_t PATRON_CALL patron_cohort_encode(const patron_cohort *cohort, size_t cohort_size,
                                         void *bytes, size_t bytes_size, patron_fault *fault)
{
    int32_t status = patron_cohort_check_whole(cohort, cohort_size, "cohort", fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    size_t periods = cohort->periods;
    if (bytes_size < patron_cohort_encoded_size(periods))
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least patron_cohort_encoded_size(periods)");
    unsigned char *to = (unsigned char *)bytes;
    cohort_put_head(to + NUMERIC_CODEC_HEADER_SIZE, cohort);
    for (size_t c = 0; c < periods; c++) {
        cohort_put_row(to + COHORT_ENCODED_HEAD + c * COHORT_ENCODED_ROW,
                       &cohort_growth_in(cohort)[c]);
        unsigned char *at = to + cohort_row_begins(periods, c);
        for (size_t age = 0; age < periods - c; age++, at += COHORT_ENCODED_CELL)
            cohort_put_cell(at, &cohort_cells_in(cohort)[c * periods + age]);
    }
    patron_numeric_codec_seal(to, patron_cohort_encoded_size(periods), NUMERIC_CODEC_COHORT,
                              COHORT_FORMAT_VERSION);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_encoded_periods(const void *bytes, size_t bytes_size,
                                                  uint32_t *periods, patron_fault *fault)
{
    patron_cohort head;
    int32_t status = cohort_verify(bytes, bytes_size, &head, fault);
    if (status != PATRON_OK)
        return status;
    if (periods == NULL)
        return patron_base_fault_null(fault, "periods");
    *periods = head.periods;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_cohort_decode(const void *bytes, size_t bytes_size,
                                         patron_cohort *cohort, size_t cohort_size,
                                         patron_fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes;
    patron_cohort head;
    int32_t status = cohort_verify(bytes, bytes_size, &head, fault);
    if (status == PATRON_OK)
        status = patron_cohort_check_room(cohort, cohort_size, head.periods, fault);
    if (status != PATRON_OK)
        return status;
    size_t periods = head.periods;
    patron_cohort_clear(cohort, &head.grid, periods);
    *cohort = head;
    for (size_t c = 0; c < periods; c++) {
        const unsigned char *at = from + cohort_row_begins(periods, c);
        cohort_growth_of(cohort)[c] =
            cohort_get_row(from + COHORT_ENCODED_HEAD + c * COHORT_ENCODED_ROW);
        for (size_t age = 0; age < periods - c; age++, at += COHORT_ENCODED_CELL)
            cohort_cells_of(cohort)[c * periods + age] = cohort_get_cell(at);
    }
    return PATRON_OK;
}
