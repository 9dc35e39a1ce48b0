"""Two builds of an archive, and one without reading offline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.made_once import made_once
from tests.offline.hosting import Host, hosted
from tests.site.run import LISTINGS, ROOT, configuration, invoke


class Builds(NamedTuple):
    """Folders of sites. `after` has other days than `before` and another design; `again` is what a
    clean build makes of the same; `off` has the setting that turns reading offline off."""

    before: Path
    after: Path
    again: Path
    off: Path


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    folder = made_once(tmp_path_factory, "builds", _make)
    return Builds(*(folder / name for name in Builds._fields))


def _make(folder: Path) -> None:
    listings = folder / "listings"
    listings.mkdir()
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "site_src/docs/about.md", folder / "docs")

    def list_days(*days: str) -> None:
        shutil.rmtree(listings)
        listings.mkdir()
        for day in days:
            shutil.copy(LISTINGS / "2025" / f"2025-{day}.txt", listings)

    def build(site: Path, options: str = "", look: str = "custom") -> None:
        config = configuration(folder, options)
        text = config.read_text("utf-8").replace("primary: custom", f"primary: {look}")
        text = text.replace(f"docs_dir: {ROOT / 'site_src/docs'}", "docs_dir: docs")
        config.write_text(text[: text.index("nav:")], "utf-8")
        places = ("--site-dir", site, "--pages-dir", folder / "pages", "--listings", listings)
        done = invoke("build", "--config-file", config, *places)
        assert done.returncode == 0, done.stderr

    list_days("06-02", "06-03")
    build(folder / "after")
    shutil.copytree(folder / "after", folder / "before")
    build(folder / "off", "      offline_reading: false\n")
    list_days("06-03", "06-05")
    build(folder / "after", look="indigo")
    build(folder / "again", look="indigo")


@pytest.fixture
def host(builds: Builds) -> Iterator[Host]:
    with hosted(builds.before) as server:
        yield server
