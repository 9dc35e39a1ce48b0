"""The authors of a paper, as JSON objects name them; cases are lines of `json_field.jsonl`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paper_archive.listing import read
from paper_archive.listing.authors.json_field import authors_of, not_understood
from paper_archive.model import Source

from tests.growth import MOST, exponent, steps

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("json_field.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["in"])[:40])
def test_a_case(case: dict[str, object]) -> None:
    assert list(authors_of(case["in"])) == case["authors"]
    assert not list(not_understood(case["in"]))


@pytest.mark.parametrize(
    "value",
    [7, [5], [None], {"x": 1}, [{"x": 1}], "Smith, John, Doe", "Ann Lee (MIT, Bo Ray"],
    ids=str,
)
def test_what_is_not_understood_is_reported(value: object) -> None:
    line = json.dumps({"title": "Birds", "abstract": "They sing.", "authors": value})
    (listing,) = read(Source("2025-03-14.jsonl", line.encode()))
    (problem,) = listing.problems
    assert problem.line == 1 and "authors that are not understood" in problem.what


@pytest.mark.parametrize(
    "piece", ["a, ", "a; ", "a and ", "(", "(a) ", "(1)", ", Jr.", "et al. ", "a (1), ", "&", "1 "]
)
def test_reading_takes_steps_in_proportion_to_the_length(piece: str) -> None:
    def size(n: int) -> int:
        return 100 + steps(lambda: list(authors_of(piece * n)))

    assert exponent(size, 200) < MOST
