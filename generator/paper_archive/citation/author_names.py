"""Splits authors' names, which listings have as printed, into the parts of citation formats.

Ann B. Lee               family Lee
Johannes van der Berg    family van der Berg: it includes the particles before it
Rob Van Der Goot         family Van Der Goot: in capitals, two in a row are particles
Luc Van Gool             family Van Gool: a single one too
Nguyen Van Hiep          family Hiep: unless it may be a syllable of a Vietnamese or Chinese name
Santiago Ramón y Cajal   family Ramón y Cajal
Hal Daumé III            family Daumé, suffix III; also Hal Daumé, 3rd
Lee, Ann B.              family Lee; also in Lee, Ann B., Jr. and Lee, Jr., Ann B.
John Smith, Ph.D.        family Smith: degrees, titles, marks and affiliations are left out
李 明                    family 李: it comes first in these scripts
Kimi Team                a group: its name has no parts
Plato                    one word: it has no parts either
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from paper_archive.text.name_words import (
    ARTIFICIAL,
    DEGREES,
    FAMILY_FIRST,
    GIVEN_NAMES,
    IN_CAPITALS,
    JOINING,
    LONGEST_NAME,
    OF_DEGREES,
    OF_GROUPS,
    ONLY_WITH_OTHERS,
    PARTICLES,
    SUFFIXES,
    SUFFIXES_AFTER_COMMA,
    SYLLABLE,
    SYLLABLES,
    TITLES,
    UNLESS_ALL_ARE_SYLLABLES,
    UNLESS_BEFORE_SYLLABLE,
    is_group,
    without_marks,
)

_TELLING = frozenset(
    {ARTIFICIAL, *SUFFIXES, *JOINING, *OF_DEGREES}.union(
        *({word, word.title(), word.upper()} for word in OF_GROUPS | PARTICLES)
    )
)
# Signs of names that need more than a look at their words: commas, marks, brackets, numbers, and
# letters of scripts where the family name may come first.
_TELLING_SIGN = re.compile("[^A-Za-zÀ-ɏḀ-ỿ .'’‘`-]|-v[ao]n ")
_DEGREES_AT_THE_END = re.compile(rf"(?:,| ) ?{DEGREES.pattern}\Z")


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
    if _TELLING.isdisjoint(together.split(" ")) and not _TELLING_SIGN.search(together):
        return tuple(map(_plain, authors))
    return tuple(map(split_name, authors))


# The formats of a citation ask one after the other.
@lru_cache(maxsize=8)
def family_first(names: tuple[AuthorName, ...]) -> list[str]:
    """Return names with the family name first."""
    return [name.family_first for name in names]


def split_name(text: str) -> AuthorName:
    """Return a name in parts; one that no person has, because of its length, is a group's."""
    text = without_marks(text)
    if len(text) > LONGEST_NAME or is_group(text):
        return AuthorName(text, group=True)
    text = _without_degrees(text)
    if "," in text:
        return _with_commas(text)
    if FAMILY_FIRST.match(text):
        family, _, given = text.partition(" ")
        return AuthorName(family, given)
    words = text.split(" ")
    suffix = words.pop() if len(words) > 1 and words[-1] in SUFFIXES else ""
    start = _start_of_family(words)
    given = " ".join(words[:start])
    if not given:  # One word, or particles and one word; BibTeX would split off a suffix.
        return AuthorName(text, group=suffix != "")
    return AuthorName(" ".join(words[start:]), given, suffix)


def _plain(text: str) -> AuthorName:
    given, _, family = text.rpartition(" ")
    return AuthorName(family, given) if given else AuthorName(text)


def _start_of_family(words: Sequence[str]) -> int:
    """Return the number of words before the family name."""
    last = len(words) - 1
    if last > 2 and words[last - 1] in JOINING and len(words[last - 2].rstrip(".")) > 1:
        last -= 2
    start = last
    while start and words[start - 1].lower() in PARTICLES and words[start - 1] not in GIVEN_NAMES:
        start -= 1
    if start and words[start - 1].endswith(("-van", "-von")):
        return start - 1 - (start > 1 and words[start - 2] in PARTICLES)  # de Vries-van der Berg
    run = words[start:last]
    in_capitals = [word.lower() for word in run if word not in PARTICLES]
    if len(run) == 1 and in_capitals:
        surely = start > 0 and _is_particle(in_capitals[0], words, start)
    elif len(run) == 1:
        surely = run[0] not in ONLY_WITH_OTHERS
    else:
        surely = len(in_capitals) < len(run) or not SYLLABLES.issuperset(in_capitals)
    return start if surely else last


def _is_particle(capital: str, words: Sequence[str], at: int) -> bool:
    """Tell whether the word at `at`, which has a capital, is a particle before the last word.

    It may be a syllable of a Vietnamese, Chinese or Korean name: Nguyen Van Hiep, Luc Van Gool.
    """
    if capital in UNLESS_ALL_ARE_SYLLABLES:
        others = [*words[:at], *words[at + 1 :]]
        return not all(SYLLABLE.match(word.lower()) for word in others)
    if capital in UNLESS_BEFORE_SYLLABLE:
        return not SYLLABLE.match(words[-1].lower())
    return capital in IN_CAPITALS


def _without_degrees(text: str) -> str:
    """Return a name without titles before it and degrees after it, if two words remain."""
    titles = TITLES.match(text)
    name = text[titles.end() :] if titles else text
    if degrees := _DEGREES_AT_THE_END.search(name):
        name = name[: degrees.start()].rstrip(" ,")
    return name if " " in name else text


def _with_commas(text: str) -> AuthorName:
    parts = re.split(", ?", text)
    suffixes = [part for part in parts[1:] if part in SUFFIXES_AFTER_COMMA]
    rest = [parts[0], *(part for part in parts[1:] if part not in SUFFIXES_AFTER_COMMA)]
    if len(suffixes) > 1 or not all(rest):
        return AuthorName(text, group=True)
    suffix = suffixes[0] if suffixes else ""
    match rest:
        case [family, given]:
            family, _, last = family.rpartition(" ") if not suffix else ("", "", family)
            if family and last in SUFFIXES:  # King Jr., Martin Luther
                return AuthorName(family, given, last)
            return AuthorName(f"{family} {last}".lstrip(), given, suffix)
        case [whole] if suffix and (name := split_name(whole)).given and not name.suffix:
            return name._replace(suffix=suffix)
    return AuthorName(text, group=True)
