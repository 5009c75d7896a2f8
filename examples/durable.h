/*
 * Files that survive a power cut, by POSIX: what a call here has said is done is on the disk. False
 * is an error, which errno tells. After a failed write or fsync nobody knows what is on the disk:
 * end the program and start again from what is there.
 */
#ifndef DURABLE_H
#define DURABLE_H

#include <stddef.h>

enum durable_size { DURABLE_PATH = 1024 };

/* Opens a folder, which is made where there is none, and keeps other processes of its kind out until
   this one ends, however it ends. -1 on an error; errno is EAGAIN or EACCES where one is in. */
int durable_folder(const char *path);

/* A whole file, in memory to be freed. */
int durable_read(int folder, const char *name, unsigned char **bytes, size_t *size);

/* Makes the file these bytes, at once: after a power cut there is the old file or the new one. */
int durable_replace(int folder, const char *name, const void *bytes, size_t size);

/* Opens a file to be added to, cut to a size. -1 on an error. */
int durable_open(int folder, const char *name, size_t size);
int durable_append(int file, const void *bytes, size_t size); /* not yet on the disk */
int durable_sync(int file);                                   /* a file or a folder */
void durable_close(int file);

/* On the disk only after durable_sync of the folder. */
int durable_remove(int folder, const char *name);

/* Calls for each name in a folder. */
int durable_list(int folder, void (*each)(void *context, const char *name), void *context);

#endif
