"""The trending page with its structure: `forms/trending-structured-NAME.txt`."""

from __future__ import annotations

from datetime import date

import pytest
from paper_archive.listing.forms import trending_structured

from tests.listing.forms_golden import cases, check, nothing_raises
from tests.realdata import shared

CASES = cases("trending-structured")


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, request: pytest.FixtureRequest) -> None:
    check(trending_structured, case, request)


@pytest.mark.parametrize("case", CASES)
def test_nothing_raises(case: str) -> None:
    nothing_raises(trending_structured, case)


def test_real_sample() -> None:
    text = (shared("variants") / "V5_trending_structured_html.txt").read_text("utf-8")
    assert trending_structured.detect(text)
    reading = trending_structured.read("V5.txt", text)
    (entry,) = reading.entries
    assert (reading.day, reading.problems, reading.lost) == (None, (), 0)
    assert entry.title.startswith("Kandinsky 6.0 Video: ") and entry.abstract.startswith("We ")
    assert (entry.arxiv_id, entry.upvotes) == ("2610.05608", 117)
    assert (entry.organisation, entry.published) == ("Kandinsky Lab", date(2026, 10, 4))
    assert len(entry.links) == 2
