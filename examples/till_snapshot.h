/*
 * A book as the bytes of a snapshot, little-endian, the same on every machine:
 *
 *      0  u32  check sum of all that follows     4  u32  version, 1
 *      8  u64  "PATRON S"                       16  u64  sequence of the last record in it
 *     24  u64  floor: files of the till that begin below it are not needed, or must not be there
 *     32  u32  capacity of the window           36  u32  receipts in the window
 *     40  u64  runs of receipt numbers          48  u64  bytes of the ledger
 *     56  i32  day of the last receipt          60  u32  0
 *
 * then the runs (u64 first, u64 last), the window from its oldest receipt on (u64 receipt, u64
 * customer, i64 amount, i64 margin, i32 day, u32 state) and the ledger as patron_ledger_encode wrote it.
 */
#ifndef TILL_SNAPSHOT_H
#define TILL_SNAPSHOT_H

#include "till_book.h"

/* The bytes, in memory to be freed. */
unsigned char *till_snapshot_encode(const till_book *book, uint64_t floor, size_t *size);

/* Opens a book as the bytes have it. False where they are not a whole snapshot of this sequence:
   nothing is then open. */
int till_snapshot_decode(const unsigned char *bytes, size_t size, uint64_t sequence,
                         till_book *book, uint64_t *floor);

#endif
