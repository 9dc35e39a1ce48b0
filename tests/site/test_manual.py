"""README, manual and CONTRIBUTING are complete, and every link in them leads somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
import yaml
from markdown import Markdown
from paper_archive.cli import COMMANDS, main
from paper_archive.mkdocs_yml import OPTIONS

from tests.site.html import html
from tests.site.run import ROOT

MANUAL = ROOT / "site_src" / "docs" / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
MOST_LINES = 180
_LINK = re.compile(r"\]\(([^()\s]+)\)")


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml`; the values of `!ENV` do not matter here."""


_Loader.add_constructor("!ENV", lambda loader, node: None)


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= MOST_LINES


def test_links_lead_to_files_and_headings() -> None:
    texts = [ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md", *PAGES]
    for text in (*texts, ROOT / "CHANGELOG.md"):
        for link in _LINK.findall(text.read_text("utf-8")):
            if urlsplit(link).scheme:
                continue
            path, _, heading = link.partition("#")
            target = text.parent / path if path else text
            assert target.is_file(), f"{text.name}: {link}"
            assert not heading or heading in _headings(target), f"{text.name}: {link}"


def test_every_page_of_the_manual_is_in_the_navigation_and_in_its_index() -> None:
    pages = {page.name for page in PAGES}
    named = _navigation()
    assert set(named) == {f"manual/{page}" for page in pages}
    assert named[0] == "manual/index.md"
    links = _LINK.findall((MANUAL / "index.md").read_text("utf-8"))
    assert sorted(links) == sorted(pages - {"index.md"})


def test_every_page_of_the_manual_leads_to_its_neighbours(sample: Path) -> None:
    names = [Path(path).stem for path in _navigation()]
    site = sample / "site"
    for before, name, after in zip([None, *names], names, [*names[1:], None], strict=False):
        rels = {e.attributes["rel"]: e.attributes["href"]
                for e in html(site / "manual" / f"{name}.html").elements
                if e.tag == "a" and "rel" in e.attributes}  # fmt: skip
        near = {"prev": before, "next": after}
        assert rels == {rel: f"{page}.html" for rel, page in near.items() if page}
    for page in ("index", "about", "search", "papers/attention-is-all-you-need"):
        links = {url.removeprefix("./") for _, url in html(site / f"{page}.html").urls}
        assert "../" * page.count("/") + "manual/index.html" in links


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_described(name: str) -> None:
    row = re.compile(rf"^\| `paper-archive {name}\b", re.MULTILINE)
    assert row.search((ROOT / "README.md").read_text("utf-8"))
    manual = (MANUAL / "commands.md").read_text("utf-8")
    assert f"| [`{name}`](#{name}) |" in manual
    sections = _sections(manual)
    described = sections[name] + sections["Common options"]
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [option for each in command.params if isinstance(each, click.Option)
               for option in (*each.opts, *each.secondary_opts)]  # fmt: skip
    for option in options:
        assert re.search(rf"`{option}(?![\w-])", described), option


def test_every_setting_is_described() -> None:
    settings = _sections((MANUAL / "commands.md").read_text("utf-8"))["Settings"]
    assert all(f"\n| `{name}` |" in settings for name in OPTIONS)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *(each for group in project["dependency-groups"].values() for each in group),
    ]
    table = (MANUAL / "dependencies.md").read_text("utf-8")
    named = {name for row in re.findall(r"^\| ([a-z][^|]+) \|", table, re.MULTILINE)
             for name in row.split(", ")}  # fmt: skip
    wanted = {re.split(r"[<>=\[]", requirement)[0] for requirement in needed}
    assert wanted <= named


def test_every_room_of_the_package_is_in_the_layout() -> None:
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    (layout,) = re.findall(r"^## Layout\n+```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"^  ([a-z_]+)(?:/|\.py)  ", layout, re.MULTILINE))
    package = ROOT / "generator" / "paper_archive"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    modules = {path.stem for path in package.glob("[a-z]*.py")}
    assert rooms | modules <= named


def _navigation() -> list[str]:
    """The pages of the manual in the order of `nav`."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)
    (named,) = (part["Manual"] for part in settings["nav"] if isinstance(part, dict))
    return named


def _sections(text: str) -> dict[str, str]:
    """What stands under each heading of the second level."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _headings(text: Path) -> set[str]:
    """The ids of the headings of a Markdown file, as its page has them."""
    markdown = Markdown(extensions=["toc", "fenced_code", "attr_list"])
    markdown.convert(text.read_text("utf-8"))
    return set(re.findall(r"'id': '([^']+)'", str(markdown.toc_tokens)))
