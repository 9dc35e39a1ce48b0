"""Templates of themes, compiled once in a process and listed once.

For every build MkDocs compiles them anew, and asks each of Material's 14,000 icons whether it
belongs to the site, which is a third of the time of a small build.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


class Compiled(jinja2.BytecodeCache):
    """What templates compile to, by name and file. Jinja compares their texts' checksums."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


class Loader(jinja2.FileSystemLoader):
    """Lists the templates of its folders, those of installed packages as `_installed` does."""

    def list_templates(self) -> list[str]:
        names: set[str] = set()
        for folder in self.searchpath:
            installed = "site-packages" in Path(folder).parts
            names.update(_installed(folder) if installed else _listed(folder))
        return sorted(names)


def _listed(folder: str) -> list[str]:
    return jinja2.FileSystemLoader(folder).list_templates()


@cache
def _installed(folder: str) -> list[str]:
    """The templates of a package, which no test changes, without what MkDocs leaves out first:
    what has a dot before its name, such as the icons."""
    return [name for name in _listed(folder) if not name.startswith(".")]


@contextmanager
def compiled_once() -> Iterator[None]:
    """Give every theme's environment one cache, and such a loader."""
    compiled, make = Compiled(), Theme.get_env

    def with_cache(theme: Theme) -> jinja2.Environment:
        environment = make(theme)
        environment.bytecode_cache = compiled
        environment.loader = Loader(theme.dirs)
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", with_cache)
        yield
