"""Words of a text, and the stems that they are looked up by.

lunr's, so that they are what users of MkDocs know, with these mends; the browser does the same in
`tokens.js`, and both pass `tests/search/tokens.json`:

- compatibility forms, accents and case are folded (NFKD without U+0300–U+036F, lower case, NFC,
  and ł, ø, đ, ð, ß, æ, œ, ı), so that *Poincare* finds *Poincaré*;
- words are parted at everything but letters, digits, marks and `_`, not at blanks and hyphens
  only; `' . & + @ # * ^ ~ % $` join what they stand between (*don't*, *3.5*, *r&d*, *x^2*), but for
  full stops between words without digits of which one has three letters, as in *end.Start*;
- a word loses its `'s`, and what is beyond 64 letters;
- a run of Han and kana, which has no blanks, gives every two neighbours (*機械学*: 機械 械学);
- Porter's step 1c is lunr.js's: `y` becomes `i` after a consonant that is not the first letter.
  lunr.py does it after any vowel in the word, so *survey, play, key* would find nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

from paper_archive.text.letters import LATIN

LONGEST = 64
# Some 20 MB; what is rare comes too seldom to be kept.
_MEMO = 1 << 17
JOINS = "_'.&+@#*^~%$"
_LETTER = r"[0-9A-Z_a-z\x80-\U0010ffff]"
_WORD = re.compile(f"{_LETTER}+(?:['.&+@#*^~%$]{_LETTER}+)*")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # noqa: E501
_HAN_RUN = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
# Words, no abbreviations, with full stops between: the blank after a sentence or initial was lost.
_SENTENCES = re.compile(r"(?=.*[^\W\d_]{3})[^\W\d_]+(?:[.][^\W\d_]+)+")
# Search keeps the thorn, here and in the browser.
_STROKES = {letter: plain for letter, plain in LATIN.items() if letter != "þ"}
# Words that end otherwise have no suffix that Porter's steps know.
_SUFFIXED = frozenset("sdgylirnmectu")
# lunr.js wants a letter before the endings that it takes off.
_IRREGULAR = {"eed": "e", "eeds": "e", "ies": "ie", "sses": "sse"}


class _Characters(dict[int, int | str]):
    """What becomes of characters: letters, digits, marks and what joins stay as they are."""

    def __missing__(self, code: int) -> int | str:
        if code < 128:
            made: int | str = code if chr(code).isalnum() or chr(code) in JOINS else " "
        elif code in (0x2019, 0x2BC):
            made = "'"
        elif chr(code) in _STROKES:
            made = _STROKES[chr(code)]
        else:
            made = code if unicodedata.category(chr(code))[0] in "LNM" else " "
        self[code] = made
        return made


_CHARACTERS = _Characters()
# For texts of ASCII alone, whose bytes are translated ten times as fast.
_ASCII = bytes(code if chr(code).isalnum() or chr(code) in JOINS else 32 for code in range(128))
_ASCII = _ASCII.ljust(256, b" ")


class _Stemmer(PorterStemmer):
    def step1c(self) -> None:
        """Replace y by i after a consonant that is not the first letter: cry, not by or say."""
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = f"{self.b[: self.k]}i{self.b[self.k + 1 :]}"


_PORTER = _Stemmer()


def fold(text: str) -> str:
    """Return text in lower case, without accents, and with blanks for what parts words."""
    if text.isascii():
        return text.lower().encode().translate(_ASCII).decode()
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    folded = unicodedata.normalize("NFC", _ACCENTS.sub("", folded))
    return folded.translate(_CHARACTERS)


def raw_words(text: str) -> list[str]:
    """Return what stands between blanks in a folded text; `parts` makes words of it."""
    return fold(text).split()


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in order, folded and not stemmed, stop words too."""
    for raw in raw_words(text):
        yield from parts(raw)


def parts(raw: str) -> tuple[str, ...]:
    """Return the words that one of `raw_words` is made of."""
    found: list[str] = []
    for joined in _WORD.findall(raw):
        pieces = joined.split(".") if _SENTENCES.fullmatch(joined) else [joined]
        for piece in pieces:
            word = piece.removesuffix("'s")
            if not _IS_HAN.search(word):
                found.append(word[:LONGEST])
                continue
            for run in _HAN_RUN.findall(word):
                if not _IS_HAN.match(run):
                    found += _WORD.findall(run[:LONGEST])
                elif len(run) == 1:
                    found.append(run)
                else:
                    found += (run[at : at + 2] for at in range(len(run) - 1))
    return tuple(found)


def stem(word: str) -> str:
    """Return the stem of a word of `words`."""
    if len(word) < 3 or word[-1] not in _SUFFIXED:
        return word
    return _IRREGULAR.get(word) or _PORTER.stem(word)


class Memo(dict[str, tuple[str, ...]]):
    """Remembers what is made of words; a dictionary, because asking is what takes the time."""

    def __init__(self, make: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: str) -> tuple[str, ...]:
        if len(self) >= _MEMO:
            self.clear()
        self[raw] = made = self._make(raw)
        return made


def _stems(raw: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in parts(raw) if word not in STOP_WORDS)


_stem = lru_cache(_MEMO)(stem)
# Of one of `raw_words` the stems, without stop words: mostly one.
stems = Memo(_stems).__getitem__
