"""Decodes the bytes of a listing.

A listing is UTF-8, with or without a byte order mark, with LF or CRLF. Anything else is reported
and read as far as possible: UTF-16 by its byte order mark, single foreign bytes as Windows-1252
(which browsers and mail programs leave behind). A binary file is refused; `unpack` has unpacked
gzip before.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from paper_archive.model import Problem, Source

# What may stand before the first character of a file: a byte order mark and white space.
BLANK = codecs.BOM_UTF8 + b" \t\r\n"
SAVE_AS_UTF8 = "save the file again as UTF-8"
# A file with a larger share of control bytes is binary; text has next to none.
BINARY_SHARE = 0.02
BINARY_PROBE_BYTES = 8192
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b"))
_UNPACK = "unpack it first"
_TAR = 257  # bytes before its signature
_PAGES = "save the listing as text, HTML or a bibliography instead"
# How files begin that are packed or no text; some of them begin like a title.
_SIGNATURES = {
    b"PK\x03\x04": (
        "a zip archive, or a file of an office program",
        f"{_UNPACK}, or export it as text",
    ),
    b"\x1f\x8b": ("packed with gzip twice", _UNPACK),
    b"\xfd7zXZ\x00": ("packed with xz", f"{_UNPACK}; only gzip is read packed"),
    b"BZh": ("packed with bzip2", f"{_UNPACK}; only gzip is read packed"),
    b"\x28\xb5\x2f\xfd": ("packed with zstd", f"{_UNPACK}; only gzip is read packed"),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", _UNPACK),
    b"Rar!": ("a rar archive", _UNPACK),
    b"%PDF": ("a PDF", _PAGES),
    b"\xd0\xcf\x11\xe0": (
        "a file of an office program",
        "export it as text, CSV or a bibliography",
    ),
    b"SQLite format 3\x00": ("a database (SQLite)", "export it as CSV or JSON"),
    b"PAR1": ("a table in Parquet", "export it as CSV or JSON lines"),
    b"\x89PNG": ("a picture", _PAGES),
    b"\xff\xd8\xff": ("a picture", _PAGES),
    b"GIF8": ("a picture", _PAGES),
}


def decode(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """Return the text with LF line ends, and the problems; the text of a binary file is ""."""
    data = source.data
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        fix = "save the listing again, or delete the file"
        return "", (Problem(source.name, 0, "the file is empty", fix),)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
        what = f"the file is UTF-16, not UTF-8 (byte offset 0: {data[:2].hex(' ')})"
        return _lf(text), (Problem(source.name, 1, what, SAVE_AS_UTF8),)
    if is_binary(data):
        return "", (Problem(source.name, 0, *_binary(data)),)
    text, bad = decode_utf8(data)
    if not bad:
        return _lf(text), ()
    line = data.count(b"\n", 0, bad.start) + 1
    return _lf(text), (Problem(source.name, line, bad.what, SAVE_AS_UTF8),)


@dataclass(frozen=True, slots=True)
class BadByte:
    """The first byte that is not UTF-8, and where it stands."""

    start: int
    what: str


def decode_utf8(data: bytes) -> tuple[str, BadByte | None]:
    """Return the text, with foreign bytes read as Windows-1252, and the first of these bytes."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        start = error.start + len(data) - len(error.object)  # Python does not count the mark.
        text = data.decode("utf-8-sig", errors="windows-1252-fallback")
        what = f"not UTF-8 at byte offset {start} (byte {data[start]:02x})"
        return text, BadByte(start, what)


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are not text: a known signature, or many control bytes near the start."""
    probe = data[:BINARY_PROBE_BYTES]
    if probe.startswith((b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG")):
        return True
    controls = len(probe) - len(probe.translate(None, _CONTROLS))
    return controls > max(4, BINARY_SHARE * len(probe))


def _binary(data: bytes) -> tuple[str, str]:
    """Return what a binary file is, and what to do with it."""
    if data.startswith(b"ustar", _TAR):
        return "it is a tar archive", _UNPACK
    for signature, (name, fix) in _SIGNATURES.items():
        if data.startswith(signature):
            return f"it is {name}", fix
    what = f"the file is binary, not text (byte offset {_first_control(data)})"
    return what, "save the listing as text, or move the file out of the listings"


def _first_control(data: bytes) -> int:
    return next((i for i, byte in enumerate(data) if byte < 32 and byte not in b"\t\n\r"), 0)


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fallback(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-1252-fallback", _fallback)
