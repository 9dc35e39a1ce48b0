"""What other projects publish, compared with an independent reading of the same files."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from paper_archive.listing import read
from paper_archive.model import Listing, Source

from tests.realdata import shared


def listings(name: str) -> list[Listing]:
    return read(Source(name, shared(f"forms/{name}").read_bytes()))


def listing(name: str) -> Listing:
    (only,) = listings(name)
    assert not only.lost
    return only


def text(name: str) -> str:
    return shared(f"forms/{name}").read_text("utf-8")


def records(name: str) -> list[dict[str, Any]]:
    written = text(name)
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in written.splitlines() if line.strip()]
    found = json.loads(written)
    return found if isinstance(found, list) else found.get("collection", [found])


@pytest.mark.parametrize("name", ["cv-arxiv-daily.md", "cv-arxiv-daily-code.md"])
def test_rows_of_tables(name: str) -> None:
    rows = re.findall(
        r"^\|\*\*(\S+)\*\*\|\*\*(.*)\*\*\|(.*) et\.al\.\|\[(.*?)\]\(.*?\)\|(.*)\|$",
        text(name),
        re.MULTILINE,
    )
    assert [
        (str(entry.published), entry.title, entry.authors, entry.arxiv_id, entry.links)
        for entry in listing(name).entries
    ] == [
        (day, title.strip(), (author,), arxiv_id, tuple(re.findall(r"\((http.*?)\)", code)))
        for day, title, author, arxiv_id, code in rows
    ]
    assert len(rows) == len(re.findall(r"^\|\*\*", text(name), re.MULTILINE))


def test_the_day_of_a_readme_is_that_of_its_heading() -> None:
    assert listing("cv-arxiv-daily.md").date == date(2026, 6, 29)
    assert listing("dailyarxiv-table.md").date == date(2026, 8, 21)
    assert listing("cv-arxiv-daily-code.md").date is None


def test_rows_with_abstracts() -> None:
    found = listing("dailyarxiv-table.md")
    rows = re.findall(
        r"^\| \*\*\[(.*)\]\(https://arxiv\.org/abs/(\S+)v(\d+)\)\*\* \| (\S+) \| "
        r"<details><summary>Show</summary><p>(.*?)</p></details> \| (.*) \|$",
        text("dailyarxiv-table.md"),
        re.MULTILINE,
    )
    assert len(rows) == len(found.entries) == 17
    for entry, (title, arxiv_id, version, day, abstract, comment) in zip(
        found.entries, rows, strict=True
    ):
        assert (entry.title, entry.arxiv_id, str(entry.published)) == (
            title.replace("\\|", "|"),
            arxiv_id,
            day,
        )
        assert entry.facts.version == int(version)
        assert entry.abstract == " ".join(unescape(abstract).replace("\\|", "|").split())
        said = re.findall(r"<p>(.*)</p>", comment) or [comment]
        assert entry.facts.comment == " ".join(said[0].split())


def test_json_by_topic() -> None:
    by_topic = json.loads(text("nlp-arxiv-daily.json"))
    rows = [row.split("|") for topic in by_topic.values() for row in topic.values()]
    assert [(e.title, str(e.published)) for e in listing("nlp-arxiv-daily.json").entries] == [
        (row[2].strip("*"), row[1].strip("*")) for row in rows
    ]


def test_sections_of_reports() -> None:
    found = listing("arxiv-daily-reporter.md")
    papers = re.findall(
        r"^# (.*)\n\n\*\*Authors\*\*: (.*)\n\n\*\*Link\*\*: \[PDF\]\(https://arxiv.org/pdf/(.*)\)"
        r".*\n\n\*\*Abstract\*\*: (.*(?:\n.+)*)",
        text("arxiv-daily-reporter.md"),
        re.MULTILINE,
    )
    assert [(e.title, ", ".join(e.authors), e.arxiv_id, e.abstract) for e in found.entries] == [
        (title.strip(), authors.strip(), arxiv_id, " ".join(abstract.split()))
        for title, authors, arxiv_id, abstract in papers
    ]
    assert len(papers) == 26


def test_reports_of_ai_enhanced() -> None:
    found = listing("daily-arxiv-ai-enhanced.md")
    written = text("daily-arxiv-ai-enhanced.md")
    titles = re.findall(r"^### \[\d+\] \[(.*)\]\(https://arxiv.org/abs/(.*)\)", written, re.M)
    assert [(entry.title, entry.arxiv_id) for entry in found.entries] == titles
    for entry, authors, category, tldr, abstract in zip(
        found.entries,
        re.findall(r"^\*(.*)\*$", written, re.M),
        re.findall(r"^Main category: (.*)", written, re.M),
        re.findall(r"^TL;DR: (.*)", written, re.M),
        re.findall(r"^Abstract: (.*)", written, re.M),
        strict=True,
    ):
        assert entry.authors == tuple(re.split(r",\s*", authors))
        assert entry.facts.categories == (category,)
        assert entry.facts.summaries[0].text == " ".join(tldr.split())
        assert (entry.facts.summaries[0].source, entry.facts.summaries[0].language) == (
            "AI summary by daily-arXiv-ai-enhanced",
            "zh",
        )
        assert entry.abstract == " ".join(abstract.split())


def test_reports_of_notes() -> None:
    found = listing("daily-arxiv-notes.md")
    titles = re.findall(r"^### \[(.*)\]\(.*\.md\)", text("daily-arxiv-notes.md"), re.MULTILINE)
    assert [entry.title for entry in found.entries] == titles
    assert found.date == date(2026, 3, 1)
    for entry in found.entries:
        assert not entry.abstract and entry.facts.summaries[0].language == "zh"


def test_numbered_notes() -> None:
    found = listing("cn-chat-arxiv.md")
    rows = re.findall(
        r"^\| \[\^\d+\] \| \[(.*)\]\(https?://arxiv.org/abs/(.*)\) \| (.*) \|$",
        text("cn-chat-arxiv.md"),
        re.MULTILINE,
    )
    assert [(e.title, e.arxiv_id, e.facts.summaries[0].text) for e in found.entries] == rows
    assert all(entry.abstract.isascii() or entry.abstract[0].isascii() for entry in found.entries)
    kinds = re.findall(r"Announce Type: (\S+)", text("cn-chat-arxiv.md"))
    assert [e.kind for e in found.entries if e.kind] == ["cross-list"] * len(kinds)


def test_the_table_of_weeks() -> None:
    found = listing("ml-papers-of-the-week.csv")
    with shared("forms/ml-papers-of-the-week.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(e.title, e.abstract, e.facts.summaries[0].text) for e in found.entries] == [
        tuple(" ".join(row[key].split()) for key in ("Title", "Abstract", "Description"))
        for row in rows
    ]
    assert [f"https://arxiv.org/abs/{e.arxiv_id}" for e in found.entries if e.arxiv_id] == [
        re.sub(r"v\d+$", "", row["PaperURL"]) for row in rows if "arxiv" in row["PaperURL"]
    ]


def test_a_list_of_weeks_without_papers_says_so() -> None:
    (found,) = listings("ml-papers-of-the-week.md")
    assert not found.entries and not found.lost
    assert "no papers" in found.problems[0].what


@pytest.mark.parametrize(
    ("name", "title", "abstract"),
    [
        ("daily-arxiv-ai-enhanced-ai.jsonl", "title", "summary"),
        ("daily-arxiv-ai-enhanced.jsonl", "title", "summary"),
        ("paperscraper-biorxiv.jsonl", "title", "abstract"),
        ("pwc-papers-with-abstracts.jsonl", "title", "abstract"),
        ("pwc-papers-with-abstracts.json", "title", "abstract"),
        ("openreview-explorer.json", "title", "abstract"),
        ("papercopilot.json", "title", "abstract"),
        ("biorxiv-api.json", "title", "abstract"),
        ("semantic-scholar-paper.json", "title", "abstract"),
    ],
)
def test_records_of_json(name: str, title: str, abstract: str) -> None:
    found = listing(name)
    assert found.date is None  # The day of a paper is not that of its listing.
    assert [(entry.title, entry.abstract) for entry in found.entries] == [
        (" ".join(each[title].split()), " ".join(each[abstract].split())) for each in records(name)
    ]
    for entry, each in zip(found.entries, records(name), strict=True):
        authors = each.get("authors") or each.get("author")
        if isinstance(authors, str):
            authors = [author for author in authors.split(";") if author.strip()]
        assert len(entry.authors) == len(authors)
        if "AI" in each:
            assert [summary.text for summary in entry.facts.summaries] == [
                " ".join(said.split()) for said in each["AI"].values() if said
            ]
        if stated := each.get("arxiv_id") or ("AI" in each and each["id"]):
            assert entry.arxiv_id == stated
        if "doi" in each:
            assert entry.facts.id("doi") == each["doi"].lower()
        if "date" in each:
            assert str(entry.published) == each["date"]


def test_the_page_saved_as_html() -> None:
    found = listing("hf-daily-page.html")
    props = [unescape(each) for each in re.findall(r'data-props="(.*?)"', text(found.source))]
    data = next(json.loads(each) for each in props if "dailyPapers" in each)
    assert found.date == date(2024, 8, 1)
    assert [(e.arxiv_id, e.upvotes, e.title, e.abstract) for e in found.entries] == [
        (
            paper["id"],
            paper["upvotes"],
            " ".join(paper["title"].split()),
            " ".join(paper["summary"].split()),
        )
        for paper in (item["paper"] for item in data["dailyPapers"])
    ]


def test_the_cards_of_the_page_say_the_same() -> None:
    written = text("hf-daily-page.html")
    whole = listing("hf-daily-page.html")
    (cards,) = read(Source("page.html", written.replace("data-props", "data-x").encode()))
    assert [(e.arxiv_id, e.title, e.upvotes) for e in cards.entries] == [
        (e.arxiv_id, e.title, e.upvotes) for e in whole.entries
    ]
    assert [e.author_count for e in cards.entries] == [len(e.authors) for e in whole.entries]
