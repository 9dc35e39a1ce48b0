r"""TeX's accents and letters: `\"o`, `\d{a}`, `\~{\^e}`, `\ss`.

TeX takes one letter for the argument of an accent, in braces or not, and an accented letter too.
It also drops the blanks behind a command of letters: `Stra\ss e` is Straße.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# The combining character of an accent.
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c",
    "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
# Letters that have a command of their own.
LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ",
    "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "ohorn": "ơ", "OHORN": "Ơ",
    "uhorn": "ư", "UHORN": "Ư",
}  # fmt: skip
_DOTTED = {"ı": "i", "ȷ": "j"}
# What follows an apostrophe in English: it\'s and we\'re are escapes of another language.
CONTRACTIONS = frozenset(("s", "t", "re", "ll", "m", "ve", "d"))


@lru_cache(maxsize=4096)
def with_accent(mark: str, letter: str, certain: bool) -> str | None:
    r"""Return a letter with an accent (`"`, `'`, `c`, …); None if there is none.

    Unicode has a precomposed letter for every accent in a real name; if it has none, the
    backslash was an escape (`\"hello\"`), unless it is `certain` that it is TeX.
    """
    if not letter or not letter[0].isalpha():
        return None
    letter = _DOTTED.get(letter, letter)
    composed = unicodedata.normalize("NFC", letter + ACCENTS[mark])
    return composed if len(composed) == 1 or certain else None
