/* The curve from the first to the second purchase. */
#include "markup.h"
#include "report.h"
#include "report_base.h"
#include "svg.h"

#include <math.h>
#include <string.h>

/* The time axis: what its unit is called, and how many days it has. */
typedef struct axis {
    const char *name;
    double days;
} axis;

static axis axis_of(double end)
{
    static const axis weeks = {"weeks", 7};
    static const axis months = {"months", 365.25 / 12};
    static const axis years = {"years", 365.25};
    return end <= 182 ? weeks : end <= 5 * 365.25 ? months : years;
}

/* A step goes down where its time is: each point but the first has two places. */
typedef struct stairs {
    size_t count;
    double x[2 * BASE_POINTS];
    double y[2 * BASE_POINTS];
} stairs;

static void stairs_make(stairs *made, const base_return *back, const double *y, double days)
{
    made->count = 0;
    for (size_t i = 0; i < back->points; i++) {
        if (i > 0) {
            made->x[made->count] = back->time[i] / days;
            made->y[made->count++] = y[i - 1];
        }
        made->x[made->count] = back->time[i] / days;
        made->y[made->count++] = y[i];
    }
}

static void time_axis(const svg_plot *plot, const axis *unit)
{
    const double step = fmax(svg_step(plot->x_max, 8), 1);
    char text[WORDING_NUMBER];
    for (double k = 0; k * step <= plot->x_max; k++) {
        wording_count(text, k * step);
        svg_text(plot, "tick middle", k * step, 0, 0, 20, text);
    }
    snprintf(text, sizeof text, "%s since the first purchase", unit->name);
    svg_text(plot, "axis middle", plot->x_max / 2, 0, 0, 43, text);
}

/* Half of those who come back. */
static void mark_half(const svg_plot *plot, const base_return *back, const axis *unit)
{
    char text[WORDING_NUMBER + 48];
    char days[WORDING_NUMBER];
    const double x = back->half / unit->days;
    const double y = 1 - (1 - back->waiting[back->points - 1]) / 2;
    wording_count(days, back->half);
    snprintf(text, sizeof text, "half of the returns by day %s", days);
    svg_line(plot, "guide", x, 0, x, y);
    svg_dot(plot, "dot", x, y);
    svg_text(plot, "note", x, y, 12, -8, text);
}

static void draw(FILE *file, const wording *said)
{
    static const char title[] = "Not back yet since the first purchase";
    const base_return *back = &said->base->back;
    const axis unit = axis_of(back->end);
    const svg_plot plot = {file, 0, back->end / unit.days, 0, 1.04};
    char text[WORDING_SENTENCE];
    stairs low;
    stairs high;
    stairs curve;
    stairs_make(&low, back, back->low, unit.days);
    stairs_make(&high, back, back->high, unit.days);
    stairs_make(&curve, back, back->waiting, unit.days);
    base_wording_return(said, text);
    fprintf(file, "<figure>\n<h3>%s</h3>\n", title);
    svg_begin(&plot, "second", title, text);
    report_value_axis(&plot, 1);
    svg_area(&plot, "area", high.count, high.x, high.y, low.y);
    svg_curve(&plot, "curve", curve.count, curve.x, curve.y);
    mark_half(&plot, back, &unit);
    time_axis(&plot, &unit);
    svg_end(&plot);
    report_caption(file, "The share of customers whose second purchase day is still to come, with "
                         "the band in which it lies with 95% at each time. Customers who have not "
                         "come back yet count as long as they were seen.");
}

static void mark_row(FILE *file, const base_return *back, size_t i)
{
    char text[WORDING_NUMBER];
    wording_count(text, back->mark[i]);
    fprintf(file, "<tr><th scope=\"row\">%s</th>", text);
    wording_share(text, 1 - back->mark_waiting[i]);
    report_cell(file, text);
    wording_share(text, 1 - back->mark_high[i]);
    report_cell(file, text);
    wording_share(text, 1 - back->mark_low[i]);
    report_cell(file, text);
    report_strip(file, 1 - back->mark_waiting[i], 1);
    fputs("</tr>\n", file);
}

static void marks_table(FILE *file, const base_return *back)
{
    report_base_open(file, "Back within so many days", 0);
    report_base_head(file, "days");
    report_base_head(file, "back");
    report_base_head(file, "at least");
    report_base_head(file, "at most");
    fputs("<td class=\"bars\"></td>", file);
    report_base_rows(file);
    for (size_t i = 0; i < back->marks; i++) {
        mark_row(file, back, i);
    }
    report_base_close(file, "At least and at most: the limits of 95%. The last row is the longest "
                            "time for which 20 customers were watched.");
}

void report_base_return(FILE *file, const wording *said)
{
    draw(file, said);
    marks_table(file, &said->base->back);
}
