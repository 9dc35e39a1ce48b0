"""Odd file systems: each oddity costs at most its file, and loops end."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from paper_archive.listing.sources import find, load
from paper_archive.paths import circle, opened, real, walk
from paper_archive.site.fingerprint import fingerprint, of_contents


def names(folder: Path) -> list[str]:
    return [os.path.relpath(path, folder) for path in find([folder])]


def test_folders_that_link_to_each_other_are_visited_once(tmp_path: Path) -> None:
    """Followed for ever, three links in each of two folders are 3 to the power of 40 paths."""
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.txt").write_text("x")
        for target in ("a", "b", "."):
            (folder / f"to {target}").symlink_to(tmp_path / target, target_is_directory=True)
    assert {Path(name).name for name in names(tmp_path)} == {"a.txt", "b.txt"}
    assert len(list(walk(tmp_path, lambda _: False))) == 3
    assert fingerprint([tmp_path]) == fingerprint([tmp_path])
    assert of_contents([tmp_path]) == of_contents([tmp_path])
    assert circle(tmp_path) == tmp_path / "a" / "to ."


def test_a_link_to_a_folder_beside_it_is_no_circle(tmp_path: Path) -> None:
    (tmp_path / "a" / "inside").mkdir(parents=True)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "nowhere").symlink_to(tmp_path / "nothing")
    assert circle(tmp_path) is None


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    (tmp_path / "nowhere.txt").symlink_to("nothing")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        (tmp_path / "2025-03-14.txt").mkdir()
        (tmp_path / "2025-03-14.txt" / "inside.txt").write_text("x")
        said = {}
        for path in find([tmp_path]):
            (listing,) = load(path, path.name, None)
            said[path.name] = " ".join(problem.what for problem in listing.problems)
    assert "it is a pipe" in said["pipe.txt"]
    assert "it is a device" in said["zero.txt"]
    assert "it is a socket" in said["s"]
    assert "Too many levels of symbolic links" in said["itself.txt"]
    assert "No such file" in said["nowhere.txt"]
    assert "inside.txt" in said
    of_contents([tmp_path])


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null"])
def test_a_device_that_is_named_is_not_read(name: str) -> None:
    (path,) = find([Path(name)])
    with pytest.raises(OSError, match="it is a device"):
        opened(path)


@pytest.mark.parametrize(
    "name",
    [
        b"\xff\xfe.txt", b"a\nb.txt", b"\x1b[2J.txt", "\u202egpj.txt".encode(),
        b"n" * 251 + b".txt",
        "e\u0301.txt".encode(), "\u00e9.txt".encode(), b"A.txt", b"a.txt", b" .txt", b"*?.txt",
    ],
)  # fmt: skip
def test_names(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text("x")
    assert find([tmp_path]) == [path]
    assert load(path, path.name, None)


def test_paths_that_are_too_long_are_reported(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300)
    assert find([long]) == [long]
    (listing,) = load(long, "long", None)
    assert "cannot be read" in listing.problems[0].what
    deep = Path("/", *["x" * 200] * 30)
    assert find([deep]) == [deep]
    assert real(deep) == deep


def test_equal_size_and_time_but_other_bytes_are_another_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    before, times = fingerprint([tmp_path]), path.stat()
    path.write_text("two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert fingerprint([tmp_path]) != before
