"""What a day costs to publish: `python -m tests.bench.bench_publish [papers …]`.

A site is published to a folder, then built and published again with one new listing of 60 papers.
Printed are bytes, and their share of those of the whole site: these are the same on every machine.
The kinds of files that the second publish sends stand below, largest first. With rsync on this
machine, the last column of the table is what it sends of the same files.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from tests.bench import corpus
from tests.bench.bench_build import Archive
from tests.site.run import command

SIZES = (5000,)
MOST_KINDS = 16


def bench(papers: int, console: Console) -> None:
    """Measure one size, and print what was sent."""
    archive = Archive(corpus.make(papers))
    archive.clear()
    target, copy = archive.folder / "published", archive.folder / "before"
    _build(archive)
    first = _published(archive, target)
    if shutil.which("rsync"):
        shutil.copytree(target, copy)
    shutil.copy(archive.made.new_day, archive.listings)
    _build(archive)
    plan = _published(archive, target, "--dry-run")
    second = _published(archive, target)
    lists = sum(file.stat().st_size for file in (target / ".paper-archive").iterdir())
    whole = second["bytes"]
    table = Table("papers", "files", "MB", "files sent", "MB sent", "share", "list", "rsync",
                  box=MARKDOWN)  # fmt: skip
    table.add_row(
        f"{papers:,}",
        f"{first['files']:,}",
        f"{whole / 1e6:.1f}",
        f"{second['new'] + second['changed']:,}",
        f"{second['bytes_sent'] / 1e6:.2f}",
        f"{second['bytes_sent'] / whole:.2%}",
        f"{lists / whole:.2%}",
        f"{_by_rsync(archive.site, copy, plan['send']) / whole:.2%}" if copy.exists() else "",
    )
    console.print(table)
    sizes: Counter[str] = Counter()
    for path in plan["send"]:
        sizes[_kind(path)] += (archive.site / path).stat().st_size
    kinds = Table("kind", "MB sent", "share of all", box=MARKDOWN)
    for kind, size in sizes.most_common(MOST_KINDS):
        kinds.add_row(kind, f"{size / 1e6:.2f}", f"{size / whole:.2%}")
    console.print(kinds)


def _build(archive: Archive) -> None:
    done = command(
        "paper-archive", "build", "--listings", archive.listings, "--site-dir", archive.site,
        "--pages-dir", archive.pages, "--quiet", SITE_URL="https://example.org/archive/",
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)


def _published(archive: Archive, target: Path, *options: str) -> dict:
    done = command(
        "paper-archive", "publish", target, "--site-dir", archive.site, "--json", *options
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _by_rsync(site: Path, copy: Path, paths: list[str]) -> int:
    """The bytes that rsync sends of these files to a copy of the site as it was before."""
    options = ["--files-from=-", "--from0", "--ignore-times", "--compress", "--no-whole-file"]
    done = subprocess.run(
        ["rsync", *options, "--stats", "--no-human-readable", f"{site}/", f"{copy}/"],
        input="".join(f"{path}\0" for path in paths), capture_output=True, text=True, check=True,
    )  # fmt: skip
    (sent,) = re.findall(r"^Total bytes sent: ([\d,]+)$", done.stdout, re.MULTILINE)
    return int(sent.replace(",", ""))


def _kind(path: str) -> str:
    """A folder and what a name in it ends with; what is alone in its folder is named."""
    folder, _, name = path.rpartition("/")
    if folder.startswith("search/"):
        return "search/*/*.js"
    return f"{folder}/*.{name.partition('.')[2]}" if folder else name


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", type=int, default=SIZES)
    console = Console(width=120)
    for papers in parser.parse_args().papers:
        bench(papers, console)


if __name__ == "__main__":
    main()
