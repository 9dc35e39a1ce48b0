"""The pages of topics, in Markdown and in HTML, and their feeds."""

from __future__ import annotations

import re

from paper_archive.exports.atom import atom
from paper_archive.exports.feeds import topic_feed
from paper_archive.mail.day_digest import day_digest
from paper_archive.pages import pages as drawn
from paper_archive.pages.conversion import conversions

from tests.exports.archives import ADDRESS, catalog
from tests.mail.digests import DAY
from tests.pages.papers import paper
from tests.search.topics import topic, with_topics

HOSTILE = '"far away" birds -a*b* -"<b>&_x_" author:[wang](x)'
BIRDS = [
    paper("owls", abstract="Birds far away.", authors=("X. Wang", "Y"), code="https://a.org/x"),
    paper("ducks", "2025-03-15", abstract="A bird far away from home.", authors=("Xia Wang",)),
    paper("near", abstract="Birds away far.", authors=("Xia Wang",)),
    paper("whales", abstract="They swim far away.", authors=("Xia Wang",)),
]


def test_a_topic_has_its_page_search_link_feed_and_digest() -> None:
    file = topic(HOSTILE, name="Birds <b>&amp; *co*", text="Far & _wide_.")
    archive = with_topics(catalog(*BIRDS), file)
    pages = {page.src_uri: page for page in drawn(archive) if page.src_uri.startswith("topics/")}
    assert pages.keys() == {"topics/birds.md", "topics/index.md"}
    page = pages["topics/birds.md"]
    assert page.html.index("owls.html") > page.html.index("ducks.html")
    assert "whales.html" not in page.html and "near.html" not in page.html
    assert "2 papers" in page.html and "1 with code" in page.html
    assert page.html.count("data-key=") == 2 == page.html.count('id="cite"') + 1
    assert re.search(r'href="../search.html\?q=%22far%20away%22%20birds[^"]*%20">', page.html)
    for each in pages.values():
        # What MkDocs makes of the Markdown is what is stamped.
        body = each.markdown.split("\n---\n", 1)[1]
        whole = re.sub(r'(href="[^":]*)\.md(?=[#"])', r"\1.html", conversions.convert(body))
        assert re.sub(r"\n\s*\n+", "\n", whole).strip() == each.html.strip()
        assert "<b>&amp;amp;" not in each.html and "&lt;b&gt;" in each.html
    (one,) = archive.topics
    feed = atom(topic_feed(archive, one)).decode()
    assert feed.index("/ducks.html") < feed.index("/owls.html") and "/near.html" not in feed
    digest = day_digest(archive, archive.archive.day(DAY), topic=one)
    assert digest is not None and digest.subject.startswith("1 paper on Birds <b>&amp; *co*: ")
    assert f"{ADDRESS}topics/birds.html" in digest.text and "All on Birds &lt;b&gt;" in digest.html
    assert f"{ADDRESS}papers/owls.html" in digest.text and "near" not in digest.text
    assert digest.name == "2025-03-14-birds"


def test_a_topic_without_papers_has_its_page_and_no_topics_have_none() -> None:
    pages = {page.src_uri: page for page in drawn(with_topics(catalog(*BIRDS), topic("zebras")))}
    assert "No paper of this archive matches yet" in pages["topics/birds.md"].html
    for src_uri in ("index.md", "tags/index.md"):
        assert "topics/index.html" in pages[src_uri].html
    plain = {page.src_uri: page for page in drawn(catalog(*BIRDS))}
    assert not [src_uri for src_uri in plain if src_uri.startswith("topics/")]
    assert "topics/" not in plain["index.md"].html + plain["tags/index.md"].html
