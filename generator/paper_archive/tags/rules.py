"""Compiles a taxonomy for `matching`: folded phrases → the standings that mentions add to tags.

There are four kinds of mention: the first and the second in the title, and the same in the
abstract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paper_archive.tags.folding import WordFolder, capitals, endings, forms
from paper_archive.tags.taxonomy import Points, Tag, Taxonomy

_KINDS = 4
IN_ABSTRACT = 2

# Phrase as written → its spellings, folded.
Forms = dict[str, tuple[str, ...]]

# By kind of mention: pairs of a tag's place in the taxonomy and the standing added.
Gains = tuple[tuple[tuple[int, float], ...], ...]

# The lists of phrases that count in titles only.
_OF_TITLES = ("names", "in-title")


@dataclass(frozen=True, slots=True)
class Rules:
    """A compiled taxonomy.

    `kept`, `words` and `endings` are for `WordFolder`. `patterns` are the folded spellings of all
    phrases, in order, and `gains` are theirs. The functions of the same names say what the others
    map.
    """

    kept: frozenset[str]
    words: frozenset[str]
    endings: frozenset[str]
    patterns: tuple[str, ...]
    gains: tuple[Gains, ...]
    contexts: dict[int, tuple[str, ...]]
    soft: dict[int, frozenset[tuple[str, int]]]

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Rules:
        """Compile a taxonomy."""
        phrases = tuple(dict.fromkeys(texts(taxonomy)))
        kept = frozenset(word for text in phrases for word in capitals(text))
        plain = WordFolder(kept)
        folded = {text: forms(text, plain) for text in phrases}
        every = gains(taxonomy, folded)
        patterns = tuple(sorted(every))
        return cls(
            kept,
            frozenset(word for pattern in patterns for word in pattern.split()),
            frozenset(ending for text in phrases for ending in endings(text)),
            patterns,
            tuple(every[pattern] for pattern in patterns),
            contexts(taxonomy, folded, patterns),
            soft(taxonomy, folded),
        )


def texts(taxonomy: Taxonomy) -> Iterator[str]:
    """Yield all phrases as they are written."""
    for tag in taxonomy.tags:
        for phrase in tag.phrases:
            yield phrase.text
    for context in taxonomy.contexts:
        yield from context.phrases
    yield from taxonomy.ignored


def gains(taxonomy: Taxonomy, forms: Forms) -> dict[str, Gains]:
    """Map folded spellings to the standings they add to tags, by kind of mention."""
    found: dict[str, list[dict[int, float]]] = {
        form: [{} for _ in range(_KINDS)] for variants in forms.values() for form in variants
    }
    for slot, tag in enumerate(taxonomy.tags):
        # Title phrases last: in titles they replace the other points of the phrase.
        for phrase in sorted(tag.phrases, key=lambda phrase: phrase.strength in _OF_TITLES):
            for kind, points in _kinds(taxonomy.points, phrase.strength):
                for form in forms[phrase.text]:
                    found[form][kind][slot] = points / tag.cutoff
        for form in _names(tag, forms):
            found[form][0][slot] = max(1.0, found[form][0][slot])
    return {
        pattern: tuple(tuple(slots.items()) for slots in kinds) for pattern, kinds in found.items()
    }


def _names(tag: Tag, forms: Forms) -> set[str]:
    """Return the folded names of a tag, and its longer phrases that hold one."""
    names = {
        form for phrase in tag.phrases if phrase.strength == "names" for form in forms[phrase.text]
    }
    if not names:
        return names
    return {
        form
        for phrase in tag.phrases
        if phrase.strength != "not"
        for form in forms[phrase.text]
        if any(name in form for name in names)
    }


def _kinds(points: Points, strength: str) -> list[tuple[int, float]]:
    """Return (kind of mention, points) of a phrase; a title phrase has none in the abstract."""
    first = {
        "strong": points.strong,
        "in-title": points.strong,
        "names": points.strong,
        "normal": points.normal,
        "weak": points.weak,
        "not": -points.strong,
    }[strength]
    title = [(0, first * points.title), (1, first * points.title * points.again)]
    if strength in _OF_TITLES:
        return title
    return [*title, (2, first), (3, first * points.again)]


def contexts(
    taxonomy: Taxonomy, forms: Forms, patterns: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    """Map patterns to the contexts that they indicate."""
    named: dict[str, set[str]] = defaultdict(set)
    for context in taxonomy.contexts:
        for text in context.phrases:
            for form in forms[text]:
                named[form].add(context.id)
    return {
        index: tuple(sorted(named[pattern]))
        for index, pattern in enumerate(patterns)
        if pattern in named
    }


def soft(taxonomy: Taxonomy, forms: Forms) -> dict[int, frozenset[tuple[str, int]]]:
    """Map tags that can be vetoed to the (folded spelling, kind) that then count nothing."""
    weaker_ones = {}
    for slot, tag in enumerate(taxonomy.tags):
        if not tag.unless:
            continue
        weaker: set[tuple[str, int]] = set()
        firm = {(form, 0) for form in _names(tag, forms)}
        for phrase in tag.phrases:
            counted = {
                (form, kind)
                for form in forms[phrase.text]
                for kind, _ in _kinds(taxonomy.points, phrase.strength)
            }
            if phrase.strength in ("normal", "weak"):
                weaker |= counted
            elif phrase.strength in _OF_TITLES:
                firm |= counted
        weaker_ones[slot] = frozenset(weaker - firm)
    return weaker_ones
