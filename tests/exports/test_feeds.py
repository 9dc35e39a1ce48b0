"""Feeds: other programs read them, and nothing in a listing or a name breaks one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from paper_archive.archive.author_names import PEOPLE, author_id
from paper_archive.catalog import Catalog
from paper_archive.exports import index
from paper_archive.exports.atom import atom
from paper_archive.exports.author_feeds import author_feed
from paper_archive.model import Facts, Summary

from tests.exports.archives import ADDRESS, catalog, published
from tests.pages.papers import paper

SCHEMA = json.loads(Path(__file__).with_name("json-feed.schema.json").read_text("utf-8"))
TAG = "physics"
# What XML cannot hold, what ends a CDATA section, an element or a script, and half a character.
HOSTILE = "a\x00\x0b\x1f\x7f\ufffe\uffff\ud800 ]]> </title> <![CDATA[ &amp; &#0; \"'<script>\u2028z"
KEPT = "a\x7f ]]> </title> <![CDATA[ &amp; &#0; \"'<script>\u2028z"


def birds(count: int, of: str = "bird", a_day: int = 7) -> list[Any]:
    start = date(2025, 1, 1)
    return [
        paper(f"{of}-{n}", (start + timedelta(n // a_day)).isoformat(), tags=(TAG,))
        for n in range(count)
    ]


def made(archive: Catalog) -> dict[str, bytes]:
    return {path: data for path, data in published(archive).items()
            if path.startswith(("feed.", "days/feed.", "weeks/feed.", "tags/"))}  # fmt: skip


def both(files: dict[str, bytes], path: str) -> tuple[feedparser.FeedParserDict, dict[str, Any]]:
    """Read a feed in both formats: each must be valid, and say the same."""
    atom = feedparser.parse(files[f"{path}.xml"])
    assert not atom.bozo, atom.get("bozo_exception")
    assert atom.version == "atom10"
    read = json.loads(files[f"{path}.json"])
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(read)
    assert [entry.id for entry in atom.entries] == [item["id"] for item in read["items"]]
    assert [entry.link for entry in atom.entries] == [item["url"] for item in read["items"]]
    assert atom.feed.link == read["home_page_url"]
    assert [link.href for link in atom.feed.links if link.rel == "self"] == [f"{ADDRESS}{path}.xml"]
    assert read["feed_url"] == f"{ADDRESS}{path}.json"
    assert len({entry.id for entry in atom.entries}) == len(atom.entries)
    published = [entry.published for entry in atom.entries]
    updated = [entry.updated for entry in atom.entries]
    assert published == [item["date_published"] for item in read["items"]]
    assert updated == [item["date_modified"] for item in read["items"]]
    # Readers that sort by time keep the order, and none takes an entry for one of tomorrow.
    assert updated == sorted(updated, reverse=True) and len(set(updated)) == len(updated)
    assert [time[:10] for time in updated] == [time[:10] for time in published]
    return atom, read


def test_the_feed_of_an_author_has_gists() -> None:
    abstract = f"Birds travel far. We propose Tern, a model of birds.{' It is right.' * 99}"
    papers = [
        paper(f"bird-{n}", f"2025-03-{n + 1:02}", abstract=abstract, authors=("Ann Lee", "Bo Wu"),
              tags=(TAG,), arxiv_id=f"2503.{n:05}", code="https://a.org/c")
        for n in range(12)
    ]  # fmt: skip
    archive = catalog(*papers)
    number = author_id("Ann Lee", PEOPLE)
    ann, _ = archive.authors.described(number, archive.authors.papers_of(number))
    feed = feedparser.parse(atom(author_feed(archive, ann, {})))
    assert [entry.title for entry in feed.entries] == [f"Bird {n}" for n in range(11, 6, -1)]
    first = feed.entries[0]
    assert first.summary == "We propose Tern, a model of birds." and "content" not in first
    related = [(link.title, link.href) for link in first.links if link.rel == "related"]
    assert related == [("arXiv", "https://arxiv.org/abs/2503.00011"), ("Code", "https://a.org/c")]
    assert [tag.term for tag in first.tags] == ["Physics"]
    # Whose feed it is need not be said again in each entry.
    assert feed.feed.author == "Ann Lee" and "author" not in first
    assert "Bo Wu" not in str(feed) and first.link == f"{ADDRESS}papers/bird-11.html"


def test_a_feed_has_the_newest_papers_and_whole_abstracts() -> None:
    abstract = "Birds find their way. " * 60
    whole = paper("whole", "2025-03-01", abstract=abstract.strip(), authors=("Ann Lee", "Bo"),
                  tags=(TAG,), arxiv_id="2503.00001")  # fmt: skip
    files = made(catalog(*birds(60), paper("undated", None, tags=(TAG,)), whole))
    for path in ("feed", f"tags/{TAG}"):
        atom, read = both(files, path)
        assert len(atom.entries) == 50 and "undated" not in str(files)
        first = atom.entries[0]
        assert first.title == "Whole" and first.link == f"{ADDRESS}papers/whole.html"
        assert first.content[0].value == abstract.strip() == read["items"][0]["content_text"]
        assert first.summary == "Birds find their way." == read["items"][0]["summary"]
        assert [author.name for author in first.authors] == ["Ann Lee", "Bo"]
        assert first.published == "2025-03-01T00:00:00Z"
        assert first.updated == atom.feed.updated == "2025-03-01T00:00:49Z"
        assert [tag.term for tag in first.tags] == read["items"][0]["tags"] == ["Physics"]
        # Newest day first, and a day in the order of its listing.
        assert [entry.link.rpartition("-")[2] for entry in atom.entries[1:10]] == [
            f"{n}.html" for n in (56, 57, 58, 59, 49, 50, 51, 52, 53)
        ]


def test_an_entry_links_to_arxiv_and_code() -> None:
    code = "https://github.com/a/b?x=1&y=<2>"
    files = made(catalog(
        paper("both", arxiv_id="2503.00001", code=code),
        paper("id", arxiv_id="math/0309136"),
        paper("code", code=code),
        paper("none"),
    ))  # fmt: skip
    atom, read = both(files, "feed")
    related = [
        [(link.title, link.href) for link in entry.links if link.rel == "related"]
        for entry in atom.entries
    ]
    arxiv = ("arXiv", "https://arxiv.org/abs/2503.00001")
    old = ("arXiv", "https://arxiv.org/abs/math/0309136")
    assert related == [[arxiv, ("Code", code)], [old], [("Code", code)], []]
    assert [item.get("external_url") for item in read["items"]] == [arxiv[1], old[1], None, None]
    attached = [{"url": code, "mime_type": "text/html", "title": "Code"}]
    assert [item.get("attachments") for item in read["items"]] == [attached, None, attached, None]


FACTS = Facts(
    ids=(("doi", "10.1000/a<b>"), ("pmid", "38123456")),
    categories=("cs.CV", "Genomics & Cells"),
    comment="12 pages & code",
    venue="Boats <& Ships>",
    version=3,
    year=2024,
    summaries=(Summary("Sie fliegen <weit>.", "AI summary by X", "de"), Summary("עברית", "")),
)


def test_feed_readers_find_the_facts_of_a_paper() -> None:
    files = made(catalog(paper("whole", facts=FACTS, tags=(TAG,)), paper("bare", tags=(TAG,))))
    atom, read = both(files, "feed")
    whole, bare = atom.entries
    assert [(tag.term, tag.scheme) for tag in whole.tags] == [
        ("Physics", None), ("cs.CV", "http://arxiv.org/schemas/atom"), ("Genomics & Cells", None),
    ]  # fmt: skip
    assert (whole.prism_doi, whole.prism_publicationname) == ("10.1000/a<b>", "Boats <& Ships>")
    assert (whole.arxiv_comment, whole.prism_versionidentifier) == ("12 pages & code", "3")
    doi = "https://doi.org/10.1000/a%3Cb%3E"
    assert [(link.title, link.href) for link in whole.links if link.rel == "related"] == [
        ("DOI", doi), ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/38123456"),
    ]  # fmt: skip
    # The abstract comes first, and every summary says whose it is.
    item = read["items"][0]
    assert item["content_text"] == "Birds find their way by the stars."
    assert item["content_html"] == (
        "<p>Birds find their way by the stars.</p>"
        '<p lang="de"><b>AI summary by X</b> Sie fliegen &lt;weit&gt;.</p>'
        '<p dir="auto"><b>Summary</b> עברית</p>'
    )
    assert b'<content type="html">&lt;p&gt;Birds find' in files["feed.xml"]
    assert item["external_url"] == doi and item["tags"] == ["Physics", *FACTS.categories]
    fields = json.loads((index.SCHEMAS / "paper.json").read_text("utf-8"))
    Draft202012Validator({**fields, "required": ["ids", "summaries"]}).validate(
        item["_paper_archive"]
    )
    assert not [key for key in bare if key.startswith(("prism", "arxiv"))]
    assert "_paper_archive" not in read["items"][1]
    (entry,) = (line for line in files["feed.xml"].decode().splitlines() if "Bare" in line)
    assert entry.startswith("<entry><id>") and "scheme" not in entry


def test_a_paper_at_the_end_of_a_day_changes_no_other_entry() -> None:
    def updates(count: int) -> list[str]:
        atom, _ = both(made(catalog(*birds(count))), "feed")
        return [entry.updated for entry in atom.entries]

    assert updates(5)[:3] == updates(3)


def test_titles_from_right_to_left_decide_their_direction() -> None:
    files = made(catalog(paper("a", title="עברית: GPT-4!"), paper("b", title="Plain")))
    atom, read = both(files, "days/feed")
    for content in (atom.entries[0].content[0].value, read["items"][0]["content_html"]):
        assert content.count('<li dir="auto">') == content.count("dir=") == 1


def test_every_tag_has_its_feeds_also_without_papers() -> None:
    archive = catalog(*birds(3))
    files = made(archive)
    assert len(files) == 2 * (3 + len(archive.taxonomy.tags))
    for tag in archive.taxonomy.tags:
        atom, _ = both(files, f"tags/{tag.id}")
        assert len(atom.entries) == (3 if tag.id == TAG else 0)


def test_a_day_is_one_entry_of_the_digest() -> None:
    atom, _ = both(made(catalog(*birds(200))), "days/feed")
    assert len(atom.entries) == 20
    newest = atom.entries[0]
    assert newest.title == "Wednesday 29 January 2025: 4 papers"
    assert newest.link == f"{ADDRESS}days/2025-01-29.html"
    assert newest.content[0].value.count("<li>") == 4
    assert f'<a href="{ADDRESS}papers/bird-196.html">Bird 196</a>' in newest.content[0].value


def test_a_week_is_one_entry_once_it_is_over() -> None:
    listed = [paper("few-votes", "2025-03-10"), paper("votes", "2025-03-14", upvotes=9)]
    atom, _ = both(made(catalog(*listed, paper("later", "2025-03-17"))), "weeks/feed")
    (entry,) = atom.entries
    assert entry.title == "Week 11 of 2025, 10 to 16 March 2025: 2 papers"
    assert entry.link == f"{ADDRESS}weeks/2025-W11.html"
    content = entry.content[0].value
    assert content.index("votes.html") < content.index("few-votes.html")
    assert both(made(catalog(*listed)), "weeks/feed")[0].entries == []


def test_nothing_breaks_a_feed() -> None:
    odd = paper("odd", title=HOSTILE, abstract=HOSTILE, authors=(HOSTILE,), tags=(TAG,))
    files = made(catalog(odd, site_name=HOSTILE))
    for path in ("feed", f"tags/{TAG}", "days/feed"):
        atom, read = both(files, path)
        assert KEPT in atom.feed.title and "<script" in read["title"]
    atom, _ = both(files, "feed")
    entry = atom.entries[0]
    assert (entry.title, entry.content[0].value, entry.authors[0].name) == (KEPT, KEPT, KEPT)
    assert "&lt;script&gt;" in both(files, "days/feed")[0].entries[0].content[0].value


@pytest.mark.parametrize("path", ["feed", f"tags/{TAG}", "days/feed"])
def test_ids_outlive_titles_and_addresses(path: str) -> None:
    def ids(archive: Catalog) -> list[str]:
        read = feedparser.parse(made(archive)[f"{path}.xml"])
        return [read.feed.id, *(entry.id for entry in read.entries)]

    def known(slug: str) -> Any:
        return paper(slug, tags=(TAG,), arxiv_id="2503.00001")

    before = ids(catalog(known("birds"), paper("whales", tags=(TAG,))))
    after = catalog(
        known("birds-at-sea"), paper("whales", tags=(TAG,)), site_url="https://other.org/"
    )
    assert before == ids(after)
    assert all(each.startswith("urn:uuid:") for each in before)


def test_a_new_paper_changes_the_feeds_that_it_is_in() -> None:
    before = made(catalog(*birds(60)))
    after = made(catalog(*birds(60), paper("new", "2025-05-01", tags=("robotics-and-driving",))))
    changed = {path for path in after if before[path] != after[path]}
    names = {"feed", "days/feed", "weeks/feed", "tags/robotics-and-driving"}
    assert changed == {f"{name}.{suffix}" for name in names for suffix in ("xml", "json")}


def test_without_an_address_there_are_no_feeds() -> None:
    assert made(catalog(*birds(3), site_url="")) == {}
