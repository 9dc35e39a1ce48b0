"""Tells titles from abstracts: finds the cheapest reading of a plain listing.

A plain listing alternates title, abstract, title, abstract. Length alone tells the two apart
in all but a few of ten thousand lines; listings break the rule in five more ways: a title or an
abstract is missing, or one is wrapped over several lines, or something foreign stands between.
A local rule that trips over one of these shifts all entries after it. So a line has a cost for
every role, a step from one role to the next has a cost, and `align` returns the cheapest path
through the whole file (the Viterbi algorithm, linear in the number of lines).

The costs are in arbitrary units: a regular listing costs 0, a title without abstract or an
abstract without title costs 5 (`ORPHAN`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import accumulate, groupby

from paper_archive.listing.plain_text.endings import CLOSERS, ends_sentence

ORPHAN = 5.0
FOREVER = float("inf")


class Role(Enum):
    """The part of a paper to which a line belongs."""

    # Each member is one object, and hashing its name would be a tenth of the work.
    __hash__ = object.__hash__

    TITLE = "title"
    TITLE_MORE = "title, second line"
    TITLE_LAST = "title, third line"
    ABSTRACT = "abstract"
    ABSTRACT_MORE = "abstract, continued"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of papers: its number (from 1), its text, and whether a blank line precedes it."""

    number: int
    text: str
    after_blank: bool


TITLES = (Role.TITLE, Role.TITLE_MORE, Role.TITLE_LAST)
ABSTRACTS = (Role.ABSTRACT, Role.ABSTRACT_MORE)
# By role, the roles that may precede it and the cost of that step. Steps to `*_MORE` roles also
# cost more the worse the two lines join.
_BEFORE: dict[Role, dict[Role, float]] = {
    Role.TITLE: dict.fromkeys(ABSTRACTS, 0.0) | dict.fromkeys(TITLES, ORPHAN),
    Role.TITLE_MORE: {Role.TITLE: 0.0},
    Role.TITLE_LAST: {Role.TITLE_MORE: 0.0},
    Role.ABSTRACT: dict.fromkeys(TITLES, 0.0) | dict.fromkeys(ABSTRACTS, ORPHAN),
    Role.ABSTRACT_MORE: dict.fromkeys(ABSTRACTS, 0.0),
}

_STEPS = tuple((role, tuple(before.items())) for role, before in _BEFORE.items())

_WORD = re.compile(r"[a-z][a-z-]{3,}")
_INNER_SENTENCE = re.compile(r"[a-z)][.!?] [A-Z]")
_FUNCTION_WORD = re.compile(
    r"(?:[:,;&-]|\b(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|the|to|towards?|under|using"
    r"|via|with|without))$",
    re.IGNORECASE,
)
_LONGEST_ENDING = len("towards") + 2  # with what stands before it
# Words that continue an abstract and hardly ever begin one.
_GOES_ON = re.compile(
    r"(?:Additionally|Also|Code|Experiments?|Extensive|Finally|Furthermore|Hence|However|"
    r"Moreover|Notably|Our (?:code|experiments|results)|Project page|Results|Specifically|"
    r"Therefore|Thus)\b"
)
WRAP_WIDTH = 132  # Terminals and mail programs wrap earlier, and few titles are longer.
MOST_WORDS = 300_000  # Ten thousand abstracts have a third as many different ones.
COMMON = 0.1  # Words in a larger share of the abstracts do not tell them apart.


def align(lines: Sequence[Line]) -> list[Role]:
    """Return the roles of the lines on the cheapest path."""
    if not lines:
        return []
    page = _Layout.of(lines)
    cost = {
        Role.TITLE: _title_cost(lines[0].text),
        Role.TITLE_MORE: FOREVER,
        Role.TITLE_LAST: FOREVER,
        Role.ABSTRACT: ORPHAN + _abstract_cost(lines, 0, page),
        Role.ABSTRACT_MORE: FOREVER,
    }
    came_from: list[dict[Role, Role]] = []
    for i in range(1, len(lines)):
        line_cost = {
            Role.TITLE: _title_cost(lines[i].text),
            Role.TITLE_MORE: _title_join(lines, i, page),
            Role.TITLE_LAST: _title_join(lines, i, page, third=True),
            Role.ABSTRACT: _abstract_cost(lines, i, page),
            Role.ABSTRACT_MORE: _abstract_join(lines, i, page),
        }
        step: dict[Role, Role] = {}
        new: dict[Role, float] = {}
        for role, before in _STEPS:
            best, least = before[0][0], FOREVER
            for other, extra in before:
                if (total := cost[other] + extra) < least:
                    best, least = other, total
            step[role] = best
            new[role] = least + line_cost[role]
        came_from.append(step)
        cost = new
    # A listing ends with an abstract.
    end = min(Role, key=lambda r: cost[r] + (ORPHAN if r in TITLES else 0))
    path = [end]
    for step in reversed(came_from):
        path.append(step[path[-1]])
    return path[::-1]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Facts about a whole file: whether blank lines separate its blocks, and its commonest words.

    `widths` has, by line, the wrap width of the run of short lines around it, 0 for a run of fewer
    than three: a regular listing never has two short lines in a row.
    """

    spaced: bool
    common: frozenset[str]
    widths: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Layout:
        # A tenth is enough: in a wrapped listing only first lines of paragraphs follow a blank one.
        spaced = 10 * sum(line.after_blank for line in lines[1:]) >= len(lines)
        counts: Counter[str] = Counter()
        abstracts = 0
        for line in lines:
            if len(line.text) >= 160 and len(counts) < MOST_WORDS:
                counts.update(_words(line.text))
                abstracts += 1
        common = frozenset(w for w, n in counts.items() if n > max(2, COMMON * abstracts))
        return cls(spaced, common, tuple(_widths(lines, spaced)))

    def join_cost(self, lines: Sequence[Line], i: int, full_line: float) -> float:
        """Return the cost of joining line `i` to the one before, by white space alone.

        `full_line` is deducted if that line is so full that the next word had no room.
        """
        cost = 6.0 if lines[i].after_blank else 0.5 if self.spaced else 5.5
        if self.widths[i - 1]:
            cost += -full_line if self.is_full(lines, i - 1) else 1.5
        return cost

    def is_full(self, lines: Sequence[Line], i: int) -> bool:
        """Tell whether line `i` looks wrapped: the first word of the next had no room on it."""
        width = self.widths[i]
        if not width or i + 1 >= len(lines):
            return False
        first_word = len(lines[i + 1].text.split(" ", 1)[0])
        return width - first_word <= len(lines[i].text) <= width + 2


def _widths(lines: Sequence[Line], spaced: bool) -> Iterator[int]:
    block = accumulate(line.after_blank and spaced for line in lines)
    for (short, _), pairs in groupby(
        zip(lines, block, strict=True), key=lambda p: (len(p[0].text) <= WRAP_WIDTH, p[1])
    ):
        run = [p[0] for p in pairs]
        lengths = sorted(len(line.text) for line in run)
        # Not the longest: the titles at both ends of a wrapped abstract are in the run as well.
        width = lengths[-1 - len(lengths) // 5] if short and len(lengths) > 2 else 0
        yield from [width] * len(lengths)


def _title_cost(text: str) -> float:
    # Titles are 3 to 175 characters long.
    length = len(text)
    cost = 0.0 if length <= 175 else min(8.0, 1 + (length - 175) / 25)
    if _INNER_SENTENCE.search(text) and _ends_sentence(text[-300:]):
        # Two abstracts in a row cost two orphans; neither must be cheaper as a title.
        cost += 2 if length <= 175 else 4
    return cost


def _abstract_cost(lines: Sequence[Line], i: int, page: _Layout) -> float:
    # Abstracts are 160 to 2,500 characters long; prose may be an abstract that was cut short.
    text = lines[i].text
    length = len(text)
    if length > 4000:
        return 6.0
    steps = ((250, 0.0), (200, 0.3), (160, 1.0), (100, 3.0), (60, 4.5), (0, 6.0))
    cost = next(cost for limit, cost in steps if length >= limit)
    sentence = _ends_sentence(text)
    if length < 130 and not sentence and not page.widths[i] and i + 1 < len(lines):
        # Two titles without abstracts are likelier; an abstract is cut off only at the end.
        return 2 * ORPHAN + 1
    if cost and (_INNER_SENTENCE.search(text) or (length >= 100 and text.endswith("."))):
        cost = max(0.0, cost - 1.5)
    return min(cost, 1.5) if page.is_full(lines, i) else cost


def _title_join(lines: Sequence[Line], i: int, page: _Layout, third: bool = False) -> float:
    before, line = lines[i - 1], lines[i]
    whole = " ".join(part.text for part in lines[max(0, i - 1 - third) : i + 1])
    cost = page.join_cost(lines, i, 3.0) + _title_cost(whole)
    if _FUNCTION_WORD.search(before.text[-_LONGEST_ENDING:]):
        cost -= 3
    if line.text[:1].islower() or line.text[:1] in "([&":
        cost -= 2.5
    if before.text.endswith((".", "?", "!")):
        cost += 2
    cost += _shared_words(before.text, lines, i, page)
    return max(0.1, cost)


def _shared_words(title: str, lines: Sequence[Line], i: int, page: _Layout) -> float:
    """Lower the cost if the rarer words of a title's first half are in the next abstract."""
    abstract = next((line.text for line in lines[i : i + 3] if len(line.text) >= 160), "")
    words = _words(title) - page.common
    if not words or not abstract:
        return 0.0
    share = len(words & _words(abstract)) / len(words)
    return -2.5 if share >= 0.5 else 1.0 if share <= 0.25 else -0.5


def _ends_sentence(text: str) -> bool:
    return ends_sentence(text, ".!?:", CLOSERS + "}")


@lru_cache(256)  # A line is compared with several others near it.
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _abstract_join(lines: Sequence[Line], i: int, page: _Layout) -> float:
    before, line = lines[i - 1], lines[i]
    cost = page.join_cost(lines, i, 5.0)
    if len(line.text) > 4000:
        cost += 6
    if len(before.text) < 160 <= len(line.text):
        cost += 2  # A title is likelier than the first words of an abstract.
    if _ends_sentence(before.text):
        cost += 0.5 if page.is_full(lines, i - 1) else 1
    else:
        cost -= 4
    if line.text[:1].islower() or _GOES_ON.match(line.text):
        cost -= 2.5
    short = len(line.text) < 160 and not _ends_sentence(line.text)
    if short and page.spaced and line.after_blank:
        cost = max(cost, ORPHAN + 0.5)  # A title whose abstract is missing is likelier.
    return max(0.1, cost)
