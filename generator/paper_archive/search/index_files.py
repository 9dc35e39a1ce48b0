"""The files of an archive's search: scripts, segments, documents, and the manifest that names them.

A segment and a group of documents depend on their papers alone. An update builds one again if its
range of days differs or the searchable text of one of its papers changed. For all others the store
remembers what the manifest says of them and the paths of their files.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import (
    Callable,
    Collection,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from paper_archive.archive.author_names import PEOPLE
from paper_archive.catalog import Catalog
from paper_archive.model import Paper
from paper_archive.search.borders import document_spans, spans
from paper_archive.search.columns import vote_files
from paper_archive.search.document_files import document_files
from paper_archive.search.fact_terms import HAS_CODE, fact_terms
from paper_archive.search.newest_segment import NewestSegment
from paper_archive.search.people import people_files
from paper_archive.search.postings import Document
from paper_archive.search.scripts import script_files
from paper_archive.search.segment import Segment, segment
from paper_archive.search.shards import FORMAT, MANIFEST, File, encoded, file
from paper_archive.search.tokens import tag_of
from paper_archive.store.periods import FirstDays
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE, Workers

T = TypeVar("T")
MEMORY = "search"  # The key of what is kept, in the store.
MOST_OF_TAGS = 7_000  # Bytes of the tags in the manifest.


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """What was made of some papers: their first and last day (ISO, "" for undated), their number,
    what the manifest has of it, and the paths of its files."""

    first: str
    last: str
    papers: int
    made: T
    paths: tuple[str, ...]

    def is_of(self, papers: int, texts: Collection[str]) -> bool:
        """Tell whether this is still what is made of so many papers of these days.

        `texts` are the days of papers of which something changed that shows in it.
        """
        return self.papers == papers and not any(self.first <= day <= self.last for day in texts)


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its segments, the ids of its groups of documents, and those of its files of votes,
    one for each segment; and the memory of its newest segment."""

    segments: tuple[Kept[Segment], ...] = ()
    documents: tuple[Kept[str], ...] = ()
    votes: tuple[Kept[str], ...] = ()
    newest: bytes = b""

    def packed(self) -> bytes:
        """Return the index as the store keeps it."""
        # dataclasses.astuple would copy every path.
        parts = [
            (one.first, one.last, one.made.papers, one.made.directory, one.made.tags, one.paths)
            for one in self.segments
        ]
        groups, votes = (
            [(one.first, one.last, one.papers, one.made, one.paths) for one in several]
            for several in (self.documents, self.votes)
        )
        return b"\n".join((json.dumps([parts, groups, votes]).encode(), self.newest))

    @classmethod
    def unpacked(cls, blob: bytes) -> Index:
        """Return the index that was packed; an empty one of nothing."""
        index, _, newest = blob.partition(b"\n")
        parts, groups, votes = json.loads(index or b"[[], [], []]")
        return cls(
            tuple(
                Kept(first, last, papers, _segment(papers, directory, tags), tuple(paths))
                for first, last, papers, directory, tags, paths in parts
            ),
            tuple(map(_kept_id, groups)),
            tuple(map(_kept_id, votes)),
            newest,
        )


def _kept_id(values: Sequence[Any]) -> Kept[str]:
    first, last, papers, made, paths = values
    return Kept(first, last, papers, made, tuple(paths))


def _segment(papers: int, directory: dict[str, Any], tags: Iterable[Iterable[Any]]) -> Segment:
    return Segment(papers, directory, tuple((tag, count) for tag, count in tags))


NOTHING = Index()

# Yields the path in the site and the contents; None stands for those that the last build wrote.
Files = Generator[tuple[str, bytes | None], None, T]


def search_files(
    catalog: Catalog,
    templates: Sequence[Path],
    memory: bytes = b"",
    changes: Changes | None = None,
    workers: Workers = ALONE,
) -> Files[bytes]:
    """Yield every file of the search, the manifest last, and return a memory for the next build.

    `templates` are the folders of templates, those that prevail first. `changes` are those since
    the build that returned `memory`. Without them all files are built.
    """
    yield from script_files(templates)
    is_update = changes is not None and not changes.everything
    kept = Index.unpacked(memory) if is_update else NOTHING
    texts, votes = (changes.texts, changes.votes) if changes else ((), ())
    papers, days = catalog.archive.papers, FirstDays(catalog.archive)
    now = yield from index_files(papers, days, kept, texts, votes, workers)
    people = yield from people_files(catalog.authors.names(PEOPLE))
    yield manifest(now, catalog.tag_titles, people)
    return now.packed()


def index_files(
    papers: Sequence[Paper],
    days: Sequence[str],
    kept: Index = NOTHING,
    texts: Collection[str] = (),
    votes: Collection[str] = (),
    workers: Workers = ALONE,
) -> Files[Index]:
    """Yield the files of segments and documents as `search_files` does, and return the index.

    `papers` are in order of first listing, on `days` (ISO, "" for undated); `kept` is the index of
    the last build. `texts` and `votes` are the first days of papers whose searchable text or votes
    changed since.
    """
    # The name of a file follows from its contents, and small files may have the same.
    yielded: set[str] = set()
    listed = _Listed(papers, days)
    groups: list[Kept[str]] = []
    documents_before = _by_days(kept.documents)
    for block in document_spans(days):
        group = _kept(listed, (block,), documents_before, texts, document_files, yielded)
        groups.append((yield from group))
    parts: list[Kept[Segment]] = []
    columns: list[Kept[str]] = []
    changed = {*texts, *votes}
    newest = NewestSegment(kept.newest, texts)
    segments_before, votes_before = _by_days(kept.segments), _by_days(kept.votes)
    every = spans(days)
    for number, span in enumerate(every, 1):
        of_newest = newest if number == len(every) else None
        make = partial(segment, workers=workers, newest=of_newest)
        part = _kept(listed, span, segments_before, texts, make, yielded)
        parts.append((yield from part))
        column = _kept(listed, span, votes_before, changed, vote_files, yielded)
        columns.append((yield from column))
    return Index(tuple(parts), tuple(groups), tuple(columns), newest.memory)


class _Listed(NamedTuple):
    """Papers in order of first listing, and the days of it."""

    papers: Sequence[Paper]
    days: Sequence[str]


def _by_days(several: Iterable[Kept[T]]) -> dict[tuple[str, str], Kept[T]]:
    return {(one.first, one.last): one for one in several}


def _kept(
    listed: _Listed,
    span: Sequence[range],
    before: Mapping[tuple[str, str], Kept[T]],
    texts: Collection[str],
    make: Callable[[Iterator[Document]], Generator[File, None, T]],
    yielded: set[str],
) -> Files[Kept[T]]:
    """Yield the files that were not `yielded` before of what `make` makes of the papers of a span.

    Return what is made, or what was `before`, if it is still that of these papers.
    """
    papers, days = listed.papers, (listed.days[span[0].start], listed.days[span[-1].stop - 1])
    count, same = sum(map(len, span)), before.get(days)
    if same and same.is_of(count, texts):
        yield from ((path, None) for path in same.paths if path not in yielded)
        yielded.update(same.paths)
        return same
    inside = chain.from_iterable(papers[part.start : part.stop] for part in span)
    files, paths = make(documents(inside)), dict[str, None]()
    while True:
        try:
            path, data = next(files)
        except StopIteration as end:
            return Kept(*days, count, end.value, tuple(paths))
        paths[path] = None
        if path not in yielded:
            yielded.add(path)
            yield path, data


def documents(papers: Iterable[Paper]) -> Iterator[Document]:
    """Yield the papers of a segment as documents, in the order of their numbers.

    They come undated ones first, then by day; in memory are only those of a day.
    """
    for _, of_day in groupby(map(document, papers), lambda paper: paper.date):
        yield from sorted(of_day, key=lambda paper: paper.slug, reverse=True)


def document(paper: Paper) -> Document:
    """Return the fields of a paper that the search uses."""
    day = paper.first_day.isoformat() if paper.first_day else ""
    facts = fact_terms(paper)
    if paper.code:
        facts = (*facts, HAS_CODE)
    return Document(
        paper.slug,
        paper.title,
        day,
        paper.tags,
        paper.authors,
        paper.abstract,
        facts,
        (paper.gist[0], paper.gist[1]),
        max(paper.upvotes or 0, 0),
        bool(paper.code),
    )


def manifest(index: Index, titles: Mapping[str, str] | None = None, people: str = "") -> File:
    """Return the manifest of an index.

    `titles` has the titles of tags by id; `people` is the id of the directory of those who have a
    page.
    """
    counts: Counter[str] = Counter()
    for part in index.segments:
        counts.update(dict(part.made.tags))
    by_papers = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    tags = [_named(tag, papers, (titles or {}).get(tag, "")) for tag, papers in by_papers]
    while tags and len(encoded(tags).encode("utf-8", "replace")) > MOST_OF_TAGS:
        tags = tags[: len(tags) * 9 // 10]
    value = {
        "format": FORMAT,
        "papers": sum(part.papers for part in index.segments),
        "tags": tags,
        "documents": [[group.made, group.papers] for group in index.documents],
        "segments": [part.made.directory for part in index.segments],
        "votes": [column.made for column in index.votes],
        "people": people,
    }
    return file(MANIFEST, encoded(value))


def _named(tag: str, papers: int, title: str) -> tuple[str | int, ...]:
    """Return a tag with its papers, and with its title unless the id follows from the title."""
    return (tag, papers) if tag_of(title) in ("", tag) else (tag, papers, title)
