"""Lists of words and of numbers as text that gzips well; the format stands in the package's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_MORE = 32
_MOST_SHARED = 25


def varints(numbers: Iterable[int]) -> str:
    """Return numbers, from 0, as text."""
    letters: list[str] = []
    for number in numbers:
        while number >= _MORE:
            letters.append(_LETTERS[_MORE | number & (_MORE - 1)])
            number >>= 5
        letters.append(_LETTERS[number])
    return "".join(letters)


def of_varints(text: str) -> list[int]:
    """Return the numbers that `varints` wrote."""
    numbers, number, shift = [], 0, 0
    for letter in text:
        value = _VALUES[letter]
        number |= (value & (_MORE - 1)) << shift
        if value < _MORE:
            numbers.append(number)
            number = shift = 0
        else:
            shift += 5
    return numbers


def word_list(words: Iterable[str]) -> str:
    """Return words without blanks as text: of each what it does not share with the one before."""
    before, made = "", []
    for word in words:
        shared = min(len(before), _MOST_SHARED)
        while not word.startswith(before[:shared]):
            shared -= 1
        made.append(_LETTERS[shared] + word[shared:])
        before = word
    return " ".join(made)


def of_word_list(text: str) -> list[str]:
    """Return the words that `word_list` wrote."""
    words: list[str] = []
    before = ""
    for item in text.split(" ") if text else ():
        before = before[: _VALUES[item[0]]] + item[1:]
        words.append(before)
    return words


def in_order(words: Iterable[str]) -> list[str]:
    """Sort words as the browser compares them: by UTF-16."""
    listed = sorted(words)
    if listed and listed[-1] > "\ud7ff":
        listed.sort(key=utf16)
    return listed


def utf16(word: str) -> bytes:
    """The order of words in the index: that of their UTF-16."""
    return word.encode("utf-16-be", "surrogatepass")


def position(bounds: Sequence[str], word: str) -> int:
    """Return the last place whose bound is not after the word, 0 where there is none."""
    wanted, low, high = utf16(word), 0, len(bounds)
    while high - low > 1:
        middle = (low + high) // 2
        if utf16(bounds[middle]) <= wanted:
            low = middle
        else:
            high = middle
    return low
