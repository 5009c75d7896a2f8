/* What is said of the customer base over time. */
#ifndef BASE_WORDING_H
#define BASE_WORDING_H

#include "wording.h"

/* Sentences for the page: what it means for this shop, or why there is nothing to be said. */
void base_wording_rfm(const wording *said, char text[WORDING_SENTENCE]);
void base_wording_cohorts(const wording *said, char text[WORDING_SENTENCE]);
void base_wording_return(const wording *said, char text[WORDING_SENTENCE]);
void base_wording_migration(const wording *said, char text[WORDING_SENTENCE]);

/* The same in a line of a terminal. */
void base_line_rfm(const wording *said, char text[WORDING_SENTENCE]);
void base_line_cohorts(const wording *said, char text[WORDING_SENTENCE]);
void base_line_return(const wording *said, char text[WORDING_SENTENCE]);
void base_line_migration(const wording *said, char text[WORDING_SENTENCE]);

/* "month"; "3 months", "period of 5 years" */
void base_wording_period(const base_periods *periods, char text[WORDING_NUMBER]);
void base_wording_periods(const base_periods *periods, size_t count, char text[WORDING_NUMBER]);

/* What the worth of a state counts: "4 quarters", "year". */
void base_wording_ahead(const wording *said, char text[WORDING_NUMBER]);

/* "2024-03", "2024 Q1", "2024"; of a week its Monday. */
void base_wording_name(const base_periods *periods, size_t period, char text[WORDING_NUMBER]);

/* "cannot lose them", and who they are; 1 is the first of patron_rfm_segment. */
const char *base_wording_segment(size_t segment);
const char *base_wording_segment_says(size_t segment);

#endif
