"""What a whole command costs: CPU, wall time and memory, of it and the processes that it starts.

Caches of the disk and other work on the machine make wall time waver, so CPU seconds are what is
compared; wall time is there to be looked at.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

# Linux says KiB, macOS bytes.
_BYTES = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A command failed; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` is user and system time, `wall` time passed, in seconds; `memory` the peak resident
    size of the largest process in MB."""

    cpu: float
    wall: float
    memory: float

    @classmethod
    def median(cls, costs: Sequence[Cost]) -> Cost:
        """The median of each figure."""
        return cls(
            median(cost.cpu for cost in costs),
            median(cost.wall for cost in costs),
            median(cost.memory for cost in costs),
        )


def measure(
    command: Sequence[object], folder: Path, log: Path, variables: Mapping[str, str] | None = None
) -> Cost:
    """Run a command in `folder`, its output into the file `log`, its errors into `log`.err.

    Raises Failed where it fails.

    A child begins as a copy of this process, and the system counts that copy's size too: what
    measures must be smaller than what is measured.
    """
    start = time.perf_counter()
    errors = log.with_suffix(".err")
    with log.open("wb") as output, errors.open("wb") as messages:
        process = subprocess.Popen(
            [*map(str, command)],
            cwd=folder,
            env=os.environ | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=messages,
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        end = errors.read_text("utf-8", "replace")[-2000:]
        raise Failed(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{end}")
    return Cost(
        usage.ru_utime + usage.ru_stime,
        time.perf_counter() - start,
        usage.ru_maxrss * _BYTES / 1e6,
    )
