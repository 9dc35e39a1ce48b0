"""Builds of this checkout beside those of another commit: `python -m tests.bench.against REV`.

The commit is checked out in `.cache/bench/commits/` and gets an environment by its own Makefile.
Both build the same corpora in the same run, by turns; every figure has its ratio to the other's.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator

from tests.bench import calibration, corpus
from tests.bench.bench_build import Archive, Program
from tests.bench.figures import Figure, keep, machine, show
from tests.bench.measure import Cost, Failed

COMMITS = corpus.CACHE / "commits"
SIZES = (5000,)


def program_of(commit: str) -> Program:
    """Check a commit out and install it, or find it installed. Raises Failed."""
    folder = COMMITS / commit[:12]
    if not (folder / "Makefile").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _run("git", "worktree", "prune")
        _run("git", "worktree", "add", "--detach", "--force", str(folder), commit)
    _run("make", "-C", str(folder), ".venv/site.stamp")
    return Program(folder, folder / ".venv" / "bin")


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=corpus.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


def compared(size: int, other: Program, name: str, runs: int) -> Iterator[Figure]:
    """Yield what builds cost here, beside the other program's."""
    made = corpus.make(size)
    archives = Archive(made), Archive(made, other)
    costs: tuple[list[dict[str, Cost]], ...] = ([], [])
    for run in range(runs):
        # Who comes first finds the disk as the other one left it.
        for which in (0, 1) if run % 2 else (1, 0):
            costs[which].append(archives[which].costs())
    for what in costs[0][0]:
        ours, theirs = (Cost.median([each[what] for each in some]) for some in costs)
        yield Figure.beside(f"{size:,}: {what}", ours.cpu, "s", name, theirs.cpu)
        memory = f"{size:,}: {what}, peak memory"
        yield Figure.beside(memory, ours.memory, "MB", name, theirs.memory)
    ours, theirs = (archive.weight() for archive in archives)
    what = f"{size:,}: whole site, a paper"
    yield Figure.beside(what, ours.site / 1024, "KB", name, theirs.site / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.against", description=__doc__)
    parser.add_argument("commit", metavar="REV")
    parser.add_argument("--papers", nargs="+", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--runs", type=int, default=3, help="the median of so many counts")
    options = parser.parse_args()
    if word := corpus.missing():
        raise SystemExit(word)
    print(machine())
    try:
        commit = _run("git", "rev-parse", "--verify", f"{options.commit}^{{commit}}")
        other = program_of(commit)
        name, found = commit[:9], list[Figure]()
        for size in options.papers:
            found += compared(size, other, name, options.runs)
    except Failed as error:
        raise SystemExit(str(error)) from error
    show(f"This checkout beside {name}", found)
    print(f"kept in {keep({f'against {name}': found}, calibration.seconds())}")


if __name__ == "__main__":
    main()
