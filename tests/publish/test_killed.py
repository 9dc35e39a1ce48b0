"""A publish that is killed leaves whole files, and the next one ends where a whole one does."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.publish.conftest import Versions, published
from tests.publish.places import PATIENCE, Place, files
from tests.publish.test_order import broken, links
from tests.site.run import ROOT, program
from tests.site.run import files as files_of

pytestmark = pytest.mark.slow
UNDERWAY = ".paper-archive/underway.gz"
MOST_TRIES = 20


@pytest.mark.parametrize(
    ("names", "share"),
    [(("", "before", "before"), 0.4), (("before", "after", "after"), 0),
     (("before", "after", "before"), 0.8)],
    ids=["first", "beginning", "end"],
)  # fmt: skip
def test_a_killed_publish(
    empty: Place, versions: Versions, names: tuple[str, str, str], share: float
) -> None:
    """Killed once this share of the new files is there. In the end comes the version that was
    being sent, or another one."""
    old, new, then = (getattr(versions, name, None) for name in names)
    had, gets = files_of(old) if old else {}, files_of(new)
    kill(empty, old, new, int(share * len(gets.keys() - had.keys())))
    # rsync and `replacing` write beside the place of a file, under a name that no page has.
    arrived = {path: data for path, data in files(empty).items() if path in had or path in gets}
    assert all(data in (had.get(path), gets.get(path)) for path, data in arrived.items())
    of_old, of_new = links(old) if old else {}, links(new)
    pages = {path: (of_old if data == had.get(path) else of_new)[path]
             for path, data in arrived.items() if path.endswith(".html")}  # fmt: skip
    assert broken(pages, {*arrived}, {*had, "index.html"} & arrived.keys()) == set()
    published(then, empty)
    assert files(empty) == files_of(then)


def kill(place: Place, old: Path | None, new: Path, least: int) -> None:
    """Kill a publish of `new` over `old` at its work, once so many new files are there."""
    for _ in range(MOST_TRIES):
        if not old:
            place.clear()
        else:
            published(old, place)
        if is_killed(place, new, least):
            return
    pytest.fail("every publish ended before it was killed")


def is_killed(place: Place, site: Path, least: int) -> bool:
    """Whether a publish was killed before it ended."""
    old = len(place.paths())
    process = subprocess.Popen(
        [program("paper-archive"), "publish", place.target, "--site-dir", site],
        cwd=ROOT,
        env={**os.environ, **place.variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        held = place.paths()
        if UNDERWAY in held and len(held) - 1 - old >= least:
            break
        time.sleep(place.pause)
    process.kill()
    process.wait()
    return UNDERWAY in place.paths()
