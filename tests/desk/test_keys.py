"""Single keys in Chromium, and who must be left alone by them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.waiting import until
from tests.desk.reading import DAY, PAPER, go, kept, open_page, reader, settled

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    """The number of the item that has the focus."""
    return str(
        page.evaluate("(document.activeElement.closest('li') || document.body).dataset.n || ''")
    )


def presses(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)
        settled(page)


def test_a_list_by_keyboard_alone(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + DAY)
        presses(page, "j")
        assert focused(page) == "1"
        presses(page, "j j k")
        assert focused(page) == "2"
        assert page.evaluate("document.activeElement.matches('h2 > a:focus-visible')")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(ring.removesuffix("px")) >= 2
        presses(page, "o s")
        details = page.locator(".pa-list > li").nth(1).locator("details")
        assert details.get_attribute("open") is not None
        until(page, "paperArchive.desk.all('papers').then(all => all.length == 1)")
        presses(page, "o s")
        assert details.get_attribute("open") is None
        until(page, "paperArchive.desk.all('papers').then(all => all.length == 0)")
        # Narrowed lists are walked as they are shown, far down too.
        page.get_by_role("button", name="With code").click()
        presses(page, "j " * 9)
        assert focused(page) == "20"
        box = page.locator(":focus").bounding_box() or {}
        assert box["y"] > 50 and box["y"] + box["height"] < 720
        with page.expect_navigation():
            page.keyboard.press("n")
        page.locator("#note:focus").wait_for()
        assert page.url.endswith("#note") and page.locator("#note").input_value() == ""


def test_keys_go_on_where_the_page_was_left(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + DAY)
        for way in ("mouse", "key"):
            link = page.locator(".pa-list > li h2 a").nth(5)
            # Which of both a reader used does not matter, nor where the list has been scrolled to.
            link.click() if way == "mouse" else link.press("Enter")
            page.locator(".pa-paper").wait_for()
            page.go_back()
            page.locator(".pa-star").first.wait_for()
            page.evaluate("document.activeElement.blur()")
            presses(page, "j" if way == "mouse" else "k")
            page.locator(".pa-list > li :focus").wait_for()
            assert focused(page) == ("7" if way == "mouse" else "5")


def test_fields_and_commands_of_the_browser_keep_their_keys(browser: Browser, http: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + DAY)
        presses(page, "j")
        page.keyboard.press("/")
        box = page.locator(".md-header .pa-find input")
        box.press_sequentially("jsm?")
        assert box.input_value() == "jsm?" and page.locator("dialog").count() == 0
        page.locator("h2 a").first.focus()
        presses(page, "Control+j Alt+s Meta+m Shift+S")
        page.evaluate("""() => {
            const area = document.createElement("div")
            area.contentEditable = true
            document.body.append(area)
            area.focus()
        }""")
        presses(page, "s j")
        page.locator("h2 a").first.focus()
        # An input method composes.
        page.evaluate("""document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "s", isComposing: true, bubbles: true}))""")
        settled(page)
        assert kept(page) == [] and kept(page, "read") == [] and focused(page) == "1"
        go(page, http + PAPER)
        page.keyboard.press("n")
        page.locator("#note").press_sequentially("jokes on my name?")
        assert page.locator("#note").input_value() == "jokes on my name?"


def test_keys_are_shown_and_can_be_switched_off(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + DAY)
        presses(page, "j ?")
        dialog = page.get_by_role("dialog", name="Keys")
        dialog.wait_for()
        assert dialog.locator("dt").all_inner_texts() == [
            "j",
            "k",
            "Enter",
            "o",
            "s",
            "n",
            "m",
            "/",
            "?",
        ]
        presses(page, "s")
        page.keyboard.press("Escape")
        assert not dialog.is_visible() and focused(page) == "1" and kept(page) == []
        # By mouse too.
        page.get_by_role("button", name="Keys").click()
        dialog.get_by_label("Use single keys").uncheck()
        dialog.get_by_role("button", name="Close").click()
        until(page, "paperArchive.desk.fact('keys').then(on => on === false)")
        go(page, base + PAPER)
        settled(page)
        presses(page, "s n / ?")
        assert kept(page) == [] and page.locator("#note,dialog").count() == 0
        assert page.evaluate("document.activeElement.localName") == "body"
        page.get_by_role("button", name="Keys").click()
        page.get_by_label("Use single keys").check()
        page.keyboard.press("Escape")
        presses(page, "s")
        until(page, "paperArchive.desk.all('papers').then(all => all.length == 1)")
