/* Internal rates of return of one stream, and the list of those that are not the rate returned. */
#ifndef PATRON_NPV_IRR_H
#define PATRON_NPV_IRR_H

#include "../portability.h"
#include "npv_roots.h"
#include "npv_stream.h"

/* The list of other roots. */
typedef struct npv_irr_list {
    size_t capacity;
    uint32_t *stream;
    double *root;
    size_t found;
} npv_irr_list;

/* Scratch for streams of at most longest flows, carved in the same order. */
size_t patron_npv_irr_work_size(size_t longest);
void patron_npv_irr_carve(npv_roots_work *work, size_t longest, void *scratch, size_t scratch_size);

/* The rate of the terms in work: 1 / year is the unit of their times (1, or 365 for days). */
void patron_npv_irr_solve(npv_roots_work *work, double year, size_t i, npv_irr_list *list,
                          patron_npv_irr_report *report);

/* Arguments both kinds share: what has no row, and the list. */
int32_t patron_npv_irr_check(const npv_streams *streams, const void *report,
                             const npv_irr_list *list, patron_fault *fault);

/* Flows of the longest stream; the offsets ascend. */
size_t patron_npv_irr_longest(const npv_streams *streams);

#endif
