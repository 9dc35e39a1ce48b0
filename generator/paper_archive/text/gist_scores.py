"""The scores of sentences, by which `gist.py` chooses among several."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from paper_archive.text.gist_cues import Cue, fold, hangs
from paper_archive.text.gist_weights import ENOUGH, FULL_LENGTH, WEIGHTS, Weights
from paper_archive.text.gist_words import AIM, IS, OTHERS, PASSIVE, PROBLEM, RESULTS, STOP
from paper_archive.text.lead_in import after_label

ENOUGH_OF_TITLE = 2  # Words by which a proposal is on the subject of the title.
Spans = Sequence[tuple[int, int]]
Kinds = Mapping[int, set[int]]  # of cues, by the number of the sentence


def kinds_of(cues: Sequence[Cue], spans: Spans) -> Kinds:
    """Return the kinds of cues that sentences have, by their numbers."""
    kinds: dict[int, set[int]] = defaultdict(set)
    for place, kind in cues:
        n = bisect_right(spans, (place + 1,)) - 1
        if n >= 0:
            kinds[n].add(kind)
    return kinds


def candidates(text: str, folded: bytes, spans: Spans, kinds: Kinds) -> Sequence[int]:
    """Return the numbers of the sentences of which one is the gist.

    They are all that announce something, and the first if it does not tell what others did, or else
    all. Sentences that hang on the one before are left out, unless there are no others.
    """
    announced = [n for n in kinds if not hangs(text, folded, *spans[n])]
    if announced:
        return sorted({*announced, *_first(text, folded, spans)})
    every = range(len(spans))
    return [n for n in every if not hangs(text, folded, *spans[n])] or every


def _first(text: str, folded: bytes, spans: Spans) -> Sequence[int]:
    if not spans:
        return ()
    word = folded[spans[0][0] : spans[0][1]].split(None, 1)[:1]
    return () if OTHERS.issuperset(word) or hangs(text, folded, *spans[0]) else (0,)


def title_words(title: str) -> list[bytes]:
    """Return the words of a title, with a blank before and without the s of a plural."""
    return [b" " + word.removesuffix(b"s") for word in fold(title).split() if word not in STOP]


def is_on(title: str, sentence: bytes) -> bool:
    """Tell whether a folded sentence, with a blank before it, has `ENOUGH_OF_TITLE` words of it."""
    missing = ENOUGH_OF_TITLE
    for word in fold(title).split():
        if word not in STOP and b" " + word.removesuffix(b"s") in sentence:
            missing -= 1
            if not missing:
                return True
    return False


def scores(
    of_title: Sequence[bytes],
    text: str,
    folded: bytes,
    spans: Spans,
    kinds: Kinds,
    numbers: Sequence[int],
    w: Weights = WEIGHTS,
) -> list[float]:
    """Return the scores of the sentences with these numbers; they are linear in the weights.

    `of_title` are the `title_words`.
    """
    per_word, last = w.title / (len(of_title) or 1), len(spans) - 1 or 1
    found = []
    for n in numbers:
        start, end = spans[n]
        place, length = n / last, end - start
        sentence = b" " + folded[start:end]
        value = per_word * sum(map(sentence.__contains__, of_title))
        value += place * (w.place + w.place_squared * place)
        if length < ENOUGH:
            value += w.short * (ENOUGH - length) / 40
        if length > FULL_LENGTH:
            value += w.length + w.long * min(length - FULL_LENGTH, 300) / 100
        else:
            value += w.length * length / FULL_LENGTH
        if n in kinds:
            for kind in kinds[n]:
                value += w[kind]
        elif n == 0:
            value += w.first
        if b" code " in sentence or b" available" in sentence:
            value += w.code
        found.append(value)
    if kinds.keys().isdisjoint(numbers):
        _add_scores_without_cues(found, text, folded, [spans[n] for n in numbers], w)
    return found


def _add_scores_without_cues(
    found: list[float], text: str, folded: bytes, spans: Spans, w: Weights
) -> None:
    """Add to the scores what it takes long to look for, if there are no cues to go by."""
    listed = [folded[start:end].split() for start, end in spans]
    sets = [set(words) - STOP for words in listed]
    counts = Counter(chain.from_iterable(sets))
    for n, (words, those) in enumerate(zip(listed, sets, strict=True)):
        if not those:
            found[n] -= 9.0
            continue
        shared = sum(map(counts.__getitem__, those)) - len(those)
        found[n] += w.central * shared / (len(sets) - 1 or 1) / len(those) ** 0.5
        if not PROBLEM.isdisjoint(those):
            found[n] += w.problem
        if not RESULTS.isdisjoint(those):
            found[n] += w.results
        if words[0] in OTHERS:
            found[n] += w.others
        found[n] += _without_cues(text, *spans[n], words, w)


def _without_cues(text: str, start: int, end: int, words: Sequence[bytes], w: Weights) -> float:
    value = w.asks if text[end - 1] in "?:" else 0.0
    if not AIM.isdisjoint(words):
        value += w.aim
    if any(words[words.index(word) - 1] in IS for word in PASSIVE.intersection(words)):
        value += w.passive
    match after_label(text, start, end)[0][:1]:
        case "o" | "a" | "p" | "g" | "h":
            value += w.objective
        case "b" | "i":
            value += w.background
        case "m" | "d" | "s":
            value += w.method
        case "c":
            value += w.conclusion
    return value
