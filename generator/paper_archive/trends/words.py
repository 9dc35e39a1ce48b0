"""Splits text into words for counting phrases, and numbers the words.

A word keeps its hyphens and inner full stops (*on-policy*, *GPT-5.6*). It is folded as the rules of
tags fold it (`tags/folding.py`), so that plural and singular count as one. Its number is a
checksum, the same in every archive, so a day's words can be kept without a vocabulary. A phrase
never crosses a `BREAK`: punctuation, a stop word, or a number.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from string import punctuation
from typing import NamedTuple
from zlib import crc32

from paper_archive.tags.folding import fold_word
from paper_archive.tags.stop_words import ENGLISH, OF_EVERY_PAPER

BREAK = 0
# The lowest bits of a number: of a word that says nothing alone, and of one that looks like the
# name of a model or data set (*GPT-5.6*).
COMMON, NAME = 1, 2
FLAGS = COMMON | NAME
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
# Stretches of text to remember: some 40 MB.
_MEMO = 1 << 18
# What is in no word.
_PUNCTUATION = str.maketrans(dict.fromkeys(punctuation.translate({45: None, 46: None}), ";"))
_HYPHENS = "\u2010", "\u2011"


class Word(NamedTuple):
    """A word as it is spelt, its folded form, and its number; a break is empty."""

    spelt: str
    folded: str
    number: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, and breaks."""
    return list(chain.from_iterable(map(_spelt, _plain(text).split())))


@lru_cache(1 << 16)
def _spelt(stretch: str) -> tuple[Word, ...]:
    return tuple(Word(word, folded, number_of(folded)) for word, folded in _words(stretch))


def _words(stretch: str) -> Iterator[tuple[str, str]]:
    if "://" in stretch:
        yield "", ""
        return
    end = 0
    for match in _WORD.finditer(stretch):
        if match.start() > end:
            yield "", ""
        end = match.end()
        word = match[0]
        folded = _folded(word)
        yield (word, folded) if folded else ("", "")
    if end < len(stretch):
        yield "", ""


def _folded(word: str) -> str:
    """Return the folded form of a word, "" for one that is part of no phrase."""
    before, hyphen, last = word.lower().rpartition("-")
    folded = before + hyphen + fold_word(last)
    is_word = len(folded) > 1 and folded not in ENGLISH
    if not is_word or (folded[0].isdecimal() and not any(map(str.isalpha, folded))):
        return ""
    return folded


def number_of(folded: str) -> int:
    """Return the number of a folded word with its flags, `BREAK` for none."""
    if not folded:
        return BREAK
    number = crc32(folded.encode("utf-8", "surrogatepass")) & ~FLAGS or FLAGS + 1
    if folded in OF_EVERY_PAPER or len(folded) < 3:
        return number | COMMON
    return number | NAME if _is_name(folded) else number


def _is_name(folded: str) -> bool:
    if len(folded) < 4 or folded.isalpha():  # as most are
        return False
    return folded[:2].isalpha() and any(map(str.isdecimal, folded))


def tag_number(tag: str) -> int:
    """Return the number of a tag."""
    return crc32(tag.encode("utf-8", "surrogatepass"))


class _Packed(dict[str, bytes]):
    """Maps stretches without white space to the packed numbers of their words, and remembers them.

    Most of a paper's 200 stretches occurred in an earlier one.
    """

    def __missing__(self, stretch: str) -> bytes:
        if stretch.isalpha():
            packed = _pack(number_of(_folded(stretch)))
        elif stretch[:-1].isalpha() and not stretch[-1].isalnum():
            packed = self[stretch[:-1]] + _pack(BREAK)
        else:
            packed = _pack(*[number_of(folded) for _, folded in _words(stretch)])
        if len(self) < _MEMO:
            self[stretch] = packed
        return packed


def _pack(*numbers: int) -> bytes:
    return array("I", numbers).tobytes()


_PACKED = _Packed()


def packed_numbers(text: str) -> bytes:
    """Return the numbers of a text's words in order, and breaks, 4 bytes each as in memory.

    Joining bytes takes a third of the time of joining numbers.
    """
    # Nearly a third of the stretches differ only in a capital.
    lower = _plain(text).lower()
    if lower.isascii():
        if "://" in lower:
            lower = " ".join([";" if "://" in each else each for each in lower.split()])
        # With punctuation apart, there are a third fewer stretches.
        lower = lower.translate(_PUNCTUATION).replace(";", " ; ")
    return b"".join(map(_PACKED.__getitem__, lower.split()))


def forget() -> None:
    """Drop what `packed_numbers` remembers: memory for what comes after it."""
    _PACKED.clear()


def numbers_of(text: str) -> array[int]:
    """Return the same as numbers."""
    return array("I", packed_numbers(text))


def _plain(text: str) -> str:
    """Return a text whose hyphens are those of ASCII."""
    if not text.isascii():
        for hyphen in _HYPHENS:
            text = text.replace(hyphen, "-")
    return text
