/* The maps of recency and frequency, and the segments. */
#include "dates.h"
#include "markup.h"
#include "report.h"
#include "report_base.h"

#include <math.h>
#include <string.h>

/* "3-4" with a dash: days with a purchase of a score; "-" of one that nobody has. */
static void frequency_of(const base_rfm *rfm, size_t score, char text[WORDING_NUMBER])
{
    const int32_t from = score > 1 ? rfm->days[score - 2] + 1 : 1;
    const int32_t to = rfm->days[score - 1];
    if (rfm->customers_of_score[1][score - 1] == 0) {
        strcpy(text, "-");
    } else if (from >= to) {
        snprintf(text, WORDING_NUMBER, "%d", (int)to);
    } else {
        snprintf(text, WORDING_NUMBER, "%d\xE2\x80\x93%d", (int)from, (int)to);
    }
}

static void heads(FILE *file, const base_rfm *rfm)
{
    report_base_head(file, "last bought until");
    for (size_t f = 1; f <= BASE_BINS; f++) {
        char days[WORDING_NUMBER];
        frequency_of(rfm, f, days);
        fprintf(file,
                "<th scope=\"col\" class=\"even\"><b>F %u</b><span class=\"whole\">%s</span></th>",
                (unsigned)f, days);
    }
    report_base_rows(file);
}

static void row_head(FILE *file, const base_rfm *rfm, size_t r)
{
    char day[DATES_TEXT] = "-";
    if (rfm->customers_of_score[0][r - 1] > 0) {
        dates_format(day, rfm->last_day[r - 1]);
    }
    fprintf(file, "<tr><th scope=\"row\"><b>R %u</b> <span class=\"whole\">%s</span></th>",
            (unsigned)r, day);
}

static void tip_of(const wording *said, size_t r, size_t f, char tip[WORDING_SENTENCE])
{
    const size_t at = (r - 1) * BASE_BINS + f - 1;
    const patron_rfm_money_cell *cell = &said->base->rfm.cell[at];
    char n[WORDING_NUMBER];
    char money[WORDING_NUMBER];
    char mean[WORDING_NUMBER];
    char score[WORDING_NUMBER];
    wording_customers(n, (double)cell->customers);
    wording_money(said, money, cell->spend);
    wording_estimate(said, mean, cell->mean);
    wording_number(score, said->base->rfm.money_score[at].mean, 1);
    snprintf(tip, WORDING_SENTENCE, "R %u F %u: %s, %s of %s, %s each, M %s", (unsigned)r,
             (unsigned)f, n, money, wording_value(said), mean, score);
}

/* Customers in numbers, colored by how well they score by money. */
static void customers_cell(FILE *file, const wording *said, size_t at, const char *tip)
{
    const base_rfm *rfm = &said->base->rfm;
    char text[WORDING_NUMBER];
    wording_count(text, (double)rfm->cell[at].customers);
    report_base_cell(file, text, (rfm->money_score[at].mean - 1) / (BASE_BINS - 1), tip);
}

static double largest_spend(const base_rfm *rfm)
{
    double largest = 1;
    for (size_t at = 0; at < BASE_CELLS; at++) {
        largest = fmax(largest, (double)rfm->cell[at].spend);
    }
    return largest;
}

/* 638k, 1.13m: as a cell of a map has room for; the tip has it to the cent. */
static void compact(const wording *said, int64_t minor, char text[WORDING_NUMBER])
{
    static const char *const letters[] = {"", "k", "m", "b", "t"};
    double units = (double)minor / (double)figures_unit(said->chosen->decimals);
    size_t thousands = 0;
    while (fabs(units) >= 999.5 && thousands < 4) {
        units /= 1000;
        thousands++;
    }
    const double size = fabs(units);
    wording_number(text, units, thousands == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
    strcat(text, letters[thousands]);
}

static void money_cell(FILE *file, const wording *said, size_t at, const char *tip)
{
    const base_rfm *rfm = &said->base->rfm;
    const patron_rfm_money_cell *cell = &rfm->cell[at];
    char text[WORDING_NUMBER];
    compact(said, cell->spend, text);
    report_base_cell(file, text,
                     cell->customers == 0 ? (double)NAN
                                          : sqrt(fmax(0, (double)cell->spend) / largest_spend(rfm)),
                     tip);
}

static void map(FILE *file, const wording *said, const char *title, const char *note,
                void (*put)(FILE *, const wording *, size_t, const char *))
{
    report_base_open(file, title, 0);
    heads(file, &said->base->rfm);
    for (size_t r = BASE_BINS; r > 0; r--) {
        row_head(file, &said->base->rfm, r);
        for (size_t f = 1; f <= BASE_BINS; f++) {
            char tip[WORDING_SENTENCE];
            tip_of(said, r, f, tip);
            put(file, said, (r - 1) * BASE_BINS + f - 1, tip);
        }
        fputs("</tr>\n", file);
    }
    report_base_close(file, note);
}

/* " Nobody has F 2 and 3: who did the same has the same score." */
static void say_empty(const base_rfm *rfm, char text[WORDING_SENTENCE])
{
    static const char letters[] = "RF";
    char list[WORDING_NUMBER] = "";
    for (size_t column = 0; column < 2; column++) {
        for (size_t score = 0; score < BASE_BINS; score++) {
            if (rfm->customers_of_score[column][score] == 0) {
                const size_t size = strlen(list);
                snprintf(list + size, sizeof list - size, "%s%c %u", size > 0 ? ", " : "",
                         letters[column], (unsigned)score + 1);
            }
        }
    }
    text[0] = 0;
    if (list[0] != 0) {
        snprintf(text, WORDING_SENTENCE,
                 " Nobody has %s: who did the same has the same score, however many did.", list);
    }
}

void report_base_rfm(FILE *file, const wording *said)
{
    char empty[WORDING_SENTENCE];
    char note[2 * WORDING_SENTENCE];
    char title[WORDING_NUMBER + 32];
    char head[WORDING_NUMBER];
    say_empty(&said->base->rfm, empty);
    snprintf(note, sizeof note,
             "How many customers, by fifths of when they bought last (R 5: latest) and on how many "
             "days (F 5: most). The stronger the color, the higher they score by %s.%.200s",
             wording_value(said), empty);
    map(file, said, "Customers by recency and frequency", note, customers_cell);
    wording_head(said, head);
    snprintf(title, sizeof title, "What they have brought: %s", head);
    snprintf(note, sizeof note,
             "The %s of the same customers, colored by itself. Top right are those who bought last "
             "and most often, bottom right good customers who have not come for long.",
             wording_value(said));
    map(file, said, title, note, money_cell);
}

static void segment_row(FILE *file, const wording *said, size_t segment, double largest)
{
    const base_rfm *rfm = &said->base->rfm;
    const patron_rfm_money_cell *of = &rfm->segment[segment - 1];
    char text[WORDING_NUMBER];
    fprintf(file, "<tr><th scope=\"row\">%s</th><td class=\"words less\">%s</td>",
            base_wording_segment(segment), base_wording_segment_says(segment));
    wording_count(text, (double)of->customers);
    report_cell(file, text);
    wording_share(text, figures_share((double)of->customers, (double)rfm->customers));
    report_cell(file, text);
    wording_plain(said, text, of->spend);
    report_cell(file, text);
    wording_share(text, figures_share((double)of->spend, (double)rfm->all.spend));
    report_cell(file, text);
    report_strip(file, (double)of->spend, largest);
    fputs("</tr>\n", file);
}

void report_base_segments(FILE *file, const wording *said)
{
    const base_rfm *rfm = &said->base->rfm;
    char head[WORDING_NUMBER];
    double largest = 0;
    for (size_t i = 0; i < BASE_SEGMENTS; i++) {
        largest = fmax(largest, fabs((double)rfm->segment[i].spend));
    }
    wording_head(said, head);
    report_base_open(file, "Segments", 1);
    report_base_head(file, "segment");
    fputs("<th scope=\"col\" class=\"words less\">who bought</th>", file);
    report_base_head(file, "customers");
    report_base_head(file, "share");
    report_base_head(file, head);
    report_base_head(file, "share");
    fputs("<td class=\"bars\"></td>", file);
    report_base_rows(file);
    for (size_t segment = 1; segment <= BASE_SEGMENTS; segment++) {
        segment_row(file, said, segment, largest);
    }
    report_base_close(file, "Named by the three scores, recency, frequency and money, of 1 to 5; "
                            "the first name that fits counts.");
}
