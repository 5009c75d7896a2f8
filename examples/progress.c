#include "progress.h"

#include <stdio.h>
#ifdef _WIN32
#    include <io.h>
#    define isatty _isatty
#else
#    include <unistd.h>
#endif

void progress_start(progress *progress) {
    progress->terminal = isatty(2);
    progress->shown = 0;
    progress->next = clock() + CLOCKS_PER_SEC;
}

void progress_show(progress *progress, uint64_t lines, uint64_t bytes) {
    if (progress->terminal && clock() >= progress->next) {
        fprintf(stderr, "\r%.1f million lines, %.0f MB", (double)lines / 1e6, (double)bytes / 1e6);
        fflush(stderr);
        progress->shown = 1;
        progress->next = clock() + CLOCKS_PER_SEC / 4;
    }
}

void progress_end(progress *progress) {
    if (progress->shown) {
        fputs("\r                                        \r", stderr);
    }
}
