"""The page of a paper: its links, its gist, its day beside it, and what link previews read."""

from __future__ import annotations

import re

from paper_archive.model import Facts, Paper
from paper_archive.pages import pages

from tests.pages.papers import catalog, paper

ABSTRACT = (
    "Birds cross the sea. How they do so is unknown. We propose a map of the stars that birds use "
    "to cross it. It fits what they do."
)


def html_of(slug: str, *papers: Paper) -> str:
    return next(p.html for p in pages(catalog(papers)) if p.src_uri == f"papers/{slug}.md")


def section(html: str, css: str) -> str:
    found = re.search(rf'<(\w+) class="{css}".*?</\1>', html, re.DOTALL)
    return found[0] if found else ""


def test_the_abstract_is_whole_and_its_gist_is_marked() -> None:
    text = section(html_of("stars", paper("stars", abstract=ABSTRACT)), "pa-text")
    assert "<mark>We propose a map of the stars that birds use to cross it.</mark>" in text
    assert re.sub("<[^>]*>", "", text) == ABSTRACT
    alone = section(html_of("a", paper("a", abstract="We propose a map of the stars.")), "pa-text")
    assert "<mark>" not in alone


def test_links_to_the_paper_come_before_its_abstract() -> None:
    html = html_of("stars", paper("stars", arxiv_id="2403.00001", code="https://github.com/o/r"))
    links = section(html, "pa-gets")
    assert re.findall(r">([^<]+)</", links) == ["PDF", "HTML", "arXiv", "Code"]
    assert html.index("pa-gets") < html.index("pa-text")
    # arXiv had no HTML yet.
    assert "HTML" not in section(html_of("a", paper("a", arxiv_id="2301.00001")), "pa-gets")


def test_ids_are_links_and_facts_are_a_table() -> None:
    facts = Facts((("doi", "10.1000/<x>"),), ("cs.CL",), "12 pages & <b>", version=3)
    html = html_of("stars", paper("stars", facts=facts))
    assert ">DOI</a>" in section(html, "pa-gets")
    table = section(html, "pa-dl")
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", table)
    assert dict(rows)["Comment"] == "12 pages &amp; &lt;b&gt;"
    assert [name for name, _ in rows] == ["Version", "Comment", "Subjects", "DOI"]
    assert not section(html_of("a", paper("a")), "pa-dl")


def test_its_neighbours_of_the_day_stand_beside_it() -> None:
    papers = [paper(f"bird-{n}") for n in range(12)]
    for at, places in ((0, ["2", "3"]), (5, ["5", "7"]), (11, ["10", "11"])):
        near = section(html_of(f"bird-{at}", *papers), "pa-near")
        assert re.findall(r"<b>(\d+)</b><a ", near) == places
        assert f"bird-{at}." not in near
    assert not section(html_of("alone", paper("alone")), "pa-near")


def test_link_previews_know_every_page() -> None:
    made = {p.src_uri: p.head for p in pages(catalog([paper("stars", abstract=ABSTRACT)]))}
    assert "We propose a map" in made["papers/stars.md"]
    for uri, head in made.items():
        assert 'property="og:title"' in head and 'property="og:description"' in head, uri
