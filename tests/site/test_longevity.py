"""The site outlives MkDocs: ProperDocs, which goes on where it ends, builds the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import missing
from tests.site.run import ROOT, command, configuration, files

pytestmark = pytest.mark.slow

ENVIRONMENT = ROOT / ".venv" / "properdocs"


@pytest.fixture
def properdocs() -> str:
    """Its command, in an environment that has no MkDocs."""
    path = ENVIRONMENT / "bin" / "properdocs"
    if not path.exists():
        missing("properdocs", f"{path} is not there: make .venv/properdocs.stamp")
    return str(path)


def built(program: str, folder: Path) -> dict[str, bytes]:
    """The sample's files as a program builds them."""
    folder.mkdir()
    config = configuration(folder)
    done = command(program, "build", "-f", config, "--site-dir", folder / "site", cwd=folder)
    assert done.returncode == 0, done.stderr
    return files(folder / "site")


def test_properdocs_builds_the_same_bytes(properdocs: str, tmp_path: Path) -> None:
    python = Path(properdocs).with_name("python")
    without = subprocess.run(
        [python, "-c", "import mkdocs"], stderr=subprocess.DEVNULL, check=False
    )
    assert without.returncode == 1
    site, expected = built(properdocs, tmp_path / "p"), built("mkdocs", tmp_path / "m")
    assert sorted(site) == sorted(expected)
    assert [path for path, data in site.items() if data != expected[path]] == []


def test_a_build_says_nothing_of_the_end_of_a_theme(tmp_path: Path) -> None:
    inherited = {k: v for k, v in os.environ.items() if not k.endswith("MKDOCS_2_WARNING")}
    notice = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['mkdocs']; import material.templates"],
        env=inherited,
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert "NO_MKDOCS_2_WARNING" in notice, "Material has changed how it says so"
    places = ("--site-dir", tmp_path / "site", "--pages-dir", tmp_path / "pages")
    shown = {"NO_MKDOCS_2_WARNING": "", "DISABLE_MKDOCS_2_WARNING": ""}
    done = command("paper-archive", "build", *places, **shown)
    assert done.returncode == 0, done.stderr
    assert [line for line in notice.splitlines() if line.strip() and line in done.stderr] == []
