"""From a paper's text to its tags.

The text is folded and searched once for all phrases of all tags, leftmost-longest: *large
vision language model* leaves nothing for *language model*. A mention counts the points of
the phrase's strength, `title` times as many in the title, and the second mention of a phrase
`again` times as many; further ones count nothing. A phrase under `not` takes away what a
strong one gives. In a context that a tag names under `unless`, its normal and weak phrases
count nothing.

A tag's *standing* is its points relative to its cutoff. The tags with a standing of at least
1, and at least `share` of the paper's best, are the paper's tags, best first, at most six;
where none reaches 1, the best alone if it reaches `floor`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.tags.folding import Folder, capitals, spellings
from generator.tags.taxonomy import Points, Taxonomy

MOST_TAGS = 6

# A mention is one of four: first or second time in the title, first or second in the abstract.
_MENTIONS = 4
_IN_ABSTRACT = 2

# Sums of floats differ in the last digits with the order of their terms.
_DIGITS = 9

_Gains = tuple[tuple[tuple[int, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands in a paper, in its folded form, and what it gave to one tag."""

    phrase: str
    times: int
    standing: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a paper has a tag or not: `standing` is points / cutoff; `vetoed` by a context."""

    tag: str
    standing: float
    chosen: bool
    vetoed: bool
    mentions: tuple[Mention, ...]


class Tagger:
    """Gives papers their tags by the rules of a taxonomy.

    Pickles as its taxonomy and is built anew on the other side (some 30 ms).
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._ids = tuple(tag.id for tag in taxonomy.tags)
        self._share = taxonomy.points.share
        self._floor = taxonomy.points.floor
        self.fold = Folder(word for text in _texts(taxonomy) for word in capitals(text))
        gains = _gains(taxonomy, self.fold)
        self._patterns = sorted(gains)
        self._gains = [gains[pattern] for pattern in self._patterns]
        # Slots: a tag's standing, then what of it stands in a vetoing context, then contexts.
        self._contexts = tuple(
            (2 * len(self._ids) + index, context.least)
            for index, context in enumerate(taxonomy.contexts)
        )
        names = [context.id for context in taxonomy.contexts]
        self._unless = {
            slot: frozenset(2 * len(self._ids) + names.index(name) for name in tag.unless)
            for slot, tag in enumerate(taxonomy.tags)
            if tag.unless
        }
        self._find = AhoCorasick(
            self._patterns, matchkind=MatchKind.LeftmostLongest
        ).find_matches_as_indexes

    def __reduce__(self) -> tuple[type[Tagger], tuple[Taxonomy]]:
        return (Tagger, (self.taxonomy,))

    def tags(self, title: str, abstract: str) -> tuple[str, ...]:
        """The ids of the paper's tags, best first, at most six; none without evidence."""
        standings, _ = self._standings(title, abstract)
        return self._choose(standings)

    def explain(self, title: str, abstract: str) -> tuple[Evidence, ...]:
        """Every tag that the text speaks for or against, best first, with its phrases."""
        standings, vetoed = self._standings(title, abstract)
        chosen = set(self._choose(standings))
        mentions: dict[int, list[Mention]] = defaultdict(list)
        tags = len(self._ids)
        zones: dict[int, list[int]] = defaultdict(list)
        for pattern, mention in self._mentions(title, abstract):
            zones[pattern].append(mention)
        for pattern, counted in zones.items():
            given: Counter[int] = Counter()
            for mention in counted:
                for slot, standing in self._gains[pattern][mention]:
                    given[slot] += standing
            for slot, standing in given.items():
                if slot < tags:
                    told = given[slot + tags] if slot in vetoed else standing
                    phrase = " ".join(self._patterns[pattern].split())
                    mentions[slot].append(Mention(phrase, len(counted), round(told, 3)))
        evidence = [
            Evidence(
                tag=self._ids[slot],
                standing=round(standing, 3),
                chosen=self._ids[slot] in chosen,
                vetoed=slot in vetoed,
                mentions=tuple(sorted(mentions[slot], key=lambda m: (-m.standing, m.phrase))),
            )
            for slot, standing in standings.items()
        ]
        return tuple(sorted(evidence, key=lambda e: (-e.standing, e.tag)))

    def uncovered(self, text: str) -> list[str]:
        """The folded text (see `folding`) that no phrase covers, cut where one stood."""
        folded = self.fold(text)
        rest, end = [], 0
        for _, start, stop in self._find(folded):
            rest.append(folded[end:start])
            end = stop
        rest.append(folded[end:])
        return rest

    def _mentions(self, title: str, abstract: str) -> list[tuple[int, int]]:
        """(pattern, mention) of the mentions that count, in the order of the text."""
        folded = self.fold(title)
        border = len(folded)
        seen: dict[int, int] = {}
        mentions = []
        # No phrase runs from the title into the abstract: none holds the bar.
        for pattern, start, _ in self._find(f"{folded}|{self.fold(abstract)}"):
            times = seen.get(pattern, 0)
            if times < 2:
                seen[pattern] = times + 1
                mentions.append((pattern, times if start < border else times + _IN_ABSTRACT))
        return mentions

    def _standings(self, title: str, abstract: str) -> tuple[dict[int, float], set[int]]:
        """The standing of every tag that was mentioned, and the tags vetoed by a context."""
        gains = self._gains
        sums: dict[int, float] = defaultdict(float)
        for pattern, mention in self._mentions(title, abstract):
            for slot, standing in gains[pattern][mention]:
                sums[slot] += standing
        tags = len(self._ids)
        standings = {slot: standing for slot, standing in sums.items() if slot < tags}
        contexts = {slot for slot, least in self._contexts if sums.get(slot, 0.0) >= least}
        vetoed = set()
        if contexts:
            for slot in standings:
                if slot in self._unless and not contexts.isdisjoint(self._unless[slot]):
                    standings[slot] = sums.get(slot + tags, 0.0)
                    vetoed.add(slot)
        return standings, vetoed

    def _choose(self, standings: dict[int, float]) -> tuple[str, ...]:
        ranked = sorted(
            (-round(standing, _DIGITS), self._ids[slot])
            for slot, standing in standings.items()
            if standing >= self._floor
        )
        if not ranked:
            return ()
        bar = max(1.0, self._share * -ranked[0][0])
        chosen = tuple(tag for standing, tag in ranked[:MOST_TAGS] if -standing >= bar)
        return chosen or (ranked[0][1],)


def _texts(taxonomy: Taxonomy) -> Iterator[str]:
    for tag in taxonomy.tags:
        for phrase in tag.phrases:
            yield phrase.text
    for context in taxonomy.contexts:
        yield from context.phrases
    yield from taxonomy.ignored


def _gains(taxonomy: Taxonomy, fold: Folder) -> dict[str, _Gains]:
    """Folded spelling → what its four kinds of mention add to which slots."""
    tags = len(taxonomy.tags)
    gains: dict[str, list[dict[int, float]]] = defaultdict(lambda: [{} for _ in range(_MENTIONS)])
    for slot, tag in enumerate(taxonomy.tags):
        # Title phrases last: in titles they outdo what the phrase counts otherwise.
        for phrase in sorted(tag.phrases, key=lambda phrase: phrase.strength == "in-title"):
            firm = phrase.strength not in ("normal", "weak")
            for mention, points in _mention_points(taxonomy.points, phrase.strength):
                for form in spellings(phrase.text):
                    slots = gains[fold(form)][mention]
                    slots[slot] = points / tag.cutoff
                    if firm and tag.unless:
                        slots[slot + tags] = points / tag.cutoff
    for slot, context in enumerate(taxonomy.contexts, 2 * tags):
        for text in context.phrases:
            for form in spellings(text):
                for slots in gains[fold(form)]:
                    slots[slot] = 1.0
    for text in taxonomy.ignored:
        for form in spellings(text):
            gains.setdefault(fold(form), [])
    return {
        pattern: tuple(tuple(slots.items()) for slots in mentions) or ((),) * _MENTIONS
        for pattern, mentions in gains.items()
    }


def _mention_points(points: Points, strength: str) -> list[tuple[int, float]]:
    """(mention, points) of a phrase; a title phrase has none in the abstract."""
    first = {
        "strong": points.strong,
        "in-title": points.strong,
        "normal": points.normal,
        "weak": points.weak,
        "not": -points.strong,
    }[strength]
    title = [(0, first * points.title), (1, first * points.title * points.again)]
    if strength == "in-title":
        return title
    return [*title, (2, first), (3, first * points.again)]
