"""Titles and abstracts from right to left, as Chromium lays them out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.run import build

pytestmark = pytest.mark.browser

HEBREW = "עברית: LLM (GPT-4) ב-2024!"
PAPERS = [
    {
        "title": HEBREW,
        "abstract": "אנו מציגים מודל שפה בשם GPT-4 לעברית, והוא טוב יותר מכל הקודמים.",
        "authors": ["דנה לוי", "Ann Lee"],
    },
    {
        "title": "Models: نماذج",
        "abstract": "نقدم في هذا العمل نموذج لغة كبير للغة العربية يسمى GPT-4 وهو أفضل."
        " تظهر النتائج تفوقه.",
        "authors": ["Ann Lee", "Bo Wu", "דנה לוי", *(f"Al {chr(65 + n)}om" for n in range(12))],
    },
    {
        "title": "Plain",
        "abstract": "We study sparse networks like GPT-4 on large data.",
        "authors": ["A" * 300, *(f"Al {chr(65 + n)}om" for n in range(12))],
    },
]


@pytest.fixture(scope="module")
def base(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("right-to-left")
    listings = folder / "listings"
    listings.mkdir()
    lines = "".join(json.dumps(paper) + "\n" for paper in PAPERS)
    (listings / "2025-03-14.jsonl").write_text(lines, "utf-8")
    done = build(folder, listings=listings)
    assert done.returncode == 0, done.stderr
    return (folder / "site").as_uri() + "/"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(params=[390, 1280])
def page(tab: Page, request: pytest.FixtureRequest) -> Page:
    tab.set_viewport_size({"width": request.param, "height": 900})
    return tab


def directions(found: Locator) -> list[str]:
    return [each.evaluate("element => getComputedStyle(element).direction") for each in found.all()]


@pytest.mark.parametrize("address", ["days/2025-03-14.html", "index.html", "search.html?q=GPT"])
def test_lists(address: str, page: Page, base: str) -> None:
    page.goto(base + address)
    items = page.locator(".pa-list > li")
    expect(items).to_have_count(3)
    titles = items.locator(":is(h2, h3)")
    found = dict(
        zip(
            titles.all_inner_texts(),
            zip(directions(titles), directions(items.locator(".pa-abs")), strict=True),
            strict=True,
        )
    )
    assert found == {
        HEBREW: ("rtl", "rtl"), "Models: نماذج": ("ltr", "rtl"), "Plain": ("ltr", "ltr"),
    }  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_of_a_paper(page: Page, base: str) -> None:
    page.goto(base + "days/2025-03-14.html")
    page.locator(".pa-list h2 a").first.click()
    page.wait_for_load_state()
    assert directions(page.locator("h1")) == directions(page.locator(".pa-text")) == ["rtl"]
    # The exclamation mark at the end of the title stands on its left.
    assert page.locator("h1").evaluate("""title => {
        const text = document.createTreeWalker(title, NodeFilter.SHOW_TEXT).nextNode()
        const [mark, before] = [1, 2].map(back => {
            const range = document.createRange()
            range.setStart(text, text.length - back)
            range.setEnd(text, text.length - back + 1)
            return range.getBoundingClientRect()
        })
        return mark.top > before.top || mark.left < before.left
    }""")
    after = page.locator(".pa-near a").filter(has_text="Models")
    expect(after).to_have_text("Models: نماذج")
    assert directions(after) == ["ltr"]


def edges(found: Locator, words: str) -> tuple[float, float]:
    """The left and the right edge of words in an element."""
    return tuple(
        found.evaluate(
            """(element, words) => {
        const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(words)
            if (at < 0) continue
            const range = document.createRange()
            range.setStart(walk.currentNode, at)
            range.setEnd(walk.currentNode, at + words.length)
            const box = range.getBoundingClientRect()
            return [box.left, box.right]
        }
    }""",
            words,
        )
    )


def test_names_and_gists_keep_their_ends(page: Page, base: str) -> None:
    page.goto(base + "days/2025-03-14.html")
    item = page.locator(".pa-list > li").nth(1)
    authors, gist = item.locator(".pa-facts > span").first, item.locator("mark")
    # The number of the others follows the Hebrew name, and the full stop ends the Arabic sentence.
    assert edges(authors, "+")[0] > edges(authors, "דנה לוי")[0]
    words = gist.inner_text()
    assert words.endswith(".") and edges(gist, ".")[0] < edges(gist, words[:3])[0]


def test_no_name_makes_a_page_wider_than_the_window(tab: Page, base: str) -> None:
    page = tab
    page.goto(base + "days/2025-03-14.html")
    names = [link.get_attribute("href") or "" for link in page.locator(".pa-list h2 a").all()]
    for address in ("days/2025-03-14.html", *(name.removeprefix("../") for name in names)):
        page.goto(base + address)
        # The end of a line of names comes close to the edge at some of these widths.
        for width in range(320, 420, 6):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_search_box(page: Page, base: str) -> None:
    page.goto(base + "days/index.html")
    page.locator(".pa-find input").fill("GPT")
    hebrew = page.locator(".pa-panel [role=option]").filter(has_text="LLM")
    expect(hebrew).to_have_count(1)
    assert directions(hebrew.locator("b")) == ["rtl"]
    assert directions(hebrew.locator("small")) == ["rtl", "rtl"]  # its authors, and its gist


def test_only_texts_from_right_to_left_are_marked(page: Page, base: str) -> None:
    page.goto(base + "days/2025-03-14.html")
    assert page.locator(".pa-list > li").last.locator("[dir]").count() == 0
