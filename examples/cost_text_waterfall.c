/* From the list price to the profit: of all customers, of three of them, of the firm. */
#include "cost_text.h"
#include "money.h"
#include "terminal.h"
#include "waterfall.h"

enum text_columns { TEXT_COLUMNS = 4 };

static void put_money(FILE *file, const wording *said, int64_t minor)
{
    char text[MONEY_TEXT];
    money_format(text, minor, said->chosen->decimals, ',');
    fprintf(file, "%17s", text);
}

static void put_line(FILE *file, const wording *said, const char *name, int64_t minor)
{
    fprintf(file, "  %-22s", name);
    put_money(file, said, minor);
    putc('\n', file);
}

/* Who the columns are. */
static void put_heads(FILE *file, const wording *said, const uint32_t rows[TEXT_COLUMNS - 1])
{
    fprintf(file, "\n  %-22s%17s%17s%17s%17s\n  %-22s%17s", "waterfall", "all customers",
            "most profitable", "dearest", "least profitable", "", "");
    for (size_t i = 0; i < TEXT_COLUMNS - 1; i++) {
        terminal_customer_right(file, &said->all->ids, rows[i], 17);
    }
    putc('\n', file);
}

static void put_firm(FILE *file, const wording *said, const served *made)
{
    put_line(file, said, "held above customers", -made->uncarried.held);
    put_line(file, said, "idle capacity", -made->uncarried.idle);
    put_line(file, said, "unassigned", -made->uncarried.unassigned);
    put_line(file, said, "over-driven", made->uncarried.over_driven);
    put_line(file, said, "profit of the firm", made->firm.profit);
}

/* Whether a step changes nothing in any column. */
static int empty(waterfall_step step[TEXT_COLUMNS][WATERFALL_STEPS], size_t at)
{
    int changes = step[0][at].is_sum;
    for (size_t column = 0; column < TEXT_COLUMNS; column++) {
        changes |= step[column][at].amount != 0;
    }
    return !changes;
}

void cost_text_waterfall(FILE *file, const wording *said, const cost_run *run)
{
    const served *made = &run->customers;
    waterfall_step step[TEXT_COLUMNS][WATERFALL_STEPS];
    const uint32_t rows[TEXT_COLUMNS - 1] = {made->order[0], made->dearest[0],
                                             made->order[made->customers - 1]};
    const size_t count = waterfall_of_customer(made, NULL, step[0]);
    for (size_t i = 0; i < TEXT_COLUMNS - 1; i++) {
        waterfall_of_customer(made, &rows[i], step[i + 1]);
    }
    put_heads(file, said, rows);
    for (size_t i = 0; i < count; i++) {
        if (empty(step, i)) {
            continue;
        }
        fprintf(file, "%s%-22s", step[0][i].is_sum ? "= " : "  ", step[0][i].name);
        for (size_t column = 0; column < TEXT_COLUMNS; column++) {
            put_money(file, said, step[column][i].amount);
        }
        putc('\n', file);
    }
    put_firm(file, said, made);
}
