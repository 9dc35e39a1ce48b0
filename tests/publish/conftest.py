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
from tests.site.run import LISTINGS, build, invoke


@dataclass(frozen=True)
class Versions:
    """A site with some of the sample's listings, and with all but the first of them."""

    before: Path
    after: Path


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Built once for all tests of a process, none of which may change them."""
    folders = []
    for name, kept in (("before", slice(0, 2)), ("after", slice(1, 3))):
        folder = tmp_path_factory.mktemp(name)
        for path in sorted(LISTINGS.rglob("*.txt"))[kept]:
            (folder / "listings" / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / "listings" / path.parent.name)
        done = build(folder, listings=folder / "listings", SITE_URL="https://example.org/papers/")
        assert done.returncode == 0, done.stderr
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
    for path in place.all():
        place.remove(path)
    return place


def published(site: Path, place: Place, *options: str) -> dict[str, Any]:
    """Publish a site, which must succeed, and return the summary."""
    done = invoke(
        "publish", place.target, "--site-dir", site, "--json", *options, **place.variables
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
