"""Lists of papers in Markdown, as programs of the *arxiv-daily* kind write them for chats.

    > Updated on 2022.02.23
    ## SLAM
    - 2022-02-22, **SAGE: …**, Xingtong Liu et.al., Paper: [http://…](http://…), Code: **[…](…)**

The day is that of a line like `Updated on …` or of a heading; the date of an item is that of its
paper. There are no abstracts. Refused and reported: an item whose title is cut off.
"""

from __future__ import annotations

from functools import partial

from paper_archive.listing.entries.building import built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.form import Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.headings import category_of, day_of, day_of_line, heading_of
from paper_archive.listing.tables.daily_items import LISTED, raw_of_item
from paper_archive.model import Entry, Problem

FORM = "daily-list"


def detect(text: str) -> str:
    """Return the reason why the text is such a list, "" if it is not."""
    lines = [line for line in text.split("\n") if line.strip()]
    items = sum(LISTED.match(line) is not None for line in lines)
    return (
        "its items are a date, a title in bold and a link"
        if items and items * 2 >= len(lines)
        else ""
    )


def read(name: str, text: str) -> list[Reading]:
    """Read the items of the list."""
    papers = ByDay(name, FORM)
    category = ""
    for number, line in enumerate(text.split("\n"), 1):
        if LISTED.match(line):
            item = partial(entry_of_item, name, number, line, category)
            papers.add(*attempt(name, number, "an item", item, lambda problem: (None, [problem])))
        elif heading := heading_of(line):
            category = category_of(heading[1])
            if day := day_of(heading[1]):
                papers.begin(day, number)
        elif not papers.count and (day := day_of_line(line)):
            papers.begin(day, number)
        if papers.full:
            break
    return papers.readings()


def entry_of_item(
    name: str, line: int, text: str, category: str = "", arxiv_id: str = ""
) -> tuple[Entry | None, list[Problem]]:
    """Return the entry of an item, None if it is lost, and its problems."""
    raw = raw_of_item(text)
    if raw is None or not raw.title:
        what = f"an item without a title, or cut off: '{text.strip()[:60]}'"
        return None, [Problem(name, line, what, "copy the whole item again")]
    raw.arxiv_id = raw.arxiv_id or arxiv_id
    raw.categories = [category] if category else ()
    return built(name, line, raw, with_abstract=False)
