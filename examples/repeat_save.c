/* The parameters as a text file, which the till reads. */
#include "model_file.h"
#include "output.h"
#include "repeat.h"

#include <string.h>

/* Spend is in the file's money again where a share of it was taken for margin. */
static void spend_of(model_file *file, const repeat *made, const receipts *all,
                     const options *chosen)
{
    if (!made->spend.gamma_gamma) {
        return;
    }
    file->money = all->margin != NULL ? MODEL_FILE_MARGIN : MODEL_FILE_SPEND;
    file->decimals = chosen->decimals;
    file->spend = made->spend.model;
    if (all->margin == NULL) {
        file->spend.gamma /= chosen->margin_rate;
    }
}

int repeat_save(const repeat *made, const receipts *all, const options *chosen)
{
    model_file file;
    output written;
    if (made->absence != REPEAT_PRESENT) {
        fprintf(stderr, "%s is not written: there is no model of repeat buying to save.\n",
                chosen->save_model);
        return EXIT_DATA;
    }
    memset(&file, 0, sizeof file);
    file.model = made->tries.best->model;
    file.days_per_unit = REPEAT_DAYS;
    file.has_last_day = 1;
    file.last_day = made->base.end_day;
    file.customers = made->base.buyers;
    spend_of(&file, made, all, chosen);
    if (!model_file_usable(&file)) {
        fprintf(stderr, "%s is not written: the parameters are beyond what a file may hold.\n",
                chosen->save_model);
        return EXIT_DATA;
    }
    if (!output_open(&written, chosen->save_model)) {
        return EXIT_FILE;
    }
    model_file_write(written.file, &file);
    return output_close(&written) ? EXIT_DONE : EXIT_FILE;
}
