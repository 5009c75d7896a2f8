/* The tables with colored cells: a style sheet of their own. */
#include "report.h"

static const char rules[] =
    ".heat th:first-child{position:sticky;left:0;background:var(--card);z-index:1}\n"
    ".heat th:last-child,.heat td:last-child{padding-right:.5rem}\n"
    ".heat tbody th{vertical-align:baseline}.heat td.words{white-space:nowrap}\n"
    ".heat b{font-weight:600;color:var(--ink);white-space:nowrap}.heat thead b{display:block}"
    ".heat .even{width:15%}\n"
    ".hot{position:relative;z-index:0}\n"
    ".hot::before{content:\"\";position:absolute;inset:1px;z-index:-1;border-radius:3px;"
    "background:var(--accent);opacity:var(--heat)}\n"
    "@media (max-width:34rem){.heat tbody th{white-space:normal}"
    ".heat th:last-child,.heat td:last-child{padding-right:.25rem}"
    ".across td.bars{display:none}}\n"
    "@media print{.heat th:first-child{position:static}}\n";

void report_base_style(FILE *file)
{
    fprintf(file, "<style>\n%s</style>\n", rules);
}
