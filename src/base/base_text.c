#include "base_fault.h"
#include "base_number.h"

#include <string.h>

/* Text under construction: what does not fit is dropped and remembered. */
typedef struct base_writer {
    char *at;
    size_t left; /* room, the NUL's place not counted */
    int cut;
} base_writer;

static void base_write(base_writer *writer, const char *text, size_t length)
{
    if (length > writer->left) {
        length = writer->left;
        writer->cut = 1;
    }
    memcpy(writer->at, text, length);
    writer->at += length;
    writer->left -= length;
    *writer->at = '\0';
}

static void base_write_text(base_writer *writer, const char *text)
{
    base_write(writer, text, strlen(text));
}

/* A field of a fault, which may lack its NUL. */
static void base_write_field(base_writer *writer, const char *field, size_t size)
{
    size_t length = 0;
    while (length < size && field[length] != '\0')
        length++;
    base_write(writer, field, length);
}

static void base_write_whole(base_writer *writer, int64_t value)
{
    char text[PATRON_BASE_NUMBER_SIZE];
    patron_base_number_signed(value, text);
    base_write_text(writer, text);
}

static void base_write_place(base_writer *writer, const patron_fault *fault)
{
    if (fault->row < 0)
        return;
    base_write_text(writer, "[");
    base_write_whole(writer, fault->row);
    if (fault->column >= 0) {
        base_write_text(writer, ", ");
        base_write_whole(writer, fault->column);
    }
    base_write_text(writer, "]");
}

static void base_write_value(base_writer *writer, const patron_fault *fault)
{
    char text[PATRON_BASE_NUMBER_SIZE];
    uint64_t bits;
    switch (fault->kind) {
    case PATRON_FAULT_REAL:
        patron_base_number_real(fault->real, text);
        break;
    case PATRON_FAULT_SIGNED:
        patron_base_number_signed(fault->whole, text);
        break;
    case PATRON_FAULT_UNSIGNED:
        memcpy(&bits, &fault->whole, sizeof bits);
        patron_base_number_unsigned(bits, text);
        break;
    default:
        return;
    }
    base_write_text(writer, " = ");
    base_write_text(writer, text);
}

static void base_write_fault(base_writer *writer, const patron_fault *fault)
{
    if (fault->status == PATRON_OK) {
        base_write_text(writer, "no fault");
        return;
    }
    base_write_field(writer, fault->argument, sizeof fault->argument);
    base_write_place(writer, fault);
    base_write_value(writer, fault);
    base_write_text(writer, ": expected ");
    base_write_field(writer, fault->expected, sizeof fault->expected);
}

int32_t PATRON_CALL patron_fault_text(const patron_fault *reported, char *text, size_t text_size,
                                      patron_fault *fault)
{
    if (reported == NULL)
        return patron_base_fault_null(fault, "reported");
    if (text == NULL)
        return patron_base_fault_null(fault, "text");
    if (text_size == 0)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "text_size", -1, 0,
                                          "room for the line and its NUL");
    base_writer writer = {text, text_size - 1, 0};
    *text = '\0';
    base_write_fault(&writer, reported);
    if (writer.cut)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "text_size", -1, text_size,
                                          "room for the line and its NUL");
    return PATRON_OK;
}
