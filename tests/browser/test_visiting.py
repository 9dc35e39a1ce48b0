"""A visit of these tests leaves nothing to the next one, which has the same tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.visiting import visit

pytestmark = pytest.mark.browser

# The site has a database and settings of its own.
KEEP = """() => {
    localStorage.setItem("a", "1")
    sessionStorage.setItem("a", "1")
    document.cookie = "a=1"
    return new Promise(done => {
        const opening = indexedDB.open("visited")
        opening.onupgradeneeded = () => opening.result.createObjectStore("papers")
        opening.onsuccess = () => { opening.result.close(); done() }
    })
}"""
KEPT = """async () => [
    localStorage.getItem("a"), sessionStorage.getItem("a"), document.cookie,
    (await indexedDB.databases()).some(each => each.name === "visited"), innerWidth,
    matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches,
]"""


def test_a_visit_leaves_nothing_to_the_next(browser: Browser, base: str) -> None:
    with visit(browser, base, 390, "dark") as page:
        page.goto(base + "about.html")
        page.evaluate(KEEP)
        page.emulate_media(media="print")
        assert page.evaluate(KEPT)[3:] == [True, 390, True, True]
        page.route("**/index.html", lambda route: route.abort())
    with visit(browser, base) as again:
        assert again is page
        again.goto(base + "index.html")
        assert again.evaluate(KEPT) == [None, None, "", False, 1280, False, False]


def test_a_visit_that_fails_takes_its_tab_along(browser: Browser, base: str) -> None:
    with pytest.raises(AssertionError), visit(browser, base) as page:
        page.goto(base + "index.html")
        page.evaluate("console.error('x')")
    with visit(browser, base) as another:
        assert another is not page and page.is_closed()
    with pytest.raises(Error):
        page.title()
