"""Text in XML, whatever it holds.

XML 1.0 has no way to write most controls, halves of surrogate pairs, U+FFFE and U+FFFF, not even
escaped: one of them makes a whole feed unreadable. They are dropped.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Text in an element or, in double quotes, an attribute."""
    if not text.isprintable():
        text = _NO_CHARACTER.sub("", text)
    # `>` too, so that nothing ends as a CDATA section does.
    return escape(text, {'"': "&quot;"})


def element(name: str, text: str, attributes: str = "") -> str:
    """An element that holds text; none without."""
    return f"<{name}{attributes}>{escaped(text)}</{name}>" if text else ""
