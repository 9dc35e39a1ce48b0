"""What a site weighs on GitHub Pages, and what is refused before it is sent there."""

from __future__ import annotations

import json
import os
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from paper_archive.site.limits import HOSTS, MOST_BYTES, MOST_BYTES_OF_A_FILE, refusals, weigh

from tests.site.run import invoke


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    folder = tmp_path / "site"
    (folder / "papers").mkdir(parents=True)
    (folder / "index.html").write_bytes(b"x" * 513)
    (folder / "papers" / "a.html").write_bytes(b"x" * 1024)
    (folder / "papers" / "empty.html").touch()
    return folder


def sparse(file: Path, size: int) -> None:
    """A file of a size that takes no space on the disk."""
    file.touch()
    os.truncate(file, size)


def test_weighs_what_tar_makes_of_it(site: Path, tmp_path: Path) -> None:
    weight = weigh(site)
    assert (weight.files, weight.bytes, weight.links) == (3, 1537, ())
    packed = tmp_path / "site.tar"
    with tarfile.open(packed, "w", format=tarfile.GNU_FORMAT) as archive:
        for path in sorted(site.rglob("*")):
            archive.add(path, path.relative_to(site).as_posix(), recursive=False)
        end = archive.offset
    assert weight.packed == end
    assert weight.folders == (("papers", 3 * 512 + 1024), ("", 512 + 1024))
    assert list(refusals(site, weight)) == []


def test_a_site_that_is_too_large_is_refused(site: Path) -> None:
    for n in range(11):
        sparse(site / "papers" / f"{n}.html", MOST_BYTES_OF_A_FILE - 1)
    done = invoke("measure", "--site-dir", site)
    assert done.returncode == 1
    assert "which takes 1,024.0 MiB (papers 1,100.0 MiB, top 0.0 MiB)" in done.stderr
    assert "host it elsewhere" in done.stderr and "Traceback" not in done.stderr
    report = invoke("measure", "--site-dir", site, "--json")
    assert report.returncode == 1
    assert json.loads(report.stdout)["packed"] > MOST_BYTES


def test_a_site_that_is_nearly_too_large_is_told(site: Path) -> None:
    for n in range(9):
        sparse(site / "papers" / f"{n}.html", MOST_BYTES_OF_A_FILE)
    done = invoke("measure", "--site-dir", site)
    assert done.returncode == 0 and "nearly as large" in done.stderr


def test_one_file_that_is_too_large_is_refused(site: Path) -> None:
    sparse(site / "video.mp4", MOST_BYTES_OF_A_FILE + 1)
    (refused,) = refusals(site, weigh(site))
    assert refused.what == "video.mp4 has 100.0 MiB, and GitHub takes 100.0 MiB a file"


def test_gitlab_counts_files_and_folders_and_no_blocks(site: Path) -> None:
    gitlab = HOSTS["gitlab"]
    sparse(site / "video.mp4", MOST_BYTES_OF_A_FILE + 1)
    weight = weigh(site)
    assert weight.entries == len(list(site.rglob("*")))
    assert list(refusals(site, weight, gitlab)) == []
    (refused,) = refusals(site, replace(weight, entries=200_001), gitlab)
    assert refused.what == "has 200,001 files and folders, and GitLab Pages takes 200,000"
    assert not weight.is_nearly_full(gitlab)
    assert replace(weight, entries=190_000).is_nearly_full(gitlab)
    sparse(site / "video.mp4", MOST_BYTES)
    done = invoke("measure", "--site-dir", site, PAPER_ARCHIVE_HOST="gitlab")
    assert done.returncode == 1
    assert "1,024.0 MiB for GitLab Pages, which takes 1,024.0 MiB" in done.stderr


def test_links_are_refused(site: Path) -> None:
    (site / "papers" / "b.html").symlink_to("a.html")
    (site / "elsewhere").symlink_to("papers")
    refused = list(refusals(site, weigh(site)))
    assert [each.what.split()[0] for each in refused] == ["elsewhere", "papers/b.html"]


def test_what_is_no_site_is_refused(tmp_path: Path) -> None:
    (refused,) = refusals(tmp_path, weigh(tmp_path))
    assert refused.what == "has no index.html"
    done = invoke("measure", "--site-dir", tmp_path / "nowhere")
    assert done.returncode == 1 and "cannot be read: No such file" in done.stderr
