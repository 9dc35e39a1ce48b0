"""Searching in Chromium, over http and from files: box, search page, keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import COLOURS, barriers
from tests.browser.visiting import follow, visit

pytestmark = pytest.mark.browser

BOX = ".md-header .pa-find input"
BIG = ".pa-big input"
RESULTS = ".pa-results .pa-list > li"
DAY = "days/2025-06-03.html"


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
        page.keyboard.press("Enter")
        page.wait_for_url("**/papers/**")


def test_an_address_says_what_is_shown_and_back_goes_back(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "search.html?q=learning")
        status = page.locator(".pa-status")
        expect(status).to_contain_text("papers")
        every = status.inner_text()
        expect(page.locator(RESULTS)).to_have_count(10)
        titles = page.locator(f"{RESULTS} h2").all_inner_texts()
        page.get_by_role("link", name="More results").click()
        expect(status).to_contain_text("page 2")
        assert asked(page) == {"q": ["learning"], "page": ["2"]}
        expect(page.locator(".pa-results .pa-list")).to_be_focused()
        assert set(titles).isdisjoint(page.locator(f"{RESULTS} h2").all_inner_texts())
        page.reload()
        expect(status).to_contain_text("page 2")
        page.get_by_role("button", name="Narrow by tag").click()
        chip = page.locator(".pa-narrow button[value]:not([value=code])").first
        count = chip.locator("small").inner_text()
        chip.click()
        expect(page.locator(".pa-narrow button[aria-pressed=true]")).to_be_focused()
        # As many as the chip said, also of those that are not shown.
        expect(page.locator(".pa-narrow button[aria-pressed=true] small")).to_have_text(count)
        assert len(asked(page)["tag"]) == 1
        page.get_by_label("Sort").select_option("oldest")
        page.get_by_label("Listed from").fill("2025-01")
        page.get_by_label("Listed from").dispatch_event("change")
        expect(status).to_contain_text("paper")
        assert asked(page).keys() == {"q", "tag", "counts", "sort", "after"}
        address = page.url
        for _ in range(4):
            page.go_back()
        expect(status).to_contain_text("page 2")
        page.go_back()
        expect(status).to_have_text(every)
        page.goto(address)
        assert page.get_by_label("Listed from").input_value() == "2025-01"
        assert page.get_by_label("Sort").input_value() == "oldest"
        days = [
            day.split()[-1] for day in page.locator(".pa-facts a:first-of-type").all_inner_texts()
        ]
        assert days == sorted(days)
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
        page.get_by_role("link", name="Search without filters").click()
        expect(page.locator(RESULTS).first).to_be_visible()
        page.get_by_text("How to search").click()
        expect(page.locator(".pa-help dl")).to_be_visible()


def test_what_narrows_and_what_helps_is_said(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        status = page.locator(".pa-status")
        page.goto(base + "search.html?q=attention+networks")
        expect(status).to_contain_text(re.compile(r"papers have all words, \d+ more have some"))
        page.get_by_role("button", name="With code").click()
        expect(page.get_by_role("button", name="With code")).to_be_focused()
        assert asked(page)["code"] == ["1"]
        expect(status).to_contain_text("paper")
        page.goto(base + 'search.html?q="attention+zork"&sort=date')
        assert page.get_by_label("Sort").input_value() == "newest"
        status.get_by_role("link", name="attention zork").click()
        expect(page.locator(RESULTS).first).to_be_visible()
        page.goto(base + "search.html?q=attention&after=2099")
        status.get_by_role("link", name="the tag Transformers and attention").click()
        expect(page.locator(RESULTS).first).to_be_visible()
        assert asked(page) == {"tag": ["transformers-attention"]}


def test_an_address_that_says_nonsense_is_mended(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        status = page.locator(".pa-status")
        page.goto(base + "search.html?q=learning")
        expect(status).to_contain_text("papers")
        every = status.inner_text()
        for nonsense in ("after=foo&before=2025-13", "after=2025-02-31", "page=1e9&sort=foo"):
            page.goto(f"{base}search.html?q=learning&{nonsense}")
            expect(status).to_have_text(every)
            assert page.get_by_label("Listed from").input_value() == ""
        page.goto(base + "search.html?q=learning&tag=vision&after=banana&sort=foo&code=maybe")
        expect(status).to_have_text(every)
        wrong = page.locator(".pa-wrong")
        expect(wrong).to_contain_text("“vision”")
        expect(wrong).to_contain_text("after “banana”, code “maybe”, sort “foo”.")
        wrong.get_by_role("link").click()
        assert "vision" in asked(page)["tag"][0]
        expect(wrong).to_be_hidden()
        page.goto(base + "search.html?q=learning&after=2025-6&tag=Transformers+and+Attention")
        expect(status).to_contain_text("paper")
        assert page.get_by_label("Listed from").input_value() == "2025-06"
        assert page.locator("select[name=tag]").input_value() == "transformers-attention"
        page.goto(base + "search.html?q=learning&page=999999999999999999999999")
        expect(status).to_contain_text("no page 99999")


def test_a_phone_shows_the_filters_when_they_are_asked_for(browser: Browser, http: str) -> None:
    with visit(browser, http, 390) as page:
        page.goto(http + "search.html?q=learning&after=2024&sort=votes")
        results = page.locator(RESULTS)
        expect(results.first).to_be_visible()
        assert results.first.evaluate("item => item.getBoundingClientRect().top") < 500
        filters = page.get_by_role("button", name="Filters (1)")
        expect(page.get_by_label("Sort")).to_have_value("votes")
        expect(page.get_by_label("Listed from")).to_be_hidden()
        expect(page.get_by_role("button", name="From 2024")).to_be_visible()
        filters.click()
        expect(filters).to_have_attribute("aria-expanded", "true")
        expect(page.get_by_label("Listed from")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="From 2024").click()
        assert "after" not in asked(page)


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


@pytest.mark.parametrize(
    ("width", "scheme", "rules"), [(390, "dark", ()), (1280, "light", COLOURS)]
)
def test_no_barrier_that_axe_knows(
    browser: Browser, site: Path, width: int, scheme: str, rules: tuple[str, ...]
) -> None:
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    base = site.as_uri() + "/"
    for query in ("learning", "atention learning", "nothingofthiskind", "", "learning&tag=surveys"):
        page.goto(f"{base}search.html?q={query}")
        expect(page.locator(".pa-status")).not_to_have_text("")
        page.locator(".pa-help").evaluate("help => { help.open = true }")
        assert barriers(page, rules) == [], query
    page.goto(base + DAY)
    for query in ("attention", "nothingofthiskind"):
        page.locator(BOX).fill(query)
        expect(page.locator(".pa-panel")).to_be_visible()
        page.wait_for_timeout(300)
        page.keyboard.press("ArrowDown")
        assert barriers(page, rules) == [], query
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_results_come_in(browser: Browser, http: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    context.add_init_script(
        """window.moved = []; new PerformanceObserver(list => list.getEntries().forEach(each =>
            moved.push([each.value, ...each.sources.map(source => source.node?.className)])
        )).observe({type: "layout-shift", buffered: true})"""
    )
    page = context.new_page()
    many, one, none = "q=networks", "q=2501.99999", "q=nothingofthiskind"
    nonsense = "tag=nonsense&after=x"
    for query in ("", many, one, none, "q=networks&counts=1", "tag=surveys", nonsense):
        page.goto(f"{http}search.html?{query}")
        expect(page.locator(".pa-results")).to_have_attribute("aria-busy", "false")
        expect(page.locator(".pa-foot .pa-link")).to_be_visible()
        expect(page.locator(".pa-status")).to_be_visible()
        page.wait_for_timeout(100)
        # Under load, Chromium may paint half of a page first.
        moved = page.evaluate("moved")
        assert sum(value for value, *_ in moved) < 0.001, (query, moved)
        is_open = page.locator(".pa-help").get_attribute("open") is not None
        assert is_open == (query in ("", nonsense)), query
    page.goto(f"{http}search.html?{none}")
    expect(page.locator(".pa-status")).to_have_text(
        "No paper was found. Look at all tags or all days."
    )
    follow(page, page.locator(".pa-status").get_by_role("link", name="all tags"))
    assert page.url == http + "tags/index.html"
    context.close()
