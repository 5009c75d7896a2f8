/*
 * The net of a question: its best less its worst, as shares of all answers.
 */
#ifndef PATRON_SATISFACTION_NET_H
#define PATRON_SATISFACTION_NET_H

#include "../portability.h"

/* +1, 0 and -1 as of many: their mean's standard error; total > 0. */
double patron_satisfaction_net_error(double plus, double zero, double minus);

#endif
