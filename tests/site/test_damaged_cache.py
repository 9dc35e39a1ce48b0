"""What is damaged in a cache is known by its checksum, and costs only time.

`tests/attack/test_damaged_caches.py` damages at random; here each part is damaged once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from paper_archive.site.publisher import MARKER, Publisher
from paper_archive.site.state import State

from tests.attack.test_damaged_caches import Archive, Field
from tests.site.run import build, files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("damaged")]


@pytest.fixture
def field(damaged: Field) -> Field:
    return damaged


@pytest.fixture
def archive(field: Field) -> Archive:
    """A built archive of three papers. What a test adds or removes, a build has to read the cache
    for."""
    field.restore()
    return field.work


def part(archive: Archive, ending: str) -> Path:
    return next(archive.folder.glob(f".cache/*.{ending}"))


def assert_made_anew(field: Field, *said: str, change: str = "a new day") -> None:
    """Change the listings and build: the build says in a line that it makes everything anew, and
    makes what a clean one does."""
    field.change(change)
    printed = field.work.build()
    assert len(printed.splitlines()) == 1
    assert printed.endswith(": everything is made anew\n")
    for text in said:
        assert text in printed
    assert field.work.made() == field.clean[change]


@pytest.mark.parametrize("ending", ["json", "files", "archive"])
@pytest.mark.parametrize("damage", ["first", "middle", "last", "cut", "empty", "folder", "pipe"])
def test_a_part(archive: Archive, field: Field, ending: str, damage: str) -> None:
    path = part(archive, ending)
    data = bytearray(path.read_bytes())
    places = {"first": 0, "middle": len(data) // 2, "last": len(data) - 1}
    if damage in places:
        data[places[damage]] ^= 1
        path.write_bytes(data)
    elif damage in ("cut", "empty"):
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else b"")
    else:
        path.unlink()
        path.mkdir() if damage == "folder" else os.mkfifo(path)
    assert_made_anew(field, f".cache is damaged ({path.name} ")


def test_a_word_in_a_row_that_sqlite_takes_as_it_is(archive: Archive, field: Field) -> None:
    path = part(archive, "archive")
    data = path.read_bytes()
    assert data.count(b"Looking at birds") > 0
    path.write_bytes(data.replace(b"Looking at birds", b"Looking at words"))
    assert_made_anew(field, "does not match its checksum")


@pytest.mark.parametrize("ending", ["json", "files", "archive"])
def test_a_part_of_another_site(archive: Archive, field: Field, ending: str) -> None:
    another = Archive(field.others[1])
    shutil.copy2(part(another, ending), part(archive, ending))
    assert_made_anew(field)


def test_the_whole_cache_of_another_site(archive: Archive, field: Field) -> None:
    another = Archive(field.others[1])
    for ending in ("json", "files", "archive"):
        shutil.copy2(part(another, ending), part(archive, ending))
    assert_made_anew(field, "is of another site")


def test_a_cache_of_the_first_version(archive: Archive, field: Field) -> None:
    part(archive, "json").write_text('{"version": 3, "folders": {}}', "utf-8")
    assert_made_anew(field, "is of an older version, or no state of a site")


def test_logs_of_another_database_are_not_played(archive: Archive, field: Field) -> None:
    store = part(archive, "archive")
    for ending in ("-journal", "-wal", "-shm"):
        store.with_name(store.name + ending).write_bytes(store.read_bytes())
    field.change("a new day")
    assert archive.build() == ""
    assert not list(archive.folder.glob(".cache/*-*"))
    assert archive.made() == field.clean["a new day"]


def test_the_site_of_another_build(archive: Archive, field: Field) -> None:
    """Its page of a paper that is gone is in no state."""
    shutil.copytree(archive.folder / "site", archive.folder / "former")
    field.change("a day less")
    archive.build()
    shutil.rmtree(archive.folder / "site")
    (archive.folder / "former").rename(archive.folder / "site")
    printed = archive.build()
    assert printed == "note: the site is not as the last build left it: everything is made anew\n"
    assert archive.made() == field.clean["a day less"]


def test_files_that_somebody_added_to_the_site_are_named_and_stay(archive: Archive) -> None:
    site = archive.folder / "site"
    (site / "papers" / "mine.html").write_text("mine", "utf-8")
    (site / "mine").mkdir()
    (site / ".nojekyll").touch()
    printed = archive.build()
    assert printed.startswith(
        f"note: {site} has files that no build wrote: mine, papers/mine.html "
    )
    assert (site / "papers" / "mine.html").read_text("utf-8") == "mine"
    assert archive.build() == ""


@pytest.mark.parametrize("data", [b"", b"3 pages, checksum 00\n", b"\xff", b"../../x.md\n"])
def test_the_record_of_the_markdown(archive: Archive, field: Field, data: bytes) -> None:
    (archive.folder / "pages" / ".paper-archive").write_bytes(data)
    assert_made_anew(field, "the record", ".paper-archive is damaged", change="a day less")


def test_a_lost_record_of_the_markdown(archive: Archive, field: Field) -> None:
    (archive.folder / "pages" / ".paper-archive").unlink()
    field.change("a day less")
    assert archive.build() == ""
    assert archive.made() == field.clean["a day less"]


def test_files_of_others_are_never_taken_for_pages(archive: Archive) -> None:
    (archive.folder / "pages" / ".paper-archive").unlink()
    mine = archive.folder / "pages" / "papers" / "mine.md"
    mine.write_text("# Mine\n", "utf-8")
    config = archive.folder / "mkdocs.yml"
    done = build(archive.folder, "-f", config, listings=archive.folder / "listings")
    assert done.returncode == 1
    assert "mine.md: is in the way" in done.stderr
    assert mine.read_text("utf-8") == "# Mine\n"


def test_a_strict_build_does_not_fail_for_it(archive: Archive) -> None:
    part(archive, "json").write_bytes(b"")
    config = archive.folder / "mkdocs.yml"
    done = build(archive.folder, "-f", config, "--strict", listings=archive.folder / "listings")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path.name)])
def test_what_stands_in_the_place_of_lock_and_theme(
    archive: Archive, put: Callable[[Path], None]
) -> None:
    for ending in ("lock", "mkdocs"):
        path = part(archive, "json").with_suffix(f".{ending}")
        path.unlink(missing_ok=True)
        put(path)
    archive.list("2025-03-04", "stars")
    assert archive.build() == ""


def test_a_site_without_its_home_page(archive: Archive, field: Field) -> None:
    (archive.folder / "site" / "index.html").unlink()
    field.change("a new day")
    assert archive.build() == ""
    assert archive.made() == field.clean["a new day"]


@pytest.mark.parametrize("name", [".site.new", ".site.old"])
def test_a_folder_that_a_killed_build_had_half_deleted(tmp_path: Path, name: str) -> None:
    """The marker is deleted last: until then the folder is known as one of ours."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    left = tmp_path / name
    left.mkdir()
    for file in (MARKER, "404.html"):
        (left / file).touch()
    publisher = Publisher.begin(site, cache)
    for path in ("index.html", "404.html"):
        publisher.put(path, b"x")
    publisher.publish()
    publisher.state.save()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]
    assert State.load(cache, site).files.keys() == files(site).keys()


def test_names_of_files_may_hold_line_feeds_and_be_no_utf_8(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    names = {"index.html", "404.html", "a\nb.png", "a\x85b\u2028.png", os.fsdecode(b"\xff.png")}
    for wanted in (names, names - {"a\nb.png"}):
        publisher = Publisher.begin(site, cache)
        for path in sorted(wanted):
            publisher.put(path, b"x")
        publisher.publish()
        publisher.state.save()
        assert files(site).keys() == wanted
    assert not State.load(cache, site).damage


def test_a_listing_of_equal_size_and_time_but_other_bytes_is_read(archive: Archive) -> None:
    listing = archive.folder / "listings" / "2025-03-02.txt"
    archive.build()
    times = listing.stat()
    listing.write_bytes(listing.read_bytes().replace(b"whales", b"snails"))
    os.utime(listing, ns=(times.st_atime_ns, times.st_mtime_ns))
    archive.build()
    assert (archive.folder / "site/papers/looking-at-snails.html").exists()
    assert not (archive.folder / "site/papers/looking-at-whales.html").exists()


def test_pages_that_go_round_or_are_no_files(archive: Archive) -> None:
    docs = archive.folder / "docs"
    os.mkfifo(docs / "pipe.md")
    foreign = os.fsdecode(b"\xff")
    (docs / f"{foreign}.md").write_text("# A page")
    (docs / foreign).mkdir()
    (docs / foreign / "index.md").write_text("# A page")
    told = archive.build()
    assert "pipe.md is left out: it is no file" in told
    assert told.count("is left out: its name is not UTF-8") == 2
    assert (archive.folder / "site/index.html").exists()
    (docs / "round").symlink_to(docs)
    archive.list("2025-03-04", "stars")
    config = archive.folder / "mkdocs.yml"
    done = build(archive.folder, "-f", config, listings=archive.folder / "listings")
    assert done.returncode == 1
    assert "round: this link leads to a folder above it" in done.stderr
