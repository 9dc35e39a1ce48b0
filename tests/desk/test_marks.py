"""Stars and read papers, in Chromium: what is saved on one page is shown on all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.waiting import until
from tests.desk.conftest import PAPERS
from tests.desk.reading import (
    AUTHOR,
    DAY,
    OTHER,
    PAPER,
    SAID,
    SHIFTS,
    SLUG,
    STAR,
    TAG,
    go,
    is_saved,
    kept,
    open_page,
    press,
    reader,
    settled,
    star,
)

pytestmark = pytest.mark.browser

# What a page asks of the database.
COUNTED = """window.transactions = 0
const { transaction } = IDBDatabase.prototype
IDBDatabase.prototype.transaction = function (...given) {
  if ([].concat(given[0]).includes("papers")) window.transactions++
  return transaction.apply(this, given)
}"""
REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }"


def test_a_paper_is_saved_on_one_page_and_shown_on_all(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + DAY)
        assert page.locator(".pa-star").count() == PAPERS
        press(page)
        (entry,) = kept(page)
        assert entry["key"] == "arxiv:2506.00001" and entry["ids"] == [entry["key"]]
        assert (entry["slug"], entry["listed"], entry["votes"]) == (SLUG, "2025-06-03", 7)
        assert (entry["authors"], entry["more"]) == (["Ann Lee", "Bo Wu", "Cy Xu"], 2)
        assert entry["gist"].startswith("We propose Owl1") and entry["saved"].endswith("Z")
        assert ["Code", "https://github.com/sea/owls1"] in entry["links"]
        assert entry["cite"]["names"][4] == ["Zu", "Ed"] and "diffusion" in str(entry["tags"])
        for address in (TAG.replace("graph-neural-networks", "diffusion-and-flows"), AUTHOR, PAPER):
            go(page, base + address)
            assert is_saved(page), address
        # The page of the paper knows all of its names.
        (entry,) = kept(page)
        assert len(entry["authors"]) == 5 and "doi:10.48550/arxiv.2506.00001" in entry["ids"]
        other = open_page(context, f"{base}search.html?q=owl1")
        assert is_saved(other)
        press(other, "Owls 1 by", on=False)
        page.bring_to_front()
        page.get_by_role("button", name="Save: Owls 1 by", pressed=False).wait_for()
        assert kept(page) == []


def test_what_a_search_found_is_kept_as_elsewhere(browser: Browser, base: str) -> None:
    """The words that are marked in a result are no gist, and its days and tags no sources."""
    with reader(browser) as context:
        page = open_page(context, f"{base}search.html?q=owl1+night")
        press(page)
        (entry,) = kept(page)
        assert "We propose Owl1, which" in entry["gist"] and entry["listed"] == "2025-06-03"
        assert entry["links"] == [] and "diffusion" in str(entry["tags"])


def test_a_gist_is_kept_as_the_list_shows_it(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + DAY)
        mark = "document.querySelector('.pa-abs > details ~ mark')"
        page.evaluate(f"{mark}.textContent = 'we fly far'; {mark}.className = 'pa-up pa-cut'")
        page.locator(".pa-star").first.click()
        page.locator(".pa-star[aria-pressed=true]").wait_for()
        assert [entry["gist"] for entry in kept(page)] == ["We fly far\N{NO-BREAK SPACE}…"]


def test_home_has_stars_and_a_title_is_never_code(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + "index.html")
        press(page, "Owls 41")
        go(page, base + DAY)
        hostile = page.locator(".pa-list > li").nth(2).locator(".pa-star")
        hostile.click()
        until(page, "document.querySelectorAll('.pa-star[aria-pressed=true]').length")
        assert "<img src=x" in (hostile.get_attribute("aria-label") or "")
        assert page.title() != "1" and page.locator("li img").count() == 0
        assert sorted(entry["listed"] for entry in kept(page)) == ["2025-06-03", "2025-06-04"]


def test_sorted_and_narrowed_lists_keep_their_stars(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        page = open_page(context, base + DAY)
        page.get_by_role("button", name="By votes").click()
        press(page)
        page.get_by_role("button", name="With code").click()
        assert is_saved(page)
        page.get_by_role("button", name="As listed").click()
        go(page, page.url)
        assert is_saved(page) and page.locator(".pa-star").count() == PAPERS


def test_what_is_kept_is_read_at_once_and_nothing_moves(browser: Browser, http: str) -> None:
    for width in (390, 1280):
        size = {"width": width, "height": 700}
        with reader(browser, COUNTED + ";" + SHIFTS, viewport=size) as context:
            page = open_page(context, http + DAY)
            settled(page)
            assert page.evaluate("transactions") == 1
            press(page)
            for address in (DAY, OTHER, TAG, AUTHOR, PAPER, "index.html"):
                go(page, http + address)
                settled(page)
                assert sum(page.evaluate("shifts")) < 0.001, address


def test_a_browser_that_keeps_nothing_says_so_beside_the_star(browser: Browser, base: str) -> None:
    with reader(browser, REFUSED) as context:
        page = open_page(context, base + DAY)
        star(page).click()
        said = page.locator("li").filter(has=star(page)).get_by_role("status")
        said.get_by_text("does not let this site keep anything").wait_for()
        assert star(page).get_attribute("aria-pressed") == "false"
        said.get_by_role("button", name="Close").click()
        assert page.locator(SAID).count() == 0
        page.get_by_role("button", name="With code").click()
        assert page.get_by_text(f"{PAPERS // 2} of {PAPERS} papers").first.is_visible()


def test_a_full_store_says_so(browser: Browser, http: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + DAY)
        quota = {"origin": http.rstrip("/"), "quotaSize": 1}
        context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
        star(page).click()
        page.get_by_text("there is no more room").wait_for()
        assert kept(page) == [] and not is_saved(page)


def test_a_browser_that_never_answers_is_said_to_keep_nothing(browser: Browser, http: str) -> None:
    with reader(browser, "IDBFactory.prototype.open = () => ({})") as context:
        page = context.new_page()
        page.goto(http + PAPER)
        star(page).click()
        page.get_by_text("this browser does not let this site keep anything").wait_for()


def test_a_database_of_which_a_part_is_gone_is_completed(browser: Browser, http: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + PAPER)
        settled(page)
        name = page.evaluate("'paper-archive:' + document.documentElement.dataset.archive")
        page.evaluate(
            """name => new Promise(done => {
                indexedDB.deleteDatabase(name).onsuccess = () => {
                    const asked = indexedDB.open(name, 3)
                    asked.onupgradeneeded = () =>
                        asked.result.createObjectStore("read", { keyPath: "slug" })
                    asked.onsuccess = () => done(asked.result.close())
                }
            })""",
            name,
        )
        go(page, http + PAPER)
        press(page)
        assert len(kept(page)) == 1


def test_data_that_was_cleared_is_gone_and_the_star_works_again(
    browser: Browser, http: str
) -> None:
    with reader(browser) as context:
        page = open_page(context, http + DAY)
        press(page)
        devtools = context.new_cdp_session(page)
        clear = {"origin": http.rstrip("/"), "storageTypes": "indexeddb"}
        devtools.send("Storage.clearDataForOrigin", clear)
        go(page, page.url)
        assert not is_saved(page)
        press(page)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("assets/desk.js", "syntax error("),
        ("assets/desk/keep.js", ""),
        ("desk/archive.js", "paperArchive.deskFacts({moved: 7, title: []})"),
    ],
)
def test_a_damaged_script_costs_the_desk_alone(
    browser: Browser, http: str, name: str, body: str
) -> None:
    context = browser.new_context()
    page = open_page(context, http + DAY)
    press(page)
    context.route(
        f"**/{name}*", lambda route: route.fulfill(body=body, content_type="text/javascript")
    )
    page.goto("about:blank")
    page.goto(http + PAPER)
    page.get_by_role("radio", name="RIS").click()
    assert page.locator(".pa-cite code").inner_text().startswith("TY")
    page.goto(http + DAY)
    page.get_by_role("button", name="With code").click()
    assert page.get_by_text(f"{PAPERS // 2} of {PAPERS} papers").first.is_visible()
    if name == "desk/archive.js":
        assert is_saved(page)
    elif name == "assets/desk/keep.js":
        star(page).click()
        page.locator(SAID).get_by_text("A script of the desk").wait_for()
    context.unroute(f"**/{name}*")
    go(page, http + DAY)
    assert is_saved(page)
    context.close()


def test_without_a_script_there_is_no_desk(browser: Browser, base: str) -> None:
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        for address in (DAY, PAPER):
            page.goto(base + address)
            assert page.get_by_role("link", name="Desk").count() == 0
            assert page.locator(".pa-star,.pa-save,.pa-link").count() == 0
        page.goto(base + DAY)
        assert (
            page.locator(".pa-list > li").first.evaluate("e => getComputedStyle(e).paddingRight")
            == "0px"
        )


def marked(page: Page) -> list[int]:
    """The numbers of the papers that are shown as read."""
    items = page.locator(".pa-list > .pa-read")
    return [int(item.get_attribute("data-n") or 0) for item in items.all()]


def test_an_opened_paper_is_read(browser: Browser, base: str) -> None:
    with reader(browser) as context:
        day = open_page(context, base + DAY)
        colour = day.locator("h2 a").nth(1).evaluate("e => getComputedStyle(e).color")
        opened = open_page(context, base + PAPER)
        until(opened, "paperArchive.desk.get('read', location.pathname.match(/([^/]*).html/)[1])")
        day.bring_to_front()
        day.locator(".pa-read").wait_for()
        assert marked(day) == [2]
        title = day.locator(".pa-read h2 a")
        assert title.evaluate("e => getComputedStyle(e).color") != colour
        assert title.evaluate("e => getComputedStyle(e.closest('li')).opacity") == "1"
        # By name, and where a browser takes all colours away.
        day.emulate_media(forced_colors="active")
        sign = day.locator(".pa-read h2").get_by_role("img", name="Read")
        assert sign.is_visible() and sign.inner_text() == "✓"
        day.get_by_role("heading", name="Owls 1 by diffusion models Read").wait_for()
        assert title.inner_text() == "Owls 1 by diffusion models"
        # Rows of titles too, which the script of lists still tells apart from those with code.
        go(day, base + AUTHOR)
        row = day.locator(".pa-titled > .pa-read")
        row.get_by_role("img", name="Read").wait_for()
        assert day.get_by_role("img", name="Read").count() == 1


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_day_is_read_to_a_paper_and_goes_on_there(browser: Browser, http: str, by: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + DAY)
        if by == "key":
            for _ in range(3):
                page.keyboard.press("j")
            page.keyboard.press("m")
            last = 3
        else:
            page.mouse.wheel(0, 500)
            button = page.locator(".pa-to")
            button.wait_for()
            last = int(button.inner_text().rpartition(" ")[2])
            assert 5 < last < PAPERS
            button.click()
        page.get_by_text(f"Read to paper {last}.").wait_for()
        settled(page)
        assert marked(page) == list(range(1, last + 1))
        page.reload()
        page.get_by_text(f"You read to paper {last}.").wait_for()
        page.get_by_role("button", name="Go on").click()
        page.locator(".pa-list > li :focus").wait_for()
        focused = page.evaluate("document.activeElement.closest('li').dataset.n")
        assert focused == str(last + 1)
        bottom = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert 0 < bottom < page.evaluate("innerHeight")
        page.reload()
        page.get_by_role("button", name="Take back").click()
        until(page, "!document.querySelector('.pa-read')")
        assert kept(page, "read") == []


def test_esc_closes_what_was_said_and_the_focus_returns(browser: Browser, http: str) -> None:
    with reader(browser) as context:
        page = open_page(context, http + DAY)
        title = page.locator("h2 a").nth(2)
        for is_in in (True, False):
            title.focus()
            page.keyboard.press("m")
            back = page.get_by_role("button", name="Take back")
            back.wait_for()
            # The sentence has the focus, or the list still has it.
            if is_in:
                back.focus()
            page.keyboard.press("Escape")
            assert page.locator(SAID).count() == 0
            assert title.evaluate("link => link === document.activeElement")
        assert len(kept(page, "read")) == 3


def test_reading_less_far_takes_the_rest_back_but_not_opened_papers(
    browser: Browser, http: str
) -> None:
    with reader(browser) as context:
        page = open_page(context, http + DAY)
        page.evaluate(
            f"paperArchive.desk.put('read', {{slug: '{SLUG}', at: '2001-01-01T00:00:00Z'}})"
        )
        for number in (6, 1):
            page.locator("h2 a").nth(number - 1).focus()
            page.keyboard.press("m")
            page.get_by_text(f"Read to paper {number}.").wait_for()
        settled(page)
        assert marked(page) == [1, 2]


def test_touch_targets_are_large_and_nothing_is_wider_than_a_phone(
    browser: Browser, http: str
) -> None:
    with reader(browser, viewport={"width": 390, "height": 800}, has_touch=True) as context:
        page = open_page(context, http + DAY)
        box = page.locator(".pa-star").first.bounding_box() or {}
        assert box["width"] >= 40 and box["height"] >= 44
        for address in (DAY, PAPER, "search.html?q=owls"):
            go(page, http + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        page.goto(http + PAPER)
        assert all(
            (each.bounding_box() or {})["height"] >= 44 for each in page.locator(".pa-save").all()
        )


def test_the_archive_has_one_name_on_http_and_on_a_disk(
    browser: Browser, http: str, site: Path
) -> None:
    names = set()
    with reader(browser) as context:
        page = context.new_page()
        for address in (http + DAY, f"{site.as_uri()}/{PAPER}"):
            page.goto(address)
            names.add(page.evaluate("document.documentElement.dataset.archive"))
        link = page.locator('.md-header a[href*="desk.html"]')
        page.locator(STAR).first.wait_for()
        settled(page)
        # On a disk the desk is told how much this page sees.
        assert (link.get_attribute("href") or "").endswith("desk.html#kept=0")
    assert len(names) == 1 and len(names.pop()) == 12
