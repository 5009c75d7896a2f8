/*
 * The receipt numbers a till has taken, as runs of neighbors: tills count their receipts, so that
 * however many there were, a run takes 16 bytes. A number that was never sent splits a run in two.
 */
#ifndef TILL_SEEN_H
#define TILL_SEEN_H

#include <stddef.h>
#include <stdint.h>

typedef struct till_run {
    uint64_t first;
    uint64_t last;
} till_run;

typedef struct till_seen {
    till_run *run; /* ascending, with a gap between any two */
    size_t count;
    size_t capacity;
} till_seen;

int till_seen_has(const till_seen *seen, uint64_t number);
void till_seen_add(till_seen *seen, uint64_t number); /* one that it does not have */
void till_seen_close(till_seen *seen);

/* Adds a run behind all others, as a file has it. False where it does not lie behind them. */
int till_seen_append(till_seen *seen, till_run run);

/* Adds all of another one. False where both have a number; then it is in common. */
int till_seen_merge(till_seen *seen, const till_seen *other, uint64_t *common);

#endif
