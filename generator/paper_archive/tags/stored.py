"""A vocabulary as a build stores it: read and compiled, which takes longer than a day of papers.

The digest of the vocabulary, a line feed, and a JSON object: `taxonomy` and `rules` have the fields
of these values in order, sets sorted. The phrases of a tag stand together by strength, and equal
gains stand once: `of` has their numbers by pattern. It is of the same program (`store`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from itertools import groupby
from typing import Any

from paper_archive.tags.matching import Tagger
from paper_archive.tags.rules import Gains, Rules
from paper_archive.tags.taxonomy import Context, Facet, Phrase, Points, Tag, Taxonomy
from paper_archive.tags.vocabulary import Vocabulary


def is_of(packed: bytes, vocabulary: Vocabulary) -> bool:
    """Tell whether bytes are what `pack` returned for a vocabulary."""
    return packed.startswith(_head(vocabulary))


def pack(vocabulary: Vocabulary, tagger: Tagger) -> bytes:
    """Return the tagger of a vocabulary as bytes, for `unpack`."""
    value = {"taxonomy": _of_taxonomy(tagger.taxonomy), "rules": _of_rules(tagger.rules)}
    return _head(vocabulary) + json.dumps(value, separators=(",", ":")).encode()


def unpack(packed: bytes) -> Tagger:
    """Return the tagger that was packed."""
    value = json.loads(packed.partition(b"\n")[2])
    return Tagger(_taxonomy(*value["taxonomy"]), _rules(**value["rules"]))


def _head(vocabulary: Vocabulary) -> bytes:
    return f"{vocabulary.digest}\n".encode()


def _of_taxonomy(taxonomy: Taxonomy) -> tuple[Any, ...]:
    return (
        astuple(taxonomy.points),
        [(facet.id, facet.title) for facet in taxonomy.facets],
        [_of_tag(tag) for tag in taxonomy.tags],
        [(context.id, context.least, context.phrases) for context in taxonomy.contexts],
        taxonomy.ignored,
    )


def _of_tag(tag: Tag) -> tuple[Any, ...]:
    texts = (tag.id, tag.facet, tag.title, tag.means)
    return (*texts, tag.cutoff, _of_phrases(tag.phrases), tag.unless, tag.short)


def _of_phrases(phrases: Iterable[Phrase]) -> list[tuple[str, list[str]]]:
    return [
        (strength, [phrase.text for phrase in group])
        for strength, group in groupby(phrases, lambda phrase: phrase.strength)
    ]


def _taxonomy(
    points: Iterable[float],
    facets: Iterable[Any],
    tags: Iterable[Any],
    contexts: Iterable[Any],
    ignored: Iterable[str],
) -> Taxonomy:
    return Taxonomy(
        Points(*points),
        tuple(Facet(*facet) for facet in facets),
        tuple(
            Tag(name, facet, title, means, cutoff, _phrases(phrases), tuple(unless), short)
            for name, facet, title, means, cutoff, phrases, unless, short in tags
        ),
        tuple(Context(name, least, tuple(phrases)) for name, least, phrases in contexts),
        tuple(ignored),
    )


def _phrases(groups: Iterable[tuple[str, Iterable[str]]]) -> tuple[Phrase, ...]:
    return tuple(Phrase(text, strength) for strength, group in groups for text in group)


def _of_rules(rules: Rules) -> dict[str, Any]:
    several = {gains: n for n, gains in enumerate(dict.fromkeys(rules.gains))}
    return {
        "kept": sorted(rules.kept),
        "words": sorted(rules.words),
        "endings": sorted(rules.endings),
        "patterns": rules.patterns,
        "gains": list(several),
        "of": [several[gains] for gains in rules.gains],
        "contexts": list(rules.contexts.items()),
        "soft": [(slot, sorted(weaker)) for slot, weaker in rules.soft.items()],
    }


def _rules(
    kept: Iterable[str],
    words: Iterable[str],
    endings: Iterable[str],
    patterns: Iterable[str],
    gains: Iterable[Any],
    of: Iterable[int],
    contexts: Iterable[Any],
    soft: Iterable[Any],
) -> Rules:
    several: list[Gains] = [tuple(tuple(map(tuple, slots)) for slots in kinds) for kinds in gains]
    return Rules(
        frozenset(kept),
        frozenset(words),
        frozenset(endings),
        tuple(patterns),
        tuple(several[n] for n in of),
        {pattern: tuple(names) for pattern, names in contexts},
        {slot: frozenset(map(tuple, weaker)) for slot, weaker in soft},
    )
