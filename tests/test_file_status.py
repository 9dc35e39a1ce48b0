"""By the status of a file one sees that it changed, however soon after."""

from __future__ import annotations

from pathlib import Path

from paper_archive.file_status import status_of


def test_what_changes_after_a_look_has_another_status(tmp_path: Path) -> None:
    path = tmp_path / "listing.jsonl"
    path.write_bytes(b"0")
    for text in (b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8"):
        before = status_of(path)
        path.write_bytes(text)  # of the same size, and in the same step of the clock if it may be
        assert status_of(path) != before
