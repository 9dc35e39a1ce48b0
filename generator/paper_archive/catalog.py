"""The catalog: the archive with its vocabulary and the site's name and address.

Pages, search, exports and mail are written from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from paper_archive.lists.shared_list import SharedList
from paper_archive.model import Paper
from paper_archive.related import related
from paper_archive.store.authors import Authors
from paper_archive.store.leaders import Leaders, ListKey, leaders
from paper_archive.store.list_days import ListDays, list_days
from paper_archive.store.outline import Outline
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.topics import Topic
from paper_archive.tags import Facet, Tag, Taxonomy
from paper_archive.text.link_templates import DEFAULT_LINKS, LinkTemplate

if TYPE_CHECKING:
    from paper_archive.related.nearest import Related


@dataclass(frozen=True)
class Catalog:
    """An archive, the number of its papers by day and tag, its vocabulary, its topics and the
    shared lists.

    `site_url` is the site's address, which ends in a slash, and `new_issue` the beginning
    of the address of a new issue about a paper; both are "" if unknown. `links` lead to papers on
    other sites. `has_about` tells that somebody wrote an about.md, `offline` that browsers keep
    pages to read offline; `offline_zip` is the address of the newest bundle, "" for none.
    """

    archive: StoredArchive
    outline: Outline
    taxonomy: Taxonomy
    site_url: str = ""
    site_name: str = "paper-archive"
    new_issue: str = ""
    topics: tuple[Topic, ...] = ()
    links: tuple[LinkTemplate, ...] = DEFAULT_LINKS
    has_about: bool = True
    offline: bool = False
    offline_zip: str = ""
    lists: tuple[SharedList, ...] = ()

    @cached_property
    def tags(self) -> Mapping[str, Tag]:
        """The vocabulary by id."""
        return {tag.id: tag for tag in self.taxonomy.tags}

    @cached_property
    def tag_titles(self) -> Mapping[str, str]:
        """The titles of tags by id."""
        return {tag.id: tag.title for tag in self.taxonomy.tags}

    @cached_property
    def tag_shorts(self) -> Mapping[str, str]:
        """The names of tags by id where there is little room."""
        return {tag.id: tag.short or tag.title for tag in self.taxonomy.tags}

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """The vocabulary's groups by id."""
        return {facet.id: facet for facet in self.taxonomy.facets}

    @cached_property
    def biggest(self) -> Sequence[tuple[str, int]]:
        """The tags that have papers and the number of their papers, most papers first."""
        counts = [(tag, papers) for tag, (papers, _) in self.outline.tags.items()]
        return sorted(counts, key=lambda item: (-item[1], item[0]))

    @cached_property
    def authors(self) -> Authors:
        """The authors who have a page."""
        return Authors(self.archive.store)

    @cached_property
    def leaders(self) -> Leaders:
        """Those who have most papers of each tag and topic."""
        return leaders(self.archive.store)

    @cached_property
    def list_days(self) -> Mapping[ListKey, ListDays]:
        """The days of the papers of each tag and topic that has any."""
        return list_days(self.archive.store)

    def tagged(self, tag: str) -> tuple[int, int]:
        """Return the number of a tag's papers, and how many of them have code."""
        return self.outline.tags.get(tag, (0, 0))

    def related(self, slug: str) -> tuple[Paper, ...]:
        """Return the papers most similar to the one at a slug, best first; none may be similar."""
        return tuple(map(self.archive.paper, self._nearest.of(slug)))

    @cached_property
    def _nearest(self) -> Related:
        return related(self.archive.store)
