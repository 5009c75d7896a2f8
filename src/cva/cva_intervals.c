/*
 * Intervals by the delta method in its linear form (K. Wolter, "Introduction to variance estimation", 2007):
 * what each respondent pulls on a ratio of means,
 *
 *     e_i = (d_i,s - ratio mean of d_i,k over the others) / M,     d_i,k = (x_i,k - m_k) / n_k, 0 where missing
 *
 * squared and summed. The covariance of ratings of one person is in it because his d are.
 */
#include "cva_cells.h"
#include "cva_check.h"
#include "cva_respondents.h"

#include "../numeric/numeric_student.h"
#include <patron/cva.h>

#include <math.h>

enum { CVA_INTERVAL_ROWS = 128, CVA_FEW = 30 };
enum { CVA_SURVEY_ARRAYS = 10 }; /* of doubles, [cells] */

#define CVA_UNSURE 0.1

/* --- kernels ---------------------------------------------------------------------------------- */

/* Sums of squares of several figures: those of the latest rows, and of the others. */
typedef struct cva_squares_of_rows {
    size_t count;
    double *latest;
    numeric_pair *all;
} cva_squares_of_rows;

/* Cells in arrays [cells]: means, ratios, and what a pull is made of. */
typedef struct cva_survey {
    const cva_respondents *answers;
    const double *weight; /* in sum 1 */
    size_t cells;
    double *mean;                /* 0 without answers */
    double *inverse;             /* 1 / answers; 0 without any */
    double *ratio;               /* NaN where there is none */
    double *rivals_mean;         /* M; NaN where it is 0 */
    double *theirs;              /* ratio / (suppliers - 1) */
    double *part;                /* weight / M */
    double *used;                /* answers behind the mean that has fewest */
    double *own;                 /* of one respondent: d */
    double *total;               /* of one respondent: [suppliers] his pulls on the quality */
    cva_squares_of_rows pull;    /* on ratios, times M */
    cva_squares_of_rows rivals;  /* on the rivals' mean, times (suppliers - 1) */
    cva_squares_of_rows quality; /* [suppliers] */
} cva_survey;

size_t PATRON_CALL patron_cva_intervals_scratch_size(size_t attributes, size_t suppliers)
{
    size_t cells = cva_cells_of(attributes, suppliers);
    size_t need = patron_cva_cells_need(NUMERIC_SCRATCH_SLACK, 2, cells);
    for (int k = 0; k < CVA_SURVEY_ARRAYS; k++)
        need = numeric_scratch_need(need, cells, sizeof(double));
    need = numeric_scratch_need(need, cells, sizeof(numeric_pair));
    need = numeric_scratch_need(need, cells, sizeof(numeric_pair));
    need = numeric_scratch_need(need, suppliers, sizeof(numeric_pair));
    need = numeric_scratch_need(need, suppliers, sizeof(double));
    need = numeric_scratch_need(need, suppliers, sizeof(double));
    return numeric_scratch_need(need, attributes, sizeof(double));
}

static void cva_squares_open(cva_squares_of_rows *squares, size_t count, numeric_scratch *carve)
{
    squares->count = count;
    squares->latest = numeric_scratch_take(carve, count, sizeof *squares->latest);
    squares->all = numeric_scratch_take(carve, count, sizeof *squares->all);
    for (size_t k = 0; k < count; k++) {
        squares->latest[k] = 0.0;
        squares->all[k] = numeric_pair_make(0.0, 0.0);
    }
}

static void cva_squares_settle(cva_squares_of_rows *squares)
{
    for (size_t k = 0; k < squares->count; k++) {
        squares->all[k] = numeric_pair_add(squares->all[k], squares->latest[k]);
        squares->latest[k] = 0.0;
    }
}

static void cva_survey_settle(cva_survey *survey)
{
    cva_squares_settle(&survey->pull);
    cva_squares_settle(&survey->rivals);
    cva_squares_settle(&survey->quality);
}

/* d of every cell of a respondent. */
static void cva_own_pulls(size_t cells, const double *PORTABILITY_RESTRICT rating,
                          const double *PORTABILITY_RESTRICT mean,
                          const double *PORTABILITY_RESTRICT inverse,
                          double *PORTABILITY_RESTRICT own)
{
    for (size_t c = 0; c < cells; c++) {
        double present = 1.0 - (double)(int64_t)cva_missing(rating[c]);
        own[c] = (cva_present(rating[c]) - mean[c]) * inverse[c] * present;
    }
}

/* What one attribute's ratings pull, first being its first cell. */
static void cva_pull_row(const cva_survey *survey, size_t first, double weight)
{
    size_t suppliers = survey->answers->suppliers;
    const double *PORTABILITY_RESTRICT own = survey->own + first;
    const double *PORTABILITY_RESTRICT theirs = survey->theirs + first;
    const double *PORTABILITY_RESTRICT part = survey->part + first;
    double *PORTABILITY_RESTRICT pulls = survey->pull.latest + first;
    double *PORTABILITY_RESTRICT rivals = survey->rivals.latest + first;
    double sum = 0.0;
    for (size_t s = 0; s < suppliers; s++)
        sum += own[s];
    for (size_t s = 0; s < suppliers; s++) {
        double others = sum - own[s], pull = own[s] - others * theirs[s];
        pulls[s] += pull * pull;
        rivals[s] += others * others;
        if (weight > 0.0) /* a ratio that does not exist counts only where it has a weight */
            survey->total[s] += part[s] * pull;
    }
}

static void cva_pull_all(cva_survey *survey, const double *rating)
{
    size_t suppliers = survey->answers->suppliers;
    cva_own_pulls(survey->cells, rating, survey->mean, survey->inverse, survey->own);
    for (size_t s = 0; s < suppliers; s++)
        survey->total[s] = 0.0;
    for (size_t j = 0; j < survey->answers->attributes; j++)
        cva_pull_row(survey, j * suppliers, survey->weight[j]);
    for (size_t s = 0; s < suppliers; s++)
        survey->quality.latest[s] += survey->total[s] * survey->total[s];
}

static void cva_pull(cva_survey *survey)
{
    const cva_respondents *answers = survey->answers;
    size_t since = 0;
    for (size_t i = 0; i < answers->n; i++) {
        if (!cva_is_chosen(answers, i))
            continue;
        cva_pull_all(survey, answers->rating + i * survey->cells);
        if (++since == CVA_INTERVAL_ROWS) {
            cva_survey_settle(survey);
            since = 0;
        }
    }
    cva_survey_settle(survey);
}

/* Means, ratios and the parts of pulls of one attribute. */
static void cva_describe_row(const cva_survey *survey, const cva_cells *cells, size_t first,
                             double weight)
{
    size_t suppliers = survey->answers->suppliers;
    double *mean = survey->mean + first, fewest = patron_cva_cells_count(cells, first);
    for (size_t s = 0; s < suppliers; s++) {
        mean[s] = patron_cva_cells_mean(cells, first + s);
        fewest = fmin(fewest, patron_cva_cells_count(cells, first + s));
    }
    for (size_t c = first; c < first + suppliers; c++) {
        double rivals = patron_cva_others(suppliers, mean, c - first);
        double count = patron_cva_cells_count(cells, c);
        double divided = rivals > 0.0 ? rivals : (double)NAN;
        survey->inverse[c] = count > 0.0 ? 1.0 / count : 0.0;
        survey->ratio[c] = survey->mean[c] / divided;
        survey->rivals_mean[c] = divided;
        survey->theirs[c] = survey->ratio[c] / (double)(suppliers - 1);
        survey->part[c] = weight / divided;
        survey->used[c] = fewest;
    }
    for (size_t s = 0; s < suppliers; s++)
        mean[s] = isnan(mean[s]) ? 0.0 : mean[s];
}

static double cva_error(const cva_squares_of_rows *squares, size_t k, double used)
{
    double square = numeric_pair_value(squares->all[k]);
    return used > 1.0 ? sqrt(square * (used / (used - 1.0))) : (double)NAN;
}

static patron_cva_interval cva_interval_of(double ratio, double used, double error, int unsure,
                                           double confidence)
{
    patron_cva_interval interval;
    double width = used > 1.0 ? patron_numeric_student_width(confidence, used - 1.0) : (double)NAN;
    interval.ratio = ratio;
    interval.standard_error = error;
    interval.low = ratio - width * error;
    interval.high = ratio + width * error;
    interval.used = (uint64_t)used;
    interval.notes = used < CVA_FEW ? PATRON_CVA_NOTE_FEW : 0;
    if (unsure)
        interval.notes |= PATRON_CVA_NOTE_UNSURE_DIVISOR;
    return interval;
}

static int cva_is_unsure(const cva_survey *survey, size_t cell)
{
    double mean = survey->rivals_mean[cell], others = (double)(survey->answers->suppliers - 1);
    return cva_error(&survey->rivals, cell, survey->used[cell]) > CVA_UNSURE * mean * others;
}

static patron_cva_interval cva_ratio_interval(const cva_survey *survey, size_t cell,
                                              double confidence)
{
    double used = survey->used[cell];
    double error = cva_error(&survey->pull, cell, used) / survey->rivals_mean[cell];
    return cva_interval_of(survey->ratio[cell], used, error, cva_is_unsure(survey, cell),
                           confidence);
}

static patron_cva_interval cva_quality_interval(const cva_survey *survey, size_t supplier,
                                                double confidence)
{
    numeric_pair sum = numeric_pair_make(0.0, 0.0), weights = sum;
    double used = (double)INFINITY;
    int unsure = 0;
    for (size_t j = 0; j < survey->answers->attributes; j++) {
        size_t cell = j * survey->answers->suppliers + supplier;
        if (!(survey->weight[j] > 0.0))
            continue;
        sum = numeric_pair_add(sum, survey->weight[j] * survey->ratio[cell]);
        weights = numeric_pair_add(weights, survey->weight[j]);
        used = fmin(used, survey->used[cell]);
        unsure = unsure || cva_is_unsure(survey, cell);
    }
    return cva_interval_of(numeric_pair_value(sum) / numeric_pair_value(weights), used,
                           cva_error(&survey->quality, supplier, used), unsure, confidence);
}

static int cva_interval_fits(const patron_cva_interval *interval)
{
    return isinf(fmax(interval->ratio, interval->high)) == 0;
}

static int cva_intervals_fit(const cva_survey *survey, double confidence)
{
    int fit = 1;
    for (size_t c = 0; c < survey->cells; c++) {
        patron_cva_interval interval = cva_ratio_interval(survey, c, confidence);
        fit &= cva_interval_fits(&interval);
    }
    for (size_t s = 0; s < survey->answers->suppliers; s++) {
        patron_cva_interval interval = cva_quality_interval(survey, s, confidence);
        fit &= cva_interval_fits(&interval);
    }
    return fit;
}

static void cva_survey_open(cva_survey *survey, cva_cells *cells, const cva_table *table,
                            numeric_scratch *carve)
{
    size_t suppliers = survey->answers->suppliers, count = survey->cells;
    patron_cva_cells_open(cells, carve, 2, count);
    survey->mean = numeric_scratch_take(carve, count, sizeof(double));
    survey->inverse = numeric_scratch_take(carve, count, sizeof(double));
    survey->ratio = numeric_scratch_take(carve, count, sizeof(double));
    survey->rivals_mean = numeric_scratch_take(carve, count, sizeof(double));
    survey->theirs = numeric_scratch_take(carve, count, sizeof(double));
    survey->part = numeric_scratch_take(carve, count, sizeof(double));
    survey->used = numeric_scratch_take(carve, count, sizeof(double));
    survey->own = numeric_scratch_take(carve, count, sizeof(double));
    survey->total = numeric_scratch_take(carve, suppliers, sizeof(double));
    cva_squares_open(&survey->pull, count, carve);
    cva_squares_open(&survey->rivals, count, carve);
    cva_squares_open(&survey->quality, suppliers, carve);
    double *weight = numeric_scratch_take(carve, table->attributes, sizeof(double));
    for (size_t j = 0; j < table->attributes; j++)
        weight[j] = table->weight[j] * table->unit / table->sum;
    survey->weight = weight;
}

static void cva_survey_take(cva_survey *survey, const cva_cells *cells)
{
    size_t suppliers = survey->answers->suppliers;
    for (size_t j = 0; j < survey->answers->attributes; j++)
        cva_describe_row(survey, cells, j * suppliers, survey->weight[j]);
    cva_pull(survey);
}

/* --- checks ----------------------------------------------------------------------------------- */

static int32_t cva_check_weights(size_t attributes, const double *weight, cva_table *table,
                                 patron_fault *fault)
{
    int32_t status = PATRON_OK;
    for (size_t j = 0; status == PATRON_OK && j < attributes; j++)
        status = patron_cva_check_weight(j, weight[j], fault);
    table->attributes = attributes;
    table->weight = weight;
    return status == PATRON_OK ? patron_cva_weigh(table, fault) : status;
}

/* Adds the chosen to the first group, the others to the second, so that their faults are seen too. */
static int32_t cva_add_chosen(const cva_respondents *answers, cva_cells *cells, patron_fault *fault)
{
    uint32_t group[CVA_CELLS_ROWS];
    for (size_t i = 0; i < answers->n; i += CVA_CELLS_ROWS) {
        const double *rating = answers->rating + i * cells->cells;
        size_t rows = answers->n - i < CVA_CELLS_ROWS ? answers->n - i : CVA_CELLS_ROWS, column;
        for (size_t k = 0; k < rows; k++)
            group[k] = cva_is_chosen(answers, i + k) ? 0 : 1;
        size_t added = patron_cva_cells_add(cells, rows, group, rating, 0.0, &column);
        if (added < rows)
            return patron_cva_check_cell("rating", (int64_t)(i + added), (int64_t)column,
                                         rating[added * cells->cells + column], 0.0,
                                         "a rating in [0, 1e9], or NaN", fault);
    }
    patron_cva_cells_close(cells);
    return PATRON_OK;
}

/* --- public ----------------------------------------------------------------------------------- */

int32_t PATRON_CALL patron_cva_intervals(double confidence, uint32_t chosen, size_t n,
                                         const uint32_t *segment, size_t attributes,
                                         size_t suppliers, const double *rating,
                                         const double *weight, void *scratch, size_t scratch_size,
                                         patron_cva_interval *ratio, patron_cva_interval *quality,
                                         patron_fault *fault)
{
    cva_respondents answers = {n, segment, chosen, attributes, suppliers, rating};
    cva_table table = {0, NULL, suppliers, NULL, 0.0, 1.0, 0.0};
    cva_survey survey;
    cva_cells cells;
    if (n > 0 && rating == NULL)
        return patron_base_fault_null(fault, "rating");
    if (weight == NULL)
        return patron_base_fault_null(fault, "weight");
    int32_t status = patron_base_check_scratch(
        scratch, scratch_size, patron_cva_intervals_scratch_size(attributes, suppliers), fault);
    if (status != PATRON_OK)
        return status;
    if (quality == NULL)
        return patron_base_fault_null(fault, "quality");
    status = patron_cva_check_confidence(confidence, fault);
    if (status == PATRON_OK)
        status = patron_cva_check_respondents(&answers, fault);
    if (status == PATRON_OK)
        status = cva_check_weights(attributes, weight, &table, fault);
    if (status != PATRON_OK)
        return status;
    memset(&survey, 0, sizeof survey);
    survey.answers = &answers;
    survey.cells = attributes * suppliers;
    numeric_scratch carve = numeric_scratch_open(scratch, scratch_size);
    cva_survey_open(&survey, &cells, &table, &carve);
    status = cva_add_chosen(&answers, &cells, fault);
    if (status != PATRON_OK)
        return status;
    cva_survey_take(&survey, &cells);
    if (!cva_intervals_fit(&survey, confidence))
        return patron_base_fault_plain(fault, PATRON_E_OVERFLOW, "quality",
                                       "ratings of which ratios and errors are doubles");
    for (size_t c = 0; ratio != NULL && c < survey.cells; c++)
        ratio[c] = cva_ratio_interval(&survey, c, confidence);
    for (size_t s = 0; s < suppliers; s++)
        quality[s] = cva_quality_interval(&survey, s, confidence);
    return PATRON_OK;
}
