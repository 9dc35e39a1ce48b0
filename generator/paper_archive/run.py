"""How to build, whatever is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paper_archive.model import Problem
from paper_archive.progress import Progress, quietly
from paper_archive.workers import ALONE, Workers


def silently(_: str) -> None:
    """Take a note that nobody reads."""


@dataclass(frozen=True, slots=True)
class Run:
    """`report` takes every problem, `clean` begins from nothing, `progress` shows how far a
    stage is, `workers` share the work, and `note` takes what need not be mended: why a build takes
    long, or that a topic has no papers. It makes no build fail, not even a strict one."""

    report: Callable[[Problem], None]
    clean: bool = False
    progress: Progress = quietly
    workers: Workers = ALONE
    note: Callable[[str], None] = silently
