"""Lists of words and of numbers as text that gzips well; the package documents the format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MORE = 32
_MOST_SHARED = 25


def varints(numbers: Iterable[int]) -> str:
    """Return non-negative numbers as text."""
    letters: list[str] = []
    for number in numbers:
        while number >= _MORE:
            letters.append(DIGITS[_MORE | number & (_MORE - 1)])
            number >>= 5
        letters.append(DIGITS[number])
    return "".join(letters)


def word_list(words: Iterable[str]) -> str:
    """Return words without blanks as text; a word loses the start that it shares with the last."""
    before = ""
    items: list[str] = []
    for word in words:
        shared = min(len(before), _MOST_SHARED)
        while not word.startswith(before[:shared]):
            shared -= 1
        items.append(DIGITS[shared] + word[shared:])
        before = word
    return " ".join(items)


def in_order(words: Iterable[str]) -> list[str]:
    """Sort words as the browser compares them: by UTF-16."""
    listed = list(words)
    return [listed[at] for at in order(listed)]


def order(words: Sequence[str]) -> list[int]:
    """Return the places of words in the order in which the browser compares them."""
    places = sorted(range(len(words)), key=words.__getitem__)
    if places and words[places[-1]] > "\ud7ff":
        places.sort(key=lambda at: utf16(words[at]))
    return places


def utf16(word: str) -> bytes:
    """Return the UTF-16 of a word, the key by which the index is sorted."""
    return word.encode("utf-16-be", "surrogatepass")
