#include "model_file.h"
#include "dates.h"
#include "fields.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum model_file_key {
    KEY_FORMAT,
    KEY_MODEL,
    KEY_K,
    KEY_R,
    KEY_ALPHA,
    KEY_S,
    KEY_BETA,
    KEY_A,
    KEY_B,
    KEY_DAYS_PER_UNIT,
    KEY_MONEY,
    KEY_DECIMALS,
    KEY_P,
    KEY_Q,
    KEY_GAMMA,
    KEY_LAST_DAY,
    KEY_CUSTOMERS,
    KEY_END,
    KEYS
};

static const char *const key_names[KEYS] = {
    "patron-model",  "model", "k",        "r", "alpha", "s",     "beta",     "a",         "b",
    "days-per-unit", "money", "decimals", "p", "q",     "gamma", "last-day", "customers", "end"};

enum model_file_limit { LONGEST_LINE = 256, LONGEST_VALUE = 64, NUMBER_TEXT = 40 };

/* A kind, its name, and which keys are its parameters. */
typedef struct kind_entry {
    uint32_t kind;
    uint32_t keys;
    const char *name;
} kind_entry;

#define KEY_BIT(key) ((uint32_t)1 << (key))
#define KEYS_PURCHASE (KEY_BIT(KEY_R) | KEY_BIT(KEY_ALPHA))
#define KEYS_FLIP (KEYS_PURCHASE | KEY_BIT(KEY_A) | KEY_BIT(KEY_B))
#define KEYS_LIFE (KEYS_PURCHASE | KEY_BIT(KEY_S) | KEY_BIT(KEY_BETA))
#define KEYS_MODEL (KEYS_FLIP | KEYS_LIFE | KEY_BIT(KEY_K))
#define KEYS_MONEY (KEY_BIT(KEY_DECIMALS) | KEY_BIT(KEY_P) | KEY_BIT(KEY_Q) | KEY_BIT(KEY_GAMMA))

static const kind_entry kinds[] = {{PATRON_BTYD_BG_NBD, KEYS_FLIP, "bg-nbd"},
                                   {PATRON_BTYD_MBG_NBD, KEYS_FLIP, "mbg-nbd"},
                                   {PATRON_BTYD_PARETO_NBD, KEYS_LIFE, "pareto-nbd"},
                                   {PATRON_BTYD_GGOM_NBD, KEYS_LIFE | KEY_BIT(KEY_B), "ggom-nbd"},
                                   {PATRON_BTYD_NBD, KEYS_PURCHASE, "nbd"},
                                   {PATRON_BTYD_BG_CNBD, KEYS_FLIP | KEY_BIT(KEY_K), "bg-cnbd"},
                                   {PATRON_BTYD_MBG_CNBD, KEYS_FLIP | KEY_BIT(KEY_K), "mbg-cnbd"}};

static const kind_entry no_kind = {0, 0, ""};

static const kind_entry *entry_of(uint32_t kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].kind == kind) {
            return &kinds[i];
        }
    }
    return &no_kind;
}

const char *model_file_kind_name(uint32_t kind)
{
    return entry_of(kind)->name;
}

/* Where a model has the number of a key; NULL for what is no such number. */
static double *number_of(model_file *model, int key)
{
    switch (key) {
    case KEY_R:
        return &model->model.r;
    case KEY_ALPHA:
        return &model->model.alpha;
    case KEY_S:
        return &model->model.s;
    case KEY_BETA:
        return &model->model.beta;
    case KEY_A:
        return &model->model.a;
    case KEY_B:
        return &model->model.b;
    case KEY_DAYS_PER_UNIT:
        return &model->days_per_unit;
    case KEY_P:
        return &model->spend.p;
    case KEY_Q:
        return &model->spend.q;
    case KEY_GAMMA:
        return &model->spend.gamma;
    default:
        return NULL;
    }
}

/* --- numbers ------------------------------------------------------------------------------------ */

/* The decimal mark of printf and strtod here, which a host may have set to another one. */
static void find_mark(char mark[NUMBER_TEXT])
{
    char text[NUMBER_TEXT];
    const int size = snprintf(text, sizeof text, "%.1f", 0.5);
    memcpy(mark, text + 1, (size_t)size - 2);
    mark[size - 2] = 0;
}

static size_t digits_of(const char *text)
{
    return strspn(text, "0123456789");
}

/* Whether a text is sign, digits, point and digits, exponent: no blanks, hexadecimals, infinities. */
static int is_decimal(const char *text)
{
    text += *text == '-' || *text == '+';
    const size_t whole = digits_of(text);
    text += whole;
    size_t fraction = 0;
    if (*text == '.') {
        fraction = digits_of(++text);
        text += fraction;
    }
    if (whole + fraction > 0 && (*text == 'e' || *text == 'E')) {
        text++;
        text += *text == '-' || *text == '+';
        const size_t exponent = digits_of(text);
        text += exponent;
        return exponent > 0 && *text == 0;
    }
    return whole + fraction > 0 && *text == 0;
}

/* The nearest double. A number too large for one is no number. */
static int read_number(const char *text, double *number)
{
    char local[LONGEST_VALUE + NUMBER_TEXT];
    char mark[NUMBER_TEXT];
    const char *point = strchr(text, '.');
    if (!is_decimal(text)) {
        return 0;
    }
    find_mark(mark);
    snprintf(local, sizeof local, "%.*s%s%s",
             (int)(point == NULL ? strlen(text) : (size_t)(point - text)), text,
             point == NULL ? "" : mark, point == NULL ? "" : point + 1);
    *number = strtod(local, NULL);
    return *number >= -DBL_MAX && *number <= DBL_MAX;
}

/* With the fewest digits that read back as the same double. */
static void format_number(char text[LONGEST_VALUE], double number)
{
    double back = 0;
    for (int digits = 15; digits <= 17; digits++) {
        char local[LONGEST_VALUE];
        char mark[NUMBER_TEXT];
        snprintf(local, sizeof local, "%.*g", digits, number);
        find_mark(mark);
        const char *point = strstr(local, mark);
        snprintf(text, LONGEST_VALUE, "%.*s%s%s",
                 (int)(point == NULL ? strlen(local) : (size_t)(point - local)), local,
                 point == NULL ? "" : ".", point == NULL ? "" : point + strlen(mark));
        if (read_number(text, &back) && back == number) {
            return;
        }
    }
}

/* A whole number of at most 15 digits. */
static int read_whole(const char *text, uint64_t *number)
{
    const size_t size = digits_of(text);
    if (size == 0 || size > 15 || text[size] != 0) {
        return 0;
    }
    *number = 0;
    for (size_t i = 0; i < size; i++) {
        *number = *number * 10 + (uint64_t)(text[i] - '0');
    }
    return 1;
}

/* --- lines -------------------------------------------------------------------------------------- */

/* A file as it is read: the values of the keys, and on which line they stand; 0 where they do not. */
typedef struct reader {
    const char *path;
    char *wrong;
    uint32_t line;
    uint32_t at[KEYS];
    char value[KEYS][LONGEST_VALUE];
} reader;

/* What is said of a line: NAME 'VALUE' SENTENCE, the first two where they are not NULL. 0, for false. */
static int complain(const reader *read, uint32_t line, const char *name, const char *value,
                    const char *sentence)
{
    char shown[48] = "";
    char shown_name[48] = "";
    char place[24] = "";
    fields_shorten(shown, sizeof shown, value == NULL ? "" : value,
                   value == NULL ? 0 : strlen(value));
    fields_shorten(shown_name, sizeof shown_name, name == NULL ? "" : name,
                   name == NULL ? 0 : strlen(name));
    if (line > 0) {
        snprintf(place, sizeof place, ", line %" PRIu32, line);
    }
    snprintf(read->wrong, MODEL_FILE_WRONG, "%.200s%s: %s%s%s%s%s", read->path, place, shown_name,
             value == NULL ? "" : " '", shown, value == NULL ? name == NULL ? "" : " " : "' ",
             sentence);
    return 0;
}

/* A line without its end; -1 at the end of the file, 0 where it is too long or no text. */
static int next_line(FILE *file, char text[LONGEST_LINE])
{
    size_t size = 0;
    int good = 1;
    int byte = getc(file);
    if (byte == EOF) {
        return -1;
    }
    for (; good && byte != '\n' && byte != EOF; byte = getc(file)) {
        good = byte != 0 && size < LONGEST_LINE - 1;
        if (good) {
            text[size++] = (char)byte;
        }
    }
    text[size] = 0;
    return good;
}

static int key_of(const char *name)
{
    int key = 0;
    while (key < KEYS && strcmp(name, key_names[key]) != 0) {
        key++;
    }
    return key;
}

/* Keeps the name and value of a line; only what a line alone can have wrong is looked for. */
static int take_line(reader *read, char *text)
{
    char *name = text + strspn(text, " \t\r");
    char *value = name + strcspn(name, " \t\r");
    if (*name == '#' || *name == 0) {
        return 1;
    }
    if (*value != 0) {
        *value++ = 0;
        value += strspn(value, " \t\r");
    }
    char *rest = value + strcspn(value, " \t\r");
    const int more = rest[strspn(rest, " \t\r")] != 0;
    *rest = 0;
    const int key = key_of(name);
    if (read->at[KEY_END] != 0) {
        return complain(read, read->line, NULL, NULL, "nothing can follow the end.");
    }
    if (read->at[KEY_FORMAT] == 0 && key != KEY_FORMAT) {
        return complain(read, read->line, NULL, NULL, "a model begins with 'patron-model 1'.");
    }
    if (key == KEYS) {
        return complain(read, read->line, name, NULL, "is not a name of this format.");
    }
    if (read->at[key] != 0) {
        return complain(read, read->line, name, NULL, "is there twice.");
    }
    if (more || (key == KEY_END) != (*value == 0) || strlen(value) >= LONGEST_VALUE) {
        return complain(read, read->line, name, NULL,
                        key == KEY_END ? "has no value." : "needs one value.");
    }
    read->at[key] = read->line;
    strcpy(read->value[key], value);
    return 1;
}

static int take_lines(reader *read, FILE *file)
{
    char text[LONGEST_LINE];
    int good = 1;
    for (int got = next_line(file, text); good && got >= 0; got = next_line(file, text)) {
        read->line++;
        good = got > 0 ? take_line(read, text)
                       : complain(read, read->line, NULL, NULL,
                                  "a line of more than 255 characters, or with a byte 0.");
    }
    if (good && ferror(file)) {
        return complain(read, 0, NULL, NULL, "cannot be read.");
    }
    if (good && read->at[KEY_FORMAT] == 0) {
        return complain(read, 0, NULL, NULL, "there is no model in this file.");
    }
    if (good && read->at[KEY_END] == 0) {
        return complain(read, 0, NULL, NULL, "the last line is not 'end': the file was cut.");
    }
    return good;
}

/* --- values ------------------------------------------------------------------------------------- */

static int complain_value(const reader *read, int key, const char *sentence)
{
    return complain(read, read->at[key], key_names[key], read->value[key], sentence);
}

/* That of a set of keys all are there that are needed, and no other. */
static int check_keys(const reader *read, uint32_t set, uint32_t needed, const char *owner)
{
    char sentence[96];
    for (int key = 0; key < KEYS; key++) {
        const int there = read->at[key] != 0;
        const int wanted = (needed & KEY_BIT(key)) != 0;
        if ((set & KEY_BIT(key)) == 0 || there == wanted) {
            continue;
        }
        snprintf(sentence, sizeof sentence,
                 there ? "has no meaning with %s." : "is missing: %s needs it.", owner);
        return complain(read, read->at[key], key_names[key], NULL, sentence);
    }
    return 1;
}

static int read_kind(const reader *read, model_file *model)
{
    const kind_entry *entry = &no_kind;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, read->value[KEY_MODEL]) == 0) {
            entry = &kinds[i];
        }
    }
    if (read->at[KEY_MODEL] == 0) {
        return complain(read, 0, "model", NULL, "is missing.");
    }
    if (entry->kind == 0) {
        return complain_value(read, KEY_MODEL, "is not a model this program knows.");
    }
    model->model.kind = entry->kind;
    return check_keys(read, KEYS_MODEL, entry->keys, entry->name);
}

static int read_money(const reader *read, model_file *model)
{
    const char *money = read->value[KEY_MONEY];
    if (read->at[KEY_MONEY] == 0) {
        return check_keys(read, KEYS_MONEY, 0, "no line 'money'");
    }
    model->money = strcmp(money, "spend") == 0    ? MODEL_FILE_SPEND
                   : strcmp(money, "margin") == 0 ? MODEL_FILE_MARGIN
                                                  : MODEL_FILE_NO_MONEY;
    if (model->money == MODEL_FILE_NO_MONEY) {
        return complain_value(read, KEY_MONEY, "is neither spend nor margin.");
    }
    return check_keys(read, KEYS_MONEY, KEYS_MONEY, "money");
}

/* What is not needed and what is no real number. */
static int read_others(const reader *read, model_file *model)
{
    uint64_t whole = 0;
    if (read->at[KEY_K] != 0) {
        if (!read_whole(read->value[KEY_K], &whole) || whole < 1 || whole > 16) {
            return complain_value(read, KEY_K, "is not a whole number from 1 to 16.");
        }
        model->model.k = (uint32_t)whole;
    }
    if (read->at[KEY_DECIMALS] != 0) {
        if (!read_whole(read->value[KEY_DECIMALS], &whole) || whole > 4) {
            return complain_value(read, KEY_DECIMALS, "is not a whole number from 0 to 4.");
        }
        model->decimals = (unsigned)whole;
    }
    if (read->at[KEY_CUSTOMERS] != 0 &&
        !read_whole(read->value[KEY_CUSTOMERS], &model->customers)) {
        return complain_value(read, KEY_CUSTOMERS, "is not a whole number.");
    }
    model->has_last_day = read->at[KEY_LAST_DAY] != 0;
    if (model->has_last_day &&
        dates_parse(read->value[KEY_LAST_DAY], strlen(read->value[KEY_LAST_DAY]),
                    &model->last_day) != DATES_OK) {
        return complain_value(read, KEY_LAST_DAY, "is not a date such as 2024-12-31.");
    }
    return 1;
}

static int read_numbers(const reader *read, model_file *model)
{
    for (int key = 0; key < KEYS; key++) {
        double *number = number_of(model, key);
        if (number != NULL && read->at[key] != 0 && !read_number(read->value[key], number)) {
            return complain_value(read, key, "is not a number such as 0.25 or 2.5e-3.");
        }
    }
    return 1;
}

/* The library's own check of the parameters. */
static int32_t check(const model_file *model, patron_fault *fault)
{
    double mean = 0;
    int32_t status = patron_btyd_alive(&model->model, 0, NULL, NULL, NULL, NULL, NULL, NULL, fault);
    if (status == PATRON_OK && model->money != MODEL_FILE_NO_MONEY) {
        status = patron_spend_mean(&model->spend, &mean, fault);
    }
    return status;
}

static int usable_days(const model_file *model)
{
    return model->days_per_unit >= 0.001 && model->days_per_unit <= 36525;
}

static int read_checked(const reader *read, const model_file *model)
{
    patron_fault fault;
    if (check(model, &fault) != PATRON_OK) {
        char sentence[192];
        const size_t prefix = strlen("model.");
        snprintf(sentence, sizeof sentence, "is out of its range: expected %.63s.", fault.expected);
        const int key = strlen(fault.argument) > prefix ? key_of(fault.argument + prefix) : KEYS;
        return key == KEYS ? complain(read, 0, NULL, NULL, "this model cannot be used.")
                           : complain_value(read, key, sentence);
    }
    return usable_days(model) ||
           complain_value(read, KEY_DAYS_PER_UNIT,
                          "is out of its range: expected days in [0.001, 36525].");
}

static int read_values(const reader *read, model_file *model)
{
    if (strcmp(read->value[KEY_FORMAT], "1") != 0) {
        return complain_value(read, KEY_FORMAT,
                              "is a format this program does not know; it knows 1.");
    }
    if (read->at[KEY_DAYS_PER_UNIT] == 0) {
        return complain(read, 0, "days-per-unit", NULL, "is missing.");
    }
    return read_kind(read, model) && read_money(read, model) && read_others(read, model) &&
           read_numbers(read, model) && read_checked(read, model);
}

int model_file_read(const char *path, model_file *model, char wrong[MODEL_FILE_WRONG])
{
    reader read;
    model_file found;
    memset(&read, 0, sizeof read);
    memset(&found, 0, sizeof found);
    read.path = path;
    read.wrong = wrong;
    wrong[0] = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return complain(&read, 0, NULL, NULL, "cannot be read.");
    }
    const int good = take_lines(&read, file);
    fclose(file);
    if (!good || !read_values(&read, &found)) {
        return 0;
    }
    *model = found;
    return 1;
}

/* --- writing ------------------------------------------------------------------------------------ */

/* Whether a day has a year of four digits. */
static int is_day(int32_t day)
{
    return day >= -719528 && day <= 2932896;
}

int model_file_usable(const model_file *model)
{
    return entry_of(model->model.kind)->kind != 0 && check(model, NULL) == PATRON_OK &&
           usable_days(model) && model->money >= MODEL_FILE_NO_MONEY &&
           model->money <= MODEL_FILE_MARGIN && model->decimals <= 4 &&
           (!model->has_last_day || is_day(model->last_day)) &&
           model->customers <= UINT64_C(999999999999999);
}

static void write_numbers(FILE *file, const model_file *model, uint32_t keys)
{
    model_file copy = *model;
    char text[LONGEST_VALUE];
    for (int key = 0; key < KEYS; key++) {
        const double *number = number_of(&copy, key);
        if (number != NULL && (keys & KEY_BIT(key)) != 0) {
            format_number(text, *number);
            fprintf(file, "%s %s\n", key_names[key], text);
        }
    }
}

int model_file_write(FILE *file, const model_file *model)
{
    const kind_entry *entry = entry_of(model->model.kind);
    if (!model_file_usable(model)) {
        return 0;
    }
    fprintf(file,
            "# A model of what customers will buy, for the till: docs/till.md.\n"
            "patron-model 1\nmodel %s\n",
            entry->name);
    if ((entry->keys & KEY_BIT(KEY_K)) != 0) {
        fprintf(file, "k %" PRIu32 "\n", model->model.k);
    }
    write_numbers(file, model, entry->keys);
    fputs("# Days in the unit of time of these parameters.\n", file);
    write_numbers(file, model, KEY_BIT(KEY_DAYS_PER_UNIT));
    if (model->money != MODEL_FILE_NO_MONEY) {
        fprintf(file,
                "# Money of a repeat purchase day, in minor units of the currency.\n"
                "money %s\ndecimals %u\n",
                model->money == MODEL_FILE_SPEND ? "spend" : "margin", model->decimals);
        write_numbers(file, model, KEYS_MONEY);
    }
    if (model->has_last_day || model->customers > 0) {
        fputs("# The receipts it was fitted to.\n", file);
    }
    if (model->has_last_day) {
        char day[DATES_TEXT];
        dates_format(day, model->last_day);
        fprintf(file, "last-day %s\n", day);
    }
    if (model->customers > 0) {
        fprintf(file, "customers %" PRIu64 "\n", model->customers);
    }
    fputs("end\n", file);
    return !ferror(file);
}
