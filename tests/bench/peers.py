"""Other generators on the same pages: plain MkDocs with Material, and Hugo.

Both get the Markdown that a build made, and render it one page at a time. What the comparison
leaves out is in their favour: no reading, merging or tagging, no `<head>` of a paper's own.

- MkDocs: the pages folder as `docs_dir`, no plugin, so neither search nor tags, and a `nav` of one
  page, because the default one puts every page into every page (70 ms each instead of some 4).
- Hugo: front matter of a title alone (ours has keys that Hugo keeps for itself), `index.md` as
  `_index.md`, one layout that prints title and content, raw HTML let through, `--minify`. It
  leaves the attribute lists of paragraphs and the links to `.md` as they are.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Cost, Failed, measure, set_aside

INSTALL_HUGO = "Hugo is not installed: make .venv/bench.stamp does it"
_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
_MKDOCS = """\
site_name: plain
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, font: false}
plugins: []
markdown_extensions: [attr_list, md_in_html]
nav: [index.md]
validation: {omitted_files: ignore, links: {not_found: ignore, anchors: ignore}}
"""
_HUGO = """\
baseURL = "https://example.org/"
title = "plain"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
uglyURLs = true
[markup.goldmark.renderer]
unsafe = true
"""
_LAYOUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body>{{ .Content }}</body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A site of another generator, ready to be built; `rendered` is where its pages go."""

    name: str
    folder: Path
    command: tuple[str, ...]
    rendered: Path

    def build(self) -> Cost:
        """Build it, which must make pages."""
        set_aside(self.rendered)
        return measure(self.command, self.folder, self.folder / "log.txt")

    def pages(self) -> int:
        """How many pages it made."""
        return sum(1 for _ in self.rendered.rglob("*.html"))


def mkdocs(pages: Path, folder: Path) -> Peer:
    """Plain MkDocs with Material on a copy of the Markdown in `pages`."""
    set_aside(folder)
    shutil.copytree(pages, folder / "docs", ignore=shutil.ignore_patterns(".*"))
    (folder / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    return Peer("MkDocs", folder, command, folder / "site")


def hugo(pages: Path, folder: Path) -> Peer:
    """Hugo on the Markdown in `pages`. Raises Failed where there is no Hugo."""
    program = shutil.which("hugo", path=sysconfig.get_path("scripts")) or shutil.which("hugo")
    if program is None:
        raise Failed(INSTALL_HUGO)
    set_aside(folder)
    for source in pages.rglob("*.md"):
        path = source.relative_to(pages)
        target = folder / "content" / path.with_name(path.name.replace("index.md", "_index.md"))
        target.parent.mkdir(parents=True, exist_ok=True)
        _, front, text = source.read_text("utf-8").split("---\n", 2)
        title = found[1] if (found := _TITLE.search(front)) else json.dumps(path.stem)
        target.write_text(f"---\ntitle: {title}\n---\n{text}", "utf-8")
    (folder / "layouts").mkdir(parents=True)
    (folder / "layouts" / "all.html").write_text(_LAYOUT, "utf-8")
    (folder / "hugo.toml").write_text(_HUGO, "utf-8")
    return Peer("Hugo", folder, (program, "--minify", "--quiet"), folder / "public")
