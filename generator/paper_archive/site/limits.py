"""Whether GitHub Pages takes a built site.

Pages takes a tar file of at most 1 GB (1,073,741,824 bytes), with files and folders in it and no
links. A file counts with its size rounded up to blocks of 512 bytes and one block more, a folder
with one: at 12 KB a paper that is some 6 % more than the site's own bytes. No file may be larger
than 100 MiB, which is what GitHub takes of a file anywhere.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paper_archive.model import Problem

MOST_BYTES = 1 << 30
MOST_BYTES_OF_A_FILE = 100 << 20
BLOCK = 512
# From here on a site that grows by some papers a day has months left, not years.
NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Weight:
    """What a site weighs: `bytes` are its own, `packed` those of its tar file; `folders` are the
    shares of `packed` by folder of the top level ("" for files beside them), heaviest first."""

    files: int
    bytes: int
    packed: int
    folders: tuple[tuple[str, int], ...]
    largest: tuple[str, int]
    links: tuple[str, ...]

    @property
    def is_nearly_full(self) -> bool:
        """Whether it is time to choose another host."""
        return self.packed > NEARLY * MOST_BYTES


def weigh(site: Path) -> Weight:
    """Weigh a site's folder without opening its files. Raises OSError."""
    files = size = 0
    shares: Counter[str] = Counter()
    largest = ("", 0)
    links: list[str] = []
    for path, file_size in _walk(str(site), ""):
        if file_size is None:
            links.append(path)
            continue
        top = path.partition("/")[0] if "/" in path else ""
        if path.endswith("/"):
            shares[top] += BLOCK
            continue
        files += 1
        size += file_size
        shares[top] += BLOCK + -(-file_size // BLOCK) * BLOCK
        largest = max(largest, (path, file_size), key=lambda file: (file[1], file[0]))
    folders = tuple(sorted(shares.items(), key=lambda folder: (-folder[1], folder[0])))
    return Weight(files, size, shares.total(), folders, largest, tuple(sorted(links)))


def refusals(site: Path, weight: Weight) -> Iterator[Problem]:
    """Yield the reasons why Pages would refuse a site; none if it would take it."""
    name = str(site)
    if weight.packed > MOST_BYTES:
        heaviest = ", ".join(f"{folder or 'top'} {_mb(share)}" for folder, share in weight.folders)
        what = (
            f"weighs {_mb(weight.packed)} as packed for GitHub Pages, which takes "
            f"{_mb(MOST_BYTES)} ({heaviest})"
        )
        fix = "host it elsewhere, or part the archive by years into several repositories"
        yield Problem(name, 0, what, fix)
    path, size = weight.largest
    if size > MOST_BYTES_OF_A_FILE:
        what = f"{path} has {_mb(size)}, and GitHub takes {_mb(MOST_BYTES_OF_A_FILE)} a file"
        yield Problem(name, 0, what, "if it is of site_src/docs, keep it somewhere else")
    for path in weight.links:
        what = f"{path} is a link, which GitHub Pages does not take"
        yield Problem(name, 0, what, "put the file itself there")
    if not (site / "index.html").is_file():
        yield Problem(name, 0, "has no index.html", "build it first: paper-archive build")


def _walk(folder: str, inside: str) -> Iterator[tuple[str, int | None]]:
    """Each path in a folder with its size, None for a link; folders end in a slash."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{inside}{entry.name}"
            if entry.is_symlink():
                yield path, None
            elif entry.is_dir():
                yield f"{path}/", 0
                yield from _walk(entry.path, f"{path}/")
            else:
                yield path, entry.stat().st_size


def _mb(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MiB"
