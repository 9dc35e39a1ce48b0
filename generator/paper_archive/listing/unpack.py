"""Unpacks files packed with gzip, and reads other files as they are.

A damaged or truncated file is read up to the damage, which is reported.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

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

    def line(self, most: int) -> bytes:
        """Return the next line with its end, or `most` bytes of it; b"" at the end."""
        try:
            return self._stream.readline(most)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            return self._broken(error)

    def rest(self, most: int) -> bytes:
        """Return the bytes that were not read yet, at most `most` of them."""
        parts: list[bytes] = []
        # Piece by piece, so that what comes before a damaged place is not lost.
        while most > 0 and (part := self._piece(min(most, 1 << 16))):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)

    def lines(self, read: Iterable[bytes], most: int) -> Iterator[bytes]:
        """Yield the lines in `read`, which were read before, and the lines after them."""
        yield from read
        while line := self.line(most):
            yield line

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
