/* Head to head: a bar for each attribute, as long as the gap and as thick as the weight. */
#include "map_pieces.h"
#include "markup.h"
#include "report.h"

#include <math.h>
#include <string.h>

enum map_duel_size {
    DUEL_WIDTH = 480,
    DUEL_LEFT = 150,
    DUEL_RIGHT = 52,
    DUEL_TOP = 26,
    DUEL_THICK = 34,
    DUEL_GAP = 9
};

/* Half of what is left for bars of both directions, beside the numbers behind them. */
static double longest(const map_figures *made)
{
    double most = 0.01;
    for (size_t j = 0; j < made->attributes; j++) {
        most = isnan(made->gap[j]) ? most : fmax(most, fabs(made->gap[j]));
    }
    return most;
}

static double thickness(const map_figures *made, size_t j, double most)
{
    return fmax(3, DUEL_THICK * made->weight[j] / most);
}

static double row_height(double thick)
{
    return fmax(thick, 15) + DUEL_GAP;
}

static void words(FILE *file, const char *class_name, double x, double y, const char *text)
{
    svg_words(file, class_name, x, y, text);
}

static void bar(FILE *file, const map_report *said, size_t j, double y, double thick, double unit)
{
    const map_figures *made = said->made;
    const double middle = DUEL_LEFT + (DUEL_WIDTH - DUEL_LEFT - DUEL_RIGHT) / 2.0 + 12;
    const double length = isnan(made->gap[j]) ? 0 : made->gap[j] * unit;
    const double center = y + row_height(thick) / 2;
    char name[MAP_NAME];
    char gap[MAP_NUMBER];
    char area[MAP_NUMBER];
    char weight[MAP_NUMBER];
    char tip[MAP_NAME + 4 * MAP_NUMBER];
    map_attribute_name(said, name, j);
    map_signed_percent(gap, made->gap[j]);
    map_signed_percent(area, made->area[j]);
    map_percent(weight, made->weight[j], 0);
    snprintf(tip, sizeof tip, "%s: gap %s, weight %s, adds %s", name, gap, weight, area);
    svg_rect(file, length < 0 ? "bar loss" : "bar", length < 0 ? middle + length : middle,
             center - thick / 2, fabs(length), thick, 1, tip);
    snprintf(tip, sizeof tip, "%s %s", name, weight);
    words(file, "label end", DUEL_LEFT - 16, center + 4.5, tip);
    words(file, length < 0 ? "tick end" : "tick", middle + length + (length < 0 ? -6 : 6),
          center + 4.5, gap);
}

static double height_of(const map_figures *made, double most)
{
    double height = DUEL_TOP;
    for (size_t j = 0; j < made->attributes; j++) {
        height += row_height(thickness(made, j, most));
    }
    return height;
}

static double heaviest(const map_figures *made)
{
    double most = 0;
    for (size_t j = 0; j < made->attributes; j++) {
        most = fmax(most, made->weight[j]);
    }
    return most;
}

void map_picture_duel(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    const double most = heaviest(made);
    const double half = (DUEL_WIDTH - DUEL_LEFT - DUEL_RIGHT) / 2.0;
    const double unit = (half - 42) / longest(made);
    const double height = height_of(made, most);
    char text[MAP_SENTENCE];
    char rival[MAP_NAME];
    char title[MAP_NAME + 32];
    double y = DUEL_TOP;
    map_supplier_name(said, rival, made->rival);
    snprintf(title, sizeof title, "Head to head with %s", rival);
    map_say_duel(said, text);
    fputs("<figure>\n<h3>", file);
    markup_text(file, title);
    fputs("</h3>\n", file);
    svg_open(file, "duel", DUEL_WIDTH, height + 6, title, text);
    words(file, "tick end", DUEL_LEFT + half, 12, rival);
    map_supplier_name(said, rival, made->own);
    words(file, "tick", DUEL_LEFT + half + 24, 12, rival);
    svg_rule(file, "zero", DUEL_LEFT + half + 12, DUEL_TOP - 6, DUEL_LEFT + half + 12, height);
    for (size_t i = 0; i < made->attributes; i++) {
        const size_t j = made->order[i];
        const double thick = thickness(made, j, most);
        bar(file, said, j, y, thick, unit);
        y += row_height(thick);
    }
    svg_close(file);
    report_caption(file, "A bar is as long as the gap between the ratings and as thick as the "
                         "attribute weighs, so that its area is what it adds to quality; it points "
                         "to the better one.");
}
