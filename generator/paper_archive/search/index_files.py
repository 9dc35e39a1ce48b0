"""The files of an archive's search: constants, segments, and the manifest that names them.

A segment depends on its papers alone. An update builds a segment again if its range of days differs
or the searchable text of one of its papers changed. For all other segments the store remembers
their line in the manifest and the paths of their files.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from paper_archive.archive.author_names import PEOPLE
from paper_archive.catalog import Catalog
from paper_archive.model import Paper
from paper_archive.search.borders import spans
from paper_archive.search.constants import constants_file
from paper_archive.search.fact_terms import fact_terms
from paper_archive.search.people import people_files
from paper_archive.search.postings import Document, postings
from paper_archive.search.segment import Segment, segment
from paper_archive.search.shards import FORMAT, MANIFEST, File, encoded, file
from paper_archive.search.tokens import tag_of
from paper_archive.store.days import iso
from paper_archive.store.update import Changes

MEMORY = "search"  # The key of the segments in the store.
MOST_MANIFEST = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment of the last build: its first and last day (ISO, "" for undated), and its paths."""

    first: str
    last: str
    segment: Segment
    paths: tuple[str, ...]

    def is_of(self, papers: Sequence[Paper], texts: Collection[str]) -> bool:
        """Tell whether this is still the segment of these papers.

        `texts` are the days of papers whose searchable text changed.
        """
        days = iso(papers[0].first_day), iso(papers[-1].first_day)
        return (
            (self.first, self.last) == days
            and self.segment.papers == len(papers)
            and not any(self.first <= day <= self.last for day in texts)
        )


def search_files(
    catalog: Catalog, memory: bytes = b"", changes: Changes | None = None
) -> Generator[tuple[str, bytes | None], None, bytes]:
    """Yield every file of the search, the manifest last, and return a memory for the next build.

    Yields the path in the site and the contents; None stands for the contents that the last build
    wrote. `changes` are those since the build that returned `memory`. Without them all files are
    built.
    """
    yield constants_file()
    kept = _unpacked(memory) if changes and not changes.everything else []
    now = yield from segments(catalog.archive.papers, kept, changes.texts if changes else ())
    known = ((author.name, author.slug) for author in catalog.authors.all(PEOPLE))
    people = yield from people_files(known)
    yield manifest([one.segment for one in now], catalog.tag_titles, people)
    return _packed(now)


def segments(
    papers: Sequence[Paper], kept: Iterable[Kept] = (), texts: Collection[str] = ()
) -> Generator[tuple[str, bytes | None], None, list[Kept]]:
    """Yield the files of all segments as `search_files` does, and return the segments to keep.

    `papers` are in order of first listing; `kept` are the segments of the last build.
    """
    before = list(kept)
    now = []
    # The name of a file follows from its contents, and small files may have the same.
    yielded: set[str] = set()
    for span in spans(papers):
        inside = papers[span.start : span.stop]
        same = next((one for one in before if one.is_of(inside, texts)), None)
        if same:
            now.append(same)
            yield from ((path, None) for path in same.paths if path not in yielded)
            yielded.update(same.paths)
            continue
        paths: list[str] = []
        pairs = ((paper, postings(paper)) for paper in documents(inside))
        fresh = yield from _noting(segment(pairs), paths, yielded)
        days = iso(inside[0].first_day), iso(inside[-1].first_day)
        now.append(Kept(*days, fresh, tuple(paths)))
    return now


def _noting(
    files: Generator[File, None, Segment], paths: list[str], yielded: set[str]
) -> Generator[File, None, Segment]:
    """Yield the files of a segment that were not `yielded` before, and return the segment.

    Their paths are appended to `paths`, without duplicates.
    """
    own: set[str] = set()
    while True:
        try:
            written = next(files)
        except StopIteration as end:
            segment: Segment = end.value
            return segment
        path = written[0]
        if path not in own:
            own.add(path)
            paths.append(path)
        if path not in yielded:
            yielded.add(path)
            yield written


def _packed(kept: Iterable[Kept]) -> bytes:
    # dataclasses.astuple would copy every path.
    values = [
        (
            one.first,
            one.last,
            (one.segment.directory, one.segment.papers, one.segment.tags),
            one.paths,
        )
        for one in kept
    ]
    return json.dumps(values).encode()


def _unpacked(blob: bytes) -> list[Kept]:
    return [
        Kept(first, last, Segment(directory, papers, tuple(map(tuple, tags))), tuple(paths))
        for first, last, (directory, papers, tags), paths in json.loads(blob or b"[]")
    ]


def documents(papers: Iterable[Paper]) -> list[Document]:
    """Return the papers of a segment as documents, in the order of their numbers."""
    ordered = [document(paper) for paper in papers]
    ordered.sort(key=lambda paper: paper.slug, reverse=True)
    ordered.sort(key=lambda paper: paper.date)
    return ordered


def document(paper: Paper) -> Document:
    """Return the fields of a paper that the search uses."""
    day = paper.first_day.isoformat() if paper.first_day else ""
    facts = fact_terms(paper)
    return Document(
        paper.slug,
        paper.title,
        day,
        paper.tags,
        paper.authors,
        paper.abstract,
        facts,
        (paper.gist[0], paper.gist[1]),
    )


def manifest(
    segments: Sequence[Segment], titles: Mapping[str, str] | None = None, people: str = ""
) -> File:
    """Return the manifest of segments, oldest first; `titles` has the titles of tags by id, and
    `people` is the id of the directory of those who have a page."""
    counts: Counter[str] = Counter()
    for part in segments:
        counts.update(dict(part.tags))
    by_papers = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    tags = [_named(tag, papers, (titles or {}).get(tag, "")) for tag, papers in by_papers]
    while True:
        value = {
            "format": FORMAT,
            "papers": sum(part.papers for part in segments),
            "segments": [[part.directory, part.papers] for part in segments],
            "people": people,
            "tags": tags,
        }
        path, script = file(MANIFEST, encoded(value))
        if len(script) <= MOST_MANIFEST or not tags:
            return path, script
        tags = tags[: len(tags) * 9 // 10]


def _named(tag: str, papers: int, title: str) -> tuple[str | int, ...]:
    """Return a tag with its papers, and with its title unless the id follows from the title."""
    return (tag, papers) if tag_of(title) in ("", tag) else (tag, papers, title)
