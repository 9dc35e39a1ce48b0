"""The browser that tests drive."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.engines import PATIENCE
from tests.needs import missing

Opened = TypeVar("Opened", BrowserContext, Page)

# The first is the same browser without its own windows, which takes half of the CPU.
PROGRAMS = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"


def _patient(make: Callable[..., Opened], **options: Any) -> Opened:
    """Open a window or a page, which waits as long as tests do."""
    # A worker would answer in the place of the routes that tests set; tests/offline allows it.
    opened = make(**{"service_workers": "block", **options})
    opened.set_default_timeout(PATIENCE * 1000)
    return opened


def program(*, whole: bool = False) -> str:
    """The path of Chromium, of the `whole` one if it is there.

    A test is skipped, or fails, without it.
    """
    chosen = os.environ.get("CHROMIUM")
    paths = (chosen,) if chosen else PROGRAMS[::-1] if whole else PROGRAMS
    path = next((path for path in paths if Path(path).exists()), "")
    if not path:
        missing("browser", f"no Chromium at {paths[-1]}: set CHROMIUM to its path")
    return path


@contextmanager
def chromium(*, whole: bool = False) -> Iterator[Browser]:
    """Launch Chromium, as `program` finds it."""
    path = program(whole=whole)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name in ("new_context", "new_page"):
            setattr(launched, name, partial(_patient, getattr(launched, name)))
        yield launched
        launched.close()
