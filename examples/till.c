/*
 * A till that answers each receipt with what the customer is worth, and never forgets one it has
 * answered: docs/till.md tells what it promises and how.
 */
#include "till_line.h"
#include "till_options.h"
#include "till_score.h"
#include "till_store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum till_size { LONGEST_LINE = 256 };

static const char *const refusal[] = {
    "", "", "there is no such receipt or customer",
    "the receipt is no longer in the window, or its customer was erased: send a refund",
    "a sum of money or a count of receipts would be too large"};

/* A line of the input, and what is wrong with it, or NULL. Of one that is too long only the beginning is
   kept. A byte 0 would hide what follows it. */
static int next_line(FILE *file, char text[LONGEST_LINE], const char **wrong)
{
    size_t size = 0;
    int byte = getc(file);
    *wrong = NULL;
    if (byte == EOF) {
        return 0;
    }
    for (; byte != '\n' && byte != EOF; byte = getc(file)) {
        if (size == LONGEST_LINE - 1) {
            *wrong = "a line of more than 255 characters";
        } else {
            text[size++] = (char)byte;
        }
        if (byte == 0 && *wrong == NULL) {
            *wrong = "a line with a byte 0";
        }
    }
    text[size] = 0;
    return 1;
}

static void answer_figures(const till_store *store, const till_terms *terms, uint64_t customer)
{
    patron_history history;
    till_book_history(&store->book, customer, &history);
    till_terms_write(terms, customer, &history, store->book.day, stdout);
    if (terms->has_model) {
        till_score_write(terms, &history, store->book.day, stdout);
    }
}

/* What the answer is about: the line's own words. */
static void answer_head(const char *how, const till_record *record)
{
    char receipt[24];
    till_line_receipt(receipt, record->receipt);
    if (record->kind == TILL_REKEY) {
        printf("%s rekey=%" PRIu64, how, record->customer);
    } else if (record->kind == TILL_ERASE) {
        printf("%s erase=%" PRIu64, how, record->customer);
    } else {
        printf("%s %s=%s", how, record->kind == TILL_VOID ? "void" : "receipt", receipt);
    }
}

/* Answers a record once it is safe. -1 where nothing is safe any more. */
static int take(till_store *store, const till_terms *terms, till_record *record, uint64_t number)
{
    uint64_t customer = 0;
    const int verdict = till_book_check(&store->book, record, &customer);
    if (verdict > TILL_DUPLICATE) {
        printf("refused line=%" PRIu64 " reason=%s\n", number, refusal[verdict]);
        return 0;
    }
    if (verdict == TILL_GOOD && !till_store_append(store, record)) {
        return -1;
    }
    answer_head(verdict == TILL_GOOD ? "ok" : "duplicate", record);
    if (record->kind != TILL_NOBODY && record->kind != TILL_ERASE) {
        answer_figures(store, terms, customer);
    }
    putchar('\n');
    return 1;
}

static int answer(till_store *store, const till_options *chosen, const till_line *line,
                  uint64_t number)
{
    till_record record = line->record;
    switch (line->kind) {
    case TILL_LINE_RECORD:
        return take(store, &chosen->terms, &record, number);
    case TILL_LINE_ASK:
        printf("ok ask=%" PRIu64, record.customer);
        answer_figures(store, &chosen->terms, record.customer);
        putchar('\n');
        return 1;
    case TILL_LINE_BAD:
        printf("refused line=%" PRIu64 " reason=%s\n", number, line->reason);
        return 0;
    default:
        return 1;
    }
}

/* Whether the answers so far have left. */
static int answered(void)
{
    const int good = fflush(stdout) == 0 && !ferror(stdout);
    if (!good) {
        fprintf(stderr, "The answers cannot be written.\n");
    }
    return good;
}

/* An exit code. */
static int serve(till_store *store, const till_options *chosen, FILE *file)
{
    char text[LONGEST_LINE];
    const char *wrong = NULL;
    int refused = 0;
    for (uint64_t number = 1; next_line(file, text, &wrong); number++) {
        till_line line;
        till_line_read(text, chosen->till, chosen->terms.decimals, &line);
        if (wrong != NULL) {
            line.kind = TILL_LINE_BAD;
            line.reason = wrong;
        }
        const int good = answer(store, chosen, &line, number);
        refused |= good == 0;
        if (good < 0 || !answered() || !till_store_tidy(store)) {
            return TILL_EXIT_FILE;
        }
    }
    if (ferror(file)) {
        fprintf(stderr, "%s cannot be read to its end.\n", chosen->file);
        return TILL_EXIT_FILE;
    }
    return refused ? TILL_EXIT_REFUSED : TILL_EXIT_DONE;
}

static int run(const till_options *chosen)
{
    till_store store;
    FILE *file = strcmp(chosen->file, "-") == 0 ? stdin : fopen(chosen->file, "r");
    if (file == NULL) {
        fprintf(stderr, "%s cannot be read.\n", chosen->file);
        return TILL_EXIT_FILE;
    }
    if (!till_store_open(&store, chosen->folder, (uint32_t)chosen->window, chosen->sync_every,
                         chosen->snapshot_every)) {
        return TILL_EXIT_FILE;
    }
    const int code = serve(&store, chosen, file);
    return till_store_close(&store) ? code : TILL_EXIT_FILE;
}

static int list(const till_options *chosen)
{
    till_store store;
    size_t count = 0;
    if (!till_store_open(&store, chosen->folder, 0, chosen->sync_every, chosen->snapshot_every)) {
        return TILL_EXIT_FILE;
    }
    uint64_t *customer = till_book_customers(&store.book, &count);
    for (size_t i = 0; i < count; i++) {
        fputs("ok", stdout);
        answer_figures(&store, &chosen->terms, customer[i]);
        putchar('\n');
    }
    free(customer);
    const int good = answered();
    return till_store_close(&store) && good ? TILL_EXIT_DONE : TILL_EXIT_FILE;
}

static int merge_books(const till_options *chosen, till_book *book, till_book *other)
{
    char receipt[24];
    uint64_t number = 0;
    switch (till_book_merge(book, other, &number)) {
    case TILL_GOOD:
        return 1;
    case TILL_DUPLICATE:
        till_line_receipt(receipt, number);
        fprintf(stderr, "Both %s and %s have receipt %s: nothing was merged.\n", chosen->folder,
                chosen->other, receipt);
        return 0;
    default:
        fprintf(stderr, "A customer of %s and %s is too large: nothing was merged.\n",
                chosen->folder, chosen->other);
        return 0;
    }
}

static int make(const till_options *chosen, till_book *book)
{
    till_store merged;
    book->sequence = 0;
    return till_store_create(&merged, chosen->merged, book) && till_store_close(&merged);
}

static int merge(const till_options *chosen)
{
    till_store store;
    till_store other;
    int good = 0;
    if (!till_store_open(&store, chosen->folder, 0, 1, chosen->snapshot_every)) {
        return TILL_EXIT_FILE;
    }
    if (till_store_open(&other, chosen->other, 0, 1, chosen->snapshot_every)) {
        good = merge_books(chosen, &store.book, &other.book) && make(chosen, &store.book);
        good = till_store_close(&other) && good;
    }
    return till_store_close(&store) && good ? TILL_EXIT_DONE : TILL_EXIT_FILE;
}

int main(int argc, char **argv)
{
    till_options chosen;
    if (!till_options_read(&chosen, argc, argv)) {
        return TILL_EXIT_USAGE;
    }
    return chosen.mode == TILL_MODE_LIST    ? list(&chosen)
           : chosen.mode == TILL_MODE_MERGE ? merge(&chosen)
                                            : run(&chosen);
}
