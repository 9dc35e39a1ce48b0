"""Splits authors' names, which listings have as printed, into the parts of citation formats.

    Ann B. Lee               family Lee
    Johannes van der Berg    family van der Berg: it includes the particles before it
    Hal Daumé III            family Daumé, suffix III
    Lee, Ann B.              family Lee; also in Lee, Ann B., Jr. and Lee, Jr., Ann B.
    李 明                    family 李: it comes first in these scripts
    Kimi Team                a group: its name has no parts
    Plato                    one word: it has no parts either

Only words in lower case are particles, or a word that follows one (Mark *Van der* Merwe), so
Vietnamese names keep their *Van*. The browser splits names in the same way (`cite.js`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PARTICLES = frozenset(
    "af al av bin da das de dei del della den der di do dos du el ibn la las le los ten ter te "
    "van vom von zu zum zur".split()
)
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
_OF_GROUPS = frozenset(
    "& alliance and collaboration committee community consortium contributors corporation "
    "foundation group inc inc. initiative institute lab laboratory labs llc ltd ltd. project "
    "research team teams university".split()
)
# In capitals only: `Ai` is a family name.
_ARTIFICIAL = "AI"
_TELLING = frozenset(
    {_ARTIFICIAL, *_SUFFIXES, *_PARTICLES}.union(
        *({word, word.title(), word.upper()} for word in _OF_GROUPS)
    )
)
# Kana, Han and Hangul.
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class AuthorName(NamedTuple):
    """A name in parts. The whole name of a `group`, or of one word, is in `family`."""

    family: str
    given: str = ""
    suffix: str = ""
    group: bool = False

    @property
    def family_first(self) -> str:
        """The name with the family name first, as in `Lee, Ann B., Jr.`."""
        if not self.given:
            return self.family
        return f"{self.family}, {self.given}{self.suffix and ', '}{self.suffix}"


def split_names(authors: Sequence[str]) -> tuple[AuthorName, ...]:
    """Return the names of a paper's authors in parts."""
    together = " ".join(authors)
    # Special names are rare, so testing all names together is faster.
    if (
        "," not in together
        and _TELLING.isdisjoint(together.split(" "))
        and (together.isascii() or not _FAMILY_FIRST.search(together))
    ):
        return tuple(map(_plain, authors))
    return tuple(map(split_name, authors))


def split_name(text: str) -> AuthorName:
    """Return a name in parts."""
    words = text.split(" ")
    if _ARTIFICIAL in words or not _OF_GROUPS.isdisjoint(text.lower().split(" ")):
        return AuthorName(text, group=True)
    if "," in text:
        return _with_commas(text)
    if _FAMILY_FIRST.match(text):
        family, _, given = text.partition(" ")
        return AuthorName(family, given)
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    start = len(words) - 1
    while start and words[start - 1] in _PARTICLES:
        start -= 1
    if 0 < start < len(words) - 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    given = " ".join(words[:start])
    if not given:  # One word, or particles and one word; BibTeX would split off a suffix.
        return AuthorName(text, group=suffix != "")
    return AuthorName(" ".join(words[start:]), given, suffix)


def _plain(text: str) -> AuthorName:
    given, _, family = text.rpartition(" ")
    return AuthorName(family, given) if given else AuthorName(text)


def _with_commas(text: str) -> AuthorName:
    parts = text.split(", ")
    suffixes = [part for part in parts if part in _SUFFIXES]
    rest = [part for part in parts if part not in _SUFFIXES]
    if len(suffixes) > 1 or not all(rest):
        return AuthorName(text, group=True)
    suffix = suffixes[0] if suffixes else ""
    match rest:
        case [family, given]:
            return AuthorName(family, given, suffix)
        case [whole] if "," not in whole and suffix and (name := split_name(whole)).given:
            return name._replace(suffix=suffix)
    return AuthorName(text, group=True)
