"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser.chromium import chromium

# No test depends on how fast a machine is. `make test-fast` takes the second.
settings.register_profile("full", settings.default, deadline=None)
settings.register_profile("fast", settings.default, deadline=None, max_examples=10)
settings.load_profile("full")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what golden cases give now"
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, launched once for all tests of a process."""
    with chromium() as launched:
        yield launched
