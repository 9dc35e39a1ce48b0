"""The files of an archive's search: constants, segments, and the manifest that names them.

A segment depends on its papers alone. An update makes a segment again if its days differ or the
searchable text of one of its papers changed. For all others the store remembers what the manifest
says of them and the names of their files.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from paper_archive.catalog import Catalog
from paper_archive.model import Paper
from paper_archive.search.borders import spans
from paper_archive.search.constants import constants_file
from paper_archive.search.postings import Document, postings
from paper_archive.search.segment import Segment, segment
from paper_archive.search.shards import FORMAT, MANIFEST, File, encoded, file
from paper_archive.search.tokens import tag_of
from paper_archive.store.days import iso
from paper_archive.store.update import Changes

MEMORY = "search"  # what the memory of the segments goes by
MOST_MANIFEST = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment of the last build: its first and last day (ISO, "" for undated), and its files."""

    first: str
    last: str
    segment: Segment
    paths: tuple[str, ...]

    def is_of(self, papers: Sequence[Paper], texts: Collection[str]) -> bool:
        """Tell whether it is still the segment of these papers; `texts` are the days of papers
        whose searchable text changed."""
        days = iso(papers[0].first_day), iso(papers[-1].first_day)
        return (
            (self.first, self.last) == days
            and self.segment.papers == len(papers)
            and not any(self.first <= day <= self.last for day in texts)
        )


def search_files(
    catalog: Catalog, memory: bytes = b"", changes: Changes | None = None
) -> Generator[tuple[str, bytes | None], None, bytes]:
    """Yield every file of the search, the manifest last, and return what the next build needs to
    know of them.

    Yields path in the site and contents, None for a file that is as the last build left it.
    `changes` are those since the build that returned `memory`; without them every file is made.
    """
    yield constants_file()
    kept = _unpacked(memory) if changes and not changes.everything else []
    made = yield from segments(catalog.archive.papers, kept, changes.texts if changes else ())
    yield manifest([each.segment for each in made], catalog.tag_titles)
    return _packed(made)


def segments(
    papers: Sequence[Paper], kept: Iterable[Kept] = (), texts: Collection[str] = ()
) -> Generator[tuple[str, bytes | None], None, list[Kept]]:
    """Yield the files of all segments of papers, which are in order of first listing, and return
    what to keep of them; see `search_files`."""
    known = list(kept)
    made = []
    for span in spans(papers):
        own = papers[span.start : span.stop]
        same = next((each for each in known if each.is_of(own, texts)), None)
        if same:
            made.append(same)
            yield from ((path, None) for path in same.paths)
            continue
        paths: list[str] = []
        fresh = yield from _noting(
            segment((each, postings(each)) for each in documents(own)), paths
        )
        days = iso(own[0].first_day), iso(own[-1].first_day)
        made.append(Kept(*days, fresh, tuple(paths)))
    return made


def _noting(
    files: Generator[File, None, Segment], paths: list[str]
) -> Generator[File, None, Segment]:
    """Yield the files of a segment, append their paths to `paths`, and return the segment."""
    while True:
        try:
            each = next(files)
        except StopIteration as end:
            segment: Segment = end.value
            return segment
        paths.append(each[0])
        yield each


def _packed(kept: Iterable[Kept]) -> bytes:
    # dataclasses.astuple would copy every path.
    values = [
        (
            each.first,
            each.last,
            (each.segment.directory, each.segment.papers, each.segment.tags),
            each.paths,
        )
        for each in kept
    ]
    return json.dumps(values).encode()


def _unpacked(blob: bytes) -> list[Kept]:
    return [
        Kept(first, last, Segment(directory, papers, tuple(map(tuple, tags))), tuple(paths))
        for first, last, (directory, papers, tags), paths in json.loads(blob or b"[]")
    ]


def documents(papers: Iterable[Paper]) -> list[Document]:
    """Return the papers of a segment as documents, in the order of their numbers."""
    made = [document(paper) for paper in papers]
    made.sort(key=lambda each: each.slug, reverse=True)
    made.sort(key=lambda each: each.date)
    return made


def document(paper: Paper) -> Document:
    """Return a paper as the search has it."""
    day = paper.first_day.isoformat() if paper.first_day else ""
    return Document(paper.slug, paper.title, day, paper.tags, paper.authors, paper.abstract)


def manifest(segments: Sequence[Segment], titles: Mapping[str, str] | None = None) -> File:
    """Return the manifest of segments, oldest first; `titles` are those of the tags by id."""
    counts: Counter[str] = Counter()
    for each in segments:
        counts.update(dict(each.tags))
    by_papers = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    tags = [_named(tag, papers, (titles or {}).get(tag, "")) for tag, papers in by_papers]
    while True:
        value = {
            "format": FORMAT,
            "papers": sum(each.papers for each in segments),
            "segments": [[each.directory, each.papers] for each in segments],
            "tags": tags,
        }
        made = file(MANIFEST, encoded(value))
        if len(made[1]) <= MOST_MANIFEST or not tags:
            return made
        tags = tags[: len(tags) * 9 // 10]


def _named(tag: str, papers: int, title: str) -> tuple[str | int, ...]:
    """Return a tag with its papers, and with its title where the id does not follow from that."""
    return (tag, papers) if tag_of(title) in ("", tag) else (tag, papers, title)
