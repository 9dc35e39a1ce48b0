"""Words that are spelt otherwise: one letter away, or in Britain; `spelling.js` does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paper_archive.search.tokens import stem

SHORTEST, LONGEST = 4, 40
# Of the words that are near, so many are looked for.
TAKEN = 3
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
# What stems lose.
ENDINGS = frozenset(
    "ability able ably al ally ance ancy ant ary ate ative ator e ed ely ement ence ency ent er "
    "ers es iance ibility ible ic ical icity ics ied ier ies ify ing ion ions isation ise ising "
    "ism ist ity ive ivity ization ize izing ment ness ors ory ous s th y".split()
)
# British and American, both ways; the first that fits is taken.
_OUR = "(behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|rig|rum|sav|tum|vap|vig)"
_RE = "(calib|cent|fib|lit|met|theat)"
_IZE = "(e|ed|es|er|ers|ing|able|ation|ations)"
_SPELLINGS = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (f"{_OUR}our(.*)", r"\1or\2"),
        (f"{_OUR}or(.*)", r"\1our\2"),
        (f"(.{{3,}}[iy])s{_IZE}", r"\1z\2"),
        (f"(.{{3,}}[iy])z{_IZE}", r"\1s\2"),
        (f"{_RE}re(s?)", r"\1er\2"),
        (f"{_RE}er(s?)", r"\1re\2"),
        ("(anal|catal|dial)ogue(s?)", r"\1og\2"),
        ("(anal|catal|dial)og(s?)", r"\1ogue\2"),
        ("(def|off|pret)ence(s?)", r"\1ense\2"),
        ("(def|off|pret)ense(s?)", r"\1ence\2"),
    )
)
# Of a word's start; what shares it is found in the lexicon's order, the rest in the backward one.
_SHARED = 2


def other_spelling(word: str) -> str:
    """Return a word as it is spelt in America if it is spelt as in Britain, and the other way
    round; "" if there is no difference. It need not be a word: *exercize* finds nothing."""
    for pattern, made in _SPELLINGS:
        if found := pattern.fullmatch(word):
            return found.expand(made)
    return ""


def completed(stem_of: str, word: str) -> str:
    """Return the word with a stem that is spelt most like another: of *machin*, *machine* for
    *mahcien*."""
    made = (stem_of + ending for ending in ("", *ENDINGS))
    return min(
        (each for each in made if stem(each) == stem_of),
        key=lambda each: (distance(word, each, 4), abs(len(each) - len(word)), each),
        default=stem_of,
    )


def variants(word: str) -> dict[str, str]:
    """Return the stems of all words that are one letter more, less, other or exchanged away, and
    of each stem the first such word with a usual ending, else the first: of *attenton*, *attention*
    and not *attentou*. Letters are those of English, and digits."""
    found: dict[str, str] = {}
    for variant in _edits(word):
        own = stem(variant)
        if own not in found or (_is_usual(variant, own) and not _is_usual(found[own], own)):
            found[own] = variant
    for own in (word, stem(word)):
        found.pop(own, None)
    return found


def _is_usual(word: str, stem: str) -> bool:
    return word == stem or (word.startswith(stem) and word[len(stem) :] in ENDINGS)


def _edits(word: str) -> Iterator[str]:
    """Exchanged letters come first, which are the commonest slip that keeps all of them."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        for letter in _ALPHABET:
            yield word[:at] + letter + word[at + 1 :]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in _ALPHABET:
            yield word[:at] + letter + word[at:]


def starts_alike(word: str, stem: str) -> bool:
    """Tell whether a stem is looked for in the lexicon's order, not the backward one."""
    return stem[:_SHARED] == word[:_SHARED]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to exchange, add, remove or change, `most` + 1 if more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        above, row = row, [at] + [0] * len(other)
        for to, wanted in enumerate(other, 1):
            row[to] = min(above[to] + 1, row[to - 1] + 1, above[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                row[to] = min(row[to], before[to - 2] + 1)
        before = above
        if min(row) > most and min(above) > most:
            return most + 1
    return min(row[-1], most + 1)
