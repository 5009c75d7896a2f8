/*
 * See npv_roots.h for the method. F is looked at as h = ln(P / N), P the sum of the terms above 0
 * and N of those below: it has the sign and the zeros of F, is nearly straight however far the
 * interval reaches, and says by itself when F is 0 as far as doubles can tell.
 */
#include "../portability.h"

#include "../numeric/numeric_compensated.h"
#include "npv_roots.h"
#include "npv_wide.h"

enum { NPV_ROOTS_STEPS = 200 };

/* ln(P / N) this close to 0 is rounding: each term is right to about 2 ulp. */
#define NPV_ROOTS_NIL 3.6e-15

/* P and N further apart than exp of this have no common scale, or dust would be all of one. */
#define NPV_ROOTS_APART 30.0

/* Terms below exp of this beside the largest do not count. */
#define NPV_ROOTS_DUST (-60.0)

typedef struct npv_roots_point {
    double at;
    double height; /* h */
    double slope;  /* dh / du */
} npv_roots_point;

/* The terms of one sign, scaled by exp(-scale). */
typedef struct npv_roots_side {
    double scale;
    double sum;
    double lost;
    double moment; /* sum of the terms times their times */
} npv_roots_side;

void patron_npv_roots_add(npv_roots_terms *terms, double time, double c)
{
    if (c == 0.0)
        return;
    int exponent;
    terms->time[terms->count] = time;
    terms->mantissa[terms->count] = frexp(c, &exponent);
    terms->exponent[terms->count] = (double)exponent;
    terms->count++;
}

size_t patron_npv_roots_changes(npv_roots_work *work)
{
    const npv_roots_terms *terms = &work->terms;
    size_t changes = 0;
    for (size_t i = 1; i < terms->count; i++)
        if ((terms->mantissa[i] > 0.0) != (terms->mantissa[i - 1] > 0.0))
            work->pivot[changes++] =
                terms->time[i - 1] + 0.5 * (terms->time[i] - terms->time[i - 1]);
    return changes;
}

static void npv_roots_add_term(npv_roots_side *side, double mantissa, double exponent, double time,
                               double u)
{
    numeric_pair product = numeric_two_product(time, -u);
    numeric_pair power = numeric_two_sum(exponent * NPV_WIDE_LN2_HIGH, product.high);
    numeric_pair scaled = numeric_two_sum(power.high, -side->scale);
    if (scaled.high < NPV_ROOTS_DUST)
        return;
    double low = scaled.low + power.low + product.low + exponent * NPV_WIDE_LN2_LOW;
    numeric_pair x = numeric_two_sum(scaled.high, low);
    double term = fabs(mantissa) * exp(x.high);
    term += term * x.low;
    numeric_pair added = numeric_two_sum(side->sum, term);
    side->sum = added.high;
    side->lost += added.low;
    side->moment += term * time;
}

static npv_roots_point npv_roots_look(const npv_roots_terms *terms, double u, uint32_t *evaluations)
{
    npv_roots_side side[2] = {{-HUGE_VAL, 0.0, 0.0, 0.0}, {-HUGE_VAL, 0.0, 0.0, 0.0}};
    for (size_t i = 0; i < terms->count; i++) {
        double power = terms->exponent[i] * NPV_WIDE_LN2_HIGH - terms->time[i] * u;
        npv_roots_side *own = &side[terms->mantissa[i] > 0.0];
        own->scale = power > own->scale ? power : own->scale;
    }
    double apart = side[1].scale - side[0].scale;
    if (fabs(apart) <= NPV_ROOTS_APART) {
        double common = apart > 0.0 ? side[1].scale : side[0].scale;
        side[0].scale = common;
        side[1].scale = common;
        apart = 0.0;
    }
    for (size_t i = 0; i < terms->count; i++)
        npv_roots_add_term(&side[terms->mantissa[i] > 0.0], terms->mantissa[i], terms->exponent[i],
                           terms->time[i], u);
    ++*evaluations;
    npv_roots_point point;
    double excess = (side[1].sum - side[0].sum) + (side[1].lost - side[0].lost);
    point.at = u;
    point.height = fabs(excess) < 0.5 * side[0].sum ? log1p(excess / (side[0].sum + side[0].lost))
                                                    : log(side[1].sum / side[0].sum);
    point.height += apart;
    point.slope = side[0].moment / side[0].sum - side[1].moment / side[1].sum;
    return point;
}

/* The terms of level k: those of F times (pivot - time) for the first k pivots. */
static void npv_roots_set_level(npv_roots_work *work, size_t k)
{
    npv_roots_terms *level = &work->level;
    level->count = work->terms.count;
    for (size_t i = 0; i < level->count; i++) {
        double mantissa = work->terms.mantissa[i];
        double exponent = work->terms.exponent[i];
        for (size_t l = 0; l < k; l++) {
            int more;
            mantissa = frexp(mantissa * (work->pivot[l] - level->time[i]), &more);
            exponent += (double)more;
        }
        level->mantissa[i] = mantissa;
        level->exponent[i] = exponent;
    }
}

/* The zero between two points of different sign: Newton's steps on h while each is at most half the
   one before and stays in the bracket, else halving. */
static double npv_roots_between(const npv_roots_terms *terms, npv_roots_point a, npv_roots_point b,
                                uint32_t *evaluations)
{
    double at = a.at + (b.at - a.at) * (a.height / (a.height - b.height));
    double moved = b.at - a.at;
    for (int step = 0; step < NPV_ROOTS_STEPS; step++) { /* GCOVR_EXCL_BR_LINE: no bracket lasts */
        npv_roots_point here = npv_roots_look(terms, at, evaluations);
        if ((here.height > 0.0) == (a.height > 0.0))
            a = here;
        else
            b = here;
        double next = at - here.height / here.slope;
        double move = fabs(next - at);
        int inside = next >= a.at && next <= b.at;
        if (inside && (fabs(here.height) <= 0.5 * NPV_ROOTS_NIL || move <= 4e-16 * fabs(at)))
            return next;
        if (!inside || move > 0.5 * moved) {
            next = a.at + 0.5 * (b.at - a.at);
            move = b.at - a.at;
        }
        moved = move;
        at = next;
    }
    return at; /* GCOVR_EXCL_LINE: the steps only bound the time, whatever rounding does */
}

static int npv_roots_sign(const npv_roots_point *point, double nil)
{
    if (fabs(point->height) <= nil)
        return 0;
    return point->height > 0.0 ? 1 : -1;
}

/* The sign next to an end of the interval; a zero exactly there lies outside. */
static int npv_roots_end_sign(const npv_roots_point *point, double inwards)
{
    int sign = npv_roots_sign(point, 0.0);
    if (sign != 0)
        return sign;
    return point->slope * inwards > 0.0 ? 1 : -1;
}

/* Where F is 0 at a cut too, as far as doubles can tell, two zeros or more are one. */
static uint32_t npv_roots_kind_of(int before, int after, int run)
{
    uint32_t kind = run ? NPV_ROOTS_TOUCHES : 0;
    if (before == after)
        return kind;
    return kind | (before > 0 ? NPV_ROOTS_FALLS : NPV_ROOTS_RISES);
}

/* The zeros of the level in (low, high), which work->cut[cuts] parts; to work->zero and kind. */
static size_t npv_roots_level(npv_roots_work *work, size_t cuts, double low, double high,
                              uint32_t *evaluations)
{
    const npv_roots_terms *terms = &work->level;
    npv_roots_point from = npv_roots_look(terms, low, evaluations);
    npv_roots_point flat = from; /* the point nearest to 0 of a run of points that are 0 */
    int before = npv_roots_end_sign(&from, 1.0);
    int run = 0;
    size_t zeros = 0;
    for (size_t i = 0; i <= cuts; i++) {
        npv_roots_point to = npv_roots_look(terms, i < cuts ? work->cut[i] : high, evaluations);
        int after = i < cuts ? npv_roots_sign(&to, NPV_ROOTS_NIL) : npv_roots_end_sign(&to, -1.0);
        if (after == 0) {
            flat = !run || fabs(to.height) < fabs(flat.height) ? to : flat;
            run = 1;
            continue;
        }
        if (run || before != after) {
            work->kind[zeros] = npv_roots_kind_of(before, after, run);
            work->zero[zeros++] = run ? flat.at : npv_roots_between(terms, from, to, evaluations);
        }
        from = to;
        before = after;
        run = 0;
    }
    return zeros;
}

size_t patron_npv_roots_find(npv_roots_work *work, size_t changes, double low, double high,
                             uint32_t *evaluations)
{
    size_t zeros = 0;
    work->level.time = work->terms.time;
    for (size_t k = changes; k-- > 0;) {
        double *cut = work->zero;
        work->zero = work->cut;
        work->cut = cut;
        npv_roots_set_level(work, k);
        zeros = npv_roots_level(work, zeros, low, high, evaluations);
    }
    return zeros;
}
