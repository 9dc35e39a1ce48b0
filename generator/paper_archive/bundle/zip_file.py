"""Writes a zip (PKWARE's APPNOTE 6.3) that has the same bytes for the same files.

Members are written in the order they come, packed with deflate, or stored if that is not longer.
Names are UTF-8, all times are the same day, and all modes are rw-r--r--. There is no time of
creation, no user and no extra field. More than 65,535 members need the 64-bit end record, which
every present system reads. No host would accept a site of 4 GB, so larger zips are refused.

Python's `zipfile` is not used, because its bytes depend on the zlib (or zlib-ng) that Python was
built with. libdeflate comes with its Python package, and also packs smaller.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO
from zlib import crc32

LEVEL = 10  # of libdeflate: 1.8 % less than 9 for four times its time; 12 gives .1 % more
_UTF_8 = 1 << 11
_STORED, _DEFLATED = 0, 8
_VERSION, _VERSION_64 = 20, 45
_UNIX = 3 << 8
_MODE = 0o100644 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_END = struct.Struct("<4s4H2LH")
_MOST, _LARGEST = 0xFFFF, 0xFFFFFFFF


def write_zip(file: BinaryIO, members: Iterable[tuple[str, bytes]], day: date) -> int:
    """Write a zip of members (path and bytes), all dated midnight of `day`, and return their
    number.

    Raises OverflowError beyond 4 GB, OSError if the file cannot be written.
    """
    import deflate  # here, so that other commands start faster

    dated = (min(max(day.year, 1980), 2107) - 1980) << 9 | day.month << 5 | day.day
    directory: list[bytes] = []
    at = 0
    for path, data in members:
        name = path.encode("utf-8")
        packed = deflate.deflate_compress(data, LEVEL)
        method = _DEFLATED if len(packed) < len(data) else _STORED
        body = packed if method else data
        facts = (_UTF_8, method, 0, dated, crc32(data), len(body), len(data), len(name), 0)
        file.write(_LOCAL.pack(b"PK\3\4", _VERSION, *facts) + name)
        file.write(body)
        made_by = _UNIX | _VERSION
        entry = _CENTRAL.pack(b"PK\1\2", made_by, _VERSION, *facts, 0, 0, 0, _MODE, at)
        directory.append(entry + name)
        at += _LOCAL.size + len(name) + len(body)
        if at > _LARGEST:
            raise OverflowError("a zip of more than 4 GB")
    whole = b"".join(directory)
    file.write(whole)
    count = len(directory)
    if count >= _MOST:
        file.write(
            _END_64.pack(
                b"PK\6\6", _END_64.size - 12, _UNIX | _VERSION_64, _VERSION_64,
                0, 0, count, count, len(whole), at,
            )
        )  # fmt: skip
        file.write(_LOCATOR_64.pack(b"PK\6\7", 0, at + len(whole), 1))
    shown = min(count, _MOST)
    file.write(_END.pack(b"PK\5\6", 0, 0, shown, shown, len(whole), at, 0))
    return count
