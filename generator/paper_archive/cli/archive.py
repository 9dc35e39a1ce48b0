"""The archive as commands read it that build no site: `tags`, `curate`, `digest`."""

from __future__ import annotations

from paper_archive.cli.terminal import fail
from paper_archive.config import Settings
from paper_archive.model import InputError, Problem
from paper_archive.pipeline import Snapshot, bring_up_to_date
from paper_archive.progress import Progress, quietly
from paper_archive.run import Run
from paper_archive.site.session import last_store


def read_archive(settings: Settings, show: Progress) -> Snapshot:
    """Read, merge and tag the listings that the last build has not, and keep nothing.

    Where they cannot be read, the command fails and says why. Problems of listings are left to
    `build` and `check`, which name them.
    """
    try:
        return update_in_memory(settings, show)
    except InputError as error:
        fail(*map(str, error.problems))


def update_in_memory(settings: Settings, show: Progress = quietly) -> Snapshot:
    """Return the archive that a build would make now. Raises InputError as a build does."""
    return bring_up_to_date(settings, Run(_say_nothing, progress=show), last_store(settings))


def _say_nothing(problem: Problem) -> None:
    """Leave a problem to the build."""
