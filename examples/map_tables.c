/* The tables of the page. */
#include "map_pieces.h"
#include "report.h"

#include <math.h>

static void plain(FILE *file, double number, unsigned decimals)
{
    char text[MAP_NUMBER];
    map_plain(text, number, decimals);
    report_cell(file, text);
}

static void percent(FILE *file, double share)
{
    char text[MAP_NUMBER];
    map_percent(text, share, 1);
    report_cell(file, text);
}

static void with_sign(FILE *file, double number, unsigned decimals)
{
    char text[MAP_NUMBER];
    map_signed(text, number, decimals);
    report_cell(file, text);
}

static void change(FILE *file, const map_report *said, double rating, double points)
{
    char text[MAP_NUMBER];
    map_points(said, text, rating, points);
    report_cell(file, text);
}

static void between(FILE *file, double low, double high, unsigned decimals)
{
    char text[2 * MAP_NUMBER + 8];
    char first[MAP_NUMBER];
    char second[MAP_NUMBER];
    map_plain(first, low, decimals);
    map_plain(second, high, decimals);
    snprintf(text, sizeof text, "%s to %s", first, second);
    report_cell(file, isnan(low) ? "-" : text);
}

static void supplier_row(FILE *file, const map_report *said, size_t s)
{
    char name[MAP_NAME];
    map_supplier_name(said, name, s);
    map_piece_row(file, s == said->made->own ? " class=\"own\"" : "", name);
}

static void attribute_row(FILE *file, const map_report *said, size_t j)
{
    char name[MAP_NAME];
    map_attribute_name(said, name, j);
    map_piece_row(file, "", name);
}

void map_table_suppliers(FILE *file, const map_report *said)
{
    static const char *const names[] = {"supplier", "quality",  "interval", "price", "worth",
                                        "band",     "distance", "headroom", "value"};
    map_piece_table(file, "The market, beside the mean of the rivals",
                    sizeof names / sizeof names[0], names);
    for (size_t s = 0; s < said->made->suppliers; s++) {
        const map_supplier *supplier = &said->made->supplier[s];
        supplier_row(file, said, s);
        plain(file, supplier->quality.ratio, 3);
        between(file, supplier->quality.low, supplier->quality.high, 3);
        plain(file, supplier->price, 3);
        plain(file, supplier->worth, 3);
        report_cell(file, map_band(supplier->band));
        with_sign(file, supplier->distance, 3);
        with_sign(file, supplier->headroom, 3);
        plain(file, supplier->value, 2);
        map_piece_row_end(file);
    }
    map_piece_table_end(file);
}

void map_table_ratings(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    char name[RATINGS_SUPPLIERS][MAP_NAME];
    const char *names[RATINGS_SUPPLIERS + 2] = {"attribute", "weight"};
    for (size_t s = 0; s < made->suppliers; s++) {
        map_supplier_name(said, name[s], s);
        names[s + 2] = name[s];
    }
    map_piece_table(file, "Mean ratings, and in percent of the rivals' mean", made->suppliers + 2,
                    names);
    for (size_t j = 0; j < made->attributes; j++) {
        attribute_row(file, said, j);
        percent(file, made->weight[j]);
        for (size_t s = 0; s < made->suppliers; s++) {
            char mean[MAP_NUMBER];
            char ratio[MAP_NUMBER];
            char text[2 * MAP_NUMBER + 8];
            map_plain(mean, made->mean[j * made->suppliers + s], 2);
            map_plain(ratio, 100 * made->ratio[j * made->suppliers + s], 0);
            snprintf(text, sizeof text, "%s (%s)", mean, ratio);
            report_cell(file, text);
        }
        map_piece_row_end(file);
    }
    map_piece_table_end(file);
}

void map_table_importance(FILE *file, const map_report *said)
{
    static const char *const names[] = {"attribute", "stated",   "correlation", "regression",
                                        "raw",       "interval", "Shapley"};
    const map_figures *made = said->made;
    const map_importance *importance = made->importance;
    map_piece_table(file, "What matters: said, and derived from the overall rating",
                    sizeof names / sizeof names[0], names);
    for (size_t j = 0; j < made->attributes; j++) {
        attribute_row(file, said, j);
        percent(file, importance[MAP_STATED].known ? importance[MAP_STATED].part[j] : (double)NAN);
        percent(file, importance[MAP_CORRELATION].part[j]);
        percent(file, importance[MAP_REGRESSION].part[j]);
        with_sign(file, importance[MAP_REGRESSION].raw[j], 3);
        between(file, importance[MAP_REGRESSION].low[j], importance[MAP_REGRESSION].high[j], 3);
        percent(file, importance[MAP_SHAPLEY].part[j]);
        map_piece_row_end(file);
    }
    map_piece_table_end(file);
}

void map_table_levers(FILE *file, const map_report *said)
{
    static const char *const names[] = {
        "change", "weight", "ours", "for quality", "for the best value", ""};
    const map_figures *made = said->made;
    map_piece_table(file, "Points of rating that one change alone would take",
                    sizeof names / sizeof names[0], names);
    for (size_t j = 0; j < made->attributes; j++) {
        attribute_row(file, said, j);
        percent(file, made->weight[j]);
        plain(file, made->mean[j * made->suppliers + made->own], 2);
        change(file, said, made->mean[j * made->suppliers + made->own], made->points[j]);
        change(file, said, made->mean[j * made->suppliers + made->own], made->level[j]);
        report_cell(file, map_quadrant(made->quadrant[j]));
        map_piece_row_end(file);
    }
    map_piece_row(file, "", "price");
    percent(file, made->price_weight);
    plain(file, made->supplier[made->own].rated_price, 2);
    report_cell(file, "");
    change(file, said, made->supplier[made->own].rated_price, made->level_price);
    report_cell(file, "");
    map_piece_row_end(file);
    map_piece_table_end(file);
}

void map_table_satisfaction(FILE *file, const map_report *said)
{
    static const char *const names[] = {"supplier", "mean",    "leave", "would switch", "stay",
                                        "between",  "top two", "NPS",   "between"};
    const map_figures *made = said->made;
    map_piece_table(file, "Satisfaction, level 1, 2 to 4 and 5 of 5",
                    sizeof names / sizeof names[0] - (said->all->has_recommend ? 0U : 2U), names);
    for (size_t s = 0; s < made->suppliers; s++) {
        const map_supplier *supplier = &made->supplier[s];
        const patron_satisfaction_result *result = &supplier->satisfaction;
        supplier_row(file, said, s);
        plain(file, result->mean, 2);
        percent(file, result->worst_share);
        percent(file, result->middle_share);
        percent(file, result->best_share);
        between(file, 100 * result->best_low, 100 * result->best_high, 1);
        percent(file, result->top_two_share);
        if (said->all->has_recommend) {
            with_sign(file, supplier->nps, 0);
            between(file, supplier->nps_low, supplier->nps_high, 0);
        }
        map_piece_row_end(file);
    }
    map_piece_table_end(file);
}
