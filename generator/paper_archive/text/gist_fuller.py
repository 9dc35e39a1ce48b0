"""Finds a sentence that says more, where the one of the highest score says little by itself.

*We address both gaps.* and *We propose PureCC.* announce what the next sentences say: *First, we
introduce a detector of …*, *PureCC combines …*. A sentence about *this question* or *these
challenges* says little too, unless it goes on to tell what was done about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from paper_archive.text.gist_cues import PROPOSED, fold
from paper_archive.text.gist_scores import Kinds, title_words
from paper_archive.text.gist_weights import ENOUGH
from paper_archive.text.gist_words import (
    ACHIEVES,
    BRINGS,
    LATER,
    NO_CONTENTS,
    POINTED_AT,
    POINTERS,
    REPORTS,
)
from paper_archive.text.lead_in import after_lead_in, after_ordinal

# Words with contents that a sentence needs, and one that points at what another says.
_ENOUGH_WORDS, _ENOUGH_IF_POINTING = 3, 5
_LONG = 120  # Characters of a sentence that has enough of them.
_FIRST_WORDS, _FIRST_LETTERS = 9, 90
_NEXT = 2  # Sentences that may tell what the one before them announced.
# A sentence is as good as another if its score is not lower by more.
_AS_GOOD = 0.6
Span = tuple[int, int]


def fuller(
    title: str,
    text: str,
    folded: bytes,
    spans: Sequence[Span],
    kinds: Kinds,
    numbers: Sequence[int],
    scores: Sequence[float],
    best: int,
    gist: Span,
) -> Span | None:
    """Return a sentence, without its lead-in, that says more than a gist; None if it says enough.

    The gist is that of the sentence with number `best`; `numbers` and `scores` are those of all
    candidates.
    """
    is_proposal = PROPOSED in kinds.get(best, ())
    is_little = gist[1] - gist[0] <= _LONG and _says_little(folded, *gist)
    if not is_little and (is_proposal or not _leans(folded, *gist)):
        return None
    scored = dict(zip(numbers, scores, strict=True))
    proposals = [n for n in scored if n != best and PROPOSED in kinds.get(n, ())]
    told: Iterator[Span] = iter(())
    if is_little:
        told = _told_next(title, text, folded, spans[best + 1 : best + 1 + _NEXT])
    else:
        proposals = [n for n in proposals if scored[n] > scored[best] - _AS_GOOD]
    of_title = title_words(title)
    proposals.sort(key=lambda n: (-scored[n], n))
    others = ((after_lead_in(text, *spans[n]), spans[n][1]) for n in proposals)
    for start, end in chain(told, others):
        sentence = b" " + folded[start:end]
        if (
            end - start >= ENOUGH
            and any(map(sentence.__contains__, of_title))
            and not any(map(sentence.__contains__, LATER))
            and not _points(sentence[:_FIRST_LETTERS].split())
            and (end - start > _LONG or not _says_little(folded, start, end))
        ):
            return start, end
    return None


def _says_little(folded: bytes, start: int, end: int) -> bool:
    """Tell whether a part of a folded text has few words with contents."""
    words = folded[start:end].split()
    contents = len({*words} - NO_CONTENTS)
    return contents < _ENOUGH_IF_POINTING and (contents < _ENOUGH_WORDS or _points(words))


def _points(words: Sequence[bytes]) -> bool:
    """Tell whether a sentence begins with what another one says: *these challenges*."""
    first = words[:_FIRST_WORDS]
    return not POINTERS.isdisjoint(first) and any(
        word in POINTED_AT and not POINTERS.isdisjoint(first[max(0, place - 2) : place])
        for place, word in enumerate(first)
    )


def _leans(folded: bytes, start: int, end: int) -> bool:
    """Tell whether a sentence is about what another one says, and brings nothing new."""
    sentence = folded[start:end]
    words = sentence[:_FIRST_LETTERS].split()
    return _points(words) and not any(map(sentence.__contains__, BRINGS))


def _told_next(title: str, text: str, folded: bytes, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences that propose something, or tell what the paper's subject does.

    The subject is what the title names before a colon.
    """
    name = fold(title.partition(":")[0]).split() if ":" in title else []
    for start, end in spans:
        start = after_ordinal(text, start, end)
        words = folded[start:end].split(None, 2 + len(name))
        if name and words[: len(name)] == name:
            verb = words[len(name) : len(name) + 1]
            if verb and verb[0].endswith(b"s") and verb[0] not in ACHIEVES:
                yield start, end
        elif words[:1] == [b"we"] and not REPORTS.isdisjoint(words[1:2]):
            yield start, end
