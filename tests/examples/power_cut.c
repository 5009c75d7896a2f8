#include "power_cut.h"
#include "support.h"

#include "durable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 64, NAMES = 12, STATES = 12, NAME = 48, FOLDER = 1000 };

/* Only ever added to or cut: the first synced bytes are on the disk. */
typedef struct stored {
    unsigned char *bytes;
    size_t size;
    size_t synced;
} stored;

/* The names of the folder; file is an index, name[0] is 0 where there is none. */
typedef struct listing {
    char name[NAMES][NAME];
    int file[NAMES];
} listing;

static stored file_of[FILES];
static listing state[STATES]; /* the synced one, and after each change since */
static int states;
static support_random chance;
static uint64_t steps_left;
static uint64_t steps_taken;

/* Whether there is power for one more step. */
static int step(void)
{
    if (steps_left == 0) {
        errno = EIO;
        return 0;
    }
    steps_left--;
    steps_taken++;
    return 1;
}

static listing *now(void)
{
    return &state[states - 1];
}

static listing *changed(void)
{
    assert_true(states < STATES);
    state[states] = state[states - 1];
    states++;
    return now();
}

static int place_of(const listing *names, const char *name)
{
    int place = 0;
    while (place < NAMES && strcmp(names->name[place], name) != 0) {
        place++;
    }
    return place;
}

static int is_named(int file)
{
    for (int i = 0; i < states; i++) {
        for (int place = 0; place < NAMES; place++) {
            if (state[i].name[place][0] != 0 && state[i].file[place] == file) {
                return 1;
            }
        }
    }
    return 0;
}

static int new_file(void)
{
    int file = 0;
    while (is_named(file)) {
        file++;
    }
    assert_true(file < FILES);
    free(file_of[file].bytes);
    memset(&file_of[file], 0, sizeof file_of[file]);
    return file;
}

static void put_name(listing *names, const char *name, int file)
{
    int place = place_of(names, name);
    if (place == NAMES) {
        place = place_of(names, "");
    }
    assert_true(place < NAMES && strlen(name) < NAME);
    strcpy(names->name[place], name);
    names->file[place] = file;
}

static void take_name(listing *names, const char *name)
{
    const int place = place_of(names, name);
    memset(names->name[place], 0, NAME);
}

void power_cut_format(uint64_t seed)
{
    power_cut_free();
    memset(state, 0, sizeof state);
    states = 1;
    chance = support_random_from(seed);
    power_cut_after(UINT64_MAX);
}

void power_cut_after(uint64_t steps)
{
    steps_left = steps;
    steps_taken = 0;
}

uint64_t power_cut_steps(void)
{
    return steps_taken;
}

void power_cut_free(void)
{
    for (int file = 0; file < FILES; file++) {
        free(file_of[file].bytes);
        memset(&file_of[file], 0, sizeof file_of[file]);
    }
}

void power_cut_restart(void)
{
    state[0] = state[support_random_below(&chance, (uint64_t)states)];
    states = 1;
    for (int file = 0; file < FILES; file++) {
        stored *one = &file_of[file];
        one->size -= (size_t)support_random_below(&chance, one->size - one->synced + 1);
        if (one->size > one->synced && support_random_below(&chance, 2) == 0) {
            const size_t at =
                one->synced + (size_t)support_random_below(&chance, one->size - one->synced);
            memset(one->bytes + at, (int)support_random_below(&chance, 2) * 0xFF, one->size - at);
        }
        one->synced = one->size;
    }
    power_cut_after(UINT64_MAX);
}

int power_cut_holds(const void *bytes, size_t size)
{
    for (int file = 0; file < FILES; file++) {
        for (size_t at = 0; is_named(file) && at + size <= file_of[file].size; at++) {
            if (memcmp(file_of[file].bytes + at, bytes, size) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

int durable_folder(const char *path)
{
    (void)path;
    return step() ? FOLDER : -1;
}

int durable_read(int folder, const char *name, unsigned char **bytes, size_t *size)
{
    (void)folder;
    const int place = place_of(now(), name);
    if (!step() || place == NAMES) {
        return 0;
    }
    const stored *one = &file_of[now()->file[place]];
    *size = one->size;
    *bytes = malloc(one->size + 1);
    assert_true(*bytes != NULL);
    memcpy(*bytes, one->bytes, one->size);
    return 1;
}

int durable_append(int file, const void *bytes, size_t size)
{
    stored *one = &file_of[file];
    if (!step()) {
        return 0;
    }
    one->bytes = realloc(one->bytes, one->size + size);
    assert_true(one->bytes != NULL);
    memcpy(one->bytes + one->size, bytes, size);
    one->size += size;
    return 1;
}

int durable_sync(int file)
{
    if (!step()) {
        return 0;
    }
    if (file == FOLDER) {
        state[0] = *now();
        states = 1;
    } else {
        file_of[file].synced = file_of[file].size;
    }
    return 1;
}

int durable_replace(int folder, const char *name, const void *bytes, size_t size)
{
    if (!step()) {
        return 0;
    }
    const int file = new_file();
    put_name(changed(), "part", file);
    if (!durable_append(file, bytes, size) || !durable_sync(file) || !step()) {
        return 0;
    }
    listing *after = changed();
    take_name(after, "part");
    put_name(after, name, file);
    return durable_sync(folder);
}

int durable_open(int folder, const char *name, size_t size)
{
    (void)folder;
    const int place = place_of(now(), name);
    if (!step() || place == NAMES) {
        return -1;
    }
    stored *one = &file_of[now()->file[place]];
    one->size = size;
    one->synced = one->synced < size ? one->synced : size;
    return durable_sync(now()->file[place]) ? now()->file[place] : -1;
}

void durable_close(int file)
{
    (void)file;
}

int durable_remove(int folder, const char *name)
{
    (void)folder;
    if (!step()) {
        return 0;
    }
    if (place_of(now(), name) < NAMES) {
        take_name(changed(), name);
    }
    return 1;
}

int durable_list(int folder, void (*each)(void *context, const char *name), void *context)
{
    (void)folder;
    for (int place = 0; place < NAMES; place++) {
        if (now()->name[place][0] != 0) {
            each(context, now()->name[place]);
        }
    }
    return step();
}
