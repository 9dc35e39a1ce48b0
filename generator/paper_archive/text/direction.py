"""Texts that run from right to left, or have words that do.

A page is written from left to right. A text of Hebrew, Arabic or another script from right to left
needs `dir="auto"` around it, by which a browser takes the direction of its first letter; without
it, the words of such a title stand in the wrong order. To all other texts it makes no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The blocks that Unicode reserves for scripts from right to left (classes R and AL).
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_right_to_left(text: str) -> bool:
    """Tell whether a text has a letter of a script from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def line_direction(names: Sequence[str]) -> str:
    """Return the direction of a line of names that are isolated: that of the first name, because
    `dir="auto"` does not look into isolated ones."""
    return "rtl" if has_right_to_left(names[0]) else "ltr"
