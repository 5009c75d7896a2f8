#include "walk_recipes.h"

#include <math.h>
#include <patron/abc.h>
#include <stdio.h>
#include <string.h>

enum { WALK_MUTATIONS = 512 };

/* One wrong value. */
typedef struct walk_mutation {
    int argument, member, row, column; /* member, row, column: -1 = none */
    int32_t status;
    double real;
    uint64_t whole;
} walk_mutation;

static walk_case walk_good, walk_bad;
static walk_outcome walk_answer, walk_other;
static walk_mutation walk_list[WALK_MUTATIONS];
static size_t walk_list_size;

/* -------------------------------------------------------------------------------- wrong values */

static int walk_type(const walk_function *function, const walk_mutation *mutation)
{
    const walk_argument *argument = &function->argument[mutation->argument];
    return mutation->member < 0 ? argument->type : argument->members[mutation->member].type;
}

static const char *walk_name(const walk_function *function, const walk_mutation *mutation)
{
    static char name[2][64];
    static int which;
    const walk_argument *argument = &function->argument[mutation->argument];
    which = !which;
    if (mutation->member < 0)
        return argument->name;
    snprintf(name[which], sizeof name[which], "%s.%s", argument->name,
             argument->members[mutation->member].name);
    return name[which];
}

static void walk_list_add(walk_mutation mutation)
{
    assert_true(walk_list_size < WALK_MUTATIONS);
    walk_list[walk_list_size++] = mutation;
}

static void walk_list_reals(const walk_function *function, walk_mutation mutation,
                            const walk_range *range)
{
    const double never[3] = {NAN, INFINITY, -INFINITY};
    int option = function->argument[mutation.argument].form == WALK_OPTIONS;
    mutation.status = option ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    for (int i = range->finite ? 0 : 1; i < 3; i++) { /* NaN may stand for a missing value */
        mutation.real = never[i];
        walk_list_add(mutation);
    }
    mutation.status = PATRON_E_RANGE;
    mutation.real = range->min_open ? range->min : nextafter(range->min, -INFINITY);
    if (range->has_min)
        walk_list_add(mutation);
    mutation.real = range->max_open ? range->max : nextafter(range->max, INFINITY);
    if (range->has_max)
        walk_list_add(mutation);
}

static void walk_list_wholes(walk_mutation mutation, const walk_range *range, int type)
{
    const double least[] = {0, INT32_MIN, 0, -9.3e18, 0, 0};
    const double most[] = {0, INT32_MAX, UINT32_MAX, 9.3e18, 1.9e19, 4294967295.0};
    double low = range->min - (range->min_open ? 0 : 1);
    double high = range->max + (range->max_open ? 0 : 1);
    mutation.status = PATRON_E_RANGE;
    mutation.whole = (uint64_t)(int64_t)low;
    if (range->has_min && low >= least[type])
        walk_list_add(mutation);
    mutation.whole = (uint64_t)(int64_t)high;
    if (range->has_max && high <= most[type])
        walk_list_add(mutation);
    if (range->below >= 0) {
        mutation.whole = walk_good.slot[range->below].whole + (range->upto ? 1 : 0);
        walk_list_add(mutation);
    }
}

static void walk_list_values(const walk_function *function, walk_mutation mutation,
                             const walk_range *range, int type)
{
    if (type == WALK_REAL)
        walk_list_reals(function, mutation, range);
    else if (type <= WALK_SIZE)
        walk_list_wholes(mutation, range, type);
}

static int walk_is_block_size(const walk_function *function, int i)
{
    return i > 0 && function->argument[i - 1].size == i;
}

/* All wrong values of a function's arguments: of columns in the first, a middle and the last row. */
static void walk_list_all(const walk_function *function)
{
    walk_baseline(&walk_good, function);
    walk_list_size = 0;
    for (int i = 0; i < function->argument_count; i++) {
        const walk_argument *argument = &function->argument[i];
        walk_mutation mutation = {i, -1, -1, -1, 0, 0.0, 0};
        if (argument->direction != WALK_IN || walk_is_block_size(function, i))
            continue;
        for (size_t m = 0; m < argument->member_count && argument->count < 0; m++) {
            mutation.member = (int)m;
            walk_list_values(function, mutation, &argument->members[m].range,
                             argument->members[m].type);
        }
        mutation.member = -1;
        int rows = argument->count < 0 ? 1 : (int)walk_good.slot[argument->count].whole;
        const int row[3] = {0, rows / 2, rows - 1};
        for (int k = 0; k < (argument->pointer ? 3 : 1); k++) {
            mutation.row = argument->pointer ? row[k] : -1;
            if (argument->times >= 0 ||
                (argument->times < -1 && argument->count == walk_find(function, "n")))
                mutation.column = (int)walk_columns(&walk_good, i) - 1;
            walk_list_values(function, mutation, &argument->range, argument->type);
        }
    }
}

/* A pool's capacity is looked at where its basis is that, and so is a standard rate. */
static void walk_let_read(walk_case *c, const walk_mutation *mutation)
{
    const char *name = c->function->argument[mutation->argument].name;
    int i = walk_find(c->function, "basis");
    uint32_t basis = strcmp(name, "capacity") == 0 ? PATRON_ABC_CAPACITY : PATRON_ABC_STANDARD;
    uint32_t now;
    if (i < 0 || (strcmp(name, "capacity") != 0 && strcmp(name, "standard") != 0))
        return;
    memcpy(&now, c->slot[i].content + sizeof now * (size_t)mutation->row, sizeof now);
    if (now == PATRON_ABC_ACTUAL)
        memcpy(c->slot[i].content + sizeof now * (size_t)mutation->row, &basis, sizeof basis);
}

static void walk_spoil(walk_case *c, const walk_mutation *mutation)
{
    const walk_argument *argument = &c->function->argument[mutation->argument];
    walk_slot *slot = &c->slot[mutation->argument];
    int order = walk_find(c->function, "order"), type = walk_type(c->function, mutation);
    size_t at = mutation->row < 0 ? 0 : (size_t)mutation->row;
    if (mutation->column >= 0)
        at = at * walk_columns(&walk_good, mutation->argument) + (size_t)mutation->column;
    at *= argument->element;
    uint32_t half = (uint32_t)mutation->whole;
    if (mutation->member >= 0) {
        const walk_member *member = &argument->members[mutation->member];
        int column = walk_find(c->function, member->name);
        at += member->offset;
        if (column >= 0 && c->function->argument[column].direction == WALK_IN)
            c->slot[column].absent = 1; /* so that the member is read */
    }
    if (!argument->pointer) {
        if (argument->instead >= 0)
            c->slot[argument->instead].absent = 1;
        slot->whole = mutation->whole;
        slot->real = mutation->real;
        int scratch = walk_find(c->function, "scratch");
        if (type == WALK_SIZE && scratch >= 0) { /* no scratch could be too small for it */
            c->scratch_is_given = 1;
            c->slot[scratch + 1].whole = SIZE_MAX;
        }
    } else if (type == WALK_REAL) {
        memcpy(slot->content + at, &mutation->real, sizeof mutation->real);
    } else if (type == WALK_I32 || type == WALK_U32) {
        memcpy(slot->content + at, &half, sizeof half);
    } else {
        memcpy(slot->content + at, &mutation->whole, sizeof mutation->whole);
    }
    walk_let_read(c, mutation);
    if (order >= 0 && c->function->argument[order].direction == WALK_IN &&
        strcmp(argument->name, "value") == 0)
        c->slot[order].absent = 1; /* it is no longer the order of these values */
    walk_settle(c);
}

/* The fault holds the wrong value. */
static void walk_check_value(const walk_function *function, const walk_mutation *mutation)
{
    int type = walk_type(function, mutation);
    int is_signed = type == WALK_I32 || type == WALK_I64;
    uint32_t kind = type == WALK_REAL ? PATRON_FAULT_REAL
                    : is_signed       ? PATRON_FAULT_SIGNED
                                      : PATRON_FAULT_UNSIGNED;
    if (walk_fault.status != mutation->status)
        return;
    if (walk_fault.column != mutation->column)
        walk_fail("the fault's column is %lld", (long long)walk_fault.column);
    if (walk_fault.kind != kind)
        walk_fail("the fault's value is of kind %u", walk_fault.kind);
    else if (type == WALK_REAL && !(isnan(mutation->real) && isnan(walk_fault.real)) &&
             memcmp(&walk_fault.real, &mutation->real, sizeof mutation->real) != 0)
        walk_fail("the fault's value is %g, not %g", walk_fault.real, mutation->real);
    else if (type != WALK_REAL && (uint64_t)walk_fault.whole != mutation->whole)
        walk_fail("the fault's value is %lld, not %lld", (long long)walk_fault.whole,
                  (long long)mutation->whole);
}

static void walk_start(void)
{
    walk_failures = 0;
}

static void walk_end(void)
{
    assert_int_equal(walk_failures, 0);
}

#define WALK_EACH(function)                                                                        \
    for (const walk_function *function = walk_functions;                                           \
         function < walk_functions + walk_function_count; function++)

/* --------------------------------------------------------------------------------------- tests */

static void a_valid_call_is_answered_and_a_fault_needs_no_place(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_trying(function, "valid");
        walk_baseline(&walk_good, function);
        walk_expect_ok(&walk_good, &walk_answer);
    }
    walk_end();
}

static int walk_is_required(const walk_case *c, int i)
{
    const walk_argument *argument = &c->function->argument[i];
    return argument->pointer && !argument->nullable && !c->slot[i].absent &&
           (argument->direction != WALK_SCRATCH || c->slot[i].bytes > 0);
}

static void a_pointer_that_must_not_be_null_is_named(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_baseline(&walk_good, function);
        for (int i = 0; i < function->argument_count; i++)
            for (int j = i; j < function->argument_count; j++) {
                if (!walk_is_required(&walk_good, i) || !walk_is_required(&walk_good, j))
                    continue;
                walk_trying(function, "%s and %s NULL", function->argument[i].name,
                            function->argument[j].name);
                walk_copy(&walk_bad, &walk_good);
                walk_bad.slot[i].absent = walk_bad.slot[j].absent = 1;
                walk_expect(&walk_bad, PATRON_E_NULL, function->argument[i].name, -1);
            }
    }
    walk_end();
}

static void a_pointer_that_may_be_null_is_left_out_without_a_trace(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_baseline(&walk_good, function);
        walk_run(&walk_good, &walk_answer, 1);
        for (int i = 0; i < function->argument_count; i++) {
            if (!function->argument[i].nullable)
                continue;
            walk_trying(function, "%s NULL", function->argument[i].name);
            walk_copy(&walk_bad, &walk_good);
            walk_leave_out(&walk_bad, i);
            walk_settle(&walk_bad);
            walk_expect_ok(&walk_bad, &walk_other);
            if (function->argument[i].direction != WALK_OUT)
                continue;
            for (int k = 0; k < function->argument_count; k++)
                if (walk_bad.slot[k].absent)
                    memcpy(walk_other.content[k], walk_answer.content[k], walk_good.slot[k].bytes);
            walk_same(&walk_good, &walk_answer, &walk_other);
        }
        walk_trying(function, "all NULL that may be");
        walk_copy(&walk_bad, &walk_good);
        for (int i = 0; i < function->argument_count; i++)
            if (function->argument[i].nullable)
                walk_leave_out(&walk_bad, i);
        walk_settle(&walk_bad);
        walk_expect_ok(&walk_bad, &walk_other);
    }
    walk_end();
}

/* The row a fault counts as: what is not in one of the n rows comes before them all. */
static int walk_rank(const walk_function *function, const walk_mutation *mutation)
{
    int count = function->argument[mutation->argument].count;
    return count >= 0 && count == walk_find(function, "n") ? mutation->row : -1;
}

static void a_value_outside_its_range_is_reported_with_its_row(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_list_all(function);
        for (const walk_mutation *m = walk_list; m < walk_list + walk_list_size; m++) {
            const char *name = walk_name(function, m);
            walk_trying(function, "%s[%d] = %g or %lld", name, m->row, m->real,
                        (long long)m->whole);
            walk_copy(&walk_bad, &walk_good);
            walk_spoil(&walk_bad, m);
            walk_expect_in(&walk_bad, m->status, name, m->row, walk_rank(function, m));
            walk_check_value(function, m);
        }
    }
    walk_end();
}

static void of_two_wrong_values_the_lower_row_is_reported_then_the_first_argument(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_list_all(function);
        for (size_t i = 0; i < walk_list_size; i++)
            for (size_t j = 0; j < i; j += support_quick() ? 5 : 1) {
                const walk_mutation *a = &walk_list[j], *b = &walk_list[i], *first = a;
                if (a->argument == b->argument && (a->row == b->row || walk_rank(function, a) < 0))
                    continue;
                if (a->member >= 0 || b->member >= 0)
                    continue;
                if (function->argument[a->argument].range.below == b->argument)
                    continue; /* what is too large depends on the other */
                if (walk_rank(function, b) < walk_rank(function, a))
                    first = b;
                walk_trying(function, "%s[%d] = %g or %lld and %s[%d] = %g or %lld",
                            walk_name(function, a), a->row, a->real, (long long)a->whole,
                            walk_name(function, b), b->row, b->real, (long long)b->whole);
                walk_copy(&walk_bad, &walk_good);
                walk_spoil(&walk_bad, a);
                walk_spoil(&walk_bad, b);
                walk_expect_in(&walk_bad, first->status, walk_name(function, first), first->row,
                               walk_rank(function, first));
            }
    }
    walk_end();
}

/* The first wrong value in a row, or NULL. */
static const walk_mutation *walk_first_in_a_row(void)
{
    for (const walk_mutation *m = walk_list; m < walk_list + walk_list_size; m++)
        if (m->row >= 0)
            return m;
    return NULL;
}

static void faults_of_the_call_come_before_those_of_its_rows(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_list_all(function);
        const walk_mutation *wrong = walk_first_in_a_row();
        if (wrong == NULL)
            continue;
        int scratch = walk_find(function, "scratch");
        walk_copy(&walk_bad, &walk_good);
        walk_spoil(&walk_bad, wrong);
        if (scratch >= 0 && walk_bad.slot[scratch].bytes > 0) {
            walk_trying(function, "a wrong value and scratch too small");
            walk_bad.slot[scratch + 1].whole--;
            walk_expect(&walk_bad, PATRON_E_SCRATCH, "scratch_size", -1);
        }
        for (int i = 0; i < function->argument_count; i++) {
            if (!walk_is_required(&walk_good, i) || i == wrong->argument)
                continue;
            walk_copy(&walk_bad, &walk_good);
            walk_spoil(&walk_bad, wrong);
            walk_trying(function, "a wrong value and %s NULL", function->argument[i].name);
            walk_bad.slot[i].absent = 1;
            walk_expect(&walk_bad, PATRON_E_NULL, function->argument[i].name, -1);
        }
    }
    walk_end();
}

static void walk_try_struct_size(const walk_function *function, int i, uint32_t struct_size)
{
    char name[64];
    walk_copy(&walk_bad, &walk_good);
    memcpy(walk_bad.slot[i].content, &struct_size, sizeof struct_size);
    snprintf(name, sizeof name, "%s.struct_size", function->argument[i].name);
    walk_trying(function, "%s = %u", name, struct_size);
    walk_expect(&walk_bad, PATRON_E_STRUCT, name, -1);
}

/* A struct of a version to come, 16 bytes longer, with this byte in the new part. */
static void walk_grow_struct(int i, unsigned char tail)
{
    walk_slot *slot = &walk_bad.slot[i];
    uint32_t struct_size;
    walk_copy(&walk_bad, &walk_good);
    memset(slot->content + slot->bytes, 0, 16);
    slot->bytes += 16;
    slot->content[slot->bytes - 1] = tail;
    struct_size = (uint32_t)slot->bytes;
    memcpy(slot->content, &struct_size, sizeof struct_size);
}

static void walk_try_options(const walk_function *function, int i)
{
    char name[64];
    const uint32_t flags = 0x80000000u;
    walk_copy(&walk_bad, &walk_good);
    memcpy(walk_bad.slot[i].content + 4, &flags, sizeof flags);
    snprintf(name, sizeof name, "%s.flags", function->argument[i].name);
    walk_trying(function, "an unknown flag");
    walk_expect(&walk_bad, PATRON_E_STRUCT, name, -1);
    walk_trying(function, "options of a later version, new members zero");
    walk_grow_struct(i, 0);
    walk_expect_ok(&walk_bad, &walk_other);
    walk_same(&walk_good, &walk_answer, &walk_other);
    walk_trying(function, "options of a later version, new members set");
    walk_grow_struct(i, 1);
    walk_expect(&walk_bad, PATRON_E_STRUCT, function->argument[i].name, -1);
}

static void walk_try_result(const walk_function *function, int i)
{
    size_t size = walk_good.slot[i].bytes;
    uint32_t filled;
    walk_trying(function, "a %s of a later version", function->argument[i].name);
    walk_grow_struct(i, 0xA5);
    walk_expect_ok(&walk_bad, &walk_other);
    for (size_t k = size; k < size + 16; k++)
        if (walk_other.content[i][k] != 0) {
            walk_fail("what the library does not know is not zeroed");
            break;
        }
    memcpy(&filled, walk_other.content[i] + 4, sizeof filled);
    if (filled != size)
        walk_fail("filled_size is %u", filled);
    memcpy(walk_other.content[i], walk_answer.content[i], sizeof(uint32_t)); /* struct_size */
    walk_same(&walk_good, &walk_answer, &walk_other);
}

static void structs_of_other_versions_are_read_and_impossible_ones_refused(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        for (int i = 0; i < function->argument_count; i++) {
            int form = function->argument[i].form;
            if (form != WALK_OPTIONS && form != WALK_RESULT)
                continue;
            walk_baseline(&walk_good, function);
            walk_run(&walk_good, &walk_answer, 1);
            walk_try_struct_size(function, i, 0);
            walk_try_struct_size(function, i, (uint32_t)walk_good.slot[i].bytes - 8);
            walk_try_struct_size(function, i, 5000);
            if (form == WALK_OPTIONS)
                walk_try_options(function, i);
            else
                walk_try_result(function, i);
        }
    }
    walk_end();
}

/* The good call with scratch at these addresses, and with a byte too little. */
static void walk_try_scratch(int scratch, size_t addresses, const char *without)
{
    const walk_function *function = walk_good.function;
    walk_slot *slot = &walk_bad.slot[scratch];
    walk_settle(&walk_good);
    walk_run(&walk_good, &walk_answer, 1);
    walk_copy(&walk_bad, &walk_good);
    for (size_t k = 0; k<addresses; k += k> 0 && support_quick() ? k : 1)
        for (int fill = 0x00; fill <= 0xFF; fill += 0xFF) {
            walk_trying(function, "without %s, scratch %zu bytes on, filled with %02X", without, k,
                        fill);
            memset(slot->content, fill, slot->bytes);
            slot->behind = addresses == 1 ? 0 : 64 + k;
            walk_expect_ok(&walk_bad, &walk_other);
            walk_same(&walk_good, &walk_answer, &walk_other);
        }
    if (slot->bytes == 0)
        return;
    walk_trying(function, "without %s, scratch one byte short", without);
    walk_copy(&walk_bad, &walk_good);
    walk_bad.scratch_is_given = 1;
    slot->bytes--;
    walk_bad.slot[scratch + 1].whole--;
    walk_expect(&walk_bad, PATRON_E_SCRATCH, "scratch_size", -1);
}

static void scratch_of_the_exact_size_does_at_any_address_whatever_is_in_it(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        int scratch = walk_find(function, "scratch");
        if (scratch < 0)
            continue;
        walk_baseline(&walk_good, function);
        walk_try_scratch(scratch, 64, "nothing");
        walk_baseline_of(&walk_good, function, WALK_MANY);
        walk_try_scratch(scratch, 64, "nothing");
        for (int i = 0; i < function->argument_count; i++) {
            if (!function->argument[i].nullable)
                continue;
            walk_baseline(&walk_good, function);
            walk_leave_out(&walk_good, i); /* other things may then be kept in scratch */
            walk_try_scratch(scratch, 64, function->argument[i].name);
            walk_baseline_of(&walk_good, function, WALK_MANY);
            walk_leave_out(&walk_good, i);
            walk_try_scratch(scratch, 1, function->argument[i].name);
        }
    }
    walk_end();
}

static void blocks_that_are_misaligned_or_too_small_are_refused(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        walk_baseline(&walk_good, function);
        for (int i = 0; i < function->argument_count; i++) {
            const walk_argument *argument = &function->argument[i];
            if (argument->size < 0 || argument->direction == WALK_SCRATCH)
                continue;
            for (size_t behind = 1; behind < 8 && argument->type == WALK_STATE; behind++) {
                walk_trying(function, "%s at no multiple of 8", argument->name);
                walk_copy(&walk_bad, &walk_good);
                walk_bad.slot[i].behind = behind;
                walk_expect(&walk_bad, PATRON_E_ALIGN, argument->name, -1);
            }
            if (argument->type == WALK_BYTES && argument->direction == WALK_IN)
                continue;
            walk_trying(function, "%s too small", argument->name);
            walk_copy(&walk_bad, &walk_good);
            walk_bad.slot[argument->size].whole =
                strcmp(argument->name, "text") == 0 ? 0 : walk_good.slot[i].bytes - 1;
            walk_expect(&walk_bad, PATRON_E_SIZE, function->argument[argument->size].name, -1);
        }
    }
    walk_end();
}

/* Every count that may be 0 is, and the arrays are there or not. */
static void walk_empty(const walk_function *function, int absent)
{
    walk_baseline(&walk_bad, function);
    for (int i = 0; i < function->argument_count; i++) {
        int count = function->argument[i].count;
        if (count < 0 || walk_is_block_size(function, count))
            continue;
        const walk_range *range = &function->argument[count].range;
        if (range->has_min && range->min > 0)
            continue;
        walk_bad.slot[count].whole = 0;
        walk_bad.slot[i].absent = absent;
        walk_bad.slot[i].bytes = absent ? 0 : walk_bad.slot[i].bytes;
    }
    walk_settle(&walk_bad);
    int scratch = walk_find(function, "scratch");
    if (scratch >= 0 && walk_bad.slot[scratch].bytes == 0)
        walk_bad.slot[scratch].absent = absent;
}

static void no_rows_are_a_valid_number_of_rows(void **state)
{
    (void)state;
    walk_start();
    WALK_EACH(function)
    {
        if (walk_find(function, "n") < 0)
            continue;
        walk_trying(function, "no rows and NULL columns");
        walk_empty(function, 1);
        walk_expect_ok(&walk_bad, &walk_answer);
        walk_trying(function, "no rows");
        walk_empty(function, 0);
        walk_expect_ok(&walk_bad, &walk_answer);
        for (int i = 0; i < function->argument_count; i++) {
            int count = function->argument[i].count;
            if (count >= 0 && walk_bad.slot[count].whole == 0 &&
                memcmp(walk_answer.content[i], walk_bad.slot[i].content, walk_bad.slot[i].bytes))
                walk_fail("writes into %s", function->argument[i].name);
        }
    }
    walk_end();
}

static void faults_beyond_ranges_are_reported_too(void **state)
{
    (void)state;
    walk_start();
    for (size_t k = 0; k < walk_extra_count; k++) {
        const walk_extra *extra = &walk_extras[k];
        int used = 0;
        WALK_EACH(function)
        {
            if (!walk_extra_is_about(extra, function))
                continue;
            walk_trying(function, "recipe %zu, %s", k, patron_status_name(extra->status));
            walk_baseline(&walk_bad, function);
            extra->spoil(&walk_bad);
            walk_expect(&walk_bad, extra->status, extra->argument, extra->row);
            used = 1;
        }
        if (!used)
            fprintf(stderr, "recipe %zu for %s is for no function\n", k, extra->function);
        walk_failures += !used;
    }
    walk_end();
}

static void every_documented_fault_is_provoked_here_or_in_the_test_that_is_named(void **state)
{
    (void)state;
    walk_start();
    for (size_t k = 0; k < walk_function_count; k++) {
        const walk_function *function = &walk_functions[k];
        for (int status = 2; status < 32; status++) {
            uint32_t bit = 1u << status;
            walk_trying(function, "%s", patron_status_name(status));
            if ((function->documented & bit & ~function->elsewhere & ~walk_provoked[k]) != 0)
                walk_fail("is documented, and neither provoked nor in elsewhere.txt");
            if ((function->elsewhere & walk_provoked[k] & bit) != 0)
                walk_fail("is in elsewhere.txt, but provoked here");
        }
    }
    fprintf(stderr, "%zu functions, %ld calls\n", walk_function_count, walk_calls);
    walk_end();
}

int main(void)
{
    const struct CMUnitTest walk[] = {
        cmocka_unit_test(a_valid_call_is_answered_and_a_fault_needs_no_place),
        cmocka_unit_test(a_pointer_that_must_not_be_null_is_named),
        cmocka_unit_test(a_pointer_that_may_be_null_is_left_out_without_a_trace),
        cmocka_unit_test(a_value_outside_its_range_is_reported_with_its_row),
        cmocka_unit_test(of_two_wrong_values_the_lower_row_is_reported_then_the_first_argument),
        cmocka_unit_test(faults_of_the_call_come_before_those_of_its_rows),
        cmocka_unit_test(structs_of_other_versions_are_read_and_impossible_ones_refused),
        cmocka_unit_test(scratch_of_the_exact_size_does_at_any_address_whatever_is_in_it),
        cmocka_unit_test(blocks_that_are_misaligned_or_too_small_are_refused),
        cmocka_unit_test(no_rows_are_a_valid_number_of_rows),
        cmocka_unit_test(faults_beyond_ranges_are_reported_too),
        cmocka_unit_test(every_documented_fault_is_provoked_here_or_in_the_test_that_is_named),
    };
    return cmocka_run_group_tests(walk, NULL, NULL);
}
