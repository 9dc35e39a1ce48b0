"""What a file may expand to is bounded, and work is linear in what is read."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from paper_archive.listing import limits, read
from paper_archive.listing.forms import bibtex, ris
from paper_archive.model import Source

DIGEST = "Here is the selection of papers for today (6 Jul):\n"
TABLE = "|Title|Date|\n|---|---|\n"
PAGE = "### [A](https://huggingface.co/papers/2410.05434)\n"


def steps(do: Callable[[], object]) -> int:
    """Count the lines of Python that are executed."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(None)
    return count


SHAPES: dict[str, Callable[[int], str]] = {
    "blank lines": lambda n: "\n" * n + "A Title\n",
    "deep": lambda n: "[" + '{"paper":' * 10 * n,
    # Python's own limit is some thousand levels, by its version.
    "deep, closed": lambda n: "[" + '{"paper":' * 10 * n + "1" + "}" * 10 * n + "]",
    "digest": lambda n: DIGEST + "a (1 ▲)\n" * n,
    "open links": lambda n: PAGE + "[a\n\n" * n,
    "open brackets": lambda n: PAGE + "[a](b\n" * n,
    "copies": lambda n: (
        "Trending Papers\n" + PAGE + "".join(f"{PAGE}- {k} authors\n" for k in range(n))
    ),
    "table": lambda n: TABLE + "|2025-01-01|A | B|C|[1](https://a.b/c)|\n" * n,
    "open cells": lambda n: TABLE + "|**a|b" * n + "\n" + "|**a|b\n" * n,
    "open links in a table": lambda n: TABLE + "|" + "[a](b" * n + "|2025|\n",
    "HTML tables": lambda n: "<table><tr><td>Title<td>Date" * n,
    "HTML rows": lambda n: "<table>" + "<tr><td>Title<td>Date<td><b>" * n + "</table>",
    "cards": lambda n: "<html>Daily Papers - Hugging Face" + "<article><h3><a>T" * n,
    "notes": lambda n: "| [^1] |\n" + "[^1]: a\n\n    b\n" * n,
    "report": lambda n: "# A Title\n**Authors**: A\n**Abstract**: We show.\n" * n,
    "weeks": lambda n: "## Papers of the Week (May 1 - May 7) - 2023\n1. a\n b\n" * n,
    "topics": lambda n: '{"a": {' + '"2401.00001": "|a|b|c|"' * n,
    "plain": lambda n: "A Title\nWe show that.\n" * n,
    "fields of others": lambda n: (
        f"@xdata{{p,{','.join(f'f{k}={{b}}' for k in range(n // 5))}}}\n"
        f"@book{{b, title={{A}}, xdata={{{'p,' * (n // 5)}}}}}\n"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_file_and_no_faster(shape: str) -> None:
    small, large = (Source("x", SHAPES[shape](n).encode()) for n in (750, 3_000))
    assert steps(lambda: read(large)) < 5 * steps(lambda: read(small))


def test_a_text_is_read_once_and_a_second_form_in_it_once_more() -> None:
    calls: list[str] = []

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code in codes:
            calls.append(codes[frame.f_code])

    codes = {bibtex.read.__code__: "bibtex", ris.read.__code__: "ris"}
    text = "@book{a,\n title={A Boat}}\n\nTY  - BOOK\nTI  - An Anchor at Sea\nER  - \n"
    sys.setprofile(note)
    try:
        (listing,) = read(Source("x", text.encode()))
    finally:
        sys.setprofile(None)
    assert (len(listing.entries), listing.lost) == (1, 1)
    assert calls == ["bibtex", "ris"]


@pytest.mark.parametrize(
    ("piece", "size", "limit"),
    [
        (b"\n", limits.MOST_LINES_OF_TEXT + 1, "blank lines"),
        (b"a", limits.MOST_TEXT_BYTES + 1, "8 MiB"),
        (b"A\nb\n", limits.MOST_LINES_OF_TEXT // 2 + 1, "100,000 lines"),
    ],
)
def test_a_packed_file_is_read_up_to_a_limit_which_the_message_names(
    piece: bytes, size: int, limit: str
) -> None:
    (listing,) = read(Source("2025-03-14.gz", gzip.compress(piece * size, 1)))
    assert any(limit in problem.what for problem in listing.problems)


def test_a_line_that_is_too_long_costs_that_line() -> None:
    good = '{"title": "Good", "abstract": "We show."}\n'
    long = '{"id": "2401.00001", "title": "' + "x" * (2 * limits.MOST_LINE_BYTES) + '"}\n'
    for text in (good + long + good + "x\n", long + good + good + "x\n"):
        (listing,) = read(Source("2025-03-14.jsonl", text.encode()))
        assert len(listing.entries) == 2
        assert listing.lost == 2
        assert [problem.line for problem in listing.problems if problem.what[:6] == "broken"] == [4]


def _lines(paper: str, times: int) -> Source:
    return Source("2025-06-02.jsonl", "\n".join([paper] * times).encode())


def test_papers_of_a_file_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PAPERS", 30)
    (listing,) = read(_lines('{"title": "A", "abstract": "B"}', 40))
    assert len(listing.entries) == 30
    assert listing.problems[-1].what == "it has 30 papers or more; the rest of the file is not read"


def test_tex_of_a_file_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TEX", 50)
    (listing,) = read(_lines('{"title": "A $x^2$", "abstract": "$y$"}', 40))
    assert len(listing.entries) == 11
    assert "more than 50 signs of TeX" in listing.problems[-1].what
