"""All benches, or some of them: `python -m tests.bench [NAME …] [--papers SIZE …]`.

A bench is a module `bench_NAME`, whose `figures` yields what it measured; `papers` are the sizes of
archives to measure at, for those that measure at several. Each prints a table, and all of a run are
kept as JSON in `.cache/bench/results/`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from statistics import mean
from typing import Protocol, cast

from tests.bench import calibration, corpus
from tests.bench.figures import Figure, keep, machine, show
from tests.bench.measure import Failed

# In this order: what builds measure says most.
FIRST = ("build", "stages")


class Bench(Protocol):
    """A module that measures."""

    __doc__: str

    def figures(self, papers: Sequence[int]) -> Iterator[Figure]:
        """Yield what is measured, at these sizes, or at its own where none are given."""


def names() -> list[str]:
    """The names of all benches."""
    found = sorted(path.stem.removeprefix("bench_") for path in _modules())
    return [*FIRST, *(name for name in found if name not in FIRST)]


def _modules() -> Iterator[Path]:
    return Path(__file__).parent.glob("bench_*.py")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
    parser.add_argument("--papers", nargs="+", type=int, default=(), metavar="SIZE")
    options = parser.parse_args()
    if unknown := sorted({*options.names} - {*names()}):
        parser.error(f"no such bench: {', '.join(unknown)}; there are {', '.join(names())}")
    if word := corpus.missing():
        raise SystemExit(word)
    print(machine())
    found: dict[str, Sequence[Figure]] = {}
    units = [calibration.seconds()]
    for name in options.names or names():
        bench = cast("Bench", import_module(f"tests.bench.bench_{name}"))
        try:
            measured = list(bench.figures(options.papers))
        except Failed as error:
            raise SystemExit(str(error)) from error
        units.append(calibration.seconds())
        # The machine may have become faster or slower meanwhile.
        unit = mean(units[-2:])
        found[name] = [figure.calibrated(unit) for figure in measured]
        show(bench.__doc__.splitlines()[0], found[name])
    drift = max(units) / min(units)
    print(f"calibration {mean(units):.2f} s of CPU; the slowest took {drift:.2f} of the fastest")
    print(f"kept in {keep(found, mean(units))}")


if __name__ == "__main__":
    main()
