"""The part of Material's style sheets that generated pages load draws them as all of it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from paper_archive.pages import SHELLS
from paper_archive.resources import resource
from paper_archive.site.theme import has_own_look
from playwright.sync_api import Browser, Page

from tests.serving import served
from tests.site.run import build, configuration
from tests.theme.all_kinds import PAGES, all_drawn, generated
from tests.theme.material_css import CUT, cut, style_sheets

CUT_LINK, WHOLE_LINK = "assets/material.css?", "assets/stylesheets/main."
SCHEMES = {"light": "default", "dark": "slate"}
# Puts all of Material's style sheets beside the part, for no medium yet.
BESIDE = """() => new Promise(loaded => {
    const part = document.querySelector('link[href*="material.css"]')
    const link = Object.assign(document.createElement("link"), {
        id: "whole", rel: "stylesheet", href: "/whole.css", media: "not all", onload: loaded })
    part.after(link)
})"""
# Draws a page with the part and with the whole; returns how many places were compared, and which
# differ. Of elements with the same names, classes and ancestors, the first and the last are enough;
# of properties, those that any style sheet sets: no other one begins to differ.
COMPARE = """() => {
    const part = document.querySelector('link[href*="material.css"]')
    const whole = document.getElementById("whole")
    const names = new Set()
    function collect(rules) {
        for (const rule of rules) {
            for (const name of rule.style || []) if (!name.startsWith("--")) names.add(name)
            if (rule.cssRules) collect(rule.cssRules)
        }
    }
    for (const sheet of document.styleSheets) collect(sheet.cssRules)
    function drawn() {
        // What changes slowly has not changed yet.
        for (const each of document.getAnimations())
            if (each instanceof CSSTransition) each.finish()
        const places = new Map()
        function visit(element, place) {
            place += " " + element.tagName + "." + element.className
            if (!element.previousElementSibling) place += ":first"
            if (!element.nextElementSibling) place += ":last"
            if (!places.has(place)) {
                places.set(place, ["", "::before", "::after"].map(pseudo => {
                    const style = getComputedStyle(element, pseudo)
                    if (pseudo && style.content === "none") return ""
                    return Array.from(names, name => style.getPropertyValue(name)).join("\\n")
                }).join("\\n\\n"))
            }
            for (const child of element.children) visit(child, place)
        }
        visit(document.body, "")
        places.set("root", getComputedStyle(document.documentElement).fontSize)
        return places
    }
    const before = drawn()
    part.media = "not all"
    whole.media = "all"
    const after = drawn()
    part.media = "all"
    whole.media = "not all"
    return [after.size, [...after.keys()].filter(place => before.get(place) !== after.get(place))]
}"""
# Width, colour scheme, medium and direction.
VIEWS = [
    (390, "light", "screen", "ltr"),
    (1280, "dark", "screen", "ltr"),
    (1280, "light", "print", "rtl"),
]


@pytest.fixture(scope="module")
def tab(browser: Browser, site: Path) -> Iterator[Page]:
    """A tab that is at the site."""
    (site / "whole.css").write_text(style_sheets(), "utf-8")
    context = browser.new_context(reduced_motion="reduce")
    with served(site) as url:
        page = context.new_page()
        page.goto(f"{url}404.html")
        yield page
    context.close()


@pytest.mark.slow
def test_the_style_sheet_fits_the_pages_and_the_installed_material(site: Path) -> None:
    assert CUT.read_text("utf-8") == cut(site), "run `make material-css`"


@pytest.mark.slow
def test_pages_that_somebody_wrote_load_all_of_material(site: Path) -> None:
    part = {path for path in site.rglob("*.html") if CUT_LINK in path.read_text("utf-8")}
    whole = {path for path in site.rglob("*.html") if WHOLE_LINK in path.read_text("utf-8")}
    assert part == set(generated(site))
    assert whole == set(site.rglob("*.html")) - part


@pytest.mark.slow
def test_an_archive_with_templates_of_its_own_loads_all_of_material(tmp_path: Path) -> None:
    partials = tmp_path / "own" / "partials"
    partials.mkdir(parents=True)
    (partials / "section.html").write_text('<p class="md-button">Own</p>', "utf-8")
    config = configuration(tmp_path)
    text = re.sub("custom_dir: .*", "custom_dir: own", config.read_text("utf-8"))
    config.write_text(text, "utf-8")
    assert build(tmp_path, "--config-file", config).returncode == 0
    for name in ("index.html", "about.html", "search.html", "404.html", "trends.html"):
        page = (tmp_path / "site" / name).read_text("utf-8")
        assert WHOLE_LINK in page and CUT_LINK not in page


def test_what_a_look_of_its_own_is() -> None:
    theme = str(resource("theme"))
    assert not has_own_look([theme, "material"], [])
    assert has_own_look([theme, "material"], ["own.css"])
    assert has_own_look(["own", theme, "material"], [])


def test_every_kind_of_page_is_compared() -> None:
    assert {kind for kind, _ in SHELLS} - {"redirect", "moved-day"} == PAGES.keys() - {
        "search",
        "404",
    }


@pytest.mark.browser
@pytest.mark.parametrize("kind", PAGES)
def test_the_part_draws_pages_as_the_whole_does(kind: str, tab: Page) -> None:
    tab.goto(tab.evaluate("address => new URL('/' + address, location).href", PAGES[kind]))
    if kind == "search":
        tab.wait_for_selector(".pa-results li")
    all_drawn(tab)
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    tab.evaluate(BESIDE)
    for width, scheme, medium, direction in VIEWS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(media=medium, color_scheme=scheme)
        tab.evaluate("direction => { document.body.dir = direction }", direction)
        tab.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")
        places, different = tab.evaluate(COMPARE)
        assert places > 20 and different == [], (width, scheme, medium, direction)
