"""Chooses the sentence of an abstract that says what the paper does, word for word.

In most abstracts one sentence proposes something (*we introduce*, *this paper presents*), and it is
the gist. Otherwise the candidates are all such sentences, else those that announce something else
(*we study*, *we show*) and the first, else all; the one with the highest score is the gist. The
score is linear in what a sentence shares with the title and the other candidates, its place and
length, and what it announces. The weights are in `gist_weights.py`, the words in `gist_words.py`.

A sentence that hangs on the one before it (*It*, *These*, *Moreover*) is chosen only if there is no
other, and one that says little by itself gives way to one that says more (`gist_fuller.py`). Other
languages than English have no score, only words that propose something (`gist_languages.py`).
Headings, and lead-ins that say nothing by themselves, are left out: of *To this end, we
propose X.* the gist is *we propose X.*, which pages show with a capital.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paper_archive.text.gist_cues import find_cues, first_proposal, fold, hangs
from paper_archive.text.gist_fuller import fuller
from paper_archive.text.gist_languages import announced
from paper_archive.text.gist_scores import (
    Kinds,
    candidates,
    is_on,
    kinds_of,
    scores,
    title_words,
)
from paper_archive.text.gist_weights import ENOUGH, FULL_LENGTH
from paper_archive.text.lead import shortened
from paper_archive.text.lead_in import after_label, after_lead_in
from paper_archive.text.sentences import sentences

LONGEST = FULL_LENGTH  # Characters of a gist as pages show it; a longer sentence is cut.
# More than an abstract has, which bounds the work.
_MOST_READ, _MOST_SENTENCES = 6_000, 60
# The first proposal is the gist if it is not longer, and on the subject of the title.
_NOT_TOO_LONG = 300


class Gist(NamedTuple):
    """The place of a gist in an abstract: from `start` to before `end`, both 0 if there is none.

    `start` is after a heading or lead-in.
    """

    start: int
    end: int


class Choice(NamedTuple):
    """What a gist is chosen from: the `numbers` of `spans` of a text, as in `gist_scores`."""

    of_title: Sequence[bytes]
    text: str
    folded: bytes
    spans: Sequence[tuple[int, int]]
    kinds: Kinds
    numbers: Sequence[int]

    def gist(self, n: int) -> Gist:
        """Return the gist that the sentence of a number makes."""
        start, end = self.spans[n]
        _, start = after_label(self.text, start, end)
        return Gist(after_lead_in(self.text, start, end), end)


def find_gist(title: str, abstract: str) -> Gist:
    """Return the place of the gist in a clean abstract."""
    choice = choose_from(title, abstract)
    numbers, kinds = choice.numbers, choice.kinds
    if not numbers:
        return Gist(0, 0)
    if not kinds:
        best = announced(choice.text, choice.spans) if len(numbers) > 1 else numbers[0]
        if best is not None:
            return choice.gist(best)
    found = scores(*choice) if len(numbers) > 1 else [0.0]
    best = numbers[found.index(max(found))]
    gist = choice.gist(best)
    span = fuller(title, *choice[1:], found, best, gist) if kinds else None
    return Gist(*span) if span else gist


def choose_from(title: str, abstract: str) -> Choice:
    """Return the sentences of which one is the gist of a clean abstract."""
    text = abstract[:_MOST_READ]
    begin = _after_title(title, text)
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    proposal = first_proposal(folded)
    if proposal is not None and proposal >= begin:
        # What comes after it need not be read.
        spans = sentences(text, begin, proposal)
        start, end = spans.pop()
        if (
            ENOUGH <= end - start <= _NOT_TOO_LONG
            and not hangs(text, folded, start, end)
            and is_on(title, b" " + folded[start:end])
        ):
            return Choice((), text, folded, [(start, end)], {}, (0,))
        begin = start
    spans = [*spans, *sentences(text, begin)][:_MOST_SENTENCES]
    of_title, kinds = title_words(title), kinds_of(find_cues(folded), spans)
    return Choice(of_title, text, folded, spans, kinds, candidates(text, folded, spans, kinds))


def gist_text(abstract: str, gist: tuple[int, int], most: int = LONGEST) -> str:
    """Return a gist as pages show it: with a capital, and “ …” where it is longer than `most`."""
    start, end = gist
    text = abstract[start:end]
    first = text.split(" ", 1)[0].rstrip(",;:")
    # Names such as vLLM and k-means keep their small letter.
    if start and first.isalpha() and first.islower():
        text = first[0].upper() + text[1:]
    return shortened(text, most)


def _after_title(title: str, text: str) -> int:
    """Return where an abstract begins that may repeat the title first."""
    if not title or text[: len(title)].lower() != title.lower():
        return 0
    at = len(title)
    while at < len(text) and text[at] in " .:-–—":
        at += 1
    return at
