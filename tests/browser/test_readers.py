"""Readers with a phone, a keyboard only, colours of their own, or a slow line, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.test_browser import PAPER
from tests.browser.visiting import visit

pytestmark = pytest.mark.browser

BOX = ".md-header .pa-find input"
DAY = "days/2025-06-03.html"
TAG = "tags/transformers-attention.html"
FIRST = ".pa-results li:first-child .pa-abs"


@pytest.fixture(scope="module")
def files(site: Path) -> str:
    return site.as_uri() + "/"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 640)])
def test_a_phone_shows_the_first_result_and_does_not_zoom(
    browser: Browser, files: str, width: int, height: int
) -> None:
    with visit(browser, files, width) as page:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(files + "search.html")
        expect(page.locator(".pa-help dl")).to_be_visible()
        page.locator(".pa-big input").press_sequentially("attention")
        expect(page.locator(".pa-help dl")).to_be_hidden()
        expect(page.locator(FIRST)).to_be_in_viewport(ratio=1)
        # Where the keyboard of the phone leaves the upper half.
        settled = page.locator(".pa-results[aria-busy=false] h2").first
        expect(settled).to_be_visible()
        assert settled.evaluate("title => title.getBoundingClientRect().top") < height / 2
        sizes = """fields => fields.map(each => parseFloat(getComputedStyle(each).fontSize))"""
        for address in ("search.html", DAY):
            page.goto(files + address)
            assert min(page.locator("input, select").evaluate_all(sizes)) >= 16


def test_only_pages_with_the_buttons_show_titles_alone(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(files + DAY)
        expect(page.locator(".pa-abs").first).to_be_visible()
        page.get_by_role("button", name="Titles").click()
        expect(page.locator(".pa-abs").first).to_be_hidden()
        for address in ("search.html?q=attention", TAG, "index.html"):
            page.goto(files + address)
            expect(page.locator(".pa-abs").first, address).to_be_visible()
        page.goto(files + DAY)
        expect(page.locator(".pa-abs").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_show_what_is_chosen(browser: Browser, files: str, scheme: str) -> None:
    def style(selector: str, name: str, pseudo: str = "") -> str:
        script = "(e, [name, pseudo]) => getComputedStyle(e, pseudo || null)[name]"
        return page.locator(selector).first.evaluate(script, [name, pseudo])

    with visit(browser, files, scheme=scheme) as page:
        page.emulate_media(forced_colors="active")
        page.goto(files + "search.html?q=attention&tag=transformers-attention")
        for pressed in ("true", "false"):
            expect(page.locator(f".pa-narrow [aria-pressed={pressed}]").first).to_be_visible()
        chosen = style("[aria-pressed=true]", "backgroundColor")
        assert chosen != style("[aria-pressed=false]", "backgroundColor")
        ground = style("body", "backgroundColor")
        assert style(".pa-find", "backgroundColor", "::before") != ground
        page.goto(files + DAY)
        assert "underline" in style("header [aria-current]", "textDecorationLine")
        assert style("[data-view=full]", "backgroundColor") == chosen
        page.locator(BOX).fill("attention")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert style("[role=option][aria-selected=true]", "outlineStyle") == "solid"
        assert style("[role=option][aria-selected=false]", "outlineStyle") == "none"


def test_the_first_stop_of_the_keyboard_leads_past_the_header(browser: Browser, http: str) -> None:
    with visit(browser, http, 390) as page:
        search = "search.html?q=attention"
        for address in ("index.html", DAY, TAG, PAPER, search, "about.html", "404.html"):
            page.goto(http + address)
            page.keyboard.press("Tab")
            skip = page.locator(".md-skip:focus")
            expect(skip).to_be_in_viewport(ratio=1)
            expect(skip).to_have_css("opacity", "1")
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.locator(".md-main :focus").count() == 1, address


def test_what_was_typed_before_the_script_came_is_searched(browser: Browser, http: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with visit(browser, http) as page:
        page.route("**/search-box.js*", hold)
        page.goto(http + PAPER, wait_until="commit")
        page.locator(BOX).press_sequentially("attention")
        while not held:
            page.wait_for_timeout(10)
        held[0].continue_()
        expect(page.get_by_role("option").first).to_be_visible()
