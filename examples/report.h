/* The three forms of the report. */
#ifndef REPORT_H
#define REPORT_H

#include "wording.h"

enum report_size { REPORT_TOP = 10 };

void report_text(FILE *file, const wording *said);
void report_html(FILE *file, const wording *said);
void report_style(FILE *file); /* the page's style sheet */
void report_curves(FILE *file, const wording *said);

/* A row for each customer, the most valuable first (RFC 4180). */
void report_csv(FILE *file, const wording *said);

#endif
