"""What the tests of the theme share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.made_once import made_once
from tests.theme.all_kinds import archive_of_all_kinds


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, launched once for all tests of this folder."""
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "kinds", archive_of_all_kinds) / "site"
