#include "base_figures.h"

#include <string.h>

void base_make(base_figures *base, const receipts *all, const figures *made, const options *chosen)
{
    memset(base, 0, sizeof *base);
    base_periods_make(&base->periods, made->first_day, made->as_of);
    base_rfm_make(&base->rfm, made);
    base_cohorts_make(&base->cohorts, &base->periods, all);
    base_return_make(&base->back, all, made);
    base_migration_make(&base->migration, &base->periods, &base->cohorts, all, chosen);
}
