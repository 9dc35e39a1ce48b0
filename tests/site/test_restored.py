"""A build after the cache of an earlier one came back beside a fresh checkout, as in a workflow.

actions/cache packs with GNU tar's `--posix`, which keeps the times of files and folders to the
nanosecond; a checkout gives every file of git a new time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.run import ROOT, command, files

CACHED = (".cache", "site", "site_src/pages")
NEW_DAY = "2025-06-06.txt"


def checkout(work: Path) -> None:
    """The files of git, at a place where nothing is."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for name in ("docs", "theme", "listings"):
        shutil.copytree(
            ROOT / "site_src" / name, work / "site_src" / name, copy_function=shutil.copyfile
        )
    for name in ("mkdocs.yml", "site_src/tags.yml", "site_src/curation.yml"):
        shutil.copyfile(ROOT / name, work / name)


def build(work: Path, *arguments: str) -> dict[str, int]:
    done = command("paper-archive", "build", "--json", *arguments, cwd=work)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def pack(work: Path, archive: Path, form: str) -> None:
    subprocess.run(["tar", form, "-cf", archive, "-C", work, *CACHED], check=True)


def unpack(work: Path, archive: Path) -> None:
    subprocess.run(["tar", "-xf", archive, "-C", work], check=True)


def add_a_day(work: Path) -> None:
    listings = work / "site_src" / "listings" / "2025"
    text = (listings / "2025-06-05.txt").read_text("utf-8")
    (listings / NEW_DAY).write_text(text + "\n\nBirds of the Open Sea\n\n" + "They fly. " * 40)


@pytest.mark.parametrize(
    ("form", "used"),
    [
        pytest.param("--format=posix", True, id="as actions/cache packs"),
        # Times come back in whole seconds: nothing is trusted, and everything is written.
        pytest.param("--format=ustar", False, id="with times lost"),
    ],
)
def test_gives_the_bytes_of_a_clean_build(form: str, used: bool, tmp_path: Path) -> None:
    work, archive = tmp_path / "work", tmp_path / "cache.tar"
    checkout(work)
    first = build(work)
    pack(work, archive, form)
    checkout(work)
    unpack(work, archive)
    again = build(work)
    assert again["pages"] == first["pages"]
    assert (again["pages_written"] == 0) is used
    add_a_day(work)
    checkout_with_the_day = (work / "site_src/listings/2025" / NEW_DAY).read_bytes()
    checkout(work)
    unpack(work, archive)
    (work / "site_src/listings/2025" / NEW_DAY).write_bytes(checkout_with_the_day)
    cached = build(work)
    assert (cached["pages_written"] < cached["pages"]) is used
    of_cache = files(work / "site"), files(work / "site_src" / "pages")
    build(work, "--clean")
    assert of_cache == (files(work / "site"), files(work / "site_src" / "pages"))


def test_a_cache_of_another_theme_is_not_trusted(tmp_path: Path) -> None:
    work, archive = tmp_path / "work", tmp_path / "cache.tar"
    checkout(work)
    build(work)
    pack(work, archive, "--format=posix")
    checkout(work)
    unpack(work, archive)
    about = work / "site_src" / "docs" / "about.md"
    about.write_text(about.read_text("utf-8") + "\nAnother line.\n", "utf-8")
    build(work)
    of_cache = files(work / "site")
    assert b"Another line." in of_cache["about.html"]
    build(work, "--clean")
    assert of_cache == files(work / "site")
