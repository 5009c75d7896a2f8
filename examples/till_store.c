#include "till_store.h"
#include "durable.h"
#include "memory.h"
#include "till_files.h"
#include "till_journal.h"
#include "till_snapshot.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum store_usual { USUAL_WINDOW = 4096, FIRST_CAPACITY = 1000 };

/* The next journal. Its first record will be that after the last one applied. */
static int begin_journal(till_store *store)
{
    unsigned char header[TILL_JOURNAL_HEADER];
    till_files_name name;
    till_journal_header(store->book.sequence, store->batch, header);
    till_files_name_of(&name, TILL_FILES_JOURNAL, store->book.sequence);
    durable_close(store->journal);
    store->journal = -1;
    if (durable_replace(store->folder, name.text, header, sizeof header)) {
        store->journal = durable_open(store->folder, name.text, sizeof header);
    }
    store->start = store->book.sequence;
    return store->journal >= 0 || till_files_failed(store->path, name.text, "written");
}

static int write_snapshot(till_store *store)
{
    till_files_name name;
    size_t size = 0;
    unsigned char *bytes = till_snapshot_encode(&store->book, store->floor, &size);
    till_files_name_of(&name, TILL_FILES_SNAPSHOT, store->book.sequence);
    const int good = durable_replace(store->folder, name.text, bytes, size);
    free(bytes);
    store->snapshot = store->book.sequence;
    return good || till_files_failed(store->path, name.text, "written");
}

static int sync_journal(till_store *store)
{
    store->unsynced = 0;
    return durable_sync(store->journal) ||
           till_files_failed(store->path, "the journal", "made safe on the disk");
}

/*
 * The new journal comes first: whether or not the snapshot follows, the journals then make one row of
 * records. forget leaves nothing of what was before.
 */
static int rotate(till_store *store, int forget)
{
    if (store->unsynced > 0 && !sync_journal(store)) {
        return 0;
    }
    if (forget) {
        store->floor = store->book.sequence;
    } else if (store->snapshot < store->book.sequence) {
        store->floor = store->snapshot;
    }
    return begin_journal(store) && write_snapshot(store) &&
           till_files_remove(store->folder, store->path, store->floor);
}

int till_store_append(till_store *store, till_record *record)
{
    unsigned char bytes[TILL_RECORD_SIZE];
    record->sequence = store->book.sequence + 1;
    till_record_encode(record, store->start, bytes);
    if (!durable_append(store->journal, bytes, sizeof bytes)) {
        return till_files_failed(store->path, "the journal", "written");
    }
    store->unsynced++;
    if (store->unsynced >= store->batch && !sync_journal(store)) {
        return 0;
    }
    till_book_apply(&store->book, record);
    return record->kind != TILL_ERASE || rotate(store, 1);
}

int till_store_tidy(till_store *store)
{
    return store->book.sequence - store->snapshot < store->snapshot_every || rotate(store, 0);
}

static void clear(till_store *store, const char *path)
{
    memset(store, 0, sizeof *store);
    store->path = path;
    store->folder = -1;
    store->journal = -1;
    store->batch = 1;
}

int till_store_close(till_store *store)
{
    const int good = store->unsynced == 0 || store->journal < 0 || sync_journal(store);
    durable_close(store->journal);
    durable_close(store->folder);
    till_book_close(&store->book);
    clear(store, NULL);
    return good;
}

/* The newest snapshot that is whole. */
static int load_snapshot(till_store *store, const till_files *files)
{
    for (size_t i = files->snapshots; i > 0; i--) {
        till_files_name name;
        unsigned char *bytes = NULL;
        size_t size = 0;
        const uint64_t sequence = files->snapshot[i - 1];
        till_files_name_of(&name, TILL_FILES_SNAPSHOT, sequence);
        if (!durable_read(store->folder, name.text, &bytes, &size)) {
            return till_files_failed(store->path, name.text, "read");
        }
        const int good = till_snapshot_decode(bytes, size, sequence, &store->book, &store->floor);
        free(bytes);
        if (good) {
            store->snapshot = sequence;
            return 1;
        }
        fprintf(stderr, "%s/%s is damaged; %s.\n", store->path, name.text,
                i > 1 ? "the one before it and the journals since take its place"
                      : "there is none before it: restore this folder from a copy");
    }
    return 0;
}

static int damaged(const till_store *store, const till_files_name *name, const char *wrong)
{
    fprintf(stderr,
            "%s/%s: after record %" PRIu64 " %s.\nNothing was changed. Records that were "
            "acknowledged are damaged: restore this folder from a copy.\n",
            store->path, name->text, store->book.sequence, wrong);
    return 0;
}

/* Applies the records of a journal's good bytes. An erasure among them sets erased. */
static int replay(till_store *store, const till_files_name *name, const unsigned char *bytes,
                  const till_journal *found, int *erased)
{
    const uint64_t start = store->book.sequence;
    for (uint64_t i = 0; i < found->records; i++) {
        till_record record;
        uint64_t customer = 0;
        till_record_decode(bytes + TILL_JOURNAL_HEADER + i * TILL_RECORD_SIZE, start, start + i + 1,
                           &record);
        if (till_book_check(&store->book, &record, &customer) != TILL_GOOD) {
            return damaged(store, name, "comes one that does not fit what is known");
        }
        till_book_apply(&store->book, &record);
        *erased |= record.kind == TILL_ERASE;
    }
    return 1;
}

/* Takes a journal in. Of the last one, what was torn off by a power cut is cut off. */
static int load_journal(till_store *store, uint64_t next, int *erased, uint64_t *batch)
{
    till_files_name name;
    till_journal found;
    unsigned char *bytes = NULL;
    size_t size = 0;
    const int last = next == 0;
    store->start = store->book.sequence;
    till_files_name_of(&name, TILL_FILES_JOURNAL, store->start);
    if (!durable_read(store->folder, name.text, &bytes, &size)) {
        return till_files_failed(store->path, name.text, "read");
    }
    const int verdict = till_journal_read(bytes, size, store->start, &found);
    int good = replay(store, &name, bytes, &found, erased);
    free(bytes);
    if (good && (verdict == TILL_JOURNAL_DAMAGED || (verdict == TILL_JOURNAL_TORN && !last))) {
        good = damaged(store, &name, "come bytes that are none");
    }
    if (good && !last && store->book.sequence != next) {
        good = damaged(store, &name, "records are missing");
    }
    if (!good || !last) {
        return good;
    }
    if (verdict == TILL_JOURNAL_TORN) {
        fprintf(stderr,
                "%s/%s: %" PRIu64 " bytes after record %" PRIu64
                " were not safe yet when the till stopped, and are cut off.\n",
                store->path, name.text, (uint64_t)(size - found.good_size), store->book.sequence);
    }
    *batch = found.batch;
    store->journal = durable_open(store->folder, name.text, found.good_size);
    return store->journal >= 0 || till_files_failed(store->path, name.text, "written");
}

/* All journals from the snapshot on. */
static int load_journals(till_store *store, const till_files *files, int *erased)
{
    uint64_t batch = 0;
    size_t i = 0;
    while (i < files->journals && files->journal[i] < store->book.sequence) {
        i++;
    }
    if (i == files->journals || files->journal[i] != store->book.sequence) {
        till_files_name name;
        till_files_name_of(&name, TILL_FILES_JOURNAL, store->book.sequence);
        return damaged(store, &name, "there is no such file");
    }
    for (; i < files->journals; i++) {
        const uint64_t next = i + 1 < files->journals ? files->journal[i + 1] : 0;
        if (!load_journal(store, next, erased, &batch)) {
            return 0;
        }
    }
    return batch == store->batch || rotate(store, 0);
}

/* A folder without a snapshot: new, or left by a power cut when it was new. */
static int begin(till_store *store, const till_files *files, uint32_t window)
{
    till_files_name name;
    unsigned char *bytes = NULL;
    size_t size = 0;
    till_files_name_of(&name, TILL_FILES_JOURNAL, 0);
    if (files->journals > 0 && durable_read(store->folder, name.text, &bytes, &size)) {
        free(bytes);
    }
    if (files->journals > 0 && size != TILL_JOURNAL_HEADER) {
        fprintf(stderr, "%s has journals but no snapshot: restore this folder from a copy.\n",
                store->path);
        return 0;
    }
    till_book_open(&store->book, FIRST_CAPACITY, window > 0 ? window : USUAL_WINDOW);
    return begin_journal(store) && write_snapshot(store);
}

static int recover(till_store *store, const till_files *files, uint32_t window)
{
    int erased = 0;
    if (files->snapshots == 0) {
        return begin(store, files, window);
    }
    if (!load_snapshot(store, files)) {
        return 0;
    }
    if (window > 0 && window != store->book.window.capacity) {
        fprintf(stderr, "%s was made with --window %" PRIu32 ", which cannot be changed.\n",
                store->path, store->book.window.capacity);
        return 0;
    }
    const int replaced = store->snapshot != files->snapshot[files->snapshots - 1];
    return load_journals(store, files, &erased) &&
           (!(erased || replaced) || rotate(store, erased)) &&
           till_files_remove(store->folder, store->path, store->floor);
}

int till_store_open(till_store *store, const char *path, uint32_t window, uint64_t batch,
                    uint64_t snapshot_every)
{
    till_files files;
    clear(store, path);
    store->batch = batch;
    store->snapshot_every = snapshot_every;
    store->folder = till_files_open(path, &files);
    const int good = store->folder >= 0 && recover(store, &files, window);
    till_files_close(&files);
    if (!good) {
        store->unsynced = 0;
        till_store_close(store);
    }
    return good;
}

int till_store_create(till_store *store, const char *path, till_book *book)
{
    till_files files;
    clear(store, path);
    store->book = *book;
    memset(book, 0, sizeof *book);
    store->folder = till_files_open(path, &files);
    int good = store->folder >= 0;
    if (good && files.snapshots + files.journals > 0) {
        fprintf(stderr, "%s holds a till already.\n", path);
        good = 0;
    }
    till_files_close(&files);
    good = good && begin_journal(store) && write_snapshot(store);
    if (!good) {
        till_store_close(store);
    }
    return good;
}
