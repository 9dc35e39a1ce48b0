"""Which texts have letters of a script from right to left."""

from __future__ import annotations

import pytest
from paper_archive.text.direction import has_right_to_left


@pytest.mark.parametrize("text", ["עברית", "GPT-4 و", "ܫܠܡܐ", "ދިވެހި", "ﷺ", "\U0001e922"])
def test_right_to_left(text: str) -> None:
    assert has_right_to_left(text)


@pytest.mark.parametrize("text", ["", "Plain", "Étude “α” 漢字", "हिन्दी", "🚀", "1 − 2 → 3"])
def test_left_to_right(text: str) -> None:
    assert not has_right_to_left(text)
