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


@pytest.mark.parametrize("share", [0, 0.3, 0.8])
def test_a_killed_publish(empty: Place, versions: Versions, share: float) -> None:
    """Killed once this share of the new files is there: in an empty place, and at a change."""
    contents = {site: files_of(site) for site in (versions.before, versions.after)}
    leads = {site: links(site) for site in contents}
    # In the end comes the version that was being sent, or another one.
    end = versions.before if share == 0.3 else versions.after
    for old, new, then in (
        (None, versions.before, versions.before),
        (versions.before, versions.after, end),
    ):
        had, gets = contents.get(old, {}), contents[new]
        kill(empty, old, new, int(share * len(gets.keys() - had.keys())))
        # rsync and `replacing` write beside the place of a file, under a name that no page has.
        arrived = {path: data for path, data in files(empty).items() if path in had or path in gets}
        assert all(data in (had.get(path), gets.get(path)) for path, data in arrived.items())
        shown = {path: old if old and data == had.get(path) else new for path, data in
                 arrived.items() if path.endswith(".html")}  # fmt: skip
        pages = {path: leads[site][path] for path, site in shown.items()}
        assert broken(pages, {*arrived}, {*had, "index.html"} & arrived.keys()) == set()
        published(then, empty)
        assert files(empty) == contents[then]


def kill(place: Place, old: Path | None, new: Path, least: int) -> None:
    """Kill a publish of `new` over `old` at its work, once so many new files are there."""
    for _ in range(MOST_TRIES):
        for path in [] if old else place.paths():
            place.remove(path)
        if old:
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
