"""Searching in Chromium, over http and from files: box, search page, keyboard, failures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_browser import follow, visit
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BOX = ".md-header .pa-find input"
BIG = ".pa-big input"
RESULTS = ".pa-results .pa-list > li"
DAY = "days/2025-06-03.html"
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


@pytest.fixture(scope="module")
def site(browser: Browser, sample: Path) -> Path:
    return sample / "site"


@pytest.fixture(scope="module")
def http(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture(params=["file", "http"])
def base(site: Path, http: str, request: pytest.FixtureRequest) -> str:
    return http if request.param == "http" else site.as_uri() + "/"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_reader_types_clicks_and_follows(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + DAY)
        page.locator(BOX).press_sequentially("flash attent")
        option = page.get_by_role("option").first
        expect(option).to_contain_text("FlashAttention")
        assert option.locator("mark").count() >= 1
        follow(page, option)
        assert "/papers/flashattention" in page.url
        page.locator(BOX).fill("attention")
        follow(page, page.get_by_role("option", name="All results"))
        assert page.url.startswith(base + "search.html?q=attention")
        expect(page.locator(RESULTS).first).to_be_visible()
        follow(page, page.locator(RESULTS).first.locator("h2 a"))
        assert "/papers/" in page.url
        page.go_back()
        expect(page.locator(RESULTS).first).to_be_visible()


def test_the_box_by_keyboard(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + DAY)
        page.keyboard.press("/")
        box = page.get_by_role("combobox", name="Search papers")
        expect(box).to_be_focused()
        assert box.get_attribute("aria-expanded") == "false"
        # At once: letter by letter, a later answer may take back what the first arrow chose.
        page.keyboard.insert_text("attention")
        expect(box).to_have_attribute("aria-expanded", "true")
        expect(page.locator(".pa-find .pa-said")).to_contain_text("Arrow keys")
        page.keyboard.press("ArrowDown")
        first = page.get_by_role("option", selected=True)
        assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
        page.keyboard.press("ArrowUp")
        assert box.get_attribute("aria-activedescendant") is None
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("option", selected=True)).to_contain_text("All results")
        page.keyboard.press("Escape")
        expect(page.locator(".pa-panel")).to_be_hidden()
        assert box.input_value() == "attention"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        address = page.get_by_role("option", selected=True).evaluate("a => a.href")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url == address
        page.keyboard.press("/")
        page.keyboard.type("attention")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url == base + "search.html?q=attention"


def test_a_reader_on_a_result_stays_there_when_a_new_answer_comes(
    browser: Browser, base: str
) -> None:
    with visit(browser, base) as page:
        page.goto(base + "search.html?q=learning")
        second = page.locator(RESULTS).nth(1).locator("h2 a")
        second.focus()
        # As the last letters do, whose answer comes when the reader has gone on.
        page.evaluate("""() => {
            const box = document.querySelector('.pa-search [name=q]')
            box.value = 'networks'
            box.dispatchEvent(new Event('input', { bubbles: true }))
        }""")
        expect(page.locator(".pa-results mark").first).to_have_text(re.compile("network", re.I))
        expect(second).to_be_focused()


def test_the_search_page_by_keyboard(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "search.html")
        expect(page.locator(BIG)).to_be_focused()
        page.keyboard.insert_text("attention")
        expect(page.locator(RESULTS).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator(RESULTS).nth(1).locator("h2 a")).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator(BIG)).to_be_focused()
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/papers/" in page.url


def test_an_address_says_what_is_shown_and_back_goes_back(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "search.html?q=learning")
        status = page.locator(".pa-status")
        expect(status).to_contain_text("papers")
        every = status.inner_text()
        titles = page.locator(f"{RESULTS} h2").all_inner_texts()
        assert len(titles) == 10
        page.get_by_role("link", name="More results").click()
        expect(status).to_contain_text("page 2")
        assert asked(page) == {"q": ["learning"], "page": ["2"]}
        expect(page.locator(".pa-results .pa-list")).to_be_focused()
        assert set(titles).isdisjoint(page.locator(f"{RESULTS} h2").all_inner_texts())
        page.reload()
        expect(status).to_contain_text("page 2")
        page.locator(".pa-narrow button").first.click()
        expect(page.locator(".pa-narrow button[aria-pressed=true]")).to_be_focused()
        assert len(asked(page)["tag"]) == 1
        page.get_by_label("Sort").select_option("date")
        page.get_by_label("Listed from").fill("2025-01")
        page.get_by_label("Listed from").dispatch_event("change")
        expect(status).to_contain_text("paper")
        assert asked(page).keys() == {"q", "tag", "sort", "after"}
        address = page.url
        page.go_back()
        page.go_back()
        page.go_back()
        expect(status).to_contain_text("page 2")
        page.go_back()
        expect(status).to_have_text(every)
        page.goto(address)
        assert page.get_by_label("Listed from").input_value() == "2025-01"
        assert page.get_by_label("Sort").input_value() == "date"
        page.goto(base + "search.html?q=learning&page=99")
        page.get_by_role("link", name="first page").click()
        expect(status).to_have_text(every)


def test_kind_messages(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        status = page.locator(".pa-status")
        page.goto(base + "search.html?q=atention+learning")
        expect(status).to_contain_text("No paper has “atention”. Showing results for attention")
        page.goto(base + "search.html?q=tag:transformers-atention")
        expect(status).to_contain_text("No paper has the tag “transformers-atention”")
        page.get_by_role("link", name="tag:transformers-attention").click()
        expect(page.locator(RESULTS).first).to_be_visible()
        page.goto(base + "search.html?q=attention&after=2099")
        page.get_by_role("link", name="Search without tag and dates").click()
        expect(page.locator(RESULTS).first).to_be_visible()
        page.get_by_text("How to search").click()
        expect(page.locator(".pa-help dl")).to_be_visible()


def test_an_address_that_says_nonsense_is_mended(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        status = page.locator(".pa-status")
        page.goto(base + "search.html?q=learning")
        expect(status).to_contain_text("papers")
        every = status.inner_text()
        for nonsense in ("after=foo&before=2025-13", "after=2025-02-31", "page=1e9&sort=foo"):
            page.goto(f"{base}search.html?q=learning&{nonsense}")
            expect(status).to_have_text(every)
            assert page.get_by_label("Listed from").input_value() == ""
        page.goto(base + "search.html?q=learning&after=2025-6&tag=Transformers+and+Attention")
        expect(status).to_contain_text("paper")
        assert page.get_by_label("Listed from").input_value() == "2025-06"
        assert page.locator("select[name=tag]").input_value() == "transformers-attention"
        page.goto(base + "search.html?q=learning&page=999999999999999999999999")
        expect(status).to_contain_text("no page 99999")
        assert said == []


def test_the_focus_goes_where_a_suggestion_leads(browser: Browser, http: str) -> None:
    with visit(browser, http) as page:
        page.goto(http + "search.html?q=atantion")
        page.locator(".pa-status").get_by_role("link", name="attention").click()
        expect(page.locator(".pa-results .pa-list")).to_be_focused()
        assert asked(page) == {"q": ["attention"]}


def test_corrections_in_the_box_are_a_sentence(browser: Browser, http: str) -> None:
    with visit(browser, http) as page:
        page.goto(http + DAY)
        page.locator(BOX).fill("atention lerning")
        link = page.locator(".pa-note a").first
        expect(link).to_be_visible()
        assert link.evaluate("a => getComputedStyle(a).display") == "inline"
        # Enter is of what is typed, not of what an older answer had.
        page.keyboard.press("ArrowDown")
        page.keyboard.type("x")
        assert page.locator(BOX).get_attribute("aria-activedescendant") is None
        page.locator(BOX).fill("")
        expect(page.locator(".pa-panel")).to_be_hidden()
        expect(page.locator(".pa-find .pa-said")).to_have_text("")


def test_a_missing_script_is_said(browser: Browser, http: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/search-box.js", lambda route: route.abort())
    page.goto(http + "search.html?q=attention")
    expect(page.locator(".pa-status")).to_contain_text("load the page again")
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
        for address in (DAY, "search.html"):
            page.goto(base + address)
            page.locator(".pa-find input").focus()
            page.wait_for_timeout(300)
        assert [url for url in found if "/search/" in url] == []


@pytest.mark.parametrize("broken", ["search/*/*", "search/manifest.js*", "assets/search/rank.js*"])
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
        shown = page.locator(f"{RESULTS} h2").all_inner_texts()
        page.wait_for_timeout(700)
        assert page.locator(f"{RESULTS} h2").all_inner_texts() == shown


def test_without_a_script_the_box_is_a_form(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + DAY)
    page.locator(BOX).fill("graph networks")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == base + "search.html?q=graph+networks"
    assert "needs JavaScript" in page.locator("article").inner_text()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_barrier_that_axe_knows(browser: Browser, site: Path, width: int, scheme: str) -> None:
    # Axe is put into the page as a script, which the page's own policy forbids.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()

    def barriers() -> list[tuple[str, str]]:
        found = Axe().run(page).response["violations"]
        return [(each["id"], each["nodes"][0]["html"]) for each in found]

    base = site.as_uri() + "/"
    for query in ("learning", "atention learning", "nothingofthiskind", "", "learning&tag=surveys"):
        page.goto(f"{base}search.html?q={query}")
        expect(page.locator(".pa-status")).not_to_have_text("")
        page.locator(".pa-help").evaluate("help => { help.open = true }")
        assert barriers() == [], query
    page.goto(base + DAY)
    for query in ("attention", "nothingofthiskind"):
        page.locator(BOX).fill(query)
        expect(page.locator(".pa-panel")).to_be_visible()
        page.wait_for_timeout(300)
        page.keyboard.press("ArrowDown")
        assert barriers() == [], query
    context.close()
