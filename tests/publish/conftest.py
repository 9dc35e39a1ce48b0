"""Two versions of a site, and the places that they are published to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.publish.places import KINDS, Place
from tests.site.run import ROOT, configuration, invoke

# A server is asked for every file of a site, so sites are small.
DAYS, PAPERS = ("2025-06-02", "2025-06-03", "2025-06-04"), 4
DOCS = ROOT / "site_src/docs"


def listed(day: str, n: int) -> dict[str, object]:
    """A paper of a listing."""
    title = f"Graph neural networks of owls {n} on {day}"
    return {"title": title, "abstract": "Owls fly far. We propose graphs.", "authors": ["Ann Lee"]}


@dataclass(frozen=True)
class Versions:
    """A site with some listings, and with all but the first of them and another one."""

    before: Path
    after: Path


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Built once for all tests of a process, none of which may change them."""
    folders = []
    for name, kept in (("before", slice(0, 2)), ("after", slice(1, 3))):
        folder = tmp_path_factory.mktemp(name)
        (folder / "listings").mkdir()
        for day in DAYS[kept]:
            lines = (json.dumps(listed(day, n)) + "\n" for n in range(PAPERS))
            (folder / f"listings/{day}.jsonl").write_text("".join(lines), "utf-8")
        config = configuration(folder)
        text = config.read_text("utf-8").replace(f"docs_dir: {DOCS}", "docs_dir: docs")
        text = text.replace("site_src/tags.yml", "site_src/vocabularies/empty.yml")
        config.write_text(text[: text.index("nav:")], "utf-8")
        (folder / "docs").mkdir()
        shutil.copy(DOCS / "about.md", folder / "docs")
        given = "--config-file", config, "--listings", folder / "listings"
        done = invoke("build", *given, SITE_URL="https://example.org/papers/")
        assert done.returncode == 0, done.stderr
        # Tests publish with the project's configuration, whose cache knows sites by their paths.
        shutil.copytree(folder / ".cache", ROOT / ".cache", dirs_exist_ok=True)
        folders.append(folder / "site")
    return Versions(*folders)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.__name__)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """A place of each kind; its server runs as long as the tests of a module."""
    with ExitStack() as stack:
        yield request.param(tmp_path_factory.mktemp("place"), stack)


@pytest.fixture
def empty(place: Place) -> Place:
    """The same with nothing in it."""
    place.clear()
    return place


def published(site: Path, place: Place, *options: str) -> dict[str, Any]:
    """Publish a site, which must succeed, and return the summary."""
    done = invoke(
        "publish", place.target, "--site-dir", site, "--json", *options, **place.variables
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
