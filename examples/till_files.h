/* The files of a till in its folder: their names, which there are, which can go. */
#ifndef TILL_FILES_H
#define TILL_FILES_H

#include <stddef.h>
#include <stdint.h>

enum till_files_kind { TILL_FILES_SNAPSHOT, TILL_FILES_JOURNAL };

typedef struct till_files_name {
    char text[40]; /* "snapshot-00000000000000001234" */
} till_files_name;

/* Sequence numbers, ascending. */
typedef struct till_files {
    uint64_t *snapshot;
    uint64_t *journal;
    size_t snapshots;
    size_t journals;
    size_t snapshot_capacity;
    size_t journal_capacity;
} till_files;

void till_files_name_of(till_files_name *name, int kind, uint64_t sequence);

/* Opens a folder for this process alone, and says what is in it. -1 after saying what is wrong. */
int till_files_open(const char *path, till_files *files);
void till_files_close(till_files *files);

/* Removes files that begin below a sequence number, and ones that were never finished. */
int till_files_remove(int folder, const char *path, uint64_t floor);

/* Says which file could not be read or written, and why. Always false. */
int till_files_failed(const char *path, const char *name, const char *what);

#endif
