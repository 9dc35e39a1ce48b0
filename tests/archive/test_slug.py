from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.archive.slug import MAX_LENGTH, slugify, with_hash

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Attention Is All You Need", "attention-is-all-you-need"),
        ("PGN: The RNN's New Successor", "pgn-the-rnns-new-successor"),
        ("Schrödinger – Poincaré, Gödel & Erdős", "schrodinger-poincare-godel-erdos"),
        ("β-VAE and the λ-calculus", "beta-vae-and-the-lambda-calculus"),
        ("What is it?!", "what-is-it"),
        ("O(n²) in ½ the time", "o-n2-in-1-2-the-time"),
        ("../../etc/passwd", "etc-passwd"),
        ("Mamba", "mamba"),
    ],
)
def test_slug_is_the_title_in_ascii(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize("title", ["CON", "aux", "lpt1", "Index", "🚀🔥", "注意力", "???"])
def test_slug_of_reserved_names_and_other_scripts_ends_in_a_hash(title: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+-)+[0-9a-f]{8}", slugify(title))


def test_slugs_of_long_titles_with_one_beginning_differ() -> None:
    begin = "a title that goes on " * 10
    one, other = slugify(begin + "one way"), slugify(begin + "another way")
    assert one != other
    assert max(len(one), len(other)) <= MAX_LENGTH


@given(st.text(min_size=1))
def test_every_title_has_a_slug_that_any_system_takes(title: str) -> None:
    for slug in (slugify(title), with_hash(slugify(title), title)):
        assert SLUG.fullmatch(slug)
        assert len(slug) <= MAX_LENGTH


@given(st.text(string.printable, max_size=70))
def test_ascii_titles_take_a_shorter_way_to_the_same_slug(title: str) -> None:
    plain = re.sub("[^a-z0-9]+", "-", re.sub("['`]", "", title).lower()).strip("-")
    assert slugify(title).startswith(plain)  # which a reserved name's hash follows
