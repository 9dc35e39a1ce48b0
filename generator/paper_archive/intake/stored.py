"""What the folder of listings has of a source: the state that `fetch` goes on from.

    2025/2025-03-14.arxiv.jsonl   2025/2025-03-14.arxiv.2.jsonl   2025/2025-03-14.hugging-face.json

The day and the source stand in the name of a file. Lines of a source with several lists name them,
`"source": {"name": "arxiv", "lists": ["cs.CL"]}`, because a category may be fetched on a day on
which another one failed. `"caught_up": ["cs.CL"]` marks a list that came from a slower index.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from paper_archive.intake.file_names import label_of
from paper_archive.intake.placing import Intake
from paper_archive.intake.sources.hugging_face import KIND as HUGGING_FACE
from paper_archive.listing import sources
from paper_archive.listing.decoding.unpack import MAGIC
from paper_archive.model import Entry, InputError


class Stored:
    """What an archive has of the source `name`.

    Which lists the archive has is read for the days from `since` on, and for the last day before
    them. The daily papers API also has the days whose files name no source: those that were fetched
    before sources were set, and pages that were saved.
    """

    def __init__(self, intake: Intake, name: str, kind: str, since: date) -> None:
        self._index = intake.known
        named = [(*label_of(file), file) for file in intake.names]
        labels = (name, "") if kind == HUGGING_FACE else (name,)
        files = sorted((day, file) for day, label, file in named if day and label in labels)
        self._days: dict[str, set[date]] = defaultdict(set)
        self._caught_up: dict[str, set[date]] = defaultdict(set)
        self._days[""].update(day for day, _ in files)
        before = max((day for day, _ in files if day < since), default=since)
        for day, file in files:
            if day >= before and kind != HUGGING_FACE:
                for part, is_caught_up in _lists(intake, file):
                    (self._caught_up if is_caught_up else self._days)[part].add(day)

    def days(self, part: str = "") -> frozenset[date]:
        """Return the days of which the archive has the list `part`."""
        return frozenset(self._days.get(part, ())) | self._caught_up.get(part, set())

    def caught_up(self, part: str) -> frozenset[date]:
        """Return those of these days that it has only because they were caught up."""
        return frozenset(self._caught_up.get(part, ())) - self._days.get(part, set())

    def listed(self, entry: Entry) -> Iterator[tuple[date, Entry]]:
        """Yield the days on which any listing has a paper, and its entries there."""
        for seen in self._index.entries(entry):
            if seen.day:
                yield seen.day, seen.entry


def _lists(intake: Intake, file: str) -> Iterator[tuple[str, bool]]:
    """Yield the lists that the lines of a file name, and whether they were caught up."""
    with suppress(InputError):
        data = sources.open_source(intake.into / file, intake.into).data
        for line in [] if data.startswith(MAGIC) else data.splitlines():
            with suppress(ValueError, RecursionError, LookupError, TypeError, AttributeError):
                source = json.loads(line)["source"]
                caught_up = source.get("caught_up", [])
                yield from ((str(part), part in caught_up) for part in source["lists"])
