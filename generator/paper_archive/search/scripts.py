"""The scripts of the search, as a page loads them: several files of the theme as one.

A page would need a request for each of the theme's scripts, which stay apart because each has one
purpose. So the build joins them, behind the constants:

    assets/search/engine.js  the query side, which `search.js` loads on the first search
    assets/search/page.js    all that the search page runs, the query side included

Comments that have their lines to themselves are left out, and so is the indentation. A file with a
backtick in its code keeps both: in a template literal they may be text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from paper_archive.paths import contents
from paper_archive.search.shards import File

SEARCH, ENGINE, PAGE = "assets/search.js", "assets/search/engine.js", "assets/search/page.js"
_PARTS = (
    "tokens", "people", "questions", "query", "spelling", "names", "snippet", "files", "columns",
    "rank", "completions", "compounds", "order", "messages", "ids", "phrases", "first", "suggest",
    "instead", "answer",
)  # fmt: skip
_ENGINE = tuple(f"assets/search/{name}.js" for name in _PARTS)
_OF_PAGE = tuple(
    f"assets/search-{name}.js" for name in ("address", "form", "chips", "results", "page")
)
_PAGE = "assets/search-box.js", *_OF_PAGE
# Parts, which no page loads.
PARTS = frozenset({*_ENGINE, *_OF_PAGE})


def script_files(templates: Sequence[Path]) -> Iterator[File]:
    """Yield the joined scripts; `templates` are the folders of templates, those that prevail first.

    Raises OSError if a script cannot be read.
    """
    # They come from all modules of the index, which a build that changes nothing does without.
    from paper_archive.search.constants import constants_script

    engine = [constants_script(), *(slimmed(path, templates) for path in _ENGINE)]
    yield ENGINE, joined(engine)
    page = [slimmed(path, templates) for path in _PAGE]
    yield PAGE, joined([slimmed(SEARCH, templates), *engine, *page])


def engine_script(templates: Sequence[Path]) -> bytes:
    """Return the query side, as `script_files` joins it."""
    return dict(script_files(templates))[ENGINE]


def script(path: str, templates: Sequence[Path]) -> bytes:
    """Return a script of the theme by its path in the site. Raises OSError."""
    files = (folder / path for folder in templates)
    return contents(next((file for file in files if file.exists()), templates[-1] / path))


def joined(scripts: Iterable[str]) -> bytes:
    """Return scripts as one."""
    # One that begins with a bracket would call what the one before ends with.
    return "".join(f"{script}\n;\n" for script in scripts).encode()


def slim(text: str) -> str:
    """Return a script without its comment lines and indentation."""
    lines = (line.strip() for line in text.split("\n"))
    code = "\n".join(line for line in lines if line and not line.startswith("//"))
    return text if "`" in code else code


def slimmed(path: str, templates: Sequence[Path]) -> str:
    """Return a script of the theme by its path in the site, as `slim` does. Raises OSError."""
    return slim(script(path, templates).decode("utf-8", "replace"))
