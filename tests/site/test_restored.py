"""A build after the cache of an earlier one came back beside a fresh checkout, as in a workflow.

actions/cache packs with GNU tar's `--posix`, which keeps the times of files and folders to the
nanosecond; a checkout gives every file of git a new time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.run import ROOT, files, invoke

CACHED = (".cache", "site", "site_src/pages")
pytestmark = [pytest.mark.xdist_group("restored"), pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Work:
    """A folder to build in, and what was packed of it after the first build."""

    folder: Path
    packed: Path

    def checkout(self, with_a_new_day: bool = False) -> None:
        """Put the files of git there, and nothing else."""
        shutil.rmtree(self.folder, ignore_errors=True)
        source = self.folder / "site_src"
        for name in ("docs", "theme", "listings"):
            copy = shutil.copyfile  # without times
            shutil.copytree(ROOT / "site_src" / name, source / name, copy_function=copy)
        for name in ("mkdocs.yml", "site_src/tags.yml", "site_src/curation.yml"):
            shutil.copyfile(ROOT / name, self.folder / name)
        if with_a_new_day:
            text = "Birds of the Open Sea\n\n" + "They fly by day and by night. " * 20
            (source / "listings" / "2025" / "2025-06-06.txt").write_text(text)

    def build(self, *arguments: str) -> dict[str, int]:
        done = invoke("build", "--json", *arguments, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def pack(self, form: str) -> None:
        file = self.packed / f"{form}.tar"
        subprocess.run(
            ["tar", f"--format={form}", "-cf", file, *CACHED], cwd=self.folder, check=True
        )

    def restore(self, form: str) -> None:
        subprocess.run(["tar", "-xf", self.packed / f"{form}.tar"], cwd=self.folder, check=True)

    def made(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        return files(self.folder / "site"), files(self.folder / "site_src" / "pages")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    folder = tmp_path_factory.mktemp("restored")
    work = Work(folder / "work", folder)
    work.checkout()
    work.build()
    for form in ("posix", "ustar"):
        work.pack(form)
    return work


@pytest.fixture(scope="module")
def with_a_new_day(work: Work) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What a clean build makes of the archive with a day more."""
    work.checkout(with_a_new_day=True)
    work.build()
    return work.made()


def test_nothing_is_written_where_nothing_changed(work: Work) -> None:
    work.checkout()
    work.restore("posix")
    assert work.build()["pages_written"] == 0


@pytest.mark.parametrize(
    ("form", "used"),
    [
        pytest.param("posix", True, id="as actions/cache packs"),
        # Times come back in whole seconds: nothing is trusted, and everything is written.
        pytest.param("ustar", False, id="with times lost"),
    ],
)
def test_gives_the_bytes_of_a_clean_build(
    form: str, used: bool, work: Work, with_a_new_day: tuple
) -> None:
    work.checkout(with_a_new_day=True)
    work.restore(form)
    summary = work.build()
    assert (summary["pages_written"] < summary["pages"] / 2) is used
    assert work.made() == with_a_new_day


def test_a_cache_of_other_pages_is_not_trusted(work: Work) -> None:
    work.checkout()
    work.restore("posix")
    about = work.folder / "site_src" / "docs" / "about.md"
    about.write_text(about.read_text("utf-8") + "\nAnother line.\n", "utf-8")
    work.build()
    of_cache = work.made()
    assert b"Another line." in of_cache[0]["about.html"]
    work.build("--clean")
    assert of_cache == work.made()
