"""Computes the tags of a paper from its text.

The text is folded and searched once for all phrases of all tags, leftmost-longest: *large
vision language model* leaves nothing for *language model*. A mention counts the points of
the phrase's strength: `title` times as many in the title; in the abstract `early` times as
many at its head, falling evenly to `late` at its end, because papers name their subject
first. The second mention of a phrase counts `again` times as many, further ones nothing. A
phrase under `not` subtracts the points of a strong one. In a context that a tag names under
`unless`, its normal and weak phrases count nothing. One of a tag's names in the title, or a
longer phrase of the tag that holds one, is worth its cutoff.

A tag's *standing* is its points relative to its cutoff. The tags with a standing of at least
1, and at least `share` of the paper's best, are the paper's tags, best first, at most six.
If none reaches 1, the best alone is a tag if it reaches `floor`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from paper_archive.tags.folding import WordFolder
from paper_archive.tags.rules import IN_ABSTRACT, Rules
from paper_archive.tags.taxonomy import Taxonomy

MOST_TAGS = 6

# The last digits of a sum of floats depend on the order of its terms.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class PhraseMention:
    """A folded phrase, how many times it counts in a paper, and the standing it adds to a tag."""

    phrase: str
    times: int
    standing: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The reasons for or against a tag of a paper.

    `standing` is points / cutoff; `vetoed` says whether a context rules out its weaker phrases.
    """

    tag: str
    standing: float
    chosen: bool
    vetoed: bool
    mentions: tuple[PhraseMention, ...]


# A mention that counts: its pattern, its kind (one of four), the weight of its place.
_Hit = tuple[int, int, float]

# The folded text of a paper, the standing of every tag, the tags vetoed by a context.
_Scores = tuple[str, list[float], frozenset[int]]


class Tagger:
    """Tags papers by the rules of a taxonomy.

    `rules` are those of the taxonomy, if they are known. It is pickled as its taxonomy, and built
    again when it is unpickled.
    """

    def __init__(self, taxonomy: Taxonomy, rules: Rules | None = None) -> None:
        self.taxonomy = taxonomy
        self._ids = tuple(tag.id for tag in taxonomy.tags)
        self.rules = rules or Rules.of(taxonomy)
        self._patterns, self._gains = self.rules.patterns, self.rules.gains
        self._contexts, self._soft = self.rules.contexts, self.rules.soft
        words = (self.rules.kept, self.rules.words, self.rules.endings)
        self._fold_all = WordFolder(*words)
        self._fold = WordFolder(*words, sparse=True)
        self._find = AhoCorasick(
            self._patterns, matchkind=MatchKind.LeftmostLongest
        ).find_matches_as_indexes

    def __reduce__(self) -> tuple[type[Tagger], tuple[Taxonomy]]:
        return (Tagger, (self.taxonomy,))

    def tags(self, title: str, abstract: str) -> tuple[str, ...]:
        """Return the ids of the paper's tags, best first, at most six; none without evidence."""
        _, standings, _ = self._read(title, abstract, choosing=True)
        return self._choose(standings)

    def explain(self, title: str, abstract: str) -> tuple[Evidence, ...]:
        """Return the tags that the text speaks for or against, best first, with their phrases."""
        folded, standings, vetoed = self._read(title, abstract)
        hits = list(self._mentions(folded))
        chosen = self._choose(standings)
        told = {slot for pattern, kind, _ in hits for slot, _ in self._gains[pattern][kind]}
        evidence = [
            Evidence(
                tag=self._ids[slot],
                standing=round(standings[slot], 3),
                chosen=self._ids[slot] in chosen,
                vetoed=slot in vetoed,
                mentions=self._contributions(slot, hits, slot in vetoed),
            )
            for slot in sorted(told, key=lambda n: (-round(standings[n], _DIGITS), self._ids[n]))
        ]
        return tuple(evidence)

    def uncovered(self, text: str) -> list[str]:
        """Return the folded text that no phrase covers, split where phrases stood."""
        folded = self._fold_all(text)
        rest, end = [], 0
        for _, start, stop in self._find(folded):
            rest.append(folded[end:start])
            end = stop
        rest.append(folded[end:])
        return rest

    def _mentions(self, folded: str) -> Iterator[_Hit]:
        """Yield the mentions that count in a folded title, a bar and a folded abstract."""
        border, early, fall = self._weights(folded)
        seen: dict[int, int] = {}
        for pattern, start, _ in self._find(folded):
            kind = seen.get(pattern, 0)
            if kind < 2:
                seen[pattern] = kind + 1
                if start < border:
                    yield pattern, kind, 1.0
                else:
                    yield pattern, kind + IN_ABSTRACT, early - fall * start

    def _add_up(self, folded: str) -> tuple[list[float], dict[int, int]]:
        """Return the standings of all tags, and how many mentions of a pattern count.

        It repeats the loop of `_mentions`, and a test keeps the two equal: every paper passes
        through here, and without the generator it takes a third of the time.
        """
        border, early, fall = self._weights(folded)
        gains = self._gains
        standings = [0.0] * len(self._ids)
        seen: dict[int, int] = {}
        for pattern, start, _ in self._find(folded):
            kind = seen.get(pattern, 0)
            if kind == 2:
                continue
            seen[pattern] = kind + 1
            if start < border:
                for slot, standing in gains[pattern][kind]:
                    standings[slot] += standing
            else:
                weight = early - fall * start
                for slot, standing in gains[pattern][kind + IN_ABSTRACT]:
                    standings[slot] += standing * weight
        return standings, seen

    def _weights(self, folded: str) -> tuple[int, float, float]:
        """Return the start of the abstract, and a and b of its weights, a - b * position."""
        border = folded.index("|") + 1
        points = self.taxonomy.points
        fall = (points.early - points.late) / max(1, len(folded) - border)
        return border, points.early + fall * border, fall

    def _read(self, title: str, abstract: str, *, choosing: bool = False) -> _Scores:
        """Return the folded text, the standings of all tags, and the vetoed tags.

        When `choosing`, tags that are not chosen in any case may be left unchecked for vetoes.
        """
        # No phrase runs from the title into the abstract: none holds the bar.
        folded = f"{self._fold(title)}|{self._fold(abstract)}"
        standings, seen = self._add_up(folded)
        vetoed: frozenset[int] = frozenset()
        # Below the floor a tag is not chosen, and below 1 only if no other is above.
        floor = self.taxonomy.points.floor
        for bar in (1.0, floor) if choosing else (floor,):
            doubtful = [s for s in self._soft if standings[s] >= bar and s not in vetoed]
            found = self._vetoed(doubtful, seen) if doubtful else frozenset()
            hits = list(self._mentions(folded)) if found else []
            for slot in found:
                standings[slot] = sum(m.standing for m in self._contributions(slot, hits, True))
            vetoed |= found
            if max(standings, default=0.0) >= 1:
                break
        return folded, standings, vetoed

    def _vetoed(self, slots: Iterable[int], seen: Mapping[int, int]) -> frozenset[int]:
        """Return those of the tags whose weaker phrases do not count in this paper."""
        mentioned = dict.fromkeys((c.id for c in self.taxonomy.contexts), 0)
        for pattern in self._contexts.keys() & seen.keys():
            for context in self._contexts[pattern]:
                mentioned[context] += seen[pattern]
        present = {c.id for c in self.taxonomy.contexts if mentioned[c.id] >= c.least}
        return frozenset(
            slot for slot in slots if not present.isdisjoint(self.taxonomy.tags[slot].unless)
        )

    def _contributions(
        self, slot: int, hits: Iterable[_Hit], vetoed: bool
    ) -> tuple[PhraseMention, ...]:
        """Return the standings that the phrases of the text add to one tag, the largest first."""
        added: dict[int, list[float]] = defaultdict(list)
        for pattern, kind, weight in hits:
            firm = not (vetoed and (self._patterns[pattern], kind) in self._soft[slot])
            for other, standing in self._gains[pattern][kind]:
                if other == slot:
                    added[pattern].append(standing * weight * firm)
        mentions = [
            PhraseMention(" ".join(self._patterns[pattern].split()), len(gains), sum(gains))
            for pattern, gains in added.items()
        ]
        return tuple(sorted(mentions, key=lambda m: (-m.standing, m.phrase)))

    def _choose(self, standings: Sequence[float]) -> tuple[str, ...]:
        points = self.taxonomy.points
        floor = points.floor
        ranked = sorted(
            (-round(standing, _DIGITS), tag)
            for standing, tag in zip(standings, self._ids, strict=True)
            if standing >= floor
        )
        if not ranked:
            return ()
        bar = max(1.0, points.share * -ranked[0][0])
        chosen = tuple(tag for standing, tag in ranked[:MOST_TAGS] if -standing >= bar)
        return chosen or (ranked[0][1],)
