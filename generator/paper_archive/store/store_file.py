"""The file of a store between two builds: whether it is what the last one left.

SQLite does not notice a byte that changed in a row, rows that an index lost, or a whole file that
came from another archive. So the file as a whole has a checksum, a CRC: it finds every accident of
32 bits or less, and all others but one in four thousand million. It reads 3 GB a second, the file
of 50,000 papers in a tenth of a second, and that only where somebody may have changed the file: not
where the same computer, not started anew since, has it with the same inode and status.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path

from paper_archive.file_status import is_settled
from paper_archive.paths import contents, opened, remove, remove_if_no_file
from paper_archive.store.schema import connect

_BLOCK = 1 << 20
NOT_THERE = "is not there"
# Linux has a name for the time since it was started.
_BOOT = "/proc/sys/kernel/random/boot_id"


@dataclass(frozen=True, slots=True)
class StoreFile:
    """The file of a store, which no connection is open to."""

    path: Path

    def checksum(self) -> str:
        """Return a checksum of the file. Raises OSError."""
        block, sum_, size = bytearray(_BLOCK), 0, 0
        with opened(self.path) as stream:
            while length := stream.readinto(block):
                sum_ = zlib.crc32(memoryview(block)[:length], sum_)
                size += length
        return f"{size}-{sum_:08x}"

    def trace(self) -> str:
        """Return what another file, or one that somebody changed, has not; "" where it cannot tell.

        A crash of the computer may lose what was written last, and leave the times as they are.
        """
        try:
            boot = contents(_BOOT).decode("ascii").strip()
            found = self.path.stat()
        except (OSError, ValueError):
            return ""
        if not is_settled(found.st_ctime_ns):
            return ""
        times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
        return f"{boot} {found.st_dev} {found.st_ino} {found.st_size} {times}"

    def damage(self, expected: str, trace: str = "") -> str:
        """Return why the file is not the one of this checksum, "" where it is.

        "" as `expected` stands for no file. A file that has this `trace` is not read.
        """
        if not expected:
            return f"{self.path.name} is of a build that did not end" if lexists(self.path) else ""
        if not lexists(self.path):
            return NOT_THERE
        try:
            self._recover()
            if (trace and self.trace() == trace) or self.checksum() == expected:
                return ""
        except OSError as error:
            return f"{self.path.name} cannot be read: {error.strerror or error}"
        return f"{self.path.name} does not match its checksum"

    def _recover(self) -> None:
        """Let SQLite take back what a killed build had written. Raises OSError."""
        # Our stores have no log that is written ahead, so these would be of another file.
        for ending in ("-wal", "-shm"):
            remove(self._beside(ending))
        journal = self._beside("-journal")
        remove_if_no_file(journal)
        if journal.is_file() and self.path.is_file():
            with suppress(sqlite3.DatabaseError), closing(connect(self.path)) as db:
                db.execute("SELECT count(*) FROM facts").fetchone()
        remove(journal)

    def remove(self) -> None:
        """Delete the file and what SQLite keeps beside it. Raises OSError."""
        for ending in ("", "-journal", "-wal", "-shm"):
            remove(self._beside(ending))

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)
