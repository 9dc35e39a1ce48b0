"""Draws the archive's icon as a PNG (ISO/IEC 15948), like `assets/favicon.svg`.

It shows three lines of text and a dot on a square. The PNG has eight bits a channel, no alpha, one
IDAT chunk and no optional chunks.
"""

from __future__ import annotations

import struct
import zlib

_GROUND, _LINE, _DOT = bytes.fromhex("0b5d6e"), bytes.fromhex("fcfcfa"), bytes.fromhex("f0a37c")
_UNITS = 32  # to a side, as in the SVG
_LINES = ((9, 23, 8), (9, 23, 14), (9, 18, 20))  # from x, to x, at y
_HALF = 1.3  # of a line's width
_CENTRE, _RADIUS = (23, 23), 3


def illustration(side: int) -> bytes:
    """Return a PNG of `side` by `side` pixels."""
    rows = b"".join(
        b"\0" + b"".join(_colour((x + 0.5) * _UNITS / side, (y + 0.5) * _UNITS / side)
                         for x in range(side))
        for y in range(side)
    )  # fmt: skip
    header = struct.pack(">2L5B", side, side, 8, 2, 0, 0, 0)
    # Stored without compression, because versions of zlib compress differently.
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _colour(x: float, y: float) -> bytes:
    if (x - _CENTRE[0]) ** 2 + (y - _CENTRE[1]) ** 2 <= _RADIUS**2:
        return _DOT
    if any(start <= x <= end and abs(y - at) <= _HALF for start, end, at in _LINES):
        return _LINE
    return _GROUND
