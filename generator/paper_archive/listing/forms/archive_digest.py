"""The mail of a day that paper-archive itself sends: its HTML, which has titles whole.

    <!doctype html> … <title>2 papers: Friday 14 March 2025</title> …
    <li style="…"><div dir="auto"><a href="https://…/papers/birds.html"><b>Birds</b></a><br>We ask …
    <br><small>Nature · <a href="https://doi.org/10.1000/b">DOI 10.1000/b</a></small></div></li>

The venue and the ids are known of some papers only. Text from right to left is in a `div` of its
own instead of after `<br>`. A long abstract is cut off in such a mail, and ends in `…`. The day is
that of the title. Refused and reported: a paper without a title.
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape

from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import PageDay, Reading
from paper_archive.text.english import MONTH_NUMBER

FORM = "archive-digest"
_TITLE = re.compile(
    r"<title>\d{1,6} papers?(?: on [^<>]{1,2000})?:"
    r" [A-Z][a-z]{5,8} (\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})</title>"
)
_BEGINS = re.compile(r"\s{0,99}<!doctype html>", re.IGNORECASE)
_ITEM = '<div dir="auto"><a href="'
_PARTS = re.compile(
    r"[^\"]{0,2000}\"><b>([^<>]{0,5000})</b></a>"
    r"(?:(?:<br>|</div><div dir=\"auto\">)([^<>]{0,5000}))?"
    r"(?:<br><small>([^<>]{0,5000})"
    r"((?:<a href=\"[^\"<>]{1,2000}\">[^<>]{1,500}</a> ?){0,99})</small>)?</div></li>"
)
_LINK = re.compile(r"href=\"([^\"<>]{1,2000})\"")
_AGAIN = "save the whole message"


def detect(beginning: str) -> str:
    """Return the reason why a text is a digest of this program, "" if it is not."""
    whole = _BEGINS.match(beginning) and _TITLE.search(beginning, 0, 4000)
    return "it is a day's mail of paper-archive" if whole else ""


def read(name: str, text: str) -> Reading:
    """Read the papers of a digest."""
    papers = CitedPapers(name, FORM)
    line = counted = 0
    at = text.find(_ITEM)
    while at >= 0 and not papers.full:
        line, counted = line + text.count("\n", counted, at), at
        match = _PARTS.match(text, at + len(_ITEM))
        if match:
            papers.add_paper(line + 1, partial(_raw, match))
        else:
            papers.lose(line + 1, "a paper of a digest that breaks off", _AGAIN)
        at = text.find(_ITEM, at + 1)
    if papers.full:
        papers.stop(line + 1)
    return papers.reading(_day(text))


def _raw(match: re.Match[str]) -> Raw:
    links = match[4] or ""
    venue = (match[3] or "").removesuffix(" · ") if links else match[3] or ""
    return Raw(
        title=unescape(match[1]),
        abstract=unescape(match[2] or ""),
        venue=unescape(venue),
        urls=list(map(unescape, _LINK.findall(links))),
    )


def _day(text: str) -> PageDay | None:
    match = _TITLE.search(text, 0, 4000)
    month = match[2][:3] if match else ""
    if not match or month not in MONTH_NUMBER:
        return None
    return PageDay(MONTH_NUMBER[month], int(match[1]), int(match[3]), 1)
