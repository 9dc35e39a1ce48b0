"""The desk's page, in Chromium, where something is hostile, damaged, refused or lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.waiting import until
from tests.desk.conftest import HOSTILE
from tests.desk.desk_page import (
    DESK,
    FOLDERS,
    NOTE,
    at_desk,
    desk_file,
    go_back,
    saved,
    take,
)
from tests.desk.reading import (
    DAY,
    SAID,
    STAR,
    kept,
    reader,
)

pytestmark = pytest.mark.browser


def test_hostile_files_run_nothing(context: BrowserContext, http: str) -> None:
    page = at_desk(context, http)
    paper = {
        "title": HOSTILE, "note": f"{HOSTILE}</textarea><script>document.title=1</script>",
        "folders": [HOSTILE], "authors": [HOSTILE], "gist": HOSTILE, "slug": "../../x",
        "links": [["<b>", "javascript:document.title=1"], ["PDF", "https://example.org/\"onclick=\"x"]],
        "ids": ["arxiv:javascript:1", "x" * 1_000_000], "saved": "2999-01-01T00:00:00Z",
    }  # fmt: skip
    take(page, desk_file(paper, archive={"title": HOSTILE, "site": "javascript:document.title=1"}))
    title = page.title()
    item = page.locator("#desk-list li")
    assert item.locator("img,script,b,a").count() == 0
    assert item.locator(".pa-mine").inner_text().startswith("<img")
    page.locator(NOTE).click()
    page.keyboard.press("Escape")
    page.locator("#desk-chips button").nth(1).click()
    page.locator(FOLDERS).click()
    page.keyboard.press("Escape")
    for text, why in (
        ("{", "damaged"),
        (desk_file(version=2), "newer version"),
        (desk_file(paper)[:300], "damaged"),
        ("[" * 10_000, "damaged"),
        ("Just prose", "No paper was found"),
    ):
        assert why in take(page, text), text[:40]
    page.evaluate("paperArchive.desk.importFile({ size: 50e6 })")
    expect(page.locator(SAID)).to_contain_text("50 MB")
    assert len(kept(page)) == 1
    assert page.title() == title


def test_records_that_are_damaged(context: BrowserContext, http: str) -> None:
    page = at_desk(context, http)
    take(page, "2506.00001")
    # Records and a fact that no script of ours wrote.
    page.evaluate("""() => paperArchive.desk.put("papers", [
        { key: "a", title: 7, slug: "x" }, { key: "b" },
        { key: "c", title: "", ids: {}, authors: [], folders: [] },
        { key: "d", title: "Mended", ids: 5, authors: [7, "A"], folders: "x", links: 5,
          tags: [null], saved: "2026-01-01T00:00:00Z", note: 8 },
    ])""")
    page.evaluate("""() => paperArchive.desk.put("facts", [
        { name: "exported", value: 5 }, { name: "visit", value: 5 }, { name: "archive", value: [] },
    ])""")
    page.evaluate("""() => paperArchive.desk.put("follows", [
        { key: "a", kind: "tag", id: "x", title: 7 }, { key: "b" },
        { key: "tag:graph-neural-networks", kind: "tag", id: "graph-neural-networks",
          title: "Graphs", query: 5, since: "x", followed: {} },
    ])""")
    go_back(page)
    expect(page.locator("#desk-damaged")).to_contain_text("5 records are damaged")
    expect(page.locator("#follows")).to_contain_text("Graph learning")
    expect(page.locator("#follows")).not_to_contain_text("function")
    assert len(saved(page)) == 2
    # What still fits of a record is shown, and can be changed.
    page.get_by_role("button", name="Save: Mended").click()
    expect(page.get_by_role("button", name="Save: Mended")).to_have_count(0)


def test_where_nothing_is_kept_it_says_so(browser: Browser, http: str) -> None:
    # As where a browser blocks all cookies, or in a frame of another site.
    refused = """
        const refuse = () => { throw new DOMException("no", "SecurityError") }
        for (const name of ["indexedDB", "localStorage", "sessionStorage", "caches"])
            Object.defineProperty(window, name, { get: refuse })
        Object.defineProperty(navigator, "serviceWorker", { get: refuse })
        window.BroadcastChannel = function () { refuse() }
    """
    with reader(browser, refused) as context:
        page = context.new_page()
        page.goto(http + DESK)
        expect(page.locator("#desk-refused")).to_contain_text("private windows")
        page.goto(http + "offline.html")
        page.get_by_text("This browser keeps no pages here").wait_for()
        page.goto(http + DAY)
        page.locator(STAR).first.wait_for()
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(http + DESK)
        assert "needs JavaScript" in page.inner_text("article")
        assert not page.locator(".pa-unloaded").is_visible()
        assert page.locator("article button:visible").count() == 0


@pytest.mark.parametrize("lost", ["archive.js", "desk.js", "desk/page.js"])
def test_a_desk_whose_scripts_do_not_arrive_says_so(browser: Browser, http: str, lost: str) -> None:
    with browser.new_context() as context:
        # A hotspot that wants a login answers with its own page.
        login = "<!doctype html><title>Log in</title>"
        context.route(
            f"**/assets/{lost}*", lambda route: route.fulfill(body=login, content_type="text/html")
        )
        page = context.new_page()
        page.goto(http + DESK)
        said = page.locator(".pa-unloaded")
        until(page, "getComputedStyle(document.querySelector('.pa-unloaded')).position == 'static'")
        assert said.is_visible()


def test_without_the_search_a_desk_shows_what_it_keeps(browser: Browser, http: str) -> None:
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.goto(http + DAY)
        page.locator(STAR).first.click()
        page.locator(".pa-star[aria-pressed=true]").wait_for()
        context.route("**/assets/search.js*", lambda route: route.abort())
        page.goto(http + DESK)
        page.locator("#desk-list > li").wait_for()
        assert not page.locator("#desk-refused").is_visible()
        page.locator("#desk-open").click()
        page.locator("#desk-import textarea").fill("2409.17703")
        page.locator("#desk-import form button").first.click()
        page.get_by_text("The search could not be loaded, so no paper").wait_for()
