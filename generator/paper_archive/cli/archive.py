"""The archive as commands read it that build no site: `tags`, `curate`, `digest`."""

from __future__ import annotations

from paper_archive.cli.terminal import fail, note
from paper_archive.config import Settings
from paper_archive.model import InputError, Problem
from paper_archive.pipeline import Snapshot, bring_up_to_date
from paper_archive.progress import Progress
from paper_archive.run import Run
from paper_archive.store.store import Store
from paper_archive.text.english import plural


def read_archive(settings: Settings, show: Progress) -> Snapshot:
    """Read, merge and tag all listings, and keep nothing; problems are counted.

    Where it cannot be read, the command fails and says why.
    """
    try:
        snapshot = bring_up_to_date(settings, Run(_say_nothing, progress=show), Store.open())
    except InputError as error:
        fail(*map(str, error.problems))
    if problems := len(snapshot.problems):
        note(f"{plural(problems, 'problem')} in the listings; `paper-archive build` names them")
    return snapshot


def _say_nothing(problem: Problem) -> None:
    """Leave a problem to the build, which names it."""
