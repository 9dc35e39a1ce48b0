"""The page without titles: `forms/names-only-NAME.txt`."""

from __future__ import annotations

import pytest
from paper_archive.listing.forms import names_only

from tests.listing.forms_golden import cases, check, nothing_raises
from tests.realdata import shared

CASES = cases("names-only")


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, request: pytest.FixtureRequest) -> None:
    check(names_only, case, request)


@pytest.mark.parametrize("case", CASES)
def test_nothing_raises(case: str) -> None:
    nothing_raises(names_only, case)


def test_real_sample() -> None:
    text = (shared("variants") / "V6_date_page_extractor_without_titles.txt").read_text("utf-8")
    assert names_only.detect(text)
    reading = names_only.read("V6.txt", text)
    assert not reading.entries and len(reading.problems) == 1


def test_no_other_sample_is_refused() -> None:
    for path in shared("variants").glob("V[1-5]*"):
        assert not names_only.detect(path.read_text("utf-8"))
