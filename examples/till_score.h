/* What a model of repeat purchase makes of a customer: the till's answer with --model. */
#ifndef TILL_SCORE_H
#define TILL_SCORE_H

#include "till_terms.h"

/* NaN where there is no such figure: for who never bought, without money in the file, not asked for, or infinite. */
typedef struct till_score {
    double alive;    /* chance that the customer still comes, in [0, 1] */
    double expected; /* days with a purchase in the period from today on */
    double brings;   /* money of those days, in minor units */
    double residual; /* today's value of the money of all days to come, in minor units */
} till_score;

/* terms has a model. */
void till_score_customer(const till_terms *terms, const patron_history *history, int32_t today,
                         till_score *score);

/* " alive=0.873 expected=4.210 brings=57.30", and " residual=210.02" where terms say so. */
void till_score_write(const till_terms *terms, const patron_history *history, int32_t today,
                      FILE *file);

#endif
