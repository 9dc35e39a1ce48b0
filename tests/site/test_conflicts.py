"""Two that want one thing: files of one address, folders inside each other, MkDocs and we."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paper_archive.init.create import create

from tests.site.run import files, fork, invoke

HOOK = """
import json
from pathlib import Path

def on_post_page(output, page, config):
    return output.replace("</body>", "\\n\\n<p>hooked</p></body>")

def on_post_build(config):
    Path(config.site_dir, "extra.txt").write_text("extra")
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A new archive."""
    create(tmp_path / "birds", "Birds")
    return tmp_path / "birds"


def configure(archive: Path, text: str) -> None:
    """Add lines to the configuration."""
    with (archive / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


@pytest.mark.parametrize("path", ["index.html", "search/manifest.js", "days/2025-01-01.html"])
def test_no_file_of_docs_takes_the_place_of_a_generated_one(archive: Path, path: str) -> None:
    assert invoke("build", cwd=archive).returncode == 0
    before = files(archive / "site")
    own = archive / "site_src" / "docs" / path
    own.parent.mkdir(exist_ok=True)
    own.write_text("mine")
    done = invoke("build", cwd=archive)
    assert done.returncode == 1
    assert f"{path}: this address belongs to a generated file" in done.stderr
    assert files(archive / "site") == before
    own.unlink()
    assert invoke("build", cwd=archive).returncode == 0
    assert files(archive / "site") == before


def test_a_robots_txt_of_ones_own_prevails(archive: Path) -> None:
    own = archive / "site_src" / "docs" / "robots.txt"
    for text in ("User-agent: x\n", "User-agent: y\n"):
        own.write_text(text)
        assert invoke("build", cwd=archive).returncode == 0
        assert (archive / "site" / "robots.txt").read_text() == text
    own.unlink()
    assert invoke("build", cwd=archive).returncode == 0
    assert (archive / "site" / "robots.txt").read_text().startswith("User-agent: *")


def test_a_build_sees_what_the_environment_says_of_any_setting(archive: Path) -> None:
    configure(archive, "copyright: !ENV [COPYRIGHT, nobody]")
    for year in ("of 2024", "of 2025"):
        done = invoke("build", cwd=archive, COPYRIGHT=year)
        assert done.returncode == 0, done.stderr
        pages = [path.read_text("utf-8") for path in (archive / "site").rglob("*.html")]
        shown = [text for text in pages if "pa-foot" in text]
        assert shown and all(year in text for text in shown)


@pytest.mark.slow
def test_a_build_sees_what_the_command_line_of_mkdocs_says(archive: Path) -> None:
    fork("mkdocs", "build", "--quiet", cwd=archive)
    plain = files(archive / "site")
    fork("mkdocs", "build", "--quiet", "--theme", "readthedocs", cwd=archive)
    once = files(archive / "site")
    fork("mkdocs", "build", "--quiet", "--theme", "readthedocs", "-d", "other", cwd=archive)
    assert once == files(archive / "other") != plain
    assert invoke("build", cwd=archive).returncode == 0
    assert files(archive / "site") == plain


@pytest.mark.parametrize(
    ("site", "docs"), [("site_src/docs/site", "site_src/docs"), ("site", "site/docs")]
)
def test_site_and_docs_are_apart(archive: Path, site: str, docs: str) -> None:
    configure(archive, f"site_dir: {site}\ndocs_dir: {docs}")
    done = invoke("build", cwd=archive)
    assert done.returncode == 1
    assert "site_dir and docs_dir must not be inside each other" in done.stderr


@pytest.mark.slow
def test_hooks_of_mkdocs_do_the_same_in_both_commands(archive: Path) -> None:
    (archive / "hook.py").write_text(HOOK)
    configure(archive, "hooks: [hook.py]")
    assert invoke("build", cwd=archive).returncode == 0
    ours = files(archive / "site")
    assert ours["extra.txt"] == b"extra"
    assert b"<p>hooked</p>" in ours["about.html"]
    done = fork("mkdocs", "build", "--quiet", "-d", "other", cwd=archive)
    assert done.returncode == 0, done.stderr
    assert files(archive / "other") == ours


@pytest.mark.slow
def test_a_hook_that_fails_comes_before_the_site_is_published(archive: Path) -> None:
    (archive / "hook.py").write_text("def on_post_build(config):\n    raise ValueError\n")
    configure(archive, "hooks: [hook.py]")
    assert fork("mkdocs", "build", cwd=archive).returncode == 1
    assert not (archive / "site").exists()


@pytest.mark.slow
def test_a_strict_build_that_warns_publishes_nothing(archive: Path) -> None:
    assert invoke("build", cwd=archive).returncode == 0
    before = files(archive / "site")
    page = archive / "site_src" / "docs" / "page.md"
    page.write_text("# Page\n\n[nowhere](nowhere.md)\n")
    done = fork("mkdocs", "build", "--strict", cwd=archive)
    assert done.returncode == 1 and "Aborted with 1 warnings in strict mode" in done.stdout
    assert files(archive / "site") == before
    assert invoke("build", "--strict", cwd=archive).returncode == 1
    assert files(archive / "site") == before
    assert invoke("build", cwd=archive).returncode == 0
    assert (archive / "site" / "page.html").exists()
    assert invoke("build", "--strict", cwd=archive).returncode == 1


def test_what_mkdocs_does_not_log_is_said(archive: Path) -> None:
    configure(archive, "extra:\n  x: !nothing of this kind")
    done = invoke("build", cwd=archive)
    assert done.returncode == 1
    assert "could not determine a constructor for the tag '!nothing'" in done.stderr


def test_what_cannot_be_rendered_is_said(archive: Path) -> None:
    page = archive / "site_src" / "docs" / "page.md"
    page.write_bytes(b"# \xff\n")
    done = invoke("build", cwd=archive)
    assert (done.returncode, "cannot be rendered: 'utf-8' codec" in done.stderr) == (1, True)
    page.unlink()
    template = archive / "theme" / "main.html"
    template.parent.mkdir()
    template.write_text("<title>\n{% if %}")
    configure(archive, "theme:\n  name: material\n  custom_dir: theme")
    done = invoke("build", cwd=archive)
    assert done.returncode == 1
    assert f"{template}:2: cannot be rendered: Expected an expression" in done.stderr
    assert not (archive / "site").exists()


def test_a_language_that_does_not_exist_is_told_with_its_line(archive: Path) -> None:
    configure(archive, "theme:\n  name: material\n  language: ../../x")
    done = invoke("build", cwd=archive)
    assert done.returncode == 1
    line = (archive / "mkdocs.yml").read_text("utf-8").split("\n").index("  language: ../../x") + 1
    said = f"mkdocs.yml:{line}: theme.language names no language of Material: ../../x"
    assert f"{said} (write `language: en`)" in done.stderr


def test_no_empty_folder_stays(archive: Path) -> None:
    listing = archive / "site_src" / "listings" / "2025" / "2025-01-01.txt"
    assert invoke("build", cwd=archive).returncode == 0
    listing.write_text(listing.read_text("utf-8").replace("the", "every"), "utf-8")
    assert invoke("build", cwd=archive).returncode == 0
    folders = [path for path in (archive / "site").rglob("*") if path.is_dir()]
    assert folders and all(any(folder.iterdir()) for folder in folders)


def test_a_page_of_ones_own_takes_the_place_of_a_later_kind_of_page(archive: Path) -> None:
    lines = (
        json.dumps({"title": f"Birds of place {n}", "abstract": "", "authors": ["Ada Lovelace"]})
        for n in range(5)
    )
    (archive / "site_src/listings/2025-01-02.jsonl").write_text("\n".join(lines), "utf-8")
    own = archive / "site_src/docs/authors/ada-lovelace.md"
    shown = archive / "site/authors/ada-lovelace.html"
    assert invoke("build", cwd=archive).returncode == 0
    before = files(archive / "site")
    own.parent.mkdir()
    own.write_text("# About me\n")
    done = invoke("build", cwd=archive)
    assert "authors/ada-lovelace.md: stands in the place of a generated page" in done.stderr
    assert "About me" in shown.read_text("utf-8")
    own.unlink()
    assert invoke("build", cwd=archive).returncode == 0
    assert files(archive / "site") == before
