#include "memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void *or_end(void *memory, size_t count, size_t size)
{
    if (memory == NULL) {
        fprintf(stderr, "There is not enough memory for %.0f bytes.\n",
                (double)count * (double)size);
        exit(3);
    }
    return memory;
}

void *memory_new(size_t count, size_t size)
{
    return or_end(calloc(count > 0 ? count : 1, size), count, size);
}

void *memory_grow(void *memory, size_t count, size_t size)
{
    if (count > SIZE_MAX / size) {
        return or_end(NULL, count, size);
    }
    return or_end(realloc(memory, count > 0 ? count * size : 1), count, size);
}

void *memory_room(void *memory, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return memory;
    }
    *capacity = *capacity > 0 ? *capacity + *capacity : 64;
    return memory_grow(memory, *capacity, size);
}
