"""Unpacks files packed with gzip, and reads other files as they are.

A damaged or truncated file is read up to the damage, and every file up to a limit; either is
reported.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from paper_archive.listing.decoding.charset import BLANK
from paper_archive.listing.limits import (
    MOST_LINE_BYTES,
    MOST_LINES_OF_TEXT,
    MOST_STREAM_BYTES,
    MOST_STREAM_LINES,
    MOST_TEXT_BYTES,
    SPLIT,
)
from paper_archive.model import Problem

MAGIC = b"\x1f\x8b\x08"


class Unpacked:
    """A stream of bytes, unpacked if it is gzip; reading adds to `problems`."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self.name = name
        self.problems: list[Problem] = []
        packed = stream.read(len(MAGIC)) == MAGIC
        stream.seek(0)
        self._stream = gzip.GzipFile(fileobj=stream) if packed else stream
        self._again: list[bytes] = []
        self.is_longer = False

    def skip_blank(self) -> tuple[bytes, int]:
        """Read the blank lines at the beginning; return them and the number of the line after."""
        blank: list[bytes] = []
        number, size = 1, 0
        while (line := self.line(MOST_LINE_BYTES + 1)) and not line.strip(BLANK):
            blank.append(line)
            size += len(line)
            number += line.endswith(b"\n")
            if number > MOST_LINES_OF_TEXT or size > MOST_TEXT_BYTES:
                what = (
                    f"the file begins with more than {MOST_LINES_OF_TEXT:,} blank lines or "
                    f"{MOST_TEXT_BYTES >> 20} MiB of white space; the rest of it is not read"
                )
                self.problems.append(Problem(self.name, 0, what, "delete the blank lines"))
                self._stream = io.BytesIO()
                return b"", number
        self.again(line)
        return b"".join(blank), number

    def again(self, *lines: bytes) -> None:
        """Let `lines`, which were read before, be read again."""
        self._again += filter(None, lines)

    def line(self, most: int) -> bytes:
        """Return the next line with its end, or `most` bytes of it; b"" at the end."""
        if self._again:
            return self._again.pop(0)
        try:
            return self._stream.readline(most)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            return self._broken(error)

    def whole(self, begin: bytes) -> bytes:
        """Return `begin`, which was read before, and what follows, up to the limit of a text.

        `is_longer` says afterwards whether there is more.
        """
        parts = [begin, *self._again]
        self._again.clear()
        left = MOST_TEXT_BYTES + 1 - sum(map(len, parts))
        # Piece by piece, so that what comes before a damaged place is not lost.
        while left > 0 and (part := self._piece(min(left, 1 << 16))):
            parts.append(part)
            left -= len(part)
        self.is_longer = left <= 0
        data = b"".join(parts)
        self.again(data[MOST_TEXT_BYTES:])
        return data[:MOST_TEXT_BYTES]

    def leave_rest(self, lost: int) -> None:
        """Report that what follows the beginning of a text, with `lost` entries, is not read."""
        what = f"the file has more than {MOST_TEXT_BYTES >> 20} MiB; the rest of it is not read"
        what += f": {lost:,} papers are lost with it" if lost else ""
        fix = "split the file, or write it as JSON lines, which may be larger"
        self.problems.append(Problem(self.name, 0, what, fix))

    def pieces(self) -> Iterator[bytes]:
        """Yield what follows the beginning of a text, up to the limit of a stream."""
        total = MOST_TEXT_BYTES
        again, self._again = self._again, []
        yield from again
        while piece := self._piece(1 << 20):
            total += len(piece)
            if total > MOST_STREAM_BYTES:
                size = MOST_STREAM_BYTES >> 20
                what = f"the file has more than {size} MiB; the rest of it is not read"
                self.problems.append(Problem(self.name, 0, what, SPLIT))
                return
            yield piece

    def lines(self, number: int) -> Iterator[tuple[int, bytes]]:
        """Yield (number, line) from here on; `number` is that of the next line.

        A line longer than `MOST_LINE_BYTES` is cut off one byte after, and the rest of it skipped.
        Stops with a problem at the limits of a stream.
        """
        total = 0
        while line := self.line(MOST_LINE_BYTES + 1):
            yield number, line
            total += len(line)
            while not line.endswith(b"\n") and total <= MOST_STREAM_BYTES:
                if not (line := self.line(1 << 20)):
                    return
                total += len(line)
            if total > MOST_STREAM_BYTES or number >= MOST_STREAM_LINES:
                what = (
                    f"the file has more than {MOST_STREAM_BYTES >> 20} MiB or "
                    f"{MOST_STREAM_LINES:,} lines; the rest of it is not read"
                )
                self.problems.append(Problem(self.name, number, what, SPLIT))
                return
            number += 1

    def _piece(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            return self._broken(error)

    def _broken(self, error: Exception) -> bytes:
        what = f"the gzip file is cut off or damaged ({error})"
        fix = "get the file again; what comes before the damage is kept"
        self.problems.append(Problem(self.name, 0, what, fix))
        self._stream = io.BytesIO()
        return b""
