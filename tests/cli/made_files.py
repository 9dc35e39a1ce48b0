"""The files of a new archive: what `upgrade` keeps, by host, and what its owner is given."""

from __future__ import annotations

from paper_archive.init import program

GITHUB = [
    *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("config", "listing")),
    *(f".github/scripts/{name}.sh" for name in (
        "build", "check", "fetch", "install", "lib", "newest-zip", "propose", "read-issue",
        "release",
    )),
    *(f".github/workflows/{name}.yml" for name in (
        "build", "check", "deploy", "fetch", "listing", "release",
    )),
]  # fmt: skip
INSTALL = ".github/scripts/install.sh"
COMMON = [
    ".gitattributes",
    ".gitignore",
    "requirements-lock.txt",
    "requirements.txt",
    "settings.yml",
    program.PATH,
]
KEPT = [*GITHUB, *COMMON]
GITLAB = [
    ".gitlab-ci.yml",
    *(f".gitlab/scripts/{name}.sh" for name in (
        "build", "check", "fetch", "install", "lib", "pages",
    )),
]  # fmt: skip
GIVEN = [
    "README.md",
    "mkdocs.yml",
    "site_src/curation.yml",
    "site_src/docs/about.md",
    "site_src/listings/2025/2025-01-01.txt",
    "site_src/topics.yml",
]
