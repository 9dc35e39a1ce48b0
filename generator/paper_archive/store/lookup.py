"""Finds papers by name, or by words of their titles and abstracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paper_archive.archive.curation import Curation
from paper_archive.model import Paper
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.text.arxiv import stated_id


@dataclass(frozen=True, slots=True)
class PaperMatches:
    """Matching papers in three lists without overlap.

    `named` have the name, `by_title` all words in the title, `by_abstract` all words in title and
    abstract.
    """

    named: tuple[Paper, ...] = ()
    by_title: tuple[Paper, ...] = ()
    by_abstract: tuple[Paper, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All matching papers, best first."""
        return (*self.named, *self.by_title, *self.by_abstract)

    @property
    def one(self) -> Paper | None:
        """The only paper in the best list that is not empty; None if there are several."""
        best = self.named or self.by_title or self.by_abstract
        return best[0] if len(best) == 1 else None


def find(archive: StoredArchive, words: Sequence[str]) -> PaperMatches:
    """Return the papers that match, withdrawn ones included, newest first.

    A single word may be a name: an arXiv id, or any slug that leads to the paper. Otherwise all
    words must occur in the title, or in title and abstract, in upper or lower case.
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
    arxiv_id = stated_id(name)
    named = [
        p
        for p in (*archive.papers, *archive.withdrawn)
        if p.slug == name or (arxiv_id and p.arxiv_id == arxiv_id)
    ]
    named += [redirect.paper for redirect in archive.redirects if redirect.slug == name]
    named += [paper for shared in archive.shared if shared.slug == name for paper in shared.papers]
    return tuple({paper.slug: paper for paper in named}.values())


def key(paper: Paper, archive: StoredArchive, curation: Curation) -> str:
    """Return the best name of a paper for `curation.yml`: the name there, else its id or slug.

    An id stays valid whatever is listed; a slug may later be shared with another paper.
    """
    written = {entry.paper.text for entry in curation.papers}
    slugs = [paper.slug, *(r.slug for r in archive.redirects if r.paper.slug == paper.slug)]
    for name in (paper.arxiv_id, *slugs):
        if name in written:
            return name
    same = [other for other in archive.papers if other.arxiv_id == paper.arxiv_id]
    return paper.arxiv_id if paper.arxiv_id and len(same) == 1 else paper.slug
