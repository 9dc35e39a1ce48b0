"""The archive as commands read it that build no site: `tags`, `curate`, `digest`."""

from __future__ import annotations

from paper_archive.cli.terminal import fail, warn
from paper_archive.config import Settings
from paper_archive.model import InputError
from paper_archive.pipeline import Snapshot, bring_up_to_date
from paper_archive.progress import Progress
from paper_archive.run import Run
from paper_archive.store.store import Store


def read_archive(settings: Settings, show: Progress) -> Snapshot:
    """Read, merge and tag all listings, and keep nothing; problems are printed.

    Where it cannot be read, the command fails and says why.
    """
    try:
        return bring_up_to_date(
            settings, Run(lambda problem: warn(str(problem)), progress=show), Store.open()
        )
    except InputError as error:
        fail(str(error))
