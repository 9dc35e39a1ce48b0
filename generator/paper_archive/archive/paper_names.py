"""Looks up papers by name: by their arXiv ids, and by all slugs that their entries claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

from paper_archive.archive.addresses import Claim

P = TypeVar("P")


class PaperNames(Generic[P]):
    """The names of papers (of any type). A slug that several papers share names all of them."""

    def __init__(self, papers: Iterable[tuple[P, Iterable[Claim]]]) -> None:
        self._claims: list[tuple[P, Claim]] = []
        self._by_slug: dict[str, dict[P, None]] = defaultdict(dict)
        self._by_id: dict[str, dict[P, None]] = defaultdict(dict)
        self._by_hashed_slug: dict[str, dict[P, None]] | None = None
        for paper, claims in papers:
            self.learn(paper, claims)

    def learn(self, paper: P, claims: Iterable[Claim]) -> None:
        """Add the names in these claims to a paper."""
        for claim in claims:
            self._claims.append((paper, claim))
            self._by_slug[claim.slug][paper] = None
            if claim.arxiv_id:
                self.learn_id(claim.arxiv_id, paper)
        self._by_hashed_slug = None

    def learn_id(self, arxiv_id: str, paper: P) -> None:
        """Add an arXiv id to the names of a paper."""
        self._by_id[arxiv_id][paper] = None

    def find(self, name: str) -> list[P]:
        """Return the papers that have a name; none if it is unknown."""
        for names in (self._by_id, self._by_slug):
            if name in names:
                return list(names[name])
        # People seldom ask for a hashed slug, so they are computed only then.
        if self._by_hashed_slug is None:
            self._by_hashed_slug = defaultdict(dict)
            for paper, claim in self._claims:
                for slug in claim.hashed_slugs:
                    self._by_hashed_slug[slug][paper] = None
        return list(self._by_hashed_slug.get(name, ()))

    def known(self) -> Collection[str]:
        """Return all names except hashed slugs, in order."""
        return sorted({*self._by_slug, *self._by_id})
