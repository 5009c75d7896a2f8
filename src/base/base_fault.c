#include "base_fault.h"

#include <string.h>

enum { BASE_STRUCT_SIZE_MAX = 4096 };

/* The two members every options struct begins with; results have filled_size in the second place. */
typedef struct base_struct_head {
    uint32_t struct_size;
    uint32_t second;
} base_struct_head;

static void base_copy_text(char *to, size_t room, const char *from)
{
    size_t length = strlen(from);
    if (length > room - 1)
        length = room - 1;
    memcpy(to, from, length);
    memset(to + length, 0, room - length);
}

static void base_fill(patron_fault *fault, int32_t status, const char *argument,
                      const char *expected)
{
    fault->status = status;
    fault->kind = PATRON_FAULT_NO_VALUE;
    fault->row = -1;
    fault->column = -1;
    fault->real = 0.0;
    fault->whole = 0;
    base_copy_text(fault->argument, sizeof fault->argument, argument);
    base_copy_text(fault->expected, sizeof fault->expected, expected);
}

int32_t patron_base_fault_plain(patron_fault *fault, int32_t status, const char *argument,
                                const char *expected)
{
    if (fault != NULL)
        base_fill(fault, status, argument, expected);
    return status;
}

int32_t patron_base_fault_null(patron_fault *fault, const char *argument)
{
    return patron_base_fault_plain(fault, PATRON_E_NULL, argument, "a pointer that is not NULL");
}

int32_t patron_base_fault_real(patron_fault *fault, int32_t status, const char *argument,
                               int64_t row, double value, const char *expected)
{
    if (fault != NULL) {
        base_fill(fault, status, argument, expected);
        fault->kind = PATRON_FAULT_REAL;
        fault->row = row;
        fault->real = value;
    }
    return status;
}

int32_t patron_base_fault_real_at(patron_fault *fault, int32_t status, const char *argument,
                                  int64_t row, int64_t column, double value, const char *expected)
{
    patron_base_fault_real(fault, status, argument, row, value, expected);
    if (fault != NULL)
        fault->column = column;
    return status;
}

int32_t patron_base_fault_signed(patron_fault *fault, int32_t status, const char *argument,
                                 int64_t row, int64_t value, const char *expected)
{
    if (fault != NULL) {
        base_fill(fault, status, argument, expected);
        fault->kind = PATRON_FAULT_SIGNED;
        fault->row = row;
        fault->whole = value;
    }
    return status;
}

int32_t patron_base_fault_unsigned(patron_fault *fault, int32_t status, const char *argument,
                                   int64_t row, uint64_t value, const char *expected)
{
    if (fault != NULL) {
        base_fill(fault, status, argument, expected);
        fault->kind = PATRON_FAULT_UNSIGNED;
        fault->row = row;
        memcpy(&fault->whole, &value, sizeof value); /* the same 64 bits, read back as unsigned */
    }
    return status;
}

int32_t patron_base_check_scratch(const void *scratch, size_t given, size_t needed,
                                  patron_fault *fault)
{
    if (scratch == NULL && needed > 0)
        return patron_base_fault_null(fault, "scratch");
    if (given < needed)
        return patron_base_fault_unsigned(fault, PATRON_E_SCRATCH, "scratch_size", -1, given,
                                          "at least what the _scratch_size function says");
    return PATRON_OK;
}

int32_t patron_base_check_state(const void *state, const char *argument, patron_fault *fault)
{
    if (state == NULL)
        return patron_base_fault_null(fault, argument);
    if (((uintptr_t)state & 7u) != 0)
        return patron_base_fault_plain(fault, PATRON_E_ALIGN, argument,
                                       "an address that is a multiple of 8");
    return PATRON_OK;
}

static int base_all_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return 0;
    return 1;
}

int32_t patron_base_read_options(void *known, size_t known_size, size_t first_size,
                                 uint32_t known_flags, const void *given, patron_fault *fault)
{
    memset(known, 0, known_size);
    if (given == NULL)
        return PATRON_OK;
    base_struct_head head;
    memcpy(&head, given, sizeof head.struct_size);
    if (head.struct_size < first_size || head.struct_size > BASE_STRUCT_SIZE_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_STRUCT, "options.struct_size", -1,
                                          head.struct_size, "sizeof the options struct");
    memcpy(&head, given, sizeof head);
    if ((head.second & ~known_flags) != 0)
        return patron_base_fault_unsigned(fault, PATRON_E_STRUCT, "options.flags", -1, head.second,
                                          "only flags that this API version knows");
    size_t shared = head.struct_size < known_size ? head.struct_size : known_size;
    const unsigned char *tail = (const unsigned char *)given + shared;
    if (!base_all_zero(tail, head.struct_size - shared))
        return patron_base_fault_plain(fault, PATRON_E_STRUCT, "options",
                                       "zero in members newer than this library");
    memcpy(known, given, shared);
    return PATRON_OK;
}

int32_t patron_base_check_result(const void *result, size_t first_size, patron_fault *fault)
{
    if (result == NULL)
        return patron_base_fault_null(fault, "result");
    uint32_t struct_size;
    memcpy(&struct_size, result, sizeof struct_size);
    if (struct_size < first_size || struct_size > BASE_STRUCT_SIZE_MAX)
        return patron_base_fault_unsigned(fault, PATRON_E_STRUCT, "result.struct_size", -1,
                                          struct_size, "sizeof the result struct");
    return PATRON_OK;
}

void patron_base_write_result(void *result, const void *known, size_t known_size)
{
    base_struct_head head;
    memcpy(&head, result, sizeof head);
    size_t filled = head.struct_size < known_size ? head.struct_size : known_size;
    head.second = (uint32_t)filled;
    memcpy(result, known, filled);
    memset((unsigned char *)result + filled, 0, head.struct_size - filled);
    memcpy(result, &head, sizeof head);
}
