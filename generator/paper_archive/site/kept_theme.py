"""The rendered theme of the last build, which the next one takes as it is: MkDocs takes longer than
all that a new day changes.

What MkDocs renders depends on files and settings, which the checksum of the design covers (see
`session`), on packages, and on papers that written pages link to. Only what is known to depend on
nothing else is kept:

    plugins and hooks     none but `search` and this program's: they may read the date of a commit
    extensions            those of Python-Markdown and of PyMdown that read no other file, and no
                          icons of a folder of their own
    theme                 Material, whose version counts, with the archive's own templates
    templates             none that prints the time of the build, or draws lots
    warnings              none: every build repeats them
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from paper_archive.catalog import Catalog
from paper_archive.mkdocs_yml import PLUGIN
from paper_archive.site.design import Design
from paper_archive.site.fingerprint import versions
from paper_archive.site.publisher import Publisher
from paper_archive.site.state import checksum
from paper_archive.site.theme import Rendered

# The name of what is stored.
KEPT = "theme"
_PLUGINS = frozenset((PLUGIN, "search", "material/search"))
_EXTENSIONS = frozenset((
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
    "footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty",
    "tables", "toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret",
    "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall",
    "pymdownx.extra", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys",
    "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.saneheaders",
    "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde",
))  # fmt: skip
_BLOCKS = "pymdownx.blocks."  # All of them read nothing.
_THEME = "material"
# Functions that the configuration names are of packages; these read nothing.
_PYTHON, _PURE = "tag:yaml.org,2002:python/", ("material.extensions.", "pymdownx.", "materialx.")
_ICONS = "custom_icons"  # An option of `pymdownx.emoji`: folders anywhere.
# What templates may print that differs between two builds.
_FLEETING = (b"build_date_utc", b"update_date", b"random", b"lipsum")
# Templates may have any other ending.
_NO_TEMPLATES = (".js", ".map", ".css", ".png", ".jpg", ".webp", ".ico", ".woff2", ".py", ".pyc")


def is_repeatable(values: Mapping[str, Any], folders: Iterable[Path], docs_dir: Path) -> bool:
    """Tell whether MkDocs renders the same from the same files.

    `values` are those of `mkdocs.yml`, `folders` those of templates.
    """
    theme = values.get("theme")
    named = _names(values.get("markdown_extensions"))
    extensions = {name.removeprefix("markdown.extensions.") for name in named}
    functions = str(values).split(_PYTHON)[1:]
    if (
        values.get("hooks")
        or (theme.get("name") if isinstance(theme, Mapping) else theme) != _THEME
        or not _PLUGINS.issuperset(_names(values.get("plugins")))
        or any(name not in _EXTENSIONS and not name.startswith(_BLOCKS) for name in extensions)
        or not all(each.partition(":")[2].startswith(_PURE) for each in functions)
        or _ICONS in str(values.get("markdown_extensions"))
    ):
        return False
    extra = (docs_dir / str(name) for name in values.get("extra_templates") or ())
    templates = (file for folder in folders for file in folder.rglob("*"))
    files = (*(file for file in templates if file.suffix not in _NO_TEMPLATES), *extra)
    return not any(word in _contents(file) for file in files for word in _FLEETING)


def _names(entries: object) -> Iterable[str]:
    """The names in a list or mapping of plugins or extensions, each with or without options."""
    for entry in entries if isinstance(entries, list | Mapping) else ():
        yield from map(str, entry if isinstance(entry, Mapping) else (entry,))


def _contents(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def stored(theme: Rendered, paths: Iterable[str], site: Publisher) -> bytes:
    """Return a theme as the next build can read it, nothing for one that must be rendered anew.

    `paths` are its files, which `site` has taken.
    """
    if not theme.is_repeatable:
        return b""
    value = {
        "packages": _packages(),
        "shells": [[*key, html] for key, html in theme.shells.items()],
        "files": {path: site.now[path][0] for path in paths},
        "papers": theme.papers,
        "missing": theme.missing,
        "notes": theme.notes,
        "design": [theme.design.checksum, theme.design.paths],
    }
    return json.dumps(value).encode()


def kept(data: bytes, catalog: Catalog, site: Publisher) -> Rendered | None:
    """Return the theme that the last build stored, None where it has to be rendered.

    The site must be as the last build left it, and its design the same.
    """
    value: dict[str, Any] = json.loads(data) if data else {}
    if (
        not value
        or value["packages"] != _packages()
        or any(site.checksum(path) != of_data for path, of_data in value["files"].items())
        or any(_is_there(catalog, slug) != there for slug, there in value["papers"].items())
    ):
        return None
    design, paths = value["design"]
    return Rendered(
        Path(),
        {(kind, folder): html for kind, folder, html in value["shells"]},
        tuple(value["missing"]),
        tuple(value["notes"]),
        Design(design, tuple(paths)),
        value["papers"],
        is_repeatable=True,
        kept=tuple(value["files"]),
    )


def _is_there(catalog: Catalog, slug: str) -> bool:
    return catalog.archive.at(slug) is not None


def _packages() -> str:
    """A checksum of all installed packages by version: any may have an extension of Markdown."""
    return checksum(repr(sorted(versions().items())).encode())
