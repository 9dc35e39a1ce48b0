"""How a text ends."""

from __future__ import annotations

import pytest
from paper_archive.listing.plain_text.endings import ends_in_domain, ends_in_url, ends_sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We show.", (True, False, False)),
        ("We show.)", (True, False, False)),
        ("See https://a.org/b", (True, True, True)),
        ("See (https://a.org/b", (True, True, True)),
        ("See a.org/b", (False, False, True)),
        ("We show that", (False, False, False)),
        ("See https:// a", (False, False, False)),
        ("", (False, False, False)),
        ("https://a.org ", (False, False, False)),
    ],
)
def test_how_a_text_ends(text: str, expected: tuple[bool, bool, bool]) -> None:
    assert (ends_sentence(text), ends_in_url(text), ends_in_domain(text)) == expected
