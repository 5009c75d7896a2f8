/*
 * Reading comma-separated values as a stream: RFC 4180, and what real files add to it. A UTF-8 mark at
 * the start, lines that end in LF, CRLF or CR, a last line without an end, quoted fields with
 * delimiters, line ends and doubled quotes in them, quotes inside a field that does not start with
 * one. A record whose quotes do not fit costs its first line only: reading goes on with the next.
 */
#ifndef CSV_H
#define CSV_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A longer record is a bad one: a file may be of any size, the memory for it is not. */
enum csv_limit { CSV_LONGEST_RECORD = 4 * 1024 * 1024 };

enum csv_result {
    CSV_END = 0,
    CSV_RECORD = 1,    /* in field and fields; a blank line is one empty field */
    CSV_BAD = 2,       /* not a record; reason says why */
    CSV_UNREADABLE = 3 /* the file gave an error */
};

/* Not ended by a NUL, which may be in the text. Good until the next csv_next. */
typedef struct csv_field {
    char *text;
    size_t size;
} csv_field;

typedef struct csv_reader {
    FILE *file;
    char *buffer; /* [begin, end) is read and not yet given out */
    size_t capacity;
    size_t begin;
    size_t end;
    int at_end;
    char delimiter;
    uint64_t next_line; /* of the file, where the next record begins */
    uint64_t line;      /* of the file, from 1, where this record began */
    uint64_t bytes;     /* read so far */
    csv_field *field;
    size_t fields;
    size_t field_capacity;
    const char *reason;
} csv_reader;

void csv_open(csv_reader *reader, FILE *file, char delimiter);
int csv_next(csv_reader *reader);
void csv_close(csv_reader *reader); /* frees what the reader holds; the file stays open */

/* A field as RFC 4180 wants it written: in quotes where it must be. */
void csv_write(FILE *file, const char *text, size_t size);

#endif
