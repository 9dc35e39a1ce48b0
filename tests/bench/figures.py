"""Figures, how they are printed, and where they are kept.

A figure has a ratio to another one of the same run, because seconds alone mean little: to what
another program takes for the same, or else, if it is a time, to the calibration.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from tests.bench import calibration, corpus

RESULTS = corpus.CACHE / "results"
CALIBRATION = "calibration"
MANY = 10_000
_SECONDS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6}
_FEW, _SOME = 10, 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured `value` in a `unit`, and its `ratio` to the value of what it is `against`.

    No machine changes bytes, counts and shares: these have a ratio only where a peer has the same.
    """

    name: str
    value: float
    unit: str = ""
    against: str = ""
    ratio: float | None = None

    @classmethod
    def beside(cls, name: str, value: float, unit: str, against: str, other: float) -> Figure:
        """A figure beside the value `other` of what it is against."""
        return cls(name, value, unit, against, value / other if other else None)

    def calibrated(self, unit: float) -> Figure:
        """Give a time without a ratio the one to a calibration of so many seconds."""
        if self.ratio is not None or self.unit not in _SECONDS:
            return self
        # Microseconds are those of a paper or the like, of which there are many.
        many = MANY if self.unit == "µs" else 1
        against = CALIBRATION if many == 1 else f"{CALIBRATION}, {many:,} of them"
        return replace(self, against=against, ratio=self.value * _SECONDS[self.unit] * many / unit)


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print figures as a table in Markdown."""
    table = Table(box=MARKDOWN, title=title, title_justify="left")
    for name in ("what", "value", "unit", "ratio", "to"):
        table.add_column(name, justify="right" if name in ("value", "ratio") else "left")
    for figure in figures:
        ratio = "" if figure.ratio is None else _rounded(figure.ratio)
        table.add_row(figure.name, _rounded(figure.value), figure.unit, ratio, figure.against)
    # What a file or a pipe gets is not cut to the width of a terminal.
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def _rounded(value: float) -> str:
    if value == int(value) or abs(value) >= _SOME:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= _FEW else f"{value:.3g}"


def keep(found: dict[str, Sequence[Figure]], unit: float) -> Path:
    """Write the figures of each bench as JSON, with commit and machine; return the file.

    `unit` is the calibration, in CPU seconds.
    """
    now = datetime.now(UTC)
    commit, changed = _git("rev-parse", "HEAD"), bool(_git("status", "--porcelain"))
    value = {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit,
        "changed": changed,
        "machine": machine(),
        CALIBRATION: {"version": calibration.VERSION, "seconds": unit},
        "figures": {name: [asdict(figure) for figure in some] for name, some in found.items()},
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{now:%Y-%m-%dT%H%M%S}-{commit[:9]}.json"
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def machine() -> str:
    """The machine in a line."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ("git", *arguments), cwd=corpus.ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()
