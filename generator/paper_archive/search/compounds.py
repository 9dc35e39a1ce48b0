"""Words that some write as one and others as two: *dataset, data set; GPT-4, gpt4; pre-training*.

A word with a number at its end also finds what has both, *gpt* and *4*. Two words of a query next
to each other also find what they are together: in a short query always (*flash attention*), in
a longer one, for which that would load too much, where the second is a number or the first is
one that often stands so, such as *pre* or *data*. A word that no paper has, and nothing near it, is
read as two that some have: *reinforcementlearning*, *text2image*. `compounds.js` does the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from paper_archive.search.ranking import Group, Lookup
from paper_archive.search.spelling import LONGEST
from paper_archive.search.tokens import stem

FIRST = frozenset(
    "anti auto back bench bi bio check co code cross cyber data end few fine frame hyper inter "
    "intra key land life long macro mark meta micro mono multi nano neuro non out over para point "
    "poly post pre pseudo road self semi spatio sub super time trans ultra under uni water wave "
    "web work zero".split()
)
# Words of a query of which all neighbours are joined.
SHORT_QUERY = 3
# Of the parts of a word that is read as two.
SHORTEST = 3
_NUMBERED = re.compile("([a-z]{2,})([0-9][0-9.]*)")
_LETTERS = re.compile("[a-z]{2,}")
_NUMBER = re.compile("[0-9][0-9.]*[a-z]?")


def group_of(lookup: Lookup, word: str, prefix: bool) -> Group:
    """Return the group of a word of a query, see `Lookup.word`, with what is written as two."""
    group = lookup.word(word, prefix)
    numbered = _NUMBERED.fullmatch(word)
    if numbered:
        both = _together(lookup, numbered.groups())
        if both.papers:
            group = lookup.exact(word, []) if group.corrected else group
            _add(lookup, group, both)
        return group
    if not group.papers and (parts := parted(lookup, word)):
        _add(lookup, group, _together(lookup, parts))
        group.corrected = [" ".join(parts)] if group.papers else []
    return group


def join(lookup: Lookup, groups: Sequence[Group], prefix: bool) -> None:
    """Let neighbours among the groups, in the order of the query, find what they are together;
    `prefix` says whether the last one is the beginning of a word."""
    for one, other in pairwise(groups):
        if len(groups) <= SHORT_QUERY or _often_together(one.word, other.word):
            word = one.word + other.word
            last = prefix and other is groups[-1]
            whole = lookup.beginning(word) if last else lookup.exact(word, [stem(word)])
            for group in (one, other) if whole.papers else ():
                if group.corrected:  # It was no slip.
                    group.clear()
                _add(lookup, group, whole)


def _often_together(one: str, other: str) -> bool:
    return one in FIRST or bool(_LETTERS.fullmatch(one) and _NUMBER.fullmatch(other))


def parted(lookup: Lookup, word: str) -> Sequence[str]:
    """Return the two known words that a word is made of, the commonest; none if there are none."""
    if not 2 * SHORTEST <= len(word) <= LONGEST:
        return ()
    pairs = [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]
    # The 2 of *text2image*.
    pairs += [(one, other[1:]) for one, other in pairs[:-1] if other[0] in "24"]
    before = _counts(lookup, [one for one, _ in pairs], backward=False)
    pairs = [pair for pair in pairs if before.get(stem(pair[0]))]
    after = _counts(lookup, [other for _, other in pairs], backward=True)
    pairs = [pair for pair in pairs if after.get(stem(pair[1]))]

    def rarity(pair: tuple[str, str]) -> tuple[int, str]:
        return -min(before[stem(pair[0])], after[stem(pair[1])]), pair[0]

    return min(pairs, key=rarity, default=())


def _counts(lookup: Lookup, words: Sequence[str], backward: bool) -> dict[str, int]:
    """How many papers have the stems of words, as far as the lexicon knows."""
    counts: dict[str, int] = {}
    stems = list(dict.fromkeys(map(stem, words)))
    for segment in lookup.site.segments if stems else ():
        known = segment.lexicon(stems, backward)
        for own in stems:
            counts[own] = counts.get(own, 0) + known.get(own, 0)
    return counts


def _together(lookup: Lookup, words: Sequence[str]) -> Group:
    """Return the group of the papers that have all words."""
    groups = [lookup.exact(word, [stem(word)]) for word in words]
    made = lookup.exact(" ".join(words), [])
    levels = zip(*(group.levels for group in groups), strict=True)
    made.levels = [np.minimum.reduce(own) for own in levels]
    made.terms = set().union(*(group.terms for group in groups))
    made.weigh(lookup.site.papers)
    return made


def _add(lookup: Lookup, group: Group, other: Group) -> None:
    """Let a group find what another one finds, and weigh it anew."""
    for own, levels in zip(group.levels, other.levels, strict=True):
        own[:] = np.maximum(own, levels)
    group.terms |= other.terms
    group.weigh(lookup.site.papers)
