#include "repeat_names.h"

#include <patron/btyd.h>

#include <stdio.h>
#include <string.h>

static const struct {
    const char *option;
    const char *name;
    uint32_t kind;
} plain[] = {{"bg", "BG/NBD", PATRON_BTYD_BG_NBD},
             {"mbg", "MBG/NBD", PATRON_BTYD_MBG_NBD},
             {"pareto", "Pareto/NBD", PATRON_BTYD_PARETO_NBD},
             {"ggom", "GGom/NBD", PATRON_BTYD_GGOM_NBD},
             {"nbd", "NBD", PATRON_BTYD_NBD},
             {"bgcnbd", "BG/CNBD-", PATRON_BTYD_BG_CNBD},
             {"mbgcnbd", "MBG/CNBD-", PATRON_BTYD_MBG_CNBD}};

enum { PLAIN = sizeof plain / sizeof plain[0] };

static int is_regular(uint32_t kind)
{
    return kind == PATRON_BTYD_BG_CNBD || kind == PATRON_BTYD_MBG_CNBD;
}

/* 2 to 16 behind the name of a model of regular buyers, and nothing behind another; else 0. */
static int read_shape(const char *text, uint32_t kind, uint32_t *k)
{
    unsigned number = 0;
    size_t digits = 0;
    for (; digits < 2 && text[digits] >= '0' && text[digits] <= '9'; digits++) {
        number = number * 10 + (unsigned)(text[digits] - '0');
    }
    *k = number;
    return text[digits] == 0 && text[0] != '0' &&
           (is_regular(kind) ? number >= 2 && number <= 16 : digits == 0);
}

int repeat_names_read(const char *text, int *choice, uint32_t *kind, uint32_t *k)
{
    *kind = 0;
    *k = 0;
    *choice = strcmp(text, "best") == 0 ? REPEAT_NAMES_BEST : REPEAT_NAMES_NONE;
    if (*choice == REPEAT_NAMES_BEST || strcmp(text, "none") == 0) {
        return 1;
    }
    *choice = REPEAT_NAMES_ONE;
    for (size_t i = 0; i < PLAIN; i++) {
        const size_t size = strlen(plain[i].option);
        if (strncmp(text, plain[i].option, size) == 0 &&
            read_shape(text + size, plain[i].kind, k)) {
            *kind = plain[i].kind;
            return 1;
        }
    }
    return 0;
}

void repeat_names_write(char text[REPEAT_NAME], uint32_t kind, uint32_t k)
{
    const char *name = "no model";
    for (size_t i = 0; i < PLAIN; i++) {
        name = plain[i].kind == kind ? plain[i].name : name;
    }
    if (is_regular(kind)) {
        snprintf(text, REPEAT_NAME, "%s%u", name, (unsigned)k);
    } else {
        snprintf(text, REPEAT_NAME, "%s", name);
    }
}
