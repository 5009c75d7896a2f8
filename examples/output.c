#include "output.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static int failed(output *written, const char *wrong)
{
    fprintf(stderr, "%s cannot be %s.\n", written->path, wrong);
    remove(written->part);
    free(written->part);
    return 0;
}

int output_open(output *written, const char *path)
{
    written->path = path;
    written->part = memory_new(strlen(path) + sizeof ".part", 1);
    strcpy(written->part, path);
    strcat(written->part, ".part");
    written->file = fopen(written->part, "wb");
    return written->file != NULL || failed(written, "written");
}

int output_close(output *written)
{
    const int whole = !ferror(written->file);
    if (fclose(written->file) != 0 || !whole) {
        return failed(written, "written: is the disk full?");
    }
#ifdef _WIN32
    remove(written->path); /* rename there does not replace */
#endif
    if (rename(written->part, written->path) != 0) {
        return failed(written, "replaced");
    }
    free(written->part);
    return 1;
}
