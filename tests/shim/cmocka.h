/*
 * The few names of cmocka that the tests use, for targets that have no cmocka. A test that fails
 * prints where and ends its program.
 */
#ifndef SHIM_CMOCKA_H
#define SHIM_CMOCKA_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*run)(void **state);
};

static inline void shim_require(int holds, const char *text, const char *file, int line)
{
    if (!holds) {
        fprintf(stderr, "%s:%d: %s\n[  FAILED  ] 1 test(s).\n", file, line, text);
        exit(1);
    }
}

static inline int shim_run(const char *group, const struct CMUnitTest *tests, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *state = NULL;
        fprintf(stderr, "[ RUN      ] %s: %s\n", group, tests[i].name);
        tests[i].run(&state);
    }
    fprintf(stderr, "[  PASSED  ] %d test(s).\n", (int)n);
    return 0;
}

#define SHIM_REQUIRE(holds, text) shim_require((holds), (text), __FILE__, __LINE__)
#define cmocka_unit_test(function)                                                                 \
    {                                                                                              \
#        function, function                                                                        \
    }
#define cmocka_run_group_tests(tests, setup, teardown)                                             \
    ((void)(setup), (void)(teardown), shim_run(#tests, (tests), sizeof(tests) / sizeof *(tests)))
#define assert_true(c) SHIM_REQUIRE((c) != 0, #c)
#define assert_int_equal(a, b) SHIM_REQUIRE((uint64_t)(a) == (uint64_t)(b), #a " == " #b)
#define assert_string_equal(a, b) SHIM_REQUIRE(strcmp((a), (b)) == 0, #a " is " #b)
#define assert_memory_equal(a, b, size)                                                            \
    SHIM_REQUIRE(memcmp((a), (b), (size)) == 0, #a " has the bytes of " #b)

#endif
