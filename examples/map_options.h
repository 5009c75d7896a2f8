/* The command line of value_map. */
#ifndef MAP_OPTIONS_H
#define MAP_OPTIONS_H

/* How the program ends. */
enum map_exit {
    MAP_DONE = 0,
    MAP_DATA = 1,  /* a bad line under --strict, no usable answer, figures that do not exist */
    MAP_USAGE = 2, /* the command line, a column or a supplier that is not in the file */
    MAP_FILE = 3   /* a file that cannot be read or written; not enough memory */
};

/* Where the importance of attributes comes from. */
enum map_weights {
    MAP_STATED,      /* what respondents say */
    MAP_CORRELATION, /* what goes with the overall rating, one attribute at a time */
    MAP_REGRESSION,  /* the same, all at once */
    MAP_SHAPLEY,     /* shares of what they explain together */
    MAP_WEIGHTS
};

typedef struct map_options {
    const char *file;  /* "-" is standard input */
    const char *own;   /* NULL: the supplier named first */
    const char *rival; /* NULL: the one that offers most for its price */
    const char *html;
    int has_weights;
    int weights;         /* MAP_*, where they are given */
    double price_weight; /* of the whole, in [0, 1]; -1: what respondents say, or half */
    double target;       /* quality to reach, 1 = parity */
    double highest;      /* rating there can be */
    double confidence;
    char delimiter;
    int strict;
} map_options;

/* "stated", "shapley" ... */
const char *map_weights_name(int weights);

/* False after saying on standard error what is wrong. --help prints and ends the program. */
int map_options_read(map_options *chosen, int argc, char **argv);

#endif
