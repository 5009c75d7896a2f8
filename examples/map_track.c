/*
 * Our satisfaction wave by wave. The first half of the waves says what is usual: target is the mean of its
 * answers, sigma what the mean of a wave varies by from sampling alone, deviation / sqrt(answers a wave).
 * The CUSUM looks for a shift of one sigma (slack one half) and signals at five; the EWMA has the weight .3
 * and limits at 2.7 sigma (D. Montgomery, "Introduction to Statistical Quality Control", 9.1 and 9.2).
 */
#include "map_figures.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>

static void make_columns(map_track *track, size_t waves)
{
    double **column[] = {&track->mean,      &track->rivals, &track->ewma, &track->ewma_low,
                         &track->ewma_high, &track->high,   &track->low};
    uint32_t **signal[] = {&track->wave, &track->ewma_signal, &track->cusum_signal,
                           &track->single_signal};
    for (size_t i = 0; i < sizeof column / sizeof column[0]; i++) {
        *column[i] = memory_new(waves, sizeof(double));
    }
    for (size_t i = 0; i < sizeof signal / sizeof signal[0]; i++) {
        *signal[i] = memory_new(waves, sizeof(uint32_t));
    }
}

/* Waves that have answers about us, in order. */
static void means_by_wave(map_figures *made, const ratings *all)
{
    map_track *track = &made->track;
    double *mean = memory_new(all->waves.count * made->suppliers, sizeof *mean);
    map_question_means(made, RATINGS_SATISFACTION, all->wave, all->waves.count, mean);
    for (uint32_t w = 0; w < all->waves.count; w++) {
        const double *row = &mean[w * made->suppliers];
        double rivals = 0;
        for (size_t s = 0; s < made->suppliers; s++) {
            rivals += s != made->own ? row[s] : 0;
        }
        if (!isnan(row[made->own])) {
            track->wave[track->waves] = w;
            track->mean[track->waves] = row[made->own];
            track->rivals[track->waves] = rivals / (double)(made->suppliers - 1);
            track->waves++;
        }
    }
    free(mean);
}

/* Answers of the waves that say what is usual. */
static void set_chart(map_figures *made, const ratings *all, double confidence)
{
    patron_fault fault;
    map_track *track = &made->track;
    patron_satisfaction_result usual = {0};
    double *answer = memory_new(made->interviews, sizeof *answer);
    usual.struct_size = sizeof usual;
    track->baseline = (track->waves + 1) / 2;
    map_answers_of(made, RATINGS_SATISFACTION, made->own, answer);
    for (size_t i = 0; i < made->interviews; i++) {
        if (all->wave[i] > track->wave[track->baseline - 1]) {
            answer[i] = (double)NAN;
        }
    }
    map_stop(
        patron_satisfaction_of_answers(NULL, confidence, made->interviews, answer, &usual, &fault),
        &fault);
    free(answer);
    const double each = (double)usual.answers / (double)track->baseline;
    const double sigma = usual.answers > 1 ? usual.deviation / sqrt(each) : 0;
    track->chart.target = usual.mean;
    track->chart.sigma = sigma;
    track->chart.slack = 0.5 * sigma;
    track->chart.limit = 5 * sigma;
    track->chart.weight = 0.3;
    track->chart.width = 2.7;
}

void map_track_make(map_figures *made, const ratings *all, const map_options *chosen)
{
    patron_fault fault;
    map_track *track = &made->track;
    make_columns(track, all->waves.count);
    means_by_wave(made, all);
    set_chart(made, all, chosen->confidence);
    track->individuals.struct_size = sizeof track->individuals;
    track->line.struct_size = sizeof track->line;
    map_stop(patron_track_ewma(&track->chart, track->waves, track->mean, track->ewma,
                               track->ewma_low, track->ewma_high, track->ewma_signal, &fault),
             &fault);
    map_stop(patron_track_cusum(&track->chart, track->waves, track->mean, track->high, track->low,
                                track->cusum_signal, &fault),
             &fault);
    map_stop(patron_track_individuals(track->waves, track->mean, track->single_signal,
                                      &track->individuals, &fault),
             &fault);
    map_stop(patron_track_slope(chosen->confidence, track->waves, NULL, track->mean, &track->line,
                                &fault),
             &fault);
}
