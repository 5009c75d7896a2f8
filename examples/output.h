/*
 * A file that is there whole or not at all: it is written under another name beside its place and
 * renamed when all of it is on the disk.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

typedef struct output {
    const char *path;
    char *part; /* the name while it is written */
    FILE *file;
} output;

/* False after saying on standard error what went wrong; then nothing is left behind. */
int output_open(output *written, const char *path);
int output_close(output *written);

#endif
