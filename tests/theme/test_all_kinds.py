"""Pages of every kind: what axe finds on them, and whether their HTML is valid."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.barriers import COLOURS, barriers
from tests.needs import missing
from tests.serving import served
from tests.theme.all_kinds import PAGES, all_drawn, generated

# Width, colour scheme, its name in pages, and the rules that axe looks at.
VIEWS = ((390, "light", "default", ()), (1280, "dark", "slate", COLOURS))
# Out of a file, no style sheet has the page's origin; and JSON in a script element is no script.
POLICY = "Content Security Policy"


@pytest.mark.browser
def test_no_kind_of_page_has_a_barrier(browser: Browser, site: Path) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    with served(site) as url:
        for address in PAGES.values():
            page.goto(url + address)
            all_drawn(page)
            for width, scheme, name, rules in VIEWS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.wait_for_selector(f"body[data-md-color-scheme={name}]")
                # Links change their colour slowly.
                page.wait_for_function("!document.getAnimations().length")
                assert barriers(page, rules) == [], address
    context.close()


@pytest.mark.slow
def test_every_generated_page_is_valid_html(site: Path) -> None:
    checker = os.environ.get("VNU", "")
    if not Path(checker).is_file():
        missing("vnu", "no Nu HTML checker: set VNU to the path of vnu.jar")
    command = ["java", "-jar", checker, "--stdout", "--format", "json", *map(str, generated(site))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    found = [(each["url"], each["message"]) for each in messages if POLICY not in each["message"]]
    assert found == []
