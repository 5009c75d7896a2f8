#!/usr/bin/env python3
"""Dates of Python's datetime (years 1 to 9999) with their week and year days -> calendar_vectors.h."""

import datetime
import random
import sys

random.seed(1582)
EPOCH = datetime.date(1970, 1, 1).toordinal()

days = {datetime.date.min, datetime.date.max, datetime.date(1970, 1, 1)}
years = [2, 4, 99, 100, 101, 399, 400, 401, 1582, 1600, 1700, 1899, 1900, 1969, 1970, 1999, 2000]
years += list(range(2004, 2033)) + [2100, 2399, 2400, 9998]
for year in years:
    days.update(datetime.date(year, 1, d) for d in (1, 3, 4))
    days.update(datetime.date(year, 12, d) for d in (28, 29, 31))
    days.add(datetime.date(year, 3, 1))
    days.add(datetime.date(year, 3, 1) - datetime.timedelta(1))
for _ in range(600):
    days.add(datetime.date.fromordinal(random.randint(1, datetime.date.max.toordinal())))

out = sys.stdout
out.write("/* Made by make_calendar.py from Python's datetime. */\n")
out.write("/* day, year, month, day of month, weekday, week year, week, day of year */\n")
out.write("static const int32_t calendar_vectors[][8] = {\n")
for date in sorted(days):
    week_year, week, weekday = date.isocalendar()[:3]
    row = (date.toordinal() - EPOCH, date.year, date.month, date.day, weekday, week_year, week,
           date.timetuple().tm_yday)
    out.write("    {%d, %d, %d, %d, %d, %d, %d, %d},\n" % row)
out.write("};\n")
