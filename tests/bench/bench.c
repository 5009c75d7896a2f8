#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double bench_now(void)
{
#if defined(CLOCK_MONOTONIC)
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
#else
    return (double)clock() / (double)CLOCKS_PER_SEC;
#endif
}

void bench_start(bench_timing *timing, const char *name, size_t rows, size_t bytes_per_row)
{
    const char *runs = getenv("BENCH_RUNS");
    timing->name = name;
    timing->rows = rows;
    timing->bytes_per_row = bytes_per_row;
    timing->runs = runs != NULL ? atoi(runs) : 5;
    if (timing->runs < 1 || timing->runs > BENCH_RUNS_MAX)
        timing->runs = 5;
    timing->done = -1;
    timing->started = 0.0;
}

int bench_again(bench_timing *timing)
{
    return timing->done < timing->runs;
}

void bench_clock_on(bench_timing *timing)
{
    timing->started = bench_now();
}

void bench_clock_off(bench_timing *timing)
{
    double seconds = bench_now() - timing->started;
    if (timing->done >= 0)
        timing->seconds[timing->done] = seconds;
    ++timing->done;
}

double bench_median(const bench_timing *timing)
{
    double sorted[BENCH_RUNS_MAX];
    for (int i = 0; i < timing->runs; ++i) {
        int j = i;
        for (; j > 0 && sorted[j - 1] > timing->seconds[i]; --j)
            sorted[j] = sorted[j - 1];
        sorted[j] = timing->seconds[i];
    }
    return sorted[timing->runs / 2];
}

double bench_report(const bench_timing *timing, double floor_seconds, uint64_t checksum)
{
    double seconds = bench_median(timing);
    double rows = (double)timing->rows;
    double bytes = (double)timing->bytes_per_row;
    printf("%-34s %9.0f rows %8.4f s %8.2f ns/row %4.0f B/row %6.2f GB/s", timing->name, rows,
           seconds, 1e9 * seconds / rows, bytes, 1e-9 * bytes * rows / seconds);
    if (floor_seconds > 0.0)
        printf("  %6.2f x floor", seconds / floor_seconds);
    else
        printf("  %14s", "");
    printf("  %08x\n", (unsigned)((checksum ^ checksum >> 32) & UINT32_MAX));
    fflush(stdout);
    return seconds;
}

void *bench_memory(size_t bytes)
{
    void *memory = malloc(bytes > 0 ? bytes : 1);
    if (memory == NULL) {
        fprintf(stderr, "bench: no memory for %.0f bytes\n", (double)bytes);
        exit(1);
    }
    memset(memory, 1, bytes);
    return memory;
}

size_t bench_row_counts(int argc, char **argv, size_t *rows, size_t capacity)
{
    static const size_t usual[] = {10000, 100000, 1000000, 10000000};
    size_t count = 0;
    for (int i = 1; i < argc && count < capacity; ++i)
        rows[count++] = (size_t)strtod(argv[i], NULL);
    for (size_t i = 0; argc < 2 && i < sizeof usual / sizeof *usual && count < capacity; ++i)
        rows[count++] = usual[i];
    return count;
}

uint64_t bench_random(uint64_t *state)
{
    uint64_t mixed = *state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

double bench_uniform(uint64_t *state)
{
    return (double)(bench_random(state) >> 11) / 9007199254740992.0;
}

double bench_normal(uint64_t *state)
{
    double radius = sqrt(-2.0 * log(1.0 - bench_uniform(state)));
    return radius * cos(6.283185307179586 * bench_uniform(state));
}

uint64_t bench_checksum(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    uint64_t sum = size;
    for (; size >= 8; size -= 8, at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 29;
    }
    for (; size > 0; --size, ++at)
        sum = (sum ^ *at) * UINT64_C(0x9E3779B97F4A7C15);
    return sum;
}

double bench_floor_copy(size_t bytes)
{
    bench_timing timing;
    unsigned char *from = bench_memory(bytes);
    unsigned char *to = bench_memory(bytes);
    bench_start(&timing, "copy", bytes, 2);
    while (bench_again(&timing)) {
        bench_clock_on(&timing);
        memcpy(to, from, bytes);
        bench_clock_off(&timing);
        from[(size_t)timing.done % (bytes > 0 ? bytes : 1)] ^= to[bytes / 2];
    }
    free(from);
    free(to);
    return bench_median(&timing);
}
