"""Writes any text as XML.

XML 1.0 cannot represent most control characters, surrogates, U+FFFE and U+FFFF, not even escaped:
one of them makes a whole feed unreadable. So they are dropped. `xml.sax.saxutils` escapes the same
characters, but imports a client for HTTP.
"""

from __future__ import annotations

import re
from html import escape

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return a text escaped for an element or, in double quotes, an attribute."""
    if not text.isprintable():
        text = _NO_CHARACTER.sub("", text)
    # It escapes `>` too, so that no text contains the end of a CDATA section.
    return escape(text, quote=False).replace('"', "&quot;")


def element(name: str, text: str, attributes: str = "") -> str:
    """Return an element that holds a text; "" without text."""
    return f"<{name}{attributes}>{escaped(text)}</{name}>" if text else ""
