/*
 * Makes examples/data/shop.csv: two years of a shop that does not exist, with the tails that real
 * ones have. Most customers come once or twice, a few every week; a business or two dwarf the rest;
 * December is twice a February; the shop grows; goods come back; vouchers make receipts of 0; people
 * pay twice on one day; some have it delivered or order online; businesses buy at a discount; and some
 * lines of the till are no receipts.
 *
 *     shop_generator > examples/data/shop.csv
 *
 * All arithmetic is on integers, so that every machine writes the same bytes.
 */
#include <patron/calendar.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum shop_size { SHOP_CUSTOMERS = 3200, SHOP_BUSINESSES = 4, SHOP_MOST = 100000, SHOP_DAYS = 731 };

enum shop_day { SHOP_FIRST_DAY = 19358 }; /* 2023-01-01 */

typedef struct receipt {
    int32_t day;
    uint32_t minute;
    uint32_t number; /* in order of making: the last tie-break */
    uint32_t customer;
    int64_t cents;
} receipt;

typedef struct shop {
    uint64_t random;
    uint32_t count;
    int32_t month[SHOP_DAYS]; /* of each day */
    receipt all[SHOP_MOST];
} shop;

/* splitmix64: S. Vigna, "Further scramblings of Marsaglia's xorshift generators" (2016). */
static uint64_t bits(shop *made)
{
    made->random += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = made->random;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t below(shop *made, uint32_t end)
{
    return (uint32_t)((bits(made) >> 32) * end >> 32);
}

static int chance(shop *made, uint32_t in_ten_thousand)
{
    return below(made, 10000) < in_ten_thousand;
}

/* middle times six factors between 0.6 and 1.5: skewed to the right, as baskets are. */
static int64_t skewed(shop *made, int64_t middle)
{
    for (int i = 0; i < 6; i++) {
        middle = middle * (600 + below(made, 901)) / 1000;
    }
    return middle;
}

/* minimum / u with u in (0, 1]: the heavy tail of Pareto's law, cut off at fifty times. */
static int64_t heavy(shop *made, int64_t minimum)
{
    const int64_t value = minimum * 10000 / (1 + below(made, 10000));
    return value < 50 * minimum ? value : 50 * minimum;
}

/* How busy a day is, in thousandths: the season, and two years of growth. */
static uint32_t busy(const shop *made, int32_t offset)
{
    static const uint16_t season[] = {820, 780, 900,  960,  1010, 1000,
                                      900, 880, 1000, 1060, 1250, 1600};
    return season[made->month[offset] - 1] * (850U + (uint32_t)offset * 300 / SHOP_DAYS) / 1000;
}

static void add(shop *made, uint32_t customer, int32_t offset, int64_t cents)
{
    if (made->count < SHOP_MOST) {
        receipt *sold = &made->all[made->count];
        sold->day = SHOP_FIRST_DAY + offset;
        sold->minute = 8 * 60 + below(made, 11 * 60);
        sold->number = made->count;
        sold->customer = customer;
        sold->cents = cents;
        made->count++;
    }
}

/* A visit: a receipt, at times two, at times a voucher's, at times brought back later. */
static void visit(shop *made, uint32_t customer, int32_t offset, int64_t basket)
{
    const int64_t cents = chance(made, 60) ? 0 : skewed(made, basket);
    add(made, customer, offset, cents);
    if (chance(made, 250)) {
        add(made, customer, offset, skewed(made, basket / 3 + 100));
    }
    const int32_t later = offset + 1 + (int32_t)below(made, 21);
    if (cents > 500 && chance(made, 290) && later < SHOP_DAYS) {
        add(made, customer, later, -(chance(made, 5000) ? cents : cents / 2));
    }
}

/* Days when someone who comes every so many days comes, until they are lost. */
static void lifetime(shop *made, uint32_t customer, int32_t offset, uint32_t every,
                     uint32_t lost_in_ten_thousand, int64_t basket)
{
    visit(made, customer, offset, basket);
    while (!chance(made, lost_in_ten_thousand)) {
        do {
            offset++;
            if (offset >= SHOP_DAYS) {
                return;
            }
        } while (below(made, every * 1000) >= busy(made, offset));
        visit(made, customer, offset, basket);
    }
}

/* The day a customer first comes: some were there before, more come when it is busy. */
static int32_t joins(shop *made)
{
    if (chance(made, 1600)) {
        return (int32_t)below(made, 60);
    }
    for (;;) {
        const int32_t offset = (int32_t)below(made, SHOP_DAYS);
        if (below(made, 2000) < busy(made, offset)) {
            return offset;
        }
    }
}

static void make_customers(shop *made)
{
    for (uint32_t customer = 0; customer < SHOP_CUSTOMERS; customer++) {
        const int32_t first = joins(made);
        if (chance(made, 40)) { /* bought before the file begins, and brings it back */
            add(made, customer, first / 12, -skewed(made, 3000));
            continue;
        }
        const uint32_t every = (uint32_t)(heavy(made, 13) + 4);
        const uint32_t kind = below(made, 100);
        const uint32_t lost = kind < 38 ? 9400 : kind < 74 ? 900 : 150;
        lifetime(made, customer, first, every, lost, 1500 + heavy(made, 1100));
    }
    for (uint32_t business = 0; business < SHOP_BUSINESSES; business++) {
        lifetime(made, SHOP_CUSTOMERS + business, (int32_t)(business * 97), 6 + 5 * business, 0,
                 70000 >> business);
    }
}

static int in_time(const void *a, const void *b)
{
    const receipt *left = a;
    const receipt *right = b;
    if (left->day != right->day) {
        return left->day < right->day ? -1 : 1;
    }
    if (left->minute != right->minute) {
        return left->minute < right->minute ? -1 : 1;
    }
    return left->number < right->number ? -1 : 1;
}

/* A card number of 13 digits, the last of which checks the others (EAN-13); a business has a name. */
static void put_customer(uint32_t customer)
{
    static const char *const businesses[SHOP_BUSINESSES] = {
        "\"Hotel Miramar, Kitchen\"", "Caf\xC3\xA9 Central", "\"Byrne & Sons\"", "School No. 4"};
    if (customer >= SHOP_CUSTOMERS) {
        fputs(businesses[customer - SHOP_CUSTOMERS], stdout);
        return;
    }
    char digits[14];
    uint32_t sum = 0;
    snprintf(digits, sizeof digits, "0290%08u", (unsigned)(customer * 7919U + 1013U) % 100000000U);
    for (uint32_t i = 0; i < 12; i++) {
        sum += (uint32_t)(digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    }
    printf("%s%u", digits, (unsigned)((10 - sum % 10) % 10));
}

/* A number below end that is the same whenever it is asked for: the receipts' own stay as they are. */
static uint32_t fixed(uint32_t about, uint32_t salt, uint32_t end)
{
    uint64_t z = (uint64_t)about << 32 | salt;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) % end);
}

/* A third of the customers order online or have it delivered, most of the time. */
static const char *channel(const receipt *sold)
{
    const uint32_t habit = fixed(sold->customer, 1, 100);
    const uint32_t today = fixed(sold->number, 2, 100);
    if (sold->customer >= SHOP_CUSTOMERS || habit < 10) {
        return today < 85 ? "delivery" : "counter";
    }
    return today < (habit < 32 ? 70U : 4U) ? "online" : "counter";
}

/* What the receipt is less than its list price: a business's terms, a voucher of a tenth. */
static int64_t discount(const receipt *sold)
{
    if (sold->customer >= SHOP_CUSTOMERS) {
        return sold->cents * 12 / 88;
    }
    return fixed(sold->number, 3, 100) < 12 ? sold->cents / 9 : 0;
}

static uint32_t items(const receipt *sold)
{
    const int64_t cents = sold->cents < 0 ? -sold->cents : sold->cents;
    return 1 + (uint32_t)(cents / 700) + fixed(sold->number, 4, 3);
}

static void put_money(int64_t signed_cents)
{
    const int64_t cents = signed_cents < 0 ? -signed_cents : signed_cents;
    printf(",%s%u.%02u", signed_cents < 0 ? "-" : "", (unsigned)(cents / 100),
           (unsigned)(cents % 100));
}

static void put_receipt(const receipt *sold)
{
    int32_t year = 0;
    int32_t month = 0;
    int32_t day = 0;
    patron_calendar_date(1, &sold->day, &year, &month, &day, NULL);
    printf("%04d-%02d-%02d,%02u:%02u,", (int)year, (int)month, (int)day,
           (unsigned)(sold->minute / 60), (unsigned)(sold->minute % 60));
    put_customer(sold->customer);
    put_money(sold->cents);
    printf(",%s,%u", channel(sold), (unsigned)items(sold));
    put_money(discount(sold));
    putchar('\n');
}

/* What tills write when something went wrong. */
static void put_mishap(uint32_t line)
{
    static const char *const mishaps[] = {
        "2023-05-17,12:08,,18.40,counter,2,0.00\n",
        "2023-02-30,17:45,0290003512764,7.95,counter,2,0.00\n",
        "2024-03-02,11:31,0290014203118,void,counter,2,0.00\n",
        "2024-03-02,11:32\n",
        "2024-09-14,16:02,,31.15,counter,2,0.00\n",
        "2024-11-29,18:20,0290007713447,\"1,204.00\",counter,2,0.00\n"};
    if (line % 3001 == 3000 && line / 3001 < sizeof mishaps / sizeof mishaps[0]) {
        fputs(mishaps[line / 3001], stdout);
    }
}

int main(void)
{
    shop *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return 1;
    }
    for (int32_t offset = 0; offset < SHOP_DAYS; offset++) {
        const int32_t day = SHOP_FIRST_DAY + offset;
        patron_calendar_date(1, &day, NULL, &made->month[offset], NULL, NULL);
    }
    made->random = 20230101;
    make_customers(made);
    qsort(made->all, made->count, sizeof made->all[0], in_time);
    puts("date,time,customer,amount,channel,items,discount");
    for (uint32_t i = 0; i < made->count; i++) {
        put_receipt(&made->all[i]);
        put_mishap(i);
    }
    free(made);
    return fflush(stdout) == 0 ? 0 : 1;
}
