#include "progress.h"

#include <stdio.h>
#ifdef _WIN32
#    include <io.h>
#    define isatty _isatty
#else
#    include <unistd.h>
#endif

void progress_start(progress *meter)
{
    meter->terminal = isatty(2);
    meter->shown = 0;
    meter->next = clock() + CLOCKS_PER_SEC;
}

void progress_show(progress *meter, uint64_t lines, uint64_t bytes)
{
    if (meter->terminal && clock() >= meter->next) {
        fprintf(stderr, "\r%.1f million lines, %.0f MB", (double)lines / 1e6, (double)bytes / 1e6);
        fflush(stderr);
        meter->shown = 1;
        meter->next = clock() + CLOCKS_PER_SEC / 4;
    }
}

void progress_end(progress *meter)
{
    if (meter->shown) {
        fputs("\r                                        \r", stderr);
    }
}
