"""Reads files into `Listing`s. The form of a file follows from its content, never its extension."""

from __future__ import annotations

import io
from datetime import date
from typing import BinaryIO

from paper_archive.model import Listing, Source


def read(source: Source, year: int | None = None, day: date | None = None) -> list[Listing]:
    """Return the listings of a file in memory; see `read_stream`."""
    return read_stream(source.name, io.BytesIO(source.data), year, day)


def read_stream(
    name: str, stream: BinaryIO, year: int | None = None, day: date | None = None
) -> list[Listing]:
    """Return the listings of the file `name`, plain or packed with gzip: one, or one per day.

    The listings report all problems of the file; nothing inside it raises. `year` is for a page
    that names its day without a year and is in no folder named after one. `day` is a person's
    correction, and overrides the day in the file. JSON lines, and the items of a long JSON list,
    are held in memory one at a time, beside their entries. Raises OSError if the stream does.
    """
    # What reads listings is slow to import, and a build often has none to read.
    from paper_archive.listing import reading

    return reading.read_stream(name, stream, year, day)
