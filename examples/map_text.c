#include "map_report.h"
#include "terminal.h"

#include <math.h>

static void say(FILE *file, const map_report *said,
                void (*sentence)(const map_report *, char[MAP_SENTENCE]))
{
    char text[MAP_SENTENCE];
    sentence(said, text);
    terminal_paragraph(file, text);
}

static void put(FILE *file, int width, const char *text)
{
    fprintf(file, "%*s", width, text);
}

static void head(FILE *file, const char *title)
{
    fprintf(file, "\n%s\n\n", title);
}

static void put_plain(FILE *file, int width, double number, unsigned decimals)
{
    char text[MAP_NUMBER];
    map_plain(text, number, decimals);
    put(file, width, text);
}

static void put_percent(FILE *file, int width, double share)
{
    char text[MAP_NUMBER];
    map_percent(text, share, 1);
    put(file, width, text);
}

static void put_signed(FILE *file, int width, double number, unsigned decimals)
{
    char text[MAP_NUMBER];
    map_signed(text, number, decimals);
    put(file, width, text);
}

static void importance(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    const map_importance *regression = &made->importance[MAP_REGRESSION];
    head(file, "Importance");
    fputs("  attribute     stated correlation regression    (raw    low   high)  Shapley\n", file);
    for (size_t j = 0; j < made->attributes; j++) {
        fputs("  ", file);
        terminal_customer(file, &said->all->attributes, j, 13);
        put_percent(file, 7,
                    made->importance[MAP_STATED].known ? made->importance[MAP_STATED].part[j]
                                                       : (double)NAN);
        put_percent(file, 12, made->importance[MAP_CORRELATION].part[j]);
        put_percent(file, 11, regression->part[j]);
        put_signed(file, 8, regression->raw[j], 3);
        put_signed(file, 7, regression->low[j], 3);
        put_signed(file, 7, regression->high[j], 3);
        put_percent(file, 9, made->importance[MAP_SHAPLEY].part[j]);
        putc('\n', file);
    }
    putc('\n', file);
    say(file, said, map_say_weights);
    say(file, said, map_say_fit);
    say(file, said, map_say_caveats);
}

/* Suppliers across, as many as a terminal is wide. */
static void supplier_heads(FILE *file, const map_report *said, size_t from, size_t to)
{
    fprintf(file, "  %-13s%7s", "attribute", "weight");
    for (size_t s = from; s < to; s++) {
        terminal_customer_right(file, &said->all->suppliers, s, 11);
    }
    putc('\n', file);
}

static void ratings_of(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    head(file, "Quality by attribute: mean rating, and in percent of the rivals' mean");
    for (size_t from = 0; from < made->suppliers; from += 5) {
        const size_t to = from + 5 < made->suppliers ? from + 5 : made->suppliers;
        supplier_heads(file, said, from, to);
        for (size_t j = 0; j < made->attributes; j++) {
            fputs("  ", file);
            terminal_customer(file, &said->all->attributes, j, 13);
            put_percent(file, 7, made->weight[j]);
            for (size_t s = from; s < to; s++) {
                put_plain(file, 6, made->mean[j * made->suppliers + s], 2);
                put_plain(file, 5, 100 * made->ratio[j * made->suppliers + s], 0);
            }
            putc('\n', file);
        }
    }
}

static void profile(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    head(file, "The market");
    fputs("  supplier    quality     interval  price  worth band        distance  headroom\n",
          file);
    for (size_t s = 0; s < made->suppliers; s++) {
        const map_supplier *supplier = &made->supplier[s];
        char low[MAP_NUMBER];
        char high[MAP_NUMBER];
        char between[MAP_NUMBER + MAP_NUMBER];
        map_plain(low, supplier->quality.low, 3);
        map_plain(high, supplier->quality.high, 3);
        snprintf(between, sizeof between, "%s-%s", low, high);
        fputs(s == made->own ? "> " : "  ", file);
        terminal_customer(file, &said->all->suppliers, s, 12);
        put_plain(file, 7, supplier->quality.ratio, 3);
        put(file, 13, between);
        put_plain(file, 7, supplier->price, 3);
        put_plain(file, 7, supplier->worth, 3);
        fprintf(file, " %-11s", map_band(supplier->band));
        put_signed(file, 9, supplier->distance, 3);
        put_signed(file, 10, supplier->headroom, 3);
        putc('\n', file);
    }
    fputs("  (1 is parity with the mean of the rivals; > 0 right of the fair-value line)\n\n",
          file);
    say(file, said, map_say_place);
    say(file, said, map_say_line);
}

static void duel(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    char own[MAP_NAME];
    char rival[MAP_NAME];
    map_supplier_name(said, own, made->own);
    map_supplier_name(said, rival, made->rival);
    fprintf(file, "\nHead to head: %s against %s\n\n", own, rival);
    fputs("  attribute          weight     ours   theirs      gap     adds\n", file);
    for (size_t i = 0; i < made->attributes; i++) {
        const size_t j = made->order[i];
        char text[MAP_NUMBER];
        fputs("  ", file);
        terminal_customer(file, &said->all->attributes, j, 15);
        put_percent(file, 10, made->weight[j]);
        put_plain(file, 9, made->mean[j * made->suppliers + made->own], 2);
        put_plain(file, 9, made->mean[j * made->suppliers + made->rival], 2);
        map_signed_percent(text, made->gap[j]);
        put(file, 9, text);
        map_signed_percent(text, made->area[j]);
        put(file, 9, text);
        putc('\n', file);
    }
    putc('\n', file);
    say(file, said, map_say_duel);
}

static void put_change(FILE *file, int width, const map_report *said, double rating, double change)
{
    char text[MAP_NUMBER];
    map_points(said, text, rating, change);
    put(file, width, text);
}

static void levers(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    head(file, "Levers: points of rating that one change alone would take");
    fputs("  attribute      weight   ours  for quality  for best value\n", file);
    for (size_t j = 0; j < made->attributes; j++) {
        fputs("  ", file);
        terminal_customer(file, &said->all->attributes, j, 13);
        put_percent(file, 8, made->weight[j]);
        put_plain(file, 7, made->mean[j * made->suppliers + made->own], 2);
        put_change(file, 13, said, made->mean[j * made->suppliers + made->own], made->points[j]);
        put_change(file, 16, said, made->mean[j * made->suppliers + made->own], made->level[j]);
        fprintf(file, "  %s\n", map_quadrant(made->quadrant[j]));
    }
    fprintf(file, "  %-13s", "price");
    put_percent(file, 8, made->price_weight);
    put_plain(file, 7, made->supplier[made->own].rated_price, 2);
    put(file, 13, "");
    put_change(file, 16, said, made->supplier[made->own].rated_price, made->level_price);
    fputs("\n\n", file);
    say(file, said, map_say_target);
    say(file, said, map_say_levers);
}

static void satisfaction(FILE *file, const map_report *said)
{
    const map_figures *made = said->made;
    head(file, "Satisfaction");
    fputs("  supplier      mean leave switch  stay   (between)    top 2  NPS\n", file);
    for (size_t s = 0; s < made->suppliers; s++) {
        const map_supplier *supplier = &made->supplier[s];
        const patron_satisfaction_result *result = &supplier->satisfaction;
        fputs(s == made->own ? "> " : "  ", file);
        terminal_customer(file, &said->all->suppliers, s, 12);
        put_plain(file, 6, result->mean, 2);
        put_percent(file, 6, result->worst_share);
        put_percent(file, 7, result->middle_share);
        put_percent(file, 6, result->best_share);
        put_percent(file, 7, result->best_low);
        put_percent(file, 6, result->best_high);
        put_percent(file, 8, result->top_two_share);
        put_plain(file, 5, supplier->nps, 0);
        if (supplier->recommend > 0) {
            char low[MAP_NUMBER];
            char high[MAP_NUMBER];
            map_plain(low, supplier->nps_low, 0);
            map_plain(high, supplier->nps_high, 0);
            fprintf(file, " (%s to %s)", low, high);
        }
        putc('\n', file);
    }
    putc('\n', file);
    say(file, said, map_say_satisfaction);
    say(file, said, map_say_track);
    say(file, said, map_say_trend);
}

static void bad_lines(FILE *file, const map_report *said)
{
    const ratings *all = said->all;
    putc('\n', file);
    say(file, said, map_say_bad);
    for (uint64_t i = 0; i < all->bad && i < RATINGS_BAD_SHOWN; i++) {
        fprintf(file, "  line %.0f: %s\n", (double)all->shown[i].line, all->shown[i].reason);
    }
    if (all->bad > RATINGS_BAD_SHOWN) {
        fprintf(file, "  and %.0f more\n", (double)(all->bad - RATINGS_BAD_SHOWN));
    }
}

void map_text(FILE *file, const map_report *said)
{
    say(file, said, map_say_headline);
    say(file, said, map_say_read);
    profile(file, said);
    importance(file, said);
    ratings_of(file, said);
    duel(file, said);
    levers(file, said);
    satisfaction(file, said);
    bad_lines(file, said);
    fprintf(file, "\nThe map is in %s.\n", said->chosen->html);
}
