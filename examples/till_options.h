/* The command line of the till. */
#ifndef TILL_OPTIONS_H
#define TILL_OPTIONS_H

#include "till_terms.h"

#include <stdint.h>

/* How the program ends. */
enum till_exit {
    TILL_EXIT_DONE = 0,
    TILL_EXIT_REFUSED = 1, /* some line was refused; the others count */
    TILL_EXIT_USAGE = 2,
    TILL_EXIT_FILE = 3 /* a file or folder that cannot be used; not enough memory */
};

enum till_mode { TILL_MODE_RUN, TILL_MODE_LIST, TILL_MODE_MERGE };

typedef struct till_options {
    int mode;
    const char *folder;
    const char *other;  /* of merge: the second one */
    const char *merged; /* of merge: the new one */
    const char *file;   /* of run: receipts; "-" is standard input */
    uint64_t till;      /* of receipt numbers without one */
    uint64_t sync_every;
    uint64_t snapshot_every;
    uint64_t window; /* 0: not given */
    till_terms terms;
} till_options;

/* False after saying on standard error what is wrong. --help prints and ends the program. */
int till_options_read(till_options *chosen, int argc, char **argv);

#endif
