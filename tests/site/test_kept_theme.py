"""A build takes the theme that the last one rendered, unless MkDocs could render another."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from paper_archive import config, pipeline
from paper_archive.init.create import create
from paper_archive.run import Run
from paper_archive.site.kept_theme import is_repeatable

from tests.site.run import files, invoke

ABSTRACT = "We study birds of every kind at length, and say what follows from it for other birds."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of two papers, one of which a page of its own links to; it is built."""
    folder = tmp_path / "birds"
    create(folder, "Birds")
    add(folder, "2025-01-01", "Birds that sing")
    add(folder, "2025-01-02", "Birds that swim")
    docs = config.load(folder / "mkdocs.yml").docs_dir
    (docs / "more.md").write_text("# More\n\n[A paper](papers/birds-that-sing.md)\n", "utf-8")
    run_build(folder)
    return folder


def add(archive: Path, day: str, title: str) -> Path:
    """Add a listing of one paper."""
    file = archive / "site_src" / "listings" / day[:4] / f"{day}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"title": title, "abstract": ABSTRACT}), "utf-8")
    return file


def run_build(archive: Path, *arguments: str) -> None:
    done = invoke("build", *arguments, cwd=archive)
    assert done.returncode == 0, done.stderr


def is_kept(archive: Path, *, strict: bool | None = None) -> bool:
    """Whether a build would take the theme of the last one; it ends before it writes anything."""
    settings = config.load(archive / "mkdocs.yml", config.Overrides(strict=strict))
    with closing(pipeline.build(settings, Run(lambda problem: None))) as stages:
        return next(stages).kept is not None


def test_new_days_are_built_without_mkdocs(archive: Path) -> None:
    for day in ("2025-01-03", "2025-01-04"):  # The second one from a theme that was kept twice.
        add(archive, day, f"Birds that fly on {day}")
        assert is_kept(archive)
        run_build(archive)
    updated = files(archive / "site")
    run_build(archive, "--clean")
    assert files(archive / "site") == updated


def test_a_paper_that_a_page_links_to_is_gone(archive: Path) -> None:
    add(archive, "2025-01-01", "Birds that sleep")
    assert not is_kept(archive)


def test_warnings_are_repeated(archive: Path) -> None:
    docs = config.load(archive / "mkdocs.yml").docs_dir
    (docs / "more.md").write_text("# More\n\n[Nothing](nothing.md)\n", "utf-8")
    for day in ("2025-01-03", "2025-01-04"):
        add(archive, day, f"Birds of {day}")
        assert not is_kept(archive)
        done = invoke("build", cwd=archive)
        assert "nothing.md" in done.stderr


def test_a_strict_build_asks_mkdocs(archive: Path) -> None:
    add(archive, "2025-01-03", "Birds that fly")
    assert not is_kept(archive, strict=True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"plugins": ["search", {"paper-archive": {"year": 2025}}]}, True),
        ({"plugins": {"search": {}}}, True),
        ({"plugins": ["search", "git-revision-date-localized"]}, False),
        ({"hooks": ["hook.py"]}, False),
        ({"markdown_extensions": ["toc", {"pymdownx.tabbed": {}}, "pymdownx.blocks.tab"]}, True),
        ({"markdown_extensions": {"markdown.extensions.footnotes": {}}}, True),
        ({"markdown_extensions": ["pymdownx.snippets"]}, False),
        ({"markdown_extensions": [{"pymdownx.emoji": {"options": {"attributes": {}}}}]}, True),
        (
            {"markdown_extensions": [{"pymdownx.emoji": {"options": {"custom_icons": ["icons"]}}}]},
            False,
        ),
        ({"markdown_extensions": ["somebodys.extension"]}, False),
        ({"extra": {"f": "tag:yaml.org,2002:python/name:material.extensions.emoji.to_svg"}}, True),
        ({"extra": {"f": "tag:yaml.org,2002:python/name:somebodys.function"}}, False),
        ({"theme": "mkdocs"}, False),
        ({"extra_templates": ["extra.html"]}, False),
        ({"extra_templates": ["missing.html"]}, True),
    ],
)
def test_what_renders_the_same(tmp_path: Path, values: dict[str, Any], expected: bool) -> None:
    (tmp_path / "extra.html").write_text("{{ build_date_utc }}", "utf-8")
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "main.html").write_text("{{ page.content }}", "utf-8")
    values = {"theme": {"name": "material"}} | values
    assert is_repeatable(values, [theme], tmp_path) is expected
    # A template of the archive's own that prints the time of the build.
    (theme / "main.html").write_text("{{ build_date_utc }}", "utf-8")
    assert not is_repeatable(values, [theme], tmp_path)
    # So may a file that it includes, whatever its name, but no script is a template.
    (theme / "main.html").write_text("{% include 'main.jinja' %}", "utf-8")
    (theme / "main.js").write_text("Math.random()", "utf-8")
    assert is_repeatable(values, [theme], tmp_path) is expected
    (theme / "main.jinja").write_text("{{ lipsum() }}", "utf-8")
    assert not is_repeatable(values, [theme], tmp_path)
