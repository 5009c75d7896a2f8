#include "test_pareto.h"

#include <stdio.h>

enum { CUSTOMERS = 24000 };

static double spend[CUSTOMERS];
static int64_t cents[CUSTOMERS];
static double sorted[CUSTOMERS];

/* Spend of every CDNOW customer, in cents; 0 where the file is missing. */
static size_t read_customers(void)
{
    const char *path = support_data("cdnow_master.csv");
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    char line[128];
    unsigned long customer;
    long dollars;
    long rest;
    size_t most = 0;
    if (file == NULL)
        return 0;
    memset(cents, 0, sizeof cents);
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "%lu,%*[^,],%*[^,],%ld.%2ld", &customer, &dollars, &rest) != 3)
            continue;
        assert_true(customer >= 1 && customer <= CUSTOMERS);
        cents[customer - 1] += 100 * dollars + rest;
        most = customer > most ? (size_t)customer : most;
    }
    fclose(file);
    for (size_t i = 0; i < most; i++)
        spend[i] = (double)cents[i];
    return most;
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

static void cdnow_is_summed_up_as_by_hand(void **state)
{
    (void)state;
    size_t n = read_customers();
    if (n == 0)
        return;
    assert_int_equal(n, 23570);
    memcpy(sorted, spend, sizeof sorted);
    qsort(sorted, n, sizeof *sorted, descending);
    double total = 0.0;
    double weighted = 0.0;
    double squares = 0.0;
    double theil = 0.0;
    double makers = 0.0;
    for (size_t i = 0; i < n; i++) {
        total += sorted[i];
        weighted += sorted[i] * (double)(n - i); /* rank among ascending values */
        squares += sorted[i] * sorted[i];
        makers += sorted[i] > 0.0;
    }
    double mean = total / (double)n;
    double top = 0.0;
    double cumulative = 0.0;
    size_t rank = 0;
    for (size_t i = 0; i < n; i++)
        if (sorted[i] > 0.0)
            theil += sorted[i] / mean * log(sorted[i] / mean);
    for (size_t i = 0; i < n / 5; i++)
        top += sorted[i]; /* 23,570 / 5 is whole */
    while (cumulative < 0.8 * total)
        cumulative += sorted[rank++];
    double gini = (2.0 * weighted - (double)(n + 1) * total) / ((double)n * total);
    patron_pareto_result result;
    assert_int_equal(pareto_summarize(NULL, n, spend, NULL, NULL, &result), PATRON_OK);
    assert_close(result.total, total, 0.0, 0.0);
    assert_close(result.makers, makers, 0.0, 0.0);
    assert_close(result.top_sum, top, 0.0, 0.0);
    assert_close(result.target_rank, (double)rank, 0.0, 0.0);
    assert_close(result.gini, gini, 1e-11, 0.0);
    assert_close(result.theil_t, theil / (double)n, 1e-11, 0.0);
    assert_close(result.hhi, squares / total / total, 1e-11, 0.0);
    patron_pareto_money_result money;
    assert_int_equal(pareto_summarize_money(NULL, n, cents, NULL, NULL, &money), PATRON_OK);
    assert_int_equal(money.total, (int64_t)total);
    assert_close(money.gini, result.gini, 1e-14, 0.0);
    assert_close(money.theil_t, result.theil_t, 1e-14, 0.0);
    assert_close(money.target_rank, result.target_rank, 0.0, 0.0);
    printf("CDNOW: the top fifth of %zu customers spend %.2f %%, Gini %.6f\n", n,
           100.0 * result.top_held, result.gini);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cdnow_is_summed_up_as_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
