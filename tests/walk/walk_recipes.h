/* What the walk gives the functions: valid states and columns, and faults with a recipe of their own. */
#ifndef WALK_RECIPES_H
#define WALK_RECIPES_H

#include "walk.h"

#include <patron/abc.h>
#include <patron/cohort.h>

enum { WALK_FIRST_CUSTOMER = 1001, WALK_FIRST_DAY = 10000 };

/* --- states: made in the first block, encoded in the second; 8-byte aligned ---------------------- */

extern uint64_t walk_block[2][WALK_ROOM / sizeof(uint64_t)];
extern const patron_cohort_grid walk_cohort_grid;

/* Ends the program where the walk itself is wrong. */
void walk_must(int32_t status, const char *what);
/* Return the bytes of what they made. */
size_t walk_make_sum(void);
size_t walk_make_track(int64_t first);
/* Balances of pools that idle. */
void walk_make_balances(patron_abc_balance *balance, size_t pools);
void walk_fill_state(walk_case *c, int i);
void walk_fill_bytes(walk_case *c, int i);

/* --- columns -------------------------------------------------------------------------------------- */

/* Gives a whole number to an argument, if there is one of this name. */
void walk_set(walk_case *c, const char *name, uint64_t whole);

/* --- faults --------------------------------------------------------------------------------------- */

typedef struct walk_extra {
    const char *function; /* without patron_; ends in _: every function of the module */
    void (*spoil)(walk_case *c);
    int32_t status;
    const char *argument; /* NULL: any */
    int64_t row;
} walk_extra;

extern const walk_extra walk_extras[];
extern const size_t walk_extra_count;

int walk_extra_is_about(const walk_extra *extra, const walk_function *function);

#endif
