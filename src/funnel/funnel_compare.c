/*
 * Two funnels side by side: where one gets ahead, and whether that is more than chance.
 *
 * Sources: the logarithm of a product is a sum; S. Holm, "A simple sequentially rejective multiple test
 * procedure" (1979).
 */
#include "../portability.h"
#include "funnel_row.h"

#include "../numeric/numeric_normal.h"
#include "../numeric/numeric_pair.h"

#include <math.h>

#define FUNNEL_LN_2 0.69314718055994530942
enum { FUNNEL_FOLD = 100 }; /* quotients within 2^-100 and 2^100 are taken as they are */

/* --- kernels ---------------------------------------------------------------------------------- */

/*
 * ln((of_1 / all_1) / (of_2 / all_2)) of positive numbers, whatever their magnitude: mantissas and exponents
 * apart. Far from 1 the exponents rule and nothing cancels.
 */
static double funnel_log_ratio(double of_1, double all_1, double of_2, double all_2)
{
    int exponent[4];
    double part_1 = frexp(of_1, &exponent[0]) / frexp(all_1, &exponent[1]);
    double part_2 = frexp(of_2, &exponent[2]) / frexp(all_2, &exponent[3]);
    int power = exponent[0] - exponent[1] - exponent[2] + exponent[3];
    if (power >= -FUNNEL_FOLD && power <= FUNNEL_FOLD)
        return log(ldexp(part_1 / part_2, power));
    return power * FUNNEL_LN_2 + log(part_1 / part_2);
}

/* ln(rate_1k / rate_2k), NaN where a rate is 0 or does not exist. */
static double funnel_part(const funnel_row *one, const funnel_row *two, size_t k)
{
    if (k == 0)
        return 0.0;
    if (!(funnel_rate_at(one, k) >= 0.0 && funnel_count_at(one, k) > 0.0 &&
          funnel_rate_at(two, k) >= 0.0 && funnel_count_at(two, k) > 0.0))
        return (double)NAN;
    return funnel_log_ratio(funnel_count_at(one, k), funnel_count_at(one, k - 1),
                            funnel_count_at(two, k), funnel_count_at(two, k - 1));
}

static double funnel_total(const funnel_row *one, const funnel_row *two)
{
    size_t end = one->stages - 1;
    if (!(funnel_count_at(one, 0) > 0.0 && funnel_count_at(one, end) > 0.0 &&
          funnel_count_at(two, 0) > 0.0 && funnel_count_at(two, end) > 0.0))
        return (double)NAN;
    return funnel_log_ratio(funnel_count_at(one, end), funnel_count_at(one, 0),
                            funnel_count_at(two, end), funnel_count_at(two, 0));
}

/* What one stage of two funnels is tested by. */
typedef struct funnel_tested {
    double difference;
    double z;
    double p_value;
} funnel_tested;

static int funnel_is_tested(const funnel_row *row, size_t k)
{
    return k > 0 && funnel_rate_at(row, k) <= 1.0;
}

static funnel_tested funnel_test_of(const funnel_row *one, const funnel_row *two, size_t k)
{
    funnel_tested found = {(double)NAN, (double)NAN, (double)NAN};
    if (!funnel_is_tested(one, k) || !funnel_is_tested(two, k))
        return found;
    double all_1 = funnel_count_at(one, k - 1), all_2 = funnel_count_at(two, k - 1),
           all = all_1 + all_2;
    double of_1 = funnel_count_at(one, k), of_2 = funnel_count_at(two, k);
    numeric_pair rate_1 = numeric_pair_quotient(numeric_pair_of(of_1), numeric_pair_of(all_1));
    numeric_pair rate_2 = numeric_pair_quotient(numeric_pair_of(of_2), numeric_pair_of(all_2));
    double went = of_1 + of_2, left = (all_1 - of_1) + (all_2 - of_2);
    double error = sqrt(went / all * (left / all) * (1.0 / all_1 + 1.0 / all_2));
    found.difference = numeric_pair_value(numeric_pair_difference(rate_1, rate_2));
    if (error > 0.0)
        found.z = found.difference / error;
    found.p_value = patron_numeric_normal_tails(found.z);
    return found;
}

/* Whether p[a] comes before p[b], ties by place; NaN is in no order. */
static int funnel_is_before(const double *p, size_t a, size_t b)
{
    return p[a] < p[b] || (a < b && p[a] == p[b]);
}

/* The step of Holm's procedure at p[k]. */
static double funnel_holm_step(size_t stages, const double *p, size_t k)
{
    size_t from = 0;
    for (size_t j = 0; j < stages; j++)
        from += !isnan(p[j]) && !funnel_is_before(p, j, k);
    return fmin((double)from * p[k], 1.0);
}

/* The steps of p[stages], NaN as p is. */
static void funnel_holm_steps(size_t stages, const double *p, double *step)
{
    for (size_t k = 0; k < stages; k++)
        step[k] = isnan(p[k]) ? p[k] : funnel_holm_step(stages, p, k);
}

/* The largest step up to p[k]. */
static double funnel_holm(size_t stages, const double *p, const double *step, size_t k)
{
    double adjusted = step[k];
    for (size_t j = 0; j < stages; j++)
        if (funnel_is_before(p, j, k) && step[j] > adjusted)
            adjusted = step[j];
    return adjusted;
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t funnel_check_two(size_t n, const funnel_table *one, const funnel_table *two,
                                patron_fault *fault)
{
    int32_t status = patron_funnel_check_table(n, one, fault);
    if (status == PATRON_OK)
        status = patron_funnel_check_table(n, two, fault);
    return status == PATRON_OK ? patron_funnel_check_stages(one->stages, fault) : status;
}

static int32_t funnel_take_two(const funnel_table *one, const funnel_table *two, size_t i,
                               funnel_row *first, funnel_row *second, patron_fault *fault)
{
    int32_t status = patron_funnel_take(one, i, first, fault);
    return status == PATRON_OK ? patron_funnel_take(two, i, second, fault) : status;
}

/* --- where one gets ahead --------------------------------------------------------------------- */

/* The columns of a split. */
typedef struct funnel_split_out {
    double *part;
    double *share;
    double *total;
    uint32_t *note;
} funnel_split_out;

static int32_t funnel_split_row(const funnel_table *one, const funnel_table *two, size_t i,
                                const funnel_split_out *out, patron_fault *fault)
{
    funnel_row first;
    funnel_row second;
    int32_t status = funnel_take_two(one, two, i, &first, &second, fault);
    if (status != PATRON_OK)
        return status;
    double total = funnel_total(&first, &second);
    for (size_t k = 0; k < first.stages; k++) {
        double part = funnel_part(&first, &second, k);
        funnel_put(out->part, i * first.stages + k, part);
        funnel_put(out->share, i * first.stages + k, total != 0.0 ? part / total : (double)NAN);
    }
    funnel_put(out->total, i, total);
    funnel_put_note(out->note, i, first.note | second.note);
    return status;
}

static int32_t funnel_split_all(size_t n, const funnel_table *one, const funnel_table *two,
                                const funnel_split_out *out, patron_fault *fault)
{
    int32_t status = funnel_check_two(n, one, two, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = funnel_split_row(one, two, i, out, fault);
    return status;
}

int32_t PATRON_CALL patron_funnel_split(size_t n, size_t stages, const double *count_1,
                                        const double *count_2, double *part, double *share,
                                        double *total, uint32_t *note, patron_fault *fault)
{
    funnel_split_out out;
    out.part = part;
    out.share = share;
    out.total = total;
    out.note = note;
    funnel_table one = patron_funnel_table_real(count_1, stages, "count_1");
    funnel_table two = patron_funnel_table_real(count_2, stages, "count_2");
    return funnel_split_all(n, &one, &two, &out, fault);
}

int32_t PATRON_CALL patron_funnel_split_counts(size_t n, size_t stages, const uint64_t *count_1,
                                               const uint64_t *count_2, double *part, double *share,
                                               double *total, uint32_t *note, patron_fault *fault)
{
    funnel_split_out out;
    out.part = part;
    out.share = share;
    out.total = total;
    out.note = note;
    funnel_table one = patron_funnel_table_counts(count_1, stages, "count_1");
    funnel_table two = patron_funnel_table_counts(count_2, stages, "count_2");
    return funnel_split_all(n, &one, &two, &out, fault);
}

/* --- whether that is more than chance --------------------------------------------------------- */

/* The columns of a test. */
typedef struct funnel_test_out {
    double *difference;
    double *z;
    double *p_value;
    double *adjusted;
} funnel_test_out;

static void funnel_test_row(const funnel_row *one, const funnel_row *two, size_t i,
                            const funnel_test_out *out)
{
    double p[FUNNEL_STAGES_MAX], step[FUNNEL_STAGES_MAX];
    size_t at = i * one->stages;
    for (size_t k = 0; k < one->stages; k++) {
        funnel_tested found = funnel_test_of(one, two, k);
        p[k] = found.p_value;
        funnel_put(out->difference, at + k, found.difference);
        funnel_put(out->z, at + k, found.z);
        funnel_put(out->p_value, at + k, found.p_value);
    }
    funnel_holm_steps(one->stages, p, step);
    for (size_t k = 0; k < one->stages; k++)
        funnel_put(out->adjusted, at + k, funnel_holm(one->stages, p, step, k));
}

static int32_t funnel_test_taken(const funnel_table *one, const funnel_table *two, size_t i,
                                 const funnel_test_out *out, uint32_t *note, patron_fault *fault)
{
    funnel_row first;
    funnel_row second;
    int32_t status = funnel_take_two(one, two, i, &first, &second, fault);
    if (status != PATRON_OK)
        return status;
    funnel_test_row(&first, &second, i, out);
    funnel_put_note(note, i, first.note | second.note);
    return status;
}

int32_t PATRON_CALL patron_funnel_test(size_t n, size_t stages, const uint64_t *count_1,
                                       const uint64_t *count_2, double *difference, double *z,
                                       double *p_value, double *adjusted, uint32_t *note,
                                       patron_fault *fault)
{
    funnel_test_out out;
    out.difference = difference;
    out.z = z;
    out.p_value = p_value;
    out.adjusted = adjusted;
    funnel_table one = patron_funnel_table_counts(count_1, stages, "count_1");
    funnel_table two = patron_funnel_table_counts(count_2, stages, "count_2");
    int32_t status = funnel_check_two(n, &one, &two, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++)
        status = funnel_test_taken(&one, &two, i, &out, note, fault);
    return status;
}
