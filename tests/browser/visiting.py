"""Visits of readers to a site: each as in a new window, but in a tab that is there already.

A new context with its own process of Chromium costs more than most visits. A tab is kept for each
address that a site has, and what a visit left in it is taken away: what the site stored, the
routes, the medium, the size of the window and the place of the mouse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Locator, Page

# Of one site, as files and over http.
MOST = 2
_tabs: WeakKeyDictionary[Browser, dict[str, Page]] = WeakKeyDictionary()


def _tab(browser: Browser, base: str) -> Page:
    tabs = _tabs.setdefault(browser, {})
    if base not in tabs:
        while len(tabs) >= MOST:
            tabs.pop(next(iter(tabs))).context.close()
        tabs[base] = browser.new_context().new_page()
    return tabs[base]


def _forget(page: Page, base: str) -> None:
    """Take away what the last visit left. A file has no origin that could be named but its own."""
    page.unroute_all()
    if page.url.startswith(base):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    parts = urlsplit(base)
    stored = {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": "all"}
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", stored)
    session.detach()
    page.context.clear_cookies()
    page.emulate_media(media="null", color_scheme="null", forced_colors="null")
    page.mouse.move(0, 0)
    page.goto("about:blank")


@contextmanager
def visit(browser: Browser, base: str, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """A page that must show no error and ask for nothing but the site's own files."""
    page = _tab(browser, base)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    wrong: list[str] = []
    heard: dict[str, Callable[[Any], None]] = {
        # Tests of other things than reading offline block service workers (chromium.py).
        "console": lambda m: (
            wrong.append(m.text)
            if m.type in ("error", "warning") and "Worker registration blocked" not in m.text
            else None
        ),
        "pageerror": lambda error: wrong.append(str(error)),
        # A page that is left while it loads gives up its requests: that is no fault of the site.
        "requestfailed": lambda r: (
            None if r.failure == "net::ERR_ABORTED" else wrong.append(f"failed: {r.url}")
        ),
        "request": lambda r: (
            None if r.url.startswith((base, "data:")) else wrong.append(f"asked for {r.url}")
        ),
    }
    for event, listener in heard.items():
        page.on(event, listener)  # type: ignore[call-overload]
    try:
        yield page
        assert wrong == []
    except BaseException:
        # A test that failed may have left anything.
        _tabs[browser].pop(base).context.close()
        raise
    for event, listener in heard.items():
        page.remove_listener(event, listener)
    _forget(page, base)


def follow(page: Page, link: Locator) -> None:
    """Click a link, and wait until the page to which it leads is loaded."""
    target = link.evaluate("link => link.href")
    # A page that changes its own address navigates too.
    with page.expect_navigation(url=lambda url: url == target):
        link.click()
