"""What a reader does at an archive of which the browser keeps something, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

DAY, OTHER = "days/2025-06-03.html", "days/2025-06-04.html"
TAG, AUTHOR = "tags/graph-neural-networks.html", "authors/ann-lee.html"
PAPER = "papers/owls-1-by-diffusion-models.html"
SLUG = "owls-1-by-diffusion-models"
STAR = ".pa-star,.pa-save:not(.pa-pen)"
SAID = ".pa-tell"
SHIFTS = """window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(
  entry => { if (!entry.hadRecentInput) window.shifts.push(entry.value) }
)).observe({ type: "layout-shift", buffered: true })"""


@contextmanager
def reader(browser: Browser, script: str = "", **options: Any) -> Iterator[BrowserContext]:
    """A browser that keeps nothing yet; none of its pages may have an error."""
    context = browser.new_context(**options)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    if script:
        context.add_init_script(script)
    yield context
    assert wrong == []
    context.close()


def open_page(context: BrowserContext, url: str) -> Page:
    """Open a page of papers and wait for its stars."""
    page = context.new_page()
    go(page, url)
    return page


def go(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(STAR).locator("visible=true").first.wait_for()


def star(page: Page, title: str = "Owls 1 by") -> Any:
    return page.get_by_role("button", name=f"Save: {title}")


def press(page: Page, title: str = "Owls 1 by", *, on: bool = True) -> None:
    """Press a star and wait until it shows what is kept."""
    star(page, title).click()
    page.get_by_role("button", name=f"Save: {title}", pressed=on).wait_for()


def is_saved(page: Page, title: str = "Owls 1 by") -> bool:
    """Whether a star shows that its paper is saved, once the page shows what is kept."""
    settled(page)
    return bool(star(page, title).get_attribute("aria-pressed") == "true")


def settled(page: Page) -> None:
    """Wait until the page shows what is kept: reads it after what the page asked for before."""
    page.evaluate(
        "() => paperArchive.desk.all('facts').then(() => new Promise(done => setTimeout(done, 30)))"
    )


def kept(page: Page, store: str = "papers") -> list[dict[str, Any]]:
    """What a store of the desk has."""
    return list(page.evaluate("store => paperArchive.desk.all(store)", store))
