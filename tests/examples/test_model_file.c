/* The file of a model: to the bit there and back, and nothing taken of one that is wrong. */
#include "support.h"

#include "model_file.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the folder the tests run in. */
static const char path[] = "test_model_file.tmp";

static const char usual[] = "# a remark\n"
                            "patron-model 1\n"
                            "model bg-nbd\n"
                            "r 0.25\n"
                            "alpha 4.5\n"
                            "a 0.75\n"
                            "b 2.5\n"
                            "days-per-unit 7\n"
                            "money spend\n"
                            "decimals 2\n"
                            "p 6.25\n"
                            "q 3.75\n"
                            "gamma 1544\n"
                            "last-day 1997-09-30\n"
                            "customers 2357\n"
                            "end\n";

/* A new one: a file system may wait for the disk when an old one is cut. */
static FILE *new_file(void)
{
    remove(path);
    FILE *file = fopen(path, "wb");
    assert_true(file != NULL);
    return file;
}

static void write_bytes(const char *text, size_t size)
{
    FILE *file = new_file();
    assert_true(fwrite(text, 1, size, file) == size);
    assert_int_equal(fclose(file), 0);
}

/* What is said of a file; "" where it is good. A model is taken whole or not at all. */
static const char *said_of_bytes(const char *text, size_t size, model_file *model)
{
    static char wrong[MODEL_FILE_WRONG];
    model_file before;
    memset(model, 0x5A, sizeof *model);
    memcpy(&before, model, sizeof before);
    write_bytes(text, size);
    const int good = model_file_read(path, model, wrong);
    assert_int_equal(good, wrong[0] == 0);
    assert_int_equal(memcmp(model, &before, sizeof before) != 0, good);
    return wrong;
}

static const char *said_of(const char *text)
{
    model_file model;
    return said_of_bytes(text, strlen(text), &model);
}

/* The usual file with the line of a name replaced by another text. */
static const char *said_with(const char *name, const char *line)
{
    char text[2048];
    const char *at = strstr(usual, name);
    while (at != NULL && at[-1] != '\n') {
        at = strstr(at + 1, name);
    }
    assert_true(at != NULL);
    const char *after = strchr(at, '\n') + 1;
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - usual), usual, line, after);
    return said_of(text);
}

static void a_file_by_hand_is_the_model_it_says(void **state)
{
    (void)state;
    model_file model;
    assert_string_equal(said_of_bytes(usual, sizeof usual - 1, &model), "");
    assert_int_equal(model.model.kind, PATRON_BTYD_BG_NBD);
    assert_true(model.model.r == 0.25 && model.model.alpha == 4.5);
    assert_true(model.model.a == 0.75 && model.model.b == 2.5);
    assert_true(model.model.s == 0 && model.model.beta == 0 && model.model.k == 0);
    assert_true(model.days_per_unit == 7 && model.money == MODEL_FILE_SPEND);
    assert_true(model.spend.p == 6.25 && model.spend.q == 3.75 && model.spend.gamma == 1544);
    assert_int_equal(model.decimals, 2);
    assert_true(model.has_last_day && model.last_day == 10134 && model.customers == 2357);
}

static void blanks_and_line_ends_of_other_systems_do_not_matter(void **state)
{
    (void)state;
    model_file model;
    const char text[] = "\r\n  patron-model\t1\r\n\tmodel  nbd \r\nalpha +45e-1\r\nr .5\r\n"
                        "   # remark\r\ndays-per-unit 1.\r\nend\r\n\r\n# more";
    assert_string_equal(said_of_bytes(text, sizeof text - 1, &model), "");
    assert_true(model.model.kind == PATRON_BTYD_NBD && model.model.alpha == 4.5);
    assert_true(model.model.r == 0.5 && model.money == MODEL_FILE_NO_MONEY);
    assert_true(!model.has_last_day && model.customers == 0);
}

static void what_is_wrong_is_said_with_file_and_line(void **state)
{
    (void)state;
#define FILE_SAYS "test_model_file.tmp"
    assert_string_equal(said_with("r 0.25", "r 0\n"), FILE_SAYS
                        ", line 4: r '0' is out of its range: expected a shape in [1e-6, 1e9].");
    assert_string_equal(
        said_with("gamma", "gamma -1\n"),
        FILE_SAYS ", line 13: gamma '-1' is out of its range: expected a rate in [1e-12, 1e15].");
    assert_string_equal(said_with("r 0.25", ""), FILE_SAYS ": r is missing: bg-nbd needs it.");
    assert_string_equal(said_with("r 0.25", "s 1\nr 1\n"),
                        FILE_SAYS ", line 4: s has no meaning with bg-nbd.");
    assert_string_equal(said_with("r 0.25", "k 2\nr 1\n"),
                        FILE_SAYS ", line 4: k has no meaning with bg-nbd.");
    assert_string_equal(said_with("b 2.5", "b 2.5\nb 2.5\n"),
                        FILE_SAYS ", line 8: b is there twice.");
    assert_string_equal(said_with("b 2.5", "beta.\n"),
                        FILE_SAYS ", line 7: beta. is not a name of this format.");
    assert_string_equal(said_with("b 2.5", "b 2 5\n"), FILE_SAYS ", line 7: b needs one value.");
    assert_string_equal(said_with("b 2.5", "b\n"), FILE_SAYS ", line 7: b needs one value.");
    assert_string_equal(said_with("model bg-nbd", "model bg-bb\n"),
                        FILE_SAYS ", line 3: model 'bg-bb' is not a model this program knows.");
    assert_string_equal(said_with("model bg-nbd", ""), FILE_SAYS ": model is missing.");
    assert_string_equal(
        said_with("patron-model", "patron-model 2\n"),
        FILE_SAYS ", line 2: patron-model '2' is a format this program does not know; it knows 1.");
    assert_string_equal(said_with("patron-model", ""),
                        FILE_SAYS ", line 2: a model begins with 'patron-model 1'.");
    assert_string_equal(said_with("days-per-unit", ""), FILE_SAYS ": days-per-unit is missing.");
    assert_string_equal(
        said_with("days-per-unit", "days-per-unit 0\n"), FILE_SAYS
        ", line 8: days-per-unit '0' is out of its range: expected days in [0.001, 36525].");
    assert_string_equal(said_with("money", "money cash\n"),
                        FILE_SAYS ", line 9: money 'cash' is neither spend nor margin.");
    assert_string_equal(said_with("money", ""),
                        FILE_SAYS ", line 9: decimals has no meaning with no line 'money'.");
    assert_string_equal(said_with("q 3.75", ""), FILE_SAYS ": q is missing: money needs it.");
    assert_string_equal(said_with("decimals", "decimals 5\n"),
                        FILE_SAYS ", line 10: decimals '5' is not a whole number from 0 to 4.");
    assert_string_equal(said_with("last-day", "last-day 1997-02-29\n"), FILE_SAYS
                        ", line 14: last-day '1997-02-29' is not a date such as 2024-12-31.");
    assert_string_equal(said_with("customers", "customers 1.5\n"),
                        FILE_SAYS ", line 15: customers '1.5' is not a whole number.");
    assert_string_equal(said_with("end", ""),
                        FILE_SAYS ": the last line is not 'end': the file was cut.");
    assert_string_equal(said_with("end", "end\nr 1\n"),
                        FILE_SAYS ", line 17: nothing can follow the end.");
    assert_string_equal(said_with("end", "end 1\n"), FILE_SAYS ", line 16: end has no value.");
    assert_string_equal(said_of(""), FILE_SAYS ": there is no model in this file.");
    assert_string_equal(said_of("# only\n"), FILE_SAYS ": there is no model in this file.");
#undef FILE_SAYS
}

static void what_is_no_decimal_number_is_not_guessed_at(void **state)
{
    (void)state;
    const char *const bad[] = {"0x1p3", "inf",   "nan",   "1,5", "1e",  "1e+",   ".",       "-",
                               "1.2.3", "1e999", "1e5.0", "--1", "1_0", "0.25a", "\xD9\xA1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char line[64];
        snprintf(line, sizeof line, "r %s\n", bad[i]);
        assert_true(strstr(said_with("r 0.25", line), "is not a number such as") != NULL);
    }
}

static void an_erlang_model_needs_its_k(void **state)
{
    (void)state;
    const char *const bad[] = {"0", "17", "-1", "2.0", "", "99999999999999999999"};
    char text[512];
    const char form[] = "patron-model 1\nmodel mbg-cnbd\nk %s\nr 1\nalpha 2\na 1\nb 1\n"
                        "days-per-unit 1\nend\n";
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        snprintf(text, sizeof text, form, bad[i]);
        assert_true(strstr(said_of(text), ", line 3: k ") != NULL);
    }
    snprintf(text, sizeof text, form, "16");
    assert_string_equal(said_of(text), "");
    assert_string_equal(said_of("patron-model 1\nmodel bg-cnbd\nr 1\nalpha 2\na 1\nb 1\n"
                                "days-per-unit 1\nend\n"),
                        "test_model_file.tmp: k is missing: bg-cnbd needs it.");
}

static void a_file_that_was_cut_is_no_model(void **state)
{
    (void)state;
    model_file model;
    for (size_t size = 0; size < sizeof usual - 2; size++) {
        assert_true(said_of_bytes(usual, size, &model)[0] != 0);
    }
    assert_string_equal(said_of_bytes(usual, sizeof usual - 2, &model), "");
}

static void bytes_that_are_no_text_and_endless_lines_are_refused(void **state)
{
    (void)state;
    model_file model;
    char text[sizeof usual];
    for (size_t at = 0; at < sizeof usual - 1; at++) {
        memcpy(text, usual, sizeof usual);
        text[at] = 0;
        assert_true(said_of_bytes(text, sizeof usual - 1, &model)[0] != 0);
    }
    char line[400];
    memset(line, '7', sizeof line - 2);
    line[0] = '#';
    line[sizeof line - 2] = '\n';
    line[sizeof line - 1] = 0;
    assert_true(strstr(said_with("r 0.25", line), "line 4: a line of more than 255") != NULL);
    memcpy(line, "r ", 2);
    strcpy(line + 90, "\n");
    assert_true(strstr(said_with("r 0.25", line), "line 4: r needs one value") != NULL);
    char wrong[MODEL_FILE_WRONG];
    assert_true(!model_file_read("no/such/file", &model, wrong));
    assert_string_equal(wrong, "no/such/file: cannot be read.");
}

static double any_in(support_random *random, double low, double high)
{
    const double share = support_random_uniform(random);
    const double drawn = low * pow(high / low, share);
    return drawn < low ? low : drawn > high ? high : drawn;
}

/* A model with numbers all over their ranges. */
static void draw(support_random *random, model_file *model)
{
    const uint32_t kind = (uint32_t)support_random_integer(random, 1, 7);
    const int lives = kind == PATRON_BTYD_PARETO_NBD || kind == PATRON_BTYD_GGOM_NBD;
    const int flips = !lives && kind != PATRON_BTYD_NBD;
    memset(model, 0, sizeof *model);
    model->model.kind = kind;
    model->model.k =
        kind >= PATRON_BTYD_BG_CNBD ? (uint32_t)support_random_integer(random, 1, 16) : 0;
    model->model.r = any_in(random, 1e-6, 1e9);
    model->model.alpha = any_in(random, 1e-9, 1e15);
    model->model.s = lives ? any_in(random, 1e-6, 1e9) : 0;
    model->model.beta = lives ? any_in(random, 1e-9, 1e15) : 0;
    model->model.a = flips ? any_in(random, 1e-6, 1e9) : 0;
    model->model.b = kind == PATRON_BTYD_GGOM_NBD ? any_in(random, 1e-12, 1e6)
                     : flips                      ? any_in(random, 1e-6, 1e9)
                                                  : 0;
    model->days_per_unit = any_in(random, 0.001, 36525);
    model->money = (int)support_random_integer(random, 0, 2);
    if (model->money != MODEL_FILE_NO_MONEY) {
        model->decimals = (unsigned)support_random_integer(random, 0, 4);
        model->spend.p = any_in(random, 1e-6, 1e9);
        model->spend.q = any_in(random, 1e-6, 1e9);
        model->spend.gamma = any_in(random, 1e-12, 1e15);
    }
    model->has_last_day = (int)support_random_integer(random, 0, 1);
    model->last_day =
        model->has_last_day ? (int32_t)support_random_integer(random, -719528, 2932896) : 0;
    model->customers = support_random_below(random, UINT64_C(1000000000000000));
}

static void assert_comes_back(const model_file *model)
{
    model_file back;
    char wrong[MODEL_FILE_WRONG];
    FILE *file = new_file();
    assert_true(model_file_write(file, model));
    assert_int_equal(fclose(file), 0);
    if (!model_file_read(path, &back, wrong)) {
        printf("%s\n", wrong);
        assert_true(0);
    }
    assert_memory_equal(&back.model, &model->model, sizeof back.model);
    assert_memory_equal(&back.spend, &model->spend, sizeof back.spend);
    assert_memory_equal(&back.days_per_unit, &model->days_per_unit, sizeof back.days_per_unit);
    assert_true(back.money == model->money && back.decimals == model->decimals);
    assert_true(back.has_last_day == model->has_last_day && back.last_day == model->last_day);
    assert_true(back.customers == model->customers);
}

static void a_model_comes_back_to_the_bit_in_any_locale(void **state)
{
    (void)state;
    support_random random = support_random_from(6);
    const char *const locales[] = {"C", "de_DE.UTF-8",
                                   "fr_FR.UTF-8"}; /* where the system has them */
    const size_t models = support_rows(1500, 90);
    for (size_t i = 0; i < models; i++) {
        model_file model;
        draw(&random, &model);
        setlocale(LC_ALL, locales[i % 3]);
        assert_comes_back(&model);
    }
    setlocale(LC_ALL, "C");
}

static void a_model_that_no_till_could_use_is_not_written(void **state)
{
    (void)state;
    model_file good;
    assert_string_equal(said_of_bytes(usual, sizeof usual - 1, &good), "");
    assert_true(model_file_usable(&good));
    for (int wrong = 0; wrong < 9; wrong++) {
        model_file model = good;
        model.model.r = wrong == 0 ? 0 : model.model.r;
        model.model.kind = wrong == 1 ? PATRON_BTYD_BG_BB : wrong == 2 ? 99 : model.model.kind;
        model.days_per_unit = wrong == 3 ? (double)NAN : model.days_per_unit;
        model.spend.q = wrong == 4 ? (double)INFINITY : model.spend.q;
        model.money = wrong == 5 ? 3 : model.money;
        model.decimals = wrong == 6 ? 5 : model.decimals;
        model.last_day = wrong == 7 ? INT32_MAX : model.last_day;
        model.customers = wrong == 8 ? UINT64_MAX : model.customers;
        FILE *file = new_file();
        assert_true(!model_file_usable(&model) && !model_file_write(file, &model));
        assert_int_equal(ftell(file), 0);
        assert_int_equal(fclose(file), 0);
    }
}

static void every_kind_of_a_file_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(model_file_kind_name(PATRON_BTYD_GGOM_NBD), "ggom-nbd");
    assert_string_equal(model_file_kind_name(PATRON_BTYD_BG_BB), "");
    assert_string_equal(model_file_kind_name(0), "");
}

static int remove_file(void **state)
{
    (void)state;
    remove(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest files[] = {
        cmocka_unit_test(a_file_by_hand_is_the_model_it_says),
        cmocka_unit_test(blanks_and_line_ends_of_other_systems_do_not_matter),
        cmocka_unit_test(what_is_wrong_is_said_with_file_and_line),
        cmocka_unit_test(what_is_no_decimal_number_is_not_guessed_at),
        cmocka_unit_test(an_erlang_model_needs_its_k),
        cmocka_unit_test(a_file_that_was_cut_is_no_model),
        cmocka_unit_test(bytes_that_are_no_text_and_endless_lines_are_refused),
        cmocka_unit_test(a_model_comes_back_to_the_bit_in_any_locale),
        cmocka_unit_test(a_model_that_no_till_could_use_is_not_written),
        cmocka_unit_test(every_kind_of_a_file_has_a_name),
    };
    return cmocka_run_group_tests(files, NULL, remove_file);
}
