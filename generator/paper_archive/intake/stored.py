"""What the folder of listings has of a source: the state that `fetch` goes on from.

    2025/2025-03-14.arxiv.jsonl   2025/2025-03-14.arxiv.2.jsonl   2025/2025-03-14.hugging-face.json

The day and the source stand in the name of a file. Lines of a source with several lists name them,
`"source": {"name": "arxiv", "lists": ["cs.CL"]}`, because a category may be fetched on a day on
which another one failed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import PurePosixPath

from paper_archive.intake.placing import Intake
from paper_archive.intake.sources.hugging_face import KIND as HUGGING_FACE
from paper_archive.listing import sources
from paper_archive.listing.unpack import MAGIC
from paper_archive.model import Entry, InputError

_NAME = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?!\d)(?:\.([a-z][a-z0-9-]{0,39})(?:\.\d{1,6})?\.jsonl?(?:\.gz)?$)?"
)


def label_of(name: str) -> tuple[date | None, str]:
    """Return the day and the source in the name of a file, None and "" where it has none."""
    match = _NAME.match(PurePosixPath(name).name)
    if not match:
        return None, ""
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None, ""
    return day, match[2] or ""


class Stored:
    """What an archive has of the source `name`.

    The daily papers API also has the days whose files name no source: those that were fetched
    before sources were set, and pages that were saved.
    """

    def __init__(self, intake: Intake, name: str, kind: str) -> None:
        self._index = intake.known
        self._days: dict[str, set[date]] = defaultdict(set)
        for file in intake.names:
            day, label = label_of(file)
            if not day or not (label == name or (kind == HUGGING_FACE and not label)):
                continue
            self._days[""].add(day)
            if kind != HUGGING_FACE:
                for part in _lists(intake, file):
                    self._days[part].add(day)

    def days(self, part: str = "") -> frozenset[date]:
        """Return the days of which the archive has the list `part`."""
        return frozenset(self._days.get(part, ()))

    def listed(self, entry: Entry) -> Iterator[tuple[date, Entry]]:
        """Yield the days on which any listing has a paper, and its entries there."""
        for seen in self._index.find(entry):
            if seen.day:
                yield seen.day, seen.entry


def _lists(intake: Intake, file: str) -> Iterator[str]:
    """Yield the lists that the lines of a file name."""
    with suppress(InputError):
        data = sources.open_source(intake.into / file, intake.into).data
        for line in [] if data.startswith(MAGIC) else data.splitlines():
            with suppress(ValueError, RecursionError, LookupError, TypeError):
                yield from (str(part) for part in json.loads(line)["source"]["lists"])
