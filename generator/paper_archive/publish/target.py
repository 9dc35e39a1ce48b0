"""What a kind of target has to be able to do, whatever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from paper_archive.publish.built_files import BuiltFile


@dataclass(frozen=True, slots=True)
class Held:
    """A file that a target holds: its bytes, and when it was last written, by the target's clock.

    `tag` may say what it contains (an ETag). A link, or what else is no file, has -1 bytes.
    """

    bytes: int
    time: float
    tag: str = ""


class Target(Protocol):
    """A place that a site is published to. Every method raises `errors.Refused` where it fails.

    Paths are those in the site. A file is there whole or not at all, whenever a reader asks and
    whenever this process is killed.
    """

    @property
    def name(self) -> str:
        """What people call it; no password is in it."""
        ...

    @property
    def headers(self) -> str:
        """The version of what it says of its files (`headers.VERSION`); "" if others decide."""
        ...

    @property
    def on_line(self) -> int | None:
        """The bytes that `send` sent, if it sends less than whole files; else None."""
        ...

    def held(self) -> Mapping[str, Held]:
        """All files that it holds. Links are not followed."""
        ...

    def is_leftover(self, path: str) -> bool:
        """Tell whether a file has the name of one that was being written when a publish was cut
        off."""
        ...

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """The contents of small files, without those that are not there."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        ...

    def same(self, files: Sequence[BuiltFile], held: Mapping[str, Held]) -> set[str]:
        """The paths of those files that it holds with the same contents. In doubt a file is not
        among them."""
        ...

    def send(self, files: Sequence[BuiltFile]) -> Iterator[str]:
        """Send files, in any order; yields the path of each that is sent."""
        ...

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files, in the order in which they come where it knows one."""
        ...

    def close(self) -> None:
        """Give back what it took: connections, temporary folders."""
        ...
