/* The map of value: relative quality across, relative price up, the fair-value line through parity. */
#include "map_pieces.h"
#include "report.h"

#include <math.h>
#include <string.h>

/* A label's box, in pixels of the drawing. */
typedef struct map_label {
    double x;
    double y;
    double width;
    double height;
} map_label;

enum map_label_size {
    LABEL_PLACES = 4,
    LABEL_CHARACTER = 9,
    LABEL_HEIGHT = 17,
    LABEL_PLOT_WIDTH = 410,
    LABEL_PLOT_HEIGHT = 260
};

/* The part of the drawing that two boxes share. */
static double overlap(const map_label *a, const map_label *b)
{
    const double width = fmin(a->x + a->width, b->x + b->width) - fmax(a->x, b->x);
    const double height = fmin(a->y + a->height, b->y + b->height) - fmax(a->y, b->y);
    return width > 0 && height > 0 ? width * height : 0;
}

/* A scale around parity that holds every supplier and its interval, with some room. */
static void fit(svg_plot *plot, const map_figures *made)
{
    double x = 0.05;
    double y = 0.05;
    for (size_t s = 0; s < made->suppliers; s++) {
        const map_supplier *supplier = &made->supplier[s];
        x = fmax(x, fabs(supplier->quality.ratio - 1) + 0.01);
        y = fmax(y, fabs(supplier->price - 1) + 0.01);
    }
    x *= 1.25;
    y *= 1.25;
    plot->x_min = 1 - x;
    plot->x_max = 1 + x;
    plot->y_min = fmax(1 - y, 0);
    plot->y_max = 1 + y;
}

/* Where a line through a point leaves the plot; the number of points, 0 where it is vertical. */
static size_t cross(const svg_plot *plot, const patron_cva_line *line, double *x, double *y)
{
    const double slope = line->quality_weight / line->price_weight;
    if (isnan(slope) || isinf(slope)) {
        return 0;
    }
    x[0] = plot->x_min;
    x[1] = plot->x_max;
    for (int i = 0; i < 2; i++) {
        y[i] = line->price_at + slope * (x[i] - line->quality_at);
        const double inside = fmax(plot->y_min, fmin(plot->y_max, y[i]));
        if (inside != y[i]) {
            x[i] = line->quality_at + (inside - line->price_at) / slope;
            y[i] = inside;
        }
    }
    return x[0] < x[1] ? 2 : 0;
}

/* The line, and right of and below it the side of better value. */
static void fair_value(const svg_plot *plot, const map_figures *made)
{
    double x[3];
    double y[3];
    const double bottom[3] = {plot->y_min, plot->y_min, plot->y_min};
    if (made->line.price_weight == 0) {
        svg_line(plot, "fair", 1, plot->y_min, 1, plot->y_max);
    } else if (cross(plot, &made->line, x, y) == 2) {
        x[2] = plot->x_max;
        y[2] = y[1];
        svg_area(plot, "area", 3, x, y, bottom);
        svg_curve(plot, "fair", 2, x, y);
    }
    if (cross(plot, &made->fitted, x, y) == 2) {
        svg_curve(plot, "equal", 2, x, y);
    }
}

static map_label box(const svg_plot *plot, double x, double y, size_t place, double width)
{
    static const double dx[LABEL_PLACES] = {0, 0, 10, -10};
    static const double dy[LABEL_PLACES] = {-25, 9, -8, -8};
    map_label label = {0, 0, width, LABEL_HEIGHT};
    label.x = (x - plot->x_min) / (plot->x_max - plot->x_min) * LABEL_PLOT_WIDTH + dx[place] -
              (place < 2    ? width / 2
               : place == 3 ? width
                            : 0);
    label.y = (plot->y_max - y) / (plot->y_max - plot->y_min) * LABEL_PLOT_HEIGHT + dy[place];
    return label;
}

/* What a point and the interval of its quality cover. */
static map_label mark_of(const svg_plot *plot, const map_supplier *supplier)
{
    const double ratio = supplier->quality.ratio;
    const double low = isnan(supplier->quality.low) ? ratio : supplier->quality.low;
    const double high = isnan(supplier->quality.high) ? ratio : supplier->quality.high;
    map_label mark = box(plot, low, supplier->price, 2, 0);
    mark.x -= 17;
    mark.y += 1;
    mark.width = 14 + (high - low) / (plot->x_max - plot->x_min) * LABEL_PLOT_WIDTH;
    mark.height = 14;
    return mark;
}

/* How badly a label stands there: on others, on points, out of the plot. */
static double harm(const svg_plot *plot, const map_figures *made, const map_label *label,
                   const map_label *taken, size_t count)
{
    const map_label inside = {0, 0, LABEL_PLOT_WIDTH, LABEL_PLOT_HEIGHT};
    double sum = label->width * label->height - overlap(label, &inside);
    for (size_t i = 0; i < count; i++) {
        sum += 2 * overlap(label, &taken[i]);
    }
    for (size_t s = 0; s < made->suppliers; s++) {
        const map_label mark = mark_of(plot, &made->supplier[s]);
        sum += overlap(label, &mark);
    }
    return sum;
}

static void put_label(const svg_plot *plot, const map_report *said, size_t s, map_label *taken)
{
    static const char *const anchor[LABEL_PLACES] = {"note middle", "note middle", "note",
                                                     "note end"};
    static const double dx[LABEL_PLACES] = {0, 0, 10, -10};
    static const double dy[LABEL_PLACES] = {-11, 22, 5, 5};
    const map_supplier *supplier = &said->made->supplier[s];
    char name[MAP_NAME];
    size_t best = 0;
    double least = 1e300;
    map_supplier_name(said, name, s);
    const double width = (double)(strlen(name) * LABEL_CHARACTER);
    for (size_t place = 0; place < LABEL_PLACES; place++) {
        const map_label label = box(plot, supplier->quality.ratio, supplier->price, place, width);
        const double worse = harm(plot, said->made, &label, taken, s);
        if (worse < least) {
            least = worse;
            best = place;
            taken[s] = label;
        }
    }
    svg_text(plot, anchor[best], supplier->quality.ratio, supplier->price, dx[best], dy[best],
             name);
}

static void offers(const svg_plot *plot, const map_report *said)
{
    const map_figures *made = said->made;
    map_label taken[RATINGS_SUPPLIERS];
    for (size_t s = 0; s < made->suppliers; s++) {
        const map_supplier *supplier = &made->supplier[s];
        char tip[MAP_NAME + 3 * MAP_NUMBER];
        char name[MAP_NAME];
        char quality[MAP_NUMBER];
        char price[MAP_NUMBER];
        map_supplier_name(said, name, s);
        map_plain(quality, supplier->quality.ratio, 3);
        map_plain(price, supplier->price, 3);
        snprintf(tip, sizeof tip, "%s: quality %s, price %s, %s", name, quality, price,
                 map_zone(supplier->zone));
        if (!isnan(supplier->quality.low)) {
            svg_line(plot, "sure", fmax(supplier->quality.low, plot->x_min), supplier->price,
                     fmin(supplier->quality.high, plot->x_max), supplier->price);
        }
        map_piece_circle(plot, s == made->own ? "dot" : "rival", supplier->quality.ratio,
                         supplier->price, tip);
    }
    for (size_t s = 0; s < made->suppliers; s++) {
        put_label(plot, said, s, taken);
    }
}

void map_picture_value(FILE *file, const map_report *said)
{
    svg_plot plot = {file, 0, 2, 0, 2};
    char text[MAP_SENTENCE];
    fit(&plot, said->made);
    map_say_place(said, text);
    fputs("<figure>\n<h3>The map of value</h3>\n", file);
    svg_begin(&plot, "map", "The map of value", text);
    map_piece_axis_y(&plot, 1, 2);
    map_piece_axis_x(&plot, "relative quality", 2);
    fair_value(&plot, said->made);
    svg_text(&plot, "axis", plot.x_min, plot.y_max, -46, -5, "relative price");
    svg_text(&plot, "side", plot.x_min, plot.y_max, 8, 20, "worse value");
    svg_text(&plot, "side end", plot.x_max, plot.y_min, -8, -9, "better value");
    offers(&plot, said);
    svg_end(&plot);
    report_caption(file,
                   "Relative price, up, against relative quality; 1 is parity. On the solid line a "
                   "price is fair for its quality; the dashed one runs through these suppliers. "
                   "The bars are intervals of quality.");
}
