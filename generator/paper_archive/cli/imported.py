"""The report of an import, as text and as JSON."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from paper_archive.cli import arrivals
from paper_archive.cli.terminal import err, error, note, out, warn
from paper_archive.intake.importing import FileReport
from paper_archive.intake.tree import Tree
from paper_archive.text.english import plural

# Of all files together.
PROBLEMS_SHOWN, LEFT_SHOWN = 20, 50
TOTALS = ("entries", "papers", "duplicates", "lost", "written", "unplaced")


@dataclass(slots=True)
class Imported:
    """What became of the files of a tree; `written` are new files in `into`, with their days."""

    tree: Tree
    into: Path
    dry_run: bool
    files: list[FileReport] = field(default_factory=list)
    written: list[tuple[str, date]] = field(default_factory=list)

    @property
    def totals(self) -> dict[str, int]:
        """The sums over all files."""
        return {key: sum(getattr(file, key) for file in self.files) for key in TOTALS}

    @property
    def days(self) -> list[date]:
        """The days of the entries, in order."""
        return sorted(set().union(*(file.days for file in self.files)))

    def print(self, refused: Collection[FileReport]) -> None:
        """Print the report; `refused` are the files that should have been read."""
        problems = [problem for file in self.files for problem in file.problems]
        for problem in problems[:PROBLEMS_SHOWN]:
            warn(str(problem))
        more = sum(file.problem_count for file in self.files) - PROBLEMS_SHOWN
        if more > 0:
            err.print(f"  … and {plural(more, 'problem')} more: `paper-archive check` lists them")
        left = [file for file in self.files if file.reason]
        for file in refused:
            error(str(file.reason))
        others = [file for file in left if file not in refused]
        for file in others[:LEFT_SHOWN]:
            note(f"left: {file.reason}")
        if len(others) > LEFT_SHOWN:
            err.print(f"  … and {plural(len(others) - LEFT_SHOWN, 'file')} more")
        kinds = [f"{number:,} {kind}" for kind, number in self.tree.left_out.items()]
        out.print(
            f"{plural(len(self.files) - len(left), 'file')} read, {len(left):,} left"
            + (
                f", {sum(self.tree.left_out.values()):,} not looked at ({', '.join(kinds)})"
                if kinds
                else ""
            )
        )
        self._print_totals()

    def _print_totals(self) -> None:
        totals = self.totals
        entries = plural(totals["entries"], "entry", "entries")
        out.print(
            f"{entries} = {plural(totals['papers'], 'paper')} + "
            f"{plural(totals['duplicates'], 'duplicate')} + {totals['lost']:,} lost"
        )
        if unplaced := totals["unplaced"]:
            out.print(f"{plural(unplaced, 'entry', 'entries')} more in files that were left")
        if not totals["written"]:
            out.print("Nothing to do: the archive has all of it" if self.days else "Nothing to do")
            return
        what = plural(totals["written"], "entry", "entries")
        files = f" in {plural(len(self.written), 'new file')} under {shown(self.into)}"
        out.print(f"{what} of {arrivals.in_words(self.days)}" + ("" if self.dry_run else files))

    def as_json(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {
            "files": list(map(_row, self.files)),
            "left_out": dict(self.tree.left_out),
            "totals": self.totals,
            **_first_and_last(self.days),
            "written": [f"{shown(self.into)}/{name}" for name, _ in self.written],
            "dry_run": self.dry_run,
        }


def shown(folder: Path) -> str:
    """The path of a folder, as seen from here."""
    return Path(os.path.relpath(folder)).as_posix()


def _row(file: FileReport) -> dict[str, Any]:
    return {
        "source": file.source,
        "form": file.form,
        "reason": str(file.reason) if file.reason else None,
        **{key: getattr(file, key) for key in TOTALS},
        **_first_and_last(sorted(file.days)),
        "problem_count": file.problem_count,
        "problems": list(map(arrivals.problem_row, file.problems)),
    }


def _first_and_last(days: Sequence[date]) -> dict[str, Any]:
    return {
        "from": days[0].isoformat() if days else None,
        "to": days[-1].isoformat() if days else None,
    }
