"""The archive as pages ask for it: look-ups that several kinds of page share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from paper_archive import urls as addresses
from paper_archive.model import Paper
from paper_archive.pages.calendar import Calendar
from paper_archive.pages.fragment import EMPTY, Fragment, page_link, same
from paper_archive.related import related
from paper_archive.store.outline import Outline
from paper_archive.store.stored import StoredArchive
from paper_archive.tags import Facet, Tag, Taxonomy

if TYPE_CHECKING:
    from paper_archive.related.nearest import Related

REPORT = "Wrong tag, duplicate, withdraw?"


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What all pages say alike: the titles of tags by their ids, the site's address, which ends
    in a slash, "" where it is not known, what it calls itself, and where its repository is, or
    "". Unlike a catalog it pickles.
    """

    tag_titles: Mapping[str, str]
    site_url: str = ""
    site_name: str = "paper-archive"
    repo_url: str = ""

    def tag_link(self, tag_id: str, folder: str) -> Fragment:
        """A link to a tag's page from a page in `folder`."""
        known = self._tag_links.get((tag_id, folder))
        if known is None:
            uri = addresses.relative(addresses.tag(tag_id), folder)
            known = self._tag_links[tag_id, folder] = page_link(self.tag_titles[tag_id], uri)
        return known

    def report_link(self, slug: str) -> Fragment:
        """A link to a new issue that says what is wrong with a paper; empty without a repository.

        What stands for a paper is its slug, by which corrections name it too.
        """
        before, after = self._report
        return same(f"{before}{slug}{after}") if before else EMPTY

    @cached_property
    def _report(self) -> tuple[str, str]:
        repository = self.repo_url.rstrip("/").removesuffix(".git")
        if not repository:
            return "", ""
        on_gitlab = "gitlab" in repository.partition("//")[2].partition("/")[0]
        new = "/-/issues/new?issue[title]=" if on_gitlab else "/issues/new?title="
        url = escape(f"{repository}{new}Wrong+tag,+duplicate,+withdraw:+")
        return f'<a href="{url}', f'">{REPORT}</a>'

    @cached_property
    def _tag_links(self) -> dict[tuple[str, str], Fragment]:
        return {}


class Mention(NamedTuple):
    """A paper as others mention it; `day` is that of its first listing."""

    slug: str
    title: str
    day: date | None

    @classmethod
    def of(cls, paper: Paper) -> Mention:
        """Mention a paper."""
        return cls(paper.slug, paper.title, paper.first_day)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a paper's page is made of: the paper, its place among the `of` papers of the day
    that listed it first (from 0), those before and after it there, and related ones."""

    paper: Paper
    place: int
    of: int
    before: Mention | None
    after: Mention | None
    related: tuple[Mention, ...]


@dataclass(frozen=True, kw_only=True)
class Catalog(Imprint):
    """An archive with its vocabulary."""

    archive: StoredArchive
    outline: Outline
    taxonomy: Taxonomy

    @classmethod
    def of(
        cls,
        archive: StoredArchive,
        outline: Outline,
        taxonomy: Taxonomy,
        site_url: str = "",
        site_name: str = Imprint.site_name,
        repo_url: str = "",
    ) -> Catalog:
        """Make the catalog of an archive."""
        return cls(
            archive=archive,
            outline=outline,
            taxonomy=taxonomy,
            tag_titles={tag.id: tag.title for tag in taxonomy.tags},
            site_url=site_url,
            site_name=site_name,
            repo_url=repo_url,
        )

    @property
    def imprint(self) -> Imprint:
        """What pages are made with that need no other papers."""
        return Imprint(
            tag_titles=self.tag_titles,
            site_url=self.site_url,
            site_name=self.site_name,
            repo_url=self.repo_url,
        )

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

    def sheet(self, paper: Paper) -> Sheet:
        """What a paper's page is made of."""
        day = self.archive.day(paper.first_day)
        at = day.papers.place(paper)
        return Sheet(
            paper,
            at,
            len(day.papers),
            Mention.of(day.papers[at - 1]) if at else None,
            Mention.of(day.papers[at + 1]) if at + 1 < len(day.papers) else None,
            tuple(map(Mention.of, self.related(paper.slug))),
        )

    def related(self, slug: str) -> tuple[Paper, ...]:
        """The papers nearest to one, the nearest first; none where none is near."""
        return tuple(map(self.archive.paper, self._nearest.of(slug)))

    @cached_property
    def _nearest(self) -> Related:
        return related(self.archive.store)
