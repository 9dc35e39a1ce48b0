"""What the pages of authors show of a paper; it is on the pages of all of its authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from paper_archive.catalog import Catalog
from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment
from paper_archive.pages.items import title_link
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import SHORT_MONTHS

# Papers by more do not count for co-authors: who signs with hundreds knows few of them.
MOST_TOGETHER = 100
FEWEST_VOTES = 3
# Rows that are kept: some 60 MB.
_MOST_KEPT = 1 << 16


class PaperRow(NamedTuple):
    """A paper in the list of an author: its item, and what is counted.

    `people` are the names of its authors by number, empty if they are too many to be co-authors.
    """

    item: Fragment
    day: date | None
    code: bool
    tags: tuple[str, ...]
    people: Mapping[int, str]


@dataclass(slots=True)
class PaperRows:
    """The rows of papers by id, for pages in a folder."""

    catalog: Catalog
    folder: str
    _kept: dict[int, PaperRow] = field(default_factory=dict)

    def of(self, paper_id: int) -> PaperRow:
        """Return the row of a paper."""
        if (known := self._kept.get(paper_id)) is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[paper_id] = self._row(paper_id)
        return known

    def _row(self, paper_id: int) -> PaperRow:
        paper = self.catalog.archive.store.paper(paper_id)
        people: Mapping[int, str] = {}
        if len(paper.authors) <= MOST_TOGETHER:
            credits = self.catalog.authors.credits(paper_id)
            # Organisations have odd numbers.
            named = paper.organisation
            people = {n: name for n, name in credits.items() if not n & 1} if named else credits
        return PaperRow(
            _item(paper, self.folder), paper.first_day, bool(paper.code), paper.tags, people
        )


def _item(paper: Paper, folder: str) -> Fragment:
    day, votes = paper.first_day, paper.upvotes or 0
    shown = f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}" if day else "undated"
    if votes >= FEWEST_VOTES:
        shown += f" · {votes:,} votes"
    if paper.code:
        shown += " · code"
    link = title_link(paper, folder)
    auto = ' dir="auto"' if has_right_to_left(paper.title) else ""
    return Fragment(
        f'<li{auto} markdown="span">{link.markdown} <small>{shown}</small></li>',
        f"<li{auto}>{link.html} <small>{shown}</small></li>",
        block=True,
    )
