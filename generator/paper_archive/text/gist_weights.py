"""The weights of `gist.py`.

They were fitted with `tests/bench/gist.py` to 3,781 papers of the daily papers API (May 2025 to
August 2026) that carry a summary, by ROUGE-1 F between sentence and summary; that file says how. On
the 958 papers of days that were left out, the first sentence reaches .283, the gist .411, and the
best sentence .467. What such abstracts do not teach (other fields, headings, sentences that tell
what others did) has weights set by hand, which were tried on abstracts of mathematics, physics,
biology and medicine.
"""

from __future__ import annotations

from typing import NamedTuple

# Characters of a gist that need not be cut, and of one that says enough.
FULL_LENGTH, ENOUGH = 260, 80


class Weights(NamedTuple):
    """How much each trait of a sentence counts; the score of a sentence is linear in them."""

    # What it shares with the title and with the other sentences: the part of the title's words that
    # it has; how often its words come in the abstract, by the root of their number.
    title: float = 0.0
    central: float = 0.0
    # Length: the part of 260 characters, each 40 missing to 80, each 100 above 260.
    length: float = 0.0
    short: float = 0.0
    long: float = 0.0
    # Place: the first; from 0 for the first to 1 for the last, and the square of it.
    first: float = 0.0
    place: float = 0.0
    place_squared: float = 0.0
    # What authors say that they do: *we* and a verb of one of five kinds; *this paper*, with or
    # without a verb; a verb in the passive; *the aim of*; a lead-in that can be left out.
    proposed: float = 0.0
    built: float = 0.0
    studied: float = 0.0
    shown: float = 0.0
    used: float = 0.0
    paper: float = 0.0
    passive: float = 0.0
    aim: float = 0.0

    # What it says besides: one thing more (*we also*), what others did or cannot do, how good the
    # results are, where the code is; a question, or the beginning of a list.
    more: float = 0.0
    others: float = 0.0
    problem: float = 0.0
    results: float = 0.0
    code: float = 0.0
    asks: float = 0.0
    # The heading before it.
    objective: float = 0.0
    background: float = 0.0
    method: float = 0.0
    conclusion: float = 0.0


WEIGHTS = Weights(
    title=1.09,
    central=0.7,
    length=0.13,
    short=-0.52,
    long=-0.03,
    first=-0.6,
    place=-0.42,
    place_squared=-0.28,
    proposed=0.45,
    built=0.08,
    studied=0.12,
    shown=0.05,
    used=-0.02,
    paper=0.1,
    passive=0.25,
    aim=0.3,
    more=-0.2,
    others=-0.35,
    problem=-0.12,
    results=-0.05,
    code=-0.3,
    asks=-0.3,
    objective=0.15,
    background=-0.25,
    method=-0.05,
    conclusion=0.05,
)
