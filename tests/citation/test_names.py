"""The parts of names; cases are lines of `names.tsv`: a name, and the name family first."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.citation.author_names import split_name, split_names

from tests.growth import MOST, exponent, steps

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("names.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("name", "family_first"), CASES, ids=[name for name, _ in CASES])
def test_a_name(name: str, family_first: str) -> None:
    assert split_name(name).family_first == family_first


def test_all_names_of_a_paper_are_split_as_each_alone() -> None:
    """A look at all together takes the plain ones; no name may need more than it sees."""
    for name, _ in CASES:
        assert split_names([name, "Bo Li"]) == (split_name(name), split_name("Bo Li"))


@pytest.mark.parametrize(
    "piece", ["van ", "*", "(a)", "1,", "Ph.D. ", ", Jr.", "Dr. ", "a", "[", ")"]
)
def test_splitting_takes_steps_in_proportion_to_the_length(piece: str) -> None:
    def size(n: int) -> int:
        return 100 + steps(lambda: split_name("Ann " + piece * n + " Lee" + piece * n))

    assert exponent(size, 200) < MOST
