/* The three forms of the report. */
#ifndef REPORT_H
#define REPORT_H

#include "wording.h"

enum report_size { REPORT_TOP = 10 };

void report_text(FILE *file, const wording *said);
void report_html(FILE *file, const wording *said);
void report_style(FILE *file); /* the page's style sheet */
void report_curves(FILE *file, const wording *said);

/* What is left of customers after the cost to serve: a section, and its pictures. */
void report_costs(FILE *file, const wording *said);
void report_whale_of_profit(FILE *file, const wording *said);
void report_lorenz(FILE *file, const wording *said);
void report_waterfall(FILE *file, const wording *said);
void report_matrix(FILE *file, const wording *said);

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
