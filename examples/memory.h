/* Memory that is there: a program that cannot get it says so and ends with exit code 3. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

void *memory_new(size_t count, size_t size); /* zeroed */
void *memory_grow(void *memory, size_t count, size_t size);

/* Room for one more than count: the capacity doubles when it is used up. */
void *memory_room(void *memory, size_t count, size_t *capacity, size_t size);

#endif
