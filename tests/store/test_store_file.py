"""The file of a store is what the last commit left, byte for byte, whatever was begun since."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest
from paper_archive.file_status import is_settled
from paper_archive.store.store import Store
from paper_archive.store.store_file import StoreFile

BLOBS, SIZE = 60, 100_000  # More than SQLite keeps in memory before it writes.


def test_what_is_not_committed_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    rng = random.Random(0)
    store = Store.open(path, "this program")
    store.commit({str(n): rng.randbytes(SIZE) for n in range(BLOBS)})
    # What is smaller than before would leave free pages.
    store.commit({str(n): b"" for n in range(BLOBS)})
    store.close()
    file = StoreFile(path)
    before = file.checksum()

    store = Store.open(path, "this program")
    for n in range(BLOBS):
        store.set_blob(str(n), rng.randbytes(SIZE))
    assert file.checksum() != before
    store.close()
    assert file.damage(before) == ""


def settled(path: Path) -> StoreFile:
    """A file of a few bytes that nobody changed just now."""
    path.write_bytes(b"a store")
    file = StoreFile(path)
    while not is_settled(path.stat().st_ctime_ns):
        time.sleep(0.001)
    if not file.trace():
        pytest.skip("this system does not say since when it runs")
    return file


def test_a_file_that_nobody_touched_is_not_read(tmp_path: Path) -> None:
    file = settled(tmp_path / "archive")
    assert file.damage("of other contents") != ""
    assert file.damage("of other contents", file.trace()) == ""


def test_a_file_that_somebody_changed_or_copied_is_read(tmp_path: Path) -> None:
    path, copy = tmp_path / "archive", tmp_path / "copy"
    file = settled(path)
    sum_, trace, times = file.checksum(), file.trace(), path.stat()
    shutil.copy2(path, copy)

    path.write_bytes(b"a spore")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert file.damage(sum_, trace) == "archive does not match its checksum"

    copy.replace(path)
    assert file.damage(sum_, trace) == ""
    copy.write_bytes(b"a story")
    shutil.copystat(path, copy)
    copy.replace(path)
    assert file.damage(sum_, trace) == "archive does not match its checksum"


def test_the_trace_of_a_file_that_changed_just_now_says_nothing(tmp_path: Path) -> None:
    """It may change again in the same step of the clock."""
    path = tmp_path / "archive"
    traces = []
    for n in range(50):
        path.write_bytes(b"%2d" % n)
        traces.append(StoreFile(path).trace())
    told = [trace for trace in traces if trace]
    assert len(told) == len(set(told))
