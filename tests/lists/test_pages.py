"""The pages and feeds of shared lists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
from paper_archive.exports.atom import atom
from paper_archive.exports.json_feed import json_feed
from paper_archive.exports.list_feeds import list_feed
from paper_archive.model import Page
from paper_archive.pages import shared_list
from paper_archive.pages.context import PageContext
from paper_archive.pages.conversion import conversions
from paper_archive.pages.touched import EVERYTHING
from paper_archive.workers import ALONE

from tests.lists.archives import ADDRESS, CURATION, archive, catalog, resolve

HOSTILE = """title: 'Ours <b>&amp; *x*'
description: "See https://example.org/a?b=1&c. \\n{{ 1 }} <i>"
papers:
- id: first
  note: "<script>alert(1)</script> [x](javascript:y)\\n\\n- https://example.org/s *z* _w_ `c`"
  by: <u>Ann</u>
  date: 2024-01-05
  section: "C++ <s>"
- {id: third, section: C, note: "# not a heading"}
- {id: 2401.00004, section: "C#"}
- {id: "1706.03762", title: "A <b> & *b*", section: C, note: "1. no list"}
- {id: 'https://example.org/"><script>', section: C}
- {id: 'javascript:alert(1)', section: C}
- 2401.00005
"""


def drawn(context: PageContext) -> dict[str, Page]:
    pages = {page.src_uri: page for page in shared_list.KIND.draw(context, EVERYTHING, ALONE)}
    for page in pages.values():
        # What MkDocs makes of the Markdown is what is stamped.
        body = page.markdown.split("\n---\n", 1)[1]
        whole = re.sub(r'(href="[^":]*)\.md(?=[#"])', r"\1.html", conversions.convert(body))
        assert re.sub(r"\n\s*\n+", "\n", whole).strip() == page.html.strip()
    return pages


def test_a_list_shows_its_papers_with_notes_as_they_are_written(tmp_path: Path) -> None:
    made, changes = archive(tmp_path, CURATION)
    made_catalog = catalog(made, changes, resolve(made, HOSTILE, "title: Soon\npapers:\n"))
    pages = drawn(PageContext(made_catalog))
    assert pages.keys() == {"lists/list-0.md", "lists/list-1.md", "lists/index.md"}
    page = pages["lists/list-0.md"].html
    for each in pages.values():
        is_index = each.src_uri == "lists/index.md"  # Counts are bold there.
        assert is_index or not re.search("<(?:script|b|i|u|s)>", each.html)
        assert "javascript:" not in "".join(re.findall('href="([^"]*)"', each.html))
    assert (
        '<p class="pa-mine">&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:y)<br><br>'
        '- <a href="https://example.org/s">https://example.org/s</a> *z* _w_ `c`</p>' in page
    )
    assert "<span>5 January 2024</span><span>suggested by &lt;u&gt;Ann&lt;/u&gt;</span>" in page
    headings = re.findall(r'<h2 class="pa-day" id="([^"]*)">(.*?) <small>(\d)</small>', page)
    assert [(words, count) for _, words, count in headings] == [
        ("C++ &lt;s&gt;", "1"), ("C", "4"), ("C#", "1"),
    ]  # fmt: skip
    assert len({name for name, _, _ in headings}) == 3
    for name, _, _ in headings:
        assert f'href="list-0.html#{name}"' in page
    # The paper without a section comes first, and has the level of a section.
    assert page.index("fifth.html") < page.index("pa-day") and '<h2 id="2401.00005">' in page
    assert page.count("Not in this archive") == 3 and "Withdrawn" in page
    assert 'href="../search.html?q=javascript%3Aalert%281%29"' in page
    assert 'href="https://arxiv.org/abs/1706.03762">A &lt;b&gt; &amp; *b*</a>' in page
    # Papers of the archive are cited, and those that are known elsewhere.
    assert page.count("data-key=") == 5 and "7 papers" in page
    assert f'href="{ADDRESS}lists/list-0.xml"' in page
    assert "This list has no papers yet." in pages["lists/list-1.md"].html
    index = pages["lists/index.md"].html
    assert "2 lists" in index and "Ours &lt;b&gt;&amp;amp; *x*" in index and ">Soon</a>" in index


def test_an_untitled_paper_says_its_ids_to_the_desk(tmp_path: Path) -> None:
    made, changes = archive(tmp_path)
    text = "- {id: 10.1000/elsewhere}\n- {id: 'pmid:38123456'}\n- {id: 1706.03762}\n"
    page = drawn(PageContext(catalog(made, changes, resolve(made, text))))["lists/list-0.md"].html
    assert re.findall("<li ([^>]*)>", page) == [
        'data-doi="10.1000/elsewhere"', 'data-ids="pmid 38123456"',
    ]  # fmt: skip
    assert '<h2 id="1706.03762">' in page and "data-key=" not in page


def test_a_long_list_has_pages_of_a_hundred(tmp_path: Path) -> None:
    made, changes = archive(tmp_path)
    text = "".join(f"- {{id: 1706.{n:05}, section: S{n // 90}}}\n" for n in range(1, 250))
    context = PageContext(catalog(made, changes, resolve(made, text, "- first\n" * 2)))
    pages = drawn(context)
    names = ["lists/list-0.md", "lists/list-0--2.md", "lists/list-0--3.md"]
    assert pages.keys() == {*names, "lists/list-1.md", "lists/index.md"}
    headings = [re.findall('<h[23] id="1706', pages[name].html) for name in names]
    assert list(map(len, headings)) == [100, 100, 49]
    first, second, third = (pages[name].html for name in names)
    assert 'href="list-0--2.html#s-s2"' in first and 'id="s-s2"' in second
    assert "101 to 200 here" in second and 'href="list-0--3.html" rel="next"' in second
    assert 'href="list-0.html" rel="prev"' in second and "list-0--4" not in third
    assert "1 paper<" in pages["lists/list-1.md"].html


def test_a_feed_has_notes_and_gists(tmp_path: Path) -> None:
    made, changes = archive(tmp_path, CURATION)
    archived = catalog(made, changes, resolve(made, HOSTILE))
    (shared,) = archived.lists
    made_feed = list_feed(archived, shared)
    read = feedparser.parse(atom(made_feed))
    assert not read.bozo and read.feed.title == "Ours <b>&amp; *x* - Ours"
    # The withdrawn paper is not there, nor what no day is known of.
    assert [entry.link.removeprefix(ADDRESS) for entry in read.entries] == [
        "papers/fifth.html", "papers/third.html", "papers/renamed.html",
    ]  # fmt: skip
    noted = read.entries[-1]
    gist = r"We record \w+ whales in the north for a whole year\."
    assert re.fullmatch(gist, noted.summary) and re.search(
        f"<p>{gist}</p>", made_feed.entries[-1].json
    )
    assert "&lt;script&gt;alert(1)" in noted.content[0].value
    assert "5 January 2024, suggested by &lt;u&gt;Ann&lt;/u&gt;" in noted.content[0].value
    assert noted.published == "2024-01-05T00:00:00Z"
    items = json.loads(json_feed(made_feed))["items"]
    assert [item["id"] for item in items] == [entry.id for entry in read.entries]
    # The entry of a list is another one than that of the archive's feed.
    assert len({entry.id for entry in read.entries}) == 3
    assert items[0]["summary"].startswith("We record Fifth")
