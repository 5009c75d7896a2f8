/* The retention, and the number of margins, at which a lifetime value reaches a target. */
#ifndef PATRON_CLV_SOLVE_H
#define PATRON_CLV_SOLVE_H

#include "../portability.h"
#include "clv_wide.h"
#include <patron/clv.h>

enum clv_solved { CLV_SOLVED = 0, CLV_SOLVED_NEVER = 1, CLV_SOLVED_ANY = 2 };

/* The retention in [0, 1] at which row's value before acquisition is target. ANY: it is at least that
   everywhere, and retention is 0. NEVER: it is less everywhere, and retention is not written. */
enum clv_solved patron_clv_solve_retention(const patron_clv_terms *row, clv_wide target,
                                           clv_wide *retention);

/* The fewest margins, up to row's horizon, whose value before acquisition reaches acquisition; NaN
   where none do. */
double patron_clv_solve_periods(const patron_clv_terms *row);

#endif
