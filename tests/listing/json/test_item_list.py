"""The items of a JSON list of any size are read one by one, and a broken one costs itself."""

from __future__ import annotations

from typing import Any

import pytest
from paper_archive.listing import limits, read
from paper_archive.listing.json import item_list
from paper_archive.listing.json.lenient import BadJson, decode_at
from paper_archive.model import Source


@pytest.mark.parametrize("depth", [300, 600])
def test_a_broken_list_is_decoded_a_few_times_at_most(
    depth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "[" + '{"paper":["x",' * depth + "1," * 10_000
    looked_at = 0

    def counted(text: str, at: int) -> tuple[Any, int]:
        nonlocal looked_at
        try:
            value, end = decode_at(text, at)
        except BadJson as error:
            looked_at += error.read - at
            raise
        looked_at += end - at
        return value, end

    monkeypatch.setattr(item_list, "decode_at", counted)
    items = [item for _, item in item_list.items(text)]
    assert looked_at < 8 * len(text)
    assert sum(item.lost for item in items) == depth


def test_a_paper_after_a_deep_one_is_kept() -> None:
    deep = '{"paper": {"title": "Deep", "x": ' + "[" * 100_000 + "]" * 100_000 + "}}"
    good = '{"paper": {"title": "Good", "summary": "We show."}}'
    (listing,) = read(Source("2025-03-14.json", f"[{good}, {deep}, {good}]".encode()))
    assert [entry.title for entry in listing.entries] == ["Good", "Good"]
    assert listing.lost == 1


LONG_LIST = '{"paperId": "1", "title": "Paper %d", "abstract": "Öffentliche Vögel %s", "x": {}}'


def long_list(count: int, broken: dict[int, str], size: int = 3_000) -> bytes:
    """A list longer than a text may be; some of its items are replaced."""
    items = (broken.get(n, LONG_LIST % (n, "x" * size)) for n in range(count))
    return f"[{','.join(items)}]".encode()


def test_a_list_of_any_size_is_read() -> None:
    data = long_list(4_000, {})
    assert len(data) > limits.MOST_TEXT_BYTES
    (listing,) = read(Source("2025-03-14.json", data))
    assert [entry.title for entry in listing.entries] == [f"Paper {n}" for n in range(4_000)]
    assert not listing.problems and not listing.lost
    assert {entry.abstract[:17] for entry in listing.entries} == {"Öffentliche Vögel"}


def test_a_broken_item_of_a_long_list_costs_itself() -> None:
    huge = '{"paperId": "2", "title": "' + "y" * (6 << 20) + '"}'
    deep = '{"paperId": "3", "title": "Deep", "x": ' + "[" * 5_000 + "]" * 5_000 + "}"
    broken = {500: '{"paperId": "4", "title": "Broken"', 1_000: huge, 2_000: deep, 2_500: "7"}
    data = long_list(3_000, broken)
    (listing,) = read(Source("2025-03-14.json", data))
    kept = [f"Paper {n}" for n in range(3_000) if n not in broken]
    assert [entry.title for entry in listing.entries] == kept
    assert listing.lost == len(broken)


def test_a_long_list_that_is_cut_off_says_so() -> None:
    data = long_list(4_000, {})[:-50]
    (listing,) = read(Source("2025-03-14.json", data))
    assert len(listing.entries) == 3_999
    assert listing.lost == 1
    assert "cut off" in listing.problems[-1].what


def test_a_long_list_in_another_encoding_is_read_and_named() -> None:
    data = long_list(4_000, {}).replace("Ö".encode(), b"\xd6").replace("ö".encode(), b"\xf6")
    (listing,) = read(Source("2025-03-14.json", data))
    assert len(listing.entries) == 4_000
    assert {entry.abstract[:17] for entry in listing.entries} == {"Öffentliche Vögel"}
    assert [problem.what for problem in listing.problems] == ["the file is not UTF-8"]
