"""What axe finds on a page that keeps readers out."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The kinds of rules.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What differs between a light and a dark page; all else is looked at once.
COLOURS = ("color-contrast", "link-in-text-block")


def barriers(page: Page, rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the broken rules, each with the first element that breaks it.

    Only some `rules` are looked at if any are named. Axe is put into the page as a script, which
    the page's own policy forbids: its window has to bypass it.
    """
    only = {"type": "rule", "values": [*rules]} if rules else {"type": "tag", "values": [*RULES]}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    # Half a megabyte, once for a page that is looked at in two schemes.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
