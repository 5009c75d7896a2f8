#include "csv.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

enum csv_state { CSV_AT_START, CSV_PLAIN, CSV_QUOTED, CSV_QUOTE_IN_QUOTED };

enum csv_chunk { CSV_CHUNK = 64 * 1024 };

static const char too_long[] = "is longer than 4 MiB (a quote that is not closed?)";
static const char not_closed[] = "opens a quote that is never closed";
static const char after_quote[] = "has text behind a closing quote";

void csv_open(csv_reader *reader, FILE *file, char delimiter)
{
    memset(reader, 0, sizeof *reader);
    reader->file = file;
    reader->delimiter = delimiter;
    reader->next_line = 1;
    reader->buffer = memory_new(CSV_CHUNK, 1);
    reader->capacity = CSV_CHUNK;
}

void csv_close(csv_reader *reader)
{
    free(reader->buffer);
    free(reader->field);
    memset(reader, 0, sizeof *reader);
}

/* Reads more behind what is there. False at the end of the file, and on an error. */
static int fill(csv_reader *reader)
{
    if (reader->at_end) {
        return 0;
    }
    if (reader->begin > 0) {
        memmove(reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
        reader->end -= reader->begin;
        reader->begin = 0;
    }
    if (reader->capacity - reader->end < CSV_CHUNK / 2) {
        reader->capacity += reader->capacity;
        reader->buffer = memory_grow(reader->buffer, reader->capacity, 1);
    }
    const size_t got =
        fread(reader->buffer + reader->end, 1, reader->capacity - reader->end, reader->file);
    const int first = reader->bytes == 0;
    reader->end += got;
    reader->bytes += got;
    reader->at_end = got == 0;
    if (first && reader->end >= 3 && memcmp(reader->buffer, "\xEF\xBB\xBF", 3) == 0) {
        reader->begin = 3;
    }
    return got > 0;
}

/* Whether a byte at this place is to be had, after reading more where need be. */
static int have(csv_reader *reader, size_t offset)
{
    while (reader->begin + offset >= reader->end) {
        if (!fill(reader)) {
            return 0;
        }
    }
    return 1;
}

static char at(const csv_reader *reader, size_t offset)
{
    return reader->buffer[reader->begin + offset];
}

/* The size of the line end at this place: LF and CR 1, CRLF 2; no line end 0. */
static size_t line_end(csv_reader *reader, size_t offset)
{
    if (at(reader, offset) == '\n') {
        return 1;
    }
    if (at(reader, offset) != '\r') {
        return 0;
    }
    return have(reader, offset + 1) && at(reader, offset + 1) == '\n' ? 2 : 1;
}

/* A record that is none: its first line is left behind, however long. */
static int bad(csv_reader *reader, const char *reason)
{
    reader->reason = reason;
    reader->fields = 0;
    while (have(reader, 0)) {
        const size_t size = line_end(reader, 0);
        if (size > 0) {
            reader->begin += size;
            break;
        }
        reader->begin++;
    }
    reader->next_line = reader->line + 1;
    return CSV_BAD;
}

/* Undoubles the quotes of the quoted field that starts at text. */
static size_t unquote(char *text, size_t size)
{
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        text[kept++] = text[i];
        if (text[i] == '"') {
            i++;
        }
    }
    return kept;
}

static void add_field(csv_reader *reader, size_t from, size_t to, int quoted)
{
    reader->field =
        memory_room(reader->field, reader->fields, &reader->field_capacity, sizeof(csv_field));
    csv_field *field = &reader->field[reader->fields++];
    field->text = reader->buffer + reader->begin + from;
    field->size = to - from;
    if (quoted) {
        field->text++;
        field->size = unquote(field->text, field->size - 2);
    }
}

/* The fields of a record of this size whose quotes are known to fit. */
static void split(csv_reader *reader, size_t size)
{
    reader->fields = 0;
    size_t from = 0;
    for (;;) {
        const int quoted = from < size && at(reader, from) == '"';
        size_t to = from;
        int inside = 0;
        while (to < size && (inside || at(reader, to) != reader->delimiter)) {
            inside ^= quoted && at(reader, to) == '"';
            to++;
        }
        add_field(reader, from, to, quoted);
        if (to == size) {
            return;
        }
        from = to + 1;
    }
}

/* Where one more byte of a record leads. Line ends outside of quotes do not come here. */
static int step(const csv_reader *reader, int state, char byte)
{
    if (state == CSV_QUOTED) {
        return byte == '"' ? CSV_QUOTE_IN_QUOTED : CSV_QUOTED;
    }
    if (byte == reader->delimiter) {
        return CSV_AT_START;
    }
    if (byte == '"' && state != CSV_PLAIN) {
        return CSV_QUOTED;
    }
    return CSV_PLAIN;
}

int csv_next(csv_reader *reader)
{
    int state = CSV_AT_START;
    size_t size = 0;
    size_t ended = 0;
    uint64_t lines = 1;
    reader->line = reader->next_line;
    while (have(reader, size)) {
        const size_t end = line_end(reader, size);
        if (end > 0 && state != CSV_QUOTED) {
            ended = end;
            break;
        }
        if (end > 0) {
            lines++;
            size += end;
            continue;
        }
        const int next = step(reader, state, at(reader, size));
        if (state == CSV_QUOTE_IN_QUOTED && next == CSV_PLAIN) {
            return bad(reader, after_quote);
        }
        state = next;
        size++;
        if (size > CSV_LONGEST_RECORD) {
            return bad(reader, too_long);
        }
    }
    if (ferror(reader->file)) {
        return CSV_UNREADABLE;
    }
    if (state == CSV_QUOTED) {
        return bad(reader, not_closed);
    }
    if (size == 0 && ended == 0) {
        return CSV_END;
    }
    split(reader, size);
    reader->begin += size + ended;
    reader->next_line = reader->line + lines;
    return CSV_RECORD;
}

void csv_write(FILE *file, const char *text, size_t size)
{
    int quotes = size > 0 && (text[0] == ' ' || text[size - 1] == ' ');
    for (size_t i = 0; i < size; i++) {
        quotes |= text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    }
    if (!quotes) {
        fwrite(text, 1, size, file);
        return;
    }
    putc('"', file);
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"') {
            putc('"', file);
        }
        putc(text[i], file);
    }
    putc('"', file);
}
