"""Papers that share a DOI or the like are one; two arXiv ids stay two, and that is reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

from paper_archive.archive.merge import Merged, merge
from paper_archive.archive.report import credit
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Entry, Facts, Listing
from paper_archive.store.records import paper_of, paper_record

DOI = ("doi", "10.1234/abc")
PMID = ("pmid", "38123456")


def entry(title: str, line: int, arxiv_id: str = "", *ids: tuple[str, str], **more) -> Entry:
    return Entry(title, f"{title} {line}", line, arxiv_id, facts=Facts(tuple(sorted(ids))), **more)


def merged(*entries: Entry) -> Merged:
    return merge([Listing("a.txt", "x", date(2025, 7, 1), entries)])


def titles(result: Merged) -> set[frozenset[str]]:
    return {frozenset(p.entry.title for p in several) for several in result.occurrences}


def test_an_id_joins_papers_in_any_order() -> None:
    entries = [
        entry("Preprint", 1, "2503.01234", DOI),
        entry("In a Journal", 2, "", DOI, PMID),
        entry("In a Library", 3, "", PMID),
        entry("Another", 4, "", ("doi", "10.1234/other")),
    ]
    for several in permutations(entries):
        together = frozenset({"Preprint", "In a Journal", "In a Library"})
        assert titles(merged(*several)) == {together, frozenset({"Another"})}


def test_the_paper_has_the_ids_of_all_entries_and_all_their_addresses() -> None:
    result = merged(
        entry("Preprint", 1, "2503.01234", DOI), entry("In a Journal", 2, "", DOI, PMID)
    )
    (paper,) = result.archive.papers
    assert paper.arxiv_id == "2503.01234"
    assert paper.facts.ids == (DOI, PMID)
    assert {redirect.slug for redirect in result.archive.redirects} >= {"in-a-journal"}


def test_two_arxiv_ids_never_become_one_paper() -> None:
    entries = [
        entry("One", 1, "2503.00002", DOI),
        entry("Two", 2, "2503.00001", DOI),
        entry("Neither", 3, "", DOI),
    ]
    for several in permutations(entries):
        result = merged(*several)
        assert titles(result) == {frozenset({"One"}), frozenset({"Two", "Neither"})}
        (report,) = credit([Listing("a.txt", "x", date(2025, 7, 1), tuple(several))], result)
        assert [p.what for p in report.problems if "doi:10.1234/abc" in p.what]


def test_a_replacement_is_new_on_no_day() -> None:
    new = Listing("a.txt", "x", date(2025, 7, 1), (entry("One", 1, "2503.00001"),))
    replaced = Listing(
        "b.txt",
        "x",
        date(2025, 7, 2),
        (
            entry("One", 1, "2503.00001", kind=REPLACED),
            entry("Unknown", 2, "2503.00009", kind=REPLACED),
        ),
    )
    archive = merge([replaced, new]).archive
    one, unknown = archive.papers
    assert (one.days, one.replaced, one.is_revision) == ((new.date,), (replaced.date,), False)
    assert one.cross_listed == ()
    assert (unknown.days, unknown.first_day, unknown.is_revision) == ((), replaced.date, True)
    assert [(day.date, len(day.papers), len(day.replaced)) for day in archive.days] == [
        (new.date, 1, 0),
        (replaced.date, 0, 2),
    ]


def test_a_day_tells_its_cross_lists() -> None:
    first = Listing(
        "a.jsonl",
        "json-lines",
        date(2025, 3, 14),
        (
            entry("One", 1, "2503.00001", kind=CROSS_LIST),
            entry("Two", 2, "2503.00002", kind=CROSS_LIST),
            entry("Three", 3, "2503.00003"),
        ),
    )
    # In another list of that day it is new.
    second = replace(first, source="b.jsonl", entries=(entry("Two", 1, "2503.00002", kind=NEW),))
    archive = merge([first, second]).archive
    (day,) = archive.days
    assert day.cross_lists == {"one"}
    assert [paper.cross_listed for paper in archive.papers] == [(day.date,), (), ()]
    one = archive.papers[0]
    assert paper_of(paper_record(one)) == one
