"""Lists in Chromium: narrowed, sorted, unfolded, and shown as titles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visiting import visit
from tests.site.run import build

pytestmark = pytest.mark.browser
SUBJECTS = ("graph neural networks", "diffusion models", "reinforcement learning")
VOTES = (3, 41, 0, 7, 1204, 5, 2, 9, 0, 12, 4, 6, 8, 0, 1)
SHIFTS = """window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(
  entry => { if (!entry.hadRecentInput) window.shifts.push(entry.value) }
)).observe({ type: "layout-shift", buffered: true })"""
DAY, OTHER = "days/2025-06-03.html", "days/2025-06-04.html"
TAG, AUTHOR = "tags/graph-neural-networks.html", "authors/ann-lee.html"


@pytest.fixture
def files(site: Path) -> str:
    """The address of the site as files, for what a server does not change."""
    return site.as_uri() + "/"


def listed(n: int) -> dict[str, object]:
    subject = SUBJECTS[n % 3] if n < 12 else "rivers"
    code = f" Our code is at https://github.com/sea/gulls{n}." if n % 2 else ""
    return {
        "id": f"2506.{n:05}",
        "title": f"Gulls {n} by {subject}",
        "abstract": f"Gulls fly far. We propose Gull{n}, which uses {subject} at sea. It is{code}.",
        "authors": ["Ann Lee", "Bo Wu"],
        "upvotes": VOTES[n],
        "kind": "cross-list" if n == 11 else "new",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "listings").mkdir()
    for day, papers in (
        ("2025-06-03", range(9)), ("2025-06-04", range(9, 12)), ("2025-06-05", range(12, 15)),
    ):  # fmt: skip
        lines = (json.dumps(listed(n)) for n in papers)
        (folder / f"listings/{day}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    done = build(folder, listings=folder / "listings")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def gulls(page: Page) -> list[int]:
    """The numbers in the titles that are shown, in the order of the page."""
    titles = page.locator("ol.pa-list > li:visible :is(h2, h3)").all_inner_texts()
    return [int(title.split()[1]) for title in titles]


def numbers(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "ol.pa-list > li:not([hidden])",
        "items => items.map(item => getComputedStyle(item, '::before').content)",
    )


def test_the_address_keeps_how_a_day_is_narrowed_and_sorted(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + DAY)
        assert gulls(page) == list(range(9))
        page.get_by_role("button", name="Graphs").press("Space")
        assert gulls(page) == [0, 3, 6] and numbers(page) == ['"1"', '"4"', '"7"']
        page.get_by_role("button", name="By votes").press("Enter")
        assert gulls(page) == [3, 0, 6] and numbers(page) == ['"4"', '"1"', '"7"']
        page.get_by_role("button", name="With code").click()
        assert gulls(page) == [3]
        assert page.get_by_role("status").inner_text() == "1 of 9 papers, most votes first"
        assert page.url.endswith("#tag=graph-neural-networks&code&sort=votes")
        page.reload()
        assert gulls(page) == [3]
        page.evaluate("location.hash = 'tag=diffusion-and-flows'")
        page.get_by_text("3 of 9 papers").first.wait_for()
        assert gulls(page) == [1, 4, 7]
        page.get_by_role("button", name="Diffusion 3").click()
        assert gulls(page) == list(range(9)) and "#" not in page.url
        assert page.get_by_role("status").inner_text() == ""


def test_a_page_says_what_it_cannot_be_narrowed_to(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(f"{files}{DAY}#tag=surveys&sort=votes")
        status = page.get_by_role("status")
        status.filter(has_text="most votes first").wait_for()
        assert status.inner_text() == "no button here narrows to the tag surveys, most votes first"
        assert gulls(page)[0] == 4 and len(gulls(page)) == 9
        page.get_by_role("button", name="With code").click()
        assert status.inner_text() == "4 of 9 papers, most votes first"


def test_all_days_of_a_tag_are_sorted_together(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(f"{base}{TAG}#sort=votes")
        page.get_by_role("heading", name="Most votes first").wait_for()
        assert gulls(page) == [9, 3, 0, 6]
        assert page.locator(".pa-day:visible").count() == 1
        page.get_by_role("button", name="As listed").click()
        assert gulls(page) == [9, 0, 3, 6]
        assert page.locator(".pa-day:visible").count() == 2
        # A day without a paper that is shown has no heading.
        page.goto(f"{base}{TAG}#code")
        page.reload()
        assert gulls(page) == [9, 3]
        assert page.locator(".pa-day:visible small").all_inner_texts() == ["1", "1 of 3"]


def test_an_author_is_narrowed_and_sorted_in_the_same_way(browser: Browser, base: str) -> None:
    def titles() -> list[int]:
        found = page.locator("ol.pa-titled > li:visible > a").all_inner_texts()
        return [int(title.split()[1]) for title in found]

    with visit(browser, base) as page:
        page.goto(base + AUTHOR)
        count = page.locator("h1 ~ .pa-by > span", has_text="papers").first
        assert len(titles()) == 15 and count.inner_text() == "15 papers"
        page.get_by_role("button", name="Graphs").click()
        assert titles() == [9, 0, 3, 6] and count.inner_text() == "4 of 15 papers"
        page.get_by_role("button", name="By votes").click()
        page.reload()
        assert titles() == [9, 3, 0, 6] and count.inner_text() == "4 of 15 papers"
        page.get_by_role("button", name="With code").click()
        assert titles() == [9, 3]
        assert page.url.endswith("#tag=graph-neural-networks&code&sort=votes")


def test_cross_lists_are_narrowed_too(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(files + OTHER)
        assert page.get_by_role("heading", name="Cross-lists").is_visible()
        assert numbers(page) == ['"1"', '"2"', '"3"']
        page.get_by_role("button", name="With code").click()
        assert gulls(page) == [9, 11]


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_shifts(browser: Browser, base: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    context.add_init_script(SHIFTS)
    page = context.new_page()
    narrowed = "tag=diffusion-and-flows&sort=votes"
    for address in (
        *(DAY, OTHER, TAG, f"{OTHER}#code", f"{DAY}#{narrowed}"),
        *(AUTHOR, f"{AUTHOR}#{narrowed}"),
    ):
        page.goto("about:blank")
        page.goto(base + address)
        page.locator("li[data-n]").first.wait_for()
        if not address.startswith(AUTHOR):
            page.get_by_role("radio", name="BibTeX").wait_for()
        page.evaluate("() => new Promise(done => setTimeout(done, 50))")
        # A slow machine may paint half of a paper, whose button moves once the rest is there.
        assert sum(page.evaluate("shifts")) < 0.001, address
    context.close()


def test_links_say_of_what_and_a_search_in_the_page_unfolds(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(files + DAY)
        page.get_by_role("link", name="PDF: Gulls 1 by").wait_for()
        assert page.get_by_role("link", name="Code: Gulls 1 by").count() == 1
        item = page.locator(".pa-list > li").nth(1)
        before = item.locator(".pa-abs span").first
        assert before.get_attribute("hidden") == "until-found"
        assert item.locator("mark").inner_text().startswith("We propose Gull1")
        before.evaluate("part => part.dispatchEvent(new Event('beforematch', { bubbles: true }))")
        assert "Gulls fly far." in item.locator(".pa-abs").inner_text()
        page.get_by_label("Abstract of Gulls 1 by").click()
        assert "Gulls fly far." not in item.locator(".pa-abs").inner_text()


def test_without_a_script_abstracts_unfold(browser: Browser, files: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files + DAY)
    assert not page.locator(".pa-filter, .pa-bar, .pa-cite").locator("visible=true").count()
    abstract = page.locator(".pa-abs").first
    assert (
        abstract.locator("mark").inner_text()
        == "We propose Gull0, which uses graph neural networks at sea."
    )
    page.locator("summary").first.click()
    assert "Gulls fly far. We propose" in abstract.inner_text()
    context.close()


def test_titles_alone_are_for_lists_and_not_for_the_search(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(files + DAY)
        page.get_by_role("button", name="Titles").click()
        assert page.locator(".pa-abs:visible").count() == 0
        page.goto(files + "search.html?q=gulls")
        page.locator(".pa-results li").first.wait_for()
        assert page.locator(".pa-results .pa-abs:visible").count() == 10
        page.goto(files + DAY)
        assert page.locator(".pa-abs:visible").count() == 0
        page.get_by_role("button", name="Gists").click()
        assert page.locator(".pa-abs:visible").count() == 9


def test_print_has_whole_abstracts_and_no_controls(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(files + DAY)
        page.get_by_role("button", name="Titles").click()
        page.emulate_media(media="print")
        assert "Gulls fly far." in page.locator(".pa-abs").first.inner_text()
        assert page.locator("button:visible").count() == 0
        page.goto(files + TAG)
        assert page.locator("figcaption:visible").count() == 1
        assert page.locator("nav.pa-step:visible").count() == 0


def test_counts_are_said_apart_from_what_they_count(browser: Browser, files: str) -> None:
    with visit(browser, files) as page:
        page.goto(files + TAG)
        assert page.get_by_role("button", name=re.compile(r"^With code \d+$")).count() == 1
        heading = page.get_by_role("heading", level=2).first
        assert "2025 papers: " in heading.aria_snapshot()
        page.goto(files + "search.html")
        assert page.get_by_role("link", name="Skip to content").count() == 1
