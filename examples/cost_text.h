/* What cost_to_serve prints. */
#ifndef COST_TEXT_H
#define COST_TEXT_H

#include "cost_run.h"
#include "wording.h"

void cost_text(FILE *file, const wording *said, const cost_run *run);

/* Its parts. */
void cost_text_stages(FILE *file, const wording *said, const cost_run *run);
void cost_text_waterfall(FILE *file, const wording *said, const cost_run *run);
void cost_text_dearest(FILE *file, const wording *said, const cost_run *run);
void cost_text_below(FILE *file, const wording *said, const served *made);
void cost_text_size(FILE *file, const wording *said, const served *made);
void cost_text_matrix(FILE *file, const wording *said, const served *made);

#endif
