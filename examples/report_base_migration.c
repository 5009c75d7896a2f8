/* Who moves where from period to period, and what they are worth. */
#include "markup.h"
#include "report.h"
#include "report_base.h"

#include <math.h>

/* "0", "4+" */
static void state_number(const base_migration *migration, size_t state, char text[WORDING_NUMBER])
{
    snprintf(text, WORDING_NUMBER, "%u%s", (unsigned)state,
             state + 1 == migration->states ? "+" : "");
}

static void heads(FILE *file, const wording *said)
{
    const base_migration *migration = &said->base->migration;
    char text[WORDING_NUMBER];
    report_base_head(file, "from");
    report_base_head(file, "customers");
    fputs("<th scope=\"col\" class=\"less\">moves seen</th>", file);
    for (size_t to = 0; to < migration->states; to++) {
        state_number(migration, to, text);
        report_base_head(file, to == 0 ? "to 0" : text);
    }
    report_base_head(file, "worth, each");
    report_base_head(file, "worth, all");
    report_base_rows(file);
}

/* Blank where nobody can go, and where nobody was seen to go anywhere. */
static void chance_cell(FILE *file, const base_migration *migration, size_t from, size_t to)
{
    const size_t at = from * migration->states + to;
    const int possible = to == 0 || to == from + 1 || (to == from && to + 1 == migration->states);
    char share[WORDING_NUMBER];
    char moved[WORDING_NUMBER];
    char all[WORDING_NUMBER];
    char tip[WORDING_SENTENCE];
    wording_share(share, migration->chance[at]);
    wording_count(moved, (double)migration->count[at]);
    wording_count(all, (double)migration->moves[from]);
    snprintf(tip, sizeof tip, "from %u to %u: %s of %s", (unsigned)from, (unsigned)to, moved, all);
    report_base_cell(file, share,
                     possible && migration->moves[from] > 0 ? migration->chance[at] : (double)NAN,
                     tip);
}

static void worth_cell(FILE *file, const wording *said, size_t from, double worth)
{
    char text[WORDING_NUMBER] = "-";
    if (said->base->migration.moves[from] > 0) {
        wording_plain_estimate(said, text, worth);
    }
    report_cell(file, text);
}

static void state_row(FILE *file, const wording *said, size_t from)
{
    const base_migration *migration = &said->base->migration;
    char text[WORDING_NUMBER];
    state_number(migration, from, text);
    fprintf(file, "<tr><th scope=\"row\">%s</th>", text);
    wording_count(text, migration->customers[from]);
    report_cell(file, text);
    wording_count(text, (double)migration->moves[from]);
    fprintf(file, "<td class=\"less\">%s</td>", text);
    for (size_t to = 0; to < migration->states; to++) {
        chance_cell(file, migration, from, to);
    }
    worth_cell(file, said, from, migration->value[from]);
    worth_cell(file, said, from, migration->equity[from]);
    fputs("</tr>\n", file);
}

void report_base_migration(FILE *file, const wording *said)
{
    const base_migration *migration = &said->base->migration;
    char period[WORDING_NUMBER];
    char margin[WORDING_NUMBER];
    char discount[WORDING_NUMBER];
    char ahead[WORDING_NUMBER];
    char text[WORDING_SENTENCE];
    base_wording_period(&said->base->periods, period);
    snprintf(text, sizeof text, "From one %s to the next, by %ss since the last purchase", period,
             period);
    report_base_open(file, text, 1);
    heads(file, said);
    for (size_t from = 0; from < migration->states; from++) {
        state_row(file, said, from);
    }
    wording_estimate(said, margin, migration->margin);
    wording_rate(discount, said->chosen->discount);
    base_wording_ahead(said, ahead);
    snprintf(text, sizeof text,
             "0: bought in it. Worth: what a customer brings in the %s after it, at %s of %s in "
             "each %s in which they buy, discounted at %s a year; customers of a row are taken to "
             "be alike. The lifetime values below count who stayed away as lost, at 0: the last "
             "rows are what that leaves out of the first year.",
             ahead, margin, wording_money_name(said), period, discount);
    report_base_close(file, text);
}
