/* Pieces of the page that its pictures and tables share. */
#ifndef MAP_PIECES_H
#define MAP_PIECES_H

#include "map_report.h"
#include "svg.h"

void map_piece_axis_x(const svg_plot *plot, const char *title, unsigned decimals);
void map_piece_axis_y(const svg_plot *plot, double zero, unsigned decimals);
/* The names of the waves along the bottom, as many as there is room for. */
void map_piece_waves(const svg_plot *plot, const map_report *said);
void map_piece_circle(const svg_plot *plot, const char *class_name, double x, double y,
                      const char *tip);

void map_piece_paragraph(FILE *file, const map_report *said, const char *attributes,
                         void (*sentence)(const map_report *, char[MAP_SENTENCE]));
void map_piece_table(FILE *file, const char *caption, size_t columns, const char *const *names);
void map_piece_table_end(FILE *file);
void map_piece_row(FILE *file, const char *class_name, const char *name); /* begins one */
void map_piece_row_end(FILE *file);

#endif
