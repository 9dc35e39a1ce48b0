"""What a whole command costs: CPU, wall time and memory, of it and the processes that it starts.

Caches of the disk and other work on the machine make wall time waver, so CPU seconds are what is
compared; wall time is there to be looked at.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

# Linux says KiB, macOS bytes.
_BYTES = 1 if sys.platform == "darwin" else 1024

# A child begins in the memory of its parent, and the system counts that as the child's peak: what
# starts the command must be smaller than it, which this process is not. Its last line of errors
# has CPU seconds and peak memory.
_LAUNCHER = """\
import os, sys
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print("\\n", usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""


# Below so much free space, in bytes, a folder is deleted at once.
_LEAST_FREE = 20 << 30


class Failed(Exception):
    """A command failed; the message is the end of what it printed."""


def set_aside(folder: Path) -> None:
    """Take a folder away, and delete it when all is measured.

    For a minute after many files were deleted, a disk takes ten times as long to create one.
    """
    if not folder.is_dir():
        return
    if shutil.disk_usage(folder).free < _LEAST_FREE:
        shutil.rmtree(folder)
        return
    aside = Path(mkdtemp(prefix="aside-", dir=folder.parent))
    folder.rename(aside / folder.name)
    atexit.register(shutil.rmtree, aside)


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
    """
    start = time.perf_counter()
    errors = log.with_suffix(".err")
    with log.open("wb") as output, errors.open("wb") as messages:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, *map(str, command)],
            cwd=folder,
            env=os.environ | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=messages,
            check=False,
        )
    passed = time.perf_counter() - start
    *_, figures = errors.read_text("utf-8", "replace").splitlines() or [""]
    if done.returncode:
        end = errors.read_text("utf-8", "replace")[-2000:]
        raise Failed(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{end}")
    cpu, memory = map(float, figures.split())
    return Cost(cpu, passed, memory * _BYTES / 1e6)
