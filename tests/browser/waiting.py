"""Waiting until something is true of a page.

Playwright has `wait_for_function`, which the policy of the pages stops.
"""

from __future__ import annotations

import time

from playwright.sync_api import Error, Page

from tests.browser.engines import PATIENCE


def until(page: Page, condition: str) -> None:
    """Wait until an expression, or what a function promises, is true.

    What has an error is not true yet: scripts come after their page, and pages are left.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if page.evaluate(condition):
                return
            said = "stays false"
        except Error as error:
            said = str(error)
        if time.monotonic() > end:
            raise TimeoutError(f"{condition}: {said}")
        page.wait_for_timeout(50)
