"""A file that is published beside the pages, and what it depends on.

An update makes only the files that it touched. What is made must be the same whatever was there
before, so a file says which papers it is made of, and nothing else counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paper_archive.store.periods import Period
from paper_archive.store.update import Changes

# Gives the bytes of a file that was yielded before, made by this build or an earlier one.
Published = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Export:
    """A file: `path` in the site, and what makes its bytes.

    It depends on the papers of `period` or of `tag`; on any paper where neither is given; and,
    with `once`, on none, but on the program and the configuration alone.
    """

    path: str
    make: Callable[[Published], bytes]
    period: Period | None = None
    tag: str = ""
    once: bool = False

    def touched(self, changes: Changes) -> bool:
        """Tell whether the bytes may differ from what an earlier build made."""
        if changes.everything:
            return True
        if self.once:
            return False
        if self.period:
            return any(map(self.period.has, changes.days))
        if self.tag:
            return self.tag in changes.tags
        return bool(changes.days)
