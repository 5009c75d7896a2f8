#include "till_files.h"
#include "durable.h"
#include "memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const prefix[] = {"snapshot-", "journal-"};

enum files_digits { DIGITS = 20 };

void till_files_name_of(till_files_name *name, int kind, uint64_t sequence)
{
    snprintf(name->text, sizeof name->text, "%s%020" PRIu64, prefix[kind], sequence);
}

/* The sequence number in a name; false where it is not one of this kind. */
static int is_name(const char *name, int kind, uint64_t *sequence)
{
    const size_t size = strlen(prefix[kind]);
    if (strncmp(name, prefix[kind], size) != 0 || strlen(name) != size + DIGITS ||
        strspn(name + size, "0123456789") != DIGITS) {
        return 0;
    }
    *sequence = strtoull(name + size, NULL, 10);
    return 1;
}

static void note(void *context, const char *name)
{
    till_files *files = context;
    uint64_t sequence = 0;
    if (is_name(name, TILL_FILES_SNAPSHOT, &sequence)) {
        files->snapshot = memory_room(files->snapshot, files->snapshots, &files->snapshot_capacity,
                                      sizeof sequence);
        files->snapshot[files->snapshots++] = sequence;
    } else if (is_name(name, TILL_FILES_JOURNAL, &sequence)) {
        files->journal =
            memory_room(files->journal, files->journals, &files->journal_capacity, sizeof sequence);
        files->journal[files->journals++] = sequence;
    }
}

static int by_value(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static int list(int folder, till_files *files)
{
    memset(files, 0, sizeof *files);
    if (!durable_list(folder, note, files)) {
        return 0;
    }
    if (files->snapshots > 0) {
        qsort(files->snapshot, files->snapshots, sizeof *files->snapshot, by_value);
    }
    if (files->journals > 0) {
        qsort(files->journal, files->journals, sizeof *files->journal, by_value);
    }
    return 1;
}

int till_files_open(const char *path, till_files *files)
{
    memset(files, 0, sizeof *files);
    const int folder = durable_folder(path);
    if (folder < 0 && (errno == EAGAIN || errno == EACCES)) {
        fprintf(stderr, "%s is another till's at the moment, or may not be opened.\n", path);
        return -1;
    }
    if (folder < 0 || !list(folder, files)) {
        till_files_failed(path, ".", "opened");
        durable_close(folder);
        return -1;
    }
    return folder;
}

void till_files_close(till_files *files)
{
    free(files->snapshot);
    free(files->journal);
    memset(files, 0, sizeof *files);
}

static int remove_one(int folder, int kind, uint64_t sequence)
{
    till_files_name name;
    till_files_name_of(&name, kind, sequence);
    return durable_remove(folder, name.text);
}

int till_files_remove(int folder, const char *path, uint64_t floor)
{
    till_files files;
    int good = list(folder, &files) && durable_remove(folder, "part");
    for (size_t i = 0; good && i < files.snapshots && files.snapshot[i] < floor; i++) {
        good = remove_one(folder, TILL_FILES_SNAPSHOT, files.snapshot[i]);
    }
    for (size_t i = 0; good && i < files.journals && files.journal[i] < floor; i++) {
        good = remove_one(folder, TILL_FILES_JOURNAL, files.journal[i]);
    }
    till_files_close(&files);
    return (good && durable_sync(folder)) || till_files_failed(path, ".", "tidied up");
}

int till_files_failed(const char *path, const char *name, const char *what)
{
    fprintf(stderr, "%s/%s cannot be %s: %s.\n", path, name, what, strerror(errno));
    return 0;
}
