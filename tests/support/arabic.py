"""What an Arabic page says in Western digits outside of what stays as it was written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# A number that is no part of a Latin name, such as SHA-256, A5 or H1.
NUMBER = re.compile(r"(?<![A-Za-z0-9/._-])\d{1,}(?![A-Za-z0-9])", re.ASCII)
# The menu of digits itself, a law or an article by its name, what may be typed, whose data the areas are, codes of
# grades, numbers of papers and calibres.
KEPT = re.compile(r"^0123$|لسنة \d{4}|\(المادة \d+\)|\b1999\b|1420هـ|COD-AB|\(\d\)$|\b\d{4}/\d+|\d ملم")
NOT_READ = {"script", "style", "textarea", "svg", "code", "pre", "title"}
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Text(HTMLParser):
    """Text of a page, without what is isolated: typed words, numbers of papers, ids."""

    def __init__(self) -> None:
        super().__init__()
        self.isolated: list[bool] = [False]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return
        kept = tag in NOT_READ or tag == "bdi" or dict(attrs).get("dir") in ("auto", "ltr")
        self.isolated.append(self.isolated[-1] or kept)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and len(self.isolated) > 1:
            self.isolated.pop()

    def handle_data(self, text: str) -> None:
        if not self.isolated[-1] and NUMBER.search(text):
            self.found.append(" ".join(text.split()))


def western(html: str) -> list[str]:
    """Texts of the page that hold a Western number which belongs to the Arabic around it."""
    reader = _Text()
    reader.feed(html[html.find("<body") :])
    return [text for text in reader.found if not KEPT.search(text)]
