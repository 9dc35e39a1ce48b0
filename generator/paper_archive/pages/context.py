"""What generated pages are made from: the catalog, and what pages draw from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from paper_archive.catalog import Catalog
from paper_archive.model import Paper
from paper_archive.pages.calendar import Calendar
from paper_archive.pages.imprint import Imprint


class PaperLink(NamedTuple):
    """A paper as the pages of others link to it; `day` is the day of its first listing."""

    slug: str
    title: str
    day: date | None

    @classmethod
    def of(cls, paper: Paper) -> PaperLink:
        """Return the link to a paper."""
        return cls(paper.slug, paper.title, paper.first_day)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a paper's page is made from: the paper, its place (from 0) among the `of`
    papers of the day that first listed it, its neighbours there, and related papers."""

    paper: Paper
    place: int
    of: int
    before: PaperLink | None
    after: PaperLink | None
    related: tuple[PaperLink, ...]


@dataclass(frozen=True)
class PageContext:
    """A catalog with what pages of several kinds draw from it."""

    catalog: Catalog

    @cached_property
    def imprint(self) -> Imprint:
        """What all pages share."""
        return Imprint.of(self.catalog)

    @cached_property
    def calendar(self) -> Calendar:
        """The number of papers of each dated day, month and year."""
        return Calendar.of(self.catalog.outline)

    def sheet(self, paper: Paper) -> Sheet:
        """Return what a paper's page is made from."""
        papers = self.catalog.archive.day(paper.first_day).papers
        at = papers.index(paper)
        return Sheet(
            paper,
            at,
            len(papers),
            PaperLink.of(papers[at - 1]) if at else None,
            PaperLink.of(papers[at + 1]) if at + 1 < len(papers) else None,
            tuple(map(PaperLink.of, self.catalog.related(paper.slug))),
        )
