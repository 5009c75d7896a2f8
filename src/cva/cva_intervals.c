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

#define CVA_UNSURE 0.1

/* --- kernels ---------------------------------------------------------------------------------- */

/* A sum of squares: those of the latest rows, and the others. */
typedef struct cva_square {
    double latest;
    double all;
    double rest;
} cva_square;

/* A cell: its mean, its ratio, and what a pull is made of. */
typedef struct cva_cell {
    double mean;
    double inverse; /* 1 / answers; 0 without any */
    double ratio;
    double ours;    /* 1 / M */
    double theirs;  /* ratio / (M (suppliers - 1)) */
    double divisor; /* 1 / (M (suppliers - 1)) */
    double used;    /* answers behind the mean that has fewest */
} cva_cell;

typedef struct cva_survey {
    const cva_respondents *answers;
    const double *weight; /* in sum 1 */
    size_t cells;
    cva_cell *cell;
    cva_square *pull;    /* [cells] */
    cva_square *divisor; /* [cells] pulls on the rivals' mean, as parts of it */
    cva_square *quality; /* [suppliers] */
    double *total;       /* [suppliers] of one respondent */
} cva_survey;

size_t PATRON_CALL patron_cva_intervals_scratch_size(size_t attributes, size_t suppliers)
{
    size_t cells = cva_cells_of(attributes, suppliers);
    size_t need = patron_cva_cells_need(NUMERIC_SCRATCH_SLACK, 2, cells);
    need = numeric_scratch_need(need, cells, sizeof(cva_cell));
    need = numeric_scratch_need(need, cells, sizeof(cva_square));
    need = numeric_scratch_need(need, cells, sizeof(cva_square));
    need = numeric_scratch_need(need, suppliers, sizeof(cva_square));
    need = numeric_scratch_need(need, suppliers, sizeof(double));
    return numeric_scratch_need(need, attributes, sizeof(double));
}

static void cva_square_settle(cva_square *sum)
{
    numeric_pair all = numeric_pair_add(numeric_pair_make(sum->all, sum->rest), sum->latest);
    sum->all = all.high;
    sum->rest = all.low;
    sum->latest = 0.0;
}

static void cva_survey_settle(cva_survey *survey)
{
    for (size_t c = 0; c < survey->cells; c++) {
        cva_square_settle(&survey->pull[c]);
        cva_square_settle(&survey->divisor[c]);
    }
    for (size_t s = 0; s < survey->answers->suppliers; s++)
        cva_square_settle(&survey->quality[s]);
}

/* What one attribute's ratings pull. */
static void cva_pull_row(cva_survey *survey, size_t first, const double *rating, double weight)
{
    size_t suppliers = survey->answers->suppliers;
    const cva_cell *cell = survey->cell + first;
    double sum = 0.0;
    for (size_t s = 0; s < suppliers; s++)
        sum += rating[s] == rating[s] ? (rating[s] - cell[s].mean) * cell[s].inverse : 0.0;
    for (size_t s = 0; s < suppliers; s++) {
        double own = rating[s] == rating[s] ? (rating[s] - cell[s].mean) * cell[s].inverse : 0.0;
        double pull = own * cell[s].ours - (sum - own) * cell[s].theirs;
        double divisor = (sum - own) * cell[s].divisor;
        survey->pull[first + s].latest += pull * pull;
        survey->divisor[first + s].latest += divisor * divisor;
        if (weight > 0.0) /* a ratio that does not exist counts only where it has a weight */
            survey->total[s] += weight * pull;
    }
}

static void cva_pull(cva_survey *survey)
{
    const cva_respondents *answers = survey->answers;
    size_t suppliers = answers->suppliers, since = 0;
    for (size_t i = 0; i < answers->n; i++) {
        if (!cva_is_chosen(answers, i))
            continue;
        const double *rating = answers->rating + i * survey->cells;
        for (size_t s = 0; s < suppliers; s++)
            survey->total[s] = 0.0;
        for (size_t j = 0; j < answers->attributes; j++)
            cva_pull_row(survey, j * suppliers, rating + j * suppliers, survey->weight[j]);
        for (size_t s = 0; s < suppliers; s++)
            survey->quality[s].latest += survey->total[s] * survey->total[s];
        if (++since == CVA_INTERVAL_ROWS) {
            cva_survey_settle(survey);
            since = 0;
        }
    }
    cva_survey_settle(survey);
}

/* Means, ratios and the parts of pulls of one attribute. */
static void cva_describe_row(const cva_survey *survey, const cva_cells *cells, size_t first,
                             double *mean)
{
    size_t suppliers = survey->answers->suppliers;
    double others = (double)(suppliers - 1), fewest = cells->count[first];
    for (size_t s = 0; s < suppliers; s++) {
        mean[s] = patron_cva_cells_mean(cells, first + s);
        fewest = fmin(fewest, cells->count[first + s]);
    }
    for (size_t s = 0; s < suppliers; s++) {
        cva_cell *cell = &survey->cell[first + s];
        double rivals = patron_cva_others(suppliers, mean, s), count = cells->count[first + s];
        double divided = rivals > 0.0 ? rivals : (double)NAN;
        cell->mean = mean[s];
        cell->inverse = count > 0.0 ? 1.0 / count : 0.0;
        cell->ratio = mean[s] / divided;
        cell->ours = 1.0 / divided;
        cell->divisor = 1.0 / (divided * others);
        cell->theirs = cell->ratio * cell->divisor;
        cell->used = fewest;
    }
}

static double cva_error(const cva_square *square, double used)
{
    return used > 1.0 ? sqrt((square->all + square->rest) * (used / (used - 1.0))) : (double)NAN;
}

static patron_cva_interval cva_interval_of(double ratio, double used, const cva_square *square,
                                           int unsure, double confidence)
{
    patron_cva_interval interval;
    interval.ratio = ratio;
    interval.standard_error = cva_error(square, used);
    double width = used > 1.0 ? patron_numeric_student_width(confidence, used - 1.0) : (double)NAN;
    interval.low = ratio - width * interval.standard_error;
    interval.high = ratio + width * interval.standard_error;
    interval.used = (uint64_t)used;
    interval.notes = used < CVA_FEW ? PATRON_CVA_NOTE_FEW : 0;
    if (unsure)
        interval.notes |= PATRON_CVA_NOTE_UNSURE_DIVISOR;
    return interval;
}

static int cva_is_unsure(const cva_survey *survey, size_t cell)
{
    return cva_error(&survey->divisor[cell], survey->cell[cell].used) > CVA_UNSURE;
}

static patron_cva_interval cva_ratio_interval(const cva_survey *survey, size_t cell,
                                              double confidence)
{
    return cva_interval_of(survey->cell[cell].ratio, survey->cell[cell].used, &survey->pull[cell],
                           cva_is_unsure(survey, cell), confidence);
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
        sum = numeric_pair_add(sum, survey->weight[j] * survey->cell[cell].ratio);
        weights = numeric_pair_add(weights, survey->weight[j]);
        used = fmin(used, survey->cell[cell].used);
        unsure = unsure || cva_is_unsure(survey, cell);
    }
    return cva_interval_of(numeric_pair_value(sum) / numeric_pair_value(weights), used,
                           &survey->quality[supplier], unsure, confidence);
}

static int cva_interval_fits(const patron_cva_interval *interval)
{
    return !isinf(interval->ratio) && !isinf(interval->standard_error) && !isinf(interval->low) &&
           !isinf(interval->high);
}

static int cva_intervals_fit(const cva_survey *survey, double confidence)
{
    int fit = 1;
    for (size_t c = 0; c < survey->cells; c++) {
        patron_cva_interval interval = cva_ratio_interval(survey, c, confidence);
        fit = fit && cva_interval_fits(&interval);
    }
    for (size_t s = 0; s < survey->answers->suppliers; s++) {
        patron_cva_interval interval = cva_quality_interval(survey, s, confidence);
        fit = fit && cva_interval_fits(&interval);
    }
    return fit;
}

static void cva_survey_open(cva_survey *survey, cva_cells *cells, const cva_table *table,
                            numeric_scratch *carve)
{
    size_t suppliers = survey->answers->suppliers;
    patron_cva_cells_open(cells, carve, 2, survey->cells);
    survey->cell = numeric_scratch_take(carve, survey->cells, sizeof *survey->cell);
    survey->pull = numeric_scratch_take(carve, survey->cells, sizeof *survey->pull);
    survey->divisor = numeric_scratch_take(carve, survey->cells, sizeof *survey->divisor);
    survey->quality = numeric_scratch_take(carve, suppliers, sizeof *survey->quality);
    survey->total = numeric_scratch_take(carve, suppliers, sizeof *survey->total);
    double *weight = numeric_scratch_take(carve, table->attributes, sizeof *weight);
    memset(survey->pull, 0, survey->cells * sizeof *survey->pull);
    memset(survey->divisor, 0, survey->cells * sizeof *survey->divisor);
    memset(survey->quality, 0, suppliers * sizeof *survey->quality);
    for (size_t j = 0; j < table->attributes; j++)
        weight[j] = table->weight[j] * table->unit / table->sum;
    survey->weight = weight;
}

static void cva_survey_take(cva_survey *survey, const cva_cells *cells)
{
    size_t suppliers = survey->answers->suppliers;
    for (size_t j = 0; j < survey->answers->attributes; j++)
        cva_describe_row(survey, cells, j * suppliers, survey->total);
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
    for (size_t i = 0; i < answers->n; i++) {
        const double *rating = answers->rating + i * cells->cells;
        size_t column = 0, group = cva_is_chosen(answers, i) ? 0 : 1;
        if (!patron_cva_cells_add(cells, group, rating, 0.0, &column))
            return patron_cva_check_cell("rating", (int64_t)i, (int64_t)column, rating[column], 0.0,
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
    cva_survey survey = {&answers, NULL, 0, NULL, NULL, NULL, NULL, NULL};
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
