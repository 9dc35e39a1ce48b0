"""Decodes a long text piece by piece, of which only a window is held in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from paper_archive.listing.limits import MOST_LINE_BYTES

_LEAST, _MOST = 2 << 20, 4 << 20  # Characters of the window.


class Pieces:
    """The rest of a text whose bytes come in pieces.

    Bytes that are not UTF-8 are read as Windows-1252, and `is_foreign` says so afterwards; `ended`
    says that nothing is left.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.ended = False
        self.is_foreign = False
        self._pieces = iter(pieces)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
        self._waiting = ""

    def more(self, text: str, at: int) -> str | None:
        """Return the text from `at` on with more after it, None if there is enough or no more."""
        if self.ended or len(text) - at >= _LEAST:
            return None
        parts = [text[at:]]
        size = len(parts[0])
        while size < _MOST:
            part = self._next(_MOST - size)
            if not part:
                break
            parts.append(part)
            size += len(part)
        return "".join(parts) if len(parts) > 1 else None

    def _next(self, most: int) -> str:
        while not self._waiting and not self.ended:
            piece = next(self._pieces, b"")
            self.ended = not piece
            self._waiting = self._decoded(piece)
        part, self._waiting = self._waiting[:most], self._waiting[most:]
        return part

    def _decoded(self, piece: bytes) -> str:
        before = self._decoder.getstate()
        try:
            return self._decoder.decode(piece, self.ended)
        except UnicodeDecodeError:
            self.is_foreign = True
            self._decoder = codecs.getincrementaldecoder("utf-8")("windows-1252-fallback")
            return self._decoder.decode(before[0] + piece, self.ended)


def lines_of(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a long text; a line of more than `MOST_LINE_BYTES` is cut off."""
    rest = Pieces(pieces)
    begun: list[str] = []
    size = 0
    while (more := rest.more("", 0)) is not None:
        first, *lines = more.replace("\r\n", "\n").split("\n")
        begun.append(first[: max(0, MOST_LINE_BYTES - size)])
        size += len(first)
        if lines:
            yield "".join(begun)
            yield from lines[:-1]
            begun, size = [lines[-1]], len(lines[-1])
    yield "".join(begun)
