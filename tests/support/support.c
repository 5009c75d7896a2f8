#ifndef _DEFAULT_SOURCE
#    define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#endif

#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if (defined(__unix__) || defined(__APPLE__)) && !defined(__wasi__)
#    include <sys/mman.h>
#    include <unistd.h>
#    define SUPPORT_HAS_PAGES 1
#endif

#ifndef PATRON_DATA_DEFAULT
#    define PATRON_DATA_DEFAULT "../shared/data"
#endif

int support_close(double actual, double expected, double relative, double absolute)
{
    if (isnan(expected) ? isnan(actual) : actual == expected)
        return 1;
    double distance = fabs(actual - expected);
    if (distance <= relative * fabs(expected) + absolute && isfinite(expected))
        return 1;
    fprintf(stderr, "is %.17g, expected %.17g, off by %.3g, relative %.3g\n", actual, expected,
            distance, distance / fabs(expected));
    return 0;
}

int support_fault_is(const patron_fault *fault, int32_t status, const char *argument, int64_t row)
{
    if (fault->status == status && fault->row == row && strcmp(fault->argument, argument) == 0)
        return 1;
    fprintf(stderr, "is %s about %s, row %lld; expected %s about %s, row %lld\n",
            patron_status_name(fault->status), fault->argument, (long long)fault->row,
            patron_status_name(status), argument, (long long)row);
    return 0;
}

support_random support_random_from(uint64_t seed)
{
    support_random random = {seed};
    return random;
}

uint64_t support_random_bits(support_random *random)
{
    uint64_t z = random->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t support_random_below(support_random *random, uint64_t end)
{
    return support_random_bits(random) % end;
}

int64_t support_random_integer(support_random *random, int64_t first, int64_t last)
{
    uint64_t width = (uint64_t)last - (uint64_t)first + 1;
    uint64_t step = width == 0 ? support_random_bits(random) : support_random_below(random, width);
    return (int64_t)((uint64_t)first + step);
}

double support_random_uniform(support_random *random)
{
    return ((double)(support_random_bits(random) >> 12) + 0.5) / 4503599627370496.0;
}

double support_random_between(support_random *random, double low, double high)
{
    return low + (high - low) * support_random_uniform(random);
}

double support_random_normal(support_random *random)
{
    double length = sqrt(-2.0 * log(support_random_uniform(random)));
    return length * cos(6.283185307179586 * support_random_uniform(random));
}

double support_random_exponential(support_random *random, double mean)
{
    return -mean * log(support_random_uniform(random));
}

double support_random_pareto(support_random *random, double minimum, double shape)
{
    return minimum * pow(support_random_uniform(random), -1.0 / shape);
}

void support_random_permutation(support_random *random, uint32_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t j = (size_t)support_random_below(random, i + 1);
        order[i] = order[j];
        order[j] = (uint32_t)i;
    }
}

#ifdef SUPPORT_HAS_PAGES

/* The bytes of the whole pages that hold size bytes; the guard comes after them. */
static size_t support_room(size_t size, size_t page)
{
    return (size + page - 1) / page * page;
}

void *support_guarded(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = support_room(size, page);
    unsigned char *start =
        mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED || mprotect(start + room, page, PROT_NONE) != 0) {
        fprintf(stderr, "no memory for %zu guarded bytes\n", size);
        exit(1);
    }
    memset(start, 0xA5, room);
    return start + room - size;
}

void support_guarded_free(void *memory, size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = support_room(size, page);
    munmap((unsigned char *)memory + size - room, room + page);
}

#else

void *support_guarded(size_t size)
{
    void *memory = malloc(size + 1);
    if (memory == NULL)
        exit(1);
    memset(memory, 0xA5, size + 1);
    return memory;
}

void support_guarded_free(void *memory, size_t size)
{
    (void)size;
    free(memory);
}

#endif

int support_quick(void)
{
    const char *quick = getenv("PATRON_QUICK");
    return quick != NULL && quick[0] != '\0' && strcmp(quick, "0") != 0;
}

size_t support_rows(size_t full, size_t quick)
{
    return support_quick() ? quick : full;
}

const char *support_data(const char *name)
{
    static char path[4096];
    const char *folder = getenv("PATRON_DATA");
    if (folder == NULL || folder[0] == '\0')
        folder = PATRON_DATA_DEFAULT;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "skipped: %s is not there (PATRON_DATA names its folder)\n", path);
        return NULL;
    }
    fclose(file);
    return path;
}
