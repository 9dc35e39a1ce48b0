"""The head of a paper's page, by the rules of those who read it.

Google Scholar's inclusion guidelines: the title, each author in an element of its own, and the
date of publication at least as a year, as 2024/9/26 or 2024. Zotero's Embedded Metadata takes the
same, and the date of `citation_online_date` where there is no other; it parts an element's
authors at semicolons. `citation_pdf_url` must be a file beside the page, so there is none.
"""

from __future__ import annotations

import json
import re
from datetime import date

from paper_archive.pages.head import of_paper
from paper_archive.pages.imprint import Imprint

from tests.exports.archives import ADDRESS, catalog
from tests.pages.papers import paper

META = re.compile(r'<meta (?:name|property)="([^"]+)"(?: property="[^"]+")? content="([^"]*)">')


def head(**fields: object) -> list[tuple[str, str]]:
    made = of_paper(paper("birds", **fields), "Birds", Imprint.of(catalog()))
    return META.findall("".join(made))


def test_a_paper_of_which_all_is_known() -> None:
    found = head(authors=("Ann Lee", "Bo <B>"), arxiv_id="2409.17703", published=date(2024, 9, 26))
    assert [value for name, value in found if name.startswith("citation_")] == [
        "Birds",
        "Ann Lee",
        "Bo &lt;B&gt;",
        "2024/09/26",
        "2025/03/14",
        "2409.17703",
    ]
    assert [name for name, _ in found if name.startswith("citation_")] == [
        "citation_title",
        "citation_author",
        "citation_author",
        "citation_publication_date",
        "citation_online_date",
        "citation_arxiv_id",
    ]


def test_link_previews_get_the_address() -> None:
    assert ("og:url", f"{ADDRESS}papers/birds.html") in head()


def test_a_paper_of_which_little_is_known_says_no_more() -> None:
    assert [name for name, _ in head() if name.startswith("citation_")] == [
        "citation_title",
        "citation_online_date",
    ]
    assert ("citation_publication_date", "2024") in head(arxiv_id="2409.17703")


def test_schema_org_names_a_scholarly_article() -> None:
    odd = paper("birds", authors=("Ann Lee", "Bird Team"))
    made = "".join(of_paper(odd, "</script>", Imprint.of(catalog())))
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', made)
    record = json.loads(data)
    assert record["@type"] == "ScholarlyArticle" and record["headline"] == "</script>"
    assert record["author"] == [
        {"@type": "Person", "name": "Ann Lee"},
        {"@type": "Organization", "name": "Bird Team"},
    ]
