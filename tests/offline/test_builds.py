"""Builds that follow one another, as readers of the former meet them, in Chromium."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from paper_archive.site.state import checksum
from playwright.sync_api import Browser, Page

from tests.offline.conftest import Builds
from tests.offline.hosting import Host
from tests.offline.reading import (
    DUE,
    MISSING,
    choose,
    design,
    is_drawn,
    kept,
    reader,
    settled,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STAR = ".pa-list .pa-star"
LOADED = """url => new Promise(done => {
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = url
    link.onload = () => done(true)
    link.onerror = () => done(false)
    document.head.append(link)
})"""


def test_two_builds_never_mix(browser: Browser, host: Host, builds: Builds) -> None:
    before, after = design(builds.before), design(builds.after)
    with reader(browser) as page:
        page.goto(f"{host.url}offline.html")
        choose(page, "everything")
        old = kept(page)[f"design {before}"]
        assert {
            p.relative_to(builds.before).as_posix() for p in builds.before.glob("papers/*")
        } <= set(old)
        # A new build, of which the page arrives and the files do not.
        host.folder, host.lost = builds.after, "assets/"
        page.goto(f"{host.url}days/2025-06-03.html")
        assert _designs_of(page) == {before}
        assert is_drawn(page)
        host.lost, host.is_up = "", True
        page.goto(f"{host.url}days/2025-06-03.html")
        assert _designs_of(page) == {after}
        # Nothing was asked for, so the worker looks for itself; half of the new build arrives.
        host.lost = "papers/"
        page.evaluate(DUE)
        page.goto(f"{host.url}index.html")
        page.wait_for_timeout(4000)
        host.is_up = False
        page.goto(f"{host.url}days/2025-06-02.html")
        assert _designs_of(page) == {before} and not page.locator(MISSING).count()
        host.is_up, host.lost = True, ""
        page.evaluate(DUE)
        page.goto(f"{host.url}index.html")
        settled(page)
        host.is_up = False
        # All of the new build, nothing of the old one: as a reader has it who kept it at once.
        now = kept(page)
        assert set(now) == {f"design {after}", "search", "state"}
        shards = {
            p.relative_to(builds.after).as_posix() for p in (builds.after / "search").rglob("*.js")
        }
        assert set(now["search"]) == shards - {"search/manifest.js"}
        pages = {path for path in now[f"design {after}"] if path.endswith(".html")}
        listed = json.loads((builds.after / "offline/rest.json").read_text())["files"]
        assert {path for path, *_ in listed if path.endswith(".html")} <= pages
        assert all((builds.after / path).exists() for path in pages)
        page.goto(f"{host.url}days/2025-06-05.html")
        assert _designs_of(page) == {after}
        page.goto(f"{host.url}days/2025-06-02.html")
        assert page.locator(MISSING).is_visible()
        found = page.evaluate(
            "paperArchive.search('learning').then(found => found.results.map(r => r.url))"
        )
        assert found and set(found) <= pages


def test_two_tabs_during_a_renewal(browser: Browser, host: Host, builds: Builds) -> None:
    before, after = design(builds.before), design(builds.after)
    sheet = "assets/archive.css"
    with reader(browser) as page:
        page.goto(f"{host.url}offline.html")
        choose(page, "everything")
        page.goto(f"{host.url}index.html")
        other = page.context.new_page()
        other.goto(f"{host.url}days/2025-06-03.html")
        other.locator(STAR).first.wait_for()
        host.folder = builds.after
        page.evaluate(DUE)
        page.goto(f"{host.url}index.html")
        settled(page)
        assert _designs_of(page) == {after}
        # The other tab has its design to the end, also for what it loads now.
        host.taken()
        assert other.evaluate(LOADED, f"/archive/{sheet}?{before}")
        other.locator(STAR).first.click()
        other.locator(f"{STAR}[aria-pressed=true]").wait_for()
        assert _designs_of(other) == {before}
        assert not [path for path in host.taken() if path.startswith("assets/")]
        # Its search is of a build that is gone, and says so or has an answer.
        assert other.evaluate(
            "paperArchive.parse('').then(() => paperArchive.search('attention'))"
            ".then(found => found.total > 0, error => error.message.length > 20)"
        )
        # Then it is of the new build as well, without a network too, and what was kept is there.
        host.is_up = False
        other.reload()
        other.locator(f"{STAR}[aria-pressed=true]").wait_for()
        assert _designs_of(other) == {after}
        # With one tab, nothing of the old design is left.
        host.is_up = True
        other.close()
        page.evaluate(DUE)
        page.goto(f"{host.url}index.html")
        settled(page)
        assert f"design {before}" not in kept(page)


def test_only_what_differs_is_loaded(
    browser: Browser, host: Host, builds: Builds, tmp_path: Path
) -> None:
    with reader(browser) as page:
        page.goto(f"{host.url}offline.html")
        choose(page, "everything")
        host.folder = shutil.copytree(builds.before, tmp_path / "site")
        path = next((host.folder / "papers").glob("*.html")).relative_to(host.folder).as_posix()
        correct(host.folder, path)
        host.taken()
        page.get_by_role("button", name="Look for new days").click()
        page.get_by_text("Done").wait_for()
        assert [each for each in host.taken() if not each.endswith(".json")] == [path]
        host.is_up = False
        page.goto(host.url + path)
        assert page.locator("h1").inner_text().endswith("(corrected)")


def _designs_of(page: Page) -> set[str]:
    """The designs of a page and of all that it loaded."""
    loaded = page.evaluate("""[...document.querySelectorAll("link[rel=stylesheet],script")]
        .map(each => each.href || each.src).concat(performance.getEntriesByType("resource")
        .map(each => each.name))""")
    return set(re.findall(r"\.(?:js|css)\?([0-9a-f]{8})$", "\n".join(loaded), re.MULTILINE))


def correct(site: Path, path: str) -> None:
    """Change a page of a site as a build would, with the lists that name it."""

    def put(name: str, text: str) -> tuple[str, int]:
        (site / name).write_text(text, "utf-8")
        return checksum(text.encode()), len(text.encode())

    page = put(path, (site / path).read_text("utf-8").replace("</h1>", " (corrected)</h1>"))
    index = json.loads((site / "offline/index.json").read_text("utf-8"))
    for group in (*index["groups"].values(), *(day[1:] for day in index["days"])):
        of_group = json.loads((site / group[0]).read_text("utf-8"))
        files = [[name, *(page if name == path else rest)] for name, *rest in of_group["files"]]
        new, _ = put(group[0], json.dumps(of_group | {"files": files}))
        text = json.dumps(index).replace(group[1], new)
        index = json.loads(text) | {"build": new}
    put("offline/index.json", json.dumps(index))
