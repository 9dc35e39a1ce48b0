"""Compares two archives: which papers are new, changed or gone.

Papers are matched by address, because addresses stay while titles, days and ids may be corrected:
a paper before corresponds to the paper that its address leads to after. A paper that no former
address leads to is new. A paper whose address leads nowhere, or that was withdrawn, is gone. An
address (of a paper, redirect or shared page, or of a day, its month and its year) that leads
nowhere any more is *dead*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from paper_archive.archive.author_names import author_id, author_slug, credited
from paper_archive.archive.curation import Curation
from paper_archive.archive.moved_days import moved_pages, pages_of
from paper_archive.model import Archive, Paper

# The compared parts of a paper by their names in reports.
_PARTS = (
    ("address", attrgetter("slug")),
    ("title", attrgetter("title")),
    ("abstract", attrgetter("abstract")),
    ("days", attrgetter("days", "undated")),
    ("id", attrgetter("arxiv_id")),
    ("authors", attrgetter("authors", "author_count")),
    ("organisation", attrgetter("organisation")),
    ("published", attrgetter("published")),
    ("upvotes", attrgetter("upvotes")),
    ("links", attrgetter("links", "code")),
    ("tags", attrgetter("tags")),
)
MERGED = "merged"
UNLISTED = "no listing has it any more"


@dataclass(frozen=True, slots=True)
class Changed:
    """A paper before and after, and the names of the parts that differ.

    They include MERGED if several papers became this one.
    """

    before: Paper
    after: Paper
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A paper that is not listed any more, and why."""

    paper: Paper
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two archives, which have `before` and `after` papers.

    Papers are in the order of their archive; `dead` slugs, and the names of `dead_days`, months and
    years, and the slugs of `dead_authors`, in alphabetical order.
    """

    before: int
    after: int
    new: tuple[Paper, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Gone, ...]
    dead: tuple[str, ...]
    dead_days: tuple[str, ...] = ()
    dead_authors: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether the archives are the same."""
        return not (self.new or self.changed or self.gone or self.is_dead)

    @property
    def is_dead(self) -> bool:
        """Whether an address leads nowhere any more."""
        return bool(self.dead or self.dead_days or self.dead_authors)


def compare(before: Archive, after: Archive) -> Difference:
    """Return the difference of two archives."""
    leads = _addresses(after)
    heirs = {paper.slug: _heir(paper, leads.get(paper.slug, ())) for paper in before.papers}
    heads = Counter(heir.slug for heir in heirs.values() if heir)
    changed: list[Changed] = []
    gone: list[Gone] = []
    for paper in before.papers:
        heir = heirs[paper.slug]
        if heir is None or heir.withdrawn:
            gone.append(Gone(paper, f"withdrawn: {heir.withdrawn}" if heir else UNLISTED))
        elif parts := tuple(_parts(paper, heir, heads[heir.slug] > 1)):
            changed.append(Changed(paper, heir, parts))
    return Difference(
        len(before.papers),
        len(after.papers),
        tuple(paper for paper in after.papers if paper.slug not in heads),
        tuple(changed),
        tuple(gone),
        tuple(sorted(_addresses(before).keys() - leads)),
        tuple(sorted(_day_pages(before) - _day_pages(after))),
    )


def dead_authors(before: Curation, after: Curation, papers: Iterable[Paper]) -> tuple[str, ...]:
    """Return the slugs of authors that only a former curation has.

    A name that one of the papers has keeps its address.
    """
    kept = _curated(after)
    dead = {number: slug for number, slug in _curated(before).items() if number not in kept}
    if dead:
        for paper in papers:
            for number in credited(paper):
                dead.pop(number, None)
    return tuple(sorted(dead.values()))


def _curated(curation: Curation) -> dict[int, str]:
    """Return the slugs of the authors that a curation names, by number."""
    names = (name.text for each in curation.authors for name in (each.name, *each.also))
    return {number: author_slug(name, number) for name in names for number in [author_id(name)]}


def _day_pages(archive: Archive) -> set[str]:
    """Return the names of the pages of days, months and years, and of those that lead on."""
    days = [day.date.isoformat() for day in archive.days if day.date]
    moved = {old.isoformat(): new.isoformat() for old, new in reversed(archive.moved)}
    return {*pages_of(days), *moved_pages(days, moved)}


def _addresses(archive: Archive) -> dict[str, tuple[Paper, ...]]:
    """Return the papers that addresses lead to."""
    leads = {address.slug: address.papers for address in archive.shared}
    leads |= {redirect.slug: (redirect.paper,) for redirect in archive.redirects}
    return leads | {paper.slug: (paper,) for paper in (*archive.papers, *archive.withdrawn)}


def _heir(paper: Paper, candidates: tuple[Paper, ...]) -> Paper | None:
    """Return the paper that this one became: the most similar of those at its address."""

    def likeness(other: Paper) -> tuple[bool, ...]:
        same_id = bool(paper.arxiv_id) and paper.arxiv_id == other.arxiv_id
        return same_id, paper.abstract == other.abstract, paper.title == other.title

    return max(candidates, key=likeness, default=None)


def _parts(before: Paper, after: Paper, merged: bool) -> Iterator[str]:
    for name, part in _PARTS:
        if part(before) != part(after):
            yield name
    if merged:
        yield MERGED
