"""An archive of two days, built once for the tests of the desk's pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.desk.reading import reader
from tests.made_once import made_once
from tests.site.run import build

SUBJECTS = ("graph neural networks", "diffusion models", "reinforcement learning")
HOSTILE = '<img src=x onerror="document.title=1">&amp; \N{RIGHT-TO-LEFT OVERRIDE}Owls'
PAPERS = 40


def listed(n: int) -> dict[str, object]:
    """A paper of a listing; every fifth has no id."""
    subject = SUBJECTS[n % 3]
    code = f" Our code is at https://github.com/sea/owls{n}." if n % 2 else ""
    return {
        **({"id": f"2506.{n:05}"} if n % 5 else {}),
        "title": HOSTILE if n == 2 else f"Owls {n} by {subject}",
        "abstract": f"Owls fly far. We propose Owl{n}, which uses {subject} by night. Ah!{code}",
        "authors": ["Ann Lee", "Bo Wu", "Cy Xu", "Di Ye", "Ed Zu"],
        "upvotes": n * 7 % 40,
    }


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the archive: its `listings` and `site`."""
    return made_once(tmp_path_factory, "desk", _make)


def _make(folder: Path) -> None:
    (folder / "listings").mkdir()
    for day, numbers in (("03", range(PAPERS)), ("04", range(PAPERS, PAPERS + 5))):
        lines = (json.dumps(listed(n)) + "\n" for n in numbers)
        (folder / f"listings/2025-06-{day}.jsonl").write_text("".join(lines), "utf-8")
    done = build(folder, listings=folder / "listings")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(archive: Path) -> Path:
    return archive / "site"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps nothing yet, and whose files can be saved."""
    with reader(browser, accept_downloads=True) as opened:
        yield opened
