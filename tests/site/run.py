"""Running the command on listings of a test, as a user would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from contextlib import chdir
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from paper_archive.cli import main
from paper_archive.config import Settings, load

from tests import forked

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "site_src" / "listings"


def program(name: str) -> str:
    """The command of the environment that runs the tests."""
    path = shutil.which(name, path=sysconfig.get_path("scripts"))
    if path is None:
        raise FileNotFoundError(f"{name} is not installed")
    return path


def command(
    name: str,
    *arguments: object,
    cwd: Path = ROOT,
    programs: Path | None = None,
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment, or of a folder of programs; its output is text."""
    given = ("SITE_URL", "REPO_URL")
    environment = {k: v for k, v in os.environ.items() if k not in given} | variables
    return subprocess.run(
        [programs / name if programs else program(name), *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def fork(
    name: str, *arguments: object, cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `paper-archive` or `mkdocs` as `command` does, without waiting for it to start."""
    return command(name, *arguments, cwd=cwd, programs=forked.programs(), **variables)


def invoke(
    *arguments: object, cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `paper-archive` in this process, where a start of Python would take most of the time."""
    environment = {"SITE_URL": None, "REPO_URL": None} | variables
    with chdir(cwd):
        done = CliRunner().invoke(
            main, [*map(str, arguments)], env=environment, prog_name="paper-archive"
        )
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def build(
    folder: Path, *arguments: object, listings: Path = LISTINGS, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build `listings` into `folder/site`, its pages into `folder/pages`."""
    places = ("--site-dir", folder / "site", "--pages-dir", folder / "pages")
    return invoke("build", "--listings", listings, *places, *arguments, **variables)


def configuration(folder: Path, options: str = "") -> Path:
    """A copy of the project's `mkdocs.yml`, of the same sources, with more options of the plugin.

    Site, pages and cache are the folder's.
    """
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = text.replace("  - paper-archive:\n", f"  - paper-archive:\n{options}")
    for name in ("docs", "theme", "listings", "tags.yml"):
        text = text.replace(f" site_src/{name}", f" {ROOT / 'site_src' / name}")
    config = folder / "mkdocs.yml"
    config.write_text(text, "utf-8")
    return config


def built_from_a_line(folder: Path) -> tuple[Path, tuple[object, ...], Settings]:
    """Build an archive of one paper; return its listing, the arguments that build it again, and
    its settings."""
    listing = folder / "listings" / "2025-03-14.jsonl"
    listing.parent.mkdir()
    listing.write_text('{"title": "Birds", "abstract": "They fly."}\n')
    config = configuration(folder)
    arguments = ("build", "-f", config, "--listings", listing.parent)
    assert invoke(*arguments).returncode == 0
    return listing, arguments, load(config)


def summary(folder: Path, *arguments: object, **options: Any) -> dict[str, Any]:
    """Build, which must succeed, and return the summary."""
    done = build(folder, "--json", *arguments, **options)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def files(folder: Path) -> dict[str, bytes]:
    """The contents of every file of a folder by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
