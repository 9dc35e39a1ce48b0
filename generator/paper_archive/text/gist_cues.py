"""Finds the phrases by which authors announce their work: *we propose*, *this paper studies*."""

from __future__ import annotations

import re

from paper_archive.text.gist_weights import Weights
from paper_archive.text.gist_words import HANGING, HANGING_PAIRS, MORE, PAPER, VERBS
from paper_archive.text.lead_in import after_lead_in

PROPOSED, PAPER_CUE, MORE_CUE = map(Weights._fields.index, ("proposed", "paper", "more"))
_SOME_WORDS = 48  # Characters that have the next three words.
_BLANK = ord(" ")
_WE = re.compile(rb"we (?<![^ ]we )([a-z-]+)")
_THIS = re.compile(rb"th(?:is|e present) ([a-z]+)")


Cue = tuple[int, int]  # The place of a phrase that announces something, and the weight it has.


def _folded_code(code: int) -> int:
    small = chr(code).lower()
    return ord(small) if small.isalnum() or small == "-" else _BLANK


# To small letters, digits, hyphens and blanks.
_FOLDED = bytes(map(_folded_code, range(256)))


def fold(text: str) -> bytes:
    """Return a text in small letters, with blanks for signs and for letters outside Latin-1.

    It has one byte for each character, so that places are the same in both.
    """
    return text.encode("latin-1", "replace").translate(_FOLDED)


def find_cues(folded: bytes) -> list[Cue]:
    """Return the cues of a folded text."""
    cues: list[Cue] = []
    for found in _WE.finditer(folded):
        kind = VERBS.get(found[1])
        if kind is not None:
            cues.append((found.start(), kind))
        else:
            cues += _after_adverbs(found.start(), folded, found.start(1))
    for found in _THIS.finditer(folded):
        if found[1] in PAPER:
            cues.append((found.start(), PAPER_CUE))
            cues += _after_adverbs(found.start(), folded, found.end())
    return cues


def _after_adverbs(place: int, folded: bytes, start: int) -> list[Cue]:
    """Return the cue of the first verb, after one for words such as *also* before it."""
    cues = []
    for word in folded[start : start + _SOME_WORDS].split(None, 3)[:3]:
        if word in MORE:
            cues.append((place, MORE_CUE))
        elif (kind := VERBS.get(word)) is not None:
            return [*cues, (place, kind)]
    return []


def first_proposal(folded: bytes) -> int | None:
    """Return the place of the first proposal that is not one thing more, None if there is none."""
    first = None
    for found in _WE.finditer(folded):
        kind = VERBS.get(found[1])
        if kind == PROPOSED or (kind is None and _proposes(folded, found.start(1))):
            first = found.start()
            break
    for found in _THIS.finditer(folded, 0, len(folded) if first is None else first):
        if found[1] in PAPER and _proposes(folded, found.end()):
            return found.start()
    return first


def _proposes(folded: bytes, start: int) -> bool:
    return _after_adverbs(start, folded, start) == [(start, PROPOSED)]


def hangs(text: str, folded: bytes, start: int, end: int) -> bool:
    """Tell whether a sentence hangs on the one before it."""
    words = folded[start : min(start + _SOME_WORDS, end)].split(None, 2)
    if not words:
        return False
    first, second = words[0], words[1] if len(words) > 1 else b""
    if first not in HANGING and (first, second) not in HANGING_PAIRS:
        return False
    if second in PAPER or (first == b"it" and second == b"is"):
        return False
    return after_lead_in(text, start, end) == start
