/* Pieces of the page. */
#include "markup.h"
#include "report.h"

#include <math.h>
#include <string.h>

/* A sentence whose words with hyphens, such as dates, are not broken in two. */
static void put_sentence(FILE *file, const char *text)
{
    while (*text != 0) {
        const size_t size = strcspn(text, " ");
        const int whole = memchr(text, '-', size) != NULL;
        fputs(whole ? "<span class=\"whole\">" : "", file);
        markup_bytes(file, text, size);
        fputs(whole ? "</span>" : "", file);
        text += size;
        if (*text == ' ') {
            putc(' ', file);
            text++;
        }
    }
}

void report_say(FILE *file, const wording *said, const char *tag,
                void (*sentence)(const wording *, char[WORDING_SENTENCE]))
{
    char text[WORDING_SENTENCE];
    sentence(said, text);
    if (text[0] != 0) {
        fprintf(file, "<p%s>", tag);
        put_sentence(file, text);
        fputs("</p>\n", file);
    }
}

void report_box(FILE *file, const char *what, const char *number)
{
    fputs("<div><dt>", file);
    markup_text(file, what);
    fputs("</dt><dd>", file);
    markup_text(file, number);
    fputs("</dd></div>\n", file);
}

void report_cell(FILE *file, const char *text)
{
    fputs("<td>", file);
    markup_text(file, text);
    fputs("</td>", file);
}

/* A bar as wide as a part is of the largest. */
void report_strip(FILE *file, double part, double largest)
{
    fprintf(file,
            "<td class=\"bars\"><span class=\"strip%s\" style=\"width:", part < 0 ? " loss" : "");
    markup_number(file, largest > 0 ? 100 * fabs(part) / largest : 0);
    fputs("%\"></span></td>", file);
}

void report_caption(FILE *file, const char *text)
{
    fputs("<figcaption>", file);
    markup_text(file, text);
    fputs("</figcaption>\n</figure>\n", file);
}
