#include "till_options.h"
#include "money.h"
#include "till_line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "usage: till run FOLDER [FILE] [options]\n"
                            "       till list FOLDER [options]\n"
                            "       till merge FOLDER FOLDER -o FOLDER\n";

static const char help[] =
    "\n"
    "A till that says after each receipt what the customer is worth, and never forgets. FOLDER is\n"
    "where it remembers; run makes it. FILE, or standard input, has a receipt or command a line:\n"
    "\n"
    "  RECEIPT,CUSTOMER,DATE,AMOUNT[,MARGIN]   1-1042,290116,2024-12-31,12.50\n"
    "  void RECEIPT | erase CUSTOMER | rekey OLD NEW | ask CUSTOMER\n"
    "\n"
    "  --till N             the till of receipt numbers that name none, 0 to 65535 (1)\n"
    "  --sync-every N       acknowledge before the disk has it, N records at most (1: never)\n"
    "  --snapshot-every K   records from one snapshot to the next (10000)\n"
    "  --window N           receipts that can still be voided, set for ever by the first run "
    "(4096)\n"
    "  --retention SHARE    of customers, that comes again in the next period (0.7)\n"
    "  --discount SHARE     what a payment is worth less a period later (0.1)\n"
    "  --growth SHARE       by which the margin grows a period (0)\n"
    "  --period-days N      days in a period (365)\n"
    "  --margin-rate SHARE  of the spend that is margin; without it margins come with the "
    "receipts\n"
    "  --model FILE         a model of repeat purchase: answers have the chance that the customer\n"
    "                       still comes, and what is to be expected of them\n"
    "  --residual yes       with --model: today's value of all the money to come, too (no)\n"
    "  --decimals N         decimals of the currency, 0 to 4 (2)\n"
    "  --options FILE       more options: a line is a name without dashes and a value\n"
    "  --help               this text\n"
    "\n"
    "exit codes: 0 done; 1 some lines were refused; 2 the command line; 3 a file or folder.\n";

static int complain(const char *about, const char *wrong)
{
    fprintf(stderr, "%s %s\n%sTry till --help.\n", about, wrong, usage);
    return 0;
}

/* Options that are whole numbers. */
static uint64_t *whole_option(till_options *chosen, const char *name, uint64_t *least,
                              uint64_t *largest)
{
    *least = 1;
    *largest = 1000000;
    if (strcmp(name, "till") == 0) {
        *least = 0;
        *largest = TILL_LINE_TILL;
        return &chosen->till;
    }
    return strcmp(name, "sync-every") == 0       ? &chosen->sync_every
           : strcmp(name, "snapshot-every") == 0 ? &chosen->snapshot_every
           : strcmp(name, "window") == 0         ? &chosen->window
                                                 : NULL;
}

/* Options that are fractions such as 0.35: read exactly to nine decimals whatever the locale. */
static double *share_option(till_options *chosen, const char *name)
{
    return strcmp(name, "retention") == 0     ? &chosen->terms.clv.retention
           : strcmp(name, "discount") == 0    ? &chosen->terms.clv.discount
           : strcmp(name, "growth") == 0      ? &chosen->terms.clv.growth
           : strcmp(name, "period-days") == 0 ? &chosen->terms.period_days
           : strcmp(name, "margin-rate") == 0 ? &chosen->terms.margin_rate
                                              : NULL;
}

static int read_model(till_options *chosen, const char *path)
{
    char wrong[MODEL_FILE_WRONG];
    chosen->terms.has_model = 1;
    return model_file_read(path, &chosen->terms.model, wrong) ||
           complain("This model cannot be used:", wrong);
}

static int set(till_options *chosen, const char *name, const char *value)
{
    uint64_t least = 0;
    uint64_t largest = 0;
    uint64_t number = 0;
    int64_t billionths = 0;
    uint64_t *whole = whole_option(chosen, name, &least, &largest);
    double *share = share_option(chosen, name);
    const int decimals = strcmp(name, "decimals") == 0;
    if (strcmp(name, "model") == 0) {
        return read_model(chosen, value);
    }
    if (strcmp(name, "residual") == 0 && (strcmp(value, "yes") == 0 || strcmp(value, "no") == 0)) {
        chosen->terms.residual = value[0] == 'y';
        return 1;
    }
    if (whole == NULL && share == NULL && !decimals && strcmp(name, "residual") != 0) {
        return complain(name, "is not an option.");
    }
    if (whole != NULL && till_line_whole(value, strlen(value), largest, &number) &&
        number >= least) {
        *whole = number;
        return 1;
    }
    if (share != NULL && money_parse(value, strlen(value), '.', 9, &billionths) == MONEY_OK) {
        *share = (double)billionths / 1e9;
        return 1;
    }
    if (decimals && till_line_whole(value, strlen(value), 4, &number)) {
        chosen->terms.decimals = (unsigned)number;
        return 1;
    }
    fprintf(stderr, "%s %s: ", name, value);
    return complain("this", "is not a value it can have.");
}

static int read_file(till_options *chosen, const char *path)
{
    char line[256];
    FILE *file = fopen(path, "r");
    int good = file != NULL;
    if (!good) {
        return complain(path, "cannot be read.");
    }
    while (good && fgets(line, sizeof line, file) != NULL) {
        char *name = line + strspn(line, " \t");
        char *value = name + strcspn(name, " \t\r\n");
        if (*name == '#' || value == name) {
            continue;
        }
        *value++ = 0;
        value += strspn(value, " \t");
        value[strcspn(value, " \t\r\n")] = 0;
        good = set(chosen, name, value);
    }
    fclose(file);
    return good;
}

static int read_pair(till_options *chosen, const char *name, const char *value)
{
    if (value == NULL) {
        return complain(name, "needs a value.");
    }
    if (strcmp(name, "-o") == 0) {
        chosen->merged = value;
        return 1;
    }
    if (strcmp(name, "--options") == 0) {
        return read_file(chosen, value);
    }
    return strncmp(name, "--", 2) == 0 ? set(chosen, name + 2, value)
                                       : complain(name, "is not an option.");
}

static int read_mode(till_options *chosen, const char *mode)
{
    chosen->mode = strcmp(mode, "list") == 0    ? TILL_MODE_LIST
                   : strcmp(mode, "merge") == 0 ? TILL_MODE_MERGE
                                                : TILL_MODE_RUN;
    return chosen->mode != TILL_MODE_RUN || strcmp(mode, "run") == 0 ||
           complain(mode, "is not what a till does.");
}

/* What stands there without a name. */
static int read_place(till_options *chosen, const char *place)
{
    if (chosen->folder == NULL) {
        chosen->folder = place;
    } else if (chosen->mode == TILL_MODE_MERGE && chosen->other == NULL) {
        chosen->other = place;
    } else if (chosen->mode == TILL_MODE_RUN && chosen->file == NULL) {
        chosen->file = place;
    } else {
        return complain(place, "is one too many.");
    }
    return 1;
}

static int complete(till_options *chosen)
{
    const double one = 1;
    double worth = 0;
    char text[192];
    patron_fault fault;
    if (chosen->folder == NULL ||
        (chosen->mode == TILL_MODE_MERGE && (chosen->other == NULL || chosen->merged == NULL))) {
        return complain("A folder", "is missing.");
    }
    if (chosen->terms.period_days < 1) {
        return complain("--period-days", "is less than a day.");
    }
    if (patron_clv_constant(&chosen->terms.clv, 1, &one, NULL, NULL, NULL, NULL, &worth, &fault) !=
        PATRON_OK) {
        patron_fault_text(&fault, text, sizeof text, NULL);
        return complain("No customer can be valued on these terms:", text);
    }
    if (chosen->terms.has_model && chosen->terms.model.money != MODEL_FILE_NO_MONEY &&
        chosen->terms.model.decimals != chosen->terms.decimals) {
        return complain("--model", "has money of other decimals than --decimals says.");
    }
    if (chosen->file == NULL) {
        chosen->file = "-";
    }
    return 1;
}

int till_options_read(till_options *chosen, int argc, char **argv)
{
    const patron_clv_terms usual = {
        0, 0.7, 0.1, 0, 0, PATRON_CLV_FOREVER, PATRON_CLV_MID_IF_RETAINED};
    memset(chosen, 0, sizeof *chosen);
    chosen->till = 1;
    chosen->sync_every = 1;
    chosen->snapshot_every = 10000;
    chosen->terms.clv = usual;
    chosen->terms.period_days = 365;
    chosen->terms.margin_rate = (double)NAN;
    chosen->terms.decimals = 2;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            fputs(help, stdout);
            exit(TILL_EXIT_DONE);
        }
    }
    if (argc < 2) {
        return complain("What to do", "is missing.");
    }
    if (!read_mode(chosen, argv[1])) {
        return 0;
    }
    for (int i = 2; i < argc; i++) {
        const int named = argv[i][0] == '-' && argv[i][1] != 0;
        if (!(named ? read_pair(chosen, argv[i], argv[i + 1]) : read_place(chosen, argv[i]))) {
            return 0;
        }
        i += named;
    }
    return complete(chosen);
}
