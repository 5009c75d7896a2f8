/* Satisfaction by wave: means with the EWMA and its limits, and the two sums of the CUSUM. */
#include "map_pieces.h"
#include "memory.h"
#include "report.h"

#include <math.h>
#include <stdlib.h>

static double *numbers(size_t count)
{
    double *x = memory_new(count, sizeof *x);
    for (size_t i = 0; i < count; i++) {
        x[i] = (double)i;
    }
    return x;
}

/* The plot's ends, and steps that end on a line of the grid. */
static void round_up(svg_plot *plot)
{
    const double step = svg_step(fmax(plot->y_max - plot->y_min, 1e-6), 6);
    plot->y_min = floor(plot->y_min / step) * step;
    plot->y_max = ceil(plot->y_max / step) * step;
}

static void across(svg_plot *plot, const map_track *track)
{
    plot->x_min = -0.4;
    plot->x_max = (double)track->waves - 0.6;
}

static void fit(svg_plot *plot, const map_track *track)
{
    across(plot, track);
    plot->y_min = track->chart.target - 0.1;
    plot->y_max = track->chart.target + 0.1;
    for (size_t i = 0; i < track->waves; i++) {
        const double value[] = {track->mean[i], track->ewma_low[i], track->ewma_high[i],
                                track->rivals[i]};
        for (size_t k = 0; k < sizeof value / sizeof value[0]; k++) {
            plot->y_min = isnan(value[k]) ? plot->y_min : fmin(plot->y_min, value[k]);
            plot->y_max = isnan(value[k]) ? plot->y_max : fmax(plot->y_max, value[k]);
        }
    }
    round_up(plot);
}

/* The rivals' means, where there are some. */
static void rivals(const svg_plot *plot, const map_track *track, const double *x)
{
    for (size_t i = 1; i < track->waves; i++) {
        if (!isnan(track->rivals[i - 1]) && !isnan(track->rivals[i])) {
            svg_line(plot, "others", x[i - 1], track->rivals[i - 1], x[i], track->rivals[i]);
        }
    }
}

static void means(const svg_plot *plot, const map_report *said)
{
    const map_track *track = &said->made->track;
    for (size_t i = 0; i < track->waves; i++) {
        char name[MAP_NAME];
        char mean[MAP_NUMBER];
        char tip[MAP_NAME + MAP_NUMBER + 8];
        map_wave_name(said, name, i);
        map_plain(mean, track->mean[i], 2);
        snprintf(tip, sizeof tip, "%s: %s", name, mean);
        map_piece_circle(plot, track->ewma_signal[i] != PATRON_TRACK_INSIDE ? "dot" : "rival",
                         (double)i, track->mean[i], tip);
    }
}

void map_picture_track(FILE *file, const map_report *said)
{
    const map_track *track = &said->made->track;
    svg_plot plot = {file, 0, 1, 0, 1};
    char text[MAP_SENTENCE];
    double *x = numbers(track->waves);
    fit(&plot, track);
    map_say_track(said, text);
    fputs("<figure>\n<h3>Satisfaction, wave by wave</h3>\n", file);
    svg_begin(&plot, "track", "Satisfaction, wave by wave", text);
    map_piece_axis_y(&plot, plot.y_min, 1);
    svg_area(&plot, "area", track->waves, x, track->ewma_high, track->ewma_low);
    svg_line(&plot, "equal", plot.x_min, track->chart.target, plot.x_max, track->chart.target);
    rivals(&plot, track, x);
    svg_curve(&plot, "curve", track->waves, x, track->ewma);
    means(&plot, said);
    map_piece_waves(&plot, said);
    svg_text(&plot, "axis middle", (plot.x_min + plot.x_max) / 2, plot.y_min, 0, 43,
             "mean of each wave, and smoothed");
    svg_end(&plot);
    report_caption(file,
                   "Points are the means of the waves; the line is their weighted moving average "
                   "(EWMA), in a band where it stays while nothing changes. Marked points: it has "
                   "left the band. Dashed: the target. Thin: the rivals.");
    free(x);
}

static void limits(const svg_plot *plot, const map_track *track)
{
    svg_line(plot, "guide", plot->x_min, track->chart.limit, plot->x_max, track->chart.limit);
    svg_line(plot, "guide", plot->x_min, -track->chart.limit, plot->x_max, -track->chart.limit);
    svg_text(plot, "tick", plot->x_min, track->chart.limit, 4, -5, "risen");
    svg_text(plot, "tick", plot->x_min, -track->chart.limit, 4, 15, "fallen");
}

/* Both sums as bars, the lower one downward. */
static void sums(const svg_plot *plot, const map_report *said)
{
    const map_track *track = &said->made->track;
    for (size_t i = 0; i < track->waves; i++) {
        const double x = (double)i;
        if (track->high[i] > 0) {
            svg_line(plot, track->high[i] > track->chart.limit ? "sum-bar out" : "sum-bar", x, 0, x,
                     track->high[i]);
        }
        if (track->low[i] > 0) {
            svg_line(plot, track->low[i] > track->chart.limit ? "sum-bar out" : "sum-bar", x, 0, x,
                     -track->low[i]);
        }
    }
}

void map_picture_cusum(FILE *file, const map_report *said)
{
    const map_track *track = &said->made->track;
    svg_plot plot = {file, 0, 1, 0, 1};
    char text[MAP_SENTENCE];
    double most = fmax(track->chart.limit * 1.2, 0.01);
    for (size_t i = 0; i < track->waves; i++) {
        most = fmax(most, fmax(track->high[i], track->low[i]));
    }
    across(&plot, track);
    plot.y_min = -most;
    plot.y_max = most;
    round_up(&plot);
    map_say_track(said, text);
    fputs("<figure>\n<h3>Has it changed?</h3>\n", file);
    svg_begin(&plot, "cusum", "Has satisfaction changed?", text);
    map_piece_axis_y(&plot, 0, 1);
    limits(&plot, track);
    sums(&plot, said);
    map_piece_waves(&plot, said);
    svg_text(&plot, "axis middle", (plot.x_min + plot.x_max) / 2, plot.y_min, 0, 43,
             "sums of what is above and below target");
    svg_end(&plot);
    report_caption(file, "The CUSUM adds up, wave after wave, by how much satisfaction is above or "
                         "below its target, less a slack. A small shift that lasts shows as a "
                         "sum beyond the dotted limit.");
}
