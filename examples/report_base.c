/* Who comes back and who stays away: a section of the page, and its lines on a terminal. */
#include "report_base.h"
#include "markup.h"
#include "report.h"

#include <math.h>

void report_base_open(FILE *file, const char *title, int across)
{
    fprintf(file, "<div class=\"card%s\"><h3>", across ? " across" : "");
    markup_text(file, title);
    fputs("</h3>\n<div class=\"wide\"><table class=\"heat\" aria-label=\"", file);
    markup_text(file, title);
    fputs("\">\n<thead><tr>", file);
}

void report_base_head(FILE *file, const char *text)
{
    fputs("<th scope=\"col\">", file);
    markup_text(file, text);
    fputs("</th>", file);
}

void report_base_rows(FILE *file)
{
    fputs("</tr></thead>\n<tbody>\n", file);
}

void report_base_close(FILE *file, const char *note)
{
    fputs("</tbody></table></div>\n<p class=\"note\">", file);
    markup_text(file, note);
    fputs("</p></div>\n", file);
}

void report_base_cell(FILE *file, const char *text, double part, const char *tip)
{
    if (!(part >= 0)) {
        fputs("<td></td>", file);
        return;
    }
    const int hundredths = (int)floor(fmin(part, 1) * 55 + 4.5);
    fprintf(file, "<td class=\"hot\" style=\"--heat:%s%d\" title=\"", hundredths < 10 ? ".0" : ".",
            hundredths);
    markup_text(file, tip);
    fputs("\">", file);
    markup_text(file, text);
    fputs("</td>", file);
}

void report_base(FILE *file, const wording *said)
{
    const base_figures *base = said->base;
    fputs("<section>\n<h2>Who comes back, and who slips away</h2>\n", file);
    report_say(file, said, "", base_wording_rfm);
    if (base->rfm.absence == BASE_PRESENT) {
        fputs("<div class=\"curves\">\n", file);
        report_base_rfm(file, said);
        report_base_segments(file, said);
        fputs("</div>\n", file);
    }
    report_say(file, said, "", base_wording_cohorts);
    if (base->cohorts.absence == BASE_PRESENT) {
        fputs("<div class=\"curves\">\n", file);
        report_base_cohorts(file, said);
        fputs("</div>\n", file);
    }
    report_say(file, said, "", base_wording_return);
    if (base->back.absence == BASE_PRESENT) {
        fputs("<div class=\"curves\">\n", file);
        report_base_return(file, said);
        fputs("</div>\n", file);
    }
    report_say(file, said, "", base_wording_migration);
    if (base->migration.absence == BASE_PRESENT) {
        fputs("<div class=\"curves\">\n", file);
        report_base_migration(file, said);
        fputs("</div>\n", file);
    }
    fputs("</section>\n", file);
}

static void line(FILE *file, const wording *said, const char *name,
                 void (*say)(const wording *, char[WORDING_SENTENCE]))
{
    char text[WORDING_SENTENCE];
    say(said, text);
    fprintf(file, "  %-16s%s\n", name, text);
}

void report_base_text(FILE *file, const wording *said)
{
    line(file, said, "who is who", base_line_rfm);
    line(file, said, "who comes back", base_line_cohorts);
    line(file, said, "second purchase", base_line_return);
    line(file, said, "who left", base_line_migration);
}
