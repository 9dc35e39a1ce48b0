"""The e-mail digest: `forms/digest-NAME.txt`."""

from __future__ import annotations

import pytest
from paper_archive.listing.forms import email_digest as digest

from tests.listing.forms_golden import cases, check, nothing_raises

CASES = cases("digest")


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, request: pytest.FixtureRequest) -> None:
    check(digest, case, request)


@pytest.mark.parametrize("case", CASES)
def test_nothing_raises(case: str) -> None:
    nothing_raises(digest, case)
