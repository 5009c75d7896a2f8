/* The waterfall as a picture: bars from the list price down to the profit, one under the other. */
#include "report.h"
#include "svg.h"
#include "waterfall.h"

#include <math.h>

enum waterfall_place {
    PLACE_WIDTH = 480,
    PLACE_BARS = 182, /* where they begin */
    PLACE_END = 382,
    PLACE_ROW = 27,
    PLACE_BAR = 17
};

/* Where the sum stands before a step and behind it. */
typedef struct waterfall_span {
    double from;
    double to;
} waterfall_span;

static void spans(const waterfall_step *step, size_t count, waterfall_span *span, double *low,
                  double *high)
{
    double at = 0;
    *low = 0;
    *high = 0;
    for (size_t i = 0; i < count; i++) {
        span[i].from = step[i].is_sum ? 0 : at;
        span[i].to = step[i].is_sum ? (double)step[i].amount : at + (double)step[i].amount;
        at = span[i].to;
        *low = fmin(*low, at);
        *high = fmax(*high, at);
    }
    *high = fmax(*high, *low + 1);
}

static void put_step(FILE *file, const wording *said, const waterfall_step *step,
                     const waterfall_span *span, double low, double scale, double y)
{
    char amount[WORDING_NUMBER];
    char tip[WORDING_SENTENCE];
    const double from = PLACE_BARS + (fmin(span->from, span->to) - low) * scale;
    const double to = PLACE_BARS + (fmax(span->from, span->to) - low) * scale;
    const int loss = step->amount < 0;
    wording_money(said, amount, step->amount);
    snprintf(tip, sizeof tip, "%s: %s", step->name, amount);
    svg_rect(file, step->is_sum ? (loss ? "bar loss" : "bar") : (loss ? "fall" : "rise"), from, y,
             fmax(to - from, 1), PLACE_BAR, 1, tip);
    svg_words(file, step->is_sum ? "sum" : "step", 0, y + 13, step->name);
    wording_plain(said, amount, step->amount);
    svg_words(file, step->is_sum ? "sum end" : "step end", PLACE_WIDTH, y + 13, amount);
}

void report_waterfall(FILE *file, const wording *said)
{
    waterfall_step step[WATERFALL_STEPS];
    waterfall_span span[WATERFALL_STEPS];
    double low = 0;
    double high = 0;
    char text[WORDING_SENTENCE];
    const size_t count = waterfall_of_firm(said->served, step);
    spans(step, count, span, &low, &high);
    const double scale = (PLACE_END - PLACE_BARS) / (high - low);
    wording_served(said, text);
    fputs("<figure>\n<h3>From the list price to the profit</h3>\n", file);
    svg_open(file, "waterfall", PLACE_WIDTH, PLACE_ROW * (double)count,
             "From the list price to the profit", text);
    svg_rule(file, "zero", PLACE_BARS - low * scale, 0, PLACE_BARS - low * scale,
             PLACE_ROW * (double)count);
    for (size_t i = 0; i < count; i++) {
        const double y = PLACE_ROW * (double)i + (PLACE_ROW - PLACE_BAR) / 2.0;
        if (i > 0 && !(step[i].is_sum && step[i].amount == 0)) {
            const double x = PLACE_BARS + (span[i - 1].to - low) * scale;
            svg_rule(file, "link", x, y - (PLACE_ROW - PLACE_BAR), x, y);
        }
        put_step(file, said, &step[i], &span[i], low, scale, y);
    }
    svg_close(file);
    report_caption(file, said->served->has_firm
                             ? "What discounts, goods and the cost to serve take, and what no "
                               "customer carries."
                             : "What discounts, goods and the cost to serve take of the list "
                               "price.");
}
