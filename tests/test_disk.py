"""Files are there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from paper_archive.disk import create_file, replace_file, replacing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_creating_leaves_nothing_beside_and_overwrites_nothing(tmp_path: Path) -> None:
    create_file(tmp_path / "a/b.txt", b"one")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a/b.txt", b"two")
    assert names(tmp_path / "a") == ["b.txt"]
    assert (tmp_path / "a/b.txt").read_bytes() == b"one"


def test_creating_in_a_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(NotADirectoryError, match="its folder is a file"):
        create_file(tmp_path / "a/b.txt", b"one")


def test_replacing_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    for data in (b"one", b"two, which is longer", b"3"):
        replace_file(file, data)
        assert file.read_bytes() == data
    assert names(tmp_path) == ["b.txt"]


def test_a_link_in_the_place_of_the_temporary_file_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("other")
    (tmp_path / ".b.txt.new").symlink_to("other.txt")
    (tmp_path / f".c.txt.new-{os.getpid()}").symlink_to("other.txt")
    replace_file(tmp_path / "b.txt", b"one")
    create_file(tmp_path / "c.txt", b"one")
    assert (tmp_path / "other.txt").read_text() == "other"
    assert names(tmp_path) == ["b.txt", "c.txt", "other.txt"]


def test_an_error_names_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "no space left")
    file = tmp_path / "b.txt"
    with pytest.raises(OSError, match=re.escape(str(file))), replacing(file):
        raise full
    assert full.filename == str(file)


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is no file"):
        replace_file(tmp_path / "pipe", b"one")
    assert (tmp_path / "pipe").is_fifo() and names(tmp_path) == ["pipe"]


def test_a_failure_keeps_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    replace_file(file, b"one")
    with pytest.raises(ValueError, match="stop"), replacing(file) as temporary:
        temporary.write_bytes(b"half")
        assert file.read_bytes() == b"one"
        raise ValueError("stop")
    assert file.read_bytes() == b"one"
    assert names(tmp_path) == ["b.txt"]
