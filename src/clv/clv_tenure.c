/*
 * Lines of a schedule that change with tenure.
 *
 * Source: F. Reichheld, "The Loyalty Effect" (1996), ch. 2; V. Kumar, J. Petersen and R. Leone (2007).
 */
#include "../portability.h"
#include "clv_terms.h"
#include "clv_wide.h"

#include "../base/base_fault.h"

/* One line of amounts: customer i's is at amount + (i lines + line) m. */
typedef struct clv_tenure_line {
    size_t line;
    size_t lines;
    size_t m;
    double *amount;
} clv_tenure_line;

static int32_t clv_tenure_check(const clv_tenure_line *line, size_t n, patron_fault *fault)
{
    int32_t status = PATRON_OK;
    if (line->m > 0 && line->lines > 0)
        status = patron_clv_check_column(n, line->amount, "amount", fault);
    if (status == PATRON_OK && line->line >= line->lines)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "line", -1, line->line,
                                          "a line below lines");
    return status;
}

/* What a course of amounts needs. */
typedef struct clv_tenure_course {
    double start;
    double limit;
    clv_wide apart; /* start - limit */
    clv_wide step;  /* 1 + rate */
} clv_tenure_course;

/* Writes it, or only looks whether it is finite. */
static int clv_tenure_course_run(const clv_tenure_course *course, size_t m, double *amount)
{
    clv_wide limit = clv_wide_of(course->limit);
    clv_wide apart = course->apart;
    for (size_t t = 0; t < m; t++) {
        double value = clv_wide_value(patron_clv_wide_sum(limit, apart));
        if (!clv_finite(value))
            return 0;
        if (amount != NULL)
            amount[t] = value;
        apart = clv_wide_product(apart, course->step);
    }
    return 1;
}

int32_t PATRON_CALL patron_clv_tenure(size_t line, size_t n, const double *start,
                                      const double *rate, const double *limit, size_t lines,
                                      size_t m, double *amount, patron_fault *fault)
{
    const clv_tenure_line place = {line, lines, m, amount};
    int32_t status = patron_clv_check_column(n, start, "start", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, rate, "rate", fault);
    if (status == PATRON_OK)
        status = clv_tenure_check(&place, n, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        clv_tenure_course course;
        int64_t number = (int64_t)i;
        status = patron_clv_check_amount(start[i], "start", number, fault);
        if (status == PATRON_OK)
            status = patron_clv_check_growth(rate[i], "rate", number, fault);
        if (status == PATRON_OK && limit != NULL)
            status = patron_clv_check_amount(limit[i], "limit", number, fault);
        if (status != PATRON_OK)
            return status;
        course.start = start[i];
        course.limit = limit != NULL ? limit[i] : 0.0;
        course.apart = patron_clv_wide_difference(clv_wide_of(start[i]), clv_wide_of(course.limit));
        course.step = patron_clv_wide_sum(clv_wide_of(1.0), clv_wide_of(rate[i]));
        if (!clv_tenure_course_run(&course, m, NULL))
            return patron_clv_fault_overflow("amount", number, fault);
        if (m > 0)
            (void)clv_tenure_course_run(&course, m, amount + (i * lines + line) * m);
    }
    return status;
}

int32_t PATRON_CALL patron_clv_referrals(size_t line, uint32_t after, size_t n,
                                         const double *referrals, const double *value, size_t lines,
                                         size_t m, double *amount, patron_fault *fault)
{
    const clv_tenure_line place = {line, lines, m, amount};
    int32_t status = patron_clv_check_column(n, referrals, "referrals", fault);
    if (status == PATRON_OK)
        status = patron_clv_check_column(n, value, "value", fault);
    if (status == PATRON_OK)
        status = clv_tenure_check(&place, n, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        int64_t number = (int64_t)i;
        status = patron_clv_check_real(referrals[i], referrals[i] >= 0.0, "referrals", number,
                                       "customers per period, >= 0", fault);
        if (status == PATRON_OK)
            status = patron_clv_check_amount(value[i], "value", number, fault);
        if (status != PATRON_OK)
            return status;
        double brought = referrals[i] * value[i] + 0.0;
        if (!clv_finite(brought))
            return patron_clv_fault_overflow("amount", number, fault);
        for (size_t t = 0; t < m; t++)
            amount[(i * lines + line) * m + t] = t >= after ? brought : 0.0;
    }
    return status;
}
