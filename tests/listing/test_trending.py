"""The trending page: `forms/trending-NAME.txt`."""

from __future__ import annotations

import pytest
from paper_archive.listing.forms import trending

from tests.listing.forms_golden import cases, check, nothing_raises

CASES = cases("trending", "trending-structured")


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, request: pytest.FixtureRequest) -> None:
    check(trending, case, request)


@pytest.mark.parametrize("case", CASES)
def test_nothing_raises(case: str) -> None:
    nothing_raises(trending, case)
