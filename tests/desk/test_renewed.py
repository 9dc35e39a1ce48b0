"""An archive that was built anew renames, merges and withdraws what a reader keeps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.waiting import until
from tests.desk.reading import (
    DAY,
    OTHER,
    PAPER,
    SLUG,
    go,
    is_saved,
    kept,
    open_page,
    press,
    reader,
    settled,
)
from tests.serving import served
from tests.site.run import build

CURATION = f"""
papers:
  {SLUG}: {{title: Barn owls}}
  owls-5-by-reinforcement-learning: {{title: Snowy owls}}
  owls-7-by-diffusion-models: {{withdrawn: the authors asked for it}}
merge:
  - [owls-10-by-diffusion-models, owls-15-by-graph-neural-networks]
"""


@pytest.fixture(scope="module")
def renewed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a copy of the archive, and its folder."""
    folder = tmp_path_factory.mktemp("renewed") / "archive"
    shutil.copytree(archive, folder)
    with served(folder / "site") as url:
        yield url, folder


def rebuild(folder: Path) -> None:
    (folder / "curation.yml").write_text(CURATION, "utf-8")
    done = build(folder, "--curation", folder / "curation.yml", listings=folder / "listings")
    assert done.returncode == 0, done.stderr


@pytest.mark.browser
def test_what_is_kept_follows_its_papers(browser: Browser, renewed: tuple[str, Path]) -> None:
    url, folder = renewed
    with reader(browser) as context:
        page = open_page(context, url + DAY)
        names = "Owls 1 by", "Owls 5 by", "Owls 7 by", "Owls 10 by", "Owls 15 by"
        for title in names:
            press(page, title)
        for slug, note in (
            ("owls-10-by-diffusion-models", "one"),
            ("owls-15-by-graph-neural-networks", "other"),
        ):
            go(page, f"{url}papers/{slug}.html#note")
            page.locator("#note").fill(note)
            page.get_by_text("Kept in this browser.").wait_for()
        go(page, url + PAPER)
        until(page, "paperArchive.desk.all('read').then(all => all.length == 3)")
        assert len(kept(page)) == 5

        rebuild(folder)
        go(page, url + DAY)
        # The browser may still have the page of before.
        page.reload()
        until(page, "paperArchive.desk.all('papers').then(all => all.length == 4)")
        of = {entry["slug"]: entry for entry in kept(page)}
        # Known by its arXiv id, by its former address alone, withdrawn, and two that are one now.
        assert set(of) == {
            "barn-owls",
            "snowy-owls",
            "owls-7-by-diffusion-models",
            "owls-10-by-diffusion-models",
        }
        merged = of["owls-10-by-diffusion-models"]
        assert sorted(merged["note"].split("\n\n")) == ["one", "other"]
        assert {mark["slug"] for mark in kept(page, "read")} == {
            "barn-owls",
            "owls-10-by-diffusion-models",
        }
        settled(page)
        for title in ("Barn owls", "Snowy owls", "Owls 10 by"):
            assert is_saved(page, title), title
        # The page of a renamed paper brings its new title.
        go(page, url + "papers/snowy-owls.html")
        titles = "all.map(one => one.title)"
        until(page, f"paperArchive.desk.all('papers').then(all => {titles}.includes('Snowy owls'))")


@pytest.mark.browser
def test_tabs_that_are_open_during_a_renewal_keep_one_mark(
    browser: Browser, archive: Path, tmp_path: Path
) -> None:
    """Of a paper without an id, which an older page knows by its former address alone."""
    folder = tmp_path / "archive"
    shutil.copytree(archive, folder)
    with (
        served(folder / "site") as url,
        reader(browser) as usual,
        reader(browser) as timeless,
    ):
        timeless.route(url + "**", without_time)
        tabs = []
        for context in (usual, timeless):
            older = open_page(context, url + DAY)
            press(older, "Owls 5 by")
            newer = open_page(context, url + OTHER)
            until(newer, "Object.keys(sessionStorage).some(key => key.startsWith('pa-desk'))")
            tabs.append((older, newer))
        rebuild(folder)
        for older, newer in tabs:
            go(newer, url + DAY)
            newer.reload()
            until(newer, "paperArchive.desk.all('papers').then(all => all[0].slug == 'snowy-owls')")
            assert is_saved(newer, "Snowy owls") and is_saved(older, "Owls 5 by")
            # A tab that shows the former address takes back what is there, and keeps it once.
            older.bring_to_front()
            press(older, "Owls 5 by", on=False)
            newer.get_by_role("button", name="Save: Snowy owls", pressed=False).wait_for()
            press(older, "Owls 5 by")
            assert [entry["slug"] for entry in kept(newer)] == ["snowy-owls"]


def without_time(route: Route) -> None:
    """A server that does not say when its files were written."""
    answer = route.fetch()
    headers = {name: of for name, of in answer.headers.items() if name != "last-modified"}
    route.fulfill(response=answer, headers=headers)


@pytest.mark.browser
def test_an_older_export_follows_too(browser: Browser, renewed: tuple[str, Path]) -> None:
    url, folder = renewed
    rebuild(folder)
    with reader(browser) as context:
        page = context.new_page()
        page.goto(url + "desk.html")
        former = [
            {"key": f"slug:{slug}", "slug": slug, "title": slug, "ids": [], "authors": [],
             "folders": [], "saved": "2026-01-01T00:00:00Z", "note": slug}
            for slug in ("owls-10-by-diffusion-models", "owls-15-by-graph-neural-networks")
        ]  # fmt: skip
        until(page, "!!window.paperArchive?.desk?.importText")
        write = """papers => paperArchive.desk.facts().then(() => JSON.stringify({
            format: "paper-archive desk", version: 1, archive: paperArchive.desk.here(), papers,
            read: { "owls-15-by-graph-neural-networks": "2026-01-01T00:00:00Z" } }))"""
        page.evaluate("text => paperArchive.desk.importText(text)", page.evaluate(write, former))
        (entry,) = kept(page)
        assert entry["slug"] == "owls-10-by-diffusion-models"
        assert {former[0]["note"], former[1]["note"]} == set(entry["note"].split("\n\n"))
        assert [mark["slug"] for mark in kept(page, "read")] == ["owls-10-by-diffusion-models"]
        # The desk follows although this session did so already.
        page.evaluate("papers => paperArchive.desk.put('papers', papers[1])", former)
        page.goto(url + "desk.html")
        until(page, "paperArchive.desk.all('papers').then(all => all.length == 1)")


def test_a_renewed_archive_names_its_moved_papers_as_a_new_one_does(
    archive: Path, tmp_path: Path
) -> None:
    facts, text = [], ""
    for name, first in (("update", True), ("clean", False)):
        folder = tmp_path / name
        shutil.copytree(archive, folder) if first else shutil.copytree(
            archive / "listings", folder / "listings"
        )
        rebuild(folder)
        text = (folder / "site/desk/archive.js").read_text("utf-8")
        facts.append(text)
    assert facts[0] == facts[1]
    value = json.loads(text.removeprefix("paperArchive.deskFacts(").removesuffix(")\n"))
    assert value["moved"][SLUG] == "barn-owls"
    assert value["moved"]["owls-15-by-graph-neural-networks"] == "owls-10-by-diffusion-models"
    assert (value["newest"], value["movedAuthors"]) == ("2025-06-04", {})
