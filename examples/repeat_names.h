/* The models of repeat buying by their names: "pareto" on the command line, "Pareto/NBD" in a sentence. */
#ifndef REPEAT_NAMES_H
#define REPEAT_NAMES_H

#include <stddef.h>
#include <stdint.h>

enum repeat_names_size { REPEAT_NAME = 16 };

/* What may be asked for in place of a model. */
enum repeat_names_choice {
    REPEAT_NAMES_NONE = 0, /* no model at all */
    REPEAT_NAMES_BEST = 1, /* the best of those that converge */
    REPEAT_NAMES_ONE = 2   /* the model given */
};

/* False where there is no such name. kind and k are those of patron_btyd_model, 0 unless ONE. */
int repeat_names_read(const char *text, int *choice, uint32_t *kind, uint32_t *k);

/* BG/NBD, MBG/CNBD-3 */
void repeat_names_write(char text[REPEAT_NAME], uint32_t kind, uint32_t k);

#endif
