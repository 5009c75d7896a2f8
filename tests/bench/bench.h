/*
 * What every benchmark shares: a clock, the median of repeated runs, random numbers, and one line
 * of output of one form.
 *
 *     bench_timing timing;
 *     bench_start(&timing, "sort real", n, 16);
 *     while (bench_again(&timing)) {
 *         ... put the input back ...
 *         bench_clock_on(&timing);
 *         ... the call ...
 *         bench_clock_off(&timing);
 *     }
 *     bench_report(&timing, floor_seconds, checksum);
 *
 * The first run warms up and is not counted. Runs: 5, or what the environment variable BENCH_RUNS
 * says.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>

enum { BENCH_RUNS_MAX = 99 };

typedef struct bench_timing {
    const char *name;
    size_t rows;
    size_t bytes_per_row; /* read and written by the call at least */
    int runs;
    int done; /* -1 before the warm-up */
    double started;
    double seconds[BENCH_RUNS_MAX];
} bench_timing;

/* Seconds of a clock that only goes forward. */
double bench_now(void);

void bench_start(bench_timing *timing, const char *name, size_t rows, size_t bytes_per_row);
int bench_again(bench_timing *timing);
void bench_clock_on(bench_timing *timing);
void bench_clock_off(bench_timing *timing);
double bench_median(const bench_timing *timing);

/* Prints rows, seconds, ns/row, bytes/row, GB/s, ratio to the floor (0: none) and checksum; returns
   the median. */
double bench_report(const bench_timing *timing, double floor_seconds, uint64_t checksum);

/* malloc that ends the program where there is no memory, with every page touched. */
void *bench_memory(size_t bytes);

/* Row counts to run: the arguments, or 10^4 .. 10^7. Returns how many are in rows[capacity]. */
size_t bench_row_counts(int argc, char **argv, size_t *rows, size_t capacity);

/* splitmix64, and from it a double in [0, 1), and a standard normal number. */
uint64_t bench_random(uint64_t *state);
double bench_uniform(uint64_t *state);
double bench_normal(uint64_t *state);

/* A checksum of bytes. */
uint64_t bench_checksum(const void *bytes, size_t size);

/* Seconds to copy the given bytes, median of five: the floor of what moves memory once. */
double bench_floor_copy(size_t bytes);

#endif
