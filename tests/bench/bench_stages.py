"""Stages: what each costs a paper.

CPU time in one process, µs a paper, caches empty at the start. Reading, text, merging and tags
are called as `paper_archive.pipeline` calls them. Merging calls the other two: text is timed alone
before it, and once more with its caches filled, which is what is taken off; tags are timed call
by call. Pages and publishing are those of a whole build: what making pages
takes (Markdown, HTML and head), and what is done with them (stamping, writing, state).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from paper_archive.archive.merge import merge
from paper_archive.config import Overrides, load
from paper_archive.in_memory import read
from paper_archive.inputs import Inputs
from paper_archive.listing.sources import open_source
from paper_archive.mkdocs_plugin import render
from paper_archive.model import Listing
from paper_archive.pipeline import build
from paper_archive.run import Run
from paper_archive.tags import Tagger, load_taxonomy
from paper_archive.text.clean import clean

from tests.bench import corpus
from tests.bench.figures import Figure

ROOT = corpus.ROOT
SIZES = (5000,)
TAGS = ROOT / "site_src" / "tags.yml"
T = TypeVar("T")


class Clock:
    """CPU seconds spent within `steps`, and when the first one began."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.began = 0.0

    def steps(self, items: Iterable[T], what: str, total: int) -> Iterator[T]:
        """Time how long each item of the writing takes to make; as a build shows progress."""
        if what != "Writing":
            yield from items
            return
        steps = iter(items)
        self.began = start = time.process_time()
        for item in steps:
            self.seconds += time.process_time() - start
            yield item
            start = time.process_time()
        self.seconds += time.process_time() - start


@dataclass(frozen=True, slots=True)
class Stage:
    """CPU seconds of a stage."""

    name: str
    seconds: float


def reading_to_tags(inputs: Inputs) -> list[Stage]:
    """The stages before pages."""
    start = time.process_time()
    tagger = Tagger(load_taxonomy(open_source(TAGS, inputs.root)))
    loaded = time.process_time()
    listings = read(inputs)
    reading = time.process_time() - loaded
    text = _text(listings)
    again = _text(listings)
    tagging = 0.0

    def tags(title: str, abstract: str) -> tuple[str, ...]:
        nonlocal tagging
        begin = time.process_time()
        found = tagger.tags(title, abstract)
        tagging += time.process_time() - begin
        return found

    begin = time.process_time()
    merge(listings, tags)
    merging = time.process_time() - begin - tagging - again
    return [
        Stage("vocabulary, once", loaded - start),
        Stage("read", reading),
        Stage("text", text),
        Stage("merge", merging),
        Stage("tags", tagging),
    ]


def _text(listings: Sequence[Listing]) -> float:
    """What merging has cleaned."""
    start = time.process_time()
    for listing in listings:
        for entry in listing.entries:
            for text in (entry.title, entry.abstract, *entry.authors):
                clean(text)
    return time.process_time() - start


def pages_and_publishing(inputs: Inputs, papers: int) -> list[Stage]:
    """The stages after the archive, in a whole build."""
    folder = corpus.CACHE / f"stages-{papers}"
    shutil.rmtree(folder, ignore_errors=True)
    settings = load(
        ROOT / "mkdocs.yml",
        Overrides(
            listings=inputs.listings,
            site_dir=folder / "site",
            pages_dir=folder / "pages",
            site_url="https://example.org/archive/",
        ),
    )
    clock = Clock()
    run = Run(report=lambda problem: None, clean=True, progress=clock.steps)
    stages = build(settings, run)
    rendered = render(settings, next(stages))
    with suppress(StopIteration):
        stages.send(rendered)
    publishing = time.process_time() - clock.began - clock.seconds
    shutil.rmtree(folder)
    return [Stage("pages", clock.seconds), Stage("publish", publishing)]


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield the cost of each stage."""
    for size in papers or SIZES:
        inputs = Inputs((corpus.make(size).listings,), ROOT)
        for stage in (*reading_to_tags(inputs), *pages_and_publishing(inputs, size)):
            yield Figure(f"{size:,}: {stage.name}, a paper", stage.seconds / size * 1e6, "µs")
