#include "map_figures.h"
#include "faults.h"
#include "memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void map_stop(int32_t status, const patron_fault *fault)
{
    faults_stop_saying("These ratings cannot be mapped", status, fault);
}

const double *map_answers(const map_figures *made, int question)
{
    return made->question +
           (size_t)(question - RATINGS_OVERALL) * made->interviews * made->suppliers;
}

void map_answers_of(const map_figures *made, int question, size_t supplier, double *answer)
{
    const double *all = map_answers(made, question);
    for (size_t i = 0; i < made->interviews; i++) {
        answer[i] = all[i * made->suppliers + supplier];
    }
}

void map_question_means(const map_figures *made, int question, const uint32_t *wave, size_t waves,
                        double *mean)
{
    patron_fault fault;
    const size_t size = patron_cva_means_scratch_size(1, made->suppliers, waves);
    void *scratch = memory_new(size, 1);
    map_stop(patron_cva_means(made->interviews, wave, 1, made->suppliers,
                              map_answers(made, question), scratch, size, waves, mean, NULL,
                              &fault),
             &fault);
    free(scratch);
}

static double *missing(size_t count)
{
    double *answer = memory_new(count, sizeof *answer);
    for (size_t i = 0; i < count; i++) {
        answer[i] = (double)NAN;
    }
    return answer;
}

/* Lines to tables: a row for each interview. */
static void fill_tables(map_figures *made, const ratings *all)
{
    const size_t cells = made->interviews * made->suppliers;
    made->rating = missing(cells * made->attributes);
    made->question = missing(cells * RATINGS_QUESTIONS);
    for (size_t k = 0; k < all->count; k++) {
        const ratings_line *line = &all->line[k];
        for (size_t j = 0; j < made->attributes; j++) {
            made->rating[(line->interview * made->attributes + j) * made->suppliers +
                         line->supplier] = line->attribute[j];
        }
        for (size_t q = 0; q < RATINGS_QUESTIONS; q++) {
            made->question[q * cells + line->interview * made->suppliers + line->supplier] =
                line->question[q];
        }
    }
}

/* What a name shows on a terminal. */
static const char *shown(char text[48], const customer_ids *ids, size_t number)
{
    size_t size = 0;
    const char *name = customer_ids_name(ids, number, &size);
    size = size < 40 ? size : 40;
    for (size_t i = 0; i < size; i++) {
        text[i] = (char)((unsigned char)name[i] < 32 || name[i] == 127 ? '?' : name[i]);
    }
    text[size] = 0;
    return text;
}

/* Means of the attributes; says who was not rated on what. */
static int fill_means(map_figures *made, const ratings *all)
{
    patron_fault fault;
    const size_t size = patron_cva_means_scratch_size(made->attributes, made->suppliers, 1);
    void *scratch = memory_new(size, 1);
    made->mean = memory_new(made->attributes * made->suppliers, sizeof(double));
    made->ratio = memory_new(made->attributes * made->suppliers, sizeof(double));
    map_stop(patron_cva_means(made->interviews, NULL, made->attributes, made->suppliers,
                              made->rating, scratch, size, 1, made->mean, NULL, &fault),
             &fault);
    free(scratch);
    for (size_t k = 0; k < made->attributes * made->suppliers; k++) {
        if (isnan(made->mean[k])) {
            char supplier[48];
            char attribute[48];
            fprintf(stderr, "Nobody rated %s on %s: leave out the one or the other.\n",
                    shown(supplier, &all->suppliers, k % made->suppliers),
                    shown(attribute, &all->attributes, k / made->suppliers));
            return MAP_DATA;
        }
    }
    return MAP_DONE;
}

/* Every supplier has an answer to the questions that the map is made of, and a price above 0 of them. */
static int check_questions(map_figures *made, const ratings *all)
{
    for (int question = RATINGS_PRICE; question <= RATINGS_SATISFACTION; question++) {
        double mean[RATINGS_SUPPLIERS];
        map_question_means(made, question, NULL, 1, mean);
        for (size_t s = 0; s < made->suppliers; s++) {
            char name[48];
            shown(name, &all->suppliers, s);
            if (isnan(mean[s])) {
                fprintf(stderr, "Nobody answered the question of %s for %s.\n",
                        ratings_column_name(question), name);
                return MAP_DATA;
            }
            if (question == RATINGS_PRICE && mean[s] == 0) {
                fprintf(stderr, "Everybody rates the price of %s 0: it has no relative price.\n",
                        name);
                return MAP_DATA;
            }
        }
    }
    return MAP_DONE;
}

static int find_supplier(const ratings *all, const char *option, const char *name,
                         uint32_t *supplier)
{
    size_t number = 0;
    if (!customer_ids_find(&all->suppliers, name, strlen(name), &number)) {
        fprintf(stderr, "%s %s: the file has no supplier of this name; it has", option, name);
        for (size_t s = 0; s < all->suppliers.count; s++) {
            char text[48];
            fprintf(stderr, "%s %s", s > 0 ? "," : "", shown(text, &all->suppliers, s));
        }
        fputs(".\n", stderr);
        return MAP_USAGE;
    }
    *supplier = (uint32_t)number;
    return MAP_DONE;
}

static int find_suppliers(map_figures *made, const ratings *all, const map_options *chosen)
{
    int code = MAP_DONE;
    made->rival = PATRON_NONE;
    if (chosen->own != NULL) {
        code = find_supplier(all, "--own", chosen->own, &made->own);
    }
    if (code == MAP_DONE && chosen->rival != NULL) {
        code = find_supplier(all, "--rival", chosen->rival, &made->rival);
        if (code == MAP_DONE && made->rival == made->own) {
            fprintf(stderr, "--rival %s: this is the own supplier.\n", chosen->rival);
            code = MAP_USAGE;
        }
    }
    return code;
}

int map_figures_make(map_figures *made, const ratings *all, const map_options *chosen)
{
    memset(made, 0, sizeof *made);
    made->attributes = all->attributes.count;
    made->suppliers = all->suppliers.count;
    made->interviews = all->interviews.count;
    int code = find_suppliers(made, all, chosen);
    if (code != MAP_DONE) {
        return code;
    }
    fill_tables(made, all);
    code = fill_means(made, all);
    code = code == MAP_DONE ? check_questions(made, all) : code;
    code = code == MAP_DONE ? map_weights_make(made, all, chosen) : code;
    if (code == MAP_DONE) {
        map_profile_make(made, chosen);
        map_levers_make(made, chosen);
        map_track_make(made, all, chosen);
    }
    return code;
}

static void free_track(map_track *track)
{
    free(track->wave);
    free(track->mean);
    free(track->rivals);
    free(track->ewma);
    free(track->ewma_low);
    free(track->ewma_high);
    free(track->high);
    free(track->low);
    free(track->ewma_signal);
    free(track->cusum_signal);
    free(track->single_signal);
}

void map_figures_free(map_figures *made)
{
    free(made->rating);
    free(made->question);
    free(made->mean);
    free(made->ratio);
    free(made->supplier);
    free_track(&made->track);
    memset(made, 0, sizeof *made);
}
