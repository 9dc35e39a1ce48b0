"""What a target says of itself: which files a publish put there, and which one is at work.

    .paper-archive/published.gz   the files of the last publish that ended; written last
    .paper-archive/underway.gz    the files that a publish is about to send or delete; written
                                  first, and deleted last: if it exists, one was cut off

Both stand at the target and nowhere else, so that every machine sees the same. Unpacked, each has
records that end in a NUL: a JSON object, and a line for each file, sorted by path:

    {"format": 1, "id": "…", "name": "…", "url": "…", "headers": "…", "files": "…"}
    0123456789abcdef 8123 papers/attention-is-all-you-need.html

`id` is another one in each publish, `name` and `url` are those of the archive, `headers` is the
version of what a store was told of its files (`headers.py`), and `files` a checksum of the lines. A
line has the beginning of the checksum of a file, its bytes and its path; in `underway.gz` they are
those of the site, or `- 0` for a file to delete.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from paper_archive.site.state import checksum

FOLDER = ".paper-archive/"
PUBLISHED, UNDERWAY = f"{FOLDER}published.gz", f"{FOLDER}underway.gz"
FORMAT = 1
DIGITS = 16  # of a checksum; more would make the list longer than a day's pages
GONE = ("-", 0)


class Unreadable(Exception):
    """A list is damaged or of another version; the text says which."""


@dataclass(frozen=True, slots=True)
class Record:
    """A list of files: (beginning of the checksum, bytes) by path; see the top of the module."""

    id: str = ""
    name: str = ""
    url: str = ""
    headers: str = ""
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Return the list as it stands at the target."""
        lines = _lines(f"{of_data} {size} {path}" for path, (of_data, size) in
                       sorted(self.files.items()))  # fmt: skip
        head = {"format": FORMAT, "id": self.id, "name": self.name, "url": self.url}
        head |= {"headers": self.headers, "files": checksum(lines)}
        # No time: the same list has the same bytes.
        return gzip.compress(_lines([json.dumps(head)]) + lines, mtime=0)

    @classmethod
    def unpacked(cls, data: bytes) -> Record:
        """Return a list that was packed. Raises Unreadable."""
        try:
            first, _, lines = gzip.decompress(data).partition(b"\0")
            head = json.loads(first)
            if head["format"] != FORMAT:
                raise Unreadable(f"it is of version {head['format']}, not {FORMAT}")
            if head["files"] != checksum(lines):
                raise Unreadable("it does not match its checksum")
            files = {}
            for line in lines.decode("utf-8", "surrogateescape").split("\0")[:-1]:
                of_data, size, path = line.split(" ", 2)
                files[path] = (of_data, int(size))
            said = {name: str(head[name]) for name in ("id", "name", "url", "headers")}
            return cls(**said, files=files)
        except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError) as error:
            raise Unreadable("it cannot be read") from error

    def is_of(self, name: str, url: str) -> bool:
        """Tell whether this is the archive of this name or address: either may change."""
        return self.name == name or bool(url and self.url == url)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\0" for line in lines).encode("utf-8", "surrogateescape")
