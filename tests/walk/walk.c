#include "walk.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WALK_MARGIN = 64, WALK_BEFORE = 0xC3, WALK_PREFILL = 0xA5, WALK_FUNCTIONS_MAX = 1024 };

int walk_failures;
long walk_calls;
uint32_t walk_provoked[WALK_FUNCTIONS_MAX];
patron_fault walk_fault;

static char walk_what[160];
static unsigned char *walk_arena[WALK_ARGUMENTS];

void walk_trying(const walk_function *function, const char *format, ...)
{
    char detail[100];
    va_list list;
    va_start(list, format);
    vsnprintf(detail, sizeof detail, format, list);
    va_end(list);
    snprintf(walk_what, sizeof walk_what, "%s: %s", function->name, detail);
}

void walk_fail(const char *format, ...)
{
    char detail[200];
    va_list list;
    va_start(list, format);
    vsnprintf(detail, sizeof detail, format, list);
    va_end(list);
    fprintf(stderr, "%s: %s\n", walk_what, detail);
    walk_failures++;
}

int walk_find(const walk_function *function, const char *name)
{
    for (int i = 0; i < function->argument_count; i++)
        if (strcmp(function->argument[i].name, name) == 0)
            return i;
    return -1;
}

uint32_t walk_flags(const walk_case *c, int options)
{
    uint32_t flags = 0;
    if (!c->slot[options].absent)
        memcpy(&flags, c->slot[options].content + sizeof flags, sizeof flags);
    return flags;
}

void walk_copy(walk_case *to, const walk_case *from)
{
    to->function = from->function;
    to->scratch_is_given = from->scratch_is_given;
    for (int i = 0; i < from->function->argument_count; i++) {
        const walk_slot *slot = &from->slot[i];
        memcpy(&to->slot[i], slot, offsetof(walk_slot, content));
        memcpy(to->slot[i].content, slot->content, slot->bytes);
    }
}

/* ------------------------------------------------------------------------------- a valid call */

/* The k-th of some different values that lie in a range. */
static double walk_real(const walk_range *range, size_t k)
{
    double step = (double)k + 1.0;
    if (range->has_min && range->has_max)
        return range->min + (range->max - range->min) * step / (WALK_MANY + 2);
    if (range->has_min)
        return range->min + 0.25 * step;
    return 1.5 * step - 4.0;
}

static uint64_t walk_whole(const walk_case *c, const walk_range *range, int type, size_t k)
{
    if (range->below >= 0)
        return k % c->slot[range->below].whole;
    if (range->has_min && range->has_max) {
        double span = range->max - range->min;
        int64_t step = span > 20.0 ? (int64_t)k % 20 + 1 : (int64_t)k % ((int64_t)span + 1);
        return (uint64_t)((int64_t)range->min + step);
    }
    if (type == WALK_I64 && range->has_min)
        return (uint64_t)((int64_t)range->min + 100 * (int64_t)k);
    if (type == WALK_I64)
        return (uint64_t)(100 * (int64_t)k - 250);
    return 10000 + 3 * k;
}

static void walk_store(unsigned char *to, const walk_case *c, const walk_range *range, int type,
                       size_t k)
{
    double real = walk_real(range, k);
    uint64_t whole = type == WALK_REAL ? 0 : walk_whole(c, range, type, k);
    uint32_t half = (uint32_t)whole;
    size_t size = (size_t)whole;
    if (type == WALK_REAL)
        memcpy(to, &real, sizeof real);
    else if (type == WALK_I32 || type == WALK_U32)
        memcpy(to, &half, sizeof half);
    else if (type == WALK_SIZE)
        memcpy(to, &size, sizeof size);
    else
        memcpy(to, &whole, sizeof whole);
}

static void walk_fill_struct(walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    walk_slot *slot = &c->slot[i];
    uint32_t struct_size = (uint32_t)argument->element;
    if (argument->direction == WALK_IN)
        memset(slot->content, 0, slot->bytes);
    size_t rows = argument->form == WALK_VALUE && argument->direction == WALK_IN
                      ? slot->bytes / argument->element
                      : 0;
    for (size_t k = 0; k < rows; k++)
        for (size_t m = 0; m < argument->member_count; m++)
            walk_store(slot->content + k * argument->element + argument->members[m].offset, c,
                       &argument->members[m].range, argument->members[m].type, k + 1);
    if (argument->form == WALK_OPTIONS || argument->form == WALK_RESULT)
        memcpy(slot->content, &struct_size, sizeof struct_size);
}

size_t walk_columns(const walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    size_t times =
        argument->times < 0 ? (size_t)-argument->times : (size_t)c->slot[argument->times].whole;
    size_t also = argument->also < 0 ? 1 : (size_t)c->slot[argument->also].whole;
    return times * also;
}

size_t walk_elements(const walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    size_t rows = argument->count < 0 ? 1 : (size_t)c->slot[argument->count].whole;
    return rows * walk_columns(c, i) + (size_t)argument->more;
}

static void walk_fill(walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    walk_slot *slot = &c->slot[i];
    if (!argument->pointer) {
        slot->real = walk_real(&argument->range, 1);
        if (argument->type != WALK_SIZE && argument->type != WALK_REAL)
            slot->whole = walk_whole(c, &argument->range, argument->type, 1);
        return;
    }
    size_t rows = walk_elements(c, i);
    slot->bytes = rows * argument->element;
    memset(slot->content, WALK_PREFILL, slot->bytes);
    if (argument->type == WALK_STRUCT)
        walk_fill_struct(c, i);
    else if (argument->direction == WALK_IN)
        for (size_t k = 0; k < rows && argument->element > 0; k++)
            walk_store(slot->content + k * argument->element, c, &argument->range, argument->type,
                       k);
}

void walk_baseline(walk_case *c, const walk_function *function)
{
    walk_baseline_of(c, function, WALK_N);
}

void walk_baseline_of(walk_case *c, const walk_function *function, size_t rows)
{
    c->function = function;
    c->scratch_is_given = 0;
    for (int i = 0; i < function->argument_count; i++) {
        memset(&c->slot[i], 0, offsetof(walk_slot, content));
        if (!function->argument[i].pointer)
            c->slot[i].whole = strcmp(function->argument[i].name, "n") == 0 ? rows : WALK_COUNT;
    }
    for (int i = 0; i < function->argument_count; i++)
        walk_fill(c, i);
    walk_recipe(c);
    for (int i = 0; i < function->argument_count; i++)
        if (function->argument[i].size >= 0)
            c->slot[function->argument[i].size].whole = c->slot[i].bytes;
    walk_settle(c);
}

void walk_leave_out(walk_case *c, int i)
{
    int capacity = walk_find(c->function, "capacity");
    c->slot[i].absent = 1;
    if (capacity < 0 || c->function->argument[i].count != capacity)
        return;
    c->slot[capacity].whole = 0;
    for (int k = 0; k < c->function->argument_count; k++)
        if (c->function->argument[k].count == capacity)
            c->slot[k].absent = 1;
}

void walk_settle(walk_case *c)
{
    int scratch = walk_find(c->function, "scratch");
    if (scratch < 0 || c->scratch_is_given)
        return;
    size_t size = c->function->scratch(c);
    if (size > WALK_ROOM) {
        walk_fail("wants %zu bytes of scratch", size);
        size = 0;
    }
    c->slot[scratch].bytes = size;
    c->slot[scratch + 1].whole = size;
}

/* ------------------------------------------------------------------------------------ the call */

void walk_place(const walk_case *c, walk_raw *raw)
{
    for (int i = 0; i < c->function->argument_count; i++) {
        const walk_slot *slot = &c->slot[i];
        if (walk_arena[i] == NULL)
            walk_arena[i] = support_guarded(WALK_ROOM + 4 * WALK_MARGIN);
        unsigned char *end = walk_arena[i] + WALK_ROOM + 4 * WALK_MARGIN;
        unsigned char *start = end - slot->behind - slot->bytes;
        memset(start - WALK_MARGIN, WALK_BEFORE, WALK_MARGIN);
        memset(end - slot->behind, WALK_BEFORE, slot->behind);
        memcpy(start, slot->content, slot->bytes);
        raw[i].pointer = c->function->argument[i].pointer && !slot->absent ? start : NULL;
        raw[i].whole = slot->whole;
        raw[i].real = slot->real;
    }
}

static int walk_all(const unsigned char *bytes, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != value)
            return 0;
    return 1;
}

void walk_run(const walk_case *c, walk_outcome *outcome, int with_fault)
{
    walk_raw raw[WALK_ARGUMENTS];
    walk_place(c, raw);
    memset(&outcome->fault, 0xEE, sizeof outcome->fault);
    outcome->status = c->function->call(raw, with_fault ? &outcome->fault : NULL);
    walk_calls++;
    for (int i = 0; i < c->function->argument_count; i++) {
        const walk_argument *argument = &c->function->argument[i];
        const walk_slot *slot = &c->slot[i];
        const unsigned char *end = walk_arena[i] + WALK_ROOM + 4 * WALK_MARGIN;
        const unsigned char *start = end - slot->behind - slot->bytes;
        if (!argument->pointer)
            continue;
        memcpy(outcome->content[i], start, slot->bytes);
        if (argument->direction == WALK_IN && memcmp(start, slot->content, slot->bytes) != 0)
            walk_fail("changed its input %s", argument->name);
        if (!walk_all(start - WALK_MARGIN, WALK_MARGIN, WALK_BEFORE) ||
            !walk_all(end - slot->behind, slot->behind, WALK_BEFORE))
            walk_fail("wrote outside %s", argument->name);
    }
}

int walk_same(const walk_case *c, const walk_outcome *a, const walk_outcome *b)
{
    for (int i = 0; i < c->function->argument_count; i++) {
        int direction = c->function->argument[i].direction;
        if (direction != WALK_OUT && direction != WALK_INOUT)
            continue;
        for (size_t k = 0; k < c->slot[i].bytes; k++)
            if (a->content[i][k] != b->content[i][k]) {
                walk_fail("%s differs from byte %zu on", c->function->argument[i].name, k);
                return 0;
            }
    }
    return 1;
}

void walk_expect_ok(const walk_case *c, walk_outcome *outcome)
{
    static walk_outcome again;
    walk_run(c, outcome, 1);
    if (outcome->status != PATRON_OK)
        walk_fail("is refused: %s about %s, row %lld: expected %s",
                  patron_status_name(outcome->status), outcome->fault.argument,
                  (long long)outcome->fault.row, outcome->fault.expected);
    walk_run(c, &again, 0);
    if (again.status != outcome->status)
        walk_fail("is %s without a fault to fill", patron_status_name(again.status));
    else
        walk_same(c, outcome, &again);
}

/* What the outputs are to be after a fault: for row-wise functions as after a call with the rows
   before it, for all others as they were. */
static void walk_due(const walk_case *c, int64_t row, walk_outcome *due)
{
    static walk_case before;
    int n = walk_find(c->function, "n");
    if (c->function->row_wise && row > 0 && n >= 0) {
        walk_copy(&before, c);
        before.slot[n].whole = (uint64_t)row;
        walk_run(&before, due, 0);
        if (due->status != PATRON_OK)
            walk_fail("the rows before the fault are refused");
        return;
    }
    for (int i = 0; i < c->function->argument_count; i++)
        memcpy(due->content[i], c->slot[i].content, c->slot[i].bytes);
}

void walk_expect(const walk_case *c, int32_t status, const char *argument, int64_t row)
{
    walk_expect_in(c, status, argument, row, row);
}

void walk_expect_in(const walk_case *c, int32_t status, const char *argument, int64_t row,
                    int64_t rows)
{
    static walk_outcome outcome, due;
    size_t number = (size_t)(c->function - walk_functions);
    walk_run(c, &outcome, 1);
    walk_fault = outcome.fault;
    if (outcome.status != status) {
        walk_fail("is %s about %s, not %s", patron_status_name(outcome.status),
                  outcome.status == PATRON_OK ? "nothing" : outcome.fault.argument,
                  patron_status_name(status));
        return;
    }
    walk_provoked[number] |= 1u << status;
    if (status != PATRON_E_NULL && (c->function->documented & 1u << status) == 0)
        walk_fail("%s is not documented", patron_status_name(status));
    if (outcome.fault.status != status || outcome.fault.row != row ||
        (argument != NULL && strcmp(outcome.fault.argument, argument) != 0))
        walk_fail("is about %s, row %lld; it should be %s, row %lld", outcome.fault.argument,
                  (long long)outcome.fault.row, argument == NULL ? "any" : argument,
                  (long long)row);
    if (memchr(outcome.fault.expected, 0, sizeof outcome.fault.expected) == NULL ||
        outcome.fault.expected[0] == '\0')
        walk_fail("does not say what was expected");
    walk_due(c, rows, &due);
    walk_same(c, &outcome, &due);
    walk_run(c, &outcome, 0);
    if (outcome.status != status)
        walk_fail("is %s without a fault to fill", patron_status_name(outcome.status));
    walk_same(c, &outcome, &due);
}
