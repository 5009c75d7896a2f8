/*
 * The state of moments: of each attribute and of the overall rating the exact sum, and of each pair of them
 * the exact sum of products, over the complete answers.
 */
#ifndef PATRON_CVA_MOMENTS_H
#define PATRON_CVA_MOMENTS_H

#include "../numeric/numeric_compensated.h"
#include "../portability.h"
#include "../sum/sum_exact.h"
#include <patron/cva.h>

#define CVA_MOMENTS_MAGIC UINT64_C(0x31544D4F4D415643) /* "CVAMOMT1" */

enum { CVA_MOMENTS_LANES = 4 };
enum { CVA_SUM_DIGITS = 40 }; /* chunks of a sum below 2^206; above, all are sign */

/*
 * Variables are the attributes and, last, the overall rating. Behind the head: sums [variables], products
 * [variables (variables + 1) / 2] row by row of the lower triangle, and CVA_MOMENTS_LANES lanes (double) for
 * each of both, 0 between calls.
 */
struct patron_cva_moments {
    uint64_t magic;
    uint32_t attributes;
    uint32_t reserved; /* 0 */
    uint64_t used;
    uint64_t skipped;
};

typedef struct cva_moments_view {
    size_t variables;
    size_t sums; /* of both kinds */
    const patron_sum_exact *sum;
    const patron_sum_exact *product;
} cva_moments_view;

/* How many sums there are of both kinds. */
size_t patron_cva_moments_sums(size_t attributes);

/* Whether a head, wherever it was read from, can be one. */
int patron_cva_head_is_sound(const patron_cva_moments *moments);

/* PATRON_E_SIZE of a block. */
int32_t patron_cva_fault_moments_size(const char *argument, size_t size, patron_fault *fault);

/* The head and every sum; argument is the block's name, its size has the name argument + "_size". */
int32_t patron_cva_check_moments(const patron_cva_moments *moments, size_t moments_size,
                                 const char *argument, const char *argument_size,
                                 patron_fault *fault);

/* attributes are those of a state that was checked, and not above most. */
int32_t patron_cva_check_attributes(const patron_cva_moments *moments, size_t attributes,
                                    size_t most, patron_fault *fault);

cva_moments_view patron_cva_view_moments(const patron_cva_moments *moments);

/* n sum of products - product of sums, a and b variables; of a block that was checked. */
numeric_pair patron_cva_cross(const patron_cva_moments *moments, size_t a, size_t b);

#endif
