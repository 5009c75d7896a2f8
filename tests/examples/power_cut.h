/*
 * A disk in memory in place of examples/durable.c, whose power can be cut before any of its steps.
 * What was not synced is then lost, or kept in part, or is other bytes; renames and removals since the
 * folder was synced have happened up to any one of them.
 */
#ifndef POWER_CUT_H
#define POWER_CUT_H

#include <stddef.h>
#include <stdint.h>

void power_cut_format(uint64_t seed); /* an empty disk, with power */
void power_cut_after(uint64_t steps); /* then every call fails */
void power_cut_restart(void);         /* the disk as the cut left it, with power */
uint64_t power_cut_steps(void);       /* taken since the last start */
void power_cut_free(void);

/* Whether any file, or one that a cut would bring back, has these bytes. */
int power_cut_holds(const void *bytes, size_t size);

#endif
