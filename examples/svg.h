/*
 * Plots as inline SVG. Points are given in the plot's own units; colors, widths and type sizes come
 * from the page's style sheet through class names.
 */
#ifndef SVG_H
#define SVG_H

#include <stddef.h>
#include <stdio.h>

typedef struct svg_plot {
    FILE *file;
    double x_min;
    double x_max;
    double y_min;
    double y_max;
} svg_plot;

/* id is unique in the page; title and description are what is read aloud. */
void svg_begin(const svg_plot *plot, const char *id, const char *title, const char *description);
void svg_end(const svg_plot *plot);

void svg_line(const svg_plot *plot, const char *class_name, double x1, double y1, double x2,
              double y2);
void svg_curve(const svg_plot *plot, const char *class_name, size_t n, const double *x,
               const double *y);
/* The area between a curve and another one of the same x; NULL is the line y = 0. */
void svg_area(const svg_plot *plot, const char *class_name, size_t n, const double *x,
              const double *y, const double *other);
void svg_dot(const svg_plot *plot, const char *class_name, double x, double y);
/* A bar from 0 to y with a tip for the pointer. */
void svg_bar(const svg_plot *plot, const char *class_name, double x1, double x2, double y,
             const char *tip);
/* Text dx to the right of a point and dy below it, in pixels of the drawing. */
void svg_text(const svg_plot *plot, const char *class_name, double x, double y, double dx,
              double dy, const char *text);

/* A drawing of its own size, ended by svg_close, with places in pixels from its upper left corner. */
void svg_open(FILE *file, const char *id, double width, double height, const char *title,
              const char *description);
void svg_close(FILE *file);
void svg_rect(FILE *file, const char *class_name, double x, double y, double width, double height,
              double opacity, const char *tip);
void svg_words(FILE *file, const char *class_name, double x, double y, const char *text);
void svg_rule(FILE *file, const char *class_name, double x1, double y1, double x2, double y2);

/* The smallest of 1, 2, 5, 10, 20 ... that goes into range at most so many times. */
double svg_step(double range, int at_most);

#endif
