/* Sentences. */
#include "map_wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "4.1% dearer than its rivals", "no dearer than its rivals" */
static void against(char text[MAP_NUMBER + 32], double ratio, const char *more, const char *less)
{
    char number[MAP_NUMBER];
    map_percent(number, fabs(ratio - 1), 1);
    if (strcmp(number, "0.0%") == 0) {
        snprintf(text, MAP_NUMBER + 32, "no %s", more);
    } else {
        snprintf(text, MAP_NUMBER + 32, "%s %s", number, ratio > 1 ? more : less);
    }
}

void map_say_headline(const map_report *said, char text[MAP_SENTENCE])
{
    const map_supplier *own = &said->made->supplier[said->made->own];
    char name[MAP_NAME];
    char quality[MAP_NUMBER + 32];
    char price[MAP_NUMBER + 32];
    map_supplier_name(said, name, said->made->own);
    against(quality, own->quality.ratio, "better", "worse");
    against(price, own->price, "dearer", "cheaper");
    snprintf(text, MAP_SENTENCE, "%s is %s: %s than its rivals, and %s.", name, map_zone(own->zone),
             quality, price);
}

void map_say_read(const map_report *said, char text[MAP_SENTENCE])
{
    const map_figures *made = said->made;
    char interviews[MAP_NUMBER];
    map_plain(interviews, (double)made->interviews, 0);
    snprintf(text, MAP_SENTENCE, "%s interview%s in %u wave%s on %u suppliers and %u attribute%s.",
             interviews, made->interviews == 1 ? "" : "s", (unsigned)said->all->waves.count,
             said->all->waves.count == 1 ? "" : "s", (unsigned)made->suppliers,
             (unsigned)made->attributes, made->attributes == 1 ? "" : "s");
}

void map_say_weights(const map_report *said, char text[MAP_SENTENCE])
{
    static const char *const by[MAP_WEIGHTS] = {
        "by the points that respondents give them",
        "by their correlation with the overall rating, each alone",
        "by the regression of the overall rating on all of them",
        "by their Shapley shares of what they explain of the overall rating together"};
    const map_figures *made = said->made;
    char quality[MAP_NUMBER];
    char price[MAP_NUMBER];
    map_percent(quality, 1 - made->price_weight, 1);
    map_percent(price, made->price_weight, 1);
    snprintf(text, MAP_SENTENCE,
             "Attributes are weighed %s; quality counts for %s and price for %s%s.",
             by[made->weights], quality, price,
             made->price_stated               ? ", as respondents say"
             : said->chosen->price_weight < 0 ? ", as nobody says otherwise"
                                              : "");
}

void map_say_fit(const map_report *said, char text[MAP_SENTENCE])
{
    const patron_cva_fit *fit = &said->made->fit[MAP_REGRESSION];
    char used[MAP_NUMBER];
    char skipped[MAP_NUMBER];
    char explained[MAP_NUMBER];
    char condition[MAP_NUMBER];
    map_plain(used, (double)fit->used, 0);
    map_plain(skipped, (double)fit->skipped, 0);
    map_percent(explained, fit->r_squared, 1);
    map_plain(condition, fit->condition, 1);
    text[0] = 0;
    if (!isnan(fit->r_squared)) {
        snprintf(
            text, MAP_SENTENCE,
            "Derived from %s full ratings (%s with a gap left out): the attributes explain %s of "
            "the differences between overall ratings. Condition %s, %s.",
            used, skipped, explained, condition,
            fit->condition > 30 ? "above 30: attributes are hard to tell apart"
                                : "below 30: attributes can be told apart");
    }
}

/* Adds to a list; names beyond what fits are left out. */
static void add(char text[MAP_SENTENCE], const char *name, int first)
{
    const size_t size = strlen(text);
    if (size + MAP_NAME + 120 < MAP_SENTENCE) {
        snprintf(text + size, MAP_SENTENCE - size, "%s%s", first ? "" : ", ", name);
    }
}

/* Adds a caveat of the attributes that it holds for. */
static void caveat(const map_report *said, char text[MAP_SENTENCE], const char *begin,
                   int (*holds)(const map_figures *, size_t))
{
    int first = 1;
    for (size_t j = 0; j < said->made->attributes; j++) {
        if (holds(said->made, j)) {
            char name[MAP_NAME];
            map_attribute_name(said, name, j);
            if (first) {
                const size_t size = strlen(text);
                snprintf(text + size, MAP_SENTENCE - size, "%s%s", size > 0 ? " " : "", begin);
            }
            add(text, name, first);
            first = 0;
        }
    }
    strcat(text, first ? "" : ".");
}

static int is_negative(const map_figures *made, size_t j)
{
    return made->importance[MAP_CORRELATION].raw[j] < 0 ||
           made->importance[MAP_REGRESSION].raw[j] < 0;
}

static int is_left_out(const map_figures *made, size_t j)
{
    return isnan(made->importance[MAP_REGRESSION].raw[j]);
}

static int is_inflated(const map_figures *made, size_t j)
{
    return made->inflation[j] > 10;
}

static int is_unsure(const map_figures *made, size_t j)
{
    return made->importance[MAP_REGRESSION].low[j] <= 0 &&
           made->importance[MAP_REGRESSION].high[j] >= 0;
}

void map_say_caveats(const map_report *said, char text[MAP_SENTENCE])
{
    text[0] = 0;
    caveat(said, text, "A derived weight below 0, of no part in quality: ", is_negative);
    caveat(said, text,
           "Left out of the regression, being constant or a combination of others: ", is_left_out);
    caveat(said, text,
           "Hard to tell from the others, the error more than three times as wide by them: ",
           is_inflated);
    caveat(said, text, "The regression cannot tell these from 0: ", is_unsure);
    if (said->made->supplier[said->made->own].quality.notes & PATRON_CVA_NOTE_FEW) {
        const size_t size = strlen(text);
        snprintf(text + size, MAP_SENTENCE - size,
                 "%sFewer than 30 answers stand behind a mean: intervals are only a guide.",
                 size > 0 ? " " : "");
    }
}

void map_say_place(const map_report *said, char text[MAP_SENTENCE])
{
    const map_supplier *own = &said->made->supplier[said->made->own];
    char name[MAP_NAME];
    char distance[MAP_NUMBER];
    char headroom[MAP_NUMBER];
    map_supplier_name(said, name, said->made->own);
    map_plain(distance, fabs(own->distance), 3);
    map_percent(headroom, fabs(own->headroom), 1);
    if (isnan(own->headroom)) {
        snprintf(text, MAP_SENTENCE,
                 "%s lies %s %s of the fair-value line; the price counts for nothing.", name,
                 distance, own->distance >= 0 ? "right" : "left");
        return;
    }
    snprintf(text, MAP_SENTENCE,
             "%s lies %s %s the fair-value line: its price %s by %s of the rivals' price %s.", name,
             distance, own->distance >= 0 ? "right of and below" : "left of and above",
             own->headroom >= 0 ? "could rise" : "would have to fall", headroom,
             own->headroom >= 0 ? "and still be fair" : "to be fair");
}

void map_say_line(const map_report *said, char text[MAP_SENTENCE])
{
    const map_figures *made = said->made;
    char slope[MAP_NUMBER];
    char fitted[MAP_NUMBER];
    char error[MAP_NUMBER];
    const double steep = made->line.price_weight > 0
                             ? made->line.quality_weight / made->line.price_weight
                             : (double)NAN;
    map_plain(slope, steep, 2);
    map_plain(fitted, made->fitted_result.slope, 2);
    map_plain(error, made->fitted_result.standard_error, 2);
    snprintf(
        text, MAP_SENTENCE,
        "By the weights of quality and price, a quality 1%% higher is worth a price %s%% higher.",
        isnan(steep) ? "any" : slope);
    if (!isnan(made->fitted_result.standard_error)) {
        const size_t size = strlen(text);
        snprintf(text + size, MAP_SENTENCE - size,
                 " Among these suppliers it goes with %s%% (standard error %s).", fitted, error);
    }
}

void map_say_duel(const map_report *said, char text[MAP_SENTENCE])
{
    const map_figures *made = said->made;
    char own[MAP_NAME];
    char rival[MAP_NAME];
    char most[MAP_NAME];
    char least[MAP_NAME];
    char total[MAP_NUMBER];
    char gain[MAP_NUMBER];
    char loss[MAP_NUMBER];
    const size_t first = made->order[0];
    const size_t last = made->order[made->attributes - 1];
    map_supplier_name(said, own, made->own);
    map_supplier_name(said, rival, made->rival);
    map_attribute_name(said, most, first);
    map_attribute_name(said, least, last);
    map_signed_percent(total, made->total);
    map_signed_percent(gain, made->area[first]);
    map_signed_percent(loss, made->area[last]);
    snprintf(
        text, MAP_SENTENCE,
        "Against %s, the quality of %s comes out at %s; what adds most is %s (%s), least %s (%s).",
        rival, own, total, most, gain, least, loss);
}

void map_say_levers(const map_report *said, char text[MAP_SENTENCE])
{
    const map_figures *made = said->made;
    char own[MAP_NAME];
    char best[MAP_NAME];
    char gap[MAP_NUMBER];
    char name[MAP_NAME] = "the price";
    char points[MAP_NUMBER];
    const int price = made->smallest == made->attributes;
    const double change = price ? made->level_price : made->level[made->smallest];
    map_supplier_name(said, own, made->own);
    map_supplier_name(said, best, made->best);
    map_plain(gap, fabs(made->best_gap), 2);
    map_plain(points, change, 2);
    if (!price) {
        map_attribute_name(said, name, made->smallest);
    }
    if (made->best_gap >= 0) {
        snprintf(text, MAP_SENTENCE,
                 "Value, quality less what the price falls short, is highest at %s: %s points "
                 "ahead of the next, %s.",
                 own, gap, best);
    } else {
        snprintf(
            text, MAP_SENTENCE,
            "Value, quality less what the price falls short, is highest at %s, %s points ahead "
            "of %s. The shortest way to be level with it: satisfaction with %s %s points "
            "higher.",
            best, gap, own, name, points);
    }
}

void map_say_target(const map_report *said, char text[MAP_SENTENCE])
{
    const map_supplier *own = &said->made->supplier[said->made->own];
    char target[MAP_NUMBER];
    char quality[MAP_NUMBER];
    map_plain(target, said->chosen->target, 3);
    map_plain(quality, own->quality.ratio, 3);
    snprintf(
        text, MAP_SENTENCE,
        "Points of rating by which one attribute alone would bring quality from %s to %s; below 0 "
        "is what may be lost. A star: more than the scale has.",
        quality, target);
}

void map_say_satisfaction(const map_report *said, char text[MAP_SENTENCE])
{
    const map_supplier *own = &said->made->supplier[said->made->own];
    const patron_satisfaction_result *result = &own->satisfaction;
    char name[MAP_NAME];
    char mean[MAP_NUMBER];
    char best[MAP_NUMBER];
    char low[MAP_NUMBER];
    char high[MAP_NUMBER];
    char middle[MAP_NUMBER];
    char worst[MAP_NUMBER];
    map_supplier_name(said, name, said->made->own);
    map_plain(mean, result->mean, 2);
    map_percent(best, result->best_share, 1);
    map_percent(low, result->best_low, 1);
    map_percent(high, result->best_high, 1);
    map_percent(middle, result->middle_share, 1);
    map_percent(worst, result->worst_share, 1);
    snprintf(
        text, MAP_SENTENCE,
        "Satisfaction with %s is %s of 5: %s (between %s and %s) are at level 5 and recommend it, "
        "%s would switch for a better offer, %s are at level 1 and leave.",
        name, mean, best, low, high, middle, worst);
}

/* The first wave with a signal; waves where there is none. */
static size_t first_signal(const map_track *track, const uint32_t *signal)
{
    size_t i = 0;
    while (i < track->waves && signal[i] == PATRON_TRACK_INSIDE) {
        i++;
    }
    return i;
}

static void signal_words(const map_report *said, const uint32_t *signal, char text[MAP_NAME + 16])
{
    const size_t at = first_signal(&said->made->track, signal);
    strcpy(text, "gives no signal");
    if (at < said->made->track.waves) {
        char wave[MAP_NAME];
        map_wave_name(said, wave, at);
        snprintf(text, MAP_NAME + 16, "signals in %s", wave);
    }
}

void map_say_track(const map_report *said, char text[MAP_SENTENCE])
{
    const map_track *track = &said->made->track;
    char target[MAP_NUMBER];
    char last[MAP_NUMBER];
    char cusum[MAP_NAME + 16];
    char ewma[MAP_NAME + 16];
    const size_t at = first_signal(track, track->cusum_signal);
    map_plain(target, track->chart.target, 2);
    map_plain(last, track->ewma[track->waves - 1], 2);
    signal_words(said, track->cusum_signal, cusum);
    signal_words(said, track->ewma_signal, ewma);
    snprintf(text, MAP_SENTENCE,
             "Satisfaction %s: it was %s in the first %u wave%s and is %s now, smoothed. The "
             "CUSUM %s, the EWMA %s.",
             at == track->waves                              ? "has not moved"
             : track->cusum_signal[at] == PATRON_TRACK_BELOW ? "has fallen"
                                                             : "has risen",
             target, (unsigned)track->baseline, track->baseline == 1 ? "" : "s", last, cusum, ewma);
}

void map_say_trend(const map_report *said, char text[MAP_SENTENCE])
{
    const map_track *track = &said->made->track;
    char slope[MAP_NUMBER];
    char low[MAP_NUMBER];
    char high[MAP_NUMBER];
    char lower[MAP_NUMBER];
    char upper[MAP_NUMBER];
    text[0] = 0;
    if (isnan(track->line.slope_error)) {
        return;
    }
    map_signed(slope, track->line.slope, 3);
    map_signed(low, track->line.slope_low, 3);
    map_signed(high, track->line.slope_high, 3);
    map_plain(lower, track->individuals.lower, 2);
    map_plain(upper, track->individuals.upper, 2);
    snprintf(text, MAP_SENTENCE,
             "A line through the waves changes by %s a wave (between %s and %s). As single values "
             "they would lie between %s and %s; %u of %u do not.",
             slope, low, high, lower, upper, (unsigned)track->individuals.outside,
             (unsigned)track->waves);
}

void map_say_bad(const map_report *said, char text[MAP_SENTENCE])
{
    char lines[MAP_NUMBER];
    char bad[MAP_NUMBER];
    map_plain(lines, (double)said->all->lines, 0);
    map_plain(bad, (double)said->all->bad, 0);
    snprintf(text, MAP_SENTENCE, "%s lines were read; %s of them %s and left out%s", lines,
             said->all->bad > 0 ? bad : "none",
             said->all->bad == 1 ? "is a bad one" : "are bad ones", said->all->bad > 0 ? ":" : ".");
}
