"""Workers of Dask, in processes of their own, make the same site as this process."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from paper_archive import __version__
from paper_archive.dask_workers import PROGRAM, dask_workers, differences
from paper_archive.model import InputError
from paper_archive.workers import CHUNK, FEWEST

from tests.site.run import ROOT, files, invoke
from tests.site.test_input import ABSTRACT

# A scheduler and each of its workers take a second or two to start.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("dask")]
OTHER = "0.0.9"
PATIENCE = 60  # seconds until a test gives up


def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


@contextmanager
def running(command: str, *arguments: str, path: Sequence[Path] = (ROOT,)) -> Iterator[int]:
    """Run a command of Dask on this computer, and give its process."""
    with subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{command}", "--no-dashboard", *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process.pid
        finally:
            process.kill()


@contextmanager
def worker(address: str, name: str, path: Sequence[Path] = (ROOT,)) -> Iterator[int]:
    """Run a worker of the scheduler at an address."""
    options = ("--nthreads", "1", "--no-nanny", "--name", name)
    with running("worker", address.replace("dask", "tcp"), *options, path=path) as process:
        yield process


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without workers."""
    file = tmp_path_factory.mktemp("scheduler") / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with running("scheduler", *options):
        until(lambda: file.exists() and file.read_text("utf-8").endswith("}"))
        address = json.loads(file.read_text("utf-8"))["address"].replace("tcp", "dask")
        assert "has no workers" in refused(address)
        yield address


@pytest.fixture(scope="module")
def cluster(scheduler: str) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler, and the processes of its two workers."""
    with ExitStack() as several:
        processes = [several.enter_context(worker(scheduler, name)) for name in ("one", "two")]
        until(lambda: workers_of(scheduler) == 2)
        yield scheduler, processes


def refused(address: str) -> str:
    """Why workers at an address cannot be used, "" if they can."""
    try:
        with dask_workers(address):
            return ""
    except InputError as error:
        return str(error)


def workers_of(address: str) -> int:
    """The number of workers at an address, 0 if they cannot be used."""
    try:
        with dask_workers(address) as workers:
            return workers.jobs
    except InputError:
        return 0


def processes_of(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Each number, with the process that has seen it, after some work."""
    sum(range(200_000))
    return [(number, os.getpid()) for number in numbers]


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build some papers, so many that work on them is shared out."""
    papers = (
        {"title": f"Diffusion models, part {n}", "abstract": f"{ABSTRACT} Part {n}.",
         "date": f"2025-03-{n % 28 + 1:02d}", "authors": [f"Ada Bird {n % 9}"]}
        for n in range(FEWEST + 20)
    )  # fmt: skip
    listings = folder.parent / "papers.jsonl"
    listings.write_text("\n".join(map(json.dumps, papers)), "utf-8")
    places = ("--site-dir", folder / "site", "--pages-dir", folder / "pages")
    return invoke("build", "--listings", listings, *places, *arguments)


def test_workers_write_the_same_site_as_one_process(
    cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, _ = cluster
    for folder, options in (("alone", ("--jobs", "1")), ("dask", ("--executor", address))):
        done = build(tmp_path / folder, *options)
        assert done.returncode == 0, done.stderr
    for name in ("site", "pages"):
        assert files(tmp_path / "alone" / name) == files(tmp_path / "dask" / name)


def test_a_worker_that_is_killed_costs_time_only(cluster: tuple[str, list[int]]) -> None:
    address, others = cluster
    count = 40 * CHUNK
    with worker(address, "killed") as killed:
        until(lambda: workers_of(address) == 3)
        with dask_workers(address) as workers:
            results = workers.map(processes_of, range(count))
            found = []
            while not found or found[-1][1] != killed:
                found.append(next(results))
            os.kill(killed, signal.SIGKILL)
            found += results
    assert [number for number, _ in found] == list(range(count))
    assert found[-1][1] in others


def test_a_worker_of_another_version_is_refused(
    cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, _ = cluster
    metadata = tmp_path / f"paper_archive-{OTHER}.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {PROGRAM}\nVersion: {OTHER}\n", "utf-8")
    with worker(address, "other", path=(tmp_path, ROOT)):
        until(lambda: OTHER in refused(address))
        done = build(tmp_path / "site", "--executor", address)
        assert done.returncode == 1
        assert f"{PROGRAM} is {__version__} here, {OTHER} at tcp://127.0.0.1:" in done.stderr
        assert "install the same versions everywhere" in done.stderr
    assert not (tmp_path / "site" / "site").exists()
    until(lambda: workers_of(address) == 2)


def test_versions_are_compared_with_those_of_workers_and_scheduler() -> None:
    here = {"packages": {"python": "3.12", "numpy": "2.1", PROGRAM: "0.2.0"}}
    assert not list(differences(here, here, {"a": here, "b": here}))
    scheduler = {"packages": {"python": "3.11", "numpy": "1.0"}}
    lacking = {"packages": {"python": "3.12", "numpy": "2.1", PROGRAM: None}}
    many = {f"tcp://{n}": lacking for n in range(1, 8)}
    of_program, of_python = differences(here, scheduler, {"tcp://0": here} | many)
    five = ", ".join(f"tcp://{n}" for n in range(1, 6))
    assert of_program == f"paper-archive is 0.2.0 here, none at {five} and 2 others"
    assert of_python == "python is 3.12 here, 3.11 at the scheduler"


def test_a_worker_with_several_threads_is_refused(scheduler: str) -> None:
    tcp = scheduler.replace("dask", "tcp")
    with running("worker", tcp, "--nthreads", "2", "--no-nanny"):
        until(lambda: "start them with --nthreads 1" in refused(scheduler))


def test_where_nothing_answers_the_message_says_what_to_start(tmp_path: Path) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # It does not listen.
        done = build(tmp_path / "site", "--executor", f"dask://127.0.0.1:{deaf.getsockname()[1]}")
    assert done.returncode == 1
    assert "no scheduler of Dask answers" in done.stderr and "`dask scheduler`" in done.stderr


def test_without_the_package_the_message_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # As if it were not installed.
    done = build(tmp_path / "site", "--executor", "dask://127.0.0.1:8786")
    assert done.returncode == 1
    assert "pip install 'paper-archive[dask]'" in done.stderr


@pytest.mark.parametrize("executor", ["threads", "dask://", "dask://host", "tcp://host:8786"])
def test_another_executor_is_wrong_usage(tmp_path: Path, executor: str) -> None:
    done = build(tmp_path / "site", "--executor", executor)
    assert done.returncode == 2
    assert "neither `processes` nor an address like dask://127.0.0.1:8786" in done.stderr
