/* The readers of customer_report on files as people and attackers make them. */
#include "support.h"

#include "csv.h"
#include "customer_ids.h"
#include "dates.h"
#include "fields.h"
#include "money.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file as one line: fields in <>, records ended by ;, bad ones as BAD and the line's number. */
static char seen[4096];

static void write_to_seen(const char *text, size_t size)
{
    const size_t length = strlen(seen);
    for (size_t i = 0; i < size && length + i + 1 < sizeof seen; i++) {
        seen[length + i] = text[i] != 0 ? text[i] : '~';
        seen[length + i + 1] = 0;
    }
}

static FILE *file_of(const char *text, size_t size)
{
    FILE *file = tmpfile();
    assert_true(file != NULL);
    assert_true(fwrite(text, 1, size, file) == size);
    rewind(file);
    return file;
}

static const char *read_bytes(const char *text, size_t size, char delimiter)
{
    FILE *file = file_of(text, size);
    csv_reader reader;
    csv_open(&reader, file, delimiter);
    seen[0] = 0;
    for (int result = csv_next(&reader); result != CSV_END; result = csv_next(&reader)) {
        char number[32];
        snprintf(number, sizeof number, result == CSV_BAD ? "BAD%u" : "%u", (unsigned)reader.line);
        write_to_seen(number, strlen(number));
        for (size_t i = 0; i < reader.fields; i++) {
            write_to_seen("<", 1);
            write_to_seen(reader.field[i].text, reader.field[i].size);
            write_to_seen(">", 1);
        }
        write_to_seen(";", 1);
    }
    csv_close(&reader);
    fclose(file);
    return seen;
}

static const char *read_text(const char *text)
{
    return read_bytes(text, strlen(text), ',');
}

static void a_plain_file_is_its_fields(void **state)
{
    (void)state;
    assert_string_equal(read_text("a,b\n1,2\n"), "1<a><b>;2<1><2>;");
    assert_string_equal(read_text("a,,\n,\n"), "1<a><><>;2<><>;");
    assert_string_equal(read_bytes("a;b,c\n", 6, ';'), "1<a><b,c>;");
}

static void an_empty_file_has_no_record(void **state)
{
    (void)state;
    assert_string_equal(read_text(""), "");
    assert_string_equal(read_text("\xEF\xBB\xBF"), "");
}

static void a_mark_at_the_start_is_not_part_of_the_first_name(void **state)
{
    (void)state;
    assert_string_equal(read_text("\xEF\xBB\xBF"
                                  "a,b\n"),
                        "1<a><b>;");
    assert_string_equal(read_text("\xEF\xBB\xBF\"a\",b\n"), "1<a><b>;");
}

static void lines_end_in_lf_crlf_cr_or_with_the_file(void **state)
{
    (void)state;
    assert_string_equal(read_text("a,b\r\n1,2\r\n"), "1<a><b>;2<1><2>;");
    assert_string_equal(read_text("a,b\r1,2\r"), "1<a><b>;2<1><2>;");
    assert_string_equal(read_text("a,b\n1,2"), "1<a><b>;2<1><2>;");
    assert_string_equal(read_text("a,b\n1,"), "1<a><b>;2<1><>;");
    assert_string_equal(read_text("a\n\r\nb"), "1<a>;2<>;3<b>;");
}

static void quotes_hold_delimiters_line_ends_and_quotes(void **state)
{
    (void)state;
    assert_string_equal(read_text("\"a,b\",\"c\"\"d\"\n"), "1<a,b><c\"d>;");
    assert_string_equal(read_text("\"a\nb\",c\nd,e\n"), "1<a\nb><c>;3<d><e>;");
    assert_string_equal(read_text("\"a\r\nb\",c\r\nd,e"), "1<a\r\nb><c>;3<d><e>;");
    assert_string_equal(read_text("\"\",\"\"\"\"\n"), "1<><\">;");
    assert_string_equal(read_text("5\" pipe,b\n"), "1<5\" pipe><b>;");
}

static void a_record_with_wrong_quotes_costs_its_first_line_only(void **state)
{
    (void)state;
    assert_string_equal(read_text("a\n\"b\nc\nd\n"), "1<a>;BAD2;3<c>;4<d>;");
    assert_string_equal(read_text("\"a\"b,c\nd,e\n"), "BAD1;2<d><e>;");
    assert_string_equal(read_text("\"a\nb\"c\nd\n"), "BAD1;2<b\"c>;3<d>;");
    assert_string_equal(read_text("\""), "BAD1;");
}

static void a_nul_byte_is_a_byte_like_another(void **state)
{
    (void)state;
    assert_string_equal(read_bytes("a\0b,c\n", 6, ','), "1<a~b><c>;");
}

static void a_field_of_a_megabyte_is_read_whole(void **state)
{
    (void)state;
    const size_t size = 1024 * 1024;
    char *text = malloc(size + 8);
    assert_true(text != NULL);
    memset(text, 'x', size);
    memcpy(text, "a,\"", 3);
    memcpy(text + size, "\",b\nc", 5);
    FILE *file = file_of(text, size + 5);
    csv_reader reader;
    csv_open(&reader, file, ',');
    assert_int_equal(csv_next(&reader), CSV_RECORD);
    assert_int_equal(reader.fields, 3);
    assert_int_equal(reader.field[1].size, size - 3);
    assert_int_equal(csv_next(&reader), CSV_RECORD);
    assert_int_equal(reader.line, 2);
    csv_close(&reader);
    fclose(file);
    free(text);
}

static void a_line_beyond_the_limit_is_bad_and_the_next_is_read(void **state)
{
    (void)state;
    const size_t size = (size_t)CSV_LONGEST_RECORD + 100000;
    char *text = malloc(size);
    assert_true(text != NULL);
    memset(text, 'x', size);
    memcpy(text + size - 3, "\nb\n", 3);
    assert_string_equal(read_bytes(text, size, ','), "BAD1;2<b>;");
    text[0] = '"';
    assert_string_equal(read_bytes(text, size, ','), "BAD1;2<b>;");
    free(text);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    static const char *const fields[] = {"plain", "", "a,b", "say \"no\"", "two\nlines", " blank "};
    FILE *file = tmpfile();
    assert_true(file != NULL);
    for (size_t i = 0; i < 6; i++) {
        csv_write(file, fields[i], strlen(fields[i]));
        putc(i < 5 ? ',' : '\n', file);
    }
    rewind(file);
    csv_reader reader;
    csv_open(&reader, file, ',');
    assert_int_equal(csv_next(&reader), CSV_RECORD);
    assert_int_equal(reader.fields, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(reader.field[i].size, strlen(fields[i]));
        assert_memory_equal(reader.field[i].text, fields[i], strlen(fields[i]));
    }
    csv_close(&reader);
    fclose(file);
}

/* Minor units, or -1000000 - result where there are none. */
static int64_t minor(const char *text, unsigned decimals)
{
    int64_t amount = 0;
    const int result = money_parse(text, strlen(text), '.', decimals, &amount);
    return result == MONEY_OK ? amount : -1000000 - result;
}

static void money_is_read_to_the_cent(void **state)
{
    (void)state;
    assert_int_equal(minor("12.34", 2), 1234);
    assert_int_equal(minor("-12.3", 2), -1230);
    assert_int_equal(minor("+7", 2), 700);
    assert_int_equal(minor(".5", 2), 50);
    assert_int_equal(minor("5.", 2), 500);
    assert_int_equal(minor("0.10000", 2), 10);
    assert_int_equal(minor("-0", 2), 0);
    assert_int_equal(minor("1.234", 3), 1234);
    assert_int_equal(minor("1200", 0), 1200);
    assert_int_equal(minor("0000000000000000000000000012.34", 2), 1234);
}

static void what_is_not_money_is_not_guessed_at(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",    "-",   ".",     "1,234.50",     "1e5", "12.3.4",
                                        "$5",  "(5)", "5-",    "0x10",         "NaN", "inf",
                                        "- 5", "--5", "1 000", "\342\202\2545"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(minor(wrong[i], 2), -1000000 - MONEY_NOT_A_NUMBER);
    }
    assert_int_equal(minor("1.005", 2), -1000000 - MONEY_TOO_FINE);
    assert_int_equal(minor("1.5", 0), -1000000 - MONEY_TOO_FINE);
}

static void money_reaches_to_the_ends_of_its_type(void **state)
{
    (void)state;
    assert_true(minor("92233720368547758.07", 2) == INT64_MAX);
    assert_true(minor("-92233720368547758.08", 2) == INT64_MIN);
    assert_int_equal(minor("92233720368547758.08", 2), -1000000 - MONEY_TOO_LARGE);
    assert_int_equal(minor("-92233720368547758.09", 2), -1000000 - MONEY_TOO_LARGE);
    assert_int_equal(minor("922337203685477580700", 2), -1000000 - MONEY_TOO_LARGE);
}

static void a_locale_changes_no_cent(void **state)
{
    (void)state;
    char text[MONEY_TEXT];
    int64_t amount = 0;
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where the system has it */
    assert_int_equal(minor("12.34", 2), 1234);
    assert_int_equal(minor("12,34", 2), -1000000 - MONEY_NOT_A_NUMBER);
    assert_int_equal(money_parse("12,34", 5, ',', 2, &amount), MONEY_OK);
    assert_int_equal(amount, 1234);
    money_format(text, 123456, 2, ',');
    assert_string_equal(text, "1,234.56");
    setlocale(LC_ALL, "C");
}

static void money_is_written_as_people_read_it(void **state)
{
    (void)state;
    char text[MONEY_TEXT];
    money_format(text, 0, 2, ',');
    assert_string_equal(text, "0.00");
    money_format(text, -5, 2, ',');
    assert_string_equal(text, "-0.05");
    money_format(text, 123456789, 2, ',');
    assert_string_equal(text, "1,234,567.89");
    money_format(text, 123456789, 2, 0);
    assert_string_equal(text, "1234567.89");
    money_format(text, INT64_MIN, 2, ',');
    assert_string_equal(text, "-92,233,720,368,547,758.08");
    money_format(text, 1000, 0, ',');
    assert_string_equal(text, "1,000");
    money_format_whole(text, 149, 2);
    assert_string_equal(text, "1");
    money_format_whole(text, 150, 2);
    assert_string_equal(text, "2");
    money_format_whole(text, -123450, 2);
    assert_string_equal(text, "-1,235");
    money_format_whole(text, INT64_MIN, 2);
    assert_string_equal(text, "-92,233,720,368,547,758");
    money_format_real(text, 12345.678, 1);
    assert_string_equal(text, "12,345.7");
    money_format_real(text, -0.2, 0);
    assert_string_equal(text, "0");
}

static void money_written_reads_back_the_same(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    for (int i = 0; i < 2000; i++) {
        char text[MONEY_TEXT];
        const unsigned decimals = (unsigned)support_random_below(&random, 5);
        const int64_t amount =
            (int64_t)(support_random_bits(&random) >> support_random_below(&random, 63)) *
            (i % 2 == 0 ? 1 : -1);
        money_format(text, amount, decimals, 0);
        assert_true(minor(text, decimals) == amount);
    }
}

/* A day, or -1000000 - result where there is none. */
static int32_t day_of(const char *text)
{
    int32_t day = 0;
    const int result = dates_parse(text, strlen(text), &day);
    return result == DATES_OK ? day : -1000000 - result;
}

static void dates_are_days_in_each_of_their_forms(void **state)
{
    (void)state;
    char text[DATES_TEXT];
    assert_int_equal(day_of("1970-01-01"), 0);
    assert_int_equal(day_of("2000-02-29"), 11016);
    assert_int_equal(day_of("20000229"), 11016);
    assert_int_equal(day_of("2017-01-28 19:06:53"), 17194);
    assert_int_equal(day_of("2017-01-28T19:06"), 17194);
    assert_int_equal(day_of("2017-01-28T23:59:59.999+14:00"), 17194);
    assert_int_equal(day_of("20170128T190653"), -1000000 - DATES_NOT_A_DATE);
    dates_format(text, 17194);
    assert_string_equal(text, "2017-01-28");
}

static void what_is_not_a_date_is_not_guessed_at(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "2017",
                                        "28.01.2017",
                                        "01/28/2017",
                                        "2017-1-28",
                                        "2017-01-2",
                                        "2017-01-28x",
                                        "2017/01/28",
                                        "17-01-28",
                                        "2017-01-28 25:00",
                                        "2017-01-28 19",
                                        "-2017-01-28"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(day_of(wrong[i]), -1000000 - DATES_NOT_A_DATE);
    }
    assert_int_equal(day_of("2023-02-31"), -1000000 - DATES_NO_SUCH_DAY);
    assert_int_equal(day_of("2023-02-29"), -1000000 - DATES_NO_SUCH_DAY);
    assert_int_equal(day_of("2023-13-01"), -1000000 - DATES_NO_SUCH_DAY);
    assert_int_equal(day_of("20230100"), -1000000 - DATES_NO_SUCH_DAY);
}

static uint64_t same_hash(const char *name, size_t size)
{
    (void)name;
    (void)size;
    return UINT64_MAX - 2; /* so that the next ids wrap to 0 */
}

static void names_that_hash_alike_stay_two_customers(void **state)
{
    (void)state;
    customer_ids ids;
    uint64_t id[40];
    customer_ids_open(&ids, same_hash);
    for (size_t i = 0; i < 40; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%u", (unsigned)i);
        id[i] = customer_ids_of(&ids, name, strlen(name));
        for (size_t k = 0; k < i; k++) {
            assert_true(id[k] != id[i]);
        }
    }
    assert_int_equal(ids.count, 40);
    assert_true(ids.collisions > 0);
    for (size_t i = 0; i < 40; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%u", (unsigned)i);
        assert_true(customer_ids_of(&ids, name, strlen(name)) == id[i]);
    }
    assert_int_equal(ids.count, 40);
    customer_ids_close(&ids);
}

static void many_names_keep_their_ids_and_their_spelling(void **state)
{
    (void)state;
    customer_ids ids;
    customer_ids_open(&ids, NULL);
    for (unsigned turn = 0; turn < 2; turn++) {
        for (unsigned i = 0; i < 20000; i++) {
            char name[16];
            snprintf(name, sizeof name, "%08u", i * 7919U);
            const uint64_t id = customer_ids_of(&ids, name, strlen(name));
            size_t size = 0;
            assert_true(ids.id[i] == id);
            assert_memory_equal(customer_ids_name(&ids, i, &size), name, strlen(name));
            assert_int_equal(size, strlen(name));
        }
    }
    assert_int_equal(ids.count, 20000);
    assert_true(customer_ids_of(&ids, "1", 1) != customer_ids_of(&ids, "01", 2));
    customer_ids_close(&ids);
}

static void a_name_is_found_only_where_it_was_given(void **state)
{
    (void)state;
    customer_ids ids;
    size_t number = 99;
    customer_ids_open(&ids, NULL);
    assert_int_equal(customer_ids_number(&ids, "ann", 3), 0);
    assert_int_equal(customer_ids_number(&ids, "bob", 3), 1);
    assert_int_equal(customer_ids_number(&ids, "ann", 3), 0);
    assert_true(!customer_ids_find(&ids, "eve", 3, &number));
    assert_int_equal(number, 99);
    assert_true(customer_ids_find(&ids, "bob", 3, &number));
    assert_int_equal(number, 1);
    assert_int_equal(ids.count, 2);
    customer_ids_close(&ids);
}

static void a_field_is_what_stands_between_its_blanks(void **state)
{
    (void)state;
    char text[] = " \t 12.5 \t";
    char shown[8];
    double number = 0;
    csv_field field = {text, sizeof text - 1};
    fields_trim(&field);
    assert_true(fields_is(&field, "12.5"));
    assert_int_equal(fields_number(&field, '.', &number), MONEY_OK);
    assert_true(number == 12.5);
    assert_int_equal(fields_number(&field, ',', &number), MONEY_NOT_A_NUMBER);
    fields_shorten(shown, sizeof shown, "a\033bcdefgh", 9);
    assert_string_equal(shown, "a?bc...");
    fields_shorten(shown, sizeof shown, "abc", 3);
    assert_string_equal(shown, "abc");
}

int main(void)
{
    const struct CMUnitTest readers[] = {
        cmocka_unit_test(a_plain_file_is_its_fields),
        cmocka_unit_test(an_empty_file_has_no_record),
        cmocka_unit_test(a_mark_at_the_start_is_not_part_of_the_first_name),
        cmocka_unit_test(lines_end_in_lf_crlf_cr_or_with_the_file),
        cmocka_unit_test(quotes_hold_delimiters_line_ends_and_quotes),
        cmocka_unit_test(a_record_with_wrong_quotes_costs_its_first_line_only),
        cmocka_unit_test(a_nul_byte_is_a_byte_like_another),
        cmocka_unit_test(a_field_of_a_megabyte_is_read_whole),
        cmocka_unit_test(a_line_beyond_the_limit_is_bad_and_the_next_is_read),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(money_is_read_to_the_cent),
        cmocka_unit_test(what_is_not_money_is_not_guessed_at),
        cmocka_unit_test(money_reaches_to_the_ends_of_its_type),
        cmocka_unit_test(a_locale_changes_no_cent),
        cmocka_unit_test(money_is_written_as_people_read_it),
        cmocka_unit_test(money_written_reads_back_the_same),
        cmocka_unit_test(dates_are_days_in_each_of_their_forms),
        cmocka_unit_test(what_is_not_a_date_is_not_guessed_at),
        cmocka_unit_test(names_that_hash_alike_stay_two_customers),
        cmocka_unit_test(many_names_keep_their_ids_and_their_spelling),
        cmocka_unit_test(a_name_is_found_only_where_it_was_given),
        cmocka_unit_test(a_field_is_what_stands_between_its_blanks),
    };
    return cmocka_run_group_tests(readers, NULL, NULL);
}
