"""What a reader does at an archive that is kept for reading offline, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.waiting import until
from tests.offline.hosting import Host

KEPT = """async () => {
    const kept = {}
    for (const name of await caches.keys()) {
        const urls = (await (await caches.open(name)).keys()).map(request => request.url)
        kept[name.split(" ").slice(2).join(" ")] = urls.map(url => url.split("/archive/")[1])
    }
    return kept
}"""
# What the worker remembers says that it has to look for a new build.
DUE = """async () => {
    const cache = await caches.open("paper-archive /archive/ state")
    const [key] = await cache.keys(), state = await (await cache.match(key)).json()
    await cache.put(key, new Response(JSON.stringify({ ...state, checked: Date.now() + 1e9 })))
}"""
MISSING = ".pa-missing"


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a new reader; errors of scripts, and what the policy forbids, fail the test."""
    context = browser.new_context(service_workers="allow", **options)
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    yield page
    assert wrong == []
    context.close()


def kept(page: Page) -> dict[str, list[str]]:
    return page.evaluate(KEPT)


def design(site: Path) -> str:
    return json.loads((site / "offline/index.json").read_text())["design"]


def begin(page: Page, host: Host, *paths: str) -> None:
    """Open pages until the worker controls them and has kept what it keeps by itself."""
    for path in paths:
        page.goto(host.url + path)
        page.wait_for_load_state("networkidle")
        # A page that is left before it has nothing to do does not count as seen.
        until(page, "!!localStorage.getItem('pa-offline /archive/')")
    until(page, "!!navigator.serviceWorker.controller")
    settled(page)


def settled(page: Page) -> None:
    """Wait until the worker has come to the end of what it does."""
    until(
        page,
        """async () => {
        const name = "paper-archive /archive/ state"
        if (!await caches.has(name)) return false
        const cache = await caches.open(name), [key] = await cache.keys()
        if (!key) return false
        const state = await (await cache.match(key)).json()
        return state.build && state.checked > 0 && state.checked <= Date.now()
    }""",
    )


def is_drawn(page: Page) -> bool:
    """Whether a page has its style sheet."""
    return "Palatino" in page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Keep {name}").click()
    page.get_by_text("Done: it opens without a network now.").wait_for()
