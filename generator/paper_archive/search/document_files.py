"""What results show of papers, as files; the package documents their format."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from itertools import islice

from paper_archive.search.lists import utf16
from paper_archive.search.postings import Document
from paper_archive.search.shards import File, encoded, group

PAPERS_A_SHARD = 3
NOT_IN_SLUGS = "[^a-z0-9]+"
_NOT_IN_SLUGS = re.compile(NOT_IN_SLUGS)


def document_files(documents: Iterable[Document]) -> Generator[File, None, str]:
    """Yield the files of a group of documents, and return its id."""
    return (yield from group(list(_shards(documents))))


def _shards(documents: Iterable[Document]) -> Iterator[str]:
    waiting = iter(documents)
    while block := list(islice(waiting, PAPERS_A_SHARD)):
        yield encoded(
            [
                [
                    "" if slug_of(paper.title) == paper.slug else paper.slug,
                    paper.title,
                    paper.date,
                    " ".join(paper.tags),
                    list(paper.authors),
                    paper.abstract,
                    *_place(paper),
                ]
                for paper in block
            ]
        )


def _place(paper: Document) -> list[int]:
    """Return the place of the gist in UTF-16, as browsers count; nothing if there is no gist."""
    start, end = paper.gist
    if not start < end:
        return []
    if paper.abstract.isascii():
        return [start, end]
    return [len(utf16(paper.abstract[:at])) // 2 for at in paper.gist]


def slug_of(title: str) -> str:
    """Return the slug that most papers of this title have; this slug is not stored."""
    return _NOT_IN_SLUGS.sub("-", title.lower()).strip("-")
