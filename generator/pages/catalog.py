"""The archive as pages ask for it: look-ups that several kinds of page share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from generator.archive.outline import Outline
from generator.archive.stored import StoredArchive
from generator.model import Day, Paper
from generator.pages import addresses
from generator.pages.calendar import Calendar
from generator.pages.fragment import Fragment, page_link
from generator.related import related
from generator.tags import Facet, Tag, Taxonomy

if TYPE_CHECKING:
    from generator.related.nearest import Related


@dataclass(frozen=True)
class Catalog:
    """An archive with its vocabulary; `site_url` ends in a slash, "" where it is not known;
    `site_name` is what it calls itself."""

    archive: StoredArchive
    outline: Outline
    taxonomy: Taxonomy
    site_url: str = ""
    site_name: str = "paper-archive"

    @cached_property
    def tags(self) -> Mapping[str, Tag]:
        """The vocabulary by id."""
        return {tag.id: tag for tag in self.taxonomy.tags}

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """The vocabulary's groups by id."""
        return {facet.id: facet for facet in self.taxonomy.facets}

    @cached_property
    def biggest(self) -> Sequence[tuple[str, int]]:
        """Tags that have papers with their number, most papers first."""
        counts = [(tag, papers) for tag, (papers, _) in self.outline.tags.items()]
        return sorted(counts, key=lambda item: (-item[1], item[0]))

    def tagged(self, tag: str) -> tuple[int, int]:
        """The number of papers of a tag, and of those with code."""
        return self.outline.tags.get(tag, (0, 0))

    @cached_property
    def calendar(self) -> Calendar:
        """The papers of each dated day."""
        return Calendar.of(self.outline)

    def place(self, paper: Paper) -> tuple[Day, int]:
        """The day on which a paper was listed first, and its place there, from 0."""
        day = self.archive.day(paper.first_day)
        places = self._places.get(day.date)
        if places is None:
            places = {paper.slug: n for n, paper in enumerate(day.papers)}
            self._places[day.date] = places
        return day, places[paper.slug]

    def tag_link(self, tag_id: str, folder: str) -> Fragment:
        """A link to a tag's page from a page in `folder`."""
        known = self._tag_links.get((tag_id, folder))
        if known is None:
            uri = addresses.relative(addresses.tag(tag_id), folder)
            known = self._tag_links[tag_id, folder] = page_link(self.tags[tag_id].title, uri)
        return known

    def related(self, slug: str) -> tuple[Paper, ...]:
        """The papers nearest to one, the nearest first; none where none is near."""
        return tuple(map(self.archive.paper, self._nearest.of(slug)))

    @cached_property
    def _nearest(self) -> Related:
        return related(self.archive.store)

    @cached_property
    def _tag_links(self) -> dict[tuple[str, str], Fragment]:
        return {}

    @cached_property
    def _places(self) -> dict[date | None, dict[str, int]]:
        return {}
