"""The archive as pages ask for it: look-ups that several kinds of page share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.model import Archive, Paper
from generator.pages import addresses
from generator.pages.calendar import Calendar
from generator.pages.fragment import Fragment, page_link
from generator.tags import Facet, Tag, Taxonomy


@dataclass(frozen=True)
class Catalog:
    """An archive with its vocabulary; `site_url` ends in a slash, "" where it is not known."""

    archive: Archive
    taxonomy: Taxonomy
    site_url: str = ""

    @cached_property
    def tags(self) -> Mapping[str, Tag]:
        """The vocabulary by id."""
        return {tag.id: tag for tag in self.taxonomy.tags}

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """The vocabulary's groups by id."""
        return {facet.id: facet for facet in self.taxonomy.facets}

    @cached_property
    def by_tag(self) -> Mapping[str, Sequence[Paper]]:
        """The papers of each tag, in order of first listing, undated ones last."""
        papers: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.archive.papers:
            for tag in paper.tags:
                papers[tag].append(paper)
        return papers

    @cached_property
    def biggest(self) -> Sequence[tuple[str, int]]:
        """Tags that have papers with their number, most papers first."""
        counts = Counter({tag: len(papers) for tag, papers in self.by_tag.items()})
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def calendar(self) -> Calendar:
        """The papers of each dated day."""
        days = (day.date for day in self.archive.days if day.date)
        return Calendar.of((paper.days for paper in self.archive.papers), days)

    def tag_link(self, tag_id: str, folder: str) -> Fragment:
        """A link to a tag's page from a page in `folder`."""
        known = self._tag_links.get((tag_id, folder))
        if known is None:
            uri = addresses.relative(addresses.tag(tag_id), folder)
            known = self._tag_links[tag_id, folder] = page_link(self.tags[tag_id].title, uri)
        return known

    @cached_property
    def _tag_links(self) -> dict[tuple[str, str], Fragment]:
        return {}
