/* Faults that the walk provokes with a recipe of their own. */
#ifndef WALK_RECIPES_H
#define WALK_RECIPES_H

#include "walk.h"

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
