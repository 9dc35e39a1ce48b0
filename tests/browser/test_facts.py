"""What only some listings state of a paper, in Chromium: its citation, and the search for it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import visit
from tests.site.run import build

pytestmark = pytest.mark.browser
PAPERS = [
    {"title": "Gulls at Sea", "id": "2506.00001", "categories": ["cs.CL", "cs.LG"],
     "venue": "Annals of Boats & <Ships> 12 (2025)", "doi": "10.1000/boats_1"},
    {"title": "Terns at Sea", "id": "2506.00002", "categories": ["stat.ML"],
     "venue": "NeurIPS 2024", "upvotes": 7},
    {"title": "Auks at Sea", "doi": "10.1101/2024.03.01.583012", "authors": ["Ann B. Lee"]},
    {"title": "Skuas at Sea", "doi": "10.1002/(sici)1097<1661::aid-1>3.0.co;2-2"},
    {"title": "Petrels at Sea", "id": "2506.00004", "venue": "The *Harbour* {Report}"},
    {"title": "Puffins at Sea", "id": "2506.00005", "upvotes": 1042},
    {"title": "Shags at Sea", "id": "2506.00006", "venue": "ACL 2024",
     "ids": {"acl": "2024.acl_long-1.1", "openreview": "a_B-c_12", "pmid": "34", "pmcid": "PMC12"}},
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    lines = (
        json.dumps({"date": "2025-06-03", "abstract": f"We follow {paper['title']}.", **paper})
        for paper in PAPERS
    )
    (folder / "listings").mkdir()
    (folder / "listings/2025-06-03.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    done = build(folder, listings=folder / "listings")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def citations(site: Path, path: str, between: str) -> list[str]:
    return gzip.decompress((site / path).read_bytes()).decode().strip().split(between)


def test_a_page_cites_as_the_data_do(browser: Browser, site: Path) -> None:
    base = site.as_uri() + "/"
    entries = set(citations(site, "api/bibtex/all.bib.gz", "\n\n"))
    records = {text.strip() for text in citations(site, "api/ris/all.ris.gz", "\n\n")}
    assert len(entries) == len(records) == len(PAPERS)
    assert {entry.partition("{")[0] for entry in entries} == {"@article", "@inproceedings", "@misc"}
    with visit(browser, base) as page:
        for path in sorted((site / "papers").glob("*.html")):
            page.goto(path.as_uri())
            page.get_by_role("radio", name="BibTeX", checked=True).wait_for()
            code = page.locator(".pa-cite code")
            entries.remove(code.inner_text().strip())
            page.get_by_role("radio", name="RIS").click()
            records.remove(code.inner_text().strip())
        assert not entries and not records
        page.goto(base + "days/2025-06-03.html")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save", exact=True).click()
        saved = Path(waiting.value.path()).read_text("utf-8")
        assert sorted(saved.strip().split("\n\n")) == sorted(
            citations(site, "api/bibtex/all.bib.gz", "\n\n")
        )


FOUND = {
    "category:cs": ["Gulls"],
    "venue:neurips": ["Terns"],
    "doi:10.1101": ["Auks"],
    "https://doi.org/10.1000/boats_1": ["Gulls"],
    "2506.00002": ["Terns"],
    "sea -category:cs -category:stat": ["Auks", "Petrels", "Puffins", "Shags", "Skuas"],
}


def test_the_search_page_and_the_box_find_facts(browser: Browser, site: Path) -> None:
    base = site.as_uri() + "/"
    with visit(browser, base) as page:
        for query, titles in FOUND.items():
            page.goto(base + "index.html")
            page.locator(".md-header .pa-find input").fill(query)
            page.locator("#pa-options a b").first.wait_for()
            options = page.locator("#pa-options a b").all_inner_texts()
            assert sorted(text.split()[0] for text in options) == titles, query
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.locator(".pa-results h2").first.wait_for()
            results = page.locator(".pa-results h2").all_inner_texts()
            assert sorted(text.split()[0] for text in results) == titles, query


def test_an_unknown_id_is_said_with_a_link_and_authors_are_shown(
    browser: Browser, site: Path
) -> None:
    base = site.as_uri() + "/"
    with visit(browser, base) as page:
        page.goto(base + "index.html")
        box = page.locator(".md-header .pa-find input")
        box.fill("https://huggingface.co/papers/2506.77777")
        link = page.locator(".pa-note a")
        link.wait_for()
        assert link.get_attribute("href") == "https://arxiv.org/abs/2506.77777"
        page.keyboard.press("Enter")
        link = page.locator(".pa-status a[href*='arxiv']")
        link.wait_for()
        assert link.get_attribute("href") == "https://arxiv.org/abs/2506.77777"
        page.goto(base + "index.html")
        box.fill('author:"Lee, A."')
        page.locator("#pa-options small").first.wait_for()
        assert page.locator("#pa-options small").first.inner_text() == "Ann B. Lee"


def test_results_show_the_votes_and_mark_the_names_that_match(browser: Browser, site: Path) -> None:
    base = site.as_uri() + "/"
    with visit(browser, base) as page:
        page.goto(base + "search.html?q=sea&sort=votes")
        votes = page.locator(".pa-results .pa-facts b")
        votes.first.wait_for()
        assert votes.all_text_contents() == ["1,042 votes", "7 votes"]
        page.goto(base + "search.html?q=ann+lee")
        mark = page.locator(".pa-results .pa-facts mark")
        mark.wait_for()
        assert mark.inner_text() == "Ann B. Lee"
