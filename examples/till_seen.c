#include "till_seen.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* The first run that does not end before a number; count where there is none. */
static size_t run_of(const till_seen *seen, uint64_t number)
{
    size_t begin = 0;
    size_t end = seen->count;
    while (begin < end) {
        const size_t middle = begin + (end - begin) / 2;
        if (seen->run[middle].last < number) {
            begin = middle + 1;
        } else {
            end = middle;
        }
    }
    return begin;
}

int till_seen_has(const till_seen *seen, uint64_t number)
{
    const size_t at = run_of(seen, number);
    return at < seen->count && seen->run[at].first <= number;
}

static void insert(till_seen *seen, size_t at, till_run run)
{
    seen->run = memory_room(seen->run, seen->count, &seen->capacity, sizeof run);
    memmove(seen->run + at + 1, seen->run + at, (seen->count - at) * sizeof run);
    seen->run[at] = run;
    seen->count++;
}

void till_seen_add(till_seen *seen, uint64_t number)
{
    const size_t at = run_of(seen, number);
    const int ends_before = at > 0 && seen->run[at - 1].last + 1 == number;
    const int begins_after = at < seen->count && seen->run[at].first - 1 == number;
    if (ends_before && begins_after) {
        seen->run[at - 1].last = seen->run[at].last;
        seen->count--;
        memmove(seen->run + at, seen->run + at + 1, (seen->count - at) * sizeof *seen->run);
    } else if (ends_before) {
        seen->run[at - 1].last = number;
    } else if (begins_after) {
        seen->run[at].first = number;
    } else {
        const till_run alone = {number, number};
        insert(seen, at, alone);
    }
}

int till_seen_append(till_seen *seen, till_run run)
{
    const int behind = seen->count == 0 || (run.first > seen->run[seen->count - 1].last &&
                                            run.first - seen->run[seen->count - 1].last > 1);
    if (run.first > run.last || !behind) {
        return 0;
    }
    insert(seen, seen->count, run);
    return 1;
}

/* The runs of two in order; those that touch become one. */
int till_seen_merge(till_seen *seen, const till_seen *other, uint64_t *common)
{
    till_seen merged = {NULL, 0, 0};
    size_t i = 0;
    size_t j = 0;
    while (i < seen->count || j < other->count) {
        const int mine =
            j == other->count || (i < seen->count && seen->run[i].first < other->run[j].first);
        const till_run next = mine ? seen->run[i++] : other->run[j++];
        till_run *last = merged.count > 0 ? &merged.run[merged.count - 1] : NULL;
        if (last != NULL && next.first <= last->last) {
            *common = next.first;
            till_seen_close(&merged);
            return 0;
        }
        if (last != NULL && next.first - last->last == 1) {
            last->last = next.last;
        } else {
            insert(&merged, merged.count, next);
        }
    }
    till_seen_close(seen);
    *seen = merged;
    return 1;
}

void till_seen_close(till_seen *seen)
{
    free(seen->run);
    memset(seen, 0, sizeof *seen);
}
