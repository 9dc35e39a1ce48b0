"""The file of a store is what the last commit left, byte for byte, whatever was begun since."""

from __future__ import annotations

import random
from pathlib import Path

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
