#include "../portability.h"
#include "numeric_random.h"

#include <math.h>

enum { NUMERIC_RANDOM_ROUNDS = 10 };

/* --- bits ------------------------------------------------------------------------------------- */

void patron_numeric_philox(uint64_t key, uint32_t *word)
{
    uint32_t low = (uint32_t)(key & UINT64_C(0xFFFFFFFF));
    uint32_t high = (uint32_t)(key >> 32);
    for (int i = 0; i < NUMERIC_RANDOM_ROUNDS; i++) {
        uint64_t first = UINT64_C(0xD2511F53) * word[0];
        uint64_t second = UINT64_C(0xCD9E8D57) * word[2];
        word[0] = (uint32_t)(second >> 32) ^ word[1] ^ low;
        word[1] = (uint32_t)(second & UINT64_C(0xFFFFFFFF));
        word[2] = (uint32_t)(first >> 32) ^ word[3] ^ high;
        word[3] = (uint32_t)(first & UINT64_C(0xFFFFFFFF));
        low = (uint32_t)((low + UINT64_C(0x9E3779B9)) & UINT64_C(0xFFFFFFFF));
        high = (uint32_t)((high + UINT64_C(0xBB67AE85)) & UINT64_C(0xFFFFFFFF));
    }
}

numeric_random patron_numeric_random_open(uint64_t seed, uint64_t row)
{
    numeric_random made = {seed, row, 0, 0, 0};
    return made;
}

uint64_t patron_numeric_random_bits(numeric_random *random)
{
    if (random->left != 0) {
        random->left = 0;
        return random->spare;
    }
    uint32_t word[4];
    word[0] = (uint32_t)(random->block & UINT64_C(0xFFFFFFFF));
    word[1] = (uint32_t)(random->block >> 32);
    word[2] = (uint32_t)(random->row & UINT64_C(0xFFFFFFFF));
    word[3] = (uint32_t)(random->row >> 32);
    patron_numeric_philox(random->seed, word);
    random->block++;
    random->spare = (uint64_t)word[3] << 32 | word[2];
    random->left = 1;
    return (uint64_t)word[1] << 32 | word[0];
}

/* --- distributions ---------------------------------------------------------------------------- */

double patron_numeric_random_uniform(numeric_random *random)
{
    return ((double)(patron_numeric_random_bits(random) >> 12) + 0.5) * 0x1p-52;
}

double patron_numeric_random_exponential(numeric_random *random)
{
    return -log(patron_numeric_random_uniform(random));
}

/* The polar method: G. Marsaglia and T. Bray, "A convenient method for generating normal variables" (1964).
   The second of the pair is not kept. */
double patron_numeric_random_normal(numeric_random *random)
{
    double u, square;
    do {
        double v = 2.0 * patron_numeric_random_uniform(random) - 1.0;
        u = 2.0 * patron_numeric_random_uniform(random) - 1.0;
        square = u * u + v * v;
    } while (square >= 1.0);
    return u * sqrt(-2.0 * log(square) / square);
}

/* G. Marsaglia and W. Tsang, "A simple method for generating gamma variables" (2000): d v of v = (1 + c z)^3
   with z normal, accepted by the exact test. Of shapes below 1 that of shape + 1, times u^(1/shape). */
double patron_numeric_random_log_gamma(numeric_random *random, double shape)
{
    double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
    double c = 1.0 / sqrt(9.0 * d);
    double log_v, z;
    do {
        do
            z = patron_numeric_random_normal(random);
        while (c * z <= -1.0);
        log_v = 3.0 * log1p(c * z);
    } while (patron_numeric_random_exponential(random) < d * (expm1(log_v) - log_v) - 0.5 * z * z);
    double small = shape < 1.0 ? patron_numeric_random_exponential(random) / shape : 0.0;
    return log(d) + log_v - small;
}

double patron_numeric_random_logit_beta(numeric_random *random, double a, double b)
{
    double log_a = patron_numeric_random_log_gamma(random, a);
    return log_a - patron_numeric_random_log_gamma(random, b);
}
