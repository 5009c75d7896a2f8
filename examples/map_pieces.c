#include "map_pieces.h"
#include "markup.h"

#include <math.h>

void map_piece_axis_x(const svg_plot *plot, const char *title, unsigned decimals)
{
    const double step = svg_step(plot->x_max - plot->x_min, 6);
    for (double k = ceil(plot->x_min / step - 1e-9); k * step <= plot->x_max + 1e-9; k++) {
        char text[MAP_NUMBER];
        map_plain(text, k * step, decimals);
        svg_line(plot, "grid", k * step, plot->y_min, k * step, plot->y_max);
        svg_text(plot, "tick middle", k * step, plot->y_min, 0, 20, text);
    }
    svg_text(plot, "axis middle", (plot->x_min + plot->x_max) / 2, plot->y_min, 0, 43, title);
}

void map_piece_axis_y(const svg_plot *plot, double zero, unsigned decimals)
{
    const double step = svg_step(plot->y_max - plot->y_min, 6);
    for (double k = ceil(plot->y_min / step - 1e-9); k * step <= plot->y_max + 1e-9; k++) {
        char text[MAP_NUMBER];
        map_plain(text, k * step, decimals);
        svg_line(plot, fabs(k * step - zero) < step / 1000 ? "zero" : "grid", plot->x_min, k * step,
                 plot->x_max, k * step);
        svg_text(plot, "tick end", plot->x_min, k * step, -8, 4.5, text);
    }
}

void map_piece_waves(const svg_plot *plot, const map_report *said)
{
    const map_track *track = &said->made->track;
    const size_t every = (track->waves + 4) / 5;
    for (size_t i = 0; i < track->waves; i += every) {
        char name[MAP_NAME];
        map_wave_name(said, name, i);
        svg_line(plot, "zero", (double)i, plot->y_min, (double)i,
                 plot->y_min - (plot->y_max - plot->y_min) / 60);
        svg_text(plot, "tick middle", (double)i, plot->y_min, 0, 20, name);
    }
}

void map_piece_circle(const svg_plot *plot, const char *class_name, double x, double y,
                      const char *tip)
{
    fputs("<g><title>", plot->file);
    markup_text(plot->file, tip);
    fputs("</title>", plot->file);
    svg_dot(plot, class_name, x, y);
    fputs("</g>\n", plot->file);
}

void map_piece_paragraph(FILE *file, const map_report *said, const char *attributes,
                         void (*sentence)(const map_report *, char[MAP_SENTENCE]))
{
    char text[MAP_SENTENCE];
    sentence(said, text);
    if (text[0] != 0) {
        fprintf(file, "<p%s>", attributes);
        markup_text(file, text);
        fputs("</p>\n", file);
    }
}

void map_piece_table(FILE *file, const char *caption, size_t columns, const char *const *names)
{
    fputs("<div class=\"card\"><h3>", file);
    markup_text(file, caption);
    fputs("</h3>\n<div class=\"wide\" tabindex=\"0\"><table aria-label=\"", file);
    markup_text(file, caption);
    fputs("\">\n<thead><tr>", file);
    for (size_t i = 0; i < columns; i++) {
        fputs("<th scope=\"col\">", file);
        markup_text(file, names[i]);
        fputs("</th>", file);
    }
    fputs("</tr></thead>\n<tbody>\n", file);
}

void map_piece_table_end(FILE *file)
{
    fputs("</tbody></table></div></div>\n", file);
}

void map_piece_row(FILE *file, const char *class_name, const char *name)
{
    fprintf(file, "<tr%s><th scope=\"row\" class=\"name\">", class_name);
    markup_text(file, name);
    fputs("</th>", file);
}

void map_piece_row_end(FILE *file)
{
    fputs("</tr>\n", file);
}
