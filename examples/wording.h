/* The report's sentences and numbers, the same on paper, page and terminal. */
#ifndef WORDING_H
#define WORDING_H

#include "base_figures.h"
#include "figures.h"
#include "repeat.h"
#include "served.h"

enum wording_size { WORDING_NUMBER = 56, WORDING_SENTENCE = 640 };

/* What is being said, about what. */
typedef struct wording {
    const options *chosen;
    const receipts *all;
    const figures *made;
    const served *served;     /* NULL where it is not known what customers cost */
    const tables *cost_files; /* what this was read from */
    size_t cost_missing;      /* customers these do not have */
    const repeat *repeat;     /* NULL where no model of repeat buying was asked for */
    const base_figures *base; /* over time; NULL in cost_to_serve */
} wording;

/* Numbers. */
void wording_count(char text[WORDING_NUMBER], double count);     /* 4,212 */
void wording_share(char text[WORDING_NUMBER], double share);     /* 71.3% */
void wording_fraction(char text[WORDING_NUMBER], double number); /* 0.683 */
void wording_money(const wording *said, char text[WORDING_NUMBER], int64_t minor);
void wording_whole(const wording *said, char text[WORDING_NUMBER], int64_t minor);
void wording_estimate(const wording *said, char text[WORDING_NUMBER], double minor);
/* In a column whose head names the currency. */
void wording_plain(const wording *said, char text[WORDING_NUMBER], int64_t minor);
void wording_plain_estimate(const wording *said, char text[WORDING_NUMBER], double minor);
void wording_head(const wording *said, char text[WORDING_NUMBER]);                 /* spend, EUR */
void wording_short(const wording *said, char text[WORDING_NUMBER], int64_t minor); /* 20k */

/* What they will bring: "margin" or, where none is known, "revenue". */
const char *wording_money_name(const wording *said);

/* "spend" or "margin": what customers are ranked by. */
const char *wording_value(const wording *said);

/* Sentences, ended by a full stop. An empty one is to be left out. */
void wording_headline(const wording *said, char text[WORDING_SENTENCE]);
void wording_span(const wording *said, char text[WORDING_SENTENCE]);
void wording_once(const wording *said, char text[WORDING_SENTENCE]);
void wording_losers(const wording *said, char text[WORDING_SENTENCE]);
void wording_gini(const wording *said, char text[WORDING_SENTENCE]);
void wording_lifetime(const wording *said, char text[WORDING_SENTENCE]);
void wording_retention(const wording *said, char text[WORDING_SENTENCE]);
void wording_rule(const wording *said, char text[WORDING_SENTENCE]);
void wording_margin(const wording *said, char text[WORDING_SENTENCE]);
void wording_lines(const wording *said, char text[WORDING_SENTENCE]);

/* The same where it is known what customers cost. */
void wording_served(const wording *said, char text[WORDING_SENTENCE]);
void wording_profits(const wording *said, char text[WORDING_SENTENCE]);
void wording_size_profit(const wording *said, char text[WORDING_SENTENCE]);
void wording_below(const wording *said, char text[WORDING_SENTENCE]);
void wording_labels(const wording *said, char text[WORDING_SENTENCE]);
void wording_costs_read(const wording *said, char text[WORDING_SENTENCE]);

/* Who is still a customer: all but the first are empty where there is no fit. */
void wording_repeat_model(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_alive(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_year(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_money(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_equity(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_interval(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_histogram(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_holdout(const wording *said, char text[WORDING_SENTENCE]);
void wording_repeat_trust(const wording *said, char text[WORDING_SENTENCE]);
/* How a fit ended: "converged", "no maximum: a falls to 0; NBD does as well". */
void wording_verdict(const repeat_try *tried, char text[WORDING_SENTENCE]);

/* 2.5%, as it was given; 1 customer, 4,212 customers; "0.28", to two decimals. */
void wording_rate(char text[WORDING_NUMBER], double rate);
void wording_customers(char text[WORDING_NUMBER], double count);
void wording_number(char text[WORDING_NUMBER], double number, unsigned decimals);

#endif
