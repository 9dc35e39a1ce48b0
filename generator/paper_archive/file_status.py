"""What tells without reading a file that nobody changed it: its size and times, as in Git's index.

Programs that copy or unpack set back the time of the contents, but none can set that of the status.
Systems count time in steps. A file that is looked at in the step in which it changed would look the
same after another change, so its status says something only once that step is over.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

# Longer than a step, which is 1 to 10 ms, in ns.
_STEP = 20_000_000


class FileStatus(NamedTuple):
    """The size of a file in bytes, and the times of its contents and of its status in ns."""

    size: int
    time: int
    status_time: int


def status_of(path: str | Path) -> FileStatus:
    """Return the status of a file, or of what a link leads to. Raises OSError.

    Call it before the file is read, so that one that changes meanwhile has another. Where the file
    changed just now, it waits until the step is over.
    """
    status = _look(path)
    if not is_settled(status.status_time):
        time.sleep(_STEP / 1e9)
        status = _look(path)
    return status


def is_settled(status_time: int) -> bool:
    """Tell whether the step is over in which the status of a file changed."""
    return not 0 <= time.time_ns() - status_time < _STEP


def _look(path: str | Path) -> FileStatus:
    found = os.stat(path)  # noqa: PTH116 - a Path takes as long as the file
    return FileStatus(found.st_size, found.st_mtime_ns, found.st_ctime_ns)
