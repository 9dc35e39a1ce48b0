"""Several processes return the same results as one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from paper_archive.workers import CHUNK, FEWEST, Workers

from tests.site.run import command, files, fork
from tests.site.test_input import ABSTRACT


def squares(numbers: Sequence[int]) -> list[int]:
    if -1 in numbers:
        raise ValueError("no square of -1")
    return [number * number for number in numbers]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, CHUNK, FEWEST - 1, FEWEST, 5 * FEWEST + 7])
def test_results_come_in_the_order_of_their_items(jobs: int, count: int) -> None:
    with closing(Workers(jobs)) as workers:
        assert list(workers.map(squares, iter(range(count)))) == [n * n for n in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_in_a_process_is_told(jobs: int) -> None:
    with closing(Workers(jobs)) as workers, pytest.raises(ValueError, match="no square"):
        list(workers.map(squares, [*range(2 * FEWEST), -1]))


@pytest.mark.slow
def test_any_number_of_processes_writes_the_same_site(tmp_path: Path) -> None:
    listings = tmp_path / "listings"
    listings.mkdir()
    papers = (
        {"title": f"Diffusion models, part {n}", "abstract": f"{ABSTRACT} Part {n}.",
         "date": f"2025-03-{n % 28 + 1:02d}"}
        for n in range(FEWEST + 20)
    )  # fmt: skip
    (listings / "papers.jsonl").write_text("\n".join(map(json.dumps, papers)), "utf-8")
    for jobs, run in ((1, fork), (3, command)):
        folder = tmp_path / str(jobs)
        places = ("--site-dir", folder / "site", "--pages-dir", folder / "pages")
        options = ("--listings", listings, "--jobs", jobs, "--json", *places)
        done = run("paper-archive", "build", *options)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["papers"] == FEWEST + 20
    for name in ("site", "pages"):
        assert files(tmp_path / "1" / name) == files(tmp_path / "3" / name)
