/*
 * What the till writes down of a line before it acknowledges it: 64 bytes, little-endian, the same
 * on every machine.
 *
 *      0  u32  check sum of the other 60 bytes
 *      4  u32  kind
 *      8  u64  sequence number
 *     16  u64  start of the journal it stands in: a record of another file is none of this one
 *     24  u64  receipt number: till << 48 | number
 *     32  u64  customer
 *     40  i64  amount, or the new customer of a rekey
 *     48  i64  margin
 *     56  i32  day
 *     60  u32  0
 */
#ifndef TILL_RECORD_H
#define TILL_RECORD_H

#include <stdint.h>

enum till_record_size { TILL_RECORD_SIZE = 64 };

enum till_kind {
    TILL_RECEIPT = 1,
    TILL_NOBODY = 2, /* a receipt without a customer: its number only */
    TILL_VOID = 3,
    TILL_REKEY = 4,
    TILL_ERASE = 5
};

/* What does not belong to a kind is 0. */
typedef struct till_record {
    uint64_t sequence; /* of all records of a till, from 1 */
    uint64_t receipt;
    uint64_t customer;
    uint64_t new_customer;
    int64_t amount;
    int64_t margin;
    int32_t day;
    uint32_t kind;
} till_record;

void till_record_encode(const till_record *record, uint64_t start, unsigned char *bytes);

/* False where these are not the bytes of the record that must stand here. */
int till_record_decode(const unsigned char *bytes, uint64_t start, uint64_t sequence,
                       till_record *record);

#endif
