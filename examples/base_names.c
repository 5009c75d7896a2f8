/* What periods and segments are called. */
#include "base_wording.h"
#include "dates.h"
#include "faults.h"

#include <string.h>

static const char *unit_of(const base_periods *periods)
{
    const uint32_t length = periods->grid.length;
    return periods->grid.unit == PATRON_COHORT_DAYS ? "week"
           : length == 1                            ? "month"
           : length == 3                            ? "quarter"
                                                    : "year";
}

/* Years in a period; 1 where it is one, or less. */
static unsigned years_of(const base_periods *periods)
{
    const uint32_t length = periods->grid.length;
    return periods->grid.unit == PATRON_COHORT_MONTHS && length > 12 ? (unsigned)length / 12 : 1;
}

void base_wording_period(const base_periods *periods, char text[WORDING_NUMBER])
{
    const unsigned years = years_of(periods);
    if (years > 1) {
        snprintf(text, WORDING_NUMBER, "period of %u years", years);
    } else {
        snprintf(text, WORDING_NUMBER, "%s", unit_of(periods));
    }
}

void base_wording_periods(const base_periods *periods, size_t count, char text[WORDING_NUMBER])
{
    const unsigned years = years_of(periods);
    if (years > 1) {
        snprintf(text, WORDING_NUMBER, "%u years", (unsigned)count * years);
    } else {
        snprintf(text, WORDING_NUMBER, "%u %s%s", (unsigned)count, unit_of(periods),
                 count == 1 ? "" : "s");
    }
}

void base_wording_ahead(const wording *said, char text[WORDING_NUMBER])
{
    const base_periods *periods = &said->base->periods;
    const uint32_t ahead = said->base->migration.ahead;
    if (ahead == 1) {
        base_wording_period(periods, text);
    } else {
        base_wording_periods(periods, ahead, text);
    }
}

void base_wording_name(const base_periods *periods, size_t period, char text[WORDING_NUMBER])
{
    patron_fault fault;
    const int32_t day = periods->first_day[period];
    int32_t year = 0;
    int32_t month = 0;
    faults_stop(patron_calendar_date(1, &day, &year, &month, NULL, &fault), &fault);
    if (periods->grid.unit == PATRON_COHORT_DAYS) {
        dates_format(text, day);
    } else if (periods->grid.length == 1) {
        snprintf(text, WORDING_NUMBER, "%04d-%02d", (int)year, (int)month);
    } else if (periods->grid.length == 3) {
        snprintf(text, WORDING_NUMBER, "%04d Q%d", (int)year, ((int)month + 2) / 3);
    } else if (years_of(periods) == 1) {
        snprintf(text, WORDING_NUMBER, "%04d", (int)year);
    } else {
        snprintf(text, WORDING_NUMBER, "%04d on", (int)year);
    }
}

static const char *const segment_names[BASE_SEGMENTS][2] = {
    {"champions", "bought lately, often and for much"},
    {"cannot lose them", "bought often and for much, and not for the longest time"},
    {"new customers", "lately, and hardly ever before"},
    {"promising", "some time ago, and hardly ever before"},
    {"loyal", "often, and not long ago"},
    {"potential loyalists", "a second time, and not long ago"},
    {"at risk", "often and for some money, and long ago"},
    {"need attention", "average, and long ago"},
    {"about to sleep", "little, and long ago"},
    {"lost", "least of all, and longest ago"},
    {"hibernating", "the rest of those who bought longest ago"},
};

const char *base_wording_segment(size_t segment)
{
    return segment_names[segment - 1][0];
}

const char *base_wording_segment_says(size_t segment)
{
    return segment_names[segment - 1][1];
}
