"""Whether a host takes a built site.

GitHub Pages takes a tar file of at most 1 GB (1,073,741,824 bytes), with files and folders in it
and no links. A file counts with its size rounded up to blocks of 512 bytes and one block more, a
folder with one: at 12 KB a paper that is some 6 % more than the site's own bytes. No file may be
larger than 100 MiB, which is what GitHub takes of a file anywhere. GitLab Pages takes 1 GB of
files, and 200,000 files and folders; who runs GitLab may have set less.
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
MOST_ENTRIES_AT_GITLAB = 200_000
BLOCK = 512
# From here on a site that grows by some papers a day has months left, not years.
NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Host:
    """What a host takes: bytes, packed as tar or not; bytes of a file; files and folders."""

    name: str
    is_packed: bool
    most_bytes: int = MOST_BYTES
    most_of_a_file: int | None = None
    most_entries: int | None = None


HOSTS = {
    "github": Host("GitHub Pages", is_packed=True, most_of_a_file=MOST_BYTES_OF_A_FILE),
    "gitlab": Host("GitLab Pages", is_packed=False, most_entries=MOST_ENTRIES_AT_GITLAB),
}
GITHUB = HOSTS["github"]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a site weighs: `bytes` are its own, `packed` those of its tar file; `folders` are the
    shares of `packed` by folder of the top level ("" for files beside them), heaviest first, and
    `entries` files and folders."""

    files: int
    entries: int
    bytes: int
    packed: int
    folders: tuple[tuple[str, int], ...]
    largest: tuple[str, int]
    links: tuple[str, ...]

    def at(self, host: Host) -> int:
        """The bytes that a host counts."""
        return self.packed if host.is_packed else self.bytes

    def is_nearly_full(self, host: Host = GITHUB) -> bool:
        """Whether it is time to choose another host."""
        return self.at(host) > NEARLY * host.most_bytes or (
            host.most_entries is not None and self.entries > NEARLY * host.most_entries
        )


def weigh(site: Path) -> Weight:
    """Weigh a site's folder without opening its files. Raises OSError."""
    files = entries = size = 0
    shares: Counter[str] = Counter()
    largest = ("", 0)
    links: list[str] = []
    for path, file_size in _walk(str(site), ""):
        if file_size is None:
            links.append(path)
            continue
        entries += 1
        top = path.partition("/")[0] if "/" in path else ""
        if path.endswith("/"):
            shares[top] += BLOCK
            continue
        files += 1
        size += file_size
        shares[top] += BLOCK + -(-file_size // BLOCK) * BLOCK
        largest = max(largest, (path, file_size), key=lambda file: (file[1], file[0]))
    folders = tuple(sorted(shares.items(), key=lambda folder: (-folder[1], folder[0])))
    return Weight(files, entries, size, shares.total(), folders, largest, tuple(sorted(links)))


def refusals(site: Path, weight: Weight, host: Host = GITHUB) -> Iterator[Problem]:
    """Yield the reasons why a host would refuse a site; none if it would take it."""
    name = str(site)
    elsewhere = "host it elsewhere (paper-archive publish), or part the archive by years"
    if weight.at(host) > host.most_bytes:
        heaviest = ", ".join(f"{folder or 'top'} {_mb(share)}" for folder, share in weight.folders)
        packed = " as packed" if host.is_packed else ""
        what = (
            f"weighs {_mb(weight.at(host))}{packed} for {host.name}, which takes "
            f"{_mb(host.most_bytes)} ({heaviest})"
        )
        yield Problem(name, 0, what, elsewhere)
    if host.most_entries is not None and weight.entries > host.most_entries:
        what = (
            f"has {weight.entries:,} files and folders, and {host.name} takes {host.most_entries:,}"
        )
        yield Problem(name, 0, what, elsewhere)
    path, size = weight.largest
    if host.most_of_a_file is not None and size > host.most_of_a_file:
        what = f"{path} has {_mb(size)}, and GitHub takes {_mb(host.most_of_a_file)} a file"
        yield Problem(name, 0, what, "if it is of site_src/docs, keep it somewhere else")
    for path in weight.links:
        what = f"{path} is a link, which {host.name} does not take"
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
