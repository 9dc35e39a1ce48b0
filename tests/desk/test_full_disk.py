"""A disk that gets full while the desk imports: a profile of Chromium on a small disk in memory."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import program
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SMALL, LARGE = "size=12m", "size=200m"
PAPERS, BYTES = 1_000, 15_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a profile and little more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", folder)
    if os.geteuid() or subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(("umount", "--lazy", folder), check=True)


def test_what_cannot_be_stored_is_not_imported_and_nothing_else_is_lost(
    http: str, disk: Path
) -> None:
    papers = [
        {
            "title": f"Owls {n}",
            "note": os.urandom(BYTES // 2).hex(),
            "saved": "2026-01-01T00:00:00Z",
        }
        for n in range(PAPERS)
    ]
    large = json.dumps({"format": "paper-archive desk", "version": 1, "papers": papers})
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(disk / "profile"),
            executable_path=program(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            service_workers="block",
        )
        page = context.new_page()
        page.goto(f"{http}desk.html")
        until(page, "paperArchive.desk.importText('2506.00001').then(() => true)")
        until(page, "document.querySelectorAll('#desk-list li').length === 1")
        page.evaluate("text => paperArchive.desk.importText(text)", large)
        page.get_by_text("Nothing was imported. Make room").wait_for()
        # With room again, all is there that was, and can be taken along.
        subprocess.run(("mount", "-o", f"remount,{LARGE}", disk), check=True)
        page.reload()
        until(page, "document.querySelectorAll('#desk-list li').length === 1")
        with page.expect_download() as download:
            page.get_by_role("button", name="Export", exact=True).click()
        (paper,) = json.loads(Path(download.value.path()).read_text("utf-8"))["papers"]
        assert paper["id"] == "arxiv:2506.00001"
        context.close()
