"""What only the whole Chromium does: it looks for a newer worker by itself, and has installed apps.

Its headless shell, which takes half of the CPU, does not always do the one, and never the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.offline.conftest import Builds
from tests.offline.hosting import Host
from tests.offline.reading import begin, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLEARED = """async () => !(await caches.keys()).length
    && !(await navigator.serviceWorker.getRegistrations()).length"""
VISITS = 30


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(whole=True) as launched:
        yield launched


def test_chromium_would_install_it(browser: Browser, host: Host) -> None:
    with reader(browser) as page:
        # Pages name the app from the second one on.
        begin(page, host, "index.html", "days/2025-06-03.html", "index.html")
        session = page.context.new_cdp_session(page)
        app = session.send("Page.getAppManifest")
        assert (app["url"], app["errors"]) == (f"{host.url}manifest.webmanifest", [])
        assert app["manifest"]["scope"] == host.url
        # Nothing of a test's window can be installed.
        wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [each["errorId"] for each in wrong] == ["in-incognito"]


def test_a_site_that_turns_it_off_clears_what_it_kept(
    browser: Browser, host: Host, builds: Builds
) -> None:
    with reader(browser) as page:
        begin(page, host, "index.html", "days/2025-06-03.html")
        host.folder = builds.off
        # Chromium looks for a newer worker after a visit, unless it still does since the last one.
        for _ in range(VISITS):
            page.goto(host.url)
            page.wait_for_timeout(2000)
            if page.evaluate(CLEARED):
                break
        page.goto(f"{host.url}days/2025-06-03.html")
        assert page.evaluate(CLEARED)
        assert not page.evaluate("navigator.serviceWorker.controller")
