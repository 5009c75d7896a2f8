/* The customer base over time: pictures and tables of the page. */
#ifndef REPORT_BASE_H
#define REPORT_BASE_H

#include "base_wording.h"

void report_base_rfm(FILE *file, const wording *said);
void report_base_segments(FILE *file, const wording *said);
void report_base_cohorts(FILE *file, const wording *said);
void report_base_return(FILE *file, const wording *said);
void report_base_migration(FILE *file, const wording *said);

/* A card with a table, up to its rows, and from them on. */
void report_base_open(FILE *file, const char *title, int across);
void report_base_head(FILE *file, const char *text);
void report_base_rows(FILE *file);
void report_base_close(FILE *file, const char *note);

/* A cell colored as strong as a part is of 1; none where it is NaN. tip is for the pointer. */
void report_base_cell(FILE *file, const char *text, double part, const char *tip);

#endif
