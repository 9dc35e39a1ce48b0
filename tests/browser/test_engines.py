"""Firefox and WebKit, over http and from files: search, theme, filters and citations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.engines import DOWN, ENTER, ESCAPE, Engine, firefox, webkit

pytestmark = pytest.mark.browser

DAY = "days/2025-06-03.html"
PAPER = "papers/flashattention-fast-and-memory-efficient-exact-attention-with-io-awareness.html"
BOX = ".md-header .pa-find input"
CHOSEN = "[role=option][aria-selected=true]"
RESULTS = ".pa-results .pa-list h2 a"


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with request.param() as launched:
        yield launched


# Of this module, so that it does not launch Chromium.
@pytest.fixture(scope="module")
def site(sample: Path) -> Path:
    return sample / "site"


def count(selector: str) -> str:
    return f"document.querySelectorAll({selector!r}).length"


def text(selector: str) -> str:
    return f"document.querySelector({selector!r}).textContent"


def test_the_box_and_the_search_page_by_keyboard(engine: Engine, base: str) -> None:
    engine.go(base + DAY)
    engine.type("body", "/")
    assert engine.value(f"document.activeElement.matches({BOX!r})")
    engine.press("flash attent")
    engine.until(count("[role=option][href$='?q=flash%20attent']"))
    assert engine.value(text("[role=option]")).startswith("FlashAttention")
    engine.press(DOWN)
    engine.until(count(CHOSEN))
    engine.press(ESCAPE)
    assert not engine.shows(".pa-panel")
    # The policy of pages allows a form to send only to the site, of which a file is no part.
    engine.press(ENTER)
    engine.arrive("/search.html?q=")
    assert engine.value("new URLSearchParams(location.search).get('q')") == "flash attent"
    engine.until(count(RESULTS))
    assert engine.value(text(RESULTS)).startswith("FlashAttention")
    engine.type(".pa-big input", DOWN)
    engine.until(f"document.activeElement.matches({RESULTS!r})")
    engine.press(ENTER)
    engine.arrive("/papers/flashattention")
    # The page of a paper loads the scripts of its box by itself.
    engine.type(BOX, "attention")
    engine.until(count("[role=option]"))
    engine.press(DOWN + ENTER)
    engine.until(f"!location.href.includes('/flashattention') && {count('.md-main h1')}")
    assert engine.errors() == []


def test_the_search_page(engine: Engine, base: str) -> None:
    engine.go(base + "search.html")
    assert engine.shows(".pa-help dl")
    engine.type(".pa-big input", "learning")
    engine.until(f"{count('.pa-results[aria-busy=false]')} && {count(RESULTS)}")
    assert not engine.shows(".pa-help dl")
    every = engine.value(text(".pa-status"))
    engine.click("[name=tag] [value=transformers-attention]")
    engine.until(count(".pa-narrow [aria-pressed=true]"))
    engine.until(f"{count(RESULTS)} && {text('.pa-status')} != {every!r}")
    assert engine.value("new URLSearchParams(location.search).get('tag')")
    if engine.value("document.querySelector('[name=after]').type") == "text":
        engine.type("[name=after]", "May" + ENTER)
        engine.until("document.querySelector('[name=after]').matches('[aria-invalid]:invalid')")
        assert "2025-03" in engine.value(text(".pa-wrong"))
        engine.value("document.querySelector('[name=after]').select()")
        engine.type("[name=after]", "2025-6" + ENTER)
        engine.until("location.search.includes('after=2025-06')")
        assert not engine.value(count("[aria-invalid]"))
        assert not engine.shows(".pa-wrong")
    assert engine.errors() == []


def test_theme_filters_and_citations(engine: Engine, base: str) -> None:
    engine.go(base + DAY)
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    colour = "getComputedStyle(document.body).backgroundColor"
    before = engine.value(f"[{scheme}, {colour}]")
    engine.click(".pa-theme")
    after = engine.until(f"{colour} != {before[1]!r} && [{scheme}, {colour}]")
    assert {before[0], after[0]} == {"default", "slate"}
    engine.click(".pa-theme")
    engine.until(f"{colour} == {before[1]!r}")
    engine.click(".pa-filter button")
    engine.until(count(".pa-list > [hidden]"))
    assert engine.value(count(".pa-list > li:not([hidden])"))
    assert " of " in engine.value(text(".pa-bar [role=status]"))
    engine.go(base + PAPER)
    assert engine.value(text(".pa-cite code")).startswith("@")
    engine.click(".pa-cite [role=radio]:nth-child(2)")
    engine.until(f"{text('.pa-cite code')}.startsWith('TY  -')")
    engine.driver.execute_script("""
        document.addEventListener("copy", event => {
            document.documentElement.dataset.copied = event.target.value
        })
    """)
    engine.click(".pa-cite .pa-copy")
    engine.until("(document.documentElement.dataset.copied || '').startsWith('TY  -')")
    assert engine.errors() == []
