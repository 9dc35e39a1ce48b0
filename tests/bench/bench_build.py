"""What a build costs: `python -m tests.bench.bench_build [--runs N] [papers …]`.

Whole commands, CPU seconds and peak memory, on corpora of the sizes given: a full build, the
same with one new listing of 60 papers, and a build when nothing has changed; plain MkDocs and
Hugo on the same Markdown in the same run. See `corpus`, `measure` and `peers` for what is
measured and how. The tables are Markdown, as the manual has them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from paper_archive.site.state import key
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from tests.bench import corpus, peers
from tests.bench.measure import Cost, Failed, measure

ROOT = corpus.ROOT
WORK = corpus.CACHE / "work"
SIZES = (444, 5000, 50000)
# Plain MkDocs needs memory and minutes for more, Hugo memory.
MOST_PAPERS = {"MkDocs": 5000, "Hugo": 50000}
LEAST_PAPERS = 5000
# Larger corpora are built once.
MOST_REPEATED = 5000
# So many pages are packed to find out their size.
PACKED = 1000
# With an address, so that everything that a published site has is made.
SITE = {"SITE_URL": "https://example.org/archive/"}


@dataclass(frozen=True, slots=True)
class Weight:
    """Mean bytes of a paper's page, plain and gzip, and of the whole site a paper."""

    page: float
    packed: float
    site: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All of one size; `peers` by name, each with its cost and number of pages."""

    papers: int
    full: Cost
    update: Cost
    nothing: Cost
    weight: Weight
    peers: tuple[tuple[str, Cost], ...]


class Archive:
    """The archive of a corpus, in a folder of its own."""

    def __init__(self, made: corpus.Corpus) -> None:
        self.made = made
        self.folder = WORK / str(made.papers)
        self.pages = self.folder / "pages"
        self.site = self.folder / "site"
        self.listings = self.folder / "listings"

    def clear(self) -> None:
        """Go back to before the first build."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for left in (ROOT / ".cache").glob(f"{key(self.site)}*"):
            left.unlink()
        shutil.copytree(self.made.listings, self.listings)

    def add_day(self) -> None:
        """Add the next listing."""
        target = self.listings / self.made.new_day.name[:4] / self.made.new_day.name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(self.made.new_day, target)

    def build(self, new: int) -> Cost:
        """Build as a user would. Raises Failed where it does not find that many new papers."""
        places = ("--site-dir", self.site, "--pages-dir", self.pages)
        command = (sys.executable, "-m", "paper_archive", "build", "--listings", self.listings)
        log = self.folder / "log.json"
        # In one process: sharing work out takes more of a processor, and less of the time.
        cost = measure((*command, *places, "--jobs", "1", "--json"), ROOT, log, SITE)
        found = json.loads(log.read_text("utf-8"))["new"]
        if found != new:
            raise Failed(f"{self.made.papers:,} papers: {found:,} new ones instead of {new:,}")
        return cost

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


def bench(size: int, runs: int, console: Console) -> Measured:
    """Measure one size; figures are medians of `runs`."""
    console.print(f"{size:,} papers: making the corpus")
    archive = Archive(corpus.make(size))
    costs: dict[str, list[Cost]] = {"full": [], "update": [], "nothing": []}
    others: list[peers.Peer] = []
    for run in range(runs if size <= MOST_REPEATED else 1):
        console.print(f"{size:,} papers: building, run {run + 1}")
        archive.clear()
        costs["full"].append(archive.build(size))
        if not run:
            weight = archive.weight()
            others = _peers(archive, size, console)
        archive.add_day()
        costs["update"].append(archive.build(corpus.PAPERS_A_DAY))
        costs["nothing"].append(archive.build(0))
    found = []
    for peer in others:
        console.print(f"{size:,} papers: {peer.name}")
        found.append((peer.name, peer.build()))
        if peer.pages() < size:
            raise Failed(f"{peer.name} made {peer.pages():,} pages of {size:,} papers")
        shutil.rmtree(peer.folder)
    shutil.rmtree(archive.folder)
    return Measured(
        size, *(Cost.median(costs[what]) for what in costs), weight=weight, peers=tuple(found)
    )


def _peers(archive: Archive, size: int, console: Console) -> list[peers.Peer]:
    """Make ready those that are built at this size."""
    ready = []
    for name, prepare in (("MkDocs", peers.mkdocs), ("Hugo", peers.hugo)):
        if LEAST_PAPERS <= size <= MOST_PAPERS[name]:
            try:
                ready.append(prepare(archive.pages, WORK / f"{size}-{name.lower()}"))
            except FileNotFoundError as error:
                console.print(f"[yellow]{error}")
    return ready


def cost_table(all_measured: Sequence[Measured]) -> Table:
    """The table of costs: `ratio` is CPU time by that of the full build of the same papers."""
    table = Table(box=MARKDOWN)
    for name in ("papers", "what"):
        table.add_column(name, justify="right" if name == "papers" else "left")
    for name in ("CPU s", "ms a paper", "peak MB", "ratio"):
        table.add_column(name, justify="right")
    for measured in all_measured:
        ours = (
            ("full build", measured.full),
            ("one new day", measured.update),
            ("nothing changed", measured.nothing),
        )
        theirs = tuple((f"{name}, the pages alone", cost) for name, cost in measured.peers)
        for what, cost in (*ours, *theirs):
            table.add_row(
                f"{measured.papers:,}",
                what,
                f"{cost.cpu:,.2f}",
                f"{cost.cpu / measured.papers * 1e3:.2f}",
                f"{cost.memory:,.0f}",
                f"{cost.cpu / measured.full.cpu:.2f}",
            )
    return table


def weight_table(all_measured: Sequence[Measured]) -> Table:
    """The table of sizes, in KB of 1,024 bytes."""
    table = Table(box=MARKDOWN)
    for name in ("papers", "KB a paper page", "gzip", "KB of site a paper"):
        table.add_column(name, justify="right")
    for measured in all_measured:
        weight = measured.weight
        sizes = (f"{size / 1024:.1f}" for size in (weight.page, weight.packed, weight.site))
        table.add_row(f"{measured.papers:,}", *sizes)
    return table


def machine() -> str:
    """The machine in a line."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", nargs="*", type=int, default=SIZES)
    parser.add_argument("--runs", type=int, default=3, help="for sizes up to 5,000")
    options = parser.parse_args()
    if word := corpus.missing():
        raise SystemExit(word)
    quiet = Console(stderr=True)
    measured = []
    for size in options.papers:
        try:
            measured.append(bench(size, options.runs, quiet))
        except Failed as error:
            raise SystemExit(str(error)) from error
    # What a file or a pipe gets is not cut to the width of a terminal.
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(f"{date.today()}, {machine()}")
    for table in (cost_table(measured), weight_table(measured)):
        console.print(table)


if __name__ == "__main__":
    main()
