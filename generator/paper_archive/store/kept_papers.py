"""The papers of a store that are kept in memory: a build reads each some twenty times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from paper_archive.model import Paper

# Papers in memory, some 4 KB each: all of most archives. Of those with more than twice as many, a
# few, because each stage meets only a small share of all again.
MOST, MOST_OF_MANY, MOST_RECENT = 1 << 17, 1 << 14, 1 << 12


class KeptPapers:
    """Keeps the first papers of all, and of the rest those that were read last.

    Every list goes through all papers: dropping some of the first for others would keep none in
    time.
    """

    def __init__(self) -> None:
        self._first: dict[int, Paper] = {}
        # The first key of a plain dictionary takes long to find once others before it are gone.
        self._recent: OrderedDict[int, Paper] = OrderedDict()
        self._ids: dict[str, int] = {}
        self._most = MOST

    def get(self, paper_id: int) -> Paper | None:
        """Return the paper of an id, None if it is not kept."""
        return self._first.get(paper_id) or self._recent.get(paper_id)

    def id_of(self, slug: str) -> int | None:
        """Return the id of a paper by its slug, None if it is not kept."""
        return self._ids.get(slug)

    def keep(self, papers: Iterable[tuple[int, Paper]]) -> None:
        """Keep papers by their ids, and drop others for them."""
        for paper_id, paper in papers:
            # Ids are given in turn, and anew to papers that change: no archive has more papers.
            if paper_id > 2 * MOST and self._most == MOST:
                self.clear()
                self._most = MOST_OF_MANY
            kept = self._first if len(self._first) < self._most else self._recent
            kept[paper_id] = paper
            self._ids[paper.slug] = paper_id
        while len(self._recent) > MOST_RECENT:
            _, dropped = self._recent.popitem(last=False)
            self._ids.pop(dropped.slug, None)

    def drop(self, paper_id: int, slug: str) -> None:
        """Drop a paper, if it is kept."""
        self._first.pop(paper_id, None)
        self._recent.pop(paper_id, None)
        self._ids.pop(slug, None)

    def clear(self) -> None:
        """Drop all papers."""
        self._first.clear()
        self._recent.clear()
        self._ids.clear()
        self._most = MOST
