"""Searching in Chromium where something is wrong: odd queries, broken files, late answers."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.bench.bench_line import WATCH
from tests.browser.test_search import BIG, BOX, DAY, RESULTS
from tests.browser.visiting import visit

pytestmark = pytest.mark.browser

HOSTILE = [
    "x" * 10_000,
    "neural " * 1_500,
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '"unbalanced "quotes',
    '"',
    "the of and",
    "-attention",
    "?!.*[({\\",
    "tag:nothing-of-this-kind",
    "after:yesterday",
    "בינה מלאכותית",
    "שלום \u202e<b>attention</b>",
    "注意力 🙂",
    "\ud83d",
    "constructor __proto__ toString",
]


def test_a_missing_script_is_said(browser: Browser, http: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/search/page.js*", lambda route: route.abort())
    page.goto(http + "search.html?q=attention")
    expect(page.locator(".pa-status")).to_contain_text("load the page again")
    expect(page.locator(".pa-status")).to_be_visible()
    expect(page.locator(".pa-foot")).to_be_visible()
    context.close()


def test_without_the_engine_the_box_offers_to_load_the_page_again(
    browser: Browser, http: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/search.js*", lambda route: route.abort())
    page.goto(http + DAY)
    page.locator(BOX).fill("attention")
    again = page.locator(".pa-panel").get_by_role("button", name="Load the page again")
    expect(again).to_be_visible()
    page.unroute_all()
    with page.expect_navigation():
        again.click()
    page.locator(BOX).fill("attention")
    expect(page.locator(".pa-panel [role=option]").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("files", "query", "said"),
    [
        # Neither can report it: the page itself does.
        (["assets/search/page.js", "assets/archive.js"], "", "The search is not loaded"),
        (["assets/search/page.js"], "?q=attention", "The search is not loaded"),
        (["search/manifest.js"], "", "could not be loaded: search/manifest.js"),
    ],
)
def test_damaged_files_are_said_before_anybody_types(
    browser: Browser, http: str, files: list[str], query: str, said: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    for file in files:
        page.route(f"**/{file}*", lambda route: route.fulfill(body=""))
    page.goto(http + "search.html" + query)
    expect(page.get_by_text(said)).to_be_visible()
    context.close()


def test_hostile_queries_are_text(browser: Browser, http: str) -> None:
    with visit(browser, http, 390) as page:
        for query in HOSTILE:
            asked_for = quote(query.encode("utf-8", "replace"))
            page.goto(f"{http}search.html?q={asked_for}&page=-1&tag=%3Cb%3E")
            expect(page.locator(".pa-results")).to_have_attribute("aria-busy", "false")
            assert page.locator("article :is(img, script, b)").count() == 0, query[:60]
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, query[:60]
        page.goto(http + "search.html")
        for query in HOSTILE:
            page.locator(BIG).fill(query)
            page.keyboard.press("Enter")
            expect(page.locator(".pa-results")).to_have_attribute("aria-busy", "false")
            expect(page.locator(".pa-status")).not_to_have_text("")
            assert page.locator("article :is(img, script, b)").count() == 0, query[:60]
        page.goto(http + DAY)
        for query in HOSTILE:
            page.locator(BOX).fill(query)
            expect(page.locator(".pa-panel")).to_be_visible()
            assert page.locator(".pa-panel :is(img, script)").count() == 0, query[:60]
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, query[:60]


def test_nothing_is_asked_for_before_a_search(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        found: list[str] = []
        page.on("request", lambda request: found.append(request.url))
        for address in (DAY, "index.html"):
            page.goto(base + address)
            page.locator(".pa-find input").focus()
            page.wait_for_timeout(300)
        assert [url for url in found if "/search/" in url] == []
        # Who opens the search page is about to search.
        page.goto(base + "search.html")
        page.wait_for_timeout(300)
        loaded = {url.removeprefix(base).partition("?")[0] for url in found if "/search/" in url}
        assert loaded == {"assets/search/page.js", "search/manifest.js"}


def test_a_first_answer_takes_few_requests(browser: Browser, http: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(http + "search.html?q=large+language+model+agents")
    expect(page.locator(RESULTS)).to_have_count(10)
    before = page.evaluate("""() => performance.getEntriesByType("resource")
        .filter(each => (performance.timeOrigin + each.startTime) / 1000 < window.seen)
        .map(each => each.name)""")
    of_search = [url.removeprefix(http).partition("?")[0] for url in before if "search/" in url]
    # The script, the manifest, for each word a file of each segment, and the first results.
    assert set(of_search[:2]) == {"assets/search/page.js", "search/manifest.js"}
    assert 2 < len(of_search) <= 2 + 4 + 3
    assert len(before) <= 12 + 3
    context.close()


@pytest.mark.parametrize("broken", ["search/*/*", "search/manifest.js*"])
def test_what_fails_is_named_and_tried_again(browser: Browser, http: str, broken: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**/{broken}", lambda route: route.abort())
    page.goto(http + "search.html?q=attention")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("could not be loaded: ")
    assert alert.locator("code").inner_text().startswith(broken.partition("*")[0])
    page.unroute(f"**/{broken}")
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(alert).to_be_hidden()

    page.route(f"**/{broken}", lambda route: route.abort())
    page.goto(http + DAY)
    page.locator(BOX).fill("attention")
    expect(page.locator(".pa-panel")).to_contain_text("could not be loaded: ")
    page.unroute(f"**/{broken}")
    page.locator(".pa-panel").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("option").first).to_be_visible()
    context.close()


def test_an_answer_that_comes_late_is_dropped(browser: Browser, http: str) -> None:
    with visit(browser, http) as page:
        page.goto(http + "search.html")
        page.evaluate("""() => {
          const search = paperArchive.search
          paperArchive.search = (query, options) => search(query, options).then(answer =>
            new Promise(done => setTimeout(done, query === "attention" ? 600 : 0, answer)))
        }""")
        page.locator(BIG).fill("attention")
        page.wait_for_timeout(200)
        page.locator(BIG).fill("graph")
        expect(page.locator(RESULTS).first).to_contain_text("raph")
        expect(page.locator(".pa-results")).to_have_attribute("aria-busy", "false")
        shown = page.locator(f"{RESULTS} h2").all_inner_texts()
        page.wait_for_timeout(700)
        assert page.locator(f"{RESULTS} h2").all_inner_texts() == shown
