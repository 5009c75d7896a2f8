/* A program of someone else's: it knows the installed headers and the library, nothing more. */
#include <patron/patron.h>

#include <stdio.h>

int main(void)
{
    const patron_clv_terms terms = {100, 0.8, 0.1, 0, 0, PATRON_CLV_FOREVER, PATRON_CLV_NOW};
    patron_history history = {0};
    double value = 0;
    int32_t status = patron_history_add(&history, 20000, 4550, 0, NULL);
    if (status == PATRON_OK)
        status = patron_clv_constant(&terms, 1, NULL, NULL, NULL, NULL, NULL, &value, NULL);
    printf("patron %s: %s, %.4f\n", patron_version_text(), patron_status_name(status), value);
    return history.days != 1 || value < 366.6666 || value > 366.6667;
}
