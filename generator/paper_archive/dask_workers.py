"""Workers on other computers: those of a scheduler of Dask, https://distributed.dask.org.

    dask scheduler --port 8786
    dask worker HOST:8786 --nthreads 1     on every computer, one for each of its cores
    paper-archive build --executor dask://HOST:8786

What a worker needs is sent to it, and what it makes comes back: it sees no file of this computer.
It must have the same versions of everything that pages are made with, because it has to make the
same bytes. A worker has one thread, because threads of Python share a core, and what the program
remembers is not meant for several at a time. Where a worker is lost, another gets its work.
"""

from __future__ import annotations

import pickle
import re
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paper_archive.model import InputError, Problem
from paper_archive.workers import Workers

if TYPE_CHECKING:
    from distributed import Client

SCHEME = "dask://"
PROGRAM = "paper-archive"
# What a scheduler passes on, it need not have.
_OF_SCHEDULERS = ("python", "dask", "distributed")
_ENDINGS = {".j2", ".npy", ".py", ".txt"}
_SECONDS = 10  # to wait for an answer
# Files, folders and packages of a computer that does not answer would fill the screen.
_MOST_NAMED = 5


@contextmanager
def dask_workers(address: str) -> Iterator[Workers]:
    """Connect to the scheduler at `dask://HOST:PORT`, and give its workers.

    Raises InputError where it cannot be reached, where it has no workers, where versions differ,
    and where all is lost while they work.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        fix = "pip install 'paper-archive[dask]'"
        raise InputError(Problem("", 0, f"{SCHEME} needs the package distributed", fix)) from error
    place = address.removeprefix(SCHEME)
    try:
        _refuse_silence(place)
        client = Client(f"tcp://{place}", timeout=_SECONDS, set_as_default=False)
    except OSError as error:
        what = f"no scheduler of Dask answers: {error.strerror or error}"
        fix = "start one with `dask scheduler`, or see that this computer may reach it"
        raise InputError(Problem(address, 0, what, fix)) from error
    with client:
        count = _checked(client, address)
        try:
            with closing(Workers(count, lambda _: _Tasks(client), has_disk=False)) as workers:
                yield workers
        except (KilledWorker, CancelledError, CommClosedError) as error:
            what = f"the workers were lost: {error or 'the scheduler has ended'}"
            fix = "look at the log of the scheduler, and build again"
            raise InputError(Problem(address, 0, what, fix)) from error


def _refuse_silence(place: str) -> None:
    """Raise OSError at once where nothing listens, for which Dask would wait."""
    host, _, port = place.rpartition(":")
    socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS).close()


def _checked(client: Client, address: str) -> int:
    """Return the number of workers. Raises InputError unless they can make the same bytes."""
    threads: Mapping[str, int] = client.nthreads()
    if not threads:
        fix = f"start some with `dask worker {address.removeprefix(SCHEME)} --nthreads 1`"
        raise InputError(Problem(address, 0, "the scheduler has no workers", fix))
    several = sorted(name for name, count in threads.items() if count > 1)
    if several:
        what = f"a worker has one thread, and these have more: {_some(several)}"
        raise InputError(Problem(address, 0, what, "start them with --nthreads 1"))
    versions: Any = client.get_versions(packages=packages())
    found = list(differences(versions["client"], versions["scheduler"], versions["workers"]))
    if not found:
        theirs = client.run(program, on_error="return")
        others = sorted(name for name, files in theirs.items() if files != program())
        if others:
            found.append(f"the files of {PROGRAM} differ at {_some(others)}")
    if found:
        fix = "install the same versions everywhere"
        raise InputError(*(Problem(address, 0, what, fix) for what in found))
    return len(threads)


def packages() -> list[str]:
    """Return the names of the packages that pages are made with: this one and what it needs."""
    try:
        needed = requires(PROGRAM) or []
    except PackageNotFoundError:  # It runs from its sources.
        needed = []
    named = (re.match(r"[\w.-]+", each) for each in needed if "extra ==" not in each)
    return [PROGRAM, *(match[0] for match in named if match)]


def differences(
    here: Mapping[str, Any], scheduler: Mapping[str, Any], workers: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """Say which versions differ, from those that Dask found `here` and elsewhere."""
    for package, version in sorted(here["packages"].items()):
        others: dict[str, list[str]] = {}
        if package in _OF_SCHEDULERS:
            of = scheduler["packages"].get(package)
            others.setdefault(of or "none", []).append("the scheduler")
        for name, found in sorted(workers.items()):
            others.setdefault(found["packages"].get(package) or "none", []).append(name)
        others.pop(version or "none", None)
        if others:
            elsewhere = "; ".join(f"{of} at {_some(places)}" for of, places in others.items())
            yield f"{package} is {version or 'none'} here, {elsewhere}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} others" if more > 0 else "")


def program() -> str:
    """Return a checksum of the files of this program: two may call themselves by one version."""
    folder, digest = Path(__file__).parent, sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS):
        digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


class _Tasks(Executor):
    """Submits calls to Dask, packed: it would look for its own values in all that it is given."""

    def __init__(self, client: Client) -> None:
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        packed = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        future: Future[Any] = self._executor.submit(_call, packed)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait and not cancel_futures)


def _call(packed: bytes) -> Any:
    fn, args, kwargs = pickle.loads(packed)  # noqa: S301 - this program packed it
    return fn(*args, **kwargs)
