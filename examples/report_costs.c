/* What is left of the customers after the cost to serve: a section of the page. */
#include "markup.h"
#include "report.h"

#include <math.h>

static void boxes(FILE *file, const wording *said)
{
    const patron_profit_firm_result *firm = &said->served->firm;
    char text[WORDING_NUMBER];
    fputs("<dl class=\"figures\" style=\"--boxes:4\">\n", file);
    wording_whole(said, text, firm->gross);
    report_box(file, "gross margin", text);
    wording_whole(said, text, firm->served);
    report_box(file, "cost to serve", text);
    wording_whole(said, text, firm->carried);
    report_box(file, "profit of all customers", text);
    if (said->served->has_firm) {
        wording_whole(said, text, firm->profit);
        report_box(file, "profit of the firm", text);
    } else {
        wording_share(text, figures_share((double)said->served->pareto.losers,
                                          (double)said->served->customers));
        report_box(file, "of customers lose money", text);
    }
    fputs("</dl>\n", file);
}

static void head_cell(FILE *file, const char *text)
{
    fputs("<th scope=\"col\">", file);
    markup_text(file, text);
    fputs("</th>", file);
}

/* A card with a table, up to its rows. */
static void begin_table(FILE *file, const char *title, const char *const *heads, size_t count)
{
    fprintf(file,
            "<div class=\"card\"><div class=\"wide\"><table>\n<caption>%s</caption>\n<thead><tr>",
            title);
    for (size_t i = 0; i < count; i++) {
        head_cell(file, heads[i]);
    }
    fputs("</tr></thead>\n<tbody>\n", file);
}

static void end_table(FILE *file)
{
    fputs("</tbody></table></div></div>\n", file);
}

static void customer_cell(FILE *file, const wording *said, size_t row)
{
    size_t size = 0;
    const char *name = customer_ids_name(&said->all->ids, row, &size);
    fputs("<tr><th scope=\"row\" class=\"name\">", file);
    markup_bytes(file, name, size);
    fputs("</th>", file);
}

static void money_cell(FILE *file, const wording *said, int64_t minor)
{
    char text[WORDING_NUMBER];
    wording_plain(said, text, minor);
    report_cell(file, text);
}

static void share_cell(FILE *file, double share)
{
    char text[WORDING_NUMBER];
    wording_share(text, share);
    report_cell(file, text);
}

/* The largest customers first: how many of each tenth lose, and what they leave. */
static void size_table(FILE *file, const wording *said)
{
    static const char *const heads[] = {"tenth", "losing", "net revenue", "profit", ""};
    const served *made = said->served;
    double largest = 0;
    for (size_t i = 0; i < made->tiles; i++) {
        largest = fmax(largest, fabs((double)made->tile[i].profit));
    }
    begin_table(file, "Tenths by revenue, the largest first", heads, 5);
    for (size_t i = 0; i < made->tiles; i++) {
        char text[WORDING_NUMBER];
        fprintf(file, "<tr><th scope=\"row\">%u</th>", (unsigned)(i + 1));
        wording_count(text, (double)made->tile[i].losers);
        report_cell(file, text);
        money_cell(file, said, made->tile[i].revenue);
        money_cell(file, said, made->tile[i].profit);
        report_strip(file, (double)made->tile[i].profit, largest);
        fputs("</tr>\n", file);
    }
    end_table(file);
}

static void below_table(FILE *file, const wording *said)
{
    static const char *const heads[] = {"customer", "profit", "prices up", "or costs cut", "drop?"};
    const served *made = said->served;
    begin_table(file, "Furthest below the hurdle, and what would mend it", heads, 5);
    for (size_t i = 0; i < made->shortfalls; i++) {
        const patron_profit_shortfall *below = &made->shortfall[i];
        customer_cell(file, said, below->row);
        money_cell(file, said, below->profit);
        share_cell(file, below->repricing);
        share_cell(file, below->cost_cut);
        report_cell(file, (below->flags & PATRON_PROFIT_FLAG_WORTH_DROPPING) != 0 ? "yes" : "no");
        fputs("</tr>\n", file);
    }
    end_table(file);
}

static void dearest_table(FILE *file, const wording *said)
{
    static const char *const heads[] = {"customer", "net revenue", "cost", "profit"};
    const served *made = said->served;
    begin_table(file, "The dearest customers to serve", heads, 4);
    for (size_t i = 0; i < made->customers && i < SERVED_LISTED; i++) {
        const uint32_t row = made->dearest[i];
        customer_cell(file, said, row);
        money_cell(file, said, made->net[row]);
        money_cell(file, said, made->served[row]);
        money_cell(file, said, made->profit[row]);
        fputs("</tr>\n", file);
    }
    end_table(file);
}

static void losses_table(FILE *file, const wording *said)
{
    static const char *const heads[] = {"customer", "category", "profit"};
    const served *made = said->served;
    begin_table(file, "Where most is lost", heads, 3);
    for (size_t i = 0; i < made->losses; i++) {
        customer_cell(file, said, made->loss_customer[i]);
        report_cell(file, made->column_name[made->loss_column[i]]);
        money_cell(file, said, made->loss[i]);
        fputs("</tr>\n", file);
    }
    end_table(file);
}

void report_costs(FILE *file, const wording *said)
{
    const served *made = said->served;
    if (made == NULL) {
        return;
    }
    fputs("<section>\n<h2>What they leave after the cost to serve</h2>\n", file);
    report_say(file, said, "", wording_served);
    report_say(file, said, "", wording_profits);
    boxes(file, said);
    fputs("<div class=\"curves\">\n", file);
    report_whale_of_profit(file, said);
    report_lorenz(file, said);
    report_waterfall(file, said);
    size_table(file, said);
    fputs("</div>\n", file);
    report_say(file, said, "", wording_size_profit);
    if (made->columns > 0) {
        fputs("<div class=\"curves\">\n", file);
        report_matrix(file, said);
        if (made->losses > 0) {
            losses_table(file, said);
        }
        fputs("</div>\n", file);
        report_say(file, said, "", wording_labels);
    }
    fputs("<div class=\"curves\">\n", file);
    dearest_table(file, said);
    if (made->shortfalls > 0) {
        below_table(file, said);
    }
    fputs("</div>\n", file);
    report_say(file, said, "", wording_below);
    fputs("</section>\n", file);
}
