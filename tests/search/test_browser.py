"""The browser's search: the same words, the same results, and a failure that can be mended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from paper_archive.search import tokens
from paper_archive.search.engine import SiteSearch
from playwright.sync_api import Browser, Page, Route

from tests.search.sites import papers, titled, write
from tests.serving import served

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
ASK = """async ([query, options]) => {
  const answer = await paperArchive.search(query, options)
  delete answer.tags
  return JSON.stringify(answer)
}"""
# What is thrown comes as its name and message.
TRY = """async query => {
  try { return (await paperArchive.search(query)).total } catch (error) {
    return error.name + ": " + error.message + " " + error.url
  }
}"""


def vectors(name: str) -> list[Any]:
    return json.loads((HERE / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(papers(1300, undated=20), tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def http(folder: Path) -> Iterator[str]:
    with served(folder) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The tab, of which each test opens a page, and whose routes end with a test."""
    wrong: list[str] = []

    def failed(error: object) -> None:
        wrong.append(str(error))

    tab.on("pageerror", failed)
    yield tab
    tab.unroute_all()
    tab.goto("about:blank")
    tab.remove_listener("pageerror", failed)
    assert wrong == []


def test_stems_are_those_of_lunr(page: Page, folder: Path) -> None:
    mkdocs = pytest.importorskip("mkdocs")
    lunr = Path(mkdocs.__file__).parent / "contrib/search/templates/search/lunr.js"
    manual = (HERE.parents[1] / "site_src/docs/manual").glob("*.md")
    text = " ".join(each.read_text("utf-8") for each in manual)
    words = sorted({*tokens.words(text), "eed", "ies", "sses", "eeds", "y", "by", "yyy", "sayings"})
    page.goto((folder / "page.html").as_uri())
    page.add_script_tag(path=lunr)
    asked = "words => words.map(word => lunr.stemmer(new lunr.Token(word)).toString())"
    assert page.evaluate(asked, words) == [tokens.stem(word) for word in words]


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_results_are_those_of_the_terminal(
    page: Page, folder: Path, http: str, scheme: str
) -> None:
    base = http if scheme == "http" else f"{folder.as_uri()}/"
    asked: list[str] = []
    page.goto(f"{base}page.html")
    page.on("request", lambda request: asked.append(request.url))
    site = SiteSearch(folder)
    assert asked == []
    for case in vectors("asked.json"):
        text, options = case[0], case[1] if len(case) > 1 else {}
        found = json.loads(page.evaluate(ASK, [text, options]))
        assert found == site.search(text, **options), text
    assert all(url.startswith(base) for url in asked)
    assert page.evaluate("paperArchive.root") == base


def test_spellings_are_those_of_the_terminal(page: Page, tmp_path: Path) -> None:
    spellings = json.loads((HERE / "spellings.json").read_text("utf-8"))
    folder = write(titled(spellings["papers"]), tmp_path)
    page.goto((folder / "page.html").as_uri())
    site = SiteSearch(folder)
    for query in (
        *(text for text, _ in spellings["asked"]),
        "mahcien",
        "large mahcien",
        "x" * 3000,
    ):
        found = json.loads(page.evaluate(ASK, [query, {}]))
        assert found == site.search(query), query[:60]


def script(name: str, value: str) -> dict[str, str]:
    body = f"paperArchive.shard({name!r}, {value})"
    return {"body": body, "content_type": "text/javascript"}


@pytest.mark.parametrize("stale", ["gone", "of another format"])
def test_a_site_that_was_built_anew_is_searched_all_the_same(
    page: Page, folder: Path, http: str, stale: str
) -> None:
    text = (folder / "search" / "manifest.js").read_text("utf-8")
    text = {
        "gone": re.sub('"terms":.."[a-z0-9]+"', '"terms":[["gonegonegone"', text),
        "of another format": text.replace('"format":4', '"format":3'),
    }[stale]
    asked: list[str] = []

    def cached(route: Route) -> None:
        asked.append(route.request.url)
        # What a cache would give; what is asked for past it comes from the site.
        if "?" in route.request.url:
            route.continue_()
        else:
            route.fulfill(body=text, content_type="text/javascript")

    page.goto(f"{http}page.html")
    page.route("**/search/manifest.js*", cached)
    assert page.evaluate(TRY, "graph") > 0
    assert page.evaluate(TRY, "neural") > 0
    assert len(asked) == 2


def test_a_damaged_file_is_asked_for_past_the_cache(page: Page, folder: Path, http: str) -> None:
    damaged: list[str] = []

    def damage(route: Route) -> None:
        url = route.request.url
        if not damaged or url in damaged:
            damaged.append(url)
            route.fulfill(**script(url.split("/search/")[1].removesuffix(".js"), "{}"))
        else:
            route.continue_()

    page.goto(f"{http}page.html")
    # A cached copy stays damaged: only an address with another query leads past it.
    page.route("**/search/*/*.js", damage)
    failed = page.evaluate(TRY, "graph")
    assert failed.startswith("SearchUnavailable: A file of the search is damaged.")
    assert page.evaluate(TRY, "graph") > 0


def test_a_script_that_comes_empty_is_asked_for_again(page: Page, http: str) -> None:
    page.goto(f"{http}page.html")
    empty = {"body": "", "content_type": "text/javascript"}
    page.route("**/assets/search/engine.js", lambda route: route.fulfill(**empty))
    failed = page.evaluate(TRY, "graph")
    assert failed.startswith("SearchUnavailable: ")
    assert "assets/search/engine.js" in failed
    assert page.evaluate(TRY, "graph") > 0


def test_a_failure_does_not_harm_searches_on_their_way(page: Page, http: str) -> None:
    page.goto(f"{http}page.html")
    page.evaluate(TRY, "graph")
    waiting: list[Route] = []
    passed: list[Route] = []

    def hold(route: Route) -> None:
        if passed:
            route.continue_()
        else:
            waiting.append(route)

    page.route("**/search/*/*.js", hold)
    page.evaluate("() => { window.one = paperArchive.search('neural model').catch(e => e.name) }")
    while not waiting:
        page.wait_for_timeout(20)
    passed.append(waiting.pop(0))
    passed[0].abort()
    page.wait_for_timeout(50)
    page.evaluate("() => { window.two = paperArchive.search('neural model') }")
    for route in waiting:
        route.continue_()
    assert page.evaluate("async () => [await one, (await two).total > 0]") == [
        "SearchUnavailable",
        True,
    ]


def test_a_file_that_fails_is_said_and_asked_for_again(page: Page, folder: Path, http: str) -> None:
    page.goto(f"{http}page.html")
    page.route("**/search/manifest.js*", lambda route: route.abort())
    failed = page.evaluate(TRY, "graph")
    assert failed.startswith("SearchUnavailable: A file of the search could not be loaded.")
    assert "manifest.js" in failed
    page.unroute("**/search/manifest.js*")
    page.route("**/search/*/*.js", lambda route: route.abort())
    assert page.evaluate(TRY, "graph").startswith("SearchUnavailable: ")
    page.unroute("**/search/*/*.js")
    assert page.evaluate(TRY, "graph") > 0
    damaged = {"body": "paperArchive.shard('other', 1)", "content_type": "text/javascript"}
    page.goto(f"{http}page.html")
    page.route("**/search/*/*.js", lambda route: route.fulfill(**damaged))
    assert "damaged" in page.evaluate(TRY, "graph")
    page.unroute("**/search/*/*.js")
    assert page.evaluate(TRY, "graph") > 0


def test_scripts_that_fail_are_asked_for_again(page: Page, http: str) -> None:
    page.goto(f"{http}page.html")
    page.route("**/assets/search/engine.js", lambda route: route.abort())
    assert page.evaluate(TRY, "graph").startswith("SearchUnavailable: ")
    page.unroute("**/assets/search/engine.js")
    assert page.evaluate(TRY, "graph") > 0


def test_an_old_script_from_a_cache_fails_softly(browser: Browser, folder: Path, http: str) -> None:
    page = browser.new_page()
    # Until then, the query side was several scripts.
    old = (folder / "assets" / "search.js").read_text("utf-8").replace("engine.js", "tokens.js")
    answer = {"body": old, "content_type": "text/javascript"}
    page.route("**/assets/search.js", lambda route: route.fulfill(**answer))
    page.goto(f"{http}page.html")
    failed = page.evaluate(TRY, "graph")
    assert failed.startswith("SearchUnavailable: A file of the search could not be loaded.")
    assert "assets/search/tokens.js" in failed
    page.close()


def test_the_search_page_has_the_query_side_in_its_script(browser: Browser, http: str) -> None:
    page = browser.new_page()  # It has no form, for lack of which a part of the script fails.
    script = '<!doctype html><meta charset="utf-8"><script src="assets/search/page.js"></script>'
    page.route("**/page.html", lambda route: route.fulfill(body=script, content_type="text/html"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(http)))
    page.goto(f"{http}page.html")
    assert page.evaluate(TRY, "graph") > 0
    assert page.evaluate("paperArchive.root") == http
    assert asked[:3] == ["page.html", "assets/search/page.js", "search/manifest.js"]
    assert not any(url.startswith("assets/") for url in asked[3:])
    page.close()
