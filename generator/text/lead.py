"""The lead of an abstract: its first two sentences, as far as they fit."""

from __future__ import annotations

import re

LONGEST = 222  # Characters; two to three lines of a list at any width.
SHORTEST = 80  # A lead below goes on with the words of the next sentence.
_END = re.compile(r"[.!?][\"'”’)\]]*(?= [\"'“‘(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"\b(?:e\.g|i\.e|et al|vs|cf|resp|etc|approx|w\.r\.t|a\.k\.a|i\.i\.d"
    r"|Fig|Figs|Eq|Eqs|Sec|Ref|Tab|No|Dr|Prof|St|[A-Z])\.$"
)


def split_lead(abstract: str, longest: int = LONGEST) -> tuple[str, str]:
    """Return the lead and the rest, without the space between them.

    The lead ends with a sentence where one ends in time, otherwise between two words.
    """
    if len(abstract) <= longest:
        return abstract, ""
    ends = [
        match.end()
        for match in _END.finditer(abstract, 0, longest + 2)
        if match.end() <= longest and not _NO_END.search(abstract, 0, match.end())
    ][:2]
    at = ends[-1] if ends and ends[-1] >= SHORTEST else abstract.rfind(" ", 0, longest + 1)
    if at <= 0:
        at = longest
    return abstract[:at].rstrip(), abstract[at:].lstrip()


def ends_a_sentence(lead: str) -> bool:
    """Tell whether a lead stops where a sentence does."""
    return bool(re.search(r"[.!?][\"'”’)\]]*$", lead)) and not _NO_END.search(lead)
