#include "support.h"

#include <stdio.h>

static void the_api_version_is_packed_as_the_header_says(void **state)
{
    (void)state;
    assert_int_equal(patron_version(),
                     PATRON_API_MAJOR * 65536 + PATRON_API_MINOR * 256 + PATRON_API_PATCH);
}

static void the_release_version_is_the_text_of_the_header_and_of_the_build(void **state)
{
    (void)state;
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", (int)PATRON_RELEASE_MAJOR, (int)PATRON_RELEASE_MINOR,
             (int)PATRON_RELEASE_PATCH);
    assert_string_equal(patron_version_text(), text);
#ifdef PATRON_BUILD_VERSION
    assert_string_equal(patron_version_text(), PATRON_BUILD_VERSION);
#endif
}

static void every_status_has_the_name_of_its_enumerator(void **state)
{
    (void)state;
#define NAMED(status) assert_string_equal(patron_status_name(status), #status)
    NAMED(PATRON_OK);
    NAMED(PATRON_E_NULL);
    NAMED(PATRON_E_RANGE);
    NAMED(PATRON_E_NOT_FINITE);
    NAMED(PATRON_E_OVERFLOW);
    NAMED(PATRON_E_SCRATCH);
    NAMED(PATRON_E_STRUCT);
    NAMED(PATRON_E_FULL);
    NAMED(PATRON_E_DIVERGES);
    NAMED(PATRON_E_ALIGN);
    NAMED(PATRON_E_SIZE);
    NAMED(PATRON_E_CORRUPT);
    NAMED(PATRON_E_FORMAT);
    NAMED(PATRON_E_UNKNOWN);
#undef NAMED
}

static void a_number_that_is_no_status_has_a_name_that_says_so(void **state)
{
    (void)state;
    assert_string_equal(patron_status_name(-1), "PATRON_E_?");
    assert_string_equal(patron_status_name(PATRON_E_UNKNOWN + 1), "PATRON_E_?");
    assert_string_equal(patron_status_name(INT32_MAX), "PATRON_E_?");
}

int main(void)
{
    const struct CMUnitTest base[] = {
        cmocka_unit_test(the_api_version_is_packed_as_the_header_says),
        cmocka_unit_test(the_release_version_is_the_text_of_the_header_and_of_the_build),
        cmocka_unit_test(every_status_has_the_name_of_its_enumerator),
        cmocka_unit_test(a_number_that_is_no_status_has_a_name_that_says_so),
    };
    return cmocka_run_group_tests(base, NULL, NULL);
}
