"""The site as an app, in the words of Chromium's own checks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.offline.hosting import Host
from tests.offline.reading import begin, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
