"""What all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from tests import forked
from tests.attack.test_damaged_caches import Field
from tests.browser.chromium import chromium
from tests.browser.engines import PATIENCE
from tests.made_once import made_once
from tests.serving import served
from tests.site.run import summary
from tests.site.templates import compiled_once

# Tests start Python many times: where it may write no bytecode, every start compiles the package
# anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# No test depends on how fast a machine is. `make attack` takes the first of these, `make test-fast`
# the last.
settings.register_profile("long", settings.default, deadline=None)
settings.register_profile("full", settings.default, deadline=None, max_examples=60)
settings.register_profile("fast", settings.default, deadline=None, max_examples=10)
settings.load_profile("full")
expect.set_options(timeout=PATIENCE * 1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what golden cases give now"
    )
    parser.addoption(
        "--at-length", action="store_true", help="attack thousands of times, not dozens"
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Two processes for each processor: tests of browsers and servers wait half of their time."""
    told = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if told else 2 * (os.cpu_count() or 1)


# First, as xdist adds the groups to the ids of the tests, whichever of both is loaded first.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of a file that drive a browser run in one process, which launches it once."""
    for item in items:
        if item.get_closest_marker("browser") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


# Not for the session: as long as Playwright runs, asyncio cannot, and `fetch` needs it.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, launched once for the tests of a module."""
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session", autouse=True)
def templates() -> Iterator[None]:
    """Builds in this process share compiled templates; those of a process of their own do not."""
    with compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def programs() -> Iterator[None]:
    """What serves forked programs, where a test has asked for it, ends with the session."""
    yield
    forked.end()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once for all tests, none of which may change it.

    Its `site` and its `pages` are in this folder.
    """
    return made_once(tmp_path_factory, "sample", summary)


# A folder of tests that asks for them says by `site` which site it reads.
@pytest.fixture(scope="module")
def http(site: Path) -> Iterator[str]:
    """A site as its server gives it."""
    with served(site) as url:
        yield url


@pytest.fixture(params=["file", "http"])
def base(site: Path, http: str, request: pytest.FixtureRequest) -> str:
    """A site as files, and from a server."""
    return http if request.param == "http" else site.as_uri() + "/"


@pytest.fixture(scope="session")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Field:
    """Caches to damage, prepared once for the tests of a process; each test restores them first."""
    return Field.prepare(tmp_path_factory.mktemp("damaged"))
