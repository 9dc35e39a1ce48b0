"""Ids of arXiv: `2405.15738` since April 2007, `math.AG/0601001` and `hep-th/9901001` before."""

from __future__ import annotations

import re

NEW_ID = r"\d{4}\.\d{4,5}"
ID = rf"{NEW_ID}|[a-z-]{{1,20}}(?:\.[A-Z]{{2}})?/\d{{7}}"
# A version may follow an id; it names the same paper.
VERSION = r"(?:v\d+)?"
_YEAR_AND_MONTH = re.compile(r"(\d{2})(\d{2})\.\d{4,5}")


def year_of(arxiv_id: str) -> int:
    """Return the year in which an id was assigned; 0 for an old id or an impossible month."""
    match = _YEAR_AND_MONTH.fullmatch(arxiv_id)
    return 2000 + int(match[1]) if match and 1 <= int(match[2]) <= 12 else 0
