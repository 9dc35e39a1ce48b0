"""A list of problems for a person to read: of many that have one remedy, the first ones.

2025-03-14.txt:1: the page says Mar 13, but the file name says 2025-03-14 (rename the file …)
… two more …
281 more like these (`paper-archive check` lists them all)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from paper_archive.model import Problem

_MOST, _SHOWN = 5, 3
_ALL = "`paper-archive check` lists them all"


def shortened(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield problems; if more than five have the same `fix`, three of them and their number."""
    of_kind = Counter(problem.fix for problem in problems)
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.fix] += 1
        many = of_kind[problem.fix] > _MOST
        if not many or seen[problem.fix] <= _SHOWN:
            yield problem
        if many and seen[problem.fix] == _SHOWN:
            yield Problem("", 0, f"{of_kind[problem.fix] - _SHOWN:,} more like these", _ALL)
