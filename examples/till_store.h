/*
 * A book on the disk: a folder with a snapshot and the journal of what came after it. A record is in
 * the journal before the book changes; from any state of the folder that a power cut leaves, the
 * book is made again.
 *
 * snapshot-S holds the book after record S; journal-S the records from S + 1 on. The snapshot before
 * the newest is kept, with all journals from it on, in case the newest cannot be read.
 */
#ifndef TILL_STORE_H
#define TILL_STORE_H

#include "till_book.h"

typedef struct till_store {
    const char *path;
    int folder;
    int journal;
    till_book book;
    uint64_t start;          /* of the journal that is added to */
    uint64_t snapshot;       /* sequence of the newest snapshot */
    uint64_t floor;          /* of the newest snapshot */
    uint64_t snapshot_every; /* records */
    uint64_t batch;          /* records to one fsync */
    uint64_t unsynced;
} till_store;

/* These are false after saying on standard error what is wrong. */

/* window 0 is the usual one; another than the folder was made with is refused. */
int till_store_open(till_store *store, const char *path, uint32_t window, uint64_t batch,
                    uint64_t snapshot_every);

/* Opens a new folder with this book, which is the store's from then on and left empty here. */
int till_store_create(till_store *store, const char *path, till_book *book);

/* Writes a good record down (its sequence is set here) and applies it. An erasure is good only when
   no file of the folder has the customer any more. */
int till_store_append(till_store *store, till_record *record);

/* Writes a snapshot when one is due. */
int till_store_tidy(till_store *store);

int till_store_close(till_store *store);

#endif
