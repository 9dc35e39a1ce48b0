r"""Leaves out lone surrogates: halves of characters, which no file and no page can hold.

JSON can name them (`"\ud800"`), and Python strings can hold them, but UTF-8 cannot.
"""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return the text without lone surrogates; the text itself if it has none."""
    if text.isascii():
        return text
    try:
        text.encode()  # Much faster than to search, and almost every text has none.
    except UnicodeEncodeError:
        return _HALF.sub("", text)
    return text
