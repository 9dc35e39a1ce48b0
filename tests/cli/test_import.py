"""What `import` does, prints and exits with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake.test_importing import COLLECTION
from tests.site.run import files, invoke, summary

FILES = ["2025/2025-03-14.bird-papers.jsonl", "2025/2025-03-15.bird-papers.jsonl"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with another collection."""
    shutil.copytree(COLLECTION, tmp_path / "Bird.papers")
    return tmp_path


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return invoke("import", *arguments, "--into", "archive", cwd=folder)


def test_import_reports_and_says_how_to_publish(folder: Path) -> None:
    done = run(folder, "Bird.papers", "--name", "bird-papers", "--date", "2025-03-14")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "4 files read, 2 left, 1 not looked at (1 about the project)",
        "12 entries = 8 papers + 3 duplicates + 1 lost, of 2025-03-14 and 2025-03-15",
        "Duplicates written too, for a new day or more detail: 2 of 3",
        "10 entries in 2 new files under archive",
        "To publish:",
        f"  git add archive/{FILES[0]} archive/{FILES[1]}",
        '  git commit -m "Import bird-papers: 2 listings of 2025-03-14 and 2025-03-15"',
        "  git push",
    ]
    assert "2025-03-14.jsonl:3: a paper without a title" in done.stderr
    assert "note: left: 2 files: not recognised as a listing" in done.stderr
    assert "\n  Bird.papers/docs/letter.txt\n" in done.stderr
    assert list(files(folder / "archive")) == FILES


def test_a_listing_without_a_day_is_refused(folder: Path) -> None:
    done = run(folder, "Bird.papers")
    assert done.returncode == 1
    assert "error: Bird.papers/papers/all.jsonl: it does not say which day it lists" in done.stderr
    assert "3 entries more in files that were left" in done.stdout
    # The others are imported all the same; the name is that of the folder.
    assert list(files(folder / "archive")) == [
        "2025/2025-03-14.bird.jsonl",
        "2025/2025-03-15.bird.jsonl",
    ]


def test_papers_that_state_only_a_year_are_not_lost(folder: Path) -> None:
    entries = ["year = 2018", "year = 2018, month = mar, day = 4", "year = 2019"]
    papers = [f"@article{{a{n}, title = {{Birds {n}}}, {said}}}" for n, said in enumerate(entries)]
    (folder / "all.bib").write_text("\n".join(papers))
    done = run(folder, "all.bib", "--by", "published")
    assert done.returncode == 0, done.stderr
    assert "1 entry = 1 paper + 0 duplicates + 0 lost" in done.stdout
    assert "2 more papers not imported, because they state no day: --date DAY" in done.stdout


def test_the_report_is_there_for_programs(folder: Path) -> None:
    done = run(folder, "Bird.papers/papers", "--by", "published", "--json")
    report = json.loads(done.stdout)
    assert report["totals"] == {
        "entries": 6, "papers": 4, "duplicates": 1, "lost": 1, "written": 5, "unplaced": 1,
    }  # fmt: skip
    assert [each["source"] for each in report["files"]] == [
        "Bird.papers/papers/all.jsonl",
        "Bird.papers/papers/2025/2025-03-14.jsonl",
        "Bird.papers/papers/2025/2025-03-15.jsonl",
    ]
    assert (report["from"], report["to"]) == ("2025-03-10", "2025-03-15")
    assert report["written"][0] == "archive/2025/2025-03-10.papers.jsonl"
    assert report["git"][0].startswith("git add archive/2025/2025-03-10.papers.jsonl ")
    assert report["dry_run"] is False


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    done = run(folder, "Bird.papers", "--date", "2025-03-14", "--dry-run")
    assert done.returncode == 0 and not (folder / "archive").exists()
    assert done.stdout.splitlines()[-2:] == ["10 entries to write", "Nothing was written."]


def test_a_second_import_has_nothing_to_do(folder: Path) -> None:
    run(folder, "Bird.papers", "--date", "2025-03-14")
    before = files(folder / "archive")
    done = run(folder, "Bird.papers", "--date", "2025-03-14")
    assert done.returncode == 0 and files(folder / "archive") == before
    assert done.stdout.splitlines()[1:] == [
        "12 entries = 0 papers + 11 duplicates + 1 lost, of 2025-03-14 and 2025-03-15",
        "Nothing to do: the archive has all of it",
    ]


def test_columns_of_tables_are_named(folder: Path) -> None:
    (folder / "a.csv").write_text(
        "Bezeichnung,Verfasser,Inhalt\nBirds at Sea,Ann Lee,We ask why.\n"
    )
    done = run(folder, "a.csv", "--date", "2025-03-14")
    assert done.returncode == 1 and "--columns title=Bezeichnung" in done.stderr
    done = run(folder, "a.csv", "--date", "14.3.2025", "--columns", "title=Bezeichnun")
    assert done.returncode == 1 and "as in --columns title=Bezeichnung)" in done.stderr
    # In a folder, what is no table is read all the same.
    (folder / "a.csv").rename(folder / "Bird.papers" / "a.csv")
    columns = "title=Bezeichnung,abstract=Inhalt"
    done = run(folder, "Bird.papers", "--date", "2025-03-14", "--columns", columns)
    assert done.returncode == 0 and "13 entries = 9 papers" in done.stdout, done.stderr
    assert "Birds at Sea" in (folder / "archive/2025/2025-03-14.bird.jsonl").read_text()


def test_a_file_that_is_named_must_be_a_listing(folder: Path) -> None:
    for path in ("Bird.papers/docs/letter.txt", "nowhere.md"):
        done = run(folder, path)
        assert done.returncode == 1 and f"error: {path}: " in done.stderr
    # In a folder it may lie beside listings, but something must be read.
    done = run(folder, "Bird.papers/docs")
    assert done.returncode == 1 and "error" not in done.stderr


def test_a_day_may_be_that_of_papers_without_one(folder: Path) -> None:
    options = ("--date", "2025-03-14", "--by", "published")
    done = run(folder, "Bird.papers", *options)
    assert done.returncode == 0 and "without a day" not in done.stderr
    assert invoke("import", cwd=folder).returncode == 2


def test_many_files_are_added_by_a_pattern(folder: Path) -> None:
    days = [f"2025-03-{day:02}" for day in range(1, 15)]
    papers = ({"date": day, "title": f"Of {day}", "abstract": "x"} for day in days)
    (folder / "days.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    done = run(folder, "days.jsonl")
    assert "  git add 'archive/*.days.*'" in done.stdout
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "archive/*.days.*"], cwd=folder, check=True)
    staged = subprocess.run(
        ["git", "diff", "--cached", "--name-only"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(staged.stdout.splitlines()) == 14


def test_a_folder_that_cannot_be_written_stops_the_import(folder: Path) -> None:
    (folder / "archive").write_text("a file")
    done = run(folder, "Bird.papers")
    assert done.returncode == 1 and "check its permissions and the free disk space" in done.stderr


# As if somebody pressed Ctrl+C while the first file is written.
INTERRUPTED = """
import sys
from paper_archive.cli import main

def interrupt(event, arguments):
    if event == "open" and "archive" in str(arguments[0]) and arguments[1] == "a":
        raise KeyboardInterrupt

sys.addaudithook(interrupt)
main()
"""


def test_an_import_that_is_interrupted_leaves_nothing(folder: Path) -> None:
    paper = {"date": "2025-03-14", "abstract": "They fly. " * 2_000}
    with (folder / "many.jsonl").open("w") as file:
        for n in range(5_000):
            file.write(json.dumps({**paper, "title": f"Bird {n}"}) + "\n")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            INTERRUPTED,
            "import",
            "many.jsonl",
            "Bird.papers",
            "--into",
            "archive",
        ],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1 and b"Aborted!" in done.stderr
    assert not (folder / "archive").exists()


def test_what_was_imported_is_built(folder: Path) -> None:
    run(folder, "Bird.papers", "--date", "2025-03-14")
    built = summary(folder, "--strict", listings=folder / "archive")
    assert (built["papers"], built["problems"]) == (8, 0)
    page = (folder / "site" / "papers" / "eels-and-the-moon.html").read_text()
    assert "Sofja Kowalewskaja" in page
