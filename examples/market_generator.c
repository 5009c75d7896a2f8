/*
 * Makes examples/data/ratings.csv: a year of interviews in a market that does not exist, of which the
 * truth is known. Five suppliers of office coffee are rated on eight attributes by 300 respondents, 25 a
 * month.
 *
 *     market_generator > examples/data/ratings.csv
 *
 * The truth, which an analysis should find again:
 *
 * - the overall rating is the sum of weight times rating, plus noise, with the weights `weight` below: of
 *   a point more for the coffee .28 of a point arrives, of one for the image nothing;
 * - asked what matters, respondents give the points `stated`: more for the image, fewer for the repairs;
 * - ratings lie around `position`, price satisfaction around `price`; someone who likes a supplier rates
 *   all of it higher, so that attributes go together;
 * - quality counts for 60 and price for 40: worth is .6 of the overall rating and .4 of that of the price;
 * - from September on the first supplier's satisfaction is lower by .7 of a level: an event.
 *
 * All arithmetic is on integers, so that every machine writes the same bytes.
 */
#include <stdint.h>
#include <stdio.h>

enum market_size { SUPPLIERS = 5, ATTRIBUTES = 8, WAVES = 12, INTERVIEWS = 25 };

enum market_event { EVENT_WAVE = 8, EVENT_LOSS = 70 };

static const char *const supplier_name[SUPPLIERS] = {"Alder", "Birch", "Cedar", "Dogwood", "Elm"};

/* Hundredths: the weights of the truth, and the points that people say they give. */
static const int32_t weight[ATTRIBUTES] = {28, 20, 16, 12, 10, 8, 6, 0};
static const int32_t stated[ATTRIBUTES] = {25, 10, 14, 12, 10, 7, 8, 14};

/* Hundredths of a point on the scale from 1 to 10. */
static const int32_t position[ATTRIBUTES][SUPPLIERS] = {
    {650, 770, 650, 620, 700}, /* coffee */
    {630, 740, 610, 600, 680}, /* repairs */
    {780, 700, 640, 630, 690}, /* delivery */
    {760, 690, 660, 610, 680}, /* staff */
    {670, 720, 640, 650, 670}, /* machines */
    {720, 680, 650, 620, 690}, /* ordering */
    {700, 690, 660, 640, 680}, /* invoices */
    {640, 760, 680, 600, 660}, /* image */
};
static const int32_t price[SUPPLIERS] = {630, 620, 690, 730, 620};

typedef struct market {
    uint64_t random;
    uint32_t lines;
} market;

/* splitmix64: S. Vigna, "Further scramblings of Marsaglia's xorshift generators" (2016). */
static uint64_t bits(market *made)
{
    made->random += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = made->random;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int32_t below(market *made, uint32_t end)
{
    return (int32_t)((bits(made) >> 32) * end >> 32);
}

/* Around 0, bell-shaped, with this standard deviation: twelve even numbers added up. */
static int32_t noise(market *made, int32_t deviation)
{
    int32_t sum = 0;
    for (int i = 0; i < 12; i++) {
        sum += below(made, 2001) - 1000;
    }
    return sum * deviation / 2000;
}

/* Hundredths to a whole answer on a scale. */
static int32_t answer(int32_t hundredths, int32_t least, int32_t most)
{
    const int32_t whole = (hundredths + 50) / 100;
    return whole < least ? least : whole > most ? most : whole;
}

/* Now and then someone has nothing to say. */
static void put(market *made, int32_t value)
{
    if (below(made, 100) < 1) {
        putchar(',');
    } else {
        printf(",%d", (int)value);
    }
}

static void put_begin(uint32_t respondent, uint32_t wave, const char *supplier)
{
    printf("R%03u,2024-%02u,%s", (unsigned)respondent, (unsigned)(wave + 1), supplier);
}

static void put_importance(market *made, uint32_t respondent, uint32_t wave)
{
    put_begin(respondent, wave, "importance");
    for (int j = 0; j < ATTRIBUTES; j++) {
        printf(",%d", (int)answer(stated[j] * 100 + noise(made, 350), 0, 100));
    }
    const int32_t quality = answer(6000 + noise(made, 800), 20, 90);
    printf(",%d,%d,,,\n", (int)quality, (int)(100 - quality));
}

static void put_ratings(market *made, uint32_t respondent, uint32_t wave, uint32_t supplier,
                        int32_t mood)
{
    const int32_t liking = mood + noise(made, 60);
    int32_t overall = noise(made, 60);
    put_begin(respondent, wave, supplier_name[supplier]);
    for (int j = 0; j < ATTRIBUTES; j++) {
        const int32_t rating = answer(position[j][supplier] + liking + noise(made, 120), 1, 10);
        overall += weight[j] * rating;
        put(made, rating);
    }
    const int32_t cheap = price[supplier] + mood + noise(made, 110);
    const int32_t worth = (60 * overall + 40 * cheap) / 100 + noise(made, 50);
    const int32_t event = supplier == 0 && wave >= EVENT_WAVE ? EVENT_LOSS : 0;
    put(made, answer(overall, 1, 10));
    put(made, answer(cheap, 1, 10));
    put(made, answer(worth, 1, 10));
    put(made, answer(worth * 6 / 10 - 20 + noise(made, 50) - event, 1, 5));
    put(made, answer(worth * 5 / 4 - 80 + noise(made, 100) - event * 2, 0, 10));
    putchar('\n');
}

/* What goes wrong when answers are typed in. */
static void put_mishap(uint32_t line)
{
    static const char *const mishaps[] = {"R058,2024-03,Birch,8,7,11,8,7,8,7,8,8,6,7,4,8\n",
                                          "R058,2024-03,,8,7,8,8,7,8,7,8,8,6,7,4,8\n",
                                          "R144,2024-06,Cedar,8,7,good,8,7,8,7,8,8,6,7,4,8\n",
                                          "R144,2024-06,Elm,8,7\n",
                                          "R231,2024-10,Dogwood,6,6,7,6,7,6,6,7,6,7,7,4,6\n"};
    if (line % 280 == 279 && line / 280 < sizeof mishaps / sizeof mishaps[0]) {
        fputs(mishaps[line / 280], stdout);
    }
}

static void put_interview(market *made, uint32_t respondent, uint32_t wave)
{
    const int32_t mood = noise(made, 50);
    put_importance(made, respondent, wave);
    for (uint32_t supplier = 0; supplier < SUPPLIERS; supplier++) {
        put_ratings(made, respondent, wave, supplier, mood);
        put_mishap(made->lines++);
    }
}

int main(void)
{
    market made = {20240101, 0};
    puts("respondent,wave,supplier,coffee,repairs,delivery,staff,machines,ordering,invoices,image,"
         "overall,price,worth,satisfaction,recommend");
    for (uint32_t wave = 0; wave < WAVES; wave++) {
        for (uint32_t i = 0; i < INTERVIEWS; i++) {
            put_interview(&made, wave * INTERVIEWS + i + 1, wave);
        }
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
