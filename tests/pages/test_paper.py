"""The page of a paper: its links, its gist, its day beside it, and what link previews read."""

from __future__ import annotations

import re
from dataclasses import replace

from paper_archive.model import Facts, Paper
from paper_archive.pages import pages
from paper_archive.text.link_templates import DEFAULT_LINKS, read_links

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


def elsewhere(each: Paper, **links: object) -> list[tuple[str, str]]:
    """The names and addresses of the links to other sites, below the paper itself."""
    stated = {name.replace("_", " "): value for name, value in links.items()}
    templates = read_links(stated, "mkdocs.yml", lambda _: 1) if links else DEFAULT_LINKS
    made = replace(catalog([each]), links=templates)
    html = next(p.html for p in pages(made) if p.src_uri == f"papers/{each.slug}.md")
    shown = re.findall(r'<p class="pa-links">(.*?)</p>', html)
    return re.findall(r'href="([^"]*)">([^<]*)', " ".join(shown))


def test_other_sites_follow_from_the_ids_of_a_paper() -> None:
    of_arxiv = elsewhere(paper("a", arxiv_id="2403.00001"))
    assert of_arxiv == [
        ("https://www.semanticscholar.org/arxiv/2403.00001", "Semantic Scholar"),
        ("https://scholar.google.com/scholar_lookup?arxiv_id=2403.00001", "Google Scholar"),
    ]
    listed = elsewhere(paper("a", arxiv_id="2403.00001", upvotes=0))
    assert listed[2:] == [("https://huggingface.co/papers/2403.00001", "Hugging Face")]
    facts = Facts((("doi", "10.1101/2024.03.01.583012"), ("pmid", "38123456")))
    in_biology = paper("a", title="Owls & (rats)", facts=facts)
    assert elsewhere(in_biology) == [
        ("https://www.semanticscholar.org/search?q=Owls%20%26%20%28rats%29", "Semantic Scholar"),
        ("https://scholar.google.com/scholar?q=Owls%20%26%20%28rats%29", "Google Scholar"),
    ]
    gets = section(html_of("a", in_biology), "pa-gets")
    assert re.findall(r">([^<]+)</", gets) == ["bioRxiv", "PubMed"]


def test_settings_say_where_else_to_look() -> None:
    facts = Facts((("doi", "10.1000/a(b)?c&d"), ("pmid", "38123456")))
    europe = ["https://europepmc.org/abstract/MED/{pmid}", "https://europepmc.org/?q={title}&a=b"]
    known = paper("a", facts=facts)
    assert elsewhere(known, Europe_PMC=europe, PubMed="https://example.org/{title}") == [
        ("https://europepmc.org/abstract/MED/38123456", "Europe PMC")
    ]
    assert elsewhere(paper("a"), Europe_PMC=europe) == [
        ("https://europepmc.org/?q=A&amp;a=b", "Europe PMC")
    ]
    both = ["https://example.org/{doi}?id={doi}"]
    ((address, _),) = elsewhere(known, Both=both)
    assert address == "https://example.org/10.1000/a%28b%29%3Fc%26d?id=10.1000%2Fa%28b%29%3Fc%26d"
    no_links = replace(catalog([paper("a")]), links=())
    assert all("pa-links" not in page.html for page in pages(no_links))
