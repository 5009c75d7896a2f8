#define _POSIX_C_SOURCE 200809L
#ifdef __APPLE__
#    define _DARWIN_C_SOURCE /* F_FULLFSYNC */
#endif
#include "durable.h"
#include "memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum durable_mode { FILE_MODE = 0600, FOLDER_MODE = 0700 };

static const char part[] = "part"; /* one process, one file written at a time: one name is enough */

/* The folder that a path stands in, to be on the disk once the path is new. */
static int sync_parent(const char *path)
{
    char parent[DURABLE_PATH];
    size_t size = strlen(path);
    while (size > 0 && path[size - 1] == '/') {
        size--;
    }
    while (size > 0 && path[size - 1] != '/') {
        size--;
    }
    if (size >= sizeof parent) {
        errno = ENAMETOOLONG;
        return 0;
    }
    memcpy(parent, path, size);
    parent[size] = 0;
    const int folder = open(size > 0 ? parent : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int good = folder >= 0 && durable_sync(folder);
    durable_close(folder);
    return good;
}

/* The lock is one of the process: the kernel lifts it when the process ends, by SIGKILL too. Its file
   stays open until then. */
static int lock(int folder)
{
    struct flock whole;
    memset(&whole, 0, sizeof whole);
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    const int file = openat(folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
    return file >= 0 && fcntl(file, F_SETLK, &whole) == 0;
}

int durable_folder(const char *path)
{
    if (mkdir(path, FOLDER_MODE) == 0) {
        if (!sync_parent(path)) {
            return -1;
        }
    } else if (errno != EEXIST) {
        return -1;
    }
    const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0 && !lock(folder)) {
        const int why = errno;
        durable_close(folder);
        errno = why;
        return -1;
    }
    return folder;
}

static int read_all(int file, unsigned char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t got = read(file, bytes, size);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return 0;
        }
        if (got > 0) {
            bytes += got;
            size -= (size_t)got;
        }
    }
    return 1;
}

int durable_read(int folder, const char *name, unsigned char **bytes, size_t *size)
{
    struct stat about;
    const int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return 0;
    }
    int good = fstat(file, &about) == 0;
    if (good) {
        *size = (size_t)about.st_size;
        *bytes = memory_new(*size, 1);
        good = read_all(file, *bytes, *size);
        if (!good) {
            free(*bytes);
        }
    }
    durable_close(file);
    return good;
}

int durable_append(int file, const void *bytes, size_t size)
{
    const unsigned char *rest = bytes;
    while (size > 0) {
        const ssize_t written = write(file, rest, size);
        if (written < 0 && errno != EINTR) {
            return 0;
        }
        if (written > 0) {
            rest += written;
            size -= (size_t)written;
        }
    }
    return 1;
}

int durable_sync(int file)
{
#ifdef F_FULLFSYNC
    if (fcntl(file, F_FULLFSYNC) == 0) { /* past the cache of the disk, where it can */
        return 1;
    }
#endif
    return fsync(file) == 0;
}

int durable_replace(int folder, const char *name, const void *bytes, size_t size)
{
    const int file = openat(folder, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    if (file < 0) {
        return 0;
    }
    const int good = durable_append(file, bytes, size) && durable_sync(file);
    durable_close(file);
    return good && renameat(folder, part, folder, name) == 0 && durable_sync(folder);
}

int durable_open(int folder, const char *name, size_t size)
{
    const int file = openat(folder, name, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file >= 0 && (ftruncate(file, (off_t)size) != 0 || !durable_sync(file))) {
        durable_close(file);
        return -1;
    }
    return file;
}

void durable_close(int file)
{
    if (file >= 0) {
        close(file);
    }
}

int durable_remove(int folder, const char *name)
{
    return unlinkat(folder, name, 0) == 0 || errno == ENOENT;
}

int durable_list(int folder, void (*each)(void *context, const char *name), void *context)
{
    const int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = again >= 0 ? fdopendir(again) : NULL;
    if (names == NULL) {
        durable_close(again);
        return 0;
    }
    errno = 0;
    for (const struct dirent *name = readdir(names); name != NULL; name = readdir(names)) {
        each(context, name->d_name);
    }
    const int good = errno == 0;
    closedir(names);
    return good;
}
