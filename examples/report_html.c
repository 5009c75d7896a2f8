#include "dates.h"
#include "markup.h"
#include "report.h"

#include <math.h>
#include <string.h>

static void figure_boxes(FILE *file, const wording *said)
{
    const figures *made = said->made;
    char text[WORDING_NUMBER];
    char what[WORDING_NUMBER];
    fprintf(file, "<dl class=\"figures\" style=\"--boxes:%d\">\n", made->lifetime != NULL ? 6 : 4);
    wording_count(text, (double)made->customers);
    report_box(file, "customers", text);
    wording_whole(said, text, made->pareto.total);
    snprintf(what, sizeof what, "%s in all", wording_value(said));
    report_box(file, what, text);
    wording_share(text, made->pareto.top_held);
    snprintf(what, sizeof what, "of the %s from the best 20%%", wording_value(said));
    report_box(file, what, text);
    wording_share(text, figures_share((double)made->once, (double)made->customers));
    report_box(file, "of customers bought on one day only", text);
    if (made->lifetime != NULL) {
        wording_share(text, made->retention.retention);
        snprintf(what, sizeof what, "come back from one %s to the next", made->retention.period);
        report_box(file, what, text);
        wording_estimate(said, text, made->lifetime_pareto.total);
        report_box(file, "lifetime value of all customers", text);
    }
    fputs("</dl>\n", file);
}

static double largest_tile(const figures *made)
{
    double largest = 0;
    for (size_t i = 0; i < FIGURES_TILES; i++) {
        largest = fmax(largest, fabs((double)made->tile_value[i]));
    }
    return largest;
}

/* The head of a table up to the column of values, whose name may hold anything, and beyond. */
static void table_head(FILE *file, const wording *said, const char *before, const char *behind)
{
    char text[WORDING_NUMBER];
    wording_head(said, text);
    fputs("<div class=\"card\"><div class=\"wide\"><table>\n<caption>", file);
    fputs(before, file);
    fputs("<th scope=\"col\">", file);
    markup_text(file, text);
    fputs("</th>", file);
    fputs(behind, file);
    fputs("</tr></thead>\n<tbody>\n", file);
}

static void tile_table(FILE *file, const wording *said)
{
    const figures *made = said->made;
    const double largest = largest_tile(made);
    table_head(file, said,
               "Tenths of the customers, the best first</caption>\n<thead><tr><th "
               "scope=\"col\">tenth</th><th scope=\"col\">customers</th>",
               "<th scope=\"col\">share</th><td class=\"bars\"></td>");
    for (size_t i = 0; i < FIGURES_TILES && made->tile_customers[i] > 0; i++) {
        char text[WORDING_NUMBER];
        fprintf(file, "<tr><th scope=\"row\">%u</th>", (unsigned)(i + 1));
        wording_count(text, (double)made->tile_customers[i]);
        report_cell(file, text);
        wording_plain(said, text, made->tile_value[i]);
        report_cell(file, text);
        wording_share(text, figures_share((double)made->tile_value[i], (double)made->pareto.total));
        report_cell(file, text);
        report_strip(file, (double)made->tile_value[i], largest);
        fputs("</tr>\n", file);
    }
    fputs("</tbody></table></div></div>\n", file);
}

static void split_bar(FILE *file, const char *what, double a, double b, double c)
{
    const char *names[] = {"a", "b", "c"};
    const double parts[] = {a, b, c};
    fprintf(file, "<p class=\"note\">%s</p>\n<div class=\"split\" aria-hidden=\"true\">", what);
    for (size_t i = 0; i < 3; i++) {
        fprintf(file, "<span class=\"%s\" style=\"flex:", names[i]);
        markup_number(file, a + b + c > 0 ? fmax(0, 1000 * parts[i] / (a + b + c)) : 0);
        fputs(" 1 0\"></span>", file);
    }
    fputs("</div>\n", file);
}

static void class_row(FILE *file, const wording *said, const char *name, const char *key,
                      uint64_t n, int64_t value)
{
    char text[WORDING_NUMBER];
    const figures *made = said->made;
    fprintf(file, "<tr><th scope=\"row\"><span class=\"key %s\"></span>%s</th>", key, name);
    wording_count(text, (double)n);
    report_cell(file, text);
    wording_share(text, figures_share((double)n, (double)made->customers));
    report_cell(file, text);
    wording_plain(said, text, value);
    report_cell(file, text);
    wording_share(text, figures_share((double)value, (double)made->pareto.total));
    report_cell(file, text);
    fputs("</tr>\n", file);
}

static void class_table(FILE *file, const wording *said)
{
    const patron_pareto_money_class_result *classes = &said->made->classes;
    if (said->made->pareto.total <= 0) {
        return;
    }
    table_head(file, said,
               "Classes A, B and C</caption>\n<thead><tr><th scope=\"col\">class</th><th "
               "scope=\"col\">customers</th><th scope=\"col\">share</th>",
               "<th scope=\"col\">share</th>");
    class_row(file, said, "A", "a", classes->a_customers, classes->a_sum);
    class_row(file, said, "B", "b", classes->b_customers, classes->b_sum);
    class_row(file, said, "C", "c", classes->c_customers, classes->c_sum);
    fputs("</tbody></table></div>\n", file);
    split_bar(file, "Customers", (double)classes->a_customers, (double)classes->b_customers,
              (double)classes->c_customers);
    split_bar(file, said->all->margin != NULL ? "Margin" : "Spend", (double)classes->a_sum,
              (double)classes->b_sum, (double)classes->c_sum);
    fputs("<p class=\"note\">A: the customers who bring the first 80%, B: the next 15%, C: the "
          "rest.</p>\n</div>\n",
          file);
}

static void top_row(FILE *file, const wording *said, size_t row)
{
    char text[WORDING_NUMBER];
    char last[DATES_TEXT] = "-";
    size_t size = 0;
    const figures *made = said->made;
    const char *name = customer_ids_name(&said->all->ids, row, &size);
    fputs("<tr><th scope=\"row\" class=\"name\">", file);
    markup_bytes(file, name, size);
    fputs("</th>", file);
    wording_plain(said, text, made->value[row]);
    report_cell(file, text);
    wording_count(text, made->history[row].days);
    fprintf(file, "<td class=\"less\">%s</td>", text);
    if (made->history[row].days > 0) {
        dates_format(last, made->history[row].last_day);
    }
    report_cell(file, last);
    if (made->lifetime != NULL) {
        wording_plain_estimate(said, text, made->lifetime[row]);
        report_cell(file, text);
    }
    fputs("</tr>\n", file);
}

static void top_table(FILE *file, const wording *said)
{
    const figures *made = said->made;
    table_head(file, said,
               "The best customers</caption>\n<thead><tr><th scope=\"col\">customer</th>",
               made->lifetime != NULL ? "<th scope=\"col\" class=\"less\">days</th><th "
                                        "scope=\"col\">last visit</th><th scope=\"col\">lifetime "
                                        "value</th>"
                                      : "<th scope=\"col\" class=\"less\">days</th><th "
                                        "scope=\"col\">last visit</th>");
    for (size_t i = 0; i < made->customers && i < REPORT_TOP; i++) {
        top_row(file, said, made->order[i]);
    }
    fputs("</tbody></table></div></div>\n", file);
}

static void bad_lines(FILE *file, const wording *said)
{
    const receipts *all = said->all;
    if (all->bad == 0) {
        return;
    }
    fputs("<ul class=\"bad\">\n", file);
    for (uint64_t i = 0; i < all->bad && i < RECEIPTS_BAD_SHOWN; i++) {
        fprintf(file, "<li>line %.0f: ", (double)all->shown[i].line);
        markup_text(file, all->shown[i].reason);
        fputs("</li>\n", file);
    }
    if (all->bad > RECEIPTS_BAD_SHOWN) {
        char more[WORDING_NUMBER];
        wording_count(more, (double)(all->bad - RECEIPTS_BAD_SHOWN));
        fprintf(file, "<li>and %s more</li>\n", more);
    }
    fputs("</ul>\n", file);
}

static void bad_costs(FILE *file, const tables *files)
{
    fputs(files->bad > 0 ? "<ul class=\"bad\">\n" : "", file);
    for (uint64_t i = 0; i < files->bad && i < TABLES_BAD_SHOWN; i++) {
        fputs("<li>", file);
        markup_text(file, files->shown[i]);
        fputs("</li>\n", file);
    }
    fputs(files->bad > 0 ? "</ul>\n" : "", file);
}

/* The file's name without its folders. */
static const char *file_name(const options *chosen)
{
    const char *name = chosen->file;
    for (const char *c = chosen->file; *c != 0; c++) {
        if (*c == '/' || *c == '\\') {
            name = c + 1;
        }
    }
    return strcmp(name, "-") == 0 ? "a shop" : name;
}

static void head(FILE *file, const wording *said)
{
    fputs(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
        "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Customers of ",
        file);
    markup_text(file, file_name(said->chosen));
    fputs("</title>\n", file);
    report_style(file);
    report_base_style(file);
    fputs("</head>\n<body>\n<main>\n<header>\n<h1>What the customers of ", file);
    markup_text(file, file_name(said->chosen));
    fputs(" are worth</h1>\n", file);
    report_say(file, said, " class=\"headline\"", wording_headline);
    report_say(file, said, " class=\"lead\"", wording_span);
    fputs("</header>\n", file);
}

/* The sections of the page, in its order. */
static void money_section(FILE *file, const wording *said)
{
    fputs("<section>\n<h2>Where the money comes from</h2>\n", file);
    report_curves(file, said);
    class_table(file, said);
    fputs("</div>\n<div class=\"pair\">\n", file);
    tile_table(file, said);
    top_table(file, said);
    fputs("</div>\n", file);
    report_say(file, said, "", wording_once);
    report_say(file, said, "", wording_losers);
    fputs("</section>\n", file);
}

static void lifetime_section(FILE *file, const wording *said)
{
    fputs("<section>\n<h2>What they are worth in the years to come</h2>\n", file);
    report_say(file, said, "", wording_lifetime);
    report_say(file, said, "", wording_retention);
    report_say(file, said, "", wording_rule);
    report_say(file, said, "", wording_margin);
    fputs("</section>\n", file);
}

static void reading_section(FILE *file, const wording *said)
{
    fputs("<section>\n<h2>What was read</h2>\n", file);
    report_say(file, said, "", wording_lines);
    bad_lines(file, said);
    if (said->served != NULL) {
        report_say(file, said, "", wording_costs_read);
        bad_costs(file, said->cost_files);
    }
    fputs("</section>\n", file);
}

void report_html(FILE *file, const wording *said)
{
    head(file, said);
    figure_boxes(file, said);
    money_section(file, said);
    report_costs(file, said);
    report_base(file, said);
    lifetime_section(file, said);
    report_repeat(file, said);
    reading_section(file, said);
    fprintf(file, "<footer>Made by customer_report with patron %s.</footer>\n",
            patron_version_text());
    fputs("</main>\n</body>\n</html>\n", file);
}
