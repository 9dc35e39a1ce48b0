"""Splits text into words, and stems them for look-ups.

The rules are lunr's, which users of MkDocs know, with the changes below. `tokens.js` does the same
with a query; both pass `tests/search/tokens.json`.

- compatibility forms, accents and case are folded (NFKD without U+0300–U+036F, lower case, NFC,
  and ł, ø, đ, ð, ß, æ, œ, ı), so that *Poincare* finds *Poincaré*;
- words are split at everything but letters, digits, marks and `_`, not only at blanks and hyphens;
  `' . & + @ # * ^ ~ % $` join what stands around them (*don't*, *3.5*, *r&d*, *x^2*), except full
  stops between words without digits of which one has three letters, as in *end.Start*;
- a word loses its `'s`, and all letters beyond the 64th;
- a run of Han and kana, which has no blanks, becomes its pairs of neighbours (*機械学*: 機械 械学);
- Porter's step 1c is lunr.js's: `y` becomes `i` after a consonant that is not the first letter.
  lunr.py does so after any vowel in the word, so *survey, play, key* would match nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS

from paper_archive.text.letters import LATIN

STOP_WORDS: frozenset[str] = frozenset(WORDS)
LONGEST = 64
# Words to remember: some 20 MB.
_MEMO = 1 << 17
# The patterns are sent to the scripts too: both languages must read them alike.
JOINS = "_'.&+@#*^~%$"
_CHARACTER = "[0-9A-Z_a-z\x80-\U0010ffff]"
WORD = f"{_CHARACTER}+(?:[{JOINS.removeprefix('_')}]{_CHARACTER}+)*"
_WORD = re.compile(WORD)
ACCENTS = "[\u0300-\u036f]+"
_ACCENTS = re.compile(ACCENTS)
APOSTROPHES = "\u2019\u02bc"
HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_HAN_RUN = re.compile(f"[{HAN}]+|[^{HAN}]+")
_IS_HAN = re.compile(f"[{HAN}]")
# Words, not abbreviations, with full stops between them: the blank after a sentence or an initial
# was lost. `<letter>` stands for a letter, or a number that is no decimal digit, as the two
# languages write it.
SENTENCE = "(?=.*<letter>{3})<letter>+(?:[.]<letter>+)+"
_SENTENCE = re.compile(SENTENCE.replace("<letter>", r"[^\W\d_]"))
# Search keeps the thorn.
STROKES = {letter: plain for letter, plain in LATIN.items() if letter != "þ"}
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
    if text.isascii():
        return text.lower().encode().translate(_ASCII).decode()
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    folded = unicodedata.normalize("NFC", _ACCENTS.sub("", folded))
    return folded.translate(_CHARACTERS)


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
    words_of_raw: list[str] = []
    for joined in _WORD.findall(raw):
        pieces = joined.split(".") if _SENTENCE.fullmatch(joined) else [joined]
        for piece in pieces:
            word = piece.removesuffix("'s")
            if not _IS_HAN.search(word):
                words_of_raw.append(word[:LONGEST])
                continue
            for run in _HAN_RUN.findall(word):
                if not _IS_HAN.match(run):
                    words_of_raw += _WORD.findall(run[:LONGEST])
                elif len(run) == 1:
                    words_of_raw.append(run)
                else:
                    words_of_raw += (run[at : at + 2] for at in range(len(run) - 1))
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
