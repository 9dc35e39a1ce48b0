"""What a reader does on the desk's page, in Chromium."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.desk.reading import SAID

DESK = "desk.html"
FOLDERS, NOTE = "#desk-list [aria-haspopup]", "#desk-list .pa-write"
STRANGER = "Owls elsewhere"


def desk_file(*papers: Any, **values: Any) -> str:
    """A desk file of another archive."""
    made = {"format": "paper-archive desk", "version": 1, "papers": papers}
    return json.dumps(made | {"archive": {"title": "Far", "site": "https://far.example/"}} | values)


def at_desk(context: BrowserContext, base: str) -> Page:
    """Open the desk and wait until it shows what is kept."""
    page = context.new_page()
    page.goto(base + DESK)
    return shown(page)


def shown(page: Page) -> Page:
    expect(page.locator("#desk-last")).to_contain_text("Last export")
    return page


def take(page: Page, text: str) -> str:
    """Import a file, and return what the desk says of it."""
    for close in page.locator(SAID).get_by_role("button", name="Close").all():
        close.click()
    file = {"name": "desk.json", "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("#desk-import [type=file]").set_input_files(file)
    return said_by(page)


def paste(page: Page, text: str) -> str:
    """Import a text that is pasted, and return what the desk says of it."""
    page.get_by_role("button", name="Import…").click()
    page.get_by_label("Or paste it here").fill(text)
    page.get_by_role("button", name="Import", exact=True).click()
    return said_by(page)


def said_by(page: Page) -> str:
    said = page.locator(SAID)
    expect(said).to_contain_text(".")
    expect(said).not_to_contain_text("Reading…")
    return said.inner_text()


def saved(page: Page) -> list[str]:
    return page.locator("#desk-list h3").all_inner_texts()


def go_back(page: Page) -> None:
    page.reload()
    shown(page)
