"""Which pages an update touches: those that show a change, and their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", str, int, tuple[int, int])


@dataclass(frozen=True, slots=True)
class Touched:
    """The source paths of pages to draw, None for all, and of pages that are gone."""

    paths: frozenset[str] | None = frozenset()
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, paths: Iterable[str], gone: Iterable[str] = ()) -> Touched:
        """Return pages to draw, unless they are gone."""
        gone = frozenset(gone)
        return cls(frozenset(paths) - gone, gone)

    def __contains__(self, src_uri: str) -> bool:
        return self.paths is None or src_uri in self.paths

    def __or__(self, other: Touched) -> Touched:
        if self.paths is None or other.paths is None:
            return EVERYTHING
        # What is gone as one kind may be drawn as another.
        gone = (self.gone - other.paths) | (other.gone - self.paths)
        return Touched.of(self.paths | other.paths, gone)

    def names_in(self, folder: str) -> list[str] | None:
        """Return the names in `folder` of the pages to draw, in order, without suffix; None for
        all."""
        if self.paths is None:
            return None
        start = f"{folder}/"
        return sorted(
            path.removeprefix(start).removesuffix(".md")
            for path in self.paths
            if path.startswith(start)
        )


NOTHING, EVERYTHING = Touched(), Touched(None)


def beside(before: Iterable[T], after: Iterable[T]) -> Iterator[T]:
    """Yield the keys that were added or removed, and their neighbours, whose pages link to them."""
    keys = sorted(set(before).union(after))
    changed = set(before) ^ set(after)
    for n, key in enumerate(keys):
        if any(other in changed for other in keys[max(0, n - 1) : n + 2]):
            yield key
