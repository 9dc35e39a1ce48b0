"""Where listings go, what is refused and why; nothing is ever overwritten or lost."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from paper_archive.intake.entry_index import EntryIndex
from paper_archive.intake.placing import (
    STANDARD_INPUT,
    Decision,
    Intake,
    Outcome,
    decide,
)
from paper_archive.model import Source

from tests.intake import server

DAY = date(2025, 3, 14)
ABSTRACT = (
    "We study how birds find their way over the open sea by the stars and the wind alone, and "
    "find that most of them do so within a day of leaving the coast, whatever the weather is."
)


def page(*titles: str, day: str = "") -> bytes:
    """A plain listing of these papers."""
    lines = ["new", "Get trending papers in your email inbox!", "Subscribe", *filter(None, [day])]
    for title in titles:
        lines += [title, f"{title}. {ABSTRACT}"]
    return "\n\n".join(lines).encode() + b"\n"


def json_lines(*papers: tuple[str, str]) -> bytes:
    """JSON lines of (day, title)."""
    rows = ({"date": day, "title": title, "abstract": ABSTRACT} for day, title in papers)
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


API = server.day(("2503.00001", "Birds"), ("2503.00002", "Whales"), submitted="2025-03-14")
API_WITHOUT_DAY = server.day(("2503.00001", "Birds"))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "listings"


def intake(into: Path) -> Intake:
    return Intake(into, (into,), into.parent)


def names(into: Path) -> list[str]:
    return sorted(p.relative_to(into).as_posix() for p in into.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("name", "data", "day", "place"),
    [
        ("page.txt", page("Birds", day="Mar 14, 2025"), None, "2025/2025-03-14.txt"),
        ("2025-03-14.txt", page("Birds"), None, "2025/2025-03-14.txt"),
        ("2025/page.txt", page("Birds", day="Mar 14"), None, "2025/2025-03-14.txt"),
        ("page.html", page("Birds"), DAY, "2025/2025-03-14.txt"),
        ("2025-03-13.txt", page("Birds"), DAY, "2025/2025-03-14.txt"),
        (STANDARD_INPUT, page("Birds"), DAY, "2025/2025-03-14.txt"),
        ("page.md", page("Birds"), DAY, "2025/2025-03-14.md"),
        ("answer.txt", API, None, "2025/2025-03-14.json"),
        ("answer", API_WITHOUT_DAY, DAY, "2025/2025-03-14.json"),
        ("x.gz", gzip.compress(page("Birds"), mtime=0), DAY, "2025/2025-03-14.txt.gz"),
        ("x", gzip.compress(API, mtime=0), None, "2025/2025-03-14.json.gz"),
        ("x.json", json_lines(("2025-03-14", "Birds")), None, "2025/2025-03-14.jsonl"),
        (
            "days.jsonl",
            json_lines(("2025-03-14", "Birds"), ("2025-03-15", "Whales")),
            None,
            "days.jsonl",
        ),
        (
            "in/.days.jsonl.gz",
            gzip.compress(json_lines(("2025-03-14", "Birds"), ("", "Whales")), mtime=0),
            None,
            "days.jsonl.gz",
        ),
    ],
)
def test_a_listing_goes_where_its_day_and_form_say(
    name: str, data: bytes, day: date | None, place: str, into: Path
) -> None:
    decision = intake(into).offer(Source(name, data), day)
    assert (decision.outcome, decision.name, decision.reason) == (Outcome.ADDED, place, None)
    assert names(into) == [place]
    assert (into / place).read_bytes() == data


def test_a_day_takes_any_number_of_listings(into: Path) -> None:
    shelf = intake(into)
    for data in (page("Birds"), server.day(("2503.00002", "Whales")), page("Cats"), page("Dogs")):
        assert shelf.offer(Source("x", data), DAY).outcome is Outcome.ADDED
    days = json_lines(("2025-03-14", "Eels"), ("2025-03-15", "Foxes"))
    more = json_lines(("2025-03-14", "Gnus"), ("2025-03-15", "Hares"))
    for data in (days, more):
        assert shelf.offer(Source("days.jsonl", data)).outcome is Outcome.ADDED
    assert names(into) == [
        "2025/2025-03-14.2.json",
        "2025/2025-03-14.3.txt",
        "2025/2025-03-14.4.txt",
        "2025/2025-03-14.txt",
        "days.2.jsonl",
        "days.jsonl",
    ]


REFUSED = {
    "empty": (b"", "the file is empty"),
    "blank": (b"\xef\xbb\xbf \r\n", "the file is empty"),
    "binary": (bytes(range(256)), "the file is binary"),
    "names only": (b"Submitted by\nsomebody\nnew\nSubmitted by\nother\n", "without its papers"),
    "unknown": (b"Good morning,\n\nnothing to see here.\n", "not recognised as a listing"),
    "heading only": (page(), "holds no papers"),
    "no papers": (b"[]", "the list holds no papers"),
    "broken from the start": (b'[{"paper": {"title": "Bi', "none of its papers can be read"),
    "an error": (b'{"error": "Invalid date"}', "an error page of a server"),
    "broken line": (
        b'{"id": "1", "title": "Birds", "abstr\n',
        "none of its papers can be read",
    ),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_has_no_paper_is_refused(data: bytes, words: str, into: Path) -> None:
    decision = intake(into).offer(Source("page.txt", data), DAY)
    assert decision.outcome is Outcome.REFUSED
    assert decision.reason and words in decision.reason.what
    assert decision.reason.source == "page.txt"
    assert not into.exists()


@pytest.mark.parametrize("data", [page("Birds"), page("Birds", day="Mar 14"), API_WITHOUT_DAY])
def test_no_day_is_guessed(data: bytes, into: Path) -> None:
    decision = intake(into).offer(Source("page.txt", data))
    assert decision.outcome is Outcome.REFUSED
    assert decision.reason and "--date" in decision.reason.fix
    assert not into.exists()


def test_a_year_is_enough_for_a_page_with_a_day(into: Path) -> None:
    shelf = Intake(into, (), into.parent, year=2025)
    assert shelf.offer(Source("x", page("Birds", day="Mar 14"))).name == "2025/2025-03-14.txt"


@pytest.mark.parametrize(("name", "day"), [("days.jsonl", DAY), (STANDARD_INPUT, None)])
def test_several_days_need_a_name_and_no_date(name: str, day: date | None, into: Path) -> None:
    data = json_lines(("2025-03-14", "Birds"), ("2025-03-15", "Whales"))
    decision = intake(into).offer(Source(name, data), day)
    assert decision.outcome is Outcome.REFUSED
    assert decision.reason and decision.reason.what == "it has papers of 2 days"


@pytest.mark.parametrize(
    "again",
    [
        page("Birds", "Whales"),
        b"\xef\xbb\xbf" + page("Birds", "Whales").replace(b"\n", b"  \r\n") + b"\n\n",
        page("Birds", "Whales").replace(b"\n\n", b"\n"),
    ],
    ids=["same", "other line ends", "without blank lines"],
)
def test_the_same_file_is_in_the_archive_already(again: bytes, into: Path) -> None:
    intake(into).offer(Source("a", page("Birds", "Whales")), DAY)
    for day in (DAY, date(2025, 3, 15)):
        decision = intake(into).offer(Source("b", again), day)
        assert decision.outcome is Outcome.PRESENT
        assert decision.reason and "listings/2025/2025-03-14.txt" in decision.reason.what
    assert names(into) == ["2025/2025-03-14.txt"]


def test_papers_of_that_day_are_in_the_archive_already(into: Path) -> None:
    shelf = intake(into)
    shelf.offer(Source("a", page("Birds", "Whales")), DAY)
    shelf.offer(Source("b", page("Cats", "Dogs")), DAY)
    decision = shelf.offer(Source("c", page("Dogs", "Birds")), DAY)
    assert decision.outcome is Outcome.PRESENT
    assert decision.reason and decision.reason.what == (
        "all its papers are already listed on that day, in "
        "listings/2025/2025-03-14.2.txt, listings/2025/2025-03-14.txt"
    )
    # On another day they are listed again, though they are not new.
    other = shelf.offer(Source("c", page("Dogs", "Birds")), date(2025, 3, 15))
    assert (other.outcome, other.papers, other.new) == (Outcome.ADDED, 2, ())


def test_what_says_more_of_the_papers_is_added(into: Path) -> None:
    shelf = intake(into)
    plain = page("Birds").replace(ABSTRACT.encode(), b"Birds is what we study here. " * 7)
    shelf.offer(Source("plain", plain), DAY)
    decision = shelf.offer(Source("api", API_WITHOUT_DAY), DAY)
    assert (decision.outcome, decision.new, decision.fuller) == (Outcome.ADDED, ("Birds",), 0)
    # Without the sentence that differs it is the same paper, now with its id and authors.
    titles_only = json_lines(("2025-03-15", "Birds")).replace(ABSTRACT.encode(), b"")
    shelf.offer(Source("lines", titles_only), None)
    decision = shelf.offer(Source("api", API_WITHOUT_DAY), date(2025, 3, 15))
    assert decision.reason and decision.outcome is Outcome.PRESENT  # The same file.
    fuller = server.day(("2503.00001", "Birds")) + b"\n\n "
    decision = shelf.offer(
        Source("api", fuller.replace(b'"upvotes": 3', b'"upvotes": 4')), date(2025, 3, 15)
    )
    assert (decision.outcome, decision.new, decision.fuller) == (Outcome.ADDED, (), 1)


def test_new_papers_are_told_from_known_ones(into: Path) -> None:
    shelf = intake(into)
    shelf.offer(Source("a", page("Birds", "Whales")), date(2025, 3, 13))
    decision = shelf.offer(Source("b", page("Cats", "Birds", "Cats", "whales", "Dogs")), DAY)
    assert decision.papers == 4
    assert decision.new == ("Cats", "Dogs")


def test_problems_name_the_file_at_its_place(into: Path) -> None:
    decision = intake(into).offer(Source("x.txt", page("Birds", day="Mar 13")), DAY)
    assert [str(problem)[:32] for problem in decision.problems] == [
        "listings/2025/2025-03-14.txt:7: "
    ]


def test_a_day_that_is_given_is_said_to_be_given(into: Path) -> None:
    source = Source("2025-03-13.txt", page("Birds", day="Mar 12, 2025"))
    (problem,) = intake(into).offer(source, DAY).problems
    assert problem.what == "the page says Mar 12, 2025, but the day given for it is 2025-03-14"
    # What is refused is not undated on top.
    refused = intake(into).offer(Source("x", b'[{"abstract": "Birds"}]'), DAY)
    assert not any("undated" in str(each) for each in refused.problems)


def test_a_file_of_a_wrong_day_can_be_corrected(into: Path) -> None:
    intake(into).offer(Source("a page.txt", page("Birds")), DAY)
    again = intake(into).offer(Source("x", page("Birds")), date(2025, 3, 15))
    assert again.outcome is Outcome.PRESENT and again.reason
    assert "of another day (2025-03-14)" in again.reason.what
    command = "paper-archive curate listings/2025/2025-03-14.txt --date 2025-03-15"
    assert command in again.reason.fix


def test_a_dump_may_be_spread_by_the_dates_of_its_papers(into: Path) -> None:
    bib = "@article{a, title = {Birds}, year = {1982}%s}\n"
    dated = intake(into).offer(Source("a.bib", (bib % ", date = {1982-03-01}").encode()))
    assert dated.reason and "`paper-archive import a.bib --by published`" in dated.reason.fix
    years = intake(into).offer(Source("a.bib", (bib % "").encode()))
    assert years.reason and years.reason.what.endswith("its papers state only a year")
    assert "--by published" not in years.reason.fix
    both = bib % ", date = {1982-03-01}" + bib.replace("a,", "b,").replace("Birds", "Fish") % ""
    some = intake(into).offer(Source("a.bib", both.encode()))
    assert some.reason and some.reason.what.endswith("and 1 of its papers state only a year")
    assert "--by published --date DAY`, where DAY is for the 1 of 2 that" in some.reason.fix


def test_a_dry_run_names_the_file_that_was_given(into: Path) -> None:
    data = page("Birds") + b"\nA title without its abstract\n"
    for dry_run, name in ((True, "page.txt"), (False, "listings/2025/2025-03-14.txt")):
        found = intake(into).offer(Source("page.txt", data), DAY, dry_run)
        assert {problem.source for problem in found.problems} == {name}


def test_a_dry_run_writes_nothing_and_says_the_same(into: Path) -> None:
    offers = [(Source("a", page("Birds")), DAY), (Source("b", page("Cats")), DAY),
              (Source("c", page("Birds")), DAY)]  # fmt: skip
    dry = intake(into)
    said = [dry.offer(source, day, dry_run=True) for source, day in offers]
    assert not into.exists()
    wet = intake(into)
    assert said == [wet.offer(source, day) for source, day in offers]


def test_a_file_that_came_meanwhile_is_not_overwritten(into: Path) -> None:
    shelf = intake(into)
    (into / "2025").mkdir(parents=True)
    (into / "2025/2025-03-14.txt").write_text("mine")
    assert shelf.offer(Source("a", page("Birds")), DAY).name == "2025/2025-03-14.2.txt"
    assert (into / "2025/2025-03-14.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(into: Path) -> None:
    into.mkdir()
    (into / "2025").write_text("a file")
    decision = intake(into).offer(Source("a", page("Birds")), DAY)
    assert decision.outcome is Outcome.REFUSED
    assert decision.reason and "cannot be written" in decision.reason.what
    assert names(into) == ["2025"]


def test_deciding_is_pure() -> None:
    source = Source("a", page("Birds"))
    decision = decide(source, EntryIndex(), frozenset({"2025/2025-03-14.TXT"}), day=DAY)
    assert isinstance(decision, Decision) and decision.name == "2025/2025-03-14.txt"


@pytest.mark.parametrize(("day", "doubt"), [
    (date(2025, 3, 14), ""),
    (date(2025, 3, 15), "has not come yet"),
    (date(2205, 3, 14), "has not come yet"),
    (date(1991, 1, 1), ""),
    (date(1990, 12, 31), "is before 1991"),
])  # fmt: skip
def test_a_day_that_is_most_likely_a_slip_needs_a_person(day: date, doubt: str, into: Path) -> None:
    careful = Intake(into, (), into.parent, latest=DAY)
    decision = careful.offer(Source("page.txt", page("Birds at sea")), day, dry_run=True)
    assert (decision.outcome is Outcome.ADDED) is not bool(doubt)
    assert doubt in str(decision.reason)
    lines = Source("days.jsonl", json_lines((day.isoformat(), "Whales")))
    assert (careful.offer(lines, dry_run=True).outcome is Outcome.ADDED) is not bool(doubt)
    insisting = Intake(into, (), into.parent)
    assert insisting.offer(Source("page.txt", page("Birds at sea")), day).outcome is Outcome.ADDED


def test_signs_and_authors_tell_known_papers(into: Path) -> None:
    def entry(title: str, abstract: str, *authors: str) -> bytes:
        row = {"date": "2025-03-14", "title": title, "abstract": abstract, "authors": authors}
        return json.dumps(row).encode()

    shelf = Intake(into, (), into.parent)
    first = entry("Birds: at “Sea”.", ABSTRACT) + b"\n" + entry("Preface", "", "Ann Lee")
    assert shelf.offer(Source("2025-03-14.jsonl", first)).outcome is Outcome.ADDED
    again = entry('Birds at "sea"', ABSTRACT) + b"\n" + entry("Preface", "", "Lee, A.")
    assert shelf.offer(Source("again.jsonl", again)).outcome is Outcome.PRESENT
    other = shelf.offer(Source("other.jsonl", entry("Preface", "", "Bo Ray")))
    assert other.new == ("Preface",)
