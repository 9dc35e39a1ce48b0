"""The names in a field of BibTeX."""

from __future__ import annotations

import pytest
from paper_archive.listing.bibliography.tex_names import names


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lee, Ann and Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("{Barnes and Noble} and others", ["Barnes and Noble"]),
        ("de la Cruz, Jr., Ana", ["Ana de la Cruz Jr."]),
        ("{Sayre-McCord}, Geoffrey", ["Geoffrey Sayre-McCord"]),
        (r"{\'E}va {\O}rsted AND\n Ray, B.".replace(r"\n", "\n"), [r"{\'E}va {\O}rsted", "B. Ray"]),
        ("family=Berg, given=Johannes, prefix=van der", ["Johannes van der Berg"]),
        ("", []),
    ],
)
def test_names_of_bibtex(written: str, read: list[str]) -> None:
    assert list(names(written)) == read
