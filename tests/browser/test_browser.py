"""The site in Chromium, over http and from files: looks, controls, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import json
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.barriers import COLOURS, barriers
from tests.browser.visiting import follow, visit

pytestmark = pytest.mark.browser

PAPER = "papers/flashattention-fast-and-memory-efficient-exact-attention-with-io-awareness.html"
PAGES = [
    "index.html",
    "days/index.html",
    "days/2025.html",
    "days/2025-06.html",
    "days/2025-06-03.html",
    "tags/index.html",
    "tags/transformers-attention.html",
    "trends.html",
    "trends/2025-06.html",
    PAPER,
    "about.html",
    "manual/index.html",
    "manual/commands.html",
    "manual/performance.html",
    "search.html",
    "search.html?q=attention",
]
WRITTEN = {"about.html", "manual/index.html", "manual/commands.html", "manual/performance.html"}
# tests/theme/test_all_kinds.py has the others; these two have shades that are not on those.
FULL = [*sorted(WRITTEN), "index.html", "trends/2025-06.html", PAPER]
SCHEMES = {"light": "default", "dark": "slate"}
# Width, colour scheme, and the colour of the background.
VIEWS = [(1280, "light", "rgb(252, 252, 250)"), (390, "dark", "rgb(18, 21, 23)")]


def test_pages_fit_and_are_quiet(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        for address in PAGES:
            page.goto(base + address)
            assert page.locator("h1").count() == 1, address
            for width, scheme, colour in VIEWS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
                background = page.evaluate("getComputedStyle(document.body).backgroundColor")
                assert background == colour, address


def test_pages_have_no_barrier_that_axe_knows(browser: Browser, site: Path) -> None:
    """Pages that tests/theme/test_all_kinds.py does not have, or with other shades."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for address in FULL:
        page.goto(f"{site.as_uri()}/{address}")
        for scheme, rules in (("light", ()), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")
            # Links change their colour slowly.
            page.wait_for_function("!document.getAnimations().length")
            assert barriers(page, rules) == [], address
    context.close()


def test_a_reader_walks_from_home_to_a_paper_and_on(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "index.html")
        follow(page, page.locator(".pa-list h2 a").first)
        first = page.title()
        follow(page, page.get_by_role("link", name="Next →"))
        assert page.title() != first
        follow(page, page.get_by_role("link", name="← Previous"))
        assert page.title() == first
        follow(page, page.locator(".pa-chips a").first)
        assert "/tags/" in page.url
        follow(page, page.get_by_role("link", name="Days", exact=True).first)
        follow(page, page.locator(".pa-cal a").first)
        assert page.locator(".pa-list > li").count() > 5


def test_the_colour_scheme_is_kept(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "index.html")
        page.get_by_role("button", name="Light or dark").click()
        page.goto(base + PAPER)
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_day_is_narrowed_to_a_tag_and_shown_as_titles(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "days/2025-06-03.html")
        everything = page.locator(".pa-list > li:visible").count()
        chip = page.locator(".pa-filter button").first
        number = int(chip.locator("small").inner_text())
        chip.click()
        assert page.locator(".pa-list > li:visible").count() == number < everything
        assert f"{number} of {everything} papers" in page.get_by_role("status").inner_text()
        page.reload()
        assert page.locator(".pa-list > li:visible").count() == number
        page.locator(".pa-filter button").first.click()
        assert page.locator(".pa-list > li:visible").count() == everything
        page.get_by_role("button", name="Titles").click()
        assert page.locator(".pa-abs:visible").count() == 0


def test_an_abstract_unfolds(browser: Browser, base: str) -> None:
    with visit(browser, base, 390) as page:
        page.goto(base + "days/2025-06-03.html")
        item = page.locator(".pa-list > li").first
        short = item.bounding_box()
        item.locator("summary").click()
        whole = item.bounding_box()
        assert short and whole and whole["height"] > short["height"] + 40
        assert item.locator("details").evaluate("e => e.open")


def bibtex_of(site: Path, slug: str) -> str:
    """A paper's entry in the file of all, which its page has too."""
    entries = gzip.decompress((site / "api/bibtex/all.bib.gz").read_bytes()).decode().split("\n\n")
    page = unescape((site / f"papers/{slug}.html").read_text("utf-8"))
    (found,) = [entry.strip() for entry in entries if entry.strip() in page]
    return found


def code_slug(address: str) -> str:
    return address.removeprefix("papers/").removesuffix(".html")


@pytest.mark.parametrize(
    "address", ["days/2025-06-03.html", "tags/transformers-attention.html", PAPER]
)
def test_citations_are_saved_and_copied(
    browser: Browser, base: str, site: Path, address: str
) -> None:
    with visit(browser, base) as page:
        page.goto(base + address)
        items = page.locator(".pa-list > li h2 a, .pa-list > li h3 a")
        slugs = [Path(link.get_attribute("href") or "").stem for link in items.all()]
        slugs = slugs or [code_slug(address)]
        expected = [bibtex_of(site, slug) for slug in slugs]
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save", exact=True).click()
        saved = Path(waiting.value.path()).read_text("utf-8")
        assert saved == "\n\n".join(expected) + "\n"
        assert waiting.value.suggested_filename == f"{Path(address).stem}.bib"
        page.get_by_role("radio", name="CSL").click()
        page.get_by_role("button", name="Copy").click()
        page.evaluate(
            """() => document.body.append(Object.assign(document.createElement("textarea"),
              { id: "pasted" }))"""
        )
        page.locator("#pasted").focus()
        page.keyboard.press("Control+V")
        pasted = json.loads(page.locator("#pasted").input_value())
        assert [f"@misc{{{item['id']}," for item in pasted] == [
            entry.partition("\n")[0] for entry in expected
        ]


def test_only_what_is_shown_of_a_day_is_cited(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        page.goto(base + "days/2025-06-03.html")
        page.locator(".pa-filter button").first.click()
        shown = page.locator(".pa-list > li:visible").count()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save", exact=True).click()
        assert Path(waiting.value.path()).read_text("utf-8").count("@misc{") == shown


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_a_day_is_cited_the_same_without_its_suffix(browser: Browser, base: str) -> None:
    saved = []
    with visit(browser, base) as page:
        for address in ("days/2025-06-03.html", "days/2025-06-03"):
            page.goto(base + address)
            with page.expect_download() as waiting:
                page.get_by_role("button", name="Save", exact=True).click()
            saved.append(Path(waiting.value.path()).read_text("utf-8"))
    assert saved[0] == saved[1] and "@misc{" in saved[0]


def test_a_citation_is_shown_in_three_formats(browser: Browser, base: str, site: Path) -> None:
    with visit(browser, base) as page:
        page.goto(base + PAPER)
        code = page.locator(".pa-cite code")
        # Once the script has written it, it is what the page had.
        page.get_by_role("radio", name="BibTeX", checked=True).wait_for()
        assert code.inner_text().strip() == bibtex_of(site, code_slug(PAPER))
        page.get_by_role("radio", name="RIS").click()
        assert code.inner_text().startswith("TY  - UNPB\nTI  - FlashAttention")
        page.keyboard.press("ArrowRight")
        assert '"title": "FlashAttention' in code.inner_text()
        page.get_by_role("button", name="Copy").click()
        assert page.get_by_role("button", name="Copied").is_visible()


def test_without_a_script_everything_can_be_read(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "days/2025-06-03.html")
    assert page.locator(".pa-filter").is_hidden()
    page.locator("summary").first.click()
    page.goto(base + PAPER)
    assert "@misc{" in page.locator(".pa-cite").inner_text()
    context.close()


BREACHES = [
    ("fetch('https://example.org/').catch(() => 0)", "connect-src"),
    ("document.body.innerHTML += '<p style=\"color:red\">x</p>'", "style-src"),
    ("document.body.innerHTML += '<style>p{color:red}</style>'", "style-src"),
    ("document.body.innerHTML += '<iframe src=\"index.html\"></iframe>'", "frame-src"),
    ("document.body.innerHTML += '<object data=\"feed.xml\"></object>'", "object-src"),
    ("document.body.innerHTML += '<img src=x onerror=\"document.title=1\">'", "script-src"),
]


def test_the_policy_stops_what_it_should(browser: Browser, base: str) -> None:
    page = browser.new_page()
    for script, directive in BREACHES:
        page.goto(base + "search.html")
        page.evaluate(
            """() => {
              window.stopped = new Promise(resolve => document.addEventListener(
                "securitypolicyviolation", event => resolve(event.effectiveDirective)))
            }"""
        )
        # Not awaited: what is stopped may never end.
        page.evaluate(f"() => {{ try {{ {script} }} catch (error) {{}} }}")
        assert page.evaluate("() => window.stopped").startswith(directive), script
    page.close()
