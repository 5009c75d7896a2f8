/* The report's pictures: whale curve, Lorenz curve, distribution. */
#include "markup.h"
#include "report.h"
#include "svg.h"

#include <math.h>
#include <string.h>

/* Percent of customers along the bottom. */
static void customers_axis(const svg_plot *plot, const char *title)
{
    for (int percent = 0; percent <= 100; percent += 20) {
        char text[WORDING_NUMBER];
        wording_count(text, percent);
        strcat(text, "%");
        svg_text(plot, "tick middle", percent / 100.0, plot->y_min, 0, 20, text);
    }
    svg_text(plot, "axis middle", 0.5, plot->y_min, 0, 43, title);
}

/* Lines and percent of the total, or plain numbers, up the side. */
void report_value_axis(const svg_plot *plot, int percent)
{
    const double step = fmax(svg_step(plot->y_max - plot->y_min, 6), percent ? 0 : 1);
    for (double k = ceil(plot->y_min / step); k * step <= plot->y_max * (1 + 1e-9); k++) {
        char text[WORDING_NUMBER];
        const double shown = k * step * (percent ? 100 : 1);
        wording_count(text, shown);
        if (percent) {
            strcat(text, "%");
        }
        svg_line(plot, k == 0 ? "zero" : "grid", plot->x_min, k * step, plot->x_max, k * step);
        svg_text(plot, "tick end", plot->x_min, k * step, -8, 4.5, text);
    }
}

double report_step_up(double top, double step)
{
    return ceil(top / step - 1e-9) * step;
}

/* A point of a curve, with lines to it. */
static void mark(const svg_plot *plot, double x, double y, const char *text)
{
    svg_line(plot, "guide", x, 0, x, y);
    svg_line(plot, "guide", 0, y, x, y);
    svg_dot(plot, "dot", x, y);
    if (x < 0.5) {
        svg_text(plot, "note", x, y, 13, 26, text);
    } else {
        svg_text(plot, "note end", x, y, -8, 62, text);
    }
}

/* The point of the top 20%; where many lose, the peak, from which on customers take away. */
static void mark_best(const svg_plot *plot, const patron_pareto_money_result *pareto, int peak)
{
    char text[WORDING_NUMBER + 64];
    char share[WORDING_NUMBER];
    char customers[WORDING_NUMBER];
    if (peak && pareto->losers > 0) {
        const double x = figures_share((double)pareto->makers, (double)pareto->customers);
        wording_share(customers, x);
        wording_share(share, pareto->peak_share);
        snprintf(text, sizeof text, "%s make %s", customers, share);
        mark(plot, x, pareto->peak_share, text);
        return;
    }
    wording_share(share, pareto->top_held);
    snprintf(text, sizeof text, "20%% bring %s", share);
    mark(plot, 0.2, pareto->top_held, text);
}

/* A whale curve: of what, of whom, and what is said of it. */
typedef struct whale_curve {
    const char *id;
    const char *title;
    const char *text;    /* read aloud */
    const char *caption; /* under it */
    const patron_pareto_money_result *pareto;
    const double *customers;
    const int64_t *value;
    int peak; /* whether the peak is marked */
} whale_curve;

/* The plot's height, for shares of the total or for money. */
static void fit(svg_plot *plot, const whale_curve *curve, const double *y, int shares)
{
    for (size_t i = 0; i < FIGURES_POINTS; i++) {
        plot->y_min = fmin(plot->y_min, y[i]);
        plot->y_max = fmax(plot->y_max, y[i]);
    }
    const double step = fmax(svg_step(fmax(plot->y_max - plot->y_min, 0.1), 6), shares ? 0 : 1);
    plot->y_min = -report_step_up(-plot->y_min, step);
    plot->y_max = fmax(report_step_up(plot->y_max, step), plot->y_min + step);
    if (plot->y_max - plot->y_min > 1 && curve->pareto->peak_share < 1.04 && shares) {
        plot->y_max = 1.04;
    }
}

static void whale(FILE *file, const wording *said, const whale_curve *curve)
{
    const int shares = curve->pareto->total > 0;
    const double unit =
        shares ? (double)curve->pareto->total : (double)figures_unit(said->chosen->decimals);
    double y[FIGURES_POINTS];
    svg_plot plot = {file, 0, 1, 0, shares ? 1 : 0};
    for (size_t i = 0; i < FIGURES_POINTS; i++) {
        y[i] = (double)curve->value[i] / unit;
    }
    fit(&plot, curve, y, shares);
    fprintf(file, "<figure>\n<h3>%s</h3>\n", curve->title);
    svg_begin(&plot, curve->id, curve->title, curve->text);
    report_value_axis(&plot, shares);
    svg_area(&plot, "area", FIGURES_POINTS, curve->customers, y, NULL);
    if (shares) {
        mark_best(&plot, curve->pareto, curve->peak);
    }
    svg_curve(&plot, "curve", FIGURES_POINTS, curve->customers, y);
    customers_axis(&plot, "customers, the best first");
    svg_end(&plot);
    report_caption(file, curve->caption);
}

static void whale_of_value(FILE *file, const wording *said)
{
    const figures *made = said->made;
    char title[WORDING_SENTENCE];
    char text[WORDING_SENTENCE];
    char under[WORDING_SENTENCE];
    whale_curve curve = {
        "whale", title, text, under, &made->pareto, made->whale_customers, made->whale_value, 0};
    snprintf(title, sizeof title, "Who brings the %s", wording_value(said));
    wording_headline(said, text);
    snprintf(
        under, sizeof under,
        "The whale curve: how much of the %s the best customers bring together. Where it falls "
        "at its end, customers cost more than they bring.",
        wording_value(said));
    whale(file, said, &curve);
}

void report_whale_of_profit(FILE *file, const wording *said)
{
    const served *made = said->served;
    char text[WORDING_SENTENCE];
    whale_curve curve = {
        "profit",
        "Who brings the profit",
        text,
        "The whale of profit: it climbs above the whole as long as customers leave "
        "something after the cost to serve, and falls where they take it away "
        "again.",
        &made->pareto,
        made->whale_customers,
        made->whale_profit,
        1};
    wording_profits(said, text);
    whale(file, said, &curve);
}

void report_lorenz(FILE *file, const wording *said)
{
    const figures *made = said->made;
    static const double corner[] = {0, 1};
    svg_plot plot = {file, 0, 1, 0, 1.04};
    char text[WORDING_SENTENCE];
    char gini[WORDING_NUMBER];
    if (made->pareto.total <= 0) {
        return;
    }
    for (size_t i = 0; i < FIGURES_POINTS; i++) {
        plot.y_min = fmin(plot.y_min, made->lorenz_share[i]);
    }
    if (plot.y_min < 0) {
        plot.y_min = -report_step_up(-plot.y_min, 0.05);
    }
    wording_gini(said, text);
    fputs("<figure>\n<h3>How unequal customers are</h3>\n", file);
    svg_begin(&plot, "lorenz", "How unequal customers are", text);
    report_value_axis(&plot, 1);
    svg_area(&plot, "area", FIGURES_POINTS, made->lorenz_customers, made->lorenz_share,
             made->lorenz_customers);
    svg_curve(&plot, "equal", 2, corner, corner);
    svg_curve(&plot, "curve", FIGURES_POINTS, made->lorenz_customers, made->lorenz_share);
    wording_fraction(gini, made->pareto.gini_rsv);
    snprintf(text, sizeof text, "Gini %s", gini);
    svg_text(&plot, "note middle", 0.63, 0.36, 0, 0, text);
    customers_axis(&plot, "customers, the smallest first");
    svg_end(&plot);
    report_caption(file,
                   "The Lorenz curve: if all customers brought the same it would be the straight "
                   "line; the deeper it hangs, the more depends on a few.");
}

/* An edge that is a power of ten units of the currency has its number written. */
static int is_decade(int64_t edge, int64_t unit)
{
    int64_t units = edge / unit;
    while (units >= 10 && units % 10 == 0) {
        units /= 10;
    }
    return units == 1;
}

static void bar_tip(const wording *said, const figures_bar *bar, char text[WORDING_SENTENCE])
{
    char from[WORDING_NUMBER];
    char to[WORDING_NUMBER];
    char n[WORDING_NUMBER];
    wording_whole(said, from, bar->from);
    wording_whole(said, to, bar->to);
    wording_count(n, (double)bar->customers);
    snprintf(text, WORDING_SENTENCE, "%s to %s: %s customers", from, to, n);
}

static void distribution_bars(const svg_plot *plot, const wording *said, double first)
{
    const figures *made = said->made;
    const int64_t unit = figures_unit(said->chosen->decimals);
    char text[WORDING_SENTENCE];
    char number[WORDING_NUMBER];
    if (made->not_positive > 0) {
        wording_count(number, (double)made->not_positive);
        snprintf(text, sizeof text, "0 or less: %s customers", number);
        svg_bar(plot, "bar loss", 0.06, 0.94, (double)made->not_positive, text);
        svg_text(plot, "tick middle", 0.5, 0, 0, 20, "\xE2\x89\xA4 0");
    }
    for (size_t i = 0; i < made->bars; i++) {
        const double x = first + (double)i;
        bar_tip(said, &made->bar[i], text);
        svg_bar(plot, "bar", x + 0.06, x + 0.94, (double)made->bar[i].customers, text);
        if (is_decade(made->bar[i].from, unit)) {
            wording_short(said, number, made->bar[i].from);
            svg_line(plot, "zero", x, 0, x, -plot->y_max / 60);
            svg_text(plot, "tick middle", x, 0, 0, 20, number);
        }
    }
}

static void distribution(FILE *file, const wording *said)
{
    const figures *made = said->made;
    const double first = made->not_positive > 0 ? 1.5 : 0;
    svg_plot plot = {file, 0, first + (double)made->bars, 0, (double)made->not_positive};
    char title[WORDING_SENTENCE];
    char text[WORDING_SENTENCE];
    for (size_t i = 0; i < made->bars; i++) {
        plot.y_max = fmax(plot.y_max, (double)made->bar[i].customers);
    }
    plot.y_max = report_step_up(plot.y_max, fmax(svg_step(plot.y_max, 6), 1));
    snprintf(title, sizeof title, "How the %s is distributed", wording_value(said));
    wording_once(said, text);
    fprintf(file, "<figure>\n<h3>%s</h3>\n", title);
    svg_begin(&plot, "distribution", title, text);
    report_value_axis(&plot, 0);
    distribution_bars(&plot, said, first);
    snprintf(text, sizeof text, "%s of a customer%s%s", wording_value(said),
             said->chosen->currency[0] != 0 ? ", " : "", said->chosen->currency);
    svg_text(&plot, "axis middle", plot.x_max / 2, 0, 0, 43, text);
    svg_end(&plot);
    report_caption(file,
                   "How many customers bring how much: the bars grow wider like 1, 2, 5, 10, so "
                   "that small and large customers are seen side by side.");
}

void report_curves(FILE *file, const wording *said)
{
    fputs("<div class=\"curves\">\n", file);
    whale_of_value(file, said);
    distribution(file, said);
    if (said->served == NULL) { /* else it stands beside the whale of profit */
        report_lorenz(file, said);
    }
}
