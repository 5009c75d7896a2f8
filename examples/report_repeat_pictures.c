/* The pictures of repeat buying: who is alive, how often they buy, and how the base goes on. */
#include "report.h"

#include <math.h>
#include <string.h>

static void legend(FILE *file)
{
    fputs("<p class=\"note legend\"><span><span class=\"key a\"></span>came</span>"
          "<span><span class=\"key guess\"></span>expected</span></p>\n",
          file);
}

static void fit_height(svg_plot *plot, double top)
{
    plot->y_max = report_step_up(fmax(top, 1), fmax(svg_step(fmax(top, 1), 6), 1));
}

static void alive_bars(const svg_plot *plot, const repeat *made)
{
    for (int i = 0; i < REPEAT_TENTHS; i++) {
        char text[WORDING_SENTENCE];
        char n[WORDING_NUMBER];
        wording_customers(n, (double)made->values.tenth[i]);
        snprintf(text, sizeof text, "%d%% to %d%%: %s", i * 10, (i + 1) * 10, n);
        svg_bar(plot, "bar", i + 0.06, i + 0.94, (double)made->values.tenth[i], text);
    }
    for (int i = 0; i <= REPEAT_TENTHS; i += 2) {
        char text[WORDING_NUMBER];
        snprintf(text, sizeof text, "%d%%", i * 10);
        svg_text(plot, "tick middle", i, 0, 0, 20, text);
    }
    svg_text(plot, "axis middle", REPEAT_TENTHS / 2.0, 0, 0, 43, "chance to be still a customer");
}

void report_alive(FILE *file, const wording *said)
{
    static const char title[] = "Who is still a customer";
    const repeat *made = said->repeat;
    char text[WORDING_SENTENCE];
    double top = 0;
    svg_plot plot = {file, 0, REPEAT_TENTHS, 0, 1};
    for (size_t i = 0; i < REPEAT_TENTHS; i++) {
        top = fmax(top, (double)made->values.tenth[i]);
    }
    fit_height(&plot, top);
    wording_repeat_alive(said, text);
    fprintf(file, "<figure>\n<h3>%s</h3>\n", title);
    svg_begin(&plot, "alive", title, text);
    report_value_axis(&plot, 0);
    alive_bars(&plot, made);
    svg_end(&plot);
    report_caption(file, "How many customers have which chance to be still one, given when they "
                         "bought.");
}

static void frequency_bars(const svg_plot *plot, const repeat_histogram *histogram)
{
    for (int i = 0; i < REPEAT_BINS; i++) {
        char text[WORDING_SENTENCE];
        char n[WORDING_NUMBER];
        char name[WORDING_NUMBER];
        snprintf(name, sizeof name, "%d%s", i, i == REPEAT_BINS - 1 ? "+" : "");
        wording_customers(n, histogram->actual[i]);
        snprintf(text, sizeof text, "%s repeat purchases: %s", name, n);
        svg_bar(plot, "bar", i + 0.1, i + 0.49, histogram->actual[i], text);
        wording_count(n, histogram->expected[i]);
        snprintf(text, sizeof text, "%s repeat purchases: %s expected", name, n);
        svg_bar(plot, "bar guess", i + 0.51, i + 0.9, histogram->expected[i], text);
        svg_text(plot, "tick middle", i + 0.5, 0, 0, 20, name);
    }
    svg_text(plot, "axis middle", REPEAT_BINS / 2.0, 0, 0, 43, "repeat purchases of a customer");
}

void report_frequency(FILE *file, const wording *said)
{
    static const char title[] = "How often they have come back";
    const repeat_histogram *histogram = &said->repeat->histogram;
    char text[WORDING_SENTENCE];
    double top = 0;
    svg_plot plot = {file, 0, REPEAT_BINS, 0, 1};
    for (size_t i = 0; i < REPEAT_BINS; i++) {
        top = fmax(top, fmax(histogram->actual[i], histogram->expected[i]));
    }
    fit_height(&plot, top);
    wording_repeat_histogram(said, text);
    fprintf(file, "<figure>\n<h3>%s</h3>\n", title);
    legend(file);
    svg_begin(&plot, "frequency", title, text);
    report_value_axis(&plot, 0);
    frequency_bars(&plot, histogram);
    svg_end(&plot);
    report_caption(file, "Customers by repeat purchase days, beside how many the model expects of "
                         "customers who came when they came.");
}

/* Where the calibration ends. */
static void mark_cut(const svg_plot *plot, const repeat_tracking *tracking)
{
    if (tracking->cut > 0) {
        svg_line(plot, "guide", tracking->cut, 0, tracking->cut, plot->y_max);
        svg_text(plot, "tick end", tracking->cut, plot->y_max, -6, 12, "fitted until here");
    }
}

static void weeks_axis(const svg_plot *plot, const repeat_tracking *tracking)
{
    const int weeks = (int)tracking->days / REPEAT_DAYS;
    const double step = fmax(svg_step(plot->x_max * weeks, 6), 1);
    for (double k = 0; k * step <= plot->x_max * weeks; k++) {
        char text[WORDING_NUMBER];
        wording_count(text, k * step);
        svg_text(plot, "tick middle", k * step / weeks, 0, 0, 20, text);
    }
    svg_text(plot, "axis middle", plot->x_max / 2, 0, 0, 43, "weeks since the first purchase");
}

static void draw(FILE *file, const repeat_tracking *tracking, const char *id, const char *title,
                 const char *text, const double *actual, const double *expected)
{
    double top = 0;
    svg_plot plot = {file, 0, (double)tracking->periods, 0, 1};
    for (size_t i = 0; i < tracking->periods; i++) {
        top = fmax(top, fmax(actual[i], expected[i]));
    }
    fit_height(&plot, top);
    fprintf(file, "<figure>\n<h3>%s</h3>\n", title);
    legend(file);
    svg_begin(&plot, id, title, text);
    report_value_axis(&plot, 0);
    mark_cut(&plot, tracking);
    svg_curve(&plot, "curve", tracking->periods, tracking->end, actual);
    svg_curve(&plot, "curve guess", tracking->periods, tracking->end, expected);
    weeks_axis(&plot, tracking);
    svg_end(&plot);
}

void report_tracking(FILE *file, const wording *said, int cumulative)
{
    const repeat_tracking *tracking = &said->repeat->tracking;
    char text[WORDING_SENTENCE];
    wording_repeat_holdout(said, text);
    if (cumulative) {
        draw(file, tracking, "cumulative", "Repeat purchases, added up", text, tracking->actual,
             tracking->expected);
        report_caption(file, "What came until the end of each week, beside what the model of the "
                             "first three quarters expects when it knows nothing but when each "
                             "customer came.");
    } else {
        draw(file, tracking, "incremental", "Repeat purchases, week by week", text,
             tracking->actual_in, tracking->expected_in);
        report_caption(file, "The same in each week. Seasons, which no model here knows, show as "
                             "waves about the expected line.");
    }
}
