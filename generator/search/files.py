"""The files of an archive's search: the segments', and the manifest that names them.

Each segment follows from its documents alone, so `key` of these tells whether it has to be made
again: a build keeps the `Segment` and the paths of its files by key, and of single documents the
postings by their digest, which is most of the work.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.model import Paper
from generator.pages.catalog import Catalog
from generator.search.borders import spans
from generator.search.postings import Document, Postings, postings
from generator.search.segment import Segment, segment
from generator.search.shards import FORMAT, MANIFEST, File, encoded, file

Analysed = Callable[[Document], Postings]
MOST_MANIFEST = 10_000


def files(catalog: Catalog, analysed: Analysed = postings) -> Iterator[File]:
    """Yield every file of the search, the manifest last: path in the site, and contents.

    `analysed` gives a document's postings, be it from a cache.
    """
    papers = catalog.archive.papers
    segments = []
    for span in spans(papers):
        made = documents(papers[span.start : span.stop])
        segments.append((yield from segment((each, analysed(each)) for each in made)))
    yield manifest(segments)


def documents(papers: Iterable[Paper]) -> list[Document]:
    """Return the papers of a segment as documents, in the order in which it numbers them."""
    made = [document(paper) for paper in papers]
    made.sort(key=lambda each: each.slug, reverse=True)
    made.sort(key=lambda each: each.date)
    return made


def document(paper: Paper) -> Document:
    """Return what search knows of a paper."""
    day = paper.first_day.isoformat() if paper.first_day else ""
    return Document(paper.slug, paper.title, day, paper.tags, paper.authors, paper.abstract)


def key(digests: Iterable[bytes]) -> str:
    """Return what a segment's files follow from: a digest of those of its documents, in order."""
    found = hashlib.blake2b(f"{FORMAT}\n".encode(), digest_size=16)
    for digest in digests:
        found.update(digest)
    return found.hexdigest()


def manifest(segments: Sequence[Segment]) -> File:
    """Return the manifest of segments, oldest first."""
    counts: Counter[str] = Counter()
    for each in segments:
        counts.update(dict(each.tags))
    tags = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
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
