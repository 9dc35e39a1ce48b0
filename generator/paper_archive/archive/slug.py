"""Slugs of papers (`papers/<slug>.html`): permanent, so the rules never change.

A slug is lower-case ASCII, at most 80 characters, and not a reserved file name on any system.
Letters are decomposed by Unicode's tables, which are stable by policy; a transliteration
library would change addresses when its tables grow. A slug that was cut ends in eight characters
of the hash of the whole slug. A slug that does not spell the title (because letters were dropped,
or the name is reserved) ends in eight characters of the hash of the title.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from paper_archive.text.letters import ASCII_BREAKS, GREEK, LATIN

MAX_LENGTH = 80
HASH_LENGTH = 8
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index|readme")
# A shortcut for ASCII titles, which most are: apostrophes go, other signs separate words.
_ASCII_BREAKS = ASCII_BREAKS | {ord("'"): None, ord("`"): None}
_SPELT = str.maketrans({**{k: f" {v} " for k, v in GREEK.items()}, **LATIN})


def slugify(title: str) -> str:
    """Return the slug of a clean title."""
    if title.isascii():
        slug, lost = "-".join(title.lower().translate(_ASCII_BREAKS).split()), False
    else:
        plain = _to_ascii(_APOSTROPHES.sub("", title).lower())
        slug = _BREAKS.sub("-", plain).strip("-")
        lost = any(ch.isalnum() and not ch.isascii() for ch in plain)
    if len(slug) > MAX_LENGTH:
        short = slug[: MAX_LENGTH - HASH_LENGTH]
        # The slug is hashed, not the title, so that the style of quotes or dashes does not matter.
        ending = short_hash(title if lost else slug)
        return f"{short[: short.rfind('-')] if '-' in short else short[:-1]}-{ending}"
    if lost or not slug or _RESERVED.fullmatch(slug):
        room = MAX_LENGTH - HASH_LENGTH - 1
        return f"{slug[:room].strip('-') or 'paper'}-{short_hash(title)}"
    return slug


def is_reserved(slug: str) -> bool:
    """Tell whether a slug is a reserved file name on some system, or one of the site's own."""
    return _RESERVED.fullmatch(slug) is not None


def with_hash(slug: str, text: str) -> str:
    """Return `slug` with the hash of `text` at its end, for papers that share a slug."""
    return f"{slug[: MAX_LENGTH - HASH_LENGTH - 1].rstrip('-')}-{short_hash(text)}"


def short_hash(text: str) -> str:
    """Return eight hexadecimal characters of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def _to_ascii(lower: str) -> str:
    decomposed = unicodedata.normalize("NFKD", lower).lower().translate(_SPELT)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))
