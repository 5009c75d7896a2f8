/*
 * The fault walk: calls every public function in every way its header says is wrong, and checks what
 * it reports and that it wrote nothing else. walk_generated.c, made from the headers, says what the
 * functions and their arguments are; walk_states.c and walk_recipes.c make what no header can say (a
 * ledger with customers in it), walk_spoil.c the faults none can; walk.c calls; test_walk.c is the tests.
 */
#ifndef WALK_H
#define WALK_H

#include "support.h"

enum {
    WALK_ARGUMENTS = 14,
    WALK_ROOM = 262144, /* bytes an argument may take */
    WALK_N = 7,         /* rows */
    WALK_MANY = 600,    /* rows, where an algorithm may take another way */
    WALK_COUNT = 4,     /* any other count */
    WALK_CUSTOMERS = 3, /* in a ledger */
    WALK_CAPACITY = 8   /* of a ledger */
};

enum walk_direction { WALK_IN, WALK_OUT, WALK_INOUT, WALK_SCRATCH };
enum walk_type {
    WALK_REAL,
    WALK_I32,
    WALK_U32,
    WALK_I64,
    WALK_U64,
    WALK_SIZE,
    WALK_BYTES,
    WALK_STRUCT,
    WALK_STATE
};
enum walk_form { WALK_PLAIN, WALK_VALUE, WALK_OPTIONS, WALK_RESULT };

typedef struct walk_range {
    int finite, has_min;
    double min;
    int min_open, has_max;
    double max;
    int max_open;
    int below; /* the argument whose value it must be below; -1: none */
    int upto;  /* that value itself is in the range, too */
} walk_range;

typedef struct walk_member {
    const char *name;
    size_t offset;
    int type;
    walk_range range;
} walk_member;

typedef struct walk_argument {
    const char *name;
    int direction, type, form, pointer, nullable;
    int count;      /* the argument that counts its elements, or rows of them; -1: one element */
    int times;      /* the argument that counts the elements of a row; -1: one; -k: k */
    int also;       /* the argument that this is multiplied with; -1: none */
    int more;       /* elements beyond those */
    int size;       /* the argument that holds its bytes; -1: none */
    int instead;    /* the argument that is read in its place where that is given; -1: none */
    size_t element; /* bytes */
    walk_range range;
    const walk_member *members;
    size_t member_count;
} walk_argument;

/* An argument's value, before it is given an address. */
typedef struct walk_slot {
    int absent;     /* NULL */
    size_t bytes;   /* of content */
    size_t behind;  /* bytes from its end to the guard page */
    uint64_t whole; /* a number that is no double */
    double real;
    unsigned char content[WALK_ROOM];
} walk_slot;

typedef struct walk_raw {
    void *pointer;
    uint64_t whole;
    double real;
} walk_raw;

struct walk_function;
typedef struct walk_case {
    const struct walk_function *function;
    int scratch_is_given; /* do not settle it */
    walk_slot slot[WALK_ARGUMENTS];
} walk_case;

typedef struct walk_function {
    const char *name, *module;
    int row_wise, argument_count;
    uint32_t documented, elsewhere; /* bit = status */
    int32_t (*call)(const walk_raw *raw, patron_fault *fault);
    size_t (*scratch)(const walk_case *c);
    walk_argument argument[WALK_ARGUMENTS];
} walk_function;

extern const walk_function walk_functions[];
extern const size_t walk_function_count;

typedef struct walk_outcome {
    int32_t status;
    patron_fault fault;
    unsigned char content[WALK_ARGUMENTS][WALK_ROOM];
} walk_outcome;

/* A valid call with every argument given, of WALK_N rows or as many as asked for. */
void walk_baseline(walk_case *c, const walk_function *function);
void walk_baseline_of(walk_case *c, const walk_function *function, size_t rows);

/* Fills what the headers cannot say into a case that is filled from the ranges. */
void walk_recipe(walk_case *c);

/* An argument of this name, or -1. */
int walk_find(const walk_function *function, const char *name);

void walk_copy(walk_case *to, const walk_case *from);

/* Makes a pointer NULL, and with it the list it is of. */
void walk_leave_out(walk_case *c, int i);

/* Gives scratch the exact size that the arguments ask for. */
void walk_settle(walk_case *c);

/* Places the arguments; each ends where a guard page begins, or as many bytes before as it says. */
void walk_place(const walk_case *c, walk_raw *raw);

/* Calls, and checks that inputs and all around the arguments are as they were. */
void walk_run(const walk_case *c, walk_outcome *outcome, int with_fault);

/* Whether the outputs and states of two outcomes are the same; says which is not. */
int walk_same(const walk_case *c, const walk_outcome *a, const walk_outcome *b);

/* How many elements a row of an argument has. */
size_t walk_columns(const walk_case *c, int i);

/* How many elements an argument has. */
size_t walk_elements(const walk_case *c, int i);

/* The call is answered. */
void walk_expect_ok(const walk_case *c, walk_outcome *outcome);

/* The call is refused with this fault (argument NULL: any), and has written what it may. */
void walk_expect(const walk_case *c, int32_t status, const char *argument, int64_t row);

/* The same, where row is no row of the n: this many of those have been written. */
void walk_expect_in(const walk_case *c, int32_t status, const char *argument, int64_t row,
                    int64_t rows);

/* The last fault that walk_expect saw. */
extern patron_fault walk_fault;

/* What is being tried, for the message of a failure. */
void walk_trying(const walk_function *function, const char *format, ...);
void walk_fail(const char *format, ...);
extern int walk_failures;
extern long walk_calls;
extern uint32_t walk_provoked[];

uint32_t walk_flags(const walk_case *c, int options);

#endif
