"""Headings of PubMed among the keywords of bibliographies."""

from __future__ import annotations

import pytest
from paper_archive.listing.bibliography.subject_headings import subject


@pytest.mark.parametrize(
    ("keyword", "shown"),
    [
        ("Boswellia/*chemistry", "Boswellia"),
        ("*Inflammation/drug therapy/physiopathology", "Inflammation"),
        ("*Protein Structure, Secondary", "Protein Structure, Secondary"),
        ("Proton-Translocating ATPases/*antagonists & inhibitors", "Proton-Translocating ATPases"),
        ("TCP/IP", "TCP/IP"),
        ("genetics/genomics", "genetics/genomics"),
        ("C*-algebra", "C*-algebra"),
        ("/", "/"),
    ],
)
def test_a_heading_loses_its_subheadings(keyword: str, shown: str) -> None:
    assert subject(keyword) == shown
