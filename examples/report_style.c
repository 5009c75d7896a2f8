#include "report.h"

static const char colors[] =
    ":root{color-scheme:light dark;--page:#f7f6f2;--card:#fff;--ink:#1d2630;--soft:#56616d;"
    "--line:#e2e0d8;--accent:#1f5f7a;--area:#1f5f7a24;--mark:#b4531f;--loss:#b4531f;"
    "--b:#5f93a8;--c:#a9bcc4}\n"
    "@media (prefers-color-scheme:dark){:root{--page:#12171c;--card:#1a2127;--ink:#e8e6df;"
    "--soft:#a3adb6;--line:#313b44;--accent:#6fb7d3;--area:#6fb7d32b;--mark:#f0a36b;"
    "--loss:#f0a36b;--b:#4d87a0;--c:#53636d}}\n";

static const char layout[] =
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--ink);"
    "font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}\n"
    "main{max-width:68rem;margin:0 auto;padding:3rem 1.5rem 4rem}\n"
    "h1,h2,.headline{font-family:Charter,'Bitstream Charter','Iowan Old Style',Georgia,serif}\n"
    "h1{font-size:1.1rem;font-weight:normal;color:var(--soft);margin:0;overflow-wrap:anywhere}\n"
    ".headline{font-size:clamp(1.45rem,3.4vw,2.15rem);line-height:1.25;margin:.5rem 0 1rem;"
    "max-width:26em;text-wrap:balance}\n"
    ".lead{max-width:44em;margin:0 0 .6rem;color:var(--soft)}\n"
    "h2{font-size:1.45rem;font-weight:normal;margin:3rem 0 1rem}\n"
    "h3{font-size:1rem;margin:0 0 .6rem}\n"
    "p{max-width:44em}\n"
    ".figures{display:grid;grid-template-columns:repeat(var(--boxes),1fr);gap:1px;"
    "margin:2rem 0;padding:0;background:var(--line);border:1px solid var(--line);"
    "border-radius:.5rem;overflow:hidden}\n"
    ".figures div{background:var(--card);padding:1rem 1.1rem}\n"
    ".figures dt{color:var(--soft);font-size:.85rem;line-height:1.35}\n"
    ".figures dd{margin:.2rem 0 0;font-size:1.3rem;font-variant-numeric:tabular-nums;"
    "line-height:1.2;overflow-wrap:anywhere}\n"
    ".curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));"
    "gap:1.2rem}\n"
    ".curves>:last-child:nth-child(odd){grid-column:1/-1}\n"
    ".curves>.across{grid-column:1/-1}.curves>*{min-width:0}.curves+p+.curves{margin-top:1.2rem}\n"
    ".matrix{min-width:calc(var(--width)*.7);max-width:calc(var(--width)*1.25)}\n"
    "figure,.card{margin:0;background:var(--card);border:1px solid var(--line);"
    "border-radius:.5rem;padding:1.1rem 1.2rem}\n"
    "figcaption,.note{color:var(--soft);font-size:.88rem;line-height:1.45;margin:.6rem 0 0}\n"
    "footer{margin-top:3rem;color:var(--soft);font-size:.85rem;"
    "border-top:1px solid var(--line);padding-top:1rem}\n";

static const char table_rules[] =
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;"
    "font-size:.93rem}\n"
    "caption{text-align:left;font-weight:600;font-size:1rem;padding:0 0 .5rem}\n"
    "th,td{padding:.38rem .5rem;text-align:right;white-space:nowrap;"
    "border-bottom:1px solid var(--line)}\n"
    "th{font-weight:normal;color:var(--soft);vertical-align:bottom}\n"
    "thead th{white-space:normal}tbody th{color:var(--ink)}\n"
    "th:first-child,td:first-child{text-align:left;padding-left:0}\n"
    "th:last-child,td:last-child{padding-right:0}\n"
    "tbody tr:last-child>*{border-bottom:0}\n"
    "th.name{max-width:11rem;overflow:hidden;text-overflow:ellipsis}\n"
    "td.bars{width:28%;min-width:3rem;text-align:left}\n"
    ".strip{display:block;height:.75rem;border-radius:2px;background:var(--accent);"
    "min-width:1px}\n"
    ".strip.loss{background:var(--loss)}\n"
    ".pair{display:grid;grid-template-columns:minmax(0,5fr) "
    "minmax(0,7fr);gap:1.2rem;align-items:start;"
    "margin-top:1.2rem}\n.whole{white-space:nowrap}\n"
    "@media (max-width:60rem){.pair{grid-template-columns:minmax(0,1fr)}"
    ".figures{grid-template-columns:repeat(calc(var(--boxes)/2),1fr)}}\n"
    ".split{display:flex;height:1.5rem;gap:2px;margin:.3rem 0 .2rem}\n"
    ".split span{min-width:2px;border-radius:2px}\n"
    ".a{background:var(--accent)}.b{background:var(--b)}.c{background:var(--c)}\n"
    ".key{display:inline-block;width:.7rem;height:.7rem;border-radius:2px;margin-right:.5rem}\n"
    "td.words,th.words{text-align:left;white-space:normal}tr.best>*{font-weight:600}\n"
    ".trust{border-left:.25rem solid var(--accent);padding-left:.9rem}\n"
    ".legend{display:flex;gap:1.2rem;margin:0 0 .4rem}.guess{background:var(--mark)}\n"
    "ol.bad{padding-left:1.2rem;overflow-wrap:anywhere}\n";

static const char drawings[] =
    "svg{display:block;width:100%;height:auto;overflow:visible}\n"
    "svg text{font-size:12.5px;fill:var(--soft);font-variant-numeric:tabular-nums}\n"
    ".middle{text-anchor:middle}.end{text-anchor:end}\n"
    "svg .note{fill:var(--ink);font-size:14px;font-weight:600}\n"
    "svg .grid{stroke:var(--line)}svg .zero{stroke:var(--soft)}\n"
    "svg .area{fill:var(--area)}\n"
    "svg .curve{fill:none;stroke:var(--accent);stroke-width:2.4;stroke-linejoin:round}\n"
    "svg .equal{fill:none;stroke:var(--soft);stroke-dasharray:3 4}\n"
    "svg .guide{stroke:var(--mark);stroke-dasharray:2 3}\n"
    "svg .dot{fill:var(--mark);stroke:var(--card);stroke-width:2}\n"
    "svg .bar{fill:var(--accent)}svg .bar.loss{fill:var(--loss)}\n"
    "svg .curve.guess{stroke:var(--mark);stroke-dasharray:6 4;stroke-width:2}"
    "svg .bar.guess{fill:var(--mark)}\n"
    "svg .fall{fill:var(--loss);fill-opacity:.62}svg .rise{fill:var(--b)}\n"
    "svg .link{stroke:var(--soft);stroke-width:.8}\n"
    "svg .sum,svg .cell{fill:var(--ink)}svg .sum{font-weight:600}\n"
    "@media (max-width:34rem){main{padding:1.6rem .9rem 3rem}figure,.card{padding:.9rem}"
    "svg text{font-size:15.5px}svg .note{font-size:17px}svg "
    "text.label{font-size:13.5px}.figures{grid-template-columns:1fr 1fr}"
    "table{font-size:.84rem}th,td{padding:.34rem .25rem}"
    "td.bars{width:12%;min-width:1.5rem}th.name{max-width:7.4rem}.less{display:none}"
    ".figures dd{font-size:1.2rem}.figures div{padding:.8rem}}\n"
    "@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;"
    "--line:#ccc;--accent:#1f5f7a;--area:#1f5f7a24;--mark:#b4531f;--loss:#b4531f;--b:#5f93a8;"
    "--c:#a9bcc4}html{font-size:10.5px}.figures{grid-template-columns:repeat(var(--boxes),1fr)}"
    "body{font-size:1rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "main{padding:0;max-width:none}.curves{grid-template-columns:1fr "
    "1fr}.pair{grid-template-columns:minmax(0,5fr) minmax(0,7fr)}"
    "figure,.card,.figures,tr{break-inside:avoid}h2{break-after:avoid}.wide{overflow:visible}}\n"
    "@page{margin:14mm}\n";

void report_style(FILE *file)
{
    fputs("<style>\n", file);
    fputs(colors, file);
    fputs(layout, file);
    fputs(table_rules, file);
    fputs(drawings, file);
    fputs("</style>\n", file);
}
