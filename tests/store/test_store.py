"""The store as a file: what a build has not committed, and a file that cannot be used."""

from __future__ import annotations

from pathlib import Path

from paper_archive.store.store import Store

from tests.archive.build import ONE, OTHER, listing
from tests.store.folder import Folder


def test_what_is_not_committed_is_forgotten(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(listing("a.txt", "2025-03-13", ("Birds", ONE)))
    folder.update()
    folder.put(listing("b.txt", "2025-03-13", ("Primes", OTHER)))
    assert folder.update_without_commit().new == 1
    folder.store.close()
    folder.store = Store.open(tmp_path / "store", "this program")
    assert [paper.slug for paper in folder.archive().papers] == ["birds"]


def test_a_store_of_another_program_or_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(listing("a.txt", "2025-03-13", ("Birds", ONE)))
    folder.update()
    folder.store.close()
    folder.store = Store.open(tmp_path / "store", "another program")
    assert not folder.archive().papers and folder.update().everything
    folder.store.close()
    (tmp_path / "store").write_bytes(b"not a database" * 1000)
    folder.store = Store.open(tmp_path / "store", "another program")
    assert not folder.archive().papers and folder.update().everything
