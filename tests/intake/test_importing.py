"""Another collection becomes one file per day; entries = papers + duplicates + lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_archive.intake import day_files
from paper_archive.intake.day_files import DayFiles
from paper_archive.intake.entry_index import EntryIndex
from paper_archive.intake.importing import Days, FileReport, import_files
from paper_archive.intake.placing import Intake
from paper_archive.intake.tree import find
from paper_archive.listing import sources
from paper_archive.model import Entry, Listing

COLLECTION = Path(__file__).parent / "collection"
DAY = date(2025, 3, 14)
AS_LISTED = Days()


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """The checkout of a repository, with what such a checkout has besides listings."""
    folder = tmp_path / "bird-papers"
    shutil.copytree(COLLECTION, folder)
    for name in (".git/HEAD", "node_modules/x/README.md", "src/daily.py", "bird.png", "a/.hidden"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def run(
    paths: list[Path], into: Path, days: Days = AS_LISTED, name: str = "birds"
) -> dict[str, FileReport]:
    """Import, and return the reports by the names of the files."""
    shelf = Intake(into, (into,), into.parent)
    with DayFiles(into, name, shelf.names) as files:
        tree = find(paths)
        reports = list(import_files(tree.files, paths[0].parent, shelf.known, days, files.add))
        files.publish([])
    return {Path(report.source).name: report for report in reports}


def counts(report: FileReport) -> tuple[int, int, int, int]:
    return report.papers, report.duplicates, report.lost, report.written


def names(into: Path) -> list[str]:
    return sorted(p.relative_to(into).as_posix() for p in into.rglob("*") if p.is_file())


def listings(into: Path) -> dict[str, Listing]:
    return {
        listing.source: listing
        for name in names(into)
        for listing in sources.load(into / name, name, None)
    }


def test_of_a_folder_only_what_may_be_a_listing_is_read(collection: Path) -> None:
    tree = find([collection])
    assert sorted(file.relative_to(collection).as_posix() for file in tree.files) == [
        "README.md",
        "docs/letter.txt",
        "docs/sizes.csv",
        "papers/2025/2025-03-14.jsonl",
        "papers/2025/2025-03-15.jsonl",
        "papers/all.jsonl",
    ]
    assert tree.left_out == {"about the project": 1, "code": 1, "hidden": 1, "pictures": 1}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("README.md", ""),
        ("2025-03-14.jsonl.gz", ""),
        ("security.md", ""),
        ("library.BIB", ""),
        ("CITATION.bib", ""),
        ("SECURITY.md", "about the project"),
        ("LICENSE", "about the project"),
        ("day.md.j2", "code"),
        ("Figure 1.PNG", "pictures"),
        ("papers.tar.gz.zip", "packed or binary"),
    ],
)
def test_a_name_says_that_a_file_is_no_listing(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    assert find([tmp_path]).left_out == ({kind: 1} if kind else {})


def test_a_file_that_is_named_is_never_left_out(collection: Path) -> None:
    code, nowhere = collection / "src" / "daily.py", collection / "nowhere.md"
    assert find([code, nowhere, code]).files == (code, nowhere)


def test_every_day_gets_a_file_with_all_that_was_read(collection: Path, tmp_path: Path) -> None:
    into = tmp_path / "listings"
    reports = run([collection], into)
    assert names(into) == ["2025/2025-03-14.birds.jsonl", "2025/2025-03-15.birds.jsonl"]
    assert counts(reports["2025-03-14.jsonl"]) == (1, 1, 1, 2)
    # The README is read first: it has four papers, one of them twice.
    assert counts(reports["README.md"]) == (4, 1, 0, 4)
    assert counts(reports["2025-03-15.jsonl"]) == (0, 1, 0, 1)
    first, second = listings(into).values()
    assert (first.date, second.date) == (DAY, date(2025, 3, 15))
    swallows, eels = first.entries
    assert swallows.facts.comment == "8 pages" and swallows.facts.categories == ("q-bio.PE",)
    assert eels == Entry(
        "Eels and the Moon",
        "Eels leave the rivers when the moon is new, and we measure how many of them do so.",
        2,
        arxiv_id="2503.01005",
        authors=("Sofja Kowalewskaja",),
    )
    # The same paper, with an abstract and a version, brings detail to its row in the table.
    assert [entry.arxiv_id[-1] for entry in second.entries] == ["1", "2", "3", "4", "1"]
    assert second.entries[1].links == ("https://github.com/example/starlings",)
    assert second.entries[4].facts.version == 2
    assert not first.problems and not second.problems


def test_a_file_that_is_no_listing_is_left_with_its_reason(
    collection: Path, tmp_path: Path
) -> None:
    reports = run([collection], tmp_path / "listings")
    left = {name: report for name, report in reports.items() if report.reason}
    assert sorted(left) == ["all.jsonl", "letter.txt", "sizes.csv"]
    assert not left["letter.txt"].is_listing and left["all.jsonl"].is_listing
    assert left["all.jsonl"].unplaced == 3 and left["all.jsonl"].entries == 0
    assert "--date" in str(left["all.jsonl"].reason)


def test_a_listing_without_a_day_has_the_one_that_is_stated(
    collection: Path, tmp_path: Path
) -> None:
    into = tmp_path / "listings"
    report = run([collection / "papers" / "all.jsonl"], into, Days(date(2025, 4, 1)))["all.jsonl"]
    assert counts(report) == (3, 0, 0, 3)
    assert names(into) == ["2025/2025-04-01.birds.jsonl"]


def test_papers_that_state_no_day_have_the_one_that_is_stated(
    collection: Path, tmp_path: Path
) -> None:
    days = Days(date(2025, 4, 1), by_published=True)
    report = run([collection / "papers"], tmp_path / "listings", days)["all.jsonl"]
    assert counts(report) == (3, 0, 0, 3) and report.problems == []
    assert report.days == {date(2025, 3, 10), date(2025, 4, 1)}


def test_papers_are_spread_by_their_own_dates_if_a_person_asks(
    collection: Path, tmp_path: Path
) -> None:
    into = tmp_path / "listings"
    report = run([collection / "papers"], into, Days(by_published=True))["all.jsonl"]
    # The third states no date.
    assert counts(report) == (2, 0, 0, 2) and report.unplaced == 1
    assert [problem.what for problem in report.problems] == ["1 paper without a day, not imported"]
    assert "--by published --date" in report.problems[0].fix
    # The days of the other listings are their own.
    assert names(into) == [
        "2025/2025-03-10.birds.jsonl",
        "2025/2025-03-14.birds.jsonl",
        "2025/2025-03-15.birds.jsonl",
    ]


@pytest.mark.parametrize(
    ("day", "latest", "what"),
    [
        ("0005-03-14", None, "0005-03-14 is not a day of a listing"),
        ("2025-03-20", DAY, "its day, 2025-03-20, has not come yet"),
        ("1989-03-20", DAY, "its day, 1989-03-20, is before 1991"),
    ],
)
def test_an_unlikely_day_costs_its_papers(
    day: str, latest: date | None, what: str, tmp_path: Path
) -> None:
    file = tmp_path / "days.jsonl"
    papers = ({"date": each, "title": f"Of {each}", "abstract": "x"} for each in (day, str(DAY)))
    file.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    into = tmp_path / "listings"
    report = run([file], into, Days(latest=latest))["days.jsonl"]
    assert counts(report) == (1, 0, 1, 1)
    assert [problem.what for problem in report.problems] == [what]
    assert names(into) == ["2025/2025-03-14.birds.jsonl"]


def test_a_second_import_has_nothing_to_do(collection: Path, tmp_path: Path) -> None:
    into = tmp_path / "listings"
    run([collection], into, Days(DAY))
    before = names(into)
    reports = run([collection], into, Days(DAY), name="again")
    assert names(into) == before
    assert not any(report.papers or report.written for report in reports.values())


def test_an_import_writes_beside_what_the_archive_has(collection: Path, tmp_path: Path) -> None:
    into = tmp_path / "listings"
    (into / "2025").mkdir(parents=True)
    own = into / "2025" / "2025-03-14.birds.jsonl"
    own.write_text('{"id": "2503.01005", "title": "Eels and the Moon", "abstract": "Eels."}\n')
    report = run([collection / "papers" / "2025" / "2025-03-14.jsonl"], into)["2025-03-14.jsonl"]
    # The archive lacks the author of the eels.
    assert counts(report) == (1, 1, 1, 2)
    assert own.read_text().count("\n") == 1
    assert names(into) == ["2025/2025-03-14.birds.2.jsonl", "2025/2025-03-14.birds.jsonl"]


class Interrupted(BaseException):
    """As Ctrl-C interrupts."""


@contextmanager
def interrupted(error: BaseException) -> Iterator[None]:
    with pytest.raises(type(error)):
        yield


@pytest.mark.parametrize("error", [Interrupted(), OSError(28, "No space left on device")])
def test_an_import_that_stops_leaves_nothing(error: BaseException, tmp_path: Path) -> None:
    into = tmp_path / "listings"
    with interrupted(error), DayFiles(into, "birds", ()) as files:
        for _ in range(30):
            files.add(DAY, b"x" * 1_000_000 + b"\n")
        assert names(into)
        raise error
    assert not into.exists()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    into = tmp_path / "listings"
    into.write_text("a file")
    with pytest.raises(OSError), DayFiles(into, "birds", ()) as files:
        files.add(DAY, b"{}\n")
        files.publish([])
    assert into.read_text() == "a file"


def test_a_day_of_many_papers_has_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_files, "MOST_PAPERS", 3)
    monkeypatch.setattr(day_files, "MOST_BYTES", 1000)
    monkeypatch.setattr(day_files, "_BUFFERED", 20)
    lines = [b"%d\n" % n for n in range(7)] + [b"x" * 1000 + b"\n", b"8\n"]
    published: list[tuple[str, date]] = []
    with DayFiles(tmp_path, "birds", {"2025/2025-03-14.BIRDS.txt"}) as files:
        for line in lines:
            files.add(DAY, line)
        files.publish(published)
    written = [(tmp_path / name).read_bytes() for name, _ in published]
    assert b"".join(written) == b"".join(lines)
    assert [data.count(b"\n") for data in written] == [3, 3, 2, 1]
    assert [name for name, _ in published] == [
        f"2025/2025-03-14.birds.{n}.jsonl" for n in (2, 3, 4, 5)
    ]


_papers = st.fixed_dictionaries(
    {"title": st.sampled_from(["Birds", "birds", "Whales", "Untitled", ""])},
    optional={
        "abstract": st.sampled_from(["They fly.", "They swim far and wide.", ""]),
        "id": st.sampled_from(["2503.00001", "2503.00002", "../x"]),
        "doi": st.sampled_from(["10.1101/a", "10.1101/b"]),
        "authors": st.sampled_from([["Ann Lee"], ["Bo Ray"], ["Ann Lee", "Bo Ray"]]),
        "date": st.sampled_from(["2025-03-14", "2025-03-15", "0005-01-01", "soon"]),
        "published": st.sampled_from(["2025-03-10", "1900-01-01"]),
        "kind": st.sampled_from(["new", "replaced"]),
        "version": st.integers(0, 2),
        "comment": st.just("8 pages"),
    },
)
_files = st.lists(st.lists(_papers, min_size=1, max_size=6), min_size=1, max_size=3)


@given(_files, st.booleans(), st.sampled_from([None, date(2025, 4, 1)]))
@settings(max_examples=60)
def test_no_entry_is_dropped_and_a_second_import_adds_none(
    papers_of_files: list[list[dict[str, Any]]],
    by_published: bool,
    stated: date | None,
) -> None:
    with TemporaryDirectory() as folder:
        check(Path(folder), papers_of_files, Days(stated, by_published and not stated))


def check(folder: Path, papers_of_files: list[list[dict[str, Any]]], days: Days) -> None:
    """Import files of these papers, and once more."""
    for n, papers in enumerate(papers_of_files):
        text = "".join(json.dumps(paper) + "\n" for paper in papers)
        (folder / f"file{n}.jsonl").write_text(text)
    into = folder / "listings"
    files = sorted(folder.glob("file*"))
    reports = run(files, into, days)
    for n, papers in enumerate(papers_of_files):
        report = reports[f"file{n}.jsonl"]
        assert report.entries + report.unplaced == len(papers)
        assert not (report.entries and report.unplaced and report.reason)
    written = listings(into)
    assert sum(report.written for report in reports.values()) == sum(
        len(listing.entries) for listing in written.values()
    )
    assert not any(listing.lost for listing in written.values())
    again = run(files, into, days, name="again")
    assert not any(report.papers or report.written for report in again.values())


def test_an_index_that_knows_nothing_finds_nothing() -> None:
    found = EntryIndex().find(Entry("Birds", "They fly.", 1), DAY)
    assert not found.known and not found.on_day
