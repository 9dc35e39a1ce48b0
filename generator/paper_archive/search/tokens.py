"""Splits text into words, and stems them for look-ups.

The rules are lunr's, which users of MkDocs know, with the changes below. `tokens.js` does the same
with a query; both pass `tests/search/tokens.json`.

- compatibility forms, accents and case are folded (NFKD without U+0300–U+036F, lower case, NFC,
  and ł, ø, đ, ð, ß, æ, œ, ı), so that *Poincare* finds *Poincaré*; so are the points of Hebrew and
  the marks of Arabic, which most people do not type;
- a Greek letter without another beside it is spelt (*π₀*: pi0, *μP*: mup, *β*: beta), as is ∞;
- `^` and `_` between a letter and a digit and commas of thousands go (*x^2*: x2, *10,000*: 10000);
- words are split at everything but letters, digits, marks and `_`, not only at blanks and hyphens;
  `' . & + @ # * ^ ~ % $` join what stands around them (*don't*, *3.5*, *r&d*, *x^2*), except full
  stops between words without digits of which one has three letters, as in *end.Start*;
- a word loses its `'s`, and all letters beyond the 64th;
- *C++*, *C#* and *F#* are words;
- a run of Han and kana, or of Thai, Lao, Tibetan, Burmese or Khmer, has no blanks, so it becomes
  its pairs of neighbours (*機械学*: 機械 械学); a letter and its marks are one neighbour;
- Porter's step 1c is lunr.js's: `y` becomes `i` after a consonant that is not the first letter.
  lunr.py does so after any vowel in the word, so *survey, play, key* would match nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS

from paper_archive.text.letters import GREEK, LATIN

STOP_WORDS: frozenset[str] = frozenset(WORDS)
LONGEST = 64
# Words to remember: some 20 MB.
_MEMO = 1 << 17
# The patterns are sent to the scripts too: both languages must read them alike.
JOINS = "_'.&+@#*^~%$"
_CHARACTER = "[0-9A-Z_a-z\x80-\U0010ffff]"
_LANGUAGE = "[a-z](?:[+]{2}|#)(?![+#A-Z_a-z\x80-\U0010ffff])"  # C++, C#
WORD = f"{_LANGUAGE}|{_CHARACTER}+(?:[{JOINS.removeprefix('_')}]{_CHARACTER}+)*"
_WORD = re.compile(WORD)
# Also Hebrew points, and Arabic marks and the stroke that makes words longer.
ACCENTS = (
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+"
)
_ACCENTS = re.compile(ACCENTS)
APOSTROPHES = "\u2019\u02bc"
GREEK_RUN = "[\u0370-\u03ff\u1f00-\u1fff]+"
_GREEK_RUN = re.compile(GREEK_RUN)
_THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
POWER = r"([a-z])[\^_](?=[0-9])"
_POWER = re.compile(POWER)
_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Thai and Lao, Tibetan, Burmese, Khmer.
_SOUTH_EAST = ((0x0E00, 0x0F00), (0x0F00, 0x1000), (0x1000, 0x10A0), (0x1780, 0x1800))
PAIRED = _HAN + "".join(f"{chr(first)}-{chr(end - 1)}" for first, end in _SOUTH_EAST)
_MARKS = "".join(
    chr(code)
    for first, end in _SOUTH_EAST
    for code in range(first, end)
    if unicodedata.category(chr(code))[0] == "M"
)
CLUSTER = f"[{PAIRED}][{_MARKS}]*"
_CLUSTER = re.compile(CLUSTER)
_PAIRED_RUN = re.compile(f"[{PAIRED}]+|[^{PAIRED}]+")
_IS_PAIRED = re.compile(f"[{PAIRED}]")
# Words, not abbreviations, with full stops between them: the blank after a sentence or an initial
# was lost. `<letter>` stands for a letter, or a number that is no decimal digit, as the two
# languages write it.
SENTENCE = "(?=.*<letter>{3})<letter>+(?:[.]<letter>+)+"
_SENTENCE = re.compile(SENTENCE.replace("<letter>", r"[^\W\d_]"))
# Search keeps the thorn.
STROKES = {letter: plain for letter, plain in LATIN.items() if letter != "þ"} | {"∞": "infinity"}
# Only words that end in one of these have a suffix that Porter's steps know.
SUFFIXED = frozenset("sdgylirnmectu")
# lunr.js wants a letter before the endings that it takes off.
IRREGULAR = {"eed": "e", "eeds": "e", "ies": "ie", "sses": "sse"}


class _Characters(dict[int, int | str]):
    """Translates characters: letters, digits, marks and joining signs stay as they are."""

    def __missing__(self, code: int) -> int | str:
        if code < 128:
            becomes: int | str = code if chr(code).isalnum() or chr(code) in JOINS else " "
        elif chr(code) in APOSTROPHES:
            becomes = "'"
        elif chr(code) in STROKES:
            becomes = STROKES[chr(code)]
        else:
            becomes = code if unicodedata.category(chr(code))[0] in "LNM" else " "
        self[code] = becomes
        return becomes


_CHARACTERS = _Characters()
# Translating bytes is ten times as fast, which is enough for texts of ASCII alone.
_ASCII = bytes(code if chr(code).isalnum() or chr(code) in JOINS else 32 for code in range(128))
_ASCII = _ASCII.ljust(256, b" ")


class _Stemmer(PorterStemmer):
    b: str
    k: int

    def step1c(self) -> None:
        """Replace y by i after a consonant that is not the first letter: cry, not by or say."""
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = f"{self.b[: self.k]}i{self.b[self.k + 1 :]}"


_PORTER = _Stemmer()


def fold(text: str) -> str:
    """Return text in lower case, without accents, and with blanks for signs that separate words."""
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if text.isascii():
        return text.lower().encode().translate(_ASCII).decode()
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    folded = unicodedata.normalize("NFC", _ACCENTS.sub("", folded))
    return _GREEK_RUN.sub(_spelt, folded).translate(_CHARACTERS)


def _spelt(run: re.Match[str]) -> str:
    return GREEK.get(run[0], run[0])


def raw_words(text: str) -> list[str]:
    """Return the pieces between the blanks of a folded text; `parts` splits them into words."""
    return fold(text).split()


def tag_of(value: str) -> str:
    """Return the id of the tag that a text names: *Graph Learning* is graph-learning."""
    return "-".join(raw_words(value))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in order, folded but not stemmed, including stop words."""
    for raw in raw_words(text):
        yield from parts(raw)


def parts(raw: str) -> tuple[str, ...]:
    """Return the words of an item of `raw_words`."""
    if raw.isascii() and raw.isalnum():  # as most are
        return (raw[:LONGEST],)
    words_of_raw: list[str] = []
    for joined in _WORD.findall(_POWER.sub(r"\1", raw)):
        pieces = joined.split(".") if _SENTENCE.fullmatch(joined) else [joined]
        for piece in pieces:
            word = piece.removesuffix("'s")
            if not _IS_PAIRED.search(word):
                words_of_raw.append(word[:LONGEST])
                continue
            for run in _PAIRED_RUN.findall(word):
                if not _IS_PAIRED.match(run):
                    words_of_raw += _WORD.findall(run[:LONGEST])
                    continue
                clusters = _CLUSTER.findall(run)
                words_of_raw += map("".join, pairwise(clusters)) if clusters[1:] else clusters
    return tuple(words_of_raw)


def stem(word: str) -> str:
    """Return the stem of a word of `words`."""
    if len(word) < 3 or word[-1] not in SUFFIXED:
        return word
    return IRREGULAR.get(word) or _PORTER.stem(word)


class Memo(dict[str, tuple[str, ...]]):
    """Remembers results by word; a dictionary, because most of the time goes into look-ups."""

    def __init__(self, make: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: str) -> tuple[str, ...]:
        if len(self) >= _MEMO:
            self.clear()
        self[raw] = result = self._make(raw)
        return result


def _stems(raw: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in parts(raw) if word not in STOP_WORDS)


_stem = lru_cache(_MEMO)(stem)
# The stems of an item of `raw_words`, without stop words: mostly one.
stems = Memo(_stems).__getitem__
