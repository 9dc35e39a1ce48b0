"""The report of an import, as text and as JSON."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from paper_archive.cli import arrivals
from paper_archive.cli.terminal import err, error, note, out, warn
from paper_archive.intake.importing import FileReport
from paper_archive.intake.tree import Tree
from paper_archive.model import Problem
from paper_archive.text.english import plural

# Of all files together.
PROBLEMS_SHOWN = 20
# Of the files that are left for one reason.
NAMES_SHOWN = 10
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

    def show(self, refused: Collection[FileReport]) -> None:
        """Print the report; `refused` are the files that should have been read."""
        # What is lost comes first.
        files = sorted(self.files, key=lambda file: not (file.lost or file.unplaced))
        problems = [problem for file in files for problem in file.problems]
        for problem in problems[:PROBLEMS_SHOWN]:
            warn(str(problem))
        more = sum(file.problem_count for file in self.files) - PROBLEMS_SHOWN
        if more > 0:
            err.print(f"  … and {plural(more, 'problem')} more: `paper-archive check` lists them")
        left = [file for file in self.files if file.reason]
        for line, names in _by_reason(refused):
            error(line)
            _print_names(names)
        known = set(map(id, refused))
        for line, names in _by_reason([file for file in left if id(file) not in known]):
            note(f"left: {line}")
            _print_names(names)
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
            + (f", of {arrivals.in_words(self.days)}" if self.days else "")
        )
        if undated := sum(file.unplaced for file in self.files if not file.reason):
            papers = f"{plural(undated, 'more paper')} not imported"
            out.print(f"{papers}, because they state no day: --date DAY gives it")
        if left := totals["unplaced"] - undated:
            out.print(f"{plural(left, 'entry', 'entries')} more in files that were left")
        if not totals["written"]:
            out.print("Nothing to do: the archive has all of it" if self.days else "Nothing to do")
            return
        if duplicates := totals["duplicates"]:
            again = totals["written"] - totals["papers"]
            words = "Duplicates written too, for a new day or more detail"
            out.print(f"{words}: {again:,} of {duplicates:,}")
        what = plural(totals["written"], "entry", "entries")
        files = f"in {plural(len(self.written), 'new file')} under {shown(self.into)}"
        out.print(f"{what} {'to write' if self.dry_run else files}")

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


def _by_reason(files: Iterable[FileReport]) -> Iterator[tuple[str, list[str]]]:
    """Yield each reason once, as a line, and the files that are left for it if they are several."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    problems: dict[tuple[str, str], Problem] = {}
    for file in files:
        if reason := file.reason:
            names[reason.what, reason.fix].append(file.source)
            problems.setdefault((reason.what, reason.fix), reason)
    for key, several in names.items():
        if len(several) == 1:
            yield str(problems[key]), []
        else:
            yield f"{plural(len(several), 'file')}: {key[0]} ({key[1]})", several


def _print_names(names: Sequence[str]) -> None:
    for name in names[:NAMES_SHOWN]:
        err.print(f"  {name}")
    if len(names) > NAMES_SHOWN:
        err.print(f"  … and {len(names) - NAMES_SHOWN:,} more")


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
