/*
 * The longest step is that of a shift m with A + m I positive definite and |p(m)| = radius
 * (Nocedal and Wright 4.3); |p(m)| falls in m, so that bisection finds it. In the frame of the
 * eigenvectors each |p(m)| costs one pass over the size.
 */
#include "../portability.h"
#include "numeric_fit.h"

#include <math.h>

enum { NUMERIC_FIT_SWEEPS = 40, NUMERIC_FIT_HALVINGS = 60 };

/* --- spectrum -------------------------------------------------------------------------------- */

static void numeric_fit_rotate(double *a, double *b, double cosine, double sine)
{
    double first = *a, second = *b;
    *a = cosine * first - sine * second;
    *b = sine * first + cosine * second;
}

/* Makes matrix[i][j] zero; 0 where it is as good as zero already. */
static int numeric_fit_annihilate(size_t size, size_t i, size_t j, double *matrix, double *vector)
{
    double off = matrix[i * size + j];
    double at_i = matrix[i * size + i], at_j = matrix[j * size + j];
    if (fabs(off) <= 1e-18 * sqrt(fabs(at_i * at_j)))
        return 0;
    double ratio = (at_j - at_i) / (2.0 * off);
    double tangent = 1.0 / (fabs(ratio) + sqrt(1.0 + ratio * ratio));
    if (ratio < 0.0)
        tangent = -tangent;
    double cosine = 1.0 / sqrt(1.0 + tangent * tangent);
    double sine = tangent * cosine;
    for (size_t k = 0; k < size; k++) {
        numeric_fit_rotate(&vector[i * size + k], &vector[j * size + k], cosine, sine);
        if (k == i || k == j)
            continue;
        numeric_fit_rotate(&matrix[k * size + i], &matrix[k * size + j], cosine, sine);
        matrix[i * size + k] = matrix[k * size + i];
        matrix[j * size + k] = matrix[k * size + j];
    }
    matrix[i * size + i] = at_i - tangent * off;
    matrix[j * size + j] = at_j + tangent * off;
    matrix[i * size + j] = 0.0;
    matrix[j * size + i] = 0.0;
    return 1;
}

void patron_numeric_spectrum(size_t size, double *matrix, double *value, double *vector)
{
    int rotated = 1;
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            vector[i * size + j] = i == j ? 1.0 : 0.0;
    for (int sweep = 0; rotated && sweep < NUMERIC_FIT_SWEEPS; sweep++) {
        rotated = 0;
        for (size_t i = 0; i < size; i++)
            for (size_t j = i + 1; j < size; j++)
                rotated |= numeric_fit_annihilate(size, i, j, matrix, vector);
    }
    for (size_t i = 0; i < size; i++)
        value[i] = matrix[i * size + i];
}

/* --- step ------------------------------------------------------------------------------------ */

/* The length of the step of a shift, each of whose parts is slope / (value + shift). */
static double numeric_fit_length(size_t size, const double *value, const double *slope,
                                 double shift)
{
    double sum = 0.0;
    for (size_t k = 0; k < size; k++) {
        double part = slope[k] == 0.0 ? 0.0 : slope[k] / (value[k] + shift);
        sum += part * part;
    }
    return sqrt(sum);
}

static double numeric_fit_shift(size_t size, const double *value, const double *slope,
                                double radius)
{
    double least = value[0];
    double steepness = 0.0;
    for (size_t k = 0; k < size; k++) {
        least = fmin(least, value[k]);
        steepness += slope[k] * slope[k];
    }
    if (least > 0.0 && numeric_fit_length(size, value, slope, 0.0) <= radius)
        return 0.0;
    double low = fmax(0.0, -least);
    double high = low + sqrt(steepness) / radius;
    for (int i = 0; i < NUMERIC_FIT_HALVINGS; i++) {
        double middle = low + 0.5 * (high - low);
        if (numeric_fit_length(size, value, slope, middle) > radius)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double patron_numeric_step(size_t size, const double *value, const double *vector,
                           const double *gradient, double radius, double *work, double *step)
{
    double gain = 0.0;
    for (size_t k = 0; k < size; k++) {
        work[k] = 0.0;
        step[k] = 0.0;
        for (size_t i = 0; i < size; i++)
            work[k] += vector[k * size + i] * gradient[i];
    }
    double shift = numeric_fit_shift(size, value, work, radius);
    for (size_t k = 0; k < size; k++) {
        double part = work[k] == 0.0 ? 0.0 : work[k] / (value[k] + shift);
        gain += part * (work[k] - 0.5 * value[k] * part);
        for (size_t i = 0; i < size; i++)
            step[i] += part * vector[k * size + i];
    }
    return gain;
}
