"""The desk in Firefox and WebKit, over http and from files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.engines import ENTER, ESCAPE, Engine, firefox, webkit
from tests.desk.reading import DAY, PAPER, TAG

pytestmark = pytest.mark.browser
STAR = '.pa-star[aria-label^="Save: Owls 1 by"]'
PRESSED = (
    "document.querySelector('.pa-save, .pa-star[aria-label^=\"Save: Owls 1 by\"]').ariaPressed"
)


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with request.param() as launched:
        yield launched


def test_a_star_a_note_and_a_read_paper_are_shown_on_other_pages(engine: Engine, base: str) -> None:
    engine.go(base + DAY)
    engine.until(f"document.querySelector({STAR!r})")
    engine.click(STAR)
    engine.until(f"{PRESSED} == 'true'")
    engine.go(base + PAPER)
    engine.until(f"document.querySelector('.pa-save') && {PRESSED} == 'true'")
    engine.click(".pa-pen")
    engine.until("document.activeElement.id == 'note'")
    engine.type("#note", "owls")
    engine.until(
        "document.querySelector('.pa-jot [role=status]').textContent == 'Kept in this browser.'"
    )
    engine.go(base + DAY)
    engine.until("document.querySelector('.pa-noted') && document.querySelector('.pa-read')")
    engine.type("body", "j")
    engine.until("document.activeElement.closest('li')")
    engine.press("?")
    engine.until("document.querySelector('dialog[open]')")
    engine.press("\ue00c")
    engine.until("!document.querySelector('dialog[open]') && document.activeElement.closest('li')")
    engine.click(STAR)
    engine.until(f"{PRESSED} == 'false'")
    assert engine.errors() == []


def test_the_desk_imports_keeps_notes_and_cites(engine: Engine, base: str) -> None:
    engine.go(base + "desk.html")
    engine.until("document.querySelector('#desk-last').textContent")
    # What the test before has left.
    if engine.shows("#desk-delete"):
        engine.click("#desk-delete")
        engine.until("document.querySelector('#desk-sure[open]')")
        engine.click("#desk-wipe")
    engine.until("document.querySelector('#desk-sum').textContent == 'Nothing is kept here yet.'")
    engine.click("#desk-open")
    engine.until("document.querySelector('#desk-import[open]')")
    engine.type("#desk-import textarea", "2506.00001 2506.00002 2401.12345")
    engine.click("#desk-import form .pa-copy")
    engine.until(
        "document.querySelector('.pa-tell')?.textContent.includes('3 papers are new; 1 not in')"
    )
    engine.until("document.querySelectorAll('#desk-list li').length == 3")
    engine.click("#desk-list .pa-write")
    engine.type("#desk-list textarea", "owls")
    engine.until("document.querySelector('.pa-jot [role=status]').textContent == 'Kept.'")
    engine.press(ESCAPE)
    engine.until("document.querySelector('.pa-mine')?.textContent == 'owls'")
    engine.click("#desk-list [aria-haspopup]")
    engine.type("dialog[open] [type=text]", f"to cite{ENTER}")
    engine.until("document.querySelector('dialog[open] :checked')")
    engine.press(ESCAPE)
    engine.until("document.querySelector('#desk-chips').textContent == 'All 3to cite 1'")
    engine.click("#desk-cite .pa-copy")
    engine.until(
        "document.querySelector('#desk-cite .pa-copy').textContent.match(/Copied|Refused/)"
    )
    engine.until("document.querySelector('.pa-tell').textContent.startsWith('Not all is known')")
    engine.go(base + "desk.html")
    engine.until("document.querySelector('.pa-mine')?.textContent == 'owls'")
    assert engine.errors() == []


def test_what_is_followed_is_counted_on_home_and_desk(engine: Engine, base: str) -> None:
    engine.go(base + TAG)
    engine.until("document.querySelector('.pa-star')")
    engine.click("[data-follow]")
    engine.until("document.querySelector('[data-follow]').textContent == 'Following'")
    engine.go(base + "index.html")
    line = "(document.querySelector('.pa-news') || {}).textContent"
    engine.until(f"{line} == 'Nothing new for you'")
    engine.go(base + "desk.html")
    count = "(document.querySelector('.pa-follow b') || {}).textContent"
    engine.until(f"{count} == 'none new'")
    engine.click(".pa-off")
    engine.until("document.querySelector('#follows[data-shown]:not(:has(.pa-follow))')")
    assert engine.errors() == []


def test_what_a_page_began_does_not_outlive_it(engine: Engine, base: str) -> None:
    engine.go(base + TAG)
    engine.until("document.querySelector('.pa-star')")
    engine.run("""
        for (const mode of ["readwrite", "readonly"])
            paperArchive.desk.transact(["follows", "facts"], mode, stores => {
                const ask = () => { stores.facts.get("visit").onsuccess = ask }
                ask()
            })
    """)
    engine.go(base + DAY)
    engine.until("document.querySelector('.pa-star')")
    engine.run("""
        const desk = paperArchive.desk
        desk.setFact("left", true).then(() => desk.remove("facts", "left"))
            .then(() => { document.documentElement.dataset.state = "kept" })
    """)
    engine.until("document.documentElement.dataset.state == 'kept'")


def test_a_label_that_stays_is_not_drawn_anew_under_a_click(engine: Engine, base: str) -> None:
    engine.go(base + TAG)
    engine.until("document.querySelector('.pa-star')")
    engine.run("""
        const state = document.documentElement.dataset
        const drawn = new MutationObserver(() => { state.drawn = "anew" })
        paperArchive.desk.all("follows").then(() => {
            drawn.observe(document.querySelector("[data-follow]"), { childList: true })
            paperArchive.desk.tell()
            return paperArchive.desk.all("follows")
        }).then(() => setTimeout(() => { state.state = "told" }))
    """)
    engine.until("document.documentElement.dataset.state == 'told'")
    assert not engine.value("document.documentElement.dataset.drawn")
