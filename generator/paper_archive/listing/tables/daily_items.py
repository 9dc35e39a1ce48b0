"""The items of programs of the *arxiv-daily* kind, in lists and in JSON.

|**2019-05-30**|**Threshold-Based …**|Sabine Wehnert et.al.|[1905.13350](http://…)|null|

- 2022-02-22, **SAGE: …**, Xingtong Liu et.al., Paper: [http://…](http://…), Code: **[…](…)**
"""

from __future__ import annotations

import re

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.markdown.headings import day_of
from paper_archive.listing.markdown.inline import addresses, words
from paper_archive.listing.tables.markdown_rows import row_of
from paper_archive.listing.tables.page_columns import guessed, names, raw_of

LISTED = re.compile(r"\s{0,8}[-*+]\s{1,4}\*{0,2}\d{4}-\d{2}-\d{2}\*{0,2},\s{1,4}\*\*")
_PAPER = re.compile(r",?\s{0,4}(?:Paper|PDF|arXiv|Link):\s", re.IGNORECASE)


def raw_of_item(text: str) -> Raw | None:
    """Return what an item states, None if it is no item."""
    text = text.strip()
    if text.startswith("|"):
        cells = row_of(text).cells
        columns = guessed(cells)
        return raw_of(columns, cells) if columns else None
    begins = LISTED.match(text)
    return _listed(text, begins.end()) if begins else None


def _listed(text: str, begin: int) -> Raw | None:
    """Return what an item of a list states, whose title begins at `begin`."""
    end = text.find("**", begin)
    if end < 0:
        return None
    rest = text[end + 2 :].lstrip(", ")
    paper = _PAPER.search(rest)
    return Raw(
        title=words(text[begin:end]),
        authors=names(words(rest[: paper.start()] if paper else "")),
        urls=addresses(text[begin:]),
        published=day_of(text[:40]),
    )
