"""Publishing: what a day sends, as a share of the whole site.

A site is published to a folder, then built and published again with one new listing of 60 papers.
The kinds of files that the second publish sends follow, largest first. With rsync on this machine,
the last figure is what it sends of the same files. Bytes are the same on every machine.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import corpus
from tests.bench.bench_build import Archive
from tests.bench.figures import Figure
from tests.site.run import command

SIZES = (5000,)
MOST_KINDS = 16


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield sizes and shares."""
    for size in papers or SIZES:
        yield from _of_size(Archive(corpus.make(size)), size)


def _of_size(archive: Archive, size: int) -> Iterator[Figure]:
    archive.clear()
    target, copy = archive.folder / "published", archive.folder / "before"
    _build(archive)
    first = _published(archive, target)
    if shutil.which("rsync"):
        shutil.copytree(target, copy)
    archive.add_day()
    _build(archive)
    plan = _published(archive, target, "--dry-run")
    second = _published(archive, target)
    lists = sum(file.stat().st_size for file in (target / ".paper-archive").iterdir())
    whole, all_of_it = second["bytes"], "the whole site"

    def share(name: str, sent: int) -> Figure:
        return Figure.beside(f"{size:,}: {name}", sent / 1e6, "MB", all_of_it, whole / 1e6)

    yield Figure(f"{size:,}: {all_of_it}", whole / 1e6, "MB")
    yield Figure(f"{size:,}: files of {all_of_it}", first["files"])
    yield Figure(f"{size:,}: files sent", second["new"] + second["changed"])
    yield share("sent", second["bytes_sent"])
    yield share("list of what is there", lists)
    sizes: Counter[str] = Counter()
    for path in plan["send"]:
        sizes[_kind(path)] += (archive.site / path).stat().st_size
    for kind, of_kind in sizes.most_common(MOST_KINDS):
        yield share(f"sent, {kind}", of_kind)
    if copy.exists():
        yield share("by rsync", _by_rsync(archive.site, copy, plan["send"]))


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
