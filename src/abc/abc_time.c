/*
 * Time-driven costing: what a department can do, and how long each event takes it.
 *
 *     capacity = headcount minutes practical      minutes = sum over k of b_k x_first(k) x_second(k)
 *
 * Source: R. Kaplan & S. Anderson, "Time-Driven Activity-Based Costing", Harvard Business Review
 * (November 2004).
 */
#include "../portability.h"
#include "../base/base_fault.h"
#include "../numeric/numeric_compensated.h"
#include <patron/abc.h>

#include <float.h>
#include <math.h>

#define ABC_TIME_ROWS_MAX ((size_t)0x7FFFFFFF)
#define ABC_TIME_TERMS_MAX ((size_t)1048576)

/* --- kernels ------------------------------------------------------------------------------------ */

static double abc_time_column(uint32_t column, const double *x)
{
    return column == PATRON_NONE ? 1.0 : x[column];
}

static double abc_time_minutes(size_t terms, const patron_abc_term *term, const double *x)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0);
    for (size_t k = 0; k < terms; k++)
        sum = numeric_pair_add(sum, term[k].minutes * abc_time_column(term[k].first, x) *
                                        abc_time_column(term[k].second, x));
    return numeric_pair_value(sum);
}

/* --- checks ------------------------------------------------------------------------------------- */

static int32_t abc_time_check_count(const char *argument, size_t n, size_t most,
                                    patron_fault *fault)
{
    if (n <= most)
        return PATRON_OK;
    return patron_base_fault_unsigned(fault, PATRON_E_RANGE, argument, -1, n,
                                      most == ABC_TIME_TERMS_MAX ? "a count in [0, 1048576]"
                                                                 : "a count in [0, 2147483647]");
}

static int32_t abc_time_check_array(const char *argument, size_t n, const void *array,
                                    patron_fault *fault)
{
    return n > 0 && array == NULL ? patron_base_fault_null(fault, argument) : PATRON_OK;
}

/* A number of at least 0, of a row. */
static int32_t abc_time_check_size(const char *argument, size_t row, double value, double most,
                                   const char *expected, patron_fault *fault)
{
    if (!isfinite(value))
        return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, argument, (int64_t)row, value,
                                      "a finite number");
    if (value < 0.0 || value > most)
        return patron_base_fault_real(fault, PATRON_E_RANGE, argument, (int64_t)row, value,
                                      expected);
    return PATRON_OK;
}

static int32_t abc_time_check_staff(size_t row, const patron_abc_staff *staff, patron_fault *fault)
{
    int32_t status = abc_time_check_size("staff.headcount", row, staff->headcount, DBL_MAX,
                                         "a number of at least 0", fault);
    if (status == PATRON_OK)
        status = abc_time_check_size("staff.minutes", row, staff->minutes, DBL_MAX,
                                     "minutes of at least 0", fault);
    if (status == PATRON_OK)
        status = abc_time_check_size("staff.practical", row, staff->practical, 1.0,
                                     "a share in [0, 1]", fault);
    return status;
}

static int32_t abc_time_check_offsets(size_t equations, const uint32_t *offset, size_t terms,
                                      patron_fault *fault)
{
    for (size_t e = 0; offset != NULL && e <= equations; e++) {
        size_t least = e > 0 ? offset[e - 1] : 0;
        size_t most = e > 0 ? terms : 0;
        if (offset[e] < least || offset[e] > most || (e == equations && offset[e] != terms))
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "offset", (int64_t)e,
                                              offset[e],
                                              "0 first, ascending, the number of terms last");
    }
    return PATRON_OK;
}

static int32_t abc_time_check_terms(size_t terms, const patron_abc_term *term, size_t m,
                                    patron_fault *fault)
{
    for (size_t k = 0; k < terms; k++) {
        if (!isfinite(term[k].minutes))
            return patron_base_fault_real(fault, PATRON_E_NOT_FINITE, "term.minutes", (int64_t)k,
                                          term[k].minutes, "a finite number");
        if (term[k].first != PATRON_NONE && term[k].first >= m)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "term.first", (int64_t)k,
                                              term[k].first, "a column below m, or PATRON_NONE");
        if (term[k].second != PATRON_NONE && term[k].second >= m)
            return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "term.second", (int64_t)k,
                                              term[k].second, "a column below m, or PATRON_NONE");
    }
    return PATRON_OK;
}

static int32_t abc_time_check_events(size_t equations, size_t n, const uint32_t *equation, size_t m,
                                     const double *x, const double *minutes, patron_fault *fault)
{
    int32_t status = abc_time_check_count("n", n, ABC_TIME_ROWS_MAX, fault);
    if (status == PATRON_OK && n > 0 && equation == NULL && equations == 0)
        status = patron_base_fault_null(fault, "equation");
    if (status == PATRON_OK)
        status = abc_time_check_count("m", m, ABC_TIME_ROWS_MAX, fault);
    if (status != PATRON_OK)
        return status;
    if (m > 0 && n > SIZE_MAX / sizeof *x / m)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "m", -1, m,
                                          "n rows of m that fit in memory");
    status = abc_time_check_array("x", m > 0 ? n : 0, x, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("minutes", n, minutes, fault);
    return status;
}

static int32_t abc_time_check_event(size_t equations, size_t row, uint32_t equation, size_t m,
                                    const double *x, patron_fault *fault)
{
    if (equation >= equations)
        return patron_base_fault_unsigned(fault, PATRON_E_RANGE, "equation", (int64_t)row, equation,
                                          "an equation below equations");
    for (size_t j = 0; j < m; j++)
        if (!isfinite(x[j]))
            return patron_base_fault_real_at(fault, PATRON_E_NOT_FINITE, "x", (int64_t)row,
                                             (int64_t)j, x[j], "a finite number");
    return PATRON_OK;
}

/* What the terms of an event come to has to be a time. */
static int32_t abc_time_check_minutes(size_t row, double minutes, patron_fault *fault)
{
    if (!isfinite(minutes))
        return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "minutes", (int64_t)row, minutes,
                                      "minutes that fit in a double");
    return abc_time_check_size("minutes", row, minutes, DBL_MAX, "terms of at least 0 in all",
                               fault);
}

/* --- public ------------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_abc_capacity(size_t n, const int64_t *cost,
                                        const patron_abc_staff *staff, double *capacity,
                                        double *rate, patron_fault *fault)
{
    int32_t status = abc_time_check_count("n", n, ABC_TIME_ROWS_MAX, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("cost", n, cost, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("staff", n, staff, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("capacity", n, capacity, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("rate", n, rate, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        status = abc_time_check_staff(i, &staff[i], fault);
        if (status != PATRON_OK)
            return status;
        double minutes = staff[i].headcount * (staff[i].minutes * staff[i].practical);
        double each = (double)cost[i] / minutes;
        if (!isfinite(minutes))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "capacity", (int64_t)i, minutes,
                                          "minutes that fit in a double");
        if (minutes > 0.0 && !isfinite(each))
            return patron_base_fault_real(fault, PATRON_E_OVERFLOW, "rate", (int64_t)i, each,
                                          "a rate that fits in a double");
        capacity[i] = minutes;
        rate[i] = minutes > 0.0 ? each : (double)NAN;
    }
    return status;
}

int32_t PATRON_CALL patron_abc_minutes(size_t equations, const uint32_t *offset, size_t terms,
                                       const patron_abc_term *term, size_t n,
                                       const uint32_t *equation, size_t m, const double *x,
                                       double *minutes, patron_fault *fault)
{
    int32_t status = abc_time_check_count("equations", equations, ABC_TIME_TERMS_MAX, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("offset", equations + terms, offset, fault);
    if (status == PATRON_OK)
        status = abc_time_check_count("terms", terms, ABC_TIME_TERMS_MAX, fault);
    if (status == PATRON_OK)
        status = abc_time_check_array("term", terms, term, fault);
    if (status == PATRON_OK)
        status = abc_time_check_events(equations, n, equation, m, x, minutes, fault);
    if (status == PATRON_OK)
        status = abc_time_check_offsets(equations, offset, terms, fault);
    if (status == PATRON_OK)
        status = abc_time_check_terms(terms, term, m, fault);
    for (size_t i = 0; status == PATRON_OK && i < n; i++) {
        uint32_t which = equation != NULL ? equation[i] : 0;
        const double *event = m > 0 ? x + i * m : x;
        status = abc_time_check_event(equations, i, which, m, event, fault);
        if (status != PATRON_OK)
            return status;
        size_t first = offset[which], count = offset[which + 1] - first;
        double sum = count > 0 ? abc_time_minutes(count, term + first, event) : 0.0;
        status = abc_time_check_minutes(i, sum, fault);
        if (status == PATRON_OK)
            minutes[i] = sum;
    }
    return status;
}
