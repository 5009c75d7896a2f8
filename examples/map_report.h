/* The two forms of what value_map shows, and the pictures of the page. */
#ifndef MAP_REPORT_H
#define MAP_REPORT_H

#include "map_wording.h"

#include <stdio.h>

void map_text(FILE *file, const map_report *said);
void map_html(FILE *file, const map_report *said);

/* <figure>s of the page. */
void map_picture_value(FILE *file, const map_report *said);
void map_picture_duel(FILE *file, const map_report *said);
void map_picture_track(FILE *file, const map_report *said);
void map_picture_cusum(FILE *file, const map_report *said);

/* Tables of the page. */
void map_table_suppliers(FILE *file, const map_report *said);
void map_table_ratings(FILE *file, const map_report *said);
void map_table_importance(FILE *file, const map_report *said);
void map_table_levers(FILE *file, const map_report *said);
void map_table_satisfaction(FILE *file, const map_report *said);

#endif
