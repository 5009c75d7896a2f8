/*
 * How a function reports a fault, and how options and results of any size are read and written.
 *
 * Every reporter returns the status it was given, so that a check reads
 *
 *     return patron_base_fault_real(fault, PATRON_E_RANGE, "retention", row, value, "...");
 *
 * argument holds at most 23 characters and expected at most 63; a test measures every literal.
 */
#ifndef PATRON_BASE_FAULT_H
#define PATRON_BASE_FAULT_H

#include "../portability.h"
#include <patron/base.h>

/* No row, no value. */
int32_t patron_base_fault_plain(patron_fault *fault, int32_t status, const char *argument,
                                const char *expected);

/* A NULL that must not be one: PATRON_E_NULL. */
int32_t patron_base_fault_null(patron_fault *fault, const char *argument);

/* A value, with its row or -1. */
int32_t patron_base_fault_real(patron_fault *fault, int32_t status, const char *argument,
                               int64_t row, double value, const char *expected);

/* The same with a row and a column, of a matrix or of a list in each row. */
int32_t patron_base_fault_real_at(patron_fault *fault, int32_t status, const char *argument,
                                  int64_t row, int64_t column, double value, const char *expected);
int32_t patron_base_fault_signed(patron_fault *fault, int32_t status, const char *argument,
                                 int64_t row, int64_t value, const char *expected);
int32_t patron_base_fault_unsigned(patron_fault *fault, int32_t status, const char *argument,
                                   int64_t row, uint64_t value, const char *expected);

/* PATRON_E_SCRATCH: given bytes, needed bytes; PATRON_E_NULL where scratch is NULL and needed > 0.
   PATRON_OK where it suffices. */
int32_t patron_base_check_scratch(const void *scratch, size_t given, size_t needed,
                                  patron_fault *fault);

/* PATRON_E_NULL, PATRON_E_ALIGN unless state is a multiple of 8. */
int32_t patron_base_check_state(const void *state, const char *argument, patron_fault *fault);

/*
 * Options: copies what the caller gave over the defaults (all zero) in known[known_size]. NULL given
 * leaves all zero. Refused with PATRON_E_STRUCT: a struct_size below first_size (the size of the
 * first version) or above 4096, a non-zero byte behind what this library knows, a bit of the second
 * member (flags) outside known_flags.
 */
int32_t patron_base_read_options(void *known, size_t known_size, size_t first_size,
                                 uint32_t known_flags, const void *given, patron_fault *fault);

/* Results: the struct_size is possible, else PATRON_E_NULL or PATRON_E_STRUCT. */
int32_t patron_base_check_result(const void *result, size_t first_size, patron_fault *fault);

/*
 * Results: copies known[known_size] behind the caller's struct_size, zeroes what this library does
 * not know, sets filled_size. Called once, when nothing can fail any more.
 */
void patron_base_write_result(void *result, const void *known, size_t known_size);

#endif
