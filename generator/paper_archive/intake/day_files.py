"""JSON lines of many days, written to one file per day: `2025/2025-03-14.name.jsonl`.

Lines are collected in a hidden folder among the listings, `.import-4711`, which no build reads, and
files are moved to their places once all are written. So an import that is interrupted, or finds the
disk full, leaves no half file. Nothing is ever overwritten: if a name is taken, the file is called
`2025-03-14.name.2.jsonl` and so on. A day with very many papers has several files, because there
are limits to reading one.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from paper_archive.disk import move_to_new
from paper_archive.intake.file_names import free_name, stem_of

# Far below `listing.limits`, and below the size of which code hosts warn.
MOST_PAPERS, MOST_BYTES = 20_000, 40_000_000
_BUFFERED = 8_000_000


class DayFiles:
    """Files of lines by day; leaving the block deletes what was not published."""

    def __init__(self, into: Path, name: str, taken: Collection[str]) -> None:
        """Collect lines for the folder `into`; `taken` are the names that files have there."""
        self._into = into
        self._name = name
        self._stems = set(map(stem_of, taken))
        self._folder = into / f".import-{os.getpid()}"
        self._made_into = False
        self._buffer: dict[date, list[bytes]] = defaultdict(list)
        self._buffered = 0
        # Papers and bytes of the newest file of each day, and the number of its files.
        self._sizes: dict[date, tuple[int, int]] = {}
        self._files: dict[date, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._made_into:
            with suppress(OSError):  # unless something was published
                self._into.rmdir()

    def add(self, day: date, line: bytes) -> None:
        """Add a line to the file of a day. Raises OSError if the disk is full."""
        self._buffer[day].append(line)
        self._buffered += len(line)
        if self._buffered > _BUFFERED:
            self._flush()

    def publish(self, published: list[tuple[str, date]]) -> None:
        """Move all files to their places, and add their names in the folder, and days, to a list.

        Raises OSError if one cannot be written: the list has those before it.
        """
        self._flush()
        for day in sorted(self._files):
            for number in range(1, self._files[day] + 1):
                file = self._file(day, number)
                with file.open("rb+") as written:
                    os.fsync(written.fileno())
                published.append((self._move(file, day), day))

    def _move(self, file: Path, day: date) -> str:
        while True:
            name = free_name(f"{day:%Y}/{day}.{self._name}.jsonl", self._stems)
            self._stems.add(stem_of(name))
            with suppress(FileExistsError):  # Somebody added it after the archive was read.
                move_to_new(file, self._into / name)
                return name

    def _flush(self) -> None:
        if not self._buffer:
            return
        self._made_into = self._made_into or not self._into.exists()
        self._folder.mkdir(parents=True, exist_ok=True)
        for day, lines in self._buffer.items():
            self._append(day, lines)
        self._buffer.clear()
        self._buffered = 0

    def _append(self, day: date, lines: list[bytes]) -> None:
        while lines:
            papers, size = self._sizes.get(day, (MOST_PAPERS, MOST_BYTES))
            if papers >= MOST_PAPERS or size >= MOST_BYTES:
                self._files[day] = self._files.get(day, 0) + 1
                papers = size = 0
            part, lines = lines[: MOST_PAPERS - papers], lines[MOST_PAPERS - papers :]
            data = b"".join(part)
            with self._file(day, self._files[day]).open("ab") as file:
                file.write(data)
            self._sizes[day] = papers + len(part), size + len(data)

    def _file(self, day: date, number: int) -> Path:
        return self._folder / f"{day}.{number}"
