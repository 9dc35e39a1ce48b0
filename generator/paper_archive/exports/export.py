"""An export: files that are published beside the pages, and the papers they depend on.

An update writes only the files that it touches. Their bytes must not depend on earlier builds, so
an export names its papers and depends on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paper_archive.store.periods import Period
from paper_archive.store.update import Changes

# Returns the bytes of a file of an earlier export, which this build or the last one wrote.
ReadFile = Callable[[str], bytes]
# Returns the bytes that the last build stored under a name for this one, empty for an unknown name.
ReadMemory = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The contents of an export's files by path, and its memory for the next build, by name."""

    files: Mapping[str, bytes]
    memory: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared:
    """Work on the files of an export that other processes can do.

    `calls` has the calls to make, with all that they need; `join` makes the export's files of their
    results.
    """

    calls: Sequence[Callable[[], Any]]
    join: Callable[[Sequence[Any]], ExportResult]

    def result(self) -> ExportResult:
        """Do the work here."""
        return self.join([call() for call in self.calls])


@dataclass(frozen=True, slots=True)
class Export:
    """Files that are written together: their paths in the site, and the function that makes them.

    They depend on the papers of `period` or of `tag`, on what `differs` looks at, or on all papers
    if none is set. With `once`, they depend on no paper, only on the program and the configuration.
    `make` returns the files. `share` returns the work on them instead, where other processes can do
    it; it reads no file of another export.
    """

    paths: tuple[str, ...]
    make: Callable[[ReadFile], ExportResult]
    period: Period | None = None
    tag: str = ""
    once: bool = False
    differs: Callable[[Changes], bool] | None = None
    share: Callable[[ReadFile], Shared] | None = None

    @classmethod
    def of(
        cls,
        path: str,
        make: Callable[[ReadFile], bytes],
        period: Period | None = None,
        tag: str = "",
        once: bool = False,
        differs: Callable[[Changes], bool] | None = None,
    ) -> Export:
        """Return an export of one file, without memory."""
        return cls(
            (path,), lambda read: ExportResult({path: make(read)}), period, tag, once, differs
        )

    @classmethod
    def shared(
        cls, paths: tuple[str, ...], share: Callable[[ReadFile], Shared], period: Period
    ) -> Export:
        """Return an export of a period whose work may be shared out."""
        return cls(paths, lambda read: share(read).result(), period, share=share)

    def is_touched(self, changes: Changes) -> bool:
        """Tell whether the files may differ from those of the last build."""
        if changes.everything:
            return True
        if self.once:
            return False
        if self.period:
            return any(map(self.period.has, changes.days))
        if self.tag:
            return self.tag in changes.tags
        if self.differs:
            return self.differs(changes)
        if changes.topics or changes.lists or changes.authors.pages or changes.authors.gone:
            return True
        return bool(changes.days)
