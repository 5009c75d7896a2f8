"""What is wrong with a page of customer_report: a list of complaints."""
import html.parser


class Page(html.parser.HTMLParser):
    """Every tag closed in order, nothing fetched from elsewhere, nothing run."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "line", "path", "rect", "circle"):
            self.open.append(tag)
        if tag in ("script", "link", "img", "iframe", "object", "base") or \
                any(name in ("src", "href") or name.startswith("on") for name, _ in attributes):
            self.wrong.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag in ("line", "path", "rect", "circle"):
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append("/" + tag)


def complaints(text):
    page = Page()
    page.feed(text)
    page.close()
    found = []
    if page.wrong or page.open:
        found.append(f"the page: {page.wrong} {page.open}")
    if "url(" in text or "http" in text:
        found.append("the page refers to something outside")
    if "nan" in text.lower().replace("finance", "") or "inf" in text.lower():
        found.append("the page shows a number that does not exist")
    return found
