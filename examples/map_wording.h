/* Numbers and sentences of value_map, the same on the terminal and on the page. */
#ifndef MAP_WORDING_H
#define MAP_WORDING_H

#include "map_figures.h"
#include "money.h"

enum map_wording_size { MAP_NUMBER = MONEY_TEXT + 16, MAP_NAME = 48, MAP_SENTENCE = 800 };

/* What is being said, about what. */
typedef struct map_report {
    const map_options *chosen;
    const ratings *all;
    const map_figures *made;
} map_report;

/* Numbers. What does not exist is "-". */
void map_plain(char text[MAP_NUMBER], double number, unsigned decimals);
void map_percent(char text[MAP_NUMBER], double share, unsigned decimals); /* 71% */
void map_signed(char text[MAP_NUMBER], double number, unsigned decimals); /* +0.12 */
void map_signed_percent(char text[MAP_NUMBER], double share);
/* A change of a rating, with a star where it leads beyond the best there is. */
void map_points(const map_report *said, char text[MAP_NUMBER], double rating, double change);
/* +4.1% */

/* Names, cut to what fits; no byte of them drives a terminal. */
void map_name(char text[MAP_NAME], const customer_ids *ids, size_t number);
void map_supplier_name(const map_report *said, char text[MAP_NAME], size_t supplier);
void map_attribute_name(const map_report *said, char text[MAP_NAME], size_t attribute);
void map_wave_name(const map_report *said, char text[MAP_NAME], size_t tracked);

/* Words. */
const char *map_band(uint32_t band);
const char *map_zone(uint32_t zone);
const char *map_quadrant(uint32_t quadrant);

/* Sentences, ended by a full stop. An empty one is to be left out. */
void map_say_headline(const map_report *said, char text[MAP_SENTENCE]);
void map_say_read(const map_report *said, char text[MAP_SENTENCE]);
void map_say_weights(const map_report *said, char text[MAP_SENTENCE]);
void map_say_fit(const map_report *said, char text[MAP_SENTENCE]);
void map_say_caveats(const map_report *said, char text[MAP_SENTENCE]);
void map_say_place(const map_report *said, char text[MAP_SENTENCE]);
void map_say_line(const map_report *said, char text[MAP_SENTENCE]);
void map_say_duel(const map_report *said, char text[MAP_SENTENCE]);
void map_say_levers(const map_report *said, char text[MAP_SENTENCE]);
void map_say_target(const map_report *said, char text[MAP_SENTENCE]);
void map_say_satisfaction(const map_report *said, char text[MAP_SENTENCE]);
void map_say_track(const map_report *said, char text[MAP_SENTENCE]);
void map_say_trend(const map_report *said, char text[MAP_SENTENCE]);
void map_say_bad(const map_report *said, char text[MAP_SENTENCE]);

#endif
