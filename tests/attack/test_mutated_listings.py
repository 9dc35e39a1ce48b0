"""Every form survives every change: no exception, exact sums, bounded work, text that encodes."""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from paper_archive.listing import read_stream
from paper_archive.listing.forms import BY_LINE, BY_PIECES, WHOLE
from paper_archive.model import Listing

from tests.attack.mutations import SEEDS, mutated

SHORT, LONG = 40, 2_000
PART = 10  # every so many are read under a profiler too, which is slow
# Calls a byte and a line. Honest listings need .02 to .4 a byte; telling titles from abstracts
# takes 350 a line, however short it is.
MOST_CALLS_A_BYTE, MOST_CALLS_A_LINE = 12, 600


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_a_form_survives(seed: Path, request: pytest.FixtureRequest) -> None:
    assert all((*WHOLE, *BY_PIECES, *BY_LINE))  # Importing them is no work on a listing.
    times = LONG if request.config.getoption("--at-length") else SHORT
    source = seed.read_bytes()
    for number in range(times):
        data = mutated(number, source)
        _check(seed.name, number, data)


def _check(name: str, number: int, data: bytes) -> None:
    place = f"{name}, mutation {number}"
    if number % PART:
        listings = read_stream(name, io.BytesIO(data))
    else:
        calls, listings = _counted(name, data)
        text = _unpacked(data)
        most = MOST_CALLS_A_BYTE * len(text) + MOST_CALLS_A_LINE * text.count(b"\n")
        assert calls <= 20_000 + most, f"{place}: {calls:,} calls"
    assert listings, place
    for listing in listings:
        for text in _strings(asdict(listing)):
            text.encode("utf-8")  # raises for half of a surrogate pair
        assert listing.lost >= 0, place
        assert all(entry.title.strip() for entry in listing.entries), place
        told = sum(_told(problem.what) for problem in listing.problems)
        assert listing.lost <= told, f"{place}: lost without a word"
        for entry in listing.entries:
            assert entry.upvotes is None or 0 <= entry.upvotes < 2**31, place


def _unpacked(data: bytes) -> bytes:
    """Return what is read of a file, which gzip may have packed and a mutation damaged."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacking, text = zlib.decompressobj(31), b""
    with suppress(zlib.error):
        for byte in data:
            text += unpacking.decompress(bytes([byte]))
    return text


def _told(what: str) -> int:
    """Return how many papers a problem can be about: one, unless it says more."""
    several = re.search(r"([\d,]+) papers are lost", what)
    return int(several[1].replace(",", "")) if several else 1


def _strings(value: object) -> Iterator[str]:
    """Yield all strings in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _strings(item)


def _counted(name: str, data: bytes) -> tuple[int, list[Listing]]:
    """Read under a profiler; return the number of calls as well."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        listings = read_stream(name, io.BytesIO(data))
    finally:
        sys.setprofile(before)
    return calls, listings
