"""A runner of workflow steps on this computer: a bare repository and a checkout of it.

The repository is one of this project, or of an archive's folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import forked
from tests.site.run import ROOT

NOBODY = ("-c", "user.name=x", "-c", "user.email=x@example.org")
SITE = ("mkdocs.yml", ".gitignore", "site_src/docs", "site_src/theme", "site_src/tags.yml")
LISTING = "site_src/listings/2025/2025-06-02.txt"


def git(folder: Path, *arguments: object) -> str:
    """What git answers; it must not fail."""
    done = subprocess.run(
        ["git", *NOBODY, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def path_of(*folders: object) -> str:
    """The value of `PATH` that looks in these, in this order."""
    return os.pathsep.join(map(str, folders))


@dataclass(frozen=True, slots=True)
class Step:
    """What a step came to: `outputs` by name, `summary` in Markdown, `log` all that it said."""

    code: int
    outputs: dict[str, str]
    summary: str
    log: str

    @property
    def commands(self) -> list[str]:
        """The lines of the log that GitHub would take for commands to the runner."""
        found, stopped = [], ""
        for line in self.log.splitlines():
            if stopped:
                stopped = "" if line.strip() == f"::{stopped}::" else stopped
            elif line.lstrip().startswith("::stop-commands::"):
                stopped = line.strip().removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                found.append(line)
        return found


class Runner:
    """See `run`; `origin` is the bare repository, `here` the checkout.

    Scripts call the programs of a folder, by default those of `forked`.
    """

    def __init__(
        self, folder: Path, archive: Path | None = None, programs: Path | None = None
    ) -> None:
        self.programs = programs or forked.programs()
        self.origin, self.folder = folder / "origin.git", folder
        self.temp, self.calls = folder / "temp", folder / "calls"
        seed = archive or self._of_this_project(folder / "seed")
        git(seed, "init", "--quiet", "--initial-branch=main")
        git(seed, "add", "--all")
        git(seed, "commit", "--quiet", "--message=An archive")
        git(folder, "clone", "--quiet", "--bare", seed, self.origin)
        self.here = self.checkout()

    @staticmethod
    def _of_this_project(seed: Path) -> Path:
        """An archive of one listing, with what this project's repository has."""
        for name in (*SITE, ".github/scripts", LISTING):
            target = seed / name
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, target)
        return seed

    def checkout(self, revision: str = "main") -> Path:
        """A fresh checkout, of two commits as in the workflows."""
        here = self.folder / f"checkout-{len(list(self.folder.glob('checkout-*')))}"
        git(self.folder, "clone", "--quiet", "--depth=2", f"file://{self.origin}", here)
        git(here, "fetch", "--quiet", "--depth=2", "origin", revision)
        git(here, "checkout", "--quiet", "FETCH_HEAD")
        self.here = here
        return here

    def run(self, script: str, **environment: str) -> Step:
        """Run a script as a step does."""
        self.temp.mkdir(exist_ok=True)
        files = {name: self.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        beside = Path(__file__).parent
        found = (beside, self.programs, sysconfig.get_path("scripts"), os.environ["PATH"])
        given = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "PAPER_ARCHIVE_API")}
        given |= {name: str(file) for name, file in files.items()}
        given |= {"RUNNER_TEMP": str(self.temp), "GH_CALLS": str(self.calls)}
        given["PATH"] = path_of(*found)
        done = subprocess.run(
            ["bash", f".github/scripts/{script}.sh"],
            cwd=self.here,
            env=given | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        return Step(
            done.returncode,
            dict(line.split("=", 1) for line in lines),
            files["GITHUB_STEP_SUMMARY"].read_text("utf-8"),
            done.stdout,
        )

    def head(self, branch: str = "main") -> str:
        """The commit of a branch of the bare repository."""
        return git(self.origin, "rev-parse", branch)

    def push(self, name: str, text: str) -> None:
        """Push a file as somebody else, to main."""
        other = self.folder / f"other-{name.replace('/', '-')}"
        git(self.folder, "clone", "--quiet", self.origin, other)
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text(text, "utf-8")
        git(other, "add", "--all")
        git(other, "commit", "--quiet", "--message=By somebody else")
        git(other, "push", "--quiet", "origin", "HEAD:main")

    def added(self, commit: str) -> list[str]:
        """What a commit did to files: `A\tname` and the like."""
        return git(self.origin, "show", "--format=", "--name-status", commit).splitlines()

    def gh(self) -> list[dict[str, Any]]:
        """What gh was called with, since the last time that this was asked."""
        lines = self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return [json.loads(line) for line in lines]
