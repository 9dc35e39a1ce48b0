"""Packs with gzip (RFC 1952), always to the same bytes: without time, name and system.

The members of a file may be joined: their contents then follow one another. libdeflate packs them,
and its output depends only on its version. Its level 5 packs a seventh smaller than zlib's level 2
in about the same time.
"""

from __future__ import annotations

import zlib

import deflate

LEVEL = 5
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no flags, no time, system unknown


def gzipped(data: bytes) -> bytes:
    """Return `data` as one gzip member."""
    packed = bytes(deflate.deflate_compress(data, LEVEL))
    check = zlib.crc32(data).to_bytes(4, "little")
    return b"".join((_HEADER, packed, check, (len(data) & 0xFFFFFFFF).to_bytes(4, "little")))
