"""Tells how a text ends, in time that does not depend on its length.

A regular expression that searches for an end looks from every place of the text.
"""

from __future__ import annotations

import re

CLOSERS = "\"'”’)]"
_SCHEME = re.compile(r"https?://\S")
_DOMAIN = re.compile(r"\w\.[a-z]{2,4}(?:/|$)")
# A longer word is no address.
_LONG_WORD = 2_000


def ends_sentence(text: str, stops: str = ".!?", closers: str = CLOSERS) -> bool:
    """Tell whether a text ends like a sentence: with a stop and closing marks, or a URL."""
    return text.rstrip(closers)[-1:] in tuple(stops) or ends_in_url(text)


def ends_in_url(text: str) -> bool:
    """Tell whether the last word of a text has an http(s) address in it."""
    return _SCHEME.search(last_word(text)) is not None


def ends_in_domain(text: str) -> bool:
    """Tell whether the last word of a text has an address without http, such as `site.org/x`."""
    return _DOMAIN.search(last_word(text)) is not None


def last_word(text: str) -> str:
    """Return the end of a text after its last white space, "" if it ends in white space."""
    tail = text[-_LONG_WORD:]
    return "" if tail[-1:].isspace() else tail.rsplit(None, 1)[-1] if tail else ""
