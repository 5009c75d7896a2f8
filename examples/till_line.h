/*
 * A line as the host sends it: a receipt or a command.
 *
 *     RECEIPT,CUSTOMER,DATE,AMOUNT[,MARGIN]     a sale, or a refund where the amount is negative
 *     RECEIPT,,DATE,AMOUNT                      a sale to nobody in particular
 *     void RECEIPT                              it never was
 *     erase CUSTOMER                            nothing of this customer is to stay
 *     rekey OLD NEW                             a customer has another number from now on
 *     ask CUSTOMER                              changes nothing
 *
 * A receipt number is TILL-NUMBER, or NUMBER alone for the host's own till.
 */
#ifndef TILL_LINE_H
#define TILL_LINE_H

#include "till_record.h"

#include <stddef.h>

enum till_line_kind {
    TILL_LINE_EMPTY = 0, /* blank, or begins with # */
    TILL_LINE_RECORD = 1,
    TILL_LINE_ASK = 2, /* record.customer */
    TILL_LINE_BAD = 3  /* reason says why */
};

enum till_line_limit {
    TILL_LINE_TILL = 65535, /* largest till number */
    TILL_LINE_NUMBER_BITS = 48
};

typedef struct till_line {
    int kind;
    till_record record;
    const char *reason;
} till_line;

/* decimals: of the currency. */
void till_line_read(const char *text, uint64_t own_till, unsigned decimals, till_line *line);

/* "1-1042", in at most 24 bytes with the NUL. */
void till_line_receipt(char text[24], uint64_t receipt);

/* A whole number in [0, largest] and nothing else. */
int till_line_whole(const char *text, size_t size, uint64_t largest, uint64_t *value);

#endif
