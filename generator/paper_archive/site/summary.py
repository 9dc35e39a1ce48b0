"""What a build did, for its user and for the next build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from paper_archive.model import Problem

if TYPE_CHECKING:  # A build that finds nothing changed needs neither.
    from paper_archive.site.publisher import Publisher
    from paper_archive.store.update import Changes

_COUNTS = ("listings", "papers", "pages", "bytes")  # what a build without changes repeats
_PROBLEM = {"source": str, "line": int, "what": str, "fix": str}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    `new` and `changed` count papers since the last build into this folder, and `gone` those that
    it had and that are not there any more, or are one with another; `pages` counts the HTML files
    of the site, `pages_written` those that differed; `bytes` is the size of the site; `problems`
    are those that were reported.
    """

    listings: int
    papers: int
    new: int
    changed: int
    gone: int
    pages: int
    pages_written: int
    bytes: int
    problems: tuple[Problem, ...]

    @classmethod
    def of(
        cls,
        site: Publisher,
        changes: Changes,
        files: Sequence[str],
        problems: Iterable[Problem],
    ) -> Summary:
        """The summary of a build that read `files` and published `site`."""
        return cls(
            listings=len(files),
            papers=changes.after.papers,
            new=changes.new,
            changed=changes.changed,
            gone=max(0, changes.before.papers + changes.new - changes.after.papers),
            pages=sum(path.endswith(".html") for path in site.now),
            pages_written=sum(path.endswith(".html") for path in site.waiting),
            bytes=sum(size for _, size, _ in site.now.values()),
            problems=tuple(problems),
        )

    @classmethod
    def of_last_build(cls, stored: Mapping[str, Any]) -> Summary | None:
        """The summary of a build that finds nothing changed since the one that stored this; None
        where that is no summary."""
        kept: dict[str, Any] = {name: stored.get(name) for name in _COUNTS}
        problems = stored.get("problems")
        if not all(type(count) is int for count in kept.values()) or not isinstance(problems, list):
            return None
        if not all(_is_problem(each) for each in problems):
            return None
        of_listings = tuple(Problem(**each) for each in problems)
        return cls(**kept, new=0, changed=0, gone=0, pages_written=0, problems=of_listings)

    def stored(self) -> dict[str, Any]:
        """Return what `of_last_build` reads, for JSON."""
        return asdict(self)


def _is_problem(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == _PROBLEM.keys()
        and all(type(value[name]) is kind for name, kind in _PROBLEM.items())
    )
