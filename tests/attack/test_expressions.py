"""No regular expression that meets strangers' text takes more than linear time."""

from __future__ import annotations

import re

import pytest

from tests.attack.expressions import expressions
from tests.attack.linear import superlinear

# Linear for a reason that the proof does not see.
LINEAR = {
    # A label that begins inside another one is a whole link there, or ends at its first bracket.
    "paper_archive.listing.hugging_face.card_facts._LINK",
    # A string ends at the end of the text at the latest, so that it cannot fail.
    "paper_archive.listing.json.item_list._MARK",
    # What stands before it lets it start at the first tilde of several only.
    "paper_archive.text.punctuation._TIE",
}


@pytest.mark.parametrize(
    "pattern",
    [r"\{+small", r"\s+$", r"(a*)*b", r"a*a*b", r"(?:a|a)*b", r"x\d+\d+y", r"https?://\S+ end",
     r"(?=.*x)y", r"\s*+x", r"[\w.]+\.com", r"(a|b|ab)*c"],
)  # fmt: skip
def test_what_is_not_linear_is_refused(pattern: str) -> None:
    assert superlinear(re.compile(pattern))


@pytest.mark.parametrize(
    "pattern",
    [r"\{[^{}]*\}", r"\s+", r"(?<!\{)\{+small", r"\b\w+x", r"(?<!\s)\s+$", r"a{1,9}b", r"^\s*x",
     r"\d+(?:,\d+)*", r"(?<=x)[a-z]{2,40}y", "foo.*"],
)  # fmt: skip
def test_what_is_linear_is_accepted(pattern: str) -> None:
    assert not superlinear(re.compile(pattern))


def test_at_one_place_a_loop_at_the_start_is_linear() -> None:
    assert not superlinear(re.compile(r"\s+x"), searched=False)
    assert superlinear(re.compile(r"\s+\s+x"), searched=False)


def test_every_expression_is_linear() -> None:
    slow = {}
    every = list(expressions())
    assert {name for name, _, _ in every} >= LINEAR
    for name, pattern, searched in every:
        if name in LINEAR:
            continue
        if text := superlinear(pattern, searched):
            slow[name] = (pattern.pattern, text)
    assert not slow, "\n".join(
        f"{name}: {pattern!r}, on {text!r}…" for name, (pattern, text) in slow.items()
    )
