/*
 * A cohort state in the caller's memory: its head, then a row of growth per period (derived members 0),
 * then the triangle.
 */
#ifndef PATRON_COHORT_STATE_H
#define PATRON_COHORT_STATE_H

#include "../portability.h"
#include "cohort_block.h"

#define COHORT_RECEIPTS_MAX (UINT64_C(1) << 62)

struct patron_cohort {
    uint32_t magic;
    uint32_t version;
    patron_cohort_grid grid;
    uint32_t periods;
    uint32_t reserved; /* 0 */
    uint64_t receipts; /* up to the as-of day, those before the grid included */
    uint64_t size[COHORT_SIZES];
};

/* What growth rows and cells must add up to: taken off as they are looked at. */
typedef struct cohort_audit {
    uint64_t growth_receipts; /* left for customers of growth */
    uint64_t growth_size;     /* left for sales and refunds of growth */
    uint64_t receipts;        /* left for cells */
    uint64_t size[COHORT_SIZES];
    size_t begun; /* periods: in later ones nothing can have happened */
} cohort_audit;

PORTABILITY_INLINE patron_cohort_growth *cohort_growth_of(patron_cohort *cohort)
{
    return (patron_cohort_growth *)(void *)(cohort + 1);
}

PORTABILITY_INLINE const patron_cohort_growth *cohort_growth_in(const patron_cohort *cohort)
{
    return (const patron_cohort_growth *)(const void *)(cohort + 1);
}

PORTABILITY_INLINE patron_cohort_cell *cohort_cells_of(patron_cohort *cohort)
{
    return (patron_cohort_cell *)(void *)(cohort_growth_of(cohort) + cohort->periods);
}

PORTABILITY_INLINE const patron_cohort_cell *cohort_cells_in(const patron_cohort *cohort)
{
    return (const patron_cohort_cell *)(const void *)(cohort_growth_in(cohort) + cohort->periods);
}

/* Whether a head is one that receipts can have made; then the audit begins with it. */
int32_t patron_cohort_audit_begin(const patron_cohort *head, cohort_audit *audit);

/* Whether the sums of a period, and of a cell in it, can be; a cohort's first cell is with its row. */
int32_t patron_cohort_audit_growth(cohort_audit *audit, size_t period,
                                   const patron_cohort_growth *growth,
                                   const patron_cohort_cell *first);
int32_t patron_cohort_audit_cell(cohort_audit *audit, size_t period,
                                 const patron_cohort_cell *cell);

/* Alignment, size and the whole block; argument "cohort" or "other". */
int32_t patron_cohort_check_whole(const patron_cohort *cohort, size_t cohort_size,
                                  const char *argument, patron_fault *fault);

/* Alignment of a block to be made, and room for so many periods. */
int32_t patron_cohort_check_room(const patron_cohort *cohort, size_t cohort_size, size_t periods,
                                 patron_fault *fault);

/* Makes a block, large enough, a state of no receipts. */
void patron_cohort_clear(patron_cohort *cohort, const patron_cohort_grid *grid, size_t periods);

/* The head of a state of no receipts. */
patron_cohort patron_cohort_head(const patron_cohort_grid *grid, size_t periods);

#endif
