/*
 * The customer base over time: who is who by recency, frequency and money, what becomes of those who came
 * in one period, how long until the second purchase, and who moves where. docs/customer_report.md says what
 * the figures mean. Money is in minor units: the net margin where the file has a column of it, else the net
 * spend. A customer is one who has bought; who only brought something back is not counted here.
 */
#ifndef BASE_FIGURES_H
#define BASE_FIGURES_H

#include "figures.h"
#include "options.h"
#include "receipts.h"

#include <patron/patron.h>

enum base_size {
    BASE_BINS = 5,                      /* scores of each column */
    BASE_CELLS = BASE_BINS * BASE_BINS, /* recency x frequency */
    BASE_SEGMENTS = PATRON_RFM_DEFAULT_RULES,
    BASE_PERIODS = 18,       /* at most, of the triangle */
    BASE_STATES = 7,         /* at most, of the migration */
    BASE_POINTS = 201,       /* of a curve, at most */
    BASE_MARKS = 10,         /* times at which the curve is told in numbers, at most */
    BASE_LEAST = 25,         /* customers below which nobody is scored */
    BASE_LEAST_WAITING = 20, /* customers whom the curve is drawn for */
    BASE_LEAST_DAYS = 14     /* for which they were watched */
};

/* Why a part has no figures. */
enum base_absence {
    BASE_PRESENT = 0,
    BASE_TOO_FEW,        /* customers */
    BASE_SAME_RECENCY,   /* all bought last on one day */
    BASE_SAME_FREQUENCY, /* all bought on as many days */
    BASE_TOO_SHORT,      /* a time */
    BASE_NOBODY_AGAIN    /* came a second time */
};

/* Calendar periods from the first receipt to the day looked at: weeks, months, quarters or years. */
typedef struct base_periods {
    patron_cohort_grid grid;
    size_t count;
    size_t over; /* the first of them: those that have ended */
    int32_t first_day[BASE_PERIODS];
    double years; /* in a period */
} base_periods;

typedef struct base_rfm {
    int absence;
    size_t customers;
    uint64_t customers_of_score[2][BASE_BINS]; /* recency, frequency */
    int32_t last_day[BASE_BINS];               /* upper ends of the scores */
    int32_t days[BASE_BINS];
    patron_rfm_money_cell cell[BASE_CELLS];       /* (r - 1) BASE_BINS + f - 1 */
    patron_rfm_cell money_score[BASE_CELLS];      /* mean: of the scores by money */
    patron_rfm_money_cell segment[BASE_SEGMENTS]; /* in the order of patron_rfm_segment */
    patron_rfm_money_cells_result all;
} base_rfm;

typedef struct base_cohorts {
    int absence;
    patron_cohort_cell cell[BASE_PERIODS * BASE_PERIODS]; /* cohort, age */
    double active[BASE_PERIODS * BASE_PERIODS]; /* share of the cohort that bought; NaN: not over */
    double mean[BASE_PERIODS];                  /* by age, weighted by size */
    uint64_t reached[BASE_PERIODS];             /* customers of the cohorts of that age */
    uint64_t again[BASE_PERIODS];               /* of these, who bought at that age */
} base_cohorts;

/* From the first to the second day with a purchase. Times are in days. */
typedef struct base_return {
    int absence;
    size_t customers;
    uint64_t back; /* customers with a second day */
    double end;    /* the curve is drawn as long as BASE_LEAST_WAITING customers were watched */
    size_t points;
    double time[BASE_POINTS];
    double waiting[BASE_POINTS]; /* share not back yet, and its limits of 95% */
    double low[BASE_POINTS];
    double high[BASE_POINTS];
    size_t marks;
    double mark[BASE_MARKS]; /* in days; the last one is the end */
    double mark_waiting[BASE_MARKS];
    double mark_low[BASE_MARKS];
    double mark_high[BASE_MARKS];
    double half; /* day by which half of those who come back until the end are back */
    double most; /* nine in ten of them */
    double late; /* chance to come back after that until the end, of who has not by then */
} base_return;

/* Moves between states: periods since the last purchase. */
typedef struct base_migration {
    int absence;
    size_t states; /* the last one: that long or longer */
    uint64_t count[BASE_STATES * BASE_STATES];
    uint64_t moves[BASE_STATES]; /* from each state */
    double chance[BASE_STATES * BASE_STATES];
    double customers[BASE_STATES]; /* at the end of the last period that is over */
    double margin;                 /* of a customer in a period in which they buy */
    uint32_t ahead;                /* periods of the year ahead: 4 quarters */
    double value[BASE_STATES];     /* what a customer in it will bring in these */
    double equity[BASE_STATES];    /* and all of them */
} base_migration;

typedef struct base_figures {
    base_periods periods;
    base_rfm rfm;
    base_cohorts cohorts;
    base_return back;
    base_migration migration;
} base_figures;

/* Ends the program with exit code 1 where the library finds a fault in the receipts. */
void base_make(base_figures *base, const receipts *all, const figures *made, const options *chosen);

/* The steps. */
void base_periods_make(base_periods *periods, int32_t first_day, int32_t as_of);
void base_rfm_make(base_rfm *rfm, const figures *made);
void base_cohorts_make(base_cohorts *cohorts, const base_periods *periods, const receipts *all);
void base_return_make(base_return *back, const receipts *all, const figures *made);
void base_migration_make(base_migration *migration, const base_periods *periods,
                         const base_cohorts *cohorts, const receipts *all, const options *chosen);

#endif
