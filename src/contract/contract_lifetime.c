/*
 * Discounted sums of a survival curve, of any length and any discount.
 *
 *     R = sum_{k=1..h} f(k),   f(k) = S(s + k) / S(s) (1 + d)^(1 - k)
 *
 * The first terms one by one, each by its ratio to the one before; from where the curve is smooth, Gregory's
 * form of the Euler-Maclaurin formula (DLMF 2.10.1, with differences in place of derivatives),
 *
 *     sum_{k>=X} f(k) = int_X^inf f + f(X)/2 - D/12 + D^2/24 - 19 D^3/720 + ...,  D^j f(X) forward differences,
 *
 * whose last term says whether it is smooth enough. The integral is taken in y = ln k by Gauss-Legendre
 * panels, no wider than the integrand is smooth: it changes on the scales 1 and 1/c of y, and by a factor
 * e^net a unit of y. So the cost does not grow as the discount goes to 0; and without one the panels go on to where
 * S is a power of k and what is left is in closed form.
 */
#include "../portability.h"
#include "contract_model.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_gamma.h"
#include "../numeric/numeric_gauss.h"
#include "../numeric/numeric_mixed.h"

#include <math.h>

enum { CONTRACT_DIFFERENCES = 8, CONTRACT_FIRST_TERMS = 64, CONTRACT_MORE = 32 };

#define CONTRACT_DISCOUNT_MAX 1e9
#define CONTRACT_SMOOTH 1e-16 /* of the sum: the last difference */
#define CONTRACT_NEGLIGIBLE 1e-18
#define CONTRACT_POWER 1e18 /* from here on the curve is a power */
#define CONTRACT_FALL 6.0   /* in ln of the integrand, over a panel */
#define CONTRACT_VAST 600.0 /* ln k */

/* --- kernels ---------------------------------------------------------------------------------- */

typedef struct contract_sum {
    const patron_contract_model *model;
    double c;
    double start; /* renewals made */
    double clock; /* start^c */
    double rate;  /* ln(1 + discount) */
    double still; /* 1 / (1 + discount) */
} contract_sum;

static contract_sum contract_sum_of(const patron_contract_model *model, double discount,
                                    uint32_t renewals)
{
    contract_sum sum;
    sum.model = model;
    sum.c = contract_bend(model);
    sum.start = (double)renewals;
    sum.clock = patron_contract_clock(sum.c, sum.start);
    sum.rate = log1p(discount);
    sum.still = 1.0 / (1.0 + discount);
    return sum;
}

/* ln(start + k), k = e^y, which may be beyond a double. */
static double contract_log_time(const contract_sum *sum, double y)
{
    return y > CONTRACT_VAST ? y : log(sum->start + exp(y));
}

/* How much the clock has risen k = e^y renewals on, but at most to where a double ends. */
static double contract_risen(const contract_sum *sum, double y)
{
    if (sum->c * contract_log_time(sum, y) > CONTRACT_VAST)
        return exp(CONTRACT_VAST);
    if (y > CONTRACT_VAST)
        return exp(sum->c * y);
    return patron_contract_clock_rise(sum->c, sum->start, exp(y));
}

/* ln f(k), k = e^y. Where the clock ends, S is a power of it. */
static double contract_log_term(const contract_sum *sum, double y)
{
    double discounted = sum->rate > 0.0 ? exp(y + log(sum->rate)) - sum->rate : 0.0;
    double beyond = fmax(0.0, sum->c * contract_log_time(sum, y) - CONTRACT_VAST);
    const patron_contract_model *model = sum->model;
    return patron_numeric_mixed_rise(model->a, model->b + sum->clock, contract_risen(sum, y)) -
           model->a * beyond - discounted;
}

/* d ln(f(k) k) / dy, k = e^y. */
static double contract_net(const contract_sum *sum, double y)
{
    double k = exp(fmin(y, CONTRACT_VAST));
    double now = sum->clock + contract_risen(sum, y);
    double clock_slope = sum->c * now * (k / (sum->start + k));
    double slope = clock_slope * patron_numeric_digamma_rise(sum->model->b + now, sum->model->a);
    double discounted = sum->rate > 0.0 ? exp(y + log(sum->rate)) : 0.0;
    return 1.0 - slope - discounted;
}

/* The integral from y to y + width. */
static double contract_panel(const contract_sum *sum, double y, double width)
{
    double total = 0.0;
    for (int i = 0; i < NUMERIC_GAUSS_POINTS; i++) {
        numeric_gauss_point point = numeric_gauss_at(i);
        double at = y + 0.5 * width * (1.0 + point.x);
        total += point.weight * exp(contract_log_term(sum, at) + at);
    }
    return 0.5 * width * total;
}

/* Whether from e^y on the undiscounted curve is a power of k, but for the last digit. */
static int contract_is_power(const contract_sum *sum, double y)
{
    double a = sum->model->a, b = sum->model->b;
    return sum->rate == 0.0 && exp(-y) * sum->start * CONTRACT_POWER <= 1.0 &&
           contract_risen(sum, y) >= CONTRACT_POWER * (1.0 + a) * (1.0 + a + b + sum->clock);
}

/* From where the start no longer matters, an undiscounted curve changes on the scale 1/c only. */
static double contract_width(const contract_sum *sum, double y, double net)
{
    double scale = fmax(1.0, sum->c);
    if (sum->rate == 0.0 && exp(-y) * sum->start * CONTRACT_POWER <= 1.0)
        scale = sum->c;
    return fmin(1.0 / scale, CONTRACT_FALL / (1.0 + fabs(net)));
}

/* From `from` to `to`, or for ever where that is infinite; so_far is what is already there. */
static double contract_integral(const contract_sum *sum, double from, double to, double so_far)
{
    double y = log(from), end = log(to), total = 0.0;
    while (y < end) {
        double net = contract_net(sum, y);
        if (contract_is_power(sum, y) && !isfinite(to))
            return total + exp(contract_log_term(sum, y) + y) / (sum->model->a * sum->c - 1.0);
        double width = fmin(contract_width(sum, y, net), end - y);
        double part = contract_panel(sum, y, width);
        total += part;
        if (net < -1.0 && part <= CONTRACT_NEGLIGIBLE * (total + so_far))
            return total;
        y += width;
    }
    return total;
}

/* The ratio of f(k) to f(k - 1). */
static double contract_ratio(const contract_sum *sum, double k)
{
    return patron_contract_retain(sum->model, sum->start + k) * sum->still;
}

/* Gregory's terms at k, where f is `term`; the last one, too. */
static double contract_gregory(const contract_sum *sum, double k, double term, double *last)
{
    static const double weight[CONTRACT_DIFFERENCES + 1] = {
        1.0 / 2.0,        -1.0 / 12.0,     1.0 / 24.0,           -19.0 / 720.0,     3.0 / 160.0,
        -863.0 / 60480.0, 275.0 / 24192.0, -33953.0 / 3628800.0, 8183.0 / 1036800.0};
    double difference[CONTRACT_DIFFERENCES + 1];
    double total = 0.0;
    for (int i = 0; i <= CONTRACT_DIFFERENCES; i++) {
        difference[i] = term;
        term *= contract_ratio(sum, k + 1.0 + i);
    }
    for (int order = 0; order <= CONTRACT_DIFFERENCES; order++) {
        *last = weight[order] * difference[0];
        total += *last;
        for (int i = 0; i + order < CONTRACT_DIFFERENCES; i++)
            difference[i] = difference[i + 1] - difference[i];
    }
    return total;
}

/* Adds terms from k on, up to the horizon; the next k. */
static double contract_add_terms(const contract_sum *sum, double k, double end, double *term,
                                 double *total)
{
    while (k < end) {
        *total += *term;
        k += 1.0;
        *term *= contract_ratio(sum, k);
    }
    return k;
}

/* The sum of the next `horizon` terms, infinite for all of them. */
static double contract_residual(const contract_sum *sum, double horizon)
{
    double end = horizon + 1.0, total = 0.0, k = 1.0, last, gregory;
    double term = patron_contract_retain(sum->model, sum->start + 1.0);
    double stretch = CONTRACT_FIRST_TERMS;
    do {
        k = contract_add_terms(sum, k, fmin(k + stretch, end), &term, &total);
        stretch = CONTRACT_MORE;
        if (k + CONTRACT_FIRST_TERMS >= end) {
            (void)contract_add_terms(sum, k, end, &term, &total);
            return total;
        }
        gregory = contract_gregory(sum, k, term, &last);
    } while (fabs(last) > CONTRACT_SMOOTH * total);
    total += gregory + contract_integral(sum, k, end, total);
    if (!isfinite(end))
        return total;
    return total - contract_gregory(sum, end, exp(contract_log_term(sum, log(end))), &last);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t contract_check_discount(double discount, patron_fault *fault)
{
    if (discount >= 0.0 && discount <= CONTRACT_DISCOUNT_MAX)
        return PATRON_OK;
    int32_t status = isfinite(discount) ? PATRON_E_RANGE : PATRON_E_NOT_FINITE;
    return patron_base_fault_real(fault, status, "discount", -1, discount,
                                  "a rate in [0, 1e9] per period");
}

static int32_t contract_check_lifetime(const patron_contract_model *model, double discount,
                                       patron_fault *fault)
{
    int32_t status = patron_contract_check_model(model, 0, fault);
    return status == PATRON_OK ? contract_check_discount(discount, fault) : status;
}

static int32_t contract_check_converges(const patron_contract_model *model, double discount,
                                        patron_fault *fault)
{
    if (discount > 0.0 || model->a * contract_bend(model) > 1.0)
        return PATRON_OK;
    return patron_base_fault_real(fault, PATRON_E_DIVERGES, "discount", -1, discount,
                                  "above 0, since the mean is infinite: a c <= 1");
}

static int32_t contract_check_rows(size_t n, const void *renewals, const void *residual,
                                   patron_fault *fault)
{
    int32_t status = patron_contract_check_count("n", n, CONTRACT_ROWS_MAX, fault);
    if (status == PATRON_OK && n > 0 && renewals == NULL)
        return patron_base_fault_null(fault, "renewals");
    if (status == PATRON_OK && n > 0 && residual == NULL)
        return patron_base_fault_null(fault, "residual");
    return status;
}

static int32_t contract_overflow(int64_t row, patron_fault *fault)
{
    return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "discount", row, 0.0,
                                  "a lifetime that a double can hold");
}

/* --- rows ------------------------------------------------------------------------------------- */

static int32_t contract_residual_rows(const patron_contract_model *model, double discount,
                                      double horizon, size_t n, const uint32_t *renewals,
                                      double *residual, patron_fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        int32_t status = patron_contract_check_time("renewals", (int64_t)i, renewals[i], 0, fault);
        if (status != PATRON_OK)
            return status;
        if (i > 0 && renewals[i] == renewals[i - 1]) {
            residual[i] = residual[i - 1];
            continue;
        }
        contract_sum sum = contract_sum_of(model, discount, renewals[i]);
        double figure = contract_residual(&sum, horizon);
        if (!isfinite(figure))
            return contract_overflow((int64_t)i, fault);
        residual[i] = figure;
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_contract_lifetime(const patron_contract_model *model, double discount,
                                             double *lifetime, patron_fault *fault)
{
    int32_t status = contract_check_lifetime(model, discount, fault);
    if (status == PATRON_OK && lifetime == NULL)
        return patron_base_fault_null(fault, "lifetime");
    if (status == PATRON_OK)
        status = contract_check_converges(model, discount, fault);
    if (status != PATRON_OK)
        return status;
    contract_sum sum = contract_sum_of(model, discount, 0);
    double figure = 1.0 + sum.still * contract_residual(&sum, (double)INFINITY);
    if (!isfinite(figure))
        return contract_overflow(-1, fault);
    *lifetime = figure;
    return PATRON_OK;
}

int32_t PATRON_CALL patron_contract_lifetime_within(const patron_contract_model *model,
                                                    double discount, uint32_t periods,
                                                    double *lifetime, patron_fault *fault)
{
    int32_t status = contract_check_lifetime(model, discount, fault);
    if (status == PATRON_OK)
        status = patron_contract_check_count("periods", periods, CONTRACT_TIME_MAX, fault);
    if (status == PATRON_OK && lifetime == NULL)
        return patron_base_fault_null(fault, "lifetime");
    if (status != PATRON_OK)
        return status;
    contract_sum sum = contract_sum_of(model, discount, 0);
    *lifetime = periods == 0 ? 0.0 : 1.0 + sum.still * contract_residual(&sum, periods - 1.0);
    return PATRON_OK;
}

int32_t PATRON_CALL patron_contract_residual(const patron_contract_model *model, double discount,
                                             size_t n, const uint32_t *renewals, double *residual,
                                             patron_fault *fault)
{
    int32_t status = contract_check_lifetime(model, discount, fault);
    if (status == PATRON_OK)
        status = contract_check_rows(n, renewals, residual, fault);
    if (status == PATRON_OK)
        status = contract_check_converges(model, discount, fault);
    if (status != PATRON_OK)
        return status;
    return contract_residual_rows(model, discount, (double)INFINITY, n, renewals, residual, fault);
}

int32_t PATRON_CALL patron_contract_residual_within(const patron_contract_model *model,
                                                    double discount, uint32_t periods, size_t n,
                                                    const uint32_t *renewals, double *residual,
                                                    patron_fault *fault)
{
    int32_t status = contract_check_lifetime(model, discount, fault);
    if (status == PATRON_OK)
        status = patron_contract_check_count("periods", periods, CONTRACT_TIME_MAX, fault);
    if (status == PATRON_OK)
        status = contract_check_rows(n, renewals, residual, fault);
    if (status != PATRON_OK)
        return status;
    return contract_residual_rows(model, discount, periods, n, renewals, residual, fault);
}
