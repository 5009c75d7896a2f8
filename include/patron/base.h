/*
 * patron/base.h - what every other header stands on: version, status, fault.
 *
 * Conventions of the whole library (docs/promises.md has them with reasons):
 *   - A function returns an int32_t status, PATRON_OK on success; its last argument is a
 *     patron_fault that says which argument, row and value was wrong. It may be NULL.
 *   - Columns are contiguous arrays. n = 0 is valid, and then the arrays may be NULL.
 *   - A fault is the one in the lowest row, then in argument order. Row-wise functions have written
 *     the rows before it; every other function has written nothing.
 *   - NaN in an output is a figure that does not exist for valid data. No output is ever infinite.
 *   - Scratch is memory of the caller's, at any address, used during the call only.
 */
#ifndef PATRON_BASE_H
#define PATRON_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifndef PATRON_API
#    define PATRON_API
#endif
#ifndef PATRON_CALL
#    define PATRON_CALL
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The version of the API (what patron_version() packs and the soname carries) and, apart from it,
 * the version of this release. These lines are their only source: the build reads them.
 */
enum patron_version_number {
    PATRON_API_MAJOR = 0,
    PATRON_API_MINOR = 1,
    PATRON_API_PATCH = 0,
    PATRON_RELEASE_MAJOR = 0,
    PATRON_RELEASE_MINOR = 1,
    PATRON_RELEASE_PATCH = 0
};

/* Status of a call. Numbers are never reused or renumbered; docs/status.md is their registry. */
enum patron_status {
    PATRON_OK = 0,
    PATRON_E_NULL = 1,       /* a pointer that must not be NULL is */
    PATRON_E_RANGE = 2,      /* a value lies outside its documented range */
    PATRON_E_NOT_FINITE = 3, /* a value is NaN or infinite */
    PATRON_E_OVERFLOW = 4,   /* a result does not fit its type */
    PATRON_E_SCRATCH = 5,    /* scratch_size is below what the _scratch_size function says */
    PATRON_E_STRUCT = 6,   /* struct_size, a flag or a reserved member is not one this API knows */
    PATRON_E_FULL = 7,     /* a state has no room for one more; nothing was lost */
    PATRON_E_DIVERGES = 8, /* the figure has no finite value */
    PATRON_E_ALIGN = 9,    /* a state does not start at a multiple of 8 */
    PATRON_E_SIZE = 10,    /* a block or buffer is smaller than what it must hold */
    PATRON_E_CORRUPT = 11, /* bytes that are not, or no longer, what this library wrote */
    PATRON_E_FORMAT = 12,  /* bytes written by a format version this library does not know */
    PATRON_E_UNKNOWN = 13  /* an id that is not in the state */
};

/* A row number, rank or other 31-bit index that does not exist. */
enum patron_none { PATRON_NONE = 0x7FFFFFFF };

/* What the value in a fault is. */
enum patron_fault_kind {
    PATRON_FAULT_NO_VALUE = 0,
    PATRON_FAULT_REAL = 1,    /* in real */
    PATRON_FAULT_SIGNED = 2,  /* in whole */
    PATRON_FAULT_UNSIGNED = 3 /* in whole, to be read as uint64_t */
};

/* Which argument of a call was wrong, where, what it was and what was expected. Frozen, 128 bytes. */
typedef struct patron_fault {
    int32_t status;    /* PATRON_E_* */
    uint32_t kind;     /* PATRON_FAULT_*: which of real and whole holds the value */
    int64_t row;       /* from 0; -1 = none */
    int64_t column;    /* from 0; -1 = none */
    double real;       /* the value, if kind is REAL; else 0 */
    int64_t whole;     /* the value, if kind is SIGNED or UNSIGNED; else 0 */
    char argument[24]; /* name of the argument, "terms.retention" for a member; ends with a NUL */
    char expected[64]; /* "a fraction in [0, 1]"; ends with a NUL */
} patron_fault;

/*
 * The API version of the library that runs: 0x00MMmmpp (major, minor, patch).
 *
 * @cost O(1)
 * @since 0.1
 */
PATRON_API uint32_t PATRON_CALL patron_version(void);

/*
 * The release version of the library that runs, as text: "0.1.0".
 *
 * @cost O(1). The text is constant and never freed.
 * @since 0.1
 */
PATRON_API const char *PATRON_CALL patron_version_text(void);

/*
 * The name of a status: "PATRON_E_RANGE"; "PATRON_E_?" for a number this API does not know.
 *
 * @param status  in  any
 * @cost O(1). The text is constant and never freed.
 * @since 0.1
 */
PATRON_API const char *PATRON_CALL patron_status_name(int32_t status);

/*
 * A fault as one line a person reads: `retention[17] = 1.2: expected a fraction in [0, 1]`.
 *
 * argument, then [row] or [row, column], then the value, then what was expected; parts that the
 * fault does not have are left out. A real is written with the fewest digits that read back as the
 * same double, with a point, whatever the locale. 192 bytes always suffice. A fault whose texts
 * lack their NUL is read to the end of its fields and no further.
 *
 * @param reported   in           the fault to render, as a call left it
 * @param text       out [text_size]  ASCII, ends with a NUL
 * @param text_size  in           bytes, in [1, SIZE_MAX]
 * @param fault      out or NULL  about this call
 * @fault PATRON_E_NULL   reported or text is NULL
 * @fault PATRON_E_SIZE   text_size is too small for the line; text holds its beginning, whole but for
 *                        the cut, ended with a NUL (nothing when text_size is 0)
 * @cost O(1), no scratch; about 1 KiB of stack for a real
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_fault_text(const patron_fault *reported, char *text,
                                                 size_t text_size, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
