"""What counting and sorting need of every paper of a segment; the package documents the format.

A search loads these files only if it counts tags or sorts by votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable
from itertools import chain

from paper_archive.search.lists import varints
from paper_archive.search.postings import Document
from paper_archive.search.shards import File, single


class Facets:
    """The facets of papers: their tags, and whether they have code."""

    def __init__(self) -> None:
        # Papers with the same tags share them.
        self._tags: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._papers: list[tuple[str, ...]] = []
        self._codes = bytearray()

    def add(self, paper: Document) -> None:
        """Take the facets of the next paper."""
        self._papers.append(self._tags.setdefault(paper.tags, paper.tags))
        self._codes.append(paper.has_code)

    def packed(self) -> tuple[list[str], str]:
        """Return the tags that papers have, most frequent first, and the facets of each paper."""
        counts = Counter(chain.from_iterable(self._papers))
        tags = sorted(counts, key=lambda tag: (-counts[tag], tag))
        numbers = {tag: number for number, tag in enumerate(tags)}
        facets: list[int] = []
        for of_paper, has_code in zip(self._papers, self._codes, strict=True):
            facets.append(2 * len(of_paper) + has_code)
            facets += map(numbers.__getitem__, of_paper)
        return tags, varints(facets)


def vote_files(papers: Iterable[Document]) -> Generator[File, None, str]:
    """Yield the file of the votes of papers, and return its id; no file and "" if none has any.

    It is apart because votes change more often than what is searched.
    """
    counts = [paper.votes for paper in papers]
    return (yield from single(varints(counts))) if any(counts) else ""
