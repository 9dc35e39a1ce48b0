"""What the desk writes of its papers, and which of them it shows."""

from __future__ import annotations

from typing import Any

import bibtexparser
import pytest

from tests.desk.scripts import Desk
from tests.desk.test_exchange import NOW, entry

HOSTILE = "}\n@comment{ \\input{x} 100% & $y$ _a_ #1 ~ ^ <b>|</b>"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def test_what_is_known_of_a_paper_is_cited(desk: Desk) -> None:
    paper = entry(
        "Zeta: A Study",
        ids=["arxiv:2608.16590"],
        slug="zeta",
        authors=["Xin Ding", "Plato"],
        more=12,
    )
    cited = desk.call("citation", paper)
    assert cited["by"] == "Ding, Xin and {Plato} and others"
    assert (cited["date"], cited["arxiv"], cited["key"]) == ("2026-08", "2608.16590", "zeta")
    assert cited["url"] == "https://arxiv.org/abs/2608.16590"
    keys = [each["key"] for each in desk.call("citations", [paper, paper, entry("B", slug="b")])]
    assert keys == ["zeta", "zeta-2", "b"]


def test_papers_of_pubmed_alone_are_told_apart(desk: Desk) -> None:
    papers = [entry(f"PubMed {n}", ids=[f"pmid:{n}"], slug=None) for n in (31978945, 31978946)]
    assert [desk.call("idOf", each) for each in papers] == ["pmid:31978945", "pmid:31978946"]
    assert [each["key"] for each in desk.call("citations", papers)] == ["31978945", "31978946"]


def test_hostile_titles_stay_in_their_field(desk: Desk) -> None:
    cited = desk.call("citation", entry(HOSTILE, slug="a", authors=[HOSTILE]))
    assert desk.call("clean.isPlainTex", cited["tex"])
    text = f"@misc{{a,\n title = {{{cited['tex']}}},\n author = {{{cited['by']}}}\n}}"
    library = bibtexparser.parse_string(text)
    assert len(library.entries) == 1
    assert not library.failed_blocks
    assert set(library.entries[0].fields_dict) == {"title", "author"}


def test_markdown_shows_texts_as_they_are(desk: Desk) -> None:
    paper = entry(
        "A [link](javascript:x) *b*",
        slug="a",
        authors=["A_B"],
        more=2,
        folders=["to cite"],
        note="# Head\n- one\n1. two\n<b>",
        ids=["arxiv:2608.16590"],
    )
    text = desk.call("markdown", [paper], "My *desk*", "<address>")
    assert text.startswith(
        "# My \\*desk\\*\n\n- [A \\[link\\](javascript:x) \\*b\\*](https://example.org/%28a%20b%29)"
    )
    assert "\n  A\\_B … + 2  \n  arXiv:2608.16590  \n  to cite\n" in text
    assert "\n  \\# Head\n  \\- one\n  1\\. two\n  \\<b\\>\n" in text


def shown(desk: Desk, papers: list[dict[str, Any]], **wanted: str) -> list[str]:
    state = {"folder": "", "query": "", "sort": "newest"} | wanted
    return [each["title"] for each in desk.call("filter", papers, state, "<fold>", NOW)]


def test_words_folders_and_orders(desk: Desk) -> None:
    papers = [
        entry(
            "Schrödinger bridges",
            slug="a",
            saved="2026-08-01T00:00:00Z",
            votes=3,
            listed="2026-01-02",
            folders=["to cite"],
        ),
        entry(
            "Agents",
            slug="b",
            saved="2026-08-03T00:00:00Z",
            authors=["Łukasz Kaiser"],
            votes=9,
            note="See the harness",
            noted="2026-08-09T00:00:00Z",
            listed="2026-01-01",
        ),
        # A clock that went wrong: it does not stay on top for ever.
        entry("Future", slug="c", saved="2031-01-01T00:00:00Z", listed=""),
        entry("Noted", slug="d", saved="", note="x", noted="2026-08-02T00:00:00Z"),
    ]
    assert shown(desk, papers) == ["Future", "Agents", "Noted", "Schrödinger bridges"]
    assert shown(desk, papers, sort="oldest")[0] == "Schrödinger bridges"
    assert shown(desk, papers, sort="listed")[:2] == ["Schrödinger bridges", "Agents"]
    assert shown(desk, papers, sort="votes")[0] == "Agents"
    assert shown(desk, papers, sort="notes")[:2] == ["Agents", "Noted"]
    assert shown(desk, papers, sort="nonsense") == shown(desk, papers)
    assert shown(desk, papers, query="schrodinger BRI") == ["Schrödinger bridges"]
    assert shown(desk, papers, query="lukasz harn") == ["Agents"]
    assert shown(desk, papers, query="cite") == ["Schrödinger bridges"]
    assert shown(desk, papers, query="arness") == []
    assert shown(desk, papers, folder="to cite") == ["Schrödinger bridges"]
    assert desk.call("foldersOf", papers) == [["to cite", 1]]
