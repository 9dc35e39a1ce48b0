"""gzip (RFC 1952) that gives the same bytes for the same content: no time, no name, no system.

The members of a file may be joined: what is unpacked is the contents one after the other.
Level 2 takes a quarter of the time of the default for a sixth more bytes.
"""

from __future__ import annotations

import zlib

LEVEL = 2
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no flags, no time, system unknown


def gzipped(data: bytes) -> bytes:
    """Return `data` as one member."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(data) + deflate.flush()
    check = zlib.crc32(data).to_bytes(4, "little")
    return b"".join((_HEADER, packed, check, (len(data) & 0xFFFFFFFF).to_bytes(4, "little")))
