#include "customer_ids.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, then the finalizer of splitmix64 so that the low bits are as good as the high ones. */
static uint64_t usual_hash(const char *name, size_t size)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (unsigned char)name[i]) * UINT64_C(0x100000001B3);
    }
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94D049BB133111EB);
    return hash ^ (hash >> 31);
}

void customer_ids_open(customer_ids *ids, customer_ids_hash hash)
{
    memset(ids, 0, sizeof *ids);
    ids->hash = hash != NULL ? hash : usual_hash;
    ids->slots = 1024;
    ids->slot = memory_new(ids->slots, sizeof *ids->slot);
}

void customer_ids_close(customer_ids *ids)
{
    free(ids->id);
    free(ids->name_end);
    free(ids->names);
    free(ids->slot);
    memset(ids, 0, sizeof *ids);
}

const char *customer_ids_name(const customer_ids *ids, size_t number, size_t *size)
{
    const size_t begin = number > 0 ? ids->name_end[number - 1] : 0;
    *size = ids->name_end[number] - begin;
    return ids->names + begin;
}

/* The slot that holds an id, or the free one where it belongs. */
static size_t slot_of(const customer_ids *ids, uint64_t id)
{
    size_t slot = (size_t)id & (ids->slots - 1);
    while (ids->slot[slot].number != 0 && ids->slot[slot].id != id) {
        slot = (slot + 1) & (ids->slots - 1);
    }
    return slot;
}

static void double_slots(customer_ids *ids)
{
    free(ids->slot);
    ids->slots += ids->slots;
    ids->slot = memory_new(ids->slots, sizeof *ids->slot);
    for (size_t i = 0; i < ids->count; i++) {
        customer_ids_slot *slot = &ids->slot[slot_of(ids, ids->id[i])];
        slot->id = ids->id[i];
        slot->number = i + 1;
    }
}

static void add(customer_ids *ids, uint64_t id, const char *name, size_t size)
{
    const size_t begin = ids->count > 0 ? ids->name_end[ids->count - 1] : 0;
    if (ids->names_capacity - begin < size || ids->names == NULL) {
        ids->names_capacity = ids->names_capacity + ids->names_capacity + size + 1024;
        ids->names = memory_grow(ids->names, ids->names_capacity, 1);
    }
    if (ids->count == ids->capacity) {
        ids->id = memory_room(ids->id, ids->count, &ids->capacity, sizeof *ids->id);
        ids->name_end = memory_grow(ids->name_end, ids->capacity, sizeof *ids->name_end);
    }
    memcpy(ids->names + begin, name, size);
    ids->name_end[ids->count] = begin + size;
    ids->id[ids->count] = id;
    ids->count++;
}

/* The slot of a name and its id; the first free one, with the id to take, where it is not known. */
static size_t slot_of_name(const customer_ids *ids, const char *name, size_t size, uint64_t *id)
{
    for (*id = ids->hash(name, size);; ++*id) {
        const size_t slot = slot_of(ids, *id);
        if (ids->slot[slot].number == 0) {
            return slot;
        }
        size_t known_size = 0;
        const char *known = customer_ids_name(ids, (size_t)ids->slot[slot].number - 1, &known_size);
        if (known_size == size && memcmp(known, name, size) == 0) {
            return slot;
        }
    }
}

size_t customer_ids_number(customer_ids *ids, const char *name, size_t size)
{
    uint64_t id = 0;
    const size_t slot = slot_of_name(ids, name, size, &id);
    ids->collisions += (size_t)(id - ids->hash(name, size));
    if (ids->slot[slot].number == 0) {
        add(ids, id, name, size);
        ids->slot[slot].id = id;
        ids->slot[slot].number = ids->count;
        if (ids->count > ids->slots / 2) {
            double_slots(ids);
        }
        return ids->count - 1;
    }
    return (size_t)ids->slot[slot].number - 1;
}

uint64_t customer_ids_of(customer_ids *ids, const char *name, size_t size)
{
    const size_t number = customer_ids_number(ids, name, size); /* this may move the ids */
    return ids->id[number];
}

int customer_ids_find(const customer_ids *ids, const char *name, size_t size, size_t *number)
{
    uint64_t id = 0;
    const size_t slot = slot_of_name(ids, name, size, &id);
    if (ids->slot[slot].number == 0) {
        return 0;
    }
    *number = (size_t)ids->slot[slot].number - 1;
    return 1;
}
