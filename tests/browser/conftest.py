"""The sample as a reader meets it: as files, and from a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, launched once for all tests of this folder."""
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def site(browser: Browser, sample: Path) -> Path:
    return sample / "site"
