/* Who is still a customer, and what they will buy: a section of the page. */
#include "markup.h"
#include "report.h"

#include <math.h>

static void boxes(FILE *file, const wording *said)
{
    const repeat *made = said->repeat;
    char text[WORDING_NUMBER];
    char money[WORDING_NUMBER];
    fprintf(file, "<dl class=\"figures\" style=\"--boxes:%d\">\n",
            made->values.residual != NULL ? 4 : 3);
    wording_count(text, made->values.alive_sum);
    report_box(file, "are still customers, by the model", text);
    wording_count(text, made->values.purchases_sum);
    report_box(file, "days of purchases in the next year", text);
    wording_estimate(said, text, made->values.money_sum);
    snprintf(money, sizeof money, "%s in the next year", wording_money_name(said));
    report_box(file, money, text);
    if (made->values.residual != NULL) {
        wording_estimate(said, text, made->values.equity.equity);
        report_box(file, "customer equity", text);
    }
    fputs("</dl>\n", file);
}

static const char ended[] = "how its fit ended";

/* A card with a table, up to its rows. */
static void begin_table(FILE *file, const char *title, const char *const *heads, size_t count)
{
    fprintf(file,
            "<div class=\"card\"><div class=\"wide\"><table>\n<caption>%s</caption>\n<thead><tr>",
            title);
    for (size_t i = 0; i < count; i++) {
        /* The verdicts are words, which begin at the left. */
        fprintf(file, "<th scope=\"col\"%s>%s</th>", heads[i] == ended ? " class=\"words\"" : "",
                heads[i]);
    }
    fputs("</tr></thead>\n<tbody>\n", file);
}

static void end_table(FILE *file, const char *note)
{
    fprintf(file, "</tbody></table></div>\n<p class=\"note\">%s</p></div>\n", note);
}

static void number_cell(FILE *file, double number, unsigned decimals)
{
    char text[WORDING_NUMBER];
    wording_number(text, number, decimals);
    report_cell(file, text);
}

static void money_cell(FILE *file, const wording *said, double minor)
{
    char text[WORDING_NUMBER];
    wording_plain_estimate(said, text, minor);
    report_cell(file, text);
}

static void tried_table(FILE *file, const wording *said)
{
    const char *const heads[] = {"model", ended, "BIC"};
    const repeat_tries *tries = &said->repeat->tries;
    begin_table(file, "The models that were tried", heads, 3);
    for (size_t i = 0; i < tries->count; i++) {
        const repeat_try *tried = &tries->tried[i];
        char name[REPEAT_NAME];
        char verdict[WORDING_SENTENCE];
        repeat_names_write(name, tried->kind, tried->k);
        wording_verdict(tried, verdict);
        fprintf(file, "<tr%s><th scope=\"row\">%s</th><td class=\"words\">",
                tried == tries->best ? " class=\"best\"" : "", name);
        markup_text(file, verdict);
        fputs("</td>", file);
        number_cell(file, tried->bic, 1);
        fputs("</tr>\n", file);
    }
    end_table(file, "The smaller the BIC, the better; only fits that converged have one.");
}

static void holdout_table(FILE *file, const wording *said)
{
    static const char *const heads[] = {"repeat purchases before", "customers", "came", "expected"};
    const repeat_holdout *holdout = &said->repeat->holdout;
    begin_table(file, "The test: purchase days of a customer, by what they did before", heads, 4);
    for (size_t i = 0; i < REPEAT_BINS; i++) {
        const double *row = &holdout->by_class[3 * i];
        fprintf(file, "<tr><th scope=\"row\">%u%s</th>", (unsigned)i,
                i == REPEAT_BINS - 1 ? " or more" : "");
        number_cell(file, row[0], 0);
        number_cell(file, row[1], 2);
        number_cell(file, row[2], 2);
        fputs("</tr>\n", file);
    }
    end_table(file, "Means of all customers with so many repeat purchases in the first three "
                    "quarters of the time.");
}

static void customer_row(FILE *file, const wording *said, size_t row)
{
    const repeat_values *values = &said->repeat->values;
    char text[WORDING_NUMBER];
    size_t size = 0;
    const char *name = customer_ids_name(&said->all->ids, row, &size);
    fputs("<tr><th scope=\"row\" class=\"name\">", file);
    markup_bytes(file, name, size);
    fputs("</th>", file);
    wording_share(text, values->alive[row]);
    report_cell(file, text);
    number_cell(file, values->purchases[row], 1);
    money_cell(file, said, values->money[row]);
    if (values->residual != NULL) {
        money_cell(file, said, values->residual[row]);
    }
    fputs("</tr>\n", file);
}

static void customers_table(FILE *file, const wording *said)
{
    static const char *const heads[] = {"customer", "still there", "days", "money", "in all"};
    const repeat_values *values = &said->repeat->values;
    begin_table(file, "Who will bring most in the next year", heads,
                values->residual != NULL ? 5 : 4);
    for (size_t i = 0; i < said->repeat->base.customers && i < REPORT_TOP; i++) {
        customer_row(file, said, values->order[i]);
    }
    end_table(file, values->residual != NULL
                        ? "In all: what is still to come, without end, discounted to today."
                        : "The chance to be still a customer; days and money of the next year.");
}

void report_repeat(FILE *file, const wording *said)
{
    const repeat *made = said->repeat;
    if (made == NULL) {
        return;
    }
    fputs("<section>\n<h2>Who is still a customer, and what they will buy</h2>\n", file);
    report_say(file, said, "", wording_repeat_model);
    if (made->absence == REPEAT_PRESENT) {
        report_say(file, said, " class=\"trust\"", wording_repeat_trust);
        boxes(file, said);
        report_say(file, said, "", wording_repeat_alive);
        report_say(file, said, "", wording_repeat_year);
        report_say(file, said, "", wording_repeat_equity);
        report_say(file, said, "", wording_repeat_interval);
        report_say(file, said, "", wording_repeat_money);
        fputs("<div class=\"curves\">\n", file);
        report_alive(file, said);
        report_frequency(file, said);
        report_tracking(file, said, 1);
        report_tracking(file, said, 0);
        fputs("</div>\n", file);
        report_say(file, said, "", wording_repeat_histogram);
        report_say(file, said, "", wording_repeat_holdout);
    }
    if (made->tries.count > 0) {
        fputs("<div class=\"curves\">\n", file);
        tried_table(file, said);
        if (made->holdout.made) {
            holdout_table(file, said);
        }
        if (made->absence == REPEAT_PRESENT) {
            customers_table(file, said);
        }
        fputs("</div>\n", file);
    }
    fputs("</section>\n", file);
}
