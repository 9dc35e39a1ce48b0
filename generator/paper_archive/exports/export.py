"""Files that are published beside the pages, and what they depend on.

An update makes only the files that it touched. The bytes must be the same whatever was published
before, so an export says which papers it is made of, and nothing else counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from paper_archive.store.periods import Period
from paper_archive.store.update import Changes

# Gives the bytes of a file that was yielded before, from this build or an earlier one.
Published = Callable[[str], bytes]
# Gives what an earlier build kept under a name for the next one; no bytes if nothing.
Remembered = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """Contents of files by path, and what the next build needs of them, by name."""

    files: Mapping[str, bytes]
    memory: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """Files that are made together: `paths` in the site, and what makes them.

    They depend on the papers of `period` or of `tag`; on any paper where neither is set; and,
    with `once`, on none, but on the program and the configuration alone.
    """

    paths: tuple[str, ...]
    make: Callable[[Published], Made]
    period: Period | None = None
    tag: str = ""
    once: bool = False

    @classmethod
    def of(
        cls,
        path: str,
        make: Callable[[Published], bytes],
        period: Period | None = None,
        tag: str = "",
        once: bool = False,
    ) -> Export:
        """An export of one file that nothing is remembered of."""
        return cls((path,), lambda published: Made({path: make(published)}), period, tag, once)

    def is_touched(self, changes: Changes) -> bool:
        """Tell whether the bytes may differ from those of an earlier build."""
        if changes.everything:
            return True
        if self.once:
            return False
        if self.period:
            return any(map(self.period.has, changes.days))
        if self.tag:
            return self.tag in changes.tags
        return bool(changes.days)
