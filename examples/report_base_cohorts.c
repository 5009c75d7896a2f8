/* The triangle of cohorts and ages. */
#include "markup.h"
#include "report.h"
#include "report_base.h"

#include <math.h>

/* The largest share of any age but the first, where it is 1. */
static double largest_share(const base_figures *base)
{
    const size_t n = base->periods.count;
    double largest = 0;
    for (size_t c = 0; c < n; c++) {
        for (size_t age = 1; age < n; age++) {
            largest = fmax(largest, base->cohorts.active[c * n + age]); /* NaN is left out */
        }
    }
    return largest > 0 ? largest : 1;
}

/* 11.2, without its sign: the title has it. */
static void share_cell(FILE *file, double share, double largest, const char *tip)
{
    char text[WORDING_NUMBER];
    wording_number(text, share * 100, 1);
    report_base_cell(file, text, share / largest, tip);
}

static void cohort_row(FILE *file, const base_figures *base, size_t cohort, double largest)
{
    const size_t n = base->periods.count;
    const patron_cohort_cell *row = &base->cohorts.cell[cohort * n];
    char name[WORDING_NUMBER];
    char text[WORDING_NUMBER];
    char again[WORDING_NUMBER];
    char later[WORDING_NUMBER];
    base_wording_name(&base->periods, cohort, name);
    wording_count(text, (double)row[0].customers);
    fprintf(file, "<tr><th scope=\"row\"><span class=\"whole\">%s</span></th><td>%s</td>", name,
            text);
    for (size_t age = 1; age < base->periods.over; age++) {
        char tip[WORDING_SENTENCE];
        wording_count(again, (double)row[age].customers);
        base_wording_periods(&base->periods, age, later);
        snprintf(tip, sizeof tip, "%s, %s later: %s of %s", name, later, again, text);
        share_cell(file, base->cohorts.active[cohort * n + age], largest, tip);
    }
    fputs("</tr>\n", file);
}

static void mean_row(FILE *file, const base_figures *base, double largest)
{
    char text[WORDING_NUMBER];
    char again[WORDING_NUMBER];
    char later[WORDING_NUMBER];
    wording_count(text, (double)base->cohorts.reached[0]);
    fprintf(file, "<tr class=\"best\"><th scope=\"row\">all</th><td>%s</td>", text);
    for (size_t age = 1; age < base->periods.over; age++) {
        char tip[WORDING_SENTENCE];
        wording_count(again, (double)base->cohorts.again[age]);
        wording_count(text, (double)base->cohorts.reached[age]);
        base_wording_periods(&base->periods, age, later);
        snprintf(tip, sizeof tip, "all, %s later: %s of %s", later, again, text);
        share_cell(file, base->cohorts.mean[age], largest, tip);
    }
    fputs("</tr>\n", file);
}

void report_base_cohorts(FILE *file, const wording *said)
{
    const base_figures *base = said->base;
    const double largest = largest_share(base);
    char period[WORDING_NUMBER];
    char text[WORDING_SENTENCE];
    base_wording_period(&base->periods, period);
    snprintf(text, sizeof text, "Percent of customers who bought so many %ss after their first %s",
             period, period);
    report_base_open(file, text, 1);
    report_base_head(file, "first bought");
    report_base_head(file, "customers");
    for (size_t age = 1; age < base->periods.over; age++) {
        wording_count(text, (double)age);
        report_base_head(file, text);
    }
    report_base_rows(file);
    for (size_t cohort = 0; cohort < base->periods.over; cohort++) {
        if (base->cohorts.cell[cohort * base->periods.count].customers > 0) {
            cohort_row(file, base, cohort, largest);
        }
    }
    mean_row(file, base, largest);
    snprintf(text, sizeof text,
             "By the %s of the first purchase; blank: not over yet. Who was a customer before the "
             "file begins counts in its first %s. The last row is of all customers who have "
             "reached the age.",
             period, period);
    report_base_close(file, text);
}
