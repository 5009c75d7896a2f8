/*
 * A model of repeat purchase as a small text file: what a back office has fitted and a till scores with.
 *
 *     # Remarks, blank lines, and a name and a value a line, in any order between the first and the last.
 *     patron-model 1
 *     model bg-nbd           mbg-nbd, pareto-nbd, ggom-nbd, nbd, bg-cnbd, mbg-cnbd
 *     k 2                    of bg-cnbd and mbg-cnbd
 *     r 0.2425945            the parameters of the model, by the names of patron_btyd_model
 *     alpha 4.413532
 *     a 0.7929126
 *     b 2.425879
 *     days-per-unit 7        days in the unit of time of alpha and beta
 *     money spend            spend or margin: what p, q and gamma are of; left out with these four
 *     decimals 2             of the currency; gamma is in minor units
 *     p 6.248802
 *     q 3.744588
 *     gamma 1544.34
 *     last-day 1997-09-30    of the receipts it was fitted to; for information
 *     customers 2357         of these receipts; for information
 *     end
 *
 * Numbers have a decimal point whatever the locale, and as many digits as read back as the same double.
 * A file that was cut has no end, so that it is no model.
 */
#ifndef MODEL_FILE_H
#define MODEL_FILE_H

#include <patron/btyd.h>
#include <patron/spend.h>

#include <stdio.h>

/* What the gamma-gamma model of a file is of. */
enum model_file_money { MODEL_FILE_NO_MONEY = 0, MODEL_FILE_SPEND = 1, MODEL_FILE_MARGIN = 2 };

enum model_file_size { MODEL_FILE_WRONG = 512 };

/* All zero but for the first two is a model without money of which no more is known. */
typedef struct model_file {
    patron_btyd_model model;  /* any but BG/BB, which counts no days */
    double days_per_unit;     /* days in a unit of time, in [0.001, 36525] */
    int money;                /* MODEL_FILE_NO_MONEY ... */
    unsigned decimals;        /* of the currency, 0 to 4 */
    patron_spend_model spend; /* of minor units a repeat purchase day */
    int has_last_day;
    int32_t last_day;   /* of the receipts it was fitted to */
    uint64_t customers; /* of these receipts; 0 where it is not known */
} model_file;

/* False where no customer can be scored with this: a member is out of its range. */
int model_file_usable(const model_file *model);

/* Reads and checks the whole file. On false model is as it was, and wrong is a sentence with file and line. */
int model_file_read(const char *path, model_file *model, char wrong[MODEL_FILE_WRONG]);

/* False where the model is not usable or the file cannot be written. What is read back is the same to the
   bit, but that a k which the kind lacks is 0. */
int model_file_write(FILE *file, const model_file *model);

/* "bg-nbd"; "" for a kind that no file has. */
const char *model_file_kind_name(uint32_t kind);

#endif
