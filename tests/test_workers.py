"""Several processes return the same results as one."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from paper_archive.workers import CHUNK, FEWEST, Common, Workers

from tests.site.run import build, command, files, fork
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


@pytest.mark.parametrize("papers", [0, 10, CHUNK, 10 * CHUNK])
def test_an_item_may_be_the_work_of_many_papers(papers: float) -> None:
    with closing(Workers(2)) as workers:
        for count in (1, FEWEST + 1):
            numbers = list(range(count))
            assert list(workers.map(squares, numbers, papers)) == squares(numbers)


def places(common: Common[list[int]], numbers: Sequence[int]) -> list[tuple[int, int, int]]:
    """Where a common value is: process, address; and how many chunks have been there."""
    common.value.append(1)
    return [(os.getpid(), id(common.value), len(common.value)) for _ in numbers]


def test_a_common_value_stays_in_a_process() -> None:
    with closing(Workers(2)) as workers:
        found = set(workers.map(partial(places, Common([])), range(6 * FEWEST)))
    here = {process for process, *_ in found}
    assert os.getpid() not in here
    assert len({(process, at) for process, at, _ in found}) == len(here) <= 2
    assert max(times for *_, times in found) > 1


def endless(given: list[int]) -> Iterator[int]:
    """Numbers without end, which are counted as they are taken."""
    while True:
        given.append(1)
        yield len(given)


def test_few_items_are_taken_ahead_of_their_results() -> None:
    given: list[int] = []
    with closing(Workers(2)) as workers:
        results = workers.map(squares, endless(given))
        assert next(results) == 1
        assert FEWEST <= len(given) <= 10 * CHUNK


def test_what_is_begun_waits_for_the_items_of_the_next_map_and_goes_far_ahead() -> None:
    given: list[int] = []
    with closing(Workers(2)) as workers:
        assert next(workers.begin(squares, endless(given))) == 1
        assert len(given) <= 10 * CHUNK  # No process runs yet.
        given.clear()
        begun = workers.begin(squares, endless(given))
        others = workers.map(squares, range(20 * CHUNK))
        assert [next(others) for _ in range(CHUNK)] == squares(range(CHUNK))
        assert not given
        assert list(others) == squares(range(CHUNK, 20 * CHUNK))
        there = len(given)
        assert there > 100 * CHUNK
        assert [next(begun) for _ in range(FEWEST)] == squares(range(1, FEWEST + 1))
        assert len(given) == there + FEWEST


def test_what_is_begun_holds_few_items_that_are_much_work() -> None:
    given: list[int] = []
    with closing(Workers(2)) as workers:
        assert list(workers.map(squares, range(FEWEST))) == squares(range(FEWEST))
        begun = workers.begin(squares, endless(given), 10 * CHUNK)
        assert next(begun) == 1
        assert 10 < len(given) < 30


@pytest.mark.parametrize("count", [0, 1, 3 * FEWEST])
def test_what_is_begun_needs_no_other_work(count: int) -> None:
    with closing(Workers(2)) as workers:
        assert list(workers.map(squares, range(FEWEST))) == squares(range(FEWEST))
        assert list(workers.begin(squares, range(count))) == squares(range(count))
        begun = workers.begin(squares, range(count))
        assert list(workers.map(squares, range(1))) == [0]
        assert list(begun) == squares(range(count))


def kill_the_first(is_over: Event) -> None:
    """Wait for a process of this one, and kill it, as a system does that has no memory left."""
    while not is_over.is_set():
        for process in multiprocessing.active_children():
            process.kill()
            return


def test_a_process_that_is_killed_is_no_riddle(tmp_path: Path) -> None:
    listings = tmp_path / "listings"
    listings.mkdir()
    (listings / "2025-01-01.jsonl").write_text(json.dumps({"title": "Birds", "abstract": ABSTRACT}))
    assert build(tmp_path, listings=listings).returncode == 0
    before = files(tmp_path / "site")
    for day in range(2, 6):
        papers = ({"title": f"Birds {n} of {day}", "abstract": ABSTRACT} for n in range(CHUNK))
        text = "\n".join(map(json.dumps, papers))
        (listings / f"2025-01-0{day}.jsonl").write_text(text, "utf-8")
    is_over = Event()
    killing = Thread(target=kill_the_first, args=(is_over,))
    killing.start()
    try:
        done = build(tmp_path, "--jobs", 2, listings=listings)
    finally:
        is_over.set()
        killing.join()
    assert (done.returncode, done.stdout) == (1, "")
    assert "a process of the build was killed, perhaps for lack of memory" in done.stderr
    assert files(tmp_path / "site") == before


@pytest.mark.slow
def test_any_number_of_processes_writes_the_same_site(tmp_path: Path) -> None:
    listings = tmp_path / "listings"
    listings.mkdir()
    papers = (
        {"title": f"Diffusion models, part {n}", "abstract": f"{ABSTRACT} Part {n}.",
         "date": f"2025-{n % 3 + 1:02d}-{n % 28 + 1:02d}", "authors": [f"Ada Bird {n % 9}"]}
        for n in range(FEWEST + 20)
    )  # fmt: skip
    (listings / "papers.jsonl").write_text("\n".join(map(json.dumps, papers)), "utf-8")
    # Every stage that shares work out has more than a chunk of it.
    for jobs, run in ((1, fork), (2, fork), (3, command)):
        folder = tmp_path / str(jobs)
        places = ("--site-dir", folder / "site", "--pages-dir", folder / "pages")
        options = ("--listings", listings, "--jobs", jobs, "--json", *places)
        done = run("paper-archive", "build", *options)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["papers"] == FEWEST + 20
    for name in ("site", "pages"):
        alone = files(tmp_path / "1" / name)
        assert all(files(tmp_path / jobs / name) == alone for jobs in "23")
