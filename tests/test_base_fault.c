#include "support.h"

#include "base/base_fault.h"
#include "base/base_number.h"
#include "vectors/real_vectors.h"

#include <math.h>
#include <string.h>

static const char *line_of(const patron_fault *fault)
{
    static char line[192];
    assert_int_equal(patron_fault_text(fault, line, sizeof line, NULL), PATRON_OK);
    return line;
}

static void a_fault_reads_like_a_sentence(void **state)
{
    (void)state;
    patron_fault fault;
    patron_base_fault_real(&fault, PATRON_E_RANGE, "retention", 17, 1.2, "a fraction in [0, 1]");
    assert_string_equal(line_of(&fault), "retention[17] = 1.2: expected a fraction in [0, 1]");
    patron_base_fault_null(&fault, "value");
    assert_string_equal(line_of(&fault), "value: expected a pointer that is not NULL");
    patron_base_fault_signed(&fault, PATRON_E_RANGE, "horizon", -1, INT64_MIN, "0 or more");
    assert_string_equal(line_of(&fault), "horizon = -9223372036854775808: expected 0 or more");
    patron_base_fault_unsigned(&fault, PATRON_E_FULL, "customer", 3, UINT64_MAX, "room");
    assert_string_equal(line_of(&fault), "customer[3] = 18446744073709551615: expected room");
    fault.column = 4;
    assert_string_equal(line_of(&fault), "customer[3, 4] = 18446744073709551615: expected room");
}

static void a_call_that_went_well_has_no_fault_to_tell(void **state)
{
    (void)state;
    patron_fault fault;
    memset(&fault, 0, sizeof fault);
    assert_string_equal(line_of(&fault), "no fault");
}

static void a_fault_without_terminators_is_read_to_the_end_of_its_fields(void **state)
{
    (void)state;
    patron_fault *fault = support_guarded(sizeof *fault);
    memset(fault, 'x', sizeof *fault);
    fault->status = PATRON_E_RANGE;
    fault->kind = PATRON_FAULT_SIGNED;
    fault->row = INT64_MAX;
    fault->column = INT64_MAX;
    fault->whole = INT64_MIN;
    char line[192];
    assert_int_equal(patron_fault_text(fault, line, sizeof line, NULL), PATRON_OK);
    assert_int_equal(strlen(line), 24 + 1 + 19 + 2 + 19 + 1 + 3 + 20 + 11 + 64);
    support_guarded_free(fault, sizeof *fault);
}

static void a_line_that_does_not_fit_is_cut_and_said_so(void **state)
{
    (void)state;
    patron_fault fault;
    patron_base_fault_real(&fault, PATRON_E_RANGE, "retention", 17, 1.2, "a fraction in [0, 1]");
    const char *whole = "retention[17] = 1.2: expected a fraction in [0, 1]";
    for (size_t size = 1; size <= strlen(whole) + 2; size++) {
        char *line = support_guarded(size);
        patron_fault own;
        int32_t status = patron_fault_text(&fault, line, size, &own);
        size_t kept = size - 1 < strlen(whole) ? size - 1 : strlen(whole);
        assert_int_equal(strlen(line), kept);
        assert_memory_equal(line, whole, kept);
        if (size > strlen(whole)) {
            assert_int_equal(status, PATRON_OK);
        } else {
            assert_int_equal(status, PATRON_E_SIZE);
            assert_fault(&own, PATRON_E_SIZE, "text_size", -1);
        }
        support_guarded_free(line, size);
    }
}

static void rendering_a_fault_has_faults_of_its_own(void **state)
{
    (void)state;
    patron_fault fault, own;
    patron_base_fault_null(&fault, "value");
    char line[192];
    assert_int_equal(patron_fault_text(NULL, line, sizeof line, &own), PATRON_E_NULL);
    assert_fault(&own, PATRON_E_NULL, "reported", -1);
    assert_int_equal(patron_fault_text(&fault, NULL, sizeof line, &own), PATRON_E_NULL);
    assert_fault(&own, PATRON_E_NULL, "text", -1);
    assert_int_equal(patron_fault_text(&fault, line, 0, &own), PATRON_E_SIZE);
    assert_fault(&own, PATRON_E_SIZE, "text_size", -1);
}

static void a_real_is_written_with_the_fewest_digits_that_read_back(void **state)
{
    (void)state;
    char text[PATRON_BASE_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof real_vectors / sizeof *real_vectors; i++) {
        double value;
        memcpy(&value, &real_vectors[i].bits, sizeof value);
        patron_base_number_real(value, text);
        assert_string_equal(text, real_vectors[i].text);
    }
}

static void a_real_that_is_no_number_is_named(void **state)
{
    (void)state;
    char text[PATRON_BASE_NUMBER_SIZE];
    patron_base_number_real(NAN, text);
    assert_string_equal(text, "NaN");
    patron_base_number_real(-NAN, text);
    assert_string_equal(text, "NaN");
    patron_base_number_real(INFINITY, text);
    assert_string_equal(text, "infinity");
    patron_base_number_real(-INFINITY, text);
    assert_string_equal(text, "-infinity");
}

static void a_name_too_long_for_its_field_is_cut_with_its_terminator(void **state)
{
    (void)state;
    patron_fault fault;
    patron_base_fault_plain(&fault, PATRON_E_RANGE, "a_name_of_twenty_four_by", "x");
    assert_string_equal(fault.argument, "a_name_of_twenty_four_b");
}

static void a_caller_who_wants_no_fault_gets_the_status_alone(void **state)
{
    (void)state;
    assert_int_equal(patron_base_fault_plain(NULL, PATRON_E_RANGE, "a", "b"), PATRON_E_RANGE);
    assert_int_equal(patron_base_fault_real_at(NULL, PATRON_E_RANGE, "a", 0, 1, 2, "b"),
                     PATRON_E_RANGE);
    assert_int_equal(patron_base_fault_real(NULL, PATRON_E_RANGE, "a", 0, 1, "b"), PATRON_E_RANGE);
    assert_int_equal(patron_base_fault_signed(NULL, PATRON_E_FULL, "a", 0, 1, "b"), PATRON_E_FULL);
    assert_int_equal(patron_base_fault_unsigned(NULL, PATRON_E_FULL, "a", 0, 1, "b"),
                     PATRON_E_FULL);
}

/* An options struct of this version, and the same one as a later version has it. */
typedef struct options_now {
    uint32_t struct_size, flags;
    double share;
} options_now;

typedef struct options_later {
    uint32_t struct_size, flags;
    double share, newer;
} options_later;

static int32_t read_options(options_now *known, const void *given, patron_fault *fault)
{
    return patron_base_read_options(known, sizeof *known, sizeof *known, 0x3, given, fault);
}

static void options_left_out_are_all_default(void **state)
{
    (void)state;
    options_now known;
    memset(&known, 0xFF, sizeof known);
    assert_int_equal(read_options(&known, NULL, NULL), PATRON_OK);
    const options_now zero = {0, 0, 0.0};
    assert_memory_equal(&known, &zero, sizeof zero);
}

static void options_of_a_newer_host_pass_while_their_news_are_zero(void **state)
{
    (void)state;
    options_now known;
    options_later later = {sizeof later, 1, 0.25, 0.0};
    patron_fault fault;
    assert_int_equal(read_options(&known, &later, NULL), PATRON_OK);
    assert_true(known.share == 0.25 && known.flags == 1);
    later.newer = 1.0;
    assert_int_equal(read_options(&known, &later, &fault), PATRON_E_STRUCT);
    assert_fault(&fault, PATRON_E_STRUCT, "options", -1);
}

static void options_of_no_possible_size_or_with_unknown_flags_are_refused(void **state)
{
    (void)state;
    options_now known, given = {0, 0, 0.5};
    patron_fault fault;
    const uint32_t sizes[] = {0, 1, sizeof given - 1, 4097, UINT32_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        given.struct_size = sizes[i];
        assert_int_equal(read_options(&known, &given, &fault), PATRON_E_STRUCT);
        assert_fault(&fault, PATRON_E_STRUCT, "options.struct_size", -1);
    }
    given.struct_size = sizeof given;
    given.flags = 0x4;
    assert_int_equal(read_options(&known, &given, &fault), PATRON_E_STRUCT);
    assert_fault(&fault, PATRON_E_STRUCT, "options.flags", -1);
}

static void a_result_is_written_as_far_as_the_caller_has_room(void **state)
{
    (void)state;
    const options_later known = {0, 0, 0.5, 0.75};
    options_now old_host = {sizeof old_host, 0, 0.0};
    patron_base_write_result(&old_host, &known, sizeof known);
    assert_int_equal(old_host.struct_size, sizeof old_host);
    assert_int_equal(old_host.flags, sizeof old_host); /* filled_size stands in the second place */
    assert_true(old_host.share == 0.5);
    options_later new_host = {sizeof new_host, 0, 1.0, 1.0};
    patron_base_write_result(&new_host, &known, sizeof old_host);
    assert_int_equal(new_host.flags, sizeof old_host);
    assert_true(new_host.share == 0.5 && new_host.newer == 0.0);
}

static void a_result_of_no_possible_size_is_refused(void **state)
{
    (void)state;
    patron_fault fault;
    options_now result = {sizeof result - 1, 0, 0.0};
    assert_int_equal(patron_base_check_result(NULL, sizeof result, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "result", -1);
    assert_int_equal(patron_base_check_result(&result, sizeof result, &fault), PATRON_E_STRUCT);
    assert_fault(&fault, PATRON_E_STRUCT, "result.struct_size", -1);
    result.struct_size = 4097;
    assert_int_equal(patron_base_check_result(&result, sizeof result, &fault), PATRON_E_STRUCT);
    result.struct_size = sizeof result;
    assert_int_equal(patron_base_check_result(&result, sizeof result, &fault), PATRON_OK);
}

static void scratch_and_states_are_checked_before_they_are_touched(void **state)
{
    (void)state;
    patron_fault fault;
    double block[2] = {0, 0};
    assert_int_equal(patron_base_check_scratch(NULL, 8, 8, &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "scratch", -1);
    assert_int_equal(patron_base_check_scratch(block, 7, 8, &fault), PATRON_E_SCRATCH);
    assert_fault(&fault, PATRON_E_SCRATCH, "scratch_size", -1);
    assert_int_equal(patron_base_check_scratch(block, 8, 8, &fault), PATRON_OK);
    assert_int_equal(patron_base_check_scratch(NULL, 0, 0, &fault), PATRON_OK);
    assert_int_equal(patron_base_check_state(NULL, "sum", &fault), PATRON_E_NULL);
    assert_fault(&fault, PATRON_E_NULL, "sum", -1);
    assert_int_equal(patron_base_check_state((char *)block + 4, "sum", &fault), PATRON_E_ALIGN);
    assert_fault(&fault, PATRON_E_ALIGN, "sum", -1);
    assert_int_equal(patron_base_check_state(block, "sum", &fault), PATRON_OK);
}

int main(void)
{
    const struct CMUnitTest base_fault[] = {
        cmocka_unit_test(a_fault_reads_like_a_sentence),
        cmocka_unit_test(a_call_that_went_well_has_no_fault_to_tell),
        cmocka_unit_test(a_fault_without_terminators_is_read_to_the_end_of_its_fields),
        cmocka_unit_test(a_line_that_does_not_fit_is_cut_and_said_so),
        cmocka_unit_test(rendering_a_fault_has_faults_of_its_own),
        cmocka_unit_test(a_real_is_written_with_the_fewest_digits_that_read_back),
        cmocka_unit_test(a_real_that_is_no_number_is_named),
        cmocka_unit_test(a_name_too_long_for_its_field_is_cut_with_its_terminator),
        cmocka_unit_test(a_caller_who_wants_no_fault_gets_the_status_alone),
        cmocka_unit_test(options_left_out_are_all_default),
        cmocka_unit_test(options_of_a_newer_host_pass_while_their_news_are_zero),
        cmocka_unit_test(options_of_no_possible_size_or_with_unknown_flags_are_refused),
        cmocka_unit_test(a_result_is_written_as_far_as_the_caller_has_room),
        cmocka_unit_test(a_result_of_no_possible_size_is_refused),
        cmocka_unit_test(scratch_and_states_are_checked_before_they_are_touched),
    };
    return cmocka_run_group_tests(base_fault, NULL, NULL);
}
