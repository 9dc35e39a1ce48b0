"""What `diff` compares, prints and exits with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.archive.build import ONE, OTHER
from tests.site.run import ROOT, invoke
from tests.workflows.runner import git


def page(*papers: tuple[str, str]) -> str:
    return "\n\n".join(f"{title}\n\n{abstract}. {abstract}." for title, abstract in papers) + "\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive in a folder of a repository, of one commit."""
    folder = tmp_path / "papers of birds"
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material}\nplugins:\n"
        "  - paper-archive: {listings: in, tags: tags.yml, curation: curation.yml}\n"
    )
    shutil.copy(ROOT / "site_src" / "tags.yml", folder)
    (folder / "curation.yml").write_text("")
    (folder / "in").mkdir()
    (folder / "in" / "2025-06-02.txt").write_text(page(("Birds", ONE), ("Whales", OTHER)))
    git(tmp_path, "init", "--quiet")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


def diff(folder: Path, *arguments: object):
    return invoke("diff", *arguments, cwd=folder)


def test_a_revision_and_what_is_here(archive: Path) -> None:
    done = diff(archive, "HEAD")
    assert (done.returncode, done.stdout) == (0, "No paper changes: 2 papers, as before.\n")
    (archive / "in" / "2025-06-03.txt").write_text(page(("[Stars](x) `at` night", ONE)))
    (archive / "curation.yml").write_text("papers:\n  birds: {title: Birds at Sea}\n")
    done = diff(archive, "HEAD")
    assert done.stdout.splitlines() == [
        "2 → 3 papers: 1 new, 1 changed, 0 gone",
        "",
        "New",
        "  - 2025-06-03 [Stars](x) `at` night",
        "",
        "Changed",
        "  - 2025-06-02 Birds → Birds at Sea (address, title)",
    ]
    lines = diff(archive, "HEAD", "--markdown").stdout.splitlines()
    assert lines[2:5] == ["#### New", "", "- 2025-06-03 `` [Stars](x) `at` night ``"]


def test_two_revisions(archive: Path) -> None:
    (archive / "in" / "2025-06-02.txt").write_text(page(("Birds", ONE)))
    commit(archive)
    report = json.loads(diff(archive, "HEAD~1", "HEAD", "--json").stdout)
    assert report["papers"] == {"before": 2, "after": 1}
    assert (report["new"], report["changed"]) == ([], [])
    assert [(each["title"], each["why"]) for each in report["gone"]] == [
        ("Whales", "no listing has it any more")
    ]
    assert report["dead"] == ["papers/whales.html"]
    assert diff(archive, "HEAD~1", "HEAD").returncode == 0
    assert diff(archive, "HEAD~1", "HEAD", "--strict").returncode == 1
    assert diff(archive, "HEAD", "HEAD~1", "--strict").returncode == 0
    assert git(archive, "status", "--porcelain") == ""


def test_corrections_are_those_of_the_revision(archive: Path) -> None:
    (archive / "curation.yml").write_text("papers:\n  whales: {withdrawn: by mistake}\n")
    commit(archive)
    (archive / "curation.yml").unlink()
    git(archive, "add", "--all")
    (archive / "curation.yml").write_text("")
    done = diff(archive, "HEAD")
    assert "New\n  - 2025-06-02 Whales" in done.stdout, done.stderr
    assert "Whales: withdrawn: by mistake" in diff(archive, "HEAD~1", "HEAD").stdout


def test_two_folders(archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "2025-06-02.txt").write_text(page(("Birds", ONE), ("Stars", ONE)))
    done = diff(archive, "in", other)
    assert "1 new, 0 changed, 1 gone" in done.stdout
    assert diff(archive, other, other).stdout.startswith("No paper changes")


def test_few_are_named(archive: Path) -> None:
    many = [(f"Birds of Isle {n}", f"{ONE} on isle {n}") for n in range(7)]
    (archive / "in" / "2025-06-03.txt").write_text(page(*many))
    done = diff(archive, "HEAD", "--most", 3)
    assert "7 new" in done.stdout and done.stdout.count("  - ") == 3
    assert done.stdout.endswith("  … and 4 more\n")


def test_days_that_go_are_named_unless_a_correction_moved_them(archive: Path) -> None:
    listing = archive / "in" / "2025-06-02.txt"
    (archive / "curation.yml").write_text("listings:\n  2025-06-02.txt: {date: 2025-07-01}\n")
    done = diff(archive, "HEAD", "--strict")
    assert done.returncode == 0 and "(days)" in done.stdout
    (archive / "curation.yml").write_text("")
    listing.rename(listing.with_name("2025-06-03.txt"))
    done = diff(archive, "HEAD", "--strict")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == [
        "Addresses that would lead nowhere", "  - days/2025-06-02.html",
    ]  # fmt: skip


def test_an_author_whose_correction_goes_is_named(archive: Path) -> None:
    corrections = archive / "curation.yml"
    corrections.write_text("authors:\n  Bo (Sea): {listed: Bo, papers: [whales]}\n")
    commit(archive)
    corrections.write_text("authors:\n  Bo (Sky): {listed: Bo, papers: [whales]}\n")
    done = diff(archive, "HEAD", "--strict")
    assert done.returncode == 1
    (address,) = done.stdout.splitlines()[-1:]
    assert address == "  - authors/bo-sea.html"
    corrections.write_text(
        "authors:\n  Bo (Sky): {listed: Bo, papers: [whales], also: [Bo (Sea)]}\n"
    )
    assert diff(archive, "HEAD", "--strict").returncode == 0


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:in", "", "HEAD^{tree}"])
def test_what_is_no_revision(revision: str, archive: Path) -> None:
    done = diff(archive, "--", revision)
    assert done.returncode == 1 and "no revision of git" in done.stderr, done.stdout
    assert "Traceback" not in done.stderr and not (archive / "x").exists()


def test_a_mistake_in_the_corrections_is_told(archive: Path) -> None:
    (archive / "curation.yml").write_text("papers:\n  wales: {title: x}\n")
    done = diff(archive, "HEAD")
    assert done.returncode == 1 and "curation.yml:2" in done.stderr and "whales" in done.stderr
