#include "../portability.h"
#include "btyd_solve.h"

#include <math.h>

enum { BTYD_SOLVE_STEPS = 200, BTYD_SOLVE_OPPORTUNITIES = 65536 };

/* P(T_next <= t) = alive (1 - (1 + t/A)^-R) of BG, MBG and NBD. */
static double btyd_solve_closed(const patron_btyd_model *model, const btyd_row *row, double q)
{
    double alive = patron_btyd_kind_alive(model, row);
    if (q >= alive)
        return (double)NAN;
    double time = (model->alpha + row->T) * expm1(-log1p(-q / alive) / (model->r + row->x));
    return time <= BTYD_TIME_MAX ? time : (double)NAN;
}

/* The first opportunity by which it has come, of the next BTYD_SOLVE_OPPORTUNITIES. */
static double btyd_solve_whole(const patron_btyd_model *model, const btyd_row *row, double q)
{
    double low = 0.0;
    double high = BTYD_SOLVE_OPPORTUNITIES;
    if (patron_btyd_kind_some(model, row, high) < q)
        return (double)NAN;
    while (high - low > 1.0) {
        double middle = floor(low + (high - low) / 2.0);
        if (patron_btyd_kind_some(model, row, middle) < q)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/*
 * By ln t, between a time that is too early and one that is late enough: the secant of the ends as long as
 * it closes in fast, with the end that stays given half its weight (Illinois), else the middle.
 */
static double btyd_solve_bracketed(const patron_btyd_model *model, const btyd_row *row, double q)
{
    double limit = log(BTYD_TIME_MAX);
    double high = fmin(log((model->alpha + row->T) / (model->r + row->x)), limit);
    double above = patron_btyd_kind_some(model, row, exp(high)) - q;
    double low = high;
    double below = above;
    for (double step = 1.0; above < 0.0; step *= 2.0) {
        if (high >= limit)
            return (double)NAN;
        low = high;
        below = above;
        high = fmin(high + step, limit);
        above = patron_btyd_kind_some(model, row, exp(high)) - q;
    }
    for (double step = 1.0; below >= 0.0; step *= 2.0) {
        high = low;
        above = below;
        low -= step;
        below = patron_btyd_kind_some(model, row, exp(low)) - q;
    }
    int kept = 0;
    /* GCOVR_EXCL_BR_START: the bracket closes in far fewer steps */
    for (int i = 0; i < BTYD_SOLVE_STEPS && high - low > 4e-16 * fmax(1.0, fabs(high)); i++) {
        /* GCOVR_EXCL_BR_STOP */
        double middle =
            i % 4 == 3 ? low + 0.5 * (high - low) : low - below * (high - low) / (above - below);
        if (!(middle > low && middle < high))
            middle = low + 0.5 * (high - low);
        double value = patron_btyd_kind_some(model, row, exp(middle)) - q;
        if (value >= 0.0) {
            high = middle;
            above = value;
            below *= kept == 1 ? 0.5 : 1.0;
            kept = 1;
        } else {
            low = middle;
            below = value;
            above *= kept == -1 ? 0.5 : 1.0;
            kept = -1;
        }
        if (value == 0.0)
            break;
    }
    return fmin(exp(high), BTYD_TIME_MAX);
}

double patron_btyd_solve_next(const patron_btyd_model *model, const btyd_row *row, double q)
{
    if (q == 0.0)
        return 0.0;
    switch (model->kind) {
    case PATRON_BTYD_BG_NBD:
    case PATRON_BTYD_MBG_NBD:
    case PATRON_BTYD_NBD:
        return btyd_solve_closed(model, row, q);
    case PATRON_BTYD_BG_BB:
        return btyd_solve_whole(model, row, q);
    default:
        return btyd_solve_bracketed(model, row, q);
    }
}
