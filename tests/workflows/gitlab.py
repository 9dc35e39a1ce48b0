"""Runs jobs of an archive's `.gitlab-ci.yml` on this computer, as GitLab's runner does."""

from __future__ import annotations

import os
import string
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import yaml

from tests.workflows.runner import Runner, path_of

INSTALL = "bash .gitlab/scripts/install.sh"
PREDEFINED = {
    "CI_DEFAULT_BRANCH": "main",
    "CI_PAGES_URL": "https://lab.example.org/papers",
    "CI_SERVER_HOST": "gitlab.example.org",
}


def jobs(archive: Path) -> dict[str, Any]:
    """What `.gitlab-ci.yml` says, jobs and all else, by key."""
    return yaml.safe_load((archive / ".gitlab-ci.yml").read_text("utf-8"))


def run_job(runner: Runner, name: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a job in the checkout; both streams are in `stdout`.

    `given` are variables of the project or of GitLab. What the program needs is there already.
    """
    settings = jobs(runner.here)
    assert settings["default"]["before_script"] == [INSTALL]
    known = PREDEFINED | {"CI_PROJECT_URL": str(runner.origin).removesuffix(".git")} | given
    for key, value in (settings["variables"] | settings[name].get("variables", {})).items():
        known[key] = string.Template(str(value)).safe_substitute(known)
    other = ("GITHUB_", "GH_", "RUNNER_", "SITE_URL", "REPO_URL", "PAPER_ARCHIVE_")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(other)}
    path = path_of(runner.programs, sysconfig.get_path("scripts"), inherited["PATH"])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(settings[name]["script"])],
        cwd=runner.here,
        env=inherited | {"PATH": path} | known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
