/*
 * The bytes of a journal: a header of 64 bytes and then records of 64 bytes, each with the sequence
 * number after that of the one before it. A journal that starts at s goes on where snapshot s ends.
 *
 *     0  u32  check sum of the other 60 bytes     4  u32  version, 1
 *     8  u64  "PATRON J"                         16  u64  start
 *    24  u64  batch: records that may be written and not yet be safe on the disk; then zeros
 */
#ifndef TILL_JOURNAL_H
#define TILL_JOURNAL_H

#include "till_record.h"

#include <stddef.h>

enum till_journal_size { TILL_JOURNAL_HEADER = 64 };

enum till_journal_verdict {
    TILL_JOURNAL_WHOLE = 0,
    TILL_JOURNAL_TORN = 1,   /* at its end, in no more than the batch: never acknowledged as safe */
    TILL_JOURNAL_DAMAGED = 2 /* in what was safe, or in the header */
};

typedef struct till_journal {
    uint64_t batch;
    uint64_t records; /* good ones at the beginning */
    size_t good_size; /* bytes of header and good records */
} till_journal;

void till_journal_header(uint64_t start, uint64_t batch, unsigned char *bytes);

/* A verdict on the journal that starts at start. Of a damaged header nothing is told. */
int till_journal_read(const unsigned char *bytes, size_t size, uint64_t start, till_journal *found);

#endif
