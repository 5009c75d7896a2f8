/* Numbers, names and words. */
#include "map_wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void map_plain(char text[MAP_NUMBER], double number, unsigned decimals)
{
    char plain[MONEY_TEXT];
    money_format_real(plain, number, decimals);
    snprintf(text, MAP_NUMBER, "%s", plain);
}

void map_percent(char text[MAP_NUMBER], double share, unsigned decimals)
{
    map_plain(text, share * 100, decimals);
    strcat(text, isnan(share) ? "" : "%");
}

void map_signed(char text[MAP_NUMBER], double number, unsigned decimals)
{
    char plain[MONEY_TEXT];
    money_format_real(plain, number, decimals);
    const int sign = number > 0 && plain[0] != '-';
    snprintf(text, MAP_NUMBER, "%s%s", sign ? "+" : "", plain);
}

void map_signed_percent(char text[MAP_NUMBER], double share)
{
    map_signed(text, share * 100, 1);
    strcat(text, isnan(share) ? "" : "%");
}

void map_points(const map_report *said, char text[MAP_NUMBER], double rating, double change)
{
    map_signed(text, change, 2);
    strcat(text, rating + change > said->chosen->highest ? "*" : "");
}

void map_name(char text[MAP_NAME], const customer_ids *ids, size_t number)
{
    size_t size = 0;
    const char *name = customer_ids_name(ids, number, &size);
    const size_t fits = MAP_NAME - 4;
    size_t kept = size < fits ? size : fits;
    while (kept > 0 && kept < size && ((unsigned char)name[kept] & 0xC0) == 0x80) {
        kept--;
    }
    for (size_t i = 0; i < kept; i++) {
        const unsigned char c = (unsigned char)name[i];
        text[i] = (char)(c < 32 || c == 127 ? '?' : name[i]);
    }
    strcpy(text + kept, kept < size ? "..." : "");
}

void map_supplier_name(const map_report *said, char text[MAP_NAME], size_t supplier)
{
    map_name(text, &said->all->suppliers, supplier);
}

void map_attribute_name(const map_report *said, char text[MAP_NAME], size_t attribute)
{
    map_name(text, &said->all->attributes, attribute);
}

void map_wave_name(const map_report *said, char text[MAP_NAME], size_t tracked)
{
    map_name(text, &said->all->waves, said->made->track.wave[tracked]);
}

const char *map_band(uint32_t band)
{
    return band == PATRON_CVA_BELOW         ? "below"
           : band == PATRON_CVA_PARITY      ? "parity"
           : band == PATRON_CVA_ABOVE       ? "above"
           : band == PATRON_CVA_WORLD_CLASS ? "world class"
                                            : "-";
}

const char *map_zone(uint32_t zone)
{
    return zone == PATRON_CVA_BETTER_VALUE  ? "better value"
           : zone == PATRON_CVA_WORSE_VALUE ? "worse value"
                                            : "fair value";
}

const char *map_quadrant(uint32_t quadrant)
{
    return quadrant == PATRON_CVA_CONCENTRATE    ? "concentrate here"
           : quadrant == PATRON_CVA_KEEP         ? "keep it up"
           : quadrant == PATRON_CVA_LOW_PRIORITY ? "low priority"
                                                 : "possible overkill";
}
