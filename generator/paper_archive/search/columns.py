"""What counting and sorting need of every paper of a segment; the package documents the format.

A search loads these files only if it counts tags or sorts by votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence

from paper_archive.search.lists import varints
from paper_archive.search.postings import Document
from paper_archive.search.shards import File, single


def facets(papers: Sequence[Document]) -> tuple[list[str], str]:
    """Return the tags that papers have, most frequent first, and the facets of each paper."""
    counts = Counter(tag for paper in papers for tag in paper.tags)
    tags = sorted(counts, key=lambda tag: (-counts[tag], tag))
    numbers = {tag: number for number, tag in enumerate(tags)}
    facets: list[int] = []
    for paper in papers:
        facets.append(2 * len(paper.tags) + paper.has_code)
        facets += map(numbers.__getitem__, paper.tags)
    return tags, varints(facets)


def vote_files(papers: Sequence[Document]) -> Generator[File, None, str]:
    """Yield the file of the votes of papers, and return its id; no file and "" if none has any.

    It is apart because votes change more often than what is searched.
    """
    counts = [paper.votes for paper in papers]
    return (yield from single(varints(counts))) if any(counts) else ""
