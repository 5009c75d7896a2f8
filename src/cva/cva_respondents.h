/*
 * Respondents with a table of ratings each, and which of them to take.
 */
#ifndef PATRON_CVA_RESPONDENTS_H
#define PATRON_CVA_RESPONDENTS_H

#include "../portability.h"
#include <patron/base.h>

enum { CVA_TABLE_MAX = 64 }; /* attributes and suppliers of respondents */

typedef struct cva_respondents {
    size_t n;
    const uint32_t *segment; /* NULL: everyone */
    uint32_t chosen;
    size_t attributes;
    size_t suppliers;
    const double *rating; /* [n*attributes*suppliers] */
} cva_respondents;

/* attributes * suppliers; SIZE_MAX where there is no such number. */
PORTABILITY_INLINE size_t cva_cells_of(size_t attributes, size_t suppliers)
{
    return suppliers > 0 && attributes > SIZE_MAX / suppliers ? SIZE_MAX : attributes * suppliers;
}

PORTABILITY_INLINE int cva_is_chosen(const cva_respondents *answers, size_t row)
{
    return answers->segment == NULL || answers->segment[row] == answers->chosen;
}

/* n, attributes and suppliers. */
int32_t patron_cva_check_respondents(const cva_respondents *answers, patron_fault *fault);

#endif
