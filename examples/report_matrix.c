/* The customer x category matrix as a picture, with Kotler's labels of its rows and columns. */
#include "markup.h"
#include "money.h"
#include "report.h"
#include "svg.h"

#include <math.h>
#include <string.h>

enum matrix_place {
    PLACE_HEAD = 48,    /* above the cells */
    PLACE_NAMES = 84,   /* left of them */
    PLACE_CELL = 68,    /* how wide a cell is */
    PLACE_ROW = 30,     /* and how high */
    PLACE_LABELS = 114, /* right of them */
    PLACE_TEXT = 20     /* where in its row a text stands */
};

/* With more columns than this there is no room for anything beside the matrix. */
enum matrix_limit { MATRIX_BESIDE = 4 };

/* 1.2m, 34k, 1.2k, 560 */
static void compact(char text[WORDING_NUMBER], double units)
{
    const double size = fabs(units);
    const double scale = size >= 999500 ? 1e6 : size >= 999.5 ? 1e3 : 1;
    money_format_real(text, units / scale, scale > 1 && size < 9.95 * scale ? 1 : 0);
    strcat(text, scale > 1e3 ? "m" : scale > 1 ? "k" : "");
}

static double largest_cell(const served_matrix *matrix)
{
    double largest = 1;
    for (size_t row = 0; row < matrix->groups; row++) {
        for (size_t column = 0; column < matrix->columns; column++) {
            largest = fmax(largest, fabs((double)matrix->cell[row][column]));
        }
    }
    return largest;
}

static double column_at(size_t column)
{
    return PLACE_NAMES + PLACE_CELL * (double)column;
}

/* An amount in the middle of a cell; largest above 0 colors the cell. */
static void put_amount(FILE *file, const wording *said, double x, double y, int64_t amount,
                       double largest, const char *tip)
{
    char text[WORDING_NUMBER];
    if (largest > 0) {
        const double strength = 0.06 + 0.5 * sqrt(fabs((double)amount) / largest);
        svg_rect(file, amount < 0 ? "bar loss" : "bar", x + 1.5, y + 1.5, PLACE_CELL - 3,
                 PLACE_ROW - 3, strength, tip);
    }
    compact(text, (double)amount / (double)figures_unit(said->chosen->decimals));
    svg_words(file, largest > 0 ? "cell middle" : "sum middle", x + PLACE_CELL / 2.0,
              y + PLACE_TEXT, text);
}

/* A name of at most so many letters, for the head of a column. */
static void short_name(char text[SERVED_NAME], const char *name, size_t letters)
{
    snprintf(text, SERVED_NAME, "%.*s", (int)letters, name);
    if (strlen(name) > letters) {
        strcpy(text + letters - 1, ".");
    }
}

static void put_heads(FILE *file, const served *made)
{
    const served_matrix *matrix = &made->matrix;
    char name[SERVED_NAME];
    svg_words(file, "label", 0, PLACE_HEAD - 12, "by revenue");
    for (size_t column = 0; column < matrix->columns; column++) {
        short_name(name, made->column_name[column], 8);
        svg_words(file, "label middle", column_at(column) + PLACE_CELL / 2.0, PLACE_HEAD - 12,
                  name);
    }
    svg_words(file, "sum middle", column_at(matrix->columns) + PLACE_CELL / 2.0, PLACE_HEAD - 12,
              "in all");
}

static void put_row(FILE *file, const wording *said, size_t row, double largest)
{
    const served *made = said->served;
    const served_matrix *matrix = &made->matrix;
    const double y = PLACE_HEAD + PLACE_ROW * (double)row;
    char text[WORDING_SENTENCE];
    char amount[WORDING_NUMBER];
    snprintf(text, sizeof text, "%u%s", (unsigned)row + 1,
             row == 0                    ? " largest"
             : row + 1 == matrix->groups ? " smallest"
                                         : "");
    svg_words(file, "label", 0, y + PLACE_TEXT, text);
    for (size_t column = 0; column < matrix->columns; column++) {
        wording_money(said, amount, matrix->cell[row][column]);
        snprintf(text, sizeof text, "tenth %u, %s: %s", (unsigned)row + 1,
                 made->column_name[column], amount);
        put_amount(file, said, column_at(column), y, matrix->cell[row][column], largest, text);
    }
    put_amount(file, said, column_at(matrix->columns), y, matrix->group[row], 0, "");
    svg_words(file, "label", column_at(matrix->columns + 1) + 6, y + PLACE_TEXT,
              served_label(matrix->group_label[row]));
}

/* "highly profitable" in two lines, as a column has room for. */
static void put_column_label(FILE *file, size_t column, double y, uint32_t label)
{
    const char *text = served_label(label);
    const char *blank = strchr(text, ' ');
    char first[WORDING_NUMBER];
    snprintf(first, sizeof first, "%.*s", blank != NULL ? (int)(blank - text) : 50, text);
    svg_words(file, "label middle", column_at(column) + PLACE_CELL / 2.0, y, first);
    if (blank != NULL) {
        svg_words(file, "label middle", column_at(column) + PLACE_CELL / 2.0, y + 15, blank + 1);
    }
}

static void put_totals(FILE *file, const wording *said)
{
    const served_matrix *matrix = &said->served->matrix;
    const double y = PLACE_HEAD + PLACE_ROW * (double)matrix->groups;
    svg_rule(file, "zero", 0, y + 2, column_at(matrix->columns + 1), y + 2);
    svg_words(file, "sum", 0, y + PLACE_TEXT + 3, "in all");
    for (size_t column = 0; column < matrix->columns; column++) {
        put_amount(file, said, column_at(column), y + 3, matrix->column[column], 0, "");
        put_column_label(file, column, y + PLACE_ROW + 15, matrix->column_label[column]);
    }
    put_amount(file, said, column_at(matrix->columns), y + 3, said->served->firm.carried, 0, "");
}

void report_matrix(FILE *file, const wording *said)
{
    const served_matrix *matrix = &said->served->matrix;
    const double width = column_at(matrix->columns + 1) + PLACE_LABELS;
    const double largest = largest_cell(matrix);
    char text[WORDING_SENTENCE];
    wording_labels(said, text);
    fprintf(file, "<figure%s>\n<h3>Who earns or loses on what</h3>\n<div class=\"wide\">",
            matrix->columns > MATRIX_BESIDE ? " class=\"across\"" : "");
    fputs("<div class=\"matrix\" style=\"--width:", file);
    markup_number(file, width);
    fputs("px\">\n", file);
    svg_open(file, "matrix", width, PLACE_HEAD + PLACE_ROW * (double)(matrix->groups + 1) + 40,
             "Who earns or loses on what", text);
    put_heads(file, said->served);
    for (size_t row = 0; row < matrix->groups; row++) {
        put_row(file, said, row, largest);
    }
    put_totals(file, said);
    svg_close(file);
    fputs("</div></div>\n", file);
    report_caption(file, "Profit after the cost to serve of the tenths of the customers, the "
                         "largest by net revenue first, in each category. What is caused by the "
                         "customer and by no category is in the sums at the right only.");
}
