"""What of a paper's text is shown: the part with most of the words, in pieces to highlight.

`snippet.js` does the same. Lengths are in words, not letters, of which the browser has another
idea; of a text without blanks 40 letters are a word.
"""

from __future__ import annotations

import re
import string
from collections.abc import Set

from paper_archive.search.tokens import raw_words, stems

WORDS = 32
_BEFORE = 4
_CHUNK = re.compile("[^ ]{1,40}")
_PUNCTUATION = string.punctuation


def snippet(text: str, wanted: Set[str]) -> str:
    """Return the part of a text, of at most 32 words, with most of the wanted stems."""
    chunks = list(_CHUNK.finditer(text))
    found = [_stems(chunk[0]) & wanted for chunk in chunks]
    best, most = 0, (0, 0)
    for at in (at for at, own in enumerate(found) if own):
        start = max(0, at - _BEFORE)
        inside = found[start : start + WORDS]
        score = (len(set().union(*inside)), sum(map(bool, inside)))
        if score > most:
            best, most = start, score
    end = best + WORDS
    if not chunks:
        return ""
    shown = text[chunks[best].start() : chunks[min(end, len(chunks)) - 1].end()]
    return f"{'… ' if best else ''}{shown}{' …' if end < len(chunks) else ''}"


def marked(text: str, wanted: Set[str]) -> list[str]:
    """Return a text in pieces, every second of which has a wanted stem."""
    pieces = [""]
    at = 0
    for chunk in _CHUNK.finditer(text):
        if _stems(chunk[0]) & wanted:
            start = chunk.end() - len(chunk[0].lstrip(_PUNCTUATION))
            end = chunk.start() + len(chunk[0].rstrip(_PUNCTUATION))
            pieces[-1] += text[at:start]
            pieces += [text[start:end], ""]
            at = end
    pieces[-1] += text[at:]
    return pieces


def _stems(chunk: str) -> set[str]:
    return {stem for raw in raw_words(chunk) for stem in stems(raw)}
