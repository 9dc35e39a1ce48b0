"""How a stage shows how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Wraps the items that a stage iterates over: `what` it does with `total` of them."""

    def __call__(self, items: Iterable[T], what: str, total: int) -> Iterable[T]: ...


def quietly(items: Iterable[T], what: str, total: int) -> Iterable[T]:
    """Show no progress."""
    return items
