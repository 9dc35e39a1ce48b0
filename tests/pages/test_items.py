"""The items of papers in lists, and the controls of lists."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from paper_archive.model import Facts, Paper
from paper_archive.pages import pages as drawn
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import item
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.quiet_line import votes_as_of

from tests.pages.papers import catalog, paper

IMPRINT = Imprint.of(catalog([]))
DAY = date(2025, 3, 14)
BEFORE = "Birds travel far. To this end, "
GIST = "we propose Ternary, a model of where terns go."
AFTER = " It is right. See https://a.org/b for more."


def of(folder: str = "days", *, whole: bool = False, **fields: Any) -> str:
    html = item(paper("terns", **fields), IMPRINT, folder, day=DAY, whole=whole).html
    return unescape(html).replace("\N{NO-BREAK SPACE}", " ")


def quiet(**fields: Any) -> str:
    found = re.search(r'<p class="pa-facts">(.*)</p>', of(**fields))
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("authors", "count", "words"),
    [
        (("Ann Lee", "B", "C", "D"), 0, "Ann Lee, B, C, D"),
        (("A", "B", "C", "D", "E", "F"), 0, "A, B, C … + 3"),
        (("A", "B"), 7, "A, B … + 5"),
        ((), 7, "7 authors"),
        (("<b>*A*",), 0, "<b>*A*"),
    ],
)
def test_up_to_four_authors_are_named(authors: tuple[str, ...], count: int, words: str) -> None:
    assert quiet(authors=authors, author_count=count).startswith(f"<span>{words}</span>")


def test_names_from_right_to_left_keep_their_places() -> None:
    named = quiet(authors=("Ann Lee", "דנה לוי", "B", "C", "D"))
    assert named == '<span dir="ltr">Ann Lee, <bdi>דנה לוי</bdi>, B … + 2</span>'
    assert quiet(authors=("דנה לוי",)) == '<span dir="rtl"><bdi>דנה לוי</bdi></span>'


def test_votes_links_and_two_tags_stand_in_this_order() -> None:
    tags = ("physics", "large-language-models", "reasoning")
    code = "https://github.com/a/b"
    assert quiet(upvotes=1204, arxiv_id="2503.00001", code=code, tags=tags) == (
        "<b>1,204<i> votes</i></b>"
        ' <a href="https://arxiv.org/pdf/2503.00001">PDF</a>'
        ' <a href="https://arxiv.org/abs/2503.00001">arXiv</a>'
        ' <a class="pa-code" href="https://github.com/a/b">Code</a>'
        ' <a href="../tags/physics.html">Physics</a>'
        ' <a href="../tags/large-language-models.html">LLMs</a>'
    )
    assert quiet(upvotes=2) == ""


@pytest.mark.parametrize(
    ("ids", "link"),
    [
        ((("doi", "10.1/a"), ("pmid", "12")), '<a href="https://doi.org/10.1/a">DOI</a>'),
        ((("openreview", "a_B-c1"), ("pmid", "12")),
         '<a href="https://openreview.net/forum?id=a_B-c1">OpenReview</a>'),
    ],
)  # fmt: skip
def test_a_paper_that_is_not_at_arxiv_has_the_link_of_its_id(
    ids: tuple[tuple[str, str], ...], link: str
) -> None:
    assert quiet(facts=Facts(ids=ids)) == link


def test_a_paper_without_an_id_has_the_page_that_its_listing_states() -> None:
    code, stated = "https://a.org/code", "https://www.sea.org/x?a=1&b=2"
    link = f'<a href="{stated}">sea.org</a>'
    assert quiet(links=(code, stated), code=code) == (
        f'{link} <a class="pa-code" href="{code}">Code</a>'
    )
    terns = paper("terns", links=(code, stated), code=code)
    html = unescape(
        {page.src_uri: page for page in drawn(catalog([terns]))}["papers/terns.md"].html
    )
    assert html.count(link) == 1 and f'<p class="pa-gets">{link}' in html
    # An id leads there better, and an address in the abstract may be of anything.
    assert "sea.org" not in quiet(links=(stated,), arxiv_id="2503.00001")
    assert quiet(links=("https://birds.org",), abstract="See https://birds.org for more.") == ""


def test_an_item_does_not_repeat_of_its_citation_what_its_id_says() -> None:
    known = of(arxiv_id="2503.00001", authors=("Ann Lee", "Bo Wu"))
    assert 'data-key="lee2025terns-"' in known and 'data-who="|"' in known
    assert "data-y" not in known and "data-arxiv" not in known
    assert 'data-y="2025-03-14"' in of(arxiv_id="2503.00001", published=DAY)
    assert re.search('data-key="terns-[0-9a-f]+"', of())


def test_a_list_says_of_which_day_its_votes_are() -> None:
    early, late = paper("early", upvotes=9), paper("late", "2025-04-01", upvotes=3)
    assert votes_as_of([paper("none", "2025-05-01", upvotes=2)]) == ""
    assert votes_as_of([paper("undated", None, upvotes=9)]) == ""
    assert votes_as_of([early, paper("none")]) == "votes as of 14 March 2025"
    assert votes_as_of([early], 2025) == "votes as of 14 March"
    assert votes_as_of([early, late]) == "votes as last listed, up to 1 April 2025"
    replaced = paper("replaced", upvotes=9, replaced=(date(2025, 3, 20),))
    assert votes_as_of([replaced]) == "votes as of 20 March 2025"
    pages = {page.src_uri: page.html for page in drawn(catalog([early, late]))}
    assert "<span>votes as of 14 March</span>" in pages["days/2025-03-14.md"]
    assert "<span>votes as of 1 April</span>" in pages["weeks/2025-W14.md"]
    assert ">Votes as last listed, up to 1 April 2025</p>" in pages["trends.md"]
    assert ">Votes as of 14 March 2025</p>" in pages["trends/2025-03.md"]


def test_a_day_has_the_abstract_once_with_the_gist_marked() -> None:
    html = of(abstract=BEFORE + GIST + AFTER, whole=True)
    assert f'<span>{BEFORE}</span><mark class="pa-up">{GIST}</mark><span> It is right.' in html
    text = re.sub("<[^>]+>", "", html[html.index("</summary>") : html.index("</div>")])
    assert text.strip() == BEFORE + GIST + AFTER
    # Other lists have the gist only.
    assert f'<div class="pa-abs">{GIST.capitalize()[0]}{GIST[1:]}</div>' in of(
        "tags", abstract=BEFORE + GIST + AFTER
    )


def test_a_long_gist_is_cut_only_while_the_abstract_is_folded() -> None:
    abstract = f"We propose a model of terns{', of their ways' * 30}. It is right."
    html = of(abstract=abstract, whole=True)
    (marked,) = re.findall(r'<mark class="pa-cut">(.*?)</mark>', html)
    assert len(marked) < 260 and f"{marked}</mark><span>, of their ways" in html
    text = re.sub("<[^>]+>", "", html[html.index("</summary>") : html.index("</div>")])
    assert text.strip() == abstract


def test_an_abstract_of_one_sentence_has_nothing_to_unfold() -> None:
    assert "details" not in of(abstract="We propose a model of where terns go.", whole=True)


def test_controls_offer_what_narrows_or_sorts() -> None:
    def controls(*papers: Paper) -> str:
        return narrowing(papers, IMPRINT, without_tag="physics").controls.html

    tags = ("physics", "reasoning", "robotics-and-driving")
    one, two = paper("one", tags=tags, code="https://a.org"), paper("two", tags=tags[:2], upvotes=9)
    three = paper("three", tags=(*tags, "causality"), upvotes=2)
    html = controls(one, two, three)
    offered = re.findall(r'<button value="([^"]*)".*?>([^<]*) <small>(\d+)', html)
    # A tag of all papers narrows nothing, and neither does one of a single paper.
    assert offered == [("robotics-and-driving", "Robotics", "2")]
    assert "With code <small>1<" in controls(one, two, three)
    assert "With code" not in controls(two, three) and controls(one) == ""
    assert "Among" not in html
    (among,) = re.findall(r"Among [^<]*", narrowing([one, two], IMPRINT, of=3).controls.html)
    assert among == "Among the newest 2 papers:"
    # Fewer than three votes are not shown, so they do not count.
    assert 'data-sort="votes"' in controls(one, two, three)
    assert "data-sort" not in controls(two, one, three)


def test_an_item_says_which_offered_tags_it_does_not_show() -> None:
    tags = ("physics", "reasoning", "causality", "surveys")
    shown = item(paper("terns", tags=tags), IMPRINT, "days", offered={"surveys", "reasoning"})
    assert ' data-t="surveys">' in shown.html


def day_page(day: str, *papers: Paper) -> str:
    pages = {page.src_uri: page for page in drawn(catalog(papers))}
    return pages[f"days/{day}.md"].html


def test_cross_lists_come_last_under_their_heading() -> None:
    html = day_page(
        "2025-03-14",
        paper("crossed", cross_listed=(DAY,)),
        paper("new"),
        paper("crossed-elsewhere", cross_listed=(date(2025, 3, 1),)),
    )
    order = re.findall(r'papers/([a-z-]+)\.html|<h2 class="pa-day" id="(cross-lists)">', html)
    assert [slug or mark for slug, mark in order] == [
        "new", "crossed-elsewhere", "cross-lists", "crossed",
    ]  # fmt: skip
    assert "<span>3 papers</span><span>1 cross-list</span>" in html
    assert html.count("<h3 ") == 1


def test_a_neighbour_in_another_year_is_named_with_it() -> None:
    days = ("2024-12-31", "2025-01-02", "2025-01-03")
    html = day_page("2025-01-02", *(paper(f"on-{day}", day) for day in days))
    assert "← Tue 31 December 2024</a>" in html and "Fri 3 January →</a>" in html
