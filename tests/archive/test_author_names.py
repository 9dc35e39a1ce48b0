"""Which spellings are one author, and the addresses of authors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.archive.author_names import (
    ORGANISATIONS,
    author_id,
    author_slug,
    letter_of,
    natural,
    sort_text,
)
from paper_archive.archive.slug import MAX_LENGTH


@pytest.mark.parametrize(
    "spellings",
    [
        "Xiao-Ming Li|Xiaoming Li|Xiao Ming Li|LI, Xiao  Ming|XiaoMing LI",
        "J. K. Lee|J.K. Lee|JK Lee|Lee, J.K.",
        "José Núñez-Ø|Jose Nunez O|JOSÉ NÚÑEZ O",
        "Sean O'Neil|Sean O’Neil|Sean ONeil",
        "Ann B. Lee Jr.|Lee, Ann B., Jr.|Lee, Jr., Ann B.",
        "李 明|李明",
        "Johannes van der Berg|van der Berg, Johannes",
    ],
)
def test_these_are_one_author(spellings: str) -> None:
    assert len({author_id(name) for name in spellings.split("|")}) == 1


def test_these_are_several_authors() -> None:
    names = "Ann Lee|A. Lee|Ann B. Lee|Lee|Ann Leeb|Xi An|Xian|Fei Yuan|Feiyu An|राम|रम|李明|李名"
    several = names.split("|")
    assert len({author_id(name) for name in several}) == len(several)
    assert author_id("NVIDIA") != author_id("NVIDIA", ORGANISATIONS)


@pytest.mark.parametrize("name", ["", "et al.", "and others", "…", "1, 2", "x" * 1_000_000])
def test_these_are_nobody(name: str) -> None:
    assert author_id(name) == 0


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ahmet Üstün", "ahmet-ustun"), ("Lee, Ann B.", "ann-b-lee"), ("A", "a"),
        ("con", "con-<id>"), ("index", "index-<id>"), ("李 明", "author-<id>"),
        ("Li 0123456789abcdef", "li-0123456789abcdef-<id>"), ("Alpha β", "alpha-beta-<id>"),
    ],
)  # fmt: skip
def test_addresses_spell_names(name: str, slug: str) -> None:
    number = author_id(name)
    assert author_slug(name, number) == slug.replace("<id>", f"{number & (1 << 64) - 1:016x}")


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_authors_never_share_an_address(one: str, other: str) -> None:
    slugs = [author_slug(name, author_id(name)) for name in (one, other)]
    for slug in slugs:
        assert (
            slug.isascii() and len(slug) <= MAX_LENGTH and "--" not in slug and slug == slug.lower()
        )
    if author_id(one) and author_id(other) and slugs[0] == slugs[1]:
        assert author_id(one) == author_id(other)
    assert natural(natural(one)) == natural(one)


@pytest.mark.parametrize(
    ("name", "sort", "letter"),
    [
        ("Ann B. Lee", "lee ann b", "l"), ("Lee, Ann", "lee ann", "l"),
        ("Kimi Team", "kimi team", "k"), ("Hal Daumé III", "daume hal iii", "d"),
        ("李 明", "李 明", "han"), ("Жан Ив", "ив жан", "cyrillic"), ("김 민", "김 민", "hangul"),
        ("3D 4", "4 3d", "0-9"),
    ],
)  # fmt: skip
def test_lists_are_by_family_name(name: str, sort: str, letter: str) -> None:
    assert (sort_text(name), letter_of(sort_text(name))) == (sort, letter)
