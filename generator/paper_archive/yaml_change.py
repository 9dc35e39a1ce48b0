"""Changes of a YAML file; `yaml_edit` makes them in its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Put:
    """Sets a value in mappings: `path` are the keys that lead to it, `value` is YAML on one line.

    Keys that do not exist are added. The `comment` is written after the last but one where it is
    new.
    """

    path: Sequence[str]
    value: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Append:
    """Adds an item, YAML on one line, to the list that `path` leads to."""

    path: Sequence[str]
    item: str


@dataclass(frozen=True, slots=True)
class Take:
    """Removes an item, a text, from the list that `path` leads to, if it is there."""

    path: Sequence[str]
    item: str


@dataclass(frozen=True, slots=True)
class Relist:
    """Changes a list of texts that is an item of the list that `path` leads to.

    The list `before` becomes `after`, or goes if this is empty. If it is there several times, the
    others go; if it is nowhere, `after` is added. Texts are compared as `read` returns them.
    """

    path: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    read: Callable[[str], str] = str


Edit = Put | Append | Take | Relist
