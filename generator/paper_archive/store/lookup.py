"""Finds papers by what a person remembers: a name, or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paper_archive.archive.curation import Curation
from paper_archive.model import Paper
from paper_archive.store.stored_archive import StoredArchive


@dataclass(frozen=True, slots=True)
class PaperMatches:
    """Matching papers, each in one list: named outright, with all words in the title, or with all
    words in title and abstract."""

    named: tuple[Paper, ...] = ()
    by_title: tuple[Paper, ...] = ()
    by_abstract: tuple[Paper, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All of them, the best first."""
        return (*self.named, *self.by_title, *self.by_abstract)

    @property
    def one(self) -> Paper | None:
        """The paper that is meant: the only one in the best list; None if there are several."""
        best = self.named or self.by_title or self.by_abstract
        return best[0] if len(best) == 1 else None


def find(archive: StoredArchive, words: Sequence[str]) -> PaperMatches:
    """Find papers, withdrawn ones included, newest first.

    A name is an arXiv id or any slug that leads to the paper. Otherwise all words must occur in the
    title, or in title and abstract, in upper or lower case.
    """
    if len(words) == 1 and (named := _named(archive, words[0])):
        return PaperMatches(named)
    wanted = " ".join(words).casefold().split()
    by_title: list[Paper] = []
    by_abstract: list[Paper] = []
    for paper in reversed((*archive.withdrawn, *archive.papers)):
        title = paper.title.casefold()
        if all(word in title for word in wanted):
            by_title.append(paper)
        elif all(word in title or word in paper.abstract.casefold() for word in wanted):
            by_abstract.append(paper)
    return PaperMatches((), tuple(by_title), tuple(by_abstract))


def _named(archive: StoredArchive, name: str) -> tuple[Paper, ...]:
    named = [p for p in (*archive.papers, *archive.withdrawn) if name in (p.slug, p.arxiv_id)]
    named += [redirect.paper for redirect in archive.redirects if redirect.slug == name]
    named += [paper for shared in archive.shared if shared.slug == name for paper in shared.papers]
    return tuple({paper.slug: paper for paper in named}.values())


def key(paper: Paper, archive: StoredArchive, curation: Curation) -> str:
    """Return the best name of a paper for `curation.yml`: the one it has there, else its id, else
    its slug.

    An id stays valid whatever is listed; a slug may later be shared with another paper.
    """
    written = {entry.paper.text for entry in curation.papers}
    slugs = [paper.slug, *(r.slug for r in archive.redirects if r.paper.slug == paper.slug)]
    for name in (paper.arxiv_id, *slugs):
        if name in written:
            return name
    same = [each for each in archive.papers if each.arxiv_id == paper.arxiv_id]
    return paper.arxiv_id if paper.arxiv_id and len(same) == 1 else paper.slug
