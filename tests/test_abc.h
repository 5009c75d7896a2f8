/*
 * What the tests of activity-based costing share: aligned blocks for states, a stage from rows to
 * cents, and random models.
 */
#ifndef TEST_ABC_H
#define TEST_ABC_H

#include "support.h"

#include <math.h>
#include <string.h>

#include <patron/abc.h>

enum { ABC_POOLS = 24, ABC_OBJECTS = 64, ABC_GROUPS = 24, ABC_ROWS = 600 };

enum { ABC_TOTALS_ROOM = 16384, ABC_COSTS_ROOM = 32768, ABC_SCRATCH_ROOM = 65536 };

typedef union abc_block {
    uint64_t aligned;
    unsigned char bytes[ABC_COSTS_ROOM];
} abc_block;

static inline patron_abc_totals *abc_as_totals(abc_block *block)
{
    return (patron_abc_totals *)(void *)block;
}

static inline patron_abc_costs *abc_as_costs(abc_block *block)
{
    return (patron_abc_costs *)(void *)block;
}

/* A stage: pools, driver rows, and what comes of them. */
typedef struct abc_stage {
    size_t pools;
    size_t groups;
    size_t objects;
    size_t n;
    int64_t cost[ABC_POOLS];
    uint32_t basis[ABC_POOLS];
    uint32_t group[ABC_POOLS];
    double capacity[ABC_POOLS];
    double standard[ABC_POOLS];
    uint32_t pool[ABC_ROWS];
    uint32_t object[ABC_ROWS];
    double quantity[ABC_ROWS];
    double total[ABC_POOLS];
    patron_abc_balance balance[ABC_POOLS];
    patron_abc_sums sums;
    int64_t answer[ABC_OBJECTS * ABC_GROUPS];
} abc_stage;

static abc_block abc_totals_block, abc_costs_block;
static unsigned char abc_scratch[ABC_SCRATCH_ROOM];

/* The total quantity of each pool. */
static inline void abc_add_up(abc_stage *stage)
{
    patron_abc_totals *totals = abc_as_totals(&abc_totals_block);
    assert_int_equal(patron_abc_totals_init(totals, sizeof abc_totals_block, stage->pools, NULL),
                     0);
    assert_int_equal(patron_abc_totals_add(totals, sizeof abc_totals_block, stage->n, stage->pool,
                                           stage->quantity, NULL),
                     0);
    assert_int_equal(patron_abc_totals_read(totals, sizeof abc_totals_block, stage->pools,
                                            stage->total, NULL, NULL),
                     0);
}

static inline void abc_set_rates(abc_stage *stage)
{
    stage->sums.struct_size = sizeof stage->sums;
    assert_int_equal(patron_abc_rates(stage->pools, stage->cost, stage->basis, stage->capacity,
                                      stage->standard, stage->total, stage->balance, &stage->sums,
                                      NULL),
                     0);
}

static inline patron_abc_costs *abc_begin(const abc_stage *stage, abc_block *block)
{
    assert_true(patron_abc_costs_size(stage->pools, stage->groups, stage->objects) <=
                sizeof *block);
    assert_int_equal(patron_abc_costs_init(abc_as_costs(block), sizeof *block, stage->pools,
                                           stage->balance, stage->group, stage->groups,
                                           stage->objects, NULL),
                     0);
    return abc_as_costs(block);
}

static inline int32_t abc_end(const abc_stage *stage, const abc_block *block, int64_t *answer)
{
    return patron_abc_costs_finish((const patron_abc_costs *)(const void *)block, sizeof *block,
                                   abc_scratch, sizeof abc_scratch, stage->objects * stage->groups,
                                   answer, NULL);
}

static inline void abc_assign_rows(abc_stage *stage)
{
    patron_abc_costs *costs = abc_begin(stage, &abc_costs_block);
    assert_int_equal(patron_abc_costs_add(costs, sizeof abc_costs_block, stage->n, stage->pool,
                                          stage->object, stage->quantity, NULL),
                     0);
    assert_int_equal(abc_end(stage, &abc_costs_block, stage->answer), 0);
}

static inline void abc_run(abc_stage *stage)
{
    abc_add_up(stage);
    abc_set_rates(stage);
    abc_assign_rows(stage);
}

/* Adds a driver row. */
static inline void abc_row(abc_stage *stage, uint32_t pool, uint32_t object, double quantity)
{
    stage->pool[stage->n] = pool;
    stage->object[stage->n] = object;
    stage->quantity[stage->n++] = quantity;
}

#endif
