"""What the pages of authors show of a paper; it is on the pages of all of its authors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from paper_archive.catalog import Catalog
from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment
from paper_archive.pages.items import title_link
from paper_archive.pages.quiet_line import votes
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import medium_day

# Papers by more do not count for co-authors: who signs with hundreds knows few of them.
MOST_TOGETHER = 100
# Rows that are kept: some 60 MB.
_MOST_KEPT = 1 << 16


class PaperRow(NamedTuple):
    """A paper in the list of an author: what is in its item, and what is counted.

    `people` are the names of its authors by number, empty if they are too many to be co-authors.
    """

    inside: Fragment
    day: date | None
    code: bool
    votes: int
    tags: tuple[str, ...]
    people: Mapping[int, str]
    auto: bool

    def item(self, offered: Collection[str]) -> Fragment:
        """Return its item; `offered` are the tags to which the page can be narrowed."""
        tags = [tag for tag in self.tags if tag in offered] if offered else None
        data = f' data-t="{" ".join(tags)}"' if tags else ""
        auto = ' dir="auto"' if self.auto else ""
        return Fragment(
            f'<li{data}{auto} markdown="span">{self.inside.markdown}</li>',
            f"<li{data}{auto}>{self.inside.html}</li>",
            block=True,
        )


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
            _inside(paper, self.folder),
            paper.first_day,
            bool(paper.code),
            votes(paper),
            paper.tags,
            people,
            has_right_to_left(paper.title),
        )


def _inside(paper: Paper, folder: str) -> Fragment:
    """Return title, day, votes and code; `lists.js` reads the last two from their elements."""
    day = paper.first_day
    shown = medium_day(day) if day else "undated"
    if count := votes(paper):
        shown += f" <b>{count:,} votes</b>"
    if paper.code:
        shown += " <i>code</i>"
    link = title_link(paper, folder)
    return Fragment(
        f"{link.markdown} <small>{shown}</small>", f"{link.html} <small>{shown}</small>"
    )
