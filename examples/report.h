/* The three forms of the report. */
#ifndef REPORT_H
#define REPORT_H

#include "svg.h"
#include "wording.h"

enum report_size { REPORT_TOP = 10 };

void report_text(FILE *file, const wording *said);
void report_html(FILE *file, const wording *said);
void report_style(FILE *file); /* the page's style sheet */
void report_curves(FILE *file, const wording *said);

/* What is left of customers after the cost to serve: a section, and its pictures. Nothing where it is not
   known what they cost. */
void report_costs(FILE *file, const wording *said);
void report_whale_of_profit(FILE *file, const wording *said);
void report_lorenz(FILE *file, const wording *said);
void report_waterfall(FILE *file, const wording *said);
void report_matrix(FILE *file, const wording *said);

/* Who is still a customer: a section, and its pictures. Nothing where no model was asked for. */
void report_repeat(FILE *file, const wording *said);
void report_alive(FILE *file, const wording *said);
void report_frequency(FILE *file, const wording *said);
void report_tracking(FILE *file, const wording *said, int cumulative);

/* Who comes back and who slips away: a section, and its lines on a terminal. */
void report_base(FILE *file, const wording *said);
void report_base_text(FILE *file, const wording *said);
void report_base_style(FILE *file); /* beside report_style */

/* Lines up the side of a plot with their numbers, or percent; the next step up from a number. */
void report_value_axis(const svg_plot *plot, int percent);
double report_step_up(double top, double step);

/* Pieces: a sentence in <p tag>, a figure with its name, a cell, a bar as wide as a part is. */
void report_say(FILE *file, const wording *said, const char *tag,
                void (*sentence)(const wording *, char[WORDING_SENTENCE]));
void report_box(FILE *file, const char *what, const char *number);
void report_cell(FILE *file, const char *text);
void report_strip(FILE *file, double part, double largest);
void report_caption(FILE *file, const char *text); /* and the end of the figure */

/* A row for each customer, the most valuable first (RFC 4180). */
void report_csv(FILE *file, const wording *said);

#endif
