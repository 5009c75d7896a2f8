/*
 * Customers as a file names them, each with a 64-bit id for the library, which wants no names. The id
 * is a hash of the name. The names are kept, so that two names with one hash are seen: the second
 * takes the next free id, and customers are never mixed up.
 */
#ifndef CUSTOMER_IDS_H
#define CUSTOMER_IDS_H

#include <stddef.h>
#include <stdint.h>

typedef uint64_t (*customer_ids_hash)(const char *name, size_t size);

/* Where an id stands among the others; number 0 is a free slot. */
typedef struct customer_ids_slot {
    uint64_t id;
    uint64_t number; /* from 1 */
} customer_ids_slot;

typedef struct customer_ids {
    customer_ids_hash hash;
    uint64_t *id;            /* by number, from 0 in order of first appearance */
    size_t *name_end;        /* by number: where its name ends in names */
    char *names;             /* one behind the other */
    customer_ids_slot *slot; /* a power of two of them */
    size_t slots;
    size_t count;
    size_t capacity;
    size_t names_capacity;
    size_t collisions;
} customer_ids;

void customer_ids_open(customer_ids *ids, customer_ids_hash hash); /* NULL: the usual one */
uint64_t customer_ids_of(customer_ids *ids, const char *name, size_t size);
size_t customer_ids_number(customer_ids *ids, const char *name, size_t size); /* added if new */
int customer_ids_find(const customer_ids *ids, const char *name, size_t size, size_t *number);
const char *customer_ids_name(const customer_ids *ids, size_t number, size_t *size);
void customer_ids_close(customer_ids *ids);

#endif
