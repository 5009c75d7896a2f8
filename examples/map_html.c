#include "map_pieces.h"
#include "markup.h"
#include "report.h"

/* What this page has beside the style of the others. */
static const char style[] =
    "<style>\n"
    "svg .fair{fill:none;stroke:var(--ink);stroke-width:1.6}\n"
    "svg .sure{stroke:var(--soft);stroke-width:1.4}\n"
    "svg .rival{fill:var(--accent);stroke:var(--card);stroke-width:2}\n"
    "svg .others{stroke:var(--soft);stroke-width:1.2}\n"
    "svg .note{paint-order:stroke;stroke:var(--card);stroke-width:3px;stroke-linejoin:round}\n"
    "svg .side{font-style:italic}\n"
    "svg .sum-bar{stroke:var(--accent);stroke-width:13}svg .out{stroke:var(--mark)}\n"
    "tr.own>*{font-weight:600;color:var(--ink)}\n"
    ".card{margin-top:1.2rem}\n"
    ".wide:focus-visible{outline:2px solid var(--accent);outline-offset:4px}\n"
    "</style>\n";

static void head(FILE *file, const map_report *said)
{
    char name[MAP_NAME];
    map_supplier_name(said, name, said->made->own);
    fputs(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
        "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>The value of ",
        file);
    markup_text(file, name);
    fputs("</title>\n", file);
    report_style(file);
    fputs(style, file);
    fputs("</head>\n<body>\n<main>\n<header>\n<h1>How customers see ", file);
    markup_text(file, name);
    fputs(" and its rivals</h1>\n", file);
    map_piece_paragraph(file, said, " class=\"headline\"", map_say_headline);
    map_piece_paragraph(file, said, " class=\"lead\"", map_say_read);
    fputs("</header>\n", file);
}

static void boxes(FILE *file, const map_report *said)
{
    const map_supplier *own = &said->made->supplier[said->made->own];
    char text[MAP_NUMBER];
    fprintf(file, "<dl class=\"figures\" style=\"--boxes:%d\">\n", own->recommend > 0 ? 6 : 4);
    map_plain(text, own->quality.ratio, 3);
    report_box(file, "relative quality", text);
    map_plain(text, own->price, 3);
    report_box(file, "relative price", text);
    map_plain(text, own->worth, 3);
    report_box(file, "worth what paid for", text);
    map_signed_percent(text, own->headroom);
    report_box(file, "room for the price", text);
    if (own->recommend > 0) {
        map_plain(text, own->satisfaction.mean, 2);
        report_box(file, "satisfaction, of 5", text);
        map_signed(text, own->nps, 0);
        report_box(file, "net promoter score", text);
    }
    fputs("</dl>\n", file);
}

static void bad_lines(FILE *file, const map_report *said)
{
    const ratings *all = said->all;
    fputs("<section>\n<h2>What was read</h2>\n", file);
    map_piece_paragraph(file, said, "", map_say_bad);
    if (all->bad > 0) {
        fputs("<ul class=\"bad\">\n", file);
    }
    for (uint64_t i = 0; i < all->bad && i < RATINGS_BAD_SHOWN; i++) {
        fprintf(file, "<li>line %.0f: ", (double)all->shown[i].line);
        markup_text(file, all->shown[i].reason);
        fputs("</li>\n", file);
    }
    if (all->bad > RATINGS_BAD_SHOWN) {
        fprintf(file, "<li>and %.0f more</li>\n", (double)(all->bad - RATINGS_BAD_SHOWN));
    }
    fputs(all->bad > 0 ? "</ul>\n</section>\n" : "</section>\n", file);
}

static void market(FILE *file, const map_report *said)
{
    fputs("<section>\n<h2>Quality for its price</h2>\n<div class=\"curves\">\n", file);
    map_picture_value(file, said);
    map_picture_duel(file, said);
    fputs("</div>\n", file);
    map_table_suppliers(file, said);
    map_piece_paragraph(file, said, "", map_say_place);
    map_piece_paragraph(file, said, "", map_say_line);
    map_piece_paragraph(file, said, "", map_say_duel);
    fputs("</section>\n", file);
}

static void what_matters(FILE *file, const map_report *said)
{
    fputs("<section>\n<h2>What matters, and who is good at it</h2>\n", file);
    map_table_importance(file, said);
    map_piece_paragraph(file, said, "", map_say_weights);
    map_piece_paragraph(file, said, "", map_say_fit);
    map_piece_paragraph(file, said, "", map_say_caveats);
    map_table_ratings(file, said);
    fputs("</section>\n<section>\n<h2>What would change it</h2>\n", file);
    map_table_levers(file, said);
    map_piece_paragraph(file, said, "", map_say_target);
    map_piece_paragraph(file, said, "", map_say_levers);
    fputs("</section>\n", file);
}

void map_html(FILE *file, const map_report *said)
{
    head(file, said);
    boxes(file, said);
    market(file, said);
    what_matters(file, said);
    fputs("<section>\n<h2>Are they satisfied?</h2>\n<div class=\"curves\">\n", file);
    map_picture_track(file, said);
    map_picture_cusum(file, said);
    fputs("</div>\n", file);
    map_piece_paragraph(file, said, "", map_say_track);
    map_piece_paragraph(file, said, "", map_say_trend);
    map_table_satisfaction(file, said);
    map_piece_paragraph(file, said, "", map_say_satisfaction);
    fputs("</section>\n", file);
    bad_lines(file, said);
    fprintf(file, "<footer>Made by value_map with patron %s.</footer>\n", patron_version_text());
    fputs("</main>\n</body>\n</html>\n", file);
}
