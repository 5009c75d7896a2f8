/* How far a long file has been read, on standard error, where that is a terminal. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdint.h>
#include <time.h>

typedef struct progress {
    int terminal;
    int shown;
    clock_t next;
} progress;

void progress_start(progress *meter);
void progress_show(progress *meter, uint64_t lines, uint64_t bytes);
void progress_end(progress *meter);

#endif
