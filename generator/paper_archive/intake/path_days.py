"""Finds the day of a listing in its path, as archives of daily listings write it.

    data/20250314.json    daily/arxiv_2025_03_14.md    2025-03-14/cs.CV.md    2025/03/14.md

`listing.dates` knows a day at the beginning of a file's name alone, which is how an archive names
its own files. A repository of somebody else has other habits. The last day in the path counts.
"""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?<![\d.])((?:19|20)\d\d)([-_./]?)(\d\d)\2(\d\d)(?![\d])")


def day_of_path(path: str) -> date | None:
    """Return the last day in a path with forward slashes, None if there is none."""
    found = None
    for match in _DAY.finditer(path):
        year, _, month, day = match.groups()
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
    return found
