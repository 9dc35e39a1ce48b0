"""Ids of arXiv: `2405.15738` since April 2007, `math.AG/0601001` and `hep-th/9901001` before."""

from __future__ import annotations

import re

NEW_ID = r"\d{4}\.\d{4,5}"
ID = rf"{NEW_ID}|[a-z-]{1, 20}(?:\.[A-Z]{{2}})?/\d{{7}}"
# A version may follow an id; it names the same paper.
VERSION = r"(?:v\d+)?"
_ASSIGNED = re.compile(
    r"(?:(?P<archive>[a-z-]+)(?:\.(?P<subject>[A-Z]{2}))?/)?(\d{2})(\d{2})\.?\d{3,5}"
)
# Archives without subjects: their name is the category of all their papers.
_WITHOUT_SUBJECTS = frozenset(
    "gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph".split()
)


def month_of(arxiv_id: str) -> str:
    """Return the month in which an id was assigned (`2025-03`), "" if the id names none."""
    match = _ASSIGNED.fullmatch(arxiv_id)
    if not match or not 1 <= int(match[4]) <= 12:
        return ""
    # Old ids begin with 9107, in July 1991.
    century = 19 if match["archive"] and match[3] > "90" else 20
    return f"{century}{match[3]}-{match[4]}"


def year_of(arxiv_id: str) -> int:
    """Return the year in which an id was assigned; 0 for an impossible month."""
    return int(month_of(arxiv_id)[:4] or 0)


def category_of(arxiv_id: str) -> str:
    """Return the primary category if an old id says it, as `math.GT/0309136` does, else ""."""
    match = _ASSIGNED.fullmatch(arxiv_id)
    archive, subject = (match["archive"], match["subject"]) if match else (None, None)
    if subject:
        return f"{archive}.{subject}"
    return archive if archive in _WITHOUT_SUBJECTS else ""


def without_subject(arxiv_id: str) -> str:
    """Return the id as arXiv's DOIs have it: `math/0309136` for `math.GT/0309136`."""
    return re.sub(r"\.[A-Z]{2}/", "/", arxiv_id) if "/" in arxiv_id else arxiv_id
