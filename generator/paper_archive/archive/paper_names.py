"""What may name a paper: arXiv ids, and all slugs that its entries have a claim to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

from paper_archive.archive.addresses import Claim

P = TypeVar("P")


class PaperNames(Generic[P]):
    """Looks up papers (of any type) by name. A slug that papers share names each of them."""

    def __init__(self, papers: Iterable[tuple[P, Iterable[Claim]]]) -> None:
        self._claims: list[tuple[P, Claim]] = []
        self._by_slug: dict[str, dict[P, None]] = defaultdict(dict)
        self._by_id: dict[str, dict[P, None]] = defaultdict(dict)
        self._by_own_slug: dict[str, dict[P, None]] | None = None
        for paper, claims in papers:
            self.learn(paper, claims)

    def learn(self, paper: P, claims: Iterable[Claim]) -> None:
        """Let a paper be named by these claims too."""
        for claim in claims:
            self._claims.append((paper, claim))
            self._by_slug[claim.slug][paper] = None
            if claim.arxiv_id:
                self.learn_id(claim.arxiv_id, paper)
        self._by_own_slug = None

    def learn_id(self, arxiv_id: str, paper: P) -> None:
        """Let a paper be named by this id too."""
        self._by_id[arxiv_id][paper] = None

    def find(self, name: str) -> list[P]:
        """The papers of a name; none if it is unknown."""
        for names in (self._by_id, self._by_slug):
            if name in names:
                return list(names[name])
        # An entry's own address, which is published where its slug is shared: seldom asked for.
        if self._by_own_slug is None:
            self._by_own_slug = defaultdict(dict)
            for paper, claim in self._claims:
                self._by_own_slug[claim.own_slug][paper] = None
        return list(self._by_own_slug.get(name, ()))

    def known(self) -> Collection[str]:
        """All names but entries' own addresses, in order."""
        return sorted({*self._by_slug, *self._by_id})
