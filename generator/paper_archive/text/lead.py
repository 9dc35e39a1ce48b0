"""Shortens titles and abstracts to the room on a page.

A lead is the first two sentences of an abstract, as far as they fit.
"""

from __future__ import annotations

import re

LONGEST = 222  # Characters; two to three lines of a list at any width.
SHORTEST = 80  # A shorter lead continues with words of the next sentence.
_END = re.compile(r"[.!?][\"'”’)\]]*(?= [\"'“‘(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"\b(?:e\.g|i\.e|et al|vs|cf|resp|etc|approx|w\.r\.t|a\.k\.a|i\.i\.d"
    r"|Fig|Figs|Eq|Eqs|Sec|Ref|Tab|No|Dr|Prof|St|[A-Z])\.$"
)
_LONGEST_NO_END = len("w.r.t.")  # How far back to look from an end; from the beginning is slow.
_CLOSING = "\"'”’)]"


def shown_title(title: str, most: int = 500) -> str:
    """Return a title as pages show it; a hostile title of 10,000 characters is cut."""
    return title if len(title) <= most else title[:most].rstrip() + "…"


def split_lead(abstract: str, longest: int = LONGEST) -> tuple[str, str]:
    """Return the lead and the rest, without the space between them.

    The lead ends with a sentence if one ends in time, otherwise between two words.
    """
    if len(abstract) <= longest:
        return abstract, ""
    ends: list[int] = []
    for match in _END.finditer(abstract, 0, longest + 2):
        end = match.end()
        if end <= longest and not _no_end(abstract, end):
            ends.append(end)
            if len(ends) == 2:
                break
    at = ends[-1] if ends and ends[-1] >= SHORTEST else abstract.rfind(" ", 0, longest + 1)
    if at <= 0:
        at = longest
    return abstract[:at].rstrip(), abstract[at:].lstrip()


def ends_a_sentence(lead: str) -> bool:
    """Tell whether a lead ends with a sentence."""
    return lead.rstrip(_CLOSING).endswith((".", "!", "?")) and not _no_end(lead, len(lead))


def _no_end(text: str, end: int) -> bool:
    """Tell whether the text before `end` is an abbreviation."""
    return _NO_END.search(text, max(0, end - _LONGEST_NO_END), end) is not None
