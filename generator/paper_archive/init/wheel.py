"""A wheel of the running program, made without a build backend and without a network.

The same program gives the same bytes, whoever packs it and however it was installed: files are
sorted, have no times, and are stored without compression. Git compresses them itself, and keeps
only the difference between two versions.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping

from paper_archive import __version__
from paper_archive.init.installed import DIST_INFO, digest

FILE_NAME = f"paper_archive-{__version__}-py3-none-any.whl"
_WHEEL = f"""Wheel-Version: 1.0
Generator: paper-archive ({__version__})
Root-Is-Purelib: true
Tag: py3-none-any
"""
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a wheel of files by path, which include the metadata; WHEEL and RECORD are added."""
    contents = {**files, f"{DIST_INFO}/WHEEL": _WHEEL.encode("ascii")}
    record = f"{DIST_INFO}/RECORD"
    paths = sorted(contents, key=lambda path: (path.startswith(DIST_INFO), path))
    lines = [f"{path},sha256={digest(contents[path])},{len(contents[path])}" for path in paths]
    contents[record] = "".join(f"{line}\n" for line in [*lines, f"{record},,"]).encode("utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in [*paths, record]:
            entry = zipfile.ZipInfo(path)  # Its time is 1980-01-01.
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, contents[path])
    return packed.getvalue()
