"""Notes on the pages of papers, in Chromium."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.waiting import until
from tests.desk.reading import DAY, PAPER, SLUG, go, kept, open_page, press, reader, settled

pytestmark = pytest.mark.browser
HAS = "paperArchive.desk.all('papers').then(all => all.length > 0 && all[0].note == %s)"
NOTE, MARKUP = "#note", "<script>document.title = 1</script> & <b>bold</b>\nsecond line"


def write(page: Page, text: str) -> None:
    """Write a note and wait until it is kept."""
    if page.locator(NOTE).count() == 0:
        page.get_by_role("button", name="Note", exact=True).click()
    page.locator(NOTE).fill(text)
    until(page, HAS % json.dumps(text))


def test_a_note_is_kept_while_it_is_written_and_shown_where_its_paper_is(
    browser: Browser, base: str
) -> None:
    with reader(browser) as context:
        page = open_page(context, base + PAPER)
        write(page, MARKUP)
        page.get_by_text("Kept in this browser.").wait_for()
        (entry,) = kept(page)
        assert (entry["saved"], entry["slug"]) == ("", SLUG) and entry["noted"]
        go(page, base + PAPER)
        page.locator(NOTE).wait_for()
        assert page.locator(NOTE).input_value() == MARKUP and page.title() != "1"
        go(page, base + DAY)
        page.get_by_role("img", name="You have a note").wait_for()
        # A star that comes and goes leaves the note.
        press(page)
        press(page, on=False)
        assert kept(page)[0]["note"] == MARKUP
        go(page, base + PAPER)
        page.locator(NOTE).fill(" ")
        until(page, "paperArchive.desk.all('papers').then(all => !all.length)")


def test_a_note_is_kept_when_the_page_is_left_at_once(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + PAPER)
        page.keyboard.press("n")
        page.locator(NOTE).press_sequentially("now")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.textContent") == "Note"
        go(page, base + DAY)
        page.get_by_role("img", name="You have a note").wait_for()
        assert [entry["note"] for entry in kept(page)] == ["now"]


def test_two_tabs_lose_nothing_of_each_other(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        first, second = (open_page(context, base + PAPER) for _ in range(2))
        write(first, "one")
        second.bring_to_front()
        second.locator(NOTE).wait_for()
        assert second.locator(NOTE).input_value() == "one"
        write(second, "one two")
        until(first, "document.querySelector('#note').value == 'one two'")
        # Both write before either hears of the other: this one keeps its text when it is left.
        first.evaluate("document.querySelector('#note').value = 'one three'")
        write(second, "one four")
        first.evaluate("document.querySelector('#note').dispatchEvent(new Event('change'))")
        first.get_by_text("Another tab changed this note too").wait_for()
        assert kept(first)[0]["note"] == "one three\n\none four"
        assert first.locator(NOTE).input_value() == "one three\n\none four"


def test_writing_on_and_on_is_no_second_tab(browser: Browser, http: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + PAPER)
        page.keyboard.press("n")
        page.locator(NOTE).wait_for()
        for word in range(12):
            page.evaluate(
                """word => {
                    const area = document.querySelector("#note")
                    area.value += word + " "
                    area.dispatchEvent(new Event("change"))
                }""",
                word,
            )
        wanted = "".join(f"{word} " for word in range(12))
        until(page, HAS % json.dumps(wanted))
        settled(page)
        assert page.locator(NOTE).input_value() == wanted


def test_a_clock_that_was_set_back_loses_no_note(browser: Browser, http: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + PAPER)
        write(page, "of the future")
        page.evaluate("paperArchive.desk.now = () => '1999-01-01T00:00:00.000Z'")
        write(page, "of the past")
        press(page)
        go(page, http + PAPER)
        page.locator(NOTE).wait_for()
        assert page.locator(NOTE).input_value() == "of the past"


def test_a_browser_that_keeps_nothing_says_so_under_the_note(browser: Browser, http: str) -> None:
    with reader(browser, "delete window.indexedDB; window.indexedDB = undefined") as context:
        page = open_page(context, http + PAPER)
        page.keyboard.press("n")
        page.locator(NOTE).press_sequentially("lost?")
        page.get_by_text("does not let this site keep anything").wait_for()
        assert page.locator(NOTE).input_value() == "lost?"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_note_that_is_there_moves_nothing(browser: Browser, http: str, width: int) -> None:
    shifts = """window.shifts = 0
      new PerformanceObserver(list => list.getEntries().forEach(entry => { shifts += entry.value }))
        .observe({ type: "layout-shift", buffered: true })"""
    for height in (500, 1200):
        size = {"width": width, "height": height}
        with reader(browser, shifts, viewport=size) as context:
            page = open_page(context, http + PAPER)
            settled(page)
            before = page.evaluate("shifts")
            write(page, "\n".join("abc"))
            page = open_page(context, http + PAPER)
            settled(page)
            # The citation moves what is below it if the page is drawn before its buttons.
            assert page.evaluate("shifts") < before + 0.003
            # Where it would move what is in sight, it is one press away.
            if page.locator(NOTE).count() == 0:
                page.get_by_role("button", name="Note", exact=True).click()
            assert page.locator(NOTE).input_value() == "a\nb\nc"
