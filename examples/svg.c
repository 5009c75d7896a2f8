#include "svg.h"
#include "markup.h"

/* The drawing, and in it the plot with room for the labels. */
enum svg_size {
    SVG_WIDTH = 480,
    SVG_HEIGHT = 330,
    SVG_LEFT = 54,
    SVG_RIGHT = 16,
    SVG_TOP = 16,
    SVG_BOTTOM = 54
};

static double across(const svg_plot *plot, double x)
{
    return SVG_LEFT +
           (x - plot->x_min) / (plot->x_max - plot->x_min) * (SVG_WIDTH - SVG_LEFT - SVG_RIGHT);
}

static double down(const svg_plot *plot, double y)
{
    return SVG_HEIGHT - SVG_BOTTOM -
           (y - plot->y_min) / (plot->y_max - plot->y_min) * (SVG_HEIGHT - SVG_TOP - SVG_BOTTOM);
}

static void attribute(FILE *file, const char *name, double number)
{
    fprintf(file, " %s=\"", name);
    markup_number(file, number);
    putc('"', file);
}

static void point(const svg_plot *plot, char command, double x, double y)
{
    putc(command, plot->file);
    markup_number(plot->file, across(plot, x));
    putc(' ', plot->file);
    markup_number(plot->file, down(plot, y));
}

void svg_open(FILE *file, const char *id, double width, double height, const char *title,
              const char *description)
{
    fputs("<svg viewBox=\"0 0 ", file);
    markup_number(file, width);
    putc(' ', file);
    markup_number(file, height);
    fprintf(file,
            "\" role=\"img\" aria-labelledby=\"%s-title %s-text\">\n"
            "<title id=\"%s-title\">",
            id, id, id);
    markup_text(file, title);
    fprintf(file, "</title>\n<desc id=\"%s-text\">", id);
    markup_text(file, description);
    fputs("</desc>\n", file);
}

void svg_close(FILE *file)
{
    fputs("</svg>\n", file);
}

void svg_begin(const svg_plot *plot, const char *id, const char *title, const char *description)
{
    svg_open(plot->file, id, SVG_WIDTH, SVG_HEIGHT, title, description);
}

void svg_end(const svg_plot *plot)
{
    svg_close(plot->file);
}

void svg_rect(FILE *file, const char *class_name, double x, double y, double width, double height,
              double opacity, const char *tip)
{
    fprintf(file, "<rect class=\"%s\"", class_name);
    attribute(file, "x", x);
    attribute(file, "y", y);
    attribute(file, "width", width);
    attribute(file, "height", height);
    fprintf(file, " fill-opacity=\"%s%d\"",
            opacity >= 1     ? ""
            : opacity >= 0.1 ? "0."
                             : "0.0",
            opacity >= 1 ? 1 : (int)(opacity * 100));
    fputs("><title>", file);
    markup_text(file, tip);
    fputs("</title></rect>\n", file);
}

void svg_words(FILE *file, const char *class_name, double x, double y, const char *text)
{
    fprintf(file, "<text class=\"%s\"", class_name);
    attribute(file, "x", x);
    attribute(file, "y", y);
    putc('>', file);
    markup_text(file, text);
    fputs("</text>\n", file);
}

void svg_rule(FILE *file, const char *class_name, double x1, double y1, double x2, double y2)
{
    fprintf(file, "<line class=\"%s\"", class_name);
    attribute(file, "x1", x1);
    attribute(file, "y1", y1);
    attribute(file, "x2", x2);
    attribute(file, "y2", y2);
    fputs("/>\n", file);
}

void svg_line(const svg_plot *plot, const char *class_name, double x1, double y1, double x2,
              double y2)
{
    fprintf(plot->file, "<line class=\"%s\"", class_name);
    attribute(plot->file, "x1", across(plot, x1));
    attribute(plot->file, "y1", down(plot, y1));
    attribute(plot->file, "x2", across(plot, x2));
    attribute(plot->file, "y2", down(plot, y2));
    fputs("/>\n", plot->file);
}

void svg_curve(const svg_plot *plot, const char *class_name, size_t n, const double *x,
               const double *y)
{
    fprintf(plot->file, "<path class=\"%s\" d=\"", class_name);
    for (size_t i = 0; i < n; i++) {
        point(plot, i == 0 ? 'M' : 'L', x[i], y[i]);
    }
    fputs("\"/>\n", plot->file);
}

void svg_area(const svg_plot *plot, const char *class_name, size_t n, const double *x,
              const double *y, const double *other)
{
    fprintf(plot->file, "<path class=\"%s\" d=\"", class_name);
    for (size_t i = 0; i < n; i++) {
        point(plot, i == 0 ? 'M' : 'L', x[i], y[i]);
    }
    for (size_t i = n; i > 0; i--) {
        point(plot, 'L', x[i - 1], other != NULL ? other[i - 1] : 0);
    }
    fputs("Z\"/>\n", plot->file);
}

void svg_dot(const svg_plot *plot, const char *class_name, double x, double y)
{
    fprintf(plot->file, "<circle class=\"%s\" r=\"4.5\"", class_name);
    attribute(plot->file, "cx", across(plot, x));
    attribute(plot->file, "cy", down(plot, y));
    fputs("/>\n", plot->file);
}

void svg_bar(const svg_plot *plot, const char *class_name, double x1, double x2, double y,
             const char *tip)
{
    fprintf(plot->file, "<rect class=\"%s\"", class_name);
    attribute(plot->file, "x", across(plot, x1));
    attribute(plot->file, "y", down(plot, y));
    attribute(plot->file, "width", across(plot, x2) - across(plot, x1));
    attribute(plot->file, "height", down(plot, 0) - down(plot, y));
    fputs("><title>", plot->file);
    markup_text(plot->file, tip);
    fputs("</title></rect>\n", plot->file);
}

void svg_text(const svg_plot *plot, const char *class_name, double x, double y, double dx,
              double dy, const char *text)
{
    fprintf(plot->file, "<text class=\"%s\"", class_name);
    attribute(plot->file, "x", across(plot, x) + dx);
    attribute(plot->file, "y", down(plot, y) + dy);
    putc('>', plot->file);
    markup_text(plot->file, text);
    fputs("</text>\n", plot->file);
}

double svg_step(double range, int at_most)
{
    double step = 1;
    while (range / step <= at_most) {
        step /= 10;
    }
    for (int times = 0; range / step > at_most * (1 + 1e-9); times++) {
        step *= times % 3 == 1 ? 2.5 : 2;
    }
    return step;
}
