"""Whole builds: CPU, memory and sizes, beside plain MkDocs and Hugo on the same Markdown.

Whole commands, CPU seconds and peak memory, on corpora of the sizes given: a full build, the
same with one new listing of 60 papers, and a build when nothing has changed; the time that full
builds take in one process and in one for each processor. See `corpus`, `measure` and `peers` for
what is measured and how.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paper_archive.site.state import key

from tests.bench import corpus, peers
from tests.bench.figures import Figure
from tests.bench.measure import Cost, Failed, measure, set_aside

ROOT = corpus.ROOT
WORK = corpus.CACHE / "work"
SIZES = (444, 5000, 50000)
# Plain MkDocs needs memory and minutes for more, Hugo memory.
MOST_PAPERS = {"MkDocs": 5000, "Hugo": 50000}
LEAST_PAPERS = 5000
# Larger corpora are built once.
MOST_REPEATED, RUNS = 5000, 3
# So many pages are packed to find out their size.
PACKED = 1000
# With an address, so that everything that a published site has is made.
SITE = {"SITE_URL": "https://example.org/archive/"}
DAY = f"one new day of {corpus.PAPERS_A_DAY} papers"


@dataclass(frozen=True, slots=True)
class Program:
    """A checkout in the folder `root`, and the folder `bin` of its environment."""

    root: Path = ROOT
    bin: Path = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Weight:
    """Mean bytes of a paper's page, plain and gzip, and of the whole site a paper."""

    page: float
    packed: float
    site: float


class Archive:
    """The archive of a corpus as a program builds it, in a folder of its own."""

    def __init__(self, made: corpus.Corpus, program: Program = Program()) -> None:
        self.made, self.program = made, program
        self.folder = WORK / f"{program.root.name}-{made.papers}"
        self.pages = self.folder / "pages"
        self.site = self.folder / "site"
        self.listings = self.folder / "listings"

    def clear(self) -> None:
        """Go back to before the first build."""
        set_aside(self.folder)
        for left in (self.program.root / ".cache").glob(f"{key(self.site)}*"):
            left.unlink()
        shutil.copytree(self.made.listings, self.listings)

    def add_day(self) -> None:
        """Add the next listing."""
        target = self.listings / self.made.new_day.name[:4] / self.made.new_day.name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(self.made.new_day, target)

    def build(self, new: int, jobs: int = 1) -> Cost:
        """Build as a user would. Raises Failed where it does not find that many new papers.

        In one process unless told: sharing work out takes more of a processor, and less of the
        time.
        """
        given = ("--site-dir", self.site, "--pages-dir", self.pages, "--listings", self.listings)
        command = (self.program.bin / "paper-archive", "build", *given, "--jobs", jobs)
        log = self.folder / "log.json"
        cost = measure((*command, "--json"), self.program.root, log, SITE)
        found = json.loads(log.read_text("utf-8"))["new"]
        if found != new:
            raise Failed(f"{self.made.papers:,} papers: {found:,} new ones instead of {new:,}")
        return cost

    def costs(self) -> dict[str, Cost]:
        """A full build, a day later, and once more with nothing new."""
        self.clear()
        full = self.build(self.made.papers)
        self.add_day()
        return {
            "full build": full,
            DAY: self.build(corpus.PAPERS_A_DAY),
            "nothing new": self.build(0),
        }

    def weight(self) -> Weight:
        """Weigh the site."""
        papers = sorted((self.site / "papers").glob("*.html"))
        sample = papers[:: max(1, len(papers) // PACKED)]
        packed = sum(len(gzip.compress(page.read_bytes())) for page in sample)
        return Weight(
            sum(page.stat().st_size for page in papers) / len(papers),
            packed / len(sample),
            sum(file.stat().st_size for file in self.site.rglob("*") if file.is_file())
            / self.made.papers,
        )


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield costs and sizes; costs are medians of a few runs, of one for large corpora."""
    for size in papers or SIZES:
        yield from _of_size(Archive(corpus.make(size)), size)


def _of_size(archive: Archive, size: int) -> Iterator[Figure]:
    runs = [archive.costs() for _ in range(RUNS if size <= MOST_REPEATED else 1)]
    costs = {what: Cost.median([run[what] for run in runs]) for what in runs[0]}
    full = costs["full build"]
    for what, cost in costs.items():
        yield Figure(f"{size:,}: {what}", cost.cpu, "s")
    yield Figure(f"{size:,}: full build, a paper", full.cpu / size * 1e3, "ms")
    yield Figure(f"{size:,}: full build, peak memory", full.memory, "MB")
    archive.clear()
    shared = archive.build(size, os.cpu_count() or 1)
    what = f"{size:,}: full build, wall time, a process for each of {os.cpu_count()} processors"
    yield Figure.beside(what, shared.wall, "s", "one process", full.wall)
    weight = archive.weight()
    yield Figure(f"{size:,}: page of a paper", weight.page / 1024, "KB")
    yield Figure(f"{size:,}: page of a paper, gzip", weight.packed / 1024, "KB")
    yield Figure(f"{size:,}: whole site, a paper", weight.site / 1024, "KB")
    for peer in _peers(archive, size):
        cost = peer.build()
        if peer.pages() < size:
            raise Failed(f"{peer.name} made {peer.pages():,} pages of {size:,} papers")
        what = f"{size:,}: {peer.name}, the pages alone"
        yield Figure.beside(what, cost.cpu, "s", "our full build", full.cpu)
        yield Figure.beside(f"{what}: memory", cost.memory, "MB", "our full build", full.memory)
        set_aside(peer.folder)
    set_aside(archive.folder)


def _peers(archive: Archive, size: int) -> Iterator[peers.Peer]:
    """Make ready those that are built at this size."""
    for name, prepare in (("MkDocs", peers.mkdocs), ("Hugo", peers.hugo)):
        if LEAST_PAPERS <= size <= MOST_PAPERS[name]:
            yield prepare(archive.pages, WORK / f"{size}-{name.lower()}")
