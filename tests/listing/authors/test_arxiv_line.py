"""The names on a line, as arXiv and feeds write them."""

from __future__ import annotations

import pytest
from paper_archive.listing.authors.arxiv_line import names_of


@pytest.mark.parametrize(
    ("line", "names", "count"),
    [
        ("Ada Quay, Bo Pier, and Eve Mole", ["Ada Quay", "Bo Pier", "Eve Mole"], 0),
        ("Ada Quay and Bo Pier", ["Ada Quay", "Bo Pier"], 0),
        ("A. Quay (1 and 2), B. Pier ((1) Sea, (2) Land)", ["A. Quay", "B. Pier"], 0),
        ("A. Quay, et al. (72\n  additional authors not shown)", ["A. Quay"], 73),
        ("Quay, A., Pier, B. C.", ["A. Quay", "B. C. Pier"], 0),
        ("The Boat Group: Ada Quay", ["The Boat Group", "Ada Quay"], 0),
        ("Chidi Wharf, Jr., Sandy Anderson", ["Chidi Wharf Jr.", "Sandy Anderson"], 0),
        ("(author list is unavailable)", [], 0),
    ],
)
def test_names(line: str, names: list[str], count: int) -> None:
    assert names_of(line) == (names, count)
