"""Forms of arXiv and of feeds: real files compared with other readers, and damaged files."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from paper_archive.exports.atom import atom, atom_entry
from paper_archive.exports.feed import Feed, FeedEntry, paper_id
from paper_archive.exports.json_feed import json_feed, json_item
from paper_archive.listing import read
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Listing, Paper, Source

from tests.realdata import shared

CASES = Path(__file__).parent / "cases"


def listing_of(name: str) -> Listing:
    (only,) = read(Source(name, shared(f"forms/{name}").read_bytes()))
    return only


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("arxiv-mail.eml", date(2024, 11, 7)),
        ("arxiv-mail-body.txt", date(2024, 11, 7)),
        ("arxiv-listings-new.txt", date(2023, 3, 3)),
    ],
)
def test_arxivs_mails_and_listing_files(name: str, day: date) -> None:
    text = shared(f"forms/{name}").read_text("utf-8")
    listing = listing_of(name)
    assert (listing.date, listing.lost) == (day, 0)
    assert [entry.arxiv_id for entry in listing.entries] == re.findall(r"(?m)^arXiv:(\S+)", text)
    kinds = Counter(entry.kind for entry in listing.entries)
    assert kinds[CROSS_LIST] == text.count("(*cross-listing*)")
    assert kinds[REPLACED] == text.count("\nreplaced with revised")
    assert kinds[NEW] == len(listing.entries) - kinds[CROSS_LIST] - kinds[REPLACED]
    lines = text.split("\n")
    for entry in listing.entries:
        assert lines[entry.line - 1].startswith("Title: ")
        assert entry.title.startswith(lines[entry.line - 1].removeprefix("Title: ").strip())
        assert bool(entry.abstract) == (entry.kind != REPLACED)


def test_a_line_less_costs_no_paper_of_a_listing_file() -> None:
    lines = shared("forms/arxiv-listings-new.txt").read_text("utf-8").split("\n")
    whole = {e.arxiv_id: e for e in listing_of("arxiv-listings-new.txt").entries}
    marks = [i for i, line in enumerate(lines) if line.startswith(("\\\\", "---", "arXiv:"))]
    for at in marks[5:]:
        less = "\n".join(lines[:at] + lines[at + 1 :])
        (listing,) = read(Source("a.txt", less.encode()))
        assert (len(listing.entries), listing.lost) == (len(whole), 0)
        for entry in listing.entries:
            other = whole[entry.arxiv_id]
            assert (entry.title, entry.abstract) == (other.title, other.abstract), lines[at]
            assert (entry.authors, entry.facts) == (other.authors, other.facts), lines[at]


def test_a_page_of_new_papers_saved_as_text() -> None:
    text = shared("forms/arxiv-list-new.txt").read_text("utf-8")
    listing = listing_of("arxiv-list-new.txt")
    assert listing.date == date(2026, 9, 9)
    assert [e.arxiv_id for e in listing.entries] == re.findall(r"arXiv:(\d{4}\.\d{5})", text)
    assert [e.kind for e in listing.entries] == [NEW, NEW, CROSS_LIST, REPLACED]
    assert all(
        e.abstract.endswith(".") and e.authors and e.facts.categories for e in listing.entries
    )
    assert any("shows 4, but has 1" in problem.what for problem in listing.problems)


@pytest.mark.parametrize(
    "name", ["arxiv-api-atom.xml", "arxiv-rss-atom.xml", "arxiv-rss2.xml", "biorxiv-atom.xml"]
)
def test_feeds_as_feedparser_reads_them(name: str) -> None:
    feed = feedparser.parse(shared(f"forms/{name}").read_bytes())
    listing = listing_of(name)
    assert len(listing.entries) == len(feed.entries)
    for entry, other in zip(listing.entries, feed.entries, strict=True):
        assert entry.title == " ".join(other.title.split())
        if "arxiv" in name and "biorxiv" not in name:
            assert f"/{entry.arxiv_id}" in other.link
            assert " ".join(other.summary.split()).endswith(entry.abstract[-200:])
            assert entry.facts.categories == tuple(tag.term for tag in other.tags)
            assert len(entry.authors) == (
                len(other.authors) if "api" in name else other.author.count(",") + 1
            )
        else:
            assert entry.abstract == ""
            assert entry.facts.id("doi") in other.content[0].value


def test_the_kaggle_snapshot() -> None:
    lines = shared("forms/arxiv-kaggle-snapshot.jsonl").read_text("utf-8").splitlines()
    entries = listing_of("arxiv-kaggle-snapshot.jsonl").entries
    for entry, line in zip(entries, lines, strict=True):
        paper = json.loads(line)
        assert entry.arxiv_id == paper["id"]
        assert entry.abstract == " ".join(paper["abstract"].split())
        assert len(entry.authors) == len(paper["authors_parsed"])
        assert entry.facts.version == len(paper["versions"])
        assert entry.facts.categories == tuple(paper["categories"].split())
        assert entry.facts.venue == " ".join((paper["journal-ref"] or "").split())
        assert entry.facts.id("doi") == (paper["doi"] or "").lower()


def test_oai() -> None:
    text = shared("forms/arxiv-oai.xml").read_text("utf-8")
    listing = listing_of("arxiv-oai.xml")
    assert [e.arxiv_id for e in listing.entries] == re.findall(r"<id>(.*?)</id>", text)
    assert sum(len(e.authors) for e in listing.entries) == text.count("<keyname>")
    assert [e.facts.id("doi") for e in listing.entries if e.facts.id("doi")] == [
        doi.lower() for doi in re.findall(r"<doi>(.*?)</doi>", text)
    ]


@pytest.mark.parametrize("name", ["scholar-alert.eml", "scholar-alert.html"])
def test_an_excerpt_of_an_alert_is_no_abstract(name: str) -> None:
    listing = listing_of(name)
    assert len(listing.entries) == 3
    for entry in listing.entries:
        assert entry.abstract == ""
        assert entry.facts.summaries[0].source.startswith("Google Scholar")
    assert listing.date == (date(2019, 12, 10) if name.endswith(".eml") else None)


def test_no_entity_is_resolved_and_no_file_is_opened() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    for declared, used in ((laughs, "&a12;"), ('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;")):
        xml = (
            f'<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a0 "ha">{declared}]>\n<rss><channel>'
            f"<item><title>A Boat {used}</title><description>x</description></item></channel></rss>"
        )
        (listing,) = read(Source("2025-03-14.xml", xml.encode()))
        assert [entry.title for entry in listing.entries] == [f"A Boat {used}"]


@pytest.mark.parametrize("case", ["form-feed-arxiv.xml", "form-oai.xml", "form-arxiv-page.html"])
def test_every_paper_of_a_file_that_breaks_off_is_read_or_lost(case: str) -> None:
    text = (CASES / case).read_text("utf-8")
    begins = re.compile(r"<item>|<record>|<dt>\n")
    ends = re.compile("</item>|</record>|</dd>").search(text)
    assert ends
    for at in range(ends.start(), len(text), 37):
        cut = text[:at]
        started = len(begins.findall(cut)) - cut.count('status="deleted"')
        listings = read(Source(case, cut.encode()))
        counted = sum(len(each.entries) + each.lost for each in listings)
        assert abs(counted - started) <= ("oai" in case), (at, cut[-60:])


def test_the_feeds_that_an_archive_publishes_are_read_back() -> None:
    days = date(2025, 3, 14), date(2025, 3, 13)
    paper = Paper("2503.01234", "A <Boat> & B", "We count.", "", "", days[:1], False, ())
    papers = (
        replace(paper, arxiv_id="2503.01234", authors=("Ada Quay", "Bo Pier")),
        replace(paper, slug="no-abstract", title="No Abstract", abstract="", days=days[1:]),
    )
    made = []
    for each in papers:
        url = f"https://example.org/papers/{each.slug}/"
        values = (paper_id(each), each.title, url, each.days[0], each.abstract or each.title)
        made.append((each.days[0], values, each.authors, ["A Tag"]))
    links = {"arxiv": "https://arxiv.org/abs/2503.01234", "code": "https://github.com/a/b"}
    entries = tuple(
        FeedEntry(
            day,
            atom_entry(*values, authors, tags, **(links if authors else {})),
            json_item(*values, authors, tags, **(links if authors else {})),
        )
        for day, values, authors, tags in made
    )
    feed = Feed("feed", "index.html", "Archive", "New", "Archive", "https://example.org/", entries)
    for data in (atom(feed), json_feed(feed)):
        listings = read(Source("feed", data))
        found = {entry.title: (each.date, entry) for each in listings for entry in each.entries}
        assert sum(each.lost for each in listings) == 0
        for each in papers:
            day, entry = found[each.title]
            assert (day, entry.abstract) == (each.days[0], each.abstract)
            assert (entry.arxiv_id, entry.authors) == (each.arxiv_id, each.authors)
            assert entry.links == ((links["code"],) if each.authors else ())
