"""The input of generated pages: the catalog, and values derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from paper_archive.catalog import Catalog
from paper_archive.model import Paper, packed_by_value
from paper_archive.pages.calendar import Calendar
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.kept_items import LastLists
from paper_archive.trends import trends_of
from paper_archive.workers import ALONE, Common, Workers

if TYPE_CHECKING:
    from paper_archive.trends.field import Field

# The papers of its day that a paper's page names, with itself. Its neighbours must be among them.
NEAR = 3


class PaperLink(NamedTuple):
    """A paper as pages of other papers link to it; `day` is the day of its first listing."""

    slug: str
    title: str
    day: date | None

    @classmethod
    def of(cls, paper: Paper) -> PaperLink:
        """Return the link to a paper."""
        return cls(paper.slug, paper.title, paper.first_day)


@packed_by_value
@dataclass(frozen=True, slots=True)
class Sheet:
    """The input of a paper's page.

    `place` (from 0) is its place among the `of` papers of the day that first listed it. `near` are
    up to `NEAR` papers of that day in order, the first of which has the place `first`; the paper
    is one of them. `authors` are the slugs of its authors' pages, ""
    without a page, and `organisation` that of its organisation.
    """

    paper: Paper
    place: int
    of: int
    first: int
    near: tuple[PaperLink, ...]
    related: tuple[PaperLink, ...]
    authors: tuple[str, ...] = ()
    organisation: str = ""

    @property
    def before(self) -> PaperLink | None:
        """The paper before it on that day, if any."""
        at = self.place - self.first
        return self.near[at - 1] if at else None

    @property
    def after(self) -> PaperLink | None:
        """The paper after it on that day, if any."""
        at = self.place - self.first + 1
        return self.near[at] if at < len(self.near) else None


@dataclass(frozen=True)
class PageContext:
    """A catalog with the values that pages of several kinds derive from it, and in an update the
    lists of the last build."""

    catalog: Catalog
    last: LastLists | None = None

    @cached_property
    def imprint(self) -> Imprint:
        """The site's facts for all pages."""
        return Imprint.of(self.catalog)

    @cached_property
    def for_all(self) -> Common[Imprint]:
        """The imprint, for pages that are drawn elsewhere."""
        return Common(self.imprint)

    @cached_property
    def calendar(self) -> Calendar:
        """The numbers of papers by day, month and year."""
        return Calendar.of(self.catalog.outline)

    @cached_property
    def field(self) -> Field:
        """The trends of the archive."""
        return trends_of(self.catalog.archive.store, self.catalog.tags)

    def workers_of_lists(self, workers: Workers) -> Workers:
        """Return those who draw lists: an update keeps most of their items, so that sending them
        takes longer than the work."""
        return ALONE if self.last else workers

    def sheet(self, paper: Paper) -> Sheet:
        """Return the input of a paper's page."""
        day = self.catalog.archive.day(paper.first_day)
        papers = day.replaced if paper.is_revision else day.papers
        at = papers.index(paper)
        first = max(0, min(at - NEAR // 2, len(papers) - NEAR))
        return Sheet(
            paper,
            at,
            len(papers),
            first,
            tuple(map(PaperLink.of, papers[first : first + NEAR])),
            tuple(map(PaperLink.of, self.catalog.related(paper.slug))),
            self.catalog.authors.slugs_of(paper),
            self.catalog.authors.organisation_of(paper),
        )
