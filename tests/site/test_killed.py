"""A build that is killed leaves whole files, and the next one ends where a clean one does."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.site.html import Html
from tests.site.run import LISTINGS, ROOT, build, command, files, program

pytestmark = pytest.mark.slow


def half(folder: Path) -> Path:
    """A copy of the sample without its newest listings."""
    listings = folder / "listings"
    shutil.copytree(LISTINGS, listings)
    for path in sorted(listings.rglob("*.txt"))[-3:]:
        path.unlink()
    return listings


def test_a_killed_build(tmp_path: Path, sample: Path) -> None:
    rng = random.Random(0)
    places = ("--site-dir", tmp_path / "site", "--pages-dir", tmp_path / "pages")
    start = time.perf_counter()
    done = command("paper-archive", "build", "--listings", half(tmp_path), *places)
    length = time.perf_counter() - start
    assert done.returncode == 0, done.stderr
    for _ in range(4):
        killed = subprocess.Popen(
            [program("paper-archive"), "build", *map(str, places)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Most of the time is reading; what is written is written at the end.
        time.sleep(length * rng.uniform(0.4, 1))
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        for path in (tmp_path / "site").rglob("*.html"):
            assert path.read_text("utf-8").rstrip().endswith("</html>")
            for _, url in Html(path).urls:
                target = url.partition("#")[0].partition("?")[0]
                if target and ":" not in target and not target.startswith("/"):
                    assert (path.parent / target).exists(), f"{path}: {url}"
    assert build(tmp_path).returncode == 0
    assert files(tmp_path / "site") == files(sample / "site")


@pytest.mark.parametrize("most", [0, 30_000])
def test_a_full_disk_leaves_the_site_as_it_was(tmp_path: Path, sample: Path, most: int) -> None:
    """The limit on a file's size stands for the disk's end: writing fails in the same place."""
    assert build(tmp_path, listings=half(tmp_path)).returncode == 0
    before = files(tmp_path / "site")
    places = ("--site-dir", tmp_path / "site", "--pages-dir", tmp_path / "pages")
    done = subprocess.run(
        [program("paper-archive"), "build", *map(str, places)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert "cannot be written" in done.stderr or "large" in done.stderr
        assert files(tmp_path / "site") == before
    assert build(tmp_path).returncode == 0
    assert files(tmp_path / "site") == files(sample / "site")


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    places = ("--site-dir", tmp_path / "site", "--pages-dir", tmp_path / "pages", "--json")
    both = [
        subprocess.Popen(
            [program("paper-archive"), "build", *map(str, places)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    printed = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    written = sorted('"pages_written": 0' in text for text in printed)
    assert written == [False, True]
    assert (tmp_path / "site/index.html").is_file()
