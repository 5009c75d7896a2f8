/*
 * Break-even of a mailing by cells:
 *
 *     break_even = cost / profit,   index = 100 (rate / break_even - 1),
 *     expected = names (rate profit - cost),   rate = responses / tested
 *
 * The index and the expected profit have one sign: that of responses profit - cost tested.
 *
 * Source: A. Hughes, "Strategic database marketing" (1994).
 */
#include "rfm_column.h"

#include "../base/base_fault.h"
#include "../sum/sum_exact.h"

#include <math.h>
#include <string.h>

enum { RFM_MAIL_RESULT_FIRST_SIZE = 88, RFM_NAMES_MAX = 2147483647 };

typedef struct rfm_mail_job {
    double cost;
    double profit;
    size_t n;
    const uint64_t *tested;
    const uint64_t *responses;
    const uint64_t *names;
} rfm_mail_job;

/* --- kernels ---------------------------------------------------------------------------------- */

/* What one name brings, on average; NaN where nobody was tested. */
static double rfm_mail_margin(const rfm_mail_job *job, size_t cell)
{
    double tested = (double)job->tested[cell];
    if (job->tested[cell] == 0)
        return (double)NAN;
    return ((double)job->responses[cell] * job->profit - job->cost * tested) / tested;
}

static double rfm_mail_names(const rfm_mail_job *job, size_t cell)
{
    return (double)(job->names != NULL ? job->names[cell] : job->tested[cell]);
}

/* Responses expected of all tested cells, or of those above break-even; or their profit. */
static double rfm_mail_sum(const rfm_mail_job *job, int of_profit, int of_mailed)
{
    patron_sum_exact sum;
    double total = 0.0;
    patron_sum_exact_init(&sum);
    for (size_t c = 0; c < job->n; c++) {
        double margin = rfm_mail_margin(job, c);
        if (isnan(margin) || (of_mailed && margin <= 0.0))
            continue;
        double rate = (double)job->responses[c] / (double)job->tested[c];
        sum_exact_add(&sum, rfm_mail_names(job, c) * (of_profit ? margin : rate));
    }
    (void)patron_sum_exact_round(&sum, &total); /* at most 1e140: it fits */
    return total;
}

static void rfm_mail_figures(const rfm_mail_job *job, patron_rfm_mail_result *figures)
{
    double tried =
        0.0; /* names in tested cells: at most 2^62, and no figure needs the last of them */
    for (size_t c = 0; c < job->n; c++) {
        double margin = rfm_mail_margin(job, c);
        uint64_t names = job->names != NULL ? job->names[c] : job->tested[c];
        figures->names += names;
        if (isnan(margin))
            continue;
        tried += (double)names;
        figures->names_mailed += margin > 0.0 ? names : 0;
        figures->mailed += margin > 0.0 ? 1 : 0;
    }
    figures->break_even = job->cost / job->profit;
    figures->test_names = ceil(4.0 * job->profit / job->cost);
    figures->notes = figures->break_even > 1.0 ? PATRON_RFM_NOTE_NEVER : 0;
    figures->response = tried > 0.0 ? rfm_mail_sum(job, 0, 0) / tried : (double)NAN;
    figures->response_mailed = figures->names_mailed > 0
                                   ? rfm_mail_sum(job, 0, 1) / (double)figures->names_mailed
                                   : (double)NAN;
    figures->profit = rfm_mail_sum(job, 1, 1);
    figures->profit_of_all = rfm_mail_sum(job, 1, 0);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t rfm_mail_price(double price, const char *argument, patron_fault *fault)
{
    if (!isfinite(price))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, -1, price,
                                      "an amount in [1e-100, 1e100]");
    if (price < 1e-100 || price > 1e100)
        return patron_base_fault_real(fault, PATRON_E_RANGE, argument, -1, price,
                                      "an amount in [1e-100, 1e100]");
    return PATRON_OK;
}

static int32_t rfm_mail_check(const rfm_mail_job *job, const patron_rfm_mail_result *result,
                              patron_fault *fault)
{
    int32_t status = rfm_mail_price(job->cost, "cost", fault);
    if (status == PATRON_OK)
        status = rfm_mail_price(job->profit, "profit", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_rows(job->n, fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, job->tested, "tested", fault);
    if (status == PATRON_OK)
        status = patron_rfm_check_there(job->n, job->responses, "responses", fault);
    if (status == PATRON_OK && result != NULL)
        status = patron_base_check_result(result, RFM_MAIL_RESULT_FIRST_SIZE, fault);
    return status;
}

static int32_t rfm_mail_check_rows(const rfm_mail_job *job, patron_fault *fault)
{
    for (size_t c = 0; c < job->n; c++) {
        if (job->tested[c] > RFM_NAMES_MAX)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "tested", (int64_t)c,
                                              job->tested[c], "a number in [0, 2147483647]");
        if (job->responses[c] > job->tested[c])
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "responses", (int64_t)c,
                                              job->responses[c], "not more than were tested");
        if (job->names != NULL && job->names[c] > RFM_NAMES_MAX)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "names", (int64_t)c,
                                              job->names[c], "a number in [0, 2147483647]");
    }
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_rfm_mail(double cost, double profit, size_t n, const uint64_t *tested,
                                    const uint64_t *responses, const uint64_t *names, double *index,
                                    double *expected, uint32_t *mail,
                                    patron_rfm_mail_result *result, patron_fault *fault)
{
    rfm_mail_job job = {cost, profit, n, tested, responses, names};
    patron_rfm_mail_result figures;
    memset(&figures, 0, sizeof figures);
    int32_t status = rfm_mail_check(&job, result, fault);
    if (status == PATRON_OK)
        status = rfm_mail_check_rows(&job, fault);
    if (status != PATRON_OK)
        return status;
    for (size_t c = 0; c < n; c++) {
        double margin = rfm_mail_margin(&job, c);
        if (index != NULL)
            index[c] = 100.0 * (margin / cost);
        if (expected != NULL)
            expected[c] = rfm_mail_names(&job, c) * margin;
        if (mail != NULL)
            mail[c] = margin > 0.0 ? 1 : 0;
    }
    if (result != NULL) {
        rfm_mail_figures(&job, &figures);
        patron_base_write_result(result, &figures, sizeof figures);
    }
    return PATRON_OK;
}
